//! The page cache on the embedded database.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{TimeZone, Utc};
use cms::sites::NewSite;
use cms::{Actor, CacheTag, Change, Error, Host, Result, Site, sites};
use platform::{Clock, Config};
use tempfile::TempDir;

use super::{Begun, CacheState, Found, Made, PageCache};

const KEY: &str = "example.com/";

struct Stage {
    folder: TempDir,
    clock: Clock,
    site: Site,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().into(), ..Config::default() };
        Self::with(folder, config).await
    }

    async fn with(folder: TempDir, config: Config) -> Self {
        let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap());
        let host = Host::open(config, clock.clone()).await.unwrap();
        host.migrate().await.unwrap();
        let new =
            NewSite { url: "http://example.com".into(), title: "Example".into(), admin_email: "a@b.example".into() };
        let site = sites::create(&host, &Actor::System, new).await.unwrap();
        host.purges().catch_up().await.unwrap();
        Self { folder, clock, site }
    }

    fn cache(&self) -> PageCache {
        PageCache::new(self.site.host().clone())
    }

    async fn get(&self, cache: &PageCache, begun: Begun, body: &'static str) -> Result<(String, CacheState)> {
        let served = cache.get_or_make(KEY, self.site.id(), begun, async { Ok(page(body)) }).await?;
        Ok((String::from_utf8_lossy(&served.page.body).into_owned(), served.state))
    }

    async fn see(&self, cache: &PageCache, body: &'static str) -> (String, CacheState) {
        self.get(cache, cache.begin(), body).await.unwrap()
    }
}

fn page(body: &'static str) -> Made {
    Made { tags: vec![CacheTag::Post(1)], may_be_kept: true, ..Made::html(200, body) }
}

async fn purge(host: &Host, tag: CacheTag) {
    let mut change = Change::begin_for_host(host).await.unwrap();
    change.makes_stale(tag);
    change.commit().await.unwrap();
}

fn is_fresh(cache: &PageCache) -> bool {
    matches!(cache.find(KEY), Found::Fresh(_))
}

#[tokio::test]
async fn a_page_is_made_once_until_it_is_purged() {
    let stage = Stage::set().await;
    let cache = stage.cache();
    assert_eq!(stage.see(&cache, "one").await, ("one".into(), CacheState::Miss));
    assert_eq!(stage.see(&cache, "two").await, ("one".into(), CacheState::Hit));
    purge(stage.site.host(), CacheTag::Post(2)).await;
    assert_eq!(stage.see(&cache, "three").await, ("one".into(), CacheState::Hit));
    purge(stage.site.host(), CacheTag::Post(1)).await;
    assert_eq!(stage.see(&cache, "four").await, ("four".into(), CacheState::Miss));
}

#[tokio::test]
async fn a_page_whose_making_began_before_a_purge_is_not_kept() {
    let stage = Stage::set().await;
    let (cache, host) = (stage.cache(), stage.site.host());
    let making = async {
        purge(host, CacheTag::Post(1)).await;
        Ok(page("read before the change"))
    };
    let served = cache.get_or_make(KEY, stage.site.id(), cache.begin(), making).await.unwrap();
    assert_eq!(served.state, CacheState::Miss, "whoever asked before the change may see the old page");
    assert!(matches!(cache.find(KEY), Found::Nothing));
}

#[tokio::test]
async fn a_purge_between_noting_the_moment_and_making_counts_too() {
    let stage = Stage::set().await;
    let cache = stage.cache();
    let begun = cache.begin();
    purge(stage.site.host(), CacheTag::Settings).await;
    stage.get(&cache, begun, "made with the old settings").await.unwrap();
    assert!(!is_fresh(&cache));
}

#[tokio::test]
async fn a_purge_counts_once_it_is_visible_where_pages_are_read() {
    let (folder, replica) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let behind = Config { data_dir: replica.path().into(), ..Config::default() };
    // A second host stands for the replication: what it writes is what the reader gets to see.
    let replication = Stage::with(replica, behind.clone()).await;
    let config = Config {
        data_dir: folder.path().into(),
        database_reader_url: Some(behind.database_address()),
        ..Config::default()
    };
    let stage = Stage::with(folder, config).await;
    let cache = stage.cache();
    stage.see(&cache, "old").await;
    purge(stage.site.host(), CacheTag::Post(1)).await;
    assert!(is_fresh(&cache), "a page made now would show the old rows and be no better");
    purge(replication.site.host(), CacheTag::Post(1)).await;
    stage.site.host().purges().catch_up().await.unwrap();
    assert!(!is_fresh(&cache));
    assert_eq!(stage.see(&cache, "new").await.0, "new");
}

