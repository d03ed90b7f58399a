//! The card itself: a small page that stands in a frame.

use crate::formatting::{esc_attr, esc_html, esc_url};
use crate::posts::Post;
use crate::{CacheTag, Result, Site, content, formatting, permalinks};

/// The card of a post, with what it was made from. `None` for what may not be shown to everybody.
pub async fn card(site: &Site, post: &Post) -> Result<Option<(String, Vec<CacheTag>)>> {
    if post.status != "publish" && post.status != "inherit" {
        return Ok(None);
    }
    let link = permalinks::of_post(site, post).await?;
    let rendered = content::feed(site, post).await?;
    let title = content::title(site, post);
    let excerpt = if post.password.is_empty() {
        rendered.plain_excerpt.clone()
    } else {
        site.settings().words().say("This content is password protected.").into()
    };
    let body = format!(
        "<article><h1><a href=\"{link}\" target=\"_top\">{title}</a></h1><p>{excerpt}</p></article>",
        link = esc_url(&link),
    );
    let mut tags = vec![CacheTag::Settings, CacheTag::Post(post.id)];
    tags.extend(rendered.tags.iter().cloned());
    Ok(Some((page(site, &title, &body), tags)))
}

/// The card of an address that leads nowhere.
pub fn missing_card(site: &Site) -> String {
    let words = site.settings().words();
    let heading = words.say("Oops! That embed cannot be found.");
    let sentence = words.say("It looks like nothing was found at this location.");
    page(site, words.say("Not found"), &format!("<article><h1>{heading}</h1><p>{sentence}</p></article>"))
}

fn page(site: &Site, title: &str, body: &str) -> String {
    let settings = site.settings();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"UTF-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex, follow\">\
         <base target=\"_top\"><style>{STYLE}</style></head><body>{body}\
         <footer><a href=\"{home}\" target=\"_top\">{name}</a></footer><script>{SCRIPT}</script></body></html>\n",
        language = esc_attr(&settings.language()),
        title = esc_html(&formatting::strip_tags(title)),
        home = esc_url(&format!("{}/", site.url())),
        name = esc_html(&settings.blogname()),
    )
}

const STYLE: &str = "body{margin:0;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:#1d2327;background:#fff;\
border:1px solid #dcdcde;box-sizing:border-box}h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.3}\
a{color:inherit;text-decoration:none}a:hover,a:focus{text-decoration:underline}p{margin:0 0 1.5rem}\
footer{font-weight:600}@media(prefers-color-scheme:dark){body{color:#f0f0f1;background:#1d2327;border-color:#50575e}}";

/// Tells the page around the frame how high the card is.
const SCRIPT: &str = "(function(){var s=(location.hash.match(/secret=([a-zA-Z0-9]+)/)||[])[1];\
function tell(){if(s&&parent!==window)parent.postMessage({message:'height',value:Math.ceil(document.body.getBoundingClientRect().height),secret:s},'*')}\
addEventListener('load',tell);addEventListener('resize',tell)})();";
