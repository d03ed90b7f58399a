//! Drives wrk.
use std::process::Command;

use ::tests::service::program;
use serde::Serialize;

const ROUNDS: usize = 3;

/// One address to load.
pub struct Case {
    /// How the report calls it.
    pub name: String,
    /// The address.
    pub url: String,
    /// Further headers, `Host` among them where the address is not the site's own.
    pub headers: Vec<String>,
}

/// The median round of a case by its rate.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Answers in a second over 32 connections.
    pub per_second: f64,
    /// The rates of all rounds.
    pub rounds: Vec<f64>,
    /// Half of the answers came within this many milliseconds.
    pub p50_ms: f64,
    /// All but one in a hundred came within this many milliseconds.
    pub p99_ms: f64,
    /// As `per_second`, over one connection.
    pub single_per_second: f64,
    /// As `p50_ms`, over one connection.
    pub single_p50_ms: f64,
    /// As `p99_ms`, over one connection.
    pub single_p99_ms: f64,
}

struct Round {
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
}

/// Asks all cases in turns, three rounds, then each over one connection.
pub fn side_by_side(cases: &[Case]) -> Vec<Figures> {
    for case in cases {
        wrk(case, 2, 8, 2);
    }
    let mut rounds: Vec<Vec<Round>> = cases.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (case, rounds) in cases.iter().zip(&mut rounds) {
            rounds.push(wrk(case, 2, 32, 10));
        }
    }
    cases.iter().zip(rounds).map(|(case, rounds)| median(rounds, wrk(case, 1, 1, 4))).collect()
}

fn median(mut rounds: Vec<Round>, single: Round) -> Figures {
    let all = rounds.iter().map(|round| round.per_second).collect();
    rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    let middle = rounds.swap_remove(rounds.len() / 2);
    Figures {
        per_second: middle.per_second,
        rounds: all,
        p50_ms: middle.p50_ms,
        p99_ms: middle.p99_ms,
        single_per_second: single.per_second,
        single_p50_ms: single.p50_ms,
        single_p99_ms: single.p99_ms,
    }
}

fn wrk(case: &Case, threads: u32, connections: u32, seconds: u32) -> Round {
    let mut command = Command::new(program("wrk", "wrk"));
    command.args(["--latency", "-t", &threads.to_string(), "-c", &connections.to_string()]);
    command.args(["-d", &format!("{seconds}s"), "--timeout", "30s"]);
    for header in &case.headers {
        command.args(["-H", header]);
    }
    let output = command.arg(&case.url).output().expect("wrk starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_clean = output.status.success() && !text.contains("Non-2xx") && !text.contains("Socket errors");
    assert!(is_clean, "{} was not answered as it should be:\n{text}", case.name);
    let after = |word: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(word))?;
        line.split_whitespace().last().map(str::to_owned)
    };
    Round {
        per_second: after("Requests/sec:").and_then(|number| number.parse().ok()).expect("wrk counts"),
        p50_ms: after("50%").and_then(|time| milliseconds(&time)).expect("wrk measures"),
        p99_ms: after("99%").and_then(|time| milliseconds(&time)).expect("wrk measures"),
    }
}

fn milliseconds(time: &str) -> Option<f64> {
    let number = |unit: &str| time.strip_suffix(unit)?.parse::<f64>().ok();
    number("us").map(|it| it / 1000.0).or_else(|| number("ms")).or_else(|| number("s").map(|it| it * 1000.0))
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn each_unit_of_wrk_is_understood() {
        assert_eq!(milliseconds("250.00us"), Some(0.25));
        assert_eq!(milliseconds("6.40ms"), Some(6.4));
        assert_eq!(milliseconds("3.00s"), Some(3000.0));
        assert_eq!(milliseconds("fast"), None);
    }
}
