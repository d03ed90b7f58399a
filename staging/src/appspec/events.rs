//! Life cycle events in CodeDeploy's order, and whose revision's scripts run in them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One event of a deployment on one host. Names are CodeDeploy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Event {
    /// Before the balancer lets go.
    BeforeBlockTraffic,
    /// The balancer lets go; the agent's own.
    BlockTraffic,
    /// The balancer has let go.
    AfterBlockTraffic,
    /// The old revision stops.
    ApplicationStop,
    /// The release is fetched and verified; the agent's own.
    DownloadBundle,
    /// Before files are put in place.
    BeforeInstall,
    /// Files are put in place and the link is switched; the agent's own.
    Install,
    /// After files are put in place.
    AfterInstall,
    /// The new revision starts.
    ApplicationStart,
    /// The last look before visitors come.
    ValidateService,
    /// Before the balancer sends visitors.
    BeforeAllowTraffic,
    /// The balancer sends visitors; the agent's own.
    AllowTraffic,
    /// Visitors come.
    AfterAllowTraffic,
}

/// The revision whose scripts run in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The one that was last deployed to the end; no script runs where there was none.
    LastGood,
    /// The one that is being deployed.
    New,
}

/// What one order makes a host do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Fetch and verify the release, and keep its files for browsers ready; nothing else changes.
    Prepare,
    /// The whole life cycle on a host that serves visitors.
    InPlace,
    /// The life cycle on a host that serves nobody, up to its validation (blue/green).
    Replacement,
    /// Visitors are sent to the host.
    AllowTraffic,
    /// Visitors are no longer sent to the host.
    BlockTraffic,
}

use Event::*;

impl Event {
    /// Every event, in the order of a deployment in place behind a balancer.
    pub const ALL: [Self; 13] = [
        BeforeBlockTraffic,
        BlockTraffic,
        AfterBlockTraffic,
        ApplicationStop,
        DownloadBundle,
        BeforeInstall,
        Install,
        AfterInstall,
        ApplicationStart,
        ValidateService,
        BeforeAllowTraffic,
        AllowTraffic,
        AfterAllowTraffic,
    ];

    /// Whether the agent itself does it, so that no script may stand there.
    pub fn is_reserved(self) -> bool {
        matches!(self, BlockTraffic | DownloadBundle | Install | AllowTraffic)
    }

    /// Whose scripts run: those that stop something belong to what is running.
    pub fn whose(self) -> Whose {
        match self {
            BeforeBlockTraffic | AfterBlockTraffic | ApplicationStop => Whose::LastGood,
            _ => Whose::New,
        }
    }

    /// CodeDeploy's name, as in `LIFECYCLE_EVENT`.
    pub fn name(self) -> &'static str {
        match self {
            BeforeBlockTraffic => "BeforeBlockTraffic",
            BlockTraffic => "BlockTraffic",
            AfterBlockTraffic => "AfterBlockTraffic",
            ApplicationStop => "ApplicationStop",
            DownloadBundle => "DownloadBundle",
            BeforeInstall => "BeforeInstall",
            Install => "Install",
            AfterInstall => "AfterInstall",
            ApplicationStart => "ApplicationStart",
            ValidateService => "ValidateService",
            BeforeAllowTraffic => "BeforeAllowTraffic",
            AllowTraffic => "AllowTraffic",
            AfterAllowTraffic => "AfterAllowTraffic",
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Phase {
    /// Its events in their order.
    pub fn events(self) -> &'static [Event] {
        match self {
            Self::Prepare => &[DownloadBundle],
            Self::InPlace => &Event::ALL,
            Self::Replacement => &[
                ApplicationStop,
                DownloadBundle,
                BeforeInstall,
                Install,
                AfterInstall,
                ApplicationStart,
                ValidateService,
            ],
            Self::AllowTraffic => &[BeforeAllowTraffic, Event::AllowTraffic, AfterAllowTraffic],
            Self::BlockTraffic => &[BeforeBlockTraffic, Event::BlockTraffic, AfterBlockTraffic],
        }
    }

    /// Whether the host has another revision installed after it.
    pub fn installs(self) -> bool {
        matches!(self, Self::InPlace | Self::Replacement)
    }

    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::InPlace => "in_place",
            Self::Replacement => "replacement",
            Self::AllowTraffic => "allow_traffic",
            Self::BlockTraffic => "block_traffic",
        }
    }

    /// The phase of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Prepare, Self::InPlace, Self::Replacement, Self::AllowTraffic, Self::BlockTraffic];
        all.into_iter().find(|phase| phase.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(phase: Phase) -> String {
        phase.events().iter().map(|event| event.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_events_come_in_codedeploys_order() {
        assert_eq!(
            names(Phase::InPlace),
            "BeforeBlockTraffic BlockTraffic AfterBlockTraffic ApplicationStop DownloadBundle BeforeInstall Install \
             AfterInstall ApplicationStart ValidateService BeforeAllowTraffic AllowTraffic AfterAllowTraffic"
        );
        assert_eq!(
            names(Phase::Replacement),
            "ApplicationStop DownloadBundle BeforeInstall Install AfterInstall ApplicationStart ValidateService"
        );
        assert_eq!(names(Phase::AllowTraffic), "BeforeAllowTraffic AllowTraffic AfterAllowTraffic");
        assert_eq!(names(Phase::BlockTraffic), "BeforeBlockTraffic BlockTraffic AfterBlockTraffic");
    }

    #[test]
    fn what_stops_belongs_to_what_is_running() {
        let of_last = Event::ALL.into_iter().filter(|event| event.whose() == Whose::LastGood);
        assert_eq!(of_last.collect::<Vec<_>>(), [BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop]);
    }
}
