//! `core/post-navigation-link`: the next or the previous post.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{Call, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_url, wp_kses_post};
use crate::languages::Words;
use crate::posts::{Post, PublishedPosts, entity};
use crate::terms::{self, relationship_entity};
use crate::{CacheTag, Result};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let is_next = match call.text("type") {
        "next" => true,
        "previous" => false,
        _ => return Ok(String::new()),
    };
    let Some(id) = renderer.visit.queried_post else { return Ok(String::new()) };
    let Some(post) = shown_post::load(renderer, id).await? else { return Ok(String::new()) };
    let mut class = format!("post-navigation-link-{}", call.text("type"));
    if call.attributes.contains_key("textAlign") {
        class.push_str(&format!(" has-text-align-{}", call.text("textAlign")));
    }
    let (format, text) = formats(renderer.words(), &call, is_next);
    let content = match neighbour(renderer, &post, is_next, call.text("taxonomy")).await? {
        None => String::new(),
        Some(neighbour) => {
            let title = match shown_post::title(renderer, &neighbour) {
                title if title.is_empty() && is_next => renderer.words().say("Next Post").to_owned(),
                title if title.is_empty() => renderer.words().say("Previous Post").to_owned(),
                title => title,
            };
            let rel = if is_next { "next" } else { "prev" };
            let address = esc_url(&links::post(&renderer.site, &neighbour).await?);
            let link = format!("<a href=\"{address}\" rel=\"{rel}\">{}</a>", text.replace("%title", &title));
            format.replace("%link", &link)
        }
    };
    Ok(format!("<div {}>{content}</div>", call.wrapper(renderer, &[("class", &class)])))
}

/// What stands around the link and in it, with `%link` and `%title` for what is filled in.
fn formats(words: Words, call: &Call<'_>, is_next: bool) -> (String, String) {
    let label = call.text("label");
    let default = if is_next { words.say("Next") } else { words.say("Previous") };
    let mut format = "%link".to_owned();
    let mut text = if label.is_empty() { default } else { label }.to_owned();
    let labelled = |label: &str| format!("<span class=\"post-navigation-link__label\">{}</span>", wp_kses_post(label));
    if call.flag("showTitle") {
        let own = if label.is_empty() { format!("{default}:") } else { label.to_owned() };
        if call.flag("linkLabel") {
            text = format!("{} <span class=\"post-navigation-link__title\">%title</span>", labelled(&own));
        } else {
            if !label.is_empty() {
                format = format!("{} %link", labelled(label));
            }
            text = "%title".to_owned();
        }
    }
    let arrow = match (call.text("arrow"), is_next) {
        ("arrow", true) => "→",
        ("arrow", false) => "←",
        ("chevron", true) => "»",
        ("chevron", false) => "«",
        _ => return (format, text),
    };
    let kind = if is_next { "next" } else { "previous" };
    let arrow = format!(
        "<span class=\"wp-block-post-navigation-link__arrow-{kind} is-arrow-{}\" aria-hidden=\"true\">{arrow}</span>",
        call.text("arrow")
    );
    (if is_next { format!("%link{arrow}") } else { format!("{arrow}%link") }, text)
}

/// The published post of the same type before or after this one, perhaps with a term in common.
async fn neighbour(renderer: &mut BlockRenderer, post: &Post, is_next: bool, taxonomy: &str) -> Result<Option<Post>> {
    renderer.read(CacheTag::Posts(post.post_type.clone()));
    let (date, id) = (entity::Column::Date, entity::Column::Id);
    let further = match is_next {
        true => {
            Condition::any().add(date.gt(post.date)).add(Condition::all().add(date.eq(post.date)).add(id.gt(post.id)))
        }
        false => {
            Condition::any().add(date.lt(post.date)).add(Condition::all().add(date.eq(post.date)).add(id.lt(post.id)))
        }
    };
    let mut query = PublishedPosts::any(&renderer.site)
        .filter(entity::Column::PostType.eq(post.post_type.clone()))
        .filter(entity::Column::Status.eq("publish"))
        .filter(further);
    if !taxonomy.is_empty() {
        let own = terms::of_post(&renderer.site, post.id).await?;
        let own: Vec<i64> = own.into_iter().filter(|term| term.taxonomy == taxonomy).map(|term| term.id).collect();
        let related = relationship_entity::Entity::find()
            .filter(relationship_entity::Column::SiteId.eq(renderer.site.id()))
            .filter(relationship_entity::Column::TermId.is_in(own))
            .select_only()
            .column(relationship_entity::Column::PostId);
        query = query.filter(id.in_subquery(related.into_query()));
    }
    query = match is_next {
        true => query.order_by_asc(date).order_by_asc(id),
        false => query.order_by_desc(date).order_by_desc(id),
    };
    Ok(query.one(renderer.site.reader()).await?)
}
