//! A theme as the API shows it.

use cms::formatting::{esc_html, esc_url};
use cms::theming::{self, ThemeStatus, ThemeSummary};
use serde_json::{Value, json};

use super::templates;
use crate::rest::RestRequest;
use crate::rest::error::RestResult;

/// The theme; what it supports is known of the active one alone.
pub async fn shown(request: &RestRequest, theme: &ThemeSummary) -> RestResult<Value> {
    let is_active = theme.status == ThemeStatus::Active;
    let template = if theme.parent.is_empty() { &theme.name } else { &theme.parent };
    let both = |text: &str| json!({"raw": text, "rendered": esc_html(text)});
    let address = json!({"raw": theme.website, "rendered": esc_url(&theme.website)});
    let author = esc_html(&theme.author);
    let author = match theme.website.as_str() {
        "" => author.to_string(),
        website => format!("<a href=\"{}\">{author}</a>", esc_url(website)),
    };
    let folder = |slug: &str| format!("{}/wp-content/themes/{slug}", request.site.url());
    let mut item = json!({
        "stylesheet": theme.name, "template": template,
        "requires_php": "", "requires_wp": "", "textdomain": theme.name, "version": theme.version, "screenshot": "",
        "author": {"raw": theme.author, "rendered": author},
        "author_uri": address, "description": both(&theme.description), "name": both(&theme.title),
        "tags": {"raw": [], "rendered": ""}, "theme_uri": address,
        "status": if is_active { "active" } else { "inactive" },
        "is_block_theme": false,
        "stylesheet_uri": folder(&theme.name), "template_uri": folder(template),
    });
    let own = request.rest_url(&format!("wp/v2/themes/{}", theme.name));
    let mut links = json!({
        "self": [{"href": own, "targetHints": {"allow": ["GET"]}}],
        "collection": [{"href": request.rest_url("wp/v2/themes")}],
    });
    if is_active {
        item["theme_supports"] = supports(request)?;
        item["default_template_types"] = templates::types();
        item["default_template_part_areas"] = templates::areas();
        // The post of the owner's own styles is made when somebody first asks for the theme.
        let styles = theming::user_styles(&request.site).await?;
        links["wp:user-global-styles"] =
            json!([{"href": request.rest_url(&format!("wp/v2/global-styles/{}", styles.id))}]);
        links["curies"] = request.curies();
    }
    item["_links"] = links;
    Ok(item)
}

/// What the active theme supports. Its colours and sizes reach editors by another way, the editor's settings.
fn supports(request: &RestRequest) -> RestResult<Value> {
    let theme = request.site.host().themes().of(request.site.settings())?;
    let own = theme.manifest().post_formats.iter().filter(|format| *format != "standard");
    let formats: Vec<&str> = std::iter::once("standard").chain(own.map(String::as_str)).collect();
    let html5 = ["comment-form", "comment-list", "search-form", "gallery", "caption", "style", "script"];
    Ok(json!({
        "align-wide": true, "automatic-feed-links": true, "block-templates": false, "block-template-parts": false,
        "custom-background": false, "custom-header": false, "custom-logo": false,
        "customize-selective-refresh-widgets": false, "dark-editor-style": false, "disable-custom-colors": false,
        "disable-custom-font-sizes": false, "disable-custom-gradients": false, "disable-layout-styles": false,
        "editor-color-palette": false, "editor-font-sizes": false, "editor-gradient-presets": false,
        "editor-spacing-sizes": false, "editor-styles": true, "html5": html5, "formats": formats,
        "post-thumbnails": true, "responsive-embeds": true, "title-tag": true, "wp-block-styles": true,
    }))
}
