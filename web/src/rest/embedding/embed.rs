//! Follows the links of items.

use std::collections::HashMap;

use futures::future::BoxFuture;
use serde_json::{Map, Value};

use super::{Wanted, together};
use crate::rest::dispatch::answer_body;
use crate::rest::{RestRequest, parameters};

/// Where an item's links stand.
const LINKS: &str = "_links";

/// What stands behind addresses that were followed already.
pub(super) type Seen = HashMap<String, Value>;

/// The body with `_embedded` in each of its items.
pub async fn embed(request: &RestRequest, body: Value, wanted: &Wanted) -> Value {
    let mut seen = Seen::new();
    match body {
        Value::Array(items) => {
            together::look_up(request, &items, wanted, &mut seen).await;
            let mut embedded = Vec::with_capacity(items.len());
            for item in items {
                embedded.push(embed_item(request, item, wanted, &mut seen).await);
            }
            Value::Array(embedded)
        }
        item => embed_item(request, item, wanted, &mut seen).await,
    }
}

async fn embed_item(request: &RestRequest, mut item: Value, wanted: &Wanted, seen: &mut Seen) -> Value {
    // Taken out instead of copied, and put back where they stood.
    let Some(links) = item.get_mut(LINKS).map(Value::take) else { return item };
    let mut embedded = Map::new();
    for (relation, targets) in links.as_object().into_iter().flatten().filter(|(relation, _)| wanted.has(relation)) {
        let Some(targets) = targets.as_array().filter(|targets| targets.iter().any(is_embeddable)) else { continue };
        let mut found = Vec::with_capacity(targets.len());
        for target in targets {
            found.push(if is_embeddable(target) { fetch(request, target, seen).await } else { Value::Array(vec![]) });
        }
        // A relation of which nothing could be shown is left out, as in WordPress.
        if found.iter().any(|value| !value.as_array().is_some_and(Vec::is_empty)) {
            embedded.insert(relation.clone(), Value::Array(found));
        }
    }
    item[LINKS] = links;
    if !embedded.is_empty() {
        item["_embedded"] = Value::Object(embedded);
    }
    item
}

pub(super) fn is_embeddable(target: &Value) -> bool {
    target.get("embeddable").and_then(Value::as_bool).unwrap_or(false)
}

async fn fetch(request: &RestRequest, target: &Value, seen: &mut Seen) -> Value {
    let href = target.get("href").and_then(Value::as_str).unwrap_or_default();
    if let Some(value) = seen.get(href) {
        return value.clone();
    }
    let value = match inside(request, href) {
        Some(inner) => boxed(inner).await,
        None => Value::Array(vec![]),
    };
    seen.insert(href.to_owned(), value.clone());
    value
}

pub(super) fn boxed(request: RestRequest) -> BoxFuture<'static, Value> {
    Box::pin(answer_body(request))
}

/// The request for an address of this site's own API; others are not followed.
pub(super) fn inside(request: &RestRequest, href: &str) -> Option<RestRequest> {
    let base = request.rest_url("");
    let rest = href.strip_prefix(base.trim_end_matches('/'))?;
    let (path, query) = rest.split_once(['?', '&']).unwrap_or((rest, ""));
    let mut inner = request.beside();
    inner.path = path.to_owned();
    inner.query_parameters = parameters::parse(query);
    inner.query_parameters.insert("context".into(), "embed".into());
    if inner.query_parameters.get("per_page").is_none() {
        inner.query_parameters.insert("per_page".into(), "100".into());
    }
    Some(inner)
}
