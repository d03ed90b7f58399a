//! Somebody who signed in, on one site, with one request: what every screen begins with.

use std::sync::Arc;

use actix_web::{HttpRequest, web};
use cms::users::Capability;
use cms::{Actor, CurrentUser, Site, languages, users};

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::rest::{self, RestRequest, RestResponse};
use crate::site;
use crate::visitor::Visitor;

/// Who asks for a screen.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The front.
    pub front: web::Data<Front>,
    /// The site.
    pub site: Site,
    /// The person with the session.
    pub visitor: Visitor,
    /// The person.
    pub current: Arc<CurrentUser>,
    /// The request.
    pub request: HttpRequest,
}

impl Staff {
    /// Whoever sent the request; strangers are sent to the sign-in form, which leads back.
    pub async fn of(request: HttpRequest, front: web::Data<Front>) -> Result<Self, Failure> {
        let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
        let visitor = Visitor::anew(&front, &site, request.headers()).await?;
        let Actor::User(current) = &visitor.actor else {
            return Err(Failure::NotSignedIn(sign_in_address(&site, &request)));
        };
        let current = current.clone();
        Ok(Self { front, site, visitor, current, request })
    }

    /// A visitor who was looked up already; none for strangers.
    pub fn known(request: &HttpRequest, front: &web::Data<Front>, site: &Site, visitor: Visitor) -> Option<Self> {
        let Actor::User(current) = &visitor.actor else { return None };
        let current = current.clone();
        Some(Self { front: front.clone(), site: site.clone(), visitor, current, request: request.clone() })
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.visitor.actor
    }

    /// Whether the person has `capability` here.
    pub fn may(&self, capability: Capability) -> bool {
        self.actor().may(capability)
    }

    /// The account.
    pub fn user(&self) -> &users::Model {
        &self.current.user
    }

    /// A proof that this person means `action`.
    pub fn nonce(&self, action: &str) -> String {
        self.visitor.nonce(&self.site, action)
    }

    /// WordPress's name of the language in which this person reads the screens.
    pub fn locale(&self) -> String {
        let own = self.user().locale.as_str();
        if own.is_empty() { self.site.settings().locale() } else { own.to_owned() }
    }

    /// A text of ours in that language.
    pub fn say(&self, text: &str) -> String {
        languages::say(&self.locale(), text)
    }

    /// An address below `/wp-admin/`.
    pub fn address(&self, screen: &str) -> String {
        format!("{}/wp-admin/{screen}", self.site.url())
    }

    /// What the REST API answers this person to `path` with its query, asked in process.
    pub async fn ask(&self, method: &str, path: &str) -> RestResponse {
        let (route, query) = path.split_once('?').unwrap_or((path, ""));
        let mut request = RestRequest::inside(&self.site, self.actor(), method, route);
        request.query_parameters = rest::parameters::parse(query);
        let answered = self.front.runtime().spawn(rest::dispatch(request)).await;
        let interrupted = |_| rest::RestError::new(500, "internal_server_error", "Something went wrong.").into();
        answered.unwrap_or_else(interrupted)
    }
}

/// The sign-in form, which leads back to what was asked for.
fn sign_in_address(site: &Site, request: &HttpRequest) -> String {
    let wanted = format!("{}{}", site.url(), request.uri());
    let wanted: String = url::form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    format!("{}/wp-login.php?redirect_to={wanted}&reauth=1", site.url())
}
