//! `platen/v1/sites/{id}/domains`: the names that lead to a site, and whether they do, for network admins.

use cms::sites::{self, DomainState};
use platform::http::Certificate;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::sites::{may_manage, named};
use super::window::time;
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their route.
pub fn routes() -> Vec<Route> {
    let permission = |request: RestRequest| async move { may_manage(&request) };
    let host = || property::all([("host", Property::text("The name, such as www.example.com.").required())]);
    vec![
        Route::new(NAMESPACE, r"/platen/v1/sites/(?P<id>[\d]+)/domains")
            .endpoint(Endpoint::new(READ, json!({}), list).permission(permission))
            .endpoint(Endpoint::new(CREATE, host(), add).permission(permission))
            .endpoint(Endpoint::new(DELETE, host(), remove).permission(permission))
            .schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    let states = sites::domain_states(&site, &request.actor).await?;
    Ok(RestResponse::ok(states.iter().map(shown).collect()))
}

async fn add(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    let added = sites::add_domain(&site, &request.actor, &request.text("host").unwrap_or_default()).await?;
    let location = request.rest_url(&format!("platen/v1/sites/{}/domains", site.id()));
    Ok(RestResponse::created(json!({"host": added.host, "primary": added.is_primary}), location))
}

async fn remove(request: RestRequest) -> RestResult {
    let site = named(&request).await?;
    sites::remove_domain(&site, &request.actor, &request.text("host").unwrap_or_default()).await?;
    Ok(RestResponse::ok(json!({"deleted": true})))
}

fn shown(state: &DomainState) -> Value {
    let (certificate, why, until) = match &state.certificate {
        Certificate::Valid(until) => ("valid", "", until.map(|until| time(until.naive_utc()))),
        Certificate::Invalid(why) => ("invalid", why.as_str(), None),
        Certificate::Unreachable(why) => ("unreachable", why.as_str(), None),
    };
    json!({
        "host": state.domain.host,
        "primary": state.domain.is_primary,
        "leads_here": state.leads_here,
        "addresses": state.addresses.clone().unwrap_or_default(),
        "dns_error": state.addresses.clone().err(),
        "certificate": certificate,
        "certificate_error": why,
        "certificate_until": until,
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "site-domain", "type": "object", "properties": {
        "host": {"description": "The name, with the port where it is not the scheme's own.", "type": "string"},
        "primary": {"description": "Whether the site's address uses it.", "type": "boolean"},
        "leads_here": {"description": "Whether who asks there meets this site.", "type": "boolean"},
        "addresses": {"description": "What the name server answers.", "type": "array", "items": {"type": "string"}},
        "dns_error": {"description": "What went wrong when it was asked.", "type": ["string", "null"]},
        "certificate": {"description": "Whether it proves that it is the name.", "type": "string",
            "enum": ["valid", "invalid", "unreachable"]},
        "certificate_error": {"description": "Why it does not.", "type": "string"},
        "certificate_until": {"description": "Until when it does, UTC; null where that is not known.",
            "type": ["string", "null"], "format": "date-time"},
    }})
}
