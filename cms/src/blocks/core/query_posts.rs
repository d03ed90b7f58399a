//! The posts of a query block, WordPress's `build_query_vars_from_query_block`.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::blocks::php;
use crate::posts::{self, ListQuery, OrderBy, Post, TermFilter, TermOperator, type_named};
use crate::{CacheTag, Result, terms};

/// A page of a query's posts.
pub struct QueryPage {
    /// The posts of this page.
    pub posts: Vec<Arc<Post>>,
    /// How many the whole query has.
    pub total: u64,
    /// How many pages that makes.
    pub pages: u64,
    /// How many a page has.
    pub per_page: u64,
    /// This page's number, from 1.
    pub number: u64,
    /// The parameter that names the page; none for the page's own list.
    pub parameter: Option<String>,
}

fn setting<'a>(call: &'a Call<'_>, name: &str) -> Option<&'a Value> {
    call.values.get("query")?.get(name).filter(|value| !php::is_empty(Some(value)))
}

/// Whether the query is the page's own list.
pub fn is_inherited(call: &Call<'_>) -> bool {
    setting(call, "inherit").is_some()
}

/// The most pages that the editor allows; 0 for any number.
pub fn most_pages(call: &Call<'_>) -> u64 {
    setting(call, "pages").map(php::to_int).and_then(|pages| u64::try_from(pages).ok()).unwrap_or_default()
}

/// Loads the posts.
pub async fn load(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<QueryPage> {
    if is_inherited(call) {
        let listing = renderer.visit.listing.clone().unwrap_or_default();
        let per_page = renderer.site.settings().posts_per_page();
        return Ok(QueryPage {
            posts: listing.posts.clone(),
            total: listing.total,
            pages: listing.pages,
            per_page,
            number: listing.page.max(1),
            parameter: None,
        });
    }
    let parameter = match call.values.get("queryId").map(php::to_text) {
        Some(id) => format!("query-{id}-page"),
        None => "query-page".to_owned(),
    };
    let number = renderer.visit.parameter(&parameter).and_then(|page| page.parse::<u64>().ok()).unwrap_or(1).max(1);
    let settings = call.values.get("query").and_then(Value::as_object).cloned().unwrap_or_default();
    let query = list_query(renderer, &settings, number).await?;
    query.types.iter().for_each(|name| renderer.read(CacheTag::Posts(name.clone())));
    let listed = posts::list(&renderer.site, &query).await?;
    let mut found = listed.posts;
    if sticky_first(&settings, &query) {
        found = with_sticky_first(renderer, found, &query).await?;
    }
    found.iter().for_each(|post| renderer.read(CacheTag::Post(post.id)));
    let per_page = query.limit.max(1);
    Ok(QueryPage {
        posts: found.into_iter().map(Arc::new).collect(),
        total: listed.total,
        pages: listed.total.div_ceil(per_page),
        per_page,
        number,
        parameter: Some(parameter),
    })
}

async fn list_query(renderer: &BlockRenderer, settings: &Map<String, Value>, page: u64) -> Result<ListQuery> {
    let number = |name: &str| {
        settings.get(name).filter(|value| php::is_numeric(value)).map(|value| php::to_int(value).unsigned_abs())
    };
    let text = |name: &str| php::text_at(settings, &[name]).unwrap_or_default();
    let post_type =
        Some(text("postType")).filter(|name| type_named(renderer.site.settings(), name).is_some()).unwrap_or("post");
    let per_page = number("perPage");
    let skipped = number("offset").unwrap_or_default() + per_page.map_or(0, |per_page| per_page * (page - 1));
    let mut query = ListQuery {
        types: vec![post_type.to_owned()],
        statuses: vec!["publish".to_owned()],
        ids_not: numbers(settings.get("exclude")),
        authors: authors(settings.get("author")),
        search: Some(text("search").to_owned()).filter(|words| !words.is_empty()),
        sticky: match text("sticky") {
            "only" => Some(true),
            "exclude" => Some(false),
            _ => None,
        },
        terms: term_filters(settings),
        order_by: order_by(text("orderBy")),
        ascending: text("order").eq_ignore_ascii_case("asc"),
        offset: per_page.map_or(0, |_| skipped),
        limit: per_page.unwrap_or_else(|| renderer.site.settings().posts_per_page()),
        ..ListQuery::default()
    };
    if post_type == "page" {
        query.parents = numbers(settings.get("parents"));
    }
    if !php::is_empty(settings.get("excludeCurrent")) {
        query.ids_not.extend(renderer.post.as_ref().map(|post| post.id));
    }
    query.terms.extend(format_filter(renderer, settings).await?);
    Ok(query)
}

fn order_by(name: &str) -> OrderBy {
    match name {
        "title" => OrderBy::Title,
        "modified" => OrderBy::Modified,
        "menu_order" => OrderBy::MenuOrder,
        "id" | "ID" => OrderBy::Id,
        "author" => OrderBy::Author,
        "name" => OrderBy::Slug,
        "parent" => OrderBy::Parent,
        _ => OrderBy::Date,
    }
}

fn numbers(value: Option<&Value>) -> Vec<i64> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.map(php::to_int).filter(|number| *number != 0).collect()
}

