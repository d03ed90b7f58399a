//! `platen/v1/cron`: what the admin's screens show of the runner, and do with it.
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tests::installation::ADMIN;
use tests::waiting::until_async;
use tests::{Answer, Installation, PlatenProcess, on_both_databases};

struct Api {
    client: tests::SiteClient,
    password: String,
}

impl Api {
    fn of(installation: &Installation, front: &PlatenProcess) -> Self {
        let password = installation.platen(&["user", "application-password", "create", ADMIN, "t", "--porcelain"]);
        Self { client: front.client(), password }
    }

    async fn ask(&self, method: Method, path: &str) -> Answer {
        let request = self.client.request(method, &format!("/wp-json/platen/v1/cron{path}"));
        Answer::of(request.basic_auth(ADMIN, Some(&self.password))).await
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.ask(Method::GET, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }

    async fn event(&self, hook: &str) -> Option<Value> {
        self.get(&format!("/events?hook={hook}")).await.as_array().expect("a list").first().cloned()
    }
}

on_both_databases! {
    async fn events_are_listed_paused_run_and_deleted_and_their_runs_told(installation: Installation) {
        installation.install_site("Cron");
        let front = installation.serve();
        let api = Api::of(&installation, &front);
        installation.platen(&["cron", "event", "schedule", "platen_canary", "+1 hour", "--args=[\"a\"]"]);
        let event = api.event("platen_canary").await.expect("it is scheduled");
        assert_eq!((&event["args"], &event["state"], &event["attempt"]), (&json!(["a"]), &json!("waiting"), &json!(0)));
        let one = format!("/events/{}", event["id"]);
        assert_eq!(api.get(&one).await["hook"], "platen_canary");

        assert_eq!(api.ask(Method::POST, "/pauses?hook=platen_canary").await.status, 200);
        assert_eq!(api.get("/pauses").await, json!([{"hook": "platen_canary", "queue": "", "of_host": false}]));
        assert_eq!(api.get(&one).await["state"], "paused");
        assert_eq!(api.ask(Method::DELETE, "/pauses?hook=platen_canary").await.status, 200);
        assert_eq!(api.get("/pauses").await, json!([]));

        assert_eq!(api.ask(Method::POST, &format!("{one}/run")).await.status, 200);
        let ran = until_async(Duration::from_secs(30), || async { api.event("platen_canary").await.is_none() }).await;
        assert!(ran.is_some(), "{}", front.log());
        let runs = api.get("/runs?hook=platen_canary&state=done").await;
        assert_eq!((runs.as_array().map(Vec::len), &runs[0]["event"], &runs[0]["args"]), (Some(1), &event["id"], &json!(["a"])));
        assert_eq!(api.get("/runs?hook=platen_canary&state=failed").await, json!([]));
        assert_eq!(api.get("/runs?hook=platen_canary&after=2199-01-01T00:00:00Z").await, json!([]));
        assert_eq!(api.ask(Method::GET, "/runs?after=soon").await.status, 400);
        let minutes = api.get("/lateness").await;
        assert!(minutes.as_array().is_some_and(|all| all.iter().any(|minute| minute["runs"].as_i64() > Some(0))), "{minutes}");
        let status = api.get("/status").await;
        assert_eq!(status["runners"].as_array().map(Vec::len), Some(1), "{status}");
        assert!(status["slots"].as_i64() > Some(0) && status["oldest_due_seconds"].is_number(), "{status}");
    }

    async fn what_was_given_up_is_seen_tried_again_and_taken_away(installation: Installation) {
        installation.install_site("Cron");
        let front = installation.serve();
        let api = Api::of(&installation, &front);
        installation.platen(&["cron", "event", "schedule", "publish_future_post", "now", "--args=[\"seven\"]"]);
        let is_dead = || async { !api.get("/events?state=dead").await.as_array().expect("a list").is_empty() };
        assert!(until_async(Duration::from_secs(30), is_dead).await.is_some(), "{}", front.log());
        let dead = api.get("/events?state=dead").await[0].clone();
        assert!(dead["last_error"].as_str().is_some_and(|why| why.contains("arguments cannot be used")), "{dead}");
        let again = api.ask(Method::POST, "/retries?hook=publish_future_post").await;
        assert_eq!((again.status, &again.json()["retried"]), (200, &json!(1)), "{}", again.text);
        let failed_twice = || async { api.get("/runs?state=failed").await.as_array().map(Vec::len) == Some(2) };
        assert!(until_async(Duration::from_secs(30), failed_twice).await.is_some(), "{}", front.log());
        let one = format!("/events/{}", dead["id"]);
        assert_eq!(api.ask(Method::DELETE, &one).await.json()["deleted"], json!(true));
        assert_eq!(api.ask(Method::GET, &one).await.status, 404);
        assert_eq!(api.ask(Method::POST, &format!("{one}/run")).await.status, 404);
    }
}
