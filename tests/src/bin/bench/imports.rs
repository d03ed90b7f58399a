//! How many posts a second come in, on both databases.
use std::time::Instant;

use serde_json::{Value, json};
use tests::wxr::made_export;
use tests::{Installation, Postgres};

const POSTS: u32 = 2_000;
const ROUNDS: usize = 3;

/// Imports the same made export into fresh databases, three times each; PostgreSQL writes to disk as in production.
pub fn measure() -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("made.xml");
    std::fs::write(&file, made_export(POSTS)).expect("the export is written");
    let file = file.display().to_string();
    let postgres = Postgres::start_durable();
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        rates[0].push(posts_per_second(&Installation::on_postgres(&postgres), &file));
        rates[1].push(posts_per_second(&Installation::on_sqlite(), &file));
    }
    let [on_postgres, on_sqlite] = rates.map(median);
    println!("import of {POSTS} posts: {on_postgres:.0} posts/s on PostgreSQL, {on_sqlite:.0} posts/s on SQLite");
    json!({ "posts": POSTS, "posts_per_second": { "postgres": on_postgres, "sqlite": on_sqlite } })
}

fn posts_per_second(installation: &Installation, file: &str) -> f64 {
    installation.install_site("Imports");
    installation.remove_sample_posts();
    let start = Instant::now();
    installation.platen(&["import", file, "--authors=create"]);
    let seconds = start.elapsed().as_secs_f64();
    let count = installation.platen(&["post", "list", "--post_type=post", "--format=count"]);
    assert_eq!(count.trim(), POSTS.to_string(), "all posts came in");
    f64::from(POSTS) / seconds
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
