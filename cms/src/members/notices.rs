//! Letters to members. Each goes into the outbox with the change it tells about.

use serde_json::json;

use super::{Invoice, Member, account, find, money};
use crate::letters::{self, Kind};
use crate::{Change, Result, Site};

/// The address of one of the members' pages.
pub(super) fn page(site: &Site, name: &str) -> String {
    format!("{}/wp-members/{name}", site.url())
}

/// To somebody who wants to be a member: the link that makes one.
pub(super) async fn sign_up(change: &Change, site: &Site, email: &str, url: &str) -> Result<()> {
    letters::queue(change, site, Kind::MemberSignUp, email, &json!({"url": url})).await
}

/// The link that signs in.
pub(super) async fn sign_in(change: &Change, site: &Site, email: &str, url: &str) -> Result<()> {
    letters::queue(change, site, Kind::MemberSignIn, email, &json!({"url": url})).await
}

/// About an invoice, to whom it is for. Whoever has left hears nothing more.
pub(super) async fn about(
    change: &Change,
    site: &Site,
    kind: Kind,
    invoice: &Invoice,
    more: serde_json::Value,
) -> Result<()> {
    let Some(member) = find::with_id(site, invoice.member_id).await? else { return Ok(()) };
    let context = json!({
        "name": called(&member), "number": invoice.number, "plan": invoice.plan_name,
        "amount": money::shown(invoice.amount, &invoice.currency), "due": day(invoice.due),
        "from": day(invoice.period_start), "until": day(invoice.period_end), "by_card": invoice.payment == "card",
        "instructions": account::row(site).await?.instructions, "account_url": page(site, ""), "more": more,
    });
    letters::queue(change, site, kind, &member.email, &context).await
}

/// That a subscription has ended, or will.
pub(super) async fn ended(change: &Change, site: &Site, member_id: i64, plan: &str, why: &str) -> Result<()> {
    let Some(member) = find::with_id(site, member_id).await? else { return Ok(()) };
    let context = json!({"name": called(&member), "plan": plan, "why": why, "account_url": page(site, "")});
    letters::queue(change, site, Kind::MemberEnded, &member.email, &context).await
}

/// What a letter calls somebody.
pub(super) fn called(member: &Member) -> &str {
    if member.name.is_empty() { &member.email } else { &member.name }
}

/// A day as letters have it.
pub(super) fn day(time: chrono::NaiveDateTime) -> String {
    time.format("%Y-%m-%d").to_string()
}
