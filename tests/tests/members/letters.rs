//! Letters to members: who gets one, and what they tell to whom.

use cms::letters::Letter;
use cms::members::{self, NewMember};
use cms::posts::{self, PostFields};
use cms::{Actor, settings, sites};
use serde_json::json;
use tests::{Installation, on_both_databases};

use super::world::{CARD, World, key_for, letters_to};

/// Publishes a post, and sends what that makes due.
async fn publish(world: &World, title: &str) {
    let fields = PostFields { title: Some(title.into()), status: Some("publish".into()), ..PostFields::default() };
    posts::create(&world.site, &Actor::System, "post", fields).await.unwrap();
    world.run_due().await;
}

/// The letters about new posts to an address that are on their way.
async fn newsletters(world: &World, email: &str) -> Vec<Letter> {
    let all = letters_to(&world.site, email).await;
    all.into_iter().filter(|letter| letter.kind == "newsletter" && letter.state != "suppressed").collect()
}

on_both_databases! {
    async fn signing_up_needs_the_address_to_answer_and_tells_strangers_nothing(installation: Installation) {
        let world = World::on(&installation).await;
        let site = &world.site;
        let new = |email: &str| NewMember { email: email.into(), password: "long enough".into(), ..NewMember::default() };
        members::sign_up(site, new("Ann@Example.org")).await.unwrap();
        assert!(members::by_email(site, &Actor::System, "ann@example.org").await.is_err(), "nobody is a member before");
        assert!(members::sign_in(site, "ann@example.org", "long enough").await.is_err());
        members::sign_up(site, new("ann@example.org")).await.unwrap();
        assert_eq!(world.letters("ann@example.org").await.len(), 1, "a stranger fills no mailbox");
        let key = key_for(site, "ann@example.org").await;
        let ann = members::confirm(site, &key).await.unwrap();
        assert_eq!(members::confirm(site, &key).await.unwrap_err().code(), "invalid_key", "a link works once");
        assert_eq!(members::sign_in(site, "ANN@example.org ", "long enough").await.unwrap().id, ann.id);
        let wrong = members::sign_in(site, "ann@example.org", "another").await.unwrap_err();
        let nobody = members::sign_in(site, "nobody@example.org", "another").await.unwrap_err();
        assert_eq!((wrong.code(), wrong.to_string()), (nobody.code(), nobody.to_string()));
        world.wait(chrono::Duration::minutes(5));
        members::sign_up(site, new("ann@example.org")).await.unwrap();
        members::ask_for_link(site, "nobody@example.org").await.unwrap();
        assert_eq!(world.letters("ann@example.org").await, ["member-sign-up", "member-sign-in"]);
        assert!(world.letters("nobody@example.org").await.is_empty());
        let key = key_for(site, "ann@example.org").await;
        assert_eq!(members::sign_in_by_link(site, &key).await.unwrap().id, ann.id);
        assert!(members::sign_in_by_link(site, &key).await.is_err());
        world.wait(chrono::Duration::minutes(5));
        members::ask_for_link(site, "ann@example.org").await.unwrap();
        let key = key_for(site, "ann@example.org").await;
        let other = world.another_site("other.example").await;
        assert!(members::sign_in_by_link(&other, &key).await.is_err(), "a link is for its own site");
        world.wait(chrono::Duration::hours(25));
        assert!(members::sign_in_by_link(site, &key).await.is_err(), "a link is good for a day");
        assert!(members::sign_up(site, new("a@b\r\nBcc: c@d.e")).await.is_err());
    }

    async fn a_new_post_goes_to_each_member_who_wants_it_once(installation: Installation) {
        let mut world = World::on(&installation).await;
        settings::update(&world.site, &Actor::System, "platen_newsletter", &json!(true)).await.unwrap();
        world.site = sites::by_id(world.site.host(), world.site.id()).await.unwrap();
        let plan = world.plan("Reader", 500, 0, "card").await;
        world.subscriber("ann@example.org", &plan, CARD).await;
        world.member("bob@example.org").await;
        let eve = world.member("eve@example.org").await;
        members::set_newsletter(&world.site, &eve, false).await.unwrap();
        world.run_due().await;
        let fields = PostFields {
            title: Some("News".into()),
            content: Some("<p>open part</p><!--members-only--><p>closed part</p>".into()),
            status: Some("publish".into()),
            access: Some("paid".into()),
            ..PostFields::default()
        };
        let post = posts::create(&world.site, &Actor::System, "post", fields).await.unwrap();
        world.run_due().await;
        members::send_newsletter(&world.site, post.id).await.unwrap();
        let texts = async |email: &str| {
            newsletters(&world, email).await.into_iter().map(|letter| letter.text_body).collect::<Vec<_>>()
        };
        let (to_ann, to_bob) = (texts("ann@example.org").await, texts("bob@example.org").await);
        assert_eq!((to_ann.len(), to_bob.len(), texts("eve@example.org").await.len()), (1, 1, 0));
        assert!(to_ann[0].contains("open part") && to_ann[0].contains("closed part"), "{}", to_ann[0]);
        assert!(to_bob[0].contains("open part") && !to_bob[0].contains("closed part"), "{}", to_bob[0]);
        let again = PostFields { title: Some("News, corrected".into()), ..PostFields::default() };
        posts::update(&world.site, &Actor::System, post.id, again).await.unwrap();
        world.run_due().await;
        assert_eq!(texts("ann@example.org").await.len(), 1, "a correction is no news");
    }

    async fn who_leaves_the_newsletter_by_a_letter_sees_it_in_the_account_and_can_come_back(installation: Installation) {
        let mut world = World::on(&installation).await;
        settings::update(&world.site, &Actor::System, "platen_newsletter", &json!(true)).await.unwrap();
        world.site = sites::by_id(world.site.host(), world.site.id()).await.unwrap();
        let (ann, bob) = (world.member("ann@example.org").await, world.member("bob@example.org").await);
        publish(&world, "First").await;
        let letters = newsletters(&world, "ann@example.org").await;
        let letter = &letters[0];
        assert!(letter.text_body.contains(&letter.unsubscribe_url), "one way out, in the text and in the header");
        let (_, token) = letter.unsubscribe_url.split_once("unsubscribe=").unwrap();
        assert!(members::unsubscribe(&world.site, &format!("{token}x")).await.is_err());
        members::unsubscribe(&world.site, token).await.unwrap();
        members::unsubscribe(&world.site, token).await.unwrap();
        let wishes = async || {
            let wish = async |id| members::by_id(&world.site, &Actor::System, id).await.unwrap().newsletter;
            (wish(ann.id).await, wish(bob.id).await)
        };
        assert_eq!(wishes().await, (false, true));
        publish(&world, "Second").await;
        assert_eq!(newsletters(&world, "ann@example.org").await.len(), 1);
        members::set_newsletter(&world.site, &ann, true).await.unwrap();
        publish(&world, "Third").await;
        assert_eq!(newsletters(&world, "ann@example.org").await.len(), 2, "who comes back gets letters again");
        assert_eq!(newsletters(&world, "bob@example.org").await.len(), 3);
    }
}
