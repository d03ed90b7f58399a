//! The rows that a new post becomes.

use super::super::php::to_column;
use super::super::reader::{MetaRecord, PostRecord};
use super::super::references::{NewIdentifiers, renumber_content};
use super::attachments::{FILE_KEYS, media_row, mime_type};
use super::authors::AuthorMap;
use super::batch::NewPost;
use super::dates::{local_date, modified_dates, utc_date};
use crate::Site;
use crate::media::entity as media;
use crate::posts::{entity as post, meta_entity as post_meta};
use crate::redirects::entity as redirect;
use crate::terms::relationship_entity as relationship;
use sea_orm::{ActiveValue::NotSet, Set};

/// What a batch writes of its posts.
#[derive(Default)]
pub(super) struct PostRows {
    pub(super) posts: Vec<post::Model>,
    pub(super) meta: Vec<post_meta::ActiveModel>,
    pub(super) media: Vec<media::Model>,
    pub(super) relationships: Vec<relationship::Model>,
    pub(super) redirects: Vec<redirect::ActiveModel>,
}

/// What rows are made with.
pub(super) struct RowMaker<'a> {
    pub(super) site: &'a Site,
    pub(super) identifiers: &'a NewIdentifiers,
    pub(super) authors: &'a AuthorMap,
}

impl RowMaker<'_> {
    /// Adds the rows of one post. Its references are put right here, its terms by the caller, who knows their ids.
    pub(super) fn add(&self, rows: &mut PostRows, new: NewPost, author_id: i64, term_ids: &[i64]) {
        let NewPost { id, record, .. } = new;
        let media = if record.post_type == "attachment" { media_row(self.site.id(), id, &record) } else { None };
        for meta in &record.meta {
            self.add_meta(rows, id, &record, meta, media.as_ref());
        }
        rows.relationships.extend(term_ids.iter().map(|&term_id| relationship::Model {
            site_id: self.site.id(),
            post_id: id,
            term_id,
            position: 0,
        }));
        rows.posts.extend(self.post(id, record, author_id, media.as_ref()));
        rows.media.extend(media);
    }

    fn add_meta(
        &self,
        rows: &mut PostRows,
        post_id: i64,
        record: &PostRecord,
        meta: &MetaRecord,
        media: Option<&media::Model>,
    ) {
        if meta.key == "_wp_old_slug" && meta.value != record.slug {
            rows.redirects.push(self.redirect(post_id, &meta.value));
        }
        if let Some(value) = self.meta_value(record, post_id, meta, media) {
            rows.meta.push(post_meta::ActiveModel {
                id: NotSet,
                site_id: Set(self.site.id()),
                post_id: Set(post_id),
                meta_key: Set(meta.key.clone()),
                meta_value: Set(value),
            });
        }
    }

    /// The value as it is kept; none for what lives elsewhere or means nothing on another site.
    fn meta_value(
        &self,
        record: &PostRecord,
        post_id: i64,
        meta: &MetaRecord,
        media: Option<&media::Model>,
    ) -> Option<String> {
        let number = || meta.value.trim().parse::<i64>().ok();
        let renumbered = |id: Option<i64>| Some(id.map_or_else(|| meta.value.clone(), |id| id.to_string()));
        match meta.key.as_str() {
            "" | "_edit_lock" | "_wp_old_slug" => None,
            "_edit_last" => number().map(|id| self.authors.of_old_id(id)).filter(|&id| id > 0).map(|id| id.to_string()),
            "_thumbnail_id" => renumbered(number().map(|id| self.identifiers.post(id))),
            "_menu_item_object_id" => renumbered(number().map(|id| self.menu_object(record, post_id, id))),
            key if FILE_KEYS.contains(&key) && media.is_some_and(|media| is_told_by(media, meta)) => None,
            _ => Some(to_column(&meta.value)),
        }
    }

    /// A link of its own stands for itself.
    fn menu_object(&self, record: &PostRecord, post_id: i64, id: i64) -> i64 {
        match record.meta_value("_menu_item_type") {
            Some("custom") if record.id == Some(id) => post_id,
            Some("taxonomy") => self.identifiers.term(id),
            _ => self.identifiers.post(id),
        }
    }

    fn redirect(&self, post_id: i64, old_slug: &str) -> redirect::ActiveModel {
        redirect::ActiveModel {
            id: NotSet,
            site_id: Set(self.site.id()),
            kind: Set("slug".to_owned()),
            source: Set(old_slug.to_owned()),
            post_id: Set(post_id),
            target: Set(String::new()),
            status: Set(301),
            created: Set(self.site.host().now()),
        }
    }

    fn post(&self, id: i64, record: PostRecord, author_id: i64, media: Option<&media::Model>) -> Option<post::Model> {
        let settings = self.site.settings();
        let date = local_date(&record, settings)?.date;
        let date_gmt = utc_date(&record, date, settings);
        let (modified, modified_gmt) = modified_dates(&record, date, date_gmt, settings);
        let mime_type = media.map_or_else(|| mime_type(&record.attachment_url), |media| mime_type(&media.file));
        Some(post::Model {
            site_id: self.site.id(),
            id,
            status: self.status(&record, date_gmt).to_owned(),
            content: renumber_content(&record.content, self.identifiers).into_owned(),
            author_id,
            parent_id: record.parent,
            menu_order: record.menu_order.into(),
            sticky: record.is_sticky,
            date,
            date_gmt,
            modified,
            modified_gmt,
            comment_count: 0,
            mime_type: mime_type.to_owned(),
            content_filtered: String::new(),
            to_ping: String::new(),
            pinged: String::new(),
            post_type: record.post_type,
            slug: record.slug,
            title: record.title,
            excerpt: record.excerpt,
            password: record.password,
            comment_status: open_or_closed(record.comment_status),
            ping_status: open_or_closed(record.ping_status),
            guid: record.guid,
            // A mark in the text closes the rest of it by itself.
            access: String::new(),
        })
    }

    /// As `wp_insert_post`: what is published in the future is scheduled, and what was scheduled for the past is out.
    fn status<'r>(&self, record: &'r PostRecord, date_gmt: Option<chrono::NaiveDateTime>) -> &'r str {
        let is_ahead = date_gmt.is_some_and(|date| date > self.site.host().now());
        match record.status.as_str() {
            "publish" if is_ahead => "future",
            "future" if !is_ahead => "publish",
            "" => "draft",
            status => status,
        }
    }
}

/// Whether the media row holds all that the meta says.
fn is_told_by(media: &media::Model, meta: &MetaRecord) -> bool {
    meta.key == "_wp_attached_file" && meta.value == media.file
        || meta.key == "_wp_attachment_metadata" && to_column(&meta.value) == media.metadata
}

fn open_or_closed(status: String) -> String {
    if status.is_empty() { "closed".to_owned() } else { status }
}
