//! Earlier versions of posts.

use cms::posts::{self, Post};
use cms::{Actor, Site};
use dxr::Value;

use super::fault::{Fault, fault, refused};
use super::items::{Items, chosen};
use super::parameters::Parameters;
use super::values::{flag, list, text};
use super::{methods, posts as wordpress};

/// What is shown of a version where nothing is asked for.
const DEFAULT_FIELDS: [&str; 2] = ["post_date", "post_date_gmt"];

/// Calls one of them.
pub async fn call(site: &Site, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    given.require(4)?;
    match method {
        "getRevisions" => all(site, actor, given).await,
        "restoreRevision" => restore(site, actor, given.number(3)).await,
        _ => Err(methods::unknown(method)),
    }
}

async fn all(site: &Site, actor: &Actor, given: &Parameters) -> Result<Value, Fault> {
    let post = wordpress::find(site, actor, given.number(3)).await?;
    require_kept(site, &post)?;
    let mut versions = posts::revisions::list(site, actor, post.id).await.map_err(refused)?;
    versions.retain(|version| !is_autosave(version));
    let items = Items::load(site, &versions).await?;
    let asked = given.list(4);
    let fields = if asked.is_empty() { DEFAULT_FIELDS.iter().map(text).collect() } else { asked };
    Ok(list(versions.iter().map(|version| chosen(items.post(version), &fields))))
}

async fn restore(site: &Site, actor: &Actor, revision_id: i64) -> Result<Value, Fault> {
    let unknown = || fault(404, "Invalid post ID.");
    let revision = posts::by_id(site, revision_id).await.map_err(refused)?;
    let is_version = |found: &Post| found.post_type == "revision" && !is_autosave(found);
    let revision = revision.filter(is_version).ok_or_else(unknown)?;
    require_kept(site, &wordpress::find(site, actor, revision.parent_id).await?)?;
    posts::revisions::restore(site, actor, revision_id).await.map_err(refused)?;
    Ok(flag(true))
}

fn is_autosave(version: &Post) -> bool {
    version.slug.contains("-autosave")
}

fn require_kept(site: &Site, post: &Post) -> Result<(), Fault> {
    let kind = posts::type_named(site.settings(), &post.post_type).unwrap_or_default();
    if kind.supports("revisions") { Ok(()) } else { Err(fault(401, "Sorry, revisions are disabled.")) }
}
