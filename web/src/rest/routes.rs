//! The table of all routes of the API, and how a path finds its route.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::index;
use super::route::Route;

/// Every route with its compiled pattern.
pub struct Table {
    routes: Vec<Route>,
    all: RegexSet,
    each: Vec<Regex>,
}

/// A route that a path leads to.
pub struct Matched<'a> {
    /// The route.
    pub route: &'a Route,
    /// The path's parameters.
    pub parameters: Vec<(String, String)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(all_routes()));

/// The table, made once a process.
pub fn table() -> &'static Table {
    &TABLE
}

/// The routes in the order in which the index lists them.
fn all_routes() -> Vec<Route> {
    let mut routes = index::routes();
    routes.extend(super::nouns::routes());
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

    /// The first route that `path` matches.
    pub fn find(&self, path: &str) -> Option<Matched<'_>> {
        let at = self.all.matches(path).into_iter().next()?;
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
