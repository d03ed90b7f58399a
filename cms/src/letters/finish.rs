//! Notes what became of a letter.

use chrono::Duration;
use platform::mail::SendFailure;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::claim::ClaimedLetter;
use super::{Kind, Letter, entity};
use crate::{Error, Host, Result};

/// What a letter that opened an account says once it has left.
pub(super) const FORGOTTEN: &str = "(what it said opened an account, and is not kept)";
/// More refusals for the time being than this, and a letter is given up.
const MOST_ATTEMPTS: i64 = 8;

/// Acknowledges a claimed letter: sent, refused for good, to be tried later (in a minute, then two, four, …), or of a fate
/// that nobody knows. A sender whose lease has ended, and whose letter is somebody else's now, changes nothing.
pub async fn finish(host: &Host, claimed: &ClaimedLetter, outcome: Result<String, SendFailure>) -> Result<Letter> {
    let mine = entity::Entity::find_by_id(claimed.letter.id)
        .filter(entity::Column::SiteId.eq(claimed.letter.site_id))
        .filter(entity::Column::Token.eq(claimed.token.as_str()))
        .one(host.database().writer())
        .await?;
    let letter = mine.ok_or_else(|| Error::conflict("claim_lost", "The letter was taken over by another sender."))?;
    let (attempts, kind, now) = (letter.attempts, letter.kind.clone(), host.now());
    // The service may have told before its answer came, or instead of it.
    let outcome = match outcome {
        Err(SendFailure::Unknown(_)) if !letter.message_id.is_empty() => Ok(letter.message_id.clone()),
        outcome => outcome,
    };
    let mut row = letter.into_active_model();
    match outcome {
        Ok(message_id) => {
            row.state = Set("sent".into());
            row.sent = Set(Some(now));
            row.message_id = Set(message_id);
            row.error = Set(String::new());
        }
        Err(SendFailure::Later(error)) if attempts < MOST_ATTEMPTS => {
            row.state = Set("queued".into());
            row.not_before = Set(Some(now + Duration::minutes(1 << (attempts - 1).clamp(0, 10))));
            row.error = Set(error);
        }
        Err(SendFailure::Later(error) | SendFailure::Refused(error)) => {
            row.state = Set("failed".into());
            row.error = Set(error);
        }
        Err(SendFailure::Unknown(error)) => {
            row.state = Set("unknown".into());
            row.error = Set(error);
        }
    }
    let is_over = matches!(&row.state, Set(state) if state == "sent" || state == "failed");
    if is_over && Kind::is_secret(&kind) {
        row.text_body = Set(FORGOTTEN.into());
        row.html_body = Set(String::new());
    }
    Ok(row.update(host.database().writer()).await?)
}
