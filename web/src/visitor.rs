//! Who asks: from the session's cookie to an [`Actor`], remembered for a moment.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::HeaderMap;
use cms::users::{self, sessions};
use cms::view::Commenter;
use cms::{Actor, CurrentUser, Result, Site};

use crate::cookies;
use crate::front::Front;

/// How long a session is believed without a look into the database: so long can a sign-out on another front take.
const REMEMBERED_FOR: Duration = Duration::from_secs(5);
const REMEMBERED: u64 = 20_000;
/// Ours have 64 digits; longer ones are not worth a query.
const LONGEST_TOKEN: usize = 128;

/// Sessions that were looked up a moment ago.
#[derive(Clone, Debug)]
pub struct KnownVisitors {
    actors: moka::sync::Cache<(i64, String), Actor>,
}

impl Default for KnownVisitors {
    fn default() -> Self {
        let actors = moka::sync::Cache::builder().max_capacity(REMEMBERED).time_to_live(REMEMBERED_FOR).build();
        Self { actors }
    }
}

impl KnownVisitors {
    /// Forgets a session that has ended.
    pub fn forget(&self, site: &Site, token: &str) {
        self.actors.invalidate(&(site.id(), token.to_owned()));
    }
}

/// What a browser has shown of its owner.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who asks.
    pub actor: Actor,
    /// The session's token, for nonces and for signing out.
    pub token: Option<String>,
}

impl Visitor {
    /// The visitor whose request has these headers.
    pub async fn of(front: &Front, site: &Site, headers: &HeaderMap) -> Result<Self> {
        let token = cookies::value(headers, &cookies::name(cookies::SIGNED_IN, site));
        let Some(token) = token.filter(|token| (1..=LONGEST_TOKEN).contains(&token.len())) else {
            return Ok(Self { actor: Actor::Visitor, token: None });
        };
        let actor = actor(front, site, &token).await?;
        let token = actor.is_signed_in().then_some(token);
        Ok(Self { actor, token })
    }

    /// As [`Visitor::of`], looked up anew: what a person has just changed about the account holds on the next screen.
    pub async fn anew(front: &Front, site: &Site, headers: &HeaderMap) -> Result<Self> {
        if let Some(token) = cookies::value(headers, &cookies::name(cookies::SIGNED_IN, site)) {
            front.visitors().forget(site, &token);
        }
        Self::of(front, site, headers).await
    }

    /// A proof that this visitor means `action` (WordPress's nonce); empty for strangers.
    pub fn nonce(&self, site: &Site, action: &str) -> String {
        let token = self.token.as_deref();
        token.map_or_else(String::new, |token| users::nonces::make(token, action, site.host().now()))
    }

    /// Whether `nonce` is this visitor's proof for `action`.
    pub fn means(&self, site: &Site, action: &str, nonce: &str) -> bool {
        let token = self.token.as_deref();
        token.is_some_and(|token| users::nonces::verify(token, action, nonce, site.host().now()))
    }
}

async fn actor(front: &Front, site: &Site, token: &str) -> Result<Actor> {
    let key = (site.id(), token.to_owned());
    if let Some(actor) = front.visitors().actors.get(&key) {
        return Ok(actor);
    }
    let (site, token) = (site.clone(), token.to_owned());
    let actor = front.run(async move { owner(&site, &token).await }).await?;
    front.visitors().actors.insert(key, actor.clone());
    Ok(actor)
}

async fn owner(site: &Site, token: &str) -> Result<Actor> {
    let Some(user) = sessions::find(site.host(), token).await? else { return Ok(Actor::Visitor) };
    let role = users::on_site(site, user.id).await?;
    Ok(Actor::User(Arc::new(CurrentUser { user, role })))
}

/// What somebody who commented wanted remembered.
pub fn commenter(site: &Site, headers: &HeaderMap) -> Commenter {
    let value = |prefix| cookies::value(headers, &cookies::name(prefix, site)).unwrap_or_default();
    Commenter {
        name: value(cookies::COMMENT_AUTHOR),
        email: value(cookies::COMMENT_EMAIL),
        url: value(cookies::COMMENT_URL),
    }
}

/// The cookie that opens protected posts.
pub fn post_password(site: &Site, headers: &HeaderMap) -> Option<String> {
    cookies::value(headers, &cookies::name(cookies::POST_PASSWORD, site)).filter(|value| !value.is_empty())
}
