//! `core/term-template`, `core/term-name`, `core/term-count`: terms in a loop of their own.

use serde_json::Value;

use super::{Call, classes};
use crate::blocks::context::{BlockRenderer, Values};
use crate::blocks::{links, php};
use crate::formatting::{esc_attr, esc_url, remove_accents};
use crate::terms::{self, Term};
use crate::{CacheTag, Result};

/// The term that the blocks around, or the page, are about.
async fn term(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Option<Term>> {
    let of_page = renderer.visit.listing.as_ref().and_then(|listing| listing.term_id);
    let Some(id) = call.values.number("termId").or(of_page) else { return Ok(None) };
    renderer.read(CacheTag::Term(id));
    terms::by_id(&renderer.site, id).await
}

/// Renders a term's name.
pub async fn render_name(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(term) = term(renderer, &call).await? else { return Ok(String::new()) };
    let mut name = term.name.clone();
    if call.flag("isLink") {
        name = format!("<a href=\"{}\">{name}</a>", esc_url(&links::term(&renderer.site, &term).await?));
    }
    let element = classes::heading(&call, "p");
    let wrapper = call.wrapper(renderer, &[("class", &classes::aligned(&call))]);
    Ok(format!("<{element} {wrapper}>{name}</{element}>"))
}

/// Renders how many posts a term has.
pub async fn render_count(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(term) = term(renderer, &call).await? else { return Ok(String::new()) };
    let count = match call.text("bracketType") {
        "round" => format!("({})", term.count),
        "square" => format!("[{}]", term.count),
        "curly" => format!("{{{}}}", term.count),
        "angle" => format!("<{}>", term.count),
        _ => term.count.to_string(),
    };
    Ok(format!("<div {}>{count}</div>", call.wrapper(renderer, &[])))
}

/// Renders the template once for each term.
pub async fn render_template(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(query) = call.values.get("termQuery").and_then(Value::as_object).cloned() else {
        return Ok(String::new());
    };
    let found = found(renderer, &query).await?;
    if found.is_empty() {
        return Ok(String::new());
    }
    let wrapper = call.wrapper(renderer, &[("class", if call.has_link_color() { "has-link-color" } else { "" })]);
    let mut items = String::new();
    for term in found {
        let mut values = Values::default().with("termId", term.id).with("taxonomy", term.taxonomy.clone());
        if let Some(post) = &renderer.post {
            values = values.with_post(post);
        }
        let inner = renderer.render_inner(call.block, &values).await?;
        let class = format!("wp-block-term term-{0} {1} taxonomy-{1}", term.id, term.taxonomy);
        items.push_str(&format!("<li class=\"{}\">{inner}</li>", esc_attr(&class)));
    }
    Ok(format!("<ul {wrapper}>{items}</ul>"))
}

async fn found(renderer: &mut BlockRenderer, query: &serde_json::Map<String, Value>) -> Result<Vec<Term>> {
    let text = |name: &str| php::text_at(query, &[name]).unwrap_or_default();
    let taxonomy = text("taxonomy");
    renderer.read(CacheTag::Terms(taxonomy.to_owned()));
    let mut found = terms::of_taxonomy(&renderer.site, taxonomy).await?;
    if !php::is_empty(query.get("hideEmpty")) {
        found.retain(|term| term.count > 0);
    }
    let chosen: Vec<i64> =
        query.get("include").and_then(Value::as_array).into_iter().flatten().map(php::to_int).collect();
    if !chosen.is_empty() {
        found.retain(|term| chosen.contains(&term.id));
        found.sort_by_key(|term| chosen.iter().position(|id| *id == term.id));
        return Ok(found);
    }
    if taxonomy != "post_tag" && php::is_empty(query.get("showNested")) {
        found.retain(|term| term.parent_id == 0);
    }
    match text("orderBy") {
        "count" => found.sort_by_key(|term| term.count),
        _ => found.sort_by_key(|term| remove_accents(&term.name).to_lowercase()),
    }
    if text("order").eq_ignore_ascii_case("desc") {
        found.reverse();
    }
    let most =
        query.get("perPage").map(php::to_int).and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0);
    found.truncate(most.unwrap_or(usize::MAX));
    Ok(found)
}
