//! `wp-abilities/v1`: what programs may have the site do, described well enough for them to find out by themselves.

use cms::WORDPRESS_VERSION;
use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::first;
use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::paging::page_of;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::schema::{sanitize, validate};
use crate::rest::{RestError, RestRequest, RestResponse};

const NAMESPACE: &str = "wp-abilities/v1";
const NAME: &str = r"[a-zA-Z0-9\-\/]+";
const SLUG: &str = "[a-z0-9]+(?:-[a-z0-9]+)*";
const ANY_METHOD: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Something that a site can do. All of them only read.
struct Ability {
    name: &'static str,
    label: &'static str,
    description: &'static str,
    category: &'static str,
    /// Fields of the answer, each a text, with what they are.
    fields: &'static [(&'static str, &'static str)],
    may: fn(&RestRequest) -> bool,
    run: fn(&RestRequest) -> Value,
}

const ABILITIES: [Ability; 2] = [
    Ability {
        name: "core/get-site-info",
        label: "Get Site Information",
        description: "Says what the site is called, where it is and how it is set up.",
        category: "site",
        fields: &[
            ("name", "Its title."),
            ("description", "Its tagline."),
            ("url", "The address of its front page."),
            ("wpurl", "The address of its files."),
            ("admin_email", "The address of whoever looks after it."),
            ("charset", "The encoding of its pages."),
            ("language", "The language of its pages."),
            ("version", "The WordPress that it behaves as."),
        ],
        may: |request| request.actor.may(Capability::ManageOptions),
        run: site_info,
    },
    Ability {
        name: "core/get-environment-info",
        label: "Get Environment Info",
        description: "Says what the site runs on.",
        category: "site",
        fields: &[
            ("environment", "Whether it is for visitors or for tests."),
            ("php_version", "The PHP that runs it: none."),
            ("db_server_info", "The database that keeps it."),
            ("wp_version", "The WordPress that it behaves as."),
        ],
        may: |request| request.actor.may(Capability::ManageOptions),
        run: environment_info,
    },
];

const CATEGORIES: [(&str, &str, &str); 2] = [
    ("site", "Site", "What has to do with the site and its settings."),
    ("user", "User", "What has to do with people and their settings."),
];

fn site_info(request: &RestRequest) -> Value {
    let settings = request.site.settings();
    json!({
        "name": settings.blogname(), "description": settings.text("blogdescription"),
        "url": request.site.url(), "wpurl": request.site.url(),
        "admin_email": settings.text("admin_email"), "charset": "UTF-8",
        "language": settings.language(), "version": WORDPRESS_VERSION,
    })
}

fn environment_info(request: &RestRequest) -> Value {
    let database = if request.site.host().database().is_postgres() { "PostgreSQL" } else { "SQLite" };
    json!({"environment": "production", "php_version": "", "db_server_info": database, "wp_version": WORDPRESS_VERSION})
}

/// Their routes.
pub fn routes() -> Vec<Route> {
    let read = |arguments, handler: fn(RestRequest) -> RestResult| {
        Endpoint::new(READ, arguments, move |request| async move { handler(request) })
            .permission(|request| async move { may_read(&request) })
    };
    let name = Property::text("The ability's name.").with("pattern", format!("^{NAME}$"));
    let slug = Property::text("The category's name.").with("pattern", format!("^{SLUG}$"));
    vec![
        Route::new(NAMESPACE, format!("/{NAMESPACE}/categories"))
            .endpoint(read(page_arguments(), list_categories))
            .schema(category_schema()),
        Route::new(NAMESPACE, format!("/{NAMESPACE}/categories/(?P<slug>{SLUG})"))
            .endpoint(read(property::all([("slug", slug)]), single_category))
            .schema(category_schema()),
        Route::new(NAMESPACE, format!("/{NAMESPACE}/abilities/(?P<name>{NAME}?)/run")).endpoint(run_endpoint()),
        Route::new(NAMESPACE, format!("/{NAMESPACE}/abilities"))
            .endpoint(read(list_arguments(), list))
            .schema(schema()),
        Route::new(NAMESPACE, format!("/{NAMESPACE}/abilities/(?P<name>{NAME})"))
            .endpoint(read(property::all([("name", name)]), single))
            .schema(schema()),
    ]
}

