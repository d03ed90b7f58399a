//! `/wp-admin/install.php`: the first visit to a host without a site. The form needs no script; with one it tells how
//! good the password is. Whoever sends it must know the code that stands in the server's log.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use cms::installation::{self, FirstPerson, NewInstallation, StartsWith};
use cms::sites::NewSite;
use cms::{Error, sites};
use serde::Deserialize;

use crate::failure::Failure;
use crate::front::Front;
use crate::install_form::{self, Typed};
use crate::origin::Origin;
use crate::plain_page::{PlainPage, escape};
use crate::sign_in::{self, Desk};

/// Under this name the brakes count wrong codes.
const BRAKE: &str = "the installation code";

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    code: String,
    weblog_title: String,
    user_name: String,
    admin_password: String,
    admin_email: String,
    language: String,
    content: String,
}

/// What stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    code: String,
}

/// GET: the form, or that there is nothing to do.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Failure> {
    if !is_needed(&front).await? {
        return Ok(installed_already(&request, &front).await);
    }
    let typed = Typed { code: asked.into_inner().code, ..Typed::default() };
    Ok(install_form::page(&address(&request, &front), &typed, None).answer(StatusCode::OK))
}

/// POST: installs, signs the person in, and leads on.
pub async fn submit(request: HttpRequest, front: web::Data<Front>, body: web::Bytes) -> Result<HttpResponse, Failure> {
    if !is_needed(&front).await? {
        return Ok(installed_already(&request, &front).await);
    }
    let given: Given = sign_in::form_of(&body)?;
    let (now, client) = (front.host().clock().now(), Origin::of(request.head(), front.trusted()).client.to_string());
    let wait = front.brakes().wait(BRAKE, &client, now);
    if wait > 0 {
        return Err(Failure::TooMany(wait));
    }
    let url = address(&request, &front);
    let (host, code, new) = (front.host().clone(), given.code.clone(), wanted(&given, &url));
    match front.run(async move { installation::install_by_code(&host, &code, new).await }).await {
        Ok((_, person)) => {
            let desk = Desk::of(request, front).await?;
            sign_in::start_session(&desk, &person, false, after(&given)).await
        }
        Err(error @ (Error::Invalid { .. } | Error::Forbidden { .. } | Error::Conflict { .. })) => {
            if error.code() == "installation_code" {
                front.brakes().failed(BRAKE, &client, now);
            }
            Ok(install_form::page(&url, &typed(given), Some(&error.to_string())).answer(StatusCode::OK))
        }
        Err(error) => Err(error.into()),
    }
}

async fn is_needed(front: &Front) -> Result<bool, Failure> {
    let host = front.host().clone();
    Ok(front.run(async move { installation::is_needed(&host).await }).await?)
}

/// The site gets the address at which it was asked for.
fn address(request: &HttpRequest, front: &Front) -> String {
    let origin = Origin::of(request.head(), front.trusted());
    format!("{}://{}", if origin.is_https { "https" } else { "http" }, origin.host)
}

fn wanted(given: &Given, url: &str) -> NewInstallation {
    let title = given.weblog_title.trim();
    NewInstallation {
        site: NewSite {
            url: url.to_owned(),
            title: if title.is_empty() { "My site".into() } else { title.to_owned() },
            admin_email: given.admin_email.trim().to_owned(),
        },
        person: FirstPerson {
            login: given.user_name.trim().to_owned(),
            email: given.admin_email.trim().to_owned(),
            password: given.admin_password.clone(),
        },
        locale: install_form::known_language(&given.language).to_owned(),
        starts_with: match given.content.as_str() {
            "sample" => StartsWith::Sample,
            "import" => StartsWith::Nothing,
            _ => StartsWith::FirstPost,
        },
    }
}

fn after(given: &Given) -> &'static str {
    if given.content == "import" { "/wp-admin/import.php" } else { "/wp-admin/index.php?welcome=1" }
}

fn typed(given: Given) -> Typed {
    Typed {
        code: given.code,
        title: given.weblog_title,
        login: given.user_name,
        email: given.admin_email,
        language: given.language,
        content: given.content,
    }
}

async fn installed_already(request: &HttpRequest, front: &web::Data<Front>) -> HttpResponse {
    let origin = Origin::of(request.head(), front.trusted());
    let (host, name) = (front.host().clone(), origin.host);
    let site = front.run(async move { sites::by_host(&host, &name).await }).await.ok().flatten();
    let link = site.map(|site| format!("<p><a href=\"{}/wp-login.php\">Log In</a></p>", escape(site.url())));
    let body = format!("<h1>Already Installed</h1><p>This host has a site already.</p>{}", link.unwrap_or_default());
    PlainPage::new("Already Installed", body).answer(StatusCode::OK)
}
