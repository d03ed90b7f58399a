//! What each hook does. Where the effect is in our own database, the acknowledgement commits with it.

use chrono::Duration;
use cms::cron::{self, Claim};
use cms::{Actor, Change, Error, Host, Result, Site, posts, sites};

/// How long posts stay in the trash: WordPress's `EMPTY_TRASH_DAYS`.
const IN_TRASH: Duration = Duration::days(30);
/// How many are deleted in one run; the next day goes on.
const DELETED_AT_ONCE: usize = 1_000;

/// Runs a claimed event and acknowledges it; a failure is noted with the run, and tells what it was.
pub async fn run_claim(host: &Host, claim: &Claim) -> Result<()> {
    let Err(error) = attempt(host, claim).await else { return Ok(()) };
    tracing::warn!(hook = claim.event.hook, site = claim.event.site_id, attempt = claim.attempt, %error, "a run failed");
    // Whoever took the claim over will tell what became of it.
    if error.code() != "claim_lost" {
        cron::fail(host, claim, &error.to_string()).await?;
    }
    Err(error)
}

async fn attempt(host: &Host, claim: &Claim) -> Result<()> {
    let site = sites::by_id(host, claim.event.site_id).await?;
    match claim.event.hook.as_str() {
        posts::PUBLISH_HOOK => publish(&site, claim).await,
        cron::EMPTY_TRASH => empty_trash(&site, claim).await,
        // As in WordPress, an event that nothing answers to is over when its time has come.
        _ => acknowledge(Change::begin(&site).await?, host, claim, "Nothing answers to this hook.").await,
    }
}

async fn publish(site: &Site, claim: &Claim) -> Result<()> {
    let arguments: Vec<i64> = serde_json::from_str(&claim.event.args)
        .map_err(|_| Error::invalid("invalid_arguments", "The arguments are not a post's number."))?;
    let mut change = Change::begin(site).await?;
    if let Some(id) = arguments.first() {
        posts::publish_when_due(&mut change, site, *id).await?;
    }
    acknowledge(change, site.host(), claim, "").await
}

/// Each post is deleted in a transaction of its own: doing it again finds it gone.
async fn empty_trash(site: &Site, claim: &Claim) -> Result<()> {
    let old = posts::in_trash_since(site, IN_TRASH, DELETED_AT_ONCE).await?;
    for id in &old {
        posts::delete(site, &Actor::System, *id).await?;
    }
    let output = format!("{} posts deleted.", old.len());
    acknowledge(Change::begin(site).await?, site.host(), claim, &output).await
}

async fn acknowledge(change: Change, host: &Host, claim: &Claim, output: &str) -> Result<()> {
    cron::finish(&change, host, claim, output).await?;
    change.commit().await
}
