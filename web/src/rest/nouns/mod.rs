//! The nouns that the API shows, a folder or a file each.

mod abilities;
mod application_passwords;
mod batch;
mod block_patterns;
mod block_renderer;
mod block_types;
pub mod comments;
mod fonts;
mod global_styles;
mod icons;
mod listing;
pub mod media;
mod menu_items;
mod menu_locations;
mod navigation_fallback;
mod oembed;
mod plugins;
mod posts;
mod search;
mod settings;
mod site_health;
mod statuses;
mod taxonomies;
mod templates;
pub mod terms;
mod theme_export;
mod themes;
mod types;
mod url_details;
pub mod users;
mod view_config;
mod widgets;

pub use listing::routes;
