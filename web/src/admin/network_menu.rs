//! The menu below `/wp-admin/network/`: what concerns all sites of the host.

use cms::users::Capability;

use super::Staff;
use super::boot::has_route;
use super::menu::{self, Entry};

/// What a network admin sees; nothing for others.
pub fn of(staff: &Staff) -> Vec<Entry> {
    let children = vec![
        menu::child("All Sites", "network/sites.php", Capability::ManageNetwork),
        menu::child("Add Site", "network/site-new.php", Capability::ManageNetwork),
    ];
    let people = vec![menu::child("All Users", "network/users.php", Capability::ManageNetwork)];
    let mut work = vec![
        menu::child("Health", "network/health.php", Capability::ManageNetwork),
        menu::child("Promotions", "network/promotions.php", Capability::ManageNetwork),
        menu::child("Audit Log", "network/audit-log.php", Capability::ManageNetwork),
    ];
    if has_route("/platen/v1/cron/status") {
        work.insert(0, menu::child("Jobs", "network/jobs.php", Capability::ManageNetwork));
    }
    let entries = [
        menu::entry("menu-site", "Sites", "site", children),
        menu::entry("menu-users", "Users", "people", people),
        menu::entry("menu-work", "Work", "tool", work),
    ];
    entries.into_iter().filter_map(|entry| menu::for_person(staff, entry)).collect()
}
