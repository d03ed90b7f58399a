//! The settings of WordPress's screens that its REST API does not register, with what each may be.

use serde_json::{Map, Value, json};

use super::{PermalinkStructure, Settings, set_permalink_structure, update};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site, sites};

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Yes or no.
    Flag,
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// Any text, on many lines too.
    Text,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// Pixels that nobody's screen has.
const LARGEST_SIDE: i64 = 20_000;

/// The settings by their option's name, page by page as the screens have them.
pub const FURTHER: [(&str, Allowed); 38] = [
    ("users_can_register", Allowed::Flag),
    ("default_role", Allowed::Choice(&["subscriber", "contributor", "author", "editor", "administrator"])),
    ("posts_per_rss", Allowed::Number(1, 1000)),
    ("rss_use_excerpt", Allowed::Flag),
    ("blog_public", Allowed::Number(0, 1)),
    ("default_pingback_flag", Allowed::Flag),
    ("require_name_email", Allowed::Flag),
    ("comment_registration", Allowed::Flag),
    ("close_comments_for_old_posts", Allowed::Flag),
    ("close_comments_days_old", Allowed::Number(0, 100_000)),
    ("show_comments_cookies_opt_in", Allowed::Flag),
    ("thread_comments", Allowed::Flag),
    ("thread_comments_depth", Allowed::Number(2, 10)),
    ("page_comments", Allowed::Flag),
    ("comments_per_page", Allowed::Number(1, 1000)),
    ("default_comments_page", Allowed::Choice(&["newest", "oldest"])),
    ("comment_order", Allowed::Choice(&["asc", "desc"])),
    ("comment_moderation", Allowed::Flag),
    ("comment_previously_approved", Allowed::Flag),
    ("comment_max_links", Allowed::Number(0, 1000)),
    ("moderation_keys", Allowed::Text),
    ("disallowed_keys", Allowed::Text),
    ("comments_notify", Allowed::Flag),
    ("wp_notes_notify", Allowed::Flag),
    ("moderation_notify", Allowed::Flag),
    ("show_avatars", Allowed::Flag),
    ("avatar_rating", Allowed::Choice(&["G", "PG", "R", "X"])),
    (
        "avatar_default",
        Allowed::Choice(&[
            "mystery",
            "blank",
            "gravatar_default",
            "identicon",
            "wavatar",
            "monsterid",
            "retro",
            "robohash",
        ]),
    ),
    ("thumbnail_size_w", Allowed::Number(0, LARGEST_SIDE)),
    ("thumbnail_size_h", Allowed::Number(0, LARGEST_SIDE)),
    ("thumbnail_crop", Allowed::Flag),
    ("medium_size_w", Allowed::Number(0, LARGEST_SIDE)),
    ("medium_size_h", Allowed::Number(0, LARGEST_SIDE)),
    ("large_size_w", Allowed::Number(0, LARGEST_SIDE)),
    ("large_size_h", Allowed::Number(0, LARGEST_SIDE)),
    ("uploads_use_yearmonth_folders", Allowed::Flag),
    ("wp_attachment_pages_enabled", Allowed::Flag),
    ("wp_page_for_privacy_policy", Allowed::Number(0, i64::MAX)),
];

/// Those that say how addresses are made.
const ADDRESSES: [&str; 3] = ["permalink_structure", "category_base", "tag_base"];

/// Every one with the value that holds.
pub fn further(site: &Site, actor: &Actor) -> Result<Map<String, Value>> {
    actor.require(Capability::ManageOptions)?;
    let settings = site.settings();
    let addresses = ADDRESSES.map(|name| (name.to_owned(), json!(settings.text(name))));
    Ok(FURTHER
        .iter()
        .map(|(name, allowed)| ((*name).to_owned(), allowed.value(settings, name)))
        .chain(addresses)
        .collect())
}

/// Sets those that are named; one that cannot be used refuses them all. Gives the site as it is then.
pub async fn update_further(site: &Site, actor: &Actor, values: &Map<String, Value>) -> Result<Site> {
    actor.require(Capability::ManageOptions)?;
    let mut cleaned = Vec::new();
    for (name, value) in values.iter().filter(|(name, _)| !ADDRESSES.contains(&name.as_str())) {
        cleaned.push((name, usable(name, value)?));
    }
    if values.keys().any(|name| ADDRESSES.contains(&name.as_str())) {
        let text = |name: &str| values.get(name).and_then(Value::as_str).map(str::to_owned);
        let [posts, category_base, tag_base] = ADDRESSES.map(text);
        set_permalink_structure(site, actor, PermalinkStructure { posts, category_base, tag_base }).await?;
    }
    let mut change = Change::begin(site).await?;
    for (name, value) in cleaned {
        update::write(&mut change, site, name, &value).await?;
    }
    change.commit().await?;
    sites::by_id(site.host(), site.id()).await
}

fn usable(name: &str, value: &Value) -> Result<Value> {
    let known = FURTHER.iter().find(|(known, _)| *known == name);
    let unusable = || Error::invalid("rest_invalid_param", format!("Invalid parameter(s): {name}"));
    known.and_then(|(_, allowed)| allowed.cleaned(value)).ok_or_else(unusable)
}

impl Allowed {
    fn value(self, settings: &Settings, name: &str) -> Value {
        match self {
            Self::Flag => json!(settings.flag(name)),
            Self::Number(..) => json!(settings.number(name)),
            Self::Text | Self::Choice(_) => json!(settings.text(name)),
        }
    }

    /// As the option keeps it; none for what may not be.
    fn cleaned(self, value: &Value) -> Option<Value> {
        match self {
            Self::Flag => value.as_bool().map(|flag| json!(i64::from(flag))),
            Self::Number(least, most) => {
                value.as_i64().filter(|number| (least..=most).contains(number)).map(Value::from)
            }
            Self::Text => value.as_str().map(|text| json!(text.trim())),
            Self::Choice(choices) => value.as_str().filter(|text| choices.contains(text)).map(Value::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::users::Role;

    fn values(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[tokio::test]
    async fn what_is_set_holds_and_one_wrong_value_refuses_them_all() {
        let (_folder, site) = fixture::site().await;
        let wanted = values(json!({"comment_moderation": true, "large_size_w": 1600, "tag_base": "word"}));
        let site = update_further(&site, &Actor::System, &wanted).await.unwrap();
        let held = further(&site, &Actor::System).unwrap();
        assert_eq!((&held["comment_moderation"], &held["large_size_w"]), (&json!(true), &json!(1600)));
        assert!(held["tag_base"].as_str().unwrap().contains("word"));
        let wrong = values(json!({"comment_moderation": false, "comment_order": "sideways"}));
        assert_eq!(update_further(&site, &Actor::System, &wrong).await.unwrap_err().code(), "rest_invalid_param");
        assert!(fixture::again(&site).await.settings().flag("comment_moderation"));
        let unknown = values(json!({"siteurl": "http://elsewhere.example"}));
        assert!(update_further(&site, &Actor::System, &unknown).await.is_err());
    }

    #[tokio::test]
    async fn an_editor_sees_and_sets_none_of_them() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "editor", Role::Editor).await;
        assert!(further(&site, &editor).is_err() && update_further(&site, &editor, &Map::new()).await.is_err());
    }

    #[test]
    fn every_role_may_be_the_default_one() {
        let (_, allowed) = FURTHER.iter().find(|(name, _)| *name == "default_role").unwrap();
        assert!(Role::ALL.iter().all(|role| allowed.cleaned(&json!(role.name())).is_some()));
    }
}
