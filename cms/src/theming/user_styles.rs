//! What a site's owner changed of a theme's look in the editor: WordPress's user global styles, one post a theme.

use serde_json::{Value, json};

use crate::posts::{self, ListQuery, Post, PostFields, TermFilter, TermOperator};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site, terms};

const POST_TYPE: &str = "wp_global_styles";
const TAXONOMY: &str = "wp_theme";

/// The post that keeps the owner's styles of the active theme; made when it is asked for first
/// (`get_user_global_styles_post_id`).
pub async fn user_styles(site: &Site) -> Result<Post> {
    let theme = site.host().themes().of(site.settings())?.slug().to_owned();
    let named = terms::named(site, &Actor::System, TAXONOMY, std::slice::from_ref(&theme)).await?;
    let of_theme = TermFilter {
        taxonomy: TAXONOMY.into(),
        terms: named.clone(),
        include_children: false,
        operator: TermOperator::Any,
    };
    let query = ListQuery {
        types: vec![POST_TYPE.into()],
        statuses: vec!["publish".into(), "draft".into()],
        terms: vec![of_theme],
        limit: 1,
        ..ListQuery::default()
    };
    if let Some(found) = posts::list(site, &query).await?.posts.pop() {
        return Ok(found);
    }
    let fields = PostFields {
        title: Some("Custom Styles".into()),
        content: Some(content(&json!({}), &json!({}))),
        status: Some("publish".into()),
        slug: Some(format!("wp-global-styles-{theme}")),
        terms: [(TAXONOMY.to_owned(), named)].into(),
        ..PostFields::default()
    };
    posts::create(site, &Actor::System, POST_TYPE, fields).await
}

/// `settings` and `styles` of a post of user styles; empty objects where it holds none.
pub fn read_user_styles(post: &Post) -> (Value, Value) {
    let kept: Value = serde_json::from_str(&post.content).unwrap_or_default();
    let part = |name: &str| kept.get(name).filter(|part| part.is_object()).cloned().unwrap_or_else(|| json!({}));
    match kept["isGlobalStylesUserThemeJSON"] == json!(true) {
        true => (part("settings"), part("styles")),
        false => (json!({}), json!({})),
    }
}

/// Changes user styles; what is not given stays. CSS that would end its own element is refused.
pub async fn update_user_styles(
    site: &Site,
    actor: &Actor,
    id: i64,
    title: Option<String>,
    settings: Option<Value>,
    styles: Option<Value>,
) -> Result<Post> {
    actor.require(Capability::EditThemeOptions)?;
    let found = posts::by_id(site, id).await?.filter(|post| post.post_type == POST_TYPE);
    let unknown = || Error::not_found("rest_global_styles_not_found", "No global styles config exist with that id.");
    let post = found.ok_or_else(unknown)?;
    refuse_markup(styles.as_ref())?;
    let (old_settings, old_styles) = read_user_styles(&post);
    let is_changed = settings.is_some() || styles.is_some();
    let content = content(&settings.unwrap_or(old_settings), &styles.unwrap_or(old_styles));
    let fields = PostFields { title, content: Some(content).filter(|_| is_changed), ..PostFields::default() };
    posts::update(site, actor, id, fields).await
}

fn content(settings: &Value, styles: &Value) -> String {
    let mut kept = json!({"version": 3, "isGlobalStylesUserThemeJSON": true});
    for (name, part) in [("settings", settings), ("styles", styles)] {
        if part.as_object().is_some_and(|part| !part.is_empty()) {
            kept[name] = part.clone();
        }
    }
    kept.to_string()
}

fn refuse_markup(styles: Option<&Value>) -> Result<()> {
    let css = styles.and_then(|styles| styles.get("css")).and_then(Value::as_str).unwrap_or_default();
    if css.to_ascii_lowercase().contains("</style") {
        let message = "The CSS must not contain \"&lt;/style&gt;\".";
        return Err(Error::invalid("rest_custom_css_illegal_markup", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::users::Role;

    #[tokio::test]
    async fn a_theme_has_one_post_of_user_styles() {
        let (_folder, site) = fixture::site().await;
        let first = user_styles(&site).await.unwrap();
        assert_eq!(user_styles(&site).await.unwrap().id, first.id);
        assert_eq!(read_user_styles(&first), (json!({}), json!({})));
    }

    #[tokio::test]
    async fn styles_change_and_settings_stay() {
        let (_folder, site) = fixture::site().await;
        let id = user_styles(&site).await.unwrap().id;
        let change = |settings, styles| update_user_styles(&site, &Actor::System, id, None, settings, styles);
        change(Some(json!({"layout": {"contentSize": "600px"}})), None).await.unwrap();
        let changed = change(None, Some(json!({"color": {"background": "#eee"}}))).await.unwrap();
        let (settings, styles) = read_user_styles(&changed);
        assert_eq!(
            (settings["layout"]["contentSize"].as_str(), styles["color"]["background"].as_str()),
            (Some("600px"), Some("#eee"))
        );
        let refused = change(None, Some(json!({"css": "</STYLE><script>"}))).await;
        assert_eq!(refused.unwrap_err().code(), "rest_custom_css_illegal_markup");
    }

    #[tokio::test]
    async fn an_editor_does_not_change_how_the_site_looks() {
        let (_folder, site) = fixture::site().await;
        let id = user_styles(&site).await.unwrap().id;
        let eddie = fixture::person(&site, "eddie", Role::Editor).await;
        let refused = update_user_styles(&site, &eddie, id, None, None, Some(json!({}))).await;
        assert_eq!(refused.unwrap_err().code(), "rest_forbidden");
    }
}
