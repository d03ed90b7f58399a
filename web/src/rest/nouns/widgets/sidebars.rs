//! Places for widgets.

use cms::widgets::{self, Sidebar};
use serde_json::{Value, json};

use super::listing::may_manage;
use super::schema;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item_schema::{self, Purpose};
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let manage = |endpoint: Endpoint| endpoint.permission(|request| async move { may_manage(&request) });
    let id = json!({"description": "The sidebar's name.", "type": "string"});
    let edit = Value::Object(item_schema::arguments(&schema::sidebar(), Purpose::Edit));
    vec![
        Route::new("wp/v2", "/wp/v2/sidebars")
            .endpoint(manage(Endpoint::new(READ, json!({"context": context()}), list)))
            .schema(schema::sidebar()),
        Route::new("wp/v2", "/wp/v2/sidebars/(?P<id>[\\w-]+)")
            .endpoint(manage(Endpoint::new(READ, json!({"id": id, "context": context()}), single)))
            .endpoint(manage(Endpoint::new(EDIT, edit, update)))
            .schema(schema::sidebar()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let all = widgets::sidebars(&request.site)?;
    Ok(RestResponse::ok(all.iter().map(|sidebar| shown(&request, sidebar)).collect()))
}

fn find(request: &RestRequest, site: &cms::Site) -> RestResult<Sidebar> {
    let id = request.text("id").unwrap_or_default();
    let found = widgets::sidebars(site)?.into_iter().find(|sidebar| sidebar.id == id);
    found.ok_or_else(|| RestError::new(404, "rest_sidebar_not_found", "No sidebar exists with that id."))
}

async fn single(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(shown(&request, &find(&request, &request.site)?)))
}

async fn update(request: RestRequest) -> RestResult {
    let sidebar = find(&request, &request.site)?;
    let site = match request.get("widgets") {
        None => request.site.clone(),
        Some(given) => widgets::arrange(&request.site, &request.actor, &sidebar.id, names(given)).await?,
    };
    Ok(RestResponse::ok(shown(&request, &find(&request, &site)?)))
}

/// Widgets are named, or given whole.
fn names(given: &Value) -> Vec<String> {
    let name = |widget: &Value| widget.as_str().or_else(|| widget.get("id")?.as_str()).map(str::to_owned);
    given.as_array().into_iter().flatten().filter_map(name).collect()
}

fn shown(request: &RestRequest, sidebar: &Sidebar) -> Value {
    let own = request.rest_url(&format!("wp/v2/sidebars/{}", sidebar.id));
    let widgets = request.rest_url("wp/v2/widgets");
    let joint = if widgets.contains('?') { '&' } else { '?' };
    json!({
        "id": sidebar.id, "name": sidebar.name, "description": sidebar.description, "class": "",
        "before_widget": "", "after_widget": "", "before_title": "", "after_title": "",
        "status": if sidebar.active { "active" } else { "inactive" },
        "widgets": sidebar.widgets,
        "_links": {
            "collection": [{"href": request.rest_url("wp/v2/sidebars")}],
            "self": [{"href": own, "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH"]}}],
            "https://api.w.org/widget": [{"embeddable": true, "href": format!("{widgets}{joint}sidebar={}", sidebar.id)}],
        },
    })
}
