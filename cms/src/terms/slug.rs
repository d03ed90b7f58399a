//! Slugs of terms: WordPress's `wp_unique_term_slug`, and what it refuses.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};

use super::{Term, entity};
use crate::formatting::sanitize_title;
use crate::{Error, Result};

/// The slug that was asked for, or one made from the name.
pub(super) fn cleaned(wanted: Option<&str>, name: &str) -> String {
    let wanted = wanted.map(sanitize_title).filter(|slug| !slug.is_empty());
    wanted.unwrap_or_else(|| sanitize_title(name))
}

/// Refuses a second term of one name at one place, unless it was given a slug of its own.
pub(super) async fn refuse_twin<C: ConnectionTrait>(
    connection: &C,
    term: &Term,
    hierarchical: bool,
    slug_was_given: bool,
) -> Result<()> {
    let of_name = siblings(term).filter(entity::Column::Name.eq(term.name.as_str()));
    let Some(twin) = of_name.one(connection).await? else { return Ok(()) };
    if slug_was_given && twin.slug != term.slug && !is_taken(connection, term, &term.slug).await? {
        return Ok(());
    }
    let place = if hierarchical { "with this parent" } else { "in this taxonomy" };
    Err(Error::conflict("term_exists", format!("A term with the name provided already exists {place}.")))
}

/// Refuses a slug that another term of the taxonomy has.
pub(super) async fn refuse_taken<C: ConnectionTrait>(connection: &C, term: &Term) -> Result<()> {
    if !is_taken(connection, term, &term.slug).await? {
        return Ok(());
    }
    let message = format!("The slug &#8220;{}&#8221; is already in use by another term.", term.slug);
    Err(Error::conflict("duplicate_term_slug", message))
}

/// The term's slug; where it is taken, with the parents' slugs behind it, and then with a number.
pub(super) async fn unique<C: ConnectionTrait>(connection: &C, term: &Term) -> Result<String> {
    let mut slug = if term.slug.is_empty() { term.id.to_string() } else { term.slug.clone() };
    if !is_taken(connection, term, &slug).await? {
        return Ok(slug);
    }
    let mut above = term.parent_id;
    while above != 0 {
        let Some(parent) = entity::Entity::find_by_id((term.site_id, above)).one(connection).await? else {
            break;
        };
        slug = format!("{slug}-{}", parent.slug);
        if !is_taken(connection, term, &slug).await? {
            return Ok(slug);
        }
        above = if parent.parent_id == parent.id { 0 } else { parent.parent_id };
    }
    let mut number = 2;
    while is_taken(connection, term, &format!("{slug}-{number}")).await? {
        number += 1;
    }
    Ok(format!("{slug}-{number}"))
}

async fn is_taken<C: ConnectionTrait>(connection: &C, term: &Term, slug: &str) -> Result<bool> {
    Ok(others(term).filter(entity::Column::Slug.eq(slug)).count(connection).await? > 0)
}

fn others(term: &Term) -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::SiteId.eq(term.site_id))
        .filter(entity::Column::Taxonomy.eq(term.taxonomy.as_str()))
        .filter(entity::Column::Id.ne(term.id))
}

fn siblings(term: &Term) -> Select<entity::Entity> {
    others(term).filter(entity::Column::ParentId.eq(term.parent_id))
}
