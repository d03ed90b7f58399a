//! How long a list is. The length of a long one is kept until something in it changes: it costs more to count than its
//! page to read.

use std::sync::Arc;

use sea_orm::{PaginatorTrait, QueryTrait, Select};

use super::{ListQuery, entity};
use crate::generations::Moment;
use crate::{CacheTag, Result, Site};

/// What is shorter is counted anew each time: nobody feels that.
const WORTH_KEEPING: u64 = 1_000;
/// A longer question than this is not asked twice.
const LONGEST_KEY: usize = 4_000;

/// The length of the list that a query asks for, as far as it is kept.
pub(super) struct KeptTotal<'a> {
    site: &'a Site,
    query: &'a ListQuery,
    /// The question itself.
    key: String,
    /// What changes after this makes the number stale.
    since: Moment,
}

impl<'a> KeptTotal<'a> {
    /// Of `select`, which was made from `query` and is asked after this.
    pub(super) fn of(site: &'a Site, select: &Select<entity::Entity>, query: &'a ListQuery) -> Self {
        let key = format!("total: {}", select.build(site.reader().get_database_backend()));
        Self { site, query, key, since: site.host().generations().now() }
    }

    /// The number, if it is kept.
    pub(super) fn known(&self) -> Option<u64> {
        self.site.host().objects().get::<u64>(self.site.id(), &self.key).map(|kept| *kept)
    }

    /// Keeps it, where that is worth it.
    pub(super) fn keep(self, total: u64) {
        if total >= WORTH_KEEPING && self.key.len() <= LONGEST_KEY && !self.query.types.is_empty() {
            let (objects, tags) = (self.site.host().objects(), tags(self.query));
            objects.keep(self.site.id(), self.key, Arc::new(total), &tags, self.since);
        }
    }

    /// The number; counted where it is not kept.
    pub(super) async fn known_or_counted(self, select: &Select<entity::Entity>) -> Result<u64> {
        if let Some(total) = self.known() {
            return Ok(total);
        }
        let total = select.clone().count(self.site.reader()).await?;
        self.keep(total);
        Ok(total)
    }
}

/// What changes the length: posts of these types, and what stands below or in these terms.
fn tags(query: &ListQuery) -> Vec<CacheTag> {
    let types = query.types.iter().map(|name| CacheTag::Posts(name.clone()));
    let taxonomies = query.terms.iter().map(|filter| CacheTag::Terms(filter.taxonomy.clone()));
    let terms = query.terms.iter().flat_map(|filter| filter.terms.iter().map(|id| CacheTag::Term(*id)));
    types.chain(taxonomies).chain(terms).chain([CacheTag::Site]).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::EntityTrait;

    use super::WORTH_KEEPING;
    use crate::posts::{self, ListQuery, PostFields, entity};
    use crate::{Actor, Site, fixture};

    async fn total(site: &Site) -> u64 {
        let query = ListQuery { types: vec!["post".into()], limit: 1, ..ListQuery::default() };
        posts::list(site, &query).await.unwrap().total
    }

    fn titled() -> PostFields {
        PostFields { title: Some("One of many".into()), ..PostFields::default() }
    }

    /// As many copies of a post as are worth keeping, written past every verb.
    async fn many(site: &Site) -> u64 {
        let first = posts::create(site, &Actor::System, "post", titled()).await.unwrap();
        let copies = (1..=WORTH_KEEPING).map(|more| {
            let id = first.id + i64::try_from(more).unwrap();
            entity::ActiveModel::from(entity::Model { id, slug: format!("copy-{id}"), ..first.clone() })
        });
        for copies in copies.collect::<Vec<_>>().chunks(100) {
            let insert = entity::Entity::insert_many(copies.iter().cloned());
            insert.exec_without_returning(site.writer()).await.unwrap();
        }
        let used = first.id + 2_000;
        crate::sites::at_least(site.writer(), site.id(), crate::sites::Kind::Posts, used).await.unwrap();
        WORTH_KEEPING + 1
    }

    #[tokio::test]
    async fn the_length_of_a_long_list_is_counted_again_after_a_change_alone() {
        let (_folder, site) = fixture::site().await;
        let all = many(&site).await;
        assert_eq!(total(&site).await, all);
        let statements = site.host().database().statements();
        assert_eq!(total(&site).await, all);
        assert_eq!(site.host().database().statements() - statements, 1, "the page alone is read");
        posts::create(&site, &Actor::System, "post", titled()).await.unwrap();
        assert_eq!(total(&site).await, all + 1);
    }
}
