//! Tells the search engines what changed.

use std::collections::BTreeSet;

use platform::http::HttpClient;
use platform::search_console::{SearchConsole, SearchConsoleError};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::{Engine, change_entity, engine, engine_entity, indexnow, told_entity};
use crate::{Actor, Change, Error, Result, Site, permalinks, posts};

/// What telling came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Addresses that changed.
    pub addresses: usize,
    /// Whether there is more to tell at once.
    pub is_more: bool,
    /// What was refused for good, one sentence each.
    pub refused: Vec<String>,
}

/// Why an engine was not told.
#[derive(Debug)]
pub(super) enum Failure {
    /// Another try may help.
    Later(String),
    /// It would be refused again.
    Refused(String),
}

/// A change with what it means for search engines.
struct Finding {
    change: change_entity::Model,
    /// The address that the post has for visitors, if it has one.
    now: Option<String>,
    /// The address that they know.
    known: Option<String>,
}

/// Tells all engines that the site wants told what changed since the last time. What cannot be told now stays, and the
/// error asks for another try; everything may be told twice without harm. Where nothing may be told about the site, what
/// was noted is forgotten.
pub async fn tell(site: &Site, actor: &Actor) -> Result<Told> {
    actor.require_manager()?;
    let changes = changes(site).await?;
    if changes.is_empty() {
        return Ok(Told::default());
    }
    let is_more = changes.len() == indexnow::MOST / 2;
    let mut findings = Vec::new();
    for change in changes {
        findings.push(look(site, change).await?);
    }
    let addresses: BTreeSet<String> =
        findings.iter().flat_map(|finding| [&finding.now, &finding.known]).flatten().cloned().collect();
    let addresses: Vec<String> = addresses.into_iter().collect();
    let mut told = Told { addresses: addresses.len(), is_more, refused: Vec::new() };
    if engine::may_be_told(site) && !addresses.is_empty() {
        told.refused = tell_each(site, &addresses).await?;
    }
    forget(site, &findings).await?;
    Ok(told)
}

async fn changes(site: &Site) -> Result<Vec<change_entity::Model>> {
    let oldest = change_entity::Entity::find()
        .filter(change_entity::Column::SiteId.eq(site.id()))
        .order_by_asc(change_entity::Column::Changed);
    // Each may be two addresses: the one before and the one after.
    Ok(oldest.limit((indexnow::MOST / 2) as u64).all(site.writer()).await?)
}

async fn look(site: &Site, change: change_entity::Model) -> Result<Finding> {
    let known = told_entity::Entity::find_by_id((site.id(), change.post_id)).one(site.writer()).await?;
    let post = posts::by_id(site, change.post_id).await?;
    let is_public = |post: &posts::Post| {
        post.status == "publish"
            && post.password.is_empty()
            && post.post_type != "attachment"
            && posts::type_named(site.settings(), &post.post_type).is_some_and(|found| found.public)
    };
    let now = match post.filter(is_public) {
        Some(post) => Some(permalinks::of_post(site, &post).await?),
        None => None,
    };
    Ok(Finding { change, now, known: known.map(|row| row.url) })
}

/// Gives what was refused for good. What may be told later fails, when every engine has been asked.
async fn tell_each(site: &Site, addresses: &[String]) -> Result<Vec<String>> {
    let (mut refused, mut later) = (Vec::new(), Vec::new());
    for engine in engine::wanted(site) {
        let outcome = match engine {
            Engine::IndexNow => indexnow::tell(site, addresses).await,
            Engine::SearchConsole => submit_sitemap(site).await,
        };
        note(site, engine, &outcome, addresses.len()).await?;
        match outcome {
            Ok(()) => {}
            Err(Failure::Later(error)) => later.push(error),
            Err(Failure::Refused(error)) => refused.push(error),
        }
    }
    if later.is_empty() { Ok(refused) } else { Err(Error::Internal(later.join(" "))) }
}

