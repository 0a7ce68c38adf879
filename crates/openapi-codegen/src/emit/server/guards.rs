//! `guards.rs`: who is calling. One function for each combination of credentials that some
//! operation asks for. Tokens are looked at before the body is read, signatures after.

use std::collections::{BTreeMap, BTreeSet};

use super::Server;
use super::access::{Access, Demand, Need, combine_function};
use super::constants::Names;
use super::lookup::{asked, header, header_constant, lookup};
use crate::emit::code::{Code, literal};

/// The functions, by what they are for.
#[derive(Debug, Default)]
pub(super) struct Guards {
    /// The text of a function without its name, and its name.
    functions: BTreeMap<String, String>,
    names: Names,
}

/// What is asked of a guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guard {
    pub(super) function: String,
    pub(super) reads_body: bool,
}

impl Guards {
    /// The guard of an operation that is not open.
    pub(super) fn guard(&mut self, server: &Server<'_>, demand: &Demand<'_>) -> Guard {
        let reads_body = demand.alternatives.iter().flatten().any(Need::is_signature);
        let text = function(server, demand, reads_body);
        let function = self.functions.get(&text).cloned().unwrap_or_else(|| {
            let name = self.names.unique(name(demand));
            self.functions.insert(text, name.clone());
            name
        });
        Guard {
            function,
            reads_body,
        }
    }

    /// The file.
    pub(super) fn print(&self, server: &Server<'_>) -> String {
        let mut code = Code::new();
        for header in server
            .plan
            .schemes
            .iter()
            .filter_map(header)
            .collect::<BTreeSet<_>>()
        {
            let constant = header_constant(header);
            let header = literal(&header.to_ascii_lowercase());
            code.line(format!(
                "static {constant}: HeaderName = HeaderName::from_static({header});"
            ));
        }
        let mut functions: Vec<(&String, &String)> = self
            .functions
            .iter()
            .map(|(text, name)| (name, text))
            .collect();
        functions.sort();
        for (name, text) in functions {
            code.blank();
            code.docs(["Who is calling: asks the authenticator for what was sent."]);
            let mut lines = text.lines();
            if let Some(first) = lines.next() {
                code.line(first.replacen("{}", name, 1));
            }
            for line in lines {
                code.line(line);
            }
        }
        let uses: [(&str, &[&str]); 3] = [
            (
                "openapi_server",
                &["Call", "Input", "Rejection", "RequestBody"],
            ),
            ("openapi_server::http", &["HeaderName"]),
            ("super", &["Authenticator"]),
        ];
        super::import::with_uses(&uses, &code)
    }
}

/// `by_auth_token_or_request_signature`, as long as that can be read.
fn name(demand: &Demand<'_>) -> String {
    let alternatives = demand.alternatives.iter().map(|needs| {
        let names: Vec<&str> = needs
            .iter()
            .map(|need| need.scheme.function.as_str())
            .collect();
        names.join("_and_")
    });
    let mut alternatives: Vec<String> = alternatives.collect();
    alternatives.dedup();
    let optional = if demand.access == Access::Optional {
        "perhaps_"
    } else {
        ""
    };
    let name = format!("{optional}by_{}", alternatives.join("_or_"));
    if name.len() > 60 {
        format!("{optional}by_credential")
    } else {
        name
    }
}

fn function(server: &Server<'_>, demand: &Demand<'_>, reads_body: bool) -> String {
    let mut code = Code::new();
    let principal = if demand.access == Access::Optional {
        "Option<U::Principal>"
    } else {
        "U::Principal"
    };
    if reads_body {
        code.open("pub(crate) async fn {}<'a, U: Authenticator, B: RequestBody>(");
        code.line("authenticator: &U,");
        code.line("call: Call<'a>,");
        code.line("body: B,");
        code.turn(format!(
            ") -> Result<({principal}, Input<'a>), Rejection> {{"
        ));
    } else {
        code.open("pub(crate) async fn {}<U: Authenticator>(");
        code.line("authenticator: &U,");
        code.line("call: Call<'_>,");
        code.turn(format!(") -> Result<{principal}, Rejection> {{"));
    }
    match demand.alternatives.as_slice() {
        [needs] if needs.len() == 1 && demand.access == Access::Required => {
            for need in needs {
                single(server, *need, &mut code);
            }
        }
        _ => several(server, demand, reads_body, &mut code),
    }
    code.close("}");
    code.into_text()
}

