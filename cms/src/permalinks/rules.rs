//! From a permalink structure to the rules that read paths, in WordPress's order (`WP_Rewrite::rewrite_rules`): the
//! order decides which of several meanings a path has.

use regex::{Regex, RegexSet};

use super::Permalinks;
use crate::posts::{PostType, types};
use crate::terms::{Taxonomy, taxonomies};
use crate::{Error, Result, Settings};

const FEEDS: &str = "(feed|rdf|rss|rss2|atom)/?$";
const PAGE: &str = "page/?([0-9]{1,})/?$";
const COMMENT_PAGE: &str = "comment-page-([0-9]{1,})/?$";

/// What a rule gives a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// What the pattern's group caught.
    Group(usize),
    /// Always this.
    Fixed(String),
}

/// One rule: a pattern over the whole path, and the variables it sets.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// The pattern.
    pub pattern: String,
    /// Variables in their order.
    pub sets: Vec<(String, Given)>,
}

/// All rules of a site, compiled.
#[derive(Debug)]
pub(super) struct Rules {
    set: RegexSet,
    rules: Vec<(Regex, Rule)>,
}

impl Rules {
    /// The rules that the site's settings make.
    pub fn compile(settings: &Settings) -> Result<Self> {
        let rules = all(settings);
        let broken = |error: regex::Error| Error::Internal(format!("the permalink structure makes no rules: {error}"));
        let whole = |rule: &Rule| format!("^(?:{})", rule.pattern);
        let set = RegexSet::new(rules.iter().map(whole)).map_err(broken)?;
        let compile = |rule: Rule| Ok((Regex::new(&whole(&rule)).map_err(broken)?, rule));
        Ok(Self { set, rules: rules.into_iter().map(compile).collect::<Result<_>>()? })
    }

    /// Every rule that matches `path`, the first to be tried first, with what it caught.
    pub fn matching<'a>(&'a self, path: &'a str) -> impl Iterator<Item = Vec<(&'a str, String)>> {
        let indexes: Vec<usize> = self.set.matches(path).into_iter().collect();
        indexes.into_iter().filter_map(move |index| {
            let (regex, rule) = &self.rules[index];
            let caught = regex.captures(path)?;
            let value = |given: &Given| match given {
                Given::Group(number) => caught.get(*number).map_or("", |text| text.as_str()).to_owned(),
                Given::Fixed(text) => text.clone(),
            };
            Some(rule.sets.iter().map(|(name, given)| (name.as_str(), value(given))).collect())
        })
    }
}

fn all(settings: &Settings) -> Vec<Rule> {
    let links = Permalinks::new(settings);
    let (types, taxonomies) = (types(settings), taxonomies(settings));
    let tags = Tags { types: &types, taxonomies: &taxonomies };
    let mut rules = sitemaps();
    rules.extend(types.iter().flat_map(|post_type| archives(&links, post_type)));
    for taxonomy in taxonomies.iter().filter(|taxonomy| taxonomy.public) {
        rules.extend(of_taxonomy(&links, taxonomy, &tags));
    }
    for post_type in types.iter().filter(|found| found.public && !found.builtin) {
        rules.extend(of_type(&links, post_type, &tags));
    }
    rules.extend(files());
    rules.extend(of_root(&links));
    rules.extend(comments_feed(&links));
    rules.extend(Structure::new(&format!("{}search/%search%", links.root())).rules(&tags));
    rules.extend(Structure::new(&format!("{}author/%author%", links.front())).rules(&tags));
    rules.extend(Structure::new(&links.date_structure()).rules(&tags));
    let page = Structure { walks: false, comments: true, ..Structure::new(&format!("{}%pagename%", links.root())) };
    let post = Structure { comments: true, ..Structure::new(links.structure()) };
    let (first, second) = if links.is_verbose() { (page, post) } else { (post, page) };
    rules.extend(first.rules(&tags));
    rules.extend(second.rules(&tags));
    rules
}

fn rule(pattern: &str, sets: &[(&str, Given)]) -> Rule {
    let sets = sets.iter().map(|(name, given)| ((*name).to_owned(), given.clone())).collect();
    Rule { pattern: pattern.to_owned(), sets }
}

fn fixed(text: &str) -> Given {
    Given::Fixed(text.to_owned())
}

