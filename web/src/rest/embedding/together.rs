//! What the links of many items lead to, in one request a collection instead of one a link: a list of a hundred posts
//! asks the database no more often than a list of ten.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use cms::terms::Term;
use serde_json::Value;

use super::Wanted;
use super::embed::{Seen, boxed, inside, is_embeddable};
use crate::rest::RestRequest;
use crate::rest::nouns::{comments, media, terms, users};

/// The terms of each post of a list, in the order in which a list of the post's terms has them. Whoever loads them for
/// the list leaves them in the request's memory under 0.
#[derive(Clone, Debug)]
pub struct TermsOfPosts(pub Arc<HashMap<i64, Vec<Term>>>);

/// The people of whom a list shows something published: everybody may see them. Left in the request's memory under 0 by
/// whoever loads the list.
#[derive(Clone, Debug)]
pub struct AuthorsOfPosts(pub Arc<BTreeSet<i64>>);

/// The most that a collection gives at once.
const AT_ONCE: usize = 100;
/// Where collections stand.
const COLLECTIONS: &str = "/wp/v2/";
/// The collection of comments.
const COMMENTS: &str = "/wp/v2/comments";
/// The collection of attachments.
const MEDIA: &str = "/wp/v2/media";
/// The collection of people.
const USERS: &str = "/wp/v2/users";

/// What links ask of one collection.
#[derive(Default)]
struct Asked {
    /// Single things, by their numbers: `/wp/v2/users/7`.
    single: BTreeMap<i64, String>,
    /// What belongs to a post, by its number: `/wp/v2/comments?post=7`.
    of_post: BTreeMap<i64, String>,
    /// What stands below something, by its number: `/wp/v2/comments?parent=7`.
    of_parent: BTreeMap<i64, String>,
}

/// Follows the links of `items` that ask the same collection, together, and notes what stands behind them in `seen`.
/// What a collection does not give is left for the link itself, whose answer may say why.
pub async fn look_up(request: &RestRequest, items: &[Value], wanted: &Wanted, seen: &mut Seen) {
    for (collection, asked) in collections(request, items, wanted) {
        if !asked.single.is_empty() {
            singles(request, &collection, &asked.single, seen).await;
        }
        if collection == COMMENTS {
            comments(request, &asked, seen).await;
        } else if !asked.of_post.is_empty() {
            terms_of_posts(request, &collection, &asked.of_post, seen).await;
        }
    }
}

fn collections(request: &RestRequest, items: &[Value], wanted: &Wanted) -> BTreeMap<String, Asked> {
    let mut collections: BTreeMap<String, Asked> = BTreeMap::new();
    let links = items.iter().filter_map(|item| item.get("_links")?.as_object()).flatten();
    let targets = links.filter(|(relation, _)| wanted.has(relation)).filter_map(|(_, targets)| targets.as_array());
    for target in targets.flatten().filter(|target| is_embeddable(target)) {
        let Some(href) = target.get("href").and_then(Value::as_str) else { continue };
        let Some(inner) = inside(request, href) else { continue };
        let post = inner.number("post").filter(|_| inner.query_parameters.len() == 3);
        let parent = inner.number("parent").filter(|_| inner.query_parameters.len() == 3);
        if let Some(parent) = parent.filter(|_| inner.path == COMMENTS) {
            collections.entry(inner.path.clone()).or_default().of_parent.insert(parent, href.to_owned());
            continue;
        }
        let single = inner.path.rsplit_once('/').and_then(|(base, id)| Some((base, id.parse().ok()?)));
        match (single, post) {
            (Some((base, id)), None) if inner.query_parameters.len() == 2 => {
                collections.entry(base.to_owned()).or_default().single.insert(id, href.to_owned());
            }
            (None, Some(post)) => {
                collections.entry(inner.path.clone()).or_default().of_post.insert(post, href.to_owned());
            }
            _ => {}
        }
    }
    collections
}

