//! A host with a site that sells a plan, a payment provider of the tests' own, and one clock for both.

use chrono::{DateTime, Duration, TimeZone, Utc};
use cms::letters::{self, Letter};
use cms::members::{self, Begun, Invoice, Member, NewAccount, NewMember, NewPlan, Plan, Subscription};
use cms::sites::{NewSite, create};
use cms::{Actor, Host, Site, cron};
use platform::{Clock, Config};
use tests::{FakeStripe, Installation};
use worker::{Hooks, run_now};

/// What the provider signs its messages with.
pub const SECRET: &str = "whsec_tests";

/// A card that is taken.
pub const CARD: &str = "pm_good";

pub struct World {
    pub site: Site,
    pub stripe: FakeStripe,
    clock: Clock,
}

impl World {
    /// On the installation's database, on 31 January 2026 at noon.
    pub async fn on(installation: &Installation) -> Self {
        let stripe = FakeStripe::start().await;
        let url = stripe.url();
        Self::paid_by(installation, stripe, &url).await
    }

    /// The same with another provider at this address.
    pub async fn paid_by(installation: &Installation, stripe: FakeStripe, url: &str) -> Self {
        let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 1, 31, 12, 0, 0).unwrap());
        let config = Config {
            data_dir: installation.data_dir().into(),
            database_url: installation.database().map(|database| database.url()),
            stripe_url: Some(url.to_owned()),
            ..Config::default()
        };
        let host = Host::open(config, clock.clone()).await.unwrap();
        host.migrate().await.unwrap();
        let site = new_site(&host, "example.com").await;
        let world = Self { site, stripe, clock };
        world.stripe.set_time(world.now().timestamp());
        world
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock of the host and of the provider.
    pub fn wait(&self, time: Duration) {
        self.wait_until(self.now() + time);
    }

    pub fn wait_until(&self, time: DateTime<Utc>) {
        self.clock.set(time);
        self.stripe.set_time(time.timestamp());
    }

    /// Another site of the same host.
    pub async fn another_site(&self, name: &str) -> Site {
        new_site(self.site.host(), name).await
    }

    pub async fn plan(&self, name: &str, amount: i64, trial_days: i64, payment: &str) -> Plan {
        let new = NewPlan {
            name: name.into(),
            slug: String::new(),
            description: String::new(),
            amount,
            currency: "EUR".into(),
            every: "month".into(),
            trial_days,
            payment: payment.into(),
        };
        members::create_plan(&self.site, &Actor::System, new).await.unwrap()
    }

    /// Somebody who signed up and followed the link.
    pub async fn member(&self, email: &str) -> Member {
        member_of(&self.site, email).await
    }

    /// The same with the plan, and with this card.
    pub async fn subscriber(&self, email: &str, plan: &Plan, card: &str) -> Member {
        let member = self.member(email).await;
        let begun = members::subscribe(&self.site, &member, plan.id).await.unwrap();
        assert!(matches!(begun, Begun::NeedsCard(_)), "{begun:?}");
        self.give_card(&member, card).await
    }

    /// Gives a card on the provider's page, and comes back.
    pub async fn give_card(&self, member: &Member, card: &str) -> Member {
        let url = members::card_page(&self.site, member).await.unwrap();
        let page = self.stripe.give_card(&url, card);
        members::finish_card(&self.site, member.id, &page).await.unwrap()
    }

    /// Runs what is due, and what that makes due, as a runner does.
    pub async fn run_due(&self) {
        run_due_of(&self.site).await;
    }

    pub async fn subscription(&self, member: &Member) -> Option<Subscription> {
        members::current(&self.site, member).await.unwrap()
    }

    pub async fn state(&self, member: &Member) -> String {
        self.subscription(member).await.map_or("none".to_owned(), |current| current.state)
    }

    /// The member's invoices, the newest first.
    pub async fn invoices(&self, member: &Member) -> Vec<Invoice> {
        members::own_invoices(&self.site, member).await.unwrap()
    }

    /// The kinds of the letters to an address, the oldest first.
    pub async fn letters(&self, email: &str) -> Vec<String> {
        letters_to(&self.site, email).await.into_iter().map(|letter| letter.kind).collect()
    }
}

/// Runs what is due on this site, and what that makes due, as a runner does; also what is paused.
pub async fn run_due_of(site: &Site) {
    for _ in 0..20 {
        let now = site.host().now();
        let ours = |hook: &str| hook.starts_with("platen_");
        let due = cron::events(site).await.unwrap();
        let due: Vec<i64> =
            due.iter().filter(|event| event.next_run <= now && ours(&event.hook)).map(|event| event.id).collect();
        if due.is_empty() {
            return;
        }
        run_now(site, &Hooks::standard(), &due).await.unwrap();
    }
    panic!("the work never ends");
}

async fn new_site(host: &Host, name: &str) -> Site {
    let new = NewSite { url: format!("http://{name}"), title: "Example".into(), admin_email: "a@example.com".into() };
    let site = create(host, &Actor::System, new).await.unwrap();
    let account = NewAccount {
        secret_key: Some("sk_test_tests".into()),
        webhook_secret: Some(SECRET.into()),
        instructions: Some("IBAN DE00".into()),
    };
    members::set_account(&site, &Actor::System, account).await.unwrap();
    site
}

/// Somebody who signed up on this site and followed the link.
pub async fn member_of(site: &Site, email: &str) -> Member {
    let new = NewMember { email: email.into(), newsletter: true, ..NewMember::default() };
    members::sign_up(site, new).await.unwrap();
    members::confirm(site, &key_for(site, email).await).await.unwrap()
}

/// The letters to an address, the oldest first.
pub async fn letters_to(site: &Site, email: &str) -> Vec<Letter> {
    let mut found = letters::list(site, &Actor::System, None, 1_000).await.unwrap();
    found.retain(|letter| letter.recipient == email);
    found.reverse();
    found
}

/// The key out of the newest letter to an address.
pub async fn key_for(site: &Site, email: &str) -> String {
    let letter = letters_to(site, email).await.pop().expect("there is a letter");
    let text = letter.text_body.split("key=").nth(1).expect("it has a link").to_owned();
    text.split_whitespace().next().unwrap().to_owned()
}
