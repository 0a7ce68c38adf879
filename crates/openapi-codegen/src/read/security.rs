//! Security schemes and what each operation asks for.

use openapi_source::Diagnostic;

use super::parameters::is_header_name;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Scheme, SchemeKind};
use crate::names;

/// The signatures that the runtime crates can make and check.
const SIGNATURES: [&str; 1] = ["SDK-HMAC-SHA256"];

impl<'a> Reader<'a> {
    /// Everything under `components/securitySchemes`, sorted by name.
    pub(super) fn schemes(&mut self, root: &Cursor<'a>) -> Vec<Scheme> {
        let section = root
            .get("components")
            .and_then(|c| c.get("securitySchemes"));
        let members = section.iter().flat_map(Cursor::members);
        let mut out: Vec<Scheme> = members
            .filter_map(|(name, place)| self.scheme(name, place))
            .collect();
        out.sort_by(|a, b| a.name.cmp(&b.name));
        out
    }

    fn scheme(&mut self, name: &str, place: Cursor<'a>) -> Option<Scheme> {
        let place = self.resolve(place)?;
        self.object(&place, "a security scheme")?;
        self.known(
            &place,
            &[
                "type",
                "description",
                "name",
                "in",
                "scheme",
                "bearerFormat",
                "flows",
                "openIdConnectUrl",
            ],
        );
        self.value_name(&place, name);
        self.type_name(&place, name);
        let kind = self.required(&place, "type")?;
        if self.expect_str(&kind)? != "apiKey" {
            self.unsupported(
                &kind,
                "this type of security scheme",
                "use `type: apiKey` with `in: header`",
            );
            return None;
        }
        let at = self.required(&place, "in")?;
        if self.expect_str(&at)? != "header" {
            self.unsupported(&at, "an API key outside the headers", "use `in: header`");
            return None;
        }
        let header = self.required_text(&place, "name")?.to_ascii_lowercase();
        if !is_header_name(&header) || names::constant_name(&header).is_none() {
            self.push(
                Diagnostic::error(
                    codes::NAME,
                    place.key_span,
                    format!("`{header}` is not a header name"),
                )
                .help("use letters, digits and `-`"),
            );
        }
        let kind = match place.get("x-signature") {
            None => SchemeKind::HeaderKey { header },
            Some(signature) => {
                let algorithm = self.expect_str(&signature)?.to_owned();
                if !SIGNATURES.contains(&algorithm.as_str()) {
                    self.push(
                        Diagnostic::error(
                            codes::EXTENSION,
                            signature.node.span,
                            format!("the signature `{algorithm}` is not known"),
                        )
                        .help(format!("known: {}", SIGNATURES.join(", "))),
                    );
                }
                SchemeKind::Signature { header, algorithm }
            }
        };
        Some(Scheme {
            name: name.to_owned(),
            description: self.text(&place, "description"),
            pointer: place.pointer.clone(),
            kind,
        })
    }

    /// The alternatives under `security` of `cursor`; None when it says nothing.
    pub(super) fn security(
        &mut self,
        cursor: &Cursor<'a>,
        schemes: &[Scheme],
    ) -> Option<Vec<String>> {
        let list = cursor.get("security")?;
        if list.node.as_array().is_none() {
            self.wrong_kind(&list, "a list of requirements");
            return None;
        }
        let mut out = Vec::new();
        for requirement in list.items() {
            if self
                .object(&requirement, "a security requirement")
                .is_none()
            {
                continue;
            }
            let members = requirement.members();
            let [(name, place)] = members.as_slice() else {
                let what = if members.is_empty() {
                    "optional security (`{}`)"
                } else {
                    "several schemes in one requirement"
                };
                self.unsupported(&requirement, what, "write one scheme in each requirement");
                continue;
            };
            let known = self
                .root
                .pointer("/components/securitySchemes")
                .is_some_and(|s| s.get(name).is_some());
            if !known {
                let names: Vec<&str> = schemes.iter().map(|s| s.name.as_str()).collect();
                self.push(
                    Diagnostic::error(
                        codes::REFERENCE,
                        place.key_span,
                        format!("the security scheme `{name}` does not exist"),
                    )
                    .help(format!(
                        "defined under `components/securitySchemes`: {}",
                        names.join(", ")
                    )),
                );
            } else if out.iter().any(|other| other == name) {
                self.push(
                    Diagnostic::error(
                        codes::NAME_CLASH,
                        place.key_span,
                        format!("the security scheme `{name}` is here twice"),
                    )
                    .help("remove one of them"),
                );
            }
            out.push((*name).to_owned());
        }
        Some(out)
    }

    /// Whether a signature is among the alternatives; two of them are not taken.
    pub(super) fn signed(
        &mut self,
        operation: &Cursor<'a>,
        security: &[String],
        schemes: &[Scheme],
    ) -> bool {
        let is_signature = |name: &&String| {
            schemes
                .iter()
                .any(|s| s.name == **name && matches!(s.kind, SchemeKind::Signature { .. }))
        };
        let count = security.iter().filter(is_signature).count();
        if count > 1 {
            self.unsupported(
                operation,
                "a choice between two signatures",
                "leave one of them",
            );
        }
        count > 0
    }
}
