//! Imports into a site on the embedded database.

use super::super::trial::{Trial, VILLAGE};
use super::*;
use crate::users::{NewUser, Role};
use crate::{Actor, cron, media, posts, redirects, terms, users};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

const OWN_POST: &str = "<item><title>Own {id}</title><wp:post_id>{id}</wp:post_id><wp:post_name>own-{id}</wp:post_name>
<wp:post_date>2001-01-01 00:00:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>";

/// A post of the site's own that has this id already.
async fn occupy(trial: &Trial, id: i64) {
    let report = trial.import(&document(&OWN_POST.replace("{id}", &id.to_string()))).await;
    assert!(report.is_complete());
    assert_eq!(trial.post(id).await.slug, format!("own-{id}"));
}

fn document(inside: &str) -> String {
    format!("<rss><channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>\n{inside}</channel></rss>")
}

#[tokio::test]
async fn posts_keep_their_ids_dates_slugs_and_authors() {
    let trial = Trial::new().await;
    let report = trial.import(VILLAGE).await;
    assert!(report.is_complete(), "{:?}", report.notes());
    assert_eq!(report.of(&Thing::Post("post".into())).imported, 2);
    let post = trial.post(101).await;
    assert_eq!((post.slug.as_str(), post.status.as_str(), post.sticky), ("opening-night", "publish", true));
    assert_eq!(post.date.to_string(), "2024-02-01 10:00:00");
    assert_eq!(post.date_gmt.unwrap().to_string(), "2024-02-01 09:00:00");
    assert_eq!(post.modified.to_string(), "2024-02-03 10:00:00");
    assert_eq!(post.guid, "https://village.example/?p=101");
    let ada = users::by_login(trial.site.host(), "ada").await.unwrap().unwrap();
    assert_eq!((post.author_id, ada.display_name.as_str()), (ada.id, "Ada Ashby"));
    assert_eq!(trial.post(103).await.password, "secret");
    assert_eq!((trial.post(103).await.parent_id, trial.post(103).await.menu_order), (102, 2));
    assert_eq!(trial.post(107).await.post_type, "book");
    assert_eq!((trial.post(106).await.date_gmt, trial.post(106).await.slug), (None, String::new()));
}

