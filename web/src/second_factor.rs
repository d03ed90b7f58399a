//! The second step of signing in at `/wp-login.php`: a code of the app, or setting one up where the site requires it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use cms::audit::{Asker, asked_by};
use cms::users::second_factor::{self, Pending};
use cms::users::{self, Model};
use cms::{Actor, Error};
use serde::Deserialize;

use crate::failure::Failure;
use crate::plain_page::{PlainPage, guard_staff};
use crate::second_factor_form as forms;
use crate::sign_in::{Desk, start_session};
use crate::sign_in_form::Message;

/// What the form of the second step says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SecondStep {
    token: String,
    authcode: String,
    redirect_to: String,
}

/// The form of the second step, if there is one for this person: to give a code, or to set up what gives them.
pub async fn step(
    desk: &Desk,
    user: &Model,
    remembered: bool,
    redirect_to: &str,
) -> Result<Option<HttpResponse>, Failure> {
    let (site, id) = (desk.site.clone(), user.id);
    let found = desk.front.run(async move {
        let host = site.host();
        let enabled = second_factor::is_enabled(host, id).await?;
        let role = users::on_site(&site, id).await?;
        if !enabled && !second_factor::is_required(site.settings(), role) {
            return Ok(None);
        }
        let token = second_factor::begin_sign_in(host, id, remembered).await?;
        // The person is known by the password; nobody is signed in yet.
        let enrolment = if enabled { None } else { Some(second_factor::begin(&site, &Actor::System, id).await?) };
        Ok(Some((token, enrolment)))
    });
    let Some((token, enrolment)) = found.await? else { return Ok(None) };
    let page = match enrolment {
        None => forms::ask(&desk.site, &token, redirect_to, &[]),
        Some(enrolment) => forms::enrol(&desk.site, &token, redirect_to, &enrolment, &[]),
    };
    Ok(Some(answered(&page)))
}

/// POST of the second step.
pub async fn submit(desk: &Desk, given: SecondStep) -> Result<HttpResponse, Failure> {
    let (host, token) = (desk.front.host().clone(), given.token.clone());
    let pending = match desk.front.run(async move { second_factor::find_sign_in(&host, &token).await }).await {
        Ok(pending) => pending,
        Err(error @ Error::Forbidden { .. }) => return Ok(desk.refusal(error.to_string())),
        Err(error) => return Err(error.into()),
    };
    let (now, address) = (desk.front.host().clock().now(), desk.origin.client.to_string());
    let wait = desk.front.brakes().wait(&pending.user.login, &address, now);
    if wait > 0 {
        return Err(Failure::TooMany(wait));
    }
    match accepted(desk, &pending, &given).await? {
        Accepted::Not => {
            desk.front.brakes().failed(&pending.user.login, &address, now);
            let wrong = Message::Error("The code is not right. Enter the newest one.".into());
            Ok(answered(&forms::ask(&desk.site, &given.token, &given.redirect_to, &[wrong])))
        }
        Accepted::Yes => start_session(desk, &pending.user, pending.remembered, &given.redirect_to).await,
        Accepted::With(codes) => {
            let signed_in = start_session(desk, &pending.user, pending.remembered, &given.redirect_to).await?;
            Ok(with_cookies_of(&signed_in, answered(&forms::recovery(&desk.site, &codes, &given.redirect_to))))
        }
    }
}

enum Accepted {
    Not,
    Yes,
    /// The factor is new: these are its recovery codes.
    With(Vec<String>),
}

/// Checks the code and, where it is right, uses up the form.
async fn accepted(desk: &Desk, pending: &Pending, given: &SecondStep) -> Result<Accepted, Failure> {
    let (site, id, code) = (desk.site.clone(), pending.user.id, given.authcode.clone());
    let token = given.token.clone();
    let work = async move {
        let host = site.host();
        let accepted = if second_factor::is_enabled(host, id).await? {
            if second_factor::check(host, id, &code).await? { Accepted::Yes } else { Accepted::Not }
        } else {
            match second_factor::confirm(&site, &Actor::System, id, &code).await {
                Ok(codes) => Accepted::With(codes),
                Err(Error::Invalid { .. }) => Accepted::Not,
                Err(error) => return Err(error),
            }
        };
        match accepted {
            Accepted::Not => second_factor::wrong_code(host, &token).await?,
            _ => second_factor::finish_sign_in(host, &token).await?,
        }
        Ok(accepted)
    };
    let asker = Asker {
        user_id: pending.user.id,
        login: pending.user.login.clone(),
        address: desk.origin.client.to_string(),
        face: "sign-in",
    };
    Ok(desk.front.run(asked_by(asker, work)).await?)
}

fn with_cookies_of(from: &HttpResponse, mut to: HttpResponse) -> HttpResponse {
    for cookie in from.cookies() {
        drop(to.add_cookie(&cookie));
    }
    to
}

fn answered(page: &PlainPage) -> HttpResponse {
    let mut response = page.answer(StatusCode::OK);
    guard_staff(response.headers_mut());
    response
}
