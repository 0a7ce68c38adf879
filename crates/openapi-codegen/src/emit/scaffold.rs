//! Manifests and `lib.rs` of crates that do not exist yet.
//!
//! They are written once and belong to people from then on, so they hold only
//! what does not change with the document.

use super::Context;
use crate::docs;
use crate::{Crate, Dependency, Runtime, Scaffold};

/// A dependency of a new crate.
struct Needed {
    name: String,
    source: Source,
    features: &'static [&'static str],
    rest: Rest,
}

/// What else stands in the inline table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Nothing,
    /// Switched on by a feature of the new crate.
    Optional,
    /// Its default features are chosen by features of the new crate.
    Bare,
}

enum Source {
    /// A runtime crate of ours.
    Runtime,
    /// The types crate beside it.
    Sibling,
    /// A registry crate at this version.
    Registry(&'static str),
}

pub(super) fn emit(
    context: &Context<'_>,
    runtime: &Runtime,
    dependencies: &[Dependency],
) -> Vec<Scaffold> {
    let crates = [
        (
            context.types_crate(),
            "The wire types",
            types_needs(),
            TYPES_FEATURES,
            TYPES_LIB,
        ),
        (
            context.client_crate(),
            "A typed client",
            client_needs(context),
            CLIENT_FEATURES,
            CLIENT_LIB,
        ),
        (
            context.server_crate(),
            "A trait to implement and a service to run",
            server_needs(context),
            SERVER_FEATURES,
            SERVER_LIB,
        ),
    ];
    let title = docs::plain(&context.plan.api.title);
    let title = if title.is_empty() {
        context.name
    } else {
        &title
    };
    let mut out = Vec::new();
    for (owner, what, needs, features, lib) in crates {
        let about = format!("{what}: {title}.");
        let manifest = manifest(&owner, &about, features, &needs, runtime, dependencies);
        let about = format!("{what}: {}.", docs::title(title));
        let lib = lib
            .replace("{types_path}", &context.types_path())
            .replace("{client}", &context.client_crate().name)
            .replace("{server}", &context.server_crate().name)
            // The last one: a title may say any of these.
            .replace("{about}", &about);
        out.push(Scaffold {
            owner: Some(owner.clone()),
            path: "Cargo.toml",
            text: manifest,
        });
        out.push(Scaffold {
            owner: Some(owner),
            path: "src/lib.rs",
            text: lib,
        });
    }
    if *runtime != Runtime::Workspace {
        let members = [
            context.types_crate(),
            context.client_crate(),
            context.server_crate(),
        ];
        let members: Vec<String> = members
            .iter()
            .map(|member| format!("{:?}", member.name))
            .collect();
        let text = format!(
            "[workspace]\nmembers = [{}]\nresolver = \"3\"\n",
            members.join(", ")
        );
        out.push(Scaffold {
            owner: None,
            path: "Cargo.toml",
            text,
        });
    }
    out
}

fn types_needs() -> Vec<Needed> {
    vec![
        Needed {
            name: "openapi-types".to_owned(),
            source: Source::Runtime,
            features: &[],
            rest: Rest::Nothing,
        },
        Needed {
            name: "schemars".to_owned(),
            source: Source::Registry("1"),
            features: &[],
            rest: Rest::Optional,
        },
        Needed {
            name: "serde".to_owned(),
            source: Source::Registry("1"),
            features: &["derive"],
            rest: Rest::Nothing,
        },
    ]
}

fn client_needs(context: &Context<'_>) -> Vec<Needed> {
    vec![
        Needed {
            name: context.types_crate().name,
            source: Source::Sibling,
            features: &[],
            rest: Rest::Nothing,
        },
        Needed {
            name: "httpmock".to_owned(),
            source: Source::Registry("0.9"),
            features: &[],
            rest: Rest::Optional,
        },
        Needed {
            name: "openapi-client".to_owned(),
            source: Source::Runtime,
            features: &[],
            rest: Rest::Bare,
        },
    ]
}

fn server_needs(context: &Context<'_>) -> Vec<Needed> {
    vec![
        Needed {
            name: context.types_crate().name,
            source: Source::Sibling,
            features: &[],
            rest: Rest::Nothing,
        },
        Needed {
            name: "openapi-server".to_owned(),
            source: Source::Runtime,
            features: &[],
            rest: Rest::Nothing,
        },
    ]
}

fn manifest(
    owner: &Crate,
    about: &str,
    features: &str,
    needs: &[Needed],
    runtime: &Runtime,
    dependencies: &[Dependency],
) -> String {
    let own = match runtime {
        Runtime::Workspace => {
            "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\npublish.workspace = true\n"
        }
        Runtime::Path(_) | Runtime::Version(_) => {
            "version = \"0.1.0\"\nedition = \"2024\"\npublish = false\n"
        }
    };
    let own_dependencies = || dependencies.iter().filter(|d| d.owner == *owner);
    let mut lines: Vec<String> = needs
        .iter()
        .map(|needed| {
            let more = own_dependencies().filter(|d| d.name == needed.name);
            let more = more.filter_map(|d| d.feature);
            line(
                needed,
                &needed
                    .features
                    .iter()
                    .copied()
                    .chain(more)
                    .collect::<Vec<_>>(),
                runtime,
            )
        })
        .collect();
    lines.extend(
        own_dependencies()
            .filter(|d| needs.iter().all(|needed| needed.name != d.name))
            .map(|d| d.line.clone()),
    );
    lines.sort();
    lines.dedup();
    let lint_table = if *runtime == Runtime::Workspace {
        "\n[lints]\nworkspace = true\n"
    } else {
        ""
    };
    let description = about.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "[package]\nname = \"{}\"\ndescription = \"{description}\"\n{own}\n[features]\n{features}\n[dependencies]\n{}\n{lint_table}",
        owner.name,
        lines.join("\n"),
    )
}

