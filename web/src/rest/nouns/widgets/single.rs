//! Widgets themselves: listed, made, changed, removed.

use base64::Engine;
use cms::transfer::php;
use cms::widgets::{self, Draft};
use serde_json::{Value, json};

use super::item::{hash_of, kind_of, shown};
use super::listing::may_manage;
use super::schema;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item_schema::{self, Purpose};
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let manage = |endpoint: Endpoint| endpoint.permission(|request| async move { may_manage(&request) }).batchable();
    let sidebar: Value = Property::text("Only those that stand there.").into();
    let arguments = |purpose| Value::Object(item_schema::arguments(&schema::widget(), purpose));
    let force = Property::flag("Whether it goes for good, and not to the others that stand nowhere.");
    vec![
        Route::new("wp/v2", "/wp/v2/widgets")
            .endpoint(manage(Endpoint::new(READ, json!({"context": context(), "sidebar": sidebar}), list)))
            .endpoint(manage(Endpoint::new(CREATE, arguments(Purpose::Create), create)))
            .schema(schema::widget()),
        Route::new("wp/v2", "/wp/v2/widgets/(?P<id>[\\w\\-]+)")
            .endpoint(manage(Endpoint::new(READ, json!({"context": context()}), single)))
            .endpoint(manage(Endpoint::new(EDIT, arguments(Purpose::Edit), update)))
            .endpoint(manage(Endpoint::new(DELETE, property::all([("force", force)]), delete)))
            .schema(schema::widget()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let wanted = request.text("sidebar").filter(|sidebar| !sidebar.is_empty());
    let placed = widgets::arrangement(&request.site);
    let mut items = Vec::new();
    for (sidebar, ids) in placed.iter().filter(|(sidebar, _)| wanted.as_deref().is_none_or(|wanted| wanted == *sidebar))
    {
        for id in ids {
            items.push(shown(&request, &request.site, id, sidebar).await?);
        }
    }
    Ok(RestResponse::ok(Value::Array(items)))
}

fn find(request: &RestRequest) -> RestResult<(String, String)> {
    let id = request.url_parameters.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let placed = widgets::arrangement(&request.site);
    let sidebar = placed.place_of(&id).map(str::to_owned);
    let sidebar =
        sidebar.ok_or_else(|| RestError::new(404, "rest_widget_not_found", "No widget was found with that id."))?;
    Ok((id, sidebar))
}

async fn single(request: RestRequest) -> RestResult {
    let (id, sidebar) = find(&request)?;
    Ok(RestResponse::ok(shown(&request, &request.site, &id, &sidebar).await?))
}

async fn create(request: RestRequest) -> RestResult {
    let kind = request.text("id_base").or_else(|| request.text("id").map(|id| kind_of(&id).to_owned()));
    if kind.as_deref() != Some("block") {
        let message = "The provided widget type (id_base) cannot be updated.";
        return Err(RestError::new(400, "rest_invalid_widget", message));
    }
    let draft = Draft { id: None, sidebar: request.text("sidebar"), content: content(&request)? };
    let response = save(request, draft).await?;
    Ok(RestResponse { status: 201, ..response })
}

async fn update(request: RestRequest) -> RestResult {
    let (id, _) = find(&request)?;
    let sidebar = request.text("sidebar").filter(|_| request.has("sidebar"));
    let draft = Draft { id: Some(id), sidebar, content: content(&request)? };
    save(request, draft).await
}

async fn save(mut request: RestRequest, draft: Draft) -> RestResult {
    let (id, site) = widgets::save(&request.site, &request.actor, &draft).await?;
    request.set("context", json!("edit"));
    let sidebar = widgets::arrangement(&site).place_of(&id).unwrap_or(widgets::INACTIVE).to_owned();
    Ok(RestResponse::ok(shown(&request, &site, &id, &sidebar).await?))
}

/// The widget's text: given plainly, or as it was shown, with the proof that it was.
fn content(request: &RestRequest) -> RestResult<Option<String>> {
    let Some(instance) = request.get("instance") else { return Ok(None) };
    let text_of = |settings: &Value| settings.get("content").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(raw) = instance.get("raw") {
        return Ok(Some(text_of(raw)));
    }
    let invalid = || RestError::new(400, "rest_invalid_widget", "The provided instance is malformed.");
    let text = |name: &str| instance.get(name).and_then(Value::as_str);
    let (Some(encoded), Some(hash)) = (text("encoded"), text("hash")) else { return Ok(None) };
    let decoded = base64::engine::general_purpose::STANDARD.decode(encoded).map_err(|_| invalid())?;
    let serialized = String::from_utf8(decoded).map_err(|_| invalid())?;
    if hash_of(&request.site, &serialized) != hash {
        return Err(invalid());
    }
    Ok(php::parse(&serialized).map(|settings| text_of(&settings)))
}

async fn delete(mut request: RestRequest) -> RestResult {
    let (id, sidebar) = find(&request)?;
    if request.flag("force") == Some(true) {
        request.set("context", json!("edit"));
        let mut before = shown(&request, &request.site, &id, &sidebar).await?;
        let links = before.as_object_mut().and_then(|before| before.shift_remove("_links"));
        widgets::delete(&request.site, &request.actor, &id).await?;
        return Ok(RestResponse::ok(json!({"deleted": true, "previous": before, "_links": links})));
    }
    let draft = Draft { id: Some(id), sidebar: Some(widgets::INACTIVE.to_owned()), content: None };
    save(request, draft).await
}
