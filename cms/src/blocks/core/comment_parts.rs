//! The parts of one comment: author, text, date, links to answer and to edit.

use super::{Call, classes, comment_data, shown_post};
use crate::Result;
use crate::blocks::context::BlockRenderer;
use crate::blocks::{dates, links};
use crate::comments::{Comment, are_open, by_id};
use crate::formatting::{AllowedHtml, comment_text, esc_attr, esc_url, wp_kses};

/// Renders the author's name.
pub async fn render_author(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(comment) = comment_data::load(renderer, &call).await? else { return Ok(String::new()) };
    let mut name = comment_data::author(renderer, &comment).await?;
    if let Some(website) = comment_data::website(&comment).filter(|_| call.flag("isLink") && call.flag("linkTarget")) {
        let (address, target) = (esc_url(website), esc_attr(call.text("linkTarget")));
        name = format!("<a rel=\"external nofollow ugc\" href=\"{address}\" target=\"{target}\" >{name}</a>");
    }
    if comment.status != "approved" {
        name = crate::formatting::strip_tags(&name);
    }
    Ok(format!("<div {}>{name}</div>", call.wrapper(renderer, &[("class", &classes::aligned(&call))])))
}

/// Renders the comment's text.
pub async fn render_content(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(comment) = comment_data::load(renderer, &call).await? else { return Ok(String::new()) };
    if comment.content.is_empty() {
        return Ok(String::new());
    }
    let includes = format!("{}/wp-includes/", renderer.site.url());
    let smilies = renderer.site.settings().flag("use_smilies").then_some(includes.as_str());
    let mut text = comment_text(&comment.content, renderer.site.url(), smilies);
    let mut note = String::new();
    if comment.status != "approved" {
        let words = renderer.words().say("Your comment is awaiting moderation.");
        note = format!("<p><em class=\"comment-awaiting-moderation\">{words}</em></p>");
        text = wp_kses(&text, AllowedHtml::Nothing);
    }
    Ok(format!("<div {}>{note}{text}</div>", call.wrapper(renderer, &[("class", &classes::aligned(&call))])))
}

/// Renders when it was written.
pub async fn render_date(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(comment) = comment_data::load(renderer, &call).await? else { return Ok(String::new()) };
    let mut text = match call.text("format") {
        "human-diff" => {
            let (then, now) =
                (comment.date_gmt.and_utc().timestamp(), renderer.site.host().now().and_utc().timestamp());
            let words = renderer.words();
            words.fill("%s ago", &[&words.time_between(then, now)])
        }
        format => dates::written(&renderer.site, format, comment.date),
    };
    if call.flag("isLink")
        && let Some(post) = shown_post::load(renderer, comment.post_id).await?
    {
        let address = links::comment(&renderer.site, &comment, &post).await?;
        text = format!("<a href=\"{}\">{text}</a>", esc_url(&address));
    }
    let class = if call.has_link_color() { "has-link-color" } else { "" };
    let machine = dates::written(&renderer.site, "c", comment.date);
    Ok(format!("<div {}><time datetime=\"{machine}\">{text}</time></div>", call.wrapper(renderer, &[("class", class)])))
}

/// How deep an answer stands.
async fn depth(renderer: &BlockRenderer, comment: &Comment) -> Result<u64> {
    let (mut depth, mut parent) = (1, comment.parent_id);
    while parent != 0 && depth < 50 {
        depth += 1;
        parent = by_id(&renderer.site, parent).await?.map_or(0, |comment| comment.parent_id);
    }
    Ok(depth)
}

/// Renders the link to answer.
pub async fn render_reply_link(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(comment) = comment_data::load(renderer, &call).await? else { return Ok(String::new()) };
    let settings = renderer.site.settings().clone();
    let deepest = settings.number("thread_comments_depth").unsigned_abs();
    if !settings.flag("thread_comments") || deepest <= depth(renderer, &comment).await? {
        return Ok(String::new());
    }
    let Some(post) = shown_post::load(renderer, comment.post_id).await? else { return Ok(String::new()) };
    if !are_open(&renderer.site, &post) {
        return Ok(String::new());
    }
    let address = links::post(&renderer.site, &post).await?;
    let words = renderer.words();
    let link = if settings.flag("comment_registration") && !renderer.visit.signed_in {
        let login = esc_url(&links::login(&renderer.site, Some(&address)));
        format!(
            "<a rel=\"nofollow\" class=\"comment-reply-login\" href=\"{login}\">{}</a>",
            words.say("Log in to Reply")
        )
    } else {
        let separator = if address.contains('?') { "&" } else { "?" };
        let href = esc_url(&format!("{address}{separator}replytocom={}", comment.id));
        let to = words.fill("Reply to %s", &[&comment_data::author(renderer, &comment).await?]);
        format!(
            "<a rel=\"nofollow\" class=\"comment-reply-link\" href=\"{href}#respond\" data-commentid=\"{0}\" \
             data-postid=\"{1}\" data-belowelement=\"comment-{0}\" data-respondelement=\"respond\" data-replyto=\"{2}\" \
             aria-label=\"{2}\">{3}</a>",
            comment.id,
            post.id,
            esc_attr(&to),
            words.say("Reply")
        )
    };
    Ok(format!("<div {}>{link}</div>", call.wrapper(renderer, &[("class", &classes::aligned(&call))])))
}
