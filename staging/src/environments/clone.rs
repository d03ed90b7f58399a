//! Clones a site from production into an environment.

use std::path::PathBuf;

use cms::users::Capability;
use cms::{Actor, Error, Host, Result, Site, library, sites};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable, Set};

use super::clone_content::Copied;
use super::masks::Pseudonyms;
use super::reserve::reserve;
use super::{
    ClonedSite, Environment, Progress, Rules, clone_comments, clone_content, clone_people, clone_plans, clone_site,
    clone_work, find, media, open, site_entity, site_of,
};
use crate::documents::{Addresses, Snapshot};
use crate::lock;

/// How to clone.
#[derive(Clone, Debug)]
pub struct CloneOptions {
    /// The site's address in the environment; none keeps the one of a clone that is there.
    pub url: Option<String>,
    /// Numbers that production reserves for posts, and as many for terms.
    pub block: i64,
    /// What is left out or masked.
    pub rules: Rules,
    /// Throw a complete clone away, with what was edited there, and make it anew.
    pub again: bool,
}

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct CloneReport {
    /// Whether an unfinished clone was gone on with.
    pub resumed: bool,
    /// Posts, terms, options and redirects of the site.
    pub documents: u64,
    /// Those among them that had to be written.
    pub written: u64,
    /// Comments, masked.
    pub comments: u64,
    /// Accounts: staff as they are, everybody else masked.
    pub people: u64,
    /// Files, by reference where the file system can.
    pub files: u64,
    /// Files of the journal that do not stand in production's folder, and so are missing here.
    pub missing_files: u64,
    /// Hooks whose events wait, since they reach outside.
    pub paused_hooks: Vec<String>,
}

/// What the parts of a clone work with.
pub(super) struct Cloning<'a> {
    pub(super) production: &'a Site,
    pub(super) environment: &'a Host,
    pub(super) snapshot: &'a Snapshot,
    pub(super) record: &'a ClonedSite,
    pub(super) rules: &'a Rules,
    pub(super) pseudonyms: Pseudonyms,
    pub(super) addresses: Addresses,
    pub(super) progress: &'a dyn Progress,
    /// Whether an earlier try may have left something.
    pub(super) resumed: bool,
}

/// Clones `production` into the environment: one moment of it, with personal data masked, mail, payments and search engines
/// shut out. A clone that was cut off is gone on with: what is there and unchanged is not written again.
pub async fn clone(
    production: &Site,
    actor: &Actor,
    environment: &str,
    options: &CloneOptions,
    progress: &dyn Progress,
) -> Result<CloneReport> {
    actor.require(Capability::ManageNetwork)?;
    let lock = lock::take(production, &lock::CLONE).await?;
    let cloned = clone_alone(production, environment, options, progress).await;
    lock.release().await;
    cloned
}

/// The same for whoever holds the lock.
async fn clone_alone(
    production: &Site,
    environment: &str,
    options: &CloneOptions,
    progress: &dyn Progress,
) -> Result<CloneReport> {
    let environment = find(production.host(), environment).await?;
    let host = open(production.host(), &environment).await?;
    require_clones_only(&host).await?;
    let (record, resumed) = begin(production, &environment, options).await?;
    let record = if resumed { record } else { emptied(production, &host, record).await? };
    let rules: Rules = serde_json::from_str(&record.rules).unwrap_or_default();
    let snapshot = Snapshot::begin(production.host()).await?;
    let cloning = Cloning {
        production,
        environment: &host,
        snapshot: &snapshot,
        record: &record,
        rules: &rules,
        pseudonyms: Pseudonyms::new(&pseudonym_key(production, &record)),
        addresses: Addresses::new(&record.url, production.url()),
        progress,
        resumed,
    };
    let report = CloneReport { resumed, ..run(&cloning).await? };
    let mut done = record.clone().into_active_model();
    done.state = Set("ready".into());
    done.last_comment = Set(clone_comments::last(&snapshot, production.id()).await?);
    done.cloned = Set(Some(production.host().now()));
    done.update(production.writer()).await?;
    host.database().refresh_statistics().await;
    Ok(report)
}

/// Takes away what an older clone left, and only then says that this one has begun: whoever is killed in between does it
/// again, and what was edited in the older one never passes for this one's.
async fn emptied(production: &Site, environment: &Host, record: ClonedSite) -> Result<ClonedSite> {
    clone_site::forget(environment, production.id()).await?;
    library::forget_folder(environment.config().uploads_dir(production.id())).await?;
    let mut row = record.into_active_model();
    row.state = Set(CLONING.into());
    Ok(row.update(production.writer()).await?)
}

