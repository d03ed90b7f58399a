//! Acknowledges a run in the transaction of its effect: either both happened or neither, whenever the runner dies.

use super::{Claim, Outcome, settle::settle_in};
use crate::{Change, Error, Host, Result};

/// Acknowledges the run in the change that holds its effect. Fails with `claim_lost` when another runner took it over:
/// then the effect must not happen either, so let the change go.
pub async fn finish(change: &Change, host: &Host, claim: &Claim, output: &str) -> Result<()> {
    let done = Outcome::Done(output.to_owned());
    let settled = settle_in(change.connection(), host, &[(claim, &done)]).await?;
    if settled.contains(&claim.event.id) {
        return Ok(());
    }
    Err(Error::conflict("claim_lost", format!("Event {} belongs to another runner now.", claim.event.id)))
}
