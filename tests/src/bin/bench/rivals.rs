//! What others make of the same machine and the same server: pgbench's claim-and-complete, Graphile Worker (npm), River
//! in Rust and apalis with its own PostgreSQL storage (crates.io). Those that are not there are named, and have no figure.
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tests::Postgres;
use tests::service::program;
use tests::shared::workspace;

use crate::cron::{median, sized};

const ROUNDS: usize = 3;
const JOBS: usize = 20_000;
const SUSTAINED: usize = 200_000;
const LATENCIES: usize = 1_000;

/// All of them, each the median of three rounds in turns.
pub fn measure(postgres: &Postgres) -> Value {
    let mut rounds: [Vec<f64>; 5] = Default::default();
    let mut latency = Value::Null;
    for round in 0..ROUNDS {
        rounds[0].push(pgbench(postgres, SINGLE, 1, 8));
        rounds[1].push(pgbench(postgres, BATCHED, 100, 4));
        rounds[3].extend(river(postgres, sized(JOBS)));
        rounds[4].extend(apalis(postgres, sized(JOBS)));
        let latencies = if round == 0 { sized(LATENCIES) } else { 0 };
        let figures = graphile(postgres, sized(JOBS), true, latencies).unwrap_or_default();
        rounds[2].extend(figures["per_second"].as_f64());
        if round == 0 {
            latency = json!({"p50_ms": figures["p50_ms"], "p99_ms": figures["p99_ms"]});
        }
    }
    let [single, hundred, graphile_20k, river_20k, apalis_20k] =
        rounds.map(|round| (!round.is_empty()).then(|| median(round)));
    let one_by_one = graphile(postgres, sized(JOBS) / 4, false, 0).map(|figures| figures["per_second"].clone());
    let sustained = graphile(postgres, sized(SUSTAINED), true, 0).map(|figures| figures["per_second"].clone());
    let figures = json!({
        "pgbench": {"claim_and_complete_one": single, "claim_and_complete_hundred": hundred},
        "graphile_worker": {"jobs_per_second": graphile_20k, "without_batching": one_by_one, "sustained": sustained,
            "latency": latency},
        "river": {"jobs_per_second": river_20k, "sustained": river(postgres, sized(SUSTAINED))},
        "apalis_postgres": {"jobs_per_second": apalis_20k},
    });
    println!("others: {figures}");
    figures
}

/// Graphile Worker with its local queue and batched acknowledgements, or one by one.
fn graphile(postgres: &Postgres, jobs: usize, batched: bool, latencies: usize) -> Option<Value> {
    let folder = workspace().join("target/rivals/node");
    if !folder.join("node_modules/graphile-worker").is_dir() && !install_graphile(&folder) {
        eprintln!("!!! NOT MEASURED: Graphile Worker; npm is missing or cannot install !!!");
        return None;
    }
    let database = postgres.fresh_database();
    let mut command = Command::new("node");
    command.arg(sources().join("graphile.cjs")).env("NODE_PATH", folder.join("node_modules")).arg(database.url());
    command.args([jobs.to_string(), u8::from(batched).to_string(), latencies.to_string()]);
    let output = command.output().expect("node starts");
    let figures = serde_json::from_slice(&output.stdout).ok();
    if figures.is_none() {
        eprintln!("!!! NOT MEASURED: Graphile Worker: {} !!!", String::from_utf8_lossy(&output.stderr));
    }
    figures
}

fn install_graphile(folder: &Path) -> bool {
    std::fs::create_dir_all(folder).expect("target can be written");
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(sources().join(file), folder.join(file)).expect("the pinned versions are there");
    }
    let mut command = Command::new("npm");
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    command.output().is_ok_and(|output| output.status.success())
}

fn sources() -> PathBuf {
    workspace().join("tests/rivals")
}

