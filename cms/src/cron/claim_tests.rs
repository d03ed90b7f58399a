//! Events from their scheduling to their acknowledgement. Tests whose names begin with a number show the guarantee of that
//! number (`tests/tests/jobs/main.rs` lists them).

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;
use serde_json::json;

use super::*;
use crate::{Actor, Change, Host, Site, fixture};

fn noon() -> chrono::DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap()
}

/// A site whose clock stands at noon, without the events that every site has.
async fn site_at_noon() -> (tempfile::TempDir, Site) {
    let (folder, site) = fixture::site_at(Clock::fixed(noon())).await;
    for event in events(&site).await.unwrap() {
        unschedule_hook(&site, &Actor::System, &event.hook).await.unwrap();
    }
    (folder, site)
}

async fn claim(host: &Host) -> Vec<Claim> {
    let runner = enter(host, 10).await.unwrap();
    let appetite = Appetite { free: 10, per_site: 10, ..Appetite::default() };
    claim_due(host, &runner, &appetite).await.unwrap()
}

async fn acknowledge(site: &Site, claim: &Claim) -> crate::Result<()> {
    let change = Change::begin(site).await?;
    finish(&change, site.host(), claim, "").await?;
    change.commit().await
}

async fn end(site: &Site, claim: &Claim, outcome: Outcome) {
    let settled = settle(site.host(), &[(claim, &outcome)]).await.unwrap();
    assert!(settled.contains(&claim.event.id), "the claim is good");
}

/// Schedules `hook` at noon and claims it.
async fn running(site: &Site, plan: Plan) -> Claim {
    schedule_plan(site, &Actor::System, &plan).await.unwrap();
    claim(site.host()).await.remove(0)
}

fn once() -> Plan {
    Plan::once("hook", json!([1]), noon().naive_utc())
}

fn hourly() -> Plan {
    Plan::every("hook", json!([1]), noon().naive_utc(), Recurrence::Hourly)
}

#[tokio::test]
async fn an_event_is_claimed_once_and_gone_when_it_is_done() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, once()).await;
    assert!(claim(site.host()).await.is_empty(), "somebody has it");
    acknowledge(&site, &claimed).await.unwrap();
    assert!(events(&site).await.unwrap().is_empty());
    let runs = history(&site, None, 10).await.unwrap();
    assert_eq!((runs.len(), runs[0].state.as_str(), runs[0].args.as_str()), (1, "done", "[1]"));
    assert_eq!(acknowledge(&site, &claimed).await.unwrap_err().code(), "claim_lost", "once is enough");
}

#[tokio::test]
async fn an_event_of_tomorrow_waits() {
    let (_folder, site) = site_at_noon().await;
    let tomorrow = noon() + Duration::days(1);
    schedule(&site, &Actor::System, "hook", &json!([]), tomorrow.naive_utc(), None).await.unwrap();
    assert!(claim(site.host()).await.is_empty());
    site.host().clock().set(tomorrow);
    assert_eq!(claim(site.host()).await.len(), 1);
}

#[tokio::test]
async fn a_recurring_event_has_its_next_turn() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, hourly()).await;
    acknowledge(&site, &claimed).await.unwrap();
    assert_eq!(events(&site).await.unwrap()[0].next_run, noon().naive_utc() + Duration::hours(1));
}

#[tokio::test]
async fn a_runner_that_was_struck_out_claims_nothing_more() {
    let (_folder, site) = site_at_noon().await;
    schedule_plan(&site, &Actor::System, &once()).await.unwrap();
    let runner = enter(site.host(), 1).await.unwrap();
    leave(site.host(), &runner).await.unwrap();
    let appetite = Appetite { free: 1, per_site: 1, ..Appetite::default() };
    let refused = claim_due(site.host(), &runner, &appetite).await.unwrap_err();
    assert_eq!(refused.code(), "runner_unknown");
    assert!(!beat(site.host(), &runner, 0).await.unwrap());
}

#[tokio::test]
async fn what_a_runner_left_is_taken_over_and_its_acknowledgement_refused() {
    let (_folder, site) = site_at_noon().await;
    let dead = running(&site, once()).await;
    leave(site.host(), &dead.event.runner).await.unwrap();
    let mut sweeper = Sweeper::new(std::time::Duration::from_secs(9));
    assert_eq!(sweeper.sweep(site.host()).await.unwrap(), 1);
    let second = claim(site.host()).await.remove(0);
    assert_eq!(second.attempt, 2, "the interrupted try counts");
    assert_eq!(acknowledge(&site, &dead).await.unwrap_err().code(), "claim_lost");
    acknowledge(&site, &second).await.unwrap();
    let states: Vec<_> = history(&site, None, 10).await.unwrap().into_iter().map(|run| run.state).collect();
    assert_eq!(states, ["done", "interrupted"]);
}

