//! Asks the gates about a plan: for the command and for the screen alike.

use cms::users::Capability;
use cms::{Actor, Error, Host, Site, sites};
use futures::FutureExt;
use platform::Config;
use staging::environments::{Progress, open_site};
use staging::gates::{self, CheckOptions, OnBench};
use staging::seal::SigningKey;
use staging::{Manifest, Result, plan};

use super::own_front::OwnFront;

/// Asks every gate about the plan with this digest, or the newest, and keeps what came out beside it, sealed where there
/// is a key. Both sites are served by fronts of this process for that long.
pub async fn check_plan(
    production: &Site,
    actor: &Actor,
    (environment, plan_digest): (&str, Option<&str>),
    options: CheckOptions,
    key: Option<&SigningKey>,
    progress: &dyn Progress,
) -> Result<Manifest> {
    actor.require(Capability::ManageOptions)?;
    let (clone, cloned) = open_site(production, environment).await?;
    let plan = match plan_digest {
        Some(digest) => plan::kept(&clone, digest).await?,
        None => plan::newest(&clone).await?.ok_or_else(no_plan)?,
    };
    let apart = apart(production).await?;
    let (here, there) = (OwnFront::of(&clone)?, OwnFront::of(&apart)?);
    let on_bench = OnBench {
        production,
        clone: &clone,
        cloned: &cloned,
        plan: &plan,
        staging_side: here.side.clone(),
        production_side: there.side.clone(),
    };
    let options = CheckOptions { axe: crate::accessibility_script(), ..options };
    gates::check_plan(actor, on_bench, options, key, progress).boxed().await
}

fn no_plan() -> Error {
    Error::not_found("plan_not_found", "There is no plan yet: platen staging plan")
}

/// Production as a host of its own: a front that serves it already and the one for the gates count, purge and cache apart.
async fn apart(production: &Site) -> Result<Site> {
    const CONNECTIONS: u32 = 4;
    let host = production.host();
    let connections = host.config().database_connections.min(CONNECTIONS);
    let config = Config { database_connections: connections, ..host.config().clone() };
    let host = Host::open(config, host.clock().clone()).await?;
    Ok(sites::by_id(&host, production.id()).await?)
}
