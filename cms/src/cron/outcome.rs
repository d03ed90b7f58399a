//! What becomes of an event after a run.

use std::str::FromStr;

use chrono::{Duration, NaiveDateTime};
use rand::RngExt;

use super::{Claim, Missed, OnCrash, Timing, state};
use crate::Result;

/// The longest pause between two tries.
const LONGEST_PAUSE: i64 = 3_600;

/// What the database cut off is tried again so soon.
const AFTER_AN_OUTAGE: Duration = Duration::seconds(1);

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It did what it should; what it said.
    Done(String),
    /// It failed; why.
    Failed(String),
    /// It failed and would fail each time: its arguments cannot be used, say. It is not tried again.
    Refused(String),
    /// The database went away in the middle; what it said. No try is counted.
    Outage(String),
    /// It took longer than it may.
    TimedOut,
    /// Somebody ended it.
    Cancelled,
    /// It was late, and asks not to be run late.
    Skipped,
    /// It asks to be run again after this time; no try is counted.
    Snoozed(Duration),
    /// Its runner went away in the middle.
    Interrupted,
    /// It was claimed and not begun, or its runner was asked to stop: no try is counted, and no run is noted.
    GivenBack,
    /// It cannot run now for this reason (a word of [`state`]); as given back.
    Parked(&'static str),
}

impl Outcome {
    /// The run's state in the log; none where there was no run.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Self::Done(_) => Some("done"),
            Self::Failed(_) | Self::Refused(_) => Some("failed"),
            Self::TimedOut => Some("timed_out"),
            Self::Cancelled => Some("cancelled"),
            Self::Skipped => Some("skipped"),
            Self::Snoozed(_) => Some("snoozed"),
            Self::Interrupted | Self::Outage(_) => Some("interrupted"),
            Self::GivenBack | Self::Parked(_) => None,
        }
    }

    /// What it said, and why it failed.
    pub(super) fn texts(&self, claim: &Claim) -> (String, String) {
        match self {
            Self::Done(output) => (output.clone(), String::new()),
            Self::Failed(error) | Self::Refused(error) | Self::Outage(error) => (String::new(), error.clone()),
            Self::TimedOut => {
                (String::new(), format!("It took longer than {} seconds.", claim.event.time_limit_seconds))
            }
            Self::Cancelled => (String::new(), "It was cancelled.".to_owned()),
            Self::Skipped => ("Its time had passed.".to_owned(), String::new()),
            Self::Snoozed(pause) => (format!("It asked for {} seconds more.", pause.num_seconds()), String::new()),
            Self::Interrupted => (String::new(), "The runner went away.".to_owned()),
            Self::GivenBack | Self::Parked(_) => (String::new(), claim.event.last_error.clone()),
        }
    }
}

/// Where the event goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fate {
    /// It has happened.
    Gone,
    /// It is kept in this state until this time, with so many tries counted for the time it was planned for.
    Kept { state: &'static str, next_run: NaiveDateTime, attempt: i64, planned: Option<NaiveDateTime> },
}

impl Fate {
    /// What becomes of the event of `claim` that ended so at `now`.
    pub(super) fn after(claim: &Claim, outcome: &Outcome, now: NaiveDateTime) -> Result<Self> {
        let on_crash = OnCrash::from_str(&claim.event.on_crash).unwrap_or_default();
        Ok(match outcome {
            Outcome::Done(_) | Outcome::Cancelled | Outcome::Skipped => next_turn(claim, now)?,
            Outcome::Refused(_) => last_try(claim, now)?,
            Outcome::Failed(_) | Outcome::TimedOut => next_try(claim, now, now + pause(claim.attempt))?,
            Outcome::Interrupted => match on_crash {
                OnCrash::Retry => next_try(claim, now, now)?,
                OnCrash::Hold => kept(state::HELD, claim.planned, claim.attempt, Some(claim.planned)),
                OnCrash::Once => next_turn(claim, now)?,
            },
            Outcome::Snoozed(pause) => kept(state::WAITING, now + *pause, 0, None),
            Outcome::Outage(_) => kept(state::WAITING, now + AFTER_AN_OUTAGE, claim.attempt - 1, Some(claim.planned)),
            Outcome::GivenBack => as_before(claim, state::WAITING),
            Outcome::Parked(state) => as_before(claim, state),
        })
    }
}

fn kept(state: &'static str, next_run: NaiveDateTime, attempt: i64, planned: Option<NaiveDateTime>) -> Fate {
    Fate::Kept { state, next_run, attempt, planned }
}

fn as_before(claim: &Claim, state: &'static str) -> Fate {
    let planned = Some(claim.planned).filter(|_| claim.attempt > 1);
    kept(state, claim.event.next_run, claim.attempt - 1, planned)
}

fn next_turn(claim: &Claim, now: NaiveDateTime) -> Result<Fate> {
    let missed = Missed::from_str(&claim.event.missed).unwrap_or_default();
    let next = Timing::of(&claim.event)?.next_turn(claim.planned, now, missed);
    Ok(next.map_or(Fate::Gone, |next| kept(state::WAITING, next, 0, None)))
}

/// Another try, or the end of trying: a recurring event goes on with its next turn, one that happens once becomes a
/// dead letter. A try that would come after the next turn is not made, unless each turn is made up for.
fn next_try(claim: &Claim, now: NaiveDateTime, next: NaiveDateTime) -> Result<Fate> {
    if claim.attempt >= claim.event.most_attempts {
        return last_try(claim, now);
    }
    let makes_up = claim.event.missed == Missed::All.word();
    let turn = next_turn(claim, now)?;
    Ok(match turn {
        Fate::Kept { next_run, .. } if next_run <= next && !makes_up => turn,
        _ => kept(state::WAITING, next, claim.attempt, Some(claim.planned)),
    })
}

fn last_try(claim: &Claim, now: NaiveDateTime) -> Result<Fate> {
    Ok(match next_turn(claim, now)? {
        Fate::Gone => kept(state::DEAD, claim.planned, claim.attempt, Some(claim.planned)),
        turn => turn,
    })
}

/// A minute, two, four, … up to an hour, each longer or shorter by up to a tenth, so that what failed together is not
/// tried together.
fn pause(attempt: i64) -> Duration {
    let seconds = (60_i64 << (attempt - 1).clamp(0, 10)).min(LONGEST_PAUSE);
    Duration::milliseconds(seconds * rand::rng().random_range(900..=1_100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_further_and_further_apart_and_never_in_step() {
        for (attempt, seconds) in [(1, 60), (2, 120), (3, 240), (40, 3_600)] {
            let pauses: Vec<i64> = (0..50).map(|_| pause(attempt).num_milliseconds()).collect();
            assert!(pauses.iter().all(|pause| (seconds * 900..=seconds * 1_100).contains(pause)));
            assert!(pauses.iter().any(|pause| *pause != pauses[0]), "all pauses are the same");
        }
    }
}
