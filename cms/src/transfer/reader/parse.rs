//! The elements of the format, read into records.

use super::events::{Child, Events};
use super::fault::{FaultKind, ReadFault};
use super::record::{
    AuthorRecord, CommentRecord, DateField, Located, MetaRecord, PostRecord, Record, SiteRecord, TermMention,
    TermRecord,
};
use std::io::Read;
use std::str::FromStr;

/// Above it a number is not exact in JavaScript, and no site ever counted so far.
const LARGEST_ID: i64 = 1 << 52;

/// An iterator over the records of an export. It holds one record at a time, however long the file is; after a fault
/// it ends, since what follows broken markup cannot be trusted.
///
/// Elements are known by their customary prefixes (`wp:`, `content:`, …), as WordPress's own importer knows them.
pub struct WxrReader<R> {
    events: Events<R>,
    site: SiteRecord,
    stage: Stage,
    pending: Option<Located<Record>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    BeforeRoot,
    InChannel { site_given: bool },
    Finished,
}

impl<R: Read> WxrReader<R> {
    /// Reads from `source`, which should be buffered only by the system: the reader has its own buffer.
    pub fn new(source: R) -> Self {
        Self { events: Events::new(source), site: SiteRecord::default(), stage: Stage::BeforeRoot, pending: None }
    }

    fn next_record(&mut self) -> Result<Option<Located<Record>>, ReadFault> {
        if let Some(record) = self.pending.take() {
            return Ok(Some(record));
        }
        if self.stage == Stage::BeforeRoot {
            self.enter_channel()?;
        }
        while let Stage::InChannel { site_given } = self.stage {
            let record = self.next_in_channel()?;
            if record.is_none() {
                self.leave_channel()?;
            } else if site_given {
                return Ok(record);
            }
            if !site_given {
                self.pending = record;
                return self.site_record().map(Some);
            }
        }
        Ok(None)
    }

    fn enter_channel(&mut self) -> Result<(), ReadFault> {
        let root = self.events.enter_root()?;
        if root.name != "rss" {
            return Err(FaultKind::OtherDocument(root.name).at(root.position));
        }
        while let Some(child) = self.events.next_child()? {
            if child.name == "channel" {
                self.stage = Stage::InChannel { site_given: false };
                return Ok(());
            }
            self.events.skip()?;
        }
        Err(FaultKind::NotAnExport("it has no <channel>").at(root.position))
    }

    fn leave_channel(&mut self) -> Result<(), ReadFault> {
        while self.events.next_child()?.is_some() {
            self.events.skip()?;
        }
        self.events.expect_end()?;
        self.stage = Stage::Finished;
        Ok(())
    }

    fn site_record(&mut self) -> Result<Located<Record>, ReadFault> {
        let position = self.pending.as_ref().map_or_else(|| self.events.position(), |record| record.position);
        match self.site.version.as_str() {
            "" => return Err(FaultKind::NotAnExport("it has no <wp:wxr_version>").at(position)),
            version if !version.starts_with("1.") => {
                return Err(FaultKind::Version(version.to_owned()).at(position));
            }
            _ => {}
        }
        if self.stage != Stage::Finished {
            self.stage = Stage::InChannel { site_given: true };
        }
        Ok(Located { position, value: Record::Site(std::mem::take(&mut self.site)) })
    }

    fn next_in_channel(&mut self) -> Result<Option<Located<Record>>, ReadFault> {
        while let Some(child) = self.events.next_child()? {
            let value = match child.name.as_str() {
                "wp:author" => Record::Author(self.author()?),
                "wp:category" => Record::Term(self.term("category")?),
                "wp:tag" => Record::Term(self.term("post_tag")?),
                "wp:term" => Record::Term(self.term("")?),
                "item" => Record::Post(Box::new(self.post()?)),
                _ => {
                    self.site_field(&child)?;
                    continue;
                }
            };
            return Ok(Some(Located { position: child.position, value }));
        }
        Ok(None)
    }

    fn site_field(&mut self, child: &Child) -> Result<(), ReadFault> {
        let field = match child.name.as_str() {
            "title" => &mut self.site.title,
            "description" => &mut self.site.description,
            "language" => &mut self.site.language,
            "wp:wxr_version" => &mut self.site.version,
            "wp:base_site_url" => &mut self.site.base_site_url,
            "wp:base_blog_url" => &mut self.site.base_blog_url,
            _ => return self.events.skip(),
        };
        *field = self.events.text()?.trim().to_owned();
        Ok(())
    }

    fn author(&mut self) -> Result<AuthorRecord, ReadFault> {
        let mut author = AuthorRecord::default();
        while let Some(child) = self.events.next_child()? {
            match child.name.as_str() {
                "wp:author_id" => author.id = self.identifier()?,
                "wp:author_login" => author.login = self.word()?,
                "wp:author_email" => author.email = self.word()?,
                "wp:author_display_name" => author.display_name = self.events.text()?,
                "wp:author_first_name" => author.first_name = self.events.text()?,
                "wp:author_last_name" => author.last_name = self.events.text()?,
                _ => self.events.skip()?,
            }
        }
        Ok(author)
    }

