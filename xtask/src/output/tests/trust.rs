//! What the writer refuses, so that nothing outside of the base folder changes.

use std::collections::BTreeMap;
use std::fs;

use super::super::{Folder, Plan, check, recover, write};
use super::{CLIENT, plan, put, snapshot};

fn planned(root: &str, files: &[&str], scaffold: &[&str]) -> Plan {
    let texts = |paths: &[&str]| {
        paths
            .iter()
            .map(|path| ((*path).to_owned(), String::new()))
            .collect()
    };
    Plan {
        folders: vec![Folder {
            root: root.into(),
            files: texts(files),
        }],
        scaffold: texts(scaffold),
    }
}

#[test]
fn plans_that_leave_their_place_or_collide_are_refused() {
    let cases = [
        (
            planned("../generated", &[], &[]),
            "\"../generated\" is not a relative path of plain names",
        ),
        (
            planned("/a/generated", &[], &[]),
            "\"/a/generated\" is not a relative path of plain names",
        ),
        (
            planned("src", &[], &[]),
            "src is not named `generated`; only such folders belong to the generator",
        ),
        (
            planned("generated", &["a/../b"], &[]),
            "\"a/../b\" is not a relative path of plain names",
        ),
        (
            planned("generated", &["a\\b"], &[]),
            "\"a\\\\b\" is not a relative path of plain names",
        ),
        (
            planned("generated", &["a\nb"], &[]),
            "\"a\\nb\" is not a relative path of plain names",
        ),
        (
            planned("generated", &["A.rs", "a.rs"], &[]),
            "generated/a.rs is planned twice (upper and lower case count as equal)",
        ),
        (
            planned("generated", &["a", "a/b"], &[]),
            "generated/a is planned as a file and as a folder",
        ),
        (
            planned("generated", &[], &["../x"]),
            "\"../x\" is not a relative path of plain names",
        ),
        (
            planned("generated", &[], &["generated/x"]),
            "the scaffold file generated/x is inside of generated, which is generated",
        ),
    ];
    for (plan, expected) in cases {
        let base = tempfile::tempdir().unwrap();
        let inner = base.path().join("inner");
        fs::create_dir(&inner).unwrap();
        for error in [
            write(&plan, &inner).unwrap_err(),
            check(&plan, &inner).unwrap_err(),
        ] {
            assert_eq!(format!("{error:#}"), expected);
        }
        assert_eq!(snapshot(base.path()).len(), 1, "{expected}");
    }
    let twice = Plan {
        folders: vec![
            Folder {
                root: "a/generated".into(),
                files: BTreeMap::new()
            };
            2
        ],
        ..Plan::default()
    };
    assert!(twice.validate().is_err());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "generated/mod.rs", "precious");
    put(outside.path(), "x.rs", "precious");
    let untouched = snapshot(outside.path());

    // A link on the way to the folder is an error.
    let base = tempfile::tempdir().unwrap();
    fs::create_dir_all(base.path().join("crates/client")).unwrap();
    symlink(outside.path(), base.path().join("crates/client/src")).unwrap();
    let error = write(&plan("new"), base.path()).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "crates/client/src is a symbolic link, which is not followed; replace it by a folder"
        ),
        "{error}"
    );

    // The folder itself, a file in it and a successor are garbage to replace.
    let base = tempfile::tempdir().unwrap();
    fs::create_dir_all(base.path().join("crates/client/src")).unwrap();
    symlink(outside.path().join("generated"), base.path().join(CLIENT)).unwrap();
    symlink(
        outside.path(),
        base.path().join("crates/client/src/.generated.openapi-new"),
    )
    .unwrap();
    write(&plan("new"), base.path()).unwrap();
    let mod_rs = base.path().join(CLIENT).join("mod.rs");
    fs::remove_file(&mod_rs).unwrap();
    symlink(outside.path().join("x.rs"), &mod_rs).unwrap();
    assert_eq!(
        check(&plan("new"), base.path()).unwrap().stale[0].diff,
        "there is no plain file on the disk\n"
    );
    write(&plan("new"), base.path()).unwrap();
    assert_eq!(fs::read_to_string(&mod_rs).unwrap(), "// mod.rs\n// new\n");
    assert!(!snapshot(base.path()).values().any(|text| text == "link"));

    // A journal that is a link is not read.
    symlink(
        outside.path().join("x.rs"),
        base.path().join(".openapi-generate.journal"),
    )
    .unwrap();
    assert!(recover(base.path()).is_err());
    assert_eq!(snapshot(outside.path()), untouched);
}

#[test]
fn a_forged_journal_removes_nothing() {
    let base = tempfile::tempdir().unwrap();
    put(base.path(), "precious.txt", "precious");
    put(base.path(), "inner/x", "");
    for text in [
        "openapi-generate 1\nfolder 00 ../precious.txt\nready\n",
        "openapi-generate 1\nfolder 00 a/generated\nready\ncommit\n",
    ] {
        put(base.path(), "inner/.openapi-generate.journal", text);
        let before = snapshot(base.path());
        assert!(recover(&base.path().join("inner")).is_err(), "{text}");
        assert_eq!(snapshot(base.path()), before, "{text}");
    }
}
