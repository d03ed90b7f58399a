//! The shortcodes that WordPress has without any plugin.

/// Their names, in the order in which WordPress registers them.
pub const CORE_SHORTCODES: &[&str] = &["wp_caption", "caption", "gallery", "playlist", "audio", "video", "embed"];
