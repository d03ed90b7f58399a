//! Templates and template parts made of blocks. Themes here are made of Tera templates, so every site answers as
//! WordPress does under a classic theme: there are none, and none can be made.

use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item_schema::{self, Purpose};
use crate::rest::nouns::posts;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const ID: &str = r#"([^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)[\/\w%-]+"#;

/// Their routes.
pub fn routes() -> Vec<Route> {
    [("templates", "wp_template"), ("template-parts", "wp_template_part")]
        .into_iter()
        .flat_map(|(base, name)| versions(base, name).into_iter().chain(of_type(base, name)))
        .collect()
}

fn of_type(base: &str, name: &str) -> [Route; 3] {
    let given = |purpose| Value::Object(item_schema::arguments(&schema(name), purpose));
    let collection = Route::new("wp/v2", format!("/wp/v2/{base}"))
        .endpoint(Endpoint::new(READ, list_arguments(), none).permission(may_read))
        .endpoint(Endpoint::new(CREATE, given(Purpose::Create), cannot_make).permission(may_change))
        .schema(schema(name));
    let lookup = Route::new("wp/v2", format!("/wp/v2/{base}/lookup"))
        .endpoint(Endpoint::new(READ, lookup_arguments(), nothing).permission(may_read))
        .schema(schema(name));
    let id = || json!({"id": {"description": "The theme and the name.", "type": "string"}});
    let mut update = id();
    if let (Value::Object(arguments), Value::Object(given)) = (&mut update, given(Purpose::Edit)) {
        arguments.extend(given);
    }
    let mut single = id();
    single["context"] = context();
    let mut delete = id();
    delete["force"] =
        json!({"type": "boolean", "default": false, "description": "Whether it goes for good, past the trash."});
    let single = Route::new("wp/v2", format!("/wp/v2/{base}/(?P<id>{ID})"))
        .endpoint(Endpoint::new(READ, single, missing).permission(may_read))
        .endpoint(Endpoint::new(EDIT, update, missing).permission(may_change))
        .endpoint(Endpoint::new(DELETE, delete, missing).permission(may_change))
        .schema(schema(name));
    [collection, lookup, single]
}

/// Earlier versions, and what is being written. They are asked for below a template, and there is none.
fn versions(base: &str, name: &str) -> [Route; 4] {
    let text = |description: &str| json!({"description": description, "type": "string"});
    let number = json!({"description": "The version.", "type": "integer"});
    let mut listed = posts::revision_arguments();
    listed["parent"] = text("The template.");
    let single = json!({"parent": text("The template."), "id": number, "context": context()});
    let force = json!({"type": "boolean", "default": false, "description": "Must be true: versions have no trash."});
    let delete = json!({"parent": text("The template."), "id": number, "force": force});
    let mut saved = json!({"id": text("The theme and the name.")});
    if let Value::Object(saved) = &mut saved {
        saved.extend(item_schema::arguments(&schema(name), Purpose::Edit));
    }
    let of_one = json!({"id": text("The theme and the name."), "context": context()});
    let version = || {
        let mut version = schema(name);
        version["properties"]["parent"] = Property::integer("The template.").shown("veb").into();
        version
    };
    let route = |path: String| Route::new("wp/v2", format!("/wp/v2/{base}/{path}")).schema(version());
    let read = |arguments: &Value| Endpoint::new(READ, arguments.clone(), no_parent).permission(below_nothing);
    [
        route(format!("(?P<parent>{ID})/revisions")).endpoint(read(&listed)),
        route(format!("(?P<parent>{ID})/revisions/(?P<id>[\\d]+)"))
            .endpoint(read(&single))
            .endpoint(Endpoint::new(DELETE, delete, no_parent).permission(below_nothing)),
        route(format!("(?P<id>{ID})/autosaves"))
            .endpoint(read(&of_one))
            .endpoint(Endpoint::new(CREATE, saved, no_parent).permission(may_change)),
        route(format!("(?P<parent>{ID})/autosaves/(?P<id>[\\d]+)")).endpoint(read(&single)),
    ]
}

