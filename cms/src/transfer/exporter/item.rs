//! One post as an `<item>`.

use super::super::php::from_column;
use super::comments::Comments;
use super::xml::{cdata, cdata_element, element, escaped};
use crate::media::Media;
use crate::posts::Post;
use crate::terms::Term;
use chrono::NaiveDateTime;
use std::fmt::Write;

/// A post with all that goes into its item.
pub(super) struct Item<'a> {
    pub(super) post: &'a Post,
    pub(super) link: &'a str,
    pub(super) author_login: &'a str,
    pub(super) uploads_url: &'a str,
    pub(super) media: Option<&'a Media>,
    pub(super) terms: &'a [Term],
    pub(super) meta: &'a [(String, String)],
    pub(super) old_slugs: &'a [String],
    pub(super) comments: &'a Comments,
}

impl Item<'_> {
    /// The item's text.
    pub(super) fn to_xml(&self) -> String {
        let mut text = String::with_capacity(self.post.content.len() + 4096);
        text.push_str("\t<item>\n");
        self.add_feed_fields(&mut text);
        self.add_post_fields(&mut text);
        if self.post.post_type == "attachment" {
            let url = self
                .media
                .map_or_else(|| self.post.guid.clone(), |media| format!("{}{}", self.uploads_url, media.file));
            cdata_element(&mut text, 2, "wp:attachment_url", &url);
        }
        for term in self.terms {
            let (taxonomy, slug) = (escaped(&term.taxonomy), escaped(&term.slug));
            let _ = writeln!(
                text,
                "\t\t<category domain=\"{taxonomy}\" nicename=\"{slug}\">{}</category>",
                cdata(&term.name)
            );
        }
        self.add_meta(&mut text);
        self.comments.add_of(&mut text, self.post.id);
        text.push_str("\t</item>\n");
        text
    }

    fn add_feed_fields(&self, text: &mut String) {
        let post = self.post;
        cdata_element(text, 2, "title", &post.title);
        element(text, 2, "link", escaped(self.link));
        let published = post.date_gmt.map(|date| date.format("%a, %d %b %Y %H:%M:%S +0000").to_string());
        element(text, 2, "pubDate", published.unwrap_or_default());
        cdata_element(text, 2, "dc:creator", self.author_login);
        let _ = writeln!(text, "\t\t<guid isPermaLink=\"false\">{}</guid>", escaped(&post.guid));
        element(text, 2, "description", "");
        cdata_element(text, 2, "content:encoded", &post.content);
        cdata_element(text, 2, "excerpt:encoded", &post.excerpt);
    }

    fn add_post_fields(&self, text: &mut String) {
        let post = self.post;
        element(text, 2, "wp:post_id", post.id);
        cdata_element(text, 2, "wp:post_date", &mysql(Some(post.date)));
        cdata_element(text, 2, "wp:post_date_gmt", &mysql(post.date_gmt));
        cdata_element(text, 2, "wp:post_modified", &mysql(Some(post.modified)));
        cdata_element(text, 2, "wp:post_modified_gmt", &mysql(Some(post.modified_gmt)));
        cdata_element(text, 2, "wp:comment_status", &post.comment_status);
        cdata_element(text, 2, "wp:ping_status", &post.ping_status);
        cdata_element(text, 2, "wp:post_name", &post.slug);
        cdata_element(text, 2, "wp:status", &post.status);
        element(text, 2, "wp:post_parent", post.parent_id);
        element(text, 2, "wp:menu_order", post.menu_order);
        cdata_element(text, 2, "wp:post_type", &post.post_type);
        cdata_element(text, 2, "wp:post_password", &post.password);
        element(text, 2, "wp:is_sticky", i32::from(post.sticky));
    }

    /// What lives in tables of its own here is meta there.
    fn add_meta(&self, text: &mut String) {
        let has = |key: &str| self.meta.iter().any(|(name, _)| name == key);
        if let Some(media) = self.media {
            if !has("_wp_attached_file") {
                add_post_meta(text, "_wp_attached_file", &media.file);
            }
            if media.metadata != "{}" && !media.metadata.is_empty() && !has("_wp_attachment_metadata") {
                add_post_meta(text, "_wp_attachment_metadata", &from_column(&media.metadata));
            }
        }
        self.old_slugs.iter().for_each(|slug| add_post_meta(text, "_wp_old_slug", slug));
        for (key, value) in self.meta.iter().filter(|(key, _)| key != "_edit_lock") {
            add_post_meta(text, key, &from_column(value));
        }
    }
}

fn add_post_meta(text: &mut String, key: &str, value: &str) {
    text.push_str("\t\t<wp:postmeta>\n");
    cdata_element(text, 2, "wp:meta_key", key);
    cdata_element(text, 2, "wp:meta_value", value);
    text.push_str("\t\t</wp:postmeta>\n");
}

/// A date as MySQL has it, zeros for none.
pub(super) fn mysql(date: Option<NaiveDateTime>) -> String {
    date.map_or_else(|| "0000-00-00 00:00:00".to_owned(), |date| date.format("%Y-%m-%d %H:%M:%S").to_string())
}
