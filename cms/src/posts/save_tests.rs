//! Posts from their first draft to their publication.

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;

use super::*;
use crate::users::Role;
use crate::{Actor, Change, Site, cron, fixture, settings, terms};

fn titled(title: &str) -> PostFields {
    PostFields { title: Some(title.into()), content: Some("Text.".into()), ..PostFields::default() }
}

fn published(title: &str) -> PostFields {
    PostFields { status: Some("publish".into()), ..titled(title) }
}

async fn make(site: &Site, post_type: &str, fields: PostFields) -> Post {
    create(site, &Actor::System, post_type, fields).await.unwrap()
}

async fn change(site: &Site, id: i64, fields: PostFields) -> Post {
    update(site, &Actor::System, id, fields).await.unwrap()
}

#[tokio::test]
async fn a_draft_has_no_slug_and_no_date_of_its_own() {
    let (_folder, site) = fixture::site().await;
    let draft = make(&site, "post", titled("Hello there")).await;
    assert_eq!((draft.status.as_str(), draft.slug.as_str(), draft.date_gmt), ("draft", "", None));
    assert_eq!(draft.guid, format!("http://example.com/?p={}", draft.id));
    let post = publish(&site, &Actor::System, draft.id).await.unwrap();
    assert_eq!((post.status.as_str(), post.slug.as_str()), ("publish", "hello-there"));
    assert!(post.date_gmt.is_some());
}

#[tokio::test]
async fn two_posts_of_one_title_have_two_slugs() {
    let (_folder, site) = fixture::site().await;
    let slugs = ["hello", "hello-2", "hello-3"];
    for slug in slugs {
        assert_eq!(make(&site, "post", published("Hello")).await.slug, slug);
    }
    assert_eq!(make(&site, "page", published("Hello")).await.slug, "hello", "pages are others");
}

#[tokio::test]
async fn slugs_that_mean_something_else_get_a_number() {
    let (_folder, site) = fixture::site().await;
    assert_eq!(make(&site, "post", published("Feed")).await.slug, "feed-2");
    assert_eq!(make(&site, "page", published("2012")).await.slug, "2012-2");
    assert_eq!(make(&site, "post", published("2012")).await.slug, "2012");
    let plain = settings::PermalinkStructure { posts: Some("/%postname%/".into()), ..Default::default() };
    settings::set_permalink_structure(&site, &Actor::System, plain).await.unwrap();
    let site = fixture::again(&site).await;
    assert_eq!(make(&site, "post", published("2013")).await.slug, "2013-2");
}

#[tokio::test]
async fn pages_differ_within_their_parent_only() {
    let (_folder, site) = fixture::site().await;
    let parent = make(&site, "page", published("About")).await;
    let below = PostFields { parent_id: Some(parent.id), ..published("About") };
    assert_eq!(make(&site, "page", below.clone()).await.slug, "about");
    assert_eq!(make(&site, "page", below).await.slug, "about-2");
    let circle = change(&site, parent.id, PostFields { parent_id: Some(parent.id), ..Default::default() }).await;
    assert_eq!(circle.parent_id, 0);
}

#[tokio::test]
async fn a_post_of_tomorrow_is_scheduled_and_published_when_its_time_has_come() {
    let noon = Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap();
    let (_folder, site) = fixture::site_at(Clock::fixed(noon)).await;
    let tomorrow = noon.naive_utc() + Duration::days(1);
    let fields = PostFields { date: Some(PostDate::Utc(tomorrow)), ..published("Later") };
    let post = make(&site, "post", fields).await;
    assert_eq!(post.status, "future");
    let event = cron::events(&site).await.unwrap().into_iter().find(|event| event.hook == PUBLISH_HOOK).unwrap();
    assert_eq!((event.next_run, event.args), (tomorrow, format!("[{}]", post.id)));
    let mut early = Change::begin(&site).await.unwrap();
    publish_when_due(&mut early, &site, post.id, site.host().now(), &NewItems::default()).await.unwrap();
    early.commit().await.unwrap();
    assert_eq!(by_id(&site, post.id).await.unwrap().unwrap().status, "future");
    site.host().clock().set(noon + Duration::days(1));
    let mut due = Change::begin(&site).await.unwrap();
    publish_when_due(&mut due, &site, post.id, site.host().now(), &NewItems::default()).await.unwrap();
    due.commit().await.unwrap();
    assert_eq!(by_id(&site, post.id).await.unwrap().unwrap().status, "publish");
}

