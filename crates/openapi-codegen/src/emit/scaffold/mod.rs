//! Manifests and `lib.rs` of crates that do not exist yet.
//!
//! They are written once and belong to people from then on, so they hold only
//! what does not change with the document. The words are in [`texts`].

mod texts;

use self::texts::{
    CLI_LIB, CLI_MAIN, CLIENT_FEATURES, CLIENT_LIB, LOOPBACK_LIB, SERVER_FEATURES, SERVER_LIB,
    TYPES_FEATURES, TYPES_LIB,
};
use super::Context;
use crate::docs;
use crate::{CommandLine, Crate, Dependency, Options, Runtime, Scaffold, Tests};

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

/// A crate that may not exist yet.
struct New {
    owner: Crate,
    what: &'static str,
    needs: Vec<Needed>,
    features: &'static str,
    lib: &'static str,
}

fn crates(context: &Context<'_>, options: &Options) -> Vec<New> {
    let mut crates = vec![
        New {
            owner: context.types_crate(),
            what: "The wire types",
            needs: types_needs(),
            features: TYPES_FEATURES,
            lib: TYPES_LIB,
        },
        New {
            owner: context.client_crate(),
            what: "A typed client",
            needs: client_needs(context),
            features: CLIENT_FEATURES,
            lib: CLIENT_LIB,
        },
        New {
            owner: context.server_crate(),
            what: "A trait to implement and a service to run",
            needs: server_needs(context),
            features: SERVER_FEATURES,
            lib: SERVER_LIB,
        },
    ];
    if options.tests == Tests::Loopback {
        crates.push(New {
            owner: context.loopback_crate(),
            what: "Every operation from client to server and back",
            needs: loopback_needs(context),
            features: "",
            lib: LOOPBACK_LIB,
        });
    }
    if options.command_line == CommandLine::Made {
        crates.push(New {
            owner: context.cli_crate(),
            what: "A command line",
            needs: cli_needs(context),
            features: "",
            lib: CLI_LIB,
        });
    }
    crates
}

pub(super) fn emit(
    context: &Context<'_>,
    options: &Options,
    dependencies: &[Dependency],
) -> Vec<Scaffold> {
    let runtime = &options.runtime;
    let crates = crates(context, options);
    let members: Vec<String> = crates
        .iter()
        .map(|new| format!("{:?}", new.owner.name))
        .collect();
    let title = docs::plain(&context.plan.api.title);
    let title = if title.is_empty() {
        context.name
    } else {
        &title
    };
    let mut out = Vec::new();
    for new in crates {
        let New { owner, what, .. } = &new;
        let about = format!("{what}: {title}.");
        let mut manifest = manifest(&new, &about, runtime, dependencies);
        let about = format!("{what}: {}.", docs::title(title));
        let filled = |text: &str| {
            text.replace("{types_path}", &context.types_path())
                .replace("{client}", &context.client_crate().name)
                .replace("{client_path}", &path_of(&context.client_crate()))
                .replace("{cli_path}", &path_of(&context.cli_crate()))
                .replace("{server}", &context.server_crate().name)
                .replace("{program}", context.name)
                // The last one: a title may say any of these.
                .replace("{about}", &about)
        };
        let lib = filled(new.lib);
        if owner == &context.cli_crate() {
            let bin = format!(
                "[[bin]]\nname = {:?}\npath = \"src/main.rs\"\n\n[dependencies]",
                context.name
            );
            manifest = manifest.replace("[dependencies]", &bin);
            out.push(Scaffold {
                owner: Some(owner.clone()),
                path: "src/main.rs",
                text: filled(CLI_MAIN),
            });
        }
        out.push(Scaffold {
            owner: Some(owner.clone()),
            path: "Cargo.toml",
            text: manifest,
        });
        out.push(Scaffold {
            owner: Some(new.owner),
            path: "src/lib.rs",
            text: lib,
        });
    }
    if *runtime != Runtime::Workspace {
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

/// The crates of a document beside each other, and what the test needs of others.
fn loopback_needs(context: &Context<'_>) -> Vec<Needed> {
    let need = |name: &str, source, features, rest| Needed {
        name: name.to_owned(),
        source,
        features,
        rest,
    };
    let siblings = [
        (context.types_crate(), Rest::Nothing),
        // No socket is opened, so no TLS is needed.
        (context.client_crate(), Rest::Bare),
        (context.server_crate(), Rest::Nothing),
    ];
    let siblings = siblings.map(|(sibling, rest)| need(&sibling.name, Source::Sibling, &[], rest));
    let mut needs = Vec::from(siblings);
    needs.extend([
        need("openapi-client", Source::Runtime, &[], Rest::Bare),
        need("openapi-server", Source::Runtime, &[], Rest::Nothing),
        need("openapi-types", Source::Runtime, &[], Rest::Nothing),
        need("http", Source::Registry("1"), &[], Rest::Nothing),
        need("serde", Source::Registry("1"), &["derive"], Rest::Nothing),
        need("serde_json", Source::Registry("1"), &[], Rest::Nothing),
        need(
            "tokio",
            Source::Registry("1"),
            &["macros", "rt"],
            Rest::Nothing,
        ),
        need("tower-service", Source::Registry("0.3"), &[], Rest::Nothing),
    ]);
    needs
}

/// What a program needs beside what its document asks for.
fn cli_needs(context: &Context<'_>) -> Vec<Needed> {
    let sibling = |owner: Crate| Needed {
        name: owner.name,
        source: Source::Sibling,
        features: &[],
        rest: Rest::Nothing,
    };
    vec![
        sibling(context.types_crate()),
        sibling(context.client_crate()),
        Needed {
            name: "openapi-cli".to_owned(),
            source: Source::Runtime,
            features: &[],
            rest: Rest::Nothing,
        },
    ]
}

/// A crate as a path in Rust.
fn path_of(owner: &Crate) -> String {
    owner.name.replace('-', "_")
}

fn manifest(new: &New, about: &str, runtime: &Runtime, dependencies: &[Dependency]) -> String {
    let New {
        owner,
        needs,
        features,
        ..
    } = new;
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
    let features = if features.is_empty() {
        String::new()
    } else {
        format!("[features]\n{features}\n")
    };
    format!(
        "[package]\nname = \"{}\"\ndescription = \"{description}\"\n{own}\n{features}[dependencies]\n{}\n{lint_table}",
        owner.name,
        lines.join("\n"),
    )
}

/// The whole line of each dependency that needs a feature, with all features it needs there.
pub(super) fn complete(context: &Context<'_>, options: &Options, dependencies: &mut [Dependency]) {
    let all = dependencies.to_vec();
    let crates = crates(context, options);
    for dependency in dependencies.iter_mut().filter(|d| d.feature.is_some()) {
        let same = |d: &&Dependency| d.owner == dependency.owner && d.name == dependency.name;
        let more = all.iter().filter(same).filter_map(|d| d.feature);
        let own = crates.iter().filter(|new| new.owner == dependency.owner);
        // Some documents need a crate only for a feature of it.
        let mut needs = own.chain(&crates).flat_map(|new| &new.needs);
        if let Some(needed) = needs.find(|needed| needed.name == dependency.name) {
            let features: Vec<&str> = needed.features.iter().copied().chain(more).collect();
            dependency.line = line(needed, &features, &options.runtime);
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
