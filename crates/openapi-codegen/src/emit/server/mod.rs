//! The server crate: a trait for the operations, a trait for the security
//! schemes, and a service around both, over our own runtime.
//!
//! What does not change with the document is in `openapi-server`. What does is constant data
//! (schemas, parameters, endpoints) wherever it can be: tables compile faster than code. Code is
//! what has types of its own: requests, answers, and a function per operation that puts the
//! runtime's steps in order. Documents of many operations get a file per tag for each of these.

mod access;
mod answers;
mod api;
mod authenticator;
mod by_tag;
mod constants;
mod endpoints;
mod guards;
mod import;
mod lookup;
mod parameters;
mod pattern;
mod rejections;
mod requests;
mod schemas;
mod service;
mod table;
mod tree;

use std::collections::BTreeMap;

use self::access::{Access, Schemes};
use self::answers::Side;
use self::constants::Names;
use self::guards::{Guard, Guards};
use self::parameters::Parameters;
use self::schemas::{Constants, Rules};
use super::file::{Exports, Module};
use super::{Context, Fault};
use crate::plan::{Group, Op, Plan, Ty};

/// More operations are split into a file per tag, with at most as many in each.
const MANY: usize = 64;

/// Everything that the files are printed from.
struct Server<'p> {
    plan: &'p Plan<'p>,
    /// The path of the types crate.
    types: String,
    /// What `WWW-Authenticate` calls the API.
    realm: &'p str,
    schemes: Schemes<'p>,
    constants: Constants<'p>,
    parameters: Parameters,
    rules: Rules,
    facts: Vec<Facts>,
    /// Modules with the indices of their operations; one where nothing is split.
    parts: Vec<(String, Vec<usize>)>,
}

/// What was decided for one operation.
struct Facts {
    access: Access,
    guard: Option<Guard>,
    /// The names of the functions of both sides, where there is something to answer.
    answers: [Option<String>; 2],
    /// The index of its group, where each tag has a trait.
    group: Option<usize>,
    /// Its module.
    part: String,
    /// Its place among the endpoints.
    number: usize,
}

/// The files of `src/generated` in the server crate.
#[expect(clippy::unnecessary_wraps, reason = "an emitter may fail")]
pub(super) fn emit(context: &Context<'_>) -> Result<Vec<Module>, Fault> {
    let mut guards = Guards::default();
    let server = Server::new(context, &mut guards);
    Ok(server.modules(&guards))
}

impl<'p> Server<'p> {
    fn new(context: &Context<'p>, guards: &mut Guards) -> Self {
        let plan = context.plan;
        let constants = Constants::new(plan);
        let mut server = Self {
            plan,
            types: context.types_path(),
            realm: context.name,
            schemes: Schemes::new(plan),
            parameters: Parameters::new(plan, &constants),
            rules: Rules::new(plan.api),
            constants,
            facts: Vec::new(),
            parts: parts(plan),
        };
        server.facts = server.facts(guards);
        server
    }

