//! The profile file of the vendor's SDKs: sections with an access key each.
//!
//! ```ini
//! [basic]
//! ak = …
//! sk = …
//! security_token = …
//! project_id = …
//! ```
//!
//! Other keys and sections are left alone: other programs read the file as well. `domain_id` and
//! `iam_endpoint` are for what this API does not need. `idp_id` with `id_token_file` is a kind of
//! login that is refused, since it would be preferred to the key beside it. A region has no key here.

use super::{Environment, FoundCredential, NoCredential, Origin, Parts};
use openapi_client::BoxError;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The variable that names another file.
const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/// The section for services that belong to a region, as this one does.
const SECTION: &str = "basic";

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The key of a section; none where nobody asked for a file or section that is not there.
pub(super) fn find(
    environment: &Environment,
    section: Option<&str>,
    looked_at: &mut Vec<String>,
) -> Result<Option<FoundCredential>, NoCredential> {
    let named = environment.get(FILE).map(PathBuf::from);
    let usual = || Some(environment.home()?.join(".huaweicloud").join("credentials"));
    let asked_for = named.is_some() || section.is_some();
    let Some(path) = named.or_else(usual) else {
        looked_at.push("no profile file, since HOME is not set".to_owned());
        return Ok(None);
    };
    let section = section.unwrap_or(SECTION);
    looked_at.push(format!("the profile [{section}] of {}", path.display()));
    let text = match read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && !asked_for => return Ok(None),
        Err(error) => {
            let cause = BoxError::from(error);
            return Err(NoCredential::ProfileFile { path, cause });
        }
    };
    let Some(keys) = keys(&text, section) else {
        return if asked_for {
            let section = section.to_owned();
            Err(NoCredential::NoSection { path, section })
        } else {
            Ok(None)
        };
    };
    let get = |name: &str| {
        let mut pairs = keys.iter().rev();
        let (_, value) = pairs.find(|(key, _)| key == name)?;
        (!value.is_empty()).then(|| value.clone())
    };
    if get("idp_id").is_some() && get("id_token_file").is_some() {
        let found = format!(
            "idp_id and id_token_file in [{section}] of {}",
            path.display()
        );
        return Err(NoCredential::IdentityProvider { found });
    }
    let missing = |found: &str, missing: &str| NoCredential::Incomplete {
        found: format!("{found} in [{section}] of {}", path.display()),
        missing: missing.to_owned(),
    };
    let parts = match (get("ak"), get("sk")) {
        (Some(id), Some(secret)) => Parts {
            id,
            secret,
            security_token: get("security_token"),
            project_id: get("project_id"),
        },
        (Some(_), None) => return Err(missing("ak", "sk")),
        (None, Some(_)) => return Err(missing("sk", "ak")),
        (None, None) if asked_for => return Err(missing("nothing of it", "ak")),
        (None, None) => return Ok(None),
    };
    let section = section.to_owned();
    parts
        .into_found(Origin::Profile { path, section })
        .map(Some)
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let file = std::fs::File::open(path)?;
    let length = file.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if length as u64 > MAX_BYTES {
        return Err(std::io::Error::new(
            ErrorKind::InvalidData,
            "it is larger than 1 MiB",
        ));
    }
    Ok(text)
}

/// The keys of a section with their values, in order; none where there is no such section.
fn keys(text: &str, section: &str) -> Option<Vec<(String, String)>> {
    let mut found = None;
    let mut inside = false;
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            inside = name.trim() == section;
            if inside {
                found.get_or_insert_with(Vec::new);
            }
        } else if inside && let Some((key, value)) = line.split_once(['=', ':']) {
            let pair = (key.trim().to_ascii_lowercase(), value.trim().to_owned());
            found.get_or_insert_with(Vec::new).push(pair);
        }
    }
    found
}
