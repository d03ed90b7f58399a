//! One `<img>` or `<iframe>` of a text, with attributes added.

use std::sync::LazyLock;

use regex::Regex;

use super::attachment_image::width_and_height;
use super::source::base_name;
use super::srcset::EDITED;
use super::{Attachment, Loading, Tag, WantedAttributes, image_sizes, image_srcset};
use crate::formatting::esc_attr;

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a constant pattern"));
    };
}

pattern!(WIDTH, r#" width=["']([0-9]+)["']"#);
pattern!(HEIGHT, r#" height=["']([0-9]+)["']"#);
pattern!(LOADING, r#" loading=["']([A-Za-z]+)["']"#);
pattern!(PRIORITY, r#" fetchpriority=["']([A-Za-z]+)["']"#);
pattern!(DECODING, r#" decoding=["']([A-Za-z]+)["']"#);
pattern!(SOURCE, r#"src="([^"]+)""#);
pattern!(STYLE_WIDTH, r#"style="width:[\t\n\x0B\x0C\r ]*([0-9]+)px;""#);
pattern!(DOUBLE_QUOTED_WIDTH, r#" width="([0-9]+)""#);
pattern!(DOUBLE_QUOTED_HEIGHT, r#" height="([0-9]+)""#);
pattern!(IMAGE_END, r"<img ([^>]+?)[/ ]*>");
pattern!(SIZES, r#"[\t\n\x0C\r ]sizes=("[^"]*"|'[^']*')"#);

fn value<'a>(pattern: &Regex, tag: &'a str) -> Option<&'a str> {
    Some(pattern.captures(tag)?.get(1)?.as_str())
}

fn number(pattern: &Regex, tag: &str) -> Option<i64> {
    value(pattern, tag)?.parse().ok()
}

fn source(tag: &str) -> Option<&str> {
    value(&SOURCE, tag)?.split('?').next().filter(|source| !source.is_empty())
}

/// Adds width and height from the file that is shown: WordPress's `wp_img_tag_add_width_and_height_attr`.
pub(super) fn add_dimensions(tag: &str, attachment: &Attachment) -> Option<String> {
    let (width, height) = dimensions_of(source(tag)?, attachment)?;
    if width == 0 || height == 0 {
        return None;
    }
    // An image within a line of text has its width in its style.
    let (width, height) = match number(&STYLE_WIDTH, tag).filter(|styled| *styled > 0) {
        Some(styled) => (styled, (height as f64 * styled as f64 / width as f64).round() as i64),
        None => (width, height),
    };
    Some(tag.replace("<img", &format!("<img {}", width_and_height(width, height).trim_end())))
}

/// WordPress's `wp_image_src_get_dimensions`: of the whole image, or of the size whose file this is.
fn dimensions_of(source: &str, attachment: &Attachment) -> Option<(i64, i64)> {
    let whole = base_name(&attachment.file);
    if !whole.is_empty() && source.contains(whole) {
        return Some((attachment.width, attachment.height));
    }
    let name = base_name(source);
    attachment.sizes.iter().find(|size| size.file == name).map(|size| (size.width, size.height))
}

/// Adds `srcset` and `sizes`: WordPress's `wp_image_add_srcset_and_sizes`.
pub(super) fn add_srcset(tag: &str, attachment: &Attachment, upload_url: &str) -> Option<String> {
    let source = source(tag)?;
    let edited_since = EDITED.find(&attachment.file).is_some_and(|edit| !base_name(source).contains(edit.as_str()));
    if attachment.sizes.is_empty() || edited_since {
        return None;
    }
    let own = (number(&DOUBLE_QUOTED_WIDTH, tag).unwrap_or(0), number(&DOUBLE_QUOTED_HEIGHT, tag).unwrap_or(0));
    let shown = if own.0 > 0 && own.1 > 0 { own } else { dimensions_of(source, attachment)? };
    let mut added = format!(" srcset=\"{}\"", esc_attr(&image_srcset(attachment, source, shown, upload_url)?));
    if !tag.contains(" sizes=") {
        added.push_str(&format!(" sizes=\"{}\"", esc_attr(&image_sizes(shown.0)?)));
    }
    let inside = IMAGE_END.captures(tag)?;
    Some(tag.replacen(&inside[0], &format!("<img {}{added} />", &inside[1]), 1))
}

/// Adds when to load it: WordPress's `wp_img_tag_add_loading_optimization_attrs`.
pub(super) fn add_loading(tag: &str, loading: &Loading<'_>) -> String {
    let wanted = WantedAttributes {
        width: number(&WIDTH, tag),
        height: number(&HEIGHT, tag),
        loading: value(&LOADING, tag),
        priority: value(&PRIORITY, tag),
        decoding: value(&DECODING, tag),
    };
    // Also what gets no attribute is counted.
    let better = loading.attributes(Tag::Image, &wanted);
    let mut tag = tag.to_owned();
    if !tag.contains(" src=\"") {
        return tag;
    }
    let add = |tag: &mut String, name: &str, value: Option<&str>, has_one: bool| {
        if let Some(value) = value.filter(|_| !has_one) {
            *tag = tag.replace("<img", &format!("<img {name}=\"{value}\""));
        }
    };
    let has = (wanted.decoding.is_some(), wanted.loading.is_some(), wanted.priority.is_some());
    add(&mut tag, "decoding", better.decoding.as_deref(), has.0);
    if tag.contains(" width=\"") && tag.contains(" height=\"") {
        add(&mut tag, "loading", better.loading, has.1);
        add(&mut tag, "fetchpriority", better.priority, has.2);
    }
    tag
}

/// Lets the browser find out the width of an image that waits: WordPress's `wp_img_tag_add_auto_sizes`.
pub(super) fn add_auto_sizes(tag: &str) -> Option<String> {
    let waits = value(&LOADING, tag).is_some_and(|loading| loading.eq_ignore_ascii_case("lazy"));
    if !waits || !tag.contains(" width=") {
        return None;
    }
    let quoted = SIZES.captures(tag)?.get(1)?;
    let sizes = &quoted.as_str()[1..quoted.as_str().len() - 1];
    let auto = with_auto_sizes(sizes);
    (auto != sizes).then(|| format!("{}\"{auto}\"{}", &tag[..quoted.start()], &tag[quoted.end()..]))
}

/// `auto` before other sizes, where it does not stand first already.
pub(super) fn with_auto_sizes(sizes: &str) -> String {
    let first = sizes.split(',').next().unwrap_or_default();
    if first.trim().eq_ignore_ascii_case("auto") { sizes.to_owned() } else { format!("auto, {sizes}") }
}

/// Lets a frame wait: WordPress's `wp_iframe_tag_add_loading_attr`.
pub(super) fn add_frame_loading(tag: &str, loading: &Loading<'_>) -> Option<String> {
    let (width, height) = (tag.contains(" width=\""), tag.contains(" height=\""));
    let wanted =
        WantedAttributes { width: width.then_some(100), height: height.then_some(100), ..WantedAttributes::default() };
    let better = loading.attributes(Tag::Frame, &wanted);
    let value = better.loading.filter(|_| tag.contains(" src=\"") && width && height)?;
    Some(tag.replace("<iframe", &format!("<iframe loading=\"{value}\"")))
}
