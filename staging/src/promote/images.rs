//! What is kept of every row that a promotion touches: before, after, and what the clone's base said.

use std::collections::{BTreeMap, BTreeSet};

use cms::{Result, Site};
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::{Promotion, row_entity};
use crate::documents::{Document, Key};
use crate::plan::{Plan, base};

/// What the environment says of the plan's rows, and what its base said.
pub(super) struct Sides {
    pub(super) staging: BTreeMap<Key, Document>,
    pub(super) bases: BTreeMap<Key, Document>,
}

/// Reads the base of the plan's rows; the environment's side is in the plan but where a person or production had a say.
pub(super) async fn sides(staging: &Site, plan: &Plan, now: BTreeMap<Key, Document>) -> Result<Sides> {
    let keys: BTreeSet<Key> = plan.items.iter().map(|item| item.staging_key.clone()).collect();
    Ok(Sides { staging: now, bases: base::read(staging.writer(), staging.id(), &keys).await? })
}

/// Writes them, in the transaction that changes the rows.
pub(super) async fn keep<C: ConnectionTrait>(
    connection: &C,
    promotion: &Promotion,
    plan: &Plan,
    before: &BTreeMap<Key, Document>,
    sides: &Sides,
    gone: &BTreeMap<Key, String>,
) -> Result<()> {
    let text = |document: Option<&Document>| document.map(Document::text);
    let rows = plan.items.iter().zip(0..).map(|(item, place)| row_entity::ActiveModel {
        promotion_id: Set(promotion.id),
        kind: Set(item.key.kind.name().to_owned()),
        row_key: Set(item.key.id.clone()),
        place: Set(place),
        staging_key: Set(item.staging_key.id.clone()),
        before_row: Set(text(before.get(&item.key))),
        after_row: Set(text(item.after.as_ref())),
        staging_row: Set(text(sides.staging.get(&item.staging_key))),
        base_row: Set(text(sides.bases.get(&item.staging_key))),
        gone_with_it: Set(gone.get(&item.key).cloned().unwrap_or_default()),
    });
    let rows: Vec<row_entity::ActiveModel> = rows.collect();
    for part in rows.chunks(500) {
        row_entity::Entity::insert_many(part.to_vec()).exec_without_returning(connection).await?;
    }
    Ok(())
}
