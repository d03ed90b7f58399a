//! Navigation menus, as editors made them.

mod entries;
mod load;
mod pages;
mod places;
mod save;
mod tree;

pub use entries::{Entry, entries};
pub use load::{by_location, of_term};
pub use places::{assign, at, locations_of, take_new_pages, takes_new_pages};
pub use save::{ItemFields, save_item};
pub use tree::{Item, Menu};
