use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;
use tokio::sync::oneshot;

use super::super::{by_id, list};
use super::*;
use crate::users::{Capability, Role};
use crate::{Error, fixture};

const KIND: Kind = Kind {
    name: "test",
    needs: Capability::ManageOptions,
    running: "test_running",
    missing: "test_missing",
    cut_off: |_| "It was cut off.",
};

fn new(work: &'static str) -> NewWork {
    NewWork::about(work, json!({"thing": 1}))
}

async fn ended(site: &Site, id: i64) -> Work {
    loop {
        let row = by_id(site, &Actor::System, &KIND, id).await.unwrap();
        if row.state != "running" {
            return row;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn of_many_who_begin_in_the_same_instant_one_does() {
    let (_folder, site) = fixture::site().await;
    let began = Arc::new(AtomicUsize::new(0));
    let (end, ending) = tokio::sync::watch::channel(false);
    let tries = (0..8).map(|_| {
        let (site, began, mut ending) = (site.clone(), began.clone(), ending.clone());
        tokio::spawn(async move {
            let work = |_| async move {
                began.fetch_add(1, Ordering::SeqCst);
                drop(ending.wait_for(|is_over| *is_over).await);
                Ended::done("Ended")
            };
            begin(&site, &Actor::System, &KIND, new("wait"), work).await
        })
    });
    let (mut begun, mut refused) = (Vec::new(), Vec::new());
    for one in futures::future::join_all(tries).await {
        match one.unwrap() {
            Ok(row) => begun.push(row.id),
            Err(error) => refused.push(error),
        }
    }
    assert_eq!((begun.len(), refused.len()), (1, 7));
    for error in refused {
        assert!(matches!(error, Error::Conflict { code: "test_running", .. }), "{error:?}");
        assert!(error.to_string().contains("(wait). Wait until that is done."), "{error}");
    }
    end.send(true).unwrap();
    assert_eq!(ended(&site, begun[0]).await.told, "Ended");
    assert_eq!(began.load(Ordering::SeqCst), 1, "whoever was refused did nothing");
    begin(&site, &Actor::System, &KIND, new("wait"), |_| async { Ended::done("") }).await.unwrap();
}

#[tokio::test]
async fn another_kind_may_run_meanwhile() {
    const OTHER: Kind = Kind { name: "other", ..KIND };
    let (_folder, site) = fixture::site().await;
    let (_end, ending) = oneshot::channel::<()>();
    let waits = |_| async move {
        drop(ending.await);
        Ended::done("")
    };
    begin(&site, &Actor::System, &KIND, new("wait"), waits).await.unwrap();
    begin(&site, &Actor::System, &OTHER, new("go"), |_| async { Ended::done("") }).await.unwrap();
    assert_eq!(list(&site, &Actor::System, &OTHER).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_fell_silent_holds_up_nobody_and_stays_given_up() {
    let start = Utc.with_ymd_and_hms(2026, 1, 31, 12, 0, 0).unwrap();
    let clock = Clock::fixed(start);
    let (_folder, site) = fixture::site_at(clock.clone()).await;
    // As a server leaves it that is killed.
    let silent = row::enter(&site, &Actor::System, &KIND, &new("wait"), (String::new(), 0, 0)).await.unwrap();
    clock.set(start + Duration::seconds(61));
    let seen = by_id(&site, &Actor::System, &KIND, silent.id).await.unwrap();
    assert_eq!((seen.state.as_str(), seen.told.as_str()), ("failed", "It was cut off."));
    let next = begin(&site, &Actor::System, &KIND, new("wait"), |_| async { Ended::done("") }).await.unwrap();
    ended(&site, next.id).await;
    row::note(&site, silent.id, ("Late".into(), 1, 2)).await;
    let seen = by_id(&site, &Actor::System, &KIND, silent.id).await.unwrap();
    assert_eq!((seen.state.as_str(), seen.part.as_str()), ("failed", ""));
}

#[tokio::test]
async fn what_breaks_off_has_failed() {
    let (_folder, site) = fixture::site().await;
    let broken = |_| async { panic!("a fault of the work") };
    let begun = begin(&site, &Actor::System, &KIND, new("break"), broken).await.unwrap();
    let row = ended(&site, begun.id).await;
    assert_eq!(row.state, "failed");
    assert!(row.told.starts_with("It broke off"), "{}", row.told);
}

#[tokio::test]
async fn an_editor_neither_begins_it_nor_sees_it() {
    let (_folder, site) = fixture::site().await;
    let editor = fixture::person(&site, "ed", Role::Editor).await;
    let refused = begin(&site, &editor, &KIND, new("wait"), |_| async { Ended::done("") }).await.unwrap_err();
    assert_eq!(refused.code(), "rest_forbidden");
    assert_eq!(list(&site, &editor, &KIND).await.unwrap_err().code(), "rest_forbidden");
}
