//! Building objects: what is required, what is wanted, and what there must be more of.

use serde_json::{Map, Value};

use super::build::{Builder, Extent, MAX_ITEMS, Taken};
use crate::schema::view::{Rules, View};

impl Builder<'_> {
    pub(super) fn object(
        &mut self,
        view: &View<'_>,
        rules: &Rules,
        taken: &Taken,
    ) -> Option<Value> {
        let properties = view.properties();
        let (least, most) = view.counts("minProperties", "maxProperties");
        let mut members = Map::new();
        for (property, name) in &taken.names {
            members.insert(property.clone(), Value::from(name.clone()));
        }
        for name in view.required() {
            if !members.contains_key(&name) {
                let value = self.member(view, properties.get(&name), &name)?;
                members.insert(name, value);
            }
        }
        let named = properties
            .iter()
            .filter(|(name, _)| !members.contains_key(*name));
        let optional: Vec<_> = named.collect();
        let mut object = Value::Object(members);
        if self.extent == Extent::Full {
            object = self.with_all(rules, object, &optional, most);
        } else {
            self.add_needed(rules, &mut object, &optional, least);
        }
        self.fill(view, &mut object, (least, most));
        self.accepts(rules, &object).then_some(object)
    }

    /// The object with every optional member; where not all can be there together, with as many
    /// as go, in their order.
    fn with_all(
        &mut self,
        rules: &Rules,
        object: Value,
        optional: &[(&String, &Rules)],
        most: usize,
    ) -> Value {
        let room = most.saturating_sub(object.as_object().map_or(0, Map::len));
        let members: Vec<(&String, Value)> = optional
            .iter()
            .filter_map(|(name, property)| Some((*name, self.value(property, name)?)))
            .take(room)
            .collect();
        let mut whole = object.clone();
        for (name, value) in &members {
            insert(&mut whole, name, value.clone());
        }
        if self.accepts(rules, &whole) {
            return whole;
        }
        let mut object = object;
        for (name, value) in members {
            let mut larger = object.clone();
            insert(&mut larger, name, value);
            if self.accepts(rules, &larger) || !self.accepts(rules, &object) {
                object = larger;
            }
        }
        object
    }

    /// Optional members are added until there are enough and the object is legal.
    fn add_needed(
        &mut self,
        rules: &Rules,
        object: &mut Value,
        optional: &[(&String, &Rules)],
        least: usize,
    ) {
        for (name, property) in optional {
            let count = object.as_object().map_or(0, Map::len);
            if count >= least && self.accepts(rules, object) {
                return;
            }
            if let Some(value) = self.value(property, name) {
                insert(object, name, value);
            }
        }
    }

    fn member(&mut self, view: &View<'_>, property: Option<&Rules>, name: &str) -> Option<Value> {
        let rules = match property {
            Some(rules) => rules.clone(),
            None => view.additional()?,
        };
        self.value(&rules, name)
    }

    /// Adds members that have no name in the document: one to a map, and as many as there must be.
    fn fill(&mut self, view: &View<'_>, object: &mut Value, (least, most): (usize, usize)) {
        let Some(rules) = view.additional() else {
            return;
        };
        let is_map = self.extent == Extent::Full && !rules.is_empty();
        let count = object.as_object().map_or(0, Map::len);
        let wanted = least.max(count + usize::from(is_map)).min(most);
        for index in count..wanted.min(MAX_ITEMS) {
            let name = format!("key{}", index + 1);
            if let Some(value) = self.value(&rules, &name) {
                insert(object, &name, value);
            }
        }
    }
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}
