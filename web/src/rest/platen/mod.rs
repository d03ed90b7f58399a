//! `platen/v1`: what WordPress has no route for, described at `/wp-json/platen/v1/openapi.json`.

mod audit_log;
mod background;
mod cron_events;
mod cron_pauses;
mod cron_runs;
mod cron_status;
mod domains;
mod imports;
mod letters;
mod mail;
mod media;
mod members;
mod network_health;
mod network_users;
mod openapi;
mod personal_data;
mod plans;
mod post_access;
mod post_counts;
mod promotions;
mod routes;
mod search_engines;
mod second_factor;
mod sessions;
mod settings;
mod site_clones;
mod site_domains;
mod sites;
mod subscriptions;
mod theme_settings;
mod visits;
mod window;

pub use routes::routes;
