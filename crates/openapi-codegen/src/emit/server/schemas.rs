//! `schemas.rs`: the components that requests can hold, as constant tables, for
//! the second look at what a type refused and for rules that types do not have.

use std::collections::BTreeMap;

use openapi_model::{Additional, Api, Choice, Kind, Schema, SchemaId};

use super::constants::{Names, initial};
use super::import;
use super::requests::{Way, way};
use super::table::{Tables, is_unsent};
use crate::emit::code::Code;
use crate::emit::file::{Docs, Exports, Module};
use crate::plan::Plan;

/// More are split into files.
const MANY: usize = 150;

/// The names of `openapi_server::schema` that a table can need.
pub(super) const VOCABULARY: [&str; 16] = [
    "Additional",
    "Array",
    "Bound",
    "Constant",
    "Format",
    "Items",
    "Numbers",
    "Object",
    "Pattern",
    "Presence",
    "Property",
    "Schema",
    "Tagged",
    "Text",
    "Value",
    "look_around",
];

/// The statics of the components that some request can hold.
#[derive(Debug)]
pub(super) struct Constants<'a> {
    pub(super) api: &'a Api,
    names: BTreeMap<SchemaId, String>,
    is_split: bool,
}

impl<'a> Constants<'a> {
    pub(super) fn new(plan: &Plan<'a>) -> Self {
        let api = plan.api;
        let mut needed = BTreeMap::new();
        let mut queue = Vec::new();
        let operations = api.operations.iter();
        for parameter in operations.flat_map(|operation| &operation.parameters) {
            references(&parameter.schema, &mut queue);
        }
        let bodies = plan.operations.iter().filter_map(|op| op.body.as_ref());
        for content in bodies.flat_map(|body| &body.contents) {
            // Nobody looks at bytes.
            if way(content) == Way::Stream {
                continue;
            }
            let content = content.content;
            references(&content.schema, &mut queue);
            for header in content.encodings.iter().flat_map(|part| &part.headers) {
                references(&header.schema, &mut queue);
            }
        }
        while let Some(id) = queue.pop() {
            if needed.insert(id, String::new()).is_none() {
                references(&api.schemas.get(id).schema, &mut queue);
            }
        }
        let mut names = Names::default();
        for (id, name) in &mut needed {
            *name = names.constant(&api.schemas.get(*id).name);
        }
        Self {
            api,
            is_split: needed.len() > MANY,
            names: needed,
        }
    }

    /// The path of a component's static; `prefix` leads to the module of all of them.
    pub(super) fn path(&self, id: SchemaId, prefix: &str) -> String {
        let Some(name) = self.names.get(&id) else {
            // Every reference of a request was followed above.
            return "Schema::Any".to_owned();
        };
        if self.is_split {
            format!("{prefix}{}::{name}", initial(name))
        } else {
            format!("{prefix}{name}")
        }
    }

    /// The module, unless there is nothing for it.
    pub(super) fn module(&self) -> Option<Module> {
        const ABOUT: &str = "The schemas of request bodies and parameters, as rules to check.";
        if self.names.is_empty() {
            return None;
        }
        if !self.is_split {
            let items = self.items(self.names.iter(), "");
            return Some(Module::new("schemas", ABOUT, Exports::Nothing, items));
        }
        let mut groups: BTreeMap<String, Vec<(&SchemaId, &String)>> = BTreeMap::new();
        for (id, name) in &self.names {
            groups.entry(initial(name)).or_default().push((id, name));
        }
        let mut module = Module::new("schemas", ABOUT, Exports::Nothing, String::new());
        module.children = groups
            .into_iter()
            .map(|(name, group)| {
                let items = self.items(group.into_iter(), "super::");
                Module::new(&name, ABOUT, Exports::Crate, items)
            })
            .collect();
        Some(module)
    }

    fn items<'n>(
        &self,
        group: impl Iterator<Item = (&'n SchemaId, &'n String)>,
        prefix: &str,
    ) -> String {
        let tables = Tables {
            constants: self,
            prefix,
        };
        let mut code = Code::new();
        for (id, name) in group {
            let named = self.api.schemas.get(*id);
            code.blank();
            code.docs(Docs::default().source(&named.place.pointer).into_lines());
            let head = format!("pub(crate) static {name}: Schema = ");
            tables.schema(&named.schema).print(&mut code, &head, ";");
        }
        import::with_uses(&[("openapi_server::schema", &VOCABULARY)], &code)
    }
}

/// The branches that a table has: with a discriminator those that a value leads to.
fn asked(choice: &Choice) -> Vec<&Schema> {
    let Some(discriminator) = &choice.discriminator else {
        return choice.branches.iter().collect();
    };
    let values = discriminator.values.iter();
    values
        .filter_map(|(_, branch)| choice.branches.get(*branch))
        .collect()
}

