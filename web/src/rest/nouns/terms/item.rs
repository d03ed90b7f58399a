//! A term as the API shows it.

use cms::menus;
use cms::posts::types;
use cms::terms::{Term, permissions, taxonomy_named};
use serde_json::{Map, Value, json};

use super::Kind;
use crate::rest::RestRequest;
use crate::rest::fields::wants;
use crate::rest::item::{self, Item};

/// A term at this address, in the request's context.
pub fn shown(request: &RestRequest, kind: Kind, term: &Term, link: String) -> Value {
    let fields = item::asked(request);
    let mut item = Item::new(&fields, &request.context());
    let is_menu = kind == Kind::MENU;
    let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
    add("id", "veb", json!(term.id));
    if !is_menu {
        add("count", "ve", json!(term.count));
    }
    add("description", "ve", json!(term.description));
    if !is_menu {
        add("link", "veb", json!(link));
    }
    add("name", "veb", json!(term.name));
    add("slug", "veb", json!(term.slug));
    if !is_menu {
        add("taxonomy", "veb", json!(term.taxonomy));
    }
    if kind.hierarchical {
        add("parent", "ve", json!(term.parent_id));
    }
    add("meta", "ve", json!([]));
    if is_menu {
        add("locations", "ve", json!(menus::locations_of(&request.site, term.id)));
        add("auto_add", "ve", json!(menus::takes_new_pages(&request.site, term.id)));
    }
    let mut map = item.finish();
    if wants(&fields, "_links") {
        map.insert("_links".into(), links(request, kind, term));
    }
    Value::Object(map)
}

/// The methods that whoever asks may use on this term, for `targetHints`.
pub fn allowed_methods(request: &RestRequest, kind: Kind, term: &Term) -> Vec<&'static str> {
    let mut allowed = vec!["GET"];
    if request.actor.may(permissions::to_edit(kind.name)) {
        allowed.extend(["POST", "PUT", "PATCH"]);
        if !is_default(request, term) {
            allowed.push("DELETE");
        }
    }
    allowed
}

/// Whether posts without a category get this one: it cannot be deleted.
pub fn is_default(request: &RestRequest, term: &Term) -> bool {
    term.taxonomy == "category" && term.id == request.site.settings().number("default_category")
}

fn links(request: &RestRequest, kind: Kind, term: &Term) -> Value {
    let url = |path: String| request.rest_url(&path);
    let base = format!("wp/v2/{}", kind.base);
    let allowed = allowed_methods(request, kind, term);
    let mut links = Map::new();
    let mut add = |relation: &str, link: Value| links.insert(relation.to_owned(), link);
    add("self", json!([{"href": url(format!("{base}/{}", term.id)), "targetHints": {"allow": allowed}}]));
    add("collection", json!([{"href": url(base.clone())}]));
    add("about", json!([{"href": url(format!("wp/v2/taxonomies/{}", kind.name))}]));
    if term.parent_id > 0 {
        add("up", json!([{"embeddable": true, "href": url(format!("{base}/{}", term.parent_id))}]));
    }
    let posts = collections_of_posts(request, kind, term);
    if !posts.is_empty() {
        add("wp:post_type", Value::Array(posts));
    }
    if kind == Kind::MENU {
        let locations = menus::locations_of(&request.site, term.id);
        let places = locations
            .iter()
            .map(|location| json!({"embeddable": true, "href": url(format!("wp/v2/menu-locations/{location}"))}));
        let places: Vec<Value> = places.collect();
        if !places.is_empty() {
            add("wp:menu-location", Value::Array(places));
        }
    }
    add("curies", json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]));
    Value::Object(links)
}

/// The collections of the types that have the taxonomy, with the term as a condition.
fn collections_of_posts(request: &RestRequest, kind: Kind, term: &Term) -> Vec<Value> {
    let settings = request.site.settings();
    let Some(taxonomy) = taxonomy_named(settings, kind.name) else { return Vec::new() };
    let all = types(settings);
    let of_taxonomy = all.iter().filter(|found| {
        taxonomy.object_types.contains(&found.name) || found.taxonomies.iter().any(|name| name == kind.name)
    });
    of_taxonomy
        .filter_map(|found| found.rest_base.as_deref())
        .map(|base| {
            let url = request.rest_url(&format!("wp/v2/{base}"));
            let joint = if url.contains('?') { '&' } else { '?' };
            json!({"href": format!("{url}{joint}{}={}", kind.base, term.id)})
        })
        .collect()
}
