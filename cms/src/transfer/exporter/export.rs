//! An export, asked for piece by piece.

use super::comments::Comments;
use super::filter::ExportFilter;
use super::head::{FOOT, head};
use super::item::Item;
use super::selection::Selection;
use crate::posts::{self, Post};
use crate::redirects::entity as redirect;
use crate::terms::Term;
use crate::users::Capability;
use crate::{Actor, Result, Site, media, permalinks, terms, users};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Writes an export: its head once, then slices of items until there are no more, then its foot.
///
/// Only one slice is in memory at a time. The head may be written several times, where items go into several files.
pub struct Exporter {
    site: Site,
    filter: ExportFilter,
    selection: Selection,
    head: String,
    last_id: i64,
    uploads_url: String,
    logins: HashMap<i64, String>,
    with_their_attachments: Option<HashSet<i64>>,
}

impl Exporter {
    /// Begins an export of what `filter` lets through. Fails if the category it names does not exist.
    pub async fn begin(site: &Site, actor: &Actor, filter: ExportFilter) -> Result<Self> {
        actor.require(Capability::Export)?;
        let selection = Selection::new(site, &filter).await?;
        let author_ids = selection.author_ids(!filter.skip_comments).await?;
        let logins = users::by_ids(site.host(), author_ids.clone()).await?;
        Ok(Self {
            head: head(site, &filter, author_ids).await?,
            uploads_url: format!("{}/wp-content/uploads/", site.url()),
            logins: logins.into_iter().map(|author| (author.id, author.login)).collect(),
            with_their_attachments: filter.with_attachments.then(HashSet::new),
            site: site.clone(),
            filter,
            selection,
            last_id: 0,
        })
    }

    /// The text before the first item.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The text after the last item.
    pub fn foot(&self) -> &'static str {
        FOOT
    }

    /// The next items, one text each; none when all are written.
    pub async fn next_items(&mut self) -> Result<Option<Vec<String>>> {
        let mut slice = self.selection.after(self.last_id).await?;
        let Some(last) = slice.last() else { return Ok(None) };
        self.last_id = last.id;
        let meta = posts::meta_of_each(&self.site, &ids(&slice)).await?;
        self.add_attachments(&mut slice, &meta).await?;
        self.items(&slice).await.map(Some)
    }

    /// Attachments come right after the posts that have or show them, and each of them once.
    async fn add_attachments(
        &mut self,
        slice: &mut Vec<Post>,
        meta: &HashMap<i64, Vec<(String, String)>>,
    ) -> Result<()> {
        let Some(written) = &mut self.with_their_attachments else { return Ok(()) };
        slice.retain(|post| post.post_type != "attachment" || written.insert(post.id));
        let featured: BTreeSet<i64> = meta
            .values()
            .flatten()
            .filter(|(key, _)| key == "_thumbnail_id")
            .filter_map(|(_, value)| value.parse().ok())
            .collect();
        let attached = posts::PublishedPosts::any(&self.site).filter(posts::entity::Column::PostType.eq("attachment"));
        let of_these = posts::entity::Column::ParentId.is_in(ids(slice));
        let shown = posts::entity::Column::Id.is_in(featured);
        let wanted = attached.filter(Condition::any().add(of_these).add(shown));
        let found = wanted.order_by_asc(posts::entity::Column::Id).all(self.site.reader()).await?;
        slice.extend(found.into_iter().filter(|attachment| written.insert(attachment.id)));
        Ok(())
    }

    async fn items(&mut self, slice: &[Post]) -> Result<Vec<String>> {
        let ids = ids(slice);
        self.learn_logins(slice).await?;
        let meta = posts::meta_of_each(&self.site, &ids).await?;
        let media = media::of_attachments(&self.site, &ids).await?;
        let mut terms = terms::of_each_post(&self.site, &ids).await?;
        // Databases sort letters each in their way, and do not sort equal names at all.
        terms.values_mut().for_each(|terms| terms.sort_by(|one, other| order(one).cmp(&order(other))));
        let old_slugs = self.old_slugs(&ids).await?;
        let comments =
            if self.filter.skip_comments { Comments::default() } else { Comments::of_posts(&self.site, &ids).await? };
        let links = permalinks::of_posts(&self.site, &slice.iter().collect::<Vec<_>>()).await?;
        let item = |post: &Post| {
            let item = Item {
                post,
                link: links.get(&post.id).map_or("", String::as_str),
                author_login: self.logins.get(&post.author_id).map_or("", String::as_str),
                uploads_url: &self.uploads_url,
                media: media.get(&post.id),
                terms: terms.get(&post.id).map_or(&[], Vec::as_slice),
                meta: meta.get(&post.id).map_or(&[], Vec::as_slice),
                old_slugs: old_slugs.get(&post.id).map_or(&[], Vec::as_slice),
                comments: &comments,
            };
            item.to_xml()
        };
        Ok(slice.iter().map(item).collect())
    }

    /// Whoever wrote attachments that only came along was not among the authors at the beginning.
    async fn learn_logins(&mut self, slice: &[Post]) -> Result<()> {
        let unknown: BTreeSet<i64> =
            slice.iter().map(|post| post.author_id).filter(|id| *id != 0 && !self.logins.contains_key(id)).collect();
        if !unknown.is_empty() {
            let people = users::by_ids(self.site.host(), unknown).await?;
            self.logins.extend(people.into_iter().map(|author| (author.id, author.login)));
        }
        Ok(())
    }

    async fn old_slugs(&self, post_ids: &[i64]) -> Result<HashMap<i64, Vec<String>>> {
        let query = redirect::Entity::find()
            .filter(redirect::Column::SiteId.eq(self.site.id()))
            .filter(redirect::Column::Kind.eq("slug"))
            .filter(redirect::Column::PostId.is_in(post_ids.iter().copied()));
        let mut slugs: HashMap<i64, Vec<String>> = HashMap::new();
        for row in query.order_by_asc(redirect::Column::Id).all(self.site.reader()).await? {
            slugs.entry(row.post_id).or_default().push(row.source);
        }
        Ok(slugs)
    }
}

fn ids(posts: &[Post]) -> Vec<i64> {
    posts.iter().map(|post| post.id).collect()
}

fn order(term: &Term) -> (&str, &str, &str) {
    (&term.name, &term.taxonomy, &term.slug)
}