async fn below_nothing(request: RestRequest) -> RestResult<()> {
    no_parent(request).await.map(|_| ())
}

async fn no_parent(_: RestRequest) -> RestResult {
    Err(RestError::new(404, "rest_post_invalid_parent", "Invalid template parent ID."))
}

fn list_arguments() -> Value {
    let mut arguments = property::all([
        ("wp_id", Property::integer("Kept under this number.")),
        ("area", Property::text("For this part of a page.")),
        ("post_type", Property::text("For posts of this type.")),
    ]);
    arguments["context"] = context();
    arguments
}

fn lookup_arguments() -> Value {
    property::all([
        ("slug", Property::text("The name.").required()),
        ("is_custom", Property::flag("Whether it is one that somebody made.")),
        ("template_prefix", Property::text("What the name begins with.")),
    ])
}

fn schema(name: &str) -> Value {
    let slug = Property::text("Its name.").with("minLength", 1).with("pattern", r"[a-zA-Z0-9_\%-]+").required();
    let text = |description: &str| Property::text(description).shown("bve");
    let either = |property: Property| property.with("type", json!(["object", "string"])).default("");
    let content = Property::object(
        "Its blocks.",
        [
            ("raw", Property::text("As they were written.").shown("ve")),
            ("block_version", Property::integer("1 where it is made of blocks.").shown("e").readonly()),
        ],
    );
    let title = Property::object(
        "Its title.",
        [
            ("raw", Property::text("As it was written.").shown("veb")),
            ("rendered", Property::text("As HTML.").shown("veb").readonly()),
        ],
    );
    let statuses = ["publish", "future", "draft", "pending", "private"];
    let date = |description: &str| {
        let date = Property::text(description).with("type", json!(["string", "null"])).format("date-time");
        date.shown("ve").readonly()
    };
    let mut properties = property::all([
        ("id", text("The theme and the name.").readonly()),
        ("slug", slug.shown("bve")),
        ("theme", text("Its theme.")),
        ("type", text("Its type.")),
        ("source", text("Where it comes from.").readonly()),
        ("origin", text("Where it came from at first.").readonly()),
        ("content", either(content).shown("bve")),
        ("title", either(title).shown("bve")),
        ("description", text("What it is for.").default("")),
        ("status", text("Its status.").one_of(&statuses).default("publish")),
        ("wp_id", Property::integer("Its number.").shown("bve").readonly()),
        ("has_theme_file", Property::new("bool", "Whether the theme has it as a file.").shown("bve").readonly()),
        ("author", Property::integer("Who made it.").shown("veb")),
        ("modified", date("Last change, in the site's time.")),
        ("author_text", Property::text("Who made it, for people.").readonly().shown("veb")),
        (
            "original_source",
            Property::text("Where it came from.").readonly().shown("veb").one_of(&["theme", "plugin", "site", "user"]),
        ),
        ("date", date("When it was made, in the site's time.")),
    ]);
    let more = match name {
        "wp_template" => property::all([
            ("is_custom", Property::new("bool", "Whether somebody made it.").shown("bve").readonly()),
            ("plugin", Property::text("The plugin that brings it.").readonly().shown("veb")),
        ]),
        _ => property::all([("area", text("The part of a page that it is for."))]),
    };
    if let (Value::Object(properties), Value::Object(more)) = (&mut properties, more) {
        properties.extend(more);
    }
    item_schema::item(name, properties)
}

async fn may_read(request: RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    may_change(request).await
}

async fn may_change(request: RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to access the templates on this site.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_manage_templates", message))
}

async fn none(_: RestRequest) -> RestResult {
    Ok(RestResponse::ok(json!([])))
}

async fn nothing(_: RestRequest) -> RestResult {
    Ok(RestResponse::ok(json!({})))
}

async fn cannot_make(_: RestRequest) -> RestResult {
    Err(RestError::new(400, "rest_template_insert_error", "No templates exist with that id."))
}

async fn missing(_: RestRequest) -> RestResult {
    Err(RestError::new(404, "rest_template_not_found", "No templates exist with that id."))
}
