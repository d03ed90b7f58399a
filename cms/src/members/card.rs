//! The card: given on the provider's own page, kept there, and known here by a name. Its number never comes by.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use super::{COLLECT_HOOK, Member, account, find, hooks, invoice, notices, plans, subscribe, subscriptions};
use crate::audit::Deed;
use crate::{Change, Error, Result, Site};

/// Opens the provider's page for a card; gives its address. The member comes back with the page's name, which
/// [`finish_card`] takes.
pub async fn card_page(site: &Site, member: &Member) -> Result<String> {
    let provider = account::provider(site, "card").await?;
    let customer = match member.customer.is_empty() || member.provider != provider.name() {
        false => member.customer.clone(),
        true => {
            let key = format!("member-{}-{}", member.id, platform::secrets::random_hex(8));
            let customer = provider.customer(&member.email, &format!("member-{}", member.id), &key).await;
            let customer = customer.map_err(unavailable)?;
            let mut row = member.clone().into_active_model();
            row.customer = Set(customer.clone());
            row.provider = Set(provider.name().to_owned());
            // A card at another provider, or under another name, is none any more.
            row.payment_method = Set(String::new());
            row.update(site.writer()).await?;
            customer
        }
    };
    let currency = match subscriptions::current(site, member).await? {
        Some(current) => current.currency,
        None => return Err(Error::conflict("no_subscription", "Choose a plan first.")),
    };
    let back = format!("{}?page={{id}}", notices::page(site, "card"));
    let page = provider.setup_page(&customer, &currency, &back).await.map_err(unavailable)?;
    Ok(page.url)
}

/// Takes note of the card that was given on the provider's page. What waited for it begins, and what could not be paid
/// is tried again at once. Coming back twice changes nothing.
pub async fn finish_card(site: &Site, member_id: i64, page_id: &str) -> Result<Member> {
    let is_name = !page_id.is_empty()
        && page_id.len() <= 200
        && page_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let nothing = || Error::refused("no_card", "No card was given.");
    let member = find::with_id(site, member_id).await?.filter(|_| is_name).ok_or_else(nothing)?;
    let provider = account::provider(site, "card").await?;
    let saved = provider.saved_method(page_id).await.map_err(unavailable)?.ok_or_else(nothing)?;
    // The page of somebody else is of no use here.
    if saved.customer != member.customer {
        return Err(nothing());
    }
    let had_one = subscriptions::all_of(site, member.id).await?.len() > 1;
    let mut change = Change::begin(site).await?;
    let mut row = member.into_active_model();
    row.payment_method = Set(saved.method);
    let member = row.update(change.connection()).await?;
    change.notes(Deed::new("give-card", "member", member.id));
    let current = subscriptions::current_in(change.connection(), site, member.id).await?;
    if let Some(current) = current.filter(|current| current.payment == "card") {
        if current.state == "incomplete" && current.period_end.is_none() {
            let plan = plans::required(site, current.plan_id).await?;
            subscribe::begin(&change, site, current, if had_one { 0 } else { plan.trial_days }).await?;
        } else {
            try_again(&change, site, current.id).await?;
        }
    }
    change.commit().await?;
    Ok(member)
}

/// Has what was refused tried with the new card.
async fn try_again(change: &Change, site: &Site, subscription_id: i64) -> Result<()> {
    let now = site.host().now();
    for unpaid in invoice::unpaid(change.connection(), site, subscription_id).await? {
        let id = unpaid.id;
        if unpaid.state == "open" {
            let mut row = unpaid.into_active_model();
            row.due = Set(now);
            row.update(change.connection()).await?;
        }
        hooks::at(change, site, COLLECT_HOOK, id, now).await?;
    }
    Ok(())
}

fn unavailable(failure: platform::payments::PaymentFailure) -> Error {
    tracing::warn!(%failure, "the payment provider did not open a page");
    Error::refused("payment_unavailable", "The payment provider cannot be reached now. Please try again later.")
}
