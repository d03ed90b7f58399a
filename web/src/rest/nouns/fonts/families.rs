//! Families of fonts: listed, made, changed, removed.

use cms::posts::{self, ListQuery, OrderBy, PostFields};
use serde_json::{Value, json};

use super::access::{FAMILY, find, may_manage, path_number, require_force};
use super::{item, settings};
use crate::rest::collection_arguments::{context, first, ids, offset, order};
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let manage = |endpoint: Endpoint| endpoint.permission(|request| async move { may_manage(&request, FAMILY) });
    let id: Value = Property::integer("The family's number.").into();
    let change = item::change_arguments("font_family_settings");
    let mut edit = json!({"id": id});
    edit["theme_json_version"] = change["theme_json_version"].clone();
    edit["font_family_settings"] = change["font_family_settings"].clone();
    let force: Value = Property::flag("Whether it goes for good.").default(false).into();
    vec![
        Route::new("wp/v2", "/wp/v2/font-families")
            .endpoint(manage(Endpoint::new(READ, list_arguments(true), list)))
            .endpoint(
                manage(Endpoint::new(CREATE, change, create)).check("font_family_settings", settings::check_family),
            )
            .schema(item::family_schema()),
        Route::new("wp/v2", "/wp/v2/font-families/(?P<id>[\\d]+)")
            .endpoint(manage(Endpoint::new(READ, json!({"id": id, "context": context()}), single)))
            .endpoint(manage(Endpoint::new(EDIT, edit, update)).check("font_family_settings", settings::check_family))
            .endpoint(manage(Endpoint::new(DELETE, json!({"id": id, "force": force}), delete)))
            .schema(item::family_schema()),
    ]
}

/// The arguments of a list of fonts.
pub fn list_arguments(with_slug: bool) -> Value {
    let mut arguments = first();
    arguments.shift_remove("search");
    arguments.insert("exclude".into(), ids("Without these."));
    arguments.insert("include".into(), ids("Only these."));
    let semantics = Property::text("How the words are understood.").one_of(&["exact"]);
    arguments.insert("search_semantics".into(), semantics.into());
    arguments.insert("offset".into(), offset());
    arguments.insert("order".into(), order("desc"));
    let by = Property::text("What the order goes by.").default("id").one_of(&["id", "include"]);
    arguments.insert("orderby".into(), by.into());
    if with_slug {
        arguments.insert("slug".into(), Property::list("With one of these names.", json!({"type": "string"})).into());
    }
    Value::Object(arguments)
}

/// What a list of fonts asks of `cms`.
pub fn query(request: &RestRequest, post_type: &str) -> ListQuery {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs();
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(i64::unsigned_abs);
    ListQuery {
        types: vec![post_type.to_owned()],
        statuses: vec!["publish".into()],
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        slugs: request.texts("slug"),
        order_by: if request.text("orderby").as_deref() == Some("include") { OrderBy::Ids } else { OrderBy::Id },
        ascending: request.text("order").as_deref() == Some("asc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
        ..ListQuery::default()
    }
}

async fn list(request: RestRequest) -> RestResult {
    let query = query(&request, FAMILY.name);
    let listed = posts::list(&request.site, &query).await?;
    let mut items = Vec::with_capacity(listed.posts.len());
    for post in &listed.posts {
        items.push(item::family(&request, post).await?);
    }
    Ok(paged(&request, Value::Array(items), listed.total, listed.total.div_ceil(query.limit.max(1))))
}

async fn single(request: RestRequest) -> RestResult {
    let post = find(&request, FAMILY, path_number(&request, "id")).await?;
    Ok(RestResponse::ok(item::family(&request, &post).await?))
}

/// The fields of the post that keeps these settings.
fn fields(settings: &Value) -> PostFields {
    let text = |name: &str| settings[name].as_str().unwrap_or_default().to_owned();
    let kept = json!({"fontFamily": text("fontFamily"), "preview": text("preview")});
    PostFields {
        title: Some(text("name")),
        slug: Some(cms::formatting::sanitize_title(&text("slug"))),
        content: Some(kept.to_string()),
        status: Some("publish".into()),
        ..PostFields::default()
    }
}

async fn create(request: RestRequest) -> RestResult {
    let given = settings::given(&request, "font_family_settings");
    let fields = fields(&given);
    let same = ListQuery {
        types: vec![FAMILY.name.into()],
        statuses: vec!["publish".into()],
        slugs: fields.slug.clone().into_iter().collect(),
        limit: 1,
        ..ListQuery::default()
    };
    if posts::list(&request.site, &same).await?.total > 0 {
        let message =
            format!("A font family with slug \"{}\" already exists.", given["slug"].as_str().unwrap_or_default());
        return Err(RestError::new(400, "rest_duplicate_font_family", &message));
    }
    let post = posts::create(&request.site, &request.actor, FAMILY.name, fields).await?;
    let location = request.rest_url(&format!("wp/v2/font-families/{}", post.id));
    Ok(RestResponse::created(item::family(&request, &post).await?, location))
}

async fn update(request: RestRequest) -> RestResult {
    let post = find(&request, FAMILY, path_number(&request, "id")).await?;
    let given = settings::given(&request, "font_family_settings");
    if given["slug"].as_str() != Some(post.slug.as_str()) {
        let message = "font_family_settings[slug] cannot be updated.";
        let error = RestError::new(400, "rest_invalid_param", message);
        return Err(RestError::invalid_parameters(&[("font_family_settings".to_owned(), error)]));
    }
    let post = posts::update(&request.site, &request.actor, post.id, fields(&given)).await?;
    Ok(RestResponse::ok(item::family(&request, &post).await?))
}

async fn delete(request: RestRequest) -> RestResult {
    let post = find(&request, FAMILY, path_number(&request, "id")).await?;
    require_force(&request, FAMILY)?;
    let before = item::family(&request, &post).await?;
    for face in item::faces_of(&request, post.id).await? {
        posts::delete(&request.site, &request.actor, face.id).await?;
    }
    posts::delete(&request.site, &request.actor, post.id).await?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": before})))
}

/// The argument that removes for good.
pub fn force() -> Value {
    property::all([("force", Property::flag("Whether it goes for good.").default(false))])
}
