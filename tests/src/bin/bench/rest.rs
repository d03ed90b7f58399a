//! The REST API beside a handler that does nothing: lists of ten posts and one post, asked by nobody and by somebody.
use serde_json::{Value, json};
use tests::Postgres;

use crate::load::side_by_side;
use crate::report::{Row, table};
use crate::site::BenchSite;

/// Quoted for WordPress 7.1 on two cores with this content: lists of ten posts and single posts a second.
const WORDPRESS_LIST: f64 = 12.0;
const WORDPRESS_POST: f64 = 61.0;

/// The goal, in times WordPress.
const GOAL: f64 = 200.0;
/// What must be reached at least, in times WordPress.
const FLOOR: f64 = 50.0;

/// Measures lists of ten posts and one post on the front without a page cache.
pub fn measure() -> Value {
    let postgres = Postgres::start();
    let site = BenchSite::set_up(&postgres);
    let first: Value = serde_json::from_slice(&site.bytes("/wp-json/wp/v2/posts?per_page=1")).expect("a list of posts");
    let single = format!("/wp-json/wp/v2/posts/{}", first[0]["id"]);
    let cases = [
        site.on_uncached("idle handler", "/healthz"),
        site.on_uncached("10 posts", "/wp-json/wp/v2/posts"),
        site.on_uncached("10 posts, _embed", "/wp-json/wp/v2/posts?_embed=1"),
        site.on_uncached("one post", &single),
        site.signed_in("10 posts, _embed, signed in", "/wp-json/wp/v2/posts?_embed=1"),
        site.signed_in("one post, signed in", &single),
    ];
    let figures = side_by_side(&cases);
    let (list, post) = (Some(WORDPRESS_LIST), Some(WORDPRESS_POST));
    let to_wordpress = [None, list, list, post, list, post];
    let note = |case: usize| to_wordpress[case].map(|quoted| figures[case].per_second / quoted);
    let rows = cases.iter().enumerate().map(|(number, case)| {
        let note = note(number)
            .map(|ratio| format!("{ratio:.0} x WordPress (quoted): {}", reached(ratio)))
            .unwrap_or_default();
        Row::of(&case.name, &figures[number], note)
    });
    table(rows.collect());
    let named = cases.iter().zip(&figures).map(|(case, figures)| (case.name.clone(), json!(figures)));
    json!({ "content": site.content, "cases": named.collect::<serde_json::Map<_, _>>() })
}

/// How a ratio stands to what was set.
fn reached(ratio: f64) -> &'static str {
    match ratio {
        ratio if ratio >= GOAL => "the goal of 200",
        ratio if ratio >= FLOOR => "above the floor of 50, below the goal of 200",
        _ => "BELOW THE FLOOR of 50",
    }
}
