//! Makes accounts.

use cms::users::{self, NewUser, Role};
use serde_json::json;

use super::{fields, preferences, read, refusal};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// `POST` on the collection.
pub async fn create(mut request: RestRequest) -> RestResult {
    fields::check(&request)?;
    preferences::check(&request)?;
    if request.number("id").is_some_and(|id| id != 0) {
        return Err(RestError::new(400, "rest_user_exists", "Cannot create existing user."));
    }
    let default = request.site.settings().text("default_role").parse().unwrap_or(Role::Subscriber);
    let role = fields::role(&request)?.unwrap_or(default);
    let created = users::create(&request.site, &request.actor, new_user(&request), role).await;
    let user = created.map_err(refusal(&request.actor))?;
    preferences::keep(&request, user.id).await?;
    request.body_parameters.insert("id".into(), json!(user.id));
    let body = read::shown(&request, "edit").await?;
    Ok(RestResponse::created(body, request.rest_url(&format!("wp/v2/users/{}", user.id))))
}

fn new_user(request: &RestRequest) -> NewUser {
    let text = |name: &str| request.text(name).unwrap_or_default();
    let line = |name: &str| fields::line(request, name).unwrap_or_default();
    NewUser {
        login: text("username"),
        email: text("email"),
        password: text("password"),
        display_name: line("name"),
        first_name: line("first_name"),
        last_name: line("last_name"),
        nickname: line("nickname"),
        url: fields::url(request).unwrap_or_default(),
        description: text("description"),
        nicename: fields::slug(request).unwrap_or_default(),
        locale: text("locale"),
        id: None,
    }
}
