//! An attachment as `<img>`, and as a link with it.

use super::tag::with_auto_sizes;
use super::{
    Attachment, ImageSettings, ImageSize, Loading, Tag, WantedAttributes, image_sizes, image_source, image_srcset,
};
use crate::formatting::{esc_attr, esc_html, esc_url, strip_tags};

/// Attributes of an image in their order; a name that stands already is given its new value in place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImageAttributes(Vec<(String, String)>);

impl ImageAttributes {
    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value.into(),
            None => self.0.push((name.to_owned(), value.into())),
        }
    }

    /// The same with one more attribute.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn take_number(&mut self, name: &str, otherwise: i64) -> i64 {
        let number =
            self.get(name).and_then(|value| value.trim().parse::<f64>().ok()).map(|number| number.abs() as i64);
        self.0.retain(|(known, _)| known != name);
        number.unwrap_or(otherwise)
    }
}

/// WordPress's `wp_get_attachment_image`; empty where the attachment is no image. `own` overrides what is usual.
pub fn attachment_image(
    attachment: &Attachment,
    size: &ImageSize,
    own: &ImageAttributes,
    settings: &ImageSettings,
    loading: &Loading<'_>,
) -> String {
    let Some(source) = image_source(attachment, size, settings) else { return String::new() };
    let class = size.class();
    let mut attributes = ImageAttributes::default()
        .with("src", source.url.clone())
        .with("class", format!("attachment-{class} size-{class}"))
        .with("alt", strip_tags(&attachment.alt).trim().to_owned());
    for (name, value) in &own.0 {
        attributes.set(name, value.clone());
    }
    let width = attributes.take_number("width", source.width);
    let height = attributes.take_number("height", source.height);
    add_loading(&mut attributes, width, height, loading);
    if attributes.get("srcset").is_none_or(str::is_empty) {
        add_srcset(&mut attributes, attachment, &source.url, (source.width, source.height), settings);
    }
    if attributes.get("loading") == Some("lazy")
        && let Some(sizes) = attributes.get("sizes")
    {
        let sizes = with_auto_sizes(sizes);
        attributes.set("sizes", sizes);
    }
    written(width, height, &attributes)
}

fn add_loading(attributes: &mut ImageAttributes, width: i64, height: i64, loading: &Loading<'_>) {
    let wanted = WantedAttributes {
        width: Some(width),
        height: Some(height),
        loading: attributes.get("loading"),
        priority: attributes.get("fetchpriority"),
        decoding: attributes.get("decoding"),
    };
    let better = loading.attributes(Tag::Image, &wanted);
    for (name, value) in
        [("decoding", better.decoding.as_deref()), ("fetchpriority", better.priority), ("loading", better.loading)]
    {
        if let Some(value) = value {
            attributes.set(name, value);
        }
    }
    attributes.0.retain(|(name, value)| match name.as_str() {
        "decoding" => matches!(value.as_str(), "async" | "sync" | "auto"),
        "loading" | "fetchpriority" => !value.is_empty(),
        _ => true,
    });
}

fn add_srcset(
    attributes: &mut ImageAttributes,
    attachment: &Attachment,
    url: &str,
    shown: (i64, i64),
    settings: &ImageSettings,
) {
    let Some(srcset) = image_srcset(attachment, url, shown, &settings.upload_url) else { return };
    let own_sizes = attributes.get("sizes").filter(|sizes| !sizes.is_empty()).map(str::to_owned);
    if let Some(sizes) = own_sizes.or_else(|| image_sizes(shown.0)) {
        attributes.set("srcset", srcset);
        attributes.set("sizes", sizes);
    }
}

fn written(width: i64, height: i64, attributes: &ImageAttributes) -> String {
    let mut html = format!("<img {}", width_and_height(width, height)).trim_end().to_owned();
    for (name, value) in &attributes.0 {
        html.push_str(&format!(" {name}=\"{}\"", esc_attr(value)));
    }
    html.push_str(" />");
    html
}

