//! The description of the namespace as OpenAPI, made from the routes themselves: what is not described does not exist.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, RefOr, Required,
    ResponseBuilder, Schema, ServerBuilder,
};

use super::routes::NAMESPACE;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::routes::table;
use crate::rest::{RestRequest, RestResponse};

/// How the patterns end of routes that show one thing and have no number for it.
const SINGLE: [&str; 9] =
    ["second-factor", "status", "/v1/settings", "/mail", "/mail/domain", "/plan", "/check", "/post-counts", "/health"];

/// `/wp-json/platen/v1/openapi.json`.
pub fn route() -> Route {
    let describe = Endpoint::new(READ, json!({}), describe).permission(|_| async { Ok(()) });
    Route::new(NAMESPACE, "/platen/v1/openapi\\.json").endpoint(describe)
}

async fn describe(request: RestRequest) -> RestResult {
    let described = serde_json::to_value(document(&request)).unwrap_or_default();
    Ok(RestResponse::ok(described))
}

fn document(request: &RestRequest) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Platen")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("What a Platen host offers beside the WordPress REST API."));
    let mut paths = PathsBuilder::new();
    let table = table();
    let described = |route: &&Route| route.namespace == NAMESPACE && !route.pattern.contains("openapi");
    for route in table.routes().iter().filter(described).filter(|route| route.pattern != "/platen/v1") {
        for endpoint in &route.endpoints {
            for method in endpoint.methods.iter().filter_map(|method| http_method(method)) {
                let item = PathItem::new(method.clone(), operation(request, route, endpoint, &method));
                paths = paths.path(path_of(&route.pattern), item);
            }
        }
    }
    let basic = SecurityScheme::Http(Http::new(HttpAuthScheme::Basic));
    let components = ComponentsBuilder::new().security_scheme("application-password", basic);
    OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([ServerBuilder::new().url(request.rest_url("").trim_end_matches('/')).build()]))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

fn http_method(name: &str) -> Option<HttpMethod> {
    Some(match name {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => return None,
    })
}

/// `/a/(?P<id>[\d]+)` as `/a/{id}`.
fn path_of(pattern: &str) -> String {
    parts_of(pattern).0
}

/// The path of a pattern, and the names of its parameters.
fn parts_of(pattern: &str) -> (String, Vec<String>) {
    let (mut path, mut names, mut rest) = (String::new(), Vec::new(), pattern);
    while let Some(start) = rest.find("(?P<") {
        path.push_str(&rest[..start]);
        let inside = &rest[start + 4..];
        let (name, after) = inside.split_once('>').unwrap_or((inside, ""));
        path.push_str(&format!("{{{name}}}"));
        names.push(name.to_owned());
        let mut depth = 1_i32;
        let end = after.char_indices().find(|(_, letter)| {
            depth += i32::from(*letter == '(') - i32::from(*letter == ')');
            depth == 0
        });
        rest = end.map_or("", |(at, _)| &after[at + 1..]);
    }
    path.push_str(rest);
    (path.replace('\\', ""), names)
}

fn operation(request: &RestRequest, route: &Route, endpoint: &Endpoint, method: &HttpMethod) -> Operation {
    let (_, names) = parts_of(&route.pattern);
    let arguments = endpoint.arguments.as_object().cloned().unwrap_or_default();
    let (in_path, others): (Vec<_>, Vec<_>) = arguments.into_iter().partition(|(name, _)| names.contains(name));
    let in_path: Map<String, Value> = in_path.into_iter().collect();
    let named = names.iter().map(|name| {
        let schema = in_path.get(name).cloned().unwrap_or_else(|| json!({"type": "string"}));
        parameter(name, &schema, ParameterIn::Path)
    });
    let has_body = matches!(method, HttpMethod::Post | HttpMethod::Put | HttpMethod::Patch);
    let asked: Vec<Parameter> = match has_body {
        true => Vec::new(),
        false => others.iter().map(|(name, schema)| parameter(name, schema, ParameterIn::Query)).collect(),
    };
    let mut operation = OperationBuilder::new().parameters(Some(named.chain(asked)));
    if has_body && !others.is_empty() {
        operation = operation.request_body(Some(body(&others)));
    }
    let shown = route.schema.as_ref().map(|schema| schema(request)).unwrap_or_else(|| json!({"type": "object"}));
    let is_one = SINGLE.iter().any(|ending| route.pattern.ends_with(ending));
    let is_list = *method == HttpMethod::Get && !route.pattern.ends_with(")+)") && !is_one;
    let shown = match (method, is_list && !route.pattern.ends_with(')')) {
        (HttpMethod::Get, true) => json!({"type": "array", "items": shown}),
        (HttpMethod::Delete, _) => json!({"type": "object"}),
        _ => shown,
    };
    let content = ContentBuilder::new().schema(schema_of(&shown)).build();
    let success = ResponseBuilder::new().description("Done.").content("application/json", content).build();
    let refusal = |description: &str| ResponseBuilder::new().description(description).build();
    operation
        .response("200", success)
        .response("400", refusal("An argument is missing or wrong."))
        .response("401", refusal("Nobody is signed in."))
        .response("403", refusal("Not allowed."))
        .response("404", refusal("There is no such thing on this site."))
        .security(SecurityRequirement::new("application-password", Vec::<String>::new()))
        .build()
}

