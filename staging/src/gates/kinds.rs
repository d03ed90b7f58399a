//! One page of every kind of content, so that every template is rendered: found by the API that everybody may ask.

use super::bench::Side;
use super::fetched::Visitor;
use crate::{Fault, Result};
use serde_json::Value;

/// What no site has.
const NOWHERE: &str = "/nothing-is-called-like-this/";

/// A path of every kind, with the status that it must have: home, a post of every type, a term of every taxonomy, an
/// author, a day, a search, nothing at all, the feed.
pub async fn paths_of_every_kind(side: &Side) -> Result<Vec<(String, u16)>> {
    let visitor = Visitor::of(side)?;
    let mut paths =
        vec![("/".to_owned(), 200), ("/?s=a".to_owned(), 200), (NOWHERE.to_owned(), 404), ("/feed/".to_owned(), 200)];
    let mut bases = Vec::new();
    for list in ["types", "taxonomies"] {
        let kinds = json(&visitor, &format!("/wp-json/wp/v2/{list}")).await?;
        let of_kind = |kind: &Value| kind.get("rest_base").and_then(Value::as_str).map(str::to_owned);
        bases.extend(kinds.as_object().into_iter().flat_map(|kinds| kinds.values()).filter_map(of_kind));
    }
    bases.push("users".to_owned());
    for base in bases {
        // What only staff may list has no page either.
        let Ok(rows) = json(&visitor, &format!("/wp-json/wp/v2/{base}?per_page=1&_fields=link,date")).await else {
            continue;
        };
        let Some(row) = rows.as_array().and_then(|rows| rows.first()) else { continue };
        // Most sites send who asks for an attachment's page on to its file; then there is no such kind of page.
        if base == "media" && !has_page(&visitor, row).await {
            continue;
        }
        let link = row.get("link").and_then(Value::as_str).and_then(|link| path_of(side, link));
        paths.extend(link.map(|path| (path, 200)));
        let day = row.get("date").and_then(Value::as_str).and_then(|date| date.get(..10));
        paths.extend(day.filter(|_| base == "posts").map(|day| (format!("/{}/", day.replace('-', "/")), 200)));
    }
    Ok(paths)
}

async fn has_page(visitor: &Visitor, row: &Value) -> bool {
    let Some(url) = row.get("link").and_then(Value::as_str).and_then(|link| visitor.inside("/", link)) else {
        return false;
    };
    visitor.get(&url).await.is_ok_and(|fetched| !(300..400).contains(&fetched.status))
}

/// The path of a link, whatever name the site has: the bench asks its own front.
fn path_of(side: &Side, link: &str) -> Option<String> {
    let url = side.site.join(link).ok()?;
    Some(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
}

async fn json(visitor: &Visitor, path: &str) -> Result<Value> {
    let cannot = |why: String| Fault::refused(format!("{path}: {why}"));
    let url = visitor.inside("/", path).ok_or_else(|| cannot("is no path".into()))?;
    let fetched = visitor.get(&url).await.map_err(cannot)?;
    if fetched.status != 200 {
        return Err(cannot(format!("answers {}", fetched.status)));
    }
    serde_json::from_slice(&fetched.body).map_err(|error| cannot(error.to_string()))
}
