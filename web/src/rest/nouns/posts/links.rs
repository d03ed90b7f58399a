//! Where an item leads: `_links`.

use cms::posts::{self, Post};
use serde_json::{Map, Value, json};

use super::Kind;
use crate::rest::RestRequest;

/// Earlier versions of a post.
#[derive(Clone, Copy, Debug, Default)]
pub struct Revisions {
    /// How many there are.
    pub count: i64,
    /// The newest one's number, or 0.
    pub last: i64,
}

/// What a post's links need besides its row.
pub struct Surroundings {
    /// The featured image's number, or 0.
    pub featured: i64,
    /// Earlier versions.
    pub revisions: Revisions,
    /// Whether the type keeps earlier versions.
    pub supports_revisions: bool,
}

/// The methods that whoever asks may use on this post, for `targetHints`.
fn allowed_methods(request: &RestRequest, post: &Post) -> Vec<&'static str> {
    let mut allowed = vec!["GET"];
    if posts::permissions::may_edit(&request.actor, post) {
        allowed.extend(["POST", "PUT", "PATCH"]);
    }
    if posts::permissions::may_delete(&request.actor, post) {
        allowed.push("DELETE");
    }
    allowed
}

/// The links of a post, in WordPress's order.
pub fn of(request: &RestRequest, kind: Kind, post: &Post, around: &Surroundings) -> Value {
    let url = |path: String| request.rest_url(&path);
    let base = format!("wp/v2/{}", kind.base);
    let own = format!("{base}/{}", post.id);
    let mut links = Map::new();
    let mut add = |relation: &str, link: Value| links.insert(relation.to_owned(), link);
    add("self", json!([{"href": url(own.clone()), "targetHints": {"allow": allowed_methods(request, post)}}]));
    add("collection", json!([{"href": url(base)}]));
    add("about", json!([{"href": url(format!("wp/v2/types/{}", kind.name))}]));
    let registered = kind.registered(request.site.settings());
    if registered.supports("author") && post.author_id != 0 {
        add("author", json!([{"embeddable": true, "href": url(format!("wp/v2/users/{}", post.author_id))}]));
    }
    if registered.supports("comments") {
        add("replies", json!([{"embeddable": true, "href": query(request, "wp/v2/comments", "post", post.id)}]));
    }
    if around.supports_revisions {
        let revisions = url(format!("{own}/revisions"));
        add("version-history", json!([{"count": around.revisions.count, "href": revisions}]));
        if around.revisions.count > 0 {
            let last = around.revisions.last;
            let href = url(format!("{own}/revisions/{last}"));
            add("predecessor-version", json!([{"id": last, "href": href}]));
        }
    }
    if registered.hierarchical && post.parent_id > 0 {
        add("up", json!([{"embeddable": true, "href": url(format!("wp/v2/{}/{}", kind.base, post.parent_id))}]));
    }
    if around.featured > 0 {
        add("wp:featuredmedia", json!([{"embeddable": true, "href": url(format!("wp/v2/media/{}", around.featured))}]));
    }
    if !matches!(post.post_type.as_str(), "attachment" | "nav_menu_item" | "revision") {
        add("wp:attachment", json!([{"href": query(request, "wp/v2/media", "parent", post.id)}]));
    }
    if !kind.taxonomies().is_empty() {
        let terms = kind.taxonomies().iter().map(|(taxonomy, base)| {
            json!({"taxonomy": taxonomy, "embeddable": true, "href": query(request, &format!("wp/v2/{base}"), "post", post.id)})
        });
        add("wp:term", terms.collect());
    }
    add_actions(request, post, &mut add);
    add("curies", json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]));
    Value::Object(links)
}

/// What an editor's screen may offer (`get_available_actions`), in the edit context only.
fn add_actions(request: &RestRequest, post: &Post, add: &mut impl FnMut(&str, Value) -> Option<Value>) {
    if request.context() != "edit" || !matches!(post.post_type.as_str(), "post" | "page") {
        return;
    }
    let base = if post.post_type == "post" { "posts" } else { "pages" };
    let href = request.rest_url(&format!("wp/v2/{base}/{}", post.id));
    let action = || json!([{"href": href}]);
    if posts::permissions::may_publish(&request.actor, &post.post_type) {
        add("wp:action-publish", action());
    }
    if request.actor.may(cms::users::Capability::UnfilteredHtml) {
        add("wp:action-unfiltered-html", action());
    }
    if post.post_type == "post" && request.actor.may(cms::users::Capability::EditOthersPosts) {
        add("wp:action-sticky", action());
    }
    if request.actor.may(cms::users::Capability::EditOthersPosts) {
        add("wp:action-assign-author", action());
    }
    if post.post_type == "post" {
        for base in ["categories", "tags"] {
            if request.actor.may(cms::users::Capability::ManageCategories) || base == "tags" {
                add(&format!("wp:action-create-{base}"), action());
            }
            add(&format!("wp:action-assign-{base}"), action());
        }
    }
}

fn query(request: &RestRequest, path: &str, name: &str, id: i64) -> String {
    let url = request.rest_url(path);
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{name}={id}")
}