fn sitemaps() -> Vec<Rule> {
    vec![
        rule(r"wp-sitemap\.xml$", &[("sitemap", fixed("index"))]),
        rule(r"wp-sitemap\.xsl$", &[("sitemap-stylesheet", fixed("sitemap"))]),
        rule(r"wp-sitemap-index\.xsl$", &[("sitemap-stylesheet", fixed("index"))]),
        rule(
            r"wp-sitemap-([a-z]+?)-([a-z\d_-]+?)-(\d+?)\.xml$",
            &[("sitemap", Given::Group(1)), ("sitemap-subtype", Given::Group(2)), ("paged", Given::Group(3))],
        ),
        rule(r"wp-sitemap-([a-z]+?)-(\d+?)\.xml$", &[("sitemap", Given::Group(1)), ("paged", Given::Group(2))]),
    ]
}

fn files() -> Vec<Rule> {
    vec![
        rule(r"robots\.txt$", &[("robots", fixed("1"))]),
        rule(r"favicon\.ico$", &[("favicon", fixed("1"))]),
        rule(r"sitemap\.xml", &[("sitemap", fixed("index"))]),
        rule(r".*wp-(atom|rdf|rss|rss2|feed|commentsrss2)\.php$", &[("feed", fixed("old"))]),
    ]
}

fn archives(links: &Permalinks, post_type: &PostType) -> Vec<Rule> {
    let Some(archive) = post_type.archive.as_deref() else { return Vec::new() };
    let front = if post_type.with_front { links.front().trim_start_matches('/') } else { links.root() };
    let base = format!("{front}{}", regex::escape(archive));
    let of_type = ("post_type", fixed(&post_type.name));
    vec![
        rule(&format!("{base}/?$"), std::slice::from_ref(&of_type)),
        rule(&format!("{base}/feed/{FEEDS}"), &[of_type.clone(), ("feed", Given::Group(1))]),
        rule(&format!("{base}/{FEEDS}"), &[of_type.clone(), ("feed", Given::Group(1))]),
        rule(&format!("{base}/{PAGE}"), &[of_type, ("paged", Given::Group(1))]),
    ]
}

fn of_taxonomy(links: &Permalinks, taxonomy: &Taxonomy, tags: &Tags) -> Vec<Rule> {
    let Some(base) = taxonomy.rewrite.as_deref() else { return Vec::new() };
    let front = if taxonomy.with_front { links.front() } else { links.root() };
    let whole = Structure::new(&format!("{front}{base}/%{}%", taxonomy.name));
    Structure { walks: taxonomy.name != "post_format", ..whole }.rules(tags)
}

fn of_type(links: &Permalinks, post_type: &PostType, tags: &Tags) -> Vec<Rule> {
    let Some(base) = post_type.rewrite.as_deref() else { return Vec::new() };
    let front = if post_type.with_front { links.front() } else { links.root() };
    let whole = Structure::new(&format!("{front}{base}/%{}%", post_type.name));
    Structure { comments: true, walks: false, ..whole }.rules(tags)
}

fn of_root(links: &Permalinks) -> Vec<Rule> {
    let root = links.root();
    let mut rules = vec![
        rule(&format!("{root}feed/{FEEDS}"), &[("feed", Given::Group(1))]),
        rule(&format!("{root}{FEEDS}"), &[("feed", Given::Group(1))]),
        rule(&format!("{root}embed/?$"), &[("embed", fixed("true"))]),
        rule(&format!("{root}{PAGE}"), &[("paged", Given::Group(1))]),
    ];
    if links.page_on_front() != 0 {
        let front = fixed(&links.page_on_front().to_string());
        rules.push(rule(&format!("{root}{COMMENT_PAGE}"), &[("page_id", front), ("cpage", Given::Group(1))]));
    }
    rules
}

fn comments_feed(links: &Permalinks) -> Vec<Rule> {
    let base = format!("{}comments/", links.root());
    let sets = [("feed", Given::Group(1)), ("withcomments", fixed("1"))];
    vec![
        rule(&format!("{base}feed/{FEEDS}"), &sets),
        rule(&format!("{base}{FEEDS}"), &sets),
        rule(&format!("{base}embed/?$"), &[("embed", fixed("true"))]),
    ]
}

/// What each tag of a structure matches, and the variable it sets.
struct Tags<'a> {
    types: &'a [PostType],
    taxonomies: &'a [Taxonomy],
}

