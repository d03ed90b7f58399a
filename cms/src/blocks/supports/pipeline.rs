//! The order in which the supports act on a block: first on its attributes, then on its HTML.

use super::{
    background, custom_css, dimensions, duotone, elements, layout, position, states, style_variations, typography,
    visibility,
};
use crate::blocks::collected::Collected;
use crate::blocks::html::TagProcessor;
use crate::blocks::parser::{Attributes, Block};
use crate::blocks::theme::ThemeStyle;
use crate::blocks::types::BlockType;

/// What a support sees of the block that is rendered.
#[derive(Clone, Copy)]
pub struct Supported<'a> {
    /// The parsed block.
    pub block: &'a Block,
    /// Its attributes as [`before_render`] left them.
    pub attributes: &'a Attributes,
    /// Its type.
    pub kind: &'a BlockType,
    /// The layout attribute of the block around it.
    pub parent_layout: Option<&'a Attributes>,
    /// The theme.
    pub theme: &'a ThemeStyle,
}

/// Acts on a block's attributes before it is rendered (WordPress's `render_block_data` filters): adds the class names
/// under which its own rules are written, and collects the rules.
pub fn before_render(block: &Block, kind: &BlockType, theme: &ThemeStyle, collected: &mut Collected) -> Attributes {
    let mut attributes = block.attributes.clone().unwrap_or_default();
    elements::before(&mut attributes, kind, collected);
    style_variations::before(&mut attributes, kind, theme, collected);
    custom_css::before(block, &mut attributes, kind, collected);
    attributes
}

/// Acts on a block's HTML (WordPress's `render_block` filters).
pub fn after_render(mut html: String, supported: Supported<'_>, collected: &mut Collected) -> String {
    html = typography::after(html, supported);
    html = without_note_markers(html);
    html = elements::after(html, supported);
    html = layout::after(html, supported, collected);
    html = position::after(html, supported, collected);
    html = dimensions::after(html, supported);
    html = duotone::after(html, supported, collected);
    html = background::after(html, supported);
    html = style_variations::after(html, supported);
    html = visibility::after(html, supported, collected);
    html = custom_css::after(html, supported);
    states::after(html, supported, collected)
}

/// Editors' notes mark text with `<mark class="wp-note">`; visitors see the text only.
fn without_note_markers(html: String) -> String {
    if !html.contains("wp-note") {
        return html;
    }
    let mut tags = TagProcessor::new(&html);
    let mut open = Vec::new();
    while tags.next_any_tag() {
        if tags.tag_name() != "mark" {
            continue;
        }
        let is_note = if tags.is_closer() {
            open.pop() == Some(true)
        } else {
            open.push(tags.has_class("wp-note"));
            open.last() == Some(&true)
        };
        if is_note {
            let (start, end) = (tags.tag_start(), tags.tag_end());
            tags.replace(start, end, "");
        }
    }
    tags.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_taken_out_and_other_marks_stay() {
        let html = "<p>a<mark class=\"wp-note\">b<mark>c</mark></mark>d</p>".to_owned();
        assert_eq!(without_note_markers(html), "<p>ab<mark>c</mark>d</p>");
    }
}
