//! All routes that have to do with fonts.

use super::{collections, faces, families};
use crate::rest::route::Route;

/// All of them.
pub fn routes() -> Vec<Route> {
    [families::routes(), faces::routes(), collections::routes()].into_iter().flatten().collect()
}