impl Tags<'_> {
    fn meaning(&self, tag: &str) -> Option<(&'static str, String)> {
        let known = match tag {
            "year" => ("([0-9]{4})", "year"),
            "monthnum" | "day" | "hour" | "minute" | "second" => ("([0-9]{1,2})", tag),
            "postname" => ("([^/]+)", "name"),
            "post_id" => ("([0-9]+)", "p"),
            "author" => ("([^/]+)", "author_name"),
            "pagename" => ("(.?.+?)", "pagename"),
            "search" => ("(.+)", "s"),
            _ => return self.own(tag),
        };
        Some((known.0, known.1.to_owned()))
    }

    fn own(&self, tag: &str) -> Option<(&'static str, String)> {
        let pattern = |hierarchical: bool| if hierarchical { "(.+?)" } else { "([^/]+)" };
        if let Some(taxonomy) = self.taxonomies.iter().find(|found| found.name == tag) {
            return Some((pattern(taxonomy.hierarchical), taxonomy.query_var.clone()));
        }
        let own = self.types.iter().find(|found| found.name == tag)?;
        Some((pattern(own.hierarchical), own.name.clone()))
    }

    /// `Some(hierarchical)` where the tag is a registered type's own.
    fn own_type(&self, tag: &str) -> Option<bool> {
        self.types.iter().find(|found| !found.builtin && found.name == tag).map(|found| found.hierarchical)
    }
}

/// One structure of addresses, from which many rules are made (`generate_rewrite_rules`).
struct Structure {
    text: String,
    walks: bool,
    comments: bool,
}

impl Structure {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), walks: true, comments: false }
    }

    /// Rules for the whole structure, then for what stands above its last folder, and so on up.
    fn rules(&self, tags: &Tags) -> Vec<Rule> {
        let front = self.text.split('%').next().unwrap_or_default();
        let rest = self.text[front.len()..].trim_matches('/');
        let front = front.trim_start_matches('/');
        let folders: Vec<&str> = if self.walks { rest.split('/').collect() } else { vec![rest] };
        let mut levels = Vec::new();
        for count in 1..=folders.len() {
            let path = format!("{front}{}/", folders[..count].join("/"));
            levels.push(self.level(path.trim_start_matches('/'), tags));
        }
        levels.into_iter().rev().flatten().collect()
    }

    fn level(&self, path: &str, tags: &Tags) -> Vec<Rule> {
        let level = Level::new(path, tags);
        let mut rules = level.ways(self.comments);
        if level.is_post {
            let mut whole = level.attachments("/attachment/([^/]+)/");
            whole.push(level.with("embed/?$", &[("embed", fixed("true"))]));
            whole.push(level.with("trackback/?$", &[("tb", fixed("1"))]));
            whole.append(&mut rules);
            whole.push(level.post());
            if !level.is_page {
                whole.extend(level.attachments("/([^/]+)/"));
            }
            return whole;
        }
        if !level.sets.is_empty() {
            rules.push(level.with("?$", &[]));
        }
        rules
    }
}

/// A structure down to one folder.
struct Level {
    pattern: String,
    sets: Vec<(String, Given)>,
    is_post: bool,
    is_page: bool,
}

impl Level {
    fn new(path: &str, tags: &Tags) -> Self {
        let mut level = Self { pattern: String::new(), sets: Vec::new(), is_post: false, is_page: false };
        let mut names = Vec::new();
        for (index, piece) in path.split('%').enumerate() {
            match (index % 2 == 1).then(|| tags.meaning(piece)).flatten() {
                Some((pattern, variable)) => {
                    level.pattern.push_str(pattern);
                    level.sets.push((variable, Given::Group(level.sets.len() + 1)));
                    names.push(piece);
                }
                None => level.pattern.push_str(&regex::escape(piece)),
            }
        }
        let has = |tag: &str| names.contains(&tag);
        let moment = ["year", "monthnum", "day", "hour", "minute", "second"].iter().all(|tag| has(tag));
        let own = names.iter().find_map(|tag| tags.own_type(tag));
        level.is_page = has("pagename") || own == Some(true);
        level.is_post = level.is_page || has("postname") || has("post_id") || moment || own.is_some();
        level
    }

    fn next_group(&self) -> Given {
        Given::Group(self.sets.len() + 1)
    }

    /// The level's pattern followed by `suffix`, setting `also` besides.
    fn with(&self, suffix: &str, also: &[(&str, Given)]) -> Rule {
        let also = also.iter().map(|(name, given)| ((*name).to_owned(), given.clone()));
        let sets = self.sets.iter().cloned().chain(also).collect();
        Rule { pattern: format!("{}{suffix}", self.pattern), sets }
    }

