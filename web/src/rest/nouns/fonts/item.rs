//! Fonts as the API shows them.

use cms::posts::{self, ListQuery, OrderBy, Post};
use serde_json::{Value, json};

use super::access::FACE;
use crate::rest::error::RestResult;
use crate::rest::item::{self, Item};
use crate::rest::property::{self, Property};
use crate::rest::{RestRequest, item_schema};

/// The version of theme.json that settings are in.
const VERSION: i64 = 3;

fn settings(post: &Post) -> Value {
    serde_json::from_str(&post.content).unwrap_or_else(|_| json!({}))
}

/// A family with the numbers of its faces.
pub async fn family(request: &RestRequest, post: &Post) -> RestResult<Value> {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let faces = faces_of(request, post.id).await?;
    let url = |path: String| request.rest_url(&format!("wp/v2/font-families{path}"));
    item.add("id", "veb", || json!(post.id));
    item.add("theme_json_version", "veb", || json!(VERSION));
    item.add("font_faces", "veb", || faces.iter().map(|face| json!(face.id)).collect());
    item.add("font_family_settings", "veb", || {
        let mut all = settings(post);
        all["name"] = json!(post.title);
        all["slug"] = json!(post.slug);
        all
    });
    let links = json!({
        "self": [{"href": url(format!("/{}", post.id)), "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]}}],
        "collection": [{"href": url(String::new())}],
        "about": [{"href": request.rest_url("wp/v2/types/wp_font_family")}],
        "font_faces": faces.iter().map(|face| json!({"embeddable": true, "href": url(format!("/{}/font-faces/{}", post.id, face.id))})).collect::<Value>(),
    });
    if item.is_wanted("_links", "veb") {
        item.insert("_links", links);
    }
    Ok(Value::Object(item.finish()))
}

/// The faces of a family.
pub async fn faces_of(request: &RestRequest, family_id: i64) -> RestResult<Vec<Post>> {
    let query = ListQuery {
        types: vec![FACE.name.into()],
        statuses: vec!["publish".into()],
        parents: vec![family_id],
        order_by: OrderBy::Id,
        limit: 100,
        ..ListQuery::default()
    };
    Ok(posts::list(&request.site, &query).await?.posts)
}

/// A face.
pub fn face(request: &RestRequest, post: &Post) -> Value {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let base = format!("wp/v2/font-families/{}", post.parent_id);
    item.add("id", "veb", || json!(post.id));
    item.add("theme_json_version", "veb", || json!(VERSION));
    item.add("parent", "veb", || json!(post.parent_id));
    item.add("font_face_settings", "veb", || settings(post));
    if item.is_wanted("_links", "veb") {
        let own = request.rest_url(&format!("{base}/font-faces/{}", post.id));
        let links = json!({
            "self": [{"href": own, "targetHints": {"allow": ["GET", "DELETE"]}}],
            "collection": [{"href": request.rest_url(&format!("{base}/font-faces"))}],
            "parent": [{"href": request.rest_url(&base)}],
        });
        item.insert("_links", links);
    }
    Value::Object(item.finish())
}

fn version() -> Property {
    Property::integer("The version of theme.json that settings are in.")
        .default(VERSION)
        .with("minimum", 2)
        .with("maximum", 3)
}

/// The schema of a family.
pub fn family_schema() -> Value {
    let mut settings = super::settings::of_family();
    settings["description"] = json!("What it is set to.");
    settings["context"] = json!(["view", "edit", "embed"]);
    settings["_argument"] =
        json!({"type": "string", "description": "Its settings, as a text of JSON.", "required": true});
    let faces = Property::list("Its faces.", json!({"type": "integer"})).readonly().shown("veb");
    let mut properties = property::all([
        ("id", Property::integer("Its number.").readonly().shown("veb")),
        ("theme_json_version", version().shown("veb")),
        ("font_faces", faces),
    ]);
    properties["font_family_settings"] = settings;
    item_schema::item("wp_font_family", properties)
}

/// The schema of a face.
pub fn face_schema() -> Value {
    let mut settings = super::settings::of_face();
    settings["description"] = json!("What it is set to.");
    settings["context"] = json!(["view", "edit", "embed"]);
    let mut properties = property::all([
        ("id", Property::integer("Its number.").readonly().shown("veb")),
        ("theme_json_version", version().shown("veb")),
        ("parent", Property::integer("Its family.").shown("veb")),
    ]);
    properties["font_face_settings"] = settings;
    item_schema::item("wp_font_face", properties)
}

/// The arguments of a change of a font: its settings, as a text of JSON.
pub fn change_arguments(settings: &'static str) -> Value {
    let text = Property::text("Its settings, as a text of JSON.").required();
    property::all([("theme_json_version", version()), (settings, text)])
}
