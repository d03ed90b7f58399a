//! `[gallery]`: images in columns.

use std::sync::Arc;

use super::caption::leading_number;
use super::chosen_attachments::chosen_attachments;
use super::context::loading_within_content;
use super::{ShortcodeAttributes, ShortcodeContext};
use crate::formatting::{AllowedHtml, CORE_SHORTCODES, php_trim, sanitize_html_class, wptexturize};
use crate::image_markup::{Attachment, ImageAttributes, ImageSize, attachment_image, attachment_link};

/// WordPress's `gallery_shortcode`.
pub(super) fn gallery(attributes: ShortcodeAttributes, context: &dyn ShortcodeContext) -> String {
    let instance = context.page().next_gallery();
    let attachments = chosen_attachments(&attributes, "image", context);
    if attachments.is_empty() {
        return String::new();
    }
    let gallery = Gallery::new(&attributes, context, instance);
    if context.is_feed() { gallery.in_feed(&attachments) } else { gallery.on_page(&attachments) }
}

struct Gallery<'a> {
    context: &'a dyn ShortcodeContext,
    selector: String,
    post_id: i64,
    columns: i64,
    size: ImageSize,
    link: &'a str,
    item: String,
    icon: String,
    caption: String,
}

impl<'a> Gallery<'a> {
    fn new(attributes: &'a ShortcodeAttributes, context: &'a dyn ShortcodeContext, instance: usize) -> Self {
        let html5 = context.theme().html5_galleries;
        let tag = |name: &str, modern: &str, plain: &str| {
            let usual = if html5 { modern } else { plain };
            let tag = tag_name(attributes.get(name).unwrap_or(usual));
            if AllowedHtml::Post.allows(&tag) { tag } else { plain.to_owned() }
        };
        Self {
            context,
            selector: format!("gallery-{instance}"),
            post_id: attributes.get("id").map_or(context.post_id(), leading_number),
            columns: attributes.get("columns").map_or(3, leading_number),
            size: attributes.get("size").unwrap_or("thumbnail").into(),
            link: attributes.get("link").unwrap_or_default(),
            item: tag("itemtag", "figure", "dl"),
            icon: tag("icontag", "div", "dt"),
            caption: tag("captiontag", "figcaption", "dd"),
        }
    }

    fn in_feed(&self, attachments: &[Arc<Attachment>]) -> String {
        let items = attachments.iter().map(|attachment| self.image(attachment, &ImageAttributes::default()) + "\n");
        format!("\n{}", items.collect::<String>())
    }

    fn on_page(&self, attachments: &[Arc<Attachment>]) -> String {
        let Self { selector, post_id, columns, .. } = self;
        let size = sanitize_html_class(&self.size.class(), "");
        let mut html = self.style();
        html.push_str(&format!(
            "<div id='{selector}' class='gallery galleryid-{post_id} gallery-columns-{columns} gallery-size-{size}'>"
        ));
        let breaks_rows = !self.context.theme().html5_galleries && *columns > 0;
        for (number, attachment) in (1_i64..).zip(attachments) {
            html.push_str(&self.shown(attachment));
            if breaks_rows && number % columns == 0 {
                html.push_str("<br style=\"clear: both\" />");
            }
        }
        if breaks_rows && attachments.len() as i64 % columns != 0 {
            html.push_str("\n\t\t\t<br style='clear: both' />");
        }
        html.push_str("\n\t\t</div>\n");
        html
    }

    /// Themes without a style of their own for galleries get one in the text.
    fn style(&self) -> String {
        if self.context.theme().html5_galleries {
            return String::new();
        }
        let selector = &self.selector;
        let float = if self.context.theme().right_to_left { "right" } else { "left" };
        let width = if self.columns > 0 { 100 / self.columns } else { 100 };
        let rules = [
            format!("#{selector} {{\n\t\t\t\tmargin: auto;\n\t\t\t}}"),
            format!(
                "#{selector} .gallery-item {{\n\t\t\t\tfloat: {float};\n\t\t\t\tmargin-top: 10px;\n\t\t\t\ttext-align: center;\n\
                 \t\t\t\twidth: {width}%;\n\t\t\t}}"
            ),
            format!("#{selector} img {{\n\t\t\t\tborder: 2px solid #cfcfcf;\n\t\t\t}}"),
            format!("#{selector} .gallery-caption {{\n\t\t\t\tmargin-left: 0;\n\t\t\t}}"),
            "/* see gallery_shortcode() in wp-includes/media.php */".to_owned(),
        ];
        format!("\n\t\t<style>\n\t\t\t{}\n\t\t</style>\n\t\t", rules.join("\n\t\t\t"))
    }

    fn shown(&self, attachment: &Attachment) -> String {
        let Self { selector, item, icon, caption, .. } = self;
        let id = attachment.id;
        let has_caption = !php_trim(&attachment.caption).is_empty();
        let mut own = ImageAttributes::default();
        if has_caption {
            own.set("aria-describedby", format!("{selector}-{id}"));
        }
        let image = self.image(attachment, &own);
        let orientation = orientation(attachment);
        let mut html = format!(
            "<{item} class='gallery-item'>\n\t\t\t<{icon} class='gallery-icon {orientation}'>\n\t\t\t\t{image}\n\t\t\t</{icon}>"
        );
        if has_caption {
            let text = wptexturize(&attachment.caption, CORE_SHORTCODES);
            html.push_str(&format!(
                "\n\t\t\t\t<{caption} class='wp-caption-text gallery-caption' id='{selector}-{id}'>\n\t\t\t\t{text}\n\t\t\t\t</{caption}>"
            ));
        }
        html.push_str(&format!("</{item}>"));
        html
    }

    fn image(&self, attachment: &Attachment, own: &ImageAttributes) -> String {
        let settings = self.context.images();
        let loading = loading_within_content(self.context);
        match self.link {
            "none" => attachment_image(attachment, &self.size, own, settings, &loading),
            link => {
                // In a feed any other word links the file; on a page only `file` does.
                let to_page = if self.context.is_feed() { link.is_empty() } else { link != "file" };
                attachment_link(attachment, &self.size, to_page, own, settings, &loading)
            }
        }
    }
}

fn orientation(attachment: &Attachment) -> &'static str {
    match (attachment.width, attachment.height) {
        (0, 0) => "",
        (width, height) if height > width => "portrait",
        _ => "landscape",
    }
}

/// WordPress's `tag_escape`.
fn tag_name(name: &str) -> String {
    let kept =
        name.chars().filter(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ':'));
    kept.map(|character| character.to_ascii_lowercase()).collect()
}
