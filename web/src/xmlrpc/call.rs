//! Who calls, and how a call proves it: a login and a password in each.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cms::audit::{self, Asker};
use cms::users::{self, programs, second_factor};
use cms::{Actor, CurrentUser, Site};
use dxr::Value;

use super::fault::{Fault, fault, refused};
use super::parameters::Parameters;
use crate::brakes::Brakes;
use crate::front::Front;

/// Where calls come from.
#[derive(Debug)]
pub struct Caller {
    /// The site.
    pub site: Site,
    /// The network address.
    pub address: String,
    brakes: Brakes,
    /// A refused password refuses the rest of the request, so that one request tries one.
    was_refused: AtomicBool,
}

impl Caller {
    /// Calls of one request.
    pub fn new(front: &Front, site: &Site, address: String) -> Self {
        Self { site: site.clone(), address, brakes: front.brakes().clone(), was_refused: AtomicBool::new(false) }
    }

    /// Whoever has the login and the password that stand at `at` and behind it: an application password, or the account's
    /// own where no second factor is asked for.
    pub async fn sign_in(&self, parameters: &Parameters, at: usize) -> Result<Actor, Fault> {
        let (login, password) = (parameters.text(at), parameters.text(at + 1));
        let wrong = || fault(403, "Incorrect username or password.");
        let now = self.site.host().clock().now();
        if self.was_refused.load(Ordering::Relaxed) || self.brakes.wait(&login, &self.address, now) > 0 {
            return Err(wrong());
        }
        match self.proved(&login, &password).await? {
            Some(current) => {
                self.brakes.succeeded(&login);
                Ok(Actor::User(Arc::new(current)))
            }
            None => {
                self.was_refused.store(true, Ordering::Relaxed);
                self.brakes.failed(&login, &self.address, now);
                Err(wrong())
            }
        }
    }

    async fn proved(&self, login: &str, password: &str) -> Result<Option<CurrentUser>, Fault> {
        let program = programs::sign_in_program(&self.site, login, password, &self.address).await.map_err(refused)?;
        if let Some(program) = program {
            return Ok(Some(program.current));
        }
        let host = self.site.host();
        let Ok(user) = users::sign_in(host, login, password).await else { return Ok(None) };
        let role = users::on_site(&self.site, user.id).await.map_err(refused)?;
        let has_second = second_factor::is_enabled(host, user.id).await.map_err(refused)?;
        let asks_for_more = has_second || second_factor::is_required(self.site.settings(), role);
        Ok((!asks_for_more).then_some(CurrentUser { user, role }))
    }

    /// Answers a call whose login and password stand behind the blog's number, as they do in nearly all: `work` is done
    /// for whoever proved to be that, and under their name.
    pub async fn signed_in<F, Fut>(&self, given: &Parameters, work: F) -> Result<Value, Fault>
    where
        F: FnOnce(Actor) -> Fut,
        Fut: Future<Output = Result<Value, Fault>>,
    {
        given.require(3)?;
        let actor = self.sign_in(given, 1).await?;
        let asker = self.asker(&actor);
        audit::asked_by(asker, work(actor)).await
    }

    /// Who the audit log names.
    pub fn asker(&self, actor: &Actor) -> Asker {
        Asker::new(actor, "xml-rpc", self.address.as_str())
    }
}
