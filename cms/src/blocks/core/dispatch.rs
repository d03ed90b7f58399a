//! Which code renders which block.

use super::{
    accordion, archives, avatar, block, breadcrumbs, button, calendar, categories, comment_parts, comments,
    comments_page, cover, file, footnotes, gallery, heading, image, latest_comments, latest_posts, loginout,
    media_text, navigation, navigation_link, page_list, pattern, post_author, post_comments, post_content, post_date,
    post_excerpt, post_featured_image, post_navigation_link, post_terms, post_time_to_read, post_title, query,
    query_pagination, rss, search, shortcode, site_identity, social_link, tabs, tag_cloud, term_blocks, video,
};
use crate::Result;
use crate::blocks::context::{BlockRenderer, Values};
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::{Attributes, Block};
use crate::blocks::php;
use crate::blocks::supports::{Extra, wrapper_attributes};
use crate::blocks::types::BlockType;

/// What a block's code is given.
pub struct Call<'a> {
    /// The parsed block.
    pub block: &'a Block,
    /// Its type.
    pub kind: &'static BlockType,
    /// Its attributes with defaults and bound values.
    pub attributes: &'a Attributes,
    /// Its attributes as they were written, with the classes that supports added.
    pub own: &'a Attributes,
    /// What the blocks around it gave.
    pub values: &'a Values,
    /// Its saved HTML with the inner blocks rendered.
    pub content: String,
}

impl Call<'_> {
    /// Whether an attribute counts as true.
    pub fn flag(&self, name: &str) -> bool {
        !php::is_empty(self.attributes.get(name))
    }

    /// An attribute that is a text; empty if it is not.
    pub fn text(&self, name: &str) -> &str {
        php::text_at(self.attributes, &[name]).unwrap_or_default()
    }

    /// An attribute as a whole number.
    pub fn number(&self, name: &str) -> i64 {
        self.attributes.get(name).map_or(0, php::to_int)
    }

    /// Whether the block colours the links inside it.
    pub fn has_link_color(&self) -> bool {
        php::at(self.attributes, &["style", "elements", "link", "color", "text"]).is_some()
    }

    /// The post that the block is about, as the blocks around it say.
    pub fn post_id(&self) -> Option<i64> {
        self.values.number("postId").filter(|id| *id != 0)
    }

    /// The attributes of the block's own element, behind a space.
    pub fn wrapper(&self, renderer: &BlockRenderer, extra: Extra<'_>) -> String {
        wrapper_attributes(self.kind, self.own, &renderer.theme, extra)
    }
}