#[tokio::test]
async fn a_post_taken_back_is_scheduled_no_more() {
    let (_folder, site) = fixture::site().await;
    let tomorrow = site.host().now() + Duration::days(1);
    let post = make(&site, "post", PostFields { date: Some(PostDate::Utc(tomorrow)), ..published("Later") }).await;
    change(&site, post.id, PostFields { status: Some("draft".into()), ..Default::default() }).await;
    let events = cron::events(&site).await.unwrap();
    assert!(events.iter().all(|event| event.hook != PUBLISH_HOOK));
}

#[tokio::test]
async fn a_published_posts_old_slug_leads_to_it() {
    use sea_orm::EntityTrait;
    let (_folder, site) = fixture::site().await;
    let post = make(&site, "post", published("First")).await;
    change(&site, post.id, PostFields { slug: Some("second".into()), ..Default::default() }).await;
    let old = crate::redirects::entity::Entity::find().all(site.writer()).await.unwrap();
    assert_eq!(old.iter().map(|row| (row.source.as_str(), row.post_id)).collect::<Vec<_>>(), [("first", post.id)]);
    change(&site, post.id, PostFields { slug: Some("first".into()), ..Default::default() }).await;
    let old = crate::redirects::entity::Entity::find().all(site.writer()).await.unwrap();
    assert_eq!(old.iter().map(|row| row.source.as_str()).collect::<Vec<_>>(), ["second"]);
}

#[tokio::test]
async fn every_changed_text_is_kept_as_a_revision() {
    let (_folder, site) = fixture::site().await;
    let post = make(&site, "post", published("First")).await;
    for title in ["Second", "Second", "Third"] {
        change(&site, post.id, PostFields { title: Some(title.into()), ..Default::default() }).await;
    }
    let kept = revisions::list(&site, &Actor::System, post.id).await.unwrap();
    assert_eq!(kept.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["Third", "Second"]);
    let back = revisions::restore(&site, &Actor::System, kept[1].id).await.unwrap();
    assert_eq!(back.title, "Second");
}

#[tokio::test]
async fn a_post_has_the_default_category_and_is_counted_once_published() {
    let (_folder, site) = fixture::site().await;
    let post = make(&site, "post", titled("Draft")).await;
    let count = || async { terms::by_id(&site, 1).await.unwrap().unwrap().count };
    assert_eq!((terms::of_post(&site, post.id).await.unwrap().len(), count().await), (1, 0));
    publish(&site, &Actor::System, post.id).await.unwrap();
    assert_eq!(count().await, 1);
    let news = terms::TermFields { name: Some("News".into()), ..Default::default() };
    let news = terms::create(&site, &Actor::System, "category", news).await.unwrap();
    let moved = PostFields { terms: [("category".to_owned(), vec![news.id, 999])].into(), ..Default::default() };
    change(&site, post.id, moved).await;
    assert_eq!(count().await, 0);
    assert_eq!(terms::of_post(&site, post.id).await.unwrap()[0].count, 1);
}

