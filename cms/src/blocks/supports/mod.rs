//! Block supports: what WordPress adds to a block's element because of its attributes. A file a support.

mod background;
mod custom_css;
mod dimensions;
mod duotone;
mod elements;
mod layout;
mod layout_rules;
mod pipeline;
mod position;
mod states;
mod style_variations;
mod typography;
mod visibility;
mod wrapper;

pub use custom_css::scoped_css;
pub use pipeline::{Supported, after_render, before_render};
pub use typography::fluid_font_size;
pub use wrapper::{Extra, wrapper_attributes};
