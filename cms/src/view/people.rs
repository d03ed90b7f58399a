//! People as pages show them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::context::AuthorView;
use crate::formatting::wptexturize;
use crate::permalinks::Permalinks;
use crate::{CacheTag, Result, Site, users};

/// Pixels that portraits are asked for in.
const PORTRAITS: [u32; 3] = [24, 48, 96];

/// The people with these numbers: kept, and read together where they are not. Nobody is missing: an account that is
/// gone has a profile without a name.
pub(super) async fn views(site: &Site, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, Arc<AuthorView>>> {
    let (objects, since) = (site.host().objects(), site.host().generations().now());
    let key = |id: i64| format!("author:{id}");
    let mut found: HashMap<i64, Arc<AuthorView>> = HashMap::new();
    let mut missing: Vec<i64> = Vec::new();
    for id in ids {
        match objects.get::<AuthorView>(site.id(), &key(id)) {
            Some(view) => drop(found.insert(id, view)),
            None => missing.push(id),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    missing.sort_unstable();
    missing.dedup();
    let people = users::by_ids(site.host(), missing.iter().copied()).await?;
    for id in missing {
        let person = people.iter().find(|person| person.id == id);
        let view = Arc::new(person.map(|person| view(site, person)).unwrap_or_default());
        let tags = [CacheTag::User(id), CacheTag::Settings];
        objects.keep(site.id(), key(id), view.clone(), &tags, since);
        found.insert(id, view);
    }
    Ok(found)
}

/// One person.
pub(super) fn view(site: &Site, person: &users::Model) -> AuthorView {
    AuthorView {
        id: person.id,
        name: person.display_name.clone(),
        slug: person.nicename.clone(),
        url: Permalinks::new(site.settings()).author(person.id, &person.nicename),
        website: person.url.clone(),
        description: wptexturize(&person.description, &[]),
        avatar: portraits(site, &person.email),
    }
}

/// Addresses of a portrait by its pixels (`get_avatar_url`); none where the site shows no portraits.
pub(super) fn portraits(site: &Site, email: &str) -> BTreeMap<String, String> {
    let settings = site.settings();
    if !settings.flag("show_avatars") {
        return BTreeMap::new();
    }
    let default = match settings.text("avatar_default").as_str() {
        "" | "mystery" => "mm".to_owned(),
        "gravatar_default" => String::new(),
        other => other.to_owned(),
    };
    let rating = match settings.text("avatar_rating").to_lowercase() {
        rating if rating.is_empty() => "g".to_owned(),
        rating => rating,
    };
    let email = email.trim().to_lowercase();
    let hash = if email.is_empty() { String::new() } else { hex::encode(Sha256::digest(email.as_bytes())) };
    let address = |pixels: u32| format!("https://secure.gravatar.com/avatar/{hash}?s={pixels}&d={default}&r={rating}");
    PORTRAITS.into_iter().map(|pixels| (pixels.to_string(), address(pixels))).collect()
}
