//! What a host is told to do.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::appspec::Phase;
use crate::releases::Digest;

/// One order to one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The rollout it belongs to.
    pub rollout: i64,
    /// What is to be done.
    pub phase: Phase,
    /// With which release.
    pub release: Digest,
    /// The deployment group.
    pub group: String,
    /// Whether the rollout undoes another.
    pub is_rollback: bool,
}

impl Order {
    /// `DEPLOYMENT_ID` of the scripts, in CodeDeploy's shape.
    pub fn deployment_id(&self) -> String {
        format!("d-{:09}", self.rollout)
    }

    /// `DEPLOYMENT_GROUP_ID` of the scripts: the same for the same group, in the shape of a UUID.
    pub fn group_id(&self) -> String {
        let hex = hex::encode(Sha256::digest(self.group.as_bytes()));
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
    }
}
