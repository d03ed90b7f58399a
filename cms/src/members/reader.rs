//! What a member may read.

use super::{Member, subscriptions};
use crate::posts::Reader;
use crate::{Result, Site};

/// The member as a reader. Whoever is in arrears goes on reading until the last try has failed.
pub async fn reader(site: &Site, member: &Member) -> Result<Reader> {
    let current = subscriptions::current(site, member).await?;
    let opens = current.filter(|current| matches!(current.state.as_str(), "trialing" | "active" | "past_due"));
    Ok(match opens {
        Some(current) => Reader::Member { plan: current.plan_id, pays: current.amount > 0 },
        None => Reader::Member { plan: 0, pays: false },
    })
}