/// River's own benchmark. It is built once, which takes some minutes.
fn river(postgres: &Postgres, jobs: usize) -> Option<f64> {
    let folder = workspace().join("target/rivals");
    let binary = folder.join("bin/riverqueue");
    if !binary.is_file() && !install_river(&folder) {
        eprintln!("!!! NOT MEASURED: River; `cargo install riverqueue-cli --version 0.5.0 --root target/rivals` !!!");
        return None;
    }
    let database = postgres.fresh_database();
    let ask = |arguments: &[&str]| {
        Command::new(&binary).args(arguments).args(["--database-url", &database.url()]).output().expect("it starts")
    };
    ask(&["migrate-up"]);
    let output = ask(&["bench", "--num-total-jobs", &jobs.to_string()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rate = text.split("overall job/sec [").nth(1).and_then(|rest| rest.split(']').next()?.trim().parse().ok());
    if rate.is_none() {
        eprintln!("!!! NOT MEASURED: River: {text}{} !!!", String::from_utf8_lossy(&output.stderr));
    }
    rate
}

/// Not for a trial of the benchmark itself: it is built with all optimisations.
fn install_river(folder: &Path) -> bool {
    if sized(100) < 100 {
        return false;
    }
    let mut command = Command::new("cargo");
    command.args(["install", "--quiet", "--locked", "riverqueue-cli", "--version", "0.5.0", "--root"]).arg(folder);
    command.status().is_ok_and(|status| status.success())
}

/// apalis with its own storage, by the program beside this one's sources. It is built once, which takes some minutes.
fn apalis(postgres: &Postgres, jobs: usize) -> Option<f64> {
    let folder = workspace().join("target/rivals/apalis");
    let binary = folder.join("release/apalis-rival");
    if !binary.is_file() && !build_apalis(&folder) {
        eprintln!("!!! NOT MEASURED: apalis-postgres; it cannot be built from tests/rivals/apalis !!!");
        return None;
    }
    let database = postgres.fresh_database();
    let output = Command::new(&binary).args([database.url(), jobs.to_string()]).output().expect("it starts");
    let rate = String::from_utf8_lossy(&output.stdout).trim().parse().ok();
    if rate.is_none() {
        eprintln!("!!! NOT MEASURED: apalis-postgres: {} !!!", String::from_utf8_lossy(&output.stderr));
    }
    rate
}

/// Not for a trial of the benchmark itself: it is built with all optimisations.
fn build_apalis(folder: &Path) -> bool {
    if sized(100) < 100 {
        return false;
    }
    let manifest = sources().join("apalis/Cargo.toml");
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--locked", "--release", "--target-dir"]).arg(folder);
    command.arg("--manifest-path").arg(manifest).status().is_ok_and(|status| status.success())
}

const JOBS_TABLE: &str = "
DROP TABLE IF EXISTS jobs;
CREATE TABLE jobs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text NOT NULL DEFAULT 'waiting', run_at
  timestamp NOT NULL DEFAULT now());
CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE state = 'waiting';
INSERT INTO jobs (state) SELECT 'waiting' FROM generate_series(1, 600000);
VACUUM ANALYZE jobs";

const SINGLE: &str = "
UPDATE jobs SET state = 'running' WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' ORDER BY run_at, id LIMIT 1
  FOR UPDATE SKIP LOCKED) RETURNING id \\gset
UPDATE jobs SET state = 'done' WHERE id = :id;
";

const BATCHED: &str = "
UPDATE jobs SET state = 'running' WHERE id = ANY(ARRAY(SELECT id FROM jobs WHERE state = 'waiting' ORDER BY run_at, id
  LIMIT 100 FOR UPDATE SKIP LOCKED));
UPDATE jobs SET state = 'done' WHERE id = ANY(ARRAY(SELECT id FROM jobs WHERE state = 'running' LIMIT 100
  FOR UPDATE SKIP LOCKED));
";

/// Jobs a second that pgbench claims and completes, so many with each transaction.
fn pgbench(postgres: &Postgres, script: &str, jobs: u32, clients: u32) -> f64 {
    let database = postgres.fresh_database();
    JOBS_TABLE.split(';').for_each(|statement| drop(database.sql(statement)));
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), script.trim_start().replace("\n  ", " ")).expect("the script is written");
    let mut command = Command::new(program("pgbench", "postgresql"));
    command.args(["-n", "-M", "simple", "-T", "5", "-c", &clients.to_string(), "-j", "2", "-f"]).arg(file.path());
    let output = command.arg(database.url()).output().expect("pgbench starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let rate = line.and_then(|line| line.split_whitespace().nth(2)?.parse::<f64>().ok());
    rate.unwrap_or_else(|| panic!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr))) * f64::from(jobs)
}
