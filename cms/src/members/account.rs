//! How a site is paid: its own account at a provider. Secrets go in and are never shown again.

use platform::payments::{Manual, PaymentProvider, Stripe};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use serde::Serialize;

use super::{account_entity as entity, test_mode};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site, sealing};

const KEY: &str = "payment-key";
const WEBHOOK: &str = "payment-webhook";

/// What is to be another; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// The provider's secret key, as `sk_live_…` or, with fewer rights, `rk_live_…`.
    pub secret_key: Option<String>,
    /// What it signs its messages with, as `whsec_…`.
    pub webhook_secret: Option<String>,
    /// What invoices say about paying them.
    pub instructions: Option<String>,
}

/// What the staff sees of it.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// Whether cards can be taken.
    pub takes_cards: bool,
    /// `off`, `test` where its key moves no money, or `live`.
    pub mode: &'static str,
    /// Whether messages of the provider are believed.
    pub hears_webhooks: bool,
    /// The beginning of the key, which says whether it is one for tests.
    pub key_begins: String,
    /// What invoices say about paying them.
    pub instructions: String,
}

/// How the site is paid.
pub async fn account(site: &Site, actor: &Actor) -> Result<Account> {
    actor.require(Capability::ManageOptions)?;
    let row = row(site).await?;
    let key = opened(site, KEY, &row.secret_key).await?;
    Ok(Account {
        takes_cards: !key.is_empty(),
        mode: test_mode::mode(&key),
        hears_webhooks: !row.webhook_secret.is_empty(),
        key_begins: key.chars().take(8).collect(),
        instructions: row.instructions,
    })
}

/// Changes how the site is paid.
pub async fn set_account(site: &Site, actor: &Actor, new: NewAccount) -> Result<Account> {
    actor.require(Capability::ManageOptions)?;
    for secret in [&new.secret_key, &new.webhook_secret].into_iter().flatten() {
        // The part before the secret is in the form of every key; whatever else is a mistake in copying.
        if !secret.is_empty() && !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::invalid("invalid_key", "A key has letters, digits and underscores alone."));
        }
    }
    test_mode::require(site, new.secret_key.as_deref().unwrap_or_default())?;
    let before = row(site).await?;
    let row = entity::ActiveModel {
        site_id: Set(site.id()),
        secret_key: Set(sealed(site, KEY, new.secret_key, before.secret_key).await?),
        webhook_secret: Set(sealed(site, WEBHOOK, new.webhook_secret, before.webhook_secret).await?),
        instructions: Set(new.instructions.unwrap_or(before.instructions)),
    };
    let there = OnConflict::column(entity::Column::SiteId)
        .update_columns([entity::Column::SecretKey, entity::Column::WebhookSecret, entity::Column::Instructions])
        .to_owned();
    let mut change = Change::begin(site).await?;
    entity::Entity::insert(row).on_conflict(there).exec_without_returning(change.connection()).await?;
    change.notes(Deed::new("update", "payment-account", site.id()));
    change.commit().await?;
    account(site, actor).await
}

/// What messages of the provider are signed with; empty for none.
pub(super) async fn webhook_secret(site: &Site) -> Result<String> {
    opened(site, WEBHOOK, &row(site).await?.webhook_secret).await
}

/// The new secret as it stands in the database, or what stood there; nothing stays nothing.
async fn sealed(site: &Site, what: &str, new: Option<String>, before: String) -> Result<String> {
    match new {
        Some(secret) if !secret.is_empty() => sealing::seal(site.host(), &purpose(site, what), &secret).await,
        Some(none) => Ok(none),
        None => Ok(before),
    }
}

async fn opened(site: &Site, what: &str, text: &str) -> Result<String> {
    sealing::open(site.host(), &purpose(site, what), text).await
}

/// Bound to the site: what one site sealed is no use in the row of another.
fn purpose(site: &Site, what: &str) -> String {
    format!("{what}:{}", site.id())
}

pub(super) async fn row(site: &Site) -> Result<entity::Model> {
    let found = entity::Entity::find_by_id(site.id()).one(site.writer()).await?;
    Ok(found.unwrap_or_else(|| entity::Model {
        site_id: site.id(),
        secret_key: String::new(),
        webhook_secret: String::new(),
        instructions: String::new(),
    }))
}

/// Who takes payments of this way: `card` or `invoice`.
pub(super) async fn provider(site: &Site, payment: &str) -> Result<Box<dyn PaymentProvider>> {
    if payment != "card" {
        return Ok(Box::new(Manual));
    }
    let key = opened(site, KEY, &row(site).await?.secret_key).await?;
    if key.is_empty() {
        return Err(Error::refused("no_payment_account", "This site does not take cards yet."));
    }
    test_mode::require(site, &key)?;
    let url = site.host().config().stripe_url.as_deref();
    let stripe = Stripe::open(site.host().http(), url, &key);
    Ok(Box::new(stripe.map_err(|error| Error::Internal(error.to_string()))?))
}
