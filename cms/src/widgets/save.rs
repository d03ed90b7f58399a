//! Makes and changes widgets.

use serde_json::json;

use super::arrangement::{INACTIVE, arrangement, blocks, number_of};
use super::sidebars::sidebars;
use crate::formatting::wp_kses_post;
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site, settings, sites};

/// What a widget is to be. What is not said stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The widget that is changed; none for a new one.
    pub id: Option<String>,
    /// Where it is to stand.
    pub sidebar: Option<String>,
    /// Its blocks.
    pub content: Option<String>,
}

/// Saves a block widget: its text and its place, together. Gives its name, and the site as it is then.
pub async fn save(site: &Site, actor: &Actor, draft: &Draft) -> Result<(String, Site)> {
    actor.require(Capability::EditThemeOptions)?;
    let (mut kept, mut placed) = (blocks(site), arrangement(site));
    let number = match &draft.id {
        Some(id) => number_of(id).filter(|number| kept.contains_key(&number.to_string())).ok_or_else(missing)?,
        None => kept.keys().filter_map(|key| key.parse::<u64>().ok()).max().unwrap_or(1) + 1,
    };
    let id = format!("block-{number}");
    if draft.id.is_none() || draft.content.is_some() {
        let content = draft.content.clone().unwrap_or_default();
        let content = if actor.may(Capability::UnfilteredHtml) { content } else { wp_kses_post(&content) };
        kept.insert(number.to_string(), json!({"content": content}));
    }
    let place = draft.sidebar.as_deref().or_else(|| placed.place_of(&id)).unwrap_or(INACTIVE).to_owned();
    if placed.place_of(&id) != Some(place.as_str()) {
        require_sidebar(site, &place)?;
        placed.remove(&id);
        placed.push(&place, &id);
    }
    let mut change = Change::begin(site).await?;
    settings::write(&mut change, site, "widget_block", &kept.into()).await?;
    settings::write(&mut change, site, "sidebars_widgets", &placed.value()).await?;
    change.commit().await?;
    Ok((id, sites::by_id(site.host(), site.id()).await?))
}

/// A place that the theme does not have is refused.
pub(super) fn require_sidebar(site: &Site, id: &str) -> Result<()> {
    if sidebars(site)?.iter().any(|sidebar| sidebar.id == id) {
        return Ok(());
    }
    Err(Error::not_found("rest_sidebar_not_found", "No sidebar exists with that id."))
}

pub(super) fn missing() -> Error {
    Error::not_found("rest_widget_not_found", "No widget was found with that id.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::users::Role;
    use crate::widgets::{arrange, content_of, delete};

    #[tokio::test]
    async fn a_widget_moves_between_places_and_goes() {
        let (_folder, site) = fixture::site().await;
        let admin = fixture::person(&site, "ada", Role::Administrator).await;
        let draft = Draft { sidebar: Some("footer".into()), content: Some("Hello".into()), ..Draft::default() };
        let (id, site) = save(&site, &admin, &draft).await.unwrap();
        assert_eq!(
            (arrangement(&site).of("footer"), content_of(&site, &id).as_deref()),
            ([id.clone()].as_slice(), Some("Hello"))
        );
        let site = arrange(&site, &admin, "footer", Vec::new()).await.unwrap();
        assert_eq!(arrangement(&site).place_of(&id), Some(INACTIVE));
        let site = delete(&site, &admin, &id).await.unwrap();
        assert_eq!((arrangement(&site).place_of(&id), content_of(&site, &id)), (None, None));
    }

    #[tokio::test]
    async fn a_place_that_the_theme_does_not_have_takes_no_widget() {
        let (_folder, site) = fixture::site().await;
        let draft = Draft { sidebar: Some("nowhere".into()), ..Draft::default() };
        let error = save(&site, &Actor::System, &draft).await.unwrap_err();
        assert_eq!(error.code(), "rest_sidebar_not_found");
    }

    #[tokio::test]
    async fn an_editor_may_not_touch_widgets() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "eva", Role::Editor).await;
        assert!(save(&site, &editor, &Draft::default()).await.is_err());
        assert!(arrange(&site, &editor, "footer", Vec::new()).await.is_err());
        assert!(delete(&site, &editor, "block-2").await.is_err());
    }
}
