//! Security schemes: the credentials that callers can show.

use std::collections::BTreeMap;

use openapi_source::{Diagnostic, quoted};

use super::nearest::nearest;
use super::rejections::enumerated;
use super::{Cursor, Owner, Reader};
use crate::codes;
use crate::model::{Alternative, Location, Parameter, Scheme, SchemeKind};

/// The signatures that the runtime crates can make and check.
const SIGNATURES: [&str; 1] = ["SDK-HMAC-SHA256"];

/// Everything under `components/securitySchemes`, by name.
#[derive(Debug, Default)]
pub(super) struct Schemes<'a> {
    pub(super) all: BTreeMap<&'a str, Defined<'a>>,
}

#[derive(Debug)]
pub(super) struct Defined<'a> {
    pub(super) component: usize,
    place: Cursor<'a>,
    /// None: it was said why.
    scheme: Option<Scheme>,
}

/// The credentials of one operation, for parameters that say the same.
#[derive(Debug, Default)]
pub(super) struct Credentials<'s> {
    schemes: Vec<&'s Scheme>,
}

impl Credentials<'_> {
    /// The scheme whose credential is sent where the parameter would be.
    pub(super) fn scheme_of(&self, parameter: &Parameter) -> Option<&str> {
        let name = parameter.name.as_str();
        let is_same = |scheme: &&&Scheme| match (&scheme.kind, parameter.location) {
            (
                SchemeKind::HeaderKey { header } | SchemeKind::Signature { header, .. },
                Location::Header,
            ) => header.eq_ignore_ascii_case(name),
            (SchemeKind::QueryKey { parameter }, Location::Query) => parameter == name,
            (SchemeKind::CookieKey { cookie }, Location::Cookie) => cookie == name,
            _ => false,
        };
        self.schemes
            .iter()
            .find(is_same)
            .map(|scheme| scheme.name.as_str())
    }
}

impl<'a> Schemes<'a> {
    /// Those that `security` may ask for.
    pub(super) fn credentials(&self, security: &[Alternative]) -> Credentials<'_> {
        let names = security
            .iter()
            .flat_map(|alternative| &alternative.requirements);
        let mut schemes: Vec<&Scheme> = names
            .filter_map(|requirement| self.get(&requirement.scheme))
            .collect();
        schemes.dedup_by(|a, b| a.name == b.name);
        Credentials { schemes }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Scheme> {
        self.all.get(name)?.scheme.as_ref()
    }

    /// Names and places, sorted by name.
    pub(super) fn places(&self) -> impl Iterator<Item = (&'a str, &Cursor<'a>)> {
        self.all
            .iter()
            .map(|(name, defined)| (*name, &defined.place))
    }
}

