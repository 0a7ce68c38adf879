//! What the document says of an operation, as constant data.
//!
//! One [`Operation`] per operation is generated. Nothing here acts: the client's runtime reads
//! `retry` and `security`, a caller's policy check reads `permissions`.

/// The facts of one operation of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The `operationId` as the document writes it.
    pub id: &'static str,
    /// The method in upper case, such as `POST`.
    pub method: &'static str,
    /// The path template, such as `/v2/{project_id}/instances`.
    pub path: &'static str,
    /// Whether the request may be sent again (`x-retry`).
    pub retry: Retry,
    /// What a caller must be allowed to do (`x-permissions`).
    pub permissions: &'static [Permission],
    /// The alternatives of `security`, in order; each lists the names of the schemes that it
    /// needs together. Empty means that no credential is asked for; an empty alternative means
    /// that one is optional.
    pub security: &'static [&'static [&'static str]],
    /// What a credential must be good for, where `security` says so.
    pub scopes: &'static [Scopes],
}

impl Operation {
    /// Whether one of the alternatives of `security` names this scheme.
    pub fn names_scheme(&self, scheme: &str) -> bool {
        self.security
            .iter()
            .any(|schemes| schemes.contains(&scheme))
    }

    /// The scopes that an alternative of `security`, by its index, asks of a scheme; mostly none.
    pub fn scopes_of(&self, alternative: usize, scheme: &str) -> &'static [&'static str] {
        self.scopes
            .iter()
            .find(|row| row.alternative == alternative && row.scheme == scheme)
            .map_or(&[], |row| row.scopes)
    }
}

/// The scopes that one alternative of `security` asks of one scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes {
    /// The index of the alternative.
    pub alternative: usize,
    /// The name of the scheme.
    pub scheme: &'static str,
    /// What the credential must be good for, such as `orders:write`; never empty.
    pub scopes: &'static [&'static str],
}

/// Whether a request may be sent again when its outcome is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// It changes nothing: sending it again is always right.
    Safe,
    /// Sending it twice has the effect of sending it once.
    Idempotent,
    /// It must not be sent again once a byte of it may have been read, as with a paid order.
    NeverAfterSent,
}

/// One row of the permissions that an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The action, such as `apig:instance:resize`.
    pub action: &'static str,
    /// The access level, such as `Write`.
    pub access_level: &'static str,
    /// The type of the resource that the action is about, where there is one.
    pub resource_type: Option<&'static str>,
    /// Whether a policy must name the resource.
    pub resource_required: bool,
    /// The condition keys that a policy may use.
    pub condition_keys: &'static [&'static str],
    /// Other names of the action.
    pub alias: &'static [&'static str],
    /// Actions that must be allowed as well.
    pub dependencies: &'static [&'static str],
}
