//! `themes.php`: the links that make a theme the site's, where people and programs look for them.

use actix_web::HttpResponse;
use cms::theming::{self, ThemeStatus};
use serde_json::{Map, Value};

use super::Staff;
use crate::failure::Failure;
use crate::php_files::redirect;
use crate::plain_page::escape;

fn action(stylesheet: &str) -> String {
    format!("switch-theme_{stylesheet}")
}

/// Follows such a link.
pub async fn activate(staff: &Staff, stylesheet: &str, nonce: &str) -> Result<HttpResponse, Failure> {
    if !staff.visitor.means(&staff.site, &action(stylesheet), nonce) {
        let message = "The link you followed has expired. Please go back and try again.";
        return Err(cms::Error::forbidden("rest_cookie_invalid_nonce", message).into());
    }
    let (site, actor, theme) = (staff.site.clone(), staff.actor().clone(), stylesheet.to_owned());
    staff.front.run(async move { theming::activate(&site, &actor, &theme).await }).await?;
    Ok(redirect(&staff.address("themes.php?activated=true")))
}

/// By theme, the link that makes it the site's.
pub fn links(staff: &Staff) -> Result<Map<String, Value>, Failure> {
    let themes = theming::list(&staff.site, staff.actor())?;
    let others = themes.into_iter().filter(|theme| theme.status != ThemeStatus::Active);
    Ok(others
        .map(|theme| {
            let nonce = staff.nonce(&action(&theme.name));
            let query = format!("themes.php?action=activate&stylesheet={}&_wpnonce={nonce}", theme.name);
            (theme.name, Value::String(staff.address(&query)))
        })
        .collect())
}

/// The same for whoever runs no scripts, after the theme in force.
pub fn plain_list(staff: &Staff, links: &Map<String, Value>) -> String {
    let active = escape(&staff.site.settings().text("stylesheet"));
    let lines = links.iter().map(|(theme, link)| {
        let link = escape(link.as_str().unwrap_or_default());
        format!(
            "<li class=\"theme\" data-slug=\"{0}\"><a class=\"activate\" href=\"{link}\">Activate {0}</a></li>",
            escape(theme)
        )
    });
    let others: String = lines.collect();
    format!("<noscript><ul><li class=\"theme active\" data-slug=\"{active}\">{active}</li>{others}</ul></noscript>")
}
