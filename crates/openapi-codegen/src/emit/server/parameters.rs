//! `parameters.rs`: the parameters of requests as constant tables. Operations that have the same
//! parameter share one.

use std::collections::BTreeMap;

use openapi_model::{
    Additional, Api, Encoding, Kind, Location, Operation, Parameter, Piece, SchemeKind, Style,
};

use super::constants::{Names, initial};
use super::import;
use super::schemas::{Constants, VOCABULARY};
use super::table::{Tables, presence};
use super::tree::Tree;
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::{Docs, Exports, Module};
use crate::plan::{Param, Plan, Presence};

/// More are split into files.
const MANY: usize = 200;

const VOCABULARY_OF_PARAMETERS: [&str; 5] =
    ["Encoding", "Explode", "Location", "Parameter", "Style"];

/// All parameters of all operations.
#[derive(Debug)]
pub(super) struct Parameters {
    /// Constants with their tables, sorted.
    tables: BTreeMap<String, Code>,
    /// For each operation the constants of its parameters, in their order.
    operations: Vec<Vec<String>>,
}

impl Parameters {
    pub(super) fn new(plan: &Plan<'_>, constants: &Constants<'_>) -> Self {
        let mut names = Names::default();
        let mut known: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut tables = BTreeMap::new();
        let mut operations = Vec::new();
        let keys = query_keys(plan);
        for op in &plan.operations {
            let printed = op.parameters.iter().map(|param| {
                let table = table(constants, op.operation, param, &keys);
                let about = about(param.parameter);
                let mut body = Code::new();
                table.print(&mut body, "", ";");
                let key = (param.parameter.name.clone(), body.into_text());
                let constant = known.entry(key).or_insert_with(|| {
                    let constant = names.constant(&param.parameter.name);
                    let mut code = Code::new();
                    code.docs(Docs::default().own(about).into_lines());
                    table.print(
                        &mut code,
                        &format!("pub(crate) static {constant}: Parameter = "),
                        ";",
                    );
                    tables.insert(constant.clone(), code);
                    constant
                });
                constant.clone()
            });
            operations.push(printed.collect());
        }
        Self { tables, operations }
    }

    /// The paths of the parameters of an operation, seen from a module beside this one.
    pub(super) fn paths(&self, operation: usize) -> impl Iterator<Item = String> {
        let constants = self.operations.get(operation);
        constants.into_iter().flatten().map(|constant| {
            if self.is_split() {
                format!("parameters::{}::{constant}", initial(constant))
            } else {
                format!("parameters::{constant}")
            }
        })
    }

    fn is_split(&self) -> bool {
        self.tables.len() > MANY
    }

    /// The module, unless there is nothing for it.
    pub(super) fn module(&self) -> Option<Module> {
        const ABOUT: &str = "The parameters of the operations, as rules to check.";
        if self.tables.is_empty() {
            return None;
        }
        if !self.is_split() {
            let items = items(self.tables.values(), "super");
            return Some(Module::new("parameters", ABOUT, Exports::Nothing, items));
        }
        let mut groups: BTreeMap<String, Vec<&Code>> = BTreeMap::new();
        for (constant, code) in &self.tables {
            groups.entry(initial(constant)).or_default().push(code);
        }
        let mut module = Module::new("parameters", ABOUT, Exports::Nothing, String::new());
        module.children = groups
            .into_iter()
            .map(|(name, group)| {
                let items = items(group.into_iter(), "super::super");
                Module::new(&name, ABOUT, Exports::Crate, items)
            })
            .collect();
        Some(module)
    }
}

fn items<'c>(tables: impl Iterator<Item = &'c Code>, above: &str) -> String {
    let mut code = Code::new();
    for table in tables {
        code.blank();
        code.append(table);
    }
    let uses: [(&str, &[&str]); 3] = [
        ("openapi_server", &VOCABULARY_OF_PARAMETERS),
        ("openapi_server::schema", &VOCABULARY),
        (above, &["schemas"]),
    ];
    import::with_uses(&uses, &code)
}

fn about(parameter: &Parameter) -> String {
    let (article, kind) = match parameter.location {
        Location::Path => ("The", "path parameter"),
        Location::Query => ("The", "query parameter"),
        Location::Header => ("The", "header"),
        Location::Cookie => ("The", "cookie"),
    };
    format!("{article} {kind} {}.", docs::code(&parameter.name))
}

/// The pairs of the query that are credentials.
fn query_keys(plan: &Plan<'_>) -> Vec<String> {
    let keys = plan
        .schemes
        .iter()
        .filter_map(|scheme| match &scheme.scheme.kind {
            SchemeKind::QueryKey { parameter } => Some(parameter.clone()),
            SchemeKind::HeaderKey { .. }
            | SchemeKind::CookieKey { .. }
            | SchemeKind::Basic
            | SchemeKind::Bearer { .. }
            | SchemeKind::Http { .. }
            | SchemeKind::Signature { .. } => None,
        });
    keys.collect()
}

