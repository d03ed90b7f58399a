//! `/wp-comments-post.php`: the form under a post.

use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use cms::audit::{Asker, asked_by};
use cms::comments::{self, Comment, NewComment, Status};
use cms::posts::{self, Post};
use cms::{Error, Site, permalinks};
use serde::Deserialize;

use crate::cookies;
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::php_files::redirect;
use crate::plain_page::{PlainPage, escape};
use crate::site;
use crate::visitor::{self, Visitor};

/// How long a browser remembers who commented (WordPress's `comment_cookie_lifetime`, 30,000,000 seconds).
const REMEMBERED_DAYS: i64 = 347;

/// The form's fields, by WordPress's names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    #[serde(rename = "comment_post_ID")]
    post: String,
    #[serde(rename = "comment_parent")]
    parent: String,
    author: String,
    email: String,
    url: String,
    comment: String,
    #[serde(rename = "wp-comment-cookies-consent")]
    consent: String,
    redirect_to: String,
    /// `cms::comments::HONEYPOT` is what this is named by; a test holds them together.
    #[serde(rename = "more_details")]
    honeypot: String,
}

/// Takes a comment and leads back to it; or says what is missing, as WordPress does.
pub async fn submit(
    request: HttpRequest,
    front: web::Data<Front>,
    given: web::Form<Given>,
) -> Result<HttpResponse, Failure> {
    let origin = Origin::of(request.head(), front.trusted());
    let site = site::of(&front, &origin).await?;
    let visitor = Visitor::of(&front, &site, request.headers()).await?;
    let given = given.into_inner();
    let (asked, id) = (site.clone(), number(&given.post));
    let post = front.run(async move { posts::by_id(&asked, id).await }).await?;
    let Some(post) = post else { return Err(Failure::NotFound) };
    let new = comment(&site, &request, &origin, &post, &given);
    let (asked, actor) = (site.clone(), visitor.actor.clone());
    let asker = Asker::new(&actor, "comment form", origin.client.to_string());
    match front.run(asked_by(asker, async move { comments::submit(&asked, &actor, new).await })).await {
        Ok(comment) => {
            let mut response = redirect(&place(&site, &post, &comment, &given).await?);
            if !visitor.actor.is_signed_in() {
                for cookie in remembering(&site, &given, &comment, origin.is_https) {
                    drop(response.add_cookie(&cookie));
                }
            }
            Ok(response)
        }
        Err(error) => refusal(&site, &post, error).await,
    }
}

fn comment(site: &Site, request: &HttpRequest, origin: &Origin, post: &Post, given: &Given) -> NewComment {
    let agent = request.headers().get("user-agent").and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let password = visitor::post_password(site, request.headers());
    NewComment {
        post_id: post.id,
        parent_id: number(&given.parent),
        author_name: without_nulls(&given.author),
        author_email: without_nulls(&given.email),
        author_url: without_nulls(&given.url),
        content: given.comment.clone(),
        author_ip: origin.client.to_string(),
        user_agent: agent.to_owned(),
        honeypot: given.honeypot.clone(),
        post_unlocked: password.is_some_and(|sealed| posts::unlocking::opens(&sealed, &post.password)),
        ..NewComment::default()
    }
}

/// No text in a database may have them.
fn without_nulls(text: &str) -> String {
    text.replace('\0', "")
}

fn number(text: &str) -> i64 {
    text.trim().parse().unwrap_or(0)
}

/// The comment's place on the page; while it waits, with the proof that lets its author see it there.
async fn place(site: &Site, post: &Post, comment: &Comment, given: &Given) -> Result<String, Failure> {
    let home = format!("{}/", site.url());
    let page = match given.redirect_to.trim() {
        wanted if wanted.starts_with(&home) => wanted.to_owned(),
        _ => permalinks::of_post(site, post).await?,
    };
    let mut place = page.split('#').next().unwrap_or_default().to_owned();
    if comment.status == Status::Hold.name() {
        let separator = if place.contains('?') { '&' } else { '?' };
        let hash = comments::moderation_hash(comment);
        place.push_str(&format!("{separator}unapproved={}&moderation-hash={hash}", comment.id));
    }
    Ok(format!("{place}#comment-{}", comment.id))
}

/// The three cookies of somebody who wants to be remembered; their removal for everybody else.
fn remembering(site: &Site, given: &Given, comment: &Comment, is_https: bool) -> Vec<Cookie<'static>> {
    let values = [
        (cookies::COMMENT_AUTHOR, &comment.author_name),
        (cookies::COMMENT_EMAIL, &comment.author_email),
        (cookies::COMMENT_URL, &comment.author_url),
    ];
    let cookie = |(prefix, value): (&str, &String)| {
        let name = cookies::name(prefix, site);
        if given.consent.is_empty() {
            cookies::removal(name, is_https)
        } else {
            cookies::new(name, value, Some(REMEMBERED_DAYS), is_https)
        }
    };
    values.into_iter().map(cookie).collect()
}

/// A page with the reason; its status is WordPress's, which answers 200 where a field is missing.
async fn refusal(site: &Site, post: &Post, error: Error) -> Result<HttpResponse, Failure> {
    let status = match &error {
        Error::Invalid { .. } => StatusCode::OK,
        Error::Forbidden { .. } => StatusCode::FORBIDDEN,
        Error::Conflict { .. } => StatusCode::CONFLICT,
        Error::Refused { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => return Err(error.into()),
    };
    let settings = site.settings();
    let words = settings.words();
    let message = escape(&words.say(&error.to_string()).replace("&#8217;", "\u{2019}"));
    let message = match message.split_once(": ") {
        Some((word, rest)) if word == words.say("Error") => format!("<strong>{word}:</strong> {rest}"),
        _ => message,
    };
    let back = escape(&permalinks::of_post(site, post).await?);
    let body = format!("<p>{message}</p>\n<p><a href=\"{back}#respond\">\u{ab} {}</a></p>", words.say("Back"));
    let title = words.say("Comment Submission Failure");
    Ok(PlainPage::new(title, body).in_language(&settings.language()).answer(status))
}
