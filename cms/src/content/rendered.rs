//! A post's content and excerpt, rendered once and kept until something they were made from changes.

use std::sync::Arc;

use super::Renderer;
use super::render::Medium;
use crate::blocks::Visit;
use crate::content_filters::More;
use crate::posts::{Post, Reader};
use crate::{CacheTag, Result, Site, permalinks};

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
    /// What all were made from.
    pub tags: Vec<CacheTag>,
}

/// The whole content with all its pages, as REST shows it, and the excerpt. Nothing of a post that asks for its
/// password.
pub async fn whole(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    if !post.password.is_empty() {
        return kept(site, post, "locked content", locked(site, post)).await;
    }
    kept(site, post, "content", all(site, post, Reader::Stranger)).await
}

/// All of it, also what is for members: for whoever may edit the post.
pub async fn for_staff(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    kept(site, post, "staff content", all(site, post, Reader::Staff)).await
}

/// The same of a post whose password was given.
pub async fn unlocked(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    kept(site, post, "content", all(site, post, Reader::Stranger)).await
}

/// The content as a feed has it: its first page, whole; the form of a post that asks for its password.
pub async fn feed(site: &Site, post: &Post) -> Result<Arc<Rendered>> {
    let load = async {
        let mut renderer = Renderer::new(site, Visit::default());
        renderer.medium = Medium::Feed;
        let post = Arc::new(post.clone());
        let is_open = post.password.is_empty();
        let content = if is_open {
            renderer.content(&post, 1, More::Whole).await?
        } else {
            let form = super::password_form(site, &post, &permalinks::of_post(site, &post).await?);
            renderer.text(&post, &form).await?
        };
        finished(renderer, &post, content, is_open).await
    };
    kept(site, post, "feed content", load).await
}

/// The excerpt in a paragraph, with at most so many words of the content where none was written. The password is the
/// caller's concern.
pub async fn excerpt_of_length(site: &Site, post: &Post, words: usize) -> Result<String> {
    let mut renderer = Renderer::new(site, Visit { is_rest: true, ..Visit::default() });
    Ok(renderer.excerpt_of_length(&Arc::new(post.clone()), words).await?.html)
}

async fn kept(
    site: &Site,
    post: &Post,
    what: &str,
    load: impl Future<Output = Result<(Rendered, Vec<CacheTag>)>>,
) -> Result<Arc<Rendered>> {
    site.host().objects().get_or_load(site.id(), format!("{what}:{}", post.id), load).await
}

async fn all(site: &Site, post: &Post, reader: Reader) -> Result<(Rendered, Vec<CacheTag>)> {
    let mut renderer = Renderer::new(site, Visit { is_rest: true, reader, ..Visit::default() });
    let post = Arc::new(post.clone());
    let content = renderer.whole(&post).await?;
    finished(renderer, &post, content, true).await
}

async fn locked(site: &Site, post: &Post) -> Result<(Rendered, Vec<CacheTag>)> {
    finished(Renderer::new(site, Visit::default()), &Arc::new(post.clone()), String::new(), false).await
}

async fn finished(
    mut renderer: Renderer,
    post: &Arc<Post>,
    content: String,
    is_open: bool,
) -> Result<(Rendered, Vec<CacheTag>)> {
    let excerpt = renderer.excerpt(post, is_open).await?;
    let mut tags: Vec<CacheTag> = renderer.tags().iter().cloned().collect();
    tags.extend([CacheTag::Post(post.id), CacheTag::Settings, CacheTag::Theme]);
    let (excerpt, plain_excerpt) = (excerpt.html, excerpt.plain);
    Ok((Rendered { content, excerpt, plain_excerpt, css: renderer.css(), tags: tags.clone() }, tags))
}
