//! Which template shows a page: WordPress's template hierarchy (`template-loader.php`, `get_*_template`), with `.html`
//! for `.php`. Every question that is true of a page adds its names, in WordPress's order; the first that exists shows it.

use percent_encoding::percent_decode_str;

/// Shows the pages of a site's members. A theme may do without: they are plain pages then.
pub const MEMBERS_TEMPLATE: &str = "members.html";

/// What is true of a page, in the words of WordPress's conditional tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// `is_embed()`: the page stands in a frame of another site.
    pub embed: bool,
    /// `is_404()`.
    pub not_found: bool,
    /// `is_search()`.
    pub search: bool,
    /// `is_front_page()`: the site's first page, whatever it shows.
    pub front_page: bool,
    /// `is_home()`: the list of posts.
    pub home: bool,
    /// `is_privacy_policy()`.
    pub privacy_policy: bool,
    /// `is_post_type_archive()`: of this type.
    pub post_type_archive: Option<String>,
    /// `is_category()`, `is_tag()`, `is_tax()`.
    pub term: Option<ShownTerm>,
    /// `is_singular()`.
    pub post: Option<ShownPost>,
    /// `is_author()`.
    pub author: Option<ShownAuthor>,
    /// `is_date()`.
    pub date: bool,
    /// A page of the site's members, which WordPress does not have.
    pub members: bool,
}

/// The term whose archive is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownTerm {
    /// `category`, `post_tag` or another.
    pub taxonomy: String,
    /// As it is stored.
    pub slug: String,
    /// Its number.
    pub id: i64,
}

/// The post that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownPost {
    /// `post`, `page`, `attachment` or another.
    pub post_type: String,
    /// As it is stored.
    pub slug: String,
    /// Its number.
    pub id: i64,
    /// What `_wp_page_template` says; empty or `default` for none.
    pub template: String,
    /// Of attachments.
    pub mime_type: String,
    /// The post format without `post-format-`; empty for the standard one.
    pub format: String,
}

/// The author whose archive is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownAuthor {
    /// WordPress's `user_nicename`.
    pub nicename: String,
    /// The number.
    pub id: i64,
}

/// The names of templates that may show it, the best first. The last is always `index.html`.
pub fn candidates(shown: &Shown) -> Vec<String> {
    let mut names = Vec::new();
    if let (true, Some(post)) = (shown.embed, &shown.post) {
        names.extend(embed(post));
    }
    let flags = [
        (shown.embed, "embed"),
        (shown.not_found, "404"),
        (shown.search, "search"),
        (shown.front_page, "front-page"),
        (shown.home, "home"),
        (shown.privacy_policy, "privacy-policy"),
    ];
    names.extend(flags.iter().filter(|(is_true, _)| *is_true).map(|(_, name)| (*name).to_owned()));
    names.extend(shown.post_type_archive.iter().flat_map(|post_type| post_type_archive(post_type)));
    names.extend(shown.term.iter().filter(|term| !is_built_in(term)).flat_map(custom_taxonomy));
    names.extend(shown.post.iter().flat_map(singular));
    names.extend(shown.term.iter().filter(|term| is_built_in(term)).flat_map(category_or_tag));
    names.extend(shown.author.iter().flat_map(author));
    names.extend(shown.date.then(|| "date".to_owned()));
    names.extend(shown.members.then(|| "members".to_owned()));
    names.extend(is_archive(shown).then(|| "archive".to_owned()));
    names.push("index".to_owned());
    with_endings(names)
}

fn with_endings(names: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let name = format!("{name}.html");
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique
}

fn is_archive(shown: &Shown) -> bool {
    shown.post_type_archive.is_some() || shown.term.is_some() || shown.author.is_some() || shown.date
}

fn is_built_in(term: &ShownTerm) -> bool {
    matches!(term.taxonomy.as_str(), "category" | "post_tag")
}

