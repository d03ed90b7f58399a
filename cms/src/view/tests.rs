//! Pages of a small site, from the address to the answer.

use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;

use super::*;
use crate::posts::{self, Post};
use crate::users::Role;
use crate::{Actor, Change, Site, fixture, redirects, settings};

fn is_send<T: Send>(future: T) -> T {
    future
}

fn moment(text: &str) -> chrono::NaiveDateTime {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// A published post from January 2012.
pub(super) fn post(site: &Site, id: i64, slug: &str) -> Post {
    let date = moment(&format!("2012-01-{:02} 10:00", id % 28 + 1));
    Post {
        site_id: site.id(),
        id,
        post_type: "post".into(),
        status: "publish".into(),
        slug: slug.into(),
        title: format!("Title of {slug}"),
        content: format!("Text of {slug}."),
        excerpt: String::new(),
        content_filtered: String::new(),
        author_id: 0,
        parent_id: 0,
        menu_order: 0,
        password: String::new(),
        sticky: false,
        access: String::new(),
        date,
        date_gmt: Some(date),
        modified: date,
        modified_gmt: date,
        comment_status: "open".into(),
        ping_status: "open".into(),
        comment_count: 0,
        guid: String::new(),
        mime_type: String::new(),
        to_ping: String::new(),
        pinged: String::new(),
    }
}

fn page(site: &Site, id: i64, slug: &str) -> Post {
    Post { post_type: "page".into(), ..post(site, id, slug) }
}

pub(super) async fn put(site: &Site, posts: Vec<Post>) {
    let change = Change::begin(site).await.unwrap();
    let rows = posts.into_iter().map(IntoActiveModel::into_active_model).map(sea_orm::ActiveModelTrait::reset_all);
    posts::entity::Entity::insert_many(rows).exec_without_returning(change.connection()).await.unwrap();
    change.commit().await.unwrap();
}

pub(super) async fn set(site: &Site, name: &str, value: serde_json::Value) -> Site {
    settings::update(site, &Actor::System, name, &value).await.unwrap();
    fixture::again(site).await
}

pub(super) async fn ask(site: &Site, request: &Request) -> Page {
    match answer(site, request).await.unwrap() {
        Answer::Page(page) => *page,
        other => panic!("{} is answered by {other:?}", request.path),
    }
}

pub(super) async fn visit(site: &Site, path: &str) -> Page {
    ask(site, &Request::visit(path)).await
}

async fn leads_to(site: &Site, path: &str) -> String {
    match answer(site, &Request::visit(path)).await.unwrap() {
        Answer::Redirect(redirect) => redirect.location.replace("http://example.com", ""),
        Answer::Page(page) => format!("a page with status {}", page.status),
        other => panic!("{path} is answered by {other:?}"),
    }
}

#[tokio::test]
async fn an_answer_may_be_awaited_on_any_thread_and_takes_little_of_its_stack() {
    let (_folder, site) = fixture::site().await;
    let request = Request::visit("/");
    let asked = is_send(answer(&site, &request));
    assert!(size_of_val(&asked) < 2_000, "{} bytes on the stack of whoever awaits it", size_of_val(&asked));
    assert!(matches!(asked.await.unwrap(), Answer::Page(page) if page.status == 200));
}

#[tokio::test]
async fn a_post_stands_at_its_permalink_and_other_ways_lead_there() {
    let (_folder, site) = fixture::site().await;
    put(&site, vec![post(&site, 2, "hello-there")]).await;
    let shown = visit(&site, "/2012/01/03/hello-there/").await;
    assert_eq!(shown.status, 200);
    assert!(shown.html.contains("Text of hello-there."));
    let to = "/2012/01/03/hello-there/";
    for from in ["/?p=2", "/2012/01/03/hello-there", "//2012/01/03/hello-there/", "/hello-there/", "/hello-th/"] {
        assert_eq!(leads_to(&site, from).await, to, "from {from}");
    }
    assert_eq!(leads_to(&site, "/?p=2&utm_source=x").await, format!("{to}?utm_source=x"));
    assert_eq!(leads_to(&site, "/2012/01/03/hello-there/7/").await, to, "a page past the end");
    assert_eq!(leads_to(&site, "/2012/13/").await, "/2012/");
    assert_eq!(leads_to(&site, "/index.php").await, "/");
    assert_eq!(leads_to(&site, "/2011/01/01/hello-there/").await, "a page with status 404");
}

#[tokio::test]
async fn a_structure_of_names_shows_pages_posts_and_dates() {
    let (_folder, site) = fixture::site().await;
    let site = set(&site, "permalink_structure", json!("/%postname%/")).await;
    let child = Post { parent_id: 3, ..page(&site, 4, "team") };
    put(&site, vec![post(&site, 2, "news"), page(&site, 3, "about"), child, post(&site, 5, "2011")]).await;
    for path in ["/news/", "/about/", "/about/team/", "/2012/01/", "/2011/"] {
        assert_eq!(visit(&site, path).await.status, 200, "{path}");
    }
    assert!(visit(&site, "/2011/").await.html.contains("Text of 2011."), "the post, not the year");
    assert_eq!(leads_to(&site, "/team/").await, "/about/team/");
    assert_eq!(leads_to(&site, "/?page_id=4").await, "/about/team/");
    assert_eq!(leads_to(&site, "/?p=3").await, "/about/", "a number of another type");
}

#[tokio::test]
async fn plain_addresses_need_no_structure() {
    let (_folder, site) = fixture::site().await;
    let site = set(&site, "permalink_structure", json!("")).await;
    put(&site, vec![post(&site, 2, "news"), page(&site, 3, "about")]).await;
    assert!(visit(&site, "/?p=2").await.html.contains("Text of news."));
    assert!(visit(&site, "/?page_id=3").await.html.contains("Text of about."));
    assert_eq!(visit(&site, "/?m=201201").await.status, 200);
    assert_eq!(visit(&site, "/?p=99").await.status, 404);
}

#[tokio::test]
async fn unpublished_posts_are_for_those_who_may_see_them() {
    let (_folder, site) = fixture::site().await;
    let editor = fixture::person(&site, "ed", Role::Editor).await;
    let subscriber = fixture::person(&site, "sue", Role::Subscriber).await;
    let draft = Post { status: "draft".into(), ..post(&site, 2, "draft") };
    let private = Post { status: "private".into(), ..post(&site, 3, "private") };
    let trash = Post { status: "trash".into(), ..post(&site, 4, "gone") };
    put(&site, vec![draft, private, trash]).await;
    for (path, for_editor) in [("/?p=2&preview=true", 200), ("/2012/01/04/private/", 200), ("/?p=4", 404)] {
        assert_eq!(visit(&site, path).await.status, 404, "{path}");
        let by = |actor: &Actor| Request { actor: actor.clone(), ..Request::visit(path) };
        assert_eq!(ask(&site, &by(&subscriber)).await.status, 404, "{path} for a subscriber");
        let shown = ask(&site, &by(&editor)).await;
        assert_eq!(shown.status, for_editor, "{path} for an editor");
        assert!(!shown.may_be_cached, "what an editor sees is nobody else's");
    }
}

#[tokio::test]
async fn a_protected_post_shows_its_form_until_the_password_is_given() {
    let (_folder, site) = fixture::site().await;
    put(&site, vec![Post { password: "enter".into(), ..post(&site, 2, "secret") }]).await;
    let path = "/2012/01/03/secret/";
    let closed = visit(&site, path).await;
    assert!(closed.html.contains("post-password-form") && !closed.html.contains("Text of secret."));
    assert!(closed.html.contains("Protected: Title of secret"));
    assert!(closed.no_store && closed.may_be_cached);
    let unlocked = |password| Request { post_password: Some(posts::unlocking::seal(password)), ..Request::visit(path) };
    let open = ask(&site, &unlocked("enter")).await;
    assert!(open.html.contains("Text of secret.") && !open.may_be_cached);
    assert!(!ask(&site, &unlocked("wrong")).await.html.contains("Text of secret."));
    assert!(!visit(&site, "/").await.html.contains("Text of secret."), "nor in a list");
    assert!(!visit(&site, path).await.html.contains("Text of secret."), "and it is closed to the next one");
}

#[tokio::test]
async fn sticky_posts_come_first_on_the_first_page_alone() {
    let (_folder, site) = fixture::site().await;
    let site = set(&site, "posts_per_page", json!(2)).await;
    let old = Post { sticky: true, ..post(&site, 1, "oldest") };
    put(&site, vec![old, post(&site, 2, "older"), post(&site, 3, "newer"), post(&site, 4, "newest")]).await;
    let order = |html: &str| {
        let at = |slug: &str| html.find(&format!("Text of {slug}."));
        let mut found: Vec<(usize, &str)> =
            ["oldest", "older", "newer", "newest"].into_iter().filter_map(|slug| Some((at(slug)?, slug))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, slug)| slug).collect::<Vec<_>>()
    };
    let first = visit(&site, "/").await.html;
    assert_eq!(order(&first), ["oldest", "newest", "newer"]);
    assert!(first.contains("sticky"));
    let second = visit(&site, "/page/2/").await.html;
    assert_eq!(order(&second), ["older", "oldest"]);
    assert_eq!(visit(&site, "/page/3/").await.status, 404);
}

