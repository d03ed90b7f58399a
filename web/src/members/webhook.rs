//! Messages of a payment provider. Whoever cannot sign them is told nothing.

use actix_web::{HttpRequest, HttpResponse, web};
use cms::members;

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::site;

/// Stripe's messages have some kilobytes.
const LARGEST: usize = 256 << 10;

/// POST: takes a message. One that came before is answered like a new one, so that it is not sent a third time.
pub async fn receive(request: HttpRequest, front: web::Data<Front>, body: web::Bytes) -> Result<HttpResponse, Failure> {
    let origin = Origin::of(request.head(), front.trusted());
    let site = site::of(&front, &origin).await?;
    if body.len() > LARGEST {
        return Err(Failure::TooLarge);
    }
    let signature = request.headers().get("stripe-signature").and_then(|value| value.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    let is_new = front.run(async move { members::receive(&site, &signature, &body).await }).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(format!("{{\"received\":true,\"new\":{is_new}}}")))
}
