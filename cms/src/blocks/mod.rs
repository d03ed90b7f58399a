//! Blocks: reading and writing the block grammar, and turning blocks into HTML as WordPress does.

mod bindings;
mod block_scripts;
mod collected;
mod context;
mod core;
mod dates;
mod excerpt;
mod html;
mod interactivity;
mod links;
mod parser;
mod patterns;
mod php;
#[cfg(test)]
mod reference_tests;
mod registered;
mod render;
mod serializer;
mod style_engine;
mod supports;
mod theme;
mod types;

pub use block_scripts::BlockScripts;
pub use collected::Collected;
pub use context::{BlockRenderer, Listing, Values, Visit};
pub use core::enlarged_pictures;
pub use html::TagProcessor;
pub use interactivity::{Interactivity, html_safe_json};
pub use parser::{Attributes, Block, Chunk, has_blocks, parse_blocks};
pub use patterns::{Pattern, core_patterns};
pub use registered::registered_blocks;
pub use serializer::{serialize_attributes, serialize_block, serialize_blocks};
pub use style_engine::{Rule, StyleSheet};
pub use theme::ThemeStyle;
pub use types::{AttributeType, BlockType, block_type};