#[tokio::test]
async fn a_content_is_cut_where_its_author_cut_it() {
    let (_folder, site) = fixture::site().await;
    let paged = Post { content: "First part.<!--nextpage-->Second part.".into(), ..post(&site, 2, "paged") };
    let teased = Post { content: "Before.<!--more-->After.".into(), ..post(&site, 3, "teased") };
    put(&site, vec![paged, teased]).await;
    let second = visit(&site, "/2012/01/03/paged/2/").await.html;
    assert!(second.contains("Second part.") && !second.contains("First part."));
    assert_eq!(leads_to(&site, "/2012/01/03/paged/3/").await, "/2012/01/03/paged/");
    let home = visit(&site, "/").await.html;
    assert!(home.contains("Before.") && !home.contains("After.") && home.contains("#more-3"));
    assert!(visit(&site, "/2012/01/04/teased/").await.html.contains("After."));
}

#[tokio::test]
async fn a_static_front_page_moves_the_posts_to_their_own_page() {
    let (_folder, site) = fixture::site().await;
    put(&site, vec![page(&site, 2, "welcome"), page(&site, 3, "blog"), post(&site, 4, "news")]).await;
    let site = set(&site, "show_on_front", json!("page")).await;
    let site = set(&site, "page_on_front", json!(2)).await;
    let site = set(&site, "page_for_posts", json!(3)).await;
    let front = visit(&site, "/").await.html;
    assert!(front.contains("Text of welcome.") && !front.contains("Text of news."));
    assert!(visit(&site, "/blog/").await.html.contains("Text of news."));
    assert_eq!(leads_to(&site, "/welcome/").await, "/");
    assert_eq!(leads_to(&site, "/?page_id=2").await, "/");
}