impl<'a> Reader<'a> {
    pub(super) fn schemes(&mut self, root: &Cursor<'a>) -> Schemes<'a> {
        let section = root
            .get("components")
            .and_then(|c| c.get("securitySchemes"));
        let mut all = BTreeMap::new();
        for (name, place) in section.iter().flat_map(Cursor::members) {
            if name.starts_with("x-") && place.get("type").is_none() {
                continue;
            }
            let component = self.shared.next();
            let scheme = self.owned_by(Owner::Component(component), |reader| {
                let target = reader.resolve(&place)?;
                reader.scheme(name, &target)
            });
            all.insert(
                name,
                Defined {
                    component,
                    place,
                    scheme,
                },
            );
        }
        Schemes { all }
    }

    fn scheme(&mut self, name: &str, place: &Cursor<'a>) -> Option<Scheme> {
        self.object(place, "a security scheme")?;
        self.known(
            place,
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
        let kind = self.required(place, "type")?;
        let text = self.expect_str(&kind)?;
        let scheme_kind = match text {
            "apiKey" => self.api_key(place)?,
            "http" => self.http_scheme(place)?,
            "oauth2" => SchemeKind::Bearer {
                hint: oauth2_hint(place),
            },
            "openIdConnect" => {
                let url = self.text(place, "openIdConnectUrl");
                let hint = if url.is_empty() {
                    url
                } else {
                    format!("tokens are described at {url}")
                };
                SchemeKind::Bearer { hint }
            }
            other => {
                let known = ["apiKey", "http", "oauth2", "openIdConnect"];
                let help = match nearest(other, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("use one of {}", known.join(", ")),
                };
                self.push(
                    Diagnostic::error(
                        codes::UNSUPPORTED,
                        kind.node.span,
                        format!(
                            "a security scheme of type {} is not supported",
                            quoted(other)
                        ),
                    )
                    .help(help),
                );
                return None;
            }
        };
        Some(Scheme {
            name: name.to_owned(),
            description: self.text(place, "description"),
            place: self.place(place),
            kind: scheme_kind,
        })
    }

    fn api_key(&mut self, place: &Cursor<'a>) -> Option<SchemeKind> {
        let name = self.required_text(place, "name");
        let at = self.required(place, "in")?;
        let (text, name) = (self.expect_str(&at)?, name?);
        let name_at = place.get("name").unwrap_or_else(|| place.clone());
        match text {
            "header" => {
                let header = name.to_ascii_lowercase();
                self.is_http_name(&name_at, &header, "header")
                    .then_some(())?;
                let Some(signature) = place.get("x-signature") else {
                    return Some(SchemeKind::HeaderKey { header });
                };
                let algorithm = self.expect_str(&signature)?.to_owned();
                if !SIGNATURES.contains(&algorithm.as_str()) {
                    self.push(
                        Diagnostic::error(
                            codes::EXTENSION,
                            signature.node.span,
                            format!("the signature {} is not known", quoted(&algorithm)),
                        )
                        .help(format!("known: {}", SIGNATURES.join(", "))),
                    );
                }
                Some(SchemeKind::Signature { header, algorithm })
            }
            "query" => Some(SchemeKind::QueryKey { parameter: name }),
            "cookie" => {
                self.is_http_name(&name_at, &name, "cookie").then_some(())?;
                Some(SchemeKind::CookieKey { cookie: name })
            }
            _ => {
                self.push(
                    Diagnostic::error(codes::KIND, at.node.span, "keys are not sent there")
                        .help("one of header, query, cookie"),
                );
                None
            }
        }
    }

    fn http_scheme(&mut self, place: &Cursor<'a>) -> Option<SchemeKind> {
        let at = self.required(place, "scheme")?;
        let scheme = self.expect_str(&at)?;
        Some(if scheme.eq_ignore_ascii_case("basic") {
            SchemeKind::Basic
        } else if scheme.eq_ignore_ascii_case("bearer") {
            SchemeKind::Bearer {
                hint: self.text(place, "bearerFormat"),
            }
        } else {
            self.is_http_name(&at, scheme, "scheme of HTTP")
                .then_some(())?;
            SchemeKind::Http {
                scheme: scheme.to_owned(),
            }
        })
    }

    /// What is defined and never asked for: one finding for all.
    pub(super) fn unused_schemes(&mut self, schemes: &Schemes<'a>) {
        let is_used = |name: &str| self.shared.asked_for.contains(name);
        let unused: Vec<(&str, &Cursor<'a>)> = schemes
            .places()
            .filter(|(name, _)| !is_used(name))
            .collect();
        let Some((_, first)) = unused.first() else {
            return;
        };
        let names = enumerated(unused.iter().map(|(name, _)| *name), unused.len());
        self.push(
            Diagnostic::warning(
                codes::UNUSED_SCHEME,
                first.key_span,
                format!("no operation asks for the security scheme {names}"),
            )
            .help("name it under `security`, of the document or of operations, or remove it"),
        );
    }
}

/// Where tokens come from.
fn oauth2_hint(place: &Cursor<'_>) -> String {
    let flows = place.get("flows");
    let flows: Vec<_> = flows.iter().flat_map(Cursor::members).collect();
    let url = |key: &str| {
        flows
            .iter()
            .find_map(|(_, flow)| flow.get(key)?.str().filter(|url| !url.is_empty()))
    };
    match url("tokenUrl").or_else(|| url("authorizationUrl")) {
        Some(url) => format!("tokens come from {url}"),
        None => String::new(),
    }
}
