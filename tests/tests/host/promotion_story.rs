//! The whole way once: cloned, edited on both sides, compared, decided, promoted, taken back.
use cms::posts::{self, PostFields};
use cms::settings;
use cms::terms::{self, TermFields};
use cms::users::Role;
use cms::{Actor, comments};
use serde_json::json;
use staging::merge::{Choice, Outcome};
use staging::plan::{self, Action};
use tests::{ClonedSite, Installation, on_both_databases};

on_both_databases! {
    async fn what_was_edited_in_an_environment_reaches_production_and_nothing_of_productions_is_lost(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 60).await.cloned().await;
        let new = forty_edits(&site).await;
        let visitors = visitors_and_editors(&site).await;

        let open = site.plan().await;
        let conflicts: Vec<String> = open.conflicts().map(|(item, change)| format!("{} {}", item.key, change.field)).collect();
        assert_eq!(conflicts, ["post:1 title", "post:2 content"], "{}", plan::tell(&open));
        assert_eq!(site.promote(&open).await.unwrap_err().code(), "plan_undecided");
        assert_eq!(open.items.iter().filter(|item| item.action == Action::Add).count(), 6, "{}", plan::tell(&open));
        let merged = open.items.iter().find(|item| item.key.to_string() == "post:3").unwrap();
        assert!(merged.changes.iter().any(|change| change.outcome == Outcome::Merged), "{merged:?}");

        let staging = site.staging().await;
        let key = |text: &str| text.parse().unwrap();
        plan::decide(&staging, &Actor::System, &open, &key("post:1"), Some("title"), &Choice::Staging).await.unwrap();
        plan::decide(&staging, &Actor::System, &open, &key("post:2"), None, &Choice::Production).await.unwrap();
        let decided = site.plan().await;
        assert_eq!(decided.conflicts().count(), 0, "a decision is kept: {}", plan::tell(&decided));
        let before = everything(&site).await;
        site.promote(&decided).await.unwrap();

        assert_eq!(site.title(1).await.as_deref(), Some("Staging's title"));
        let both = posts::by_id(&site.production, 3).await.unwrap().unwrap().content;
        assert!(both.contains("Staging's one") && both.contains("Production's two"), "{both}");
        let kept = posts::by_id(&site.production, 2).await.unwrap().unwrap().content;
        assert!(kept.contains("Production's one"), "{kept}");
        assert_eq!(site.title(50).await.as_deref(), Some("Production's 50"));
        assert_eq!(site.title(10).await.as_deref(), Some("Edited 10"));
        assert_eq!(site.title(40).await, None, "deleted in the environment");
        assert_eq!(site.now().await.settings().text("blogdescription"), "Staging's tagline");
        let page = posts::by_id(&site.production, new).await.unwrap().unwrap();
        assert!(page.content.contains("http://production.example/about") && !page.content.contains("staging.example"));
        visitors.are_all_there(&site).await;
        assert!(site.plan().await.is_empty(), "what was promoted is no difference any more");

        let late = site.comment(new, "late@visitors.example", "On the new page").await;
        site.comment(5, "late2@visitors.example", "On an old one").await;
        let taken_back = site.roll_back().await.unwrap();
        assert!(taken_back.told.contains("trash"), "{}", taken_back.told);
        let after = everything(&site).await;
        let different: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
        assert!(different.is_empty(), "not as before: {different:#?}");
        assert!(comments::by_id(&site.production, late).await.unwrap().is_some(), "a visitor wrote it");
        visitors.are_all_there(&site).await;
        assert_eq!(site.plan().await.items.len(), decided.items.len(), "everything waits to be promoted again");
    }
}

/// Forty changes; gives the number of a new page.
async fn forty_edits(site: &ClonedSite) -> i64 {
    let staging = site.staging().await;
    site.retitle(&staging, 1, "Staging's title").await;
    site.rewrite(&staging, 2, "Staging's one", "Two").await;
    site.rewrite(&staging, 3, "Staging's one", "Two").await;
    for id in 4..32 {
        site.retitle(&staging, id, &format!("Edited {id}")).await;
    }
    let category = terms::create(&staging, &Actor::System, "category", named("News")).await.unwrap();
    for number in 0..4 {
        let post = site.post(&staging, &format!("New {number}")).await;
        let fields = PostFields { terms: [("category".to_owned(), vec![category.id])].into(), ..PostFields::default() };
        posts::update(&staging, &Actor::System, post.id, fields).await.unwrap();
    }
    let fields = PostFields {
        title: Some("A new page".into()),
        content: Some("<p><a href=\"http://staging.example/about\">About</a></p>".into()),
        status: Some("publish".into()),
        comment_status: Some("open".into()),
        ..PostFields::default()
    };
    let page = posts::create(&staging, &Actor::System, "page", fields).await.unwrap();
    posts::delete(&staging, &Actor::System, 40).await.unwrap();
    settings::update(&staging, &Actor::System, "blogdescription", &json!("Staging's tagline")).await.unwrap();
    settings::update(&staging, &Actor::System, "blog_public", &json!(1)).await.unwrap();
    page.id
}

fn named(name: &str) -> TermFields {
    TermFields { name: Some(name.into()), ..TermFields::default() }
}

/// What happened on production meanwhile.
struct Visitors {
    comments: Vec<i64>,
    members: Vec<i64>,
}

async fn visitors_and_editors(site: &ClonedSite) -> Visitors {
    let (mut comments, mut members) = (Vec::new(), Vec::new());
    for number in 0..200 {
        let email = format!("visitor{number}@visitors.example");
        comments.push(site.comment(1 + number % 39, &email, &format!("Comment {number}")).await);
    }
    for number in 0..20 {
        members.push(site.person(&format!("member{number}"), Role::Subscriber).await);
    }
    let production = &site.production;
    site.retitle(production, 1, "Production's title").await;
    site.rewrite(production, 2, "Production's one", "Two").await;
    site.rewrite(production, 3, "One", "Production's two").await;
    for id in 50..57 {
        site.retitle(production, id, &format!("Production's {id}")).await;
    }
    Visitors { comments, members }
}

impl Visitors {
    async fn are_all_there(&self, site: &ClonedSite) {
        for id in &self.comments {
            assert!(comments::by_id(&site.production, *id).await.unwrap().is_some(), "comment {id}");
        }
        for id in &self.members {
            let role = cms::users::on_site(&site.production, *id).await.unwrap();
            assert_eq!(role, Some(Role::Subscriber), "member {id}");
        }
    }
}

/// Every post and option of production in a line.
async fn everything(site: &ClonedSite) -> Vec<String> {
    let mut lines = Vec::new();
    for id in 1..=60 {
        if let Some(post) = posts::by_id(&site.production, id).await.unwrap() {
            lines.push(format!("{id} {} {} {} {}", post.title, post.status, post.slug, post.content));
        }
    }
    let now = site.now().await;
    let options = now.settings().iter().map(|(name, value)| format!("{name}={value}"));
    lines.extend(options);
    lines
}
