//! Clone, plan, promotion and rollback of sites of 1,000 and 10,000 posts (`PLATEN_BENCH_POSTS=100000` for more), with a
//! picture for every five posts, on both databases (or on `PLATEN_BENCH_ENGINE`): time and memory, and how they grow.
use std::path::Path;
use std::time::{Duration, Instant};

use image::{Rgb, RgbImage};
use serde_json::{Value, json};
use tests::wxr::made_export;
use tests::{Engine, Installation, OnDatabase};

/// Posts of the sites.
const SIZES: [u32; 2] = [1_000, 10_000];
/// Posts that are edited, and pictures that are added, on staging.
const EDITED: u32 = 50;
/// As many posts as there are for one picture.
const POSTS_A_PICTURE: u32 = 5;
/// Pictures that one command brings in.
const AT_ONCE: usize = 500;
/// Longest wait for one command.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Measures each size on each engine.
pub fn measure() -> Value {
    let more = std::env::var("PLATEN_BENCH_POSTS").ok().and_then(|posts| posts.parse().ok());
    let mut figures = Vec::new();
    for posts in SIZES.into_iter().chain(more) {
        for engine in engines() {
            figures.push(of_site(&Installation::on(engine), engine, posts));
        }
    }
    json!(figures)
}

/// Both, or the one that `PLATEN_BENCH_ENGINE` names.
fn engines() -> Vec<Engine> {
    match std::env::var("PLATEN_BENCH_ENGINE").as_deref() {
        Ok("sqlite") => vec![Engine::Sqlite],
        Ok("postgres") => vec![Engine::Postgres],
        _ => vec![Engine::Sqlite, Engine::Postgres],
    }
}

fn of_site(installation: &Installation, engine: Engine, posts: u32) -> Value {
    let file = installation.data_dir().join("made.xml");
    std::fs::write(&file, made_export(posts)).expect("the export is written");
    installation.install_site("Promotions");
    installation.remove_sample_posts();
    installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
    let pictures = small_pictures(&installation.data_dir().join("pictures"), posts / POSTS_A_PICTURE + EDITED);
    let (of_production, of_staging) = pictures.split_at((posts / POSTS_A_PICTURE) as usize);
    for some in of_production.chunks(AT_ONCE) {
        installation.platen(&media_import(some));
    }
    installation.platen(&["env", "create", "staging"]);
    let clone = run(installation, &["env", "clone", "staging", "--at=http://staging.example"]);
    for id in 1..=EDITED {
        installation.platen_in("staging", &["post", "update", &id.to_string(), "--post_title=Edited"]);
    }
    installation.platen_in("staging", &media_import(of_staging));
    let plan = run(installation, &["staging", "plan"]);
    let digest = installation.platen(&["staging", "plan", "--format=digest"]);
    let promote = run(installation, &["staging", "promote", "--yes", &format!("--plan={digest}")]);
    let rollback = run(installation, &["staging", "rollback", "--yes"]);
    let steps = [("clone", clone), ("plan", plan), ("promote", promote), ("rollback", rollback)];
    let media = posts / POSTS_A_PICTURE;
    let mut figures = json!({ "engine": format!("{engine:?}"), "posts": posts, "media": media, "edited": EDITED });
    for (name, (seconds, kib)) in steps {
        println!("{posts:>7} posts, {engine:?}: {name:<8} {seconds:>7.2} s  {:>5} MiB", kib / 1024);
        figures[name] = json!({ "seconds": seconds, "peak_kib": kib });
    }
    figures
}

/// Pictures of a few pixels, no two alike: what a copy costs a file, not a byte.
fn small_pictures(folder: &Path, how_many: u32) -> Vec<String> {
    std::fs::create_dir_all(folder).expect("a folder for pictures");
    let one = |number: u32| {
        let path = folder.join(format!("picture-{number}.png"));
        let [_, red, green, blue] = number.to_be_bytes();
        RgbImage::from_pixel(8, 8, Rgb([red, green, blue])).save(&path).expect("the picture is written");
        path.display().to_string()
    };
    (1..=how_many).map(one).collect()
}

fn media_import(files: &[String]) -> Vec<&str> {
    ["media", "import", "--porcelain"].into_iter().chain(files.iter().map(String::as_str)).collect()
}

/// Seconds that a command took, and the most memory it was seen to hold.
fn run(installation: &Installation, arguments: &[&str]) -> (f64, u64) {
    let start = Instant::now();
    let mut running = installation.begin_platen(arguments);
    let mut peak = 0;
    while !running.has_ended() {
        peak = peak.max(high_water(running.id()));
        std::thread::sleep(Duration::from_millis(10));
    }
    let seconds = start.elapsed().as_secs_f64();
    assert!(running.wait_until_ended(PATIENCE), "platen {}: {}", arguments.join(" "), running.log());
    (seconds, peak)
}

fn high_water(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok()).unwrap_or_default()
}
