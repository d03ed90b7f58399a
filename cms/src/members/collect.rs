//! Collects an invoice. Each step is noted before it is taken, and whoever finds a step that was begun asks the provider
//! what became of it before doing anything else. There is one payment intent for an invoice, for all its tries: it can
//! succeed once, so that no crash, no delay and no forgotten key takes the money twice.

use platform::payments::{Charge, ChargeState, IntentRequest, PaymentFailure, PaymentProvider};

use super::{COLLECT_HOOK, Invoice, account, attempt, find, hooks, invoice, settle, subscriptions};
use crate::{Change, Result, Site};

/// Does with an invoice what is to be done now. Safe to run again, at any time, by anybody.
pub async fn collect(site: &Site, id: i64) -> Result<&'static str> {
    let Ok(found) = invoice::required(site.writer(), site, id).await else { return Ok("It is gone.") };
    match found.state.as_str() {
        "open" => collect_open(site, found).await,
        "charging" | "unknown" => resolve(site, found).await,
        "failed" | "void" if !found.intent.is_empty() => look_late(site, found).await,
        _ => Ok("It is settled."),
    }
}

async fn collect_open(site: &Site, found: Invoice) -> Result<&'static str> {
    if has_ended(site, &found).await? {
        return call_off(site, found).await;
    }
    let provider = account::provider(site, &found.payment).await?;
    if found.due > site.host().now() {
        return look_early(site, found, provider.as_ref()).await;
    }
    match attempt::begin(site, &found).await? {
        Some(begun) => take(site, begun, provider.as_ref()).await,
        None => Ok("Another runner has it."),
    }
}

/// Before its time somebody asks only because the provider said that something happened.
async fn look_early(site: &Site, found: Invoice, provider: &dyn PaymentProvider) -> Result<&'static str> {
    if !found.intent.is_empty()
        && let Ok(Charge { state: ChargeState::Succeeded, .. }) = provider.charge(&found.intent).await
    {
        return settle::paid(site, &found).await;
    }
    let change = Change::begin(site).await?;
    hooks::at(&change, site, COLLECT_HOOK, found.id, found.due).await?;
    change.commit().await?;
    Ok("It is not due yet.")
}

/// Money that came after all, for what was given up: it is noted, and given back.
async fn look_late(site: &Site, found: Invoice) -> Result<&'static str> {
    let provider = account::provider(site, &found.payment).await?;
    match provider.charge(&found.intent).await {
        Ok(Charge { state: ChargeState::Succeeded, .. }) => settle::paid(site, &found).await,
        _ => Ok("It is settled."),
    }
}

/// Somebody began to take the money, and what became of it is not known: the provider is asked first.
async fn resolve(site: &Site, found: Invoice) -> Result<&'static str> {
    let provider = account::provider(site, &found.payment).await?;
    if !found.intent.is_empty() {
        match provider.charge(&found.intent).await {
            Ok(Charge { state: ChargeState::Waiting(_), .. }) => {}
            answer => return note(site, &found, answer).await,
        }
    }
    if has_ended(site, &found).await? {
        return call_off(site, found).await;
    }
    // The provider has said that nothing was taken. An old key may be forgotten there, so it is used no more.
    let is_old = found.key_since.is_none_or(|since| site.host().now() - since > attempt::KEY_LIVES);
    let found = match is_old {
        true => attempt::begin(site, &found).await?,
        false => Some(found),
    };
    match found {
        Some(found) => take(site, found, provider.as_ref()).await,
        None => Ok("Another runner has it."),
    }
}

/// Makes the payment ready, notes its name, takes the money, notes what came of it.
async fn take(site: &Site, mut begun: Invoice, provider: &dyn PaymentProvider) -> Result<&'static str> {
    let member = find::with_id(site, begun.member_id).await?;
    let Some(member) = member.filter(|member| begun.payment != "card" || !member.payment_method.is_empty()) else {
        return settle::refused(site, &begun, "There is no card.").await;
    };
    if begun.intent.is_empty() {
        let reference = format!("invoice-{}", begun.id);
        let key = format!("{}-intent", begun.idempotency_key);
        let request = IntentRequest {
            amount: begun.amount,
            currency: &begun.currency,
            customer: &member.customer,
            reference: &reference,
            key: &key,
        };
        match provider.intent(&request).await {
            Ok(intent) if attempt::has_intent(site, &begun, &intent).await? => begun.intent = intent,
            Ok(_) => return Ok("Another runner has it."),
            Err(failure) => return note(site, &begun, Err(failure)).await,
        }
    }
    let answer = provider.confirm(&begun.intent, &member.payment_method, &begun.idempotency_key).await;
    note(site, &begun, answer).await
}

async fn note(site: &Site, begun: &Invoice, answer: Result<Charge, PaymentFailure>) -> Result<&'static str> {
    match answer {
        Ok(Charge { state: ChargeState::Succeeded, .. }) => settle::paid(site, begun).await,
        Ok(Charge { state: ChargeState::Processing, .. }) => unknown(site, begun, "The bank takes its time.").await,
        Ok(Charge { state: ChargeState::NeedsPerson, .. }) => {
            settle::refused(site, begun, "The bank wants to hear from the card's owner.").await
        }
        Ok(Charge { state: ChargeState::Cancelled, .. }) => settle::called_off(site, begun).await,
        Ok(Charge { state: ChargeState::Waiting(why), .. }) => settle::refused(site, begun, &why).await,
        Err(PaymentFailure::Declined(why)) => settle::refused(site, begun, &why).await,
        Err(failure @ (PaymentFailure::Refused(_) | PaymentFailure::Later(_))) => {
            // Nothing was taken, and it is nobody's fault who pays: the provider or its settings are to blame.
            tracing::warn!(invoice = begun.id, %failure, "an invoice could not be collected");
            unknown(site, begun, &failure.to_string()).await
        }
        Err(PaymentFailure::Unknown(why)) => unknown(site, begun, &why).await,
    }
}

async fn unknown(site: &Site, begun: &Invoice, why: &str) -> Result<&'static str> {
    attempt::is_unknown(site, begun, why).await?;
    Ok("Nobody knows yet; the provider will be asked.")
}

async fn has_ended(site: &Site, found: &Invoice) -> Result<bool> {
    let of = subscriptions::required(site.writer(), site, found.subscription_id).await?;
    Ok(of.ended.is_some())
}

/// Nobody wants it any more: the payment is made impossible first, then the invoice is void.
async fn call_off(site: &Site, found: Invoice) -> Result<&'static str> {
    if found.intent.is_empty() {
        return settle::called_off(site, &found).await;
    }
    let provider = account::provider(site, &found.payment).await?;
    let key = format!("{}-cancel", found.idempotency_key);
    match provider.cancel(&found.intent, &key).await {
        Ok(Charge { state: ChargeState::Waiting(_), .. }) => unknown(site, &found, "It is being called off.").await,
        answer => note(site, &found, answer).await,
    }
}
