//! Who may read all of a post: everybody, members, those who pay, or those with certain plans. Who may not gets what
//! stands before the mark in its text, and nothing where there is no mark.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::Post;
use crate::{Error, Result};

/// Who may read all of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// No restriction.
    Everybody,
    /// Whoever signed up.
    Members,
    /// Whoever has a plan that costs something.
    Paid,
    /// Whoever has one of these plans.
    Plans(Vec<i64>),
}

/// Who reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Anybody.
    #[default]
    Stranger,
    /// A member of the site.
    Member {
        /// The plan that counts just now, or 0.
        plan: i64,
        /// Whether it costs something.
        pays: bool,
    },
    /// Somebody who writes here.
    Staff,
}

/// Where the part for members begins: the block, or a comment in texts without blocks.
static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)<!--\s*(?:wp:platen/paywall|members-only)\b").expect("a constant pattern"));

impl Access {
    /// Reads `public` or nothing, `members`, `paid`, or `plans:3,5`, as columns and clients have it.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong =
            || Error::invalid("invalid_access", "Access is public, members, paid, or plans:1,2 with their numbers.");
        match text.trim() {
            "" | "public" => Ok(Self::Everybody),
            "members" => Ok(Self::Members),
            "paid" => Ok(Self::Paid),
            other => {
                let numbers = other.strip_prefix("plans:").ok_or_else(wrong)?;
                let plans: Result<Vec<i64>, _> = numbers.split(',').map(|number| number.trim().parse()).collect();
                plans.ok().filter(|plans| !plans.is_empty()).map(Self::Plans).ok_or_else(wrong)
            }
        }
    }

    /// The same as a column has it.
    pub fn column(&self) -> String {
        match self {
            Self::Everybody => String::new(),
            Self::Members => "members".to_owned(),
            Self::Paid => "paid".to_owned(),
            Self::Plans(plans) => {
                format!("plans:{}", plans.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
            }
        }
    }
}

/// Who may read all of the post. A mark alone makes the rest the members'; a setting that nobody understands closes it to
/// all readers.
pub fn of(post: &Post) -> Access {
    match Access::parse(&post.access).unwrap_or(Access::Plans(Vec::new())) {
        Access::Everybody if has_mark(&post.content) => Access::Members,
        access => access,
    }
}

/// Whether this reader gets all of the post.
pub fn may_read(post: &Post, reader: &Reader) -> bool {
    match (of(post), reader) {
        (Access::Everybody, _) | (_, Reader::Staff) | (Access::Members, Reader::Member { .. }) => true,
        (Access::Paid, Reader::Member { pays, .. }) => *pays,
        (Access::Plans(plans), Reader::Member { plan, .. }) => plans.contains(plan),
        (_, Reader::Stranger) => false,
    }
}

/// What this reader gets of the post's text. Every place that shows texts of posts asks this.
pub fn shown_content<'a>(post: &'a Post, reader: &Reader) -> Cow<'a, str> {
    if may_read(post, reader) {
        return Cow::Borrowed(&post.content);
    }
    let before = MARK.find(&post.content).map_or("", |mark| &post.content[..mark.start()]);
    Cow::Borrowed(before)
}

/// Whether a part of the text is for members.
pub fn has_mark(content: &str) -> bool {
    MARK.is_match(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::posts::{PostFields, create};
    use crate::{Actor, Site};

    async fn post(site: &Site, access: &str, content: &str) -> Post {
        let fields = PostFields {
            title: Some("T".into()),
            content: Some(content.into()),
            access: Some(access.into()),
            ..PostFields::default()
        };
        create(site, &Actor::System, "post", fields).await.unwrap()
    }

    #[tokio::test]
    async fn each_reader_gets_what_the_post_allows() {
        let (_folder, site) = fixture::site().await;
        let free = Reader::Member { plan: 0, pays: false };
        let paying = Reader::Member { plan: 7, pays: true };
        let text = "<p>open</p><!-- wp:platen/paywall {\"a\":1} /--><p>closed</p>";
        for (access, readers) in [
            ("", [false, true, true, true]),
            ("members", [false, true, true, true]),
            ("paid", [false, false, true, true]),
            ("plans:7,8", [false, false, true, true]),
            ("plans:8", [false, false, false, true]),
        ] {
            let post = post(&site, access, text).await;
            for (reader, may) in [Reader::Stranger, free.clone(), paying.clone(), Reader::Staff].iter().zip(readers) {
                assert_eq!(may_read(&post, reader), may, "{access} {reader:?}");
                assert_eq!(shown_content(&post, reader).contains("closed"), may, "{access} {reader:?}");
                assert!(shown_content(&post, reader).contains("open"));
            }
        }
    }

    #[tokio::test]
    async fn without_a_mark_all_of_it_is_closed() {
        let (_folder, site) = fixture::site().await;
        let post = post(&site, "paid", "<p>closed</p>").await;
        assert_eq!(shown_content(&post, &Reader::Stranger), "");
        assert_eq!(post.access, "paid");
    }

    #[tokio::test]
    async fn a_mark_makes_a_post_one_for_members_and_open_again_without_it() {
        let (_folder, site) = fixture::site().await;
        let post = post(&site, "public", "a<!--members-only-->b").await;
        assert_eq!(post.access, "members");
        let fields = PostFields { content: Some("a b".into()), access: Some(String::new()), ..PostFields::default() };
        let changed = crate::posts::update(&site, &Actor::System, post.id, fields).await.unwrap();
        assert_eq!(changed.access, "");
    }

    #[test]
    fn a_setting_that_is_none_is_refused() {
        for bad in ["plans:", "plans:x", "everybody", "paid,members"] {
            assert!(Access::parse(bad).is_err(), "{bad}");
        }
    }
}
