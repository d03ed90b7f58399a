//! A clone from its beginning, on the embedded database.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use super::{KIND, NewClone, begin};
use crate::background::{self, Work};
use crate::media::StoredFile;
use crate::posts::{self, PostFields};
use crate::sites::{self, by_host, by_id};
use crate::users::Role;
use crate::{Actor, Change, Site, fixture, media, settings};

fn to(url: &str) -> NewClone {
    NewClone { url: url.into(), title: String::new() }
}

async fn ended(site: &Site, id: i64) -> Work {
    loop {
        let row = background::by_id(site, &Actor::System, &KIND, id).await.unwrap();
        if row.state != "running" {
            return row;
        }
        tokio::task::yield_now().await;
    }
}

async fn cloned(site: &Site, new: NewClone) -> (Site, Work) {
    let url = new.url.clone();
    let begun = begin(site, &Actor::System, new).await.unwrap();
    let work = ended(site, begun.id).await;
    assert_eq!((work.state.as_str(), work.told.as_str()), ("done", ""));
    let name = url.split("://").last().unwrap().to_owned();
    (by_host(site.host(), &name).await.unwrap().unwrap(), work)
}

async fn rows(site: &Site, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS rows FROM {table} WHERE site_id = {}", site.id());
    let statement = Statement::from_string(site.host().database().backend(), sql);
    site.writer().query_one_raw(statement).await.unwrap().unwrap().try_get("", "rows").unwrap()
}

async fn written(site: &Site, fields: PostFields) -> posts::Post {
    posts::create(site, &Actor::System, "post", fields).await.unwrap()
}

#[tokio::test]
async fn a_clone_has_the_content_under_the_same_numbers_and_goes_its_own_way() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Editor).await;
    let content = "See <a href=\"http://example.com/here/\">here</a>.".to_owned();
    let post = PostFields {
        title: Some("One".into()),
        content: Some(content.clone()),
        status: Some("publish".into()),
        ..PostFields::default()
    };
    let post = written(&site, post).await;
    posts::set_meta(&site, &Actor::System, post.id, "colour", "red").await.unwrap();
    settings::update(&site, &Actor::System, "blogdescription", &json!("Of the original")).await.unwrap();
    let site = fixture::again(&site).await;
    let (clone, work) = cloned(&site, NewClone { url: "http://two.example".into(), title: "Two".into() }).await;
    assert!(work.report.contains("\"posts\":1"), "{}", work.report);
    assert_eq!((clone.record().status.as_str(), clone.url()), ("active", "http://two.example"));
    let (title, home) = (clone.settings().blogname(), clone.settings().text("home"));
    assert_eq!((title.as_str(), home.as_str()), ("Two", "http://two.example"));
    assert_eq!(clone.settings().text("blogdescription"), "Of the original");
    let copy = posts::by_id(&clone, post.id).await.unwrap().unwrap();
    assert_eq!((copy.title.as_str(), copy.content.as_str()), ("One", content.as_str()), "rows stay as they were");
    assert_eq!(sites::mapped(&clone, content.as_str().into()), content.replace("example.com", "two.example"));
    assert_eq!(crate::users::on_site(&clone, ann.user_id()).await.unwrap(), Some(Role::Editor));
    for table in ["posts", "post_meta", "terms", "term_relationships", "site_users", "cron_events"] {
        assert!(rows(&clone, table).await > 0 && rows(&clone, table).await == rows(&site, table).await, "{table}");
    }
    let next = written(&clone, PostFields { title: Some("Mine".into()), ..PostFields::default() }).await;
    assert!(next.id > post.id);
    posts::delete(&clone, &Actor::System, post.id).await.unwrap();
    assert!(posts::by_id(&site, post.id).await.unwrap().is_some(), "the original keeps its own");
}

