//! What members do with their own account. Each form carries the session's proof.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use cms::Error;
use cms::members::{self, Begun};

use super::account_page;
use super::desk::Desk;
use super::forms::notice;
use super::routes::{Said, value};
use crate::failure::Failure;
use crate::output::Policy;
use crate::plain_page::escape;

/// Signs out.
pub async fn sign_out(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let token = desk.member_who_means(value(given, "nonce"))?.token.clone();
    desk.run(|site| async move { members::end_session(&site, &token).await }).await?;
    Ok(desk.farewell("sign-in"))
}

/// Takes a plan; leads on to the provider's page where a card is needed.
pub async fn subscribe(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let member = desk.member_who_means(value(given, "nonce"))?.member.clone();
    let plan = value(given, "plan").parse().unwrap_or(0);
    let begun = desk.run(|site| async move { members::subscribe(&site, &member, plan).await }).await;
    match begun {
        Ok(Begun::Yes(_)) => Ok(desk.go("")),
        Ok(Begun::NeedsCard(_)) => to_card_page(desk).await,
        Err(error) => told(desk, error).await,
    }
}

/// Leads on to the provider's page for another card.
pub async fn give_card(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    desk.member_who_means(value(given, "nonce"))?;
    to_card_page(desk).await
}

/// The browser goes by a link: a form may lead to this site alone.
async fn to_card_page(desk: &Desk) -> Result<HttpResponse, Failure> {
    let member = desk.member()?.member.clone();
    match desk.run(|site| async move { members::card_page(&site, &member).await }).await {
        Ok(url) => {
            let words = desk.words();
            let body = format!(
                "<p>{}</p><p><a href=\"{}\" rel=\"noreferrer\">{}</a></p>",
                words.say("You give your card to the payment provider, not to us. Its page opens in a moment."),
                escape(&url),
                words.say("Go to the payment provider")
            );
            let mut response = desk.page(StatusCode::OK, words.say("Your card"), &body).await?;
            if let Ok(refresh) = header::HeaderValue::from_str(&format!("1; url={url}")) {
                response.headers_mut().insert(header::REFRESH, refresh);
            }
            Ok(response)
        }
        Err(error) => told(desk, error).await,
    }
}

/// The browser comes back from the provider's page. Whose page it was is asked of the provider.
pub async fn card_given(desk: &Desk, asked: &Said) -> Result<HttpResponse, Failure> {
    let (id, page) = (desk.member()?.member.id, value(asked, "page").to_owned());
    if page.is_empty() {
        return Ok(desk.go(""));
    }
    match desk.run(|site| async move { members::finish_card(&site, id, &page).await }).await {
        Ok(_) => Ok(desk.go("")),
        Err(error) => told(desk, error).await,
    }
}

/// Cancels the plan at the end of what is paid for.
pub async fn cancel(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let member = desk.member_who_means(value(given, "nonce"))?.member.clone();
    match desk.run(|site| async move { members::cancel_own(&site, &member).await }).await {
        Ok(_) => Ok(desk.go("")),
        Err(error) => told(desk, error).await,
    }
}

/// Keeps the plan after all.
pub async fn resume(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let member = desk.member_who_means(value(given, "nonce"))?.member.clone();
    match desk.run(|site| async move { members::resume_own(&site, &member).await }).await {
        Ok(_) => Ok(desk.go("")),
        Err(error) => told(desk, error).await,
    }
}

/// Whether new posts come by letter.
pub async fn newsletter(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let member = desk.member_who_means(value(given, "nonce"))?.member.clone();
    let wanted = !value(given, "newsletter").is_empty();
    desk.run(|site| async move { members::set_newsletter(&site, &member, wanted).await }).await?;
    Ok(desk.go(""))
}

/// Sets a password; this browser stays signed in, all others do not.
pub async fn password(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let member = desk.member_who_means(value(given, "nonce"))?.member.clone();
    let (of, typed) = (member.clone(), value(given, "password").to_owned());
    match desk.run(|site| async move { members::set_password(&site, &of, &typed).await }).await {
        Ok(()) => desk.welcome(member, "").await,
        Err(error) => told(desk, error).await,
    }
}

/// All that is kept of the member, as a file.
pub async fn export(desk: &Desk) -> Result<HttpResponse, Failure> {
    let member = desk.member()?.member.clone();
    let data = desk.run(|site| async move { members::export_own(&site, &member).await }).await?;
    let mut response = HttpResponse::Ok()
        .content_type("application/json; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"member.json\""))
        .body(format!("{data:#}\n"));
    Policy::NoStore.apply(response.headers_mut());
    Ok(response)
}

/// Leaves. Whoever wants that types the word.
pub async fn leave(desk: &Desk, given: &Said) -> Result<HttpResponse, Failure> {
    let member = desk.member_who_means(value(given, "nonce"))?.member.clone();
    let words = desk.words();
    let typed = value(given, "really").trim().to_lowercase();
    if typed != "leave" && typed != words.say("leave") {
        return account_page::show(desk, words.say("Type the word leave to leave.")).await;
    }
    desk.run(|site| async move { members::leave(&site, &member).await }).await?;
    let body = notice(words.say("You are no member any more, and your data is gone."));
    let mut response = desk.page(StatusCode::OK, words.say("Goodbye"), &body).await?;
    let gone = crate::cookies::removal(crate::cookies::name(crate::cookies::MEMBER, &desk.site), desk.origin.is_https);
    drop(response.add_cookie(&gone));
    Ok(response)
}

/// A refusal stands above the account; what is no refusal is a failure.
async fn told(desk: &Desk, failure: Failure) -> Result<HttpResponse, Failure> {
    match failure {
        Failure::Cms(
            error @ (Error::Refused { .. } | Error::Conflict { .. } | Error::NotFound { .. } | Error::Invalid { .. }),
        ) => account_page::show(desk, desk.words().say(&error.to_string())).await,
        other => Err(other),
    }
}