/// The whole line of each dependency that needs a feature, with all features it needs there.
pub(super) fn complete(context: &Context<'_>, runtime: &Runtime, dependencies: &mut [Dependency]) {
    let all = dependencies.to_vec();
    let needs = [types_needs(), client_needs(context), server_needs(context)];
    for dependency in dependencies.iter_mut().filter(|d| d.feature.is_some()) {
        let same = |d: &&Dependency| d.owner == dependency.owner && d.name == dependency.name;
        let more = all.iter().filter(same).filter_map(|d| d.feature);
        if let Some(needed) = needs.iter().flatten().find(|n| n.name == dependency.name) {
            let features: Vec<&str> = needed.features.iter().copied().chain(more).collect();
            dependency.line = line(needed, &features, runtime);
        }
    }
}

fn line(needed: &Needed, features: &[&str], runtime: &Runtime) -> String {
    let name = &needed.name;
    let in_workspace = *runtime == Runtime::Workspace;
    let from = match (&needed.source, runtime) {
        (Source::Sibling, _) => format!("path = \"../{name}\""),
        (Source::Runtime | Source::Registry(_), Runtime::Workspace) => {
            "workspace = true".to_owned()
        }
        (Source::Runtime, Runtime::Path(path)) => format!("path = {:?}", format!("{path}/{name}")),
        (Source::Runtime, Runtime::Version(version)) => format!("version = {version:?}"),
        (Source::Registry(version), Runtime::Path(_) | Runtime::Version(_)) => {
            format!("version = \"{version}\"")
        }
    };
    // A workspace says for all its members which default features are off.
    let bare = needed.rest == Rest::Bare || name == "httpmock";
    let bare = if bare && !in_workspace {
        ", default-features = false"
    } else {
        ""
    };
    let optional = if needed.rest == Rest::Optional {
        ", optional = true"
    } else {
        ""
    };
    let features = match features {
        [] => String::new(),
        some => format!(", features = {some:?}"),
    };
    format!("{name} = {{ {from}{bare}{optional}{features} }}")
}

const TYPES_FEATURES: &str = "\
# `JsonSchema` for each type.
schemars = [\"dep:schemars\"]
";

const CLIENT_FEATURES: &str = "\
default = [\"rustls\"]
# A mock server for the tests of callers.
httpmock = [\"dep:httpmock\"]
# HTTP/2 where the server offers it.
http2 = [\"openapi-client/http2\"]
# The TLS of the operating system.
native-tls = [\"openapi-client/native-tls\"]
# TLS in Rust, with the trust anchors of the operating system.
rustls = [\"openapi-client/rustls\"]
";

const SERVER_FEATURES: &str = "\
# The service as a router of axum.
axum = [\"openapi-server/axum\"]
";

const TYPES_LIB: &str = "\
//! {about}
//!
//! What client and server say to each other: the schemas, the documented answers
//! of each operation, and the facts of each operation. This crate refuses to know
//! HTTP: to call the API see `{client}`, to implement it `{server}`.

#[rustfmt::skip]
mod generated;

pub use generated::*;
";

const CLIENT_LIB: &str = "\
//! {about}
//!
//! Start with [`Client::builder`]; each operation is a method of [`Client`]. The
//! types of bodies are in [`types`], what can go wrong is [`Error`].

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use openapi_client::{
    self, BuildError, Builder, ClientHooks, Credential, Error, InvalidCredential, ResponseValue,
    in_process,
};

/// The types of bodies, and the facts of each operation.
pub mod types {
    pub use {types_path}::*;
}
";

const SERVER_LIB: &str = "\
//! {about}
//!
//! Implement [`Api`] (and the authenticator, where the document asks for
//! credentials), make a service of it and run it with [`openapi_server::serve()`].

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use openapi_server;
";
