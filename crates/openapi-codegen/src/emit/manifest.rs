//! What the generated code of a crate depends on beyond what every crate has.

use super::Folder;
use crate::{Crate, Dependency};

/// Something that only some documents need.
struct Optional {
    /// How generated code names it.
    used: &'static str,
    name: &'static str,
    feature: Option<&'static str>,
    /// For the manifest; empty for a feature, whose line [`super::scaffold`] knows.
    line: &'static str,
    place: Place,
}

/// Which crates need it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// The types crate, whose types describe themselves.
    Types,
    /// The client crate.
    Client,
}

const OPTIONAL: [Optional; 17] = [
    Optional {
        used: "chrono::",
        name: "chrono",
        feature: None,
        line: r#"chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }"#,
        place: Place::Anywhere,
    },
    Optional {
        used: "serde_json::",
        name: "serde_json",
        feature: None,
        line: r#"serde_json = "1""#,
        place: Place::Anywhere,
    },
    Optional {
        used: "uuid::",
        name: "uuid",
        feature: None,
        line: r#"uuid = { version = "1", features = ["serde"] }"#,
        place: Place::Anywhere,
    },
    Optional {
        used: "call.stream",
        name: "openapi-client",
        feature: Some("stream"),
        line: "",
        place: Place::Client,
    },
    Optional {
        used: "response.stream()",
        name: "openapi-client",
        feature: Some("stream"),
        line: "",
        place: Place::Client,
    },
    Optional {
        used: ".multipart::<",
        name: "openapi-client",
        feature: Some("multipart"),
        line: "",
        place: Place::Client,
    },
    Optional {
        used: ".multipart(",
        name: "openapi-client",
        feature: Some("multipart"),
        line: "",
        place: Place::Client,
    },
    Optional {
        used: "ContentKind::Multipart",
        name: "openapi-server",
        feature: Some("multipart"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: "ContentKind::Bytes",
        name: "openapi-server",
        feature: Some("stream"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: ".streamed",
        name: "openapi-server",
        feature: Some("stream"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: "openapi_types::Base64",
        name: "openapi-types",
        feature: Some("base64"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: "openapi_types::ByteStream",
        name: "openapi-types",
        feature: Some("stream"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: "openapi_types::multipart",
        name: "openapi-types",
        feature: Some("multipart"),
        line: "",
        place: Place::Types,
    },
    Optional {
        used: "Pattern::looking",
        name: "openapi-server",
        feature: Some("look-around"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: "Pattern::new",
        name: "openapi-server",
        feature: Some("pattern"),
        line: "",
        place: Place::Anywhere,
    },
    Optional {
        used: "chrono::",
        name: "schemars",
        feature: Some("chrono04"),
        line: "",
        place: Place::Types,
    },
    Optional {
        used: "uuid::",
        name: "schemars",
        feature: Some("uuid1"),
        line: "",
        place: Place::Types,
    },
];

/// Sorted by crate and name.
pub(super) fn dependencies(folders: &[Folder], types: &Crate, client: &Crate) -> Vec<Dependency> {
    let mut out = Vec::new();
    for folder in folders {
        for optional in &OPTIONAL {
            let is_used = folder
                .files
                .values()
                .any(|text| mentions(text, optional.used));
            let is_here = match optional.place {
                Place::Anywhere => true,
                Place::Types => folder.owner == *types,
                Place::Client => folder.owner == *client,
            };
            if is_used && is_here {
                out.push(Dependency {
                    owner: folder.owner.clone(),
                    name: optional.name,
                    feature: optional.feature,
                    line: optional.line.to_owned(),
                });
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

/// Whether the code of a file names it; what a comment says is the document's.
fn mentions(text: &str, used: &str) -> bool {
    // Looking at the lines takes longer than all the rest.
    if !text.contains(used) {
        return false;
    }
    let mut code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.any(|line| line.contains(used))
}
