//! Makes and changes terms, as WordPress's `wp_insert_term` and `wp_update_term` do.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{Term, entity, meta, permissions, slug, taxonomy_named};
use crate::audit::Deed;
use crate::formatting::{esc_html, sanitize_text_field, wp_kses_data};
use crate::sites::{self, Kind};
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// A parent further up than this is taken for a circle.
const MOST_ANCESTORS: usize = 100;

/// What is to be written; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct TermFields {
    /// A number to keep, for a new term; ignored where it is taken.
    pub id: Option<i64>,
    /// Name.
    pub name: Option<String>,
    /// Part of the address; made from the name if left out.
    pub slug: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The parent, or 0.
    pub parent_id: Option<i64>,
    /// Further values by key; none removes the key.
    pub meta: Vec<(String, Option<String>)>,
}

/// Makes a term. Two with one name may not stand side by side; a slug that is taken gets a number.
pub async fn create(site: &Site, actor: &Actor, taxonomy: &str, fields: TermFields) -> Result<Term> {
    let hierarchical = is_hierarchical(site, taxonomy)?;
    permissions::require_create(actor, taxonomy, hierarchical)?;
    let name = required_name(fields.name.as_deref().unwrap_or_default())?;
    let mut term = Term {
        site_id: site.id(),
        id: 0,
        taxonomy: taxonomy.to_owned(),
        slug: slug::cleaned(fields.slug.as_deref(), &name),
        name,
        description: wp_kses_data(fields.description.as_deref().unwrap_or_default()),
        parent_id: fields.parent_id.filter(|_| hierarchical).unwrap_or(0),
        count: 0,
    };
    require_parent(site.writer(), &term).await?;
    let slug_was_given = fields.slug.as_deref().is_some_and(|slug| !slug.is_empty());
    slug::refuse_twin(site.writer(), &term, hierarchical, slug_was_given).await?;
    // Only now, so that what is refused leaves no gap in the numbers.
    term.id = new_id(site, &fields).await?;
    let change = Change::begin(site).await?;
    term.slug = slug::unique(change.connection(), &term).await?;
    entity::Entity::insert(term.clone().into_active_model().reset_all())
        .exec_without_returning(change.connection())
        .await?;
    if fields.id == Some(term.id) {
        sites::at_least(change.connection(), site.id(), Kind::Terms, term.id).await?;
    }
    finish(change, "create", term, &fields).await
}

/// Changes a term.
pub async fn update(site: &Site, actor: &Actor, taxonomy: &str, id: i64, fields: TermFields) -> Result<Term> {
    let hierarchical = is_hierarchical(site, taxonomy)?;
    permissions::require_edit(actor, taxonomy)?;
    let before = required(site, taxonomy, id).await?;
    let mut term = before.clone();
    if let Some(name) = &fields.name {
        term.name = required_name(name)?;
    }
    if let Some(description) = &fields.description {
        term.description = wp_kses_data(description);
    }
    if let Some(wanted) = &fields.slug {
        term.slug = slug::cleaned(Some(wanted), &term.name);
    }
    term.parent_id = fields.parent_id.filter(|_| hierarchical).unwrap_or(term.parent_id);
    let mut change = Change::begin(site).await?;
    require_parent(change.connection(), &term).await?;
    free_from_circle(&change, &mut term).await?;
    if term.slug != before.slug {
        slug::refuse_taken(change.connection(), &term).await?;
    }
    term.clone().into_active_model().reset_all().update(change.connection()).await?;
    if term.slug != before.slug || term.parent_id != before.parent_id {
        // Addresses of everything below it, and links to them, stand on many pages.
        change.makes_stale(CacheTag::Site);
    }
    finish(change, "update", term, &fields).await
}

async fn finish(mut change: Change, action: &'static str, term: Term, fields: &TermFields) -> Result<Term> {
    for (key, value) in &fields.meta {
        meta::write(change.connection(), term.site_id, term.id, key, value.as_deref()).await?;
    }
    change.makes_stale(CacheTag::Term(term.id));
    change.makes_stale(CacheTag::Terms(term.taxonomy.clone()));
    if term.taxonomy == "nav_menu" {
        change.makes_stale(CacheTag::Menus);
    }
    change.notes(Deed::new(action, &term.taxonomy, term.id).with("name", term.name.as_str()));
    change.commit().await?;
    Ok(term)
}

