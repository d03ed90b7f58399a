//! Signing up and in. Whether an address belongs to a member is told by no word and no delay: the answer leaves before
//! anybody looks.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use cms::Error;
use cms::members::{self, NewMember};

use super::desk::Desk;
use super::forms::{choice, field, form, hidden, notice};
use super::routes::{Said, value};
use crate::failure::Failure;
use crate::plain_page::escape;

/// The form for new members.
pub async fn sign_up_form(desk: &Desk, said: &Said, sentence: &str) -> Result<HttpResponse, Failure> {
    let words = desk.words();
    let fields = [
        field("email", "email", words.say("Email address"), value(said, "email"), "autocomplete=\"email\" required"),
        field("text", "name", words.say("Name (if you like)"), value(said, "name"), "autocomplete=\"name\""),
        field(
            "password",
            "password",
            words.say("Password (or none: then a link comes by letter)"),
            "",
            "autocomplete=\"new-password\"",
        ),
        choice("newsletter", words.say("Send me new posts by letter"), false),
        hidden("post", value(said, "post")),
    ];
    let body = format!(
        "{}{}<p class=\"quiet\"><a href=\"{}\">{}</a></p>",
        notice(sentence),
        form(desk, "sign-up", &fields.concat(), words.say("Sign up")),
        escape(&desk.address("sign-in")),
        words.say("Sign in"),
    );
    desk.page(StatusCode::OK, words.say("Become a member"), &body).await
}

/// The form for members.
pub async fn sign_in_form(desk: &Desk, said: &Said, sentence: &str) -> Result<HttpResponse, Failure> {
    let words = desk.words();
    let email = || {
        field("email", "email", words.say("Email address"), value(said, "email"), "autocomplete=\"username\" required")
    };
    let password =
        field("password", "password", words.say("Password"), "", "autocomplete=\"current-password\" required");
    let post = hidden("post", value(said, "post"));
    let body = format!(
        "{}{}<p>{}</p>{}<p class=\"quiet\"><a href=\"{}\">{}</a></p>",
        notice(sentence),
        form(desk, "sign-in", &format!("{}{password}{post}", email()), words.say("Sign in")),
        words.say("Or without a password:"),
        form(
            desk,
            "send-link",
            &email()
                .replace("id=\"email\"", "id=\"email_for_link\"")
                .replace("for=\"email\"", "for=\"email_for_link\""),
            words.say("Send me a link")
        ),
        escape(&desk.address("sign-up")),
        words.say("Become a member"),
    );
    desk.page(StatusCode::OK, words.say("Sign in"), &body).await
}

/// One button, for those who follow a link in a letter.
pub async fn really(desk: &Desk, page: &str, said: &Said) -> Result<HttpResponse, Failure> {
    let words = desk.words();
    let (title, button) = match page {
        "confirm" => (words.say("Confirm your email address"), words.say("Confirm")),
        _ => (words.say("Sign in"), words.say("Sign in")),
    };
    let body = form(desk, page, &hidden("key", value(said, "key")), button);
    desk.page(StatusCode::OK, title, &body).await
}

/// Has the letter written after the answer has left.
pub async fn sign_up(desk: &Desk, given: Said) -> Result<HttpResponse, Failure> {
    slow_down(desk, "sign-up")?;
    let new = NewMember {
        email: value(&given, "email").to_owned(),
        name: value(&given, "name").to_owned(),
        password: value(&given, "password").to_owned(),
        newsletter: !value(&given, "newsletter").is_empty(),
    };
    let site = desk.site.clone();
    in_background(desk, async move { members::sign_up(&site, new).await });
    letter_is_on_its_way(desk, value(&given, "email")).await
}

/// The same for a link that signs in.
pub async fn send_link(desk: &Desk, given: Said) -> Result<HttpResponse, Failure> {
    slow_down(desk, "link")?;
    let (site, email) = (desk.site.clone(), value(&given, "email").to_owned());
    in_background(desk, async move { members::ask_for_link(&site, &email).await });
    letter_is_on_its_way(desk, value(&given, "email")).await
}

async fn letter_is_on_its_way(desk: &Desk, email: &str) -> Result<HttpResponse, Failure> {
    let words = desk.words();
    let sentence = words.fill(
        "If %s is an address that we can write to, a letter is on its way to it. Follow the link in it within a day.",
        &[&escape(email)],
    );
    let body = format!("<p>{sentence}</p>");
    desk.page(StatusCode::OK, words.say("Look into your mailbox"), &body).await
}

fn in_background(desk: &Desk, work: impl Future<Output = cms::Result<()>> + Send + 'static) {
    desk.front.runtime().spawn(async move {
        match work.await {
            Ok(()) | Err(Error::Invalid { .. }) => {}
            Err(error) => tracing::error!(%error, "a letter to a member could not be written"),
        }
    });
}

/// Every question counts: who asks for many letters is slowed like one who guesses passwords.
fn slow_down(desk: &Desk, what: &str) -> Result<(), Failure> {
    let (now, address) = (desk.front.host().clock().now(), desk.origin.client.to_string());
    let who = format!("member {what} of {address}");
    let wait = desk.front.brakes().wait(&who, &address, now);
    if wait > 0 {
        return Err(Failure::TooMany(wait));
    }
    desk.front.brakes().failed(&who, &address, now);
    Ok(())
}

/// Signs in by a password.
pub async fn sign_in(desk: &Desk, given: Said) -> Result<HttpResponse, Failure> {
    let (now, address) = (desk.front.host().clock().now(), desk.origin.client.to_string());
    let account = format!("member {} {}", desk.site.id(), value(&given, "email"));
    let wait = desk.front.brakes().wait(&account, &address, now);
    if wait > 0 {
        return Err(Failure::TooMany(wait));
    }
    let (email, typed) = (value(&given, "email").to_owned(), value(&given, "password").to_owned());
    match desk.run(|site| async move { members::sign_in(&site, &email, &typed).await }).await {
        Ok(member) => {
            desk.front.brakes().succeeded(&account);
            desk.welcome(member, value(&given, "post")).await
        }
        Err(Failure::Cms(error @ Error::Forbidden { .. })) => {
            desk.front.brakes().failed(&account, &address, now);
            sign_in_form(desk, &given, desk.words().say(&error.to_string())).await
        }
        Err(error) => Err(error),
    }
}

/// Makes the member whose letter it was.
pub async fn confirm(desk: &Desk, given: Said) -> Result<HttpResponse, Failure> {
    let key = value(&given, "key").to_owned();
    let confirmed = desk.run(|site| async move { members::confirm(&site, &key).await }).await;
    let_in(desk, confirmed).await
}

/// Signs in by the link of a letter.
pub async fn by_link(desk: &Desk, given: Said) -> Result<HttpResponse, Failure> {
    let key = value(&given, "key").to_owned();
    let found = desk.run(|site| async move { members::sign_in_by_link(&site, &key).await }).await;
    let_in(desk, found).await
}

async fn let_in(desk: &Desk, found: Result<members::Member, Failure>) -> Result<HttpResponse, Failure> {
    match found {
        Ok(member) => desk.welcome(member, "").await,
        Err(Failure::Cms(error @ (Error::Forbidden { .. } | Error::NotFound { .. }))) => {
            sign_in_form(desk, &Said::new(), desk.words().say(&error.to_string())).await
        }
        Err(error) => Err(error),
    }
}