fn authors(value: Option<&Value>) -> Vec<i64> {
    match value {
        Some(Value::String(list)) => {
            list.split(',').filter_map(|id| id.trim().parse().ok()).filter(|id| *id != 0).collect()
        }
        Some(Value::Number(id)) => id.as_i64().filter(|id| *id > 0).into_iter().collect(),
        list => numbers(list),
    }
}

fn filter(taxonomy: &str, ids: Vec<i64>, operator: TermOperator) -> TermFilter {
    TermFilter { taxonomy: taxonomy.to_owned(), terms: ids, include_children: false, operator }
}

/// Conditions on terms, in the forms of three generations of the block.
fn term_filters(settings: &Map<String, Value>) -> Vec<TermFilter> {
    let mut filters = Vec::new();
    for (name, taxonomy) in [("categoryIds", "category"), ("tagIds", "post_tag")] {
        let ids = numbers(settings.get(name));
        filters.extend((!ids.is_empty()).then(|| filter(taxonomy, ids, TermOperator::Any)));
    }
    let Some(by_taxonomy) = settings.get("taxQuery").and_then(Value::as_object) else { return filters };
    let in_two_parts = by_taxonomy.keys().all(|name| matches!(name.as_str(), "include" | "exclude"));
    let mut add = |part: Option<&Map<String, Value>>, operator: TermOperator| {
        for (taxonomy, ids) in part.into_iter().flatten() {
            let ids = numbers(Some(ids));
            filters.extend((!ids.is_empty()).then(|| filter(taxonomy, ids, operator)));
        }
    };
    if in_two_parts {
        add(by_taxonomy.get("include").and_then(Value::as_object), TermOperator::Any);
        add(by_taxonomy.get("exclude").and_then(Value::as_object), TermOperator::None);
    } else {
        add(Some(by_taxonomy), TermOperator::Any);
    }
    filters
}

/// Posts of certain formats; `standard` are those without one.
async fn format_filter(renderer: &BlockRenderer, settings: &Map<String, Value>) -> Result<Option<TermFilter>> {
    let formats = settings.get("format").and_then(Value::as_array).cloned().unwrap_or_default();
    let names: Vec<&str> = formats.iter().filter_map(Value::as_str).collect();
    if names.is_empty() {
        return Ok(None);
    }
    let mut ids = Vec::new();
    for name in names.iter().filter(|name| **name != "standard") {
        let term = terms::by_slug(&renderer.site, "post_format", &format!("post-format-{name}")).await?;
        ids.push(term.map_or(-1, |term| term.id));
    }
    let operator = if names.contains(&"standard") { TermOperator::AnyOrNoneOfTaxonomy } else { TermOperator::Any };
    Ok(Some(filter("post_format", ids, operator)))
}

/// Sticky posts stand first where nothing narrows the query, as on a blog's front page.
fn sticky_first(settings: &Map<String, Value>, query: &ListQuery) -> bool {
    let mode = php::text_at(settings, &["sticky"]).unwrap_or_default();
    let narrowed = !query.terms.is_empty() || !query.authors.is_empty() || query.search.is_some();
    mode.is_empty() && !narrowed
}

async fn with_sticky_first(renderer: &BlockRenderer, found: Vec<Post>, query: &ListQuery) -> Result<Vec<Post>> {
    let (mut first, rest): (Vec<Post>, Vec<Post>) = found.into_iter().partition(|post| post.sticky);
    let others = ListQuery {
        types: query.types.clone(),
        statuses: query.statuses.clone(),
        ids_not: first.iter().map(|post| post.id).chain(query.ids_not.iter().copied()).collect(),
        sticky: Some(true),
        limit: 100,
        ..ListQuery::default()
    };
    first.extend(posts::list(&renderer.site, &others).await?.posts);
    first.extend(rest);
    Ok(first)
}