fn parameter(name: &str, schema: &Value, place: ParameterIn) -> Parameter {
    let is_required = place == ParameterIn::Path || schema.get("required") == Some(&Value::Bool(true));
    let description = schema.get("description").and_then(Value::as_str).unwrap_or("Part of the address.").to_owned();
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(if is_required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(schema_of(schema))
        .build()
}

fn body(arguments: &[(String, Value)]) -> RequestBody {
    let required: Vec<&String> = arguments
        .iter()
        .filter(|(_, schema)| schema.get("required") == Some(&Value::Bool(true)))
        .map(|(name, _)| name)
        .collect();
    let properties: Map<String, Value> = arguments.iter().cloned().collect();
    let mut schema = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    let content = ContentBuilder::new().schema(schema_of(&schema)).build();
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

/// WordPress's draft-04 with its own words, as OpenAPI 3.1 has it.
fn schema_of(schema: &Value) -> Option<RefOr<Schema>> {
    serde_json::from_value(cleaned(schema)).ok()
}

fn cleaned(schema: &Value) -> Value {
    let Some(object) = schema.as_object() else { return schema.clone() };
    let mut kept = Map::new();
    for (key, value) in object {
        match key.as_str() {
            "readonly" => drop(kept.insert("readOnly".into(), value.clone())),
            "properties" => {
                let inner = value.as_object().cloned().unwrap_or_default();
                let inner: Map<String, Value> =
                    inner.iter().map(|(name, schema)| (name.clone(), cleaned(schema))).collect();
                kept.insert("properties".into(), Value::Object(inner));
            }
            "items" => drop(kept.insert("items".into(), cleaned(value))),
            "required" if value.is_array() => drop(kept.insert("required".into(), value.clone())),
            "type" | "description" | "format" | "enum" | "default" | "minimum" | "maximum" | "title" => {
                kept.insert(key.clone(), value.clone());
            }
            _ => {}
        }
    }
    // WordPress's own arguments of a namespace's index have a default and no type.
    if !kept.contains_key("type") && kept.get("default").is_some_and(Value::is_string) {
        kept.insert("type".into(), "string".into());
    }
    if kept.get("type") == Some(&json!("array")) && !kept.contains_key("items") {
        kept.insert("items".into(), json!({}));
    }
    Value::Object(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_becomes_a_path_with_names() {
        let (path, names) = parts_of("/platen/v1/users/(?P<user_id>(?:[\\d]+|me))/sessions/(?P<session>[\\d]+)");
        assert_eq!(path, "/platen/v1/users/{user_id}/sessions/{session}");
        assert_eq!(names, ["user_id", "session"]);
    }

    #[test]
    fn every_schema_of_the_namespace_is_one_of_openapi() {
        for route in table().routes().iter().filter(|route| route.namespace == NAMESPACE) {
            for endpoint in &route.endpoints {
                for (name, schema) in endpoint.arguments.as_object().into_iter().flatten() {
                    assert!(schema_of(schema).is_some(), "{} {name}", route.pattern);
                }
            }
        }
    }
}
