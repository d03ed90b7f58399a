//! A clone may be killed at any moment: the one before is whole, or this one is, or the same command goes on with it and
//! makes of it what it would have been.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use cms::posts;
use cms::{Actor, Site, comments, cron};
use staging::documents::{self, Addresses, Kind};
use staging::environments::{self, ClonedSite as Record};
use tests::cloned_site::{ENVIRONMENT, STAGING_URL};
use tests::waiting::until;
use tests::{Chance, ClonedSite, Engine, Installation, OnDatabase, on_both_databases};

/// Posts, comments and files: enough that a clone takes a while on any machine.
const ROWS: i64 = 40;
const PATIENCE: Duration = Duration::from_secs(60);
const CLONE: [&str; 4] = ["env", "clone", ENVIRONMENT, "--ids=1000"];

on_both_databases! {
    async fn a_clone_killed_at_random_moments_is_never_half(installation: Installation) {
        clone_through_kills(installation, &mut Chance::from_environment(), 5).await;
    }

    async fn a_clone_that_stopped_while_the_one_before_went_takes_nothing_of_it_along(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 3).await.cloned().await;
        let staging = site.staging().await;
        site.retitle(&staging, 1, "Edited here").await;
        site.post(&staging, "Only here").await;
        let sql = "UPDATE environment_sites SET state = 'emptying'";
        sea_orm::ConnectionTrait::execute_unprepared(site.production.writer(), sql).await.unwrap();
        site.installation.platen(&CLONE);
        assert!(is_as_production(&site).await);
    }

    async fn of_two_clones_of_a_site_at_once_one_is_refused(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 5).await.cloned().await;
        let (one, other) = tokio::join!(site.clone_again(true), site.clone_again(true));
        let codes: Vec<&str> = [&one, &other].into_iter().filter_map(|end| end.as_ref().err()).map(|end| end.code()).collect();
        assert_eq!(codes, ["clone_running"], "{one:?} {other:?}");
        assert!(is_as_production(&site).await);
    }

    async fn cloning_all_sites_goes_on_after_those_that_are_complete(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        site.post(&site.staging().await, "Only here").await;
        let said = site.installation.platen(&["env", "clone", ENVIRONMENT, "--all"]);
        assert!(said.contains("http://production.example is there already"), "{said}");
        assert_eq!(site.plan().await.items.len(), 1, "what was made in the clone is still there");
    }
}

#[tokio::test]
#[ignore = "minutes long: make soak"]
async fn a_clone_survives_a_hundred_kills() {
    let mut chance = Chance::from_environment();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        clone_through_kills(Installation::on(engine), &mut chance, 50).await;
    }
}

async fn clone_through_kills(installation: Installation, chance: &mut Chance, kills: usize) {
    let site = ClonedSite::with_posts(installation, ROWS as usize).await;
    for number in 0..ROWS {
        site.comment(number + 1, &format!("visitor-{number}@visitors.example"), "I was here").await;
    }
    write_files(&site.uploads(false).await);
    let site = site.cloned().await;
    let begun = Instant::now();
    site.installation.platen(&[CLONE.as_slice(), &["--again"]].concat());
    let whole = begun.elapsed();
    let mut ended_as = BTreeMap::from([("as before", 0), ("as promised", 0), ("gone on with", 0)]);
    for round in 0..kills {
        let before = record(&site).await;
        site.post(&site.staging().await, &format!("Only here {round}")).await;
        let mut running = site.installation.begin_platen(&[CLONE.as_slice(), &["--again"]].concat());
        std::thread::sleep(Duration::from_millis(chance.below(whole.as_millis() as usize) as u64));
        running.signal("KILL");
        running.wait_until_ended(Duration::from_secs(10));
        *ended_as.entry(how_it_ended(&site, &before, round).await).or_default() += 1;
    }
    println!("{kills} kills in {} ms: {ended_as:?}", whole.as_millis());
}

async fn how_it_ended(site: &ClonedSite, before: &Record, round: usize) -> &'static str {
    let now = record(site).await;
    if now.lineage == before.lineage {
        assert!(now.is_complete(), "{now:?}");
        assert_eq!(site.plan().await.items.len(), 1, "what was made in the clone before is still there");
        site.installation.platen(&[CLONE.as_slice(), &["--again"]].concat());
        return "as before";
    }
    if now.is_complete() {
        assert!(is_as_production(site).await);
        return "as promised";
    }
    let refused = environments::open_site(&site.production, ENVIRONMENT).await;
    assert_eq!(refused.map(drop).unwrap_err().code(), "clone_not_found", "nobody works with a half");
    // Meanwhile production goes on.
    site.retitle(&site.production, 1 + round as i64 % ROWS, &format!("Round {round}")).await;
    let gone = comments::by_id(&site.production, 1 + round as i64).await.unwrap();
    if gone.is_some() {
        comments::delete(&site.production, &Actor::System, 1 + round as i64).await.unwrap();
    }
    go_on(site);
    assert!(is_as_production(site).await);
    "gone on with"
}

/// The database may need a moment to see that whoever held the lock is gone.
fn go_on(site: &ClonedSite) {
    let mut said = String::new();
    let is_done = until(PATIENCE, || {
        let output = site.installation.try_platen(&CLONE);
        said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || said.contains("is running"), "{said}");
        output.status.success()
    });
    assert!(is_done, "{said}");
}

async fn record(site: &ClonedSite) -> Record {
    environments::site_of(&site.production, ENVIRONMENT).await.unwrap().expect("the clone is known at any moment")
}

/// Whether the complete clone has what production has, and nothing else; panics with what is different.
async fn is_as_production(site: &ClonedSite) -> bool {
    let (production, staging) = (site.now().await, site.staging().await);
    assert!(site.plan().await.is_empty());
    assert_eq!(contents(&staging).await, contents(&production).await);
    assert_eq!(comment_ids(&staging).await, comment_ids(&production).await);
    assert_eq!(hooks(&staging).await, hooks(&production).await);
    assert_eq!(files_below(&site.uploads(true).await), files_below(&site.uploads(false).await));
    let next = site.post(&staging, "Next").await.id;
    let record = record(site).await;
    assert!((record.first_post..record.first_post + record.block).contains(&next), "{next} is reserved: {record:?}");
    posts::delete(&staging, &Actor::System, next).await.unwrap();
    true
}

async fn contents(site: &Site) -> BTreeMap<String, String> {
    let addresses = Addresses::new(STAGING_URL, "http://production.example");
    let mut found = BTreeMap::new();
    for kind in Kind::ALL {
        let mut after = 0;
        loop {
            let chunk = documents::each_chunk(site.writer(), site.id(), kind, after).await.unwrap();
            let last = chunk.last().and_then(|document| document.key.number());
            for document in chunk {
                let key = document.key.to_string();
                found.insert(key, addresses.as_on_production(document).digest());
            }
            match last {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    found
}

async fn comment_ids(site: &Site) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    for id in 1..=2 * ROWS {
        if comments::by_id(site, id).await.unwrap().is_some() {
            found.insert(id);
        }
    }
    found
}

async fn hooks(site: &Site) -> BTreeSet<String> {
    cron::events(site).await.unwrap().into_iter().map(|event| event.hook).collect()
}

fn write_files(folder: &Path) {
    let folder = folder.join("2026/11");
    std::fs::create_dir_all(&folder).unwrap();
    for number in 0..ROWS {
        std::fs::write(folder.join(format!("{number}.txt")), format!("file {number}")).unwrap();
    }
}

/// Every file by its path and content, halves of copies among them.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_path_buf()]);
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}
