//! Everything that the document says about one value, gathered from all the schemas it must keep.
//!
//! `allOf` and `$ref` are followed, so that a rule is found wherever it is written. Choices are
//! listed and not taken; [`draw`](crate::draw) takes them.

use std::collections::{BTreeMap, BTreeSet};

use openapi_source::pointer::join;
use serde_json::{Map, Value};

use super::{Direction, discriminator};
use crate::tree::Tree;

/// The types of JSON, an integer being one of its own, in the order in which they are tried.
pub(crate) const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// Pointers to schemas that one value must keep together.
pub(crate) type Rules = Vec<String>;

/// One schema among those that a value must keep.
pub(crate) struct Node<'a> {
    pub(crate) pointer: String,
    pub(crate) members: &'a Map<String, Value>,
}

/// A `oneOf` or `anyOf`.
#[derive(Clone)]
pub(crate) struct Choice {
    /// Pointer to the keyword.
    pub(crate) pointer: String,
    pub(crate) branches: Vec<Branch>,
}

/// A branch, and the member that names it.
#[derive(Clone)]
pub(crate) struct Branch {
    pub(crate) schema: String,
    /// The property and the name, where the choice has a discriminator.
    pub(crate) name: Option<(String, String)>,
}

/// The rules of one value.
pub(crate) struct View<'a> {
    tree: &'a Tree,
    direction: Direction,
    pub(crate) nodes: Vec<Node<'a>>,
    pub(crate) choices: Vec<Choice>,
}

impl<'a> View<'a> {
    pub(crate) fn new(tree: &'a Tree, direction: Direction, rules: &[String]) -> Self {
        let mut view = Self {
            tree,
            direction,
            nodes: Vec::new(),
            choices: Vec::new(),
        };
        for pointer in rules {
            view.add(pointer);
        }
        view
    }

    fn add(&mut self, pointer: &str) {
        let Some((pointer, Value::Object(members))) = self.tree.resolve(pointer) else {
            return;
        };
        if self.nodes.iter().any(|node| node.pointer == pointer) {
            return;
        }
        self.nodes.push(Node {
            pointer: pointer.clone(),
            members,
        });
        if let Some(Value::String(reference)) = members.get("$ref")
            && let Some(target) = crate::tree::target(&pointer, reference)
        {
            self.add(&target);
        }
        let all = members.get("allOf").and_then(Value::as_array);
        for index in 0..all.map_or(0, Vec::len) {
            self.add(&join(&join(&pointer, "allOf"), &index.to_string()));
        }
        let named = discriminator::choice(self.tree, &pointer, members);
        for keyword in ["oneOf", "anyOf"] {
            let at = join(&pointer, keyword);
            let branches = match (&named, members.get(keyword).and_then(Value::as_array)) {
                (_, None) => continue,
                (Some(named), _) if named.keyword == keyword => {
                    let branch = |branch: &discriminator::Branch| Branch {
                        schema: branch.schema.clone(),
                        name: branch
                            .names
                            .first()
                            .map(|name| (named.property.clone(), name.clone())),
                    };
                    named.branches.iter().map(branch).collect()
                }
                (_, Some(list)) => (0..list.len())
                    .map(|index| Branch {
                        schema: join(&at, &index.to_string()),
                        name: None,
                    })
                    .collect(),
            };
            self.choices.push(Choice {
                pointer: at,
                branches,
            });
        }
        self.add_heirs(&pointer, members);
    }

    /// A schema that names its heirs by a discriminator, without a choice, means one of them.
    fn add_heirs(&mut self, pointer: &str, members: &Map<String, Value>) {
        let Some(discriminator) = members.get("discriminator") else {
            return;
        };
        let property = discriminator.get("propertyName").and_then(Value::as_str);
        let has_choice = members.contains_key("oneOf") || members.contains_key("anyOf");
        let (Some(property), false) = (property, has_choice) else {
            return;
        };
        let branches: Vec<Branch> = discriminator::mapping(self.tree, pointer, discriminator)
            .into_iter()
            .map(|(name, schema)| Branch {
                schema,
                name: Some((property.to_owned(), name)),
            })
            .collect();
        // An heir is already one of the heirs.
        let is_heir = branches.iter().any(|branch| {
            self.nodes
                .iter()
                .any(|node| node.pointer == branch.schema && node.pointer != pointer)
        });
        if !branches.is_empty() && !is_heir {
            self.choices.push(Choice {
                pointer: join(pointer, "discriminator"),
                branches,
            });
        }
    }

