//! Brings a release onto the host: fetched, verified by signature and digest, unpacked, and only then there.

use std::fs;

use super::{Agent, assets, kept};
use crate::releases::{Description, Digest, Ticket, digest_of_tree, unpack, verify_file};
use crate::{Fault, Result, appspec};

/// Makes sure that the verified release stands in its folder. What stands there already is verified again: somebody may
/// have changed a file since.
pub(super) async fn bring(agent: &Agent, digest: &Digest) -> Result<()> {
    let ticket = ticket(agent, digest).await?;
    if !(agent.takes_unsigned && ticket.seal.is_none()) {
        ticket.verify(&agent.trusted)?;
    }
    if !is_there(agent, digest).await? {
        download(agent, digest).await?;
    }
    let folder = agent.place.release(digest);
    if Description::of_bundle(&folder)? != ticket.description {
        return Err(Fault::bundle("its ticket describes another release"));
    }
    appspec::of_bundle(&folder)?;
    ticket.keep(&agent.place.tickets())?;
    assets::add(&agent.place, digest)?;
    kept::note_use(&agent.place, digest)?;
    kept::prune(&agent.place)
}

/// From the store, or as it was kept here: a release comes back even while the store is away. Either is verified.
async fn ticket(agent: &Agent, digest: &Digest) -> Result<Ticket> {
    let found = agent.store.ticket(digest).await;
    match (found, Ticket::kept(&agent.place.tickets(), digest)) {
        (Err(error), Some(kept)) => {
            tracing::warn!(%error, release = %digest, "the store does not answer; the ticket that is kept here is used");
            Ok(kept)
        }
        (found, _) => found,
    }
}

async fn is_there(agent: &Agent, digest: &Digest) -> Result<bool> {
    let folder = agent.place.release(digest);
    if !folder.is_dir() {
        return Ok(false);
    }
    let (place, expected) = (folder.clone(), digest.clone());
    let is_whole = aside(move || Ok(digest_of_tree(&place).is_ok_and(|found| found == expected))).await?;
    if !is_whole {
        tracing::warn!(release = %digest, "the release on this host was changed; it is fetched again");
        fs::rename(&folder, folder.with_extension("changed")).map_err(Fault::at(&folder))?;
        fs::remove_dir_all(folder.with_extension("changed")).map_err(Fault::at(&folder))?;
    }
    Ok(is_whole)
}

async fn download(agent: &Agent, digest: &Digest) -> Result<()> {
    let archive = agent.place.incoming().join(format!("{digest}.tar"));
    agent.store.fetch(digest, &archive).await?;
    let (place, expected, from) = (agent.place.clone(), digest.clone(), archive.clone());
    let unpacked = aside(move || {
        verify_file(&from, &expected)?;
        let partial = place.releases().join(format!(".{expected}"));
        if partial.exists() {
            fs::remove_dir_all(&partial).map_err(Fault::at(&partial))?;
        }
        unpack(&from, &partial)?;
        let folder = place.release(&expected);
        fs::rename(&partial, &folder).map_err(Fault::at(&folder))
    })
    .await;
    fs::remove_file(&archive).map_err(Fault::at(&archive))?;
    unpacked
}

/// Hashing and unpacking take seconds, and other tasks wait for this thread.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Fault::refused(error.to_string()))?
}
