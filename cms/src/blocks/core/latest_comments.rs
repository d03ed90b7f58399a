//! `core/latest-comments`: the newest approved comments of published posts.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Call, avatar_image, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::{dates, links};
use crate::comments::{Comment, entity};
use crate::formatting::{esc_html, esc_url, strip_tags, trim_words, wpautop};
use crate::posts::{Post, PublishedPosts, entity as posts};
use crate::{CacheTag, Result, users};

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    renderer.read(CacheTag::AllComments);
    let content = match call.attributes.get("displayExcerpt") {
        Some(_) if call.flag("displayExcerpt") => "excerpt",
        Some(_) => "none",
        None => call.text("displayContent"),
    };
    let comments = newest(renderer, call.number("commentsToShow")).await?;
    let mut items = String::new();
    for comment in &comments {
        items.push_str(&item(renderer, &call, comment, content).await?);
    }
    let classes = [
        (call.flag("displayAvatar"), "has-avatars"),
        (call.flag("displayDate"), "has-dates"),
        (content != "none", "has-excerpts"),
        (comments.is_empty(), "no-comments"),
    ];
    let classes: Vec<_> = classes.into_iter().filter_map(|(shown, class)| shown.then_some(class)).collect();
    let wrapper = call.wrapper(renderer, &[("class", &classes.join(" "))]);
    Ok(match comments.is_empty() {
        true => format!("<div {wrapper}>{}</div>", renderer.words().say("No comments to show.")),
        false => format!("<ol {wrapper}>{items}</ol>"),
    })
}

async fn newest(renderer: &BlockRenderer, number: i64) -> Result<Vec<Comment>> {
    let site = &renderer.site;
    let published =
        PublishedPosts::any(site).filter(posts::Column::Status.eq("publish")).select_only().column(posts::Column::Id);
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Status.eq("approved"))
        .filter(entity::Column::CommentType.ne("note"))
        .filter(entity::Column::PostId.in_subquery(sea_orm::QueryTrait::into_query(published)))
        .order_by_desc(entity::Column::DateGmt)
        .order_by_desc(entity::Column::Id)
        .limit(u64::try_from(number).unwrap_or_default());
    Ok(query.all(site.reader()).await?)
}

async fn item(renderer: &mut BlockRenderer, call: &Call<'_>, comment: &Comment, content: &str) -> Result<String> {
    let Some(post) = shown_post::load(renderer, comment.post_id).await? else { return Ok(String::new()) };
    let user = match comment.user_id {
        0 => None,
        id => users::by_id(renderer.site.host(), id).await?,
    };
    let mut html = "<li class=\"wp-block-latest-comments__comment\">".to_owned();
    if call.flag("displayAvatar") && matches!(comment.comment_type.as_str(), "comment" | "") {
        let email = user.as_ref().map_or(comment.author_email.as_str(), |user| user.email.as_str());
        html.push_str(&avatar_image::image(
            &renderer.site,
            email,
            48,
            "",
            "wp-block-latest-comments__comment-avatar",
            "",
        ));
    }
    html.push_str("<article><footer class=\"wp-block-latest-comments__comment-meta\">");
    let title = shown_post::title_or_none(renderer, &post);
    let address = esc_url(&links::comment(&renderer.site, comment, &post).await?);
    let link = format!("<a class=\"wp-block-latest-comments__comment-link\" href=\"{address}\">{title}</a>");
    html.push_str(&renderer.words().fill("%1$s on %2$s", &[&author(renderer, comment, user.as_ref()), &link]));
    if call.flag("displayDate") {
        html.push_str(&format!(
            "<time datetime=\"{}\" class=\"wp-block-latest-comments__comment-date\">{}</time>",
            dates::written(&renderer.site, "c", comment.date),
            dates::written(&renderer.site, "", comment.date)
        ));
    }
    html.push_str("</footer>");
    html.push_str(&text(renderer, comment, &post, content));
    html.push_str("</article></li>");
    Ok(html)
}

fn author(renderer: &BlockRenderer, comment: &Comment, user: Option<&users::Model>) -> String {
    let name = match (comment.author_name.as_str(), user) {
        ("", Some(user)) => user.display_name.clone(),
        ("", None) => renderer.words().say("Anonymous").to_owned(),
        (name, _) => name.to_owned(),
    };
    let name = esc_html(&name);
    let class = "wp-block-latest-comments__comment-author";
    let address = match (esc_url(&comment.author_url), user) {
        (own, _) if !own.is_empty() && own != "http://" => Some(own),
        (_, Some(user)) => Some(esc_url(&links::author(&renderer.site, user))),
        _ => None,
    };
    match address {
        Some(address) => format!("<a class=\"{class}\" href=\"{address}\">{name}</a>"),
        None => format!("<span class=\"{class}\">{name}</span>"),
    }
}

fn text(renderer: &BlockRenderer, comment: &Comment, post: &Post, content: &str) -> String {
    let text = match (content, post.password.is_empty()) {
        ("none", _) => return String::new(),
        (_, false) => renderer.words().say("Password protected").to_owned(),
        ("full", true) => comment.content.clone(),
        (_, true) => trim_words(&strip_tags(&comment.content.replace(['\n', '\r'], " ")), 20, "&hellip;"),
    };
    format!("<div class=\"wp-block-latest-comments__comment-excerpt\">{}</div>", wpautop(&text, true))
}
