//! `/wp-login.php` for whoever forgot the password: the form that asks for a key, and the form that uses it. Steps,
//! names and redirects are WordPress's; but whether an account exists is told to nobody, by no word and by no delay.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use cms::Error;
use cms::audit::{Asker, asked_by};
use cms::users::lost_password;

use crate::cookies;
use crate::failure::Failure;
use crate::lost_password_form as forms;
use crate::php_files::redirect;
use crate::plain_page::guard_staff;
use crate::sign_in::Desk;
use crate::sign_in_form::Message;

/// What the requests say.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct LostPassword {
    user_login: String,
    key: String,
    login: String,
    error: String,
    pass1: String,
    rp_key: String,
}

/// GET of `lostpassword`: the form that asks for a key.
pub fn ask(desk: &Desk, asked: &LostPassword) -> HttpResponse {
    let message = match asked.error.as_str() {
        "invalidkey" => {
            Message::Error("Your password reset link appears to be invalid. Please request a new link below.".into())
        }
        "expiredkey" => Message::Error("Your password reset link has expired. Please request a new link below.".into()),
        _ => Message::Notice(forms::HOW_TO_ASK.into()),
    };
    page(forms::ask(&desk.site, "", &[message]), StatusCode::OK)
}

/// POST of `lostpassword`: the answer leaves before the account is looked for.
pub fn send_key(desk: &Desk, given: LostPassword) -> Result<HttpResponse, Failure> {
    let login: String = given.user_login.trim().chars().filter(|letter| *letter != '\0').take(200).collect();
    if login.is_empty() {
        let message = Message::Error("Please enter a username or email address.".into());
        return Ok(page(forms::ask(&desk.site, "", &[message]), StatusCode::OK));
    }
    let (now, address) = (desk.front.host().clock().now(), desk.origin.client.to_string());
    let who = format!("lost password of {address}");
    let wait = desk.front.brakes().wait(&who, &address, now);
    if wait > 0 {
        return Err(Failure::TooMany(wait));
    }
    // Every question counts: who asks for many accounts is slowed like one who guesses passwords.
    desk.front.brakes().failed(&who, &address, now);
    let site = desk.site.clone();
    desk.front.runtime().spawn(async move {
        if let Err(error) = lost_password::ask_for_key(&site, &login, &address).await {
            tracing::error!(%error, "a key for a forgotten password could not be sent");
        }
    });
    Ok(redirect(&format!("{}/wp-login.php?checkemail=confirm", desk.site.url())))
}

/// GET of `rp`: the key moves from the address into a cookie, so that no referrer carries it; then the form.
pub async fn choose(desk: &Desk, asked: &LostPassword) -> Result<HttpResponse, Failure> {
    let name = cookies::name(cookies::RESET_PASSWORD, &desk.site);
    if !asked.key.is_empty() {
        let mut response = redirect(&format!("{}/wp-login.php?action=rp", desk.site.url()));
        let value = format!("{}:{}", asked.login, asked.key);
        let mut cookie = cookies::new(name, &value, None, desk.origin.is_https);
        cookie.set_path("/wp-login.php");
        drop(response.add_cookie(&cookie));
        return Ok(response);
    }
    match proof(desk).await? {
        Ok((login, key)) => Ok(page(forms::choose(&desk.site, &login, &key, &[]), StatusCode::OK)),
        Err(error) => Ok(back_to_asking(desk, &error)),
    }
}

/// POST of `resetpass`: the new password.
pub async fn set(desk: &Desk, given: LostPassword) -> Result<HttpResponse, Failure> {
    let (login, key) = match proof(desk).await? {
        Ok(proof) => proof,
        Err(error) => return Ok(back_to_asking(desk, &error)),
    };
    // The form's own copy shows that the form was seen, not only that the cookie was sent.
    if given.rp_key != key {
        return Ok(back_to_asking(desk, &Error::forbidden("invalid_key", "")));
    }
    let (site, who, with, password) = (desk.site.clone(), login.clone(), key.clone(), given.pass1);
    let asker = Asker { address: desk.origin.client.to_string(), face: "sign-in", ..Asker::default() };
    let work = async move { lost_password::set_by_key(&site, &who, &with, &password).await };
    let set = desk.front.run(asked_by(asker, work)).await;
    match set {
        Ok(_) => {
            let mut response = page(forms::done(&desk.site), StatusCode::OK);
            forget(desk, &mut response);
            Ok(response)
        }
        Err(error @ Error::Invalid { .. }) => {
            let message = Message::Error(error.to_string());
            Ok(page(forms::choose(&desk.site, &login, &key, &[message]), StatusCode::OK))
        }
        Err(error @ Error::Forbidden { .. }) => Ok(back_to_asking(desk, &error)),
        Err(error) => Err(error.into()),
    }
}

/// The login and the key that the cookie holds, if they are good.
async fn proof(desk: &Desk) -> Result<Result<(String, String), Error>, Failure> {
    let name = cookies::name(cookies::RESET_PASSWORD, &desk.site);
    let value = cookies::value(desk.request.headers(), &name).unwrap_or_default();
    let Some((login, key)) = value.rsplit_once(':').map(|(login, key)| (login.to_owned(), key.to_owned())) else {
        return Ok(Err(Error::forbidden("invalid_key", "")));
    };
    let (site, who, with) = (desk.site.clone(), login.clone(), key.clone());
    match desk.front.run(async move { lost_password::check_key(&site, &who, &with).await }).await {
        Ok(_) => Ok(Ok((login, key))),
        Err(error @ Error::Forbidden { .. }) => Ok(Err(error)),
        Err(error) => Err(error.into()),
    }
}

fn back_to_asking(desk: &Desk, error: &Error) -> HttpResponse {
    let code = if error.code() == "expired_key" { "expiredkey" } else { "invalidkey" };
    let mut response = redirect(&format!("{}/wp-login.php?action=lostpassword&error={code}", desk.site.url()));
    forget(desk, &mut response);
    response
}

fn forget(desk: &Desk, response: &mut HttpResponse) {
    let name = cookies::name(cookies::RESET_PASSWORD, &desk.site);
    let mut cookie = cookies::removal(name, desk.origin.is_https);
    cookie.set_path("/wp-login.php");
    drop(response.add_cookie(&cookie));
}

fn page(page: crate::plain_page::PlainPage, status: StatusCode) -> HttpResponse {
    let mut response = page.answer(status);
    guard_staff(response.headers_mut());
    response
}
