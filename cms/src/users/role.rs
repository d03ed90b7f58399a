//! Roles, with WordPress's names and what each may do.

use std::fmt;
use std::str::FromStr;

use super::Capability;
use crate::Error;

/// A person's role on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Reads, and has a profile.
    Subscriber,
    /// Writes, but somebody else publishes.
    Contributor,
    /// Publishes own posts and uploads.
    Author,
    /// Edits everybody's content.
    Editor,
    /// Does everything on the site.
    Administrator,
}

impl Role {
    /// All roles as WordPress lists them.
    pub const ALL: [Self; 5] = [Self::Administrator, Self::Editor, Self::Author, Self::Contributor, Self::Subscriber];

    /// WordPress's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Contributor => "contributor",
            Self::Subscriber => "subscriber",
        }
    }

    /// Whether the role has `capability` (WordPress's `populate_roles`).
    pub fn has(self, capability: Capability) -> bool {
        use Capability as C;
        match capability {
            C::ManageNetwork => false,
            C::Read => true,
            C::EditPosts | C::DeletePosts => self >= Self::Contributor,
            C::EditPublishedPosts | C::PublishPosts | C::DeletePublishedPosts | C::UploadFiles => self >= Self::Author,
            C::EditOthersPosts
            | C::EditPrivatePosts
            | C::DeleteOthersPosts
            | C::DeletePrivatePosts
            | C::ReadPrivatePosts
            | C::EditPages
            | C::EditOthersPages
            | C::EditPublishedPages
            | C::EditPrivatePages
            | C::PublishPages
            | C::DeletePages
            | C::DeleteOthersPages
            | C::DeletePublishedPages
            | C::DeletePrivatePages
            | C::ReadPrivatePages
            | C::ModerateComments
            | C::ManageCategories
            | C::ManageLinks
            | C::UnfilteredHtml => self >= Self::Editor,
            _ => self == Self::Administrator,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or_else(|| {
            Error::invalid(
                "rest_user_invalid_role",
                format!(
                    "The role {name} does not exist. Roles: administrator, editor, author, contributor, subscriber."
                ),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contributor_may_write_but_not_publish() {
        assert!(Role::Contributor.has(Capability::EditPosts));
        assert!(!Role::Contributor.has(Capability::PublishPosts));
        assert!(!Role::Contributor.has(Capability::UploadFiles));
    }

    #[test]
    fn only_editors_and_administrators_may_write_any_html() {
        let allowed: Vec<Role> = Role::ALL.into_iter().filter(|role| role.has(Capability::UnfilteredHtml)).collect();
        assert_eq!(allowed, [Role::Administrator, Role::Editor]);
    }

    #[test]
    fn no_role_of_a_site_runs_the_network() {
        assert!(Role::ALL.into_iter().all(|role| !role.has(Capability::ManageNetwork)));
    }
}
