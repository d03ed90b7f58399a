//! Every route of the rooms.

use super::{checks, decisions, environments, items, log, pictures, plans, runs, tasks};
use crate::rest::route::Route;

/// Their routes.
pub fn routes() -> Vec<Route> {
    let mut routes = environments::routes();
    routes.extend(plans::routes());
    routes.extend(items::routes());
    routes.extend(decisions::routes());
    routes.extend(checks::routes());
    routes.extend(pictures::routes());
    routes.extend(runs::routes());
    routes.extend(log::routes());
    routes.extend(tasks::routes());
    routes
}
