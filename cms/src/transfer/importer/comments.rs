//! The comments of a batch.

use super::super::php::to_column;
use super::super::reader::{CommentRecord, Position};
use super::authors::AuthorMap;
use super::dates::comment_dates;
use super::existing;
use super::report::{Report, Thing};
use crate::comments::{entity as comment, meta_entity as comment_meta};
use crate::formatting::{AllowedHtml, esc_url_raw, normalize_entities, wp_filter_comment, wp_kses};
use crate::sites::{Kind, next_many};
use crate::{Result, Site};
use regex::Regex;
use sea_orm::{ActiveValue::NotSet, Set};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static CITE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#" cite="[^"<>]*""#).ok());

/// The comments of one post of the file.
pub(super) struct Thread {
    pub(super) post_id: i64,
    pub(super) post_is_new: bool,
    pub(super) position: Position,
    pub(super) about: String,
    pub(super) comments: Vec<CommentRecord>,
}

/// What is to be written.
#[derive(Default)]
pub(super) struct CommentRows {
    pub(super) comments: Vec<comment::Model>,
    pub(super) meta: Vec<comment_meta::ActiveModel>,
}

impl CommentRows {
    /// How many approved comments each post gets; notes of the editor are none.
    pub(super) fn approved(&self) -> HashMap<i64, i64> {
        let mut approved = HashMap::new();
        let counted = |comment: &&comment::Model| comment.status == "approved" && comment.comment_type != "note";
        for comment in self.comments.iter().filter(counted) {
            *approved.entry(comment.post_id).or_default() += 1;
        }
        approved
    }
}

/// Plans the comments that the site does not have. Ids are kept unless something else has them; answers follow.
pub(super) async fn plan(
    site: &Site,
    threads: Vec<Thread>,
    authors: &AuthorMap,
    report: &mut Report,
) -> Result<CommentRows> {
    let mut numbers = Numbers::prepare(site, &threads).await?;
    let known_posts: Vec<i64> =
        threads.iter().filter(|thread| !thread.post_is_new).map(|thread| thread.post_id).collect();
    let here = existing::comments_of(site, &known_posts).await?;
    let mut rows = CommentRows::default();
    for thread in threads {
        let mut new_ids = HashMap::new();
        let mut to_write = Vec::new();
        for record in thread.comments {
            let Some(dates) = comment_dates(&record, site.settings()) else {
                let about = format!("a comment by \"{}\" on {}", record.author, thread.about);
                report.lost(Thing::Comment, thread.position, about, "has no readable date");
                continue;
            };
            if let Some(&id) = here.get(&(thread.post_id, (dates.0, record.author.clone()))) {
                record.id.into_iter().for_each(|old| _ = new_ids.insert(old, id));
                report.already_there(Thing::Comment);
                continue;
            }
            let id = numbers.give(record.id);
            record.id.into_iter().for_each(|old| _ = new_ids.insert(old, id));
            to_write.push((id, record, dates));
        }
        report.imported(Thing::Comment, to_write.len());
        for (id, record, (date, date_gmt)) in to_write {
            rows.meta.extend(meta_rows(site, id, &record));
            let user_id = authors.of_old_id(record.user_id);
            rows.comments.push(comment::Model {
                site_id: site.id(),
                id,
                post_id: thread.post_id,
                parent_id: new_ids.get(&record.parent).copied().unwrap_or(0),
                user_id,
                author_name: record.author,
                author_email: record.author_email,
                author_url: esc_url_raw(&record.author_url),
                author_ip: record.author_ip,
                user_agent: String::new(),
                date,
                date_gmt,
                content: clean(site, record.content),
                status: status(&record.approved).to_owned(),
                comment_type: if record.comment_type.is_empty() { "comment".to_owned() } else { record.comment_type },
                karma: 0,
            });
        }
    }
    Ok(rows)
}

/// Comments may have what posts of an author may have; scripts and the like go, for nobody knows what the old site let
/// through. A text in which there is nothing to clean keeps its very letters. `cite`, which says where a quotation comes
/// from, is harmless wherever it stands.
fn clean(site: &Site, content: String) -> String {
    let without_sources = match CITE.as_ref() {
        Some(pattern) => pattern.replace_all(&content, ""),
        None => Cow::Borrowed(content.as_str()),
    };
    if wp_kses(&without_sources, AllowedHtml::Post) == normalize_entities(&without_sources) {
        return content;
    }
    wp_filter_comment(&content, AllowedHtml::Post, site.url())
}

/// Our word for WordPress's `comment_approved`.
fn status(approved: &str) -> &str {
    match approved {
        "1" | "approve" | "approved" => "approved",
        "spam" => "spam",
        "trash" | "post-trashed" => "trash",
        _ => "hold",
    }
}

fn meta_rows(site: &Site, comment_id: i64, record: &CommentRecord) -> Vec<comment_meta::ActiveModel> {
    let row = |meta: &super::super::reader::MetaRecord| comment_meta::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        comment_id: Set(comment_id),
        meta_key: Set(meta.key.clone()),
        meta_value: Set(to_column(&meta.value)),
    };
    record.meta.iter().map(row).collect()
}

/// The ids of a batch's comments: their own, or new ones from a run that was reserved in one go.
struct Numbers {
    taken: HashSet<i64>,
    spare: i64,
}

impl Numbers {
    async fn prepare(site: &Site, threads: &[Thread]) -> Result<Self> {
        let comments = threads.iter().flat_map(|thread| &thread.comments);
        let ids: Vec<i64> = comments.clone().filter_map(|comment| comment.id).collect();
        let taken = existing::taken_comment_ids(site, &ids).await?;
        let distinct = ids.iter().collect::<HashSet<_>>().len();
        let without = comments.count() - distinct;
        let spare = match (without + taken.len()) as i64 {
            0 => 0,
            needed => next_many(site, Kind::Comments, needed).await?,
        };
        Ok(Self { taken, spare })
    }

    fn give(&mut self, wanted: Option<i64>) -> i64 {
        if let Some(id) = wanted.filter(|id| !self.taken.contains(id)) {
            self.taken.insert(id);
            return id;
        }
        self.spare += 1;
        self.spare - 1
    }
}
