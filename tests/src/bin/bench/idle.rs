//! Is anybody else using this machine?
use std::time::Duration;

/// More than this share of the processors in other hands makes a figure worthless.
const QUIET: f64 = 0.06;
const PATIENCE: u32 = 15;

/// Waits up to half a minute for a quiet machine; gives the share in use in the end, and says so when it is too much.
pub fn wait_for_quiet() -> f64 {
    for _ in 0..PATIENCE {
        if share_in_use() < QUIET {
            break;
        }
    }
    let busy = share_in_use();
    if busy >= QUIET {
        eprintln!("!!! {:.0} % of this machine is in use: the figures are a lower bound !!!", busy * 100.0);
    }
    busy
}

/// The share of processor time in use over one second.
fn share_in_use() -> f64 {
    let before = processor_times();
    std::thread::sleep(Duration::from_secs(1));
    let after = processor_times();
    let (all, idle) = (after.0 - before.0, after.1 - before.1);
    1.0 - idle as f64 / all.max(1) as f64
}

/// All ticks and the idle ones since the machine started.
fn processor_times() -> (u64, u64) {
    let text = std::fs::read_to_string("/proc/stat").expect("Linux counts its ticks");
    let line = text.lines().next().unwrap_or_default();
    let ticks: Vec<u64> = line.split_whitespace().skip(1).filter_map(|number| number.parse().ok()).collect();
    (ticks.iter().take(8).sum(), ticks[3] + ticks[4])
}