async fn run(cloning: &Cloning<'_>) -> Result<CloneReport> {
    clone_site::site(cloning).await?;
    clone_plans::plans(cloning).await?;
    let people = clone_people::people(cloning).await?;
    let Copied { documents, written } = clone_content::content(cloning).await?;
    let comments = clone_comments::comments(cloning, &people.staff).await?;
    let paused_hooks = clone_work::events(cloning).await?;
    let (from, to) = uploads(cloning);
    if cloning.resumed {
        library::without_leftovers(from.clone(), to.clone()).await?;
    }
    let files = media::by_reference(from, to, cloning.progress).await?;
    let missing_files = media::journal(cloning).await?;
    clone_site::finish(cloning).await?;
    let people = people.count;
    Ok(CloneReport { documents, written, comments, people, files, missing_files, paused_hooks, resumed: false })
}

fn uploads(cloning: &Cloning<'_>) -> (PathBuf, PathBuf) {
    let id = cloning.production.id();
    (cloning.production.host().config().uploads_dir(id), cloning.environment.config().uploads_dir(id))
}

/// The key of the pseudonyms: the lineage is in the environment, the salt stays on production.
fn pseudonym_key(production: &Site, record: &ClonedSite) -> String {
    format!("{} {} {}", record.begun, record.lineage, production.record().created_at)
}

/// What an older clone left is going.
const EMPTYING: &str = "emptying";
/// It is being filled.
const CLONING: &str = "cloning";

/// The record of a new clone, or of the one that is to be gone on with; and whether that has something already.
async fn begin(production: &Site, environment: &Environment, options: &CloneOptions) -> Result<(ClonedSite, bool)> {
    let known = site_of(production, &environment.name).await?;
    match known {
        Some(known) if !known.is_complete() && !options.again => {
            let has_something = known.state == CLONING;
            Ok((known, has_something))
        }
        Some(known) if !options.again => {
            let message = format!(
                "{} was cloned into {} already, at {}. To throw that clone away and begin anew: --again",
                production.url(),
                environment.name,
                known.url
            );
            Err(Error::conflict("clone_exists", message))
        }
        known => Ok((register(production, environment, options, known).await?, false)),
    }
}

async fn register(
    production: &Site,
    environment: &Environment,
    options: &CloneOptions,
    known: Option<ClonedSite>,
) -> Result<ClonedSite> {
    let url = options.url.clone().or(known.as_ref().map(|known| known.url.clone())).ok_or_else(|| {
        Error::invalid("url_missing", "Say where the clone is to answer: --at=https://staging.example.com")
    })?;
    let url = url.trim_end_matches('/').to_owned();
    if url == production.url() || !(url.starts_with("http://") || url.starts_with("https://")) {
        let message = format!(
            "{url} cannot be the clone's address: it needs one of its own, such as https://staging.example.com."
        );
        return Err(Error::invalid("invalid_url", message));
    }
    let reserved = reserve(production, options.block.max(1)).await?;
    let row = site_entity::Model {
        environment: environment.name.clone(),
        site_id: production.id(),
        url,
        lineage: uuid::Uuid::new_v4().simple().to_string(),
        state: EMPTYING.into(),
        first_post: reserved.first_post,
        first_term: reserved.first_term,
        block: options.block.max(1),
        last_user: reserved.last_user,
        last_comment: 0,
        rules: serde_json::to_string(&options.rules).unwrap_or_default(),
        begun: production.host().now(),
        cloned: None,
    };
    let there = OnConflict::columns([site_entity::Column::Environment, site_entity::Column::SiteId])
        .update_columns(site_entity::Column::iter())
        .to_owned();
    let entered = site_entity::Entity::insert(row.clone().into_active_model().reset_all()).on_conflict(there);
    entered.exec_without_returning(production.writer()).await?;
    Ok(row)
}

/// A database with a site that is no clone is somebody's production.
async fn require_clones_only(host: &Host) -> Result<()> {
    for record in sites::all(host).await? {
        let site = sites::by_id(host, record.id).await?;
        if !sites::is_in_environment(&site) {
            let message = format!("The environment's database holds {}, which is no clone.", site.url());
            return Err(Error::refused("not_an_environment", message));
        }
    }
    Ok(())
}
