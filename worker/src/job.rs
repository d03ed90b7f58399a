//! What a hook is given, and what it gives back.

use std::sync::Arc;

use chrono::Duration;
use cms::cron::{self, Claim};
use cms::{Change, Error, Host, Result, Site};
use serde::de::DeserializeOwned;

/// One run of an event.
#[derive(Clone, Debug)]
pub struct Job {
    /// The host.
    pub host: Host,
    /// The event's site.
    pub site: Site,
    /// The event as it was claimed.
    pub claim: Arc<Claim>,
}

/// How a hook ended that did not fail.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It is done and is to be acknowledged; what it said.
    Said(String),
    /// It acknowledged itself, in the transaction of its effect.
    Acknowledged,
    /// It asks to be run again after this time.
    Snoozed(Duration),
}

impl Job {
    /// The event's arguments, sealed ones opened. Fails with `invalid_arguments` where they are something else: then no try would help.
    pub fn arguments<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(cron::opened(&self.site, &self.claim.event.args)?)
            .map_err(|error| Error::invalid("invalid_arguments", format!("The arguments cannot be used: {error}")))
    }

    /// Commits the effect together with the acknowledgement. Fails with `claim_lost`, and nothing happened, where
    /// another runner took over.
    pub async fn acknowledge(&self, change: Change, output: &str) -> Result<Ended> {
        cron::finish(&change, &self.host, &self.claim, output).await?;
        change.commit().await?;
        Ok(Ended::Acknowledged)
    }
}
