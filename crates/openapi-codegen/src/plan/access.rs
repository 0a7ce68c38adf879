//! Which schemas look different in requests and in answers, and which way each one travels.
//!
//! A property that is `readOnly` is not in requests, one that is `writeOnly` not in answers. What
//! holds such a property, at any depth, has two views. Most documents have none, and then nothing
//! but one look at each schema is done here.

use std::collections::HashSet;

use openapi_model::{Access, Additional, Api, Kind, Property, Schema, SchemaId};

use super::ty::Direction;

/// The views of every schema.
#[derive(Debug)]
pub(super) struct Views {
    /// By the index of the schema.
    components: Vec<bool>,
    /// Inline schemas, by where they are in memory.
    nodes: HashSet<usize>,
    /// By the index of the schema: in requests, in answers. Only filled in where views differ.
    used: Vec<[bool; 2]>,
    /// How many properties there are in all.
    pub(super) properties: usize,
}

/// What a walk found below one schema.
#[derive(Default)]
struct Found {
    refs: Vec<SchemaId>,
    access: bool,
    properties: usize,
}

impl Views {
    pub(super) fn of(api: &Api) -> Self {
        let found: Vec<Found> = api
            .schemas
            .iter()
            .map(|(_, named)| find(api, &named.schema))
            .collect();
        let roots = roots(api);
        let inline: Vec<Found> = roots.iter().map(|(schema, _)| find(api, schema)).collect();
        let properties = found
            .iter()
            .chain(&inline)
            .map(|found| found.properties)
            .sum();
        let mut views = Self {
            components: found.iter().map(|found| found.access).collect(),
            nodes: HashSet::new(),
            used: vec![[false; 2]; api.schemas.len()],
            properties,
        };
        if !found.iter().chain(&inline).any(|found| found.access) {
            return views;
        }
        views.spread(&found);
        for (_, named) in api.schemas.iter() {
            views.mark(api, &named.schema);
        }
        for (schema, _) in &roots {
            views.mark(api, schema);
        }
        views.follow(api, &roots);
        views
    }

    /// Whether a component has two views.
    pub(super) fn differs(&self, id: SchemaId) -> bool {
        self.components.get(id.0).copied().unwrap_or_default()
    }

    /// Whether an inline schema has.
    pub(super) fn node_differs(&self, schema: &Schema) -> bool {
        if let Kind::Ref(id) = &schema.kind {
            return self.differs(*id);
        }
        self.nodes.contains(&address(schema))
    }

    /// Whether a component with two views travels this way.
    pub(super) fn is_used(&self, id: SchemaId, direction: Direction) -> bool {
        self.used.get(id.0).is_some_and(|used| match direction {
            Direction::Request => used[0],
            Direction::Answer => used[1],
        })
    }

    /// What refers to a schema with two views has two itself.
    fn spread(&mut self, found: &[Found]) {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); found.len()];
        for (user, found) in found.iter().enumerate() {
            for id in &found.refs {
                if let Some(users) = users.get_mut(id.0) {
                    users.push(user);
                }
            }
        }
        let mut open: Vec<usize> = (0..found.len())
            .filter(|at| self.differs(SchemaId(*at)))
            .collect();
        while let Some(at) = open.pop() {
            for user in users.get(at).into_iter().flatten() {
                if let Some(flag) = self.components.get_mut(*user)
                    && !*flag
                {
                    *flag = true;
                    open.push(*user);
                }
            }
        }
    }

    /// Marks what differs in a schema; whether it does itself.
    fn mark(&mut self, api: &Api, schema: &Schema) -> bool {
        let mut differs = if let Kind::Ref(id) = &schema.kind {
            self.differs(*id)
        } else {
            false
        };
        each_child(schema, &mut |child, property| {
            let has_access = property.is_some() && access(api, child) != Access::Both;
            differs |= self.mark(api, child) || has_access;
        });
        if differs {
            self.nodes.insert(address(schema));
        }
        differs
    }

    /// From the operations to the components.
    fn follow(&mut self, api: &Api, roots: &[(&Schema, Direction)]) {
        let mut open = Vec::new();
        for (schema, direction) in roots {
            visible_refs(api, schema, *direction, &mut |id| {
                open.push((id, *direction));
            });
        }
        while let Some((id, direction)) = open.pop() {
            let Some(used) = self.used.get_mut(id.0) else {
                continue;
            };
            let flag = match direction {
                Direction::Request => &mut used[0],
                Direction::Answer => &mut used[1],
            };
            if !std::mem::replace(flag, true) {
                let schema = &api.schemas.get(id).schema;
                visible_refs(api, schema, direction, &mut |id| open.push((id, direction)));
            }
        }
    }
}