#[tokio::test]
async fn format_image_and_template_stand_beside_the_post() {
    let (_folder, site) = fixture::site().await;
    let picture = PostFields { mime_type: Some("image/png".into()), ..titled("Picture") };
    let picture = make(&site, "attachment", picture).await;
    let fields = PostFields {
        format: Some("aside".into()),
        featured_media: Some(picture.id),
        template: Some("wide".into()),
        ..published("Dressed")
    };
    let post = make(&site, "post", fields).await;
    let meta = meta_of(&site, post.id).await.unwrap();
    let featured = ("_thumbnail_id".to_owned(), picture.id.to_string());
    assert!(meta.contains(&featured));
    assert!(meta.contains(&("_wp_page_template".into(), "wide".into())));
    let slugs: Vec<String> = terms::of_post(&site, post.id).await.unwrap().into_iter().map(|term| term.slug).collect();
    assert!(slugs.contains(&"post-format-aside".to_owned()));
    change(&site, post.id, PostFields { featured_media: Some(999), ..Default::default() }).await;
    assert!(meta_of(&site, post.id).await.unwrap().contains(&featured), "an image that is not there changes nothing");
    let bare = PostFields { format: Some("standard".into()), featured_media: Some(0), ..Default::default() };
    change(&site, post.id, bare).await;
    assert!(!meta_of(&site, post.id).await.unwrap().iter().any(|(key, _)| key == "_thumbnail_id"));
    assert_eq!(terms::of_post(&site, post.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_contributor_may_write_but_not_publish() {
    let (_folder, site) = fixture::site().await;
    let carl = fixture::person(&site, "carl", Role::Contributor).await;
    let refused = create(&site, &carl, "post", published("Mine")).await;
    assert_eq!(refused.unwrap_err().code(), "rest_cannot_publish");
    let pending = PostFields { status: Some("pending".into()), slug: Some("x".into()), ..titled("Mine") };
    let mine = create(&site, &carl, "post", pending).await.unwrap();
    assert_eq!((mine.author_id, mine.slug.as_str()), (carl.user_id(), ""));
    publish(&site, &Actor::System, mine.id).await.unwrap();
    let late = update(&site, &carl, mine.id, titled("Changed")).await;
    assert_eq!(late.unwrap_err().code(), "rest_cannot_edit", "once published it is the editors'");
}

#[tokio::test]
async fn an_author_may_not_touch_what_others_wrote() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let bob = fixture::person(&site, "bob", Role::Author).await;
    let post = create(&site, &ann, "post", published("Ann's")).await.unwrap();
    assert_eq!(update(&site, &bob, post.id, titled("Bob's")).await.unwrap_err().code(), "rest_cannot_edit");
    assert_eq!(trash(&site, &bob, post.id).await.unwrap_err().code(), "rest_cannot_delete");
    let as_ann = PostFields { author_id: Some(ann.user_id()), ..titled("Forged") };
    assert_eq!(create(&site, &bob, "post", as_ann).await.unwrap_err().code(), "rest_cannot_edit_others");
    assert_eq!(create(&site, &bob, "page", titled("A page")).await.unwrap_err().code(), "rest_cannot_create");
    let sticky = PostFields { sticky: Some(true), ..titled("Sticky") };
    assert_eq!(create(&site, &bob, "post", sticky).await.unwrap_err().code(), "rest_cannot_assign_sticky");
}

#[tokio::test]
async fn scripts_of_people_without_unfiltered_html_are_cleaned() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let fields = PostFields { content: Some("<p onclick=\"x()\">a<script>b</script></p>".into()), ..titled("T") };
    let post = create(&site, &ann, "post", fields.clone()).await.unwrap();
    assert!(!post.content.contains("<script") && !post.content.contains("onclick"), "{}", post.content);
    let editor = fixture::person(&site, "eve", Role::Editor).await;
    assert!(create(&site, &editor, "post", fields).await.unwrap().content.contains("<script>"));
}

#[tokio::test]
async fn a_post_without_any_text_is_refused() {
    let (_folder, site) = fixture::site().await;
    let empty = create(&site, &Actor::System, "post", PostFields::default()).await;
    assert_eq!(empty.unwrap_err().code(), "empty_content");
    let secret = PostFields { sticky: Some(true), password: Some("x".into()), ..titled("T") };
    assert_eq!(create(&site, &Actor::System, "post", secret).await.unwrap_err().code(), "rest_invalid_field");
}

#[tokio::test]
async fn what_is_refused_or_says_nothing_new_takes_no_number() {
    let (_folder, site) = fixture::site().await;
    let post = make(&site, "post", published("One")).await;
    create(&site, &Actor::System, "post", PostFields::default()).await.unwrap_err();
    let sticky = || PostFields { sticky: Some(true), ..Default::default() };
    change(&site, post.id, sticky()).await;
    change(&site, post.id, sticky()).await;
    assert_eq!(make(&site, "post", titled("Next")).await.id, post.id + 2, "one revision between them");
}

#[tokio::test]
async fn an_autosave_is_offered_until_the_post_is_saved_after_it() {
    let noon = Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap();
    let (_folder, site) = fixture::site_at(Clock::fixed(noon)).await;
    let (editor, author) =
        (fixture::person(&site, "ed", Role::Editor).await, fixture::person(&site, "al", Role::Author).await);
    let post = make(&site, "post", published("One")).await;
    assert!(revisions::newer_autosave(&site, &editor, &post).await.unwrap().is_none());
    site.host().clock().set(noon + Duration::minutes(1));
    let kept = revisions::autosave(&site, &editor, post.id, titled("One, and more")).await.unwrap();
    let offered = revisions::newer_autosave(&site, &Actor::System, &post).await.unwrap();
    assert_eq!(offered.map(|version| version.id), Some(kept.id), "to whoever opens the post");
    assert!(revisions::newer_autosave(&site, &author, &post).await.is_err(), "who may edit it");
    site.host().clock().set(noon + Duration::minutes(2));
    let saved = change(&site, post.id, titled("One, and more")).await;
    assert!(revisions::newer_autosave(&site, &editor, &saved).await.unwrap().is_none());
}

#[tokio::test]
async fn an_import_keeps_its_numbers_and_new_ones_come_after() {
    let (_folder, site) = fixture::site().await;
    let kept = make(&site, "post", PostFields { id: Some(611), ..titled("Kept") }).await;
    assert_eq!(kept.id, 611);
    assert_eq!(make(&site, "post", titled("Next")).await.id, 612);
    assert_eq!(make(&site, "post", PostFields { id: Some(611), ..titled("Taken") }).await.id, 613);
}
