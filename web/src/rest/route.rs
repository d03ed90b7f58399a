//! A route of the API: its pattern, its endpoints, and the schema of what it shows.

use std::sync::Arc;

use futures::future::BoxFuture;
use serde_json::Value;

use super::error::RestResult;
use super::{RestRequest, item_schema};

/// What answers a request whose arguments have been checked.
pub type Handler = Arc<dyn Fn(RestRequest) -> BoxFuture<'static, RestResult> + Send + Sync>;
/// Who may use an endpoint; asked before the handler, and for the `Allow` header.
pub type Permission = Arc<dyn Fn(RestRequest) -> BoxFuture<'static, RestResult<()>> + Send + Sync>;

/// Checks an argument beyond its schema and converts it; what is wrong is named with the others of the first stage.
pub type Check = fn(&RestRequest, &Value) -> RestResult<Value>;

/// The schema of what a route shows to whoever asks: addresses in it are the site's.
pub type Schema = Arc<dyn Fn(&RestRequest) -> Value + Send + Sync>;

/// An address of the API.
pub struct Route {
    /// WordPress's pattern, such as `/wp/v2/posts/(?P<id>[\d]+)`: published in the index as it is.
    pub pattern: String,
    /// `wp/v2`; empty for the index itself.
    pub namespace: &'static str,
    /// What it does, by method.
    pub endpoints: Vec<Endpoint>,
    /// The schema of what it shows, for `OPTIONS`.
    pub schema: Option<Schema>,
}

/// What a route does for some methods.
pub struct Endpoint {
    /// `GET`; or `POST`, `PUT` and `PATCH` together for changes.
    pub methods: &'static [&'static str],
    /// Its arguments as JSON schemas by name, in the order in which they are published.
    pub arguments: Value,
    /// Checks of arguments that no schema says, by their names.
    pub checks: Vec<(&'static str, Check)>,
    /// Whether `batch/v1` may call it, where the route says so; one that says nothing may not be called either.
    pub allow_batch: Option<bool>,
    /// Who may use it.
    pub permission: Option<Permission>,
    /// What answers.
    pub handler: Handler,
}

/// Reads.
pub const READ: &[&str] = &["GET"];
/// Makes something new.
pub const CREATE: &[&str] = &["POST"];
/// Changes.
pub const EDIT: &[&str] = &["POST", "PUT", "PATCH"];
/// Removes.
pub const DELETE: &[&str] = &["DELETE"];

impl Route {
    /// A route without endpoints yet.
    pub fn new(namespace: &'static str, pattern: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), namespace, endpoints: Vec::new(), schema: None }
    }

    /// With one more endpoint.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(endpoint);
        self
    }

    /// With the schema of what it shows; its marks are left out.
    pub fn schema(mut self, schema: Value) -> Self {
        let schema = item_schema::published(&schema);
        self.schema = Some(Arc::new(move |_| schema.clone()));
        self
    }

    /// With a schema that depends on the site, as its `links` do.
    pub fn schema_for(mut self, schema: impl Fn(&RestRequest) -> Value + Send + Sync + 'static) -> Self {
        self.schema = Some(Arc::new(move |request| item_schema::published(&schema(request))));
        self
    }

    /// What answers a method; HEAD is answered by what answers GET.
    pub fn endpoint_for(&self, method: &str) -> Option<&Endpoint> {
        let method = if method == "HEAD" { "GET" } else { method };
        self.endpoints.iter().find(|endpoint| endpoint.methods.contains(&method))
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
        Self { methods, arguments, checks: Vec::new(), allow_batch: None, permission: None, handler }
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

    /// With a check of the argument `name` beyond its schema.
    pub fn check(mut self, name: &'static str, check: Check) -> Self {
        self.checks.push((name, check));
        self
    }

    /// Callable through `batch/v1`.
    pub fn batchable(mut self) -> Self {
        self.allow_batch = Some(true);
        self
    }

    /// Said outright not to be callable through `batch/v1`.
    pub fn never_batched(mut self) -> Self {
        self.allow_batch = Some(false);
        self
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Route").field("pattern", &self.pattern).finish_non_exhaustive()
    }
}
