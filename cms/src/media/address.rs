//! Addresses of uploaded files.

use crate::Site;

/// The address of a file by its path within the site's uploads folder, such as `2012/01/a.jpg`.
pub fn url_of(site: &Site, file: &str) -> String {
    format!("{}/wp-content/uploads/{file}", site.url())
}

/// Another format of a picture, for browsers that take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    /// AVIF: the smallest, and slow to make.
    Avif,
    /// WebP.
    Webp,
}

impl Variant {
    /// Both, the smaller one first.
    pub const ALL: [Self; 2] = [Self::Avif, Self::Webp];

    /// Its MIME type, as browsers name it in `Accept`.
    pub fn mime_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
        }
    }

    /// The name of this variant of a picture's file, which stands beside it.
    pub fn name_of(self, file: &str) -> String {
        match self {
            Self::Avif => format!("{file}.avif"),
            Self::Webp => format!("{file}.webp"),
        }
    }
}
