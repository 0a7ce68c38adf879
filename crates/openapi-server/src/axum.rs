//! The service as an axum router.

use axum::Router;

use crate::{Routes, Service};

impl<R: Routes> Service<R> {
    /// The whole document as a router, to be nested or extended; unknown paths are answered as
    /// the document wants.
    pub fn into_router(self) -> Router {
        Router::new().fallback_service(self)
    }
}
