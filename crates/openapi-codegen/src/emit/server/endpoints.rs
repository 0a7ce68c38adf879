//! `endpoints.rs`: what the runtime needs to know of each operation, as constant data.

use openapi_model::{
    Fixed, Kind, Location, Piece, PropertyEncoding, Schema, SchemeKind, Segment, Style,
};

use super::Server;
use super::access::Access;
use super::parameters::{explode_name, style_name};
use super::requests::{Way, way};
use super::schemas::VOCABULARY;
use super::table::{Tables, presence};
use super::tree::Tree;
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::{BodyPlan, ContentPlan, Op};

const VOCABULARY_OF_ENDPOINTS: [&str; 11] = [
    "Content",
    "ContentKind",
    "Endpoint",
    "Explode",
    "Fixed",
    "PartHeader",
    "Piece",
    "PropertyEncoding",
    "Rules",
    "Segment",
    "Style",
];

/// The statics of some operations.
pub(super) fn endpoints(server: &Server<'_>, operations: &[usize]) -> String {
    let mut code = Code::new();
    for (index, op) in server.chosen(operations) {
        code.blank();
        let line = format!(
            "{} {}",
            op.operation.method.to_ascii_uppercase(),
            op.operation.path
        );
        code.docs(Docs::default().own(docs::code(&line)).into_lines());
        let head = format!("pub(crate) static {}: Endpoint = ", op.constant);
        endpoint(server, index, op).print(&mut code, &head, ";");
    }
    let depth = if server.is_split() {
        "super::super"
    } else {
        "super"
    };
    let uses: [(&str, &[&str]); 3] = [
        ("openapi_server", &VOCABULARY_OF_ENDPOINTS),
        ("openapi_server::schema", &VOCABULARY),
        (depth, &["REJECTIONS", "parameters", "schemas"]),
    ];
    super::import::with_uses(&uses, &code)
}

fn endpoint(server: &Server<'_>, index: usize, op: &Op<'_>) -> Tree {
    let mut fields = Vec::new();
    let operation = op.operation;
    let fixed = operation.fixed.iter().map(fixed_part);
    let names = operation.told_by.iter();
    let names = names.map(|name| format!("Fixed::Named({})", literal(name)));
    let fixed: Vec<Tree> = fixed.chain(names).map(Tree::leaf).collect();
    if !fixed.is_empty() {
        fields.push(("fixed", Tree::group("&[", fixed, "]")));
    }
    if !op.parameters.is_empty() {
        let paths = server
            .parameters
            .paths(index)
            .map(|path| Tree::leaf(format!("&{path}")));
        fields.push(("parameters", Tree::group("&[", paths.collect(), "]")));
    }
    if let Some(body) = &op.body {
        fields.push(("contents", contents(server, body)));
        fields.push(("body", Tree::leaf(presence(body.body.required))));
    }
    fields.push(("rejections", Tree::leaf("&REJECTIONS")));
    let challenges = challenges(server, op);
    if !challenges.is_empty() {
        let challenges = challenges.iter().map(|text| Tree::leaf(literal(text)));
        fields.push(("challenges", Tree::group("&[", challenges.collect(), "]")));
    }
    let path = operation.segments.iter().map(segment).collect();
    let path = Tree::group("&[", path, "]");
    let facts = Tree::leaf(format!("&{}::operations::{}", server.types, op.constant));
    let base = Tree::group("..Endpoint::new(", vec![facts, path], ")");
    Tree::updated("Endpoint {", fields, base, "}")
}

fn contents(server: &Server<'_>, body: &BodyPlan<'_>) -> Tree {
    let contents = body
        .contents
        .iter()
        .map(|content| content_table(server, content));
    Tree::group("&[", contents.collect(), "]")
}

fn content_table(server: &Server<'_>, content: &ContentPlan<'_>) -> Tree {
    let (kind, described) = (way(content), content.content);
    let tables = Tables {
        constants: &server.constants,
        prefix: "schemas::",
    };
    let names = std::iter::once(&described.media_type).chain(&described.also);
    let names = names.map(|name| Tree::leaf(literal(name)));
    let rules = match kind {
        Way::Json if !server.rules.are_beyond_type(&described.schema) => "Rules::Typed",
        Way::Stream => "Rules::Typed",
        Way::Json | Way::Form | Way::Text | Way::Parts => "Rules::Checked",
    };
    // Nobody looks at bytes; and what a form is, where it is anything, its type says.
    let schema = match kind {
        Way::Stream => Tree::leaf("&Schema::Any"),
        Way::Text if is_any_text(server, &described.schema) => Tree::leaf("&Schema::STRING"),
        Way::Json | Way::Form | Way::Text | Way::Parts => tables.reference(&described.schema),
    };
    let name = match kind {
        Way::Json => "ContentKind::Json",
        Way::Form => "ContentKind::Form",
        Way::Text => "ContentKind::Text",
        Way::Parts => "ContentKind::Multipart",
        Way::Stream => "ContentKind::Bytes",
    };
    let encodings = described.encodings.iter();
    let properties = encodings.filter_map(|encoding| property(tables, encoding, kind));
    let fields = vec![
        ("media_types", Tree::group("&[", names.collect(), "]")),
        ("kind", Tree::leaf(name)),
        ("schema", schema),
        ("rules", Tree::leaf(rules)),
        ("properties", Tree::group("&[", properties.collect(), "]")),
    ];
    Tree::structure("Content {", fields, None, "}")
}

