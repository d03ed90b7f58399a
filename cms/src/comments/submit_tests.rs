//! Comments from the form to the page, on the embedded database.

use platform::{Clock, Config};
use sea_orm::EntityTrait;

use super::{NewComment, Status, delete, restore, set_status, shown_under, submit};
use crate::sites::{NewSite, create};
use crate::{Actor, Host, Site, posts, settings};

pub(super) struct Fixture {
    _folder: tempfile::TempDir,
    clock: Clock,
    pub(super) site: Site,
}

pub(super) async fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().into(), ..Config::default() };
    let clock = Clock::fixed("2026-05-01T10:00:00Z".parse().unwrap());
    let host = Host::open(config, clock.clone()).await.unwrap();
    host.migrate().await.unwrap();
    let new = NewSite { url: "http://example.com".into(), title: "T".into(), admin_email: "a@example.com".into() };
    let site = create(&host, &Actor::System, new).await.unwrap();
    let now = host.now();
    let post = posts::Post {
        site_id: site.id(),
        id: 1,
        post_type: "post".into(),
        status: "publish".into(),
        slug: "a".into(),
        title: "A".into(),
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
    let row = posts::entity::ActiveModel::from(post);
    posts::entity::Entity::insert(row).exec_without_returning(site.writer()).await.unwrap();
    Fixture { _folder: folder, clock, site }
}

pub(super) fn typed(text: &str) -> NewComment {
    NewComment {
        post_id: 1,
        author_name: "Ann".into(),
        author_email: "ann@example.com".into(),
        content: text.into(),
        author_ip: "192.0.2.1".into(),
        ..NewComment::default()
    }
}

impl Fixture {
    pub(super) async fn post_count(&self) -> i64 {
        posts::by_id(&self.site, 1).await.unwrap().unwrap().comment_count
    }

    fn a_minute_later(&self) {
        self.clock.set(self.clock.now() + chrono::Duration::minutes(1));
    }

    async fn code_of(&self, new: NewComment) -> &'static str {
        submit(&self.site, &Actor::Visitor, new).await.unwrap_err().code()
    }
}

#[tokio::test]
async fn a_strangers_first_comment_waits_and_the_second_is_shown() {
    let fixture = fixture().await;
    let first = submit(&fixture.site, &Actor::Visitor, typed("First")).await.unwrap();
    assert_eq!(first.status, "hold");
    assert_eq!(fixture.post_count().await, 0);
    set_status(&fixture.site, &Actor::System, first.id, Status::Approved).await.unwrap();
    assert_eq!(fixture.post_count().await, 1);
    fixture.a_minute_later();
    let second = submit(&fixture.site, &Actor::Visitor, typed("Second")).await.unwrap();
    assert_eq!(second.status, "approved");
    assert_eq!(shown_under(&fixture.site, 1).await.unwrap().len(), 2);
}

#[tokio::test]
async fn scripts_do_not_survive_in_a_comment() {
    let fixture = fixture().await;
    let text = "<script>alert(1)</script><a href=\"javascript:alert(2)\" onclick=\"x()\">b</a> <strong>kept</strong>";
    let comment = submit(&fixture.site, &Actor::Visitor, typed(text)).await.unwrap();
    for danger in ["<script", "javascript:", "onclick"] {
        assert!(!comment.content.contains(danger), "{}", comment.content);
    }
    assert!(comment.content.contains("<strong>kept</strong>"));
}

#[tokio::test]
async fn the_same_words_and_too_many_words_are_refused() {
    let fixture = fixture().await;
    submit(&fixture.site, &Actor::Visitor, typed("Hello")).await.unwrap();
    assert_eq!(fixture.code_of(typed("Hello")).await, "comment_duplicate");
    assert_eq!(fixture.code_of(typed("Hello again")).await, "comment_flood");
    assert_eq!(fixture.code_of(typed(&"x".repeat(70_000))).await, "comment_content_column_length");
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let fixture = fixture().await;
    assert_eq!(fixture.code_of(typed(" ")).await, "require_valid_comment");
    assert_eq!(fixture.code_of(NewComment { author_name: String::new(), ..typed("x") }).await, "require_name_email");
    assert_eq!(
        fixture.code_of(NewComment { author_email: "not-mail".into(), ..typed("x") }).await,
        "require_valid_email"
    );
    assert_eq!(fixture.code_of(NewComment { post_id: 99, ..typed("x") }).await, "comment_id_not_found");
    let answer = NewComment { parent_id: 7, ..typed("x") };
    assert_eq!(fixture.code_of(answer).await, "comment_reply_to_unapproved_comment");
}

#[tokio::test]
async fn a_robot_that_fills_the_hidden_field_is_not_told_that_it_is_spam() {
    let fixture = fixture().await;
    let comment = submit(&fixture.site, &Actor::Visitor, NewComment { honeypot: "x".into(), ..typed("Buy") }).await;
    assert_eq!(comment.unwrap().status, "spam");
}

#[tokio::test]
async fn moderation_words_and_links_hold_a_comment_back() {
    let fixture = fixture().await;
    let site = &fixture.site;
    settings::update(site, &Actor::System, "comment_previously_approved", &0.into()).await.unwrap();
    settings::update(site, &Actor::System, "moderation_keys", &"casino\n".into()).await.unwrap();
    let site = crate::sites::by_id(site.host(), site.id()).await.unwrap();
    let status = |text: &str| {
        fixture.a_minute_later();
        let (site, new) = (site.clone(), typed(text));
        async move { submit(&site, &Actor::Visitor, new).await.unwrap().status }
    };
    assert_eq!(status("plain").await, "approved");
    assert_eq!(status("a CASINO here").await, "hold");
    let links = "<a href=\"http://a.example\">a</a> <a href=\"http://b.example\">b</a>";
    assert_eq!(status(links).await, "hold");
}

#[tokio::test]
async fn a_comment_comes_back_from_the_trash_as_it_was() {
    let fixture = fixture().await;
    let site = &fixture.site;
    let comment = submit(site, &Actor::Visitor, typed("Keep")).await.unwrap();
    set_status(site, &Actor::System, comment.id, Status::Approved).await.unwrap();
    set_status(site, &Actor::System, comment.id, Status::Trash).await.unwrap();
    assert_eq!(fixture.post_count().await, 0);
    assert_eq!(restore(site, &Actor::System, comment.id).await.unwrap().status, "approved");
    delete(site, &Actor::System, comment.id).await.unwrap();
    assert_eq!(fixture.post_count().await, 0);
}

#[tokio::test]
async fn a_visitor_may_not_moderate() {
    let fixture = fixture().await;
    let comment = submit(&fixture.site, &Actor::Visitor, typed("x")).await.unwrap();
    let refused = set_status(&fixture.site, &Actor::Visitor, comment.id, Status::Approved).await;
    assert_eq!(refused.unwrap_err().code(), "rest_cannot_edit");
    assert!(delete(&fixture.site, &Actor::Visitor, comment.id).await.is_err());
}
