//! Reads collections and single terms.

use std::collections::{BTreeMap, HashMap};

use cms::terms::{self, Term, TermOrder, TermQuery, permissions};
use cms::users::Capability;
use cms::{permalinks, posts};
use serde_json::Value;

use super::{Kind, item};
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may list: everybody, but menus are for people who arrange them, and a post's terms for its readers.
pub async fn may_list(request: RestRequest, kind: Kind) -> RestResult<()> {
    may_see_menus(&request, kind)?;
    if request.context() == "edit" && !request.actor.may(permissions::to_edit(kind.name)) {
        let message = "Sorry, you are not allowed to edit terms in this taxonomy.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    let Some(post) = request.number("post").filter(|id| *id != 0) else { return Ok(()) };
    let unknown = || RestError::new(400, "rest_post_invalid_id", "Invalid post ID.");
    let post = posts::by_id(&request.site, post).await?.ok_or_else(unknown)?;
    if posts::permissions::may_read(&request.actor, &post) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to view terms for this post.";
    Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message))
}

/// Who may read the term that the path names.
pub async fn may_read(request: RestRequest, kind: Kind) -> RestResult<()> {
    may_see_menus(&request, kind)?;
    find(&request, kind).await?;
    if request.context() == "edit" && !request.actor.may(permissions::to_edit(kind.name)) {
        let message = "Sorry, you are not allowed to edit this term.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    Ok(())
}

fn may_see_menus(request: &RestRequest, kind: Kind) -> RestResult<()> {
    if kind != Kind::MENU || request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", "Sorry, you are not allowed to view menus."))
}

/// The term that the path names. Loaded once a request.
pub async fn find(request: &RestRequest, kind: Kind) -> RestResult<Term> {
    let id = request.number("id").unwrap_or_default();
    let found: Option<Term> = request.memory.once(id, terms::by_id(&request.site, id)).await?;
    found
        .filter(|term| term.taxonomy == kind.name)
        .ok_or_else(|| RestError::new(404, "rest_term_invalid", "Term does not exist."))
}

/// A page of a collection.
pub async fn list(request: RestRequest, kind: Kind) -> RestResult {
    let query = query(&request, kind);
    let (found, total) = terms::list(&request.site, &query).await?;
    let mut links = permalinks::of_terms(&request.site, &found).await?;
    let items = found.iter().map(|term| item::shown(&request, kind, term, links.remove(&term.id).unwrap_or_default()));
    let items: Vec<Value> = items.collect();
    Ok(paged(&request, Value::Array(items), total, total.div_ceil(query.limit.max(1))))
}

/// The terms of this taxonomy among each post's, as the request's context shows them.
pub async fn of_each_post(
    request: &RestRequest,
    kind: Kind,
    of_posts: &HashMap<i64, Vec<Term>>,
) -> RestResult<HashMap<i64, Vec<Value>>> {
    let all: BTreeMap<i64, &Term> =
        of_posts.values().flatten().filter(|term| term.taxonomy == kind.name).map(|term| (term.id, term)).collect();
    let all: Vec<Term> = all.into_values().cloned().collect();
    let links = permalinks::of_terms(&request.site, &all).await?;
    let shown = |term: &Term| item::shown(request, kind, term, links.get(&term.id).cloned().unwrap_or_default());
    let shown: HashMap<i64, Value> = all.iter().map(|term| (term.id, shown(term))).collect();
    let items = |terms: &[Term]| terms.iter().filter_map(|term| shown.get(&term.id).cloned()).collect();
    Ok(of_posts.iter().map(|(post, terms)| (*post, items(terms))).collect())
}

fn query(request: &RestRequest, kind: Kind) -> TermQuery {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs();
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(|offset| offset.max(0).unsigned_abs());
    TermQuery {
        taxonomy: kind.name.to_owned(),
        other_taxonomies: Vec::new(),
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        slugs: request.texts("slug"),
        parent: request.number("parent"),
        post: request.number("post").filter(|id| *id > 0),
        search: request.text("search").filter(|text| !text.is_empty()),
        hide_empty: request.flag("hide_empty").unwrap_or(false),
        order_by: order_by(request),
        descending: request.text("order").as_deref() == Some("desc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
    }
}

fn order_by(request: &RestRequest) -> TermOrder {
    match request.text("orderby").as_deref() {
        Some("id") => TermOrder::Id,
        Some("include") => TermOrder::Ids,
        Some("slug") => TermOrder::Slug,
        Some("include_slugs") => TermOrder::Slugs,
        Some("description") => TermOrder::Description,
        Some("count") => TermOrder::Count,
        _ => TermOrder::Name,
    }
}

/// One term.
pub async fn single(request: RestRequest, kind: Kind) -> RestResult {
    let term = find(&request, kind).await?;
    Ok(RestResponse::ok(shown(&request, kind, &term).await?))
}

/// A term with its address, in the request's context.
pub async fn shown(request: &RestRequest, kind: Kind, term: &Term) -> RestResult<Value> {
    let link = permalinks::of_term(&request.site, term).await?;
    Ok(item::shown(request, kind, term, link))
}
