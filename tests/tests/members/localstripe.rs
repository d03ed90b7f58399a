//! The ordinary ways, against a server that was written to be like Stripe.

use cms::members::{self, Member, Plan};
use cms::{Actor, members::NewPlan};
use tests::{FakeStripe, Installation, LocalStripe, on_both_databases};

use super::world::World;

/// Takes the plan; the page for the card gives one at once.
async fn subscriber(world: &World, email: &str, plan: &Plan) -> Member {
    let member = world.member(email).await;
    members::subscribe(&world.site, &member, plan.id).await.unwrap();
    let url = members::card_page(&world.site, &member).await.unwrap();
    let page = url.rsplit('/').next().unwrap();
    members::finish_card(&world.site, member.id, page).await.unwrap()
}

async fn plan_in(world: &World, currency: &str) -> Plan {
    let new = NewPlan {
        name: format!("Reader in {currency}"),
        slug: String::new(),
        description: String::new(),
        amount: 500,
        currency: currency.into(),
        every: "month".into(),
        trial_days: 0,
        payment: "card".into(),
    };
    members::create_plan(&world.site, &Actor::System, new).await.unwrap()
}

on_both_databases! {
    async fn a_subscription_is_paid_renewed_and_given_back_at_localstripe(installation: Installation) {
        let provider = LocalStripe::start();
        let world = World::paid_by(&installation, FakeStripe::start().await, &provider.url()).await;
        let plan = plan_in(&world, "eur").await;
        let ann = subscriber(&world, "ann@example.org", &plan).await;
        world.run_due().await;
        assert_eq!(world.state(&ann).await, "active", "{:?}", world.invoices(&ann).await);
        world.wait(chrono::Duration::days(28));
        world.run_due().await;
        let invoices = world.invoices(&ann).await;
        assert_eq!(invoices.iter().map(|invoice| invoice.state.as_str()).collect::<Vec<_>>(), ["paid", "paid"]);
        for invoice in &invoices {
            let intent = provider.get(&format!("/v1/payment_intents/{}", invoice.intent)).await;
            assert_eq!((intent["status"].as_str(), intent["amount"].as_i64()), (Some("succeeded"), Some(500)), "{intent}");
        }
        members::refund(&world.site, &Actor::System, invoices[0].id, Some(200)).await.unwrap();
        world.run_due().await;
        assert_eq!(world.invoices(&ann).await[0].refunded, 200);
        let refunds = provider.get(&format!("/v1/refunds?payment_intent={}", invoices[0].intent)).await;
        assert_eq!(refunds["data"].as_array().map(Vec::len), Some(1), "{refunds}");
        assert_eq!(refunds["data"][0]["amount"], 200);
    }

    async fn a_card_that_localstripe_declines_leaves_the_invoice_open(installation: Installation) {
        let provider = LocalStripe::start();
        let world = World::paid_by(&installation, FakeStripe::start().await, &provider.url()).await;
        let plan = plan_in(&world, "usd").await;
        let bob = subscriber(&world, "bob@example.org", &plan).await;
        world.run_due().await;
        let invoice = world.invoices(&bob).await.remove(0);
        assert_eq!((invoice.state.as_str(), invoice.failures), ("open", 1), "{}", invoice.error);
        assert!(invoice.error.contains("declined"), "{}", invoice.error);
        assert_eq!(world.state(&bob).await, "incomplete");
    }
}
