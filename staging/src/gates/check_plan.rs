//! The verb of the gates: a plan is put on the bench, every gate is asked, and what came out is kept beside the plan.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use cms::users::Capability;
use cms::{Actor, Site};

use super::bench::{Bench, Budget, CustomCommand, Side};
use super::{Tested, changed_pages, check, kept, paths_of_every_kind};
use crate::environments::{ClonedSite, Progress, find};
use crate::plan::Plan;
use crate::seal::SigningKey;
use crate::{Fault, Manifest, Result};

/// Pages that the browser opens where nobody says how many: two or three minutes.
pub const MOST_PAGES: usize = 40;

/// How the gates are to be asked.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The program whose migrations are rehearsed; none for this one.
    pub binary: Option<PathBuf>,
    /// The Chromium that opens pages; none for the one that is installed.
    pub browser: Option<PathBuf>,
    /// Pages that the browser opens at the most; none for [`MOST_PAGES`].
    pub most_pages: Option<usize>,
    /// The script of axe-core.
    pub axe: Option<String>,
    /// What a page may cost.
    pub budget: Budget,
    /// The site's own checks.
    pub commands: Vec<CustomCommand>,
    /// Gates that are switched off, by name.
    pub switched_off: Vec<String>,
}

/// Both sites with the plan between them, each served by a front that nobody else asks.
#[derive(Clone, Debug)]
pub struct OnBench<'a> {
    /// Production.
    pub production: &'a Site,
    /// Its clone.
    pub clone: &'a Site,
    /// What production knows of the clone.
    pub cloned: &'a ClonedSite,
    /// The plan.
    pub plan: &'a Plan,
    /// Where the clone is served.
    pub staging_side: Side,
    /// Where production is served.
    pub production_side: Side,
}

/// Asks every gate, seals what came out where there is a key, and keeps it as the plan's manifest.
pub async fn check_plan(
    actor: &Actor,
    on_bench: OnBench<'_>,
    options: CheckOptions,
    key: Option<&SigningKey>,
    progress: &dyn Progress,
) -> Result<Manifest> {
    actor.require(Capability::ManageOptions)?;
    let OnBench { production, clone, cloned, plan, staging_side, production_side } = on_bench;
    let environment = find(production.host(), &cloned.environment).await?;
    let file = kept::manifest_file(&environment, &plan.digest);
    let artefacts = kept::artefacts_folder(&environment, &plan.digest);
    forget(&artefacts)?;
    let tested = Tested::of(clone).await?;
    let bench = Bench {
        paths: changed_pages(clone, plan).await?,
        kinds: paths_of_every_kind(&staging_side).await?,
        staging: staging_side,
        production: Some(production_side),
        database: Some(production.host().clone()),
        binary: options.binary,
        browser: options.browser,
        most_pages: options.most_pages.unwrap_or(MOST_PAGES),
        axe: options.axe,
        budget: options.budget,
        commands: options.commands,
        switched_off: options.switched_off,
        artefacts,
    };
    let manifest = Manifest {
        environment: cloned.environment.clone(),
        site_id: production.id(),
        lineage: cloned.lineage.clone(),
        plan_digest: plan.digest.clone(),
        gates: check(&bench, progress).await?,
        sealed: Some(production.host().now()),
        ..Manifest::default()
    };
    if Tested::of(clone).await? != tested {
        return Err(Fault::refused(format!("the theme {} was changed while the gates looked at it", tested.theme)));
    }
    let mut manifest = tested.noted_in(manifest);
    if let Some(key) = key {
        key.seal(&mut manifest);
    }
    kept::write_manifest(&file, &manifest)?;
    Ok(manifest)
}

/// What an earlier check of the same plan left would pass for what this one saw.
fn forget(artefacts: &Path) -> Result<()> {
    match std::fs::remove_dir_all(artefacts) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::at(artefacts)(error)),
        _ => Ok(()),
    }
}
