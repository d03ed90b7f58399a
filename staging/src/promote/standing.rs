//! How a plan stands before it is promoted: who approved of it, and what is known to be in its way.

use cms::users::Capability;
use cms::{Actor, Result, Site};

use super::{approval, kept, verify};
use crate::environments::ClonedSite;
use crate::plan::Plan;

/// How a plan stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the site asks for a second person.
    pub needs_approval: bool,
    /// Who approved of just this plan.
    pub approved_by: Option<String>,
    /// Whether production takes sealed manifests alone.
    pub needs_seal: bool,
    /// What is known to be in the way, in sentences. What both sides did since the plan was made is found out when it is
    /// promoted.
    pub hindrances: Vec<String>,
}

/// Looks at all that can be known without comparing anew.
pub async fn standing(production: &Site, actor: &Actor, cloned: &ClonedSite, plan: &Plan) -> crate::Result<Standing> {
    actor.require(Capability::ManageOptions)?;
    let manifest = kept::manifest_of(production, cloned, plan).await?;
    let given = approval::given(production, actor, &plan.digest).await;
    let checks: [Result<()>; 3] = [
        verify::fits(production, &manifest, cloned, plan),
        kept::seal(production.host())?.verify(&manifest),
        given.map(drop),
    ];
    let hindrances = checks.into_iter().filter_map(|check| check.err().map(|error| error.to_string()));
    Ok(Standing {
        needs_approval: approval::is_asked(production),
        approved_by: approval::person(production, &plan.digest).await?,
        needs_seal: !production.host().config().trusted_keys.trim().is_empty(),
        hindrances: hindrances.collect(),
    })
}
