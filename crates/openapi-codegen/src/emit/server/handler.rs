//! The function of one operation: who is calling, what was sent, what is answered.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::security::security;
use super::service::{path_parameters, segment_variable};
use super::{parameters, schemas};
use crate::emit::rust;
use crate::model::{Api, Kind, Location, Operation, Parameter, Response, Schema};
use crate::names;

/// The functions of all operations.
pub(super) fn handlers(api: &Api, open: bool) -> TokenStream {
    let functions = api
        .operations
        .iter()
        .map(|operation| handler(api, operation));
    if api.operations.is_empty() {
        return TokenStream::new();
    }
    if open {
        quote! { impl<A: Api> Operations<A> { #(#functions)* } }
    } else {
        quote! {
            impl<A, U> Operations<A, U>
            where
                A: Api,
                U: Authenticator<Principal = A::Principal>,
            {
                #(#functions)*
            }
        }
    }
}

/// Whether the function takes the body: it is documented, or a signature covers it.
pub(super) fn reads_body(operation: &Operation) -> bool {
    // Bodies of operations without one are left to the connection.
    operation.body.is_some() || operation.signed
}

fn handler(api: &Api, operation: &Operation) -> TokenStream {
    let function = rust::function_name(operation);
    let about = format!(" [`Api::{function}`]");
    let (generics, body) = if reads_body(operation) {
        (Some(quote!(<B: RequestBody>)), Some(quote!(body: B,)))
    } else {
        (None, None)
    };
    let path = path_parameters(operation);
    let (path, segments) = if path.is_empty() {
        (None, None)
    } else {
        let names = path.iter().map(|name| segment_variable(name));
        let count = Literal::usize_unsuffixed(path.len());
        (
            Some(quote!(segments: [&str; #count],)),
            Some(quote!(let [#(#names),*] = segments;)),
        )
    };
    let security = security(api, operation, &read_body(operation));
    let request = request(api, operation);
    let answer = answer(operation);
    quote! {
        #[doc = #about]
        async fn #function #generics(&self, call: Call<'_>, #body #path) -> Outcome {
            #security
            #segments
            #request
            #answer
        }
    }
}

fn read_body(operation: &Operation) -> TokenStream {
    if operation.body.is_some() {
        quote! { let body = call.read_json(body).await?; }
    } else if operation.signed {
        quote! { let body = call.read(body).await?; }
    } else {
        TokenStream::new()
    }
}

/// Parameters and body, with every broken rule of them all.
fn request(api: &Api, operation: &Operation) -> TokenStream {
    let ident = rust::operation_type(operation, "Request");
    let mut fields: Vec<Ident> = Vec::new();
    let mut steps = Vec::new();
    let mut locals: Vec<Ident> = Vec::new();
    for parameter in &operation.parameters {
        let local = segment_variable(&parameter.name);
        let value = parameter_value(operation, parameter, &local);
        steps.push(quote! { let #local = #value; });
        fields.push(rust::parameter_field(parameter));
        locals.push(local);
    }
    if let Some(body) = &operation.body {
        let table = body_table(api, operation, &body.schema);
        let read = if schemas::has_rules(api, &body.schema) {
            quote!(checked_json)
        } else {
            quote!(json)
        };
        steps.push(quote! { let body = call.#read(&#table, &body, &mut broken); });
        fields.push(format_ident!("body"));
        locals.push(format_ident!("body"));
    }
    if fields.is_empty() {
        return quote! { let request = #ident {}; };
    }
    let members = fields.iter().zip(&locals).map(|(field, local)| {
        if field == local {
            quote!(#field)
        } else {
            quote!(#field: #local)
        }
    });
    let taken = match locals.as_slice() {
        [one] => {
            quote! { let Ok(#one) = #one else { return Err(call.invalid_request(broken)); }; }
        }
        many => quote! {
            let (#(Ok(#many)),*) = (#(#many),*) else { return Err(call.invalid_request(broken)); };
        },
    };
    quote! {
        let mut broken = Violations::new();
        #(#steps)*
        #taken
        let request = #ident { #(#members),* };
    }
}

fn parameter_value(operation: &Operation, parameter: &Parameter, local: &Ident) -> TokenStream {
    let table = parameters::constant(operation, parameter);
    let table = quote!(&parameters::#table);
    match (parameter.location, parameter.required) {
        (Location::Path, _) => quote!(call.path(#table, #local, &mut broken)),
        (Location::Query, true) => quote!(call.required_query(#table, &mut broken)),
        (Location::Query, false) => quote!(call.query(#table, &mut broken)),
        (Location::Header, true) => quote!(call.required_header(#table, &mut broken)),
        (Location::Header, false) => quote!(call.header(#table, &mut broken)),
    }
}

fn body_table(api: &Api, operation: &Operation, schema: &Schema) -> TokenStream {
    let component = match &schema.kind {
        Kind::Ref(name) => api.schema(name).map(schemas::constant),
        Kind::Any | Kind::Scalar(_) | Kind::Array { .. } | Kind::Object { .. } => None,
    };
    if let Some(ident) = component {
        return quote!(schemas::#ident);
    }
    let ident = parameters::body_constant(operation);
    quote!(parameters::#ident)
}

/// The method is called, and what it gives is written as the document says.
fn answer(operation: &Operation) -> TokenStream {
    let function = rust::function_name(operation);
    let caller = (!operation.security.is_empty()).then(|| quote!(caller,));
    let (response, error) = (rust::response_enum(operation), rust::error_enum(operation));
    let (successes, errors): (Vec<&Response>, Vec<&Response>) = operation
        .responses
        .iter()
        .partition(|response| response.is_success());
    let successes = arms(&response, &successes);
    let refusal = if errors.is_empty() {
        // An enum without variants: whatever failed has no documented form.
        quote! { match call.documented(failure)? {} }
    } else {
        let errors = arms(&error, &errors);
        quote! { match &call.documented(failure)? { #(#errors)* } }
    };
    // Every value has methods of these names, which would be found before the trait's.
    let call = if matches!(function.to_string().as_str(), "into" | "try_into") {
        quote!(Api::#function(&self.api, #caller request))
    } else {
        quote!(self.api.#function(#caller request))
    };
    quote! {
        match #call.await {
            Ok(response) => match &response { #(#successes)* },
            Err(failure) => #refusal,
        }
    }
}

fn arms(name: &Ident, responses: &[&Response]) -> Vec<TokenStream> {
    let arms = responses.iter().map(|response| {
        let variant = format_ident!("{}", names::status_name(response.status));
        let status = Literal::u16_unsuffixed(response.status);
        if response.schema.is_some() {
            quote! { #name::#variant(body) => call.answer(#status, body), }
        } else {
            quote! { #name::#variant => call.answer_empty(#status), }
        }
    });
    arms.collect()
}
