//! Addresses of uploaded files.

use crate::Site;

/// The address of a file by its path within the site's uploads folder, such as `2012/01/a.jpg`.
pub fn url_of(site: &Site, file: &str) -> String {
    format!("{}/wp-content/uploads/{file}", site.url())
}
