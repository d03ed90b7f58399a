//! All routes of all nouns.

use super::{comments, media, posts, statuses, taxonomies, terms, themes, types, users};
use crate::rest::route::Route;

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
