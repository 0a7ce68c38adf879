//! How callers prove who they are.

use std::collections::BTreeMap;

use super::{Reader, Site, parameters::location};
use crate::spec::{Alternative, Operation, SecurityScheme};

impl Reader<'_> {
    pub(super) fn security_schemes(&mut self) -> BTreeMap<String, SecurityScheme> {
        let schemes = self
            .top()
            .child("components")
            .and_then(|components| components.child("securitySchemes"));
        let mut found = BTreeMap::new();
        for (name, site) in schemes.iter().flat_map(Site::members) {
            let Some(site) = self.resolve(site) else {
                continue;
            };
            match scheme(&site) {
                Some(scheme) => {
                    found.insert(name.to_owned(), scheme);
                }
                None => self.problem(
                    &site.pointer,
                    "not a security scheme that is judged; use `apiKey`, `http`, `oauth2` or `openIdConnect`",
                ),
            }
        }
        found
    }

    pub(super) fn check_security(
        &mut self,
        operations: &[Operation],
        schemes: &BTreeMap<String, SecurityScheme>,
    ) {
        for operation in operations {
            let names = operation.security.iter().flat_map(|one| &one.schemes);
            for name in names.filter(|name| !schemes.contains_key(*name)) {
                let message =
                    format!("the security scheme `{name}` is not defined under components");
                self.problem(&operation.pointer, message);
            }
        }
    }
}

fn scheme(site: &Site<'_>) -> Option<SecurityScheme> {
    match site.text("type")? {
        "apiKey" => Some(SecurityScheme::ApiKey {
            location: site.text("in").and_then(location)?,
            name: site.text("name")?.to_owned(),
            signature: site.text("x-signature").map(str::to_owned),
        }),
        "http" => Some(SecurityScheme::Http {
            scheme: site.text("scheme")?.to_ascii_lowercase(),
        }),
        "oauth2" | "openIdConnect" => Some(SecurityScheme::Http {
            scheme: "bearer".to_owned(),
        }),
        _ => None,
    }
}

pub(super) fn alternatives(site: &Site<'_>) -> Vec<Alternative> {
    let alternative = |item: &Site<'_>| Alternative {
        schemes: item
            .members()
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect(),
    };
    site.items().iter().map(alternative).collect()
}
