//! What a run writes down before it touches anything.
//!
//! The journal names what will be replaced. While it ends with `ready`, the new files may be
//! incomplete and nothing was replaced; once it ends with `commit`, they are complete and the
//! replacing may have begun. It is only ever appended to, so a torn line counts as not written.
//! It lives in the base folder and is gone when a run ends. It decides nothing:
//! [`super::transaction`] does.
//!
//! Its content is not trusted: a path in it is held to the rules of [`super::plan`].

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use super::plan;

/// The name of the journal in the base folder.
pub(crate) const NAME: &str = ".openapi-generate.journal";
const HEAD: &str = "openapi-generate 1";
const READY: &str = "ready";
/// The line that makes a run count.
pub(crate) const COMMIT: &str = "commit\n";
/// No honest journal is larger.
const MOST: u64 = 1 << 20;

/// What a run is about to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Journal {
    /// How far it came.
    pub(crate) state: State,
    /// Folders that did not exist, parents first.
    pub(crate) made: Vec<String>,
    /// Generated folders to replace, each with the digest of its new content.
    pub(crate) folders: Vec<(String, String)>,
    /// Scaffold files to create.
    pub(crate) files: Vec<String>,
}

/// How far a run came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    /// The journal itself is torn: nothing else was touched.
    Torn,
    /// New files are being written beside the old ones.
    #[default]
    Ready,
    /// All new files are complete.
    Committed,
}

impl Journal {
    /// Where the journal of a base folder is.
    pub(crate) fn path(base: &Path) -> PathBuf {
        base.join(NAME)
    }

    /// Every folder and file it is about.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.folders
            .iter()
            .map(|(_, path)| path)
            .chain(&self.files)
            .cloned()
            .collect()
    }

    /// The text of a journal that is not committed yet.
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        let mut line = |word: &str, rest: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{word} {rest}");
        };
        self.made.iter().for_each(|path| line("made", path));
        self.folders
            .iter()
            .for_each(|(digest, path)| line("folder", &format!("{digest} {path}")));
        self.files.iter().for_each(|path| line("file", path));
        text.push_str(READY);
        text.push('\n');
        text
    }

    /// Reads the journal of a base folder; `None` if there is none.
    pub(crate) fn read(base: &Path) -> Result<Option<Self>> {
        let path = Self::path(base);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            found => {
                let found = found.with_context(|| format!("cannot look at {}", path.display()))?;
                ensure!(
                    found.is_file(),
                    "{} is not a file; remove it",
                    path.display()
                );
            }
        }
        let mut bytes = Vec::new();
        File::open(&path)
            .and_then(|file| file.take(MOST).read_to_end(&mut bytes))
            .with_context(|| format!("cannot read {}", path.display()))?;
        let parsed = String::from_utf8(bytes)
            .map_err(Into::into)
            .and_then(|text| Self::parse(&text));
        parsed.map(Some).with_context(|| {
            format!(
                "{} is not a journal of this program; look at what it is, then remove it",
                path.display()
            )
        })
    }

    fn parse(text: &str) -> Result<Self> {
        let torn = Self {
            state: State::Torn,
            ..Self::default()
        };
        // Only whole lines count.
        let Some((whole, _)) = text.rsplit_once('\n') else {
            ensure!(HEAD.starts_with(text), "it begins with something else");
            return Ok(torn);
        };
        let mut lines = whole.lines();
        ensure!(lines.next() == Some(HEAD), "it begins with another line");
        let mut journal = torn;
        for line in lines {
            match (journal.state, line.split_once(' ')) {
                (State::Torn, Some(("made", path))) => journal.made.push(path.to_owned()),
                (State::Torn, Some(("file", path))) => journal.files.push(path.to_owned()),
                (State::Torn, Some(("folder", rest))) => {
                    let (digest, path) = rest.split_once(' ').context("a folder has no path")?;
                    plan::owned(path)?;
                    journal.folders.push((digest.to_owned(), path.to_owned()));
                }
                (State::Torn, None) if line == READY => journal.state = State::Ready,
                (State::Ready, None) if line == COMMIT.trim_end() => {
                    journal.state = State::Committed;
                }
                _ => bail!("a line is out of place: {line:?}"),
            }
        }
        journal
            .made
            .iter()
            .chain(&journal.targets())
            .try_for_each(|path| plan::safe(path))?;
        Ok(journal)
    }
}

#[cfg(test)]
mod tests {
    use super::{COMMIT, Journal, State};

    fn journal(state: State) -> Journal {
        Journal {
            state,
            made: vec!["crates/a b".into()],
            folders: vec![("0f".into(), "crates/a b/src/generated".into())],
            files: vec!["crates/a b/Cargo.toml".into()],
        }
    }

    #[test]
    fn a_journal_is_read_back_and_torn_lines_do_not_count() {
        let ready = journal(State::Ready).to_text();
        let whole = format!("{ready}{COMMIT}");
        for length in 0..=whole.len() {
            let read = Journal::parse(whole.get(..length).unwrap()).unwrap();
            let expected = match length {
                _ if length == whole.len() => State::Committed,
                _ if length >= ready.len() => State::Ready,
                _ => State::Torn,
            };
            assert_eq!(read.state, expected, "{length} bytes");
            if expected != State::Torn {
                assert_eq!(read, journal(expected));
            }
        }
    }

    #[test]
    fn a_foreign_or_forged_journal_is_refused() {
        let cases = [
            "something else\n",
            "other",
            "openapi-generate 2\n",
            "openapi-generate 1\nfile ../x\nready\n",
            "openapi-generate 1\nfile /etc/passwd\nready\n",
            "openapi-generate 1\nfolder 00 src\nready\n",
            "openapi-generate 1\nfolder 00 ../generated\nready\n",
            "openapi-generate 1\nmade a/../..\nready\n",
            "openapi-generate 1\ncommit\n",
            "openapi-generate 1\nready\nfile x\n",
            "openapi-generate 1\nready\ncommit\ncommit\n",
        ];
        for text in cases {
            assert!(Journal::parse(text).is_err(), "{text}");
        }
    }
}
