//! `oembed/1.0`: this site's posts for other sites, and other sites' pages for whoever writes here.

use cms::oembed::{self, OEmbed, Wanted};
use cms::users::Capability;
use cms::view;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse, http_address, xml};

const NAMESPACE: &str = "oembed/1.0";
/// The widest card where nobody says, in pixels.
const WIDTH: i64 = 600;

/// Their routes.
pub fn routes() -> Vec<Route> {
    let url = || Property::text("The address.").format("uri").required();
    let format = json!({"default": "json"});
    let width = json!({"default": WIDTH});
    let embed = json!({"url": Value::from(url()), "format": format, "maxwidth": width});
    let proxy = property::all([
        ("url", url()),
        ("format", Property::text("The form of the answer.").default("json").one_of(&["json", "xml"])),
        ("maxwidth", Property::integer("The widest that it may be, in pixels.").default(WIDTH)),
        ("maxheight", Property::integer("The highest that it may be, in pixels.")),
        ("discover", Property::flag("Whether sites that nobody vouches for may be asked.").default(true)),
    ]);
    vec![
        Route::new(NAMESPACE, "/oembed/1.0/embed").endpoint(Endpoint::new(READ, embed, provide)),
        Route::new(NAMESPACE, "/oembed/1.0/proxy")
            .endpoint(Endpoint::new(READ, proxy, consume).permission(|request| async move { may_consume(&request) })),
    ]
}

fn not_found() -> RestError {
    RestError::new(404, "oembed_invalid_url", "Not Found")
}

async fn provide(request: RestRequest) -> RestResult {
    let url = request.text("url").unwrap_or_default();
    let post = view::post_at(&request.site, &url).await?.ok_or_else(not_found)?;
    let width = request.number("maxwidth").unwrap_or(WIDTH).saturating_abs();
    let answer = oembed::of_post(&request.site, &post, width).await?.ok_or_else(not_found)?;
    match request.text("format").as_deref() {
        Some("xml") => Ok(as_xml(&answer)),
        _ => Ok(RestResponse::ok(json!(answer))),
    }
}

fn as_xml(answer: &OEmbed) -> RestResponse {
    let document = xml::document("oembed", &json!(answer));
    RestResponse {
        raw: Some(("text/xml; charset=UTF-8".into(), document.into_bytes())),
        ..RestResponse::ok(Value::Null)
    }
}

fn may_consume(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to make proxied oEmbed requests.";
    Err(RestError::forbidden(&request.actor, "rest_forbidden", message))
}

async fn consume(request: RestRequest) -> RestResult {
    let url = http_address::parse(&request.text("url").unwrap_or_default()).ok_or_else(not_found)?;
    let wanted = Wanted {
        url: url.to_string(),
        max_width: request.number("maxwidth").unwrap_or(WIDTH).clamp(0, 10_000),
        max_height: request.number("maxheight").map(|height| height.clamp(0, 10_000)),
        discover: request.flag("discover").unwrap_or(true),
    };
    let client = request.site.host().http();
    Ok(RestResponse::ok(oembed::of_address(&request.site, &request.actor, client, &wanted).await?))
}
