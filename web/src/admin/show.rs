//! Any screen of the staff's side.

use actix_web::{HttpRequest, HttpResponse, web};
use cms::{Error, posts};
use serde_json::{Value, json};

use super::page::AdminPage;
use super::screens::{self, Screen};
use super::{Staff, export, themes};
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::php_files::redirect;
use crate::site;

/// `/wp-admin` is a folder.
pub async fn with_slash(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let location = format!("{}/wp-admin/", site.url());
    Ok(HttpResponse::MovedPermanently().insert_header(("location", location)).finish())
}

/// The screen at this address.
pub async fn show(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let staff = Staff::of(request, front).await?;
    let path = staff.request.path().strip_prefix("/wp-admin/").unwrap_or_default();
    if path == "revision.php" {
        return revision(&staff).await;
    }
    let screen = screens::at(path).ok_or(Failure::NotFound)?;
    if !screen.is_open_to(&staff, |name| parameter(&staff, name)) {
        let message = staff.say("Sorry, you are not allowed to access this page.");
        return Err(Error::forbidden("rest_forbidden", message).into());
    }
    if let Some(response) = done(&staff, screen).await? {
        return Ok(response);
    }
    let (boot, body) = own(&staff, screen)?;
    let page = AdminPage {
        title: title(&staff, screen),
        body_class: screen.class(),
        entry: "screens",
        part: format!("screens/{}", screen.name),
        styles: &["shell", "screens"],
        body: format!("<div id=\"screen\"></div>{body}"),
        boot: json!({"screen": boot}),
    };
    Ok(page.answer(&staff).await)
}

/// Revisions are compared inside the editor: the old address leads to the post's.
async fn revision(staff: &Staff) -> Result<HttpResponse, Failure> {
    let number = parameter(staff, "revision").and_then(|number| number.parse::<i64>().ok()).unwrap_or_default();
    let site = staff.site.clone();
    let found = staff.front.run(async move { posts::by_id(&site, number).await }).await?;
    let found = found.filter(|post| post.post_type == "revision").ok_or(Failure::NotFound)?;
    Ok(redirect(&staff.address(&format!("post.php?post={}&action=edit", found.parent_id))))
}

/// What a link to a screen does instead of showing it; each has its proof that it is meant.
async fn done(staff: &Staff, screen: &Screen) -> Result<Option<HttpResponse>, Failure> {
    let given = |name: &str| parameter(staff, name).unwrap_or_default();
    let nonce = given("_wpnonce");
    match screen.name {
        "themes" if given("action") == "activate" => {
            themes::activate(staff, &given("stylesheet"), &nonce).await.map(Some)
        }
        "export" if !given("download").is_empty() && staff.visitor.means(&staff.site, export::ACTION, &nonce) => {
            export::download(staff, &given("content")).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// What this screen begins with, and what of it needs no script.
fn own(staff: &Staff, screen: &Screen) -> Result<(Value, String), Failure> {
    let mut boot = json!({"name": screen.name, "file": screen.file, "title": title(staff, screen)});
    let mut body = String::new();
    match screen.name {
        "themes" => {
            let links = themes::links(staff)?;
            body = themes::plain_list(staff, &links);
            boot["activate"] = Value::Object(links);
        }
        "export" => boot["nonce"] = json!(staff.nonce(export::ACTION)),
        _ => {}
    }
    Ok((boot, body))
}

/// A list is named after what it lists.
fn title(staff: &Staff, screen: &Screen) -> String {
    let settings = staff.site.settings();
    let kind = parameter(staff, "post_type").and_then(|name| posts::type_named(settings, &name));
    match (screen.name, kind) {
        ("posts", Some(kind)) => staff.say(&kind.label),
        ("terms", _) if parameter(staff, "taxonomy").as_deref() == Some("post_tag") => staff.say("Tags"),
        _ => staff.say(screen.title),
    }
}

fn parameter(staff: &Staff, name: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(staff.request.query_string().as_bytes());
    pairs.find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}
