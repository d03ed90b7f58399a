//! Real runners, killed while they take the money of a renewal: it is taken once, and everybody's subscription goes on.

use std::time::Duration;

use cms::members::{self, Member};
use sea_orm::ConnectionTrait;
use tests::waiting::until_async;
use tests::{Installation, Trouble, on_both_databases};

use super::world::{CARD, World};

/// Where the provider goes silent for ever, so that a runner can be killed in the middle.
const SILENCES: [(&str, Trouble); 4] = [
    ("POST /v1/payment_intents", Trouble::SilentBefore),
    ("POST /v1/payment_intents", Trouble::SilentAfter),
    ("POST /v1/payment_intents/…/confirm", Trouble::SilentBefore),
    ("POST /v1/payment_intents/…/confirm", Trouble::SilentAfter),
];
/// Longer than it takes to notice that a runner is dead, and to ask the provider what became of its payments.
const PATIENCE: Duration = Duration::from_secs(120);

/// Subscribers whose first month was paid, and is over by now.
async fn subscribers(world: &World, count: usize) -> Vec<Member> {
    let now = chrono::Utc::now();
    world.wait_until(now - chrono::Duration::days(32));
    let plan = world.plan("Reader", 500, 0, "card").await;
    let mut members = Vec::new();
    for number in 0..count {
        members.push(world.subscriber(&format!("member{number}@example.org"), &plan, CARD).await);
    }
    world.run_due().await;
    assert_eq!(world.stripe.charges().len(), count, "the first month is paid");
    world.wait_until(now);
    members
}

/// Has what waits for its next question asked now: nobody has to wait for minutes.
async fn hurry(world: &World) {
    let sql = format!(
        "UPDATE cron_events SET next_run = '2026-01-01 00:00:00' WHERE hook = '{}' AND lease_token IS NULL",
        members::COLLECT_HOOK
    );
    world.site.writer().execute_unprepared(&sql).await.expect("the events are there");
}

async fn all_paid(world: &World, members: &[Member]) -> bool {
    for member in members {
        let invoices = world.invoices(member).await;
        if invoices.len() != 2 || invoices.iter().any(|invoice| invoice.state != "paid") {
            return false;
        }
    }
    true
}

on_both_databases! {
    async fn g06_runners_that_are_killed_while_they_take_money_take_it_once(installation: Installation) {
        let world = World::on(&installation).await;
        let members = subscribers(&world, 6).await;
        SILENCES.iter().for_each(|(step, trouble)| world.stripe.trouble(step, *trouble));
        let installation = installation.with("PLATEN_STRIPE_URL", world.stripe.url());
        let runners = [installation.begin_platen(&["worker"]), installation.begin_platen(&["worker"])];
        let silent = until_async(PATIENCE, || async { world.stripe.met_all_troubles() }).await;
        assert!(silent.is_some(), "{}", runners[0].log());
        runners.iter().for_each(|runner| runner.signal("KILL"));
        drop(runners);
        let one_more = installation.begin_platen(&["worker"]);
        let paid = until_async(PATIENCE, || async {
            hurry(&world).await;
            all_paid(&world, &members).await
        });
        assert!(paid.await.is_some(), "{}", one_more.log());
        for member in &members {
            for invoice in world.invoices(member).await {
                assert_eq!(world.stripe.charged(&format!("invoice-{}", invoice.id)), 1, "{invoice:?}");
            }
            assert_eq!(world.state(member).await, "active");
        }
        assert_eq!(world.stripe.charges().len(), 12, "two months of six members");
    }
}
