//! Whatever breaks, at whichever step: the money is taken once, and given back once.

use chrono::Duration;
use cms::members::{self, Member};
use cms::{Actor, cron};
use tests::{Installation, Trouble, on_both_databases};
use worker::{Hooks, run_now};

use super::world::{CARD, World};

/// The steps of taking money that speak to the provider.
const STEPS: [&str; 2] = ["POST /v1/payment_intents", "POST /v1/payment_intents/…/confirm"];

/// Runs what is due, and is killed in the middle when the provider goes silent.
async fn run_until_killed(world: &World, trouble: Trouble) {
    if trouble.hangs() {
        tokio::select! {
            () = world.stripe.hangs() => {}
            () = world.run_due() => panic!("nothing hung"),
        }
        take_over(world).await;
    } else {
        world.run_due().await;
    }
}

/// What a sweeper does with the events of a runner that was killed.
async fn take_over(world: &World) {
    let host = world.site.host();
    for runner in cron::runners(host).await.unwrap() {
        cron::leave(host, &runner.id).await.unwrap();
    }
    cron::Sweeper::new(std::time::Duration::from_secs(9)).sweep(host).await.unwrap();
}

async fn invoice_reference(world: &World, member: &Member) -> String {
    format!("invoice-{}", world.invoices(member).await[0].id)
}

async fn run_for(world: &World, time: Duration) {
    let end = world.now() + time;
    while world.now() < end {
        world.wait(Duration::minutes(30));
        world.run_due().await;
    }
}

