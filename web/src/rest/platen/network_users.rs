//! `platen/v1/network/users`: everybody with an account on the host, for network admins.

use std::collections::HashMap;

use cms::sites;
use cms::users::{self, NetworkQuery, NetworkUser};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::sites::may_manage;
use super::window::{self, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::paging::paged;
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let permission = |request: RestRequest| async move { may_manage(&request) };
    let asked = window::arguments_and(json!({
        "search": {"description": "Part of a login, a name or a mail address.", "type": "string"},
        "network_admin": {"description": "Only those who run the host, or only the others.", "type": "boolean"},
    }));
    let changes = json!({
        "network_admin": {"description": "Whether the person runs the host.", "type": "boolean", "required": true},
    });
    vec![
        Route::new(NAMESPACE, "/platen/v1/network/users")
            .endpoint(Endpoint::new(READ, asked, list).permission(permission))
            .schema(schema()),
        Route::new(NAMESPACE, r"/platen/v1/network/users/(?P<user_id>[\d]+)")
            .endpoint(Endpoint::new(EDIT, changes, update).permission(permission))
            .schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let (offset, limit) = window::of(&request);
    let search = request.text("search");
    let query = NetworkQuery { search, network_admins: request.flag("network_admin"), offset, limit: Some(limit) };
    let found = users::of_network(request.site.host(), &request.actor, &query).await;
    let (found, total) = found.map_err(refusal(&request.actor))?;
    let known = addresses(&request).await?;
    let shown = found.iter().map(|one| item(one, &known)).collect();
    Ok(paged(&request, shown, total, total.div_ceil(limit)))
}

async fn update(request: RestRequest) -> RestResult {
    let (host, id) = (request.site.host(), request.number("user_id").unwrap_or_default());
    let changed = match request.flag("network_admin") {
        Some(true) => users::make_network_admin(host, &request.actor, id).await,
        _ => users::revoke_network_admin(host, &request.actor, id).await,
    };
    changed.map_err(refusal(&request.actor))?;
    let found = users::on_network(host, &request.actor, id).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(item(&found, &addresses(&request).await?)))
}

async fn addresses(request: &RestRequest) -> RestResult<HashMap<i64, String>> {
    let all = sites::all(request.site.host()).await?;
    Ok(all.into_iter().map(|site| (site.id, site.url)).collect())
}

fn item(found: &NetworkUser, known: &HashMap<i64, String>) -> Value {
    let account = &found.account;
    let sites =
        found.sites.iter().filter_map(|(id, role)| Some(json!({"id": id, "url": known.get(id)?, "role": role.name()})));
    json!({
        "id": account.id,
        "username": account.login,
        "name": account.display_name,
        "email": account.email,
        "registered_date": time(account.registered),
        "network_admin": account.is_network_admin,
        "sites": sites.collect::<Vec<_>>(),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "network-user", "type": "object", "properties": {
        "id": {"description": "The account's number.", "type": "integer"},
        "username": {"description": "What the person signs in with.", "type": "string"},
        "name": {"description": "The name that pages show.", "type": "string"},
        "email": {"description": "Mail address.", "type": "string"},
        "registered_date": {"description": "When the account was made.", "type": "string", "format": "date-time"},
        "network_admin": {"description": "Whether the person runs the host.", "type": "boolean"},
        "sites": {"description": "The sites with a role, and which.", "type": "array", "items": {"type": "object",
            "properties": {"id": {"type": "integer"}, "url": {"type": "string"}, "role": {"type": "string"}}}},
    }})
}
