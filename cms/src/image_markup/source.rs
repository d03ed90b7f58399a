//! Which file of an image is shown.

use super::{Attachment, constrain_dimensions};

/// A size as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageSize {
    /// By its name: `thumbnail`, `medium`, `full`, …
    Named(String),
    /// A width and a height.
    Box(i64, i64),
}

impl ImageSize {
    /// As it stands in class names.
    pub fn class(&self) -> String {
        match self {
            Self::Named(name) => name.clone(),
            Self::Box(width, height) => format!("{width}x{height}"),
        }
    }
}

impl From<&str> for ImageSize {
    fn from(name: &str) -> Self {
        Self::Named(name.to_owned())
    }
}

/// The site's settings for images.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImageSettings {
    /// The address of the uploads folder, without a slash at the end.
    pub upload_url: String,
    /// The names of the sizes with the width and height of their boxes; 0 is no limit.
    pub sizes: Vec<(String, i64, i64)>,
    /// How wide a theme's content is, where it says so.
    pub content_width: Option<i64>,
}

impl ImageSettings {
    /// WordPress's `image_constrain_size_for_editor`: width and height within the box of this size.
    fn constrain(&self, width: i64, height: i64, size: &ImageSize) -> (i64, i64) {
        let (most_width, most_height) = match size {
            ImageSize::Box(width, height) => (*width, *height),
            ImageSize::Named(name) => {
                let name = if name == "thumb" { "thumbnail" } else { name };
                let known = self.sizes.iter().find(|(known, _, _)| known == name);
                let (most_width, most_height) = known.map_or((width, height), |(_, width, height)| (*width, *height));
                match self.content_width {
                    Some(content) if matches!(name, "medium_large" | "large") => (most_width.min(content), most_height),
                    _ => (most_width, most_height),
                }
            }
        };
        constrain_dimensions(width, height, most_width, most_height)
    }
}

/// A file to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSource {
    /// Its address.
    pub url: String,
    /// Width in pixels to show it at.
    pub width: i64,
    /// Height in pixels to show it at.
    pub height: i64,
}

/// WordPress's `wp_get_attachment_image_src`: the file of this size, or the whole image; none where it is no image.
pub fn image_source(attachment: &Attachment, size: &ImageSize, settings: &ImageSettings) -> Option<ImageSource> {
    let mut url = attachment.url.clone();
    let (mut width, mut height) = (0, 0);
    let mut base = base_name(&url).to_owned();
    if !attachment.is_image() {
        // The first page of a document, say.
        let full = attachment.size("full")?;
        url = url.replace(&base, &full.file);
        (width, height) = (full.width, full.height);
        base.clone_from(&full.file);
    }
    if let Some((file, shown)) = intermediate(attachment, size, settings) {
        url = url.replace(&base, &file);
        (width, height) = shown;
    }
    if width == 0 && height == 0 {
        (width, height) = (attachment.width, attachment.height);
    }
    if url.is_empty() {
        return None;
    }
    let (width, height) = settings.constrain(width, height, size);
    Some(ImageSource { url, width, height })
}

pub(super) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// WordPress's `image_get_intermediate_size`: a smaller file that fits, and the width and height to show it at.
fn intermediate(attachment: &Attachment, size: &ImageSize, settings: &ImageSettings) -> Option<(String, (i64, i64))> {
    let (width, height) = match size {
        ImageSize::Named(name) => {
            return attachment.size(name).map(|size| (size.file.clone(), (size.width, size.height)));
        }
        ImageSize::Box(width, height) => (*width, *height),
    };
    let exact = attachment.sizes.iter().find(|file| (file.width, file.height) == (width, height));
    let ratio_of = if width == 0 || height == 0 { (attachment.width, attachment.height) } else { (width, height) };
    let larger = attachment.sizes.iter().filter(|file| {
        file.width >= width && file.height >= height && super::matches_ratio((file.width, file.height), ratio_of)
    });
    let thumbnail =
        || attachment.size("thumbnail").filter(|thumbnail| width <= thumbnail.width && height <= thumbnail.width);
    let file = exact.or_else(|| larger.min_by_key(|file| file.width * file.height)).or_else(thumbnail)?;
    Some((file.file.clone(), settings.constrain(file.width, file.height, size)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image_markup::ImageFile;

    fn photo() -> Attachment {
        let size = |name: &str, file: &str, width, height| ImageFile {
            name: name.to_owned(),
            file: file.to_owned(),
            width,
            height,
            mime_type: "image/jpeg".to_owned(),
        };
        Attachment {
            id: 1,
            url: "http://a/up/p.jpg".to_owned(),
            mime_type: "image/jpeg".to_owned(),
            file: "p.jpg".to_owned(),
            width: 1600,
            height: 1200,
            sizes: vec![size("medium", "p-300x225.jpg", 300, 225), size("thumbnail", "p-150x150.jpg", 150, 150)],
            ..Attachment::default()
        }
    }

    fn shown(size: ImageSize) -> (String, i64, i64) {
        let settings = ImageSettings { sizes: vec![("large".to_owned(), 1024, 1024)], ..ImageSettings::default() };
        image_source(&photo(), &size, &settings)
            .map(|source| (source.url, source.width, source.height))
            .expect("an image")
    }

    #[test]
    fn a_size_has_its_own_file() {
        assert_eq!(shown("medium".into()), ("http://a/up/p-300x225.jpg".to_owned(), 300, 225));
        assert_eq!(shown("full".into()), ("http://a/up/p.jpg".to_owned(), 1600, 1200));
    }

    #[test]
    fn a_document_shows_its_first_page() {
        let mut document = Attachment { mime_type: "application/pdf".to_owned(), ..photo() };
        document.url = "http://a/up/p.pdf".to_owned();
        let shown = |document: &Attachment, size: &str| image_source(document, &size.into(), &ImageSettings::default());
        assert_eq!(shown(&document, "medium"), None, "none was drawn");
        document.set_metadata(&serde_json::json!({"sizes": {
            "full": {"file": "p-pdf.jpg", "width": 1088, "height": 1408},
            "medium": {"file": "p-pdf-232x300.jpg", "width": 232, "height": 300},
        }}));
        let source =
            |file: &str, width, height| Some(ImageSource { url: format!("http://a/up/{file}"), width, height });
        assert_eq!(shown(&document, "full"), source("p-pdf.jpg", 1088, 1408));
        assert_eq!(shown(&document, "medium"), source("p-pdf-232x300.jpg", 232, 300));
    }

    #[test]
    fn a_size_without_a_file_is_the_image_made_smaller() {
        assert_eq!(shown("large".into()), ("http://a/up/p.jpg".to_owned(), 1024, 768));
    }

    #[test]
    fn a_box_takes_the_smallest_file_of_its_shape() {
        assert_eq!(shown(ImageSize::Box(200, 150)), ("http://a/up/p-300x225.jpg".to_owned(), 200, 150));
        assert_eq!(shown(ImageSize::Box(100, 100)), ("http://a/up/p-150x150.jpg".to_owned(), 100, 100));
    }
}
