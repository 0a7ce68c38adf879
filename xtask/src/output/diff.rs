//! A short difference between two texts, for people.
//!
//! It is cut after a few lines and shows acting characters written out: the text on the disk may
//! be anything. It is not a patch.

use openapi_source::visible;
use similar::TextDiff;

/// Lines shown of one difference.
const LINES: usize = 20;
/// Characters shown of one line.
const WIDTH: usize = 120;
/// Larger texts are not compared line by line.
const BYTES: usize = 256 << 10;

/// From `old` to `new` in the unified form.
pub(crate) fn short(old: &[u8], new: &[u8]) -> String {
    if old.len() > BYTES || new.len() > BYTES {
        return format!(
            "{} bytes on the disk, {} bytes generated\n",
            old.len(),
            new.len()
        );
    }
    let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return "the file on the disk is not text\n".to_owned();
    };
    let diff = TextDiff::from_lines(old, new);
    let all = diff.unified_diff().context_radius(1).to_string();
    let mut text = String::new();
    for line in all.lines().take(LINES) {
        let shown: String = line.chars().take(WIDTH).collect();
        text.push_str(&visible(&shown));
        text.push_str(if shown.len() < line.len() {
            "…\n"
        } else {
            "\n"
        });
    }
    let more = all.lines().count().saturating_sub(LINES);
    if more > 0 {
        text.push_str(&format_more(more));
    }
    text
}

fn format_more(lines: usize) -> String {
    format!("… and {lines} more lines\n")
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn differences_are_short_and_harmless() {
        let many: String = (0..100).fold(String::new(), |all, n| format!("{all}line {n}\n"));
        let wide = "é".repeat(500);
        let cases: [(&[u8], &[u8], &str); 5] = [
            (
                b"a\nb\nc\nd\n",
                b"a\nB\nc\nd\n",
                "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n",
            ),
            (b"a\x1b[31m\n", b"a\n", "@@ -1 +1 @@\n-a\\u{1b}[31m\n+a\n"),
            (b"\xff", b"a\n", "the file on the disk is not text\n"),
            (b"a\r\n", b"a\n", "@@ -1 +1 @@\n-a\n+a\n"),
            (
                &vec![b'x'; 300_000],
                b"a\n",
                "300000 bytes on the disk, 2 bytes generated\n",
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(short(old, new), expected);
        }
        let long = short(many.as_bytes(), wide.as_bytes());
        assert_eq!(long.lines().count(), 21, "{long}");
        assert!(long.ends_with("more lines\n"), "{long}");
        assert!(
            short(b"", wide.as_bytes())
                .lines()
                .all(|line| line.chars().count() <= 121)
        );
    }
}
