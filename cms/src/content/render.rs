//! From what an author wrote to what readers get: `[embed]`, blocks, and the filters of WordPress's `the_content`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::attachments::image_settings;
use super::invitation::invitation;
use super::lent::Lent;
use crate::blocks::{Attributes, Block, BlockRenderer, Collected, Interactivity, ThemeStyle, Visit};
use crate::content_filters::{
    ContentFilters, EXCERPT_LENGTH, EXCERPT_MORE, More, after_blocks, before_blocks, generated_excerpt, has_blocks,
    the_content_part, the_excerpt,
};
use crate::formatting::CORE_SHORTCODES;
use crate::image_markup::ImageSettings;
use crate::posts::{Post, access};
use crate::shortcodes::{NeededAttachments, PageState, needed_attachments, strip_shortcodes};
use crate::{CacheTag, Result, Site, sites};

/// Where rendered texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Medium {
    /// On a page.
    #[default]
    Page,
    /// In an answer of the API.
    Rest,
    /// In a feed.
    Feed,
}

/// A post's excerpt in its two forms.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// As `get_the_excerpt` gives it and feeds carry it: no paragraph around it.
    pub plain: String,
    /// As `the_excerpt` prints it: in a paragraph, with smart quotes.
    pub html: String,
}

/// Renders the texts of one page, and gathers what they need in its head and what they rest on.
#[derive(Debug)]
pub struct Renderer {
    blocks: BlockRenderer,
    page: PageState,
    images: ImageSettings,
    includes_url: Option<String>,
    pub(super) medium: Medium,
}

impl Renderer {
    /// A renderer for texts of the site as they stand on the page of `visit`.
    pub fn new(site: &Site, visit: Visit) -> Self {
        let medium = if visit.is_rest { Medium::Rest } else { Medium::Page };
        let includes_url = site.settings().flag("use_smilies").then(|| format!("{}/wp-includes/", site.url()));
        Self {
            blocks: BlockRenderer::new(site.clone(), theme_style(), visit),
            page: PageState::default(),
            images: image_settings(site),
            includes_url,
            medium,
        }
    }

    /// Its ids bear this mark: for one of several texts of a page that are rendered apart.
    #[must_use]
    pub fn with_marked_ids(mut self, mark: &str) -> Self {
        self.blocks.collected = Collected::of_text(mark);
        self
    }

    /// What the scripts of the texts' blocks find on the page.
    pub fn interactivity(&self) -> &Interactivity {
        &self.blocks.collected.interactivity
    }

    /// What the texts were made from.
    pub fn tags(&self) -> &BTreeSet<CacheTag> {
        &self.blocks.tags
    }

    /// CSS that the texts need.
    pub fn css(&self) -> String {
        self.blocks.collected.stylesheet()
    }

    /// A page of a post's content, or the part of it before `<!--more-->`.
    pub async fn content(&mut self, post: &Arc<Post>, page: usize, more: More<'_>) -> Result<String> {
        let shown = access::shown_content(post, &self.blocks.visit.reader);
        let part = the_content_part(&shown, page, post.id, more);
        let html = self.text(post, &part).await?;
        Ok(self.with_invitation(post, html))
    }

    /// The whole content with all its pages.
    pub(super) async fn whole(&mut self, post: &Arc<Post>) -> Result<String> {
        let shown = access::shown_content(post, &self.blocks.visit.reader).into_owned();
        let html = self.text(post, &shown).await?;
        Ok(self.with_invitation(post, html))
    }

    /// Who may not read on is told how.
    fn with_invitation(&self, post: &Post, html: String) -> String {
        match access::may_read(post, &self.blocks.visit.reader) {
            true => html,
            false => html + &invitation(&self.blocks.site, post),
        }
    }

    /// Any text of a post, through all filters of `the_content`.
    pub async fn text(&mut self, post: &Arc<Post>, text: &str) -> Result<String> {
        self.blocks.tags.insert(CacheTag::Post(post.id));
        let text = &sites::mapped(&self.blocks.site.clone(), text.into());
        let mut needed = needed_attachments(text, post.id);
        if self.stands_before_its_text(post) {
            needed.ids.insert(post.id);
        }
        let early = self.lend(post.id, &needed).await?;
        let text = before_blocks(text, &early);
        if !has_blocks(&text) {
            return Ok(self.finished(post, &text, false, &early));
        }
        let shown = Box::pin(self.blocks.do_blocks(&text, Some(post.clone()))).await?;
        let lent = self.lend(post.id, &needed_attachments(&shown, post.id)).await?;
        Ok(self.finished(post, &shown, true, &lent))
    }

