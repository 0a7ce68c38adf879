//! What each operation asks callers for. The schemes are in [`super::schemes`].

use std::collections::BTreeSet;

use openapi_source::{Diagnostic, quoted};

use super::nearest::nearest;
use super::schemes::Schemes;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Alternative, Requirement, Scheme, SchemeKind};

/// Ways to be let in, at most: each is tried with each call.
const MAX_ALTERNATIVES: usize = 64;

impl<'a> Reader<'a> {
    /// The alternatives under `security` of `cursor`; None when it says nothing.
    pub(super) fn security(
        &mut self,
        cursor: &Cursor<'a>,
        schemes: &Schemes<'a>,
    ) -> Option<Vec<Alternative>> {
        let list = cursor.get("security")?;
        if list.node.as_array().is_none() {
            self.wrong_kind(&list, "a list of requirements");
            return None;
        }
        let mut out: Vec<Alternative> = Vec::new();
        for (at, place) in list.items().enumerate() {
            if at == MAX_ALTERNATIVES {
                self.push(
                    Diagnostic::error(
                        codes::LIMIT,
                        place.key_span,
                        format!("more than {MAX_ALTERNATIVES} ways to be let in"),
                    )
                    .help("leave those that callers use"),
                );
                break;
            }
            if self.object(&place, "a security requirement").is_none() {
                continue;
            }
            let members = place.members();
            let requirements = members
                .filter_map(|(name, place)| self.requirement(name, &place, schemes))
                .collect();
            let alternative = self.one_token(&place, requirements, schemes);
            self.same_header(&place, &alternative, schemes);
            if out.contains(&alternative) {
                self.no_effect(
                    &place,
                    "this security requirement is here twice",
                    "remove one of them",
                );
            } else {
                out.push(alternative);
            }
        }
        Some(out)
    }

    /// Two schemes that both send a bearer token ask for one token that is good for both: there is
    /// one header for it.
    fn one_token(
        &mut self,
        place: &Cursor<'a>,
        requirements: Vec<Requirement>,
        schemes: &Schemes<'a>,
    ) -> Alternative {
        let is_bearer = |name: &str| {
            schemes
                .get(name)
                .is_some_and(|scheme| matches!(scheme.kind, SchemeKind::Bearer { .. }))
        };
        let mut out: Vec<Requirement> = Vec::new();
        let mut token = None;
        for requirement in requirements {
            if !is_bearer(&requirement.scheme) {
                out.push(requirement);
                continue;
            }
            let Some(first) = token.and_then(|at: usize| out.get_mut(at)) else {
                token = Some(out.len());
                out.push(requirement);
                continue;
            };
            let known: BTreeSet<String> = first.scopes.iter().cloned().collect();
            let more = requirement
                .scopes
                .into_iter()
                .filter(|scope| !known.contains(scope));
            first.scopes.extend(more);
            let message = format!(
                "{} and {} are one bearer token",
                quoted(&first.scheme),
                quoted(&requirement.scheme)
            );
            let name = first.scheme.clone();
            self.grouped(
                Diagnostic::note(codes::ONE_TOKEN, place.key_span, message)
                    .label(format!("asked for as {}", quoted(&name)))
                    .help("a request has one such header: leave one of them, or make them alternatives"),
            );
        }
        Alternative { requirements: out }
    }

    fn requirement(
        &mut self,
        name: &'a str,
        place: &Cursor<'a>,
        schemes: &Schemes<'a>,
    ) -> Option<Requirement> {
        let Some(defined) = schemes.all.get(name) else {
            let help = match nearest(name, schemes.all.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "define it under `components/securitySchemes`".to_owned(),
            };
            self.push(
                Diagnostic::error(
                    codes::REFERENCE,
                    place.key_span,
                    format!("the security scheme {} does not exist", quoted(name)),
                )
                .help(help),
            );
            return None;
        };
        self.needs(defined.component);
        self.shared.asked_for.insert(name);
        let scopes = place
            .items()
            .filter_map(|scope| scope.str().map(str::to_owned))
            .collect();
        if place.node.as_array().is_none() {
            self.odd_kind(place, "a list of scopes");
        }
        Some(Requirement {
            scheme: name.to_owned(),
            scopes,
        })
    }

    /// Two schemes of an alternative that would write the same header.
    fn same_header(
        &mut self,
        place: &Cursor<'a>,
        alternative: &Alternative,
        schemes: &Schemes<'a>,
    ) {
        let mut seen: Vec<(&str, &str)> = Vec::new();
        let mut same = None;
        for requirement in alternative.requirements.iter().take(64) {
            let Some(header) = schemes.get(&requirement.scheme).and_then(header) else {
                continue;
            };
            if let Some((_, other)) = seen.iter().find(|(known, _)| *known == header) {
                same = Some((header, *other, requirement.scheme.as_str()));
            }
            seen.push((header, &requirement.scheme));
        }
        if let Some((header, one, other)) = same {
            let message = format!(
                "{} and {} both need the header `{header}`",
                quoted(one),
                quoted(other)
            );
            self.grouped(
                Diagnostic::warning(codes::ODD, place.key_span, message)
                    .label("a request has it once")
                    .help("make them alternatives: a list item for each"),
            );
        }
    }

    /// The server knows which signature to check before it reads a body: there is one.
    pub(super) fn one_signature(
        &mut self,
        operation: &Cursor<'a>,
        security: &[Alternative],
        schemes: &Schemes<'a>,
    ) {
        let requirements = security
            .iter()
            .flat_map(|alternative| &alternative.requirements);
        let signatures: BTreeSet<&str> = requirements
            .filter_map(|requirement| schemes.get(&requirement.scheme))
            .filter(|scheme| matches!(scheme.kind, SchemeKind::Signature { .. }))
            .map(|scheme| scheme.name.as_str())
            .collect();
        if signatures.len() > 1 {
            self.unsupported(
                operation,
                "a choice between two signatures",
                "leave one of them",
            );
        }
    }
}

/// The header that a scheme writes.
fn header(scheme: &Scheme) -> Option<&str> {
    match &scheme.kind {
        SchemeKind::HeaderKey { header } | SchemeKind::Signature { header, .. } => Some(header),
        SchemeKind::Basic | SchemeKind::Bearer { .. } | SchemeKind::Http { .. } => {
            Some("authorization")
        }
        SchemeKind::QueryKey { .. } | SchemeKind::CookieKey { .. } => None,
    }
}
