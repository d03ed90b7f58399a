//! The capabilities of each role under the names that WordPress gives out, in the order of `populate_roles`: what the REST
//! API lists, also those that nothing here asks for (`level_7`, `edit_plugins`).

use super::Role;

/// Every capability with the least role that has it.
const HELD_FROM: [(&str, Role); 61] = [
    ("switch_themes", Role::Administrator),
    ("edit_themes", Role::Administrator),
    ("activate_plugins", Role::Administrator),
    ("edit_plugins", Role::Administrator),
    ("edit_users", Role::Administrator),
    ("edit_files", Role::Administrator),
    ("manage_options", Role::Administrator),
    ("moderate_comments", Role::Editor),
    ("manage_categories", Role::Editor),
    ("manage_links", Role::Editor),
    ("upload_files", Role::Author),
    ("import", Role::Administrator),
    ("unfiltered_html", Role::Editor),
    ("edit_posts", Role::Contributor),
    ("edit_others_posts", Role::Editor),
    ("edit_published_posts", Role::Author),
    ("publish_posts", Role::Author),
    ("edit_pages", Role::Editor),
    ("read", Role::Subscriber),
    ("level_10", Role::Administrator),
    ("level_9", Role::Administrator),
    ("level_8", Role::Administrator),
    ("level_7", Role::Editor),
    ("level_6", Role::Editor),
    ("level_5", Role::Editor),
    ("level_4", Role::Editor),
    ("level_3", Role::Editor),
    ("level_2", Role::Author),
    ("level_1", Role::Contributor),
    ("level_0", Role::Subscriber),
    ("edit_others_pages", Role::Editor),
    ("edit_published_pages", Role::Editor),
    ("publish_pages", Role::Editor),
    ("delete_pages", Role::Editor),
    ("delete_others_pages", Role::Editor),
    ("delete_published_pages", Role::Editor),
    ("delete_posts", Role::Contributor),
    ("delete_others_posts", Role::Editor),
    ("delete_published_posts", Role::Author),
    ("delete_private_posts", Role::Editor),
    ("edit_private_posts", Role::Editor),
    ("read_private_posts", Role::Editor),
    ("delete_private_pages", Role::Editor),
    ("edit_private_pages", Role::Editor),
    ("read_private_pages", Role::Editor),
    ("delete_users", Role::Administrator),
    ("create_users", Role::Administrator),
    ("unfiltered_upload", Role::Administrator),
    ("edit_dashboard", Role::Administrator),
    ("update_plugins", Role::Administrator),
    ("delete_plugins", Role::Administrator),
    ("install_plugins", Role::Administrator),
    ("update_themes", Role::Administrator),
    ("install_themes", Role::Administrator),
    ("update_core", Role::Administrator),
    ("list_users", Role::Administrator),
    ("remove_users", Role::Administrator),
    ("promote_users", Role::Administrator),
    ("edit_theme_options", Role::Administrator),
    ("delete_themes", Role::Administrator),
    ("export", Role::Administrator),
];

/// The names of all that `role` may do.
pub fn capability_names(role: Role) -> impl Iterator<Item = &'static str> {
    HELD_FROM.iter().filter(move |(_, least)| role >= *least).map(|(name, _)| *name)
}

/// The roles that have any of these capabilities, under WordPress's names; a role's own name counts as one.
pub fn roles_with(names: &[String]) -> Vec<Role> {
    let has = |role: Role, name: &String| role.name() == name || capability_names(role).any(|held| held == name);
    Role::ALL.into_iter().filter(|role| names.iter().any(|name| has(*role, name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::Capability;

    #[test]
    fn what_is_given_out_is_what_is_allowed() {
        let not_wordpress_roles = [Capability::ManageNetwork, Capability::Customize];
        for capability in Capability::ALL.into_iter().filter(|one| !not_wordpress_roles.contains(one)) {
            for role in Role::ALL {
                let named = capability_names(role).any(|name| name == capability.name());
                assert_eq!(named, role.has(capability), "{role} {}", capability.name());
            }
        }
    }

    #[test]
    fn roles_are_found_by_what_they_may_do() {
        let asked = ["publish_posts".to_owned()];
        assert_eq!(roles_with(&asked), [Role::Administrator, Role::Editor, Role::Author]);
        assert_eq!(roles_with(&["subscriber".to_owned()]), [Role::Subscriber]);
        assert!(roles_with(&["fly".to_owned()]).is_empty());
    }
}
