//! People.

use std::collections::BTreeMap;

use cms::users::{self, Capability, Model, Role};
use cms::{Actor, permalinks};
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item::{self, Item};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let id = json!({"id": {"description": "The account's number.", "type": "integer"}, "context": context()});
    vec![
        Route::new("wp/v2", "/wp/v2/users/me")
            .endpoint(Endpoint::new(READ, json!({"context": context()}), me).permission(|_| async { Ok(()) })),
        Route::new("wp/v2", "/wp/v2/users/(?P<id>[\\d]+)").endpoint(
            Endpoint::new(READ, id, single).permission(|request| async move { find(&request).await.map(|_| ()) }),
        ),
    ]
}

async fn me(request: RestRequest) -> RestResult {
    let Actor::User(current) = &request.actor else {
        return Err(RestError::new(401, "rest_not_logged_in", "You are not currently logged in."));
    };
    let link = author_link(&request, &current.user);
    Ok(RestResponse::ok(person(&request, &current.user, current.role, link)))
}

async fn single(request: RestRequest) -> RestResult {
    let (user, role) = find(&request).await?;
    let link = author_link(&request, &user);
    Ok(RestResponse::ok(person(&request, &user, role, link)))
}

/// The person that the path names: authors of something published are everybody's to see, others the staff's.
async fn find(request: &RestRequest) -> RestResult<(Model, Option<Role>)> {
    let id = request.number("id").unwrap_or_default();
    let unknown = || RestError::new(404, "rest_user_invalid_id", "Invalid user ID.");
    let user = users::by_id(request.site.host(), id).await?.ok_or_else(unknown)?;
    let role = users::on_site(&request.site, id).await?;
    let is_known_here = role.is_some() || user.is_network_admin || cms::posts::has_published(&request.site, id).await?;
    if !is_known_here {
        return Err(unknown());
    }
    let is_self = request.actor.user_id() == id;
    if request.context() == "edit" && !is_self && !request.actor.may(Capability::EditUsers) {
        let message = "Sorry, you are not allowed to edit this user.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    let may_see = is_self
        || request.actor.may(Capability::ListUsers)
        || request.actor.may(Capability::EditUsers)
        || cms::posts::has_published(&request.site, id).await?;
    if may_see {
        return Ok((user, role));
    }
    Err(RestError::forbidden(&request.actor, "rest_user_cannot_view", "Sorry, you are not allowed to list users."))
}

fn author_link(request: &RestRequest, user: &Model) -> String {
    permalinks::Permalinks::new(request.site.settings()).author(user.id, &user.nicename)
}

fn person(request: &RestRequest, user: &Model, role: Option<Role>, link: String) -> Value {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
    add("id", "veb", json!(user.id));
    add("username", "e", json!(user.login));
    add("name", "veb", json!(user.display_name));
    add("first_name", "e", json!(user.first_name));
    add("last_name", "e", json!(user.last_name));
    add("email", "e", json!(user.email));
    add("url", "veb", json!(user.url));
    add("description", "veb", json!(user.description));
    add("link", "veb", json!(link));
    add(
        "locale",
        "e",
        json!(if user.locale.is_empty() { request.site.settings().locale() } else { user.locale.clone() }),
    );
    add("nickname", "e", json!(user.nickname));
    add("slug", "veb", json!(user.nicename));
    add("roles", "e", json!(role.map(Role::name).into_iter().collect::<Vec<_>>()));
    add("registered_date", "e", json!(user.registered.format("%Y-%m-%dT%H:%M:%S+00:00").to_string()));
    add("capabilities", "e", json!(capabilities(role)));
    add("extra_capabilities", "e", json!(role.map(|role| (role.name(), true)).into_iter().collect::<BTreeMap<_, _>>()));
    add("avatar_urls", "veb", avatars(&user.email));
    add("meta", "ve", if context == "edit" { json!({"persisted_preferences": []}) } else { json!([]) });
    add("_links", "veb", links(request, user));
    Value::Object(item.finish())
}

fn capabilities(role: Option<Role>) -> Map<String, Value> {
    let Some(role) = role else { return Map::new() };
    let held = Capability::ALL.into_iter().filter(|capability| role.has(*capability));
    held.map(|capability| (capability.name(), json!(true))).chain([(role.name().to_owned(), json!(true))]).collect()
}

/// Portraits by their pixels.
pub fn avatars(email: &str) -> Value {
    let address = |size: u32| (size.to_string(), json!(users::avatar_url(email, size)));
    Value::Object([24, 48, 96].into_iter().map(address).collect())
}

fn links(request: &RestRequest, user: &Model) -> Value {
    let mut allowed = vec!["GET"];
    if request.actor.user_id() == user.id || request.actor.may(Capability::EditUsers) {
        allowed.extend(["POST", "PUT", "PATCH"]);
    }
    if request.actor.may(Capability::DeleteUsers) {
        allowed.push("DELETE");
    }
    let own = request.rest_url(&format!("wp/v2/users/{}", user.id));
    json!({
        "self": [{"href": own, "targetHints": {"allow": allowed}}],
        "collection": [{"href": request.rest_url("wp/v2/users")}],
    })
}
