//! The folder of an agent.

use std::fs;
use std::path::{Path, PathBuf};

use crate::releases::Digest;
use crate::rollout::Order;
use crate::{Fault, Result};

/// The root folder: `releases/DIGEST/`, `current` (a link to one of them), `assets/` (files for browsers of all that are
/// kept), `deployments/ID-PHASE/` (journal, `logs/scripts.log`), and `draining` while the balancer is to let go.
#[derive(Clone, Debug)]
pub struct Place(PathBuf);

impl Place {
    /// The place at `root`, which is made if it is not there.
    pub fn open(root: &Path) -> Result<Self> {
        for folder in ["releases", "deployments", "assets", "incoming", "tickets"] {
            let folder = root.join(folder);
            fs::create_dir_all(&folder).map_err(Fault::at(&folder))?;
        }
        Ok(Self(root.canonicalize().map_err(Fault::at(root))?))
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.0
    }

    /// Every release's folder stands in here.
    pub fn releases(&self) -> PathBuf {
        self.0.join("releases")
    }

    /// The unpacked release.
    pub fn release(&self, digest: &Digest) -> PathBuf {
        self.releases().join(digest.as_str())
    }

    /// Where archives arrive.
    pub fn incoming(&self) -> PathBuf {
        self.0.join("incoming")
    }

    /// The tickets of releases that were brought here.
    pub fn tickets(&self) -> PathBuf {
        self.0.join("tickets")
    }

    /// The link to the release that is installed.
    pub fn current(&self) -> PathBuf {
        self.0.join("current")
    }

    /// Files for browsers.
    pub fn assets(&self) -> PathBuf {
        self.0.join("assets")
    }

    /// There while the balancer is to let go of this host: `/readyz` says so.
    pub fn draining(&self) -> PathBuf {
        self.0.join("draining")
    }

    /// The release that was last deployed to the end.
    pub fn last_good(&self) -> PathBuf {
        self.0.join("last-good")
    }

    /// The releases in the order in which they were last used.
    pub fn used(&self) -> PathBuf {
        self.0.join("used")
    }

    /// What the last deployment copied to its destinations.
    pub fn installed(&self) -> PathBuf {
        self.0.join("installed")
    }

    /// Every deployment's folder stands in here.
    pub fn deployments(&self) -> PathBuf {
        self.0.join("deployments")
    }

    /// The folder of one order's deployment.
    pub fn deployment(&self, order: &Order) -> PathBuf {
        self.deployments().join(format!("{}-{}", order.deployment_id(), order.phase.word()))
    }

    /// The release that the file names.
    pub fn digest_in(&self, file: &Path) -> Option<Digest> {
        fs::read_to_string(file).ok()?.trim().parse().ok()
    }

    /// The release that `current` leads to.
    pub fn installed_release(&self) -> Option<Digest> {
        let target = fs::read_link(self.current()).ok()?;
        target.file_name()?.to_str()?.parse().ok()
    }

    /// The release that was last deployed to the end, if its folder is there.
    pub fn last_good_release(&self) -> Option<Digest> {
        self.digest_in(&self.last_good()).filter(|digest| self.release(digest).is_dir())
    }
}
