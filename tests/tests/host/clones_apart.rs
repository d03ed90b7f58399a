//! A clone reaches nobody that production reaches: letters leave to the few on its list, and what the machine around it is
//! told of buckets, databases and accounts is production's alone.
use std::time::Duration;

use cms::cron;
use cms::users::Role;
use tests::cloned_site::{ENVIRONMENT, STAGING_URL};
use tests::mail_server::MailServer;
use tests::service::free_port;
use tests::waiting::until;
use tests::{ClonedSite, Installation, on_both_databases};

const PATIENCE: Duration = Duration::from_secs(60);

on_both_databases! {
    async fn a_letter_of_a_clone_reaches_only_whom_it_may_reach(installation: Installation) {
        let server = MailServer::start();
        let site = ClonedSite::with_posts(installation.with("PLATEN_MAIL_URL", server.url()), 1).await;
        site.person("ann", Role::Administrator).await;
        site.installation.platen(&["env", "create", ENVIRONMENT, "--mail-allow=ed@people.example"]);
        site.installation.platen(&["env", "clone", ENVIRONMENT, &format!("--at={STAGING_URL}")]);
        let front = site.installation.serve_environment(ENVIRONMENT, free_port());
        let client = front.client().as_host("staging.example");
        // Ann asks first: once Ed's letter is there, hers would be too.
        for login in ["ann", "ed"] {
            let asked = client.post_form("/wp-login.php?action=lostpassword", &[("user_login", login)]).await;
            assert_eq!(asked.status, 302, "{}", asked.text);
        }
        assert!(until(PATIENCE, || !server.messages().is_empty()), "{}", front.log());
        let came = server.messages();
        assert!(came.len() == 1 && came[0].contains("ed@people.example"), "{came:?}");
        assert!(came[0].contains("staging.example") && !came[0].contains("production.example"), "{came:?}");
        let outbox = site.installation.platen_in(ENVIRONMENT, &["mail", "list", "--format=csv", "--fields=recipient,state"]);
        assert!(outbox.contains("ed@people.example,sent") && !outbox.contains("ann@people.example,sent"), "{outbox}");
    }

    async fn what_reaches_outside_waits_before_its_first_event_is_there(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 1).await;
        let due = site.production.host().now() + chrono::Duration::days(1);
        let nothing = serde_json::json!([]);
        cron::schedule(&site.production, &cms::Actor::System, "their_own_hook", &nothing, due, None).await.unwrap();
        let site = site.cloned().await;
        let staging = site.staging().await;
        let paused: Vec<String> = cron::pauses(staging.host()).await.unwrap().into_iter().map(|pause| pause.hook).collect();
        for hook in ["their_own_hook", cms::posts::NEWSLETTER_HOOK, cms::search_engines::TELL_SEARCH_ENGINES] {
            assert!(paused.iter().any(|one| one == hook), "{hook}: {paused:?}");
        }
        for event in cron::events(&staging).await.unwrap() {
            let expected = if paused.contains(&event.hook) { "paused" } else { "waiting" };
            assert_eq!(event.state, expected, "{}", event.hook);
        }
    }

    async fn an_environment_is_told_nothing_by_the_machine_around_production(installation: Installation) {
        let site = ClonedSite::with_posts(installation, 1).await;
        site.installation.platen(&["env", "create", ENVIRONMENT]);
        let around = [
            ("PLATEN_BUCKET_A", "s3://KEY:SECRET@127.0.0.1:9/production"),
            ("PLATEN_STRIPE_URL", "http://127.0.0.1:9/stripe"),
            ("DATABASE_URL", "postgres://127.0.0.1:9/production"),
            ("REDIS_URL", "redis://127.0.0.1:9/"),
            ("PLATEN_LOG", "warn,environment=debug"),
        ];
        let file = site.installation.environment_dir(ENVIRONMENT).join("platen.toml").display().to_string();
        let output = site.installation.try_platen_around(&["config", "--config", &file, "--format=csv"], &around);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && !said.contains("127.0.0.1:9"), "{said}");
        assert!(said.contains("warn,environment=debug"), "how its process runs is the machine's: {said}");
    }
}