fn page_arguments() -> Value {
    let mut arguments = first();
    arguments.shift_remove("search");
    arguments["per_page"]["default"] = json!(50);
    Value::Object(arguments)
}

fn list_arguments() -> Value {
    let mut arguments = page_arguments();
    let annotation = json!({"type": ["boolean", "null"]});
    let annotations = json!({"type": "object", "additionalProperties": true,
        "properties": {"readonly": annotation, "destructive": annotation, "idempotent": annotation}});
    arguments["category"] = Property::text("Of this category.").into();
    arguments["namespace"] = Property::text("Whose names begin with this.").into();
    arguments["meta"] = Property::new("object", "With these marks.")
        .with("properties", json!({"annotations": annotations}))
        .with("additionalProperties", true)
        .into();
    arguments
}

fn may_read(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::Read) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

fn list(request: RestRequest) -> RestResult {
    let asked = |name: &str| request.text(name).filter(|text| !text.is_empty());
    let (category, namespace) = (asked("category"), asked("namespace"));
    let annotations = request.get("meta").and_then(|meta| meta.get("annotations")).cloned().unwrap_or_default();
    let own = annotations_of();
    let is_marked = annotations.as_object().into_iter().flatten().all(|(name, wanted)| own.get(name) == Some(wanted));
    let wanted = ABILITIES.iter().filter(|ability| {
        is_marked
            && category.as_ref().is_none_or(|category| category == ability.category)
            && namespace.as_ref().is_none_or(|namespace| ability.name.split('/').next() == Some(namespace.as_str()))
    });
    Ok(page_of(&request, wanted.map(|ability| shown(&request, ability)).collect()))
}

fn find(request: &RestRequest) -> RestResult<&'static Ability> {
    let name = request.text("name").unwrap_or_default();
    let found = ABILITIES.iter().find(|ability| ability.name == name);
    found.ok_or_else(|| RestError::new(404, "rest_ability_not_found", "Ability not found."))
}

fn single(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(shown(&request, find(&request)?)))
}

fn annotations_of() -> Value {
    json!({"readonly": true, "destructive": false, "idempotent": true})
}

fn output_schema(ability: &Ability) -> Value {
    let fields = ability
        .fields
        .iter()
        .map(|(name, description)| ((*name).to_owned(), json!({"type": "string", "description": description})));
    let fields: Map<String, Value> = fields.collect();
    json!({"type": "object", "properties": fields, "additionalProperties": false})
}

fn input_schema(ability: &Ability) -> Value {
    if ability.name != "core/get-site-info" {
        return json!([]);
    }
    let names: Vec<&str> = ability.fields.iter().map(|(name, _)| *name).collect();
    let fields =
        json!({"type": "array", "items": {"type": "string", "enum": names}, "description": "Only these fields."});
    json!({"type": "object", "properties": {"fields": fields}, "additionalProperties": false, "default": []})
}

fn shown(request: &RestRequest, ability: &Ability) -> Value {
    let url = |path: String| request.rest_url(&format!("{NAMESPACE}/{path}"));
    let own = url(format!("abilities/{}", ability.name));
    json!({
        "name": ability.name,
        "label": ability.label,
        "description": ability.description,
        "category": ability.category,
        "input_schema": input_schema(ability),
        "output_schema": output_schema(ability),
        "meta": {"annotations": annotations_of(), "show_in_rest": true},
        "_links": {
            "self": [{"href": own, "targetHints": {"allow": ["GET"]}}],
            "collection": [{"href": url("abilities".into())}],
            "wp:action-run": [{"href": format!("{own}/run")}],
            "curies": request.curies(),
        },
    })
}

