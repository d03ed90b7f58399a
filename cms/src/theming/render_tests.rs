//! The templates that ship, on a real site: each shows a full page and a bare one, and what fails gives way.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use super::{Rendered, render};
use crate::fixture;
use crate::view::context::*;
use crate::{Actor, Site, settings};

fn full() -> PageContext {
    let term = |taxonomy: &str, name: &str| {
        Arc::new(TermView {
            taxonomy: taxonomy.into(),
            name: name.into(),
            url: format!("/{name}/"),
            ..TermView::default()
        })
    };
    let author =
        Arc::new(AuthorView { id: 1, name: "Ida".into(), url: "/author/ida/".into(), ..AuthorView::default() });
    let image = ImageView { html: "<img src=\"/a.png\" alt=\"A\">".into(), ..ImageView::default() };
    let post = Arc::new(PostView {
        id: 7,
        title: "Ink &#038; Paper".into(),
        url: "http://example.com/ink/".into(),
        content: "<p>The whole text.</p>".into(),
        excerpt: "<p>The excerpt.</p>".into(),
        date: "November 21, 2026".into(),
        date_iso: "2026-11-21T10:00:00+00:00".into(),
        author: author.clone(),
        categories: vec![term("category", "News")],
        tags: vec![term("post_tag", "Print")],
        featured_image: Some(image.clone()),
        comment_count: 2,
        pages: Some(PostPages { current: 1, total: 2, links: vec![link("1", true), link("2", false)] }),
        edit_url: Some("/edit".into()),
        attachment: Some(AttachmentView {
            image: Some(image),
            caption: "A caption".into(),
            ..AttachmentView::default()
        }),
        ..PostView::default()
    });
    let answer =
        CommentView { id: 2, author: "Max".into(), content: "<p>An answer.</p>".into(), ..CommentView::default() };
    let comment = CommentView {
        id: 1,
        author: "<b>Eve</b>".into(),
        author_url: "javascript:alert(1)".into(),
        content: "<p>A question.</p>".into(),
        reply_url: Some("?replytocom=1#respond".into()),
        children: vec![answer],
        ..CommentView::default()
    };
    let field = |name: &str, kind: &str, required| CommentField {
        name: name.into(),
        label: name.into(),
        input_type: kind.into(),
        required,
        ..CommentField::default()
    };
    let form = CommentForm {
        fields: vec![field("author", "text", true), field("email", "email", true), field("url", "url", false)],
        honeypot: "more_details".into(),
        cookies_consent: true,
        ..CommentForm::default()
    };
    let item = MenuItem { title: "About".into(), url: "/about/".into(), ..MenuItem::default() };
    let parent = MenuItem { title: "More".into(), url: "#".into(), children: vec![item], ..MenuItem::default() };
    let menu = |name: &str| MenuView { name: name.into(), items: vec![parent.clone()], ..MenuView::default() };
    let pages = Pagination {
        current: 1,
        total: 2,
        links: vec![link("1", true), link("2", false)],
        previous: None,
        next: Some("/page/2/".into()),
    };
    PageContext {
        site: Arc::new(SiteView { title: "The <Press>".into(), tagline: "On printing".into(), ..SiteView::default() }),
        posts: vec![post.clone()],
        post: Some(post),
        author: Some(author),
        archive: Some(ArchiveView {
            title: "Category: <span>News</span>".into(),
            description: "<p>All news.</p>".into(),
            ..ArchiveView::default()
        }),
        pagination: Some(pages.clone()),
        comments: Some(CommentsView {
            list: vec![comment].into(),
            count: 2,
            open: true,
            pages: Some(pages),
            form: Some(form),
            ..CommentsView::default()
        }),
        navigation: Some(PostNavigation {
            previous: Some(PostLink { title: "Before".into(), ..PostLink::default() }),
            next: None,
        }),
        more_posts: vec![PostTeaser { title: "Another".into(), ..PostTeaser::default() }].into(),
        menus: Arc::new(["primary", "footer", "social"].map(|place| (place.to_owned(), menu(place))).into()),
        sidebars: Arc::new(
            [("footer".to_owned(), vec![WidgetView { id: "block-2".into(), html: "<p>Widget</p>".into() }])].into(),
        ),
        search_query: Some("ink".into()),
        found_posts: 12,
        ..PageContext::default()
    }
}

