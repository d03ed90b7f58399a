//! How the host stands, over all its sites: whether events run, files are carried and letters leave, and which site needs a look.

use std::collections::HashMap;
use std::time::Duration;

use crate::cron::{self, Health};
use crate::media::{self, Place, Trouble};
use crate::sites::{self, SiteRecord};
use crate::users::Capability;
use crate::{Actor, Host, Result, letters};

/// So long something due may wait before it is worth a word.
const MOST_LATE: Duration = Duration::from_secs(180);

/// How the host stands.
#[derive(Clone, Debug)]
pub struct HostHealth {
    /// The runners and their queue.
    pub jobs: Health,
    /// The buckets that the host has.
    pub buckets: Vec<BucketHealth>,
    /// Every site, those that need a look first.
    pub sites: Vec<SiteHealth>,
}

/// How one bucket stands.
#[derive(Clone, Debug)]
pub struct BucketHealth {
    /// Which.
    pub place: Place,
    /// Files of all sites that it lacks, or has although they are gone.
    pub files: i64,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// How one site stands.
#[derive(Clone, Debug)]
pub struct SiteHealth {
    /// Its row.
    pub record: SiteRecord,
    /// Its title.
    pub title: String,
    /// Bytes of its files.
    pub used_bytes: i64,
    /// Files that a bucket lacks.
    pub files_waiting: i64,
    /// Events that failed for good.
    pub events_failed: i64,
    /// Why its letters wait, where its breaker is open.
    pub letters_stopped: Option<String>,
}

impl SiteHealth {
    /// Whether somebody should look: events failed for good, letters wait for a person, or nine tenths of its room are used.
    pub fn needs_a_look(&self) -> bool {
        self.events_failed > 0 || self.letters_stopped.is_some() || self.used_bytes > self.record.quota_bytes / 10 * 9
    }
}

/// Looks at the whole host. Only the host itself and network admins may.
pub async fn of_host(host: &Host, actor: &Actor) -> Result<HostHealth> {
    actor.require(Capability::ManageNetwork)?;
    let waiting = waiting(host).await?;
    let mut buckets = Vec::new();
    for (place, files) in &waiting {
        buckets.push(BucketHealth {
            place: *place,
            files: files.values().sum(),
            trouble: media::trouble(host, *place).await?,
        });
    }
    let jobs = cron::health(host, MOST_LATE).await?;
    Ok(HostHealth { jobs, buckets, sites: all_sites(host, &waiting).await? })
}

type BySite = HashMap<i64, i64>;

async fn waiting(host: &Host) -> Result<Vec<(Place, BySite)>> {
    let config = host.config();
    let mut all = Vec::new();
    for (place, address) in [(Place::A, &config.bucket_a), (Place::B, &config.bucket_b)] {
        if address.as_deref().is_some_and(|address| !address.is_empty()) {
            all.push((place, media::waiting_by_site(host, place).await?));
        }
    }
    Ok(all)
}

async fn all_sites(host: &Host, waiting: &[(Place, BySite)]) -> Result<Vec<SiteHealth>> {
    let (used, failed) = (media::used_by_site(host).await?, cron::dead_by_site(host).await?);
    let mut stopped = letters::stopped_sites(host).await?;
    let mut all = Vec::new();
    for record in sites::all(host).await? {
        let of = |numbers: &BySite| numbers.get(&record.id).copied().unwrap_or_default();
        all.push(SiteHealth {
            title: sites::by_id(host, record.id).await?.settings().blogname(),
            used_bytes: of(&used),
            files_waiting: waiting.iter().map(|(_, files)| of(files)).max().unwrap_or_default(),
            events_failed: of(&failed),
            letters_stopped: stopped.remove(&record.id),
            record,
        });
    }
    all.sort_by_key(|site| !site.needs_a_look());
    Ok(all)
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::of_host;
    use crate::sites::{Allowance, NewSite, allow, create};
    use crate::{Actor, Change, fixture, media, users::Role};

    #[tokio::test]
    async fn the_site_that_needs_a_look_stands_first_and_says_why() {
        let (_folder, site) = fixture::site().await;
        let host = site.host().clone();
        let new = NewSite { url: "http://two.example".into(), title: "Two".into(), admin_email: String::new() };
        let two = create(&host, &Actor::System, new).await.unwrap();
        let health = of_host(&host, &Actor::System).await.unwrap();
        assert!(health.sites.iter().all(|site| !site.needs_a_look()) && health.buckets.is_empty());
        assert!(health.jobs.trouble.is_some(), "nobody runs events here");
        let sql = format!("UPDATE cron_events SET state = 'dead' WHERE site_id = {}", two.id());
        host.database().writer().execute_unprepared(&sql).await.unwrap();
        let health = of_host(&host, &Actor::System).await.unwrap();
        assert_eq!((health.sites[0].record.id, health.sites[0].title.as_str()), (two.id(), "Two"));
        assert_eq!((health.sites[0].events_failed, health.sites[1].events_failed), (3, 0));
    }

    #[tokio::test]
    async fn room_that_is_nearly_used_up_needs_a_look() {
        let (_folder, site) = fixture::site().await;
        let quota = Allowance { quota_bytes: Some(100), ..Allowance::default() };
        allow(&site, &Actor::System, quota).await.unwrap();
        let file = media::StoredFile { file: "a.jpg".into(), size: 95, sha256: "aa".into() };
        let change = Change::begin(&site).await.unwrap();
        media::note_files(&change, &site, &[file]).await.unwrap();
        change.commit().await.unwrap();
        let health = of_host(site.host(), &Actor::System).await.unwrap();
        assert!(health.sites[0].needs_a_look() && health.sites[0].used_bytes == 95);
    }

    #[tokio::test]
    async fn how_the_host_stands_is_for_the_network_alone() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Administrator).await;
        assert_eq!(of_host(site.host(), &ann).await.unwrap_err().code(), "rest_forbidden");
    }
}
