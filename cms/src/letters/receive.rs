//! Takes in what Amazon SNS brings: who really sent it is checked first, and what came before changes nothing.

use chrono::Duration;
use platform::sns::{Notification, SnsError, Subscription};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use super::notice::{Event, Notice};
use super::{breaker, follow_up, notice_entity};
use crate::{Change, Error, Host, Result};

/// How old a notification may be. Their names are kept longer, so that an old one cannot be played again.
pub(super) const OLDEST: Duration = Duration::days(14);

/// What a notification led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// The subscription of a topic is confirmed.
    Confirmed,
    /// It was noted.
    Noted,
    /// It came before.
    Known,
    /// It is of no interest here.
    Ignored,
}

/// Takes in the body of one request of SNS. Fails with `mail_notices_off` where no topic is configured, with
/// `rest_forbidden` for other topics, wrong signatures and old messages, with `invalid_notice` for what is none.
pub async fn receive(host: &Host, body: &[u8]) -> Result<Received> {
    let topics = host.config().mail_topics();
    if topics.is_empty() {
        return Err(Error::not_found("mail_notices_off", "This host takes in no notifications about mail."));
    }
    let message = host.sns().verified(body, &topics, host.clock().now()).await.map_err(refusal)?;
    if host.clock().now() - message.time > OLDEST {
        return Err(Error::forbidden("rest_forbidden", "The notification is too old."));
    }
    match message.subscription {
        Some(Subscription::Asked(url)) => {
            host.sns().confirm(&url).await.map_err(refusal)?;
            tracing::info!(topic = message.topic, "the subscription of a topic is confirmed");
            Ok(Received::Confirmed)
        }
        Some(Subscription::Ended) => {
            tracing::warn!(topic = message.topic, "a topic's subscription has ended: nothing more will come from it");
            Ok(Received::Ignored)
        }
        None => note(host, &message).await,
    }
}

async fn note(host: &Host, message: &Notification) -> Result<Received> {
    let notice = match Notice::read(&message.text) {
        Ok(Some(notice)) => notice,
        Ok(None) => return Ok(Received::Ignored),
        // The service greets a new subscription with a sentence; sent again it would be no better.
        Err(error) => {
            tracing::info!(%error, "a notification about mail says nothing about a letter");
            return Ok(Received::Ignored);
        }
    };
    let change = Change::begin_for_host(host).await?;
    if !is_new(&change, host, &message.id).await? {
        return Ok(Received::Known);
    }
    let Some(letter) = follow_up::apply(&change, host, &notice).await? else {
        tracing::info!(message = notice.message_id, "a notification is about no letter of this host");
        change.commit().await?;
        return Ok(Received::Ignored);
    };
    let opened = match notice.event {
        Event::HardBounce | Event::Complaint => breaker::judge(&change, host, letter.site_id).await?,
        _ => None,
    };
    change.commit().await?;
    if let Some(reason) = opened {
        breaker::tell(host, letter.site_id, &reason).await;
    }
    Ok(Received::Noted)
}

async fn is_new(change: &Change, host: &Host, id: &str) -> Result<bool> {
    let row = notice_entity::ActiveModel { message_id: Set(id.to_owned()), received: Set(host.now()) };
    let key = notice_entity::Column::MessageId;
    let there = OnConflict::column(key).do_nothing_on([key]).to_owned();
    let made =
        notice_entity::Entity::insert(row).on_conflict(there).exec_without_returning(change.connection()).await?;
    Ok(made > 0)
}

fn refusal(error: SnsError) -> Error {
    match error {
        SnsError::Malformed(said) => Error::invalid("invalid_notice", said),
        SnsError::Refused(said) => {
            tracing::warn!(%said, "a notification about mail was refused");
            Error::forbidden("rest_forbidden", said)
        }
        // The service tries again.
        SnsError::Unreachable(said) => Error::Internal(said),
    }
}