#[tokio::test]
async fn g12_a_living_runner_keeps_what_it_has_whatever_the_clock_says() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, once()).await;
    let lease = std::time::Duration::from_millis(200);
    let mut sweeper = Sweeper::new(lease);
    for days in [1, -1, 400] {
        site.host().clock().set(noon() + Duration::days(days));
        assert_eq!(sweeper.sweep(site.host()).await.unwrap(), 0);
        assert!(beat(site.host(), &claimed.event.runner, 1).await.unwrap());
    }
    acknowledge(&site, &claimed).await.unwrap();
}

#[tokio::test]
async fn g04_what_becomes_of_an_event_whose_runner_died_is_its_own_policy() {
    for (on_crash, repeats, left) in [
        (OnCrash::Retry, false, Some(state::WAITING)),
        (OnCrash::Hold, false, Some(state::HELD)),
        (OnCrash::Once, false, None),
        (OnCrash::Once, true, Some(state::WAITING)),
    ] {
        let (_folder, site) = site_at_noon().await;
        let plan = Plan { on_crash, ..if repeats { hourly() } else { once() } };
        let dead = running(&site, plan).await;
        leave(site.host(), &dead.event.runner).await.unwrap();
        Sweeper::new(std::time::Duration::from_secs(9)).sweep(site.host()).await.unwrap();
        let found = events(&site).await.unwrap();
        assert_eq!(found.first().map(|event| event.state.as_str()), left, "{on_crash:?}, repeats: {repeats}");
        let next = if repeats { noon() + Duration::hours(1) } else { noon() };
        assert!(found.iter().all(|event| event.next_run == next.naive_utc()));
    }
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_not_for_ever() {
    let (_folder, site) = site_at_noon().await;
    schedule_plan(&site, &Actor::System, &once()).await.unwrap();
    for attempt in 1..=5 {
        site.host().clock().set(noon() + Duration::hours(attempt));
        let claims = claim(site.host()).await;
        assert_eq!((claims[0].attempt, claims[0].planned), (attempt, noon().naive_utc()));
        end(&site, &claims[0], Outcome::Failed("no luck".into())).await;
        assert!(claim(site.host()).await.is_empty(), "not at once");
    }
    site.host().clock().set(noon() + Duration::days(9));
    assert!(claim(site.host()).await.is_empty());
    assert_eq!(next_scheduled(&site, "hook", &json!([1])).await.unwrap(), None, "a dead letter is not scheduled");
    assert_eq!(dead_letters(&site).await.unwrap()[0].last_error, "no luck");
    assert_eq!(retry(&site, &Actor::System, Some("hook")).await.unwrap(), 1);
    assert_eq!(claim(site.host()).await[0].attempt, 1, "its tries are counted anew");
}

#[tokio::test]
async fn g16_a_failure_never_ends_a_recurrence() {
    let (_folder, site) = site_at_noon().await;
    let plan = Plan { most_attempts: 2, ..hourly() };
    let first = running(&site, plan).await;
    end(&site, &first, Outcome::Failed("no luck".into())).await;
    site.host().clock().set(noon() + Duration::minutes(10));
    let second = claim(site.host()).await.remove(0);
    end(&site, &second, Outcome::TimedOut).await;
    let event = events(&site).await.unwrap().remove(0);
    assert_eq!((event.next_run, event.attempt), (noon().naive_utc() + Duration::hours(1), 0));
}

#[tokio::test]
async fn g21_the_same_hook_with_the_same_arguments_is_one_event() {
    let (_folder, site) = site_at_noon().await;
    let due = noon().naive_utc();
    for days in [1, 2] {
        schedule(&site, &Actor::System, "hook", &json!([7]), due + Duration::days(days), None).await.unwrap();
    }
    let found = events(&site).await.unwrap();
    assert_eq!((found.len(), found[0].next_run), (1, due + Duration::days(2)));
    assert_eq!(unschedule_hook(&site, &Actor::System, "hook").await.unwrap(), 1);
}

#[tokio::test]
async fn a_key_makes_one_event_of_different_arguments() {
    let (_folder, site) = site_at_noon().await;
    for number in 1..=3 {
        let plan = Plan { key: Some("the one".into()), ..Plan::once("hook", json!([number]), noon().naive_utc()) };
        schedule_plan(&site, &Actor::System, &plan).await.unwrap();
    }
    let found = events(&site).await.unwrap();
    assert_eq!((found.len(), found[0].args.as_str()), (1, "[3]"));
}

#[tokio::test]
async fn g21_an_event_unscheduled_in_its_own_run_does_not_come_back() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, hourly()).await;
    assert!(unschedule(&site, &Actor::System, "hook", &json!([1])).await.unwrap());
    assert_eq!(next_scheduled(&site, "hook", &json!([1])).await.unwrap(), None);
    acknowledge(&site, &claimed).await.unwrap();
    assert!(events(&site).await.unwrap().is_empty());
}

