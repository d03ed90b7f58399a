//! What the gates said of a plan, and the pictures that they left, for whoever looks after the site.

use std::path::Path;

use cms::users::Capability;
use cms::{Actor, Error, Site};

use super::browser::named;
use super::kept;
use crate::environments::{Environment, find, site_of};
use crate::{Fault, Manifest, Result};

/// Pictures of one page by their files' names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// Production, as it was when the gates were asked; none where the page is new.
    pub before: Option<String>,
    /// The environment.
    pub after: Option<String>,
    /// The environment, with what is different in red; none where nothing is.
    pub difference: Option<String>,
}

/// What the gates said of the plan with this digest; none where nobody asked them.
pub async fn checked(site: &Site, actor: &Actor, environment: &str, plan_digest: &str) -> Result<Option<Manifest>> {
    actor.require(Capability::ManageOptions)?;
    let environment = of_site(site, environment).await?;
    Ok(kept::read_manifest(&kept::manifest_file(&environment, plan_digest))?
        .filter(|manifest| manifest.site_id == site.id() && manifest.plan_digest == plan_digest))
}

/// The pictures of the page at `path` that the gates took for this plan.
pub fn pictures(environment: &Environment, plan_digest: &str, path: &str) -> Pictures {
    let folder = kept::artefacts_folder(environment, plan_digest);
    let there = |what: &str| Some(named("screenshots", path, what)).filter(|name| folder.join(name).is_file());
    Pictures { before: there("before"), after: there("after"), difference: there("difference") }
}

/// Every picture that the gates left for this plan, by name.
pub fn picture_names(environment: &Environment, plan_digest: &str) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(kept::artefacts_folder(environment, plan_digest)) else { return Vec::new() };
    let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_picture(name)).collect();
    names.sort();
    names
}

/// The bytes of one of these pictures. The plan must be the site's own.
pub async fn picture(site: &Site, actor: &Actor, environment: &str, plan_digest: &str, name: &str) -> Result<Vec<u8>> {
    let checked = checked(site, actor, environment, plan_digest).await?;
    let missing = || Error::not_found("picture_not_found", "There is no such picture of this plan.");
    if checked.is_none() || !is_picture(name) {
        return Err(missing().into());
    }
    let file = kept::artefacts_folder(&of_site(site, environment).await?, plan_digest).join(name);
    match tokio::fs::read(&file).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing().into()),
        read => read.map_err(Fault::at(&file)),
    }
}

fn is_picture(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    name.ends_with(".png") && name.chars().all(is_plain) && Path::new(name).components().count() == 1
}

/// An environment that the site was cloned into; what others have is as good as not there.
async fn of_site(site: &Site, name: &str) -> Result<Environment> {
    if site_of(site, name).await?.is_none() {
        let message = format!("There is no environment {name} with a clone of this site.");
        return Err(Error::not_found("environment_not_found", message).into());
    }
    Ok(find(site.host(), name).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_name_in_the_folder_is_a_picture() {
        assert!(is_picture("screenshots-home-before.png"));
        for name in ["../../platen.toml", "a/b.png", "..png/..", "/etc/a.png", "a.txt", "a\\b.png"] {
            assert!(!is_picture(name), "{name}");
        }
    }
}
