//! One thing that was found, and a page of them.

use serde_json::{Map, Value, json};

use crate::rest::RestRequest;
use crate::rest::item::{self, Item};

/// A page of results, and how many there are in all.
pub struct Results {
    /// The page.
    pub found: Vec<Found>,
    /// In all.
    pub total: u64,
}

/// One thing that was found.
pub struct Found {
    /// Its number, or a format's name.
    pub id: Value,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What it is.
    pub kind: String,
    /// What kind of post it is.
    pub subtype: Option<String>,
    /// Where it leads, besides to the collection.
    pub links: Map<String, Value>,
}

impl Found {
    /// It in the request's context.
    pub fn shown(self, request: &RestRequest) -> Value {
        let fields = item::asked(request);
        let context = request.context();
        let mut item = Item::new(&fields, &context);
        let mut add = |name: &str, value: Value| item.add(name, "vb", || value);
        add("id", self.id);
        add("title", json!(self.title));
        add("url", json!(self.url));
        add("type", json!(self.kind));
        if let Some(subtype) = self.subtype {
            add("subtype", json!(subtype));
        }
        let mut links = self.links;
        links.insert("collection".into(), json!([{"href": request.rest_url("wp/v2/search")}]));
        add("_links", Value::Object(links));
        Value::Object(item.finish())
    }
}

/// What of the list is asked for: how many are left out, and how many are wanted.
pub fn window(request: &RestRequest) -> (u64, u64) {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs().max(1);
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    ((page - 1).saturating_mul(per_page), per_page)
}

/// The words, if there are any.
pub fn words(request: &RestRequest) -> Option<String> {
    request.text("search").filter(|words| !words.is_empty())
}

/// Which of `known` are wanted; none named, or `any`, means all.
pub fn wanted(request: &RestRequest, known: Vec<String>) -> Vec<String> {
    let named = request.texts("subtype");
    if named.is_empty() || named.iter().any(|name| name == "any") {
        return known;
    }
    known.into_iter().filter(|name| named.contains(name)).collect()
}
