//! All rows of a promotion in one transaction, with what is kept of them, their purges and the word that they are there.

use std::collections::BTreeMap;

use cms::audit::Deed;
use cms::media::{self, StoredFile};
use cms::{Change, Result, Site};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use super::{Promotion, State, images, stale, verify, visitors};
use crate::documents::{self, Addresses, Document, Key, Kind};
use crate::environments::{ClonedSite, Progress};
use crate::plan::{self, Action, Plan};

/// Writes them. Fails, with nothing changed, when a row is not what it was when the plan was made.
pub(super) async fn write(
    production: &Site,
    staging: &Site,
    cloned: &ClonedSite,
    promotion: &Promotion,
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<Promotion> {
    progress.begin("Rows", plan.items.len() as u64);
    let addresses = Addresses::new(&cloned.url, production.url());
    let now = plan::staging_side(production, staging, cloned, plan).await?;
    let sides = images::sides(staging, plan, now).await?;
    let mut change = Change::begin(production).await?;
    let before = verify::rows_are_the_same(change.connection(), plan, &addresses).await?;
    let gone = visitors::of_deleted(change.connection(), plan).await?;
    images::keep(change.connection(), promotion, plan, &before, &sides, &gone).await?;
    rows(&change, plan, &before).await?;
    journal(&change, production, plan).await?;
    let pairs: Vec<(Option<&Document>, Option<&Document>)> =
        plan.items.iter().map(|item| (before.get(&item.key), item.after.as_ref())).collect();
    stale::settle(&mut change, production, &pairs).await?;
    let mut row = promotion.clone().into_active_model();
    row.state = Set(State::Committed.name().into());
    row.theme_after = Set(theme(production, plan));
    let promotion = row.update(change.connection()).await?;
    let deed = Deed::new("promote", "promotion", promotion.id).with("plan", plan.digest.as_str());
    change.notes(deed.with("rows", plan.items.len()));
    change.commit().await?;
    progress.reached(plan.items.len() as u64);
    Ok(promotion)
}

async fn rows(change: &Change, plan: &Plan, before: &BTreeMap<Key, Document>) -> Result<()> {
    let going: Vec<Document> = plan
        .items
        .iter()
        .filter(|item| item.action == Action::Delete)
        .filter_map(|item| before.get(&item.key).cloned())
        .collect();
    documents::remove(change.connection(), plan.site_id, &going).await?;
    let coming: Vec<Document> = plan.items.iter().filter_map(|item| item.after.clone()).collect();
    documents::write(change.connection(), plan.site_id, &coming).await
}

/// The files are in the folder: now the syncer hears of them.
async fn journal(change: &Change, production: &Site, plan: &Plan) -> Result<()> {
    let stored: Vec<StoredFile> = plan
        .files
        .iter()
        .map(|file| StoredFile { file: file.file.clone(), size: file.size, sha256: file.sha256.clone() })
        .collect();
    for part in stored.chunks(500) {
        media::note_files(change, production, part).await?;
    }
    Ok(())
}

/// The theme that the site has once the plan's options are written.
fn theme(production: &Site, plan: &Plan) -> String {
    let switched = plan.items.iter().find(|item| item.key == Key { kind: Kind::Option, id: "stylesheet".into() });
    let switched = switched.and_then(|item| item.after.as_ref()).map(|after| after.field("value").to_owned());
    switched.unwrap_or_else(|| production.settings().text("stylesheet"))
}
