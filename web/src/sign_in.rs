//! `/wp-login.php`: signing in and out, and the password of protected posts. Field names, words and redirects are
//! WordPress's, so that people, password managers and scripts find what they know.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use cms::users::{self, sessions};
use cms::{Error, Site, posts};
use serde::Deserialize;

use crate::cookies;
use crate::failure::Failure;
use crate::front::Front;
use crate::lost_password::{self, LostPassword};
use crate::origin::Origin;
use crate::php_files::redirect;
use crate::plain_page::{PlainPage, escape, guard_staff};
use crate::second_factor;
use crate::sign_in_form::{Message, form};
use crate::site;
use crate::visitor::Visitor;

/// The action of the nonce that signs out.
pub const LOG_OUT: &str = "log-out";
const POST_PASSWORD_DAYS: i64 = 10;
const REMEMBERED_DAYS: i64 = 14;
const LARGEST_FORM: usize = 64 << 10;

/// What stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    action: String,
    redirect_to: String,
    reauth: String,
    loggedout: String,
    registration: String,
    checkemail: String,
    #[serde(rename = "interim-login")]
    interim: String,
    #[serde(rename = "_wpnonce")]
    nonce: String,
}

/// What stands in the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    log: String,
    pwd: String,
    rememberme: String,
    redirect_to: String,
    testcookie: String,
    post_password: String,
}

/// One request for a form, with all that decides about it.
pub struct Desk {
    /// The front.
    pub front: web::Data<Front>,
    /// The site.
    pub site: Site,
    /// Where it comes from.
    pub origin: Origin,
    /// Who asks.
    pub visitor: Visitor,
    /// The request.
    pub request: HttpRequest,
}

impl Desk {
    /// The desk for a request.
    pub async fn of(request: HttpRequest, front: web::Data<Front>) -> Result<Self, Failure> {
        let origin = Origin::of(request.head(), front.trusted());
        let site = site::of(&front, &origin).await?;
        let visitor = Visitor::of(&front, &site, request.headers()).await?;
        Ok(Self { front, site, origin, visitor, request })
    }

    /// The form with what went wrong.
    pub fn refusal(&self, message: String) -> HttpResponse {
        self.page(StatusCode::OK, "", "", &[Message::Error(message)])
    }

    fn page(&self, status: StatusCode, login: &str, redirect_to: &str, messages: &[Message]) -> HttpResponse {
        let mut response = form(&self.site, login, redirect_to, messages).answer(status);
        let test = cookies::new(cookies::TEST.to_owned(), "WP Cookie check", None, self.origin.is_https);
        drop(response.add_cookie(&test));
        guard_staff(response.headers_mut());
        response
    }
}

/// GET: the form, or what an action asks for.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Asked>,
    lost: web::Query<LostPassword>,
) -> Result<HttpResponse, Failure> {
    let desk = Desk::of(request, front).await?;
    let asked = asked.into_inner();
    match asked.action.as_str() {
        "logout" => log_out(&desk, &asked).await,
        "lostpassword" | "retrievepassword" => Ok(lost_password::ask(&desk, &lost)),
        "rp" | "resetpass" => lost_password::choose(&desk, &lost).await,
        "register" => Ok(redirect(&format!("{}/wp-login.php?registration=disabled", desk.site.url()))),
        // Without a password there is nothing to open.
        "postpass" => Ok(redirect(&format!("{}/", desk.site.url()))),
        _ if !asked.interim.is_empty() && desk.visitor.actor.is_signed_in() => Ok(signed_in_again(&desk)),
        _ if !asked.interim.is_empty() => Ok(desk.page(StatusCode::OK, "", INTERIM, &[session_over()])),
        _ if desk.visitor.actor.is_signed_in() && asked.reauth.is_empty() && asked.action.is_empty() => {
            Ok(redirect(&target(&desk.site, &asked.redirect_to)))
        }
        _ => Ok(desk.page(StatusCode::OK, "", &asked.redirect_to, &greetings(&asked))),
    }
}

/// Inside a screen whose session has ended the way leads back here: the screen waits for this page.
const INTERIM: &str = "/wp-login.php?interim-login=1";

fn session_over() -> Message {
    let words = "Your session has expired. Please log in to continue where you left off.";
    Message::Notice(words.to_owned())
}

