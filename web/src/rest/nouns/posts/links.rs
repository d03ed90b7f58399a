//! Where an item leads: `_links`.

use cms::posts::{self, Post};
use cms::terms::permissions;
use cms::users::Capability;
use serde_json::{Map, Value, json};

use super::Kind;
use super::kind::KindTaxonomy;
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
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The featured image, where whoever asks may see it.
    pub featured: Option<i64>,
    /// Earlier versions.
    pub revisions: Revisions,
    /// Whether the type keeps earlier versions.
    pub supports_revisions: bool,
}

/// The methods that whoever asks may use on this post, for `targetHints`.
pub fn allowed_methods(request: &RestRequest, post: &Post) -> Vec<&'static str> {
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
    if let Some(image) = around.featured {
        add("wp:featuredmedia", json!([{"embeddable": true, "href": url(format!("wp/v2/media/{image}"))}]));
    }
    if !matches!(post.post_type.as_str(), "attachment" | "nav_menu_item" | "revision") {
        add("wp:attachment", json!([{"href": query(request, "wp/v2/media", "parent", post.id)}]));
    }
    let taxonomies = kind.taxonomies(request.site.settings());
    if !taxonomies.is_empty() {
        let terms = taxonomies.iter().map(|taxonomy| {
            let href = query(request, &format!("wp/v2/{}", taxonomy.base), "post", post.id);
            json!({"taxonomy": taxonomy.name, "embeddable": true, "href": href})
        });
        add("wp:term", terms.collect());
    }
    if request.context() == "edit" {
        for action in actions(request, kind) {
            add(&format!("wp:action-{action}"), json!([{"href": url(own.clone())}]));
        }
    }
    add("curies", json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]));
    Value::Object(links)
}

/// What an editor's screen may offer (`get_available_actions`).
fn actions(request: &RestRequest, kind: Kind) -> Vec<String> {
    let (actor, settings) = (&request.actor, request.site.settings());
    let needs = posts::capabilities(kind.name);
    let mut actions = Vec::new();
    let mut offer = |allowed: bool, action: String| {
        if allowed {
            actions.push(action);
        }
    };
    offer(kind != Kind::ATTACHMENT && actor.may(needs.publish), "publish".into());
    offer(actor.may(Capability::UnfilteredHtml), "unfiltered-html".into());
    offer(kind.name == "post" && actor.may(needs.edit_others) && actor.may(needs.publish), "sticky".into());
    offer(kind.registered(settings).supports("author") && actor.may(needs.edit_others), "assign-author".into());
    for KindTaxonomy { name, base, hierarchical } in kind.taxonomies(settings) {
        let may_assign = actor.may(permissions::to_assign(&name));
        offer(if hierarchical { actor.may(permissions::to_edit(&name)) } else { may_assign }, format!("create-{base}"));
        offer(may_assign, format!("assign-{base}"));
    }
    actions
}

fn query(request: &RestRequest, path: &str, name: &str, id: i64) -> String {
    let url = request.rest_url(path);
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{name}={id}")
}
