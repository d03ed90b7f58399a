//! The screens: which address shows which, and who may open it.

use cms::posts;
use cms::users::Capability as C;

use super::Staff;

/// A screen of the bundle.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// The file below `/wp-admin/`.
    pub file: &'static str,
    /// What draws it in the bundle.
    pub name: &'static str,
    /// For the window's title.
    pub title: &'static str,
    needs: C,
}

const fn screen(file: &'static str, name: &'static str, title: &'static str, needs: C) -> Screen {
    Screen { file, name, title, needs }
}

const SCREENS: [Screen; 46] = [
    screen("index.php", "dashboard", "Dashboard", C::Read),
    screen("edit.php", "posts", "Posts", C::EditPosts),
    screen("edit-tags.php", "terms", "Categories", C::ManageCategories),
    screen("term.php", "terms", "Edit", C::ManageCategories),
    screen("upload.php", "media", "Media Library", C::UploadFiles),
    screen("media-new.php", "media", "Upload New Media", C::UploadFiles),
    screen("edit-comments.php", "comments", "Comments", C::EditPosts),
    screen("comment.php", "comments", "Edit Comment", C::EditPosts),
    screen("themes.php", "themes", "Themes", C::SwitchThemes),
    screen("customize.php", "customize", "Customize", C::EditThemeOptions),
    screen("nav-menus.php", "menus", "Menus", C::EditThemeOptions),
    screen("widgets.php", "widgets", "Widgets", C::EditThemeOptions),
    screen("users.php", "users", "Users", C::ListUsers),
    screen("user-new.php", "new-user", "Add User", C::CreateUsers),
    screen("user-edit.php", "profile", "Edit User", C::EditUsers),
    screen("profile.php", "profile", "Profile", C::Read),
    screen("authorize-application.php", "authorize", "Authorize Application", C::Read),
    screen("tools.php", "tools", "Tools", C::EditPosts),
    screen("import.php", "import", "Import", C::Import),
    screen("export.php", "export", "Export", C::Export),
    screen("site-health.php", "site-health", "Site Health", C::ManageOptions),
    screen("export-personal-data.php", "personal-data", "Export Personal Data", C::ManageOptions),
    screen("erase-personal-data.php", "personal-data", "Erase Personal Data", C::ManageOptions),
    screen("members.php", "members", "Members", C::ManageOptions),
    screen("cron.php", "cron", "Cron Events", C::ManageOptions),
    screen("mail.php", "mail", "Outbox", C::ManageOptions),
    screen("promotions.php", "promotions", "Promotions", C::ManageOptions),
    screen("audit-log.php", "audit", "Audit Log", C::ManageOptions),
    screen("options.php", "all-settings", "All Settings", C::ManageOptions),
    screen("options-general.php", "settings", "General Settings", C::ManageOptions),
    screen("options-writing.php", "settings", "Writing Settings", C::ManageOptions),
    screen("options-reading.php", "settings", "Reading Settings", C::ManageOptions),
    screen("options-discussion.php", "settings", "Discussion Settings", C::ManageOptions),
    screen("options-media.php", "settings", "Media Settings", C::ManageOptions),
    screen("options-permalink.php", "settings", "Permalink Settings", C::ManageOptions),
    screen("options-privacy.php", "settings", "Privacy", C::ManageOptions),
    screen("network/index.php", "sites", "Sites", C::ManageNetwork),
    screen("network/sites.php", "sites", "Sites", C::ManageNetwork),
    screen("network/site-info.php", "network-site", "Edit Site", C::ManageNetwork),
    screen("network/users.php", "network-users", "Network Users", C::ManageNetwork),
    screen("network/jobs.php", "network-jobs", "Jobs", C::ManageNetwork),
    screen("network/health.php", "network-health", "Health", C::ManageNetwork),
    screen("network/promotions.php", "network-promotions", "Promotions", C::ManageNetwork),
    screen("network/audit-log.php", "audit", "Audit Log", C::ManageNetwork),
    screen("network/site-new.php", "new-site", "Add Site", C::ManageNetwork),
    screen("credits.php", "licences", "Licences", C::Read),
];

/// The screen at this path below `/wp-admin/`.
pub fn at(path: &str) -> Option<&'static Screen> {
    let file = match path {
        "" => "index.php",
        "network" | "network/" => "network/index.php",
        other => other,
    };
    SCREENS.iter().find(|screen| screen.file == file)
}

impl Screen {
    /// Whether this person may open it.
    pub fn is_open_to(&self, staff: &Staff, parameter: impl Fn(&str) -> Option<String>) -> bool {
        if self.name == "posts" {
            let kind = parameter("post_type").unwrap_or_else(|| "post".into());
            return staff.may(posts::capabilities(&kind).edit);
        }
        // An account without a role here still has its own profile.
        self.needs == C::Read || staff.may(self.needs)
    }

    /// The file's name as a class of the body (`edit-php`).
    pub fn class(&self) -> String {
        self.file.replace(['.', '/'], "-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dashboard_is_what_the_folder_shows() {
        assert_eq!(at("").map(|screen| screen.name), Some("dashboard"));
        assert_eq!(at("network/").map(|screen| screen.name), Some("sites"));
        assert!(at("no-such.php").is_none());
    }
}
