//! Security: every kind of scheme, and every way to ask for them.

use serde_json::{Value, json};

use crate::Maker;

/// The schemes of each document.
pub(crate) fn schemes() -> Value {
    json!({
        "headerKey": { "type": "apiKey", "in": "header", "name": "X-Api-Key" },
        "queryKey": { "type": "apiKey", "in": "query", "name": "api_key" },
        "cookieKey": { "type": "apiKey", "in": "cookie", "name": "session" },
        "basic": { "type": "http", "scheme": "basic" },
        "bearer": { "type": "http", "scheme": "bearer" },
        "oauth": { "type": "oauth2", "flows": {
            "clientCredentials": { "tokenUrl": "https://example.com/token", "scopes": { "read": "", "write": "" } },
        } },
    })
}

impl Maker {
    /// What one operation asks for; None: what the document asks for.
    pub(crate) fn security(&mut self) -> Option<Value> {
        Some(match self.random.below(8) {
            0 => json!([]),
            1 => json!([{ "queryKey": [] }]),
            2 => json!([{ "cookieKey": [] }, { "basic": [] }]),
            3 => json!([{ "oauth": ["read", "write"] }]),
            4 => json!([{ "headerKey": [], "cookieKey": [] }, { "bearer": [] }]),
            5 => json!([{}, { "basic": [] }]),
            _ => return None,
        })
    }
}
