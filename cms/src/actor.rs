//! Who asks. Every verb takes an [`Actor`] and checks it in its first line.

use std::sync::Arc;

use crate::users::{self, Capability, Role};
use crate::{Error, Result};

/// Who asks for something on a site.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Nobody in particular.
    Visitor,
    /// Somebody who signed in.
    User(Arc<CurrentUser>),
    /// The host itself: the command line, the scheduler, the importer.
    System,
}

/// A signed-in person on one site.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    /// The account.
    pub user: users::Model,
    /// The person's role on this site; none for somebody of another site.
    pub role: Option<Role>,
}

impl Actor {
    /// Whether this actor has `capability` on the site that it was made for.
    pub fn may(&self, capability: Capability) -> bool {
        match self {
            Self::Visitor => false,
            Self::System => true,
            Self::User(current) => {
                current.user.is_network_admin || current.role.is_some_and(|role| role.has(capability))
            }
        }
    }

    /// The same as an error in WordPress's words.
    pub fn require(&self, capability: Capability) -> Result<()> {
        if self.may(capability) {
            return Ok(());
        }
        Err(Error::forbidden("rest_forbidden", "Sorry, you are not allowed to do that."))
    }

    /// Whether this actor runs the site: `manage_options`, as an error in WordPress's words.
    pub fn require_manager(&self) -> Result<()> {
        self.require(Capability::ManageOptions)
    }

    /// The person's id; 0 for nobody and for the host itself.
    pub fn user_id(&self) -> i64 {
        self.user().map_or(0, |user| user.id)
    }

    /// The account, where somebody signed in.
    pub fn user(&self) -> Option<&users::Model> {
        match self {
            Self::User(current) => Some(&current.user),
            _ => None,
        }
    }

    /// Whether somebody signed in.
    pub fn is_signed_in(&self) -> bool {
        matches!(self, Self::User(_))
    }
}
