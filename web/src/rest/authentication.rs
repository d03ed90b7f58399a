//! Who asks: an application password over Basic, or a session cookie with its nonce.

use std::sync::Arc;

use actix_web::HttpRequest;
use base64::Engine;
use cms::users::programs::{self, Program};
use cms::{Actor, Site};
use serde_json::{Map, Value};

use super::RestError;
use super::error::RestResult;
use crate::front::Front;
use crate::visitor::Visitor;

use crate::admin_ajax::REST as NONCE_ACTION;

/// Who asks, and what the answer says about it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who asks.
    pub actor: Actor,
    /// A new nonce for the next request, where this one was proved by one.
    pub fresh_nonce: Option<String>,
    /// The UUID of the application password that it was proved by.
    pub application_password: Option<String>,
    refused: bool,
}

impl Identity {
    /// Nobody, because the proof was wrong.
    pub fn refused() -> Self {
        Self { actor: Actor::Visitor, fresh_nonce: None, application_password: None, refused: true }
    }

    fn of(actor: Actor) -> Self {
        Self { actor, fresh_nonce: None, application_password: None, refused: false }
    }

    /// Whether browsers and proxies must not keep the answer.
    pub fn forbids_keeping(&self) -> bool {
        self.refused || self.actor.is_signed_in()
    }
}

/// Finds out who asks; `client` is the address that they ask from. A wrong application password is nobody, as in WordPress; a wrong nonce is an error.
pub async fn identify(
    front: &Front,
    site: &Site,
    http: &HttpRequest,
    query: &Map<String, Value>,
    client: &str,
) -> RestResult<Identity> {
    if let Some((login, password)) = basic_credentials(http) {
        return by_application_password(front, site, client, login, password).await;
    }
    let nonce = http.headers().get("x-wp-nonce").and_then(|value| value.to_str().ok());
    let Some(nonce) = nonce.or_else(|| query.get("_wpnonce").and_then(Value::as_str)) else {
        return Ok(Identity::of(Actor::Visitor));
    };
    let visitor = Visitor::of(front, site, http.headers()).await?;
    if !visitor.means(site, NONCE_ACTION, nonce) {
        return Err(RestError::new(403, "rest_cookie_invalid_nonce", "Cookie check failed"));
    }
    let fresh = visitor.nonce(site, NONCE_ACTION);
    Ok(Identity { fresh_nonce: Some(fresh), ..Identity::of(visitor.actor) })
}

async fn by_application_password(
    front: &Front,
    site: &Site,
    client: &str,
    login: String,
    password: String,
) -> RestResult<Identity> {
    let (site, client) = (site.clone(), client.to_owned());
    let sign_in = async move { programs::sign_in_program(&site, &login, &password, &client).await };
    let signed_in = front.run(sign_in).await?;
    let Some(Program { current, uuid }) = signed_in else { return Ok(Identity::of(Actor::Visitor)) };
    Ok(Identity { application_password: Some(uuid), ..Identity::of(Actor::User(Arc::new(current))) })
}

fn basic_credentials(http: &HttpRequest) -> Option<(String, String)> {
    let header = http.headers().get("authorization")?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).ok()?;
    let (login, password) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((login.to_owned(), password.to_owned()))
}
