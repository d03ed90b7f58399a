//! The nouns that the API shows, a folder or a file each.

mod comments;
mod media;
mod posts;
mod statuses;
mod taxonomies;
mod terms;
mod themes;
mod types;
mod users;

use super::route::Route;

/// Every route of `wp/v2`, in the order in which WordPress lists them.
pub fn routes() -> Vec<Route> {
    [
        posts::routes(),
        media::routes(),
        types::routes(),
        statuses::routes(),
        taxonomies::routes(),
        terms::routes(),
        users::routes(),
        comments::routes(),
        themes::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
