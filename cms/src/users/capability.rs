//! What a person may do, under WordPress's names (`populate_roles`).

/// One capability. The text form is WordPress's (`edit_others_posts`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capability {
    /// `read`
    Read,
    /// `edit_posts`
    EditPosts,
    /// `edit_others_posts`
    EditOthersPosts,
    /// `edit_published_posts`
    EditPublishedPosts,
    /// `edit_private_posts`
    EditPrivatePosts,
    /// `publish_posts`
    PublishPosts,
    /// `delete_posts`
    DeletePosts,
    /// `delete_others_posts`
    DeleteOthersPosts,
    /// `delete_published_posts`
    DeletePublishedPosts,
    /// `delete_private_posts`
    DeletePrivatePosts,
    /// `read_private_posts`
    ReadPrivatePosts,
    /// `edit_pages`
    EditPages,
    /// `edit_others_pages`
    EditOthersPages,
    /// `edit_published_pages`
    EditPublishedPages,
    /// `edit_private_pages`
    EditPrivatePages,
    /// `publish_pages`
    PublishPages,
    /// `delete_pages`
    DeletePages,
    /// `delete_others_pages`
    DeleteOthersPages,
    /// `delete_published_pages`
    DeletePublishedPages,
    /// `delete_private_pages`
    DeletePrivatePages,
    /// `read_private_pages`
    ReadPrivatePages,
    /// `upload_files`
    UploadFiles,
    /// `moderate_comments`
    ModerateComments,
    /// `manage_categories`
    ManageCategories,
    /// `manage_links`
    ManageLinks,
    /// `unfiltered_html`
    UnfilteredHtml,
    /// `manage_options`
    ManageOptions,
    /// `edit_theme_options`
    EditThemeOptions,
    /// `switch_themes`
    SwitchThemes,
    /// `list_users`
    ListUsers,
    /// `create_users`
    CreateUsers,
    /// `edit_users`
    EditUsers,
    /// `delete_users`
    DeleteUsers,
    /// `promote_users`
    PromoteUsers,
    /// `remove_users`
    RemoveUsers,
    /// `import`
    Import,
    /// `export`
    Export,
    /// `activate_plugins`
    ActivatePlugins,
    /// `edit_dashboard`
    EditDashboard,
    /// `customize`
    Customize,
    /// `manage_network`: of network admins alone.
    ManageNetwork,
}

impl Capability {
    /// Every capability, in WordPress's order of roles.
    pub const ALL: [Self; 41] = [
        Self::Read,
        Self::EditPosts,
        Self::EditOthersPosts,
        Self::EditPublishedPosts,
        Self::EditPrivatePosts,
        Self::PublishPosts,
        Self::DeletePosts,
        Self::DeleteOthersPosts,
        Self::DeletePublishedPosts,
        Self::DeletePrivatePosts,
        Self::ReadPrivatePosts,
        Self::EditPages,
        Self::EditOthersPages,
        Self::EditPublishedPages,
        Self::EditPrivatePages,
        Self::PublishPages,
        Self::DeletePages,
        Self::DeleteOthersPages,
        Self::DeletePublishedPages,
        Self::DeletePrivatePages,
        Self::ReadPrivatePages,
        Self::UploadFiles,
        Self::ModerateComments,
        Self::ManageCategories,
        Self::ManageLinks,
        Self::UnfilteredHtml,
        Self::ManageOptions,
        Self::EditThemeOptions,
        Self::SwitchThemes,
        Self::ListUsers,
        Self::CreateUsers,
        Self::EditUsers,
        Self::DeleteUsers,
        Self::PromoteUsers,
        Self::RemoveUsers,
        Self::Import,
        Self::Export,
        Self::ActivatePlugins,
        Self::EditDashboard,
        Self::Customize,
        Self::ManageNetwork,
    ];

    /// WordPress's name, such as `edit_others_posts`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_have_wordpress_names() {
        assert_eq!(Capability::EditOthersPosts.name(), "edit_others_posts");
        assert_eq!(Capability::UnfilteredHtml.name(), "unfiltered_html");
    }
}
