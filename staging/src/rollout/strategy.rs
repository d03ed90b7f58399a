//! How many hosts at once. Names and figures are CodeDeploy's where it has them.

use std::fmt;
use std::str::FromStr;

use crate::Fault;

/// How a release goes over the hosts of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// All of them.
    AllAtOnce,
    /// Half of them, rounded down.
    HalfAtATime,
    /// One after the other.
    OneAtATime,
    /// First so many of a hundred, rounded up; after a longer look the others.
    Canary(u8),
    /// So many of a hundred, rounded up, again and again.
    Linear(u8),
    /// As many as leave this number of healthy hosts.
    LeaveHealthy(usize),
    /// The hosts that serve nobody take the release, then the visitors.
    BlueGreen,
}

impl Strategy {
    /// The sizes of the batches for `hosts` hosts; none at all where the minimum of healthy hosts leaves no room.
    pub fn batches(self, hosts: usize) -> Vec<usize> {
        let of_hundred = |share: u8| (hosts * usize::from(share)).div_ceil(100).clamp(1, hosts.max(1));
        match self {
            Self::AllAtOnce | Self::BlueGreen => even(hosts, hosts),
            Self::HalfAtATime => even(hosts, (hosts / 2).max(1)),
            Self::OneAtATime => even(hosts, 1),
            Self::Canary(share) => {
                let first = of_hundred(share);
                [first, hosts.saturating_sub(first)].into_iter().filter(|size| *size > 0 && hosts > 0).collect()
            }
            Self::Linear(share) => even(hosts, of_hundred(share)),
            Self::LeaveHealthy(minimum) => even(hosts, hosts.saturating_sub(minimum)),
        }
    }

    /// How many hosts must be healthy while a batch is worked on.
    pub fn minimum_healthy(self, hosts: usize) -> usize {
        match self {
            Self::AllAtOnce | Self::BlueGreen => 0,
            Self::LeaveHealthy(minimum) => minimum,
            Self::Canary(_) => 0,
            _ => hosts.saturating_sub(self.batches(hosts).into_iter().max().unwrap_or_default()),
        }
    }
}

fn even(hosts: usize, size: usize) -> Vec<usize> {
    if size == 0 {
        return Vec::new();
    }
    let whole = vec![size; hosts / size];
    whole.into_iter().chain([hosts % size]).filter(|size| *size > 0).collect()
}

impl fmt::Display for Strategy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllAtOnce => formatter.write_str("AllAtOnce"),
            Self::HalfAtATime => formatter.write_str("HalfAtATime"),
            Self::OneAtATime => formatter.write_str("OneAtATime"),
            Self::Canary(share) => write!(formatter, "Canary{share}Percent"),
            Self::Linear(share) => write!(formatter, "Linear{share}Percent"),
            Self::LeaveHealthy(minimum) => write!(formatter, "MinimumHealthy{minimum}"),
            Self::BlueGreen => formatter.write_str("BlueGreen"),
        }
    }
}

impl FromStr for Strategy {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let share = |rest: &str| rest.strip_suffix("Percent")?.parse().ok().filter(|share| (1..=99).contains(share));
        let named = match text {
            "AllAtOnce" => Some(Self::AllAtOnce),
            "HalfAtATime" => Some(Self::HalfAtATime),
            "OneAtATime" => Some(Self::OneAtATime),
            "BlueGreen" => Some(Self::BlueGreen),
            _ => None,
        };
        let canary = || text.strip_prefix("Canary").and_then(share).map(Self::Canary);
        let linear = || text.strip_prefix("Linear").and_then(share).map(Self::Linear);
        let healthy = || text.strip_prefix("MinimumHealthy")?.parse().ok().map(Self::LeaveHealthy);
        named.or_else(canary).or_else(linear).or_else(healthy).ok_or_else(|| {
            let known =
                "AllAtOnce, HalfAtATime, OneAtATime, Canary10Percent, Linear25Percent, MinimumHealthy3, BlueGreen";
            Fault::refused(format!("{text:?} is no strategy; there are {known} and the like"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_codedeploys() {
        let batches = |name: &str, hosts| name.parse::<Strategy>().unwrap().batches(hosts);
        assert_eq!(batches("AllAtOnce", 4), [4]);
        assert_eq!(batches("HalfAtATime", 5), [2, 2, 1]);
        assert_eq!(batches("HalfAtATime", 1), [1]);
        assert_eq!(batches("OneAtATime", 3), [1, 1, 1]);
        assert_eq!(batches("Canary10Percent", 4), [1, 3]);
        assert_eq!(batches("Canary10Percent", 1), [1]);
        assert_eq!(batches("Linear25Percent", 10), [3, 3, 3, 1]);
        assert_eq!(batches("MinimumHealthy3", 4), [1, 1, 1, 1]);
        assert_eq!(batches("MinimumHealthy4", 4), [0; 0]);
        assert_eq!(batches("AllAtOnce", 0), [0; 0]);
    }

    #[test]
    fn a_strategy_is_read_as_it_is_written() {
        for name in ["AllAtOnce", "Canary10Percent", "Linear25Percent", "MinimumHealthy3", "BlueGreen"] {
            assert_eq!(name.parse::<Strategy>().unwrap().to_string(), name);
        }
        for wrong in ["Canary0Percent", "Canary100Percent", "Linear", "allatonce", ""] {
            assert!(wrong.parse::<Strategy>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn enough_hosts_stay_healthy() {
        assert_eq!(Strategy::OneAtATime.minimum_healthy(4), 3);
        assert_eq!(Strategy::HalfAtATime.minimum_healthy(5), 3);
        assert_eq!(Strategy::AllAtOnce.minimum_healthy(4), 0);
    }
}