/// What the screen around the form waits for (`interim-login-success`).
fn signed_in_again(desk: &Desk) -> HttpResponse {
    let words = desk.site.settings().words().say("You have logged in successfully.");
    let body = format!("<div class=\"notice\" role=\"status\"><p>{}</p></div>", escape(words));
    let language = desk.site.settings().language();
    let page = PlainPage::new(desk.site.settings().words().say("Log In"), body)
        .with_class("interim-login-success")
        .in_language(&language);
    let mut response = page.answer(StatusCode::OK);
    guard_staff(response.headers_mut());
    response
}

fn greetings(asked: &Asked) -> Vec<Message> {
    let says = |text: &str| vec![Message::Notice(text.to_owned())];
    if asked.checkemail == "confirm" {
        return says(
            "If there is an account with this username or email address, a letter is on its way to it. Follow the link \
             in it, then log in here.",
        );
    }
    if !asked.loggedout.is_empty() {
        return says("You are now logged out.");
    }
    if asked.registration == "disabled" {
        return vec![Message::Error("User registration is currently not allowed.".to_owned())];
    }
    Vec::new()
}

/// POST: signs in, or opens protected posts.
pub async fn submit(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Asked>,
    body: web::Bytes,
) -> Result<HttpResponse, Failure> {
    let desk = Desk::of(request, front).await?;
    let given: Given = form_of(&body)?;
    match asked.action.as_str() {
        "postpass" => Ok(open_posts(&desk, &given)),
        "logout" => log_out(&desk, &asked).await,
        "lostpassword" | "retrievepassword" => lost_password::send_key(&desk, form_of(&body)?),
        "rp" | "resetpass" => lost_password::set(&desk, form_of(&body)?).await,
        "second_factor" => second_factor::submit(&desk, form_of(&body)?).await,
        _ => {
            let mut given = given;
            // No login has a null, and no database takes one.
            given.log.retain(|letter| letter != '\0');
            sign_in(&desk, given).await
        }
    }
}

/// The body as a form. What is no form, or far larger than these forms are, is refused.
pub fn form_of<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    if body.len() > LARGEST_FORM {
        return Err(Failure::TooLarge);
    }
    let form = web::Query::from_query(&String::from_utf8_lossy(body));
    form.map(web::Query::into_inner).map_err(|error| Failure::BadBody(error.to_string()))
}