fn embed(post: &ShownPost) -> Vec<String> {
    let with_format = (!post.format.is_empty()).then(|| format!("embed-{}-{}", post.post_type, post.format));
    with_format.into_iter().chain([format!("embed-{}", post.post_type)]).collect()
}

fn post_type_archive(post_type: &str) -> Vec<String> {
    vec![format!("archive-{post_type}"), "archive".into()]
}

fn custom_taxonomy(term: &ShownTerm) -> Vec<String> {
    let mut names = by_slug(&format!("taxonomy-{}", term.taxonomy), &term.slug);
    names.extend([format!("taxonomy-{}", term.taxonomy), "taxonomy".into()]);
    names
}

fn category_or_tag(term: &ShownTerm) -> Vec<String> {
    let kind = if term.taxonomy == "category" { "category" } else { "tag" };
    let mut names = by_slug(kind, &term.slug);
    names.extend([format!("{kind}-{}", term.id), kind.into()]);
    names
}

fn author(author: &ShownAuthor) -> Vec<String> {
    vec![format!("author-{}", author.nicename), format!("author-{}", author.id), "author".into()]
}

fn singular(post: &ShownPost) -> Vec<String> {
    let mut names = match post.post_type.as_str() {
        "page" => page(post),
        "attachment" => attachment(post).into_iter().chain(single(post)).collect(),
        _ => single(post),
    };
    names.push("singular".into());
    names
}

fn attachment(post: &ShownPost) -> Vec<String> {
    let (kind, subtype) = post.mime_type.split_once('/').unwrap_or((&post.mime_type, ""));
    let mut names = Vec::new();
    if !subtype.is_empty() {
        names.extend([format!("{kind}-{subtype}"), subtype.to_owned()]);
    }
    if !kind.is_empty() {
        names.push(kind.to_owned());
    }
    names.push("attachment".into());
    names
}

fn single(post: &ShownPost) -> Vec<String> {
    let kind = format!("single-{}", post.post_type);
    let mut names: Vec<String> = chosen(post).into_iter().collect();
    names.extend(by_slug(&kind, &post.slug));
    names.extend([kind, "single".into()]);
    names
}

fn page(post: &ShownPost) -> Vec<String> {
    let mut names: Vec<String> = chosen(post).into_iter().collect();
    names.extend(by_slug("page", &post.slug));
    names.extend([format!("page-{}", post.id), "page".into()]);
    names
}

/// What the post chose for itself. A name from a WordPress theme (`templates/wide.php`) means the same one here.
fn chosen(post: &ShownPost) -> Option<String> {
    let name = post.template.trim().trim_end_matches(".php").trim_end_matches(".html");
    let is_usable = !name.is_empty() && name != "default" && !name.contains("..") && !name.starts_with('/');
    is_usable.then(|| name.to_owned())
}

