//! A route of the API: its pattern, its endpoints, and the schema of what it shows.

use std::sync::Arc;

use futures::future::BoxFuture;
use serde_json::Value;

use super::RestRequest;
use super::error::RestResult;

/// What answers a request whose arguments have been checked.
pub type Handler = Arc<dyn Fn(RestRequest) -> BoxFuture<'static, RestResult> + Send + Sync>;
/// Who may use an endpoint; asked before the handler, and for the `Allow` header.
pub type Permission = Arc<dyn Fn(RestRequest) -> BoxFuture<'static, RestResult<()>> + Send + Sync>;

/// An address of the API.
pub struct Route {
    /// WordPress's pattern, such as `/wp/v2/posts/(?P<id>[\d]+)`: published in the index as it is.
    pub pattern: String,
    /// `wp/v2`; empty for the index itself.
    pub namespace: &'static str,
    /// What it does, by method.
    pub endpoints: Vec<Endpoint>,
    /// The schema of what it shows, for `OPTIONS`; null for none.
    pub schema: Value,
}

/// What a route does for some methods.
pub struct Endpoint {
    /// `GET`; or `POST`, `PUT` and `PATCH` together for changes.
    pub methods: &'static [&'static str],
    /// Its arguments as JSON schemas by name, in the order in which they are published.
    pub arguments: Value,
    /// Whether `batch/v1` may call it.
    pub allow_batch: bool,
    /// Who may use it.
    pub permission: Option<Permission>,
    /// What answers.
    pub handler: Handler,
}

/// Reads.
pub const READ: &[&str] = &["GET"];
/// Changes.
pub const EDIT: &[&str] = &["POST", "PUT", "PATCH"];
/// Removes.
pub const DELETE: &[&str] = &["DELETE"];
impl Route {
    /// A route without endpoints yet.
    pub fn new(namespace: &'static str, pattern: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), namespace, endpoints: Vec::new(), schema: Value::Null }
    }

    /// With one more endpoint.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(endpoint);
        self
    }

    /// With the schema of what it shows.
    pub fn schema(mut self, schema: Value) -> Self {
        self.schema = schema;
        self
    }

    /// Whether the pattern has parameters.
    pub fn has_parameters(&self) -> bool {
        self.pattern.contains("(?P<")
    }
}

impl Endpoint {
    /// An endpoint for `methods` with these arguments.
    pub fn new<F, Fut>(methods: &'static [&'static str], arguments: Value, handler: F) -> Self
    where
        F: Fn(RestRequest) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = RestResult> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |request| Box::pin(handler(request)));
        Self { methods, arguments, allow_batch: false, permission: None, handler }
    }

    /// With a check of who may use it.
    pub fn permission<F, Fut>(mut self, permission: F) -> Self
    where
        F: Fn(RestRequest) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = RestResult<()>> + Send + 'static,
    {
        self.permission = Some(Arc::new(move |request| Box::pin(permission(request))));
        self
    }

    /// Callable through `batch/v1`.
    pub fn batchable(mut self) -> Self {
        self.allow_batch = true;
        self
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Route").field("pattern", &self.pattern).finish_non_exhaustive()
    }
}
