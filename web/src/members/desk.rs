//! One request of a member, or of somebody who is none, with all that decides about it.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use cms::languages::Words;
use cms::members::{self, Member};
use cms::{Error, Site, users, view};

use crate::cookies;
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::{HTML, Policy};
use crate::php_files::redirect;
use crate::plain_page::{PlainPage, escape, guard_staff};
use crate::site;

/// Ours have 64 digits; longer ones are not worth a query.
const LONGEST_TOKEN: usize = 128;
const REMEMBERED_DAYS: i64 = 30;
/// The theme's own styles and scripts run here as everywhere; forms lead to this site alone, and nobody frames them.
const IN_THEME: &str = "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'";

/// The request.
pub struct Desk {
    /// The front.
    pub front: web::Data<Front>,
    /// The site.
    pub site: Site,
    /// Where it comes from.
    pub origin: Origin,
    /// The path that it asks for.
    pub path: String,
    /// Who asks, if it is a member.
    pub signed_in: Option<SignedIn>,
}

/// A member with the token of the session.
#[derive(Clone)]
pub struct SignedIn {
    /// Who.
    pub member: Member,
    /// The session's token.
    pub token: String,
}

impl Desk {
    /// The desk of this request.
    pub async fn of(request: &HttpRequest, front: web::Data<Front>) -> Result<Self, Failure> {
        let origin = Origin::of(request.head(), front.trusted());
        let site = site::of(&front, &origin).await?;
        let token = cookies::value(request.headers(), &cookies::name(cookies::MEMBER, &site));
        let token = token.filter(|token| (1..=LONGEST_TOKEN).contains(&token.len()));
        let signed_in = match token {
            Some(token) => {
                let (of, asked) = (site.clone(), token.clone());
                let member = front.run(async move { members::member_of(&of, &asked).await }).await?;
                member.map(|member| SignedIn { member, token })
            }
            None => None,
        };
        Ok(Self { front, site, origin, path: request.path().to_owned(), signed_in })
    }

    /// Whoever asks, who must be a member.
    pub fn member(&self) -> Result<&SignedIn, Failure> {
        let form = || Failure::NotSignedIn(self.address("sign-in"));
        self.signed_in.as_ref().ok_or_else(form)
    }

    /// The same of a form, which must come from a page of the session: another site's form has no proof.
    pub fn member_who_means(&self, nonce: &str) -> Result<&SignedIn, Failure> {
        let signed_in = self.member()?;
        let now = self.site.host().now();
        match users::nonces::verify(&signed_in.token, super::forms::NONCE, nonce, now) {
            true => Ok(signed_in),
            false => Err(Error::forbidden("wrong_nonce", "This form has expired. Please load the page again.").into()),
        }
    }

    /// Runs a verb on the host's runtime.
    pub async fn run<T, F>(&self, work: impl FnOnce(Site) -> F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Future<Output = cms::Result<T>> + Send + 'static,
    {
        Ok(self.front.run(work(self.site.clone())).await?)
    }

    /// What is said to the site's visitors.
    pub fn words(&self) -> Words {
        *self.site.settings().words()
    }

    /// The address of one of these pages.
    pub fn address(&self, page: &str) -> String {
        format!("{}/wp-members/{page}", self.site.url())
    }

    /// Leads there.
    pub fn go(&self, page: &str) -> HttpResponse {
        let mut response = redirect(&self.address(page));
        *response.status_mut() = StatusCode::SEE_OTHER;
        response
    }

    /// A page for whoever asks alone, with this heading: in the site's theme, or plain where that has no template for it.
    pub async fn page(&self, status: StatusCode, title: &str, body: &str) -> Result<HttpResponse, Failure> {
        let asked = view::Request::visit(&self.path);
        let (heading, html) = (title.to_owned(), body.to_owned());
        let themed = self.run(|site| async move { view::members_page(&site, &asked, &heading, &html).await }).await?;
        let Some(page) = themed else { return Ok(self.plain_page(status, title, body)) };
        let mut response = HttpResponse::build(status).content_type(HTML).body(page.html);
        let headers = response.headers_mut();
        Policy::NoStore.apply(headers);
        guard_staff(headers);
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(IN_THEME));
        Ok(response)
    }

    fn plain_page(&self, status: StatusCode, title: &str, body: &str) -> HttpResponse {
        let settings = self.site.settings();
        let titled = format!("{title} \u{2039} {}", settings.blogname());
        let body = format!("<h1>{}</h1>{body}", escape(title));
        let mut response = PlainPage::new(titled, body).in_language(&settings.language()).answer(status);
        guard_staff(response.headers_mut());
        response
    }

    /// Begins a session and leads on to the post that somebody came from, or to the account.
    pub async fn welcome(&self, member: Member, post: &str) -> Result<HttpResponse, Failure> {
        let token = self.run(|site| async move { members::start_session(&site, &member).await }).await?;
        let mut response = match post.parse::<i64>() {
            Ok(id) if id > 0 => redirect(&format!("{}/?p={id}", self.site.url())),
            _ => self.go(""),
        };
        *response.status_mut() = StatusCode::SEE_OTHER;
        let name = cookies::name(cookies::MEMBER, &self.site);
        drop(response.add_cookie(&cookies::new(name, &token, Some(REMEMBERED_DAYS), self.origin.is_https)));
        Ok(response)
    }

    /// Leads there, and has the browser forget the session.
    pub fn farewell(&self, page: &str) -> HttpResponse {
        let mut response = self.go(page);
        let name = cookies::name(cookies::MEMBER, &self.site);
        drop(response.add_cookie(&cookies::removal(name, self.origin.is_https)));
        response
    }
}
