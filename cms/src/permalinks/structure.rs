//! The permalink settings of a site, taken apart once (WordPress's `WP_Rewrite::init`).

use chrono::{Datelike, NaiveDateTime, Timelike};

use crate::Settings;

/// The permalink settings of a site, and the addresses that need nothing else.
#[derive(Clone, Debug)]
pub struct Permalinks {
    home: String,
    structure: String,
    front: String,
    root: &'static str,
    trailing_slash: bool,
    page_on_front: i64,
}

impl Permalinks {
    /// The settings in force.
    pub fn new(settings: &Settings) -> Self {
        let structure = settings.permalink_structure();
        let front = structure.split('%').next().unwrap_or_default().to_owned();
        let root = if structure.starts_with("/index.php/") { "index.php/" } else { "" };
        let page_on_front = if settings.text("show_on_front") == "page" { settings.number("page_on_front") } else { 0 };
        let trailing_slash = structure.ends_with('/');
        Self { home: settings.home().to_owned(), structure, front, root, trailing_slash, page_on_front }
    }

    /// Whether addresses are words and not `?p=12`.
    pub fn is_pretty(&self) -> bool {
        !self.structure.is_empty()
    }

    /// The structure as the site set it.
    pub fn structure(&self) -> &str {
        &self.structure
    }

    /// What stands before the structure's first tag, with its slashes.
    pub fn front(&self) -> &str {
        &self.front
    }

    /// `index.php/` where addresses begin with it, else nothing.
    pub fn root(&self) -> &'static str {
        self.root
    }

    /// The static front page, or 0.
    pub fn page_on_front(&self) -> i64 {
        self.page_on_front
    }

    /// Whether a page's path and a post's could be the same, so that pages are looked up first
    /// (`use_verbose_page_rules`).
    pub fn is_verbose(&self) -> bool {
        let rest = self.structure.trim_start_matches('/').trim_start_matches("index.php/");
        ["%postname%", "%category%", "%tag%", "%author%"].iter().any(|tag| rest.starts_with(tag))
    }

    /// The home address, without a slash at the end.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// An address under the home address; `path` may begin with a slash.
    pub fn under_home(&self, path: &str) -> String {
        format!("{}/{}", self.home, path.trim_start_matches('/'))
    }

    /// `address` with or without its last slash, as the structure has it (`user_trailingslashit`).
    pub fn slashed(&self, address: &str) -> String {
        let bare = address.trim_end_matches('/');
        if self.trailing_slash { format!("{bare}/") } else { bare.to_owned() }
    }

    /// The structure of dates, which follows the order that the post structure has (`get_date_permastruct`).
    pub fn date_structure(&self) -> String {
        const ORDERS: [&str; 3] = ["%year%/%monthnum%/%day%", "%day%/%monthnum%/%year%", "%monthnum%/%day%/%year%"];
        let order = ORDERS.iter().find(|order| self.structure.contains(*order)).unwrap_or(&ORDERS[0]);
        let tags = self.structure.split('%').skip(1).step_by(2).take(3);
        let between = if tags.into_iter().any(|tag| tag == "post_id") { "date/" } else { "" };
        format!("{}{between}{order}", self.front)
    }

    /// The archive of a year, a month or a day (`get_year_link`, `get_month_link`, `get_day_link`).
    pub fn date(&self, year: u32, month: Option<u32>, day: Option<u32>) -> String {
        if !self.is_pretty() {
            let month = month.map(|month| format!("{month:02}")).unwrap_or_default();
            let day = day.map(|day| format!("{day:02}")).unwrap_or_default();
            return self.under_home(&format!("?m={year}{month}{day}"));
        }
        let part = |number: Option<u32>| number.map(|number| format!("{number:02}")).unwrap_or_default();
        let path = self.date_structure().replace("%year%", &year.to_string());
        let path = path.replace("%monthnum%", &part(month)).replace("%day%", &part(day));
        self.under_home(&self.slashed(&without_doubled_slashes(&path)))
    }

    /// The archive of the day of `date`.
    pub fn day_of(&self, date: NaiveDateTime) -> String {
        self.date(date.year().unsigned_abs(), Some(date.month()), Some(date.day()))
    }

    /// The archive of an author (`get_author_posts_url`).
    pub fn author(&self, id: i64, nicename: &str) -> String {
        if !self.is_pretty() {
            return self.under_home(&format!("?author={id}"));
        }
        self.under_home(&self.slashed(&format!("{}author/{nicename}", self.front)))
    }

    /// The results of a search (`get_search_link`).
    pub fn search(&self, words: &str) -> String {
        let encoded: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
        if !self.is_pretty() {
            return self.under_home(&format!("?s={encoded}"));
        }
        self.under_home(&self.slashed(&format!("{}search/{}", self.root, encoded.replace("%2F", "/"))))
    }

    /// The site's feed of posts; `kind` is `rss2` or `atom`, … (`get_feed_link`).
    pub fn feed(&self, kind: &str) -> String {
        self.feed_under("", kind)
    }

    /// The site's feed of comments.
    pub fn comments_feed(&self, kind: &str) -> String {
        if !self.is_pretty() {
            return self.under_home(&format!("?feed=comments-{kind}"));
        }
        self.feed_under("comments/", kind)
    }

    fn feed_under(&self, folder: &str, kind: &str) -> String {
        if !self.is_pretty() {
            return self.under_home(&format!("?feed={kind}"));
        }
        let kind = if kind == "rss2" || kind == "feed" { "" } else { kind };
        self.under_home(&self.slashed(&format!("{}{folder}feed/{kind}", self.root)))
    }

    /// The feed of what stands at `address`: an archive's posts, a post's comments.
    pub fn feed_of(&self, address: &str, kind: &str) -> String {
        if address.contains('?') || !self.is_pretty() {
            let joint = if address.contains('?') { '&' } else { '?' };
            return format!("{address}{joint}feed={kind}");
        }
        let kind = if kind == "rss2" || kind == "feed" { "" } else { kind };
        self.slashed(&format!("{}/feed/{kind}", address.trim_end_matches('/')))
    }

    /// The archive of a post type; none where it has none (`get_post_type_archive_link`).
    pub fn type_archive(&self, post_type: &crate::posts::PostType) -> Option<String> {
        let archive = post_type.archive.as_deref()?;
        if !self.is_pretty() {
            return Some(self.under_home(&format!("?post_type={}", post_type.name)));
        }
        let front = if post_type.with_front { self.front.as_str() } else { self.root };
        Some(self.under_home(&self.slashed(&format!("{front}{archive}"))))
    }

    /// The structure filled for a post of type `post`.
    pub(super) fn filled(&self, date: NaiveDateTime, slug: &str, id: i64, category: &str, author: &str) -> String {
        let mut path = String::with_capacity(self.structure.len() + slug.len());
        let mut pieces = self.structure.split('%');
        path.push_str(pieces.next().unwrap_or_default());
        while let Some(tag) = pieces.next() {
            match tag {
                "year" => path.push_str(&date.year().to_string()),
                "monthnum" => path.push_str(&format!("{:02}", date.month())),
                "day" => path.push_str(&format!("{:02}", date.day())),
                "hour" => path.push_str(&format!("{:02}", date.hour())),
                "minute" => path.push_str(&format!("{:02}", date.minute())),
                "second" => path.push_str(&format!("{:02}", date.second())),
                "postname" | "pagename" => path.push_str(slug),
                "post_id" => path.push_str(&id.to_string()),
                "category" => path.push_str(category),
                "author" => path.push_str(author),
                other => path.push_str(&format!("%{other}%")),
            }
            path.push_str(pieces.next().unwrap_or_default());
        }
        self.under_home(&self.slashed(&path))
    }
}

