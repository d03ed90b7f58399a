//! `wp-mail.php?unsubscribe=…`: the way out of a kind of letters. A mail program posts here for its reader (RFC 8058);
//! whoever opens the address sees a page and decides. Looking alone changes nothing, since programs look at every link.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use cms::letters::{self, WayOut};
use cms::{Error, Site, members};

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::plain_page::{PlainPage, escape};
use crate::site;

/// What the address carries.
#[derive(serde::Deserialize)]
pub struct Asked {
    unsubscribe: String,
}

/// GET: what it would do, and the button that does it.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    match letters::way_out(&site, &asked.unsubscribe).await {
        Ok(way_out) => Ok(question(&site, &way_out, &asked.unsubscribe)),
        Err(error) => refused(&site, error),
    }
}

/// POST: it is done, whatever the form says; doing it again changes nothing.
pub async fn submit(
    request: HttpRequest,
    front: web::Data<Front>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let (of, token) = (site.clone(), asked.into_inner().unsubscribe);
    match front.run(async move { members::unsubscribe(&of, &token).await }).await {
        Ok(way_out) => Ok(done(&site, &way_out)),
        Err(error) => refused(&site, error),
    }
}

fn question(site: &Site, way_out: &WayOut, token: &str) -> HttpResponse {
    let words = site.settings().words();
    let (what, who, home) = (words.say(way_out.kind.plural()), escape(&way_out.address), escape(site.url()));
    let token = escape(token);
    let body = format!(
        "<h1>{unsubscribe}</h1><p>{question}</p>\
         <form action=\"{home}/wp-mail.php?unsubscribe={token}\" method=\"post\">\
         <input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">\
         <button type=\"submit\">{unsubscribe}</button></form>",
        unsubscribe = words.say("Unsubscribe"),
        question = words.fill("No more %1$s to %2$s?", &[&what, &who]),
    );
    titled(site, body).answer(StatusCode::OK)
}

fn done(site: &Site, way_out: &WayOut) -> HttpResponse {
    let words = site.settings().words();
    let (who, what) = (escape(&way_out.address), words.say(way_out.kind.plural()));
    let sentence = words.fill("%1$s gets no more %2$s.", &[&who, &what]);
    let body = format!("<h1>{}</h1><p>{sentence}</p>", words.say("Unsubscribed"));
    titled(site, body).answer(StatusCode::OK)
}

fn refused(site: &Site, error: Error) -> Result<HttpResponse, Failure> {
    match error {
        Error::Forbidden { message, .. } => {
            let words = site.settings().words();
            let body = format!("<h1>{}</h1><p>{}</p>", words.say("Unsubscribe"), escape(words.say(&message)));
            Ok(titled(site, body).answer(StatusCode::FORBIDDEN))
        }
        other => Err(other.into()),
    }
}

fn titled(site: &Site, body: String) -> PlainPage {
    let settings = site.settings();
    let title = settings.words().say("Unsubscribe");
    PlainPage::new(format!("{title} \u{2039} {}", settings.blogname()), body).in_language(&settings.language())
}
