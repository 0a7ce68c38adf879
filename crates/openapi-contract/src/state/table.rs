//! The state table as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

use crate::case::Level;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    #[serde(default)]
    pub(super) credentials: BTreeMap<String, BTreeMap<String, Written>>,
    #[serde(default)]
    pub(super) operations: BTreeMap<String, OperationStates>,
}

/// A secret as it is written in the table.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Written {
    Key(String),
    Pair { access: String, secret: String },
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperationStates {
    #[serde(default)]
    pub(super) credentials: Vec<String>,
    #[serde(default)]
    pub(super) arguments: BTreeMap<String, Value>,
    #[serde(default)]
    pub(super) before: Vec<WrittenStep>,
    /// Why no test can call it.
    pub(super) unreachable: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) states: Vec<State>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct State {
    pub(super) status: Spanned<u16>,
    pub(super) example: Option<String>,
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) level: StateLevel,
    /// Why no test can bring it about.
    pub(super) unreachable: Option<String>,
    pub(super) before: Option<Vec<WrittenStep>>,
    #[serde(default)]
    pub(super) arguments: BTreeMap<String, Value>,
    pub(super) credentials: Option<Vec<String>>,
    pub(super) content_type: Option<String>,
    pub(super) body: Option<StateBody>,
}

/// A step before a state.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WrittenStep {
    pub(super) operation: Spanned<String>,
    #[serde(default)]
    pub(super) arguments: BTreeMap<String, Value>,
    pub(super) credentials: Option<Vec<String>>,
    pub(super) content_type: Option<String>,
    pub(super) body: Option<StateBody>,
    #[serde(default)]
    pub(super) save: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StateLevel {
    Schema,
    Shape,
    #[default]
    Values,
}

impl From<StateLevel> for Level {
    fn from(level: StateLevel) -> Self {
        match level {
            StateLevel::Schema => Self::Schema,
            StateLevel::Shape => Self::Shape,
            StateLevel::Values => Self::Values,
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StateBody {
    None,
    Json(Value),
    Text(String),
    Filler(usize),
}
