//! `core/latest-posts`: a list of posts.

use crate::formatting::{esc_attr, esc_html, esc_url};
use std::sync::Arc;

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde_json::Value;

use super::{Call, shown_post};
use crate::blocks::context::{BlockRenderer, InProgress};
use crate::blocks::{dates, links, php};
use crate::posts::{Post, PublishedPosts, entity};
use crate::terms::relationship_entity;
use crate::{CacheTag, Result, users};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    renderer.read(CacheTag::Posts("post".to_owned()));
    let mut items = String::new();
    for post in posts(renderer, &call).await? {
        items.push_str(&item(renderer, &call, &Arc::new(post)).await?);
    }
    let classes = classes(&call).join(" ");
    Ok(format!("<ul {}>{items}</ul>", call.wrapper(renderer, &[("class", &classes)])))
}

async fn posts(renderer: &BlockRenderer, call: &Call<'_>) -> Result<Vec<Post>> {
    let site = &renderer.site;
    let mut query = PublishedPosts::any(site)
        .filter(entity::Column::PostType.eq("post"))
        .filter(entity::Column::Status.eq("publish"));
    let categories = categories(call.attributes.get("categories"));
    if !categories.is_empty() {
        let in_categories = relationship_entity::Entity::find()
            .filter(relationship_entity::Column::SiteId.eq(site.id()))
            .filter(relationship_entity::Column::TermId.is_in(categories))
            .select_only()
            .column(relationship_entity::Column::PostId);
        query = query.filter(entity::Column::Id.in_subquery(in_categories.into_query()));
    }
    if call.attributes.contains_key("selectedAuthor") {
        query = query.filter(entity::Column::AuthorId.eq(call.number("selectedAuthor")));
    }
    let order = if call.text("order").eq_ignore_ascii_case("asc") { Order::Asc } else { Order::Desc };
    query = match call.text("orderBy") {
        "title" => query.order_by(Expr::expr(Func::lower(Expr::col(entity::Column::Title))), order.clone()),
        "modified" => query.order_by(entity::Column::Modified, order.clone()),
        _ => query.order_by(entity::Column::Date, order.clone()),
    };
    let limit = u64::try_from(call.number("postsToShow")).unwrap_or(100);
    Ok(query.order_by(entity::Column::Id, order).limit(limit).all(site.reader()).await?)
}

/// Category numbers, also as older versions wrote them: one number as a text.
fn categories(value: Option<&Value>) -> Vec<i64> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(|item| item.get("id")).map(php::to_int).collect(),
        Some(text @ Value::String(_)) => Some(php::to_int(text)).filter(|id| *id != 0).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn classes(call: &Call<'_>) -> Vec<String> {
    let layout = |name: &str| php::at(call.attributes, &["layout", name]).map(php::to_text);
    let legacy = if call.text("postLayout") == "grid" { "grid" } else { "default" };
    let is_grid = layout("type").as_deref().unwrap_or(legacy) == "grid";
    let columns = layout("columnCount").or_else(|| call.attributes.get("columns").map(php::to_text));
    let columns = columns.filter(|columns| is_grid && !columns.is_empty() && columns != "0");
    let mut classes = vec!["wp-block-latest-posts__list".to_owned()];
    let mut add = |condition: bool, class: &str| classes.extend(condition.then(|| class.to_owned()));
    add(is_grid, "is-grid");
    add(columns.is_some(), &format!("columns-{}", columns.clone().unwrap_or_default()));
    let has_minimum = layout("minimumColumnWidth").is_some_and(|width| !width.is_empty());
    add(columns.is_some() && has_minimum, "has-native-responsive-grid");
    add(call.flag("displayPostDate"), "has-dates");
    add(call.flag("displayAuthor"), "has-author");
    add(call.has_link_color(), "has-link-color");
    classes
}

