//! `platen/v1/sites/{id}/clones`: clones of a site on the same host, begun and looked after by network admins.

use cms::background::{self as work, Work};
use cms::clones::{self, NewClone};
use serde_json::{Map, Value, json};

use super::background::{self, Face, about};
use super::routes::NAMESPACE;
use super::sites::{may_manage, named};
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

const FACE: Face = Face { kind: &clones::KIND, base: "/platen/v1/sites", own, schema };

/// Their route.
pub fn routes() -> Vec<Route> {
    let permission = |request: RestRequest| async move { may_manage(&request) };
    let new = property::all([
        ("url", Property::text("The clone's home address, such as https://example.com.").required()),
        ("title", Property::text("Its title; the original's where it is left out.")),
    ]);
    vec![
        Route::new(NAMESPACE, r"/platen/v1/sites/(?P<id>[\d]+)/clones")
            .endpoint(Endpoint::new(READ, json!({}), list).permission(permission))
            .endpoint(Endpoint::new(CREATE, new, begin).permission(permission))
            .schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    let found = work::list(&site, &request.actor, &clones::KIND).await?;
    Ok(RestResponse::ok(found.iter().map(|work| FACE.shown(work)).collect()))
}

async fn begin(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    let text = |name: &str| request.text(name).unwrap_or_default();
    let new = NewClone { url: text("url"), title: text("title") };
    let begun = clones::begin(&site, &request.actor, new).await?;
    let location = request.rest_url(&format!("platen/v1/sites/{}/clones", site.id()));
    Ok(RestResponse::created(FACE.shown(&begun), location))
}

fn own(clone: &Work) -> Value {
    let wanted: Map<String, Value> = serde_json::from_str(&clone.about).unwrap_or_default();
    json!({
        "site": wanted.get("site"), "url": about(clone, "url"), "part": clone.part, "error": clone.told,
        "report": serde_json::from_str::<Value>(&clone.report).unwrap_or_default(),
    })
}

fn schema() -> Value {
    background::schema(
        "site-clone",
        json!({
            "site": {"description": "The new site's number.", "type": "integer"},
            "url": {"description": "The new site's home address.", "type": "string"},
            "part": {"description": "posts or files; nothing at the beginning.", "type": "string"},
            "error": {"description": "Why it stopped.", "type": "string"},
            "report": {"description": "How much was copied, by kind.", "type": "object"},
        }),
    )
}
