//! The first to see every request. What the page cache has is sent from here, before any routing; everything else gets
//! a name, is looked at for what nobody should send, and goes on to the routes.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::time::Instant;

use actix_http::{ConnectionType, Request, Response};
use actix_service::IntoServiceFactory;
use actix_web::body::BoxBody;
use actix_web::dev::{AppConfig, RequestHead, Service, ServiceFactory, ServiceResponse};
use actix_web::http::Uri;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{Error, HttpResponse, ResponseError};
use futures::future::{Either, LocalBoxFuture};
use tracing::Instrument;

use crate::failure::Failure;
use crate::front::Front;
use crate::{address, kept_pages, request_id, spoken};

/// Puts the door before `application`.
pub fn before<A, F>(application: A, front: Arc<Front>) -> FrontDoor<F>
where
    A: IntoServiceFactory<F, Request>,
    F: ServiceFactory<Request>,
{
    FrontDoor { application: application.into_factory(), front }
}

/// Makes an [`OpenDoor`] for each worker.
#[derive(Debug)]
pub struct FrontDoor<F> {
    application: F,
    front: Arc<Front>,
}

/// One worker's door.
#[derive(Debug)]
pub struct OpenDoor<S> {
    application: S,
    front: Arc<Front>,
}

impl<F> ServiceFactory<Request> for FrontDoor<F>
where
    F: ServiceFactory<Request, Config = AppConfig, Response = ServiceResponse<BoxBody>, Error = Error>,
    F::Service: 'static,
    F::Future: 'static,
    F::InitError: 'static,
{
    type Response = Response<BoxBody>;
    type Error = Error;
    type Config = AppConfig;
    type Service = OpenDoor<F::Service>;
    type InitError = F::InitError;
    type Future = LocalBoxFuture<'static, Result<Self::Service, Self::InitError>>;

    fn new_service(&self, config: AppConfig) -> Self::Future {
        let (application, front) = (self.application.new_service(config), self.front.clone());
        Box::pin(async move { Ok(OpenDoor { application: application.await?, front }) })
    }
}

type Answer = Result<Response<BoxBody>, Error>;

impl<S> Service<Request> for OpenDoor<S>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + 'static,
    S::Future: 'static,
{
    type Response = Response<BoxBody>;
    type Error = Error;
    type Future = Either<Ready<Answer>, LocalBoxFuture<'static, Answer>>;

    actix_web::dev::forward_ready!(application);

    fn call(&self, request: Request) -> Self::Future {
        if let Some(response) = kept_pages::answer(&self.front, request.head()) {
            return Either::Left(ready(Ok(self.closing(response.into()))));
        }
        let begun = Instant::now();
        let id = request_id::of(request.head(), self.front.trusted());
        let span = tracing::info_span!("request", %id, method = %request.method(), path = %request.path());
        if let Err(failure) = check(&self.front, request.head()) {
            let response = named(failure.error_response(), &id);
            span.in_scope(|| log(response.status().as_u16(), "refused", begun));
            self.front.meters().answered("refused", response.status().as_u16(), begun.elapsed());
            return Either::Left(ready(Ok(self.closing(response.into()))));
        }
        Either::Right(Box::pin(answer(self.front.clone(), self.application.call(request), id, begun).instrument(span)))
    }
}

impl<S> OpenDoor<S> {
    /// While the front drains, nobody is to keep a connection for a next request.
    fn closing(&self, response: Response<BoxBody>) -> Response<BoxBody> {
        closing(&self.front, response)
    }
}

fn closing(front: &Front, mut response: Response<BoxBody>) -> Response<BoxBody> {
    if front.is_draining() {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    response
}

async fn answer<A>(front: Arc<Front>, application: A, id: String, begun: Instant) -> Answer
where
    A: Future<Output = Result<ServiceResponse<BoxBody>, Error>>,
{
    let answered = async {
        match application.await {
            Ok(answered) => {
                let route = answered.request().match_pattern().unwrap_or_else(|| "page".to_owned());
                (route, answered.into_parts().1)
            }
            Err(error) => ("refused".to_owned(), error.error_response()),
        }
    };
    let (route, response) = request_id::within(id.clone(), spoken::within(answered)).await;
    let status = response.status().as_u16();
    front.meters().answered(&route, status, begun.elapsed());
    log(status, &route, begun);
    Ok(closing(&front, named(response, &id).into()))
}

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

fn named(mut response: HttpResponse, id: &str) -> HttpResponse {
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}

/// One line a request; a host under load writes them at the level `debug` only.
fn log(status: u16, route: &str, begun: Instant) {
    let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    if status >= 500 {
        tracing::warn!(status, route, milliseconds, "answered");
    } else {
        tracing::debug!(status, route, milliseconds, "answered");
    }
}

/// Refuses addresses that nobody can have, and bodies that say themselves that they are too large.
fn check(front: &Front, head: &RequestHead) -> Result<(), Failure> {
    address::check(head.uri.path(), head.uri.query().unwrap_or_default()).map_err(Failure::BadAddress)?;
    let length = head.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse::<u64>().ok()).unwrap_or(0);
    let config = front.host().config();
    let limit = if takes_files(&head.uri) { config.upload_limit_mb } else { config.body_limit_mb };
    if length > (limit as u64) << 20 { Err(Failure::TooLarge) } else { Ok(()) }
}

/// Where files are uploaded; sites with plain addresses have the API in a parameter.
fn takes_files(uri: &Uri) -> bool {
    let mut parameters = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    uri.path().starts_with("/wp-json/wp/v2/media")
        || uri.path() == "/wp-admin/async-upload.php"
        || parameters.any(|(name, route)| name == "rest_route" && route.starts_with("/wp/v2/media"))
}
