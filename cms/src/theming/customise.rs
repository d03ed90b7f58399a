//! What owners set about the theme in force, and how the site would look with it.

use serde_json::{Map, Value};

use super::{Setting, settings as in_force};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site, settings};

/// A setting of the theme with its name and the value that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Customisable {
    /// The theme's name for it.
    pub name: String,
    /// What it is.
    pub setting: Setting,
    /// The value that holds.
    pub value: Value,
}

/// Every setting of the theme in force, in the theme's order.
pub fn customisable(site: &Site, actor: &Actor) -> Result<Vec<Customisable>> {
    actor.require(Capability::EditThemeOptions)?;
    let theme = site.host().themes().of(site.settings())?;
    let mut values = in_force::in_force(theme.manifest(), theme.slug(), site.settings());
    let settings = theme.manifest().settings.iter();
    Ok(settings
        .map(|(name, setting)| Customisable {
            name: name.clone(),
            setting: setting.clone(),
            value: values.remove(name).unwrap_or_else(|| setting.default.clone()),
        })
        .collect())
}

/// Sets some of them, all or none; the others stay (`set_theme_mod`).
pub async fn customise(site: &Site, actor: &Actor, values: &Map<String, Value>) -> Result<()> {
    actor.require(Capability::EditThemeOptions)?;
    let (option, mods) = changed(site, values)?;
    let mut change = Change::begin(site).await?;
    settings::write(&mut change, site, &option, &mods).await?;
    change.commit().await
}

/// The site as it would be with these values: for a look, by whoever may set them. Nothing is written.
pub fn previewed(site: &Site, actor: &Actor, values: &Map<String, Value>) -> Result<Site> {
    actor.require(Capability::EditThemeOptions)?;
    let (option, mods) = changed(site, values)?;
    Ok(site.with_option(&option, mods))
}

/// The option that keeps the theme's settings, and what would stand in it.
fn changed(site: &Site, values: &Map<String, Value>) -> Result<(String, Value)> {
    let theme = site.host().themes().of(site.settings())?;
    let option = format!("theme_mods_{}", theme.slug());
    let kept = site.settings().get(&option).and_then(Value::as_object);
    let mut mods = kept.cloned().unwrap_or_default();
    for (name, value) in values {
        let setting = theme.manifest().settings.get(name);
        let setting = setting.ok_or_else(|| unusable(format!("The theme has no setting {name}.")))?;
        let value = setting.accept(value);
        let value =
            value.ok_or_else(|| unusable(format!("This is no value for \u{201c}{}\u{201d}.", setting.label)))?;
        mods.insert(name.clone(), value);
    }
    Ok((option, Value::Object(mods)))
}

fn unusable(message: String) -> Error {
    Error::invalid("rest_invalid_param", message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixture;
    use crate::users::Role;

    fn values(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    fn accent(site: &Site) -> Value {
        let all = customisable(site, &Actor::System).unwrap();
        all.into_iter().find(|one| one.name == "accent").unwrap().value
    }

    #[tokio::test]
    async fn what_is_set_holds_and_what_cannot_be_used_changes_nothing() {
        let (_folder, site) = fixture::site().await;
        customise(&site, &Actor::System, &values(json!({"accent": "#123456"}))).await.unwrap();
        let site = fixture::again(&site).await;
        assert_eq!(accent(&site), "#123456");
        let wrong = values(json!({"list": "excerpt", "accent": "red"}));
        assert_eq!(customise(&site, &Actor::System, &wrong).await.unwrap_err().code(), "rest_invalid_param");
        assert_eq!(accent(&fixture::again(&site).await), "#123456");
    }

    #[tokio::test]
    async fn a_look_writes_nothing() {
        let (_folder, site) = fixture::site().await;
        let before = accent(&site);
        let seen = previewed(&site, &Actor::System, &values(json!({"accent": "#abcdef"}))).unwrap();
        assert_eq!(accent(&seen), "#abcdef");
        assert_eq!(accent(&fixture::again(&site).await), before);
    }

    #[tokio::test]
    async fn an_editor_may_not_customise() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "editor", Role::Editor).await;
        assert!(customise(&site, &editor, &Map::new()).await.is_err());
        assert!(previewed(&site, &editor, &Map::new()).is_err() && customisable(&site, &editor).is_err());
    }
}
