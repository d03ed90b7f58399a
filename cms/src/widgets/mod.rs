//! Widgets: blocks that stand in the places of a theme. They are options, as in WordPress: `sidebars_widgets` says which
//! stand where, `widget_block` what each of them is.

mod arrange;
mod arrangement;
mod delete;
mod save;
mod sidebars;

pub use arrange::arrange;
pub use arrangement::{Arrangement, INACTIVE, arrangement, content_of};
pub use delete::delete;
pub use save::{Draft, save};
pub use sidebars::{Sidebar, sidebars};
