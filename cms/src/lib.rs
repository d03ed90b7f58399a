//! The nouns of a site and every rule about them; turns a path into a page. Knows no HTTP, no headers, no cookies.

mod actor;
pub mod audit;
pub mod background;
pub mod blocks;
mod cache_tag;
mod change;
mod collation;
pub mod comments;
pub mod content;
pub mod content_filters;
pub mod cron;
pub mod departures;
pub mod elsewhere;
mod error;
pub mod feeds;
#[cfg(test)]
mod fixture;
pub mod formatting;
mod generations;
mod host;
pub mod image_markup;
pub mod imports;
pub mod installation;
pub mod languages;
pub mod letters;
pub mod library;
pub mod media;
pub mod members;
pub mod menus;
mod objects;
pub mod oembed;
mod page_of_list;
pub mod permalinks;
pub mod personal_data;
pub mod pictures;
mod place_in_list;
pub mod posts;
pub mod purges;
pub mod redirects;
pub mod sample;
pub mod sealing;
pub mod search_engines;
pub mod settings;
pub mod shortcodes;
pub mod sitemaps;
pub mod sites;
pub mod terms;
pub mod theming;
pub mod transfer;
pub mod users;
pub mod view;
pub mod visits;
pub mod widgets;

/// The WordPress version whose behaviour this host follows, and which clients see.
pub const WORDPRESS_VERSION: &str = "7.1";

pub use actor::{Actor, CurrentUser};
pub use cache_tag::CacheTag;
pub use change::Change;
pub use error::{Error, Result};
pub use generations::{Generations, Moment};
pub use host::Host;
pub use objects::ObjectCache;
pub use settings::Settings;
pub use sites::Site;
