//! Pixels: what an image's file says of itself, and smaller, turned and cut ones made of it. Knows no site.

mod camera;
mod cut;
mod encode;
mod facts;
mod first_page;
mod format;
mod icc;
mod jpeg;
mod location;
mod open;
mod picture;
mod room;

pub use camera::{ImageMeta, image_meta};
pub use cut::{Cut, FocalPoint, cut_around, cut_for, eighths_for, scaled_to};
pub use facts::{Facts, PictureLimits, facts};
pub use first_page::first_page;
pub use format::Format;
pub use location::without_location;
pub use open::{open, open_reduced};
pub use picture::{Picture, Smaller};
pub use room::{Permit, enter};
