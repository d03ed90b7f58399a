//! The classes of a post's element, WordPress's `get_post_class`.

use super::shown_post;
use crate::blocks::context::BlockRenderer;
use crate::formatting::{remove_accents, sanitize_html_class};
use crate::posts::{Post, type_named};
use crate::{Result, terms};

/// Taxonomies that give classes, in WordPress's order.
const TAXONOMIES: [&str; 3] = ["category", "post_tag", "post_format"];

/// The classes behind a first one.
pub async fn classes(renderer: &mut BlockRenderer, first: &str, post: &Post) -> Result<String> {
    let mut classes = vec![first.to_owned(), format!("post-{}", post.id), post.post_type.clone()];
    classes.push(format!("type-{}", post.post_type));
    classes.push(format!("status-{}", post.status));
    let mut of_post = terms::of_post(&renderer.site, post.id).await?;
    of_post.sort_by_key(|term| remove_accents(&term.name).to_lowercase());
    let kind = type_named(renderer.site.settings(), &post.post_type);
    if kind.is_some_and(|kind| kind.supports("post-formats")) {
        let format = of_post.iter().find(|term| term.taxonomy == "post_format");
        let format = format.map_or("standard", |term| term.slug.trim_start_matches("post-format-"));
        classes.push(format!("format-{format}"));
    }
    let protected = !post.password.is_empty();
    classes.extend(protected.then(|| "post-password-required".to_owned()));
    if !protected && shown_post::featured_image(renderer, post).await?.is_some() {
        classes.push("has-post-thumbnail".to_owned());
    }
    let on_first_page = renderer.visit.listing.as_ref().is_none_or(|listing| listing.page <= 1);
    if post.sticky && renderer.visit.is_front_page() && on_first_page {
        classes.push("sticky".to_owned());
    }
    classes.push("hentry".to_owned());
    for taxonomy in TAXONOMIES {
        for term in of_post.iter().filter(|term| term.taxonomy == taxonomy) {
            let id = term.id.to_string();
            let mut name = sanitize_html_class(&term.slug, &id);
            if name.parse::<f64>().is_ok() || name.trim_matches('-').is_empty() {
                name = id;
            }
            let kind = if taxonomy == "post_tag" { "tag" } else { taxonomy };
            classes.push(format!("{kind}-{name}"));
        }
    }
    let mut unique: Vec<String> = Vec::new();
    classes.into_iter().for_each(|class| {
        if !unique.contains(&class) {
            unique.push(class)
        }
    });
    Ok(unique.join(" "))
}
