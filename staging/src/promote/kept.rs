//! Promotes a plan that is kept in its environment, with what the gates said of it.

use std::path::Path;

use cms::users::Capability;
use cms::{Actor, Host, Site};

use super::{Promotion, carry_out};
use crate::environments::{ClonedSite, Progress, find, open_site};
use crate::plan::{self, Plan};
use crate::seal::TrustedKeys;
use crate::{Fault, Manifest, Result, SealVerifier, WithoutSeal, gates};

/// Brings the plan with this digest, or one that begins like it, to production; `manifest` is a file other than the one
/// that the gates left beside the plan. Refuses as [`super::promote`] does.
pub async fn promote_kept(
    production: &Site,
    actor: &Actor,
    environment: &str,
    plan_digest: &str,
    manifest: Option<&Path>,
    progress: &dyn Progress,
) -> Result<Promotion> {
    actor.require(Capability::ManageOptions)?;
    let (clone, cloned) = open_site(production, environment).await?;
    let kept = plan::kept(&clone, plan_digest).await?;
    let manifest = match manifest {
        Some(file) => from_file(file, &kept)?,
        None => manifest_of(production, &cloned, &kept).await?,
    };
    let seal = seal(production.host())?;
    Ok(carry_out::promote(production, actor, &manifest, seal.as_ref(), progress).await?)
}

/// What the gates said of this plan. Where nobody asked them it says nothing, which only a host without trusted keys takes.
pub(super) async fn manifest_of(production: &Site, cloned: &ClonedSite, kept: &Plan) -> Result<Manifest> {
    let environment = find(production.host(), &cloned.environment).await?;
    let file = gates::manifest_file(&environment, &kept.digest);
    if file.is_file() {
        return from_file(&file, kept);
    }
    Ok(Manifest {
        environment: cloned.environment.clone(),
        site_id: production.id(),
        lineage: cloned.lineage.clone(),
        plan_digest: kept.digest.clone(),
        ..Manifest::default()
    })
}

fn from_file(file: &Path, kept: &Plan) -> Result<Manifest> {
    match gates::read_manifest(file)? {
        Some(manifest) if manifest.plan_digest == kept.digest => Ok(manifest),
        Some(_) => Err(Fault::refused(format!("{} is the manifest of another plan.", file.display()))),
        None => Err(Fault::refused(format!("There is no {}.", file.display()))),
    }
}

/// Whose seal counts here.
pub(super) fn seal(host: &Host) -> Result<Box<dyn SealVerifier>> {
    let trusted = TrustedKeys::parse(&host.config().trusted_keys)?;
    Ok(if trusted.is_empty() { Box::new(WithoutSeal) } else { Box::new(trusted) })
}
