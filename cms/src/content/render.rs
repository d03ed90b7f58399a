//! The pipeline from what an author wrote to what readers get: the filters of WordPress's `the_content`, in its order.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::formatting::{self, CORE_SHORTCODES};
use crate::posts::Post;
use crate::{CacheTag, Result, Site, blocks};

/// Renders texts of one post, and gathers what they need and rest on.
#[derive(Debug)]
pub struct Renderer {
    /// The site.
    pub site: Site,
    /// What was read.
    pub tags: BTreeSet<CacheTag>,
    /// CSS for the page's head.
    pub css: String,
}

impl Renderer {
    /// A renderer for texts of the site.
    pub fn new(site: &Site) -> Self {
        Self { site: site.clone(), tags: BTreeSet::new(), css: String::new() }
    }

    /// Everything that `the_content` does to a text.
    pub async fn text(&mut self, post: &Arc<Post>, text: &str) -> Result<String> {
        let text = self.formatted(post, text).await?;
        Ok(with_smilies(&self.site, text))
    }

    /// The same for an excerpt: without shortcodes, and without the blocks that excerpts leave out.
    pub async fn for_excerpt(&mut self, post: &Post, text: &str) -> Result<String> {
        self.formatted(&Arc::new(post.clone()), text).await
    }

    async fn formatted(&mut self, post: &Arc<Post>, text: &str) -> Result<String> {
        self.tags.insert(CacheTag::Post(post.id));
        let has_blocks = blocks::has_blocks(text);
        let text = formatting::wptexturize(text, CORE_SHORTCODES);
        let text = if has_blocks { text } else { formatting::wpautop(&text, true) };
        let text = formatting::shortcode_unautop(&text, CORE_SHORTCODES);
        Ok(formatting::capital_p_dangit(&text).into_owned())
    }
}

/// One text of a post, rendered for itself.
pub async fn render(site: &Site, post: &Post, text: &str) -> Result<String> {
    Renderer::new(site).text(&Arc::new(post.clone()), text).await
}

/// Emoticons as pictures, where the site wants them.
pub(super) fn with_smilies(site: &Site, text: String) -> String {
    if !site.settings().flag("use_smilies") {
        return text;
    }
    formatting::convert_smilies(&text, &format!("{}/wp-includes/", site.url()))
}
