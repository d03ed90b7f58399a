//! Terms: categories, tags and the like.

use cms::permalinks;
use cms::terms::{self, Term, TermOrder, TermQuery};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::{self, context};
use crate::rest::error::RestResult;
use crate::rest::item::{self, Item};
use crate::rest::paging::paged;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// A taxonomy by the name that rows carry and the name that addresses carry.
#[derive(Clone, Copy, Debug)]
struct Kind {
    name: &'static str,
    base: &'static str,
    hierarchical: bool,
    /// The parameter of a collection of posts, with the collection.
    posts: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind { name: "category", base: "categories", hierarchical: true, posts: "posts?categories" },
    Kind { name: "post_tag", base: "tags", hierarchical: false, posts: "posts?tags" },
    Kind {
        name: "wp_pattern_category",
        base: "wp_pattern_category",
        hierarchical: false,
        posts: "blocks?wp_pattern_category",
    },
];

/// Their routes.
pub fn routes() -> Vec<Route> {
    KINDS.into_iter().flat_map(of_kind).collect()
}

fn of_kind(kind: Kind) -> Vec<Route> {
    let base = format!("/wp/v2/{}", kind.base);
    let single_arguments =
        json!({"id": {"description": "The term's number.", "type": "integer"}, "context": context()});
    vec![
        Route::new("wp/v2", &base).endpoint(
            Endpoint::new(READ, arguments_of(kind), move |request| list(request, kind))
                .permission(|request| async move { may_read(&request) })
                .batchable(),
        ),
        Route::new("wp/v2", format!("{base}/(?P<id>[\\d]+)")).endpoint(
            Endpoint::new(READ, single_arguments, move |request| single(request, kind))
                .permission(move |request| async move { may_read_one(&request, kind).await })
                .batchable(),
        ),
    ]
}

fn arguments_of(kind: Kind) -> Value {
    let mut arguments = collection_arguments::first();
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add(
        "exclude",
        json!({"description": "Without these.", "type": "array", "items": {"type": "integer"}, "default": []}),
    );
    add("include", json!({"description": "Only these.", "type": "array", "items": {"type": "integer"}, "default": []}));
    if !kind.hierarchical {
        add("offset", json!({"description": "Items left out at the beginning.", "type": "integer"}));
    }
    add(
        "order",
        json!({"description": "Direction of the order.", "type": "string", "default": "asc", "enum": ["asc", "desc"]}),
    );
    add(
        "orderby",
        json!({"description": "What the order goes by.", "type": "string", "default": "name",
        "enum": ["id", "include", "name", "slug", "include_slugs", "term_group", "description", "count"]}),
    );
    add(
        "hide_empty",
        json!({"description": "Whether terms without posts are left out.", "type": "boolean", "default": false}),
    );
    if kind.hierarchical {
        add("parent", json!({"description": "Below this one.", "type": "integer"}));
    }
    add("post", json!({"description": "Of this post.", "type": "integer", "default": null}));
    add("slug", json!({"description": "With one of these slugs.", "type": "array", "items": {"type": "string"}}));
    Value::Object(arguments)
}

fn may_read(request: &RestRequest) -> RestResult<()> {
    if request.context() == "edit" && !request.actor.may(Capability::ManageCategories) {
        let message = "Sorry, you are not allowed to edit terms in this taxonomy.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    Ok(())
}

async fn may_read_one(request: &RestRequest, kind: Kind) -> RestResult<()> {
    find(request, kind).await?;
    if request.context() == "edit" && !request.actor.may(Capability::ManageCategories) {
        let message = "Sorry, you are not allowed to edit this term.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    Ok(())
}

async fn find(request: &RestRequest, kind: Kind) -> RestResult<Term> {
    let found = terms::by_id(&request.site, request.number("id").unwrap_or_default()).await?;
    found
        .filter(|term| term.taxonomy == kind.name)
        .ok_or_else(|| RestError::new(404, "rest_term_invalid", "Term does not exist."))
}

async fn list(request: RestRequest, kind: Kind) -> RestResult {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs();
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(|offset| offset.max(0).unsigned_abs());
    let query = TermQuery {
        taxonomy: kind.name.to_owned(),
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        slugs: request.texts("slug"),
        parent: request.number("parent"),
        post: request.number("post").filter(|id| *id > 0),
        search: request.text("search").filter(|text| !text.is_empty()),
        hide_empty: request.flag("hide_empty").unwrap_or(false),
        order_by: order_by(&request),
        descending: request.text("order").as_deref() == Some("desc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
    };
    let (found, total) = terms::list(&request.site, &query).await?;
    let mut links = permalinks::of_terms(&request.site, &found).await?;
    let items = found.iter().map(|term| shown(&request, kind, term, links.remove(&term.id).unwrap_or_default()));
    let items: Vec<Value> = items.collect();
    Ok(paged(&request, Value::Array(items), total, total.div_ceil(per_page.max(1))))
}

fn order_by(request: &RestRequest) -> TermOrder {
    match request.text("orderby").as_deref() {
        Some("id") => TermOrder::Id,
        Some("include") => TermOrder::Ids,
        Some("slug") => TermOrder::Slug,
        Some("include_slugs") => TermOrder::Slugs,
        Some("description") => TermOrder::Description,
        Some("count") => TermOrder::Count,
        _ => TermOrder::Name,
    }
}

async fn single(request: RestRequest, kind: Kind) -> RestResult {
    let term = find(&request, kind).await?;
    let link = permalinks::of_term(&request.site, &term).await?;
    Ok(RestResponse::ok(shown(&request, kind, &term, link)))
}

fn shown(request: &RestRequest, kind: Kind, term: &Term, link: String) -> Value {
    let fields = item::asked(request);
    let mut item = Item::new(&fields, &request.context());
    let mut add = |name: &str, contexts: &str, value: Value| item.add(name, contexts, || value);
    add("id", "veb", json!(term.id));
    add("count", "ve", json!(term.count));
    add("description", "ve", json!(term.description));
    add("link", "veb", json!(link));
    add("name", "veb", json!(term.name));
    add("slug", "veb", json!(term.slug));
    add("taxonomy", "veb", json!(term.taxonomy));
    if kind.hierarchical {
        add("parent", "ve", json!(term.parent_id));
    }
    add("meta", "ve", json!([]));
    add("_links", "veb", links(request, kind, term));
    Value::Object(item.finish())
}

fn links(request: &RestRequest, kind: Kind, term: &Term) -> Value {
    let url = |path: String| request.rest_url(&path);
    let base = format!("wp/v2/{}", kind.base);
    let mut allowed = vec!["GET"];
    if request.actor.may(Capability::ManageCategories) {
        allowed.extend(["POST", "PUT", "PATCH"]);
        let is_default = term.id == request.site.settings().number("default_category");
        if !is_default {
            allowed.push("DELETE");
        }
    }
    let mut links = Map::new();
    links.insert(
        "self".into(),
        json!([{"href": url(format!("{base}/{}", term.id)), "targetHints": {"allow": allowed}}]),
    );
    links.insert("collection".into(), json!([{"href": url(base.clone())}]));
    links.insert("about".into(), json!([{"href": url(format!("wp/v2/taxonomies/{}", kind.name))}]));
    if term.parent_id > 0 {
        links.insert("up".into(), json!([{"embeddable": true, "href": url(format!("{base}/{}", term.parent_id))}]));
    }
    links.insert("wp:post_type".into(), json!([{"href": url(format!("wp/v2/{}={}", kind.posts, term.id))}]));
    links.insert("curies".into(), json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]));
    Value::Object(links)
}
