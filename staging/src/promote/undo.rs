//! Takes the rows of a promotion back, in one transaction, and leaves what was written since.

use std::collections::{BTreeMap, BTreeSet};

use cms::audit::Deed;
use cms::{Change, Result, Site};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

use super::{PromotedRow, Promotion, State, log, stale, visitors};
use crate::documents::{self, Document, Key, Kind};
use crate::merge::{Choice, merge};

/// What is to be done with one row.
enum Step {
    /// It is to say this.
    Write(Document),
    /// It is to go.
    Remove(Document),
    /// Nothing.
    Leave,
}

/// Takes them back. Fields that somebody changed since stay as they are, and are told; a new page that visitors wrote
/// under goes to the trash and not away.
pub(super) async fn undo(production: &Site, promotion: &Promotion, why: &str) -> Result<String> {
    let rows = log::rows(production, promotion.id).await?;
    let keys: BTreeSet<Key> = rows.iter().map(key).collect::<Result<_>>()?;
    let mut change = Change::begin(production).await?;
    let now = documents::read(change.connection(), production.id(), &keys).await?;
    let (mut writes, mut removals, mut told) = (Vec::new(), Vec::new(), vec![why.to_owned()]);
    for row in &rows {
        match step(&change, production, row, &now, &mut told).await? {
            Step::Write(document) => writes.push(document),
            Step::Remove(document) => removals.push(document),
            Step::Leave => {}
        }
    }
    documents::remove(change.connection(), production.id(), &removals).await?;
    documents::write(change.connection(), production.id(), &writes).await?;
    for row in &rows {
        visitors::restore(change.connection(), &row.gone_with_it).await?;
    }
    let after: BTreeMap<&Key, &Document> = writes.iter().map(|document| (&document.key, document)).collect();
    let pairs: Vec<(Option<&Document>, Option<&Document>)> =
        keys.iter().map(|key| (now.get(key), after.get(key).copied())).collect();
    stale::settle(&mut change, production, &pairs).await?;
    let told = told.join(" ").trim().to_owned();
    let mut record = promotion.clone().into_active_model();
    record.state = Set(State::Leaving.name().into());
    record.told = Set(told.clone());
    record.update(change.connection()).await?;
    change.notes(Deed::new("rollback", "promotion", promotion.id).with("rows", rows.len()));
    change.commit().await?;
    Ok(told)
}

fn key(row: &PromotedRow) -> Result<Key> {
    Ok(Key { kind: row.kind.parse()?, id: row.row_key.clone() })
}

async fn step(
    change: &Change,
    production: &Site,
    row: &PromotedRow,
    now: &BTreeMap<Key, Document>,
    told: &mut Vec<String>,
) -> Result<Step> {
    let key = key(row)?;
    let document = |text: &Option<String>| text.as_ref().map(|text| Document::from_text(key.clone(), text)).transpose();
    let (before, after) = (document(&row.before_row)?, document(&row.after_row)?);
    match (before, after, now.get(&key)) {
        (None, Some(after), Some(now)) => added(change, production, &after, now, told).await,
        (Some(before), None, None) => Ok(Step::Write(before)),
        (Some(_), None, Some(now)) => {
            told.push(format!("{key} \u{201c}{}\u{201d} was made anew since and stays.", now.title()));
            Ok(Step::Leave)
        }
        (Some(before), Some(after), Some(now)) => Ok(changed(&key, &before, &after, now, told)),
        (Some(before), Some(_), None) => {
            told.push(format!("{key} \u{201c}{}\u{201d} was deleted since and stays so.", before.title()));
            Ok(Step::Leave)
        }
        (None, _, None) | (None, None, Some(_)) => Ok(Step::Leave),
    }
}

/// A row that the promotion made.
async fn added(
    change: &Change,
    production: &Site,
    after: &Document,
    now: &Document,
    told: &mut Vec<String>,
) -> Result<Step> {
    let number = now.key.number().unwrap_or_default();
    let was_edited = now.fields != after.fields;
    let is_post = now.key.kind == Kind::Post;
    let was_answered = is_post && visitors::has_comments(change.connection(), production.id(), number).await?;
    match (is_post, was_answered || was_edited) {
        (true, true) => {
            let why = if was_answered { "visitors wrote under it" } else { "it was edited" };
            told.push(format!("{} \u{201c}{}\u{201d} is in the trash: {why} since.", now.key, now.title()));
            Ok(Step::Write(in_trash(now.clone(), production)))
        }
        (false, true) => {
            told.push(format!("{} \u{201c}{}\u{201d} was edited since and stays.", now.key, now.title()));
            Ok(Step::Leave)
        }
        _ => Ok(Step::Remove(now.clone())),
    }
}

/// As WordPress puts a post into the trash: it can be taken out again.
fn in_trash(mut document: Document, production: &Site) -> Document {
    let (status, slug) = (document.field("status").to_owned(), document.field("slug").to_owned());
    if status == "trash" {
        return document;
    }
    let since = production.host().now().and_utc().timestamp().to_string();
    document.fields.insert("meta:_wp_trash_meta_status".into(), json!([status]));
    document.fields.insert("meta:_wp_trash_meta_time".into(), json!([since]));
    document.fields.insert("meta:_wp_desired_post_slug".into(), json!([slug]));
    document.fields.insert("slug".into(), json!(format!("{slug}__trashed")));
    document.fields.insert("status".into(), json!("trash"));
    document
}

/// A row that the promotion changed: its fields go back, but for those that somebody changed since.
fn changed(key: &Key, before: &Document, after: &Document, now: &Document, told: &mut Vec<String>) -> Step {
    let merged = merge(key, &after.fields, &before.fields, &now.fields, &|_| Some(Choice::Production));
    let kept = merged.changes.iter().filter(|change| change.decided).map(|change| change.field.as_str());
    let kept: Vec<&str> = kept.collect();
    if !kept.is_empty() {
        told.push(format!("{key} \u{201c}{}\u{201d} keeps what was changed since: {}.", now.title(), kept.join(", ")));
    }
    if merged.document.fields == now.fields { Step::Leave } else { Step::Write(merged.document) }
}
