//! Who may do what with accounts, in WordPress's words.

use cms::users::{self, Capability, Model, Role};
use cms::{Actor, Error, posts};

use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest};

/// Filters and orders that tell about people are for those who may list them.
pub fn may_list(request: &RestRequest) -> RestResult<()> {
    let refused = |code, message| Err(RestError::forbidden(&request.actor, code, message));
    if !request.actor.may(Capability::ListUsers) {
        if !request.texts("roles").is_empty() {
            return refused("rest_user_cannot_view", "Sorry, you are not allowed to filter users by role.");
        }
        if !request.texts("capabilities").is_empty() {
            return refused("rest_user_cannot_view", "Sorry, you are not allowed to filter users by capability.");
        }
        if request.context() == "edit" {
            return refused("rest_forbidden_context", "Sorry, you are not allowed to list users.");
        }
        if matches!(request.text("orderby").as_deref(), Some("email" | "registered_date")) {
            return refused("rest_forbidden_orderby", "Sorry, you are not allowed to order users by this parameter.");
        }
    }
    if request.text("who").as_deref() == Some("authors") && !request.actor.may(Capability::EditPosts) {
        return refused("rest_forbidden_who", "Sorry, you are not allowed to query users by this parameter.");
    }
    Ok(())
}

/// Authors of something published are everybody's to see, others the staff's.
pub async fn may_read(request: &RestRequest) -> RestResult<()> {
    let (user, _) = find(request, "id").await?;
    if request.actor.user_id() == user.id {
        return Ok(());
    }
    let may_list = request.actor.may(Capability::ListUsers);
    if request.context() == "edit" && !may_list {
        let message = "Sorry, you are not allowed to edit this user.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    if may_list || request.actor.may(Capability::EditUsers) || posts::has_published(&request.site, user.id).await? {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_user_cannot_view", "Sorry, you are not allowed to list users."))
}

/// Who may make accounts.
pub fn may_create(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::CreateUsers) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to create new users.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_create_user", message))
}

/// Who may change this account. For its role alone it is enough to be allowed to promote.
pub async fn may_update(request: &RestRequest) -> RestResult<()> {
    let (user, _) = find(request, "id").await?;
    if !request.texts("roles").is_empty() {
        if !request.actor.may(Capability::PromoteUsers) {
            let message = "Sorry, you are not allowed to edit roles of this user.";
            return Err(RestError::forbidden(&request.actor, "rest_cannot_edit_roles", message));
        }
        if changes_roles_alone(request) {
            return Ok(());
        }
    }
    if users::may_edit(&request.site, &request.actor, &user).await? {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to edit this user.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_edit", message))
}

/// Whether nothing but the role is to change.
pub fn changes_roles_alone(request: &RestRequest) -> bool {
    let given = request.body_parameters.keys().chain(request.query_parameters.keys());
    given.filter(|name| *name != "id").all(|name| name == "roles")
}

/// Who may delete this account.
pub async fn may_delete(request: &RestRequest) -> RestResult<()> {
    let (user, _) = find(request, "id").await?;
    let runs_network = user.is_network_admin && !request.actor.may(Capability::ManageNetwork);
    if request.actor.may(Capability::DeleteUsers) && !runs_network {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to delete this user.";
    Err(RestError::forbidden(&request.actor, "rest_user_cannot_delete", message))
}

/// The account that `parameter` names, with its role, if this site knows it: who has nothing to do with the site is not
/// even confirmed to exist.
pub async fn find(request: &RestRequest, parameter: &str) -> RestResult<(Model, Option<Role>)> {
    let unknown = || RestError::new(404, "rest_user_invalid_id", "Invalid user ID.");
    let id = request.number(parameter).filter(|id| *id > 0).ok_or_else(unknown)?;
    let user = users::by_id(request.site.host(), id).await?.ok_or_else(unknown)?;
    let role = users::on_site(&request.site, id).await?;
    let is_known = role.is_some()
        || user.id == request.actor.user_id()
        || user.is_network_admin && request.actor.may(Capability::ManageNetwork)
        || posts::has_published(&request.site, id).await?;
    if is_known { Ok((user, role)) } else { Err(unknown()) }
}

/// What a verb refused, with WordPress's status: 401 for nobody, 403 for somebody; a name that is taken is a 500 without
/// data, since WordPress forgot to give it a status.
pub fn refusal(actor: &Actor) -> impl Fn(Error) -> RestError {
    move |error| match error {
        Error::Forbidden { code, message } => RestError::forbidden(actor, code, &message),
        Error::Conflict { code, message } if code.starts_with("existing_user_") => {
            RestError { data: serde_json::Value::Null, ..RestError::new(500, code, &message) }
        }
        other => other.into(),
    }
}