#[tokio::test]
async fn nothing_is_fresh_before_the_purges_have_been_read() {
    let stage = Stage::set().await;
    let again = Host::open(stage.site.host().config().clone(), stage.clock.clone()).await.unwrap();
    let cache = PageCache::new(again.clone());
    let made = cache.get_or_make(KEY, stage.site.id(), cache.begin(), async { Ok(page("x")) }).await.unwrap();
    assert_eq!(made.state, CacheState::Miss);
    assert!(!is_fresh(&cache));
    again.purges().catch_up().await.unwrap();
    // The outbox holds purges that are older than the page; the page cannot know that, and is made anew.
    assert!(!is_fresh(&cache));
}

#[tokio::test]
async fn one_makes_the_page_while_the_others_wait() {
    let stage = Stage::set().await;
    let (cache, made) = (stage.cache(), Arc::new(AtomicUsize::new(0)));
    let visits = (0..20).map(|_| {
        let (cache, made, id) = (cache.clone(), made.clone(), stage.site.id());
        async move {
            let making = async {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(50)).await;
                Ok(page("slow"))
            };
            cache.get_or_make(KEY, id, cache.begin(), making).await.unwrap().state
        }
    });
    let states = futures::future::join_all(visits).await;
    assert_eq!(made.load(Ordering::Relaxed), 1);
    assert_eq!(states.iter().filter(|state| **state == CacheState::Hit).count(), 19);
}

#[tokio::test]
async fn what_was_seen_stands_in_for_what_cannot_be_made() {
    let stage = Stage::set().await;
    let cache = stage.cache();
    stage.see(&cache, "seen").await;
    purge(stage.site.host(), CacheTag::Post(1)).await;
    let fails = || async { Err(Error::Internal("the database is away".into())) };
    let served = cache.get_or_make(KEY, stage.site.id(), cache.begin(), fails()).await.unwrap();
    assert_eq!((served.state, &served.page.body[..]), (CacheState::Stale, &b"seen"[..]));
    let limit = chrono::Duration::seconds(stage.site.host().config().stale_page_seconds as i64);
    stage.clock.set(stage.clock.now() + limit + chrono::Duration::seconds(1));
    assert!(cache.get_or_make(KEY, stage.site.id(), cache.begin(), fails()).await.is_err(), "too old by now");
}

#[tokio::test]
async fn a_page_survives_a_restart_as_a_stale_one() {
    let stage = Stage::set().await;
    stage.see(&stage.cache(), "before the restart").await;
    let cache = stage.cache();
    let mut found = None;
    for _ in 0..100 {
        found = cache.seen_before(KEY).await;
        if found.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(&found.expect("it is on disk").body[..], b"before the restart");
    assert!(matches!(cache.find(KEY), Found::Nothing), "nobody knows what was purged meanwhile");
    assert!(stage.folder.path().join("cache").join("pages").is_dir());
}

#[tokio::test]
async fn a_page_that_has_become_personal_is_forgotten() {
    let stage = Stage::set().await;
    let cache = stage.cache();
    stage.see(&cache, "public").await;
    purge(stage.site.host(), CacheTag::Post(1)).await;
    let secret = async { Ok(Made { may_be_kept: false, ..page("now behind a password") }) };
    cache.get_or_make(KEY, stage.site.id(), cache.begin(), secret).await.unwrap();
    assert!(matches!(cache.find(KEY), Found::Nothing));
}

#[tokio::test]
async fn a_page_is_made_anew_after_an_hour() {
    let stage = Stage::set().await;
    let cache = stage.cache();
    stage.see(&cache, "first").await;
    stage.clock.set(stage.clock.now() + chrono::Duration::minutes(59));
    // By the real clock this machine may have slept longer than purges may go unread.
    stage.site.host().purges().catch_up().await.unwrap();
    assert!(is_fresh(&cache));
    stage.clock.set(stage.clock.now() + chrono::Duration::minutes(2));
    assert_eq!(stage.see(&cache, "second").await.0, "second");
}
