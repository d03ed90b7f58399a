//! `/{key}.txt`: the file by which IndexNow knows that a site's key is its own. Any other such name is an address of the
//! site.

use actix_web::{HttpRequest, HttpResponse, web};
use cms::search_engines;

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::Policy;
use crate::{pages, site};

/// The key itself, or what the site has there.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    key: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    if !search_engines::is_key(&site, &key) {
        return pages::show(request, front).await;
    }
    let mut response = HttpResponse::Ok().content_type("text/plain; charset=UTF-8").body(key.into_inner());
    Policy::Hour.apply(response.headers_mut());
    Ok(response)
}
