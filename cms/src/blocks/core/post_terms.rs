//! `core/post-terms`, `core/term-description`: the terms of a post, and what is said of a term.

use super::{Call, classes};
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_html, esc_url, remove_accents, wp_kses_post};
use crate::{CacheTag, Result, terms};

/// Renders the terms.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let taxonomy = call.text("term");
    let Some(id) = call.post_id().filter(|_| !taxonomy.is_empty()) else { return Ok(String::new()) };
    renderer.read(CacheTag::Post(id));
    let mut of_post = terms::of_post(&renderer.site, id).await?;
    of_post.retain(|term| term.taxonomy == taxonomy);
    of_post.sort_by_key(|term| remove_accents(&term.name).to_lowercase());
    if of_post.is_empty() {
        return Ok(String::new());
    }
    let mut written = Vec::new();
    for term in &of_post {
        renderer.read(CacheTag::Term(term.id));
        let address = links::term(&renderer.site, term).await?;
        written.push(format!("<a href=\"{}\" rel=\"tag\">{}</a>", esc_url(&address), term.name));
    }
    let class = format!("taxonomy-{taxonomy} {}", classes::aligned(&call));
    let mut before = format!("<div {}>", call.wrapper(renderer, &[("class", class.trim())]));
    let mut after = "</div>".to_owned();
    if call.flag("prefix") {
        before.push_str(&format!("<span class=\"wp-block-post-terms__prefix\">{}</span>", call.text("prefix")));
    }
    if call.flag("suffix") {
        after.insert_str(0, &format!("<span class=\"wp-block-post-terms__suffix\">{}</span>", call.text("suffix")));
    }
    let separator = match call.text("separator") {
        "" => " ",
        separator => separator,
    };
    let separator = format!("<span class=\"wp-block-post-terms__separator\">{}</span>", esc_html(separator));
    Ok(format!("{}{}{}", wp_kses_post(&before), written.join(&separator), wp_kses_post(&after)))
}

/// Renders a term's description.
pub async fn render_description(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let of_listing = renderer.visit.listing.as_ref().and_then(|listing| listing.term_id);
    let Some(id) = call.values.number("termId").or(of_listing) else { return Ok(String::new()) };
    renderer.read(CacheTag::Term(id));
    let description = terms::by_id(&renderer.site, id).await?.map(|term| term.description).unwrap_or_default();
    if description.is_empty() {
        return Ok(String::new());
    }
    let in_loop = call.values.number("termId").is_some();
    let text = if in_loop { description } else { crate::formatting::wpautop(&description, true) };
    Ok(format!("<div {}>{text}</div>", call.wrapper(renderer, &[("class", &classes::aligned(&call))])))
}