/// The usual case: one credential.
fn single(server: &Server<'_>, need: Need<'_>, code: &mut Code) {
    code.open(format!(
        "let Some(credential) = call.{}? else {{",
        lookup(need)
    ));
    code.line("return Err(call.missing_credential());");
    code.close("};");
    if need.is_signature() {
        code.line("let input = call.receive_whole(body).await?;");
        code.line("let credential = call.signed(credential, input.whole());");
    }
    code.line(format!(
        "let decision = {};",
        asked(server, need, "credential")
    ));
    code.line("let caller = call.decided(decision.await)?;");
    if need.is_signature() {
        code.line("let caller = caller.ok_or_else(|| call.missing_credential())?;");
        code.line("Ok((caller, input))");
    } else {
        code.line("caller.ok_or_else(|| call.missing_credential())");
    }
}

/// Alternatives: the first whose credentials are all there decides.
fn several(server: &Server<'_>, demand: &Demand<'_>, reads_body: bool, code: &mut Code) {
    code.line("let mut caller = None;");
    let mut signed: Option<&[Need<'_>]> = None;
    let mut is_first = true;
    for (at, needs) in demand.alternatives.iter().enumerate() {
        let is_signed = needs.iter().any(Need::is_signature);
        if is_signed && signed.is_some() {
            // What a second signature would say of the same header, the first one has said.
            continue;
        }
        let mut conditions = Vec::new();
        if !is_first {
            conditions.push("caller.is_none()".to_owned());
        }
        if signed.is_some() {
            conditions.push("pending.is_none()".to_owned());
        }
        if is_signed {
            code.line("let mut pending = None;");
        }
        for (number, need) in needs.iter().enumerate() {
            conditions.push(format!(
                "let Some({}) = call.{}?",
                variable(number),
                lookup(*need)
            ));
        }
        condition(&conditions, code);
        let later = demand.alternatives.iter().skip(at + 1);
        let is_asked_again = later
            .into_iter()
            .any(|other| has_same_schemes(needs, other));
        let decided = if is_asked_again {
            "decided_or_next"
        } else {
            "decided"
        };
        if is_signed {
            collect_pending(server, needs, code);
            signed = Some(needs);
        } else {
            decide(server, needs, decided, code);
        }
        code.close("}");
        is_first = false;
    }
    finish(server, demand, signed, reads_body, code);
}

fn condition(conditions: &[String], code: &mut Code) {
    if let [one] = conditions {
        code.open(format!("if {one} {{"));
        return;
    }
    for (at, condition) in conditions.iter().enumerate() {
        let head = if at == 0 { "if " } else { "    && " };
        code.line(format!("{head}{condition}"));
    }
    code.open("{");
}

fn has_same_schemes(left: &[Need<'_>], right: &[Need<'_>]) -> bool {
    let names = |needs: &[Need<'_>]| -> Vec<String> {
        let mut names: Vec<String> = needs
            .iter()
            .map(|need| need.scheme.function.clone())
            .collect();
        names.sort();
        names
    };
    names(left) == names(right)
}

fn variable(number: usize) -> String {
    const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];
    NAMES.get(number).map_or_else(
        || format!("credential_{}", number + 1),
        |name| (*name).to_owned(),
    )
}

