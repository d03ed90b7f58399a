//! Makes a plan.

use std::collections::{BTreeMap, BTreeSet};

use cms::users::Capability;
use cms::{Actor, Result, Site};

use super::item::{Item, Plan};
use super::scan::{Changed, Terms};
use super::{base, closing, compare, decide, dependencies, files, keep, numbers, scan, select, slugs};
use crate::documents::{self, Addresses, Document, Key, Kind, Snapshot};
use crate::environments::{ClonedSite, Progress, Silent, open_site};

/// Which part of the changes; nothing named means all of them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// These, and what they need.
    pub only: Vec<Key>,
    /// All but these.
    pub without: Vec<Key>,
}

/// Compares three ways and keeps what came out in the environment, under its digest. Nothing on production changes.
pub async fn make(
    production: &Site,
    actor: &Actor,
    environment: &str,
    selection: &Selection,
    progress: &dyn Progress,
) -> Result<Plan> {
    actor.require(Capability::ManageOptions)?;
    let (staging, cloned) = open_site(production, environment).await?;
    let (changed, terms, here) = settled_changes(production, &staging, &cloned, progress).await?;
    let there = Snapshot::begin(production.host()).await?;
    let comparison = Comparison { production, staging: &staging, cloned: &cloned, terms, here, there };
    let all = comparison.items(&changed).await?;
    let others: BTreeMap<Key, Key> =
        changed.iter().map(|changed| (comparison.key(changed), changed.staging_key.clone())).collect();
    let production_changes =
        scan::production_changes(production, &comparison.there, &comparison.here, &comparison.terms, &others, progress)
            .await?;
    let mut plan = comparison.plan(all, selection, scan::state(&changed)).await?;
    plan.production_changes = production_changes;
    plan.digest = plan.own_digest();
    keep::keep(&staging, &plan).await?;
    Ok(plan)
}

/// The digest of everything that is changed in the environment just now.
pub(crate) async fn state_now(production: &Site, staging: &Site, cloned: &ClonedSite) -> Result<String> {
    let (changed, _, _) = settled_changes(production, staging, cloned, &Silent).await?;
    Ok(scan::state(&changed))
}

/// What the environment says of the plan's rows, in production's terms, under the keys that it knows them by.
pub(crate) async fn staging_side(
    production: &Site,
    staging: &Site,
    cloned: &ClonedSite,
    plan: &Plan,
) -> Result<BTreeMap<Key, Document>> {
    let terms = terms(production, staging, cloned).await?;
    let keys: BTreeSet<Key> = plan.items.iter().map(|item| item.staging_key.clone()).collect();
    let found = documents::read(staging.writer(), staging.id(), &keys).await?;
    Ok(found.into_iter().map(|(key, document)| (key, terms.of(document))).collect())
}

async fn terms(production: &Site, staging: &Site, cloned: &ClonedSite) -> Result<Terms> {
    Ok(Terms {
        addresses: Addresses::new(&cloned.url, production.url()),
        numbers: numbers::load(staging).await?,
        authors: numbers::authors(production, staging, cloned.last_user).await?,
    })
}

/// What the environment changed, once every new row has the number that it will have on production.
async fn settled_changes(
    production: &Site,
    staging: &Site,
    cloned: &ClonedSite,
    progress: &dyn Progress,
) -> Result<(Vec<Changed>, Terms, Snapshot)> {
    loop {
        let terms = terms(production, staging, cloned).await?;
        let here = Snapshot::begin(staging.host()).await?;
        let changed = scan::changed(staging, &here, &terms, progress).await?;
        let new = changed.iter().filter(|changed| !changed.has_base);
        let keys: BTreeSet<Key> = new.filter_map(|new| Some(new.staging.as_ref()?.key.clone())).collect();
        let there = documents::read(production.writer(), production.id(), &keys).await?;
        if !numbers::settle_new(production, staging, &changed, &there).await? {
            return Ok((changed, terms, here));
        }
    }
}

struct Comparison<'a> {
    production: &'a Site,
    staging: &'a Site,
    cloned: &'a ClonedSite,
    terms: Terms,
    here: Snapshot,
    there: Snapshot,
}

