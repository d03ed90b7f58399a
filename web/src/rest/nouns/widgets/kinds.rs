//! Kinds of widgets. This host keeps block widgets; the others are known by name, since WordPress has them.

use serde_json::{Value, json};

use super::listing::may_manage;
use super::schema;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const NAME: &str = "[a-zA-Z0-9_-]+";

/// Name, name for people, what it shows, and its class where that does not follow from the name.
const KINDS: [(&str, &str, &str, &str); 18] = [
    ("archives", "Archives", "Links to the archives of each month.", "widget_archive"),
    ("block", "Block", "Any block.", ""),
    ("calendar", "Calendar", "A calendar of posts.", ""),
    ("categories", "Categories", "All categories.", ""),
    ("custom_html", "Custom HTML", "HTML as it was written.", ""),
    ("media_audio", "Audio", "A player for a sound file.", ""),
    ("media_gallery", "Gallery", "Pictures.", ""),
    ("media_image", "Image", "A picture.", ""),
    ("media_video", "Video", "A player for a film.", ""),
    ("meta", "Meta", "The ways to sign in and to the feeds.", ""),
    ("nav_menu", "Navigation Menu", "A menu.", ""),
    ("pages", "Pages", "All pages.", ""),
    ("recent-comments", "Recent Comments", "What was commented last.", "widget_recent_comments"),
    ("recent-posts", "Recent Posts", "What was published last.", "widget_recent_entries"),
    ("rss", "RSS", "What another site's feed has.", ""),
    ("search", "Search", "The way to look for something.", ""),
    ("tag_cloud", "Tag Cloud", "Tags, larger the more they are used.", ""),
    ("text", "Text", "Text.", ""),
];

/// Their routes.
pub fn routes() -> Vec<Route> {
    let manage = |endpoint: Endpoint| endpoint.permission(|request| async move { may_manage(&request) });
    let base = "/wp/v2/widget-types";
    let id = || Property::text("The kind's name.");
    let mut single_arguments = property::all([("id", id())]);
    single_arguments["context"] = context();
    let instance = || Property::new("object", "What the widget is set to.");
    let encode = property::all([
        ("id", id().required()),
        ("instance", instance()),
        ("form_data", Property::text("What its form was filled with.")),
    ]);
    let render = property::all([("id", id().required()), ("instance", instance())]);
    vec![
        Route::new("wp/v2", base)
            .endpoint(manage(Endpoint::new(READ, json!({"context": context()}), list)))
            .schema(schema::kind()),
        Route::new("wp/v2", format!("{base}/(?P<id>{NAME})"))
            .endpoint(manage(Endpoint::new(READ, single_arguments, single)))
            .schema(schema::kind()),
        Route::new("wp/v2", format!("{base}/(?P<id>{NAME})/encode"))
            .endpoint(manage(Endpoint::new(CREATE, encode, no_form))),
        Route::new("wp/v2", format!("{base}/(?P<id>{NAME})/render"))
            .endpoint(manage(Endpoint::new(CREATE, render, no_form))),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(KINDS.iter().map(|kind| shown(&request, kind)).collect()))
}

fn find(request: &RestRequest) -> RestResult<&'static (&'static str, &'static str, &'static str, &'static str)> {
    let name = request.text("id").unwrap_or_default();
    let found = KINDS.iter().find(|kind| kind.0 == name);
    found.ok_or_else(|| RestError::new(404, "rest_widget_type_invalid", "Invalid widget type."))
}

async fn single(request: RestRequest) -> RestResult {
    let kind = find(&request)?;
    Ok(RestResponse::ok(shown(&request, kind)))
}

fn shown(request: &RestRequest, kind: &(&str, &str, &str, &str)) -> Value {
    let (id, name, description, class) = *kind;
    let class = if class.is_empty() { format!("widget_{id}") } else { class.to_owned() };
    let own = request.rest_url(&format!("wp/v2/widget-types/{id}"));
    json!({
        "id": id, "name": name, "description": description, "is_multi": true, "classname": class,
        "_links": {
            "collection": [{"href": request.rest_url("wp/v2/widget-types")}],
            "self": [{"href": own, "targetHints": {"allow": ["GET"]}}],
        },
    })
}

/// Forms of classic widgets are PHP, which is not here.
async fn no_form(request: RestRequest) -> RestResult {
    find(&request)?;
    let message = "Cannot preview a widget that does not extend WP_Widget.";
    Err(RestError::new(400, "rest_invalid_widget", message))
}
