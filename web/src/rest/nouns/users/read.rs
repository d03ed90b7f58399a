//! One account.

use serde_json::Value;

use super::access::find;
use super::item::People;
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// `GET` of one account.
pub async fn single(request: RestRequest) -> RestResult {
    shown(&request, &request.context()).await.map(RestResponse::ok)
}

/// `GET` of the own account.
pub async fn me(mut request: RestRequest) -> RestResult {
    if !request.actor.is_signed_in() {
        return Err(RestError::new(401, "rest_not_logged_in", "You are not currently logged in."));
    }
    let id = request.actor.user_id();
    request.url_parameters.insert("id".into(), id.into());
    shown(&request, &request.context()).await.map(RestResponse::ok)
}

/// The account that the request names as it is now.
pub async fn shown(request: &RestRequest, context: &str) -> RestResult<Value> {
    let people = vec![find(request, "id").await?];
    let people = People::load(request, context, people).await?;
    Ok(people.items().into_iter().next().unwrap_or_default())
}