/// Whether a text body is held to being one, since no text is a value of its schema.
fn is_any_text(server: &Server<'_>, schema: &Schema) -> bool {
    let schemas = &server.plan.api.schemas;
    match &schemas.resolve(schema).kind {
        Kind::Any | Kind::Array(_) | Kind::Object(_) => true,
        Kind::AllOf(parts) => parts.iter().any(|part| {
            // A part without rules leaves those of the others.
            !matches!(schemas.resolve(part).kind, Kind::Any) && is_any_text(server, part)
        }),
        Kind::Never
        | Kind::Ref(_)
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => false,
    }
}

/// What there is to know of a property or a part.
fn property(tables: Tables<'_>, encoding: &PropertyEncoding, way: Way) -> Option<Tree> {
    let mut fields = Vec::new();
    if encoding.style != Style::Form {
        let style = format!("Style::{}", style_name(encoding.style));
        fields.push(("style", Tree::leaf(style)));
    }
    if !encoding.explode {
        fields.push(("explode", Tree::leaf(explode_name(encoding.explode))));
    }
    let types = encoding.content_types.iter().filter(|_| way == Way::Parts);
    let types: Vec<Tree> = types.map(|name| Tree::leaf(literal(name))).collect();
    if !types.is_empty() {
        fields.push(("media_types", Tree::group("&[", types, "]")));
    }
    let headers = encoding.headers.iter().map(|header| {
        let fields = vec![
            ("name", Tree::leaf(literal(&header.name))),
            ("presence", Tree::leaf(presence(header.required))),
            ("schema", tables.reference(&header.schema)),
        ];
        Tree::structure("PartHeader {", fields, None, "}")
    });
    let headers: Vec<Tree> = headers.collect();
    if !headers.is_empty() {
        fields.push(("headers", Tree::group("&[", headers, "]")));
    }
    let name = Tree::leaf(literal(&encoding.property));
    let base = Tree::group("..PropertyEncoding::new(", vec![name], ")");
    (!fields.is_empty()).then(|| Tree::updated("PropertyEncoding {", fields, base, "}"))
}

fn segment(segment: &Segment) -> Tree {
    match segment.pieces.as_slice() {
        [] => Tree::leaf("Segment::Literal(\"\")"),
        [Piece::Literal(text)] => Tree::leaf(format!("Segment::Literal({})", literal(text))),
        [Piece::Parameter(_)] => Tree::leaf("Segment::Parameter"),
        several => {
            let pieces = several.iter().map(|piece| match piece {
                Piece::Literal(text) => Tree::leaf(format!("Piece::Literal({})", literal(text))),
                Piece::Parameter(_) => Tree::leaf("Piece::Parameter"),
                Piece::OneOf { values, .. } => {
                    let values = values.iter().map(|text| Tree::leaf(literal(text)));
                    Tree::group("Piece::OneOf(&[", values.collect(), "])")
                }
            });
            Tree::group("Segment::Pieces(&[", pieces.collect(), "])")
        }
    }
}

fn fixed_part(fixed: &Fixed) -> String {
    let (kind, name) = match fixed.location {
        Location::Header => ("Header", fixed.name.to_ascii_lowercase()),
        Location::Path | Location::Query | Location::Cookie => ("Query", fixed.name.clone()),
    };
    format!(
        "Fixed::{kind}({}, {})",
        literal(&name),
        literal(&fixed.value)
    )
}

/// What `WWW-Authenticate` asks for, of the schemes that have it.
fn challenges(server: &Server<'_>, op: &Op<'_>) -> Vec<String> {
    let demand = server.schemes.demand(op);
    if demand.access == Access::Open {
        return Vec::new();
    }
    let mut out = Vec::new();
    for need in demand.alternatives.iter().flatten() {
        let realm = server.realm;
        let challenge = match &need.scheme.scheme.kind {
            SchemeKind::Basic => format!("Basic realm=\"{realm}\", charset=\"UTF-8\""),
            SchemeKind::Bearer { .. } if need.scopes.iter().any(|scope| is_scope(scope)) => {
                let scopes = need.scopes.iter().filter(|scope| is_scope(scope));
                let scopes: Vec<&str> = scopes.map(String::as_str).collect();
                format!("Bearer realm=\"{realm}\", scope=\"{}\"", scopes.join(" "))
            }
            SchemeKind::Bearer { .. } => format!("Bearer realm=\"{realm}\""),
            SchemeKind::Http { scheme } if is_token(scheme) => {
                format!("{scheme} realm=\"{realm}\"")
            }
            SchemeKind::Http { .. }
            | SchemeKind::HeaderKey { .. }
            | SchemeKind::QueryKey { .. }
            | SchemeKind::CookieKey { .. }
            | SchemeKind::Signature { .. } => continue,
        };
        if !out.contains(&challenge) {
            out.push(challenge);
        }
    }
    out
}

/// `scope-token` of RFC 6749: what may stand in a challenge as it is.
fn is_scope(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~');
    !text.is_empty() && text.bytes().all(is_plain)
}

fn is_token(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_plain)
}
