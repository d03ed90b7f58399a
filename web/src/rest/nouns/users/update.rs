//! Changes accounts.

use cms::users::{self, Model, UserFields};

use super::access::{changes_roles_alone, find};
use super::{fields, preferences, read, refusal};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// `POST`, `PUT` and `PATCH` on one account.
pub async fn update(request: RestRequest) -> RestResult {
    let (user, before) = find(&request, "id").await?;
    refuse(&request, &user).await?;
    preferences::check(&request)?;
    let (site, actor) = (&request.site, &request.actor);
    let role = fields::role(&request)?.filter(|role| Some(*role) != before);
    if !changes_roles_alone(&request) {
        users::update(site, actor, user.id, user_fields(&request)).await.map_err(refusal(actor))?;
        preferences::keep(&request, user.id).await?;
    }
    if let Some(role) = role {
        users::set_role(site, actor, user.id, Some(role)).await.map_err(refusal(actor))?;
    }
    read::shown(&request, "edit").await.map(RestResponse::ok)
}

/// What belongs to somebody else, and what cannot change.
async fn refuse(request: &RestRequest, user: &Model) -> RestResult<()> {
    fields::check(request)?;
    let host = request.site.host();
    let invalid = |code, message| Err(RestError::new(400, code, message));
    if let Some(email) = request.text("email").filter(|email| !email.is_empty())
        && users::by_email(host, &email).await?.is_some_and(|owner| owner.id != user.id)
    {
        return invalid("rest_user_invalid_email", "Invalid email address.");
    }
    if request.text("username").is_some_and(|login| !login.is_empty() && login != user.login) {
        return invalid("rest_user_invalid_argument", "Username is not editable.");
    }
    if let Some(slug) = fields::slug(request).filter(|slug| *slug != user.nicename)
        && users::by_nicename(host, &slug).await?.is_some()
    {
        return invalid("rest_user_invalid_slug", "Invalid slug.");
    }
    Ok(())
}

fn user_fields(request: &RestRequest) -> UserFields {
    let text = |name: &str| request.text(name);
    UserFields {
        email: text("email"),
        password: text("password"),
        display_name: fields::line(request, "name").filter(|name| !name.is_empty()),
        first_name: fields::line(request, "first_name"),
        last_name: fields::line(request, "last_name"),
        nickname: fields::line(request, "nickname").filter(|name| !name.is_empty()),
        nicename: fields::slug(request),
        url: fields::url(request),
        description: text("description"),
        locale: text("locale"),
    }
}