on_both_databases! {
    async fn whatever_breaks_at_whichever_step_takes_the_money_once(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        for (number, (step, trouble)) in STEPS.iter().flat_map(|step| Trouble::ALL.map(|trouble| (step, trouble))).enumerate() {
            let email = format!("member{number}@example.org");
            let member = world.subscriber(&email, &plan, CARD).await;
            world.stripe.trouble(step, trouble);
            run_until_killed(&world, trouble).await;
            let reference = invoice_reference(&world, &member).await;
            let is_known = world.invoices(&member).await[0].state == "paid";
            assert!(!is_known, "{step} {trouble:?}: nobody can know yet");
            run_for(&world, Duration::hours(3)).await;
            let invoice = world.invoices(&member).await.remove(0);
            assert_eq!((invoice.state.as_str(), invoice.failures), ("paid", 0), "{step} {trouble:?} {}", invoice.error);
            assert_eq!(world.stripe.charged(&reference), 1, "{step} {trouble:?}");
            assert_eq!(world.state(&member).await, "active");
            let receipts = world.letters(&email).await.into_iter().filter(|kind| kind == "member-receipt").count();
            assert_eq!(receipts, 1, "{step} {trouble:?}");
        }
    }

    async fn an_answer_that_is_lost_twice_still_takes_the_money_once(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        for trouble in [Trouble::LostAfter, Trouble::LostAfter] {
            world.stripe.trouble("POST /v1/payment_intents/…/confirm", trouble);
        }
        world.stripe.trouble("GET /v1/payment_intents/…", Trouble::Broken);
        world.run_due().await;
        assert_eq!(world.invoices(&ann).await[0].state, "unknown");
        run_for(&world, Duration::hours(3)).await;
        assert_eq!(world.invoices(&ann).await[0].state, "paid");
        assert_eq!(world.stripe.charges().len(), 1);
        assert_eq!(world.stripe.asked().iter().filter(|asked| asked.what.ends_with("/confirm")).count(), 1, "it asked first");
    }

    async fn a_key_that_the_provider_may_have_forgotten_is_used_no_more(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        for (email, trouble) in [("ann@example.org", Trouble::LostAfter), ("bob@example.org", Trouble::LostBefore)] {
            let member = world.subscriber(email, &plan, CARD).await;
            world.stripe.trouble("POST /v1/payment_intents/…/confirm", trouble);
            world.run_due().await;
            // Everybody is away until the provider has forgotten all keys.
            world.wait(Duration::hours(30));
            run_for(&world, Duration::hours(2)).await;
            assert_eq!(world.invoices(&member).await[0].state, "paid", "{trouble:?}");
            assert_eq!(world.stripe.charged(&invoice_reference(&world, &member).await), 1, "{trouble:?}");
        }
        let asked = world.stripe.asked();
        for one in asked.iter().filter(|one| !one.key.is_empty()) {
            let first = asked.iter().find(|other| other.key == one.key).unwrap();
            assert!(one.at - first.at <= 23 * 3_600, "a key of {} hours: {one:?}", (one.at - first.at) / 3_600);
        }
    }

    async fn two_runners_at_one_invoice_take_the_money_once(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        for number in 0..5 {
            let member = world.subscriber(&format!("member{number}@example.org"), &plan, CARD).await;
            let invoice = world.invoices(&member).await.remove(0);
            let at_once = (0..4).map(|_| members::collect(&world.site, invoice.id));
            drop(futures::future::join_all(at_once).await);
            run_for(&world, Duration::hours(1)).await;
            assert_eq!(world.invoices(&member).await[0].state, "paid");
            assert_eq!(world.stripe.charged(&format!("invoice-{}", invoice.id)), 1);
        }
    }

    async fn a_period_has_one_invoice_however_often_it_is_renewed(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.run_due().await;
        world.wait(Duration::days(29));
        let events = cron::events(&world.site).await.unwrap();
        let renewal = events.iter().find(|event| event.hook == members::RENEW_HOOK).unwrap().id;
        for _ in 0..3 {
            run_now(&world.site, &Hooks::standard(), &[renewal]).await.unwrap();
        }
        world.run_due().await;
        assert_eq!(world.invoices(&ann).await.len(), 2);
        assert_eq!(world.stripe.charges().len(), 2);
    }

    async fn a_refund_is_given_once_whatever_breaks(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.run_due().await;
        let invoice = world.invoices(&ann).await.remove(0);
        let mut given = 0;
        for trouble in Trouble::ALL {
            world.stripe.trouble("POST /v1/refunds", trouble);
            members::refund(&world.site, &Actor::System, invoice.id, Some(50)).await.unwrap();
            run_until_killed(&world, trouble).await;
            run_for(&world, Duration::hours(2)).await;
            given += 50;
            assert_eq!(world.stripe.refunded(), given, "{trouble:?}");
            assert_eq!(world.invoices(&ann).await[0].refunded, given, "{trouble:?}");
        }
        let too_much = members::refund(&world.site, &Actor::System, invoice.id, Some(251)).await;
        assert_eq!(too_much.unwrap_err().code(), "cannot_refund");
        members::refund(&world.site, &Actor::System, invoice.id, None).await.unwrap();
        world.run_due().await;
        assert_eq!(world.stripe.refunded(), 500);
        assert!(members::refund(&world.site, &Actor::System, invoice.id, None).await.is_err());
    }

    async fn what_is_cancelled_while_nobody_knows_is_called_off_or_given_back(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        for (email, trouble, state) in [("ann@example.org", Trouble::LostAfter, "paid"), ("bob@example.org", Trouble::LostBefore, "void")] {
            let member = world.subscriber(email, &plan, CARD).await;
            world.stripe.trouble("POST /v1/payment_intents/…/confirm", trouble);
            world.run_due().await;
            members::cancel_own(&world.site, &member).await.unwrap();
            run_for(&world, Duration::hours(3)).await;
            let invoice = world.invoices(&member).await.remove(0);
            assert_eq!(invoice.state, state, "{trouble:?}");
            assert_eq!(invoice.refunded, if state == "paid" { 500 } else { 0 });
            assert_eq!(world.state(&member).await, "none");
        }
        assert_eq!(world.stripe.refunded(), 500);
    }
}