    /// Feeds, cards and later pages.
    fn ways(&self, comments: bool) -> Vec<Rule> {
        let next = self.next_group();
        let mut rules = vec![
            self.with(&format!("feed/{FEEDS}"), &[("feed", next.clone())]),
            self.with(FEEDS, &[("feed", next.clone())]),
            self.with("embed/?$", &[("embed", fixed("true"))]),
            self.with(PAGE, &[("paged", next.clone())]),
        ];
        if comments {
            rules.push(self.with(COMMENT_PAGE, &[("cpage", next)]));
        }
        rules
    }

    fn post(&self) -> Rule {
        let bare = self.pattern.trim_end_matches('/');
        let mut rule = self.with("", &[("page", self.next_group())]);
        rule.pattern = format!("{bare}(?:/([0-9]+))?/?$");
        rule
    }

    /// An attachment below the post.
    fn attachments(&self, below: &str) -> Vec<Rule> {
        let bare = self.pattern.trim_end_matches('/').replace(['(', ')'], "");
        let base = format!("{bare}{below}");
        let slug = ("attachment", Given::Group(1));
        let second = |name: &'static str| [slug.clone(), (name, Given::Group(2))];
        vec![
            rule(&format!("{base}?$"), std::slice::from_ref(&slug)),
            rule(&format!("{base}trackback/?$"), &[slug.clone(), ("tb", fixed("1"))]),
            rule(&format!("{base}feed/{FEEDS}"), &second("feed")),
            rule(&format!("{base}{FEEDS}"), &second("feed")),
            rule(&format!("{base}{COMMENT_PAGE}"), &second("cpage")),
            rule(&format!("{base}embed/?$"), &[slug.clone(), ("embed", fixed("true"))]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn first(structure: &str, path: &str) -> Vec<(String, String)> {
        let values = [("permalink_structure".to_owned(), json!(structure))];
        let rules = Rules::compile(&Settings::new(values.into(), "http://example.com".into())).unwrap();
        let found = rules.matching(path).next().unwrap_or_default();
        found.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn is(structure: &str, path: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(first(structure, path), expected, "{path} under {structure}");
    }

    const DAY: &str = "/%year%/%monthnum%/%day%/%postname%/";

    #[test]
    fn a_path_of_a_dated_structure_is_a_post_a_date_or_a_page() {
        is(DAY, "2012/01/03/hello", &[("year", "2012"), ("monthnum", "01"), ("day", "03"), ("name", "hello")]);
        is(
            DAY,
            "2012/01/03/hello/2",
            &[("year", "2012"), ("monthnum", "01"), ("day", "03"), ("name", "hello"), ("page", "2")],
        );
        is(DAY, "2012/1", &[("year", "2012"), ("monthnum", "1")]);
        is(DAY, "2012/01/page/3", &[("year", "2012"), ("monthnum", "01"), ("paged", "3")]);
        is(DAY, "about/team", &[("pagename", "about/team")]);
        is(DAY, "2012/01/03/hello/photo", &[("attachment", "photo")]);
    }

    #[test]
    fn archives_and_feeds_have_their_own_rules() {
        is(DAY, "category/a/b", &[("category_name", "a/b")]);
        is(DAY, "category/a/b/page/2", &[("category_name", "a/b"), ("paged", "2")]);
        is(DAY, "tag/x/feed/atom", &[("tag", "x"), ("feed", "atom")]);
        is(DAY, "author/ann", &[("author_name", "ann")]);
        is(DAY, "search/a+b", &[("s", "a+b")]);
        is(DAY, "comments/feed", &[("feed", "feed"), ("withcomments", "1")]);
        is(DAY, "feed", &[("feed", "feed")]);
        is(DAY, "wp-sitemap-posts-page-2.xml", &[("sitemap", "posts"), ("sitemap-subtype", "page"), ("paged", "2")]);
    }

    #[test]
    fn a_structure_of_post_names_tries_pages_first() {
        is("/%postname%/", "hello", &[("pagename", "hello")]);
        is("/%postname%/", "2012/05", &[("year", "2012"), ("monthnum", "05")]);
        is("/%category%/%postname%/", "news/hello", &[("pagename", "news/hello")]);
        is("/archives/%post_id%", "archives/12", &[("p", "12")]);
        is("/archives/%post_id%", "archives/date/2012", &[("year", "2012")]);
        is("/blog/%postname%/", "blog/category/a", &[("category_name", "a")]);
        is("/index.php/%postname%/", "index.php/author/ann", &[("author_name", "ann")]);
    }
}