    /// One block without inner blocks, as it stands in a post or in none.
    pub(super) async fn block(&mut self, post: Option<Arc<Post>>, name: &str, set: Attributes) -> Result<String> {
        Box::pin(self.blocks.do_block(&Block::new(name, set), post)).await
    }

    fn finished(&self, post: &Post, shown: &str, had_blocks: bool, lent: &Lent<'_>) -> String {
        let own = self.stands_before_its_text(post).then(|| lent.own(post.id)).flatten();
        after_blocks(shown, had_blocks, &ContentFilters { attachment: own, ..self.filters(lent) })
    }

    /// Whether the text of this post begins with the file that it is (`prepend_attachment`).
    fn stands_before_its_text(&self, post: &Post) -> bool {
        post.post_type == "attachment" && self.medium != Medium::Feed
    }

    async fn lend(&self, post_id: i64, needed: &NeededAttachments) -> Result<Lent<'_>> {
        let lent = Box::pin(Lent::load(&self.blocks.site, post_id, needed, &self.page, &self.images)).await?;
        Ok(match self.medium {
            Medium::Page => lent,
            Medium::Rest => lent.elsewhere(false),
            Medium::Feed => lent.elsewhere(true),
        })
    }

    fn filters<'a>(&'a self, lent: &'a Lent<'a>) -> ContentFilters<'a> {
        ContentFilters {
            context: lent,
            render_blocks: &str::to_owned,
            includes_url: self.includes_url.as_deref(),
            home_url: self.blocks.site.url(),
            moved_to_https: false,
            attachment: None,
        }
    }

    /// The excerpt, as written or the content's first words; of a post that still asks for its password, a word about that.
    pub async fn excerpt(&mut self, post: &Arc<Post>, is_open: bool) -> Result<Excerpt> {
        if !is_open {
            let words = self.blocks.site.settings().words();
            let plain = words.say("There is no excerpt because this is a protected post.").to_owned();
            return Ok(Excerpt { html: format!("<p>{plain}</p>\n"), plain });
        }
        self.excerpt_of_length(post, EXCERPT_LENGTH).await
    }

    /// The excerpt of a post that is open, with so many words where it is the content's.
    pub(super) async fn excerpt_of_length(&mut self, post: &Arc<Post>, words: usize) -> Result<Excerpt> {
        let plain = self.plain_excerpt(post, words).await?;
        let lent = self.lend(post.id, &NeededAttachments::default()).await?;
        let html = the_excerpt(&plain, &self.filters(&lent));
        Ok(Excerpt { plain, html })
    }

    async fn plain_excerpt(&mut self, post: &Arc<Post>, words: usize) -> Result<String> {
        self.blocks.tags.insert(CacheTag::Post(post.id));
        if !post.excerpt.trim().is_empty() {
            return Ok(post.excerpt.clone());
        }
        let content = access::shown_content(post, &self.blocks.visit.reader).into_owned();
        let teaser = the_content_part(&content, 1, post.id, More::TeaserWithoutLink);
        let without_shortcodes = strip_shortcodes(&teaser, CORE_SHORTCODES);
        let shown = if has_blocks(&without_shortcodes) {
            let before = self.blocks.post.replace(post.clone());
            let shown = Box::pin(self.blocks.excerpt_text(&without_shortcodes)).await;
            self.blocks.post = before;
            shown?
        } else {
            String::new()
        };
        let mut needed = needed_attachments(&teaser, post.id);
        if self.stands_before_its_text(post) {
            needed.ids.insert(post.id);
        }
        let lent = self.lend(post.id, &needed).await?;
        let own = self.stands_before_its_text(post).then(|| lent.own(post.id)).flatten();
        let filters = ContentFilters { attachment: own, ..self.filters(&lent) };
        let blocks = |_: &str| shown.clone();
        Ok(generated_excerpt(&content, post.id, &filters, &blocks, words, EXCERPT_MORE))
    }
}

/// The figures of the theme that blocks ask for.
fn theme_style() -> Arc<ThemeStyle> {
    use std::sync::LazyLock;
    static SHIPPED: LazyLock<Arc<ThemeStyle>> = LazyLock::new(|| Arc::new(ThemeStyle::default()));
    SHIPPED.clone()
}
