//! `service.rs`: routes, endpoints, and a function per operation that puts the
//! runtime's steps in order.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{handler, import};
use crate::emit::{Context, rust};
use crate::model::{Api, Operation, SchemeKind, Segment};
use crate::names;

pub(super) fn service(context: &Context<'_>) -> TokenStream {
    let api = context.api;
    let open = api.schemes.is_empty();
    let entry = if open {
        open_entry(api)
    } else {
        guarded_entry()
    };
    let headers = headers(api);
    let endpoints = api.operations.iter().map(endpoint);
    let routes = routes(api, open);
    let handlers = handler::handlers(api, open);
    let items = quote! { #entry #(#headers)* #(#endpoints)* #routes #handlers };
    let uses = uses(context, &items);
    quote! { #uses #items }
}

fn uses(context: &Context<'_>, items: &TokenStream) -> TokenStream {
    let types = context.types_path();
    let mut enums = vec!["operations".to_owned()];
    let mut own = ["Api", "Authenticator", "parameters", "schemas"]
        .map(str::to_owned)
        .to_vec();
    for operation in &context.api.operations {
        enums.push(rust::response_enum(operation).to_string());
        enums.push(rust::error_enum(operation).to_string());
        own.push(rust::operation_type(operation, "Request").to_string());
    }
    let enums: Vec<&str> = enums.iter().map(String::as_str).collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let runtime = [
        "Call",
        "Endpoint",
        "Head",
        "Outcome",
        "Rejection",
        "RejectionKind",
        "Rejections",
        "RequestBody",
        "Routes",
        "Segments",
        "Violations",
        "other_method",
    ];
    let uses = [
        import(&quote!(#types), &enums, items),
        import(
            &quote!(openapi_server::http),
            &["HeaderName", "Method"],
            items,
        ),
        import(&quote!(openapi_server), &runtime, items),
        import(&quote!(super), &own, items),
    ];
    quote! { #(#uses)* }
}

fn guarded_entry() -> TokenStream {
    quote! {
        /// The API as a tower service over any request body; make one with [`service`].
        pub type Service<A, U> = openapi_server::Service<Operations<A, U>>;

        /// Puts an implementation of the API behind an authenticator.
        pub fn service<A, U>(api: A, authenticator: U) -> Service<A, U>
        where
            A: Api,
            U: Authenticator<Principal = A::Principal>,
        {
            openapi_server::Service::new(Operations { api, authenticator })
        }

        /// The operations of the document, each wired to its method.
        #[derive(Debug)]
        pub struct Operations<A, U> {
            api: A,
            authenticator: U,
        }
    }
}

fn open_entry(api: &Api) -> TokenStream {
    let unused = api
        .operations
        .is_empty()
        .then(|| quote!(#[expect(dead_code, reason = "there is no operation yet")]));
    quote! {
        /// The API as a tower service over any request body; make one with [`service`].
        pub type Service<A> = openapi_server::Service<Operations<A>>;

        /// Makes a service of an implementation of the API.
        pub fn service<A: Api>(api: A) -> Service<A> {
            openapi_server::Service::new(Operations { api })
        }

        /// The operations of the document, each wired to its method.
        #[derive(Debug)]
        pub struct Operations<A> {
            #unused
            api: A,
        }
    }
}

/// The static of a header that carries a credential; statics of endpoints come first.
pub(super) fn header_constant(api: &Api, header: &str) -> Ident {
    let mut name = names::constant_name(header).unwrap_or_default();
    while api
        .operations
        .iter()
        .any(|operation| rust::operation_constant(operation) == name)
    {
        name.push_str("_HEADER");
    }
    format_ident!("{name}")
}

fn headers(api: &Api) -> Vec<TokenStream> {
    let names: BTreeSet<&str> = api
        .schemes
        .iter()
        .map(|scheme| match &scheme.kind {
            SchemeKind::HeaderKey { header } | SchemeKind::Signature { header, .. } => {
                header.as_str()
            }
        })
        .collect();
    let statics = names.into_iter().map(|header| {
        let ident = header_constant(api, header);
        quote! { static #ident: HeaderName = HeaderName::from_static(#header); }
    });
    statics.collect()
}

fn endpoint(operation: &Operation) -> TokenStream {
    let ident = rust::operation_constant(operation);
    quote! {
        static #ident: Endpoint = Endpoint {
            operation: &operations::#ident,
            rejections: &super::REJECTIONS,
            challenges: &[],
            body_limit: None,
        };
    }
}

/// One arm per path, those with more literals to the left first, so that the
/// more concrete path wins.
fn routes(api: &Api, open: bool) -> TokenStream {
    let mut paths: BTreeMap<Vec<(bool, &str)>, Vec<&Operation>> = BTreeMap::new();
    for operation in &api.operations {
        let key = operation.segments.iter().map(|segment| match segment {
            Segment::Literal(text) => (false, text.as_str()),
            Segment::Parameter(name) => (true, name.as_str()),
        });
        paths.entry(key.collect()).or_default().push(operation);
    }
    let most = Literal::usize_unsuffixed(paths.keys().map(Vec::len).max().unwrap_or_default());
    let arms = paths.values().map(|operations| path_arm(operations));
    let methods = allow(&api.operations.iter().collect::<Vec<_>>());
    let (generics, target, bounds) = if open {
        (quote!(<A: Api>), quote!(Operations<A>), TokenStream::new())
    } else {
        (
            quote!(<A, U>),
            quote!(Operations<A, U>),
            quote!(where A: Api, U: Authenticator<Principal = A::Principal>,),
        )
    };
    let reads_body = api.operations.iter().any(handler::reads_body);
    let body = if reads_body { quote!(body) } else { quote!(_) };
    let handle = if api.operations.is_empty() {
        quote! {
            async fn handle<B: RequestBody>(&self, _: Head<'_>, _: B) -> Outcome {
                Err(Rejection::new(RejectionKind::UnknownPath))
            }
        }
    } else {
        quote! {
            async fn handle<B: RequestBody>(&self, head: Head<'_>, #body: B) -> Outcome {
                let Some(segments) = Segments::<#most>::split(head.path()) else {
                    return Err(Rejection::new(RejectionKind::UnknownPath));
                };
                match *segments {
                    #(#arms)*
                    _ => Err(Rejection::new(RejectionKind::UnknownPath)),
                }
            }
        }
    };
    quote! {
        impl #generics Routes for #target #bounds {
            const REJECTIONS: &'static Rejections = &super::REJECTIONS;
            const METHODS: &'static str = #methods;

            #handle
        }
    }
}

fn path_arm(operations: &[&Operation]) -> TokenStream {
    let Some(first) = operations.first() else {
        return TokenStream::new();
    };
    let pattern = first.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(#text),
        Segment::Parameter(name) => {
            let ident = segment_variable(name);
            quote!(#ident)
        }
    });
    let allow = allow(operations);
    let arms = operations.iter().map(|operation| {
        let method = format_ident!("{}", operation.method.to_ascii_uppercase());
        let also = (operation.method == "get").then(|| quote!(| Method::HEAD));
        let constant = rust::operation_constant(operation);
        let function = rust::function_name(operation);
        let body = handler::reads_body(operation).then(|| quote!(, body));
        let segments = path_parameters(operation);
        let segments = (!segments.is_empty()).then(|| {
            let names = segments.iter().map(|name| segment_variable(name));
            quote!(, [#(#names),*])
        });
        quote! {
            Method::#method #also => {
                let call = head.at(&#constant);
                self.#function(call #body #segments).await
            }
        }
    });
    quote! {
        [#(#pattern),*] => {
            match *head.method() {
                #(#arms)*
                _ => other_method(head.method(), #allow),
            }
        }
    }
}

/// The parameters of the path, in its order.
pub(super) fn path_parameters(operation: &Operation) -> Vec<&str> {
    let names = operation
        .segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        });
    names.collect()
}

/// What the functions of the service call things of their own.
const OWN: [&str; 12] = [
    "body",
    "broken",
    "call",
    "caller",
    "decision",
    "failure",
    "head",
    "other_method",
    "request",
    "segments",
    "signature",
    "token",
];

/// The variable of a parameter.
pub(super) fn segment_variable(name: &str) -> Ident {
    let name = names::value_name(name).unwrap_or_default();
    if OWN.contains(&name.as_str()) {
        format_ident!("{name}_")
    } else {
        format_ident!("{name}")
    }
}

/// The value of `Allow`: sorted, with HEAD wherever there is GET.
fn allow(operations: &[&Operation]) -> String {
    let mut methods: BTreeSet<String> = operations
        .iter()
        .map(|o| o.method.to_ascii_uppercase())
        .collect();
    if methods.contains("GET") {
        methods.insert("HEAD".to_owned());
    }
    methods.into_iter().collect::<Vec<_>>().join(", ")
}
