//! What a page is asked to show: WordPress's public query variables, typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// WordPress's public query variables. Numbers are 0 and texts empty where a variable was not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// A post of any public type by its number.
    pub p: i64,
    /// A page by its number.
    pub page_id: i64,
    /// A post by its slug.
    pub name: String,
    /// A page by its path of slugs.
    pub pagename: String,
    /// An attachment by its slug.
    pub attachment: String,
    /// An attachment by its number.
    pub attachment_id: i64,
    /// The post type; with nothing else, its archive.
    pub post_type: String,
    /// Year, month, day, hour, minute and second run together: `201203`.
    pub m: String,
    /// Year.
    pub year: u32,
    /// Month, from 1.
    pub monthnum: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// Week of the year.
    pub w: u32,
    /// Hour, where one was given.
    pub hour: Option<u32>,
    /// Minute, where one was given.
    pub minute: Option<u32>,
    /// Second, where one was given.
    pub second: Option<u32>,
    /// Category numbers, comma-separated; a minus sign leaves one out.
    pub cat: String,
    /// A category by its slug or path of slugs.
    pub category_name: String,
    /// A tag by its slug; `a,b` is either, `a+b` is both.
    pub tag: String,
    /// A tag by its number.
    pub tag_id: i64,
    /// Terms of custom taxonomies: taxonomy → slug.
    pub terms: BTreeMap<String, String>,
    /// An author by number.
    pub author: String,
    /// An author by nicename.
    pub author_name: String,
    /// What to search for; `Some("")` is a search for nothing.
    pub s: Option<String>,
    /// `true` for whole-field matches.
    pub exact: bool,
    /// `true` to search for the words as one phrase.
    pub sentence: bool,
    /// `asc` or `desc`.
    pub order: String,
    /// What to order by.
    pub orderby: String,
    /// The page of a list, from 1; 0 where none was given.
    pub paged: u64,
    /// The page of a post, from 1; 0 where none was given.
    pub page: u64,
    /// The page of comments; 0 where none was given.
    pub cpage: u64,
    /// `feed`, `rss2`, `atom`, …; empty where this is no feed.
    pub feed: String,
    /// A feed of comments where one of posts could be meant.
    pub withcomments: bool,
    /// A feed of posts where one of comments could be meant.
    pub withoutcomments: bool,
    /// Whether the post is to be shown as a card inside another page.
    pub embed: bool,
    /// Whether an unpublished version is asked for.
    pub preview: bool,
    /// A trackback address.
    pub tb: bool,
    /// `robots.txt`.
    pub robots: bool,
    /// `favicon.ico`.
    pub favicon: bool,
    /// A sitemap: `index`, `posts`, `taxonomies` or `users`.
    pub sitemap: String,
    /// The post type or taxonomy of a sitemap.
    pub sitemap_subtype: String,
    /// A sitemap's stylesheet: `sitemap` or `index`.
    pub sitemap_stylesheet: String,
    /// `404` where the address matches nothing.
    pub error: String,
}

impl Query {
    /// Whether any part of a date was given.
    pub fn is_date(&self) -> bool {
        self.year != 0
            || self.monthnum != 0
            || self.day != 0
            || self.w != 0
            || !self.m.is_empty()
            || self.hour.is_some()
            || self.minute.is_some()
            || self.second.is_some()
    }

    /// Whether one post was asked for, by whatever name.
    pub fn names_one_post(&self) -> bool {
        self.p != 0
            || self.page_id != 0
            || self.attachment_id != 0
            || !self.name.is_empty()
            || !self.pagename.is_empty()
            || !self.attachment.is_empty()
    }

    /// Whether an author was asked for.
    pub fn is_author(&self) -> bool {
        !self.author_name.is_empty() || (!self.author.is_empty() && self.author != "0")
    }

    /// Whether a category was asked for.
    pub fn is_category(&self) -> bool {
        !self.category_name.is_empty() || (!self.cat.is_empty() && self.cat != "0")
    }

    /// Whether a tag was asked for.
    pub fn is_tag(&self) -> bool {
        !self.tag.is_empty() || self.tag_id != 0
    }

    /// Whether this is a feed.
    pub fn is_feed(&self) -> bool {
        !self.feed.is_empty()
    }

    /// The page of a list, from 1.
    pub fn page_number(&self) -> u64 {
        self.paged.max(1)
    }
}
