//! Begins a clone and runs it to its end.

use std::sync::Arc;

use serde_json::json;

use super::copy::copy;
use super::options;
use crate::audit::Deed;
use crate::background::{self, Ended, Kind, NewWork, Noted, Work};
use crate::sites::{CLONING, is_in_environment};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site, removals, sites};

/// Clones among the work behind requests; they are work on the site that is cloned.
pub const KIND: Kind = Kind {
    name: "clone",
    needs: Capability::ManageNetwork,
    running: "clone_running",
    missing: "rest_clone_invalid_id",
    cut_off: |_| "The server was stopped in the middle. Delete the new site, and clone again.",
};

/// What the new site is to be.
#[derive(Clone, Debug)]
pub struct NewClone {
    /// Its home address, `https://example.com`.
    pub url: String,
    /// Its title; the same where it is empty.
    pub title: String,
}

/// Begins a clone of the site, on the runtime of the caller; answers at once. The new site has its content, files, people and
/// settings, and neither its members nor letters, secrets, visits and log. Nobody sees it until all of it is there. One clone
/// of a site at a time; only the host itself and network admins may. Fails when the address is taken.
pub async fn begin(site: &Site, actor: &Actor, new: NewClone) -> Result<Work> {
    actor.require(Capability::ManageNetwork)?;
    require_whole(site)?;
    let clone = entered(site, &new).await?;
    let about = json!({"site": clone.id(), "url": clone.url()});
    let (from, to) = (site.clone(), clone.clone());
    let begun =
        background::begin(site, actor, &KIND, NewWork::about("clone", about), |noted| run(from, to, noted)).await;
    if begun.is_err() {
        sites::erase(&clone, &Actor::System).await?;
    }
    begun
}

fn require_whole(site: &Site) -> Result<()> {
    if is_in_environment(site) {
        return Err(Error::conflict("site_in_environment", "A clone in an environment is made by: platen env clone"));
    }
    match site.record().status.as_str() {
        sites::DELETED => Err(Error::conflict("site_deleted", "The site is deleted. Restore it before you clone it.")),
        CLONING => Err(Error::conflict("site_is_cloned", "The site is being filled itself. Wait until that is done.")),
        _ => Ok(()),
    }
}

/// The new site with its settings, which nobody sees yet.
async fn entered(site: &Site, new: &NewClone) -> Result<Site> {
    let mut change = Change::begin_for_host(site.host()).await?;
    let record = sites::enter(&mut change, &new.url, CLONING).await?;
    sites::allow_in(&change, record.id, site.record()).await?;
    options::copy(&change, site, &record, &new.title).await?;
    let deed = Deed::new("clone", "site", site.id()).with("clone", record.id).with("url", record.url.as_str());
    change.notes(deed);
    change.commit().await?;
    sites::by_id(site.host(), record.id).await
}

/// What cannot be finished is taken away again.
async fn run(from: Site, to: Site, noted: Arc<Noted>) -> Ended {
    match copy(&from, &to, &noted).await {
        Ok(copied) => Ended { report: json!(copied), ..Ended::done("") },
        Err(error) => {
            tracing::error!(%error, site = from.id(), "a clone failed");
            if let Err(error) = removals::remove(&to, &Actor::System).await {
                tracing::warn!(%error, site = to.id(), "what there was of a clone is not removed; housekeeping does it");
            }
            Ended::failed(format!("The site could not be cloned: {error}"))
        }
    }
}
