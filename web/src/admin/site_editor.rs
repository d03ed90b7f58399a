//! `site-editor.php`: templates, parts, navigation and styles of themes that are made of blocks.

use actix_web::{HttpRequest, HttpResponse, web};
use cms::Error;
use cms::users::Capability;
use serde_json::json;

use super::page::AdminPage;
use super::{Staff, editor_settings, post_editor, preload};
use crate::failure::Failure;
use crate::front::Front;

/// The site editor.
pub async fn show(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let staff = Staff::of(request, front).await?;
    if !staff.may(Capability::EditThemeOptions) {
        let message = "Sorry, you are not allowed to edit theme options on this site.";
        return Err(Error::forbidden("rest_forbidden", message).into());
    }
    let stylesheet = staff.site.settings().text("stylesheet");
    let wanted = vec![
        ("GET", "/wp/v2/types?context=view".to_owned()),
        ("GET", "/wp/v2/taxonomies?context=view".to_owned()),
        ("GET", "/wp/v2/themes?context=edit&status=active".to_owned()),
        ("GET", "/wp/v2/settings".to_owned()),
        ("OPTIONS", "/wp/v2/settings".to_owned()),
        ("GET", format!("/wp/v2/global-styles/themes/{stylesheet}?context=view")),
        ("GET", "/wp/v2/templates/lookup?slug=front-page".to_owned()),
    ];
    let preload = preload::answers(&staff, wanted).await;
    let settings = editor_settings::of_site(&staff, &preload)?;
    let page = AdminPage {
        title: "Editor".to_owned(),
        body_class: "site-editor-php is-fullscreen-mode".to_owned(),
        entry: "site-editor",
        part: String::new(),
        styles: &["shell", "site-editor"],
        body: "<div id=\"site-editor\" class=\"edit-site\"></div>".to_owned(),
        boot: json!({
            "settings": settings,
            "preload": preload,
            "preferences": post_editor::preferences(&staff).await,
        }),
    };
    Ok(page.answer(&staff).await)
}
