//! Writes a letter and puts it into the outbox.

use sea_orm::{ActiveValue::NotSet, EntityTrait, Set};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Kind, entity, hindrance, unsubscribe};
use crate::{Change, Error, Result, Site, theming};

/// Writes a letter from its templates and lays it into the outbox, in the open change of whatever it tells about: it goes
/// out if that commits, and only then. Nothing happens where there is no address. What is not exactly one address, or
/// holds a line end, is kept as `failed`, and to whom no letters go as `suppressed`, each with the reason: whatever the
/// letter tells about happens all the same.
///
/// The templates find what `context` holds, `site` with its `title` and `url`, and `unsubscribe_url`, empty where the
/// kind has none.
pub(crate) async fn queue(
    change: &Change,
    site: &Site,
    kind: Kind,
    recipient: &str,
    context: &impl Serialize,
) -> Result<()> {
    let recipient = recipient.trim();
    if recipient.is_empty() {
        return Ok(());
    }
    let unsubscribe_url = match kind.can_be_unsubscribed() {
        true => unsubscribe::address(change.connection(), site, kind, recipient).await?,
        false => String::new(),
    };
    let written = theming::render_letter(site, kind.name(), &with_way_out(context, &unsubscribe_url)?)?;
    let (state, error) = fate(change, site, kind, recipient).await?;
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        sender: Set(sender(site)),
        recipient: Set(recipient.replace(char::is_control, " ")),
        subject: Set(written.subject),
        text_body: Set(written.text),
        html_body: Set(written.html),
        kind: Set(kind.name().to_owned()),
        state: Set(state.to_owned()),
        attempts: Set(0),
        error: Set(error),
        created: Set(site.host().now()),
        not_before: Set(None),
        started: Set(None),
        sent: Set(None),
        token: Set(String::new()),
        message_id: Set(String::new()),
        priority: Set(kind.priority()),
        delivery: Set(String::new()),
        delivery_note: Set(String::new()),
        delivery_time: Set(None),
        unsubscribe_url: Set(unsubscribe_url),
    };
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(())
}

/// The state that a new letter begins with, and why where that is an end already.
async fn fate(change: &Change, site: &Site, kind: Kind, recipient: &str) -> Result<(&'static str, String)> {
    if !platform::mail::is_address(recipient) {
        return Ok(("failed", "A letter goes to exactly one mail address, and this is none.".to_owned()));
    }
    let hindrance = hindrance::of(change.connection(), site, kind.name(), recipient).await?;
    Ok(hindrance.map_or(("queued", String::new()), |reason| ("suppressed", reason)))
}

fn with_way_out(context: &impl Serialize, unsubscribe_url: &str) -> Result<Value> {
    let mut context = serde_json::to_value(context).map_err(|error| Error::Internal(error.to_string()))?;
    if let Value::Object(values) = &mut context {
        values.insert("unsubscribe_url".to_owned(), json!(unsubscribe_url));
    }
    Ok(context)
}

/// The operator's address, or as in WordPress `wordpress@` the site's own name; under the site's title.
fn sender(site: &Site) -> String {
    let title: String = site
        .settings()
        .blogname()
        .chars()
        .filter(|letter| !letter.is_control() && !"<>\"\\,;:@".contains(*letter))
        .collect();
    let address = sender_address(site);
    if title.trim().is_empty() { address } else { format!("\"{}\" <{address}>", title.trim()) }
}

/// The bare address that a site's letters come from.
pub(super) fn sender_address(site: &Site) -> String {
    match &site.host().config().mail_from {
        Some(address) if !address.is_empty() => address.clone(),
        _ => format!("wordpress@{}", domain(site.url())),
    }
}

/// The host's name without `www.`; a bare number or a name without a point is no mail domain.
fn domain(url: &str) -> String {
    let host = url::Url::parse(url).ok().and_then(|url| url.domain().map(str::to_owned)).unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    if host.is_empty() { "localhost.localdomain".to_owned() } else { host }
}
