//! Searching terms of all public taxonomies.

use cms::permalinks;
use cms::terms::{self, Term, TermQuery};
use serde_json::{Map, Value, json};

use super::found::{Found, Results, wanted, window, words};
use crate::rest::RestRequest;
use crate::rest::error::RestResult;

/// Terms whose name or slug has the words.
pub async fn search(request: &RestRequest) -> RestResult<Results> {
    let known = terms::taxonomies(request.site.settings());
    let public = known.iter().filter(|taxonomy| taxonomy.public && taxonomy.rest_base.is_some());
    let mut taxonomies = wanted(request, public.map(|taxonomy| taxonomy.name.clone()).collect());
    let Some(first) = taxonomies.pop() else { return Ok(Results { found: Vec::new(), total: 0 }) };
    let (offset, limit) = window(request);
    let query = TermQuery {
        taxonomy: first,
        other_taxonomies: taxonomies,
        search: words(request),
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        offset,
        limit,
        ..TermQuery::default()
    };
    let (listed, total) = terms::list(&request.site, &query).await?;
    let mut addresses = permalinks::of_terms(&request.site, &listed).await?;
    let base = |term: &Term| {
        let taxonomy = known.iter().find(|taxonomy| taxonomy.name == term.taxonomy);
        taxonomy.and_then(|taxonomy| taxonomy.rest_base.clone()).unwrap_or_default()
    };
    let found = listed.iter().map(|term| {
        let url = addresses.remove(&term.id).unwrap_or_default();
        found(request, term, url, &base(term))
    });
    Ok(Results { found: found.collect(), total })
}

fn found(request: &RestRequest, term: &Term, url: String, base: &str) -> Found {
    let own = request.rest_url(&format!("wp/v2/{base}/{}", term.id));
    let mut allowed = vec!["GET"];
    if request.actor.may(terms::permissions::to_edit(&term.taxonomy)) {
        allowed.extend(["POST", "PUT", "PATCH"]);
        if term.id != request.site.settings().number("default_category") {
            allowed.push("DELETE");
        }
    }
    let about = request.rest_url(&format!("wp/v2/taxonomies/{}", term.taxonomy));
    let links: Map<String, Value> = [
        ("self".to_owned(), json!([{"embeddable": true, "href": own, "targetHints": {"allow": allowed}}])),
        ("about".to_owned(), json!([{"href": about}])),
    ]
    .into_iter()
    .collect();
    Found { id: json!(term.id), title: term.name.clone(), url, kind: term.taxonomy.clone(), subtype: None, links }
}
