//! Faces of a family.

use cms::posts::{self, Post, PostFields};
use serde_json::{Value, json};

use super::access::{FACE, FAMILY, find, may_manage, path_number, require_force};
use super::{families, item, settings};
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::property::Property;
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let manage = |endpoint: Endpoint| endpoint.permission(|request| async move { may_manage(&request, FACE) });
    let family: Value = Property::integer("The family's number.").required().into();
    let id: Value = Property::integer("The face's number.").required().into();
    let with_family = |arguments: Value| {
        let mut all = json!({"font_family_id": family});
        arguments.as_object().into_iter().flatten().for_each(|(name, schema)| all[name] = schema.clone());
        all
    };
    let base = "/wp/v2/font-families/(?P<font_family_id>[\\d]+)/font-faces";
    let create_arguments = with_family(item::change_arguments("font_face_settings"));
    vec![
        Route::new("wp/v2", base)
            .endpoint(manage(Endpoint::new(READ, with_family(families::list_arguments(false)), list)))
            .endpoint(
                manage(Endpoint::new(CREATE, create_arguments, create))
                    .check("font_face_settings", settings::check_face),
            )
            .schema(item::face_schema()),
        Route::new("wp/v2", format!("{base}/(?P<id>[\\d]+)"))
            .endpoint(manage(Endpoint::new(READ, with_family(json!({"id": id, "context": context()})), single)))
            .endpoint(manage(Endpoint::new(DELETE, with_family(with_id(&id)), delete)))
            .schema(item::face_schema()),
    ]
}

fn with_id(id: &Value) -> Value {
    let mut arguments = families::force();
    arguments["id"] = id.clone();
    arguments
}

async fn family_of(request: &RestRequest) -> RestResult<Post> {
    let found = find(request, FAMILY, path_number(request, "font_family_id")).await;
    found.map_err(|_| RestError::new(404, "rest_post_invalid_parent", "Invalid post parent ID."))
}

async fn face_of(request: &RestRequest) -> RestResult<Post> {
    let family = family_of(request).await?;
    let face = find(request, FACE, path_number(request, "id")).await?;
    if face.parent_id == family.id {
        return Ok(face);
    }
    let message = format!("The font face does not belong to the specified font family with id of \"{}\".", family.id);
    Err(RestError::new(404, "rest_font_face_parent_id_mismatch", &message))
}

async fn list(request: RestRequest) -> RestResult {
    let family = family_of(&request).await?;
    let mut query = families::query(&request, FACE.name);
    query.parents = vec![family.id];
    let listed = posts::list(&request.site, &query).await?;
    let items = listed.posts.iter().map(|post| item::face(&request, post)).collect();
    Ok(paged(&request, items, listed.total, listed.total.div_ceil(query.limit.max(1))))
}

async fn single(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(item::face(&request, &face_of(&request).await?)))
}

async fn create(request: RestRequest) -> RestResult {
    let family = family_of(&request).await?;
    let given = settings::given(&request, "font_face_settings");
    let name = ["fontFamily", "fontStyle", "fontWeight"].map(|key| given[key].as_str().unwrap_or_default().to_owned());
    let fields = PostFields {
        title: Some(name.join(";")),
        content: Some(given.to_string()),
        status: Some("publish".into()),
        parent_id: Some(family.id),
        ..PostFields::default()
    };
    let post = posts::create(&request.site, &request.actor, FACE.name, fields).await?;
    let location = request.rest_url(&format!("wp/v2/font-families/{}/font-faces/{}", family.id, post.id));
    Ok(RestResponse::created(item::face(&request, &post), location))
}

async fn delete(request: RestRequest) -> RestResult {
    let face = face_of(&request).await?;
    require_force(&request, FACE)?;
    let before = item::face(&request, &face);
    posts::delete(&request.site, &request.actor, face.id).await?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": before})))
}