async fn item(renderer: &mut BlockRenderer, call: &Call<'_>, post: &Arc<Post>) -> Result<String> {
    renderer.read(CacheTag::Post(post.id));
    let address = esc_url(&links::post(&renderer.site, post).await?);
    let title = shown_post::title_or_none(renderer, post);
    let mut html = "<li>".to_owned();
    if call.flag("displayFeaturedImage") {
        html.push_str(&picture(renderer, call, post, (&address, &title)).await?);
    }
    html.push_str(&format!("<a class=\"wp-block-latest-posts__post-title\" href=\"{address}\">{title}</a>"));
    if call.flag("displayAuthor") {
        let author = users::by_id(renderer.site.host(), post.author_id).await?;
        if let Some(author) = author.filter(|author| !author.display_name.is_empty()) {
            html.push_str(&format!(
                "<div class=\"wp-block-latest-posts__post-author\">{}</div>",
                renderer.words().fill("by %s", &[&author.display_name])
            ));
        }
    }
    if call.flag("displayPostDate") {
        html.push_str(&format!(
            "<time datetime=\"{}\" class=\"wp-block-latest-posts__post-date\">{}</time>",
            dates::written(&renderer.site, "c", post.date),
            dates::written(&renderer.site, "", post.date)
        ));
    }
    html.push_str(&text(renderer, call, post, (&address, &title)).await?);
    html.push_str("</li>\n");
    Ok(html)
}

async fn picture(
    renderer: &mut BlockRenderer,
    call: &Call<'_>,
    post: &Post,
    (address, title): (&str, &str),
) -> Result<String> {
    if shown_post::featured_image(renderer, post).await?.is_none() {
        return Ok(String::new());
    }
    let mut style = String::new();
    for (name, property) in [("featuredImageSizeWidth", "max-width"), ("featuredImageSizeHeight", "max-height")] {
        if let Some(size) = call.attributes.get(name).filter(|size| !size.is_null()) {
            style.push_str(&format!("{property}:{}px;", php::to_text(size)));
        }
    }
    let mut class = "wp-block-latest-posts__featured-image".to_owned();
    if let Some(align) = php::text_at(call.attributes, &["featuredImageAlign"]) {
        class.push_str(&format!(" align{align}"));
    }
    let mut image =
        shown_post::thumbnail(renderer, post, call.text("featuredImageSizeSlug"), &[("style", &style)]).await?;
    if call.flag("addLinkToFeaturedImage") {
        image = format!("<a href=\"{address}\" aria-label=\"{}\">{image}</a>", esc_attr(title));
    }
    Ok(format!("<div class=\"{}\">{image}</div>", esc_attr(&class)))
}

async fn text(
    renderer: &mut BlockRenderer,
    call: &Call<'_>,
    post: &Arc<Post>,
    (address, title): (&str, &str),
) -> Result<String> {
    if !call.flag("displayPostContent") {
        return Ok(String::new());
    }
    let protected = !post.password.is_empty();
    match call.text("displayPostContentRadio") {
        "excerpt" => {
            let words = usize::try_from(call.number("excerptLength")).unwrap_or_default();
            let mut excerpt = shown_post::excerpt(renderer, post, words).await?;
            if let Some(short) = excerpt.strip_suffix(" [&hellip;]") {
                excerpt = format!(
                    "{short}… <a class=\"wp-block-latest-posts__read-more\" href=\"{address}\" rel=\"noopener\">{}\
                     <span class=\"screen-reader-text\">: {}</span></a>",
                    renderer.words().say("Read more"),
                    esc_html(title)
                );
            }
            let excerpt = if protected {
                renderer.words().say("This content is password protected.").to_owned()
            } else {
                excerpt
            };
            Ok(format!("<div class=\"wp-block-latest-posts__post-excerpt\">{excerpt}</div>"))
        }
        "full_post" => {
            let content = match protected {
                true => renderer.words().say("This content is password protected.").to_owned(),
                false => full_content(renderer, post).await?,
            };
            Ok(format!("<div class=\"wp-block-latest-posts__post-full-content\">{content}</div>"))
        }
        _ => Ok(String::new()),
    }
}

async fn full_content(renderer: &mut BlockRenderer, post: &Arc<Post>) -> Result<String> {
    if !renderer.enter(InProgress::PostContent(post.id)) {
        return Ok(String::new());
    }
    let content = renderer.content_of(post).await;
    renderer.leave();
    Ok(content?.replace("]]>", "]]&gt;"))
}
