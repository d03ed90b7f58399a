//! `core/avatar`: the picture of an author or a commenter.

use super::{Call, avatar_image, classes, comment_data, shown_post};
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_attr, esc_url};
use crate::{CacheTag, Result, users};

/// A person with a picture.
struct Person {
    name: String,
    email: String,
    link: String,
    label: String,
}

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    let Some(person) = person(renderer, &call).await? else { return Ok(String::new()) };
    let size = match call.number("size") {
        0 => 96,
        size => size,
    };
    let border = classes::border(&call);
    let class = ["wp-block-avatar__image".to_owned(), border.class()].join(" ");
    let style = border.inline();
    let style = if style.is_empty() { String::new() } else { format!(" style=\"{}\"", esc_attr(&style)) };
    let alt = renderer.words().fill("%s Avatar", &[&person.name]);
    let mut image = avatar_image::image(&renderer.site, &person.email, size, &alt, class.trim(), &style);
    if call.flag("isLink") && !person.link.is_empty() {
        let target = call.text("linkTarget");
        let label =
            if target == "_blank" { format!("aria-label=\"{}\"", esc_attr(&person.label)) } else { String::new() };
        let address = esc_url(&person.link);
        image = format!(
            "<a href=\"{address}\" target=\"{}\" {label} class=\"wp-block-avatar__link\">{image}</a>",
            esc_attr(target)
        );
    }
    Ok(format!("<div {}>{image}</div>", call.wrapper(renderer, &[])))
}

async fn person(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Option<Person>> {
    if call.values.get("commentId").is_some() {
        let Some(comment) = comment_data::load(renderer, call).await? else { return Ok(None) };
        let email = comment_data::email(renderer, &comment).await?;
        let label = renderer.words().fill("(%s website link, opens in a new tab)", &[&comment.author_name]);
        return Ok(Some(Person { name: comment.author_name, email, link: comment.author_url, label }));
    }
    let id = match call.number("userId") {
        0 => match call.post_id() {
            Some(post) => shown_post::load(renderer, post).await?.map_or(0, |post| post.author_id),
            None => 0,
        },
        id => id,
    };
    renderer.read(CacheTag::User(id));
    let Some(user) = users::by_id(renderer.site.host(), id).await? else { return Ok(None) };
    let link = links::author(&renderer.site, &user);
    let label = renderer.words().fill("(%s author archive, opens in a new tab)", &[&user.display_name]);
    Ok(Some(Person { name: user.display_name, email: user.email, link, label }))
}