/// WordPress's `image_hwstring`, which leaves a zero out.
pub(super) fn width_and_height(width: i64, height: i64) -> String {
    let attribute = |name: &str, value: i64| if value == 0 { String::new() } else { format!("{name}=\"{value}\" ") };
    attribute("width", width) + &attribute("height", height)
}

/// WordPress's `wp_get_attachment_link`: the image as a link to its page, or to its file; its title where it is no image.
pub fn attachment_link(
    attachment: &Attachment,
    size: &ImageSize,
    to_page: bool,
    own: &ImageAttributes,
    settings: &ImageSettings,
    loading: &Loading<'_>,
) -> String {
    if attachment.url.is_empty() {
        return "Missing Attachment".to_owned();
    }
    let url = if to_page { &attachment.page_url } else { &attachment.url };
    let shows_image = *size != ImageSize::from("none");
    let mut text = if shows_image { attachment_image(attachment, size, own, settings, loading) } else { String::new() };
    if text.trim().is_empty() {
        text.clone_from(&attachment.title);
    }
    if text.trim().is_empty() {
        let name = super::source::base_name(&attachment.file);
        text = esc_html(name.rsplit_once('.').map_or(name, |(name, _)| name)).into_owned();
    }
    format!("<a href='{}'>{text}</a>", esc_url(url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image_markup::{LoadingState, Place};

    fn photo() -> Attachment {
        let mut photo = Attachment {
            id: 7,
            url: "http://a/up/2026/11/p.jpg".to_owned(),
            page_url: "http://a/p/".to_owned(),
            mime_type: "image/jpeg".to_owned(),
            alt: " A <b>dog</b> ".to_owned(),
            title: "Dog".to_owned(),
            ..Attachment::default()
        };
        photo.set_metadata(&serde_json::json!({
            "file": "2026/11/p.jpg", "width": 1600, "height": 1200,
            "sizes": {"medium": {"file": "p-300x225.jpg", "width": 300, "height": 225, "mime-type": "image/jpeg"}},
        }));
        photo
    }

    fn settings() -> ImageSettings {
        ImageSettings { upload_url: "http://a/up".to_owned(), ..ImageSettings::default() }
    }

    #[test]
    fn an_image_has_its_choices() {
        let state = LoadingState::default();
        let loading = Loading { state: &state, place: Place::Elsewhere };
        assert_eq!(
            attachment_image(&photo(), &"medium".into(), &ImageAttributes::default(), &settings(), &loading),
            "<img width=\"300\" height=\"225\" src=\"http://a/up/2026/11/p-300x225.jpg\" class=\"attachment-medium \
             size-medium\" alt=\"A dog\" decoding=\"async\" loading=\"lazy\" srcset=\"http://a/up/2026/11/p-300x225.jpg \
             300w, http://a/up/2026/11/p.jpg 1600w\" sizes=\"auto, (max-width: 300px) 100vw, 300px\" />"
        );
    }

    #[test]
    fn own_attributes_win() {
        let state = LoadingState::default();
        let loading = Loading { state: &state, place: Place::MainLoop };
        let own = ImageAttributes::default().with("class", "c").with("loading", "").with("width", "100");
        let html = attachment_image(&photo(), &"medium".into(), &own, &settings(), &loading);
        assert!(html.starts_with("<img width=\"100\" height=\"225\" src="), "{html}");
        assert!(html.contains("class=\"c\"") && !html.contains("loading="), "{html}");
    }

    #[test]
    fn a_link_leads_to_the_page_or_the_file() {
        let state = LoadingState::default();
        let loading = Loading { state: &state, place: Place::WithinContent };
        let link = |to_page| {
            attachment_link(&photo(), &"none".into(), to_page, &ImageAttributes::default(), &settings(), &loading)
        };
        assert_eq!(link(true), "<a href='http://a/p/'>Dog</a>");
        assert_eq!(link(false), "<a href='http://a/up/2026/11/p.jpg'>Dog</a>");
    }
}
