//! What is kept about one person.

use cms::personal_data::{self, Collected};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, Endpoint, Route};
use crate::rest::{RestRequest, RestResponse};

/// Its routes. Both are asked by POST: an address must not stand in the log of a proxy.
pub fn routes() -> Vec<Route> {
    let email = json!({"email": {"description": "The person's mail address.", "type": "string", "format": "email",
        "required": true}});
    let may = |request: RestRequest| async move { only(&request, Capability::ManageOptions) };
    vec![
        Route::new(NAMESPACE, "/platen/v1/personal-data/export")
            .endpoint(Endpoint::new(CREATE, email.clone(), export).permission(may)),
        Route::new(NAMESPACE, "/platen/v1/personal-data/erase")
            .endpoint(Endpoint::new(CREATE, email, erase).permission(may)),
    ]
}

async fn export(request: RestRequest) -> RestResult {
    let email = request.text("email").unwrap_or_default();
    let found = personal_data::collect(&request.site, &request.actor, email.trim()).await;
    Ok(RestResponse::ok(shown(&found.map_err(refusal(&request.actor))?)))
}

async fn erase(request: RestRequest) -> RestResult {
    let email = request.text("email").unwrap_or_default();
    let done = personal_data::erase(&request.site, &request.actor, email.trim()).await;
    let done = done.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"comments": done.comments, "has_account": done.has_account})))
}

fn shown(collected: &Collected) -> Value {
    let account = collected.account.as_ref().map(|user| {
        json!({
            "login": user.login, "email": user.email, "name": user.display_name, "first_name": user.first_name,
            "last_name": user.last_name, "nickname": user.nickname, "website": user.url,
            "description": user.description, "registered": time(user.registered),
        })
    });
    let comments = collected.comments.iter().map(|comment| {
        json!({
            "id": comment.id, "post": comment.post_id, "author": comment.author_name, "email": comment.author_email,
            "website": comment.author_url, "address": comment.author_ip, "user_agent": comment.user_agent,
            "date": time(comment.date_gmt), "status": comment.status, "text": comment.content,
        })
    });
    json!({"account": account, "comments": comments.collect::<Vec<_>>(), "member": collected.member})
}
