//! The posts list of the staff's side on a large site: what its screen asks for while people page, filter and search,
//! signed in as browsers are.
mod asked;
mod large_site;

use std::time::{Duration, Instant};

use asked::{KINDS, Kind};
use large_site::LargeSite;
use serde_json::{Value, json};
use tests::{Answer, SiteClient};

use crate::cron::sized;

const POSTS: usize = 100_000;
const ROUNDS: usize = 200;
/// How many people work at once in the second part.
const PEOPLE: usize = 4;
/// Nobody feels a wait that is shorter, milliseconds.
const GOAL: f64 = 50.0;

/// Measures each request on PostgreSQL: one person alone, then some at once.
pub fn measure() -> Value {
    let site = LargeSite::set_up(u32::try_from(sized(POSTS)).expect("a number of posts"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let rounds = sized(ROUNDS).max(10);
    let alone = runtime.block_on(async {
        let person = site.person().await;
        take(&person, &site, 0, rounds).await
    });
    let together = runtime.block_on(async {
        let person = |number: usize| {
            let site = &site;
            async move { take(&site.person().await, site, number * rounds, rounds / 2).await }
        };
        let taken = futures::future::join_all((1..=PEOPLE).map(person)).await;
        (0..KINDS.len()).map(|kind| taken.iter().flat_map(|times| times[kind].clone()).collect()).collect::<Vec<_>>()
    });
    let figures = [("one person", alone), ("four people at once", together)]
        .map(|(who, times)| (who.to_owned(), table(who, times)));
    json!({ "posts": site.posts, "goal_ms": GOAL, "cases": figures.into_iter().collect::<serde_json::Map<_, _>>() })
}

/// Asks all kinds in turns; the times of each.
async fn take(person: &SiteClient, site: &LargeSite, start: usize, rounds: usize) -> Vec<Vec<f64>> {
    let mut times = vec![Vec::with_capacity(rounds); KINDS.len()];
    for round in start..start + rounds {
        for (kind, times) in KINDS.iter().zip(&mut times) {
            times.push(ask(person, site, kind, round).await.as_secs_f64() * 1_000.0);
        }
    }
    times
}

async fn ask(person: &SiteClient, site: &LargeSite, kind: &Kind, round: usize) -> Duration {
    if kind.after_a_save {
        let title = json!({"title": format!("Saved in round {round}")});
        let saved = Answer::of(person.request(reqwest::Method::POST, "/wp-json/wp/v2/posts/1").json(&title)).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
    }
    let path = kind.path(site.posts, &site.categories, round);
    let start = Instant::now();
    let answer = person.get(&path).await;
    let took = start.elapsed();
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    assert!(kind.may_be_empty || answer.text.len() > 20, "{path} found nothing");
    took
}

/// Prints p50, p99 and the longest of each kind, and of all together.
fn table(who: &str, times: Vec<Vec<f64>>) -> Value {
    println!("{who:<34}{:>10}{:>10}{:>10}", "p50 ms", "p99 ms", "most ms");
    let all: Vec<f64> = times.iter().flatten().copied().collect();
    let named = KINDS.iter().map(|kind| kind.name).zip(times).chain([("all of them", all)]);
    let rows = named.map(|(name, mut times)| {
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
        let (half, most, longest) = (at(0.5), at(0.99), at(1.0));
        let note = if most < GOAL { "" } else { "  NOT under 50 ms" };
        println!("{name:<34}{half:>10.1}{most:>10.1}{longest:>10.1}{note}");
        (name.to_owned(), json!({"p50_ms": half, "p99_ms": most, "most_ms": longest}))
    });
    Value::Object(rows.collect())
}
