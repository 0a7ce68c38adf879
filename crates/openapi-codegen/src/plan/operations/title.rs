//! The names of operations, taken before anything is named after where it stands.

use openapi_model::{Api, Content, Operation};

use crate::plan::groups::UNTAGGED;
use crate::plan::names::{
    PRELUDE, Scope, answer_name, constant_name, function_name, module_name, operation_type_name,
};

/// What the module of builders imports.
const BUILDER: [&str; 12] = [
    "Call",
    "CallOptions",
    "Client",
    "CookieStyle",
    "Error",
    "FormProperty",
    "HeaderStyle",
    "PathStyle",
    "QueryStyle",
    "Reserved",
    "ResponseValue",
    "TryInto",
];

/// What a client has besides its operations.
pub(in crate::plan) const CLIENT: [&str; 2] = ["builder", "new"];

/// Modules of generated crates, and crates that generated code names.
const MODULES: [&str; 28] = [
    "alloc",
    "api",
    "authenticator",
    "builder",
    "by_tag",
    "bytes",
    "chrono",
    "client",
    "core",
    "credential",
    "http",
    "httpmock",
    "error_codes",
    "mod_",
    "openapi_client",
    "openapi_server",
    "openapi_types",
    "operations",
    "parameters",
    "rejections",
    "requests",
    "responses",
    "schemas",
    "serde",
    "serde_json",
    "service",
    "std",
    "uuid",
];

/// The names of one operation.
#[derive(Debug)]
pub(in crate::plan) struct Titles {
    pub(super) function: String,
    pub(super) type_name: String,
    pub(super) request: String,
    pub(super) constant: String,
    pub(super) module: String,
    pub(super) success: String,
    pub(super) error: String,
    /// The enum of a body in several media types.
    pub(super) body: Option<String>,
    /// In the order of the responses.
    pub(super) responses: Vec<ResponseTitles>,
}

#[derive(Debug, Default)]
pub(super) struct ResponseTitles {
    pub(super) headers: Option<String>,
    pub(super) body: Option<String>,
}

impl Titles {
    /// Takes the names of all operations; `types` are the names of the types crate.
    pub(in crate::plan) fn take(api: &Api, types: &mut Scope) -> Vec<Self> {
        let mut scopes = Scopes {
            functions: Scope::without(CLIENT),
            builders: Scope::without(PRELUDE.into_iter().chain(BUILDER)),
            // The server has a static of that name beside those of its operations.
            constants: Scope::without(["REJECTIONS"]),
            modules: Modules::default(),
        };
        let mut titles: Vec<Self> = api
            .operations
            .iter()
            .map(|operation| scopes.first(operation, types))
            .collect();
        // The enums of all operations come first: there is one of each for each operation.
        for (operation, titles) in api.operations.iter().zip(&mut titles) {
            titles.rest(operation, types);
        }
        titles
    }

    fn rest(&mut self, operation: &Operation, types: &mut Scope) {
        let name = &self.type_name;
        let enumerated = |contents: &[Content]| contents.len() > 1;
        if operation
            .body
            .as_ref()
            .is_some_and(|body| enumerated(&body.contents))
        {
            self.body = Some(types.take(format!("{name}Body")));
        }
        for response in &operation.responses {
            let name = format!("{name}{}", answer_name(response.status));
            self.responses.push(ResponseTitles {
                headers: (!response.headers.is_empty())
                    .then(|| types.take(format!("{name}Headers"))),
                body: enumerated(&response.contents).then(|| types.take(format!("{name}Body"))),
            });
        }
    }
}

struct Scopes {
    functions: Scope,
    builders: Scope,
    constants: Scope,
    modules: Modules,
}

impl Scopes {
    fn first(&mut self, operation: &Operation, types: &mut Scope) -> Titles {
        let type_name = self.builders.take(operation_type_name(&operation.id));
        Titles {
            function: self.functions.take(function_name(&operation.id)),
            constant: self.constants.take(constant_name(&operation.id)),
            module: self.modules.of(operation),
            success: types.take(format!("{type_name}Response")),
            error: types.take(format!("{type_name}Error")),
            request: types.take(format!("{type_name}Request")),
            type_name,
            body: None,
            responses: Vec::new(),
        }
    }
}

/// One module for each first tag.
#[derive(Debug, Default)]
struct Modules {
    /// None: the operations without a tag.
    of_tag: std::collections::HashMap<Option<String>, String>,
    scope: Option<Scope>,
}

impl Modules {
    fn of(&mut self, operation: &Operation) -> String {
        let tag = operation.tags.first().cloned();
        if let Some(module) = self.of_tag.get(&tag) {
            return module.clone();
        }
        let scope = self.scope.get_or_insert_with(|| Scope::without(MODULES));
        let module = scope.take(module_name(tag.as_deref().unwrap_or(UNTAGGED)));
        self.of_tag.insert(tag, module.clone());
        module
    }
}
