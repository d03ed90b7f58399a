//! What an agent knows of its host.

use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::Place;
use crate::releases::Store;
use crate::seal::TrustedKeys;

/// One agent.
#[derive(Clone, Debug)]
pub struct Agent {
    /// The host's name among the others of its group.
    pub name: String,
    /// The deployment group: hosts that have the same release.
    pub group: String,
    /// `APPLICATION_NAME` of the scripts.
    pub application: String,
    /// Where it keeps releases, logs and its journal.
    pub place: Place,
    /// What stands before every destination and object of an AppSpec: `/`, or the folder of a container or a test.
    pub destination_root: PathBuf,
    /// Where releases come from.
    pub store: Store,
    /// Whose signatures count.
    pub trusted: TrustedKeys,
    /// Whether a release without a signature is taken. Only for trying things out.
    pub takes_unsigned: bool,
    /// The front on this host, as the agents of the group reach it.
    pub front_url: Option<Url>,
    /// Whether the host serves visitors when it joins; false for the idle half of blue/green.
    pub begins_serving: bool,
    /// What makes the balancer let go of the host, run by `sh -c`.
    pub block_traffic: Option<String>,
    /// What makes the balancer send visitors to the host, run by `sh -c`.
    pub allow_traffic: Option<String>,
    /// How long the balancer is given to notice that the host lets go.
    pub drain: Duration,
    /// How often the database is asked.
    pub poll: Duration,
}
