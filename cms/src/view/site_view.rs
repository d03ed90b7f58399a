//! The site as templates see it.

use std::sync::Arc;

use chrono::Datelike;

use super::context::{ImageView, SiteView};
use super::images;
use crate::permalinks::{self, Permalinks};
use crate::{CacheTag, Result, Site, content, formatting, posts};

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ary", "azb", "ckb", "fa", "haz", "he", "ps", "sd", "ug", "ur"];

/// The site, kept until a setting changes.
pub(super) async fn view(site: &Site) -> Result<Arc<SiteView>> {
    let year = site.local_now().year();
    let load = async { load(site, year).await };
    site.host().objects().get_or_load(site.id(), format!("site view:{year}"), load).await
}

async fn load(site: &Site, year: i32) -> Result<(SiteView, Vec<CacheTag>)> {
    let settings = site.settings();
    let links = Permalinks::new(settings);
    let mut tags = vec![CacheTag::Settings, CacheTag::Theme];
    let home_url = links.under_home("");
    let language = settings.language();
    let tongue = language.split('-').next().unwrap_or_default();
    let direction = if RIGHT_TO_LEFT.contains(&tongue) { "rtl" } else { "ltr" };
    let view = SiteView {
        title: settings.blogname(),
        tagline: settings.text("blogdescription"),
        url: links.home().to_owned(),
        direction: direction.to_owned(),
        charset: "UTF-8".to_owned(),
        icon: image(site, settings.number("site_icon"), "full", &mut tags).await?,
        logo: image(site, settings.number("site_logo"), "full", &mut tags).await?,
        feed_url: links.feed("rss2"),
        comments_feed_url: links.comments_feed("rss2"),
        search_url: home_url.clone(),
        login_url: format!("{}/wp-login.php", site.url()),
        posts_url: posts_url(site, &home_url, &mut tags).await?,
        theme_url: format!("{}/wp-content/themes/{}", site.url(), settings.text("stylesheet")),
        privacy_policy_url: page_url(site, settings.number("wp_page_for_privacy_policy"), &mut tags).await?,
        language,
        home_url,
        year,
    };
    Ok((view, tags))
}

async fn image(site: &Site, id: i64, size: &str, tags: &mut Vec<CacheTag>) -> Result<Option<ImageView>> {
    if id == 0 {
        return Ok(None);
    }
    tags.push(CacheTag::Post(id));
    let found = content::attachments(site, &[id]).await?;
    Ok(found.get(&id).and_then(|attachment| images::view(attachment, &content::image_settings(site), size)))
}

async fn posts_url(site: &Site, home_url: &str, tags: &mut Vec<CacheTag>) -> Result<String> {
    let is_static = site.settings().text("show_on_front") == "page";
    let page = if is_static { site.settings().number("page_for_posts") } else { 0 };
    Ok(page_url(site, page, tags).await?.unwrap_or_else(|| home_url.to_owned()))
}

async fn page_url(site: &Site, id: i64, tags: &mut Vec<CacheTag>) -> Result<Option<String>> {
    if id == 0 {
        return Ok(None);
    }
    tags.push(CacheTag::Post(id));
    match posts::by_id(site, id).await?.filter(|page| page.status == "publish") {
        Some(page) => Ok(Some(permalinks::of_post(site, &page).await?)),
        None => Ok(None),
    }
}

/// The title as HTML.
pub(super) fn title_html(site: &Site) -> String {
    formatting::esc_html(&site.settings().blogname()).into_owned()
}