fn link(label: &str, current: bool) -> PageLink {
    PageLink { label: label.into(), url: (!current).then(|| format!("/{label}/")), current, gap: false }
}

/// What a page has at the very least; singular templates are never asked for without a post.
fn bare() -> PageContext {
    PageContext { post: Some(Arc::default()), ..PageContext::default() }
}

fn show(site: &Site, template: &str, context: &PageContext) -> Rendered {
    let rendered = render(site, &[template.to_owned()], context).unwrap();
    assert_eq!(rendered.template, template);
    rendered
}

/// A site with a theme `mine` of these files, activated.
async fn site_with(files: &[(&str, &str)]) -> (TempDir, Site) {
    let (folder, site) = fixture::site().await;
    write(folder.path(), files);
    site.host().themes().reload();
    super::activate(&site, &Actor::System, "mine").await.unwrap();
    let site = fixture::again(&site).await;
    (folder, site)
}

fn write(data: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = data.join("themes/mine").join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
}

const MINE: (&str, &str) = ("theme.toml", "name = \"Mine\"\n");

#[tokio::test]
async fn every_template_that_ships_shows_a_full_page_and_a_bare_one() {
    let (_folder, site) = fixture::site().await;
    let theme = site.host().themes().get("platen-one").unwrap();
    let templates = theme.layers.iter().flat_map(|layer| layer.templates.keys());
    let pages: Vec<_> = templates.filter(|name| !name.contains('/')).collect();
    assert!(pages.len() > 8, "{pages:?}");
    for template in pages {
        for context in [full(), bare()] {
            let html = show(&site, template, &context).html;
            assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"), "{template}");
        }
    }
    assert!(site.host().themes().faults().is_empty(), "{:?}", site.host().themes().faults());
}

#[tokio::test]
async fn what_people_typed_never_becomes_markup_or_runs() {
    let (_folder, site) = fixture::site().await;
    let html = show(&site, "single.html", &full()).html;
    assert!(html.contains("The &lt;Press&gt;") && html.contains("&lt;b&gt;Eve&lt;/b&gt;"), "{html}");
    assert!(!html.contains("javascript:"), "{html}");
}

#[tokio::test]
async fn an_owners_setting_reaches_the_page() {
    let (_folder, site) = fixture::site().await;
    let mods = json!({ "appearance": "dark", "accent": "#005500", "list": "excerpt" });
    settings::update(&site, &Actor::System, "theme_mods_platen-one", &mods).await.unwrap();
    let site = fixture::again(&site).await;
    let html = show(&site, "index.html", &full()).html;
    assert!(html.contains("data-appearance=\"dark\"") && html.contains("--chosen-accent:#005500"), "{html}");
    assert!(html.contains("The excerpt.") && !html.contains("The whole text."), "{html}");
}

#[tokio::test]
async fn a_template_that_fails_while_it_renders_gives_way_to_the_default_theme() {
    let files = [MINE, ("templates/index.html", "mine"), ("templates/single.html", "one\n{{ post.titel }}")];
    let (_folder, site) = site_with(&files).await;
    assert_eq!(show(&site, "index.html", &full()).html, "mine");
    let html = show(&site, "single.html", &full()).html;
    assert!(html.contains("The whole text."), "the default theme shows it: {html}");
    let fault = site.host().themes().faults().remove("mine").unwrap();
    assert_eq!((fault.file.as_str(), fault.line), ("mine/single.html", 2), "{fault}");
    assert!(fault.reason.contains("titel"), "{fault}");
}

#[tokio::test]
async fn a_site_whose_theme_is_gone_is_shown_with_the_default_theme() {
    let (_folder, site) = fixture::site().await;
    settings::update(&site, &Actor::System, "stylesheet", &json!("long-gone")).await.unwrap();
    settings::update(&site, &Actor::System, "template", &json!("long-gone")).await.unwrap();
    let site = fixture::again(&site).await;
    assert!(show(&site, "index.html", &full()).html.contains("Ink &#038; Paper"));
}

