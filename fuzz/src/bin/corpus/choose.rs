//! Which documents there are, and a sample of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use openapi_fuzz::mutate::Numbers;

/// A document of the folder.
#[derive(Clone, Debug)]
pub struct Document {
    pub path: PathBuf,
    /// Whose it is: the first name below the folder.
    provider: String,
    pub bytes: u64,
}

/// More than this is large.
const LARGE: u64 = 1 << 20;
/// Of a sample, one in so many is large, if there are that many.
const LARGE_SHARE: usize = 20;

/// Every document below a folder, sorted by path.
pub fn documents(root: &Path) -> std::io::Result<Vec<Document>> {
    let mut out = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "json" || it == "yaml" || it == "yml") {
                let below = path.strip_prefix(root).unwrap_or(&path);
                let first = below.components().next().map(|it| it.as_os_str().to_string_lossy());
                let provider = first.unwrap_or_default().trim_end_matches(".json").to_owned();
                out.push(Document { provider, bytes: entry.metadata()?.len(), path });
            }
        }
    }
    out.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(out)
}

/// So many documents, the same ones for the same seed: a large one now and then, and of the rest
/// one of each provider before there is a second one of any.
pub fn sample(mut documents: Vec<Document>, count: usize, seed: u64) -> Vec<Document> {
    let mut numbers = Numbers::new(seed);
    shuffle(&mut documents, &mut numbers);
    let (mut large, small): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| document.bytes > LARGE);
    large.truncate(count.div_ceil(LARGE_SHARE));
    let mut rounds: BTreeMap<usize, Vec<Document>> = BTreeMap::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for document in small {
        let round = taken.entry(document.provider.clone()).or_default();
        rounds.entry(*round).or_default().push(document);
        *round += 1;
    }
    let mut out = large;
    out.extend(rounds.into_values().flatten());
    out.truncate(count);
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

fn shuffle(documents: &mut [Document], numbers: &mut Numbers) {
    for at in (1..documents.len()).rev() {
        documents.swap(at, numbers.below(at + 1));
    }
}