/// The readable name first, where the slug is percent-encoded.
fn by_slug(kind: &str, slug: &str) -> Vec<String> {
    let decoded = percent_decode_str(slug).decode_utf8_lossy();
    let readable = (decoded != slug).then(|| format!("{kind}-{decoded}"));
    readable.into_iter().chain((!slug.is_empty()).then(|| format!("{kind}-{slug}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(shown: Shown) -> String {
        candidates(&shown).iter().map(|name| name.trim_end_matches(".html")).collect::<Vec<_>>().join(" ")
    }

    fn post(post_type: &str, slug: &str) -> ShownPost {
        ShownPost { post_type: post_type.into(), slug: slug.into(), id: 7, ..ShownPost::default() }
    }

    #[test]
    fn a_post_is_shown_by_its_type_and_slug_before_the_rest() {
        let shown = Shown { post: Some(post("book", "dune")), ..Shown::default() };
        assert_eq!(names(shown), "single-book-dune single-book single singular index");
    }

    #[test]
    fn a_percent_encoded_slug_may_be_named_as_it_is_read() {
        let shown = Shown { post: Some(post("post", "caf%c3%a9")), ..Shown::default() };
        assert_eq!(names(shown), "single-post-café single-post-caf%c3%a9 single-post single singular index");
    }

    #[test]
    fn a_page_takes_the_template_it_chose_first() {
        let mut page = post("page", "about");
        page.template = "templates/wide.php".into();
        let shown = Shown { post: Some(page), ..Shown::default() };
        assert_eq!(names(shown), "templates/wide page-about page-7 page singular index");
    }

    #[test]
    fn a_chosen_template_never_leads_out_of_the_theme() {
        for template in ["../../etc/passwd", "/etc/passwd", "default", ""] {
            let page = ShownPost { template: template.into(), ..post("page", "about") };
            let shown = Shown { post: Some(page), ..Shown::default() };
            assert_eq!(names(shown), "page-about page-7 page singular index", "{template}");
        }
    }

    #[test]
    fn a_static_front_page_is_a_page_after_all() {
        let shown = Shown { front_page: true, post: Some(post("page", "hello")), ..Shown::default() };
        assert_eq!(names(shown), "front-page page-hello page-7 page singular index");
    }

    #[test]
    fn a_front_page_with_posts_is_the_home() {
        let shown = Shown { front_page: true, home: true, ..Shown::default() };
        assert_eq!(names(shown), "front-page home index");
    }

    #[test]
    fn the_page_of_posts_is_the_home_alone() {
        assert_eq!(names(Shown { home: true, ..Shown::default() }), "home index");
    }

    #[test]
    fn the_privacy_page_has_a_template_before_the_pages() {
        let shown = Shown { privacy_policy: true, post: Some(post("page", "privacy")), ..Shown::default() };
        assert_eq!(names(shown), "privacy-policy page-privacy page-7 page singular index");
    }

    #[test]
    fn terms_are_shown_by_slug_then_number_then_taxonomy() {
        let term = |taxonomy: &str| ShownTerm { taxonomy: taxonomy.into(), slug: "news".into(), id: 3 };
        let of = |taxonomy| names(Shown { term: Some(term(taxonomy)), ..Shown::default() });
        assert_eq!(of("category"), "category-news category-3 category archive index");
        assert_eq!(of("post_tag"), "tag-news tag-3 tag archive index");
        assert_eq!(of("genre"), "taxonomy-genre-news taxonomy-genre taxonomy archive index");
    }

    #[test]
    fn the_other_archives_follow_suit() {
        let author = ShownAuthor { nicename: "ida".into(), id: 4 };
        let shown = Shown { author: Some(author), ..Shown::default() };
        assert_eq!(names(shown), "author-ida author-4 author archive index");
        assert_eq!(names(Shown { date: true, ..Shown::default() }), "date archive index");
        let shown = Shown { post_type_archive: Some("book".into()), ..Shown::default() };
        assert_eq!(names(shown), "archive-book archive index");
    }

    #[test]
    fn attachments_go_by_their_media_type() {
        let picture = ShownPost { mime_type: "image/png".into(), ..post("attachment", "cat") };
        let shown = Shown { post: Some(picture), ..Shown::default() };
        let expected = "image-png png image attachment single-attachment-cat single-attachment single singular index";
        assert_eq!(names(shown), expected);
    }

    #[test]
    fn an_embed_goes_by_type_and_format_before_everything_else() {
        let quote = ShownPost { format: "quote".into(), ..post("post", "hi") };
        let shown = Shown { embed: true, post: Some(quote), ..Shown::default() };
        assert!(names(shown).starts_with("embed-post-quote embed-post embed single-post-hi"));
    }

    #[test]
    fn nothing_found_and_searches_have_their_own() {
        assert_eq!(names(Shown { not_found: true, ..Shown::default() }), "404 index");
        assert_eq!(names(Shown { search: true, ..Shown::default() }), "search index");
    }
}
