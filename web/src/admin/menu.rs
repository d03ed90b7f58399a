//! The menu: what there is, in WordPress's order, and who sees which line.

use cms::posts;
use cms::users::Capability;

use super::Staff;
use super::boot::has_route;

/// A line of the menu, with the lines below it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// WordPress's id of the line, such as `menu-posts`.
    pub id: String,
    /// For people.
    pub title: String,
    /// The address, below `/wp-admin/`.
    pub href: String,
    /// The icon's name in the bundle.
    pub icon: &'static str,
    /// Lines below it that this person may use.
    pub children: Vec<Child>,
    /// Whether a gap stands above it.
    pub begins_group: bool,
}

/// A line below another.
#[derive(Clone, Debug)]
pub struct Child {
    /// For people.
    pub title: String,
    /// The address, below `/wp-admin/`.
    pub href: String,
    needs: Capability,
}

pub(super) fn child(title: &str, href: impl Into<String>, needs: Capability) -> Child {
    Child { title: title.to_owned(), href: href.into(), needs }
}

/// What this person sees.
pub fn of(staff: &Staff) -> Vec<Entry> {
    let mut entries = vec![dashboard(), posts_menu(), media(), pages(), comments()];
    entries.extend(own_types(staff));
    if has_route("/platen/v1/members") {
        entries.push(entry(
            "menu-members",
            "Members",
            "people",
            vec![child("Members", "members.php", Capability::ManageOptions)],
        ));
    }
    entries.extend([appearance(), users(staff), tools(), settings()]);
    entries.into_iter().filter_map(|entry| for_person(staff, entry)).collect()
}

/// Only lines that lead somewhere; the line itself leads to the first of those below it.
pub(super) fn for_person(staff: &Staff, mut entry: Entry) -> Option<Entry> {
    entry.children.retain(|child| staff.may(child.needs));
    entry.href.clone_from(&entry.children.first()?.href);
    entry.title = staff.say(&entry.title);
    for child in &mut entry.children {
        child.title = staff.say(&child.title);
    }
    Some(entry)
}

pub(super) fn entry(id: &str, title: &str, icon: &'static str, children: Vec<Child>) -> Entry {
    let (id, title) = (id.to_owned(), title.to_owned());
    Entry { id, title, href: String::new(), icon, children, begins_group: false }
}

fn dashboard() -> Entry {
    entry("menu-dashboard", "Dashboard", "dashboard", vec![child("Home", "index.php", Capability::Read)])
}

fn posts_menu() -> Entry {
    let children = vec![
        child("All Posts", "edit.php", Capability::EditPosts),
        child("Add Post", "post-new.php", Capability::EditPosts),
        child("Categories", "edit-tags.php?taxonomy=category", Capability::ManageCategories),
        child("Tags", "edit-tags.php?taxonomy=post_tag", Capability::ManageCategories),
    ];
    Entry { begins_group: true, ..entry("menu-posts", "Posts", "pin", children) }
}

fn media() -> Entry {
    let children = vec![
        child("Library", "upload.php", Capability::UploadFiles),
        child("Add Media File", "media-new.php", Capability::UploadFiles),
    ];
    entry("menu-media", "Media", "media", children)
}

fn pages() -> Entry {
    let children = vec![
        child("All Pages", "edit.php?post_type=page", Capability::EditPages),
        child("Add Page", "post-new.php?post_type=page", Capability::EditPages),
    ];
    entry("menu-pages", "Pages", "page", children)
}

fn comments() -> Entry {
    entry(
        "menu-comments",
        "Comments",
        "comment",
        vec![child("All Comments", "edit-comments.php", Capability::EditPosts)],
    )
}

/// Types that the theme or the owner registered, in their order.
fn own_types(staff: &Staff) -> Vec<Entry> {
    let types = posts::types(staff.site.settings());
    let own = types.iter().filter(|kind| !kind.builtin && kind.rest_base.is_some());
    own.map(|kind| {
        let needs = posts::capabilities(&kind.name);
        let children = vec![
            child(
                &staff.say("All %s").replace("%s", &kind.label),
                format!("edit.php?post_type={}", kind.name),
                needs.edit,
            ),
            child(
                &staff.say("Add %s").replace("%s", &kind.singular),
                format!("post-new.php?post_type={}", kind.name),
                needs.create,
            ),
        ];
        entry(&format!("menu-posts-{}", kind.name), &kind.label, "pin", children)
    })
    .collect()
}

fn appearance() -> Entry {
    let children = vec![
        child("Themes", "themes.php", Capability::SwitchThemes),
        child("Customize", "customize.php", Capability::EditThemeOptions),
        child("Widgets", "widgets.php", Capability::EditThemeOptions),
        child("Menus", "nav-menus.php", Capability::EditThemeOptions),
        child("Patterns", "edit.php?post_type=wp_block", Capability::EditThemeOptions),
    ];
    Entry { begins_group: true, ..entry("menu-appearance", "Appearance", "brush", children) }
}

fn users(staff: &Staff) -> Entry {
    if !staff.may(Capability::ListUsers) {
        return entry("menu-users", "Profile", "people", vec![child("Profile", "profile.php", Capability::Read)]);
    }
    let children = vec![
        child("All Users", "users.php", Capability::ListUsers),
        child("Add User", "user-new.php", Capability::CreateUsers),
        child("Profile", "profile.php", Capability::Read),
    ];
    entry("menu-users", "Users", "people", children)
}

fn tools() -> Entry {
    let children = vec![
        child("Available Tools", "tools.php", Capability::EditPosts),
        child("Import", "import.php", Capability::Import),
        child("Export", "export.php", Capability::Export),
        child("Site Health", "site-health.php", Capability::ManageOptions),
        child("Export Personal Data", "export-personal-data.php", Capability::ManageOptions),
        child("Erase Personal Data", "erase-personal-data.php", Capability::ManageOptions),
        child("Cron Events", "cron.php", Capability::ManageOptions),
        child("Outbox", "mail.php", Capability::ManageOptions),
        child("Promotions", "promotions.php", Capability::ManageOptions),
        child("Audit Log", "audit-log.php", Capability::ManageOptions),
    ];
    entry("menu-tools", "Tools", "tool", children)
}

fn settings() -> Entry {
    let pages = [
        ("General", "general"),
        ("Writing", "writing"),
        ("Reading", "reading"),
        ("Discussion", "discussion"),
        ("Media", "media"),
        ("Permalinks", "permalink"),
        ("Privacy", "privacy"),
    ];
    let lines = pages.map(|(title, name)| child(title, format!("options-{name}.php"), Capability::ManageOptions));
    entry("menu-settings", "Settings", "settings", lines.to_vec())
}
