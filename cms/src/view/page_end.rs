//! The end of a page whose blocks have scripts. A page without such a block loads none.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::Site;
use crate::blocks::{Interactivity, enlarged_pictures, html_safe_json};
use crate::formatting::esc_url;

/// The page with the scripts that the blocks on it need, and what those read. As it is where nobody serves them.
pub(super) fn with_block_scripts(site: &Site, interactivity: &Interactivity, html: String) -> String {
    let needed = site.host().block_scripts().map(|scripts| scripts.needed(&html)).unwrap_or_default();
    if needed.is_empty() {
        return html;
    }
    let words = site.settings().words();
    let mut end = String::new();
    let needs = |block: &str| needed.iter().any(|(name, _)| *name == block);
    if needs("core/image") {
        end.push_str(&enlarged_pictures(words));
    }
    if needs("core/query") {
        let texts = [words.say("Loading page, please wait."), words.say("Page Loaded.")];
        let texts = json!({"i18n": {"loading": texts[0], "loaded": texts[1]}});
        end.push_str(&data("@wordpress/interactivity-router", &texts));
    }
    end.extend(interactivity.json().map(|read| data("@wordpress/interactivity", &read)));
    let shared: BTreeSet<&String> = needed.iter().flat_map(|(_, addresses)| addresses.iter().skip(1)).collect();
    for address in shared {
        let _ = writeln!(end, "<link rel=\"modulepreload\" href=\"{}\">", esc_url(address));
    }
    for (block, addresses) in &needed {
        end.push_str(&script(block, &addresses[0]));
    }
    let place = html.rfind("</body>").unwrap_or(html.len());
    [&html[..place], &end, &html[place..]].concat()
}

/// What a script reads, as WordPress's modules look for it.
fn data(module: &str, read: &Value) -> String {
    format!(
        "<script type=\"application/json\" id=\"wp-script-module-data-{module}\">{}</script>\n",
        html_safe_json(read)
    )
}

/// A block's script. By its class the page gets those styles that are only right where the script runs.
fn script(block: &str, address: &str) -> String {
    let name = block.rsplit('/').next().unwrap_or(block);
    format!("<script type=\"module\" class=\"wp-block-{name}-view\" src=\"{}\"></script>\n", esc_url(address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::BlockScripts;
    use crate::fixture;
    use crate::view::Request;
    use crate::view::tests::{ask, post, put, set};

    const PICTURE: &str = "<!-- wp:image {\"lightbox\":{\"enabled\":true}} --><figure class=\"wp-block-image\">\
        <img src=\"/a.png\" alt=\"</script>\"/></figure><!-- /wp:image -->";

    async fn site_with_a_picture() -> (tempfile::TempDir, Site) {
        let (folder, site) = fixture::site().await;
        put(
            &site,
            vec![crate::posts::Post { content: PICTURE.into(), ..post(&site, 5, "hill") }, post(&site, 6, "words")],
        )
        .await;
        (folder, set(&site, "permalink_structure", json!("/%postname%/")).await)
    }

    #[tokio::test]
    async fn a_page_ends_with_the_scripts_of_its_blocks_and_what_they_read() {
        let (_folder, site) = site_with_a_picture().await;
        let addresses = vec!["/view-image-1.js".to_owned(), "/shared-2.js".to_owned()];
        site.host().offer_block_scripts(BlockScripts::new([("core/image".to_owned(), addresses)]));
        let html = ask(&site, &Request::visit("/hill/")).await.html;
        assert!(
            html.contains("<script type=\"module\" class=\"wp-block-image-view\" src=\"/view-image-1.js\">"),
            "{html}"
        );
        assert!(html.contains("<link rel=\"modulepreload\" href=\"/shared-2.js\">"), "{html}");
        assert!(html.contains("<div class=\"wp-lightbox-overlay\"") && html.contains(".wp-lightbox-overlay.active{"));
        let read = html.split("id=\"wp-script-module-data-@wordpress/interactivity\">").nth(1).expect("the state");
        let read: Value = serde_json::from_str(read.split("</script>").next().unwrap()).unwrap();
        let pictures = read["state"]["core/image"]["metadata"].as_object().unwrap();
        assert_eq!(pictures["image-1"]["alt"], "</script>");
        assert_eq!(read["config"]["core/image"]["closeButtonText"], "Close");
    }

    #[tokio::test]
    async fn a_page_without_such_a_block_or_on_a_host_without_scripts_has_none() {
        let (_folder, site) = site_with_a_picture().await;
        let html = ask(&site, &Request::visit("/hill/")).await.html;
        assert!(!html.contains("type=\"module\"") && html.contains("data-wp-interactive=\"core/image\""), "{html}");
        let addresses = vec!["/view-image-1.js".to_owned()];
        site.host().offer_block_scripts(BlockScripts::new([("core/image".to_owned(), addresses)]));
        let html = ask(&site, &Request::visit("/words/")).await.html;
        assert!(!html.contains("type=\"module\"") && !html.contains("modulepreload"), "{html}");
    }
}