#[tokio::test]
async fn g21_an_event_rescheduled_while_it_runs_runs_when_that_said() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, once()).await;
    let later = noon().naive_utc() + Duration::minutes(7);
    schedule(&site, &Actor::System, "hook", &json!([1]), later, None).await.unwrap();
    assert!(claim(site.host()).await.is_empty(), "it runs already");
    acknowledge(&site, &claimed).await.unwrap();
    let event = events(&site).await.unwrap().remove(0);
    assert_eq!((event.next_run, event.state.as_str()), (later, state::WAITING));
}

#[tokio::test]
async fn g23_what_is_given_back_or_snoozed_costs_no_try() {
    let (_folder, site) = site_at_noon().await;
    let first = running(&site, once()).await;
    end(&site, &first, Outcome::GivenBack).await;
    let second = claim(site.host()).await.remove(0);
    assert_eq!(second.attempt, 1);
    end(&site, &second, Outcome::Snoozed(Duration::minutes(5))).await;
    assert!(claim(site.host()).await.is_empty());
    site.host().clock().set(noon() + Duration::minutes(5));
    assert_eq!(claim(site.host()).await[0].attempt, 1);
}

#[tokio::test]
async fn what_is_paused_waits_and_runs_when_it_is_resumed() {
    let (_folder, site) = site_at_noon().await;
    let actor = Actor::System;
    pause(&site, &actor, "hook", "").await.unwrap();
    let after = Plan::once("hook", json!([2]), noon().naive_utc());
    for plan in [once(), after] {
        schedule_plan(&site, &actor, &plan).await.unwrap();
    }
    let paused = pauses(site.host()).await.unwrap();
    for claim in claim(site.host()).await {
        assert!(paused[0].covers(&claim), "an event scheduled later is of what is paused");
        end(&site, &claim, Outcome::Parked(state::PAUSED)).await;
    }
    assert!(claim(site.host()).await.is_empty());
    assert!(resume(&site, &actor, "hook", "").await.unwrap());
    assert_eq!(claim(site.host()).await.len(), 2);
}

#[tokio::test]
async fn no_more_run_at_once_than_the_limit_says() {
    let (_folder, site) = site_at_noon().await;
    let actor = Actor::System;
    limit(&site, &actor, "hook", Some(2), None).await.unwrap();
    for number in 0..5 {
        schedule(&site, &actor, "hook", &json!([number]), noon().naive_utc(), None).await.unwrap();
    }
    schedule(&site, &actor, "other", &json!([]), noon().naive_utc(), None).await.unwrap();
    let first = claim(site.host()).await;
    let of_hook = |claims: &[Claim]| claims.iter().filter(|claim| claim.event.hook == "hook").count();
    assert_eq!((first.len(), of_hook(&first)), (3, 2), "the other hook is not held up");
    assert!(claim(site.host()).await.is_empty());
    end(&site, &first[0], Outcome::Done(String::new())).await;
    assert_eq!(of_hook(&claim(site.host()).await), 1);
}

#[tokio::test]
async fn no_more_begin_in_a_minute_than_the_limit_says() {
    let (_folder, site) = site_at_noon().await;
    let actor = Actor::System;
    limit_host(site.host(), &actor, "hook", None, Some(3)).await.unwrap();
    for number in 0..5 {
        schedule(&site, &actor, "hook", &json!([number]), noon().naive_utc(), None).await.unwrap();
    }
    for claim in claim(site.host()).await {
        end(&site, &claim, Outcome::Done(String::new())).await;
    }
    site.host().clock().set(noon() + Duration::seconds(59));
    assert!(claim(site.host()).await.is_empty());
    site.host().clock().set(noon() + Duration::seconds(61));
    assert_eq!(claim(site.host()).await.len(), 2);
}

