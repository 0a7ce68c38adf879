//! What is found to differ, what is done about it, and how it reads.

use std::fs;
use std::path::Path;

use super::super::{Kind, Recovery, check, write};
use super::{CLIENT, MANIFEST, SERVER, plan, put, snapshot};

type Setup = fn(&Path);

/// Brings a finished workspace into some state, and expects these findings and their repair.
fn expect(name: &str, setup: Setup, expected: &[(Kind, String)]) {
    let base = tempfile::tempdir().unwrap();
    let base = base.path();
    write(&plan("old"), base).unwrap();
    let good = snapshot(base);
    setup(base);
    let before = snapshot(base);
    let found = check(&plan("old"), base).unwrap();
    assert_eq!(snapshot(base), before, "{name}: a check changes nothing");
    assert_eq!(found.is_clean(), expected.is_empty(), "{name}");
    let stale: Vec<_> = found
        .stale
        .iter()
        .map(|stale| (stale.kind, stale.path.clone()))
        .collect();
    assert_eq!(stale, expected, "{name}");
    let changes = write(&plan("old"), base).unwrap();
    assert_eq!(changes.entries, expected, "{name}: check and write agree");
    assert_eq!(
        snapshot(base),
        good,
        "{name}: all is repaired and nothing is left over"
    );
    assert!(check(&plan("old"), base).unwrap().is_clean(), "{name}");
}

#[test]
fn whatever_is_in_a_generated_folder_is_repaired() {
    let client = |file: &str| format!("{CLIENT}/{file}");
    expect("nothing", |_| {}, &[]);
    expect(
        "stale",
        |base| put(base, &format!("{CLIENT}/mod.rs"), "// mod.rs\n// new\n"),
        &[(Kind::Changed, client("mod.rs"))],
    );
    expect(
        "missing",
        |base| fs::remove_file(base.join(CLIENT).join("types/a.rs")).unwrap(),
        &[(Kind::Added, client("types/a.rs"))],
    );
    expect(
        "orphan",
        |base| put(base, &format!("{CLIENT}/more/x.rs"), ""),
        &[(Kind::Removed, client("more/x.rs"))],
    );
    expect(
        "empty folder",
        |base| fs::create_dir(base.join(CLIENT).join("more")).unwrap(),
        &[(Kind::Removed, client("more"))],
    );
    expect(
        "folder deleted",
        |base| fs::remove_dir_all(base.join(CLIENT)).unwrap(),
        &[
            (Kind::Added, client("mod.rs")),
            (Kind::Added, client("types/a.rs")),
            (Kind::Added, client("types/b.rs")),
        ],
    );
    expect(
        "folder is a file",
        |base| {
            fs::remove_dir_all(base.join(SERVER)).unwrap();
            fs::write(base.join(SERVER), "x").unwrap();
        },
        &[
            (Kind::Removed, SERVER.into()),
            (Kind::Added, format!("{SERVER}/mod.rs")),
        ],
    );
    expect(
        "file is a folder",
        |base| {
            fs::remove_file(base.join(SERVER).join("mod.rs")).unwrap();
            put(base, &format!("{SERVER}/mod.rs/x"), "");
        },
        &[
            (Kind::Added, format!("{SERVER}/mod.rs")),
            (Kind::Removed, format!("{SERVER}/mod.rs/x")),
        ],
    );
    expect(
        "scaffold deleted",
        |base| fs::remove_file(base.join(MANIFEST)).unwrap(),
        &[(Kind::Added, MANIFEST.into())],
    );
}

#[test]
fn the_scaffold_belongs_to_people() {
    let base = tempfile::tempdir().unwrap();
    put(base.path(), MANIFEST, "mine");
    write(&plan("old"), base.path()).unwrap();
    assert_eq!(
        fs::read_to_string(base.path().join(MANIFEST)).unwrap(),
        "mine"
    );
    assert!(
        check(&plan("new"), base.path())
            .unwrap()
            .stale
            .iter()
            .all(|stale| stale.path != MANIFEST)
    );
}

#[test]
fn an_unchanged_folder_is_not_touched() {
    let base = tempfile::tempdir().unwrap();
    let base = base.path();
    write(&plan("old"), base).unwrap();
    let times = |root: &str| {
        let of = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        (of(&base.join(root)), of(&base.join(root).join("mod.rs")))
    };
    let (client, server) = (times(CLIENT), times(SERVER));
    let mut wider = plan("old");
    wider.folders[0]
        .files
        .insert("more.rs".into(), "// more\n".into());
    let changes = write(&wider, base).unwrap();
    assert_eq!(
        changes.entries,
        [(Kind::Added, format!("{CLIENT}/more.rs"))]
    );
    assert_eq!(times(SERVER), server);
    assert_ne!(times(CLIENT), client);
}

#[test]
fn results_read_well() {
    let base = tempfile::tempdir().unwrap();
    let base = base.path();
    let first = write(&plan("old"), base).unwrap();
    assert_eq!(first.recovery, Recovery::Nothing);
    assert_eq!(
        first.to_string(),
        format!(
            "    added  {CLIENT}/mod.rs\n    added  {CLIENT}/types/a.rs\n    added  {CLIENT}/types/b.rs\n    added  {SERVER}/mod.rs\n    added  {MANIFEST}\n"
        )
    );
    assert_eq!(
        write(&plan("old"), base).unwrap().to_string(),
        "nothing changed\n"
    );
    put(
        base,
        &format!("{CLIENT}/mod.rs"),
        "// mod.rs\n// \u{1b}[31mred\n",
    );
    put(base, &format!("{CLIENT}/a\u{202e}b"), "");
    fs::remove_file(base.join(SERVER).join("mod.rs")).unwrap();
    put(
        base,
        ".openapi-generate.journal",
        &format!("openapi-generate 1\nfolder 00 {SERVER}\nready\n"),
    );
    let expected = format!(
        "a run was interrupted; `.openapi-generate.journal` tells the next run how to end it for these:
           {SERVER}
 orphaned  {CLIENT}/a\\u{{202e}}b
    stale  {CLIENT}/mod.rs
           @@ -1,2 +1,2 @@
            // mod.rs
           -// \\u{{1b}}[31mred
           +// old
  missing  {SERVER}/mod.rs
           2 lines
"
    );
    assert_eq!(check(&plan("old"), base).unwrap().to_string(), expected);
}
