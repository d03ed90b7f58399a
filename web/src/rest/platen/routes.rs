//! Every route of the namespace.

use super::{
    audit_log, cron_events, cron_pauses, cron_runs, cron_status, domains, imports, letters, mail, media, members,
    network_health, network_users, openapi, personal_data, plans, post_access, post_counts, promotions, search_engines,
    second_factor, sessions, settings, site_clones, site_domains, sites, subscriptions, theme_settings, visits,
};
use crate::rest::route::Route;

/// The namespace's name.
pub const NAMESPACE: &str = "platen/v1";

/// The routes, the description of them last.
pub fn routes() -> Vec<Route> {
    let mut routes: Vec<Route> = [
        settings::routes(),
        theme_settings::routes(),
        sites::routes(),
        site_domains::routes(),
        site_clones::routes(),
        network_users::routes(),
        network_health::routes(),
        domains::routes(),
        cron_events::routes(),
        cron_pauses::routes(),
        cron_runs::routes(),
        cron_status::routes(),
        audit_log::routes(),
        letters::routes(),
        media::routes(),
        members::routes(),
        plans::routes(),
        subscriptions::routes(),
        post_access::routes(),
        mail::routes(),
        search_engines::routes(),
        imports::routes(),
        personal_data::routes(),
        post_counts::routes(),
        visits::routes(),
        sessions::routes(),
        second_factor::routes(),
        promotions::routes(),
    ]
    .into_iter()
    .flatten()
    .collect();
    routes.push(openapi::route());
    routes
}
