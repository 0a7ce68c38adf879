//! What a schema says, without how it says it: the parts behind references and choices.
//!
//! Texts of parameters and forms have no types, so what a text stands for is guessed from the
//! schema: whether numbers are among its parts, or lists, and of what. A guess is only a guess:
//! the value is held to the whole schema afterwards.

use std::collections::BTreeMap;

use super::{Additional, Constant, Schema};

/// How many parts are looked at: more than honest documents have, and an end for the others.
const MAX_LEAVES: usize = 256;

/// The parts of a schema, each of which is no reference, choice or combination.
#[derive(Debug)]
pub(crate) struct Leaves {
    parts: Vec<&'static Schema>,
    is_nullable: bool,
}

impl Leaves {
    pub(crate) fn of(schema: &'static Schema) -> Self {
        let mut leaves = Self {
            parts: Vec::new(),
            is_nullable: false,
        };
        leaves.add(schema);
        leaves
    }

    fn add(&mut self, schema: &'static Schema) {
        // The list is its own queue, so that nothing is too deep.
        let mut queue = vec![schema];
        let mut left = MAX_LEAVES;
        while let Some(next) = queue.pop() {
            if left == 0 {
                return;
            }
            left -= 1;
            match next {
                Schema::Ref(inner) => queue.push(inner),
                Schema::Nullable(inner) => {
                    self.is_nullable = true;
                    queue.push(inner);
                }
                Schema::AllOf(all) | Schema::AnyOf(all) | Schema::OneOf(all) => {
                    queue.extend(all.iter().rev());
                }
                Schema::Tagged(tagged) => {
                    queue.extend(tagged.branches.iter().rev().map(|(_, schema)| *schema));
                }
                Schema::Any | Schema::Never | Schema::Not(_) => {}
                Schema::Boolean
                | Schema::Integer(_)
                | Schema::Number(_)
                | Schema::String(_)
                | Schema::Enum(_)
                | Schema::Values(_)
                | Schema::Array(_)
                | Schema::Object(_) => self.parts.push(next),
            }
        }
    }

    /// Whether there is a part that these are.
    pub(crate) fn any(&self, is: impl Fn(&Schema) -> bool) -> bool {
        self.parts.iter().any(|part| is(part))
    }

    /// Whether nothing is known: any value may be meant.
    pub(crate) fn is_anything(&self) -> bool {
        self.parts.is_empty()
    }

    pub(crate) fn is_nullable(&self) -> bool {
        self.is_nullable
    }

    pub(crate) fn has_arrays(&self) -> bool {
        self.any(|part| matches!(part, Schema::Array(_)))
    }

    pub(crate) fn has_objects(&self) -> bool {
        self.any(|part| matches!(part, Schema::Object(_)))
    }

    /// Whether a text may be meant.
    #[cfg(feature = "multipart")]
    pub(crate) fn has_texts(&self) -> bool {
        self.is_anything() || self.any(|part| matches!(part, Schema::String(_) | Schema::Enum(_)))
    }

    /// Whether one value without a structure may be meant.
    pub(crate) fn has_scalars(&self) -> bool {
        self.is_anything() || self.any(|part| !matches!(part, Schema::Array(_) | Schema::Object(_)))
    }

    /// The values of all enumerations.
    pub(crate) fn constants(&self) -> impl Iterator<Item = &'static Constant> {
        self.parts.iter().flat_map(|part| match part {
            Schema::Values(values) => values.iter(),
            _ => [].iter(),
        })
    }

    /// The items of all lists.
    pub(crate) fn items(&self) -> Self {
        let mut items = Self {
            parts: Vec::new(),
            is_nullable: false,
        };
        for part in &self.parts {
            if let Schema::Array(array) = part {
                items.add(array.items);
            }
        }
        items
    }

    /// The members of all objects.
    pub(crate) fn members(&self) -> Members {
        let mut members = Members {
            known: BTreeMap::new(),
            others: Vec::new(),
        };
        for part in &self.parts {
            if let Schema::Object(object) = part {
                for property in object.properties {
                    members
                        .known
                        .entry(property.name)
                        .or_default()
                        .push(property.schema);
                }
                if let Additional::Schema(schema) = object.additional {
                    members.others.push(schema);
                }
            }
        }
        members
    }

    /// Whether there are objects that take members without a name in the document.
    pub(crate) fn takes_others(&self) -> bool {
        self.any(|part| match part {
            Schema::Object(object) => match object.additional {
                Additional::Schema(_) => true,
                Additional::Allowed => object.properties.is_empty(),
                Additional::Refused => false,
            },
            _ => false,
        })
    }
}

/// The members that objects can have.
#[derive(Debug)]
pub(crate) struct Members {
    known: BTreeMap<&'static str, Vec<&'static Schema>>,
    /// What those must be that the document does not know.
    others: Vec<&'static Schema>,
}

impl Members {
    /// Whether the document knows the name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// A member: what is documented, else what others must be.
    pub(crate) fn get(&self, name: &str) -> Leaves {
        let mut member = Leaves {
            parts: Vec::new(),
            is_nullable: false,
        };
        for schema in self.known.get(name).unwrap_or(&self.others) {
            member.add(schema);
        }
        member
    }
}
