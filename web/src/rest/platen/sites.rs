//! `platen/v1/sites`: the sites of the host, for network admins.

use cms::sites::{self, Allowance, NewSite, SiteRecord};
use cms::users::Capability;
use cms::{Host, Site, removals};
use serde_json::{Value, json};

use super::window::time;
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};
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
            .endpoint(Endpoint::new(CREATE, new, create).permission(permission))
            .schema(schema()),
        Route::new("platen/v1", r"/platen/v1/sites/(?P<id>[\d]+)")
            .endpoint(Endpoint::new(READ, json!({}), read).permission(permission))
            .endpoint(Endpoint::new(EDIT, changes(), update).permission(permission))
            .endpoint(Endpoint::new(DELETE, force(), delete).permission(permission))
            .schema(schema()),
    ]
}

fn changes() -> Value {
    property::all([
        (
            "status",
            Property::text("Suspended sites show nothing to anybody. A deleted one is restored by active.")
                .one_of(&["active", "suspended"]),
        ),
        ("plan", Property::text("The plan's name.")),
        ("quota_bytes", Property::integer("Bytes of uploads.")),
    ])
}

fn force() -> Value {
    property::all([(
        "force",
        Property::flag("Remove the site at once, for good, instead of deleting it for its days of grace."),
    )])
}

pub(super) fn may_manage(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::ManageNetwork) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to manage sites of this network.";
    Err(RestError::forbidden(&request.actor, "rest_forbidden", message))
}

async fn list(request: RestRequest) -> RestResult {
    let host = request.site.host();
    let all = sites::with_deleted(host).await?;
    let mut shown = Vec::new();
    for record in &all {
        let site = sites::by_id(host, record.id).await?;
        shown.push(item(host, record, &site.settings().blogname()));
    }
    let total = shown.len().to_string();
    Ok(RestResponse::ok(Value::Array(shown)).header("X-WP-Total", total).header("X-WP-TotalPages", "1"))
}

async fn create(request: RestRequest) -> RestResult {
    let text = |name: &str| request.text(name).unwrap_or_default();
    let new = NewSite { url: text("url"), title: text("title"), admin_email: text("admin_email") };
    let site = sites::create(request.site.host(), &request.actor, new).await?;
    let location = request.rest_url(&format!("platen/v1/sites/{}", site.id()));
    Ok(RestResponse::created(shown(&site), location))
}

/// The site that the path names.
pub(super) async fn named(request: &RestRequest) -> RestResult<Site> {
    Ok(sites::by_id(request.site.host(), request.number("id").unwrap_or_default()).await?)
}

async fn read(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    Ok(RestResponse::ok(shown(&site)))
}

async fn update(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    match request.text("status").as_deref() {
        Some("suspended") if site.id() == request.site.id() => {
            let message = "The site that you are working on cannot be suspended from itself.";
            return Err(RestError::new(400, "rest_cannot_suspend", message));
        }
        Some("suspended") => _ = sites::suspend(&site, &request.actor).await?,
        Some(_) if site.record().is_deleted() => _ = sites::restore(&site, &request.actor).await?,
        Some(_) => _ = sites::reopen(&site, &request.actor).await?,
        None => {}
    }
    let allowance = Allowance { plan: request.text("plan"), quota_bytes: request.number("quota_bytes") };
    if allowance.plan.is_some() || allowance.quota_bytes.is_some() {
        sites::allow(&site, &request.actor, allowance).await?;
    }
    read(request).await
}

async fn delete(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    if site.id() == request.site.id() {
        let message = "The site that you are working on cannot be deleted from itself.";
        return Err(RestError::new(400, "rest_cannot_delete", message));
    }
    if request.flag("force").unwrap_or(false) {
        removals::remove(&site, &request.actor).await?;
        return Ok(RestResponse::ok(json!({"deleted": true, "previous": shown(&site)})));
    }
    sites::delete(&site, &request.actor).await?;
    read(request).await
}

fn shown(site: &Site) -> Value {
    item(site.host(), site.record(), &site.settings().blogname())
}

fn item(host: &Host, record: &SiteRecord, title: &str) -> Value {
    json!({
        "id": record.id,
        "title": title,
        "url": record.url,
        "status": record.status,
        "plan": record.plan,
        "quota_bytes": record.quota_bytes,
        "created": record.created_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        "deleted": record.deleted.map(time),
        "gone": sites::gone_at(host, record).map(time),
        "restorable": sites::may_be_restored(host, record),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "site", "type": "object", "properties": {
        "id": {"description": "The site's number.", "type": "integer"},
        "title": {"description": "Its title.", "type": "string"},
        "url": {"description": "Its home address.", "type": "string"},
        "status": {"description": "Whether it answers.", "type": "string",
            "enum": ["active", "suspended", "cloning", "deleted"]},
        "plan": {"description": "The plan's name.", "type": "string"},
        "quota_bytes": {"description": "Bytes of uploads that it may have.", "type": "integer"},
        "created": {"description": "When it was made, UTC.", "type": "string"},
        "deleted": {"description": "When it was deleted, UTC.", "type": ["string", "null"], "format": "date-time"},
        "gone": {"description": "When a deleted site will be gone, UTC.", "type": ["string", "null"], "format": "date-time"},
        "restorable": {"description": "Whether it is deleted and can be restored.", "type": "boolean"},
    }})
}
