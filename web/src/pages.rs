//! A site's own addresses: whatever is no route of the host.

use std::future::Future;
use std::sync::Arc;

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};
use cms::permalinks::rest_url;
use cms::posts::Reader;
use cms::{Actor, Site, view};

use crate::failure::Failure;
use crate::front::Front;
use crate::kept_pages::may_be_shared;
use crate::origin::Origin;
use crate::output::{
    Accepted, Begun, CacheState, Made, PageCache, Policy, Served, StoredPage, has_tracking, respond, without_tracking,
};
use crate::visitor::{self, Visitor};
use crate::{admin, members, preview_link, render, site};

/// Answers with the page, feed, redirect or "not found" that the site has there.
pub async fn show(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    if ![Method::GET, Method::HEAD, Method::POST].contains(request.method()) {
        return Err(Failure::Method("GET, HEAD, POST"));
    }
    let begun = front.pages().begin();
    let origin = Origin::of(request.head(), front.trusted());
    let key = PageCache::key(&origin.host, request.path(), request.query_string());
    if let Some(response) = seen_before(&front, &request, &key).await {
        return Ok(response);
    }
    let site = site::of(&front, &origin).await?;
    if let Some(response) = to_its_own_name(&site, &origin, &request) {
        return Ok(response);
    }
    if is_foreign_script(request.path()) {
        return Ok(no_script(&site));
    }
    let served = served(&front, &site, &request, &key, begun).await?;
    front.meters().page(served.state);
    if served.state != CacheState::Bypass
        && let Some(site) = served.page.read_on()
    {
        front.visits().count(site, request.head());
    }
    Ok(respond(&served.page, request.head(), served.state, front.host().clock().now()))
}

/// Whoever asked by another of a site's names goes on to its own (`redirect_canonical`); the port may be a balancer's.
fn to_its_own_name(site: &Site, origin: &Origin, request: &HttpRequest) -> Option<HttpResponse> {
    let own = url::Url::parse(site.url()).ok()?;
    let asked = url::Url::parse(&format!("http://{}", origin.host)).ok()?;
    if own.host() == asked.host() || request.method() == Method::POST {
        return None;
    }
    let rest = request.uri().path_and_query().map_or("/", |rest| rest.as_str());
    Some(HttpResponse::MovedPermanently().insert_header(("Location", format!("{}{rest}", site.url()))).finish())
}

/// While the database is away nobody waits for it: what was seen before is shown at once, to everybody alike.
async fn seen_before(front: &Front, request: &HttpRequest, key: &str) -> Option<HttpResponse> {
    let pages = front.pages();
    if !pages.is_on() || request.method() == Method::POST || pages.knows_all_purges() {
        return None;
    }
    let page = pages.seen_before(key).await?;
    front.meters().page(CacheState::Stale);
    Some(respond(&page, request.head(), CacheState::Stale, front.host().clock().now()))
}

async fn served(
    front: &web::Data<Front>,
    site: &Site,
    request: &HttpRequest,
    key: &str,
    begun: Begun,
) -> Result<Served, Failure> {
    let (path, query) = (request.path(), request.query_string());
    if !front.pages().is_on() || !may_be_shared(request.head()) {
        let site = &admin::as_previewed(front, site, request).await?;
        let visitor = Visitor::of(front, site, request.headers()).await?;
        preview_link::check(site, &visitor, query)?;
        return bypass(front, site, request, personal(front, site, request, &visitor).await?, visitor, begun).await;
    }
    let asked = visit(path, &without_tracking(query));
    let served = front.pages().get_or_make(key, site.id(), begun, make(front, site, asked)).await?;
    if served.page.is_redirect() && has_tracking(query) {
        // Where a link leads on, what its sender wants counted goes along.
        let nobody = Visitor { actor: Actor::Visitor, token: None };
        return bypass(front, site, request, visit(path, query), nobody, begun).await;
    }
    Ok(served)
}

/// For this visitor alone.
async fn bypass(
    front: &web::Data<Front>,
    site: &Site,
    request: &HttpRequest,
    asked: view::Request,
    visitor: Visitor,
    begun: Begun,
) -> Result<Served, Failure> {
    let is_member = asked.reader != Reader::Stranger;
    let mut made = make(front, site, asked).await?;
    if is_member {
        made.policy = Policy::NoStore;
    }
    if visitor.actor.is_signed_in() {
        made.policy = Policy::NoStore;
        made = admin::with_bar(made, request, front, site, visitor).await?;
    }
    let page = Arc::new(StoredPage::new(made, site.id(), begun));
    page.compress_once(Accepted::by(request.headers())).await;
    Ok(Served { page, state: CacheState::Bypass })
}

fn make(front: &web::Data<Front>, site: &Site, asked: view::Request) -> impl Future<Output = cms::Result<Made>> {
    let (front, site) = (front.clone(), site.clone());
    async move { front.run(async move { render::made(&site, &asked).await }).await }
}

fn visit(path: &str, query: &str) -> view::Request {
    view::Request { query: query.to_owned(), path: path.to_owned(), ..view::Request::visit("") }
}

async fn personal(
    front: &Front,
    site: &Site,
    request: &HttpRequest,
    visitor: &Visitor,
) -> Result<view::Request, Failure> {
    let headers = request.headers();
    Ok(view::Request {
        path: request.path().to_owned(),
        query: request.query_string().to_owned(),
        actor: visitor.actor.clone(),
        post_password: visitor::post_password(site, headers),
        reader: members::reader_of(front, site, headers).await?,
        commenter: visitor::commenter(site, headers),
    })
}

/// Other programs' scripts are looked for on every server; they are not worth a page.
/// There are no scripts. The answer says where the API is all the same: clients look for it under `/wp-admin.php`.
fn no_script(site: &Site) -> HttpResponse {
    let api = format!("<{}>; rel=\"https://api.w.org/\"", rest_url(site, "/"));
    let mut answer = HttpResponse::NotFound();
    answer.insert_header(("Link", api)).content_type("text/html").body("<h1>404 Not Found</h1>\n")
}

fn is_foreign_script(path: &str) -> bool {
    path.ends_with(".php") && !path.ends_with("/index.php")
}
