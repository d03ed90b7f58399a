//! Gates that need eyes: every changed page is opened in a headless Chromium, wide and narrow, over its DevTools protocol.
//! What the console complains of, what axe-core finds, what jumps while it loads, and how it looks beside production.
mod difference;
mod events;
mod gates;
mod look;
mod seen;
mod stand_in;
mod window;

pub use gates::look;
pub use look::named;
pub use seen::{NAMES, Seen};
