//! A clone takes nobody's money: who pays, what was paid and the account that is paid stay on production, and what is tried
//! in the clone is tried with a key for tests.

use chrono::Duration;
use cms::members::{self, Begun, NewAccount};
use cms::{Actor, Site};
use staging::environments::{self, CloneOptions, NewEnvironment, Rules, Silent};
use tests::{Installation, on_both_databases};

use super::world::{CARD, World, member_of, run_due_of};

on_both_databases! {
    async fn no_invoice_of_a_clone_reaches_the_account_of_production(installation: Installation) {
        let world = World::on(&installation).await;
        set_key(&world.site, "sk_live_production").await.unwrap();
        let plan = world.plan("Friend", 500, 0, "card").await;
        let rita = world.subscriber("rita@example.org", &plan, CARD).await;
        world.run_due().await;
        assert_eq!((world.state(&rita).await.as_str(), world.stripe.charges().len()), ("active", 1));

        let clone = cloned(&world).await;
        let asked = world.stripe.asked().len();
        world.wait(Duration::days(40));
        run_due_of(&clone).await;
        assert_eq!(world.stripe.asked().len(), asked, "nobody was asked for anything");
        assert_eq!(members::list(&clone, &Actor::System, "", 0, 10).await.unwrap().1, 0, "members stay on production");
        assert_eq!(members::account(&clone, &Actor::System).await.unwrap().mode, "off");
        assert_eq!(set_key(&clone, "sk_live_production").await.unwrap_err().code(), "live_payment_key");

        world.run_due().await;
        assert_eq!(world.stripe.charges().len(), 2, "production goes on");
        assert_eq!(world.state(&rita).await, "active");
    }

    async fn what_is_sold_can_be_tried_in_a_clone_with_a_key_for_tests(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Friend", 500, 0, "card").await;
        let clone = cloned(&world).await;
        let eve = member_of(&clone, "eve@example.com").await;
        let begun = members::subscribe(&clone, &eve, plan.id).await.unwrap();
        assert!(matches!(begun, Begun::NeedsCard(_)), "{begun:?}");
        let offered = members::offered_plans(&clone).await.unwrap();
        assert_eq!(offered.iter().map(|plan| plan.name.as_str()).collect::<Vec<_>>(), ["Friend"]);
        assert_eq!(members::card_page(&clone, &eve).await.unwrap_err().code(), "no_payment_account");

        set_key(&clone, "sk_test_clone").await.unwrap();
        let page = members::card_page(&clone, &eve).await.unwrap();
        let page = world.stripe.give_card(&page, CARD);
        members::finish_card(&clone, eve.id, &page).await.unwrap();
        run_due_of(&clone).await;
        assert_eq!(world.stripe.charges().len(), 1);
        world.wait(Duration::days(31));
        run_due_of(&clone).await;
        assert_eq!(world.stripe.charges().len(), 2, "renewals of the clone's own members run");
    }
}

async fn set_key(site: &Site, key: &str) -> cms::Result<members::Account> {
    let account = NewAccount { secret_key: Some(key.into()), ..NewAccount::default() };
    members::set_account(site, &Actor::System, account).await
}

/// The clone of the world's site, on a database of its own. Its file names the provider's stand-in, so that whatever it asks
/// is seen; letters may go to `@example.com`.
async fn cloned(world: &World) -> Site {
    let host = world.site.host();
    let new = NewEnvironment { name: "staging".into(), mail_allow: "@example.com".into(), ..NewEnvironment::default() };
    let made = environments::create(host, &Actor::System, new).await.unwrap();
    let file = std::path::Path::new(&made.folder).join("platen.toml");
    let settings = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{settings}stripe_url = \"{}\"\n", world.stripe.url())).unwrap();
    let options = CloneOptions {
        url: Some("http://staging.example.com".into()),
        block: 1_000,
        rules: Rules::default(),
        again: false,
    };
    environments::clone(&world.site, &Actor::System, "staging", &options, &Silent).await.unwrap();
    environments::open_site(&world.site, "staging").await.unwrap().0
}
