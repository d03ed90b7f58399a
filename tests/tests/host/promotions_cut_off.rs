//! A promotion may be killed at any moment: production is as before or as promised, and the next command says which.
use std::time::Duration;

use tests::{Chance, ClonedSite, Engine, Installation, OnDatabase, on_both_databases};

/// Rows of a promotion: enough that it takes a while on any machine.
const ROWS: i64 = 60;

on_both_databases! {
    async fn a_promotion_killed_at_random_moments_is_never_half(installation: Installation) {
        let site = ClonedSite::with_posts(installation, ROWS as usize).await.cloned().await;
        promote_through_kills(&site, &mut Chance::from_environment(), 5).await;
    }
}

#[tokio::test]
#[ignore = "minutes long: make soak"]
async fn a_promotion_survives_a_hundred_kills() {
    let mut chance = Chance::from_environment();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let site = ClonedSite::with_posts(Installation::on(engine), ROWS as usize).await.cloned().await;
        promote_through_kills(&site, &mut chance, 50).await;
    }
}

async fn promote_through_kills(site: &ClonedSite, chance: &mut Chance, kills: usize) {
    let staging = site.staging().await;
    let (mut before, mut after) = (0, 0);
    for round in 0..kills {
        let title = format!("Round {round}");
        for id in 1..=ROWS {
            site.retitle(&staging, id, &title).await;
        }
        let digest = site.plan().await.digest;
        let plan = format!("--plan={digest}");
        let mut running = site.installation.begin_platen(&["staging", "promote", &plan, "--yes"]);
        std::thread::sleep(Duration::from_millis(50 + chance.below(2_500) as u64));
        running.signal("KILL");
        running.wait_until_ended(Duration::from_secs(10));
        let said = site.installation.platen(&["staging", "status"]);
        match promoted_rows(site, &title).await {
            0 => before += 1,
            ROWS => after += 1,
            half => panic!("{half} of {ROWS} rows are there: {said}"),
        }
        let open = site.plan().await.items.len();
        let is_there = promoted_rows(site, &title).await == ROWS;
        assert_eq!(open, if is_there { 0 } else { ROWS as usize }, "{said}");
    }
    println!("{kills} kills: {before} times as before, {after} times as promised");
}

async fn promoted_rows(site: &ClonedSite, title: &str) -> i64 {
    let mut count = 0;
    for id in 1..=ROWS {
        count += i64::from(site.title(id).await.as_deref() == Some(title));
    }
    count
}
