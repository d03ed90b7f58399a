//! The first of two passes over the file: which ids are in the way here. With that known, the second pass can write
//! every reference right at once, whether what it names comes before or after it.

use super::super::reader::{PostRecord, Record};
use super::super::references::NewIdentifiers;
use super::existing::{self, Identity};
use super::progress::{Phase, Progress};
use super::stream::RecordStream;
use crate::sites::{Kind, at_least, next_many};
use crate::{Result, Site};
use std::path::Path;

const BATCH: usize = 500;

/// Finds the posts of the file that cannot keep their ids, and reserves all ids that can be kept.
///
/// A fault of the file ends the survey silently: the import itself will meet it again, and tell.
pub(super) async fn survey(site: &Site, file: &Path, progress: &dyn Progress) -> Result<NewIdentifiers> {
    let mut stream = RecordStream::open(file).await?;
    progress.begin(Phase::Survey, stream.length());
    let mut survey = Survey::new(site).await?;
    while let Some(Ok(record)) = stream.next().await? {
        match record.value {
            Record::Post(post) => survey.take_post(&post).await?,
            Record::Term(term) => survey.highest_term = survey.highest_term.max(term.id.unwrap_or_default()),
            _ => {}
        }
        progress.reached(stream.bytes_read());
    }
    survey.finish().await
}

struct Survey<'a> {
    site: &'a Site,
    site_is_empty: bool,
    pending: Vec<(Identity, String)>,
    homeless: Vec<i64>,
    identifiers: NewIdentifiers,
    highest_post: i64,
    highest_term: i64,
    highest_comment: i64,
}

impl<'a> Survey<'a> {
    async fn new(site: &'a Site) -> Result<Self> {
        Ok(Self {
            site,
            site_is_empty: existing::has_no_posts(site).await?,
            pending: Vec::new(),
            homeless: Vec::new(),
            identifiers: NewIdentifiers::default(),
            highest_post: 0,
            highest_term: 0,
            highest_comment: 0,
        })
    }

    async fn take_post(&mut self, post: &PostRecord) -> Result<()> {
        let comments = post.comments.iter().filter_map(|comment| comment.id);
        self.highest_comment = comments.fold(self.highest_comment, i64::max);
        let Some(id) = post.id else { return Ok(()) };
        self.highest_post = self.highest_post.max(id);
        if self.site_is_empty {
            return Ok(());
        }
        if let Some(identity) = Identity::of(post, self.site.settings()) {
            self.pending.push((identity, post.status.clone()));
        }
        if self.pending.len() >= BATCH {
            self.look_up_pending().await?;
        }
        Ok(())
    }

    async fn look_up_pending(&mut self) -> Result<()> {
        let pending = std::mem::take(&mut self.pending);
        let ids: Vec<i64> = pending.iter().map(|(identity, _)| identity.id).collect();
        let here = existing::with_ids(self.site, &ids).await?;
        for (wanted, status) in pending {
            let is_in_the_way = here.get(&wanted.id).is_some_and(|found| !wanted.is_same_post(found));
            if !is_in_the_way {
                continue;
            }
            match existing::elsewhere(self.site, &wanted, &status).await? {
                Some(id) => self.identifiers.note_post(wanted.id, id),
                None => self.homeless.push(wanted.id),
            }
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<NewIdentifiers> {
        self.look_up_pending().await?;
        self.identifiers.set_highest_of_file(self.highest_post);
        let counters = [
            (Kind::Posts, self.highest_post),
            (Kind::Terms, self.highest_term),
            (Kind::Comments, self.highest_comment),
        ];
        for (kind, highest) in counters {
            at_least(self.site.writer(), self.site.id(), kind, highest).await?;
        }
        if !self.homeless.is_empty() {
            let first = next_many(self.site, Kind::Posts, self.homeless.len() as i64).await?;
            for (new, old) in (first..).zip(self.homeless) {
                self.identifiers.note_post(old, new);
            }
        }
        Ok(self.identifiers)
    }
}
