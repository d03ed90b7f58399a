//! Passwords for programs.

use cms::users::{self, Model, application_password_entity as entity, application_passwords};
use serde_json::{Map, Value, json};

use super::users::named::person;
use super::users::refusal;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::item::{self, Item};
use crate::rest::route::{DELETE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const CREATE: &[&str] = &["POST"];

/// Their routes, below those of a person.
pub fn routes() -> Vec<Route> {
    const BASE: &str = "/wp/v2/users/(?P<user_id>(?:[\\d]+|me))/application-passwords";
    let reading = || json!({"context": context()});
    let own = |code, verb| move |request: RestRequest| async move { may(&request, code, verb).await.map(|_| ()) };
    let collection =
        Route::new("wp/v2", BASE)
            .endpoint(
                Endpoint::new(READ, reading(), list).permission(own(
                    "rest_cannot_list_application_passwords",
                    "list application passwords for this user",
                )),
            )
            .endpoint(Endpoint::new(CREATE, writable(true), create).permission(own(
                "rest_cannot_create_application_passwords",
                "create application passwords for this user",
            )))
            .endpoint(Endpoint::new(DELETE, json!({}), delete_all).permission(own(
                "rest_cannot_delete_application_passwords",
                "delete application passwords for this user",
            )));
    let introspect = Route::new("wp/v2", format!("{BASE}/introspect")).endpoint(
        Endpoint::new(READ, reading(), introspect).permission(|request| async move { may_introspect(&request).await }),
    );
    let single = Route::new("wp/v2", format!("{BASE}/(?P<uuid>[\\w\\-]+)"))
        .endpoint(
            Endpoint::new(READ, reading(), single)
                .permission(own("rest_cannot_read_application_password", "read this application password")),
        )
        .endpoint(
            Endpoint::new(EDIT, writable(false), update)
                .permission(own("rest_cannot_edit_application_password", "edit this application password")),
        )
        .endpoint(
            Endpoint::new(DELETE, json!({}), delete)
                .permission(own("rest_cannot_delete_application_password", "delete this application password")),
        );
    [collection, introspect, single].into_iter().map(|route| route.schema(schema())).collect()
}

/// Whoever may change the account may do everything with its passwords.
async fn may(request: &RestRequest, code: &str, deed: &str) -> RestResult<Model> {
    let user = person(request).await?;
    if users::may_edit(&request.site, &request.actor, &user).await? {
        return Ok(user);
    }
    Err(RestError::forbidden(&request.actor, code, &format!("Sorry, you are not allowed to {deed}.")))
}

async fn may_introspect(request: &RestRequest) -> RestResult<()> {
    let user = person(request).await?;
    if request.actor.user_id() == user.id {
        return Ok(());
    }
    let message = "The authenticated application password can only be introspected for the current user.";
    let code = "rest_cannot_introspect_app_password_for_non_authenticated_user";
    Err(RestError::forbidden(&request.actor, code, message))
}

async fn list(request: RestRequest) -> RestResult {
    let user = person(&request).await?;
    let found = application_passwords::list(&request.site, &request.actor, user.id).await;
    let rows = found.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(rows.iter().map(|row| shown(&request, &request.context(), row, None)).collect()))
}

async fn single(request: RestRequest) -> RestResult {
    let row = find_row(&request).await?;
    Ok(RestResponse::ok(shown(&request, &request.context(), &row, None)))
}

async fn find_row(request: &RestRequest) -> RestResult<entity::Model> {
    let user = person(request).await?;
    let uuid = request.text("uuid").unwrap_or_default();
    let found = application_passwords::by_uuid(&request.site, &request.actor, user.id, &uuid).await;
    found.map_err(refusal(&request.actor))
}

async fn create(request: RestRequest) -> RestResult {
    let user = person(&request).await?;
    let (name, app_id) = (request.text("name").unwrap_or_default(), request.text("app_id").unwrap_or_default());
    let made = application_passwords::create(&request.site, &request.actor, user.id, &name, &app_id).await;
    let made = made.map_err(refusal(&request.actor))?;
    let body = shown(&request, "edit", &made.row, Some(&made.password));
    Ok(RestResponse::created(body, address(&request, &made.row)))
}

