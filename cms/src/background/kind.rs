//! The kinds of work.

use crate::users::Capability;
use crate::{Actor, Result};

/// A kind of work, of which one runs at a time on a site.
#[derive(Debug)]
pub struct Kind {
    /// As rows have it.
    pub name: &'static str,
    /// What somebody must be able to do who begins it or looks after it. What the work itself may, its own verb asks.
    pub needs: Capability,
    /// The code of the refusal while one is running.
    pub running: &'static str,
    /// The code where there is none of this number.
    pub missing: &'static str,
    /// What is told of one whose server was stopped in the middle, by the name of the work.
    pub cut_off: fn(&str) -> &'static str,
}

impl Kind {
    pub(super) fn require(&self, actor: &Actor) -> Result<()> {
        actor.require(self.needs)
    }
}
