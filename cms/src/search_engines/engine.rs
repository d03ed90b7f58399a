//! Which search engines there are, and whether a site wants them told.

use crate::Settings;
use crate::Site;

/// Somebody who can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// IndexNow: Bing, Yandex, Seznam, Naver and others, each of which passes it on to the rest.
    IndexNow,
    /// Google, by Search Console.
    SearchConsole,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::IndexNow, Self::SearchConsole];

    /// Its name in rows and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::IndexNow => "indexnow",
            Self::SearchConsole => "search-console",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// The option that holds the site's key, or its property.
    pub(super) fn option(self) -> &'static str {
        match self {
            Self::IndexNow => "platen_indexnow_key",
            Self::SearchConsole => "platen_search_console_property",
        }
    }

    /// The site's key with IndexNow, or its property in Search Console; empty where it is not told.
    pub fn set_to(self, settings: &Settings) -> String {
        settings.text(self.option())
    }
}

/// Whether anything may be told about the site: it asks to be indexed, and it is no place to try something out.
pub(super) fn may_be_told(site: &Site) -> bool {
    site.host().config().is_production() && site.settings().flag("blog_public")
}

/// Those that the site wants told.
pub(super) fn wanted(site: &Site) -> impl Iterator<Item = Engine> {
    let settings = site.settings();
    Engine::ALL.into_iter().filter(|engine| !engine.set_to(settings).is_empty())
}
