//! People.

use cms::users::{self, Capability, Model, Role, UserFields, UserOrder, UserQuery};
use cms::{Actor, Site};
use dxr::Value;

use super::fault::{Fault, fault, refused};
use super::methods;
use super::parameters::{self, Members, Parameters};
use super::values::{flag, id, list, structure, text, time};

/// Calls one of them.
pub async fn call(site: &Site, actor: &Actor, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match method {
        "getProfile" => one(site, actor, actor.user_id()).await,
        "getUser" => one(site, actor, given.number(3)).await,
        "getUsers" => all(site, actor, &given.members(3)).await,
        "getAuthors" => authors(site, actor).await,
        "editProfile" => edit(site, actor, &given.members(3)).await,
        _ => Err(methods::unknown(method)),
    }
}

fn shown(user: &Model, role: Option<Role>) -> Value {
    structure([
        ("user_id", id(user.id)),
        ("username", text(&user.login)),
        ("first_name", text(&user.first_name)),
        ("last_name", text(&user.last_name)),
        ("registered", time(user.registered)),
        ("bio", text(&user.description)),
        ("email", text(&user.email)),
        ("nickname", text(&user.nickname)),
        ("nicename", text(&user.nicename)),
        ("url", text(&user.url)),
        ("display_name", text(&user.display_name)),
        ("roles", list(role.map(|role| text(role.name())))),
    ])
}

/// Somebody who belongs to the site, for who may change the account.
async fn one(site: &Site, actor: &Actor, user_id: i64) -> Result<Value, Fault> {
    let role = users::on_site(site, user_id).await.map_err(refused)?;
    let user = users::by_id(site.host(), user_id).await.map_err(refused)?;
    let user = user.filter(|user| role.is_some() || user.id == actor.user_id());
    let user = user.ok_or_else(|| fault(404, "Invalid user ID."))?;
    if !users::may_edit(site, actor, &user).await.map_err(refused)? {
        return Err(fault(401, "Sorry, you are not allowed to edit this user."));
    }
    Ok(shown(&user, role))
}

async fn all(site: &Site, actor: &Actor, filter: &Members) -> Result<Value, Fault> {
    if !actor.may(Capability::ListUsers) {
        return Err(fault(401, "Sorry, you are not allowed to list users."));
    }
    let number_of = |name: &str| filter.get(name).map(parameters::number).filter(|number| *number > 0);
    let role = filter.get("role").map(parameters::text).filter(|role| !role.is_empty());
    if role.as_deref().is_some_and(|role| role.parse::<Role>().is_err()) {
        return Err(fault(403, "Invalid role."));
    }
    let query = UserQuery {
        roles: role.into_iter().collect(),
        offset: number_of("offset").unwrap_or(0).unsigned_abs(),
        limit: number_of("number").unwrap_or(50).unsigned_abs().min(100),
        ..UserQuery::default()
    };
    let (found, _) = users::list(site, &query).await.map_err(refused)?;
    Ok(list(found.iter().map(|(user, role)| shown(user, *role))))
}

async fn authors(site: &Site, actor: &Actor) -> Result<Value, Fault> {
    actor.require(Capability::EditPosts).map_err(refused)?;
    let query = UserQuery {
        capabilities: vec!["edit_posts".into()],
        order_by: UserOrder::Id,
        limit: 1_000,
        ..UserQuery::default()
    };
    let (found, _) = users::list(site, &query).await.map_err(refused)?;
    Ok(list(found.iter().map(|(user, _)| {
        structure([
            ("user_id", id(user.id)),
            ("user_login", text(&user.login)),
            ("display_name", text(&user.display_name)),
        ])
    })))
}

async fn edit(site: &Site, actor: &Actor, given: &Members) -> Result<Value, Fault> {
    let text_of = |name: &str| given.get(name).map(parameters::text);
    let fields = UserFields {
        first_name: text_of("first_name"),
        last_name: text_of("last_name"),
        url: text_of("url").map(|url| cms::formatting::esc_url_raw(&url)),
        display_name: text_of("display_name").filter(|name| !name.is_empty()),
        nickname: text_of("nickname").filter(|name| !name.is_empty()),
        nicename: text_of("nicename").filter(|name| !name.is_empty()),
        description: text_of("bio"),
        ..UserFields::default()
    };
    users::update(site, actor, actor.user_id(), fields).await.map_err(refused)?;
    Ok(flag(true))
}
