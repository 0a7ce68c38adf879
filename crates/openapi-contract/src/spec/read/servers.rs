//! The servers, and the bodies of answers that no operation decides about.

use std::collections::BTreeMap;

use openapi_source::Node;
use serde_json::Value;

use super::{Reader, Site};

impl Reader<'_> {
    /// The URLs of the servers, variables replaced by their defaults.
    pub(super) fn servers(&self) -> Vec<String> {
        let servers = self.top().child("servers");
        let servers = servers.iter().flat_map(Site::items);
        servers
            .filter_map(|server| {
                let mut url = server.text("url")?.to_owned();
                let variables = server.child("variables");
                for (name, variable) in variables.iter().flat_map(Site::members) {
                    let default = variable.node.get("default").and_then(Node::as_str);
                    url = url.replace(&format!("{{{name}}}"), default.unwrap_or_default());
                }
                Some(url)
            })
            .collect()
    }

    /// `x-rejections`: each kind with its body.
    pub(super) fn rejections(&mut self) -> BTreeMap<String, Value> {
        let section = self.top().child("x-rejections");
        let mut found = BTreeMap::new();
        for (kind, site) in section.iter().flat_map(Site::members) {
            // `violations` names a member and has no body.
            if site.node.as_object().is_none() {
                continue;
            }
            let value = self.resolve(site).and_then(|site| site.child("value"));
            if let Some(value) = value {
                found.insert(kind.to_owned(), value.node.to_json());
            }
        }
        found
    }
}
