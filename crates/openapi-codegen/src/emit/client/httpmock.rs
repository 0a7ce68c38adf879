//! `httpmock.rs`: progenitor's mock extension after a pass.
//!
//! Its path patterns take the template for a regular expression and compare
//! values as they are; here literals are escaped, values are encoded as the
//! client encodes them, and a value that cannot be in a path matches nothing. The
//! documented answers are made from the model: progenitor knows no status without a
//! name, and no answer that is a mere number.

#![expect(clippy::wildcard_enum_match_arm, reason = "the enums of syn are open")]

use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, ItemTrait, TraitItem, parse_quote};

use crate::docs;
use crate::emit::file::Docs;
use crate::emit::{Context, Fault, rust};
use crate::model::{Api, Location, Operation, Parameter, Response, Segment};
use crate::names;

pub(super) fn items(context: &Context<'_>, found: Vec<Item>) -> Result<Vec<Item>, Fault> {
    let mut out: Vec<Item> = Vec::new();
    let mut extension = Vec::new();
    for item in found {
        match item {
            Item::Mod(module) if module.ident == "operations" => {
                out.extend(wrappers(context, module)?);
            }
            Item::Trait(item) => extension.push(Item::Trait(mock_trait(context, item))),
            Item::Impl(item) => extension.push(Item::Impl(item)),
            _ => {}
        }
    }
    out.extend(extension);
    for item in &mut out {
        Shorten.visit_item_mut(item);
    }
    let mut imports: Vec<Item> = vec![parse_quote!(
        use httpmock::{Method, Mock, MockServer, Then, When};
    )];
    let text = out
        .iter()
        .map(|item| item.to_token_stream().to_string())
        .collect::<String>();
    if text.contains("path_pattern (") {
        imports.push(parse_quote!(
            use openapi_client::path_pattern;
        ));
    }
    Ok(imports.into_iter().chain(out).collect())
}

fn wrappers(context: &Context<'_>, module: ItemMod) -> Result<Vec<Item>, Fault> {
    let mut out = Vec::new();
    for item in module.content.map(|(_, items)| items).unwrap_or_default() {
        match item {
            Item::Struct(mut item) => {
                let name = item.ident.to_string();
                let (operation, side) = operation_of(context, &name)?;
                let what = match side {
                    Side::When => "What a request must be to be answered by the mock",
                    Side::Then => "What the mock answers",
                };
                item.attrs = Docs::default()
                    .own(format!("{what}: {}.", docs::code(&operation.id)))
                    .into_attributes();
                let debug: Item = debug_impl(&item.ident);
                out.extend([Item::Struct(item), debug]);
            }
            Item::Impl(item) => out.push(Item::Impl(wrapper_impl(context, item)?)),
            _ => {}
        }
    }
    Ok(out)
}

fn debug_impl(ident: &syn::Ident) -> Item {
    let name = ident.to_string();
    parse_quote! {
        impl std::fmt::Debug for #ident {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#name).finish_non_exhaustive()
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    When,
    Then,
}

fn operation_of<'a>(context: &Context<'a>, name: &str) -> Result<(&'a Operation, Side), Fault> {
    let (stem, side) = match name.strip_suffix("When") {
        Some(stem) => (stem, Side::When),
        None => (name.strip_suffix("Then").unwrap_or(name), Side::Then),
    };
    let found = context
        .api
        .operations
        .iter()
        .find(|operation| rust::operation_type(operation, "") == stem);
    let found = found
        .ok_or_else(|| Fault::new("progenitor", format!("a mock `{name}` of no operation")))?;
    Ok((found, side))
}

