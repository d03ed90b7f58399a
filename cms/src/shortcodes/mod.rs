//! Shortcodes: `[name attribute="value"]content[/name]` in a text, and those that WordPress has without any plugin.

mod attributes;
mod audio;
mod caption;
mod chosen_attachments;
mod context;
mod core_shortcodes;
mod embed;
mod gallery;
mod in_tags;
mod media_attributes;
mod needed;
mod page_state;
mod playlist;
mod run;
mod scan;
mod video;

pub use attributes::ShortcodeAttributes;
pub use context::{ShortcodeContext, ThemeSupport};
pub use core_shortcodes::CoreShortcodes;
pub use embed::{autoembed, run_embed_shortcode};
pub use needed::{NeededAttachments, needed_attachments};
pub use page_state::PageState;
pub use run::{Handlers, do_shortcode, strip_shortcodes};
