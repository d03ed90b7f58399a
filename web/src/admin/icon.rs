//! Pictures of the menu and the bar: WordPress's own icon set, one file for all.

use super::bundle;

/// An icon as HTML; it is for the eye alone.
pub fn html(name: &str) -> String {
    format!(
        "<svg class=\"wp-menu-image\" width=\"24\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">\
         <use href=\"{}#{name}\"/></svg>",
        bundle::picture("icons")
    )
}
