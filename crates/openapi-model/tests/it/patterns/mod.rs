//! Patterns of ECMA 262, as the server matches them.

use openapi_model::sample::{Place, draw};
use openapi_model::{Access, Kind, Options, Text, Unsupported};

mod random;

use crate::reading::{api, said, with_schemas};

fn text_rules(pattern: &str) -> Text {
    let schema = serde_json::json!({ "type": "string", "pattern": pattern });
    let model = api(&with_schemas("3.0.3", &format!("A: {schema}")));
    let (_, named) = model.schemas.iter().next().unwrap();
    match &named.schema.kind {
        Kind::String(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn is_match(rules: &Text, text: &str) -> bool {
    let pattern = rules.pattern.as_ref().unwrap();
    let length = u64::try_from(text.chars().count()).unwrap();
    rules.length.minimum.is_none_or(|least| least <= length)
        && rules.length.maximum.is_none_or(|most| length <= most)
        && pattern.matcher.is_match(text)
}

/// Texts that match, and texts that do not.
fn check(pattern: &str, yes: &[&str], no: &[&str]) {
    let rules = text_rules(pattern);
    for text in yes {
        assert!(
            is_match(&rules, text),
            "{pattern} {text:?} {:?}",
            rules.pattern
        );
    }
    for text in no {
        assert!(
            !is_match(&rules, text),
            "{pattern} {text:?} {:?}",
            rules.pattern
        );
    }
}

#[test]
fn classes_are_those_of_ecma() {
    check(r"^\d+$", &["12"], &["", "١٢", "12\n"]);
    check(r"^\w+$", &["a_1"], &["é", "a-b"]);
    check(r"^\s$", &[" ", "\u{a0}", "\u{feff}", "\u{2028}"], &["a"]);
    check(r"^.$", &["a", "é", "😀"], &["\n", "\r", "\u{2028}"]);
    check(r"^[^\d]$", &["a", "١"], &["1"]);
    check(r"^[\w-.]+$", &["a-b.c"], &["a b"]);
    check(r"^[\S\s]$", &["\n"], &[]);
    check(r"^[^]$", &["\n"], &[""]);
    check(r"[]", &[], &["", "a"]);
    check(r"\bé", &["aé"], &["é"]);
}

#[test]
fn escapes() {
    check(r"^\/\-\@\_\<\>$", &["/-@_<>"], &[]);
    check(r"^\u0041\x42\cA$", &["AB\u{1}"], &[]);
    check(r"^\uD83D\uDE00$", &["😀"], &[]);
    check(r"^[\uD800-\uDFFFa]$", &["a"], &["b"]);
    check(r"^[^\000-\037]+$", &["ab"], &["a\u{1}"]);
    check(r"^[<>&~#\]]+$", &["<>&~#]"], &["a"]);
    check(r"^a{b}]$", &["a{b}]"], &[]);
    check(r"^a{,2}$", &["a{,2}"], &["aa"]);
    check(r"^(?<year>\d{4})$", &["2026"], &["26"]);
}

#[test]
fn words_of_other_languages() {
    check(r"\A\d\z", &["1"], &["12"]);
    check(r"^\p{L}\p{Nd}\p{Punct}$", &["é1!"], &["11!"]);
    check(r"^[[:alpha:]]+$", &["ab"], &["1"]);
    check(r"^[\p{Print}&&[^|:/]]+$", &["ab"], &["a|b"]);
    check(r"(?i)^abc$", &["ABC"], &["ABD"]);
    check(r"/^a\/b$/i", &["A/B"], &["ab"]);
    check(r"^/a/$", &["/a/"], &["a"]);
}

#[test]
fn look_around() {
    check(
        r"^(?=.*\d)(?=.*[a-z])(?!x).{2,}$",
        &["a1"],
        &["aa", "xa1", "1"],
    );
    check(r"^(?!aws:)[a-z:]+$", &["aw:", "a"], &["aws:x", "A"]);
    check(r"(?=^.{2,3}$)^[a-z]*$", &["ab"], &["a", "abcd"]);
    check(r"^[a-z](?!.*--)[a-z-]*$", &["a-b"], &["a--b"]);
    check(r"^[a-z.]*(?<!\.)$", &["a.b", ""], &["a."]);
    check(
        r"^((?!-)[a-z-]{1,3}(?<!-)\.)+$",
        &["ab.c-d."],
        &["-a.", "a-."],
    );
    check(r"^((?!ab).)*$", &["ba", ""], &["xabx", "a\nc"]);
    check(r"^(?:(?!-)[a-z-]{0,2}x)$", &["x", "ax"], &["-x"]);
    check(r"(?!aws:)[a-z:]+", &["aws", "b", "aws:"], &["", "A"]);
    check(r"(?!ab)[a]+", &["a", "ac", "abac"], &["ab", "abab", "b"]);
    check(r"(?!\s*$)[\s\S]+", &["a", " a"], &["", "  "]);
    check(r"(?!\s*$)[a-z]*", &["a", " a"], &["", "  "]);
    check(r"(?!.*git$)\w*", &["git", ""], &[]);
    check(r"(?!a+b)[a-z]+", &["a", "ba"], &["", "1"]);
    check(r"^a*(?=bc)b", &["aabc"], &["aab", "aabd"]);
    check(r"^a*(?=bc)b$", &[], &["aabc", "ab"]);
    check(r"(?<=ab)c", &["xabc"], &["c", "bc"]);
    check(
        r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
        &["a-b-c"],
        &["a--b", "a"],
    );
    check(
        r"^((25[0-5]|[0-9])(\.(?!$)|$)){2}",
        &["1.255"],
        &["1.", "1.256"],
    );
    check(
        r"^(-?)P(?=\d|T\d)(\d+D)?(T(\d+H)?)?$",
        &["P1D", "-PT2H"],
        &["P", "PT"],
    );
    check(r"^(?i)(?!AB)[a-z]+$", &["xab"], &["ABc", "aB"]);
    check(
        r"^(?=(?!ab)a)[a-c]+(?<=(?<!b)c)$",
        &["aac"],
        &["abc", "aabc"],
    );
    check(r"^(?!\bx\b).*$", &["xy", "a x"], &["x y", "x"]);
}

#[test]
fn long_repetitions_are_lengths() {
    check("^.{2,262144}$", &["ab"], &["a", "a\nb"]);
    check("[ab]{2,99999}", &["xab"], &["a"]);
    check("^[a-z]{3,}$", &["abc"], &["ab"]);
    check(
        "^(?!-)[a-z]{2}-{1,90000}[0-9]$",
        &["ab-1"],
        &["ab1", "-b-1"],
    );
    check("/^a{2,9000}$/m", &["aa", "b\naa"], &["b\na"]);
}

#[test]
fn what_is_not_linear_is_refused() {
    let refused = "E042: this pattern cannot be matched in linear time";
    let malformed = "E042: this pattern is not a regular expression";
    let cases = [
        (r"^(a)\1$", refused),
        (r"(?=(a)\1)a", refused),
        (r"(?m)^(?=a)b$", refused),
        (r"^(?>a)b$", refused),
        (r"a++", refused),
        (r"(a", malformed),
        (r"a)", malformed),
        (r"[a", malformed),
        (r"[z-a]", malformed),
        (r"*", malformed),
        (r"a{2,1}", malformed),
        (r"\p{Nothing}", malformed),
        (
            r"^(([a-z]{100}){100}){100}$",
            "E042: this pattern is too large",
        ),
    ];
    for (pattern, expected) in cases {
        let schema = serde_json::json!({ "type": "string", "pattern": pattern });
        let text = with_schemas("3.0.3", &format!("A: {schema}"));
        assert_eq!(said(&text, &Options::default()), [expected], "{pattern}");
        let skipping = Options {
            unsupported: Unsupported::Skipped,
            ..Options::default()
        };
        let left_out = expected.replace("E042", "W009") + ": it is not checked";
        assert_eq!(said(&text, &skipping), [left_out], "{pattern}");
    }
}

/// Whatever is taken can be compiled, within the limit that the crate has by itself.
#[test]
fn large_patterns_compile() {
    for pattern in [
        r"^(\p{L}{3}){4}$",
        r"^(([a-z0-9]{1,60}\.){1,9}x){1,9}$",
        r"^([\s\S]{200}){10}$",
    ] {
        check(pattern, &[], &[""]);
    }
}

/// Values are found for what documents ask for.
#[test]
fn texts_are_drawn() {
    for (pattern, most) in [
        ("^AC[0-9a-fA-F]{32}$", 34),
        ("^[a-z]{64,128}-[0-9]$", 130),
        ("^(?!-)[a-z-]{40,50}(?<!-)$", 50),
        (r"^(?=.*\d)(?=.*[a-z]).{8,64}$", 64),
        ("^[a-z]+$", 500),
    ] {
        let schema = serde_json::json!(
            {"type": "string", "pattern": pattern, "minLength": most / 2, "maxLength": most}
        );
        let model = api(&with_schemas("3.0.3", &format!("A: {schema}")));
        let (_, named) = model.schemas.iter().next().unwrap();
        let rules = text_rules(pattern);
        for seed in 0..20 {
            let drawn = draw(
                &model.schemas,
                &named.schema,
                Access::Both,
                Place::Body,
                seed,
            );
            let text = drawn.unwrap_or_else(|| panic!("{pattern} {seed}"));
            assert!(is_match(&rules, text.as_str().unwrap()), "{pattern} {text}");
        }
    }
}
