//! Patterns of blocks that every site has, and what others offer in directories that this host does not ask.

use cms::blocks::{Pattern, core_patterns};
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::collection_arguments::first;
use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Categories that every site has: name, label, what they hold.
const CATEGORIES: [(&str, &str, &str); 21] = [
    ("banner", "Banners", "What catches the eye at the top of a page."),
    ("buttons", "Buttons", "Buttons, alone and together."),
    ("columns", "Columns", "Things side by side."),
    ("text", "Text", "Mostly words."),
    ("query", "Posts", "Lists of posts."),
    ("featured", "Featured", "A chosen few."),
    ("call-to-action", "Call to action", "What asks a visitor to do something."),
    ("team", "Team", "The people behind a site."),
    ("testimonials", "Testimonials", "What customers say."),
    ("services", "Services", "What a business offers."),
    ("contact", "Contact", "How to get in touch."),
    ("about", "About", "Who is behind a site."),
    ("portfolio", "Portfolio", "Work that was done."),
    ("gallery", "Gallery", "Pictures together."),
    ("media", "Media", "Sound and film."),
    ("videos", "Videos", "Films."),
    ("audio", "Audio", "Sound."),
    ("posts", "Posts", "Lists of posts."),
    ("footer", "Footers", "Ends of pages."),
    ("header", "Headers", "Beginnings of pages."),
    ("navigation", "Navigation", "Ways through a site."),
];

/// Their routes.
pub fn routes() -> Vec<Route> {
    let patterns = Endpoint::new(READ, json!({}), |_| async { Ok(RestResponse::ok(list_patterns())) })
        .permission(|request| async move { may_view(&request, "patterns") });
    let categories = Endpoint::new(READ, json!({}), list_categories)
        .permission(|request| async move { may_view(&request, "pattern categories") });
    vec![
        Route::new("wp/v2", "/wp/v2/block-directory/search").endpoint(block_directory()),
        Route::new("wp/v2", "/wp/v2/pattern-directory/patterns").endpoint(pattern_directory()),
        Route::new("wp/v2", "/wp/v2/block-patterns/patterns").endpoint(patterns).schema(pattern_schema()),
        Route::new("wp/v2", "/wp/v2/block-patterns/categories").endpoint(categories).schema(category_schema()),
    ]
}

fn may_view(request: &RestRequest, what: &str) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let what = if what == "patterns" { "block patterns".to_owned() } else { format!("block {what}") };
    let message = format!("Sorry, you are not allowed to view the registered {what}.");
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", &message))
}

fn list_patterns() -> Value {
    let shown = |pattern: &Pattern| {
        let mut item = json!(pattern);
        item["source"] = json!("core");
        item
    };
    core_patterns().iter().map(shown).collect()
}

async fn list_categories(_: RestRequest) -> RestResult {
    let shown = CATEGORIES
        .iter()
        .map(|(name, label, description)| json!({"name": name, "label": label, "description": description}));
    Ok(RestResponse::ok(shown.collect()))
}

/// Blocks that could be installed: nobody may install any.
fn block_directory() -> Endpoint {
    let mut arguments = first();
    arguments.shift_remove("search");
    arguments["context"]["enum"] = json!(["view"]);
    arguments.insert("term".into(), Property::text("Words that must be found.").with("minLength", 1).required().into());
    Endpoint::new(READ, Value::Object(arguments), |_| async { Ok(RestResponse::ok(json!([]))) })
        .permission(|request| async move { refuse_directory(&request) })
}

fn refuse_directory(request: &RestRequest) -> RestResult<()> {
    let message = "Sorry, you are not allowed to browse the block directory.";
    Err(RestError::forbidden(&request.actor, "rest_block_directory_cannot_view", message))
}

/// Patterns that others offer: none are fetched.
fn pattern_directory() -> Endpoint {
    let choices = [
        "author",
        "date",
        "id",
        "include",
        "modified",
        "parent",
        "relevance",
        "slug",
        "include_slugs",
        "title",
        "favorite_count",
    ];
    let mut arguments = first();
    arguments["per_page"]["default"] = json!(100);
    arguments["search"]["minLength"] = json!(1);
    let own = property::all([
        ("category", Property::integer("Of this category.").with("minimum", 1)),
        ("keyword", Property::integer("With this keyword.").with("minimum", 1)),
        ("slug", Property::new("array", "With these slugs.")),
        ("offset", Property::integer("Items left out at the beginning.")),
        ("order", Property::text("Direction of the order.").default("desc").one_of(&["asc", "desc"])),
        ("orderby", Property::text("What the order goes by.").default("date").one_of(&choices)),
    ]);
    arguments.extend(own.as_object().cloned().unwrap_or_default());
    Endpoint::new(READ, Value::Object(arguments), |_| async { Ok(RestResponse::ok(json!([]))) })
        .permission(|request| async move { may_browse(&request) })
}

fn may_browse(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to browse the local block pattern directory.";
    Err(RestError::forbidden(&request.actor, "rest_pattern_directory_cannot_view", message))
}

fn category_schema() -> Value {
    let shown = |description| Property::text(description).readonly().shown("veb");
    let fields = [
        ("name", shown("Its name.")),
        ("label", shown("Its name for people.")),
        ("description", shown("What it holds.")),
    ];
    item_schema::item("block-pattern-category", property::all(fields))
}

fn pattern_schema() -> Value {
    let shown = |property: Property| property.readonly().shown("veb");
    let texts = |description| shown(Property::list(description, json!({"type": "string"})));
    let fields = [
        ("name", shown(Property::text("Its name."))),
        ("title", shown(Property::text("Its title."))),
        ("content", shown(Property::text("Its blocks."))),
        ("description", shown(Property::text("What it is for."))),
        ("viewport_width", shown(Property::new("number", "How wide its preview is, in pixels."))),
        ("inserter", shown(Property::flag("Whether inserters list it."))),
        ("categories", texts("Its categories.")),
        ("keywords", texts("Other words for it.")),
        ("block_types", texts("Blocks that it can take the place of.")),
        ("post_types", texts("Types of posts that it is for.")),
        ("template_types", texts("Templates that it is for.")),
        (
            "source",
            shown(Property::text("Where it comes from.").one_of(&[
                "core",
                "plugin",
                "theme",
                "pattern-directory/core",
                "pattern-directory/theme",
                "pattern-directory/featured",
            ])),
        ),
    ];
    item_schema::item("block-pattern", property::all(fields))
}
