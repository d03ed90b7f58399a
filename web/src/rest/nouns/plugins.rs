//! Plugins: there are none, and nobody may install any. Who may look is told so in WordPress's words.

use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item_schema::{self, Purpose};
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const FILE: &str = r"[^.\/]+(?:\/[^.\/]+)?";
const NOT_HERE: &str = "Sorry, you are not allowed to manage plugins for this site.";

/// Their routes.
pub fn routes() -> Vec<Route> {
    let collection = Route::new("wp/v2", "/wp/v2/plugins")
        .endpoint(
            Endpoint::new(READ, list_arguments(), |_| async { Ok(RestResponse::ok(json!([]))) })
                .permission(|request| async move { may(&request, "rest_cannot_view_plugins", NOT_HERE) }),
        )
        .endpoint(Endpoint::new(CREATE, create_arguments(), missing).permission(may_install))
        .schema(schema());
    let single = Route::new("wp/v2", format!("/wp/v2/plugins/(?P<plugin>{FILE})"))
        .endpoint(
            Endpoint::new(READ, single_arguments(Map::new()), missing)
                .permission(|request| async move { may_find(&request, "rest_cannot_view_plugin") }),
        )
        .endpoint(
            Endpoint::new(EDIT, single_arguments(item_schema::arguments(&schema(), Purpose::Edit)), missing)
                .permission(|request| async move { may_find(&request, "rest_cannot_manage_plugins") }),
        )
        .endpoint(
            Endpoint::new(DELETE, single_arguments(Map::new()), missing)
                .permission(|request| async move { may_find(&request, "rest_cannot_manage_plugins") }),
        )
        .schema(schema());
    vec![collection, single]
}

fn status() -> Property {
    Property::text("Whether it is switched on.").one_of(&["inactive", "active"])
}

fn list_arguments() -> Value {
    let statuses: Value = json!({"type": "string", "enum": ["inactive", "active"]});
    json!({
        "context": context(),
        "search": Value::from(Property::text("Words that must be found.").checked_first()),
        "status": Value::from(Property::list("With one of these states.", statuses)),
    })
}

fn create_arguments() -> Value {
    property::all([
        ("slug", Property::text("The plugin's name in the directory.").with("pattern", r"[\w\-]+").required()),
        ("status", status().default("inactive")),
    ])
}

/// WordPress puts the arguments of all three endpoints before those of each.
fn single_arguments(own: Map<String, Value>) -> Value {
    let mut arguments = Map::new();
    arguments.insert("context".into(), context());
    arguments.insert("plugin".into(), json!({"type": "string", "pattern": FILE}));
    arguments.extend(own);
    Value::Object(arguments)
}

fn schema() -> Value {
    let shown = |property: Property, contexts| property.readonly().shown(contexts);
    let text = |description, contexts| shown(Property::text(description), contexts);
    let description = Property::object(
        "What it is for.",
        [("raw", Property::text("As it was written.")), ("rendered", Property::text("As it is shown."))],
    );
    item_schema::item(
        "plugin",
        property::all([
            ("plugin", text("Its file.", "veb").with("pattern", FILE)),
            ("status", status().shown("veb")),
            ("name", text("Its name.", "veb")),
            ("plugin_uri", text("Its address.", "ve").format("uri")),
            ("author", text("Who wrote it.", "ve")),
            ("author_uri", text("The author's address.", "ve").format("uri")),
            ("description", shown(description, "ve")),
            ("version", text("Its version.", "ve")),
            ("network_only", shown(Property::flag("Whether it works for whole networks alone."), "veb")),
            ("requires_wp", text("The oldest WordPress that it works with.", "veb")),
            ("requires_php", text("The oldest PHP that it works with.", "veb")),
            ("textdomain", text("The name of its translations.", "ve")),
        ]),
    )
}

fn may(request: &RestRequest, code: &str, message: &str) -> RestResult<()> {
    if request.actor.may(Capability::ActivatePlugins) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, code, message))
}

/// Whoever may manage plugins learns that there is no such.
fn may_find(request: &RestRequest, code: &str) -> RestResult<()> {
    may(request, code, NOT_HERE)?;
    Err(not_found())
}

/// Nobody may install, as on a WordPress whose files cannot be modified.
async fn may_install(request: RestRequest) -> RestResult<()> {
    let message = "Sorry, you are not allowed to install plugins on this site.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_install_plugin", message))
}

async fn missing(_: RestRequest) -> RestResult {
    Err(not_found())
}

fn not_found() -> RestError {
    RestError::new(404, "rest_plugin_not_found", "Plugin not found.")
}
