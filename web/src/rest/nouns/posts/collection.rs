//! From the arguments of a collection to a query of `cms`.

use std::borrow::Cow;

use cms::posts::{ListQuery, OrderBy, SearchColumn, TermFilter, TermOperator};
use cms::{Site, terms};
use serde_json::Value;

use super::kind::KindTaxonomy;
use super::{Kind, arguments};
use crate::rest::error::RestResult;
use crate::rest::schema::parse_date;
use crate::rest::{RestError, RestRequest};

/// What a collection's request asks of `cms`. The statuses are not checked here: see [`super::list`].
pub async fn list_query(request: &RestRequest, kind: Kind) -> RestResult<ListQuery> {
    let heard = heard(request, kind);
    let request = heard.as_ref();
    refuse_impossible_order(request)?;
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs();
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(i64::unsigned_abs);
    let mut query = ListQuery {
        types: vec![kind.name.to_owned()],
        statuses: request.texts("status"),
        authors: request.numbers("author"),
        authors_not: request.numbers("author_exclude"),
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        slugs: slugs(request),
        parents: request.numbers("parent"),
        parents_not: request.numbers("parent_exclude"),
        menu_order: request.number("menu_order"),
        after: date(request, "after"),
        before: date(request, "before"),
        modified_after: date(request, "modified_after"),
        modified_before: date(request, "modified_before"),
        search: request.text("search").filter(|words| !words.is_empty()),
        no_password: request.has("search") && !request.actor.is_signed_in(),
        search_columns: request.texts("search_columns").iter().filter_map(|name| search_column(name)).collect(),
        search_exact: request.text("search_semantics").as_deref() == Some("exact"),
        sticky: request.flag("sticky"),
        order_by: order_by(request),
        ascending: request.text("order").as_deref() == Some("asc") || is_unordered(request),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
        any_term_filter: request.text("tax_relation").as_deref() == Some("OR"),
        ..ListQuery::default()
    };
    for KindTaxonomy { name, base, .. } in kind.taxonomies(request.site.settings()) {
        query.terms.extend(term_filter(request, &name, &base, TermOperator::Any));
        query.terms.extend(term_filter(request, &name, &format!("{base}_exclude"), TermOperator::None));
    }
    query.terms.extend(format_filter(&request.site, &request.texts("format")).await?);
    Ok(query)
}

/// Conditions that some types register and others do not.
const CONDITIONAL: [&str; 8] =
    ["author", "author_exclude", "menu_order", "parent", "parent_exclude", "sticky", "ignore_sticky", "format"];

/// The request with what its type registers: WordPress does not hear the rest.
fn heard(request: &RestRequest, kind: Kind) -> Cow<'_, RestRequest> {
    if !CONDITIONAL.iter().any(|name| request.has(name)) {
        return Cow::Borrowed(request);
    }
    let registered = arguments::collection(kind, request.site.settings());
    let is_place_in_menu = |name: &str| kind.name == "nav_menu_item" && name == "menu_order";
    let is_strange = |name: &str| registered.get(name).is_none() && !is_place_in_menu(name);
    let mut heard = request.clone();
    for name in CONDITIONAL.into_iter().filter(|name| is_strange(name)) {
        let asked = &mut *heard;
        asked.query_parameters.shift_remove(name);
        asked.body_parameters.shift_remove(name);
    }
    Cow::Owned(heard)
}

/// Some orders need another parameter.
pub fn refuse_impossible_order(request: &RestRequest) -> RestResult<()> {
    match request.text("orderby").as_deref() {
        Some("relevance") if request.text("search").unwrap_or_default().is_empty() => Err(RestError::new(
            400,
            "rest_no_search_term_defined",
            "You need to define a search term to order by relevance.",
        )),
        Some("include") if request.numbers("include").is_empty() => Err(RestError::new(
            400,
            "rest_orderby_include_missing_include",
            "You need to define an include parameter to order by include.",
        )),
        _ => Ok(()),
    }
}

/// Slugs as rows have them. An empty one is no condition.
fn slugs(request: &RestRequest) -> Vec<String> {
    let given = request.texts("slug").into_iter().filter(|slug| !slug.is_empty());
    given.map(|slug| cms::formatting::sanitize_title(&slug)).collect()
}

/// A date in the site's time, in which rows are compared.
fn date(request: &RestRequest, name: &str) -> Option<chrono::NaiveDateTime> {
    let (time, offset) = parse_date(&request.text(name)?)?;
    Some(match offset {
        Some(seconds) => request.site.settings().to_local(time - chrono::Duration::seconds(seconds)),
        None => time,
    })
}

fn search_column(name: &str) -> Option<SearchColumn> {
    match name {
        "post_title" => Some(SearchColumn::Title),
        "post_excerpt" => Some(SearchColumn::Excerpt),
        "post_content" => Some(SearchColumn::Content),
        _ => None,
    }
}

/// An order by slugs without slugs is none: WordPress's database then gives the oldest first.
fn is_unordered(request: &RestRequest) -> bool {
    request.text("orderby").as_deref() == Some("include_slugs") && slugs(request).is_empty()
}

fn order_by(request: &RestRequest) -> OrderBy {
    match request.text("orderby").as_deref() {
        Some("author") => OrderBy::Author,
        Some("id") => OrderBy::Id,
        Some("include") => OrderBy::Ids,
        Some("modified") => OrderBy::Modified,
        Some("parent") => OrderBy::Parent,
        Some("relevance") => OrderBy::Relevance,
        Some("slug") => OrderBy::Slug,
        Some("include_slugs") if !is_unordered(request) => OrderBy::Slugs,
        Some("title") => OrderBy::Title,
        Some("menu_order") => OrderBy::MenuOrder,
        _ => OrderBy::Date,
    }
}

/// `categories=1,2`, or `categories[terms]=1,2&categories[operator]=AND`.
fn term_filter(request: &RestRequest, taxonomy: &str, name: &str, operator: TermOperator) -> Option<TermFilter> {
    let value = request.get(name)?;
    let numbers = |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect::<Vec<_>>();
    let filter = match value {
        Value::Object(object) => TermFilter {
            taxonomy: taxonomy.to_owned(),
            terms: object.get("terms").map(numbers).unwrap_or_default(),
            include_children: object.get("include_children").and_then(Value::as_bool).unwrap_or(false),
            operator: match object.get("operator").and_then(Value::as_str) {
                Some("AND") if operator == TermOperator::Any => TermOperator::All,
                _ => operator,
            },
        },
        list => TermFilter { taxonomy: taxonomy.to_owned(), terms: numbers(list), include_children: false, operator },
    };
    (!filter.terms.is_empty()).then_some(filter)
}

/// Formats are terms of `post_format`; the standard one is having none.
async fn format_filter(site: &Site, formats: &[String]) -> RestResult<Option<TermFilter>> {
    if formats.is_empty() {
        return Ok(None);
    }
    let all = terms::of_taxonomy(site, "post_format").await?;
    let wanted = |slug: &str| formats.iter().any(|format| slug.strip_prefix("post-format-") == Some(format));
    let chosen: Vec<i64> = all.iter().filter(|term| wanted(&term.slug)).map(|term| term.id).collect();
    let standard = formats.iter().any(|format| format == "standard");
    let operator = if standard { TermOperator::AnyOrNoneOfTaxonomy } else { TermOperator::Any };
    Ok(Some(TermFilter { taxonomy: "post_format".into(), terms: chosen, include_children: false, operator }))
}
