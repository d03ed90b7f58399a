//! The people of a site.

use cms::posts;
use cms::users::{self, Capability, UserColumn, UserOrder, UserQuery};
use serde_json::{Value, json};

use super::arguments::types_of;
use super::item::People;
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::{RestRequest, RestResponse};

/// `GET` of the collection.
pub async fn list(request: RestRequest) -> RestResult<RestResponse> {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs().max(1);
    let (found, total) = users::list(&request.site, &query(&request, per_page)).await?;
    let context = request.context();
    let people = People::load(&request, &context, found).await?;
    Ok(paged(&request, json!(people.items()), total, total.div_ceil(per_page)))
}

/// These people, as the request's context shows them; who belongs to other sites alone is left out. It is for whoever
/// knows that they may be seen.
pub async fn these(request: &RestRequest, ids: &[i64]) -> RestResult<Vec<Value>> {
    let query = UserQuery { ids: ids.to_vec(), limit: ids.len() as u64, ..UserQuery::default() };
    let (found, _) = users::list(&request.site, &query).await?;
    Ok(People::load(request, &request.context(), found).await?.items())
}

fn query(request: &RestRequest, per_page: u64) -> UserQuery {
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|offset| *offset > 0).map(i64::unsigned_abs);
    let wants_authors = request.text("who").as_deref() == Some("authors");
    // Stars at the ends say what is so anyway: that the words may stand anywhere.
    let search = request.text("search").map(|text| text.trim().trim_matches('*').to_owned());
    let search = search.filter(|text| !text.is_empty());
    UserQuery {
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        slugs: request.texts("slug"),
        roles: request.texts("roles"),
        capabilities: if wants_authors { vec!["edit_posts".into()] } else { request.texts("capabilities") },
        among: published(request, wants_authors).map(|types| posts::authors(&request.site, &types)),
        search_columns: search.as_deref().map(|text| columns(request, text)).unwrap_or_default(),
        search,
        order_by: order_by(request),
        descending: request.text("order").as_deref() == Some("desc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
    }
}

/// Who may not list people sees those who have published something.
fn published(request: &RestRequest, wants_authors: bool) -> Option<Vec<String>> {
    let all = || types_of(request.site.settings());
    let asked = match request.get("has_published_posts") {
        Some(Value::Bool(true)) => Some(all()),
        Some(Value::Bool(false)) | None => None,
        Some(_) => Some(request.texts("has_published_posts")),
    };
    let must = !wants_authors && !request.actor.may(Capability::ListUsers);
    match asked {
        Some(types) if must => Some(types.into_iter().filter(|name| all().contains(name)).collect()),
        None if must => Some(all()),
        asked => asked,
    }
}

/// Mail addresses are searched for those alone who may see them.
fn columns(request: &RestRequest, search: &str) -> Vec<UserColumn> {
    let may_list = request.actor.may(Capability::ListUsers);
    let open = [UserColumn::Id, UserColumn::Login, UserColumn::Nicename, UserColumn::DisplayName];
    let named = request.texts("search_columns");
    let asked: Vec<UserColumn> = named.iter().filter_map(|name| column(name)).collect();
    let allowed: Vec<UserColumn> = asked.into_iter().filter(|column| may_list || open.contains(column)).collect();
    match allowed.is_empty() {
        false => allowed,
        true if may_list => UserColumn::guessed(search),
        true => open.to_vec(),
    }
}

fn column(name: &str) -> Option<UserColumn> {
    Some(match name {
        "id" => UserColumn::Id,
        "username" => UserColumn::Login,
        "slug" => UserColumn::Nicename,
        "email" => UserColumn::Email,
        "name" => UserColumn::DisplayName,
        _ => return None,
    })
}

fn order_by(request: &RestRequest) -> UserOrder {
    match request.text("orderby").as_deref() {
        Some("id") => UserOrder::Id,
        Some("include") => UserOrder::Ids,
        Some("registered_date") => UserOrder::Registered,
        Some("slug") => UserOrder::Nicename,
        Some("include_slugs") => UserOrder::Slugs,
        Some("email") => UserOrder::Email,
        Some("url") => UserOrder::Url,
        _ => UserOrder::DisplayName,
    }
}
