//! Holding the members of an object to a schema.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::check::{Checker, Place, count};
use super::{Additional, Object, Presence, Property, Tagged};

/// How many tags are listed.
const MAX_TAGS: usize = 32;

impl Checker<'_> {
    pub(super) fn check_object(
        &mut self,
        members: &Map<String, Value>,
        rules: &Object,
        place: &mut Place,
    ) {
        // Where little was sent of much that is documented, what was sent is looked at.
        if members.len() < rules.properties.len() / 4 {
            for property in rules.properties {
                if property.presence == Presence::Required && !members.contains_key(property.name) {
                    self.add_absent(property.name, place);
                }
            }
            for (name, value) in members {
                let mut properties = rules.properties.iter();
                if let Some(property) = properties.find(|property| property.name == name) {
                    self.check_property(value, property, place);
                }
            }
        } else {
            for property in rules.properties {
                match members.get(property.name) {
                    Some(value) => self.check_property(value, property, place),
                    None if property.presence == Presence::Optional => {}
                    None => self.add_absent(property.name, place),
                }
            }
        }
        for name in rules.also_required {
            if !members.contains_key(*name) {
                self.add_absent(name, place);
            }
        }
        self.check_others(members, rules, place);
        let size = count(members.len());
        if size < rules.min_properties {
            self.add(
                place,
                format!("expected at least {} members", rules.min_properties),
            );
        }
        if let Some(most) = rules.max_properties.filter(|most| size > *most) {
            self.add(place, format!("expected at most {most} members"));
        }
    }

    fn add_absent(&mut self, name: &str, place: &mut Place) {
        place.below(name, name, |place| {
            self.add(place, "expected to be present");
        });
    }

    fn check_property(&mut self, value: &Value, property: &Property, place: &mut Place) {
        let name = property.name;
        let mut duplicates = self.duplicates.iter();
        let is_repeated = duplicates.any(|(parent, other)| *parent == place.raw && other == name);
        place.below(name, name, |place| {
            self.check(value, property.schema, place);
            if is_repeated {
                self.add(place, "expected only once");
            }
        });
    }

    /// Members that the document does not know.
    fn check_others(&mut self, members: &Map<String, Value>, rules: &Object, place: &mut Place) {
        if matches!(rules.additional, Additional::Allowed) {
            return;
        }
        let known: BTreeSet<&str> = rules
            .properties
            .iter()
            .map(|property| property.name)
            .collect();
        let mut unknown = members
            .iter()
            .filter(|(name, _)| !known.contains(name.as_str()));
        match rules.additional {
            Additional::Allowed => {}
            Additional::Refused => {
                if unknown.next().is_some() {
                    self.add(place, "expected no other than the documented members");
                }
            }
            Additional::Schema(schema) => {
                for (name, value) in unknown {
                    place.below(name, "*", |place| self.check(value, schema, place));
                }
            }
        }
    }

    /// Only the branch that the object says it is of is looked at.
    pub(super) fn check_tagged(
        &mut self,
        value: &Value,
        members: &Map<String, Value>,
        tagged: &Tagged,
        place: &mut Place,
    ) {
        let name = tagged.property;
        let Some(tag) = members.get(name) else {
            self.add_absent(name, place);
            return;
        };
        let mut branches = tagged.branches.iter();
        if let Some((_, schema)) = branches.find(|(text, _)| tag.as_str() == Some(text)) {
            self.check(value, schema, place);
            return;
        }
        let rule = if tagged.branches.len() <= MAX_TAGS {
            let tags: Vec<&str> = tagged.branches.iter().map(|(text, _)| *text).collect();
            format!("expected one of {}", tags.join(", "))
        } else {
            "expected one of the documented values".to_owned()
        };
        place.below(name, name, |place| self.add(place, rule));
    }
}
