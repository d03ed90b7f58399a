//! The images and frames of a whole text: WordPress's `wp_filter_content_tags`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use regex::{Captures, Regex};

use super::tag::{add_auto_sizes, add_dimensions, add_frame_loading, add_loading, add_srcset};
use super::{Attachment, ImageSettings, Loading};

/// WordPress's `wp_filter_content_tags`: gives images of the class `wp-image-ID` their width, height, `srcset` and
/// `sizes`, and all images and frames their loading attributes.
pub fn filter_content_tags<'a>(
    content: &'a str,
    attachment: &dyn Fn(i64) -> Option<Arc<Attachment>>,
    settings: &ImageSettings,
    loading: &Loading<'_>,
) -> Cow<'a, str> {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"<(img|iframe)[\t\n\x0B\x0C\r ][^>]+>").expect("a constant pattern"));
    // A tag that stands more than once is looked at once.
    let mut filtered: HashMap<String, String> = HashMap::new();
    TAG.replace_all(content, |found: &Captures<'_>| {
        let tag = &found[0];
        if let Some(known) = filtered.get(tag) {
            return known.clone();
        }
        let new = match &found[1] {
            "img" => filter_image(tag, attachment, settings, loading),
            _ if tag.contains(" loading=") => tag.to_owned(),
            _ => add_frame_loading(tag, loading).unwrap_or_else(|| tag.to_owned()),
        };
        filtered.insert(tag.to_owned(), new.clone());
        new
    })
}

fn filter_image(
    tag: &str,
    attachment: &dyn Fn(i64) -> Option<Arc<Attachment>>,
    settings: &ImageSettings,
    loading: &Loading<'_>,
) -> String {
    let mut image = tag.to_owned();
    if let Some(attachment) = attachment_id(tag).and_then(attachment) {
        if !image.contains(" width=") && !image.contains(" height=") {
            image = add_dimensions(&image, &attachment).unwrap_or(image);
        }
        if !image.contains(" srcset=") {
            image = add_srcset(&image, &attachment, &settings.upload_url).unwrap_or(image);
        }
    }
    let image = add_loading(&image, loading);
    add_auto_sizes(&image).unwrap_or(image)
}

/// The number in the class `wp-image-ID`.
pub(crate) fn attachment_id(tag: &str) -> Option<i64> {
    static CLASS: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?i)wp-image-([0-9]+)").expect("a constant pattern"));
    CLASS.captures(tag)?[1].parse().ok().filter(|id| *id > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image_markup::{LoadingState, Place};

    fn filtered(content: &str, place: Place) -> String {
        let mut photo = Attachment { id: 7, mime_type: "image/jpeg".to_owned(), ..Attachment::default() };
        photo.set_metadata(&serde_json::json!({
            "file": "p.jpg", "width": 1600, "height": 1200,
            "sizes": {"medium": {"file": "p-300x225.jpg", "width": 300, "height": 225, "mime-type": "image/jpeg"}},
        }));
        let photo = Arc::new(photo);
        let find = |id| (id == 7).then(|| Arc::clone(&photo));
        let settings = ImageSettings { upload_url: "http://a/up".to_owned(), ..ImageSettings::default() };
        let state = LoadingState::default();
        filter_content_tags(content, &find, &settings, &Loading { state: &state, place }).into_owned()
    }

    #[test]
    fn a_known_image_gets_all_its_attributes() {
        assert_eq!(
            filtered("<img class=\"wp-image-7\" src=\"http://a/up/p-300x225.jpg\" alt=\"\"/>", Place::Elsewhere),
            "<img loading=\"lazy\" decoding=\"async\" width=\"300\" height=\"225\" class=\"wp-image-7\" \
             src=\"http://a/up/p-300x225.jpg\" alt=\"\" srcset=\"http://a/up/p-300x225.jpg 300w, http://a/up/p.jpg 1600w\" \
             sizes=\"auto, (max-width: 300px) 100vw, 300px\" />"
        );
    }

    #[test]
    fn an_unknown_image_is_only_decoded_beside_the_page() {
        assert_eq!(filtered("<img src=\"a.png\" />", Place::Elsewhere), "<img decoding=\"async\" src=\"a.png\" />");
        assert_eq!(filtered("<img src='a.png' />", Place::Elsewhere), "<img src='a.png' />");
    }

    #[test]
    fn a_frame_waits() {
        assert_eq!(
            filtered("<iframe src=\"a\" width=\"1\" height=\"1\"></iframe>", Place::Elsewhere),
            "<iframe loading=\"lazy\" src=\"a\" width=\"1\" height=\"1\"></iframe>"
        );
    }

    #[test]
    fn the_first_large_image_in_the_main_text_comes_first() {
        let html = filtered("<img class=\"wp-image-7\" src=\"http://a/up/p.jpg\" alt=\"\"/>", Place::MainLoop);
        assert!(
            html.starts_with("<img fetchpriority=\"high\" decoding=\"async\" width=\"1600\" height=\"1200\""),
            "{html}"
        );
    }
}
