//! What a document that changes makes stale, and what is counted anew.

use std::collections::BTreeSet;

use cms::{CacheTag, Change, Result, Site, posts, sites};

use crate::documents::{self, Document, Kind};

/// Notes it for a document before and after.
pub(super) fn note(change: &mut Change, before: Option<&Document>, after: Option<&Document>) {
    for document in [before, after].into_iter().flatten() {
        let number = document.key.number().unwrap_or_default();
        match document.key.kind {
            Kind::Post => of_post(change, document, number),
            Kind::Term => {
                change.makes_stale(CacheTag::Term(number));
                change.makes_stale(CacheTag::Terms(document.field("taxonomy").to_owned()));
                if document.field("taxonomy") == "nav_menu" {
                    change.makes_stale(CacheTag::Menus);
                }
            }
            Kind::Option => {
                change.makes_stale(CacheTag::Settings);
                change.makes_stale(CacheTag::Theme);
                change.makes_stale(CacheTag::Site);
            }
            Kind::Redirect => change.makes_stale(CacheTag::Redirects),
        }
    }
    let place = |document: &Document| (document.field("slug").to_owned(), document.number("parent_id"));
    if before.map(place) != after.map(place) && before.is_some() {
        // The addresses of everything below it, and links to them, stand on many pages.
        change.makes_stale(CacheTag::Site);
    }
}

fn of_post(change: &mut Change, document: &Document, number: i64) {
    change.makes_stale(CacheTag::Post(number));
    change.makes_stale(CacheTag::Posts(document.field("post_type").to_owned()));
    change.makes_stale(CacheTag::Comments(number));
    match document.field("post_type") {
        "nav_menu_item" | "wp_navigation" => change.makes_stale(CacheTag::Menus),
        "wp_template" | "wp_template_part" | "wp_global_styles" | "custom_css" => change.makes_stale(CacheTag::Theme),
        _ => {}
    }
}

/// Counts anew what these documents touch, has the events of posts that are to be published later follow, and sees to it
/// that numbers they brought are not given out again.
pub(super) async fn settle(
    change: &mut Change,
    site: &Site,
    pairs: &[(Option<&Document>, Option<&Document>)],
) -> Result<()> {
    let (mut touched_posts, mut touched_terms) = (BTreeSet::new(), BTreeSet::new());
    for (before, after) in pairs {
        note(change, *before, *after);
        for document in [before, after].into_iter().flatten() {
            let number = document.key.number().unwrap_or_default();
            match document.key.kind {
                Kind::Post => {
                    touched_posts.insert(number);
                    touched_terms.extend(documents::term_ids(document));
                }
                Kind::Term => drop(touched_terms.insert(number)),
                _ => {}
            }
        }
        if let Some(after) = after.filter(|after| after.key.kind == Kind::Post) {
            let before = before.map(|before| documents::post_of(site.id(), before)).transpose()?;
            posts::follow_schedule(change, site, &documents::post_of(site.id(), after)?, before.as_ref()).await?;
        }
    }
    for id in &touched_terms {
        change.makes_stale(CacheTag::Term(*id));
    }
    let connection = change.connection();
    documents::recount(connection, site.id(), Some((&touched_posts, &touched_terms))).await?;
    let last = |ids: &BTreeSet<i64>| ids.last().copied().unwrap_or_default();
    let (last_post, last_term) = (last(&touched_posts), last(&touched_terms));
    sites::at_least(connection, site.id(), sites::Kind::Posts, last_post).await?;
    sites::at_least(connection, site.id(), sites::Kind::Terms, last_term).await
}
