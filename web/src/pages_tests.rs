//! A site's pages over HTTP.

use cms::comments::{self, NewComment, Status};
use cms::posts::{self, Post, PostDate, PostFields};
use cms::settings::{PermalinkStructure, set_permalink_structure};
use cms::{Actor, permalinks, settings, sites};

use crate::running::Running;

async fn post(front: &Running, title: &str, fields: PostFields) -> (Post, String) {
    let fields = PostFields {
        title: Some(title.into()),
        content: Some("Something to read".into()),
        status: Some("publish".into()),
        comment_status: Some("open".into()),
        ..fields
    };
    let post = posts::create(&front.site, &Actor::System, "post", fields).await.unwrap();
    let address = permalinks::of_post(&front.site, &post).await.unwrap();
    (post, address.strip_prefix(front.site.url()).unwrap().to_owned())
}

async fn rename(front: &Running, id: i64, title: &str) {
    let fields = PostFields { title: Some(title.into()), ..PostFields::default() };
    posts::update(&front.site, &Actor::System, id, fields).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_made_once_and_sent_again_until_it_changes() {
    let front = Running::start().await;
    let (hello, path) = post(&front, "Hello there", PostFields::default()).await;
    let made = front.get(&path).await;
    assert_eq!((made.status, made.header("x-platen-cache").as_str()), (200, "miss"));
    assert_eq!(made.header("link").lines().count(), 3, "{}", made.head);
    let kept = front.get(&format!("{path}?utm_source=letter")).await;
    assert_eq!((kept.body.len(), kept.header("x-platen-cache").as_str()), (made.body.len(), "hit"));
    let etag = kept.header("etag");
    let known = front.ask("GET", &path, &[("If-None-Match", &etag)], "").await;
    assert_eq!((known.status, known.body.len(), known.header("content-type").as_str()), (304, 0, ""));
    rename(&front, hello.id, "Renamed").await;
    let again = front.ask("GET", &path, &[("If-None-Match", &etag)], "").await;
    assert_eq!((again.status, again.header("x-platen-cache").as_str()), (200, "miss"));
    assert!(again.text().contains("Renamed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_by_another_name_of_this_machine_is_sent_to_the_sites_own() {
    let front = Running::start().await;
    let name = front.address.replace("127.0.0.1", "localhost");
    let moved = front.ask("GET", "/no-such/?page=2", &[("Host", &name)], "").await;
    assert_eq!((moved.status, moved.header("location")), (301, format!("{}/no-such/?page=2", front.site.url())));
    assert_eq!(front.ask("GET", "/wp-login.php", &[("Host", &name)], "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_site_shows_nothing_until_it_is_opened_again() {
    let front = Running::start().await;
    assert_eq!(front.get("/").await.status, 200);
    sites::suspend(&front.site, &Actor::System).await.unwrap();
    for path in ["/", "/wp-login.php", "/wp-json/"] {
        let closed = front.get(path).await;
        assert_eq!((closed.status, closed.header("retry-after").as_str()), (503, "3600"), "{path}");
    }
    sites::reopen(&front.site, &Actor::System).await.unwrap();
    assert_eq!(front.get("/").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_with_plain_addresses_says_that_its_api_is_in_a_parameter() {
    let front = Running::start().await;
    let plain = PermalinkStructure { posts: Some(String::new()), ..PermalinkStructure::default() };
    set_permalink_structure(&front.site, &Actor::System, plain).await.unwrap();
    let root = format!("{}/index.php?rest_route=/", front.site.url());
    let api = format!("<{root}>; rel=\"https://api.w.org/\"");
    for path in ["/", "/?feed=rss2", "/no-such.php"] {
        let head = front.get(path).await.head;
        assert!(head.contains(&api), "{path}: {head}");
    }
    let (post, _) = post(&front, "Plain", PostFields::default()).await;
    let page = front.get(&format!("/?p={}", post.id)).await;
    assert!(page.text().contains(&format!("href=\"{root}wp/v2/posts/{}\"", post.id)), "{}", page.text());
    assert!(page.text().contains(&format!("{root}oembed/1.0/embed&#038;url=")), "{}", page.text());
    let asked = root.replace(front.site.url(), "");
    assert_eq!(front.get(&format!("{asked}wp/v2/posts/{}&_fields=id", post.id)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_forms_of_the_comments_block_list_comments_as_classic_themes_do() {
    let front = Running::start().await;
    let old = "<!-- wp:comments {\"legacy\":true} -->\n<div class=\"wp-block-comments\"></div>\n<!-- /wp:comments -->";
    for block in ["<!-- wp:post-comments /-->", old] {
        let (post, path) = post(&front, "Talk", PostFields::default()).await;
        let text = PostFields { content: Some(block.into()), ..PostFields::default() };
        posts::update(&front.site, &Actor::System, post.id, text).await.unwrap();
        let said = NewComment {
            post_id: post.id,
            author_name: "Bea".into(),
            author_email: format!("b{}@c.example", post.id),
            author_ip: format!("10.0.0.{}", post.id),
            content: format!("Well said, {}", post.id),
            ..NewComment::default()
        };
        let comment = comments::submit(&front.site, &Actor::System, said).await.unwrap();
        comments::set_status(&front.site, &Actor::System, comment.id, Status::Approved).await.unwrap();
        let page = front.get(&path).await.text();
        let list = page.split("<ol class=\"commentlist\">").nth(1).unwrap_or_else(|| panic!("{block}: {page}"));
        assert!(page.contains("wp-block-post-comments") && list.contains("comment-content"), "{page}");
        assert!(list.split("</ol>").next().unwrap().contains("Well said"), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_request_gets_the_headers_alone() {
    let front = Running::start().await;
    let whole = front.get("/").await;
    for _ in 0..2 {
        let head = front.ask("HEAD", "/", &[], "").await;
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_takes_it_gets_the_page_compressed() {
    let front = Running::start().await;
    let first = front.ask("GET", "/", &[("Accept-Encoding", "gzip, br")], "").await;
    assert_eq!(first.header("content-encoding"), "gzip", "whoever waits for the making gets gzip");
    assert!(first.body.starts_with(&[0x1f, 0x8b]));
    let plain = front.ask("GET", "/", &[("Accept-Encoding", "identity")], "").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.text().contains("</html>"));
    assert_eq!(plain.header("vary"), "accept-encoding");
    for _ in 0..200 {
        let later = front.ask("GET", "/", &[("Accept-Encoding", "gzip, br")], "").await;
        if later.header("content-encoding") == "br" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("brotli is made in the background");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_kept_by_nobody() {
    let front = Running::start().await;
    let missing = front.get("/nothing-like-that/").await;
    assert_eq!(missing.status, 404);
    assert!(missing.header("cache-control").contains("no-store"), "{}", missing.head);
    assert_eq!(missing.header("expires"), "Wed, 11 Jan 1984 05:00:00 GMT");
    assert_eq!(front.get("/nothing-like-that/").await.header("x-platen-cache"), "miss");
    assert_eq!(front.get("/xmlrpc2.php").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_say_who_makes_them_and_keep_what_a_sender_counts() {
    let front = Running::start().await;
    let (hello, path) = post(&front, "Hello there", PostFields::default()).await;
    let home = front.site.url();
    for _ in 0..2 {
        let led = front.get(&format!("/?p={}", hello.id)).await;
        assert_eq!((led.status, led.header("location")), (301, format!("{home}{path}")));
        assert_eq!(led.header("x-redirect-by"), "WordPress");
        let counted = front.get(&format!("/?p={}&utm_source=letter", hello.id)).await;
        assert_eq!(counted.header("location"), format!("{home}{path}?utm_source=letter"));
    }
    assert_eq!(front.get("/login").await.header("location"), format!("{home}/wp-login.php"));
    assert_eq!(front.get("/favicon.ico").await.status, 302);
    assert_eq!(front.get("/wp-includes/images/w-logo-gray-white-bg.png").await.header("content-type"), "image/png");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_php_files_answer_as_wordpress_does() {
    let front = Running::start().await;
    let statuses = [
        ("/wp-cron.php", 200),
        ("/xmlrpc.php", 405),
        ("/xmlrpc.php?rsd", 200),
        ("/wp-trackback.php", 404),
        ("/wp-links-opml.php", 200),
        ("/wp-signup.php", 302),
        ("/wp-activate.php", 302),
        ("/wp-mail.php", 403),
        ("/wp-config.php", 404),
    ];
    for (path, status) in statuses {
        assert_eq!(front.get(path).await.status, status, "{path}");
    }
    assert!(front.get("/xmlrpc.php?rsd").await.text().contains("/wp-json/"));
    assert!(front.get("/robots.txt").await.text().contains("Disallow: /wp-admin/"));
    assert_eq!(front.get("/wp-sitemap.xml").await.header("content-type"), "application/xml; charset=UTF-8");
    assert_eq!(front.get("/wp-sitemap-posts-nope-1.xml").await.status, 404);
    assert_eq!(front.ask("DELETE", "/", &[], "").await.status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_sent_again_only_after_a_change() {
    let front = Running::start().await;
    post(&front, "Hello there", PostFields::default()).await;
    let feed = front.get("/feed/").await;
    assert_eq!(feed.header("content-type"), "application/rss+xml; charset=UTF-8");
    let changed = feed.header("last-modified");
    assert!(!changed.is_empty() && !feed.header("etag").is_empty(), "{}", feed.head);
    assert_eq!(front.ask("GET", "/feed/", &[("If-Modified-Since", &changed)], "").await.status, 304);
    let before = [("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")];
    assert_eq!(front.ask("GET", "/feed/", &before, "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signed_in_gets_pages_that_nobody_else_gets() {
    let front = Running::start().await;
    let cookie = front.post("/wp-login.php", "log=ann&pwd=correct+horse").await.cookie("wordpress_logged_in_").unwrap();
    let own = front.get_as(&cookie, "/").await;
    assert_eq!(own.header("x-platen-cache"), "bypass");
    assert!(own.header("cache-control").contains("no-store"), "{}", own.head);
    let secret = PostFields { status: Some("private".into()), ..PostFields::default() };
    let fields = PostFields { title: Some("For us alone".into()), content: Some("x".into()), ..secret };
    posts::create(&front.site, &Actor::System, "post", fields).await.unwrap();
    assert!(front.get_as(&cookie, "/").await.text().contains("For us alone"));
    assert!(!front.get("/").await.text().contains("For us alone"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_post_opens_for_whoever_knows_its_password() {
    let front = Running::start().await;
    let protected = PostFields { password: Some("enter".into()), ..PostFields::default() };
    let (_, path) = post(&front, "Guarded", protected).await;
    let closed = front.get(&path).await;
    assert!(!closed.text().contains("Something to read") && closed.text().contains("post_password"));
    assert!(closed.header("cache-control").contains("no-store"), "{}", closed.head);
    let given = front.post("/wp-login.php?action=postpass", "post_password=enter").await;
    let cookie = given.cookie("wp-postpass_").unwrap();
    assert!(front.get_as(&cookie, &path).await.text().contains("Something to read"));
    assert!(!front.get(&path).await.text().contains("Something to read"), "nobody else's page has opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_taken_once_and_shown_when_it_may_be() {
    let front = Running::start().await;
    let yesterday = front.site.local_now() - chrono::Duration::days(1);
    let (hello, path) =
        post(&front, "Hello there", PostFields { date: Some(PostDate::Local(yesterday)), ..PostFields::default() })
            .await;
    let form = |who: &str, text: &str| {
        format!(
            "comment_post_ID={}&author={who}&email={who}%40b.example&url=&comment={text}&comment_parent=0",
            hello.id
        )
    };
    let taken = front.post("/wp-comments-post.php", &form("bea", "First+words")).await;
    assert_eq!(taken.status, 302, "{}", taken.text());
    let place = taken.header("location");
    assert!(place.contains("?unapproved=1&moderation-hash=") && place.ends_with("#comment-1"), "{place}");
    assert!(!front.get(&path).await.text().contains("First words"), "it waits");
    let own = place.strip_prefix(front.site.url()).unwrap().split('#').next().unwrap();
    assert!(front.get(own).await.text().contains("First words"), "its author sees it");
    let again = front.post("/wp-comments-post.php", &form("bea", "First+words")).await;
    assert_eq!(again.status, 409, "{}", again.text());
    assert_eq!(front.post("/wp-comments-post.php", &form("cem", "Other+words")).await.status, 429, "too quickly");
    let missing = front.post("/wp-comments-post.php", &format!("comment_post_ID={}&comment=x", hello.id)).await;
    assert_eq!(missing.status, 200);
    assert!(missing.text().contains("Please fill the required fields."), "{}", missing.text());
    assert_eq!(front.get("/wp-comments-post.php").await.status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_that_fills_every_field_is_not_told_that_it_was_seen() {
    let front = Running::start().await;
    let (hello, _) = post(&front, "Hello there", PostFields::default()).await;
    let form = format!(
        "comment_post_ID={}&author=robot&email=r%40b.example&comment=Buy&comment_parent=0&{}=x",
        hello.id,
        comments::HONEYPOT
    );
    let taken = front.post("/wp-comments-post.php", &form).await;
    assert_eq!(taken.status, 302, "{}", taken.text());
    assert_eq!(comments::by_id(&front.site, 1).await.unwrap().unwrap().status, "spam");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_a_german_site_are_german() {
    let front = Running::start().await;
    settings::update(&front.site, &Actor::System, "WPLANG", &"de_DE".into()).await.unwrap();
    let (hello, _) = post(&front, "Hallo", PostFields::default()).await;
    let missing = front.get("/wp-members/no-such-page").await;
    assert_eq!(missing.status, 404);
    let html = missing.text();
    assert!(html.contains("lang=\"de-DE\"") && html.contains("<h1>Nicht gefunden</h1>"), "{html}");
    let empty = front.post("/wp-comments-post.php", &format!("comment_post_ID={}&comment=x", hello.id)).await;
    let html = empty.text();
    assert!(html.contains("<strong>Fehler:</strong> Bitte fülle die Pflichtfelder aus."), "{html}");
    assert!(html.contains("\u{ab} Zurück</a>"), "{html}");
    let form = front.get("/wp-members/sign-in").await.text();
    assert!(form.contains("E-Mail-Adresse") && form.contains("Oder ohne Passwort:"), "{form}");
    let unsigned = front.get("/wp-mail.php?unsubscribe=x").await.text();
    assert!(unsigned.contains("<h1>Abbestellen</h1>") && unsigned.contains("nicht vollständig"), "{unsigned}");
    let elsewhere = front.ask("GET", "/", &[("Host", "nobody.example")], "").await;
    assert_eq!(elsewhere.status, 421);
    assert!(elsewhere.text().contains("lang=\"en-US\""), "nobody's site has no language");
}
