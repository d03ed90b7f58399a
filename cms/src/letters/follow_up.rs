//! What the service tells about a letter, written to its row.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::notice::{Event, Notice};
use super::{Kind, Letter, entity, suppressions};
use crate::{Change, Host, Result};

/// Notes an event on the letter that it is about, and gives that letter. A letter of unknown fate is sent after all; a
/// mailbox that does not exist, and a reader who complained, get no more from this site.
pub(super) async fn apply(change: &Change, host: &Host, notice: &Notice) -> Result<Option<Letter>> {
    let Some(letter) = find(change, host, notice).await? else { return Ok(None) };
    let now = host.now();
    let mut row = letter.clone().into_active_model();
    row.message_id = Set(notice.message_id.clone());
    if letter.state == "unknown" && notice.event != Event::Rejected {
        row.state = Set("sent".into());
        row.sent = Set(letter.started.or(Some(now)));
        row.error = Set(String::new());
        if Kind::is_secret(&letter.kind) {
            row.text_body = Set(super::finish::FORGOTTEN.into());
            row.html_body = Set(String::new());
        }
    }
    if notice.event == Event::Rejected {
        row.state = Set("failed".into());
        row.error = Set(notice.note.clone());
    }
    if let Some(word) = word(notice.event).filter(|word| weight(word) >= weight(&letter.delivery)) {
        row.delivery = Set(word.to_owned());
        row.delivery_note = Set(notice.note.chars().take(500).collect());
        row.delivery_time = Set(Some(now));
    }
    let letter = row.update(change.connection()).await?;
    let reason = match notice.event {
        Event::HardBounce => "bounce",
        Event::Complaint => "complaint",
        _ => return Ok(Some(letter)),
    };
    // Only the letter's own reader: an event cannot strike out others.
    let address = letter.recipient.trim().to_lowercase();
    let concerned = notice.recipients.is_empty() || notice.recipients.contains(&address);
    if concerned && super::claim::site_of(host, letter.site_id).await?.is_some() {
        suppressions::write(change.connection(), letter.site_id, &address, "", reason, &notice.note, now).await?;
    }
    Ok(Some(letter))
}

/// By the service's name for the message; else by the tag, where reader and what is known of the name agree.
async fn find(change: &Change, host: &Host, notice: &Notice) -> Result<Option<Letter>> {
    let named = |row: &Letter| row.message_id.is_empty() || row.message_id == notice.message_id;
    let is_reader =
        |row: &Letter| notice.recipients.is_empty() || notice.recipients.contains(&row.recipient.trim().to_lowercase());
    let locked = host.database().is_postgres();
    let by_name = entity::Entity::find().filter(entity::Column::MessageId.eq(notice.message_id.as_str()));
    let named_row = if locked { by_name.lock_exclusive() } else { by_name }.one(change.connection()).await?;
    if named_row.is_some() {
        return Ok(named_row);
    }
    let Some(number) = notice.letter else { return Ok(None) };
    let tagged = entity::Entity::find_by_id(number);
    let tagged = if locked { tagged.lock_exclusive() } else { tagged }.one(change.connection()).await?;
    Ok(tagged.filter(|row| named(row) && is_reader(row) && row.attempts > 0))
}

fn word(event: Event) -> Option<&'static str> {
    Some(match event {
        Event::Delivered => "delivered",
        Event::Delayed => "delayed",
        Event::HardBounce | Event::SoftBounce => "bounced",
        Event::Complaint => "complained",
        Event::Sent | Event::Rejected => return None,
    })
}

/// Events come in any order: a later word stands, whenever it arrives.
fn weight(word: &str) -> u8 {
    match word {
        "" => 0,
        "delayed" => 1,
        "delivered" => 2,
        "bounced" => 3,
        _ => 4,
    }
}