/// The terms of a taxonomy with these names, in their order; new ones are made.
pub async fn named(site: &Site, actor: &Actor, taxonomy: &str, names: &[String]) -> Result<Vec<i64>> {
    let mut ids = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let found = entity::Entity::find()
            .filter(entity::Column::SiteId.eq(site.id()))
            .filter(entity::Column::Taxonomy.eq(taxonomy))
            .filter(
                Condition::any()
                    .add(entity::Column::Name.eq(kept_name(name)))
                    .add(entity::Column::Slug.eq(slug::cleaned(None, name))),
            )
            .one(site.writer())
            .await?;
        ids.push(match found {
            Some(term) => term.id,
            None => {
                let fields = TermFields { name: Some(name.to_owned()), ..TermFields::default() };
                create(site, actor, taxonomy, fields).await?.id
            }
        });
    }
    Ok(ids)
}

/// The term; an error in WordPress's words where there is none.
pub(super) async fn required(site: &Site, taxonomy: &str, id: i64) -> Result<Term> {
    let found = entity::Entity::find_by_id((site.id(), id)).one(site.writer()).await?;
    let found = found.filter(|term| term.taxonomy == taxonomy);
    found.ok_or_else(|| Error::not_found("rest_term_invalid", "Term does not exist."))
}

pub(super) fn is_hierarchical(site: &Site, taxonomy: &str) -> Result<bool> {
    // Themes and areas of templates are taxonomies too, which no list of a site's taxonomies shows.
    if matches!(taxonomy, "wp_theme" | "wp_template_part_area" | "link_category") {
        return Ok(false);
    }
    let known = taxonomy_named(site.settings(), taxonomy);
    known.map(|known| known.hierarchical).ok_or_else(|| Error::invalid("invalid_taxonomy", "Invalid taxonomy."))
}

/// A name as it is kept: text, with its special letters written for HTML (`pre_term_name`).
pub(super) fn kept_name(name: &str) -> String {
    esc_html(&wp_kses_data(&sanitize_text_field(name))).into_owned()
}

fn required_name(name: &str) -> Result<String> {
    let name = kept_name(name);
    if name.is_empty() {
        return Err(Error::invalid("empty_term_name", "A name is required for this term."));
    }
    Ok(name)
}

async fn new_id(site: &Site, fields: &TermFields) -> Result<i64> {
    if let Some(id) = fields.id.filter(|id| *id > 0)
        && entity::Entity::find_by_id((site.id(), id)).one(site.writer()).await?.is_none()
    {
        return Ok(id);
    }
    sites::next(site, Kind::Terms).await
}

async fn parent_of<C: ConnectionTrait>(connection: &C, term: &Term, id: i64) -> Result<Option<Term>> {
    let found = entity::Entity::find_by_id((term.site_id, id)).one(connection).await?;
    Ok(found.filter(|parent| parent.taxonomy == term.taxonomy))
}

async fn require_parent<C: ConnectionTrait>(connection: &C, term: &Term) -> Result<()> {
    if term.parent_id == 0 || parent_of(connection, term, term.parent_id).await?.is_some() {
        return Ok(());
    }
    Err(Error::invalid("missing_parent", "Parent term does not exist."))
}

/// Frees a term from a parent that stands below it (`wp_check_term_hierarchy_for_loops`).
async fn free_from_circle(change: &Change, term: &mut Term) -> Result<()> {
    let mut above = term.parent_id;
    for _ in 0..MOST_ANCESTORS {
        if above == 0 {
            return Ok(());
        }
        if above == term.id {
            break;
        }
        above = parent_of(change.connection(), term, above).await?.map_or(0, |parent| parent.parent_id);
    }
    term.parent_id = 0;
    Ok(())
}