#[tokio::test]
async fn g14_an_event_that_asks_not_to_be_late_is_known_to_be_late() {
    let (_folder, site) = site_at_noon().await;
    let plan = Plan { missed: Missed::Skip, ..hourly() };
    schedule_plan(&site, &Actor::System, &plan).await.unwrap();
    site.host().clock().set(noon() + Duration::minutes(90));
    let late = claim(site.host()).await.remove(0);
    assert!(late.has_passed());
    end(&site, &late, Outcome::Skipped).await;
    assert_eq!(events(&site).await.unwrap()[0].next_run, noon().naive_utc() + Duration::hours(2));
}

#[tokio::test]
async fn g14_each_missed_turn_is_made_up_for_where_it_is_asked() {
    let (_folder, site) = site_at_noon().await;
    let plan = Plan { missed: Missed::All, ..hourly() };
    schedule_plan(&site, &Actor::System, &plan).await.unwrap();
    site.host().clock().set(noon() + Duration::minutes(150));
    let mut planned = Vec::new();
    while let Some(claim) = claim(site.host()).await.pop() {
        planned.push((claim.planned - noon().naive_utc()).num_hours());
        end(&site, &claim, Outcome::Done(String::new())).await;
    }
    assert_eq!(planned, [0, 1, 2]);
}

#[tokio::test]
async fn g25_the_log_forgets_what_is_older_than_the_settings_say() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, hourly()).await;
    acknowledge(&site, &claimed).await.unwrap();
    site.host().clock().set(noon() + Duration::days(20));
    let second = claim(site.host()).await.remove(0);
    acknowledge(&site, &second).await.unwrap();
    site.host().clock().set(noon() + Duration::days(31));
    assert_eq!(prune(site.host()).await.unwrap(), 1);
    assert_eq!(history(&site, None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn events_of_a_deleted_site_rest_until_it_is_restored() {
    let (_folder, site) = site_at_noon().await;
    schedule_plan(&site, &Actor::System, &once()).await.unwrap();
    crate::sites::delete(&site, &Actor::System).await.unwrap();
    assert!(claim(site.host()).await.is_empty());
    let late = Plan::once("late", json!([]), noon().naive_utc());
    schedule_plan(&site, &Actor::System, &late).await.unwrap();
    let paused = pauses(site.host()).await.unwrap();
    for claim in claim(site.host()).await {
        assert!(paused.iter().any(|pause| pause.covers(&claim)), "what is scheduled meanwhile rests too");
        end(&site, &claim, Outcome::Parked(state::PAUSED)).await;
    }
    let ids: Vec<i64> = events(&site).await.unwrap().iter().map(|event| event.id).collect();
    let runner = enter(site.host(), 1).await.unwrap();
    let by_hand = claim_these(&fixture::again(&site).await, &runner, &ids).await;
    assert_eq!(by_hand.unwrap_err().code(), "site_deleted");
    crate::sites::restore(&site, &Actor::System).await.unwrap();
    let hooks: Vec<String> = claim(site.host()).await.into_iter().map(|claim| claim.event.hook).collect();
    assert!(hooks.contains(&"hook".to_owned()) && hooks.contains(&"late".to_owned()), "{hooks:?}");
    assert!(pauses(site.host()).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_erased_site_takes_its_events_and_its_log_along() {
    let (_folder, site) = site_at_noon().await;
    let claimed = running(&site, once()).await;
    let done = running(&site, Plan::once("other", json!([]), noon().naive_utc())).await;
    acknowledge(&site, &done).await.unwrap();
    crate::sites::erase(&site, &Actor::System).await.unwrap();
    assert!(settle(site.host(), &[(&claimed, &Outcome::Done(String::new()))]).await.unwrap().is_empty());
    assert!(events(&site).await.unwrap().is_empty() && history(&site, None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_author_may_not_touch_events() {
    let (_folder, site) = site_at_noon().await;
    let author = fixture::person(&site, "ann", crate::users::Role::Author).await;
    let due = noon().naive_utc();
    let refusals = [
        schedule(&site, &author, "hook", &json!([]), due, None).await.unwrap_err(),
        unschedule_hook(&site, &author, "hook").await.unwrap_err(),
        pause(&site, &author, "", "").await.unwrap_err(),
        resume(&site, &author, "", "").await.unwrap_err(),
        retry(&site, &author, None).await.unwrap_err(),
        cancel(&site, &author, "hook").await.unwrap_err(),
        limit(&site, &author, "hook", Some(1), None).await.unwrap_err(),
        limit_host(site.host(), &author, "hook", Some(1), None).await.unwrap_err(),
    ];
    assert!(refusals.iter().all(|error| error.code() == "rest_forbidden"));
}
