//! `/wp-json/` itself and the index of each namespace: what there is, and how it is called.

use cms::library;
use cms::permalinks::rest_url;
use serde_json::{Map, Value, json};

use super::error::RestResult;
use super::route::{Endpoint, READ, Route};
use super::routes::table_for;
use super::{RestRequest, RestResponse, arguments, media_links};

const NAMESPACES: [&str; 6] =
    ["oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1", "wp-abilities/v1", "platen/v1"];

/// The route of the index.
pub fn routes() -> Vec<Route> {
    let arguments = json!({"context": {"default": "view"}});
    vec![Route::new("", "/").endpoint(Endpoint::new(READ, arguments, root))]
}

/// A route for each namespace that has routes.
pub fn namespace_indexes(routes: &[Route]) -> Vec<Route> {
    let used = NAMESPACES.into_iter().filter(|name| routes.iter().any(|route| route.namespace == *name));
    used.map(|name| {
        let arguments = json!({"namespace": {"default": name}, "context": {"default": "view"}});
        let handler = move |request| namespace(request, name);
        Route::new(name, format!("/{name}")).endpoint(Endpoint::new(READ, arguments, handler))
    })
    .collect()
}

async fn root(request: RestRequest) -> RestResult {
    let settings = request.site.settings();
    let table = table_for(settings);
    let namespaces: Vec<&str> =
        NAMESPACES.into_iter().filter(|name| table.routes().iter().any(|route| route.namespace == *name)).collect();
    let authorize = format!("{}/wp-admin/authorize-application.php", request.site.url());
    let icon = settings.number("site_icon");
    let mut body = json!({
        "name": settings.blogname(),
        "description": settings.text("blogdescription"),
        "url": request.site.url(),
        "home": request.site.url(),
        "gmt_offset": settings.text("gmt_offset"),
        "timezone_string": settings.text("timezone_string"),
        "page_for_posts": settings.number("page_for_posts"),
        "page_on_front": settings.number("page_on_front"),
        "show_on_front": settings.text("show_on_front"),
        "namespaces": namespaces,
        "authentication": {"application-passwords": {"endpoints": {"authorization": authorize}}},
        "routes": described_routes(&request, |_| true),
        "site_logo": settings.number("site_logo"),
        "site_icon": icon,
        "site_icon_url": media_links::url_of(&request.site, icon).await?,
        "_links": {"help": [{"href": "https://developer.wordpress.org/rest-api/"}]},
    });
    if library::may_upload(&request.actor) {
        body["image_sizes"] = image_sizes(&request);
        body["image_size_threshold"] = json!(2560);
        body["image_output_formats"] = json!({});
        for name in ["jpeg_interlaced", "png_interlaced", "gif_interlaced"] {
            body[name] = json!(false);
        }
        body["image_strip_meta"] = json!(true);
        body["image_max_bit_depth"] = json!(16);
    }
    Ok(RestResponse::ok(body))
}

/// The sizes that pictures get, for editors that make them before they upload.
fn image_sizes(request: &RestRequest) -> Value {
    let sizes = library::registered_sizes(&request.site).into_iter();
    let shown = sizes.map(|size| (size.name, json!({"width": size.width, "height": size.height, "crop": size.crop})));
    Value::Object(shown.collect())
}

async fn namespace(request: RestRequest, name: &'static str) -> RestResult {
    let up = request.rest_url("/");
    Ok(RestResponse::ok(json!({
        "namespace": name,
        "routes": described_routes(&request, |route| route.namespace == name),
        "_links": {"up": [{"href": up}]},
    })))
}

fn described_routes(request: &RestRequest, wanted: impl Fn(&Route) -> bool) -> Value {
    let table = table_for(request.site.settings());
    let routes = table.routes().iter().filter(|route| wanted(route));
    let described: Map<String, Value> = routes
        .map(|route| {
            let mut description = describe_endpoints(route);
            description.extend(links(request, route));
            (route.pattern.clone(), Value::Object(description))
        })
        .collect();
    Value::Object(described)
}

/// What `OPTIONS` answers for a route: its endpoints and the schema of what it shows.
pub fn describe(request: &RestRequest, route: &Route) -> Value {
    let mut description = describe_endpoints(route);
    if let Some(schema) = &route.schema {
        description.insert("schema".into(), schema(request));
    }
    description.extend(links(request, route));
    Value::Object(description)
}

/// Where it is, if it is in one place.
fn links(request: &RestRequest, route: &Route) -> Option<(String, Value)> {
    let href = rest_url(&request.site, &route.pattern);
    (!route.has_parameters()).then(|| ("_links".to_owned(), json!({"self": [{"href": href}]})))
}

fn describe_endpoints(route: &Route) -> Map<String, Value> {
    let mut methods: Vec<&str> = Vec::new();
    let mut endpoints = Vec::new();
    for endpoint in &route.endpoints {
        methods.extend(endpoint.methods.iter().filter(|method| !methods.contains(method)).collect::<Vec<_>>());
        let mut shown = Map::new();
        shown.insert("methods".into(), json!(endpoint.methods));
        if let Some(may) = endpoint.allow_batch {
            shown.insert("allow_batch".into(), json!({"v1": may}));
        }
        shown.insert("args".into(), arguments::published(&endpoint.arguments));
        endpoints.push(Value::Object(shown));
    }
    let mut description = Map::new();
    description.insert("namespace".into(), json!(route.namespace));
    description.insert("methods".into(), json!(methods));
    description.insert("endpoints".into(), json!(endpoints));
    description
}
