//! What operators and balancers ask.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::Policy;

/// `/healthz`: the process answers.
pub async fn healthz() -> HttpResponse {
    let mut response = HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n");
    Policy::NoStore.apply(response.headers_mut());
    response
}

/// `/readyz`: whether the balancer should send visitors here. A front whose database is away goes on serving what it
/// has: it says so and stays. Asked with `?before_traffic`, as a rollout's validation does, it tells whether it could
/// serve, whatever the balancer is told meanwhile.
pub async fn readyz(request: HttpRequest, front: web::Data<Front>) -> HttpResponse {
    let host = front.host();
    let redis = host.redis().answers().await;
    let has_database = front.has_database();
    let is_draining =
        if request.query_string() == "before_traffic" { front.is_stopping() } else { front.is_draining() };
    let status = match (is_draining, has_database && redis != Some(false)) {
        (true, _) => "draining",
        (false, true) => "ready",
        (false, false) => "degraded",
    };
    let code = if is_draining { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let mut response = HttpResponse::build(code).json(json!({
        "status": status,
        "draining": is_draining,
        "database": if has_database { "ok" } else { "away" },
        "redis": match redis { Some(true) => "ok", Some(false) => "away", None => "not configured" },
        "purge_lag_milliseconds": u64::try_from(host.purges().lag().as_millis()).unwrap_or(u64::MAX),
        "page_cache": if front.pages().is_on() { "on" } else { "off" },
    }));
    Policy::NoStore.apply(response.headers_mut());
    response
}

/// `/metrics`: Prometheus's text, for those inside.
pub async fn metrics(request: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    // What a host counts is nobody's business outside.
    if platform::http::is_public(Origin::of(request.head(), front.trusted()).client) {
        return Err(Failure::NotFound);
    }
    let host = front.host();
    let redis = host.redis().answers().await;
    front.meters().note(front.pages().size(), host.purges().lag(), front.has_database(), redis);
    let text = host.metrics().text();
    let mut response = HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text);
    Policy::NoStore.apply(response.headers_mut());
    Ok(response)
}
