//! Slows down whoever guesses passwords: per account and per address, in this front's memory, bounded.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// Failures are forgotten after this long without another.
const FORGIVEN_AFTER: Duration = Duration::from_secs(15 * 60);
/// So many names and addresses are remembered at the most.
const REMEMBERED: u64 = 100_000;
/// A typing error or two costs nothing.
const FREE_FOR_ADDRESS: u32 = 5;
/// More for an account, since strangers must not be able to lock its owner out with a few guesses.
const FREE_FOR_ACCOUNT: u32 = 10;
const LONGEST_WAIT_FOR_ADDRESS: i64 = 300;
const LONGEST_WAIT_FOR_ACCOUNT: i64 = 30;

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: DateTime<Utc>,
}

/// Remembers failed attempts.
#[derive(Clone, Debug)]
pub struct Brakes {
    failures: moka::sync::Cache<String, Failures>,
}

impl Default for Brakes {
    fn default() -> Self {
        let failures = moka::sync::Cache::builder().max_capacity(REMEMBERED).time_to_idle(FORGIVEN_AFTER).build();
        Self { failures }
    }
}

impl Brakes {
    /// Seconds that this account or this address has to wait at `now` before the next attempt counts; 0 for none.
    pub fn wait(&self, account: &str, address: &str, now: DateTime<Utc>) -> u64 {
        let of_account = self.rest(&account_key(account), FREE_FOR_ACCOUNT, LONGEST_WAIT_FOR_ACCOUNT, now);
        let of_address = self.rest(&address_key(address), FREE_FOR_ADDRESS, LONGEST_WAIT_FOR_ADDRESS, now);
        of_account.max(of_address)
    }

    fn rest(&self, key: &str, free: u32, longest: i64, now: DateTime<Utc>) -> u64 {
        let Some(failures) = self.failures.get(key) else { return 0 };
        let over = failures.count.saturating_sub(free);
        if over == 0 {
            return 0;
        }
        let wait = 2_i64.saturating_pow(over.min(30)).min(longest);
        u64::try_from(wait - (now - failures.last).num_seconds()).unwrap_or(0)
    }

    /// Notes an attempt that failed.
    pub fn failed(&self, account: &str, address: &str, now: DateTime<Utc>) {
        for key in [account_key(account), address_key(address)] {
            let count = self.failures.get(&key).map_or(0, |failures| failures.count);
            self.failures.insert(key, Failures { count: count.saturating_add(1), last: now });
        }
    }

    /// Forgets the failures of an account whose owner has signed in.
    pub fn succeeded(&self, account: &str) {
        self.failures.invalidate(&account_key(account));
    }
}

fn account_key(account: &str) -> String {
    format!("account:{}", account.trim().to_lowercase().chars().take(100).collect::<String>())
}

fn address_key(address: &str) -> String {
    format!("address:{address}")
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn guessing_becomes_slow_and_time_heals() {
        let brakes = Brakes::default();
        let now = Utc.timestamp_opt(1_800_000_000, 0).unwrap();
        for number in 0..8 {
            brakes.failed(&format!("somebody{number}"), "192.0.2.1", now);
        }
        assert_eq!(brakes.wait("ann", "192.0.2.1", now), 8, "the address has three failures too many");
        assert_eq!(brakes.wait("ann", "192.0.2.2", now), 0, "another address is innocent");
        assert_eq!(brakes.wait("ann", "192.0.2.1", now + chrono::Duration::seconds(9)), 0);
    }

    #[test]
    fn an_account_is_slowed_whoever_guesses_but_never_for_long() {
        let brakes = Brakes::default();
        let now = Utc.timestamp_opt(1_800_000_000, 0).unwrap();
        for number in 0..100 {
            brakes.failed("Ann", &format!("192.0.2.{number}"), now);
        }
        assert_eq!(brakes.wait("ann ", "198.51.100.1", now), 30);
        brakes.succeeded("ann");
        assert_eq!(brakes.wait("ann", "198.51.100.1", now), 0);
    }
}