/// Asks for each credential, and for one caller of them all.
fn decide(server: &Server<'_>, needs: &[Need<'_>], decided: &str, code: &mut Code) {
    for (number, need) in needs.iter().enumerate() {
        let variable = variable(number);
        let target = if needs.len() == 1 {
            "caller".to_owned()
        } else {
            format!("let {variable}")
        };
        code.line(format!(
            "let decision = {};",
            asked(server, *need, &variable)
        ));
        code.line(format!("{target} = call.{decided}(decision.await)?;"));
    }
    if needs.len() > 1 {
        let names: Vec<String> = (0..needs.len()).map(variable).collect();
        let patterns: Vec<String> = names.iter().map(|name| format!("Some({name})")).collect();
        code.open(format!(
            "if let ({}) = ({}) {{",
            patterns.join(", "),
            names.join(", ")
        ));
        combine(
            server,
            &format!("vec![{}]", names.join(", ")),
            decided,
            code,
        );
        code.close("}");
    }
}

fn combine(server: &Server<'_>, callers: &str, decided: &str, code: &mut Code) {
    let function = combine_function(server.plan);
    code.line(format!(
        "let decision = U::{function}(authenticator, {callers}, call.operation());"
    ));
    code.line(format!("caller = call.{decided}(decision.await)?;"));
}

/// What stands beside a signature is asked now, the signature when the body is there.
fn collect_pending(server: &Server<'_>, needs: &[Need<'_>], code: &mut Code) {
    if needs.len() == 1 {
        code.line("pending = Some(first);");
        return;
    }
    let mut signature = String::new();
    let mut others = Vec::new();
    for (number, need) in needs.iter().enumerate() {
        let variable = variable(number);
        if need.is_signature() {
            signature = variable;
            continue;
        }
        code.line(format!(
            "let decision = {};",
            asked(server, *need, &variable)
        ));
        code.line(format!("let {variable} = call.decided(decision.await)?;"));
        others.push(variable);
    }
    let patterns: Vec<String> = others.iter().map(|name| format!("Some({name})")).collect();
    let (pattern, value) = match (patterns.as_slice(), others.as_slice()) {
        ([pattern], [value]) => (pattern.clone(), value.clone()),
        _ => (
            format!("({})", patterns.join(", ")),
            format!("({})", others.join(", ")),
        ),
    };
    code.open(format!("if let {pattern} = {value} {{"));
    code.line(format!(
        "pending = Some(({signature}, vec![{}]));",
        others.join(", ")
    ));
    code.close("}");
}

fn finish(
    server: &Server<'_>,
    demand: &Demand<'_>,
    signed: Option<&[Need<'_>]>,
    reads_body: bool,
    code: &mut Code,
) {
    let is_required = demand.access == Access::Required;
    if let Some(needs) = signed {
        if is_required {
            code.open("if caller.is_none() && pending.is_none() {");
            code.line("return Err(call.missing_credential());");
            code.close("}");
        }
        code.line("let input = call.receive_whole(body).await?;");
        let is_alone = needs.len() == 1;
        code.open(if is_alone {
            "if let Some(credential) = pending {"
        } else {
            "if let Some((credential, mut callers)) = pending {"
        });
        code.line("let credential = call.signed(credential, input.whole());");
        if let Some(need) = needs.iter().find(|need| need.is_signature()) {
            code.line(format!(
                "let decision = {};",
                asked(server, *need, "credential")
            ));
        }
        if is_alone {
            code.line("caller = call.decided(decision.await)?;");
        } else {
            code.open("if let Some(signer) = call.decided(decision.await)? {");
            code.line("callers.push(signer);");
            combine(server, "callers", "decided", code);
            code.close("}");
        }
        code.close("}");
    }
    match (is_required, reads_body) {
        (true, true) => {
            code.line("let caller = caller.ok_or_else(|| call.missing_credential())?;");
            code.line("Ok((caller, input))");
        }
        (true, false) => code.line("caller.ok_or_else(|| call.missing_credential())"),
        (false, true) => code.line("Ok((caller, input))"),
        (false, false) => code.line("Ok(caller)"),
    }
}
