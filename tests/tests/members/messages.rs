//! Messages of the provider: believed only with a signature, and once.

use chrono::Duration;
use cms::members;
use platform::payments::sign;
use sea_orm::EntityTrait;
use serde_json::json;
use tests::{Installation, Trouble, on_both_databases};

use super::world::{CARD, SECRET, World};

on_both_databases! {
    async fn a_message_is_believed_with_the_right_signature_in_time_and_once(installation: Installation) {
        let world = World::on(&installation).await;
        let body = json!({"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": {"id": "pi_none"}}}).to_string();
        let now = world.now().timestamp();
        let refused = async |signature: String| {
            members::receive(&world.site, &signature, body.as_bytes()).await.unwrap_err().code()
        };
        assert_eq!(refused(String::new()).await, "wrong_signature");
        assert_eq!(refused(sign("whsec_other", body.as_bytes(), now)).await, "wrong_signature");
        assert_eq!(refused(sign(SECRET, b"{}", now)).await, "wrong_signature");
        assert_eq!(refused(sign(SECRET, body.as_bytes(), now - 301)).await, "wrong_signature");
        let good = sign(SECRET, body.as_bytes(), now);
        assert!(members::receive(&world.site, &good, body.as_bytes()).await.unwrap());
        assert!(!members::receive(&world.site, &good, body.as_bytes()).await.unwrap(), "a copy counts for nothing");
        let elsewhere = world.another_site("other.example").await;
        members::set_account(&elsewhere, &cms::Actor::System, members::NewAccount { webhook_secret: Some("whsec_b".into()), ..Default::default() }).await.unwrap();
        assert_eq!(members::receive(&elsewhere, &good, body.as_bytes()).await.unwrap_err().code(), "wrong_signature");
        let broken = sign(SECRET, b"no json", now);
        assert_eq!(members::receive(&world.site, &broken, b"no json").await.unwrap_err().code(), "invalid_message");
    }

    async fn the_secrets_of_the_account_stand_sealed_in_the_database(installation: Installation) {
        let world = World::on(&installation).await;
        use members::account_entity::Entity as Accounts;
        let stands = Accounts::find_by_id(world.site.id()).one(world.site.reader()).await.unwrap().unwrap();
        for (text, secret) in [(&stands.secret_key, "sk_test_tests"), (&stands.webhook_secret, SECRET)] {
            assert!(text.starts_with("sealed") && !text.contains(secret), "{text}");
        }
        let shown = members::account(&world.site, &cms::Actor::System).await.unwrap();
        assert_eq!((shown.takes_cards, shown.key_begins.as_str()), (true, "sk_test_"));
        let none = members::NewAccount { secret_key: Some(String::new()), ..Default::default() };
        assert!(!members::set_account(&world.site, &cms::Actor::System, none).await.unwrap().takes_cards);
    }

    async fn a_message_makes_the_runner_ask_and_is_not_taken_at_its_word(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.subscriber("ann@example.org", &plan, CARD).await;
        world.stripe.trouble("POST /v1/payment_intents/…/confirm", Trouble::LostBefore);
        world.run_due().await;
        world.stripe.refuse_card(CARD, true);
        let invoice = world.invoices(&ann).await.remove(0);
        let lie = json!({"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": {"id": invoice.intent, "status": "succeeded"}}}).to_string();
        let signature = sign(SECRET, lie.as_bytes(), world.now().timestamp());
        assert!(members::receive(&world.site, &signature, lie.as_bytes()).await.unwrap());
        world.run_due().await;
        assert_eq!(world.invoices(&ann).await[0].state, "open", "the provider says that nothing was paid");
        world.stripe.refuse_card(CARD, false);
        world.wait(Duration::days(1));
        world.run_due().await;
        assert_eq!(world.invoices(&ann).await[0].state, "paid");
        let back = json!({"id": "evt_2", "type": "charge.refunded", "data": {"object": {"payment_intent": invoice.intent, "amount_refunded": 200}}}).to_string();
        let signature = sign(SECRET, back.as_bytes(), world.now().timestamp());
        members::receive(&world.site, &signature, back.as_bytes()).await.unwrap();
        assert_eq!(world.invoices(&ann).await[0].refunded, 200);
    }

    async fn a_card_counts_although_the_browser_never_came_back(installation: Installation) {
        let world = World::on(&installation).await;
        let plan = world.plan("Reader", 500, 0, "card").await;
        let ann = world.member("ann@example.org").await;
        members::subscribe(&world.site, &ann, plan.id).await.unwrap();
        let url = members::card_page(&world.site, &ann).await.unwrap();
        let page = world.stripe.give_card(&url, CARD);
        let customer = members::by_id(&world.site, &cms::Actor::System, ann.id).await.unwrap().customer;
        let said = json!({"id": "evt_1", "type": "checkout.session.completed", "data": {"object": {"id": page, "customer": customer}}}).to_string();
        let signature = sign(SECRET, said.as_bytes(), world.now().timestamp());
        members::receive(&world.site, &signature, said.as_bytes()).await.unwrap();
        world.run_due().await;
        assert_eq!(world.state(&ann).await, "active");
        members::finish_card(&world.site, ann.id, &page).await.unwrap();
        world.run_due().await;
        assert_eq!(world.stripe.charges().len(), 1, "coming back after all changes nothing");
        let mallory = world.member("mallory@example.org").await;
        assert_eq!(members::finish_card(&world.site, mallory.id, &page).await.unwrap_err().code(), "no_card", "the page was another's");
    }
}
