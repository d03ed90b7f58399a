//! Navigation menus, as editors made them.

mod load;
mod tree;

pub use load::{by_location, of_term};
pub use tree::{Item, Menu};
