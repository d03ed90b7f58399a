//! What the provider says about a post.

use serde::Serialize;

use crate::formatting;
use crate::posts::Post;
use crate::{Result, Site, content, permalinks, users};

/// The widths that a card may have, in pixels (`wp_oembed_ensure_format`'s neighbours in WordPress).
const WIDTHS: std::ops::RangeInclusive<i64> = 200..=600;

/// An oEmbed answer of type `rich`, in WordPress's order of fields.
#[derive(Clone, Debug, Serialize)]
pub struct OEmbed {
    /// Always `1.0`.
    pub version: String,
    /// The site's title.
    pub provider_name: String,
    /// The site's address.
    pub provider_url: String,
    /// The author's name.
    pub author_name: String,
    /// The author's archive.
    pub author_url: String,
    /// The post's title. HTML.
    pub title: String,
    /// Always `rich`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// What to put into the page.
    pub html: String,
}

/// The answer for a published post that no password protects; `None` for others. `max_width` is in pixels; 0 asks for the
/// widest.
pub async fn of_post(site: &Site, post: &Post, max_width: i64) -> Result<Option<OEmbed>> {
    if post.status != "publish" || !post.password.is_empty() {
        return Ok(None);
    }
    let link = permalinks::of_post(site, post).await?;
    let author = users::by_id(site.host(), post.author_id).await?;
    let links = permalinks::Permalinks::new(site.settings());
    let width = if max_width > 0 { max_width.clamp(*WIDTHS.start(), *WIDTHS.end()) } else { *WIDTHS.end() };
    let height = (width * 9).div_euclid(16).max(200) + i64::from((width * 9) % 16 >= 8);
    let title = content::title(site, post);
    let blogname = site.settings().blogname();
    Ok(Some(OEmbed {
        version: "1.0".into(),
        html: html(&link, &title, &blogname, width, height),
        provider_name: blogname,
        provider_url: site.url().to_owned(),
        author_name: author.as_ref().map(|person| person.display_name.clone()).unwrap_or_default(),
        author_url: author.map(|person| links.author(person.id, &person.nicename)).unwrap_or_default(),
        title,
        kind: "rich".into(),
        width,
        height,
    }))
}

fn html(link: &str, title: &str, blogname: &str, width: i64, height: i64) -> String {
    let secret = platform::secrets::random_hex(5);
    let shown = formatting::esc_url(link);
    let source = formatting::esc_url(&embed_url(link));
    let name =
        formatting::wptexturize(&format!("&#8220;{title}&#8221; &#8212; {}", formatting::esc_html(blogname)), &[]);
    let name = formatting::esc_attr(&name);
    format!(
        "<blockquote class=\"wp-embedded-content\" data-secret=\"{secret}\"><a href=\"{shown}\">{title}</a></blockquote>\
         <iframe sandbox=\"allow-scripts\" security=\"restricted\" src=\"{source}#?secret={secret}\" width=\"{width}\" \
         height=\"{height}\" title=\"{name}\" data-secret=\"{secret}\" frameborder=\"0\" marginwidth=\"0\" \
         marginheight=\"0\" scrolling=\"no\" class=\"wp-embedded-content\"></iframe><script>\n{LISTENER}\n</script>\n"
    )
}

/// Where the card of the post at `link` stands.
fn embed_url(link: &str) -> String {
    match link.split_once('?') {
        Some(_) => format!("{link}&embed=true"),
        None => format!("{}/embed/", link.trim_end_matches('/')),
    }
}

/// Hides the quotation that stands in for the card and gives the card the height that it asks for.
const LISTENER: &str = "addEventListener('message',function(e){var d=e.data;if(!d||!/^[a-zA-Z0-9]+$/.test(d.secret))return;\
document.querySelectorAll('[data-secret=\"'+d.secret+'\"]').forEach(function(n){\
if(n.tagName==='BLOCKQUOTE')n.style.display='none';\
else if(n.contentWindow===e.source&&d.message==='height')n.height=Math.min(1000,Math.max(200,+d.value||200));\
else if(n.contentWindow===e.source&&d.message==='link'&&new URL(d.value).host===new URL(n.src).host\
&&document.activeElement===n)top.location.href=d.value})});";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_stands_below_its_post() {
        assert_eq!(embed_url("http://a.example/x/"), "http://a.example/x/embed/");
        assert_eq!(embed_url("http://a.example/?p=3"), "http://a.example/?p=3&embed=true");
    }
}
