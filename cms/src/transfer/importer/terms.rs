//! The terms of the file and of the site, by taxonomy and slug.

use super::super::php::to_column;
use super::super::reader::{Position, TermMention, TermRecord};
use super::super::references::NewIdentifiers;
use super::insert::insert_rows;
use super::report::{Report, Thing};
use crate::sites::{Kind, next};
use crate::terms::{entity as term, meta_entity as term_meta};
use crate::{Change, Result, Site};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use std::collections::{HashMap, HashSet};

/// Where each term is, and which are still to be written.
pub(super) struct TermMap {
    site: Site,
    ids: HashMap<(String, String), i64>,
    taken: HashSet<i64>,
    listed: HashSet<i64>,
    planned: Vec<term::Model>,
    planned_meta: Vec<term_meta::ActiveModel>,
    orphans: Vec<Orphan>,
}

/// A term whose parent had not been read when it came.
struct Orphan {
    id: i64,
    parent: (String, String),
    position: Position,
}

impl TermMap {
    pub(super) async fn new(site: &Site) -> Result<Self> {
        let rows: Vec<(i64, String, String)> = term::Entity::find()
            .filter(term::Column::SiteId.eq(site.id()))
            .select_only()
            .columns([term::Column::Id, term::Column::Taxonomy, term::Column::Slug])
            .into_tuple()
            .all(site.writer())
            .await?;
        let taken = rows.iter().map(|(id, ..)| *id).collect();
        let ids = rows.into_iter().map(|(id, taxonomy, slug)| ((taxonomy, slug), id)).collect();
        Ok(Self {
            site: site.clone(),
            ids,
            taken,
            listed: HashSet::new(),
            planned: Vec::new(),
            planned_meta: Vec::new(),
            orphans: Vec::new(),
        })
    }

    /// Plans a term that the file lists, unless the site has it.
    pub(super) async fn take(
        &mut self,
        record: TermRecord,
        at: Position,
        new_identifiers: &mut NewIdentifiers,
        report: &mut Report,
    ) -> Result<()> {
        let thing = Thing::Term(record.taxonomy.clone());
        let about = format!("the term \"{}\"", if record.name.is_empty() { &record.slug } else { &record.name });
        let slug = if record.slug.is_empty() { crate::formatting::sanitize_title(&record.name) } else { record.slug };
        if record.taxonomy.is_empty() || slug.is_empty() {
            report.lost(thing, at, about, "has no taxonomy or no name");
            return Ok(());
        }
        let key = (record.taxonomy, slug);
        if let Some(&id) = self.ids.get(&key) {
            // WordPress lists menus, and some versions list every term, twice.
            if self.listed.insert(id) {
                report.already_there(thing);
            }
            record.id.into_iter().for_each(|old| new_identifiers.note_term(old, id));
            return Ok(());
        }
        let id = self.plan(key.clone(), record.name, record.description, record.id).await?;
        self.listed.insert(id);
        record.id.into_iter().for_each(|old| new_identifiers.note_term(old, id));
        if !record.parent_slug.is_empty() {
            self.orphans.push(Orphan { id, parent: (key.0, record.parent_slug), position: at });
        }
        self.planned_meta.extend(record.meta.into_iter().map(|meta| term_meta::ActiveModel {
            id: NotSet,
            site_id: Set(self.site.id()),
            term_id: Set(id),
            meta_key: Set(meta.key),
            meta_value: Set(to_column(&meta.value)),
        }));
        report.imported(thing, 1);
        Ok(())
    }

    /// The id of a term that an item has; one that the file did not list is made by its name.
    pub(super) async fn of_mention(&mut self, mention: TermMention, report: &mut Report) -> Result<i64> {
        let key = (mention.taxonomy, mention.slug);
        if let Some(&id) = self.ids.get(&key) {
            return Ok(id);
        }
        report.imported(Thing::Term(key.0.clone()), 1);
        self.plan(key, mention.name, String::new(), None).await
    }

    async fn plan(
        &mut self,
        (taxonomy, slug): (String, String),
        name: String,
        description: String,
        wanted: Option<i64>,
    ) -> Result<i64> {
        let id = match wanted.filter(|id| !self.taken.contains(id)) {
            Some(id) => id,
            None => next(&self.site, Kind::Terms).await?,
        };
        self.taken.insert(id);
        self.ids.insert((taxonomy.clone(), slug.clone()), id);
        let name = if name.is_empty() { slug.clone() } else { name };
        let site_id = self.site.id();
        self.planned.push(term::Model { site_id, id, taxonomy, name, slug, description, parent_id: 0, count: 0 });
        Ok(id)
    }

    /// The id of a term that the site has, or will have with the next batch.
    pub(super) fn id_of(&self, taxonomy: &str, slug: &str) -> Option<i64> {
        self.ids.get(&(taxonomy.to_owned(), slug.to_owned())).copied()
    }

    pub(super) fn how_many_planned(&self) -> usize {
        self.planned.len()
    }

    /// Writes what is planned, parents included as far as they are known.
    pub(super) async fn write(&mut self, change: &Change) -> Result<()> {
        let parents = self.settle_orphans();
        let mut rows = std::mem::take(&mut self.planned);
        for row in &mut rows {
            row.parent_id = parents.get(&row.id).copied().unwrap_or(0);
        }
        let written: HashSet<i64> = rows.iter().map(|row| row.id).collect();
        insert_rows::<term::Entity, _>(change, rows.into_iter().map(term::ActiveModel::from)).await?;
        insert_rows::<term_meta::Entity, _>(change, std::mem::take(&mut self.planned_meta)).await?;
        for (id, parent_id) in parents.into_iter().filter(|(id, _)| !written.contains(id)) {
            term::Entity::update_many()
                .col_expr(term::Column::ParentId, Expr::value(parent_id))
                .filter(term::Column::SiteId.eq(self.site.id()))
                .filter(term::Column::Id.eq(id))
                .exec(change.connection())
                .await?;
        }
        Ok(())
    }

    fn settle_orphans(&mut self) -> HashMap<i64, i64> {
        let (found, orphans) =
            std::mem::take(&mut self.orphans).into_iter().partition(|orphan| self.ids.contains_key(&orphan.parent));
        self.orphans = orphans;
        let parent = |orphan: &Orphan| self.ids.get(&orphan.parent).copied().unwrap_or(0);
        Vec::into_iter(found).map(|orphan: Orphan| (orphan.id, parent(&orphan))).collect()
    }

    /// Tells of the parents that the file does not hold.
    pub(super) fn tell_orphans(&self, report: &mut Report) {
        for orphan in &self.orphans {
            let (taxonomy, parent) = &orphan.parent;
            let what = format!("has the parent \"{parent}\", which is neither in the file nor here; it stands on top");
            report.note(orphan.position, format!("a term of {taxonomy}"), what);
        }
    }
}
