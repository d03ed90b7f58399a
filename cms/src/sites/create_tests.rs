//! A site from its beginning, on the embedded database.

use platform::{Clock, Config};
use sea_orm::EntityTrait;

use super::{NewSite, create, next, next_many};
use crate::sites::Kind;
use crate::users::{NewUser, Role};
use crate::{Actor, Host, posts, settings, sites, users};

async fn new_host() -> (tempfile::TempDir, Host) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().into(), ..Config::default() };
    let host = Host::open(config, Clock::system()).await.unwrap();
    host.migrate().await.unwrap();
    (folder, host)
}

fn example() -> NewSite {
    NewSite { url: "http://example.com/".into(), title: "Example".into(), admin_email: "a@example.com".into() }
}

#[tokio::test]
async fn a_new_site_answers_to_its_host_name_and_no_other() {
    let (_folder, host) = new_host().await;
    let site = create(&host, &Actor::System, example()).await.unwrap();
    assert_eq!(site.settings().blogname(), "Example");
    assert_eq!(sites::by_host(&host, "EXAMPLE.com:80").await.unwrap().unwrap().id(), site.id());
    assert!(sites::by_host(&host, "example.org").await.unwrap().is_none());
    let again = create(&host, &Actor::System, example()).await;
    assert_eq!(again.unwrap_err().code(), "site_taken");
}

#[tokio::test]
async fn ids_count_from_one_in_each_site() {
    let (_folder, host) = new_host().await;
    let one = create(&host, &Actor::System, example()).await.unwrap();
    let two = create(&host, &Actor::System, NewSite { url: "http://two.example".into(), ..example() }).await.unwrap();
    assert_eq!(next(&one, Kind::Posts).await.unwrap(), 1);
    assert_eq!(next_many(&one, Kind::Posts, 5).await.unwrap(), 2);
    assert_eq!(next(&one, Kind::Posts).await.unwrap(), 7);
    assert_eq!(next(&two, Kind::Posts).await.unwrap(), 1);
    assert_eq!(next(&one, Kind::Terms).await.unwrap(), 2, "Uncategorized is number 1");
}

#[tokio::test]
async fn a_changed_option_is_seen_at_once() {
    let (_folder, host) = new_host().await;
    let site = create(&host, &Actor::System, example()).await.unwrap();
    settings::update(&site, &Actor::System, "blogname", &"Renamed".into()).await.unwrap();
    assert_eq!(sites::by_id(&host, site.id()).await.unwrap().settings().blogname(), "Renamed");
    let refused = settings::update(&site, &Actor::Visitor, "blogname", &"Hacked".into()).await;
    assert_eq!(refused.unwrap_err().code(), "rest_forbidden");
}

#[tokio::test]
async fn a_taken_login_is_refused_whatever_its_case() {
    let (_folder, host) = new_host().await;
    let site = create(&host, &Actor::System, example()).await.unwrap();
    let ann = NewUser { login: "Ann".into(), email: "ann@example.com".into(), ..NewUser::default() };
    users::create(&site, &Actor::System, ann.clone(), Role::Editor).await.unwrap();
    let again = NewUser { login: "ann".into(), email: "other@example.com".into(), ..NewUser::default() };
    let refused = users::create(&site, &Actor::System, again, Role::Editor).await;
    assert_eq!(refused.unwrap_err().code(), "existing_user_login");
    assert_eq!(users::of_site(&site).await.unwrap()[0].1, Role::Editor);
}

#[tokio::test]
async fn search_rows_follow_their_posts() {
    let (_folder, host) = new_host().await;
    let site = create(&host, &Actor::System, example()).await.unwrap();
    let now = host.now();
    let row = posts::entity::Model {
        site_id: site.id(),
        id: 1,
        post_type: "post".into(),
        status: "publish".into(),
        slug: "a".into(),
        title: "Findable".into(),
        content: String::new(),
        excerpt: String::new(),
        content_filtered: String::new(),
        author_id: 0,
        parent_id: 0,
        menu_order: 0,
        password: String::new(),
        sticky: false,
        access: String::new(),
        date: now,
        date_gmt: Some(now),
        modified: now,
        modified_gmt: now,
        comment_status: "open".into(),
        ping_status: "open".into(),
        comment_count: 0,
        guid: String::new(),
        mime_type: String::new(),
        to_ping: String::new(),
        pinged: String::new(),
    };
    posts::entity::Entity::insert(posts::entity::ActiveModel::from(row))
        .exec_without_returning(site.writer())
        .await
        .unwrap();
    let hits = |word: &str| {
        let sql = format!("SELECT rowid FROM post_search WHERE post_search MATCH '{word}'");
        let site = site.clone();
        async move {
            use sea_orm::ConnectionTrait;
            let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql);
            site.reader().query_all_raw(statement).await.unwrap().len()
        }
    };
    assert_eq!(hits("findable").await, 1);
    posts::entity::Entity::delete_by_id((site.id(), 1)).exec(site.writer()).await.unwrap();
    assert_eq!(hits("findable").await, 0);
}
