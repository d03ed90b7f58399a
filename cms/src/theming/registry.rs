//! The themes of this host, each as it last was good.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arc_swap::ArcSwap;
use platform::Config;

use super::files::{self, Shelf};
use super::guard::Watchdog;
use super::layer::Layer;
use super::{Asset, Fault, Theme, compile};
use crate::{Error, Result, Settings};

/// Every theme of the host. Cheap to clone; clones share.
#[derive(Clone, Debug)]
pub struct Themes {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    /// Later ones win: a folder's theme stands before the shipped one of the same name.
    shelves: Vec<Shelf>,
    shown: ArcSwap<Shown>,
    watchdog: Watchdog,
}

/// What is in force at one moment.
#[derive(Debug, Default)]
struct Shown {
    themes: BTreeMap<String, Arc<Theme>>,
    faults: BTreeMap<String, Fault>,
    core: Option<Arc<Layer>>,
}

impl Themes {
    /// Reads the themes in the binary, and those of `themes_dir` or `data_dir/themes`. A theme that cannot be used is
    /// left out with its fault; only without a usable default theme there is nothing to serve with.
    pub fn open(config: &Config) -> Result<Self> {
        let folder = config.themes_dir.clone().unwrap_or_else(|| config.data_dir.join("themes"));
        Self::from_shelves(vec![Shelf::Shipped, Shelf::Folder(folder)])
    }

    pub(super) fn from_shelves(shelves: Vec<Shelf>) -> Result<Self> {
        let state = State { shelves, shown: ArcSwap::default(), watchdog: Watchdog::default() };
        let themes = Self { state: Arc::new(state) };
        themes.reload();
        match themes.get(files::DEFAULT) {
            Some(_) => Ok(themes),
            None => Err(themes.fault_of(files::DEFAULT)),
        }
    }

    fn fault_of(&self, slug: &str) -> Error {
        let fault = self.state.shown.load().faults.get(slug).cloned();
        Error::Template(fault.unwrap_or_else(|| Fault::of_theme(slug, "is not there")).to_string())
    }

    /// Reads everything again and puts what is good in force, all at once. A theme that is broken now stays as it last
    /// was; its fault is in the log, and in [`Themes::faults`]. Answers the themes whose pages look different now.
    pub fn reload(&self) -> BTreeSet<String> {
        let before = self.state.shown.load_full();
        let mut shown = Shown::default();
        let (shipped, shipped_faults) = read(&self.state.shelves[..1]);
        let (layers, faults) = read(&self.state.shelves);
        shown.core = layers.get(files::CORE).cloned();
        for slug in layers.keys().chain(faults.keys()).filter(|slug| *slug != files::CORE) {
            let compiled = match faults.get(slug) {
                Some(fault) => Err(fault.clone()),
                None => compile::compile(slug, &layers),
            };
            let compiled = compiled.map(Arc::new);
            if let Err(fault) = &compiled {
                report(fault);
                shown.faults.insert(slug.clone(), fault.clone());
            }
            let last_good = || before.themes.get(slug).cloned();
            let as_shipped = || compile::compile(slug, &shipped).ok().map(Arc::new);
            if let Some(theme) = compiled.ok().or_else(last_good).or_else(as_shipped) {
                shown.themes.insert(slug.clone(), theme);
            }
        }
        shown.faults.extend(shipped_faults.into_iter().filter(|(slug, _)| !shown.themes.contains_key(slug)));
        let changed = changed(&before, &shown);
        self.state.shown.store(Arc::new(shown));
        changed
    }

    /// The theme of this folder name.
    pub fn get(&self, slug: &str) -> Option<Arc<Theme>> {
        self.state.shown.load().themes.get(slug).cloned()
    }

    /// The theme that a site with these settings is shown with: its own, or the default theme where that is not there.
    pub fn of(&self, settings: &Settings) -> Result<Arc<Theme>> {
        let own = self.get(&settings.text("stylesheet")).or_else(|| self.get(&settings.text("template")));
        own.map_or_else(|| self.fallback(), Ok)
    }

    /// The default theme.
    pub(super) fn fallback(&self) -> Result<Arc<Theme>> {
        self.get(files::DEFAULT).ok_or_else(|| self.fault_of(files::DEFAULT))
    }

    /// Every usable theme, by folder name.
    pub fn all(&self) -> Vec<Arc<Theme>> {
        self.state.shown.load().themes.values().cloned().collect()
    }

    /// What is wrong with the newest version of which theme, by folder name.
    pub fn faults(&self) -> BTreeMap<String, Fault> {
        self.state.shown.load().faults.clone()
    }

    /// Notes what went wrong while a page was rendered.
    pub(super) fn note(&self, fault: &Fault) {
        report(fault);
        self.state.shown.rcu(|shown| {
            let mut faults = shown.faults.clone();
            faults.insert(fault.theme.clone(), fault.clone());
            Shown { themes: shown.themes.clone(), faults, core: shown.core.clone() }
        });
    }

    pub(super) fn asset(&self, theme: &str, path: &str) -> Option<Asset> {
        let shown = self.state.shown.load();
        if theme == files::CORE {
            return shown.core.as_ref()?.assets.get(path).cloned();
        }
        shown.themes.get(theme)?.own_asset(path).cloned()
    }

    pub(super) fn assets(&self) -> Vec<Asset> {
        let shown = self.state.shown.load();
        let of_themes = shown.themes.values().filter_map(|theme| theme.layers.first());
        let layers = of_themes.chain(shown.core.as_ref());
        layers.flat_map(|layer| layer.assets.values().cloned()).collect()
    }

    pub(super) fn watchdog(&self) -> &Watchdog {
        &self.state.watchdog
    }

    pub(super) fn shelves(&self) -> &[Shelf] {
        &self.state.shelves
    }
}

type Read = (BTreeMap<String, Arc<Layer>>, BTreeMap<String, Fault>);

fn read(shelves: &[Shelf]) -> Read {
    let mut layers = BTreeMap::new();
    let mut faults = BTreeMap::new();
    for shelf in shelves {
        for slug in shelf.themes() {
            match Layer::read(shelf, &slug) {
                Ok(layer) => {
                    layers.insert(slug, Arc::new(layer));
                }
                Err(fault) => {
                    faults.insert(slug, fault);
                }
            }
        }
    }
    (layers, faults)
}

fn report(fault: &Fault) {
    tracing::error!(
        theme = %fault.theme, file = %fault.file, line = fault.line, column = fault.column, reason = %fault.reason,
        "a theme is refused; its last good version stays in force"
    );
}

fn changed(before: &Shown, after: &Shown) -> BTreeSet<String> {
    let version_before = |slug: &String| before.themes.get(slug).map(|theme| theme.version.clone());
    let changed = after.themes.iter().filter(|(slug, theme)| version_before(slug).as_ref() != Some(&theme.version));
    changed.map(|(slug, _)| slug.clone()).collect()
}
