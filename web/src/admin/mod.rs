//! The staff's side, `/wp-admin/`: WordPress's addresses, each a page that carries the browser bundle, the frame around
//! the screen, and what the screen needs to begin. Everything else the screens ask of the REST API.

mod bar;
mod boot;
mod bundle;
mod dates;
mod editor_settings;
mod export;
mod frame;
mod icon;
mod language;
mod menu;
mod network_menu;
mod page;
mod post_editor;
mod post_lock;
mod preload;
mod preview;
mod screens;
mod show;
mod site_editor;
mod staff;
mod themes;

pub use bar::with_bar;
pub use bundle::{accessibility_script, all_files, asset, block_script, block_scripts, script};
pub use language::translations;
pub use post_editor::{edit, new};
pub use post_lock::{release, renew};
pub use preview::as_previewed;
pub use show::{show, with_slash};
pub use site_editor::show as show_site_editor;
pub use staff::Staff;