#[tokio::test]
async fn terms_come_with_their_parents_meta_and_counts() {
    let trial = Trial::new().await;
    trial.import(VILLAGE).await;
    let readings = trial.term("category", "readings").await;
    let events = trial.term("category", "events").await;
    assert_eq!((readings.id, events.id, readings.parent_id), (31, 30, 30));
    assert_eq!((readings.count, events.count), (1, 0), "a draft does not count");
    assert_eq!(trial.term("genre", "classic").await.count, 1, "a term that only an item names is made");
    assert_eq!(trial.term("nav_menu", "main").await.count, 4);
    let meta = terms::meta_entity::Entity::find()
        .filter(terms::meta_entity::Column::SiteId.eq(trial.site.id()))
        .one(trial.site.reader())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((meta.term_id, meta.meta_value.as_str()), (30, r##"{"bg":"#fff","3":true}"##));
}

#[tokio::test]
async fn meta_that_php_serialised_becomes_json_unless_it_is_broken() {
    let trial = Trial::new().await;
    trial.import(VILLAGE).await;
    assert_eq!(trial.meta(101, "mood").await.as_deref(), Some(r#"["happy",0.5]"#));
    assert_eq!(trial.meta(101, "broken").await.as_deref(), Some("a:2:{i:0;s:99:\"x\";}"));
    assert_eq!(trial.meta(101, "_thumbnail_id").await.as_deref(), Some("104"));
    assert_eq!(trial.meta(102, "_wp_page_template").await.as_deref(), Some("templates/wide.php"));
    assert_eq!(trial.meta(122, "_menu_item_object_id").await.as_deref(), Some("30"));
    let ada = users::by_login(trial.site.host(), "ada").await.unwrap().unwrap();
    assert_eq!(trial.meta(101, "_edit_last").await, Some(ada.id.to_string()));
}

#[tokio::test]
async fn comments_keep_their_threads_and_states() {
    let trial = Trial::new().await;
    trial.import(VILLAGE).await;
    let comments = trial.comments().await;
    let states: Vec<_> = comments.iter().map(|comment| (comment.id, comment.status.as_str())).collect();
    assert_eq!(states, [(201, "approved"), (202, "approved"), (203, "approved"), (204, "hold"), (205, "spam")]);
    let ada = users::by_login(trial.site.host(), "ada").await.unwrap().unwrap();
    assert_eq!((comments[1].parent_id, comments[1].user_id), (201, ada.id));
    assert_eq!(comments[2].comment_type, "pingback");
    assert_eq!(trial.post(101).await.comment_count, 3);
}

#[tokio::test]
async fn scripts_in_comments_are_taken_out_and_harmless_comments_kept_to_the_letter() {
    let trial = Trial::new().await;
    let harmless = "<img src=\"a.png\" alt=\"\"> & <del cite=\"me\">x</del> <a href=\"https://a.example/\">link</a>";
    let text = VILLAGE.replace("First!", harmless).replace("Not yet approved", "Hi<script>alert(1)</script>");
    trial.import(&text.replace("[…] opening […]", "<b onclick=\"x()\">bold</b>")).await;
    let comments = trial.comments().await;
    assert_eq!(comments[0].content, harmless);
    assert_eq!(comments[2].content, "<b>bold</b>");
    assert_eq!(comments[3].content, "Hialert(1)");
}

#[tokio::test]
async fn an_attachment_stands_without_its_file_and_an_old_slug_becomes_a_redirect() {
    let trial = Trial::new().await;
    trial.import(VILLAGE).await;
    let library = media::of_attachment(&trial.site, 104).await.unwrap().unwrap();
    assert_eq!((library.file.as_str(), library.mime_type.as_str()), ("2024/02/library.png", "image/png"));
    assert_eq!((library.width, library.height), (640, 480));
    assert!(library.metadata.contains("\"sizes\":[]"), "{}", library.metadata);
    assert_eq!(trial.post(105).await.mime_type, "text/plain");
    let redirect = redirects::entity::Entity::find()
        .filter(redirects::entity::Column::SiteId.eq(trial.site.id()))
        .one(trial.site.reader())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((redirect.kind.as_str(), redirect.source.as_str(), redirect.post_id), ("slug", "opening", 101));
}

#[tokio::test]
async fn a_second_import_changes_nothing() {
    let trial = Trial::new().await;
    trial.import(VILLAGE).await;
    let (posts, comments) = (trial.posts().await, trial.comments().await);
    let report = trial.import(VILLAGE).await;
    assert!(report.counts().all(|(_, counts)| counts.imported == 0), "{:?}", report.counts().collect::<Vec<_>>());
    assert_eq!(report.of(&Thing::Comment).already_there, 5);
    assert_eq!((trial.posts().await, trial.comments().await), (posts, comments));
}

#[tokio::test]
async fn an_edited_post_is_known_again_and_left_alone() {
    let trial = Trial::new().await;
    trial.import(VILLAGE).await;
    let newer = VILLAGE.replace("Opening Night", "Opening Evening").replace("<p>About.</p>", "<p>Other.</p>");
    let report = trial.import(&newer).await;
    assert_eq!(report.of(&Thing::Post("post".into())).imported, 0);
    assert_eq!(trial.post(101).await.title, "Opening Night");
    assert_eq!(trial.post(102).await.content, "<p>About.</p>");
}

#[tokio::test]
async fn a_taken_id_is_replaced_and_every_reference_follows() {
    let trial = Trial::new().await;
    for id in [102, 104, 110, 120] {
        occupy(&trial, id).await;
    }
    let report = trial.import(VILLAGE).await;
    assert_eq!(report.renumbered_posts(), 4);
    let find = |slug: &'static str| {
        let posts = trial.posts();
        async move { posts.await.into_iter().find(|post| post.slug == slug).unwrap() }
    };
    let (about, library, hours, item) =
        (find("about").await, find("library").await, find("hours").await, find("120").await);
    assert!([about.id, library.id, hours.id, item.id].iter().all(|id| *id > 123), "above every id of the file");
    assert_eq!(trial.post(103).await.parent_id, about.id);
    assert_eq!(trial.meta(101, "_thumbnail_id").await, Some(library.id.to_string()));
    assert_eq!(trial.meta(item.id, "_menu_item_object_id").await, Some(about.id.to_string()));
    assert_eq!(trial.meta(121, "_menu_item_menu_item_parent").await, Some(item.id.to_string()));
    assert_eq!(trial.meta(122, "_menu_item_object_id").await.as_deref(), Some("30"), "a term is not a post");
    let content = trial.post(101).await.content;
    assert!(content.contains(&format!("{{\"id\":{},\"sizeSlug\"", library.id)), "{content}");
    assert!(content.contains(&format!("wp-image-{}\"", library.id)), "{content}");
    assert!(content.contains(&format!("{{\"ref\":{}}}", hours.id)), "{content}");
    assert!(content.contains(&format!("[gallery ids=\"{},105\"]", library.id)), "{content}");
    assert_eq!(trial.post(102).await.slug, "own-102", "what was there stays");
    let again = trial.import(VILLAGE).await;
    assert!(again.counts().all(|(_, counts)| counts.imported == 0), "{:?}", again.counts().collect::<Vec<_>>());
}

#[tokio::test]
async fn an_item_of_two_menus_becomes_two_and_its_children_follow() {
    let trial = Trial::new().await;
    let start = VILLAGE.find("\t<item>\n\t\t<title><![CDATA[]]></title>").unwrap();
    let items = VILLAGE[start..].strip_suffix("</channel>\n</rss>\n").unwrap();
    let second = items.replace("nicename=\"main\"", "nicename=\"footer\"");
    let both = document(&format!("{items}{second}"));
    let report = trial.import(&both).await;
    assert_eq!(report.of(&Thing::Post("nav_menu_item".into())).imported, 8);
    let posts = trial.posts().await;
    let twin = posts.iter().find(|post| post.slug == "120" && post.id != 120).unwrap().id;
    let child = posts.iter().find(|post| post.slug == "121" && post.id != 121).unwrap().id;
    assert_eq!(trial.meta(121, "_menu_item_menu_item_parent").await.as_deref(), Some("120"));
    assert_eq!(trial.meta(child, "_menu_item_menu_item_parent").await, Some(twin.to_string()));
    let again = trial.import(&both).await;
    assert_eq!(again.of(&Thing::Post("nav_menu_item".into())).already_there, 8);
}

#[tokio::test]
async fn items_of_one_menu_that_look_alike_stay_apart() {
    let trial = Trial::new().await;
    let start = VILLAGE.find("\t<item>\n\t\t<title><![CDATA[]]></title>").unwrap();
    let items = VILLAGE[start..].strip_suffix("</channel>\n</rss>\n").unwrap();
    let alike = (120..124).fold(items.to_owned(), |items, id| {
        let (slug, guid) = (format!("<![CDATA[{id}]]></wp:post_name>"), format!("?p={id}</guid>"));
        items.replace(&slug, "<![CDATA[same]]></wp:post_name>").replace(&guid, "same</guid>")
    });
    for imported in [4, 0] {
        let report = trial.import(&document(&alike)).await;
        assert_eq!(report.of(&Thing::Post("nav_menu_item".into())).imported, imported);
    }
}

#[tokio::test]
async fn comments_whose_ids_are_taken_get_new_ones_and_answers_follow() {
    let trial = Trial::new().await;
    let other = OWN_POST.replace("{id}", "900").replace(
        "</item>",
        "<wp:comment><wp:comment_id>201</wp:comment_id><wp:comment_author>X</wp:comment_author>
        <wp:comment_date>2001-01-01 00:00:00</wp:comment_date></wp:comment></item>",
    );
    trial.import(&document(&other)).await;
    trial.import(VILLAGE).await;
    let comments = trial.comments().await;
    let first = comments.iter().find(|comment| comment.author_name == "Cy").unwrap();
    let answer = comments.iter().find(|comment| comment.id == 202).unwrap();
    assert!(first.id > 205, "{}", first.id);
    assert_eq!(answer.parent_id, first.id);
}

#[tokio::test]
async fn a_file_that_ends_in_the_middle_keeps_what_came_before_and_a_second_run_completes_it() {
    let trial = Trial::new().await;
    let cut = &VILLAGE[..VILLAGE.find("The Hound").unwrap()];
    let report = trial.import(cut).await;
    let fault = report.fault.as_ref().unwrap();
    assert_eq!(fault.position.line as usize, cut.lines().count());
    assert!(!report.is_complete());
    assert_eq!(trial.posts().await.len(), 6);
    assert_eq!(trial.term("category", "readings").await.count, 1);
    assert!(trial.import(VILLAGE).await.is_complete());
    let whole = Trial::new().await;
    whole.import(VILLAGE).await;
    let ids = |posts: Vec<posts::Post>| posts.into_iter().map(|post| (post.id, post.slug)).collect::<Vec<_>>();
    assert_eq!(ids(trial.posts().await), ids(whole.posts().await));
}

#[tokio::test]
async fn an_item_without_any_date_is_left_out_and_told_with_its_line() {
    let trial = Trial::new().await;
    let item = |id: i64, date: &str| {
        format!(
            "<item><title>N{id}</title><wp:post_id>{id}</wp:post_id><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status>{date}</item>\n"
        )
    };
    let text = document(&format!(
        "{}{}{}",
        item(1, "<wp:post_date>2020-01-01 00:00:00</wp:post_date>"),
        item(2, ""),
        item(3, "<wp:post_date>2020-13-01 00:00:00</wp:post_date><pubDate>Wed, 01 Jan 2020 12:00:00 +0000</pubDate>")
    ));
    let report = trial.import(&text).await;
    let ids: Vec<i64> = trial.posts().await.iter().map(|post| post.id).collect();
    assert_eq!(ids, [1, 3]);
    assert_eq!(report.of(&Thing::Post("post".into())).left_out, 1);
    let lost: Vec<String> =
        report.notes().iter().filter(|note| note.weight == Weight::Lost).map(ToString::to_string).collect();
    assert_eq!(
        lost,
        ["line 4, column 1: the post \"N2\" has no date: neither wp:post_date nor wp:post_date_gmt nor pubDate"]
    );
    assert!(report.notes().iter().any(|note| note.what.contains("its pubDate was taken")));
    assert_eq!(trial.post(3).await.date.to_string(), "2020-01-01 12:00:00");
}

#[tokio::test]
async fn a_post_of_the_future_is_scheduled() {
    let trial = Trial::new().await;
    trial.import(&document(&OWN_POST.replace("{id}", "9").replace("2001-01-01", "2901-01-01"))).await;
    assert_eq!(trial.post(9).await.status, "future");
    let events = cron::events(&trial.site).await.unwrap();
    let event = events.iter().find(|event| event.hook == posts::PUBLISH_HOOK).unwrap();
    assert_eq!((event.args.as_str(), event.next_run), ("[9]", trial.post(9).await.date_gmt.unwrap()));
}

#[tokio::test]
async fn unknown_authors_may_be_skipped_or_mapped() {
    let trial = Trial::new().await;
    let root = users::by_login(trial.site.host(), "root").await.unwrap().unwrap();
    let new = NewUser { login: "adele".into(), ..NewUser::default() };
    let adele = users::create(&trial.site, &Actor::System, new, Role::Editor).await.unwrap();
    let map = [("ada".to_owned(), "adele".to_owned())].into_iter().collect();
    let options = ImportOptions { authors: Authors::Map(map), ..ImportOptions::default() };
    trial.import_with(VILLAGE, &options).await;
    assert_eq!(trial.post(101).await.author_id, adele.id);
    assert_eq!(trial.post(103).await.author_id, root.id, "ben has no account, and is not listed");
    assert!(users::by_login(trial.site.host(), "ben").await.unwrap().is_none());
}

#[tokio::test]
async fn files_come_from_a_folder_with_their_addresses() {
    let trial = Trial::new().await;
    let uploads = trial.folder.path().join("backup/uploads/2024/02");
    std::fs::create_dir_all(&uploads).unwrap();
    std::fs::write(uploads.join("library.png"), b"png").unwrap();
    let files = AttachmentFiles::Folder(trial.folder.path().join("backup"));
    let options = ImportOptions { files, ..ImportOptions::default() };
    let report = trial.import_with(VILLAGE, &options).await;
    let counts = report.of(&Thing::File);
    assert_eq!((counts.imported, counts.left_out), (1, 1), "{:?}", report.notes());
    let target = trial.site.host().config().uploads_dir(trial.site.id()).join("2024/02/library.png");
    assert_eq!(std::fs::read(target).unwrap(), b"png");
    assert_eq!(media::of_attachment(&trial.site, 104).await.unwrap().unwrap().filesize, 3);
    assert!(trial.post(101).await.content.contains("http://new.example/wp-content/uploads/2024/02/library.png"));
    let again = trial.import_with(VILLAGE, &options).await;
    assert_eq!(again.of(&Thing::File).already_there, 1);
}

/// Answers every request for a picture, and for nothing else.
async fn old_site() -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let length = connection.read(&mut request).await.unwrap_or(0);
            let is_picture = String::from_utf8_lossy(&request[..length]).contains("library.png");
            let answer = if is_picture { "200 OK\r\nContent-Length: 7" } else { "404 Not Found\r\nContent-Length: 0" };
            let body = if is_picture { "picture" } else { "" };
            let text = format!("HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n{body}");
            connection.write_all(text.as_bytes()).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn files_are_fetched_from_the_old_site_and_those_it_lacks_are_told() {
    let trial = Trial::new().await;
    let files = AttachmentFiles::Fetch(platform::http::HttpClient::reaching_private_addresses().unwrap());
    let options = ImportOptions { files, ..ImportOptions::default() };
    let report = trial.import_with(&VILLAGE.replace("https://village.example", &old_site().await), &options).await;
    let counts = report.of(&Thing::File);
    assert_eq!((counts.imported, counts.left_out), (1, 1), "{:?}", report.notes());
    let target = trial.site.host().config().uploads_dir(trial.site.id()).join("2024/02/library.png");
    assert_eq!(std::fs::read(target).unwrap(), b"picture");
    let lost: Vec<_> = report.notes().iter().filter(|note| note.weight == Weight::LeftOut).collect();
    assert!(lost[0].to_string().contains("answered with status 404"), "{}", lost[0]);
    assert!(trial.post(105).await.title == "minutes", "the record stands without its file");
}

#[tokio::test]
async fn files_are_never_fetched_from_private_addresses() {
    let trial = Trial::new().await;
    let files = AttachmentFiles::Fetch(platform::http::HttpClient::new().unwrap());
    let options = ImportOptions { files, ..ImportOptions::default() };
    let report = trial.import_with(&VILLAGE.replace("https://village.example", &old_site().await), &options).await;
    assert_eq!(report.of(&Thing::File).imported, 0);
    assert!(report.notes().iter().any(|note| note.to_string().contains("is not a public http or https address")));
}

#[tokio::test]
async fn a_slug_that_is_taken_is_numbered_and_told() {
    let trial = Trial::new().await;
    trial.import(&document(&OWN_POST.replace("{id}", "900").replace("own-900", "opening-night"))).await;
    let report = trial.import(VILLAGE).await;
    assert_eq!(trial.post(101).await.slug, "opening-night-2");
    assert!(report.notes().iter().any(|note| note.to_string().contains("it stands at \"opening-night-2\" now")));
}

#[tokio::test]
async fn a_visitor_may_not_import() {
    let trial = Trial::new().await;
    let refused = import(&trial.site, &Actor::Visitor, &trial.file(VILLAGE), &ImportOptions::default(), &Silent).await;
    assert_eq!(refused.unwrap_err().code(), "rest_forbidden");
}

#[tokio::test]
async fn a_file_that_is_no_export_changes_nothing() {
    let trial = Trial::new().await;
    let report = trial.import("<html></html>").await;
    assert!(report.fault.unwrap().to_string().starts_with("line 1, column 1: this is not a WordPress export"));
    assert!(trial.posts().await.is_empty());
}