    fn facts(&self, guards: &mut Guards) -> Vec<Facts> {
        let mut places: BTreeMap<usize, (&str, usize)> = BTreeMap::new();
        let members = self.parts.iter();
        let members =
            members.flat_map(|(part, indices)| indices.iter().map(move |index| (index, part)));
        for (number, (index, part)) in members.enumerate() {
            places.insert(*index, (part, number));
        }
        let mut groups: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, group) in self.plan.groups.iter().enumerate() {
            groups.extend(group.operations.iter().map(|index| (*index, at)));
        }
        let mut names = Names::default();
        let operations = self.plan.operations.iter().enumerate();
        let facts = operations.map(|(index, op)| {
            let demand = self.schemes.demand(op);
            let guard = (demand.access != Access::Open).then(|| guards.guard(self, &demand));
            let (part, number) = places.get(&index).copied().unwrap_or_default();
            let answers = [Side::Success, Side::Error].map(|side| {
                let has_any = !answers::of(op, side).variants.is_empty();
                let suffix = if side == Side::Success {
                    "success"
                } else {
                    "error"
                };
                let function = op.function.trim_end_matches('_');
                has_any.then(|| names.unique(format!("{function}_{suffix}")))
            });
            Facts {
                access: demand.access,
                guard,
                answers,
                group: groups.get(&index).copied(),
                part: part.to_owned(),
                number,
            }
        });
        facts.collect()
    }

    fn modules(&self, guards: &Guards) -> Vec<Module> {
        let new = |name, about, exports, text| Module::new(name, about, exports, text);
        let (items, nothing) = (Exports::Items, Exports::Nothing);
        let has_operations = !self.plan.operations.is_empty();
        let mut modules = Vec::new();
        if has_operations {
            const ABOUT: &str = "From the documented answers to HTTP.";
            modules.push(self.parted("answers", ABOUT, nothing, answers::answers));
        }
        modules.push(self.api());
        if self.has_callers() {
            const ABOUT: &str = "The security schemes of the document, to be implemented.";
            modules.push(new(
                "authenticator",
                ABOUT,
                items,
                authenticator::authenticator(self),
            ));
        }
        if has_operations {
            const ABOUT: &str = "What the runtime needs to know of each operation.";
            modules.push(self.parted("endpoints", ABOUT, nothing, endpoints::endpoints));
        }
        if self.has_callers() {
            const ABOUT: &str = "Who is calling, for each combination of credentials.";
            modules.push(new("guards", ABOUT, nothing, guards.print(self)));
        }
        modules.extend(self.parameters.module());
        modules.push(new(
            "rejections",
            "What is answered where no operation decides: the examples under `x-rejections`.",
            items,
            rejections::rejections(self),
        ));
        if has_operations {
            const ABOUT: &str =
                "What each operation is called with: parameters and body in one struct.";
            modules.push(self.parted("requests", ABOUT, items, requests::requests));
        }
        modules.extend(self.constants.module());
        modules.push(self.service());
        modules
    }

    /// A module with a file for each part, where there are several.
    fn parted(
        &self,
        name: &str,
        about: &str,
        exports: Exports,
        print: fn(&Self, &[usize]) -> String,
    ) -> Module {
        if let [(_, all)] = self.parts.as_slice() {
            return Module::new(name, about, exports, print(self, all));
        }
        let mut module = Module::new(name, about, exports, String::new());
        let inner = if exports == Exports::Items {
            exports
        } else {
            Exports::Crate
        };
        let children = self.parts.iter().map(|(part, indices)| {
            Module::new(&child(name, part), about, inner, print(self, indices))
        });
        module.children = children.collect();
        module
    }

    fn api(&self) -> Module {
        const ABOUT: &str = "The operations of the document, to be implemented.";
        if !self.is_by_tag() {
            return Module::new("api", ABOUT, Exports::Items, api::api(self));
        }
        let mut module = Module::new("api", ABOUT, Exports::Items, by_tag::api(self));
        let children = self.plan.groups.iter().map(|group| {
            let about = by_tag::about(group);
            Module::new(
                &group.module,
                &about,
                Exports::Items,
                by_tag::group(self, group),
            )
        });
        module.children = children.collect();
        module
    }

    fn service(&self) -> Module {
        const ABOUT: &str = "From a request to the method that answers it: token, media type, size, signature, parse,\nvalidate, in this order.";
        let mut module = Module::new("service", ABOUT, Exports::Items, service::service(self));
        if self.is_split() {
            let children = self.parts.iter().map(|(part, indices)| {
                let text = service::part(self, indices);
                Module::new(&child("service", part), ABOUT, Exports::Nothing, text)
            });
            module.children = children.collect();
        }
        module
    }

    fn is_split(&self) -> bool {
        self.parts.len() != 1
    }

    /// Whether each tag has a trait.
    fn is_by_tag(&self) -> bool {
        !self.plan.groups.is_empty()
    }

    /// Whether some operation asks who is calling.
    fn has_callers(&self) -> bool {
        !self.plan.schemes.is_empty()
    }

    /// Operations by their indices.
    fn chosen<'s>(&'s self, indices: &'s [usize]) -> impl Iterator<Item = (usize, &'s Op<'p>)> {
        let found = indices
            .iter()
            .map(|index| Some((*index, self.plan.operations.get(*index)?)));
        found.flatten()
    }

    fn fact(&self, index: usize) -> Option<&Facts> {
        self.facts.get(index)
    }

    fn access(&self, index: usize) -> Access {
        self.fact(index).map_or(Access::Open, |facts| facts.access)
    }

    fn guard(&self, index: usize) -> Option<&Guard> {
        self.fact(index)?.guard.as_ref()
    }

    /// Its group, where each tag has a trait.
    fn group(&self, index: usize) -> Option<&Group<'p>> {
        self.plan.groups.get(self.fact(index)?.group?)
    }

    /// The place of an operation among the endpoints.
    fn number(&self, index: usize) -> usize {
        self.fact(index).map_or(index, |facts| facts.number)
    }

    /// The function that turns the answers of a side into HTTP, where there are any.
    fn answer_function(&self, index: usize, side: Side) -> Option<&str> {
        let [success, error] = &self.fact(index)?.answers;
        match side {
            Side::Success => success.as_deref(),
            Side::Error => error.as_deref(),
        }
    }

    /// Its path.
    fn answer_path(&self, index: usize, side: Side) -> Option<String> {
        let function = self.answer_function(index, side)?;
        Some(self.in_part("answers", index, function))
    }

    /// The paths of all endpoints, in their order.
    fn endpoint_paths(&self) -> impl Iterator<Item = String> {
        let indices = self.parts.iter().flat_map(|(_, indices)| indices);
        indices.filter_map(|index| {
            let op = self.plan.operations.get(*index)?;
            Some(self.in_part("endpoints", *index, &op.constant))
        })
    }

    fn in_part(&self, module: &str, index: usize, item: &str) -> String {
        match self.fact(index) {
            Some(facts) if self.is_split() => {
                format!("{module}::{}::{item}", child(module, &facts.part))
            }
            _ => format!("{module}::{item}"),
        }
    }

    fn print(&self, ty: &Ty) -> String {
        ty.print(self.plan, &format!("{}::", self.types))
    }
}

/// A file must not be called like its folder.
fn child(module: &str, part: &str) -> String {
    if module == part {
        format!("{part}_")
    } else {
        part.to_owned()
    }
}

/// Few operations are one part; many are parts of their tags, none of them too large.
fn parts(plan: &Plan<'_>) -> Vec<(String, Vec<usize>)> {
    let all: Vec<usize> = (0..plan.operations.len()).collect();
    if all.len() <= MANY {
        return vec![(String::new(), all)];
    }
    let mut modules: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, op) in plan.operations.iter().enumerate() {
        modules.entry(&op.module).or_default().push(index);
    }
    let mut names = Names::default();
    let mut out = Vec::new();
    // The names of the tags first, so that a number is given to what is cut off.
    let modules: Vec<(String, Vec<usize>)> = modules
        .into_iter()
        .map(|(name, indices)| (names.unique(name.to_owned()), indices))
        .collect();
    for (name, indices) in modules {
        for (at, chunk) in indices.chunks(MANY).enumerate() {
            let name = if at == 0 {
                name.clone()
            } else {
                names.unique(format!("{name}_{}", at + 1))
            };
            out.push((name, chunk.to_vec()));
        }
    }
    out
}
