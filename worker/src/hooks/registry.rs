//! Which hooks are known.

use std::collections::HashMap;
use std::sync::Arc;

use cms::audit::{Asker, asked_by};
use cms::{Result, cron, library, members, posts, search_engines, sites};
use futures::future::BoxFuture;

use super::{canary, collect, newsletter, publish, refund, renew, search, sizes, tidy_up, trash};
use crate::{Ended, Job};

/// What a hook does.
pub type Handler = Arc<dyn Fn(Job) -> BoxFuture<'static, Result<Ended>> + Send + Sync>;

/// The hooks that a runner knows. Cheap to clone; clones share until one of them learns another.
#[derive(Clone, Default)]
pub struct Hooks {
    known: Arc<HashMap<String, Handler>>,
}

impl std::fmt::Debug for Hooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.known.keys()).finish()
    }
}

impl Hooks {
    /// Those that every host has.
    pub fn standard() -> Self {
        Self::default()
            .on(posts::PUBLISH_HOOK, publish::run)
            .on(cron::EMPTY_TRASH, trash::run)
            .on(cron::DELETE_AUTO_DRAFTS, tidy_up::auto_drafts)
            .on(cron::TIDY_UP, tidy_up::revisions)
            .on(library::MAKE_SIZES_HOOK, sizes::run)
            .on(members::RENEW_HOOK, renew::run)
            .on(members::COLLECT_HOOK, collect::run)
            .on(members::REFUND_HOOK, refund::run)
            .on(posts::NEWSLETTER_HOOK, newsletter::run)
            .on(cron::CANARY, canary::run)
            .on(search_engines::TELL_SEARCH_ENGINES, search::run)
    }

    /// The same with `hook` doing this.
    pub fn on<F>(mut self, hook: &str, handler: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Ended>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |job| Box::pin(handler(job)));
        Arc::make_mut(&mut self.known).insert(hook.to_owned(), handler);
        self
    }

    /// Whether somebody answers to this hook.
    pub fn knows(&self, hook: &str) -> bool {
        self.known.contains_key(hook)
    }

    /// The names of all of them.
    pub fn names(&self) -> Vec<&str> {
        self.known.keys().map(String::as_str).collect()
    }

    /// Runs a claimed event.
    pub(crate) async fn run(&self, host: &cms::Host, claim: Arc<cron::Claim>) -> Result<Ended> {
        let site = sites::by_id(host, claim.event.site_id).await?;
        let handler = self.known.get(&claim.event.hook).cloned().ok_or_else(|| {
            cms::Error::not_found("unknown_hook", format!("Nothing answers to the hook '{}'.", claim.event.hook))
        })?;
        let runner = Asker { face: "runner", ..Asker::default() };
        asked_by(runner, handler(Job { host: host.clone(), site, claim })).await
    }
}