    fn term(&mut self, taxonomy: &str) -> Result<TermRecord, ReadFault> {
        let mut term = TermRecord { taxonomy: taxonomy.to_owned(), ..TermRecord::default() };
        while let Some(child) = self.events.next_child()? {
            match child.name.as_str() {
                "wp:term_id" => term.id = self.identifier()?,
                "wp:term_taxonomy" => term.taxonomy = self.word()?,
                "wp:category_nicename" | "wp:tag_slug" | "wp:term_slug" => term.slug = self.word()?,
                "wp:category_parent" | "wp:term_parent" => term.parent_slug = self.word()?,
                "wp:cat_name" | "wp:tag_name" | "wp:term_name" => term.name = self.events.text()?,
                "wp:category_description" | "wp:tag_description" | "wp:term_description" => {
                    term.description = self.events.text()?;
                }
                "wp:termmeta" => term.meta.push(self.meta()?),
                _ => self.events.skip()?,
            }
        }
        Ok(term)
    }

    fn post(&mut self) -> Result<PostRecord, ReadFault> {
        let mut post = PostRecord::default();
        while let Some(child) = self.events.next_child()? {
            match child.name.as_str() {
                "wp:postmeta" => post.meta.push(self.meta()?),
                "wp:comment" => post.comments.push(self.comment()?),
                "category" => post.terms.extend(self.term_mention(&child)?),
                _ => self.post_field(&mut post, &child)?,
            }
        }
        Ok(post)
    }

    fn post_field(&mut self, post: &mut PostRecord, child: &Child) -> Result<(), ReadFault> {
        match child.name.as_str() {
            "title" => post.title = self.events.text()?,
            "link" => post.link = self.word()?,
            "pubDate" => post.published = DateField::from_rfc_2822(&self.events.text()?),
            "dc:creator" => post.creator = self.word()?,
            "guid" => post.guid = self.word()?,
            "content:encoded" => post.content = self.events.text()?,
            "excerpt:encoded" => post.excerpt = self.events.text()?,
            "wp:post_id" => post.id = self.identifier()?,
            "wp:post_date" => post.date = self.date()?,
            "wp:post_date_gmt" => post.date_gmt = self.date()?,
            "wp:post_modified" => post.modified = self.date()?,
            "wp:post_modified_gmt" => post.modified_gmt = self.date()?,
            "wp:comment_status" => post.comment_status = self.word()?,
            "wp:ping_status" => post.ping_status = self.word()?,
            "wp:post_name" => post.slug = self.word()?,
            "wp:status" => post.status = self.word()?,
            "wp:post_parent" => post.parent = self.number()?,
            "wp:menu_order" => post.menu_order = self.number()?,
            "wp:post_type" => post.post_type = self.word()?,
            "wp:post_password" => post.password = self.events.text()?,
            "wp:is_sticky" => post.is_sticky = self.number::<i32>()? == 1,
            "wp:attachment_url" => post.attachment_url = self.word()?,
            _ => self.events.skip()?,
        }
        Ok(())
    }

    /// WXR 1.0 also lists each term without a slug, for feed readers; those say nothing new.
    fn term_mention(&mut self, child: &Child) -> Result<Option<TermMention>, ReadFault> {
        let name = self.events.text()?;
        let (Some(domain), Some(slug)) = (child.attribute("domain"), child.attribute("nicename")) else {
            return Ok(None);
        };
        let taxonomy = if domain == "tag" { "post_tag" } else { domain };
        Ok(Some(TermMention { taxonomy: taxonomy.to_owned(), slug: slug.to_owned(), name }))
    }

    fn comment(&mut self) -> Result<CommentRecord, ReadFault> {
        let mut comment = CommentRecord::default();
        while let Some(child) = self.events.next_child()? {
            match child.name.as_str() {
                "wp:comment_id" => comment.id = self.identifier()?,
                "wp:comment_author" => comment.author = self.events.text()?,
                "wp:comment_author_email" => comment.author_email = self.word()?,
                "wp:comment_author_url" => comment.author_url = self.word()?,
                "wp:comment_author_IP" => comment.author_ip = self.word()?,
                "wp:comment_date" => comment.date = self.date()?,
                "wp:comment_date_gmt" => comment.date_gmt = self.date()?,
                "wp:comment_content" => comment.content = self.events.text()?,
                "wp:comment_approved" => comment.approved = self.word()?,
                "wp:comment_type" => comment.comment_type = self.word()?,
                "wp:comment_parent" => comment.parent = self.number()?,
                "wp:comment_user_id" => comment.user_id = self.number()?,
                "wp:commentmeta" => comment.meta.push(self.meta()?),
                _ => self.events.skip()?,
            }
        }
        Ok(comment)
    }

    fn meta(&mut self) -> Result<MetaRecord, ReadFault> {
        let mut meta = MetaRecord::default();
        while let Some(child) = self.events.next_child()? {
            match child.name.as_str() {
                "wp:meta_key" => meta.key = self.word()?,
                "wp:meta_value" => meta.value = self.events.text()?,
                _ => self.events.skip()?,
            }
        }
        Ok(meta)
    }

    fn word(&mut self) -> Result<String, ReadFault> {
        Ok(self.events.text()?.trim().to_owned())
    }

    fn date(&mut self) -> Result<DateField, ReadFault> {
        Ok(DateField::from_mysql(&self.events.text()?))
    }

    /// Zero for what is not a number, as PHP's `(int)` has it.
    fn number<N: FromStr + Default>(&mut self) -> Result<N, ReadFault> {
        Ok(self.events.text()?.trim().parse().unwrap_or_default())
    }

    fn identifier(&mut self) -> Result<Option<i64>, ReadFault> {
        Ok(self.events.text()?.trim().parse().ok().filter(|id| (1..=LARGEST_ID).contains(id)))
    }
}

impl<R: Read> Iterator for WxrReader<R> {
    type Item = Result<Located<Record>, ReadFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_record();
        if next.is_err() {
            self.stage = Stage::Finished;
            self.pending = None;
        }
        next.transpose()
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
