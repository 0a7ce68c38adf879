//! Text of a document as documentation comments.
//!
//! A description is data: nothing in it may run, render as HTML, hide or
//! reorder text, or break a link check. So no line of it is a code block (rustdoc
//! runs those as tests), `<` and `[` outside code spans are escaped, bare links
//! are marked as links, and control and bidirectional characters are dropped.
//! Paragraphs, lists, emphasis and inline code stay as they are.

/// Lines ready to be put behind `///`, without the blank in front. No line
/// break, no trailing blanks, no empty line at either end.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for paragraph in paragraphs(text) {
        if !out.is_empty() {
            out.push(String::new());
        }
        out.extend(escape(&paragraph).lines().map(str::to_owned));
    }
    out
}

/// The same in one line, for a place where a paragraph would break.
pub(crate) fn line(text: &str) -> String {
    let mut lines = lines(text);
    lines.retain(|line| !line.is_empty());
    lines.join(" ")
}

/// The title of a document inside of a sentence that no lint allows anything for: words as they
/// are, anything that markdown or clippy could take for more as a code span.
pub(crate) fn title(text: &str) -> String {
    let words = plain(text);
    if words.split(' ').all(is_word) {
        words
    } else {
        code(&words)
    }
}

/// The visible characters of a text in one line.
pub(crate) fn plain(text: &str) -> String {
    let visible = |c: &char| c.is_whitespace() || !is_hidden(*c);
    let visible: String = text.chars().filter(visible).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether this is a word of prose: letters and digits, capitals in front or everywhere. A name
/// of code (`PetStore`, `pet_store`) is none.
fn is_word(word: &str) -> bool {
    let trimmed = word.trim_matches(|c| matches!(c, ',' | '.' | '(' | ')' | '!' | '?'));
    if trimmed.is_empty() {
        return false;
    }
    let parts = trimmed.split(['-', '\'', '.']);
    let is_prose = |part: &str| {
        // The plural of capitals is a word: `APIs`.
        let part = part.strip_suffix('s').unwrap_or(part);
        let capitals = part.chars().filter(|c| c.is_uppercase()).count();
        let small = part.chars().filter(|c| c.is_lowercase()).count();
        part.chars().all(char::is_alphanumeric) && (capitals <= 1 || small == 0)
    };
    matches!(trimmed, "&" | "–") || parts.into_iter().all(is_prose)
}

/// Text of the document as one code span.
pub(crate) fn code(text: &str) -> String {
    let safe: String = text
        .chars()
        .filter(|c| !is_hidden(*c))
        .map(|c| if c == '`' { '\'' } else { c })
        .collect();
    if safe.trim().is_empty() {
        // Two backticks would open a span that ends somewhere else.
        return "`\"\"`".to_owned();
    }
    format!("`{safe}`")
}

/// The blocks of lines between blank lines, cleaned line by line.
fn paragraphs(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.lines() {
        let line = clean(line);
        if line.is_empty() {
            blocks.push(String::new());
        } else if let Some(block) = blocks.last_mut() {
            if !block.is_empty() {
                block.push('\n');
            }
            block.push_str(&line);
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// One line without what could hide or reorder it, without the indent that
/// makes a code block, and without a fence.
fn clean(line: &str) -> String {
    let visible: String = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !is_hidden(*c))
        .collect();
    let line = visible.trim();
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let run = rest.chars().take_while(|other| *other == c).count();
        let (head, tail) = rest.split_at(run * c.len_utf8());
        match c {
            '`' | '~' if run >= 3 => out.extend(std::iter::repeat_n('\'', 3)),
            // Markers of lists and quotes followed by many blanks open a code block.
            ' ' if run > 1 => out.push(' '),
            _ => out.push_str(head),
        }
        rest = tail;
    }
    out
}

/// Control characters, and those that change the direction of what follows or
/// cannot be seen at all.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Escapes what markdown would take for HTML or a link, outside code spans.
fn escape(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    let mut rest = paragraph;
    while let Some(c) = rest.chars().next() {
        let taken = if c == '`' {
            code_span(rest, &mut out)
        } else if let Some(length) = link_length(rest) {
            let (link, _) = rest.split_at(length);
            out.push('<');
            out.push_str(link);
            out.push('>');
            length
        } else {
            if matches!(c, '<' | '>' | '[' | ']' | '\\' | '&') {
                out.push('\\');
            }
            out.push(c);
            c.len_utf8()
        };
        rest = rest.split_at(taken).1;
    }
    quote_marks(&out)
}

/// Copies a whole code span, or escapes a run of backticks that opens none.
/// Returns how many bytes were used.
fn code_span(text: &str, out: &mut String) -> usize {
    let run = text.bytes().take_while(|b| *b == b'`').count();
    let (fence, after) = text.split_at(run);
    let mut at = 0;
    while let Some(found) = after.get(at..).and_then(|tail| tail.find('`')) {
        let start = at + found;
        let tail = after.get(start..).unwrap_or_default();
        let length = tail.bytes().take_while(|b| *b == b'`').count();
        if length == run {
            let end = run + start + length;
            out.push_str(text.get(..end).unwrap_or_default());
            return end;
        }
        at = start + length;
    }
    for _ in fence.bytes() {
        out.push_str("\\`");
    }
    run
}

/// The length of a web address at the start of `text`.
fn link_length(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|c: char| c.is_whitespace() || !c.is_ascii() || "<>[]()\"'`\\{}|^".contains(c))
        .unwrap_or(text.len());
    let trimmed = text
        .get(..end)?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (trimmed.len() > scheme.len()).then_some(trimmed.len())
}

/// A line that begins with `>` is a quote: that mark was escaped above, which
/// reads the same. A line of `=` or `-` alone would make a heading of the line
/// before it, `#` a heading of its own.
fn quote_marks(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let underline = !line.is_empty() && line.chars().all(|c| matches!(c, '=' | '-' | ' '));
        if underline || line.starts_with('#') {
            format!("\\{line}")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_prose_or_code() {
        let check = |text: &str, expected: &str| assert_eq!(title(text), expected, "{text:?}");
        check("Pets", "Pets");
        check("The pets' API (beta), v2.", "The pets' API (beta), v2.");
        check("Pets & APIs – more", "Pets & APIs – more");
        check("日本 größe", "日本 größe");
        check("  two\r\n lines\u{202e} ", "two lines");
        check("PetStore", "`PetStore`");
        check("pet_store", "`pet_store`");
        check("a `tick` [b](c) <d>", "`a 'tick' [b](c) <d>`");
        check("https://example.com", "`https://example.com`");
        check("A/B", "`A/B`");
        check("\u{200b}", "`\"\"`");
    }

    #[test]
    fn text_is_data() {
        let check = |text: &str, expected: &[&str]| assert_eq!(lines(text), expected, "{text:?}");
        check("Gateway ID.", &["Gateway ID."]);
        check("  one\n\n\n  two  \n", &["one", "", "two"]);
        check("```\npanic!()\n```", &["'''", "panic!()", "'''"]);
        check("> ~~~~\n>     let x = 1;", &["\\> '''", "\\> let x = 1;"]);
        check("\n    fn main() {}\n", &["fn main() {}"]);
        check("-      fn main() {}", &["- fn main() {}"]);
        check(
            "a <script> b `Vec<u8>` c",
            &["a \\<script\\> b `Vec<u8>` c"],
        );
        check("an open ` tick <b>", &["an open \\` tick \\<b\\>"]);
        check("``a`b`` `c", &["``a`b`` \\`c"]);
        check("`open\n\nclose` <b>", &["\\`open", "", "close\\` \\<b\\>"]);
        check("see [Other::item] there", &["see \\[Other::item\\] there"]);
        check(
            "see https://a.invalid/x_y, there",
            &["see <https://a.invalid/x_y>, there"],
        );
        check("*/ \u{202e}evil\u{0} \u{200b}x", &["*/ evil x"]);
        check("title\n=====\n# more", &["title", "\\=====", "\\# more"]);
        check("&lt;b&gt;", &["\\&lt;b\\&gt;"]);
    }
}
