//! A post's content and excerpt, rendered once and kept until something they were made from changes.

use std::sync::Arc;

use super::excerpt::Excerpt;
use super::{Renderer, Split, excerpt, pages};
use crate::posts::Post;
use crate::{CacheTag, Result, Site};

/// A post's texts as HTML.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// The content.
    pub content: String,
    /// The excerpt, in a paragraph.
    pub excerpt: String,
    /// The excerpt as feeds carry it, without a paragraph.
    pub plain_excerpt: String,
    /// CSS that the content needs in the page's head.
    pub css: String,
    /// What both were made from.
    pub tags: Vec<CacheTag>,
}

/// The whole content, all its pages, as REST and exports show it, and the excerpt. Nothing of a post that asks for its
/// password.
pub async fn whole(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    let load = async {
        let mut renderer = Renderer::new(site);
        let post = Arc::new(post.clone());
        let content = if post.password.is_empty() { renderer.text(&post, &post.content).await? } else { String::new() };
        finished(renderer, &post, content).await
    };
    site.host().objects().get_or_load(site.id(), format!("content:{}", post.id), load).await
}

/// The same of a post whose password was given.
pub async fn unlocked(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    let load = async {
        let mut renderer = Renderer::new(site);
        let post = Arc::new(post.clone());
        let content = renderer.text(&post, &post.content).await?;
        let excerpt = super::unlocked_excerpt(&mut renderer, &post).await?;
        Ok(gathered(renderer, &post, content, excerpt))
    };
    site.host().objects().get_or_load(site.id(), format!("unlocked content:{}", post.id), load).await
}

/// The content as a feed has it: its first page, with the rest after `<!--more-->`; the form of a post that asks for
/// its password.
pub async fn feed(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    let load = async {
        let mut renderer = Renderer::new(site);
        let post = Arc::new(post.clone());
        let content = if post.password.is_empty() {
            let first = pages(&post.content).into_iter().next().unwrap_or_default();
            renderer.text(&post, &Split::of(&first).whole(post.id, true)).await?
        } else {
            super::password_form(site, &post, &crate::permalinks::of_post(site, &post).await?)
        };
        finished(renderer, &post, content).await
    };
    site.host().objects().get_or_load(site.id(), format!("feed content:{}", post.id), load).await
}

async fn finished(mut renderer: Renderer, post: &Arc<Post>, content: String) -> Result<(Rendered, Vec<CacheTag>)> {
    let excerpt = excerpt(&mut renderer, post).await?;
    Ok(gathered(renderer, post, content, excerpt))
}

fn gathered(renderer: Renderer, post: &Post, content: String, excerpt: Excerpt) -> (Rendered, Vec<CacheTag>) {
    let tags: Vec<CacheTag> = renderer.tags.into_iter().chain([CacheTag::Post(post.id), CacheTag::Settings]).collect();
    let (excerpt, plain_excerpt) = (excerpt.html, excerpt.plain);
    (Rendered { content, excerpt, plain_excerpt, css: renderer.css, tags: tags.clone() }, tags)
}