fn table(
    constants: &Constants<'_>,
    operation: &Operation,
    param: &Param<'_>,
    keys: &[String],
) -> Tree {
    let parameter = param.parameter;
    let tables = Tables {
        constants,
        prefix: "schemas::",
    };
    let location = location(operation, parameter);
    let schema = tables.reference(&parameter.schema);
    let name = Tree::leaf(literal(&parameter.name));
    let default = match &param.presence {
        Presence::Default(value) => Some(literal(&value.to_string())),
        Presence::Required | Presence::Optional => None,
    };
    let others = others(constants.api, operation, parameter, keys);
    let is_usual = encoding(parameter) == usual(parameter.location);
    let is_simple = matches!(&schema, Tree::Leaf(_))
        || matches!(&schema, Tree::Prefixed(_, inner) if matches!(**inner, Tree::Leaf(_)));
    if is_usual && is_simple && default.is_none() && others.is_empty() {
        let close = if parameter.required {
            ")"
        } else {
            ").optional()"
        };
        return Tree::group(
            "Parameter::new(",
            vec![Tree::leaf(location), name, schema],
            close,
        );
    }
    let others = others.iter().map(|other| Tree::leaf(literal(other)));
    let fields = vec![
        ("location", Tree::leaf(location)),
        ("name", name),
        ("presence", Tree::leaf(presence(parameter.required))),
        ("encoding", Tree::leaf(encoding(parameter))),
        ("schema", schema),
        (
            "default",
            Tree::leaf(default.map_or_else(|| "None".to_owned(), |text| format!("Some({text})"))),
        ),
        ("others", Tree::group("&[", others.collect(), "]")),
    ];
    Tree::structure("Parameter {", fields, None, "}")
}

fn location(operation: &Operation, parameter: &Parameter) -> String {
    match parameter.location {
        Location::Path => {
            let pieces = operation
                .segments
                .iter()
                .flat_map(|segment| &segment.pieces);
            let mut names = pieces.filter_map(Piece::parameter);
            let at = names.position(|name| name == parameter.name);
            format!("Location::Path({})", at.unwrap_or_default())
        }
        Location::Query => "Location::Query".to_owned(),
        Location::Header => "Location::Header".to_owned(),
        Location::Cookie => "Location::Cookie".to_owned(),
    }
}

fn usual(location: Location) -> &'static str {
    match location {
        Location::Path | Location::Header => "Encoding::Style(Style::Simple, Explode::No)",
        Location::Query | Location::Cookie => "Encoding::Style(Style::Form, Explode::Yes)",
    }
}

fn encoding(parameter: &Parameter) -> String {
    match &parameter.encoding {
        Encoding::Style { style, explode, .. } => {
            format!(
                "Encoding::Style(Style::{}, {})",
                style_name(*style),
                explode_name(*explode)
            )
        }
        Encoding::Json => "Encoding::Json".to_owned(),
        Encoding::Text => "Encoding::Text".to_owned(),
    }
}

/// A style as the runtime calls it.
pub(super) fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}

/// `explode` as the runtime calls it.
pub(super) fn explode_name(explode: bool) -> &'static str {
    if explode {
        "Explode::Yes"
    } else {
        "Explode::No"
    }
}

/// The names that an object without its own name in the query must leave to others.
fn others(api: &Api, operation: &Operation, parameter: &Parameter, keys: &[String]) -> Vec<String> {
    let is_spread = matches!(
        parameter.encoding,
        Encoding::Style {
            style: Style::Form,
            explode: true,
            ..
        }
    );
    if parameter.location != Location::Query || !is_spread || !takes_others(api, parameter) {
        return Vec::new();
    }
    let parameters = operation.parameters.iter();
    let beside = parameters
        .filter(|other| other.location == Location::Query && other.name != parameter.name);
    let fixed = operation
        .fixed
        .iter()
        .filter(|fixed| fixed.location == Location::Query);
    let names = beside
        .map(|other| other.name.clone())
        .chain(fixed.map(|fixed| fixed.name.clone()));
    names.chain(keys.iter().cloned()).collect()
}

/// Whether members without a name in the document can belong to it.
fn takes_others(api: &Api, parameter: &Parameter) -> bool {
    match &api.schemas.resolve(&parameter.schema).kind {
        Kind::Boolean | Kind::Integer(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => {
            false
        }
        Kind::Object(object) => match &object.additional {
            Additional::Unsaid => object.properties.is_empty(),
            Additional::Forbidden => false,
            Additional::Any | Additional::Typed(_) => true,
        },
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::AllOf(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => true,
    }
}
