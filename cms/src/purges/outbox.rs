//! Writes purges into the outbox.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ConnectionTrait, Set};

use super::entity;
use crate::{CacheTag, Host, Result};

/// More tags than this become "the whole site": a list of thousands costs every front more than it saves.
const MOST_TAGS: usize = 500;

/// Adds `tags` of the site to the outbox, in the transaction that `connection` is. Site 0 means every site.
pub async fn enqueue<C: ConnectionTrait>(
    connection: &C,
    host: &Host,
    site_id: i64,
    tags: &BTreeSet<CacheTag>,
) -> Result<()> {
    let text = if tags.len() > MOST_TAGS { CacheTag::Site.to_string() } else { joined(tags) };
    let row = entity::ActiveModel { id: NotSet, site_id: Set(site_id), tags: Set(text), created: Set(host.now()) };
    row.insert(connection).await?;
    Ok(())
}

fn joined(tags: &BTreeSet<CacheTag>) -> String {
    tags.iter().map(CacheTag::to_string).collect::<Vec<_>>().join(" ")
}
