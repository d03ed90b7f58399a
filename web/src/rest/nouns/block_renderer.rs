//! What the editor shows of blocks that only the server can render.

use std::borrow::Cow;
use std::sync::LazyLock;

use cms::blocks::{block_type, registered_blocks};
use cms::content;
use cms::posts::{self, Post};
use cms::users::Capability;
use regex::Regex;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, Route};
use crate::rest::schema::{sanitize, validate};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let rendered = Property::text("The block as HTML.").required().shown("e");
    let schema = json!({
        "$schema": "http://json-schema.org/schema#",
        "title": "rendered-block",
        "type": "object",
        "properties": property::all([("rendered", rendered)]),
    });
    let endpoint = Endpoint::new(&["GET", "POST"], arguments(), render).check("attributes", check_attributes);
    let endpoint = endpoint.permission(|request| async move { find_post(&request).await.map(|_| ()) });
    vec![Route::new("wp/v2", "/wp/v2/block-renderer/(?P<name>[a-z0-9-]+/[a-z0-9-]+)").endpoint(endpoint).schema(schema)]
}

fn arguments() -> Value {
    property::all([
        ("name", Property::text("The block's name.")),
        ("context", Property::text("Which fields the answer has.").one_of(&["edit"]).default("view").checked_first()),
        ("attributes", Property::new("object", "The block's attributes.").default(json!([])).unchecked()),
        ("post_id", Property::integer("The post that the block stands in.")),
    ])
}

/// Attributes are checked against those that the block has; of an unknown block nothing can be said yet.
fn check_attributes(request: &RestRequest, value: &Value) -> RestResult<Value> {
    let name = request.text("name").unwrap_or_default();
    let Some(attributes) = registered_blocks().get(&name).and_then(|block| block.get("attributes")) else {
        return Ok(value.clone());
    };
    let schema = json!({"type": "object", "properties": attributes, "additionalProperties": false});
    validate(value, &schema, "")?;
    Ok(sanitize(value, &schema))
}

/// The post that the block stands in, if one is named and whoever asks may edit it.
async fn find_post(request: &RestRequest) -> RestResult<Option<Post>> {
    let refuse = |message| Err(RestError::forbidden(&request.actor, "block_cannot_read", message));
    let Some(id) = request.number("post_id").filter(|id| *id > 0) else {
        return match request.actor.may(Capability::EditPosts) {
            true => Ok(None),
            false => refuse("Sorry, you are not allowed to read blocks as this user."),
        };
    };
    let post = request.memory.once(id, posts::by_id(&request.site, id)).await?;
    match post.filter(|post| posts::permissions::may_edit(&request.actor, post)) {
        Some(post) => Ok(Some(post)),
        None => refuse("Sorry, you are not allowed to read blocks of this post."),
    }
}

async fn render(request: RestRequest) -> RestResult {
    let name = request.text("name").unwrap_or_default();
    if !block_type(&name).is_some_and(|kind| kind.dynamic) {
        return Err(RestError::new(404, "block_invalid", "Invalid block."));
    }
    let attributes = request.get("attributes").and_then(Value::as_object).cloned().unwrap_or_default();
    let post = find_post(&request).await?;
    let rendered = content::block_preview(&request.site, &request.actor, post, &name, attributes).await?;
    Ok(RestResponse::ok(json!({"rendered": with_lazy_avatars(&rendered)})))
}

/// Avatars outside of a post's own text are loaded when they come into sight
/// (`wp_get_loading_optimization_attributes`).
fn with_lazy_avatars(html: &str) -> Cow<'_, str> {
    static AVATAR: LazyLock<Regex> = LazyLock::new(|| {
        let attributes = r"alt='[^']*' src='[^']*' srcset='[^']*' class='avatar [^']*' height='\d+' width='\d+'";
        Regex::new(&format!("(<img {attributes}) />")).expect("a fixed pattern")
    });
    AVATAR.replace_all(html, "$1 loading='lazy' decoding='async'/>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn avatars_wait_until_they_are_seen_and_other_pictures_stay() {
        let avatar = "<img alt='' src='a' srcset='b 2x' class='avatar avatar-48 photo' height='48' width='48' />";
        let lazy = with_lazy_avatars(avatar);
        assert!(lazy.ends_with("width='48' loading='lazy' decoding='async'/>"), "{lazy}");
        assert_eq!(with_lazy_avatars("<img src=\"a\" />"), "<img src=\"a\" />");
    }
}
