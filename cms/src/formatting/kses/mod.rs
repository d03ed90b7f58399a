//! Takes out of a text what its writer may not write, by WordPress's rules (`kses.php`), character for character.

mod allowed;
mod attributes;
mod block_attributes;
mod comments;
mod filter;
mod protocols;
mod quoted;
mod style;
mod unclosed;

pub use allowed::AllowedHtml;
pub use attributes::wp_kses_one_attribute;
pub(crate) use attributes::{is_address, parse_attributes};
pub use comments::{wp_filter_comment, wp_rel_nofollow, wp_rel_ugc};
pub use filter::{wp_kses, wp_kses_data, wp_kses_post};
pub(crate) use protocols::{is_allowed_protocol, strip_bad_protocol};
pub(crate) use quoted::quoted_attributes;
pub use style::safecss_filter_attr;
pub(crate) use unclosed::escape_unclosed_tags;
