//! Figures for people and for programs.
use std::process::Command;

use serde_json::{Value, json};
use tests::shared::workspace;

use crate::load::Figures;

/// One line of the table.
pub struct Row {
    name: String,
    cells: [String; 5],
    note: String,
}

impl Row {
    /// A case with what is to be said about it.
    pub fn of(name: &str, figures: &Figures, note: String) -> Self {
        let cells = [
            format!("{:.0}", figures.per_second),
            format!("{:.2}", figures.p50_ms),
            format!("{:.2}", figures.p99_ms),
            format!("{:.2}", figures.single_p50_ms),
            format!("{:.2}", figures.single_p99_ms),
        ];
        Self { name: name.to_owned(), cells, note }
    }
}

/// Prints the rows under their headings.
pub fn table(rows: Vec<Row>) {
    println!(
        "{:<22}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "32 connections", "req/s", "p50 ms", "p99 ms", "c=1 p50", "c=1 p99"
    );
    for Row { name, cells: [rate, p50, p99, single_p50, single_p99], note } in rows {
        println!("{name:<22}{rate:>10}{p50:>10}{p99:>10}{single_p50:>10}{single_p99:>10}  {note}");
    }
}

/// Writes `target/bench/NAME.json`.
pub fn write(name: &str, busy: f64, figures: Value) {
    let folder = workspace().join("target/bench");
    let report = json!({
        "benchmark": name,
        "taken": printed("date", &["-u", "+%Y-%m-%dT%H:%M:%SZ"]),
        "commit": printed("git", &["rev-parse", "--short", "HEAD"]),
        "processors": std::thread::available_parallelism().map_or(0, usize::from),
        "machine_in_use_before": (busy * 1000.0).round() / 1000.0,
        "figures": figures,
    });
    let text = serde_json::to_string_pretty(&report).expect("figures are JSON");
    let file = folder.join(format!("{name}.json"));
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, text)).expect("the report is written");
    println!("written: target/bench/{name}.json");
}

fn printed(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(workspace()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