fn run_endpoint() -> Endpoint {
    let kinds = json!(["integer", "number", "boolean", "string", "array", "object", "null"]);
    let arguments = property::all([
        ("name", Property::text("The ability's name.").with("pattern", format!("^{NAME}$"))),
        ("input", Property::new("string", "What it needs to know.").with("type", kinds).default(Value::Null)),
    ]);
    Endpoint::new(ANY_METHOD, arguments, run).permission(|request| async move { may_run(&request) })
}

fn may_run(request: &RestRequest) -> RestResult<()> {
    let ability = find(request)?;
    if !matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS") {
        return Err(RestError::new(405, "rest_ability_invalid_method", "Read-only abilities require GET method."));
    }
    if (ability.may)(request) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to execute this ability.";
    Err(RestError::forbidden(&request.actor, "rest_ability_cannot_execute", message))
}

async fn run(request: RestRequest) -> RestResult {
    let ability = find(&request)?;
    let mut answer = (ability.run)(&request);
    let schema = input_schema(ability);
    if let Some(input) = request.get("input").filter(|_| schema.is_object()) {
        validate(input, &schema, "input").map_err(|error| refused(ability, &error))?;
        let wanted = sanitize(input, &schema);
        if let (Some(fields), Value::Object(all)) = (wanted.get("fields").and_then(Value::as_array), &mut answer) {
            all.retain(|name, _| fields.is_empty() || fields.iter().any(|field| field == name.as_str()));
        }
    }
    Ok(RestResponse::ok(answer))
}

fn refused(ability: &Ability, error: &RestError) -> RestError {
    let message = format!("Ability \"{}\" has invalid input. Reason: {}", ability.name, error.message);
    RestError::new(400, "ability_invalid_input", &message)
}

fn list_categories(request: RestRequest) -> RestResult {
    Ok(page_of(&request, CATEGORIES.iter().map(|category| shown_category(&request, category)).collect()))
}

fn single_category(request: RestRequest) -> RestResult {
    let slug = request.text("slug").unwrap_or_default();
    let found = CATEGORIES.iter().find(|category| category.0 == slug);
    let found =
        found.ok_or_else(|| RestError::new(404, "rest_ability_category_not_found", "Ability category not found."))?;
    Ok(RestResponse::ok(shown_category(&request, found)))
}

fn shown_category(request: &RestRequest, category: &(&str, &str, &str)) -> Value {
    let (slug, label, description) = category;
    let url = |path: String| request.rest_url(&format!("{NAMESPACE}/{path}"));
    let abilities = url("abilities".into());
    let joint = if abilities.contains('?') { '&' } else { '?' };
    json!({
        "slug": slug, "label": label, "description": description, "meta": [],
        "_links": {
            "self": [{"href": url(format!("categories/{slug}")), "targetHints": {"allow": ["GET"]}}],
            "collection": [{"href": url("categories".into())}],
            "abilities": [{"href": format!("{abilities}{joint}category={slug}")}],
        },
    })
}

fn schema() -> Value {
    let text = |description| Property::text(description).readonly();
    let object = |description| Property::new("object", description).readonly();
    let fields = [
        ("name", text("Its name.").shown("veb")),
        ("label", text("Its name for people.").shown("veb")),
        ("description", text("What it does.").shown("ve")),
        ("category", text("Its category.").shown("veb")),
        ("input_schema", object("What it needs to know.").shown("ve")),
        ("output_schema", object("What it answers.").shown("ve")),
        ("meta", object("What else is to be known.").shown("ve")),
    ];
    item_schema::item("ability", property::all(fields))
}

fn category_schema() -> Value {
    let text = |description| Property::text(description).readonly();
    let fields = [
        ("slug", text("Its name.").shown("veb")),
        ("label", text("Its name for people.").shown("veb")),
        ("description", text("What belongs to it.").shown("ve")),
        ("meta", Property::new("object", "What else is to be known.").readonly().shown("ve")),
    ];
    item_schema::item("ability-category", property::all(fields))
}
