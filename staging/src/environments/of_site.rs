//! The environments that a site was cloned into, and whether this front reaches them.

use std::time::Duration;

use chrono::NaiveDateTime;
use cms::users::Capability;
use cms::{Actor, Error, Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{ClonedSite, open_site, site_entity};
use crate::plan;

/// How long an environment's database may take before it counts as out of reach.
const PATIENCE: Duration = Duration::from_secs(8);

/// A clone of a site, as whoever looks after the site sees it.
#[derive(Clone, Debug)]
pub struct Room {
    /// What production knows of it.
    pub cloned: ClonedSite,
    /// The plan that was made last: its digest and when it was made, UTC.
    pub last_plan: Option<(String, NaiveDateTime)>,
    /// Why this front cannot look into the environment, in a sentence; none where it can.
    pub out_of_reach: Option<String>,
}

/// Every clone of the site, by its environment's name.
pub async fn of_site(production: &Site, actor: &Actor) -> Result<Vec<Room>> {
    actor.require(Capability::ManageOptions)?;
    let query = site_entity::Entity::find().filter(site_entity::Column::SiteId.eq(production.id()));
    let clones = query.order_by_asc(site_entity::Column::Environment).all(production.writer()).await?;
    let mut rooms = Vec::new();
    for cloned in clones {
        rooms.push(room(production, cloned).await);
    }
    Ok(rooms)
}

async fn room(production: &Site, cloned: ClonedSite) -> Room {
    let looked = async {
        let (clone, _) = reach_site(production, &cloned.environment).await?;
        plan::last(&clone).await
    };
    match looked.await {
        Ok(last_plan) => Room { cloned, last_plan, out_of_reach: None },
        Err(error) => Room { cloned, last_plan: None, out_of_reach: Some(error.to_string()) },
    }
}

/// The same as [`open_site`], for a front: an environment on another machine is refused in words for a person, and soon.
pub async fn reach_site(production: &Site, environment: &str) -> Result<(Site, ClonedSite)> {
    let opened = tokio::time::timeout(PATIENCE, open_site(production, environment)).await;
    let why = match opened {
        Ok(Ok(opened)) => return Ok(opened),
        Ok(Err(error @ (Error::Invalid { .. } | Error::Database(_) | Error::File(_)))) => error.to_string(),
        Ok(Err(error)) => return Err(error),
        Err(_) => format!("its database did not answer within {} s", PATIENCE.as_secs()),
    };
    let message = format!(
        "This front does not reach the environment {environment} ({}). Where its folder and its database are, the same is \
         done by: platen staging plan --env={environment} --url={}",
        why.trim_end_matches('.'),
        production.url()
    );
    Err(Error::conflict("environment_out_of_reach", message))
}
