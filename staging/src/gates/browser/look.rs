//! One look at a page, and what comes of it for each gate.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::super::bench::Bench;
use super::difference::difference;

use super::seen::{NAMES, Seen};
use super::stand_in::StandIn;
use super::window::{Screen, Window, Windows};

use crate::{Fault, Result};

/// The most that may shift; web.dev calls up to this good.
const MOST_SHIFT: f64 = 0.1;
const SHIFTS: &str = include_str!("shifts.js");
const FRAMES: &str = include_str!("frames.js");
/// What axe is asked: its faults, each with the first places.
const AXE: &str = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) => \
                   `${id} (${help}): ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join('; ')}`))";

#[derive(Deserialize)]
struct Shifts {
    shift: f64,
    movers: Vec<String>,
}

/// The look through a plan's pages.
pub struct Looking<'a> {
    bench: &'a Bench,
    windows: &'a Windows,
    staging: StandIn,
    production: Option<StandIn>,
    seen: BTreeMap<&'static str, Seen>,
}

impl<'a> Looking<'a> {
    pub fn new(bench: &'a Bench, windows: &'a Windows) -> Result<Self> {
        let seen = NAMES.into_iter().map(|name| (name, Seen::default())).collect();
        let production = bench.production.as_ref().map(StandIn::of).transpose()?;
        Ok(Self { bench, windows, staging: StandIn::of(&bench.staging)?, production, seen })
    }

    pub fn into_seen(self) -> BTreeMap<&'static str, Seen> {
        self.seen
    }

    /// Looks at one page on one screen. A page that cannot be opened is a fault of the first gate that is asked.
    pub async fn at(&mut self, path: &str, screen: Screen) -> Result<()> {
        let place = format!("{path} ({})", screen.name());
        let window = match self.windows.show(screen, &self.staging, path).await {
            Ok(window) => window,
            Err(fault) => {
                let first = NAMES.into_iter().find(|name| !self.bench.is_off(name)).unwrap_or(NAMES[0]);
                self.of(first).faults.push(format!("{place}: {fault}"));
                return Ok(());
            }
        };
        let looked = self.judge(&window, path, screen, &place).await;
        window.close().await;
        looked
    }

    async fn judge(&mut self, window: &Window, path: &str, screen: Screen, place: &str) -> Result<()> {
        // Before the page is scrolled for its picture, which is taken before anything is framed in it.
        let shifts = if self.bench.is_off("layout") { None } else { Some(window.run(SHIFTS).await?) };
        let is_pictured = screen == Screen::Wide && !self.bench.is_off("screenshots");
        let unframed = if is_pictured { Some(window.picture().await?) } else { None };
        if let Some(shifts) = shifts {
            self.layout(window, shifts, &named("layout", path, screen.name()), place).await?;
        }
        if !self.bench.is_off("accessibility") {
            self.accessibility(window, place).await?;
        }
        let complaints = window.complaints().into_iter().map(|complaint| format!("{place}: {complaint}"));
        self.of("console").faults.extend(complaints);
        match unframed {
            Some(picture) => self.screenshots(&picture, path).await,
            None => Ok(()),
        }
    }

    async fn layout(&mut self, window: &Window, shifts: Shifts, file: &str, place: &str) -> Result<()> {
        let Shifts { shift, movers } = shifts;
        if shift <= MOST_SHIFT {
            return Ok(());
        }
        window.run::<bool>(FRAMES).await?;
        self.keep(file, &window.picture().await?)?;
        let layout = self.of("layout");
        layout.left_pictures = true;
        layout.faults.push(format!("{place} jumps by {shift:.2}, at most {MOST_SHIFT}: {}; {file}", movers.join(", ")));
        Ok(())
    }

    async fn accessibility(&mut self, window: &Window, place: &str) -> Result<()> {
        let Some(axe) = self.bench.axe.clone() else {
            return Ok(());
        };
        window.run::<bool>(&format!("{axe}\n;true")).await?;
        let found: Vec<String> = window.run(AXE).await?;
        self.of("accessibility").faults.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
        Ok(())
    }

    /// The page before and after. That it changes is what a promotion is for: nothing here is red.
    async fn screenshots(&mut self, after: &[u8], path: &str) -> Result<()> {
        self.keep(&named("screenshots", path, "after"), after)?;
        self.of("screenshots").left_pictures = true;
        let Some(before) = self.production_picture(path).await else {
            self.of("screenshots").notes.push(format!("{path} is new"));
            return Ok(());
        };
        self.keep(&named("screenshots", path, "before"), &before)?;
        let (share, picture) = difference(&before, after)?;
        if share > 0.0 {
            let file = named("screenshots", path, "difference");
            self.keep(&file, &picture)?;
            self.of("screenshots")
                .notes
                .push(format!("{path}: {:.1} % of the picture is different; {file}", share * 100.0));
        }
        Ok(())
    }

    async fn production_picture(&self, path: &str) -> Option<Vec<u8>> {
        let production = self.production.as_ref()?;
        if production.status(path).await != Some(200) {
            return None;
        }
        let window = self.windows.show(Screen::Wide, production, path).await.ok()?;
        let picture = window.picture().await.ok();
        window.close().await;
        picture
    }

    fn of(&mut self, gate: &'static str) -> &mut Seen {
        self.seen.entry(gate).or_default()
    }

    fn keep(&self, file: &str, bytes: &[u8]) -> Result<()> {
        let path: PathBuf = self.bench.artefacts.join(file);
        std::fs::write(&path, bytes).map_err(Fault::at(&path))
    }
}

/// The name of a picture: the gate, the page in plain letters, and what it shows.
pub fn named(gate: &str, path: &str, what: &str) -> String {
    let words: String = path.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let words = words.trim_matches('-');
    let words = if words.is_empty() { "home" } else { &words[..words.len().min(100)] };
    format!("{gate}-{words}-{what}.png")
}
