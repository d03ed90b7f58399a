//! The headers of a page of a collection.

use serde_json::Value;

use super::{RestRequest, RestResponse};

/// A page of a collection with how much there is in all, and where the neighbouring pages are.
pub fn paged(request: &RestRequest, body: Value, total: u64, pages: u64) -> RestResponse {
    let response =
        RestResponse::ok(body).header("X-WP-Total", total.to_string()).header("X-WP-TotalPages", pages.to_string());
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let previous = if page > pages { pages } else { page - 1 };
    let links = neighbours(request, (page > 1 && previous > 0).then_some(previous), (pages > page).then(|| page + 1));
    if links.is_empty() { response } else { response.header("Link", links) }
}

/// The `Link` header for the page before and the page after.
pub fn neighbours(request: &RestRequest, previous: Option<u64>, next: Option<u64>) -> String {
    let named = [("prev", previous), ("next", next)].into_iter().filter_map(|(name, page)| Some((name, page?)));
    let links: Vec<String> =
        named.map(|(name, page)| format!("<{}>; rel=\"{name}\"", address(request, page))).collect();
    links.join(", ")
}

/// The page that the request asks for, of a list that is known whole.
pub fn page_of(request: &RestRequest, all: Vec<Value>) -> RestResponse {
    let per_page = request.number("per_page").unwrap_or(10).max(1).unsigned_abs();
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let total = all.len() as u64;
    let before = usize::try_from((page - 1).saturating_mul(per_page)).unwrap_or(usize::MAX);
    let shown = all.into_iter().skip(before).take(usize::try_from(per_page).unwrap_or(usize::MAX)).collect();
    paged(request, shown, total, total.div_ceil(per_page))
}

/// The same request for another page, its query rebuilt as PHP would write it.
fn address(request: &RestRequest, page: u64) -> String {
    let mut query = request.query_parameters.clone();
    query.shift_remove("rest_route");
    let is_new = query.insert("page".to_owned(), page.to_string().into()).is_none();
    if !is_new {
        // `add_query_arg` keeps the place of a parameter that stands already.
        query.insert("page".to_owned(), page.to_string().into());
    }
    let mut pairs = Vec::new();
    for (name, value) in &query {
        flatten(name, value, &mut pairs);
    }
    let url = request.rest_url(&request.path);
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{}", pairs.join("&"))
}

fn flatten(name: &str, value: &Value, pairs: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&format!("{name}[{at}]"), item, pairs);
            }
        }
        Value::Object(object) => {
            for (key, item) in object {
                flatten(&format!("{name}[{key}]"), item, pairs);
            }
        }
        Value::String(text) if text.is_empty() => pairs.push(encoded(name)),
        Value::String(text) => pairs.push(format!("{}={}", encoded(name), encoded(text))),
        // PHP's `build_query` writes nothing behind a false.
        Value::Bool(false) => pairs.push(encoded(name)),
        Value::Bool(true) => pairs.push(format!("{}=1", encoded(name))),
        other => pairs.push(format!("{}={}", encoded(name), encoded(&other.to_string()))),
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
