//! Joins a theme with its parents and checks it: every template compiles, everything it names exists.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;
use sha2::{Digest, Sha256};
use tera::Tera;

use super::layer::{Layer, short};
use super::styles::Styles;
use super::{Fault, Theme, files, filters, functions};

/// A chain of parents is never longer.
const MOST_PARENTS: usize = 5;

/// The theme `slug` out of `layers`, or the first thing that is wrong with it.
pub(super) fn compile(slug: &str, layers: &BTreeMap<String, Arc<Layer>>) -> Result<Theme, Fault> {
    let layers = chain(slug, layers)?;
    let mut manifest = layers[0].manifest.clone();
    for parent in &layers[1..] {
        manifest.inherit(&parent.manifest);
    }
    let mut tera = Tera::new();
    filters::register(&mut tera);
    functions::register(&mut tera);
    let prepared = prepare(&mut tera, &layers);
    prepared.map_err(|error| Fault::from_tera(slug, &error))?;
    let theme =
        Theme { slug: slug.to_owned(), manifest, version: version(&layers), styles: Styles::of(&layers), layers, tera };
    check_templates_that_must_be(&theme)?;
    check_assets(&theme)?;
    Ok(theme)
}

/// The theme, its parent, its parent's parent, …, the core.
fn chain(slug: &str, layers: &BTreeMap<String, Arc<Layer>>) -> Result<Vec<Arc<Layer>>, Fault> {
    let mut chain: Vec<Arc<Layer>> = Vec::new();
    let mut next = slug.to_owned();
    while !next.is_empty() && next != files::CORE {
        let layer = layers.get(&next).ok_or_else(|| {
            Fault::in_file(slug, "theme.toml", format!("the parent theme {next} is not there or cannot be read"))
        })?;
        if chain.len() >= MOST_PARENTS || chain.iter().any(|known| known.slug == next) {
            return Err(Fault::in_file(slug, "theme.toml", "its parents lead in a circle, or are more than five"));
        }
        chain.push(layer.clone());
        next = layer.manifest.parent.clone();
    }
    chain.extend(layers.get(files::CORE).cloned());
    Ok(chain)
}

/// Filters and functions must be known before the templates that name them are added; see [`compile`].
fn prepare(tera: &mut Tera, layers: &[Arc<Layer>]) -> tera::TeraResult<()> {
    tera.autoescape_on([".html"]);
    tera.set_fallback_prefixes(layers.iter().map(|layer| format!("{}/", layer.slug)))?;
    let templates = layers
        .iter()
        .flat_map(|layer| layer.templates.iter().map(|(name, text)| (format!("{}/{name}", layer.slug), text.as_str())));
    tera.add_raw_templates(templates)
}

fn check_templates_that_must_be(theme: &Theme) -> Result<(), Fault> {
    let chosen = theme.manifest.templates.keys().map(String::as_str);
    let missing = ["index.html"].into_iter().chain(chosen).find(|name| !theme.has_template(name));
    missing.map_or(Ok(()), |name| Err(Fault::of_theme(&theme.slug, format!("templates/{name} is missing"))))
}

/// `asset(name="…")` with a plain name can be checked before anybody asks for the page.
fn check_assets(theme: &Theme) -> Result<(), Fault> {
    static CALL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\basset\(\s*name\s*=\s*["']([^"']+)["']\s*\)"#).expect("a fixed pattern"));
    for layer in &theme.layers {
        for (template, text) in &layer.templates {
            let names = CALL.captures_iter(text).filter_map(|call| call.get(1));
            if let Some(name) = names.into_iter().find(|name| theme.asset(name.as_str()).is_none()) {
                let file = format!("{}/{template}", layer.slug);
                let reason = format!("assets/{} does not exist", name.as_str());
                return Err(Fault::at(&theme.slug, &file, text, name.start(), reason));
            }
        }
    }
    Ok(())
}

fn version(layers: &[Arc<Layer>]) -> String {
    let mut digest = Sha256::new();
    for layer in layers {
        digest.update(&layer.digest);
    }
    short(&digest.finalize())
}
