//! What a client wants written of a term, and what the answers to changes have in common.

use cms::terms::{self, TermFields};
use cms::{Error, menus, sites};
use serde_json::{Value, json};

use super::Kind;
use crate::rest::error::RestResult;
use crate::rest::schema::sanitize;
use crate::rest::{RestError, RestRequest, RestResponse};

/// The fields of a request.
pub async fn fields(request: &RestRequest, kind: Kind) -> RestResult<TermFields> {
    if request.get("parent").is_some() && kind != Kind::MENU {
        check_parent(request, kind).await?;
    }
    Ok(TermFields {
        name: request.text("name"),
        slug: request.text("slug"),
        description: request.text("description"),
        parent_id: request.number("parent"),
        ..TermFields::default()
    })
}

async fn check_parent(request: &RestRequest, kind: Kind) -> RestResult<()> {
    if !kind.hierarchical {
        let message = "Cannot set parent term, taxonomy is not hierarchical.";
        return Err(RestError::new(400, "rest_taxonomy_not_hierarchical", message));
    }
    let Some(parent) = request.number("parent").filter(|id| *id != 0) else { return Ok(()) };
    let found = terms::by_id(&request.site, parent).await?.filter(|term| term.taxonomy == kind.name);
    found.map(|_| ()).ok_or_else(|| RestError::new(400, "rest_term_invalid", "Parent term does not exist."))
}

/// Refuses places that the active theme does not have.
pub fn check_locations(request: &RestRequest, value: &Value) -> RestResult<Value> {
    let named = sanitize(value, &json!({"type": "array", "items": {"type": "string"}}));
    let theme = request.site.host().themes().of(request.site.settings())?;
    let is_place = |name: &&Value| name.as_str().is_none_or(|name| theme.manifest().menus.contains_key(name));
    let strange = named.as_array().into_iter().flatten().find(|name| !is_place(name)).cloned();
    match strange {
        None => Ok(named),
        Some(name) => Err(RestError {
            data: json!({"location": name}),
            ..RestError::new(400, "rest_invalid_menu_location", "Invalid menu location.")
        }),
    }
}

/// Writes what only menus have; the request's site is then as it is afterwards.
pub async fn menu_switches(request: &mut RestRequest, kind: Kind, id: i64) -> RestResult<()> {
    if kind != Kind::MENU {
        return Ok(());
    }
    if request.get("locations").is_some() {
        menus::assign(&request.site, &request.actor, id, &request.texts("locations")).await?;
        request.site = sites::by_id(request.site.host(), request.site.id()).await?;
    }
    if let Some(joins) = request.flag("auto_add") {
        menus::take_new_pages(&request.site, &request.actor, id, joins).await?;
        request.site = sites::by_id(request.site.host(), request.site.id()).await?;
    }
    Ok(())
}

/// An error, which says of a term that is there already which one that is.
pub async fn refused(request: &RestRequest, kind: Kind, error: Error) -> RestResult {
    let refused = RestError::refused(&request.actor, error);
    if refused.code != "term_exists" {
        return Err(refused);
    }
    let name = request.text("name").unwrap_or_default();
    let parent = request.number("parent").filter(|_| kind.hierarchical).unwrap_or_default();
    let Some(twin) = terms::by_name(&request.site, kind.name, &name, parent).await? else { return Err(refused) };
    let (error, ids) = match kind == Kind::MENU {
        true => (RestError::new(400, "menu_exists", &menu_exists(&twin.name)), json!([twin.id])),
        false => (refused, json!([twin.id, twin.id])),
    };
    let mut response = RestResponse::from(error.with("term_id", json!(twin.id)));
    response.body["additional_data"] = ids;
    Ok(response)
}

fn menu_exists(name: &str) -> String {
    format!("The menu name <strong>{name}</strong> conflicts with another menu name. Please try another.")
}
