//! The posts of a feed, with everything that any of the formats says about them.

use chrono::NaiveDateTime;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::posts::{self, Beside, Post, PublishedPosts};
use crate::terms::Term;
use crate::{CacheTag, Result, Site, comments, content, formatting, permalinks, users};

/// A post as feeds show it.
pub(super) struct Item {
    pub id: i64,
    /// Escaped for XML.
    pub title: String,
    pub link: String,
    /// Escaped for XML.
    pub guid: String,
    pub author: String,
    pub author_url: String,
    pub site_url: String,
    pub published: NaiveDateTime,
    pub modified: NaiveDateTime,
    /// Names of its categories and tags, each once.
    pub categories: Vec<String>,
    pub excerpt: String,
    /// The whole content; none where the site feeds excerpts only.
    pub content: Option<String>,
    pub comments: Option<ItemComments>,
    pub enclosures: Vec<Enclosure>,
    /// What it was made from besides its own row.
    pub tags: Vec<CacheTag>,
}

/// Where a post's comments are.
pub(super) struct ItemComments {
    pub page: String,
    pub feed: String,
    pub atom_feed: String,
    pub count: i64,
}

/// A file that belongs to a post, from its `enclosure` meta.
pub(super) struct Enclosure {
    pub url: String,
    pub length: String,
    pub mime_type: String,
}

/// When anything published on the site last changed (WordPress's `get_lastpostmodified`), in UTC.
pub(super) async fn last_modified(site: &Site) -> Result<NaiveDateTime> {
    let newest = PublishedPosts::any(site)
        .filter(posts::entity::Column::Status.eq("publish"))
        .filter(posts::entity::Column::PostType.is_in(["post", "page", "attachment"]))
        .order_by_desc(posts::entity::Column::ModifiedGmt);
    let newest = sea_orm::QuerySelect::limit(newest, 1).one(site.reader()).await?;
    Ok(newest.map_or_else(|| site.host().now(), |post| post.modified_gmt))
}

/// Loads what the feed says about `posts`, in queries whose number does not grow with theirs.
pub(super) async fn load(site: &Site, posts: &[Post]) -> Result<Vec<Item>> {
    let ids: Vec<i64> = posts.iter().map(|post| post.id).collect();
    let Beside { terms, meta, .. } = posts::beside(site, &ids).await?;
    let people = users::by_ids(site.host(), posts.iter().map(|post| post.author_id)).await?;
    let mut links = permalinks::of_posts(site, &posts.iter().collect::<Vec<_>>()).await?;
    let addresses = permalinks::Permalinks::new(site.settings());
    let mut items = Vec::with_capacity(posts.len());
    for post in posts {
        let link = links.remove(&post.id).unwrap_or_default();
        let author = people.iter().find(|person| person.id == post.author_id);
        let rendered = content::feed(site, post).await?;
        items.push(Item {
            id: post.id,
            title: title(site, post),
            guid: formatting::esc_html(&post.guid).into_owned(),
            author: author.map(|person| person.display_name.clone()).unwrap_or_default(),
            author_url: author.map(|person| person.url.clone()).unwrap_or_default(),
            site_url: site.url().to_owned(),
            published: post.date_gmt.unwrap_or(post.date),
            modified: post.modified_gmt,
            categories: categories(terms.get(&post.id).map_or(&[], Vec::as_slice)),
            excerpt: formatting::ent2ncr(&formatting::convert_chars(&rendered.plain_excerpt)).into_owned(),
            content: (!site.settings().flag("rss_use_excerpt")).then(|| content_for_feed(&rendered.content)),
            comments: item_comments(site, &addresses, post, &link),
            enclosures: enclosures(meta.get(&post.id).map_or(&[], Vec::as_slice)),
            tags: rendered.tags.clone(),
            link,
        });
    }
    Ok(items)
}

/// `get_the_content_feed`: what would end a CDATA section is written out, and emoji are images.
fn content_for_feed(content: &str) -> String {
    formatting::staticize_emoji(&content.replace("]]>", "]]&gt;")).into_owned()
}

/// `the_title_rss`: the title without tags, entities as numbers.
pub(super) fn title(site: &Site, post: &Post) -> String {
    let shown = content::title(site, post);
    super::channel::escaped(&formatting::strip_tags(&shown))
}

fn categories(terms: &[Term]) -> Vec<String> {
    let of = |taxonomy: &'static str| terms.iter().filter(move |term| term.taxonomy == taxonomy);
    let mut names: Vec<String> = Vec::new();
    for term in of("category").chain(of("post_tag")) {
        let name = formatting::decode_html_text(&term.name).into_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn item_comments(site: &Site, addresses: &permalinks::Permalinks, post: &Post, link: &str) -> Option<ItemComments> {
    if post.comment_count == 0 && !comments::are_open(site, post) {
        return None;
    }
    let fragment = if post.comment_count > 0 { "comments" } else { "respond" };
    Some(ItemComments {
        page: format!("{link}#{fragment}"),
        feed: addresses.feed_of(link, ""),
        atom_feed: addresses.feed_of(link, "atom"),
        count: post.comment_count,
    })
}

fn enclosures(meta: &[(String, String)]) -> Vec<Enclosure> {
    let values = meta.iter().filter(|(key, _)| key == "enclosure").map(|(_, value)| value);
    values
        .filter_map(|value| {
            let mut lines = value.lines().map(str::trim);
            let (url, length, mime_type) = (lines.next()?, lines.next()?, lines.next()?);
            let mime_type = mime_type.split_whitespace().next()?;
            Some(Enclosure { url: url.into(), length: length.into(), mime_type: mime_type.into() })
        })
        .collect()
}
