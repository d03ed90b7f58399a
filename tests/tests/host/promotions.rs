//! What a clone leaves behind, and what a promotion refuses.
use cms::posts::{self, PostFields};
use cms::sites::{self, NewSite};
use cms::terms::{self, TermFields};
use cms::users::{self, Role};
use cms::{Actor, comments, library};
use staging::environments::{self, Silent};
use staging::plan::Selection;
use staging::{WithoutSeal, promote};
use tests::cloned_site::ENVIRONMENT;
use tests::{ClonedSite, Installation, on_both_databases};

on_both_databases! {
    async fn a_clone_knows_nobodys_name_but_the_staffs(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        let staging = site.staging().await;
        let member = users::by_login(site.production.host(), "rita").await.unwrap().unwrap();
        let masked = users::by_id(staging.host(), member.id).await.unwrap().unwrap();
        assert_eq!((masked.email.as_str(), masked.password_hash.as_str()), (&*format!("member-{}@example.invalid", member.id), ""));
        assert!(users::by_login(staging.host(), "rita").await.unwrap().is_none());
        let editor = users::by_login(staging.host(), "ed").await.unwrap().unwrap();
        assert!(users::verify_password("ed-password", &editor.password_hash), "staff sign in as ever");
        assert_eq!(users::on_site(&staging, editor.id).await.unwrap(), Some(Role::Editor));
        let comment = comments::by_id(&staging, 1).await.unwrap().unwrap();
        let told = format!("{comment:?}");
        assert!(!told.contains("rita@") && !told.contains("\"rita\""), "{told}");
        assert_eq!(comment.content, "I was here first");
        assert!(!staging.settings().flag("blog_public"), "search engines are shut out");
        assert!(cms::sitemaps::robots(&staging).contains("Disallow: /\n"));
        assert_eq!(staging.url(), tests::cloned_site::STAGING_URL);
    }

    async fn numbers_made_on_both_sides_never_collide(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 3).await.cloned().await;
        let staging = site.staging().await;
        let mut made = Vec::new();
        for number in 0..20 {
            made.push(site.post(&staging, &format!("Staging {number}")).await.id);
            made.push(site.post(&site.production, &format!("Production {number}")).await.id);
        }
        let named = |name: &str| TermFields { name: Some(name.into()), ..TermFields::default() };
        let here = terms::create(&staging, &Actor::System, "category", named("Here")).await.unwrap();
        let there = terms::create(&site.production, &Actor::System, "category", named("There")).await.unwrap();
        assert_ne!(here.id, there.id);
        let mut once = made.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), made.len());
        site.promote(&site.plan().await).await.unwrap();
        for id in made {
            assert!(site.title(id).await.is_some(), "post {id}");
        }
    }

    async fn the_same_category_made_on_both_sides_becomes_one(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        let staging = site.staging().await;
        let news = || TermFields { name: Some("News".into()), ..TermFields::default() };
        let here = terms::create(&staging, &Actor::System, "category", news()).await.unwrap();
        let there = terms::create(&site.production, &Actor::System, "category", news()).await.unwrap();
        let fields = PostFields { terms: [("category".to_owned(), vec![here.id])].into(), ..PostFields::default() };
        posts::update(&staging, &Actor::System, 1, fields).await.unwrap();
        site.promote(&site.plan().await).await.unwrap();
        let of_post = terms::of_post(&site.production, 1).await.unwrap();
        assert_eq!(of_post.iter().map(|term| term.id).collect::<Vec<_>>(), [there.id]);
        assert!(site.plan().await.is_empty());
    }

    async fn a_plan_is_refused_once_either_side_has_changed(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 4).await.cloned().await;
        let staging = site.staging().await;
        site.retitle(&staging, 1, "A").await;
        let plan = site.plan().await;
        site.retitle(&staging, 2, "B").await;
        assert_eq!(site.promote(&plan).await.unwrap_err().code(), "staging_changed");
        let plan = site.plan().await;
        site.retitle(&site.production, 2, "C").await;
        let refused = site.promote(&plan).await.unwrap_err();
        assert_eq!(refused.code(), "production_changed");
        assert!(refused.to_string().contains("post:2"), "{refused}");
        assert_eq!(site.title(1).await.as_deref(), Some("Post 0"), "nothing of it was written");
        site.comment(1, "x@visitors.example", "Comments are no change").await;
        site.retitle(&site.production, 3, "Nothing to do with it").await;
        site.retitle(&staging, 2, "C").await;
        site.promote(&site.plan().await).await.unwrap();
        assert_eq!(site.title(1).await.as_deref(), Some("A"));
    }

    async fn a_plan_of_another_site_is_refused(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        site.retitle(&site.staging().await, 1, "A").await;
        let manifest = ClonedSite::manifest(&site.plan().await);
        let new = NewSite { url: "http://other.example".into(), title: "Other".into(), admin_email: String::new() };
        let other = sites::create(site.production.host(), &Actor::System, new).await.unwrap();
        let refused = promote::promote(&other, &Actor::System, &manifest, &WithoutSeal, &Silent).await;
        assert!(refused.is_err(), "{refused:?}");
        let options = environments::CloneOptions {
            url: Some("http://other-staging.example".into()),
            block: 100,
            rules: environments::Rules::default(),
            again: false,
        };
        environments::clone(&other, &Actor::System, ENVIRONMENT, &options, &Silent).await.unwrap();
        let refused = promote::promote(&other, &Actor::System, &manifest, &WithoutSeal, &Silent).await;
        assert_eq!(refused.unwrap_err().code(), "plan_not_found");
        assert_eq!(site.title(1).await.as_deref(), Some("Post 0"));
    }

    async fn of_two_promotions_at_once_one_is_refused(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        site.retitle(&site.staging().await, 1, "A").await;
        let plan = site.plan().await;
        let (one, other) = tokio::join!(site.promote(&plan), site.promote(&plan));
        let codes: Vec<&str> = [&one, &other].into_iter().filter_map(|end| end.as_ref().err()).map(|end| end.code()).collect();
        assert_eq!(codes, ["promotion_running"], "{one:?} {other:?}");
        assert_eq!(site.title(1).await.as_deref(), Some("A"));
    }

    async fn a_picture_goes_up_with_its_post_and_cannot_be_left_out(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 2).await.cloned().await;
        let staging = site.staging().await;
        let file = site.installation.data_dir().join("ink.png");
        std::fs::write(&file, PICTURE).unwrap();
        let upload = library::NewUpload { file_name: "ink.png".into(), ..library::NewUpload::default() };
        let picture = library::import_file(&staging, &Actor::System, &file, upload).await.unwrap();
        let fields = PostFields { featured_media: Some(picture.id), ..PostFields::default() };
        posts::update(&staging, &Actor::System, 1, fields).await.unwrap();
        let key = |id: i64| format!("post:{id}").parse().unwrap();
        let without = Selection { without: vec![key(picture.id)], ..Selection::default() };
        assert_eq!(site.plan_of(without).await.unwrap_err().code(), "item_needed");
        let only = site.plan_of(Selection { only: vec![key(1)], ..Selection::default() }).await.unwrap();
        assert!(only.items.iter().any(|item| item.key == key(picture.id) && item.brought_along));
        site.promote(&only).await.unwrap();
        let media = cms::media::of_attachment(&site.production, picture.id).await.unwrap().unwrap();
        let there = site.uploads(false).await.join(&media.file);
        assert_eq!(std::fs::read(&there).unwrap(), std::fs::read(site.uploads(true).await.join(&media.file)).unwrap());
        site.roll_back().await.unwrap();
        assert!(!there.exists(), "the file leaves with its attachment");
    }

    async fn a_deleted_page_comes_back_with_what_visitors_wrote_under_it(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 3).await.cloned().await;
        posts::delete(&site.staging().await, &Actor::System, 1).await.unwrap();
        site.promote(&site.plan().await).await.unwrap();
        assert_eq!(site.title(1).await, None);
        site.roll_back().await.unwrap();
        assert_eq!(site.title(1).await.as_deref(), Some("Post 0"));
        assert_eq!(comments::by_id(&site.production, 1).await.unwrap().unwrap().content, "I was here first");
    }

    async fn content_shows_the_clones_address_and_keeps_productions(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 1).await;
        let text = "<p><a href=\"http://production.example/about/\">About</a></p>";
        let fields = PostFields { content: Some(text.into()), ..PostFields::default() };
        posts::update(&site.production, &Actor::System, 1, fields).await.unwrap();
        let site = site.cloned().await;
        let staging = site.staging().await;
        let post = posts::by_id(&staging, 1).await.unwrap().unwrap();
        assert_eq!(post.content, text, "nothing is searched and replaced in the rows");
        let shown = cms::content::whole(&staging, &post).await.unwrap();
        assert!(shown.content.contains("http://staging.example/about/"), "{}", shown.content);
        assert!(site.plan().await.is_empty());
    }

    async fn a_clone_that_was_cut_off_is_gone_on_with(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 5).await.cloned().await;
        assert_eq!(site.clone_again(false).await.unwrap_err().code(), "clone_exists");
        let production = &site.production;
        let sql = "UPDATE environment_sites SET state = 'cloning'";
        sea_orm::ConnectionTrait::execute_unprepared(production.writer(), sql).await.unwrap();
        site.retitle(production, 2, "Later").await;
        posts::delete(production, &Actor::System, 5).await.unwrap();
        let report = site.clone_again(false).await.unwrap();
        assert!(report.resumed && report.written <= 2, "{report:?}");
        let staging = site.staging().await;
        assert_eq!(posts::by_id(&staging, 2).await.unwrap().unwrap().title, "Later");
        assert!(posts::by_id(&staging, 5).await.unwrap().is_none());
        assert!(site.plan().await.is_empty());
    }
}

/// One black pixel.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00, 0x0d, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0xf8, 0x0f, 0x00, 0x01, 0x04, 0x01, 0x00, 0x5f, 0xe5, 0xc3,
    0x4b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