impl Comparison<'_> {
    /// The row's key on production.
    fn key(&self, changed: &Changed) -> Key {
        changed.staging.as_ref().map_or_else(|| self.terms.numbers.key(&changed.staging_key), |now| now.key.clone())
    }

    async fn items(&self, changed: &[Changed]) -> Result<Vec<Item>> {
        let site_id = self.production.id();
        let staging_keys: BTreeSet<Key> = changed.iter().map(|changed| changed.staging_key.clone()).collect();
        let bases = base::read(self.here.connection(), site_id, &staging_keys).await?;
        let keys: BTreeSet<Key> = changed.iter().map(|changed| self.key(changed)).collect();
        let there = self.on_production(&keys).await?;
        let decisions = decide::load(self.staging).await?;
        let mut items = Vec::new();
        for changed in changed {
            let key = self.key(changed);
            let new_comments = match changed.staging {
                None => closing::new_comments(self.production, &key, self.cloned.last_comment).await?,
                Some(_) => 0,
            };
            let base = bases.get(&changed.staging_key);
            items.extend(compare::item(&key, changed, base, there.get(&key), new_comments, &decisions));
        }
        items.sort_by(|one, other| (one.action, &one.key).cmp(&(other.action, &other.key)));
        Ok(items)
    }

    async fn on_production(&self, keys: &BTreeSet<Key>) -> Result<BTreeMap<Key, Document>> {
        let found = documents::read(self.there.connection(), self.production.id(), keys).await?;
        Ok(found.into_iter().map(|(key, document)| (key, self.terms.addresses.as_on_production(document))).collect())
    }

    async fn plan(&self, mut all: Vec<Item>, selection: &Selection, staging_state: String) -> Result<Plan> {
        slugs::settle(self.production, &mut all).await?;
        let references = dependencies::settle(&mut all);
        let (items, left_out) = select::select(all, selection)?;
        let (files, mut obstacles) = files::planned(self.production, self.staging, &items).await?;
        obstacles.extend(items.iter().filter_map(|item| self.without_author(item)));
        obstacles.extend(items.iter().filter_map(|item| self.without_theme(item)));
        let referred = self.referred(&items, &references).await?;
        Ok(Plan {
            site_id: self.production.id(),
            url: self.production.url().to_owned(),
            environment: self.cloned.environment.clone(),
            lineage: self.cloned.lineage.clone(),
            made: self.production.host().now(),
            staging_state,
            new_bytes: files.iter().map(|file| file.size).sum(),
            items,
            files,
            referred,
            left_out,
            obstacles,
            production_changes: 0,
            digest: String::new(),
        })
    }

    /// Rows of production that items refer to and that are no items themselves.
    async fn referred(
        &self,
        items: &[Item],
        references: &BTreeMap<Key, BTreeSet<Key>>,
    ) -> Result<BTreeMap<Key, String>> {
        let own: BTreeSet<&Key> = items.iter().map(|item| &item.key).collect();
        let named = items.iter().filter_map(|item| references.get(&item.key)).flatten();
        let keys: BTreeSet<Key> = named.filter(|key| !own.contains(key)).cloned().collect();
        let found = self.on_production(&keys).await?;
        Ok(found.into_iter().map(|(key, document)| (key, document.digest())).collect())
    }

    fn without_author(&self, item: &Item) -> Option<String> {
        let author = item.after.as_ref().filter(|_| item.key.kind == Kind::Post)?.number("author_id");
        let login = self.terms.authors.get(&author)?.as_ref().err()?;
        Some(format!(
            "{} \u{201c}{}\u{201d} was written by {login}, who has no account on production.",
            item.key, item.title
        ))
    }

    fn without_theme(&self, item: &Item) -> Option<String> {
        let names_a_theme = item.key.kind == Kind::Option && matches!(item.key.id.as_str(), "stylesheet" | "template");
        let after = item.after.as_ref().filter(|_| names_a_theme)?;
        let theme = after.field("value");
        let is_there = self.production.host().themes().get(theme).is_some();
        (!is_there).then(|| format!("The theme {theme} is not on production: it comes with a release."))
    }
}