#[tokio::test]
async fn functions_know_the_site_they_are_called_for() {
    let index = "{{ option(name='blogname') }}|{{ home_url(path='about/') }}|{{ asset(name='a.css') }}|{{ now() | date(format='Y') | length }}|{{ theme.slug }}";
    let (_folder, site) = site_with(&[MINE, ("templates/index.html", index), ("assets/a.css", "a{}")]).await;
    let html = show(&site, "index.html", &bare()).html;
    let address = crate::theming::asset(site.host(), "mine", "a.css").unwrap().address;
    assert_eq!(html, format!("Example|http://example.com/about/|{address}|4|mine"));
}

#[tokio::test]
async fn an_option_that_is_nobodys_business_is_refused() {
    let files = [MINE, ("templates/index.html", "{{ option(name='admin_email') }}")];
    let (_folder, site) = site_with(&files).await;
    assert!(!show(&site, "index.html", &bare()).html.contains("a@example.com"));
    assert!(site.host().themes().faults()["mine"].reason.contains("admin_email"));
}

#[tokio::test]
async fn a_template_that_writes_without_end_is_stopped() {
    let index = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}0123456789{% endfor %}{% endfor %}";
    let (_folder, site) = site_with(&[MINE, ("templates/index.html", index)]).await;
    assert!(show(&site, "index.html", &full()).html.contains("Ink"), "the default theme shows it");
    let fault = site.host().themes().faults().remove("mine").unwrap();
    assert!(fault.reason.contains("64 MiB"), "{fault}");
}

#[tokio::test]
async fn a_theme_is_activated_by_those_who_may_and_only_if_it_can_be_used() {
    let (folder, site) = fixture::site().await;
    write(folder.path(), &[MINE, ("templates/index.html", "{{ ")]);
    site.host().themes().reload();
    let editor = fixture::person(&site, "ed", crate::users::Role::Editor).await;
    assert_eq!(super::activate(&site, &editor, "platen-one").await.unwrap_err().code(), "rest_forbidden");
    assert!(super::list(&site, &editor).is_err());
    assert_eq!(super::activate(&site, &Actor::System, "mine").await.unwrap_err().code(), "theme_broken");
    assert_eq!(super::activate(&site, &Actor::System, "nothing").await.unwrap_err().code(), "theme_not_found");
    let themes = super::list(&site, &Actor::System).unwrap();
    let status = |name: &str| themes.iter().find(|theme| theme.name == name).unwrap().status;
    assert_eq!((status("platen-one"), status("mine")), (super::ThemeStatus::Active, super::ThemeStatus::Broken));
}

#[tokio::test]
async fn a_new_theme_takes_over_which_menu_stands_where() {
    let (folder, site) = fixture::site().await;
    let mods = json!({ "accent": "#123456", "nav_menu_locations": { "primary": 3 } });
    settings::update(&site, &Actor::System, "theme_mods_platen-one", &mods).await.unwrap();
    write(folder.path(), &[("theme.toml", "name = \"Mine\"\nparent = \"platen-one\"\n")]);
    site.host().themes().reload();
    let site = fixture::again(&site).await;
    super::activate(&site, &Actor::System, "mine").await.unwrap();
    let settings = fixture::again(&site).await.settings().clone();
    assert_eq!(settings.get("theme_mods_mine"), Some(&json!({ "nav_menu_locations": { "primary": 3 } })));
    assert_eq!((settings.text("stylesheet"), settings.text("template")), ("mine".into(), "platen-one".into()));
}

#[tokio::test]
async fn a_themes_post_types_are_the_sites_while_it_is_active() {
    let manifest = "name = \"Mine\"\nparent = \"platen-one\"\n[post_types.book]\nlabel = \"Books\"\nsingular = \"Book\"\n\
        has_archive = true\nslug = \"books\"\n[taxonomies.genre]\nlabel = \"Genres\"\nsingular = \"Genre\"\npost_types = [\"book\"]\n";
    let (_folder, site) = site_with(&[("theme.toml", manifest)]).await;
    let book = crate::posts::type_named(site.settings(), "book").unwrap();
    assert_eq!((book.archive.as_deref(), book.rewrite.as_deref(), book.public), (Some("books"), Some("books"), true));
    assert!(crate::terms::taxonomy_named(site.settings(), "genre").is_some());
    super::activate(&site, &Actor::System, "platen-one").await.unwrap();
    let site = fixture::again(&site).await;
    assert!(crate::posts::type_named(site.settings(), "book").is_none());
}
