//! The tables of all routes of the API, and how a path finds its route.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use cms::{Settings, posts, terms};
use regex::{Regex, RegexSet};
use serde_json::Value;

use super::index;
use super::route::Route;

/// Every route with its compiled pattern.
pub struct Table {
    routes: Vec<Route>,
    all: RegexSet,
    each: Vec<Regex>,
}

/// A route that a path leads to.
#[derive(Debug)]
pub struct Matched<'a> {
    /// The route.
    pub route: &'a Route,
    /// The path's parameters.
    pub parameters: Vec<(String, String)>,
}

/// The options that routes are made from: what a site registered has routes of its own.
const REGISTERED: [&str; 3] = [posts::REGISTERED_TYPES, terms::REGISTERED_TAXONOMIES, posts::REGISTERED_META];

/// Sites that registered the same share a table; so many different ones are kept.
const TABLES: u64 = 64;

static CORE: LazyLock<Arc<Table>> = LazyLock::new(|| Arc::new(Table::new(all_routes(&Settings::default()))));
static OTHERS: LazyLock<moka::sync::Cache<u64, Arc<Table>>> = LazyLock::new(|| moka::sync::Cache::new(TABLES));

/// The table of sites that registered nothing of their own.
pub fn table() -> Arc<Table> {
    CORE.clone()
}

/// The table of a site with these options.
pub fn table_for(settings: &Settings) -> Arc<Table> {
    let registered = REGISTERED.map(|option| settings.get(option).and_then(Value::as_array));
    if registered.iter().flatten().all(|list| list.is_empty()) {
        return table();
    }
    let mut hasher = DefaultHasher::new();
    registered.hash(&mut hasher);
    OTHERS.get_with(hasher.finish(), || Arc::new(Table::new(all_routes(settings))))
}

/// Every route of a site that registered nothing of its own, as its pattern, with the methods that it knows: what the
/// access test has rows for.
pub fn listed() -> Vec<(String, Vec<&'static str>)> {
    let table = table();
    let methods = |route: &Route| {
        let mut methods: Vec<&str> = Vec::new();
        for method in route.endpoints.iter().flat_map(|endpoint| endpoint.methods) {
            if !methods.contains(method) {
                methods.push(method);
            }
        }
        methods
    };
    table.routes().iter().map(|route| (route.pattern.clone(), methods(route))).collect()
}

/// The routes in the order in which the index lists them.
fn all_routes(settings: &Settings) -> Vec<Route> {
    let mut routes = index::routes();
    routes.extend(super::nouns::routes(settings));
    routes.extend(super::platen::routes());
    routes.extend(index::namespace_indexes(&routes));
    routes
}

impl Table {
    fn new(routes: Vec<Route>) -> Self {
        let patterns: Vec<String> =
            routes.iter().map(|route| format!("(?i)^{}$", rust_pattern(&route.pattern))).collect();
        let all = RegexSet::new(&patterns).expect("route patterns are constants of the program");
        let compile = |pattern: &String| Regex::new(pattern).expect("route patterns are constants of the program");
        let each = patterns.iter().map(compile).collect();
        Self { routes, all, each }
    }

    /// The first route that `path` matches and `wanted` takes.
    pub fn find(&self, path: &str, wanted: impl Fn(&Route) -> bool) -> Option<Matched<'_>> {
        let at = self.all.matches(path).into_iter().find(|at| wanted(&self.routes[*at]))?;
        let pattern = &self.each[at];
        let captures = pattern.captures(path)?;
        let named = pattern.capture_names().flatten();
        let parameters = named
            .filter_map(|name| captures.name(name).map(|found| (name.to_owned(), found.as_str().to_owned())))
            .collect();
        Some(Matched { route: &self.routes[at], parameters })
    }

    /// All routes.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }
}

/// PHP's patterns escape slashes and quotes, which Rust's may not.
fn rust_pattern(pattern: &str) -> String {
    pattern
        .replace("\\/", "/")
        .replace("\\\"", "\"")
        .replace("\\@", "@")
        .replace("\\:", ":")
        .replace("\\<", "<")
        .replace("\\>", ">")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_pattern_of_wordpress_is_one_of_rust() {
        for pattern in
            ["/a/(?P<id>([^\\/:<>\\*\\?\"\\|]+(?:\\/[^\\/:<>\\*\\?\"\\|]+)?)[\\/\\w%-]+)", "/b/(?P<slug>[\\/\\w-]+)"]
        {
            Regex::new(&rust_pattern(pattern)).unwrap();
        }
    }

    #[test]
    fn a_path_finds_the_route_that_knows_the_method() {
        let table = table();
        let found = |path: &str| table.find(path, |_| true).map(|found| found.route.pattern.clone());
        assert_eq!(found("/wp/v2/posts").as_deref(), Some("/wp/v2/posts"));
        assert_eq!(found("/WP/v2/Posts").as_deref(), Some("/wp/v2/posts"), "letters' case does not matter");
        assert_eq!(found("/wp/v2/posts/1/2"), None);
        let deletes = |route: &Route| route.endpoint_for("DELETE").is_some();
        assert!(table.find("/wp/v2/posts", deletes).is_none());
    }

    #[test]
    fn sites_that_registered_nothing_share_one_table() {
        let registered = |value| Settings::default().with(posts::REGISTERED_TYPES, value);
        assert!(Arc::ptr_eq(&table_for(&registered(json!([]))), &table()));
        let books = registered(json!([{"name": "book", "rest_base": "books"}]));
        assert!(!Arc::ptr_eq(&table_for(&books), &table()));
        assert!(Arc::ptr_eq(&table_for(&books), &table_for(&books.clone())));
    }
}