#[tokio::test]
async fn an_old_slug_and_an_old_path_lead_to_the_new_address() {
    let (_folder, site) = fixture::site().await;
    put(&site, vec![post(&site, 2, "new-name")]).await;
    let change = Change::begin(&site).await.unwrap();
    let rule = |kind: &str, source: &str, post_id, target: &str| redirects::entity::ActiveModel {
        id: sea_orm::NotSet,
        site_id: sea_orm::Set(site.id()),
        kind: sea_orm::Set(kind.into()),
        source: sea_orm::Set(source.into()),
        post_id: sea_orm::Set(post_id),
        target: sea_orm::Set(target.into()),
        status: sea_orm::Set(301),
        created: sea_orm::Set(moment("2020-01-01 00:00")),
    };
    let rules = [rule("slug", "old-name", 2, ""), rule("path", "/shop/index.html", 0, "/new-shop/")];
    redirects::entity::Entity::insert_many(rules).exec_without_returning(change.connection()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(leads_to(&site, "/2012/01/03/old-name/").await, "/2012/01/03/new-name/");
    assert_eq!(leads_to(&site, "/shop/index.html").await, "/new-shop/");
}

/// What a search found: the main part of the page, without the teasers of other posts below it.
fn results(html: &str) -> &str {
    let main = &html[html.find("<main").unwrap()..html.find("</main").unwrap()];
    main.split("more-posts").next().unwrap()
}

#[tokio::test]
async fn a_search_wants_every_word_and_leaves_out_what_is_unwanted() {
    let (_folder, site) = fixture::site().await;
    let texted = |id, slug, text: &str| Post { content: text.into(), ..post(&site, id, slug) };
    let about = Post { title: "Green tea".into(), ..texted(4, "about-tea", "On leaves.") };
    put(&site, vec![texted(2, "one", "green tea and honey"), texted(3, "two", "green coffee"), about]).await;
    let found = async |words: &str| {
        let html = visit(&site, &format!("/?s={words}")).await.html;
        ["one", "two", "about-tea"].into_iter().filter(|slug| html.contains(&format!("/{slug}/\""))).count()
    };
    assert_eq!(found("green").await, 3);
    let all = visit(&site, "/?s=green+tea").await.html;
    let main = results(&all);
    assert!(main.contains("/one/") && main.contains("/about-tea/") && !main.contains("/two/"));
    assert!(main.find("/about-tea/") < main.find("/one/"), "a title counts more than a text");
    let without = visit(&site, "/?s=green+-honey").await.html;
    assert!(!results(&without).contains("/one/"));
    assert_eq!(visit(&site, "/?s=nothing-like-it").await.status, 200);
}

#[tokio::test]
async fn a_registered_type_has_posts_and_an_archive() {
    let (_folder, site) = fixture::site().await;
    let book = json!([{
        "name": "book", "label": "Books", "singular": "Book", "public": true, "rewrite": "books", "archive": "books"
    }]);
    let site = set(&site, posts::REGISTERED_TYPES, book).await;
    put(&site, vec![Post { post_type: "book".into(), ..post(&site, 2, "moby") }]).await;
    assert!(visit(&site, "/books/moby/").await.html.contains("Text of moby."));
    let archive = visit(&site, "/books/").await;
    assert!(archive.status == 200 && archive.html.contains("Archives: <span>Books</span>"));
    assert_eq!(leads_to(&site, "/?post_type=book&p=2").await, "/books/moby/");
}

#[tokio::test]
async fn a_list_of_a_hundred_posts_costs_no_more_queries_than_one_of_ten() {
    let mut counts = Vec::new();
    for many in [10, 100] {
        let (_folder, site) = fixture::site().await;
        let site = set(&site, "posts_per_page", json!(many)).await;
        put(&site, (1..=many).map(|id| post(&site, id, &format!("post-{id}"))).collect()).await;
        visit(&site, "/about-nothing/").await; // what every page of the site needs is read once
        let before = site.host().database().statements();
        assert_eq!(visit(&site, "/").await.html.matches("Text of post-").count() as i64, many);
        let cold = site.host().database().statements() - before;
        visit(&site, "/").await;
        let warm = site.host().database().statements() - before - cold;
        counts.push((cold, warm));
    }
    assert_eq!(counts[0], counts[1], "(first visit, second visit) for 10 and for 100 posts");
    assert!(counts[0].0 <= 10 && counts[0].1 == 0, "{counts:?}");
}

#[tokio::test]
async fn a_changed_post_is_on_the_very_next_page() {
    let (_folder, site) = fixture::site().await;
    put(&site, vec![post(&site, 2, "news")]).await;
    assert!(visit(&site, "/").await.html.contains("Text of news."));
    let mut change = Change::begin(&site).await.unwrap();
    let changed = Post { content: "Another text.".into(), ..post(&site, 2, "news") };
    let changed = sea_orm::ActiveModelTrait::reset_all(changed.into_active_model());
    sea_orm::ActiveModelTrait::update(changed, change.connection()).await.unwrap();
    change.makes_stale(crate::CacheTag::Post(2));
    change.commit().await.unwrap();
    assert!(visit(&site, "/").await.html.contains("Another text."));
}
