//! Finds members.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Member, entity};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// A mail address as rows have it. Fails where it is none.
pub(super) fn address(given: &str) -> Result<String> {
    let email = given.trim().to_lowercase();
    let has_form = email.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
    });
    let is_plain = !email
        .contains(|letter: char| letter.is_control() || letter.is_whitespace() || "<>\",;:()[]\\".contains(letter));
    match has_form && is_plain && email.len() <= 254 && email.matches('@').count() == 1 {
        true => Ok(email),
        false => Err(Error::invalid("invalid_email", "Please enter a valid email address.")),
    }
}

/// The member with this address, for the staff.
pub async fn by_email(site: &Site, actor: &Actor, email: &str) -> Result<Member> {
    actor.require(Capability::ManageOptions)?;
    with_email(site, &email.trim().to_lowercase()).await?.ok_or_else(missing)
}

/// The member with this number, for the staff.
pub async fn by_id(site: &Site, actor: &Actor, id: i64) -> Result<Member> {
    actor.require(Capability::ManageOptions)?;
    with_id(site, id).await?.ok_or_else(missing)
}

/// Members in the order in which they came, and how many there are; those whose address holds `search`.
pub async fn list(site: &Site, actor: &Actor, search: &str, skip: u64, limit: u64) -> Result<(Vec<Member>, u64)> {
    actor.require(Capability::ManageOptions)?;
    let mut query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    if !search.is_empty() {
        query = query.filter(entity::Column::Email.contains(search.to_lowercase()));
    }
    let total = query.clone().count(site.writer()).await?;
    let found = query.order_by_asc(entity::Column::Id).offset(skip).limit(limit).all(site.writer()).await?;
    Ok((found, total))
}

/// The member with this address, given as rows have it.
pub(super) async fn with_email(site: &Site, email: &str) -> Result<Option<Member>> {
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.filter(entity::Column::Email.eq(email)).one(site.writer()).await?)
}

/// The member with this number.
pub(super) async fn with_id(site: &Site, id: i64) -> Result<Option<Member>> {
    let query = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.one(site.writer()).await?)
}

pub(super) fn missing() -> Error {
    Error::not_found("member_not_found", "There is no such member.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_could_carry_headers_are_refused() {
        assert_eq!(address(" Ann@Example.org ").unwrap(), "ann@example.org");
        for bad in
            ["", "ann", "@a.b", "ann@", "ann@b", "a@b@c.d", "ann@b.c\r\nBcc: x@y.z", "<ann@b.c>", "a b@c.d", "ann@.c"]
        {
            assert!(address(bad).is_err(), "{bad:?}");
        }
    }
}
