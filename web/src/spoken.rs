//! In which language a request's failures are told: that of its site, once the site is known.

use std::cell::OnceCell;
use std::future::Future;

use cms::Site;
use cms::languages::Words;

/// A language as its words, and as an HTML `lang` attribute has it.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// What the host says.
    pub words: Words,
    /// `de-DE`
    pub language: String,
}

impl Default for Spoken {
    fn default() -> Self {
        Self { words: Words::default(), language: "en-US".to_owned() }
    }
}

tokio::task_local! {
    static SITE: OnceCell<Site>;
}

/// Runs `work` as one request.
pub async fn within<F: Future>(work: F) -> F::Output {
    SITE.scope(OnceCell::new(), work).await
}

/// Notes the request's site. Outside of a request nobody is told anything.
pub fn note(site: &Site) {
    let _ = SITE.try_with(|noted| noted.set(site.clone()));
}

/// The language of the request that is being answered; English while its site is not known.
pub fn current() -> Spoken {
    let of = |site: &Site| Spoken { words: *site.settings().words(), language: site.settings().language() };
    SITE.try_with(|noted| noted.get().map(of)).ok().flatten().unwrap_or_default()
}
