//! The function `send` of a builder, made from the model.
//!
//! progenitor's own has names that a parameter may have too, writes a time in the path as no
//! format has it, and lets an empty segment change the path; so it is not used at all.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::rust;
use crate::model::{Api, Location, Operation, Parameter, Response, Segment};

/// What `send` calls things of its own.
const OWN: [&str; 7] = [
    "base_url", "client", "headers", "request", "response", "url", "value",
];

/// The body of `send`.
pub(super) fn block(api: &Api, operation: &Operation) -> syn::Block {
    let names = names(operation);
    let members = names.iter().map(|(field, local)| {
        if field == local {
            quote!(#field)
        } else {
            quote!(#field: #local)
        }
    });
    let checked = names
        .iter()
        .map(|(_, local)| quote! { let #local = #local.map_err(Error::InvalidRequest)?; });
    let url = url(api, operation);
    let headers = headers(api, operation);
    let request = request(operation);
    let answer = answer(operation);
    syn::parse_quote!({
        let Self { client, #(#members),* } = self;
        #(#checked)*
        #url
        #headers
        #request
        #answer
    })
}

/// Fields of the builder and the variables that take them.
fn names(operation: &Operation) -> Vec<(Ident, Ident)> {
    let parameters = operation.parameters.iter();
    let mut out: Vec<(Ident, Ident)> = parameters
        .map(|parameter| (rust::parameter_field(parameter), local(parameter)))
        .collect();
    if operation.body.is_some() {
        out.push((format_ident!("body"), format_ident!("body")));
    }
    out
}

fn local(parameter: &Parameter) -> Ident {
    let field = rust::parameter_field(parameter);
    if OWN.iter().any(|own| field == own) {
        format_ident!("{field}_")
    } else {
        field
    }
}

fn at(operation: &Operation, location: Location) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(move |parameter| parameter.location == location)
}

/// The URL: each parameter is encoded on its own, and refused if a URL parser
/// would drop it.
fn url(api: &Api, operation: &Operation) -> TokenStream {
    let mut template = "{base_url}".to_owned();
    let mut encoded = TokenStream::new();
    for segment in &operation.segments {
        template.push('/');
        match segment {
            Segment::Literal(text) => template.push_str(text),
            Segment::Parameter(name) => {
                let Some(parameter) =
                    at(operation, Location::Path).find(|parameter| parameter.name == *name)
                else {
                    continue;
                };
                let local = local(parameter);
                let text = rust::text(api, &parameter.schema, &local);
                let text = text.map(|text| quote! { let #local = #text; });
                encoded.extend(quote! {
                    #text
                    let #local = encode_path(&#local)?;
                });
                template.extend(["{", &local.to_string(), "}"]);
            }
        }
    }
    if operation.segments.is_empty() {
        template.push('/');
    }
    quote! {
        let base_url = client.core.base_url();
        #encoded
        let url = format!(#template);
    }
}

fn headers(api: &Api, operation: &Operation) -> TokenStream {
    let mut lines = at(operation, Location::Header)
        .map(|parameter| {
            let name = &parameter.name;
            let local = local(parameter);
            let value = if parameter.required {
                local.clone()
            } else {
                format_ident!("value")
            };
            let text = rust::text(api, &parameter.schema, &value).unwrap_or_else(|| quote!(#value));
            let append = quote! { headers.append(#name, #text.try_into()?); };
            if parameter.required {
                append
            } else {
                quote! { if let Some(value) = #local { #append } }
            }
        })
        .peekable();
    if lines.peek().is_none() {
        return TokenStream::new();
    }
    quote! {
        let mut headers = header::HeaderMap::new();
        #(#lines)*
    }
}

fn request(operation: &Operation) -> TokenStream {
    let method = format_ident!("{}", operation.method);
    let accept = answers_with_body(operation).then(
        || quote! { .header(header::ACCEPT, header::HeaderValue::from_static("application/json")) },
    );
    let query = at(operation, Location::Query).map(|parameter| {
        let (name, local) = (&parameter.name, local(parameter));
        quote! { .query(&QueryParam::new(#name, &#local)) }
    });
    let body = operation.body.as_ref().map(|_| quote! { .json(&body) });
    let headers = at(operation, Location::Header).next();
    let headers = headers.map(|_| quote! { .headers(headers) });
    quote! {
        let request = client.core.http().#method(url) #accept #(#query)* #body #headers .build()?;
    }
}

fn answers_with_body(operation: &Operation) -> bool {
    operation
        .responses
        .iter()
        .any(|response| response.schema.is_some())
}

/// What the module has to import for its functions `send`.
pub(super) fn imports(api: &Api) -> TokenStream {
    let any = |location: Location| {
        let mut operations = api.operations.iter();
        operations.any(|operation| at(operation, location).next().is_some())
    };
    let header = any(Location::Header) || api.operations.iter().any(answers_with_body);
    let header = header.then(|| quote! { use openapi_client::reqwest::header; });
    let query = any(Location::Query).then(|| quote!(QueryParam,));
    let encode = any(Location::Path).then(|| quote!(, encode_path));
    quote! {
        #header
        use openapi_client::{Error, #query ResponseValue #encode};
    }
}

/// Sends and decodes by status.
fn answer(operation: &Operation) -> TokenStream {
    let constant = rust::operation_constant(operation);
    let (successes, errors): (Vec<&Response>, Vec<&Response>) = operation
        .responses
        .iter()
        .partition(|response| response.is_success());
    let statuses = |responses: &[&Response]| -> Vec<_> {
        responses
            .iter()
            .map(|response| Literal::u16_unsuffixed(response.status))
            .collect()
    };
    let (good, bad) = (statuses(&successes), statuses(&errors));
    let has_body =
        |responses: &[&Response]| responses.iter().any(|response| response.schema.is_some());
    let decode = if has_body(&successes) {
        quote!(response.json().await)
    } else {
        quote!(Ok(ResponseValue::empty(response)))
    };
    let refuse = if has_body(&errors) {
        quote!(response.refusal().await)
    } else {
        quote!(Error::ErrorResponse(ResponseValue::empty(response)))
    };
    let refused = (!bad.is_empty()).then(|| quote! { #(#bad)|* => Err(#refuse), });
    let other = match (has_body(&successes), has_body(&errors)) {
        (true, true) => quote!(response.undocumented().await),
        (true, false) => quote!(response.undocumented_success().await),
        (false, true) => quote!(Err(response.undocumented_error().await)),
        (false, false) => quote!(Err(response.unexpected().await)),
    };
    quote! {
        let response = client.core.send(request, &operations::#constant).await?;
        match response.status().as_u16() {
            #(#good)|* => #decode,
            #refused
            _ => #other,
        }
    }
}