/// Renders a dynamic block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    match call.kind.name.as_str() {
        "core/accordion" => Ok(accordion::render(call)),
        "core/accordion-item" => Ok(accordion::render_item(renderer, call)),
        "core/post-time-to-read" => post_time_to_read::render(renderer, call).await,
        "core/tab-list" => Ok(tabs::render_list(renderer, call)),
        "core/tab-panel" => Ok(tabs::render_panel(call, &mut renderer.collected)),
        "core/tabs" => Ok(tabs::render(call, &mut renderer.collected)),
        "core/term-count" => term_blocks::render_count(renderer, call).await,
        "core/term-name" => term_blocks::render_name(renderer, call).await,
        "core/term-template" => term_blocks::render_template(renderer, call).await,
        "core/archives" => archives::render(renderer, call).await,
        "core/avatar" => avatar::render(renderer, call).await,
        "core/block" => block::render(renderer, call).await,
        "core/breadcrumbs" => breadcrumbs::render(renderer, call).await,
        "core/button" => Ok(button::render(call)),
        "core/calendar" => calendar::render(renderer, call).await,
        "core/categories" => categories::render(renderer, call).await,
        "core/comment-author-name" => comment_parts::render_author(renderer, call).await,
        "core/comment-content" => comment_parts::render_content(renderer, call).await,
        "core/comment-date" => comment_parts::render_date(renderer, call).await,
        "core/comment-reply-link" => comment_parts::render_reply_link(renderer, call).await,
        "core/comment-template" => comments::render_template(renderer, call).await,
        "core/comments" => comments::render(renderer, call).await,
        "core/comments-pagination" => Ok(comments_page::render(renderer, call)),
        "core/comments-pagination-next" => comments_page::render_step(renderer, call, true).await,
        "core/comments-pagination-numbers" => comments_page::render_numbers(renderer, call).await,
        "core/comments-pagination-previous" => comments_page::render_step(renderer, call, false).await,
        "core/comments-title" => comments::render_title(renderer, call).await,
        "core/cover" => cover::render(renderer, call).await,
        "core/file" => Ok(file::render(renderer, call)),
        "core/footnotes" => footnotes::render(renderer, call).await,
        "core/gallery" => gallery::render(renderer, call).await,
        "core/heading" => Ok(heading::render(&call.content, &heading::HEADINGS, "wp-block-heading")),
        "core/image" => Ok(image::render(call)),
        "core/latest-comments" => latest_comments::render(renderer, call).await,
        "core/latest-posts" => latest_posts::render(renderer, call).await,
        "core/list" => Ok(heading::render(&call.content, &heading::LISTS, "wp-block-list")),
        "core/loginout" => Ok(loginout::render(renderer, call)),
        "core/media-text" => media_text::render(renderer, call).await,
        "core/home-link" => Ok(navigation_link::render_home(renderer, call)),
        "core/navigation" => navigation::render(renderer, call).await,
        "core/navigation-link" => navigation_link::render(renderer, call).await,
        "core/navigation-submenu" => navigation_link::render_submenu(renderer, call).await,
        "core/page-list" => page_list::render(renderer, call).await,
        "core/social-link" => Ok(social_link::render(renderer, call)),
        "core/pattern" => pattern::render(renderer, call).await,
        "core/post-author" => post_author::render(renderer, call).await,
        "core/post-author-biography" => post_author::render_biography(renderer, call).await,
        "core/post-author-name" => post_author::render_name(renderer, call).await,
        "core/post-comments" => comments::render_old(renderer, call).await,
        "core/post-comments-count" => post_comments::render_count(renderer, call).await,
        "core/post-comments-form" => post_comments::render_form(renderer, call).await,
        "core/post-comments-link" => post_comments::render_link(renderer, call).await,
        "core/post-content" => post_content::render(renderer, call).await,
        "core/post-date" => post_date::render(renderer, call).await,
        "core/post-excerpt" => post_excerpt::render(renderer, call).await,
        "core/post-featured-image" => post_featured_image::render(renderer, call).await,
        "core/post-navigation-link" => post_navigation_link::render(renderer, call).await,
        "core/post-template" => query::render_template(renderer, call).await,
        "core/post-terms" => post_terms::render(renderer, call).await,
        "core/post-title" => post_title::render(renderer, call).await,
        "core/query" => Ok(query::render(call)),
        "core/query-no-results" => query::render_no_results(renderer, call).await,
        "core/query-pagination" => Ok(query_pagination::render(renderer, call)),
        "core/query-pagination-next" => query_pagination::render_step(renderer, call, true).await,
        "core/query-pagination-numbers" => query_pagination::render_numbers(renderer, call).await,
        "core/query-pagination-previous" => query_pagination::render_step(renderer, call, false).await,
        "core/query-title" => Ok(query::render_title(renderer, call)),
        "core/query-total" => query::render_total(renderer, call).await,
        "core/read-more" => post_title::render_read_more(renderer, call).await,
        "core/rss" => Ok(rss::render(renderer, &call)),
        "core/search" => Ok(search::render(renderer, call)),
        "core/shortcode" => Ok(shortcode::render(&call)),
        "core/site-logo" => site_identity::render_logo(renderer, call).await,
        "core/site-tagline" => Ok(site_identity::render_tagline(renderer, call)),
        "core/site-title" => Ok(site_identity::render_title(renderer, call)),
        "core/tag-cloud" => tag_cloud::render(renderer, call).await,
        "core/term-description" => post_terms::render_description(renderer, call).await,
        "core/video" => video::render(renderer, call).await,
        _ => Ok(call.content),
    }
}

/// What WordPress changes in the HTML of certain blocks at the very end.
pub fn after(html: String, kind: &BlockType, attributes: &Attributes) -> String {
    match kind.name.as_str() {
        "core/accordion" => accordion::started(&html),
        "core/paragraph" => with_paragraph_class(&html),
        "core/details" if php::is_empty(attributes.get("showContent")) => with_late_images(&html),
        _ => html,
    }
}

fn with_paragraph_class(html: &str) -> String {
    let mut tags = TagProcessor::new(html);
    if tags.next_tag_named("p") {
        tags.add_class("wp-block-paragraph");
    }
    tags.finish()
}

/// Images that are hidden at first are not urgent.
fn with_late_images(html: &str) -> String {
    let mut tags = TagProcessor::new(html);
    while tags.next_tag_named("img") {
        tags.set_attribute("fetchpriority", "low");
    }
    tags.finish()
}