async fn submit_sitemap(site: &Site) -> Result<(), Failure> {
    let config = site.host().config();
    let Some(file) = config.search_console_key.as_deref().filter(|file| !file.as_os_str().is_empty()) else {
        return Err(Failure::Refused("search_console_key names no key of a service account.".to_owned()));
    };
    let stand_in = config.search_console_endpoint.as_deref().filter(|address| !address.is_empty());
    let http = match stand_in {
        Some(_) => HttpClient::reaching_private_addresses().map_err(|error| Failure::Later(error.to_string()))?,
        None => site.host().http().clone(),
    };
    let console = SearchConsole::open(http, file, stand_in).map_err(failure)?;
    let property = Engine::SearchConsole.set_to(site.settings());
    let sitemap = format!("{}/wp-sitemap.xml", site.url());
    console.submit_sitemap(&property, &sitemap, site.host().clock().now()).await.map_err(failure)
}

fn failure(error: SearchConsoleError) -> Failure {
    match error {
        SearchConsoleError::Later(error) => Failure::Later(error),
        SearchConsoleError::Refused(error) => Failure::Refused(error),
    }
}

/// Notes how it went, for whoever looks after the site.
async fn note(site: &Site, engine: Engine, outcome: &Result<(), Failure>, addresses: usize) -> Result<()> {
    use engine_entity::Column;
    let now = site.host().now();
    let error = match outcome {
        Ok(()) => String::new(),
        Err(Failure::Later(error) | Failure::Refused(error)) => error.clone(),
    };
    let told = outcome.is_ok();
    let count = if told { i64::try_from(addresses).unwrap_or(i64::MAX) } else { 0 };
    let row = engine_entity::ActiveModel {
        site_id: Set(site.id()),
        engine: Set(engine.name().to_owned()),
        told: Set(told.then_some(now)),
        tried: Set(Some(now)),
        note: Set(error),
        addresses: Set(count),
    };
    let mut there = OnConflict::columns([Column::SiteId, Column::Engine]);
    there.update_columns([Column::Tried, Column::Note]);
    if told {
        there.update_column(Column::Told);
        let more = Expr::col((engine_entity::Entity, Column::Addresses)).add(count);
        there.value(Column::Addresses, more);
    }
    engine_entity::Entity::insert(row).on_conflict(there).exec_without_returning(site.writer()).await?;
    Ok(())
}

/// Takes out what was told, unless it changed again meanwhile, and keeps which addresses are known now.
async fn forget(site: &Site, findings: &[Finding]) -> Result<()> {
    let change = Change::begin(site).await?;
    for finding in findings {
        change_entity::Entity::delete_many()
            .filter(change_entity::Column::SiteId.eq(site.id()))
            .filter(change_entity::Column::PostId.eq(finding.change.post_id))
            .filter(change_entity::Column::Token.eq(finding.change.token.as_str()))
            .exec(change.connection())
            .await?;
        match &finding.now {
            Some(url) => remember(&change, site, finding.change.post_id, url).await?,
            None if finding.known.is_some() => {
                let known = told_entity::Entity::delete_by_id((site.id(), finding.change.post_id));
                known.exec(change.connection()).await?;
            }
            None => {}
        }
    }
    change.commit().await
}

async fn remember(change: &Change, site: &Site, post_id: i64, url: &str) -> Result<()> {
    let row = told_entity::ActiveModel {
        site_id: Set(site.id()),
        post_id: Set(post_id),
        url: Set(url.to_owned()),
        told: Set(site.host().now()),
    };
    let there = OnConflict::columns([told_entity::Column::SiteId, told_entity::Column::PostId])
        .update_columns([told_entity::Column::Url, told_entity::Column::Told])
        .to_owned();
    told_entity::Entity::insert(row).on_conflict(there).exec_without_returning(change.connection()).await?;
    Ok(())
}
