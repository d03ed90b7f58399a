//! The environment learns what became of its rows: what was promoted is the base of the next comparison, what was taken back is
//! not any more.

use cms::{Error, Result, Site};

use super::carry_out::note;
use super::{PromotedRow, Promotion, State, files, log};
use crate::documents::{Document, Key};
use crate::environments::open_site;
use crate::plan::base;

/// Ends a promotion whose rows are there. May be done again.
pub(super) async fn finish(production: &Site, promotion: &Promotion) -> Result<Promotion> {
    rebase(production, promotion, |row| row.staging_row.as_ref()).await?;
    note(production, promotion, State::Promoted, "").await
}

/// Ends a promotion whose rows were taken back: its files go, and the base is what it was. May be done again.
pub(super) async fn after_undoing(production: &Site, promotion: &Promotion) -> Result<Promotion> {
    let promotion = log::required(production, promotion.id).await?;
    let needed = cms::media::needed_files(production).await?;
    let gone = files::take_away(production, &promotion, |file| needed.contains(file)).await?;
    let change = cms::Change::begin(production).await?;
    cms::media::note_gone(&change, production, &gone).await?;
    change.commit().await?;
    files::forget_aside(production, &promotion).await?;
    rebase(production, &promotion, |row| row.base_row.as_ref()).await?;
    note(production, &promotion, State::RolledBack, &promotion.told).await
}

/// Writes one side of every row as the base, or takes the row out of it. An environment that is gone, or was cloned anew,
/// has nothing to learn.
async fn rebase(
    production: &Site,
    promotion: &Promotion,
    side: impl Fn(&PromotedRow) -> Option<&String>,
) -> Result<()> {
    let staging = match open_site(production, &promotion.environment).await {
        Ok((staging, cloned)) if cloned.lineage == promotion.lineage => staging,
        Ok(_) | Err(Error::NotFound { .. } | Error::Invalid { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    let transaction = staging.host().database().begin().await?;
    for row in log::rows(production, promotion.id).await? {
        let key = Key { kind: row.kind.parse()?, id: row.staging_key.clone() };
        match side(&row) {
            Some(text) => {
                let document = Document::from_text(key.clone(), text)?;
                base::keep_under(&transaction, staging.id(), &[(key, &document)]).await?;
            }
            None => base::forget(&transaction, staging.id(), &[key].into()).await?,
        }
    }
    transaction.commit().await?;
    Ok(())
}