async fn update(request: RestRequest) -> RestResult {
    let row = find_row(&request).await?;
    let name = request.text("name").unwrap_or_else(|| row.name.clone());
    let renamed = application_passwords::rename(&request.site, &request.actor, row.user_id, &row.uuid, &name).await;
    let row = renamed.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(shown(&request, "edit", &row, None)))
}

async fn delete(request: RestRequest) -> RestResult {
    let row = find_row(&request).await?;
    let deleted = application_passwords::delete(&request.site, &request.actor, row.user_id, &row.uuid).await;
    deleted.map_err(refusal(&request.actor))?;
    let mut previous = shown(&request, "edit", &row, None);
    if let Some(previous) = previous.as_object_mut() {
        previous.shift_remove("_links");
    }
    Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})))
}

async fn delete_all(request: RestRequest) -> RestResult {
    let user = person(&request).await?;
    let deleted = application_passwords::delete_all(&request.site, &request.actor, user.id).await;
    Ok(RestResponse::ok(json!({"deleted": true, "count": deleted.map_err(refusal(&request.actor))?})))
}

/// The password that this very request came with.
async fn introspect(request: RestRequest) -> RestResult {
    let user = person(&request).await?;
    let Some(uuid) = &request.application_password else {
        let message = "Cannot introspect application password.";
        return Err(RestError::new(404, "rest_no_authenticated_app_password", message));
    };
    let row = application_passwords::by_uuid(&request.site, &request.actor, user.id, uuid).await?;
    Ok(RestResponse::ok(shown(&request, &request.context(), &row, None)))
}

fn address(request: &RestRequest, row: &entity::Model) -> String {
    request.rest_url(&format!("wp/v2/users/{}/application-passwords/{}", row.user_id, row.uuid))
}

fn shown(request: &RestRequest, context: &str, row: &entity::Model, password: Option<&str>) -> Value {
    let fields = item::asked(request);
    let mut item = Item::new(&fields, context);
    let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
    let time = |time: chrono::NaiveDateTime| time.format("%Y-%m-%dT%H:%M:%S").to_string();
    add("uuid", "veb", json!(row.uuid));
    add("app_id", "veb", json!(row.app_id));
    add("name", "veb", json!(row.name));
    add("created", "ve", json!(time(row.created)));
    add("last_used", "ve", json!(row.last_used.map(time)));
    add("last_ip", "ve", json!(row.last_ip));
    if let Some(password) = password {
        add("password", "e", json!(password));
    }
    let allowed = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    add("_links", "veb", json!({"self": [{"href": address(request, row), "targetHints": {"allow": allowed}}]}));
    Value::Object(item.finish())
}

fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#", "title": "application-password", "type": "object",
        "properties": properties(),
    })
}

fn writable(creating: bool) -> Value {
    let mut arguments = properties();
    arguments.retain(|_, schema| schema.get("readonly").is_none());
    for schema in arguments.values_mut().filter_map(Value::as_object_mut) {
        schema.shift_remove("context");
        if !creating {
            schema.shift_remove("required");
        }
    }
    Value::Object(arguments)
}

fn properties() -> Map<String, Value> {
    let all = json!(["view", "edit", "embed"]);
    let readers = json!(["view", "edit"]);
    let fields = json!({
        "uuid": {"description": "Its public name.", "type": "string", "format": "uuid", "context": all, "readonly": true},
        "app_id": {"description": "The program's own UUID.", "type": "string",
            "oneOf": [{"type": "string", "format": "uuid"}, {"type": "string", "enum": [""]}], "context": all},
        "name": {"description": "What the person calls the program.", "type": "string", "required": true, "context": all,
            "minLength": 1, "pattern": ".*\\S.*"},
        "password": {"description": "The password, shown once.", "type": "string", "context": ["edit"], "readonly": true},
        "created": {"description": "When it was made, UTC.", "type": "string", "format": "date-time", "context": readers, "readonly": true},
        "last_used": {"description": "When it was last used, UTC.", "type": ["string", "null"], "format": "date-time", "context": readers, "readonly": true},
        "last_ip": {"description": "Where it was last used from.", "type": ["string", "null"], "format": "ip", "context": readers, "readonly": true},
    });
    fields.as_object().cloned().unwrap_or_default()
}
