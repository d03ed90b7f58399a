//! How often a site's pages were asked for, by day: numbers alone, without cookies or addresses.

mod add;
pub mod entity;
mod list;

pub use add::add;
pub use entity::Model as Visits;
pub use list::of_last_days;