async fn sign_in(desk: &Desk, given: Given) -> Result<HttpResponse, Failure> {
    let host = desk.front.host();
    let (now, address) = (host.clock().now(), desk.origin.client.to_string());
    let refuse =
        |message: String| desk.page(StatusCode::OK, &given.log, &given.redirect_to, &[Message::Error(message)]);
    let keeps_cookies = cookies::value(desk.request.headers(), cookies::TEST).is_some();
    if !given.testcookie.is_empty() && !keeps_cookies {
        let words = "Cookies are blocked or not supported by your browser. You must enable cookies to use WordPress.";
        return Ok(refuse(words.to_owned()));
    }
    let wait = desk.front.brakes().wait(&given.log, &address, now);
    if wait > 0 {
        return Ok(Failure::TooMany(wait).error_response());
    }
    let (asked, login, typed) = (host.clone(), given.log.clone(), given.pwd.clone());
    match desk.front.run(async move { users::sign_in(&asked, &login, &typed).await }).await {
        Ok(user) => {
            desk.front.brakes().succeeded(&given.log);
            let remembered = !given.rememberme.is_empty();
            match second_factor::step(desk, &user, remembered, &given.redirect_to).await? {
                Some(form) => Ok(form),
                None => start_session(desk, &user, remembered, &given.redirect_to).await,
            }
        }
        Err(error @ Error::Forbidden { .. }) => {
            if !matches!(error.code(), "empty_username" | "empty_password") {
                desk.front.brakes().failed(&given.log, &address, now);
                tracing::info!(code = error.code(), %address, "a sign-in was refused");
            }
            Ok(refuse(error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Begins a session of somebody who has proved everything, and leads to where the person wanted to go.
pub async fn start_session(
    desk: &Desk,
    user: &users::Model,
    remembered: bool,
    redirect_to: &str,
) -> Result<HttpResponse, Failure> {
    let agent = desk.request.headers().get("user-agent").and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let place = sessions::Place { ip: desk.origin.client.to_string(), user_agent: agent.to_owned() };
    let (host, id) = (desk.front.host().clone(), user.id);
    let session = desk.front.run(async move { sessions::start(&host, id, remembered, place).await }).await?;
    let name = cookies::name(cookies::SIGNED_IN, &desk.site);
    let days = remembered.then_some(REMEMBERED_DAYS);
    let mut response = redirect(&after_sign_in(&desk.site, user, redirect_to).await?);
    drop(response.add_cookie(&cookies::new(name, &session.token, days, desk.origin.is_https)));
    Ok(response)
}

/// People who write nothing have nothing to do on the dashboard.
async fn after_sign_in(site: &Site, user: &users::Model, wanted: &str) -> Result<String, Failure> {
    let target = target(site, wanted);
    let is_dashboard = target == format!("{}/wp-admin/", site.url());
    let role = users::on_site(site, user.id).await?;
    let writes = user.is_network_admin || role.is_some_and(|role| role.has(users::Capability::EditPosts));
    if is_dashboard && !writes {
        return Ok(format!("{}/wp-admin/profile.php", site.url()));
    }
    Ok(target)
}

/// Where somebody wants to go, if that is on this site; else the dashboard (WordPress's `wp_validate_redirect`).
pub fn target(site: &Site, wanted: &str) -> String {
    let wanted = wanted.trim();
    let is_path = wanted.starts_with('/') && !wanted.starts_with("//") && !wanted.contains(['\\', '\r', '\n']);
    let prefix = format!("{}/", site.url());
    if is_path || wanted == site.url() || wanted.starts_with(&prefix) {
        return wanted.to_owned();
    }
    format!("{prefix}wp-admin/")
}

async fn log_out(desk: &Desk, asked: &Asked) -> Result<HttpResponse, Failure> {
    let after = format!("{}/wp-login.php?loggedout=true&wp_lang=en_US", desk.site.url());
    let Some(token) = &desk.visitor.token else { return Ok(redirect(&after)) };
    // A link on another site must not sign anybody out.
    if !desk.visitor.means(&desk.site, LOG_OUT, &asked.nonce) {
        return Ok(really(desk));
    }
    let (host, ended) = (desk.front.host().clone(), token.clone());
    desk.front.run(async move { sessions::end(&host, &ended).await }).await?;
    desk.front.visitors().forget(&desk.site, token);
    let target = if asked.redirect_to.is_empty() { after } else { target(&desk.site, &asked.redirect_to) };
    let mut response = redirect(&target);
    let name = cookies::name(cookies::SIGNED_IN, &desk.site);
    drop(response.add_cookie(&cookies::removal(name, desk.origin.is_https)));
    Ok(response)
}

fn really(desk: &Desk) -> HttpResponse {
    let (settings, nonce) = (desk.site.settings(), desk.visitor.nonce(&desk.site, LOG_OUT));
    let words = settings.words();
    let address = format!("{}/wp-login.php?action=logout&amp;_wpnonce={nonce}", escape(desk.site.url()));
    let body = format!(
        "<h1>{}</h1><p>{}</p><p>{}</p>",
        words.say("Log out"),
        words.fill("You are attempting to log out of %s.", &[&escape(&settings.blogname())]),
        words.fill("Do you really want to <a href=\"%s\">log out</a>?", &[&address]),
    );
    PlainPage::new(words.say("Log out"), body).in_language(&settings.language()).answer(StatusCode::FORBIDDEN)
}

/// Gives the cookie that opens posts with this password, and leads back to where the form stood.
fn open_posts(desk: &Desk, given: &Given) -> HttpResponse {
    let from = desk.request.headers().get("referer").and_then(|from| from.to_str().ok()).unwrap_or_default();
    let wanted = if given.redirect_to.is_empty() { from } else { &given.redirect_to };
    let home = format!("{}/", desk.site.url());
    let target = if wanted.starts_with(&home) || wanted.starts_with('/') { target(&desk.site, wanted) } else { home };
    let mut response = redirect(&target);
    if !given.post_password.is_empty() && given.post_password.len() <= 255 {
        let name = cookies::name(cookies::POST_PASSWORD, &desk.site);
        let sealed = posts::unlocking::seal(&given.post_password);
        drop(response.add_cookie(&cookies::new(name, &sealed, Some(POST_PASSWORD_DAYS), desk.origin.is_https)));
    }
    response
}
