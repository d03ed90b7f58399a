//! The hosts of a group, as they tell it themselves.

use chrono::NaiveDateTime;
use cms::Host;
use sea_orm::FromQueryResult;

use super::rows::{all, execute};
use crate::Result;
use crate::releases::Digest;

/// What an agent says of its host.
#[derive(Clone, Debug)]
pub struct Presence {
    /// The host's name.
    pub name: String,
    /// Its group.
    pub group: String,
    /// Where its front is reached by the others; empty for none.
    pub front_url: String,
    /// Whether it serves visitors when it is seen for the first time.
    pub begins_serving: bool,
    /// What is installed.
    pub release: Option<Digest>,
    /// What was last deployed to the end.
    pub last_good: Option<Digest>,
}

/// A host.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AgentRow {
    /// Its name.
    pub name: String,
    /// Its group.
    pub deployment_group: String,
    /// Where its front is reached.
    pub front_url: String,
    /// Whether visitors are sent to it.
    pub serving: bool,
    /// What is installed; empty for nothing.
    pub release: String,
    /// What was last deployed to the end; empty for nothing.
    pub last_good: String,
    /// The agent's own version.
    pub version: String,
    /// When it was last seen, UTC.
    pub seen: NaiveDateTime,
}

/// Says that the agent lives.
pub async fn beat(host: &Host, presence: &Presence) -> Result<()> {
    let now = cms::cron::now(host).await?;
    let text = |digest: &Option<Digest>| digest.as_ref().map(ToString::to_string).unwrap_or_default();
    let sql = "INSERT INTO agents (name, deployment_group, front_url, serving, release, last_good, version, seen) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO UPDATE SET \
               deployment_group = excluded.deployment_group, front_url = excluded.front_url, \
               release = excluded.release, last_good = excluded.last_good, version = excluded.version, \
               seen = excluded.seen, beat = agents.beat + 1";
    let values = [
        presence.name.clone().into(),
        presence.group.clone().into(),
        presence.front_url.clone().into(),
        presence.begins_serving.into(),
        text(&presence.release).into(),
        text(&presence.last_good).into(),
        env!("CARGO_PKG_VERSION").into(),
        now.into(),
    ];
    execute(host, host.database().writer(), sql, values).await.map(drop)
}

/// The agent ends. Its row stays: the host goes on serving, and is still one of its group.
pub async fn leave(host: &Host, name: &str) -> Result<()> {
    tracing::info!(agent = name, "the agent ends; its host stays in its group");
    execute(host, host.database().writer(), "UPDATE agents SET beat = beat + 1 WHERE name = $1", [name.into()])
        .await
        .map(drop)
}

/// The host is no more. Its agent, should it live, comes back with its next word. Whether it was known.
pub async fn forget(host: &Host, name: &str) -> Result<bool> {
    let gone = execute(host, host.database().writer(), "DELETE FROM agents WHERE name = $1", [name.into()]).await?;
    Ok(gone == 1)
}

/// The hosts of a group, or all, by name.
pub async fn agents(host: &Host, group: Option<&str>) -> Result<Vec<AgentRow>> {
    let sql = "SELECT name, deployment_group, front_url, serving, release, last_good, version, seen FROM agents \
               WHERE ($1 = '' OR deployment_group = $1) ORDER BY name";
    all(host, host.database().writer(), sql, [group.unwrap_or_default().into()]).await
}
