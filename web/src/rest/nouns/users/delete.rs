//! Takes accounts away.

use cms::departures;
use serde_json::{Value, json};

use super::access::find;
use super::{read, refusal};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// `DELETE` of one account; what the person wrote goes to `reassign`, or into the trash.
pub async fn delete(request: RestRequest) -> RestResult {
    let heir = heir(&request)?;
    let (user, _) = find(&request, "id").await?;
    if !request.flag("force").unwrap_or(false) {
        let message = "Users do not support trashing. Set 'force=true' to delete.";
        return Err(RestError::new(501, "rest_trash_not_supported", message));
    }
    let mut previous = read::shown(&request, "edit").await?;
    let removed = departures::remove(&request.site, &request.actor, user.id, heir).await;
    removed.map_err(refusal(&request.actor))?;
    if let Some(previous) = previous.as_object_mut() {
        previous.shift_remove("_links");
    }
    Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})))
}

/// A number, or one of PHP's ways to say nobody.
fn heir(request: &RestRequest) -> RestResult<Option<i64>> {
    match request.get("reassign") {
        None | Some(Value::Bool(false)) => return Ok(None),
        Some(Value::String(text)) if matches!(text.as_str(), "" | "0" | "false") => return Ok(None),
        _ => {}
    }
    match request.number("reassign").filter(|_| !matches!(request.get("reassign"), Some(Value::Bool(true)))) {
        Some(id) => Ok(Some(id).filter(|id| *id != 0)),
        None => {
            let fault = RestError::new(400, "rest_invalid_param", "Invalid user parameter(s).");
            Err(RestError::invalid_parameters(&[("reassign".to_owned(), fault)]))
        }
    }
}