fn wrapper_impl(context: &Context<'_>, mut item: ItemImpl) -> Result<ItemImpl, Fault> {
    let name = item.self_ty.to_token_stream().to_string();
    let (operation, side) = operation_of(context, &name)?;
    for member in &mut item.items {
        let ImplItem::Fn(function) = member else {
            continue;
        };
        let method = function.sig.ident.to_string();
        let text = match (method.as_str(), side) {
            ("new", Side::When) => {
                let pattern = pattern(context.api, operation, None);
                let verb = quote::format_ident!("{}", operation.method.to_ascii_uppercase());
                function.block =
                    parse_quote!({ Self(inner.method(Method::#verb).path_matches(#pattern)) });
                "Wraps what `httpmock` has, and asks for method and path.".to_owned()
            }
            ("new", Side::Then) => "Wraps what `httpmock` has.".to_owned(),
            ("into_inner", _) => {
                "What `httpmock` has, to say what the document does not.".to_owned()
            }
            (_, Side::When) => {
                let parameter = operation
                    .parameters
                    .iter()
                    .find(|p| rust::parameter_field(p) == method);
                if let Some(parameter) = parameter {
                    compare(context.api, operation, parameter, function);
                }
                match parameter {
                    Some(parameter) => {
                        format!("Asks for this value of {}.", docs::code(&parameter.name))
                    }
                    None => "Asks for this body.".to_owned(),
                }
            }
            // These are made from the model, below.
            (_, Side::Then) => continue,
        };
        function.attrs = Docs::default().own(text).into_attributes();
        if function
            .sig
            .output
            .to_token_stream()
            .to_string()
            .contains("Self")
        {
            function.attrs.push(parse_quote!(#[must_use]));
        }
    }
    if side == Side::Then {
        item.items.retain(
            |member| matches!(member, ImplItem::Fn(f) if f.sig.ident == "new" || f.sig.ident == "into_inner"),
        );
        let answers = operation.responses.iter();
        item.items
            .extend(answers.map(|response| answer(context, response)));
    }
    Ok(item)
}

/// A value is compared as the client writes it.
fn compare(api: &Api, operation: &Operation, parameter: &Parameter, function: &mut ImplItemFn) {
    if parameter.location == Location::Path {
        let pattern = pattern(api, operation, Some(&parameter.name));
        function.block = parse_quote!({ Self(self.0.path_matches(#pattern)) });
    } else if let Some(text) = rust::text(api, &parameter.schema, &format_ident!("value")) {
        Written(parse_quote!(#text)).visit_impl_item_fn_mut(function);
    }
}

/// Puts an expression in place of `value.to_string()`.
struct Written(Expr);

impl VisitMut for Written {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::MethodCall(call) = expr
            && call.method == "to_string"
            && matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("value"))
        {
            *expr = self.0.clone();
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}

/// One documented answer.
fn answer(context: &Context<'_>, response: &Response) -> ImplItem {
    let name = names::value_name(&names::status_name(response.status)).unwrap_or_default();
    let name = format_ident!("{name}");
    let status = proc_macro2::Literal::u16_unsuffixed(response.status);
    let attributes = Docs::default()
        .own(format!("Answers with `{}`.", response.status))
        .into_attributes();
    let Some(schema) = &response.schema else {
        return parse_quote! {
            #(#attributes)*
            #[must_use]
            pub fn #name(self) -> Self {
                Self(self.0.status(#status))
            }
        };
    };
    let types = context.types_path();
    let ty = rust::schema_type(context.api, schema, &quote!(#types));
    let (ty, value) = match ty.to_string().as_str() {
        "String" => (quote!(&str), quote!(&value)),
        "bool" | "i32" | "i64" | "f32" | "f64" => (ty, quote!(&value)),
        _ => (quote!(&#ty), quote!(value)),
    };
    parse_quote! {
        #(#attributes)*
        #[must_use]
        pub fn #name(self, value: #ty) -> Self {
            Self(self.0.status(#status).header("content-type", "application/json").json_body_obj(#value))
        }
    }
}

/// `path_pattern(&["v2", "*", …])`, where one parameter may have a value.
fn pattern(api: &Api, operation: &Operation, fixed: Option<&str>) -> Expr {
    let segments = operation.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(Some(#text)),
        Segment::Parameter(name) if Some(name.as_str()) == fixed => {
            let parameter = operation.parameters.iter().find(|p| p.name == *name);
            let text = parameter.and_then(|p| rust::text(api, &p.schema, &format_ident!("value")));
            text.map_or_else(|| quote!(Some(value)), |text| quote!(Some(&#text)))
        }
        Segment::Parameter(_) => quote!(None),
    });
    parse_quote!(path_pattern(&[#(#segments),*]))
}

fn mock_trait(context: &Context<'_>, mut item: ItemTrait) -> ItemTrait {
    item.attrs = Docs::default()
        .own("A mock of each operation on a [`MockServer`].")
        .into_attributes();
    for member in &mut item.items {
        let TraitItem::Fn(function) = member else {
            continue;
        };
        let operation = context
            .api
            .operations
            .iter()
            .find(|o| rust::function_name(o) == function.sig.ident);
        let name = operation.map_or_else(|| function.sig.ident.to_string(), |o| o.id.clone());
        function.attrs = Docs::default()
            .own(format!("A mock of {}.", docs::code(&name)))
            .into_attributes();
    }
    item
}

/// `::httpmock::When` as `When`, `operations::X` as `X`.
struct Shorten;

impl VisitMut for Shorten {
    /// What ends in a call for its effect says so.
    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        visit_mut::visit_expr_closure_mut(self, closure);
        let Expr::Block(block) = &mut *closure.body else {
            return;
        };
        if let Some(syn::Stmt::Expr(Expr::Call(_), semicolon @ None)) = block.block.stmts.last_mut()
        {
            *semicolon = Some(syn::token::Semi::default());
        }
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let first = path
            .segments
            .first()
            .map(|segment| segment.ident.to_string());
        let skip = match first.as_deref() {
            Some("httpmock" | "operations") if path.segments.len() > 1 => 1,
            _ => 0,
        };
        if skip > 0 {
            path.leading_colon = None;
            path.segments = std::mem::take(&mut path.segments)
                .into_iter()
                .skip(skip)
                .collect();
        }
        visit_mut::visit_path_mut(self, path);
    }
}
