//! Searching posts of all public types but attachments.

use cms::formatting::{TitleOf, the_title};
use cms::permalinks;
use cms::posts::{self, ListQuery, OrderBy, Post};
use serde_json::{Map, Value, json};

use super::found::{Found, Results, wanted, window, words};
use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::allowed_methods;

/// Published posts that have all the words.
pub async fn search(request: &RestRequest) -> RestResult<Results> {
    let known = posts::types(request.site.settings());
    let public = known.iter().filter(|kind| kind.public && kind.rest_base.is_some() && kind.name != "attachment");
    let types = wanted(request, public.map(|kind| kind.name.clone()).collect());
    let (offset, limit) = window(request);
    let search = words(request);
    let query = ListQuery {
        types: types.clone(),
        statuses: vec!["publish".into()],
        no_password: search.is_some() && !request.actor.is_signed_in(),
        order_by: if search.is_some() { OrderBy::Relevance } else { OrderBy::Date },
        search,
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        offset,
        limit,
        ..ListQuery::default()
    };
    if types.is_empty() {
        return Ok(Results { found: Vec::new(), total: 0 });
    }
    let listed = posts::list(&request.site, &query).await?;
    // WordPress counts no further once a page is empty.
    let total = if listed.posts.is_empty() { 0 } else { listed.total };
    let mut addresses = permalinks::of_posts(&request.site, &listed.posts.iter().collect::<Vec<_>>()).await?;
    let base = |post: &Post| {
        known
            .iter()
            .find(|kind| kind.name == post.post_type)
            .and_then(|kind| kind.rest_base.clone())
            .unwrap_or_default()
    };
    let found = listed.posts.iter().map(|post| {
        let url = addresses.remove(&post.id).unwrap_or_default();
        found(request, post, url, &base(post))
    });
    Ok(Results { found: found.collect(), total })
}

fn found(request: &RestRequest, post: &Post, url: String, base: &str) -> Found {
    let own = request.rest_url(&format!("wp/v2/{base}/{}", post.id));
    let hints = json!({"allow": allowed_methods(request, post)});
    let about = request.rest_url(&format!("wp/v2/types/{}", post.post_type));
    let links: Map<String, Value> = [
        ("self".to_owned(), json!([{"embeddable": true, "href": own, "targetHints": hints}])),
        ("about".to_owned(), json!([{"href": about}])),
    ]
    .into_iter()
    .collect();
    // The API says in other ways that a post asks for a password.
    let words = request.site.settings().words();
    let of = if post.status == "private" { TitleOf::Within(words.say("Private: %s")) } else { TitleOf::Public };
    Found {
        id: json!(post.id),
        title: the_title(&post.title, of),
        url,
        kind: "post".into(),
        subtype: Some(post.post_type.clone()),
        links,
    }
}
