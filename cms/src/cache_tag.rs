//! Names for what a page was made from, and so for what a change makes stale. The one place where they are named.

use std::fmt;
use std::str::FromStr;

/// One thing that a page, a fragment or a cached row rests on. The text form (`post:12`) goes into the purge outbox.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CacheTag {
    /// Everything of the site.
    Site,
    /// The site's options, its title and addresses.
    Settings,
    /// The active theme and its settings.
    Theme,
    /// Any navigation menu.
    Menus,
    /// One post of any type, with its meta and terms.
    Post(i64),
    /// Which posts of a type exist, and in which order: lists, archives, feeds, sitemaps.
    Posts(String),
    /// One term.
    Term(i64),
    /// Which terms of a taxonomy exist.
    Terms(String),
    /// The comments of one post.
    Comments(i64),
    /// Any approved comment: latest comments, the comments feed.
    AllComments,
    /// One person's public profile.
    User(i64),
    /// Old addresses that lead elsewhere.
    Redirects,
}

impl fmt::Display for CacheTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site => formatter.write_str("site"),
            Self::Settings => formatter.write_str("settings"),
            Self::Theme => formatter.write_str("theme"),
            Self::Menus => formatter.write_str("menus"),
            Self::Post(id) => write!(formatter, "post:{id}"),
            Self::Posts(post_type) => write!(formatter, "posts:{post_type}"),
            Self::Term(id) => write!(formatter, "term:{id}"),
            Self::Terms(taxonomy) => write!(formatter, "terms:{taxonomy}"),
            Self::Comments(id) => write!(formatter, "comments:{id}"),
            Self::AllComments => formatter.write_str("comments"),
            Self::User(id) => write!(formatter, "user:{id}"),
            Self::Redirects => formatter.write_str("redirects"),
        }
    }
}

/// A tag that this version does not know: written by a newer one, and treated as "everything".
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownTag;

impl FromStr for CacheTag {
    type Err = UnknownTag;

    fn from_str(text: &str) -> Result<Self, UnknownTag> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        let id = || rest.parse::<i64>().map_err(|_| UnknownTag);
        Ok(match kind {
            "site" => Self::Site,
            "settings" => Self::Settings,
            "theme" => Self::Theme,
            "menus" => Self::Menus,
            "post" => Self::Post(id()?),
            "posts" => Self::Posts(rest.to_owned()),
            "term" => Self::Term(id()?),
            "terms" => Self::Terms(rest.to_owned()),
            "comments" if rest.is_empty() => Self::AllComments,
            "comments" => Self::Comments(id()?),
            "user" => Self::User(id()?),
            "redirects" => Self::Redirects,
            _ => return Err(UnknownTag),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_survives_its_text_form() {
        let tags = [
            CacheTag::Site,
            CacheTag::Settings,
            CacheTag::Theme,
            CacheTag::Menus,
            CacheTag::Post(12),
            CacheTag::Posts("page".into()),
            CacheTag::Term(3),
            CacheTag::Terms("post_tag".into()),
            CacheTag::Comments(4),
            CacheTag::AllComments,
            CacheTag::User(1),
            CacheTag::Redirects,
        ];
        for tag in tags {
            assert_eq!(tag.to_string().parse(), Ok(tag));
        }
        assert_eq!("later:1".parse::<CacheTag>(), Err(UnknownTag));
    }
}