async fn singles(request: &RestRequest, collection: &str, asked: &BTreeMap<i64, String>, seen: &mut Seen) {
    let ids: Vec<i64> = asked.keys().copied().collect();
    let found = match collection {
        MEDIA => images(request, &ids).await,
        USERS if are_known_authors(request, &ids) => people(request, &ids).await,
        _ => by_numbers(request, collection, ids).await,
    };
    for item in found {
        if let Some(href) = number_of(&item).and_then(|id| asked.get(&id)) {
            seen.insert(href.clone(), item);
        }
    }
}

/// The terms of each post, if the list has said which they are.
async fn terms_of_posts(request: &RestRequest, collection: &str, asked: &BTreeMap<i64, String>, seen: &mut Seen) {
    let Some(TermsOfPosts(of_posts)) = request.memory.known::<TermsOfPosts>(0) else { return };
    if asked.keys().any(|post| of_posts.get(post).is_some_and(|terms| terms.len() > AT_ONCE)) {
        return;
    }
    let base = collection.strip_prefix(COLLECTIONS).unwrap_or_default();
    let kinds = terms::Kind::all(request.site.settings());
    let Some(kind) = kinds.into_iter().find(|kind| kind.base == base) else { return };
    let Some(inner) = inside(request, &request.rest_url(collection)) else { return };
    let Ok(mut found) = terms::of_each_post(&inner, kind, &of_posts).await else { return };
    for (post, href) in asked {
        seen.insert(href.clone(), found.remove(post).unwrap_or_default().into());
    }
}

/// Attachments, which the posts' own links have read already.
async fn images(request: &RestRequest, ids: &[i64]) -> Vec<Value> {
    let Some(inner) = inside(request, &request.rest_url(MEDIA)) else { return Vec::new() };
    media::these(&inner, ids).await.unwrap_or_default()
}

fn are_known_authors(request: &RestRequest, ids: &[i64]) -> bool {
    let known = request.memory.known::<AuthorsOfPosts>(0);
    known.is_some_and(|AuthorsOfPosts(known)| ids.iter().all(|id| known.contains(id)))
}

async fn people(request: &RestRequest, ids: &[i64]) -> Vec<Value> {
    let Some(inner) = inside(request, &request.rest_url(USERS)) else { return Vec::new() };
    users::these(&inner, ids).await.unwrap_or_default()
}

/// The comments under each post, and those that answer each comment.
async fn comments(request: &RestRequest, asked: &Asked, seen: &mut Seen) {
    let Some(inner) = inside(request, &request.rest_url(COMMENTS)) else { return };
    let numbers = |asked: &BTreeMap<i64, String>| asked.keys().copied().collect::<Vec<i64>>();
    if !asked.of_post.is_empty() {
        let found = comments::under_each(&inner, &numbers(&asked.of_post), AT_ONCE).await;
        note(&asked.of_post, found.unwrap_or_default(), seen);
    }
    if !asked.of_parent.is_empty() {
        let found = comments::answers_to_each(&inner, &numbers(&asked.of_parent), AT_ONCE).await;
        note(&asked.of_parent, found.unwrap_or_default(), seen);
    }
}

/// Notes lists by the links that ask for them; what could not be loaded is left for the link itself.
fn note(asked: &BTreeMap<i64, String>, mut found: HashMap<i64, Vec<Value>>, seen: &mut Seen) {
    for (number, href) in asked {
        if let Some(items) = found.remove(number) {
            seen.insert(href.clone(), items.into());
        }
    }
}

/// The things with these numbers, as the collection has them.
async fn by_numbers(request: &RestRequest, collection: &str, ids: Vec<i64>) -> Vec<Value> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        if let Value::Array(items) = collected(request, collection, "include", ids).await {
            found.extend(items);
        }
    }
    found
}

async fn collected(request: &RestRequest, collection: &str, parameter: &str, numbers: &[i64]) -> Value {
    match inside(request, &request.rest_url(collection)) {
        Some(mut inner) => {
            inner.query_parameters.insert(parameter.to_owned(), numbers.into());
            boxed(inner).await
        }
        None => Value::Null,
    }
}

fn number_of(item: &Value) -> Option<i64> {
    item.get("id")?.as_i64()
}
