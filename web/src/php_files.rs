//! The other `.php` files that a WordPress site answers at, as far as others still ask for them.

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use cms::Site;
use cms::permalinks::rest_url;

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::{HTML, Policy};
use crate::plain_page::{PlainPage, escape};
use crate::site;
use crate::xmlrpc;

/// A picture of our own at the address where clients and themes look for WordPress's default icon.
const SITE_ICON: &[u8] = include_bytes!("site_icon.png");

/// The default site icon.
pub async fn site_icon() -> HttpResponse {
    let mut response = HttpResponse::Ok().content_type("image/png").body(SITE_ICON);
    Policy::Hour.apply(response.headers_mut());
    response
}

/// `wp-cron.php`: due events are run by the host's own runner, whoever asks.
pub async fn cron(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let mut response = HttpResponse::Ok().content_type(HTML).finish();
    Policy::NoCache.apply(response.headers_mut());
    Ok(response)
}

/// `xmlrpc.php` asked with GET: WordPress's answer, or the list of APIs that every page's head names.
pub async fn xmlrpc(request: HttpRequest, front: web::Data<Front>, body: web::Bytes) -> Result<HttpResponse, Failure> {
    if request.query_string().split('&').any(|parameter| parameter == "rsd") {
        let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
        return Ok(HttpResponse::Ok().content_type("text/xml; charset=UTF-8").body(service_description(&site)));
    }
    if request.method() != Method::POST {
        return Ok(refuse_get("XML-RPC server accepts POST requests only."));
    }
    xmlrpc::handle(request, front, body).await
}

/// Really Simple Discovery: which APIs an editor may use here.
fn service_description(site: &Site) -> String {
    let home = escape(site.url());
    let api = escape(&rest_url(site, "/"));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rsd version=\"1.0\" xmlns=\"http://archipelago.phrasewise.com/rsd\">\n<service>\n\
         <engineName>Platen</engineName>\n<homePageLink>{home}</homePageLink>\n<apis>\n\
         <api name=\"WordPress\" blogID=\"1\" preferred=\"true\" apiLink=\"{home}/xmlrpc.php\" />\n\
         <api name=\"Movable Type\" blogID=\"1\" preferred=\"false\" apiLink=\"{home}/xmlrpc.php\" />\n\
         <api name=\"MetaWeblog\" blogID=\"1\" preferred=\"false\" apiLink=\"{home}/xmlrpc.php\" />\n\
         <api name=\"Blogger\" blogID=\"1\" preferred=\"false\" apiLink=\"{home}/xmlrpc.php\" />\n\
         <api name=\"WP-API\" blogID=\"1\" preferred=\"false\" apiLink=\"{api}\" />\n\
         </apis>\n</service>\n</rsd>\n"
    )
}

/// `wp-comments-post.php` takes a form.
pub async fn post_only() -> HttpResponse {
    refuse_get("")
}

fn refuse_get(words: &'static str) -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header((header::ALLOW, "POST"))
        .content_type("text/plain;charset=UTF-8")
        .body(words)
}

/// `wp-trackback.php` without a post.
pub async fn trackback() -> HttpResponse {
    trackback_error(StatusCode::NOT_FOUND, "I really need an ID for this to work.")
}

/// A refusal in the form that trackback clients read.
pub fn trackback_error(status: StatusCode, message: &str) -> HttpResponse {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<response>\n<error>1</error>\n<message>{}</message>\n</response>",
        escape(message)
    );
    let mut response = HttpResponse::build(status).content_type("text/xml; charset=UTF-8").body(body);
    Policy::NoStore.apply(response.headers_mut());
    response
}

/// `wp-links-opml.php`: the link manager's list, which no new site fills.
pub async fn links(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let body = format!(
        "<?xml version=\"1.0\"?>\n<opml version=\"1.0\">\n\t<head>\n\t\t<title>Links for {}</title>\n\
         \t\t<dateCreated>{}</dateCreated>\n\t</head>\n\t<body>\n</body>\n</opml>\n",
        escape(&site.settings().blogname()),
        site.host().now().format("%a, %d %b %Y %H:%M:%S GMT"),
    );
    Ok(HttpResponse::Ok().content_type("text/xml; charset=UTF-8").body(body))
}

/// `wp-signup.php` and `wp-activate.php`: a site that is one among others has one place to register.
pub async fn register(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    Ok(redirect(&format!("{}/wp-login.php?action=register", site.url())))
}

/// `wp-mail.php`: posting by mail is not offered.
pub async fn mail() -> HttpResponse {
    let message = "This action has been disabled by the administrator.";
    PlainPage::new("Error", format!("<p>{message}</p>")).answer(StatusCode::FORBIDDEN)
}

/// A redirect of the staff's side, which nobody keeps.
pub fn redirect(location: &str) -> HttpResponse {
    let mut response = HttpResponse::Found().content_type(HTML).insert_header(("x-redirect-by", "WordPress")).finish();
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Policy::NoStore.apply(response.headers_mut());
    response
}
