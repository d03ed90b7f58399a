//! The gates that one look through a plan's pages serves.

use std::collections::BTreeMap;

use super::super::bench::Bench;
use super::look::Looking;
use super::seen::{NAMES, Seen};
use super::window::{Screen, Windows};
use crate::{Fault, Result};

/// Looks at the pages once, for all these gates. Fails where there is no Chromium, or it does not do as it is told.
pub async fn look(bench: &Bench) -> Result<BTreeMap<&'static str, Seen>> {
    let mut windows = Windows::open(bench.browser.as_deref()).await?;
    let looked = look_through(bench, &windows).await;
    windows.close().await;
    looked
}

/// Pictures before and after are taken of wide screens alone.
fn is_looked_at(bench: &Bench, screen: Screen) -> bool {
    let others = NAMES.into_iter().filter(|name| *name != "screenshots");
    screen == Screen::Wide || others.into_iter().any(|name| !bench.is_off(name))
}

async fn look_through(bench: &Bench, windows: &Windows) -> Result<BTreeMap<&'static str, Seen>> {
    std::fs::create_dir_all(&bench.artefacts).map_err(Fault::at(&bench.artefacts))?;
    let mut looking = Looking::new(bench, windows)?;
    let step = bench.paths.len().div_ceil(bench.most_pages.max(1)).max(1);
    for path in bench.paths.iter().step_by(step) {
        for screen in Screen::ALL.into_iter().filter(|screen| is_looked_at(bench, *screen)) {
            looking.at(path, screen).await?;
        }
    }
    Ok(looking.into_seen())
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::super::super::bench::{Budget, Side};
    use super::*;

    fn bench(off: &[&str]) -> Bench {
        let url = Url::parse("http://staging.example/").unwrap();
        Bench {
            staging: Side { front: url.clone(), site: url },
            production: None,
            database: None,
            binary: None,
            browser: None,
            axe: None,
            most_pages: 40,
            paths: Vec::new(),
            kinds: Vec::new(),
            budget: Budget::default(),
            commands: Vec::new(),
            switched_off: off.iter().map(|name| (*name).to_owned()).collect(),
            artefacts: std::path::PathBuf::new(),
        }
    }

    #[test]
    fn a_telephone_is_not_looked_at_for_pictures_of_desks() {
        assert!(is_looked_at(&bench(&[]), Screen::Narrow));
        assert!(is_looked_at(&bench(&["console", "layout", "screenshots"]), Screen::Narrow));
        let pictures_alone = bench(&["console", "accessibility", "layout"]);
        assert!(is_looked_at(&pictures_alone, Screen::Wide) && !is_looked_at(&pictures_alone, Screen::Narrow));
    }
}
