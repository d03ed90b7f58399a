//! `bench`: measures the released binary beside nginx serving the same bytes, and writes `target/bench/*.json`.
//!
//! All cases of a table are asked in turns within one run and shown as the median of three: a machine's speed drifts,
//! so only figures that were taken side by side may be compared. `bench pages thumbnails carrying` chooses some.
#![allow(clippy::disallowed_methods, reason = "a benchmark stands outside the host and reads the wall clock itself")]

mod carrying;
mod cron;
mod idle;
mod imports;
mod load;
mod memory;
mod opening;
mod pages;
mod pictures;
mod promotions;
mod report;
mod rest;
mod rivals;
mod screens;
mod site;
mod thumbnails;
mod uploads;

use std::process::ExitCode;

type Bench = (&'static str, fn() -> serde_json::Value);
const BENCHES: [Bench; 11] = [
    ("pages", pages::measure),
    ("rest", rest::measure),
    ("screens", screens::measure),
    ("opening", opening::measure),
    ("imports", imports::measure),
    ("cron", cron::measure),
    ("memory", memory::measure),
    ("thumbnails", thumbnails::measure),
    ("carrying", carrying::measure),
    ("uploads", uploads::measure),
    ("promotions", promotions::measure),
];

fn main() -> ExitCode {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = chosen.iter().find(|name| !BENCHES.iter().any(|(known, _)| known == name)) {
        eprintln!("no benchmark is called {unknown}");
        return ExitCode::from(2);
    }
    for (name, measure) in BENCHES.iter().filter(|(name, _)| chosen.is_empty() || chosen.iter().any(|it| it == name)) {
        println!("\n== {name} ==");
        let busy = idle::wait_for_quiet();
        let figures = measure();
        report::write(name, busy, figures);
    }
    ExitCode::SUCCESS
}
