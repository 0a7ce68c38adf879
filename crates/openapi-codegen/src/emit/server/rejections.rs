//! `rejections.rs`: the bodies of `x-rejections`, ready to be sent.

use openapi_model::{Answer, RejectionKind};

use super::Server;
use super::tree::Tree;
use crate::emit::code::{Code, literal};

pub(super) fn rejections(server: &Server<'_>) -> String {
    let api = server.plan.api;
    let mut code = Code::new();
    code.docs([
        "The bodies of answers to requests that no operation was asked to carry out.",
        "",
        "Source: `#/x-rejections`.",
    ]);
    let fields = RejectionKind::ALL.iter().map(|kind| {
        let answer = api.rejections.iter().find(|(known, _)| known == kind);
        let answer = answer.and_then(|(_, answer)| answer.as_ref());
        (
            field(*kind),
            answer.map_or_else(|| Tree::leaf("Canned::Problem"), canned),
        )
    });
    let tree = Tree::structure("Rejections {", fields.collect(), None, "}");
    tree.print(&mut code, "pub static REJECTIONS: Rejections = ", ";");
    super::import::with_uses(&[("openapi_server", &["Canned", "Rejections"])], &code)
}

fn field(kind: RejectionKind) -> &'static str {
    match kind {
        RejectionKind::MissingCredential => "missing_credential",
        RejectionKind::RejectedCredential => "rejected_credential",
        RejectionKind::Forbidden => "forbidden",
        RejectionKind::InvalidRequest => "invalid_request",
        RejectionKind::UnknownPath => "unknown_path",
        RejectionKind::MethodNotAllowed => "method_not_allowed",
        RejectionKind::PayloadTooLarge => "payload_too_large",
        RejectionKind::UnsupportedMediaType => "unsupported_media_type",
        RejectionKind::InternalError => "internal_error",
    }
}

fn canned(answer: &Answer) -> Tree {
    let cut = answer
        .violations_at
        .and_then(|at| answer.text.split_at_checked(at));
    match cut {
        Some((before, after)) => {
            let fields = vec![
                ("before", Tree::leaf(raw(before))),
                ("after", Tree::leaf(raw(after))),
            ];
            Tree::structure("Canned::JsonText {", fields, None, "}")
        }
        None => Tree::group("Canned::Json(", vec![Tree::leaf(raw(&answer.text))], ")"),
    }
}

/// A raw string, which JSON reads best in; a plain one where that is not possible.
fn raw(text: &str) -> String {
    let is_plain = text.chars().all(|c| matches!(c, ' '..='~')) && !text.contains("\"#");
    // Without a quote the hashes would be one too many.
    if is_plain && text.contains('"') {
        format!("r#\"{text}\"#")
    } else {
        literal(text)
    }
}