/// Which components let through what the document does not: the type in Rust says less than the
/// schema, so that the table is read for every request.
#[derive(Debug)]
pub(super) struct Rules {
    ruled: Vec<bool>,
}

impl Rules {
    pub(super) fn new(api: &Api) -> Self {
        let mut ruled = vec![false; api.schemas.len()];
        let mut users: Vec<Vec<SchemaId>> = vec![Vec::new(); api.schemas.len()];
        let mut queue = Vec::new();
        for (id, named) in api.schemas.iter() {
            let mut components = Vec::new();
            if says_more(&named.schema, &mut components) {
                queue.push(id);
            }
            for component in components {
                if let Some(users) = users.get_mut(component.0) {
                    users.push(id);
                }
            }
        }
        while let Some(id) = queue.pop() {
            let Some(ruled) = ruled.get_mut(id.0) else {
                continue;
            };
            if !std::mem::replace(ruled, true) {
                queue.extend(users.get(id.0).into_iter().flatten());
            }
        }
        Self { ruled }
    }

    /// Whether the type lets through what the schema does not.
    pub(super) fn are_beyond_type(&self, schema: &Schema) -> bool {
        let mut uses = Vec::new();
        let is_ruled = |id: &SchemaId| self.ruled.get(id.0).copied().unwrap_or_default();
        says_more(schema, &mut uses) || uses.iter().any(is_ruled)
    }
}

/// Whether a schema says more than its type, apart from the components that it uses.
fn says_more(schema: &Schema, uses: &mut Vec<SchemaId>) -> bool {
    if let Some(values) = &schema.values {
        let is_enumeration = match &schema.kind {
            Kind::String(_) => values.iter().all(serde_json::Value::is_string),
            Kind::Integer(_) => values.iter().all(serde_json::Value::is_i64),
            Kind::Any
            | Kind::Never
            | Kind::Ref(_)
            | Kind::Boolean
            | Kind::Number(_)
            | Kind::Array(_)
            | Kind::Object(_)
            | Kind::AllOf(_)
            | Kind::OneOf(_)
            | Kind::AnyOf(_)
            | Kind::Not(_) => false,
        };
        return !is_enumeration;
    }
    match &schema.kind {
        Kind::Any | Kind::Boolean => false,
        Kind::Ref(id) => {
            uses.push(*id);
            false
        }
        Kind::Integer(rules) | Kind::Number(rules) => {
            let range = &rules.range;
            range.minimum.is_some() || range.maximum.is_some() || rules.multiple_of.is_some()
        }
        Kind::String(rules) => {
            rules.length.minimum.is_some()
                || rules.length.maximum.is_some()
                || rules.pattern.is_some()
                || super::table::format(rules.format.as_deref()).is_some()
        }
        Kind::Array(array) => {
            array.length.minimum.is_some()
                || array.length.maximum.is_some()
                || array.unique
                || says_more(&array.items, uses)
        }
        Kind::Object(object) => {
            let others = match &object.additional {
                Additional::Unsaid | Additional::Any => object.properties.is_empty(),
                Additional::Forbidden => true,
                Additional::Typed(inner) => says_more(inner, uses),
            };
            others
                || !object.also_required.is_empty()
                || object.size.minimum.is_some()
                || object.size.maximum.is_some()
                || object
                    .properties
                    .iter()
                    .any(|property| says_more(&property.schema, uses))
        }
        Kind::Never | Kind::AllOf(_) | Kind::OneOf(_) | Kind::AnyOf(_) | Kind::Not(_) => true,
    }
}

/// The components that the table of a schema names.
fn references(schema: &Schema, out: &mut Vec<SchemaId>) {
    // The values are the whole table.
    if schema.values.is_some() {
        return;
    }
    match &schema.kind {
        Kind::Any
        | Kind::Never
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_) => {}
        Kind::Ref(id) => out.push(*id),
        Kind::Array(array) => references(&array.items, out),
        Kind::Object(object) => {
            let properties = object.properties.iter();
            for property in properties.filter(|property| !is_unsent(property)) {
                references(&property.schema, out);
            }
            if let Additional::Typed(inner) = &object.additional {
                references(inner, out);
            }
        }
        Kind::AllOf(parts) => {
            for part in parts {
                references(part, out);
            }
        }
        Kind::OneOf(choice) | Kind::AnyOf(choice) => {
            for branch in asked(choice) {
                references(branch, out);
            }
        }
        Kind::Not(inner) => references(inner, out),
    }
}
