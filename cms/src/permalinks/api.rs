//! Where a site's REST API is.

use crate::Site;

/// The address of something below the API's root (`rest_url`): sites without pretty addresses have it in a parameter.
pub fn rest_url(site: &Site, path: &str) -> String {
    let path = path.trim_start_matches('/');
    if site.settings().permalink_structure().is_empty() {
        return format!("{}/index.php?rest_route=/{path}", site.url());
    }
    format!("{}/wp-json/{path}", site.url())
}
