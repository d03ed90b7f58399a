//! All routes of all nouns.

use cms::Settings;

use crate::rest::route::Route;

/// Every route of a site with these options, in the order in which WordPress lists them.
pub fn routes(settings: &Settings) -> Vec<Route> {
    [
        super::batch::routes(),
        super::posts::routes(settings),
        super::media::routes(),
        super::menu_items::routes(settings),
        super::templates::routes(),
        super::global_styles::routes(),
        super::types::routes(),
        super::statuses::routes(),
        super::taxonomies::routes(),
        super::terms::routes(settings),
        super::users::routes(),
        super::application_passwords::routes(),
        super::comments::routes(),
        super::search::routes(),
        super::settings::routes(),
        super::block_renderer::routes(),
        super::block_types::routes(),
        super::themes::routes(),
        super::plugins::routes(),
        super::menu_locations::routes(),
        super::block_patterns::routes(),
        super::site_health::routes(),
        super::url_details::routes(),
        super::oembed::routes(),
        super::abilities::routes(),
        super::view_config::routes(),
        super::widgets::routes(),
        super::icons::routes(),
        super::fonts::routes(),
        super::navigation_fallback::routes(),
        super::theme_export::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