#[tokio::test]
async fn files_of_a_clone_are_its_own_from_the_first_change_on() {
    let (_folder, site) = fixture::site().await;
    let config = site.host().config().clone();
    std::fs::create_dir_all(config.uploads_dir(site.id()).join(".incoming")).unwrap();
    std::fs::write(config.uploads_dir(site.id()).join("a.jpg"), b"a picture").unwrap();
    std::fs::write(config.uploads_dir(site.id()).join(".incoming/half"), b"half").unwrap();
    let file = |name: &str| StoredFile { file: name.into(), size: 9, sha256: "aa".into() };
    let change = Change::begin(&site).await.unwrap();
    media::note_files(&change, &site, &[file("a.jpg"), file("lost.jpg")]).await.unwrap();
    change.commit().await.unwrap();
    let (clone, work) = cloned(&site, to("http://two.example")).await;
    assert!(work.report.contains("\"files\":1") && work.report.contains("\"missing_files\":1"), "{}", work.report);
    let folder = config.uploads_dir(clone.id());
    assert_eq!(std::fs::read(folder.join("a.jpg")).unwrap(), b"a picture");
    assert!(!folder.join(".incoming").exists());
    assert!(media::stored(&clone, "a.jpg").await.unwrap().is_some_and(|row| row.in_a.is_empty()));
    assert!(media::stored(&clone, "lost.jpg").await.unwrap().is_none());
    std::fs::remove_file(config.uploads_dir(site.id()).join("a.jpg")).unwrap();
    assert!(folder.join("a.jpg").is_file());
}

#[tokio::test]
async fn a_clone_of_a_clone_shows_its_own_address_for_both() {
    let (_folder, site) = fixture::site().await;
    let (two, _) = cloned(&site, to("http://two.example")).await;
    let (three, _) = cloned(&two, to("http://three.example")).await;
    let text = "http://example.com/a http://two.example/b http://other.example/c";
    let shown = sites::mapped(&three, text.into());
    assert_eq!(shown, "http://three.example/a http://three.example/b http://other.example/c");
}

#[tokio::test]
async fn what_waits_for_its_day_waits_in_the_clone_too_and_secrets_stay() {
    let (_folder, site) = fixture::site().await;
    settings::update(&site, &Actor::System, "mailserver_pass", &json!("secret")).await.unwrap();
    let later = site.host().now() + chrono::Duration::days(3);
    let date = Some(posts::PostDate::Utc(later));
    let post =
        PostFields { title: Some("Later".into()), status: Some("publish".into()), date, ..PostFields::default() };
    let post = written(&site, post).await;
    assert_eq!(post.status, "future");
    let (clone, _) = cloned(&fixture::again(&site).await, to("http://two.example")).await;
    assert_eq!(posts::by_id(&clone, post.id).await.unwrap().unwrap().status, "future");
    assert_eq!(rows(&clone, "cron_events").await, 4, "three of every day, and the post's");
    assert_eq!(clone.settings().text("mailserver_pass"), "");
}

#[tokio::test]
async fn a_taken_address_makes_no_site_and_a_deleted_site_is_not_cloned() {
    let (_folder, site) = fixture::site().await;
    let taken = begin(&site, &Actor::System, to("http://example.com")).await;
    assert_eq!(taken.unwrap_err().code(), "site_taken");
    sites::delete(&site, &Actor::System).await.unwrap();
    let deleted = begin(&fixture::again(&site).await, &Actor::System, to("http://two.example")).await;
    assert_eq!(deleted.unwrap_err().code(), "site_deleted");
    assert_eq!(sites::with_deleted(site.host()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_clone_that_fails_leaves_no_site_behind() {
    let (_folder, site) = fixture::site().await;
    let uploads = site.host().config().uploads_dir(site.id());
    std::fs::create_dir_all(uploads.parent().unwrap()).unwrap();
    std::fs::write(&uploads, b"no folder").unwrap();
    let begun = begin(&site, &Actor::System, to("http://two.example")).await.unwrap();
    let work = ended(&site, begun.id).await;
    assert_eq!(work.state, "failed");
    assert!(work.told.starts_with("The site could not be cloned"), "{}", work.told);
    assert_eq!(sites::with_deleted(site.host()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn sites_are_cloned_by_the_network_alone() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Administrator).await;
    let refused = begin(&site, &ann, to("http://two.example")).await;
    assert_eq!(refused.unwrap_err().code(), "rest_forbidden");
    assert_eq!(sites::all(site.host()).await.unwrap().len(), 1);
    assert_eq!(by_id(site.host(), site.id()).await.unwrap().id(), site.id());
}
