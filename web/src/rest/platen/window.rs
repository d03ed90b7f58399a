//! Which part of a list is asked for, and who may ask.

use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest};

/// `page` and `per_page`, as every list has them.
pub fn arguments() -> Value {
    json!({
        "page": {"description": "The page of the list.", "type": "integer", "default": 1, "minimum": 1},
        "per_page": {"description": "Items on a page.", "type": "integer", "default": 50, "minimum": 1, "maximum": 100},
    })
}

/// The same with further arguments.
pub fn arguments_and(more: Value) -> Value {
    let mut arguments = arguments();
    if let (Some(all), Value::Object(more)) = (arguments.as_object_mut(), more) {
        all.extend(more);
    }
    arguments
}

/// How many are left out, and how many are wanted.
pub fn of(request: &RestRequest) -> (u64, u64) {
    let per_page = request.number("per_page").unwrap_or(50).clamp(1, 100).unsigned_abs();
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    ((page - 1).saturating_mul(per_page), per_page)
}

/// For whoever has this capability.
pub fn only(request: &RestRequest, capability: Capability) -> RestResult<()> {
    if request.actor.may(capability) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

/// For whoever runs the site.
pub fn managers(request: &RestRequest) -> RestResult<()> {
    only(request, Capability::ManageOptions)
}

/// A time as JSON has it, UTC.
pub fn time(time: chrono::NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
