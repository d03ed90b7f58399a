//! `/wp-admin/`: the sign-in form for strangers; for the staff, until the editor is there, one page that says what can
//! be done and where.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use cms::{CurrentUser, Site};

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::php_files::redirect;
use crate::plain_page::{PlainPage, escape, guard_staff};
use crate::sign_in::LOG_OUT;
use crate::site;
use crate::visitor::Visitor;

/// `/wp-admin` is a folder.
pub async fn with_slash(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let location = format!("{}/wp-admin/", site.url());
    Ok(HttpResponse::MovedPermanently().insert_header(("location", location)).finish())
}

/// Any screen of the staff's side.
pub async fn show(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let visitor = Visitor::of(&front, &site, request.headers()).await?;
    let cms::Actor::User(current) = &visitor.actor else {
        return Ok(redirect(&sign_in_address(&site, &request)));
    };
    let is_profile = request.path().ends_with("/profile.php");
    let body = if is_profile { profile(&site, current) } else { desk(&site, current, &visitor.nonce(&site, LOG_OUT)) };
    let title = format!("{} \u{2039} {}", if is_profile { "Profile" } else { "Dashboard" }, site.settings().blogname());
    let mut response = PlainPage::new(title, body).in_language(&site.settings().language()).answer(StatusCode::OK);
    guard_staff(response.headers_mut());
    Ok(response)
}

/// The sign-in form, which leads back here.
fn sign_in_address(site: &Site, request: &HttpRequest) -> String {
    let wanted = format!("{}{}", site.url(), request.uri());
    let wanted: String = url::form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    format!("{}/wp-login.php?redirect_to={wanted}&reauth=1", site.url())
}

fn desk(site: &Site, current: &CurrentUser, nonce: &str) -> String {
    let role = current.role.map_or("no role on this site", cms::users::Role::name);
    format!(
        "<h1>{title}</h1><p>You are signed in as <strong>{name}</strong> ({role}).</p>\
         <div class=\"card\"><p>The editor is not part of this version yet. Until it is, content is written with any \
         client of the REST API (the WordPress mobile apps among them), and with the <code>platen</code> command on the \
         server: <code>platen post create</code>, <code>platen comment approve</code>, <code>platen import</code>, and \
         the rest that <code>platen help</code> lists.</p></div>\
         <ul><li><a href=\"{home}/\">View site</a></li><li><a href=\"{home}/wp-admin/profile.php\">Your profile</a></li>\
         <li><a href=\"{home}/wp-login.php?action=logout&amp;_wpnonce={nonce}\">Log out</a></li></ul>",
        title = escape(&site.settings().blogname()),
        name = escape(&current.user.display_name),
        home = escape(site.url()),
    )
}

fn profile(site: &Site, current: &CurrentUser) -> String {
    let user = &current.user;
    let rows = [
        ("Username", user.login.as_str()),
        ("Display name", &user.display_name),
        ("Email", &user.email),
        ("Website", &user.url),
        ("Role", current.role.map_or("none on this site", cms::users::Role::name)),
    ];
    let rows: String =
        rows.iter().map(|(label, value)| format!("<dt>{label}</dt><dd>{}</dd>", escape(value))).collect();
    format!(
        "<h1>Profile</h1><dl class=\"card\">{rows}</dl><p><a href=\"{}/wp-admin/\">Dashboard</a></p>",
        escape(site.url())
    )
}
