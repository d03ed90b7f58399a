//! `platen/v1/sites`: the sites of the host, for network admins.

use cms::sites::{self, NewSite, SiteRecord};
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let new = property::all([
        ("url", Property::text("The home address, such as https://example.com.").required()),
        ("title", Property::text("The title.").required()),
        ("admin_email", Property::text("Where its administrator gets mail.").required()),
    ]);
    let permission = |request: RestRequest| async move { may_manage(&request) };
    vec![
        Route::new("platen/v1", "/platen/v1/sites")
            .endpoint(Endpoint::new(READ, json!({}), list).permission(permission))
            .endpoint(Endpoint::new(CREATE, new, create).permission(permission)),
        Route::new("platen/v1", r"/platen/v1/sites/(?P<id>[\d]+)")
            .endpoint(Endpoint::new(DELETE, json!({}), delete).permission(permission)),
    ]
}

fn may_manage(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::ManageNetwork) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to manage sites of this network.";
    Err(RestError::forbidden(&request.actor, "rest_forbidden", message))
}

async fn list(request: RestRequest) -> RestResult {
    let all = sites::all(request.site.host()).await?;
    let mut shown = Vec::new();
    for record in &all {
        let site = sites::by_id(request.site.host(), record.id).await?;
        shown.push(item(record, &site.settings().blogname()));
    }
    let total = shown.len().to_string();
    Ok(RestResponse::ok(Value::Array(shown)).header("X-WP-Total", total).header("X-WP-TotalPages", "1"))
}

async fn create(request: RestRequest) -> RestResult {
    let text = |name: &str| request.text(name).unwrap_or_default();
    let new = NewSite { url: text("url"), title: text("title"), admin_email: text("admin_email") };
    let site = sites::create(request.site.host(), &request.actor, new).await?;
    let location = request.rest_url(&format!("platen/v1/sites/{}", site.id()));
    Ok(RestResponse::created(item(site.record(), &site.settings().blogname()), location))
}

async fn delete(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    if id == request.site.id() {
        let message = "The site that you are working on cannot be deleted from itself.";
        return Err(RestError::new(400, "rest_cannot_delete", message));
    }
    let site = sites::by_id(request.site.host(), id).await?;
    sites::delete(&site, &request.actor).await?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": item(site.record(), &site.settings().blogname())})))
}

fn item(record: &SiteRecord, title: &str) -> Value {
    json!({
        "id": record.id,
        "title": title,
        "url": record.url,
        "status": record.status,
        "plan": record.plan,
        "quota_bytes": record.quota_bytes,
        "created": record.created_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
    })
}
