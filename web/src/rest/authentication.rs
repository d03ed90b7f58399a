//! Who asks: an application password over Basic, or a session cookie with its nonce.

use actix_web::HttpRequest;
use base64::Engine;
use cms::users::{self, nonces};
use cms::{Actor, Host, Site};
use serde_json::{Map, Value};

use super::RestError;

/// The action that REST nonces are made for.
pub const NONCE_ACTION: &str = "wp_rest";

/// Who asks, and what the answer says about it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who asks.
    pub actor: Actor,
    /// A new nonce for the next request, where this one was proved by one.
    pub fresh_nonce: Option<String>,
    refused: bool,
}

impl Identity {
    /// Nobody, because the proof was wrong.
    pub fn refused() -> Self {
        Self { actor: Actor::Visitor, fresh_nonce: None, refused: true }
    }

    fn of(actor: Actor) -> Self {
        Self { actor, fresh_nonce: None, refused: false }
    }

    /// Whether browsers and proxies must not keep the answer.
    pub fn forbids_keeping(&self) -> bool {
        self.refused || self.actor.is_signed_in()
    }
}

/// Finds out who asks. A wrong application password is nobody, as in WordPress; a wrong nonce is an error.
pub async fn identify(
    host: &Host,
    site: &Site,
    http: &HttpRequest,
    query: &Map<String, Value>,
) -> Result<Identity, RestError> {
    if let Some((login, password)) = basic_credentials(http) {
        let client = crate::site::client_ip(http);
        let found = users::application_passwords::verify(host, &login, &password, &client).await?;
        return match found {
            Some(user) => Ok(Identity::of(crate::visitor::actor_of(site, user).await?)),
            None => Ok(Identity::of(Actor::Visitor)),
        };
    }
    let nonce = http.headers().get("x-wp-nonce").and_then(|value| value.to_str().ok());
    let nonce = nonce.or_else(|| query.get("_wpnonce").and_then(Value::as_str));
    let Some(nonce) = nonce else { return Ok(Identity::of(Actor::Visitor)) };
    let session = crate::visitor::session(host, site, http).await?;
    let token = session.as_ref().map(|session| session.token.as_str()).unwrap_or_default();
    if !nonces::verify(token, NONCE_ACTION, nonce, host.now()) {
        return Err(RestError::new(403, "rest_cookie_invalid_nonce", "Cookie check failed"));
    }
    let fresh = nonces::make(token, NONCE_ACTION, host.now());
    let actor = session.map_or(Actor::Visitor, |session| session.actor);
    Ok(Identity { actor, fresh_nonce: Some(fresh), refused: false })
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