fn without_doubled_slashes(path: &str) -> String {
    let mut clean = path.to_owned();
    while clean.contains("//") {
        clean = clean.replace("//", "/");
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with(structure: &str) -> Permalinks {
        let values = [("permalink_structure".to_owned(), json!(structure))];
        Permalinks::new(&Settings::new(values.into(), "http://example.com".into()))
    }

    #[test]
    fn a_date_archive_follows_the_order_of_the_structure() {
        assert_eq!(with("/%year%/%postname%/").date(2012, Some(1), None), "http://example.com/2012/01/");
        let german = with("/%day%/%monthnum%/%year%/%postname%");
        assert_eq!(german.date(2012, Some(1), Some(4)), "http://example.com/04/01/2012");
        assert_eq!(german.date(2012, None, None), "http://example.com/2012");
        assert_eq!(with("/archives/%post_id%").date(2012, None, None), "http://example.com/archives/date/2012");
        assert_eq!(with("").date(2012, Some(1), None), "http://example.com/?m=201201");
    }

    #[test]
    fn every_tag_of_a_structure_is_filled() {
        let links = with("/%year%/%monthnum%/%day%/%hour%/%minute%/%second%/%post_id%/%category%/%author%/%postname%/");
        let date = NaiveDateTime::parse_from_str("2012-01-03 04:05:06", "%Y-%m-%d %H:%M:%S").unwrap();
        let address = links.filled(date, "slug", 7, "a/b", "ann");
        assert_eq!(address, "http://example.com/2012/01/03/04/05/06/7/a/b/ann/slug/");
    }

    #[test]
    fn feeds_stand_under_what_they_are_of() {
        let links = with("/%postname%/");
        assert_eq!(links.feed("rss2"), "http://example.com/feed/");
        assert_eq!(links.comments_feed("atom"), "http://example.com/comments/feed/atom/");
        assert_eq!(links.feed_of("http://example.com/a/", "rss2"), "http://example.com/a/feed/");
        assert_eq!(with("").feed_of("http://example.com/?cat=1", "rss2"), "http://example.com/?cat=1&feed=rss2");
    }
}