    /// Every place where a keyword is written: the pointer of its schema, and its value.
    pub(crate) fn all<'v>(
        &'v self,
        keyword: &'v str,
    ) -> impl Iterator<Item = (&'v str, &'a Value)> {
        self.nodes.iter().filter_map(move |node| {
            let value = node.members.get(keyword)?;
            Some((node.pointer.as_str(), value))
        })
    }

    pub(crate) fn numbers(&self, keyword: &str) -> Vec<f64> {
        self.all(keyword)
            .filter_map(|(_, value)| value.as_f64())
            .collect()
    }

    /// The largest lower and the smallest upper bound of a count.
    pub(crate) fn counts(&self, least: &str, most: &str) -> (usize, usize) {
        let count = |value: &Value| {
            let number = value.as_u64();
            usize::try_from(number.unwrap_or(u64::MAX)).unwrap_or(usize::MAX)
        };
        let least = self.all(least).map(|(_, value)| count(value)).max();
        let most = self.all(most).map(|(_, value)| count(value)).min();
        (least.unwrap_or(0), most.unwrap_or(usize::MAX))
    }

    /// The types that all schemas allow, and whether any of them says so.
    pub(crate) fn types(&self) -> (Vec<&'static str>, bool) {
        let mut types = TYPES.to_vec();
        let mut is_said = false;
        for node in &self.nodes {
            if let Some(allowed) = allowed_types(node.members) {
                types.retain(|name| allowed.contains(name));
                is_said = true;
            }
        }
        if !is_said && let Some(likely) = self.likely_type() {
            types.retain(|name| *name != likely);
            types.insert(0, likely);
        }
        (types, is_said)
    }

    /// The type that keywords speak of where no schema says one.
    fn likely_type(&self) -> Option<&'static str> {
        let says = |keywords: &[&str]| keywords.iter().any(|one| self.all(one).next().is_some());
        if says(&[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
        ]) {
            Some("object")
        } else if says(&["items", "prefixItems", "minItems", "uniqueItems"]) {
            Some("array")
        } else if says(&["minimum", "maximum", "multipleOf"]) {
            Some("number")
        } else {
            None
        }
    }

    /// The schemas of each property that may be there in this direction.
    pub(crate) fn properties(&self) -> BTreeMap<String, Rules> {
        let mut found: BTreeMap<String, Rules> = BTreeMap::new();
        for (pointer, properties) in self.all("properties") {
            let at = join(pointer, "properties");
            for name in properties.as_object().into_iter().flat_map(Map::keys) {
                found.entry(name.clone()).or_default().push(join(&at, name));
            }
        }
        found.retain(|_, rules| !self.is_forbidden(rules));
        found
    }

    fn is_forbidden(&self, rules: &Rules) -> bool {
        let keyword = self.direction.forbidding();
        View::new(self.tree, self.direction, rules)
            .all(keyword)
            .any(|(_, value)| value == &Value::Bool(true))
    }

    /// Names that must be there, in document order.
    pub(crate) fn required(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for node in &self.nodes {
            let at = join(&node.pointer, "properties");
            let names = node.members.get("required").and_then(Value::as_array);
            for name in names.into_iter().flatten().filter_map(Value::as_str) {
                let rules = vec![join(&at, name)];
                if known.insert(name) && !self.is_forbidden(&rules) {
                    found.push(name.to_owned());
                }
            }
        }
        found
    }

    /// The schemas of the item at an index.
    pub(crate) fn item(&self, index: usize) -> Rules {
        let mut found = Rules::new();
        for node in &self.nodes {
            let prefix = node.members.get("prefixItems").and_then(Value::as_array);
            if index < prefix.map_or(0, Vec::len) {
                found.push(join(
                    &join(&node.pointer, "prefixItems"),
                    &index.to_string(),
                ));
            } else if node.members.contains_key("items") {
                found.push(join(&node.pointer, "items"));
            }
        }
        found
    }

    /// The schemas of a member that is not among the properties; `None` where it is forbidden.
    pub(crate) fn additional(&self) -> Option<Rules> {
        let mut found = Rules::new();
        for (pointer, value) in self.all("additionalProperties") {
            match value {
                Value::Bool(false) => return None,
                Value::Object(_) => found.push(join(pointer, "additionalProperties")),
                _ => {}
            }
        }
        Some(found)
    }
}

/// The types that one schema allows; `None` where it does not say.
pub(crate) fn allowed_types(members: &Map<String, Value>) -> Option<Vec<&'static str>> {
    let said: Vec<&str> = match members.get("type")? {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let is_nullable = members.get("nullable") == Some(&Value::Bool(true));
    let allowed = |name: &&str| {
        said.contains(name)
            || (*name == "null" && is_nullable)
            || (*name == "integer" && said.contains(&"number"))
    };
    Some(TYPES.into_iter().filter(allowed).collect())
}
