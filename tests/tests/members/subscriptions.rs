//! The life of subscriptions.

use chrono::{Duration, TimeZone, Utc};
use cms::members::{self, Begun};
use cms::{Actor, posts::Reader};
use tests::{Installation, on_both_databases};

use super::world::{CARD, World, member_of};

fn noon(month: u32, day: u32) -> chrono::DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, 12, 0, 0).unwrap()
}

on_both_databases! {
    async fn a_subscription_lives_from_its_first_payment_to_its_end(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        assert_eq!(world.state(&ann).await, "incomplete");
        assert_eq!(members::reader(&world.site, &ann).await.unwrap(), Reader::Member { plan: 0, pays: false });
        world.run_due().await;
        assert_eq!(world.state(&ann).await, "active");
        assert_eq!(members::reader(&world.site, &ann).await.unwrap(), Reader::Member { plan: plan.id, pays: true });
        assert_eq!(world.subscription(&ann).await.unwrap().period_end.unwrap(), noon(2, 28).naive_utc());

        world.wait_until(noon(2, 28));
        world.run_due().await;
        assert_eq!(world.subscription(&ann).await.unwrap().period_end.unwrap(), noon(3, 31).naive_utc());
        members::cancel_own(&world.site, &ann).await.unwrap();
        assert_eq!(world.state(&ann).await, "active", "what was paid for is had to its end");
        world.wait_until(noon(3, 31));
        world.run_due().await;
        assert_eq!(world.state(&ann).await, "none");
        world.wait_until(noon(5, 31));
        world.run_due().await;

        let invoices = world.invoices(&ann).await;
        assert_eq!(invoices.iter().map(|invoice| (invoice.number, invoice.state.as_str())).collect::<Vec<_>>(), [(2, "paid"), (1, "paid")]);
        assert_eq!(world.stripe.charges().len(), 2);
        assert_eq!(world.letters("ann@example.org").await, ["member-sign-up", "member-receipt", "member-receipt", "member-ended"]);
    }

    async fn a_refused_card_is_tried_after_1_3_5_and_7_days_and_then_it_ends(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let bob = world.subscriber("bob@example.org", &plan, CARD).await;
        world.run_due().await;
        world.stripe.refuse_card(CARD, true);
        let confirms = |world: &World| world.stripe.asked().iter().filter(|asked| asked.what.ends_with("/confirm")).count();
        let mut days = Vec::new();
        let due = noon(2, 28);
        for day in 0..12 {
            world.wait_until(due + Duration::days(day));
            let before = confirms(&world);
            world.run_due().await;
            days.extend((confirms(&world) > before).then_some(day));
            let expected = if day < 7 { "past_due" } else { "none" };
            assert_eq!(world.state(&bob).await, expected, "day {day}");
        }
        assert_eq!(days, [0, 1, 3, 5, 7]);
        let letters = world.letters("bob@example.org").await;
        assert_eq!(letters[2..], ["member-payment-failed", "member-payment-failed", "member-payment-failed", "member-payment-failed", "member-ended"]);
        assert_eq!(world.stripe.charges().len(), 1);
        assert_eq!(world.invoices(&bob).await[0].state, "failed");
    }

    async fn another_card_saves_a_subscription_at_once(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let bob = world.subscriber("bob@example.org", &plan, CARD).await;
        world.run_due().await;
        world.stripe.refuse_card(CARD, true);
        world.wait_until(noon(2, 28));
        world.run_due().await;
        assert_eq!(world.state(&bob).await, "past_due");
        world.give_card(&bob, "pm_other").await;
        world.run_due().await;
        assert_eq!(world.state(&bob).await, "active");
        assert_eq!(world.stripe.charges().len(), 2);
        world.wait(Duration::days(9));
        world.run_due().await;
        assert_eq!(world.stripe.charges().len(), 2, "the schedule of the refused card is over");
    }

    async fn a_trial_costs_nothing_before_its_end_and_is_had_once(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 14, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.run_due().await;
        assert_eq!(world.state(&ann).await, "trialing");
        assert_eq!(members::reader(&world.site, &ann).await.unwrap(), Reader::Member { plan: plan.id, pays: true });
        world.wait(Duration::days(13));
        world.run_due().await;
        assert!(world.stripe.charges().is_empty());
        world.wait(Duration::days(1));
        world.run_due().await;
        assert_eq!((world.state(&ann).await.as_str(), world.stripe.charges().len()), ("active", 1));
        let current = world.subscription(&ann).await.unwrap();
        members::cancel(&world.site, &Actor::System, current.id, true).await.unwrap();
        let again = world.give_again(&ann, plan.id).await;
        assert!(matches!(again, Begun::Yes(_)), "the card is known: {again:?}");
        world.run_due().await;
        assert_eq!((world.state(&ann).await.as_str(), world.stripe.charges().len()), ("active", 2), "no second trial");
    }

    async fn an_invoice_by_transfer_waits_reminds_and_is_marked_as_paid(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Patron", 12_000, 0, "invoice").await;
        let (ann, bob) = (world.member("ann@example.org").await, world.member("bob@example.org").await);
        for member in [&ann, &bob] {
            members::subscribe(&world.site, member, plan.id).await.unwrap();
        }
        world.run_due().await;
        assert_eq!(world.letters("ann@example.org").await, ["member-sign-up", "member-invoice"]);
        let invoice = world.invoices(&ann).await.remove(0);
        members::mark_paid(&world.site, &Actor::System, invoice.id).await.unwrap();
        assert_eq!(members::mark_paid(&world.site, &Actor::System, invoice.id).await.unwrap_err().code(), "invoice_not_open");
        assert_eq!(world.state(&ann).await, "active");
        for day in 0..40 {
            world.wait_until(noon(2, 1) + Duration::days(day.min(26)));
            world.run_due().await;
        }
        assert_eq!(world.state(&bob).await, "none", "whoever does not pay has nothing");
        let letters = world.letters("bob@example.org").await;
        assert_eq!(letters.iter().filter(|kind| *kind == "member-payment-failed").count(), 4);
        assert_eq!(letters.last().unwrap(), "member-ended");
        assert!(world.stripe.asked().is_empty(), "no provider was asked");
    }

    async fn a_free_plan_begins_and_ends_without_a_provider(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Friend", 0, 0, "card").await;
        let ann = world.member("ann@example.org").await;
        members::subscribe(&world.site, &ann, plan.id).await.unwrap();
        assert_eq!(members::reader(&world.site, &ann).await.unwrap(), Reader::Member { plan: plan.id, pays: false });
        members::cancel_own(&world.site, &ann).await.unwrap();
        assert_eq!(world.state(&ann).await, "none");
        assert!(world.stripe.asked().is_empty() && world.invoices(&ann).await.is_empty());
    }

    async fn a_host_that_was_away_for_months_asks_for_one_period(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.run_due().await;
        world.wait_until(noon(6, 15));
        world.run_due().await;
        assert_eq!(world.stripe.charges().len(), 2);
        assert_eq!(world.subscription(&ann).await.unwrap().period_end.unwrap(), noon(6, 30).naive_utc());
    }

    async fn who_leaves_takes_name_and_address_along_and_pays_no_more(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.run_due().await;
        let exported = members::export_own(&world.site, &ann).await.unwrap().to_string();
        assert!(exported.contains("ann@example.org") && !exported.contains("unsubscribe_key"), "{exported}");
        members::leave(&world.site, &ann).await.unwrap();
        assert!(world.letters("ann@example.org").await.is_empty());
        assert_eq!(members::by_email(&world.site, &Actor::System, "ann@example.org").await.unwrap_err().code(), "member_not_found");
        let kept = members::invoices(&world.site, &Actor::System, None, 0, 10).await.unwrap();
        assert_eq!((kept.len(), kept[0].member_id, kept[0].amount), (1, 0, 500), "bookkeeping keeps the invoice alone");
        world.wait(Duration::days(60));
        world.run_due().await;
        assert_eq!(world.stripe.charges().len(), 1);
    }

    async fn two_sites_know_nothing_of_each_others_members(installation: Installation) {
        let world = World::on(&installation).await;
        let other = world.another_site("other.example").await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.run_due().await;
        let token = members::start_session(&world.site, &ann).await.unwrap();
        assert!(members::member_of(&world.site, &token).await.unwrap().is_some());
        assert!(members::member_of(&other, &token).await.unwrap().is_none());
        let twin = member_of(&other, "ann@example.org").await;
        assert_ne!(twin.id, ann.id, "the same address is another member there");
        assert!(members::current(&other, &twin).await.unwrap().is_none());
        let foreign = world.subscription(&ann).await.unwrap().id;
        assert_eq!(members::cancel(&other, &Actor::System, foreign, true).await.unwrap_err().code(), "subscription_not_found");
        assert_eq!(members::by_id(&other, &Actor::System, ann.id).await.unwrap_err().code(), "member_not_found");
        let invoice = world.invoices(&ann).await.remove(0);
        assert_eq!(members::refund(&other, &Actor::System, invoice.id, None).await.unwrap_err().code(), "invoice_not_found");
        cms::sites::erase(&world.site, &Actor::System).await.unwrap();
        assert!(members::by_email(&other, &Actor::System, "ann@example.org").await.is_ok());
        assert!(members::invoices(&world.site, &Actor::System, None, 0, 10).await.unwrap().is_empty(), "a deleted site takes all along");
        assert!(members::by_email(&world.site, &Actor::System, "ann@example.org").await.is_err());
    }
}

impl World {
    async fn give_again(&self, member: &members::Member, plan_id: i64) -> Begun {
        let member = members::by_id(&self.site, &Actor::System, member.id).await.unwrap();
        members::subscribe(&self.site, &member, plan_id).await.unwrap()
    }
}