/// Where a schema is in memory: the model does not move while it is looked at.
pub(super) fn address(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// Parts of an `allOf` that are asked in which direction it travels.
const MOST_PARTS: usize = 64;

/// In which direction a property travels: it says so itself, or what it refers to does.
pub(super) fn access(api: &Api, schema: &Schema) -> Access {
    if schema.access != Access::Both {
        return schema.access;
    }
    let said = |schema: &Schema| Some(schema.access).filter(|access| *access != Access::Both);
    let target = api.schemas.resolve(schema);
    let parts = if let Kind::AllOf(parts) = &target.kind {
        parts.as_slice()
    } else {
        &[]
    };
    said(target)
        .or_else(|| {
            parts
                .iter()
                .take(MOST_PARTS)
                .find_map(|part| said(part).or_else(|| said(api.schemas.resolve(part))))
        })
        .unwrap_or_default()
}

/// Whether a property is there in a view.
pub(super) fn is_visible(api: &Api, schema: &Schema, direction: Direction) -> bool {
    !matches!(
        (access(api, schema), direction),
        (Access::ReadOnly, Direction::Request) | (Access::WriteOnly, Direction::Answer)
    )
}

/// All schemas of operations, with their directions.
fn roots(api: &Api) -> Vec<(&Schema, Direction)> {
    let mut out = Vec::new();
    for operation in &api.operations {
        let contents = operation.body.iter().flat_map(|body| &body.contents);
        let sent = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.schema);
        let contents = contents.flat_map(|content| {
            let headers = content.encodings.iter().flat_map(|part| &part.headers);
            std::iter::once(&content.schema).chain(headers.map(|header| &header.schema))
        });
        let sent = sent.chain(contents);
        out.extend(sent.map(|schema| (schema, Direction::Request)));
        for response in &operation.responses {
            let headers = response.headers.iter().map(|header| &header.schema);
            let contents = response.contents.iter().map(|content| &content.schema);
            out.extend(
                headers
                    .chain(contents)
                    .map(|schema| (schema, Direction::Answer)),
            );
        }
    }
    out
}

fn find(api: &Api, schema: &Schema) -> Found {
    let mut found = Found::default();
    collect(api, schema, &mut found);
    found
}

fn collect(api: &Api, schema: &Schema, found: &mut Found) {
    if let Kind::Ref(id) = &schema.kind {
        found.refs.push(*id);
    }
    each_child(schema, &mut |child, property| {
        if property.is_some() {
            found.properties += 1;
            found.access |= access(api, child) != Access::Both;
        }
        collect(api, child, found);
    });
}

/// The components that can be met in a view of a schema.
fn visible_refs(api: &Api, schema: &Schema, direction: Direction, out: &mut dyn FnMut(SchemaId)) {
    if let Kind::Ref(id) = &schema.kind {
        out(*id);
    }
    each_child(schema, &mut |child, property| {
        if property.is_none() || is_visible(api, child, direction) {
            visible_refs(api, child, direction, out);
        }
    });
}

/// The schemas right inside of one.
fn each_child<'s>(schema: &'s Schema, visit: &mut dyn FnMut(&'s Schema, Option<&'s Property>)) {
    match &schema.kind {
        Kind::Array(array) => visit(&array.items, None),
        Kind::Object(object) => {
            for property in &object.properties {
                visit(&property.schema, Some(property));
            }
            if let Additional::Typed(schema) = &object.additional {
                visit(schema, None);
            }
        }
        Kind::AllOf(parts) => parts.iter().for_each(|part| visit(part, None)),
        Kind::OneOf(choice) | Kind::AnyOf(choice) => {
            choice
                .branches
                .iter()
                .for_each(|branch| visit(branch, None));
        }
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Not(_) => {}
    }
}
