//! The post types, taxonomies and meta keys that a theme brings, as the sites that it shows know them.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Manifest, PostType, Taxonomy};
use crate::{Actor, Result, Site, posts, settings, terms};

/// Registers what `new` brings on the site and takes out what only the theme before it brought; what the site's owner
/// registered stays.
pub(super) async fn register(site: &Site, old: Option<&Manifest>, new: &Manifest) -> Result<()> {
    let types = new.post_types.iter().map(|(name, declared)| post_type(name, declared));
    let gone = old.into_iter().flat_map(|old| old.post_types.keys());
    write(site, posts::REGISTERED_TYPES, gone, types.collect()).await?;
    let taxonomies = new.taxonomies.iter().map(|(name, declared)| taxonomy(name, declared));
    let gone = old.into_iter().flat_map(|old| old.taxonomies.keys());
    write(site, terms::REGISTERED_TAXONOMIES, gone, taxonomies.collect()).await?;
    let meta = new.post_meta.iter().map(|(key, declared)| (key.clone(), declared.registered(key)));
    let gone = old.into_iter().flat_map(|old| old.post_meta.keys());
    write(site, posts::REGISTERED_META, gone, meta.collect()).await
}

async fn write<T: Serialize>(
    site: &Site,
    option: &str,
    gone: impl Iterator<Item = &String>,
    declared: Vec<(String, T)>,
) -> Result<()> {
    let mut replaced: BTreeSet<String> = gone.cloned().collect();
    replaced.extend(declared.iter().map(|(name, _)| name.clone()));
    let before = site.settings().get(option).and_then(Value::as_array).cloned().unwrap_or_default();
    let is_replaced = |entry: &Value| entry["name"].as_str().is_some_and(|name| replaced.contains(name));
    let mut after: Vec<Value> = before.iter().filter(|entry| !is_replaced(entry)).cloned().collect();
    after.extend(declared.iter().map(|(_, declared)| json!(declared)));
    if after == before { Ok(()) } else { settings::update(site, &Actor::System, option, &json!(after)).await }
}

fn post_type(name: &str, declared: &PostType) -> (String, posts::PostType) {
    let slug = or_name(&declared.slug, name);
    let registered = posts::PostType {
        name: name.to_owned(),
        label: declared.label.clone(),
        singular: declared.singular.clone(),
        hierarchical: declared.hierarchical,
        public: declared.public,
        exclude_from_search: !declared.public,
        archive: (declared.public && declared.has_archive).then(|| slug.clone()),
        rewrite: declared.public.then_some(slug),
        with_front: true,
        rest_base: Some(or_name(&declared.rest_base, name)),
        supports: if declared.supports.is_empty() {
            vec!["title".into(), "editor".into()]
        } else {
            declared.supports.clone()
        },
        taxonomies: declared.taxonomies.clone(),
        ..posts::PostType::default()
    };
    (name.to_owned(), registered)
}

fn taxonomy(name: &str, declared: &Taxonomy) -> (String, terms::Taxonomy) {
    let registered = terms::Taxonomy {
        name: name.to_owned(),
        label: declared.label.clone(),
        singular: declared.singular.clone(),
        hierarchical: declared.hierarchical,
        public: declared.public,
        query_var: name.to_owned(),
        rewrite: declared.public.then(|| or_name(&declared.slug, name)),
        with_front: true,
        rest_base: Some(or_name(&declared.rest_base, name)),
        object_types: declared.post_types.clone(),
        ..terms::Taxonomy::default()
    };
    (name.to_owned(), registered)
}

fn or_name(given: &str, name: &str) -> String {
    if given.is_empty() { name.to_owned() } else { given.to_owned() }
}
