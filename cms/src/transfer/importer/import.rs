//! The import itself: one pass over the records, written in batches that each commit as a whole.

use super::super::reader::{Located, PostRecord, Record, SiteRecord};
use super::super::references::NewIdentifiers;
use super::attachments::{AttachmentFile, files_of, media_row};
use super::authors::AuthorMap;
use super::batch::{self, KnownPost, NewPost, Placed, Placing};
use super::comments::{self, CommentRows, Thread};
use super::dates::local_date;
use super::files::FileBringer;
use super::insert::insert_rows;
use super::menu_items::MenuItems;
use super::options::ImportOptions;
use super::post_rows::{PostRows, RowMaker};
use super::progress::{Phase, Progress};
use super::recount::recount;
use super::report::{Report, Thing};
use super::slugs::settle_slugs;
use super::stream::RecordStream;
use super::survey::survey;
use super::terms::TermMap;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Result, Site, comments as comment_rows, cron, media, posts, redirects, terms};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use std::collections::HashMap;
use std::path::Path;

/// Items that commit together: many enough to be quick, few enough that a site which is being served hardly waits.
const ITEMS: usize = 100;
const TERMS: usize = 1000;
/// …unless they are large.
const TEXT: usize = 8 << 20;

/// Imports a WXR file.
///
/// What is on the site already stays as it is, so that the same file, or a newer one, may be imported again. A fault
/// of the file is no error: the report tells it, and what stands before it is on the site. Errors are those of the
/// database, of a file that is not there, and of somebody who may not import.
pub async fn import(
    site: &Site,
    actor: &Actor,
    file: &Path,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Report> {
    actor.require(Capability::Import)?;
    let identifiers = survey(site, file, progress).await?;
    let mut stream = RecordStream::open(file).await?;
    progress.begin(Phase::Import, stream.length());
    let mut importer = Importer::new(site, actor, options, identifiers).await?;
    while let Some(record) = stream.next().await? {
        match record {
            Ok(record) => importer.take(record, progress).await?,
            Err(fault) => {
                importer.report.fault = Some(fault);
                break;
            }
        }
        progress.reached(stream.bytes_read());
    }
    importer.finish(progress).await
}

struct Importer {
    site: Site,
    identifiers: NewIdentifiers,
    authors: AuthorMap,
    terms: TermMap,
    menu_items: MenuItems,
    files: FileBringer,
    uploads: Option<UploadsMove>,
    batch: Vec<Located<Box<PostRecord>>>,
    batch_text: usize,
    report: Report,
}

/// The old and the new address of the uploads folder.
struct UploadsMove {
    from: Vec<String>,
    to: String,
}

impl Importer {
    async fn new(site: &Site, actor: &Actor, options: &ImportOptions, identifiers: NewIdentifiers) -> Result<Self> {
        let mut report = Report::default();
        report.set_renumbered(identifiers.renumbered_posts());
        Ok(Self {
            site: site.clone(),
            identifiers,
            authors: AuthorMap::new(site, actor, &options.authors).await?,
            terms: TermMap::new(site).await?,
            menu_items: MenuItems::default(),
            files: FileBringer::new(site, &options.files),
            uploads: None,
            batch: Vec::new(),
            batch_text: 0,
            report,
        })
    }

    async fn take(&mut self, record: Located<Record>, progress: &dyn Progress) -> Result<()> {
        let position = record.position;
        match record.value {
            Record::Site(old) => self.uploads = self.uploads_move(&old),
            Record::Author(author) => self.authors.take(author, position, &mut self.report).await?,
            Record::Term(term) => {
                self.terms.take(term, position, &mut self.identifiers, &mut self.report).await?;
            }
            Record::Post(value) => {
                self.batch_text += value.content.len();
                self.batch.push(Located { position, value });
            }
        }
        if self.batch.len() >= ITEMS || self.batch_text >= TEXT || self.terms.how_many_planned() >= TERMS {
            self.flush(progress).await?;
        }
        Ok(())
    }

    /// Files that come along get new addresses, and what shows them must follow; else the old ones go on working.
    fn uploads_move(&self, old: &SiteRecord) -> Option<UploadsMove> {
        let (_, old_host) = old.base_blog_url.trim_end_matches('/').split_once("://")?;
        let to = format!("{}/wp-content/uploads/", self.site.url());
        let from = ["https", "http"].map(|scheme| format!("{scheme}://{old_host}/wp-content/uploads/"));
        let is_needed = self.files.is_wanted() && !old_host.is_empty() && !from.contains(&to);
        is_needed.then(|| UploadsMove { from: from.to_vec(), to })
    }

    async fn flush(&mut self, progress: &dyn Progress) -> Result<()> {
        self.batch_text = 0;
        let items = std::mem::take(&mut self.batch);
        let mut placing = Placing {
            site: &self.site,
            identifiers: &self.identifiers,
            terms: &self.terms,
            menu_items: &mut self.menu_items,
        };
        let mut placed = placing.place(items, &mut self.report).await?;
        for post in &mut placed.new {
            post.record.parent = self.identifiers.post(post.record.parent);
            self.uploads.iter().for_each(|uploads| uploads.apply(&mut post.record));
        }
        settle_slugs(&self.site, &mut placed.new, &mut self.report).await?;
        let files = self.files_to_bring(&placed);
        let comments = comments::plan(&self.site, threads(&mut placed), &self.authors, &mut self.report).await?;
        let rows = self.rows(placed.new).await?;
        self.write(rows, comments).await?;
        self.menu_items.written();
        for file in files {
            progress.mention(&file.file);
            self.files.bring(file, &mut self.report).await?;
        }
        Ok(())
    }

    fn files_to_bring(&self, placed: &Placed) -> Vec<AttachmentFile> {
        if !self.files.is_wanted() {
            return Vec::new();
        }
        let new = placed.new.iter().map(|post| (post.id, post.position, &post.record));
        let known = placed.known.iter().map(|post| (post.id, post.position, &post.record));
        let attachments = new.chain(known).filter(|(.., record)| record.post_type == "attachment");
        let file = |(id, position, record): (i64, _, &PostRecord)| {
            let media = media_row(self.site.id(), id, record)?;
            Some(files_of(&media, &record.attachment_url, position, batch::about(record)))
        };
        attachments.filter_map(file).collect()
    }

    async fn rows(&mut self, new: Vec<NewPost>) -> Result<PostRows> {
        let mut rows = PostRows::default();
        for mut post in new {
            if let Some(remark) = local_date(&post.record, self.site.settings()).and_then(|date| date.remark) {
                self.report.note(post.position, post.about(), remark);
            }
            let author = self.authors.of_login(&post.record.creator, post.position, &mut self.report).await?;
            let mut term_ids = Vec::with_capacity(post.record.terms.len());
            for mention in std::mem::take(&mut post.record.terms) {
                term_ids.push(self.terms.of_mention(mention, &mut self.report).await?);
            }
            term_ids.sort_unstable();
            term_ids.dedup();
            self.report.imported(Thing::Post(post.record.post_type.clone()), 1);
            let maker = RowMaker { site: &self.site, identifiers: &self.identifiers, authors: &self.authors };
            maker.add(&mut rows, post, author, &term_ids);
        }
        Ok(rows)
    }

    async fn write(&mut self, mut rows: PostRows, comments: CommentRows) -> Result<()> {
        let mut approved = comments.approved();
        for post in &mut rows.posts {
            post.comment_count = approved.remove(&post.id).unwrap_or(0);
        }
        let mut change = Change::begin(&self.site).await?;
        self.terms.write(&change).await?;
        for post in rows.posts.iter().filter(|post| post.status == "future") {
            let due = post.date_gmt.unwrap_or(post.date);
            cron::schedule_in(&change, &self.site, posts::PUBLISH_HOOK, &json!([post.id]), due, None).await?;
        }
        let posts = rows.posts.into_iter().map(posts::entity::ActiveModel::from);
        insert_rows::<posts::entity::Entity, _>(&change, posts).await?;
        insert_rows::<posts::meta_entity::Entity, _>(&change, rows.meta).await?;
        let media = rows.media.into_iter().map(media::entity::ActiveModel::from);
        insert_rows::<media::entity::Entity, _>(&change, media).await?;
        let relationships = rows.relationships.into_iter().map(terms::relationship_entity::ActiveModel::from);
        insert_rows::<terms::relationship_entity::Entity, _>(&change, relationships).await?;
        insert_rows::<redirects::entity::Entity, _>(&change, rows.redirects).await?;
        let written = comments.comments.into_iter().map(comment_rows::entity::ActiveModel::from);
        insert_rows::<comment_rows::entity::Entity, _>(&change, written).await?;
        insert_rows::<comment_rows::meta_entity::Entity, _>(&change, comments.meta).await?;
        self.count_new_comments(&change, approved).await?;
        change.makes_stale(CacheTag::Site);
        change.commit().await
    }

    /// Of posts that were here before.
    async fn count_new_comments(&self, change: &Change, approved: HashMap<i64, i64>) -> Result<()> {
        for (post_id, how_many) in approved {
            let more = Expr::col(posts::entity::Column::CommentCount).add(how_many);
            posts::entity::Entity::update_many()
                .col_expr(posts::entity::Column::CommentCount, more)
                .filter(posts::entity::Column::SiteId.eq(self.site.id()))
                .filter(posts::entity::Column::Id.eq(post_id))
                .exec(change.connection())
                .await?;
        }
        Ok(())
    }

    async fn finish(mut self, progress: &dyn Progress) -> Result<Report> {
        self.flush(progress).await?;
        self.terms.tell_orphans(&mut self.report);
        recount(&self.site, self.report.fault.is_none()).await?;
        self.site.host().database().refresh_statistics().await;
        Ok(self.report)
    }
}

impl UploadsMove {
    fn apply(&self, record: &mut PostRecord) {
        for text in [&mut record.content, &mut record.excerpt] {
            for from in self.from.iter().filter(|from| text.contains(from.as_str())).collect::<Vec<_>>() {
                *text = text.replace(from.as_str(), &self.to);
            }
        }
    }
}

fn threads(placed: &mut Placed) -> Vec<Thread> {
    let take = |post_id, post_is_new, position, record: &mut PostRecord| Thread {
        post_id,
        post_is_new,
        position,
        about: batch::about(record),
        comments: std::mem::take(&mut record.comments),
    };
    let new = placed.new.iter_mut().map(|NewPost { id, position, record }| take(*id, true, *position, record));
    let known = placed.known.iter_mut().map(|KnownPost { id, position, record }| take(*id, false, *position, record));
    new.chain(known).filter(|thread| !thread.comments.is_empty()).collect()
}
