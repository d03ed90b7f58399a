//! Releases that the database knows.

use cms::Host;
use sea_orm::FromQueryResult;

use super::rows::{all, execute};
use crate::releases::{Description, Digest, Ticket};
use crate::{Fault, Result};

/// A release that was rolled out once.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ReleaseRow {
    /// Its name.
    pub digest: String,
    /// The program's version.
    pub version: String,
    /// Bytes of its archive.
    pub size: i64,
    /// What it says of itself, as JSON.
    pub description: String,
    /// The public key that signed it; empty for none.
    pub key: String,
    /// When it was first rolled out, UTC.
    pub created: chrono::NaiveDateTime,
}

/// Enters a release that is not known yet.
pub async fn register(host: &Host, ticket: &Ticket) -> Result<()> {
    let description = serde_json::to_string(&ticket.description).map_err(|error| Fault::bundle(error.to_string()))?;
    let sql = "INSERT INTO releases (digest, version, size, description, key, created) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (digest) DO NOTHING";
    let values = [
        ticket.digest.to_string().into(),
        ticket.description.version.clone().into(),
        i64::try_from(ticket.size).unwrap_or(i64::MAX).into(),
        description.into(),
        ticket.seal.as_ref().map(|seal| seal.key.clone()).unwrap_or_default().into(),
        cms::cron::now(host).await?.into(),
    ];
    execute(host, host.database().writer(), sql, values).await.map(drop)
}

/// Every release that is known, the newest first.
pub async fn known_releases(host: &Host) -> Result<Vec<ReleaseRow>> {
    all(host, host.database().writer(), "SELECT * FROM releases ORDER BY created DESC, digest", []).await
}

/// What a known release says of itself.
pub(super) async fn description(host: &Host, digest: &Digest) -> Result<Option<Description>> {
    let sql = "SELECT * FROM releases WHERE digest = $1";
    let connection = host.database().writer();
    let Some(row) = all::<ReleaseRow, _, 1>(host, connection, sql, [digest.to_string().into()]).await?.pop() else {
        return Ok(None);
    };
    serde_json::from_str(&row.description).map(Some).map_err(|error| Fault::bundle(error.to_string()))
}
