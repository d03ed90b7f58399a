//! `wp-block-editor/v1/url-details`: what a page says about itself, for the editor's links.

use cms::elsewhere;
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse, http_address};

/// Its route.
pub fn routes() -> Vec<Route> {
    let arguments = property::all([("url", Property::text("The address.").format("uri").required())]);
    let endpoint = Endpoint::new(READ, arguments, answer)
        .check("url", check_url)
        .permission(|request| async move { may_ask(&request) });
    vec![Route::new("wp-block-editor/v1", "/wp-block-editor/v1/url-details").endpoint(endpoint).schema(schema())]
}

fn schema() -> Value {
    let shown = |property: Property| property.shown("veb").readonly();
    let fields = [
        ("title", shown(Property::text("The page's title."))),
        ("icon", shown(Property::text("The address of its icon.").format("uri"))),
        ("description", shown(Property::text("What it is about."))),
        ("image", shown(Property::text("The address of its picture.").format("uri"))),
    ];
    item_schema::item("url-details", property::all(fields))
}

/// The host asks public addresses alone (`wp_http_validate_url`).
fn check_url(request: &RestRequest, value: &Value) -> RestResult<Value> {
    let url = value.as_str().and_then(http_address::parse);
    let allowed = url.filter(|url| request.site.host().http().may_reach(url));
    allowed.map(|url| json!(url.as_str())).ok_or_else(RestError::invalid_parameter)
}

fn may_ask(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to process remote urls.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_view_url_details", message))
}

async fn answer(request: RestRequest) -> RestResult {
    let url = http_address::parse(&request.text("url").unwrap_or_default());
    let url = url.ok_or_else(|| RestError::new(404, "rest_invalid_url", "Invalid URL"))?;
    let details = elsewhere::details(&request.actor, request.site.host().http(), &url).await?;
    Ok(RestResponse::ok(json!(details)))
}
