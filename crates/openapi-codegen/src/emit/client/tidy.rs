//! Shorter and clearer ways to say what progenitor says.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Lit, LitStr, Stmt, parse_quote};

/// Shorter ways to say what progenitor says.
pub(super) struct Tidy;

impl VisitMut for Tidy {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let keep = match names.as_slice() {
            ["std", "string", "String"]
            | ["std", "option", "Option"]
            | ["std", "vec", "Vec"]
            | ["std", "result", "Result"]
            | ["std", "convert", "TryInto" | "TryFrom"]
            | ["super", "Client"] => 1,
            _ => 0,
        };
        if keep > 0 {
            path.leading_colon = None;
            let skip = path.segments.len() - keep;
            path.segments = std::mem::take(&mut path.segments)
                .into_iter()
                .skip(skip)
                .collect();
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        visit_mut::visit_field_value_mut(self, field);
        let shorthand = matches!((&field.member, &field.expr), (syn::Member::Named(name), Expr::Path(path)) if path.path.is_ident(name));
        if shorthand {
            field.colon_token = None;
        }
    }

    fn visit_lit_mut(&mut self, literal: &mut Lit) {
        if let Lit::Str(text) = literal
            && let Some(name) = text.value().strip_suffix(" was not initialized")
        {
            *text = LitStr::new(&format!("`{name}` is not set"), text.span());
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        visit_mut::visit_expr_closure_mut(self, closure);
        if let Expr::Block(block) = &*closure.body
            && let [Stmt::Expr(only, None)] = block.block.stmts.as_slice()
        {
            *closure.body = only.clone();
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "to_string" && matches!(&*call.receiver, Expr::Lit(_)) {
            call.method = parse_quote!(to_owned);
        }
    }
}

/// Puts `text` in place of every literal that starts with `prefix`.
pub(super) struct Messages<'a> {
    pub(super) text: &'a str,
    pub(super) prefix: &'a str,
}

impl VisitMut for Messages<'_> {
    fn visit_lit_mut(&mut self, literal: &mut Lit) {
        if let Lit::Str(text) = literal
            && text.value().starts_with(self.prefix)
        {
            *text = LitStr::new(self.text, text.span());
        }
    }
}
