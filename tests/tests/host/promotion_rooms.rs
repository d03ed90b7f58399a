//! The rooms for promotions over the API: a plan is read, decided, promoted and taken back, by whoever may.
use std::time::Duration;

use cms::background;
use cms::users::Role;
use reqwest::Method;
use serde_json::{Value, json};
use staging::tasks::{self, Done, NewTask};
use staging::{GateOutcome, GateResult, Manifest, environments, gates, promote};
use tests::cloned_site::ENVIRONMENT;
use tests::waiting::until_async;
use tests::{Answer, ClonedSite, Installation, PlatenProcess, SiteClient, on_both_databases};

use super::rest_things::signed_in;

const ROOM: &str = "/wp-json/platen/v1/staging/staging";
const PATIENCE: Duration = Duration::from_secs(60);

on_both_databases! {
    async fn a_plan_is_read_decided_promoted_and_taken_back_over_the_api(installation: Installation) {
        let site = prepared(installation).await;
        let staging = site.staging().await;
        site.retitle(&staging, 1, "From staging").await;
        site.retitle(&site.production, 1, "From production").await;
        site.rewrite(&staging, 2, "Uno", "Two").await;
        let new = site.post(&staging, "Brand new").await;
        let front = site.installation.serve();
        let ann = client(&front, "ann").await;

        let rooms = ann.get("/wp-json/platen/v1/staging").await.json();
        assert_eq!((&rooms[0]["environment"], &rooms[0]["last_plan"]), (&json!("staging"), &Value::Null), "{rooms}");
        assert_eq!(ann.get(&format!("{ROOM}/plan")).await.json()["digest"], Value::Null);

        let made = done(&ann, &format!("{ROOM}/plan"), json!({})).await;
        let open = ann.get(&format!("{ROOM}/plan")).await.json();
        assert_eq!((&open["digest"], &open["total"], &open["conflicts"]), (&made["plan"], &json!(3), &json!(1)), "{open}");
        assert_eq!(open["nouns"][0], json!({"noun": "post", "add": 1, "change": 2, "delete": 0, "conflicts": 1}));
        let plan = open["digest"].as_str().unwrap().to_owned();
        let items = ann.get(&format!("{ROOM}/items?plan={plan}")).await.json();
        let first = &items[0];
        assert_eq!((&first["row"], &first["conflicts"]), (&json!("post:1"), &json!(1)), "open conflicts come first: {items}");
        let title = field(first, "title");
        assert_eq!(
            (&title["base"], &title["staging"], &title["production"], &title["outcome"]),
            (&json!("Post 0"), &json!("From staging"), &json!("From production"), &json!("conflict"))
        );
        assert!(first["address"]["staging"].as_str().unwrap().starts_with("http://staging.example/"), "{first}");
        assert!(first["address"]["production"].as_str().unwrap().starts_with("http://production.example/"), "{first}");
        let added = items.as_array().unwrap().iter().find(|item| item["action"] == "add").unwrap();
        assert_eq!((&added["title"], &added["address"]["production"]), (&json!("Brand new"), &Value::Null), "{added}");

        let refused = ended(&ann, &format!("{ROOM}/promotion"), json!({"plan": plan})).await;
        assert_eq!(refused["state"], "failed");
        assert!(refused["told"].as_str().unwrap().contains("wait for a decision"), "{refused}");

        let decision = json!({"plan": plan, "row": "post:1", "field": "title", "for": "merged", "value": "From both"});
        let decided = post(&ann, &format!("{ROOM}/decisions"), &decision).await;
        assert_eq!((decided.status, &decided.json()["settled"]), (200, &json!(1)), "{}", decided.text);
        let known = ann.get(&format!("{ROOM}/plan")).await.json();
        assert_eq!(known["decided_since"][0]["for"], "merged", "{known}");
        let without = json!({"without": ["post:2"]});
        done(&ann, &format!("{ROOM}/plan"), without).await;
        let settled = ann.get(&format!("{ROOM}/plan")).await.json();
        assert_eq!((&settled["conflicts"], &settled["total"]), (&json!(0), &json!(2)), "{settled}");
        assert_eq!(settled["left_out"], json!([{"row": "post:2", "title": "Post 1", "noun": "post"}]));

        let promotion = json!({"plan": settled["digest"]});
        done(&ann, &format!("{ROOM}/promotion"), promotion).await;
        assert_eq!(site.title(1).await.as_deref(), Some("From both"));
        assert_eq!(site.title(new.id).await.as_deref(), Some("Brand new"));
        let visitor = front.client().as_host("production.example");
        assert!(visitor.get("/").await.text.contains("From both"), "a visitor sees it at once");
        let log = ann.get("/wp-json/platen/v1/promotions").await.json();
        assert_eq!((&log[0]["state"], &log[0]["person"]), (&json!("promoted"), &json!("ann")), "{log}");
        let audit = ann.get("/wp-json/platen/v1/audit-log?action=promote").await.json();
        assert_eq!((&audit[0]["login"], &audit[0]["face"]), (&json!("ann"), &json!("rest")), "{audit}");
        let one = ann.get(&format!("/wp-json/platen/v1/promotions/{}", log[0]["id"])).await.json();
        assert_eq!(one["total"], 2, "{one}");

        done(&ann, &format!("/wp-json/platen/v1/promotions/{}/rollback", log[0]["id"]), json!({})).await;
        assert_eq!(site.title(1).await.as_deref(), Some("From production"));
        let log = ann.get("/wp-json/platen/v1/promotions").await.json();
        assert_eq!(log[0]["state"], "rolled back", "{log}");
    }

    async fn a_decision_can_be_taken_back_over_the_api(installation: Installation) {
        let site = prepared(installation).await;
        site.retitle(&site.staging().await, 1, "From staging").await;
        site.retitle(&site.production, 1, "From production").await;
        let plan = site.plan().await.digest;
        let front = site.installation.serve();
        let ann = client(&front, "ann").await;
        let decide = |of: Value| {
            let mut decision = json!({"plan": plan, "row": "post:1", "field": "title"});
            decision.as_object_mut().unwrap().extend(of.as_object().unwrap().clone());
            decision
        };
        let path = format!("{ROOM}/decisions");
        let strange = post(&ann, &path, &decide(json!({"for": "nobody"}))).await;
        assert_eq!((strange.status, &strange.json()["code"]), (400, &json!("rest_invalid_param")));
        let missing = post(&ann, &path, &decide(json!({"for": "staging", "row": "post:3"}))).await;
        assert_eq!((missing.status, &missing.json()["code"]), (404, &json!("conflict_not_found")));
        assert_eq!(post(&ann, &path, &decide(json!({"for": "staging"}))).await.status, 200);
        assert_eq!(site.plan().await.conflicts().count(), 0);
        let reopen = format!("{path}?row=post:1&field=title");
        let gone = Answer::of(ann.request(Method::DELETE, &reopen)).await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        assert_eq!(site.plan().await.conflicts().count(), 1);
        assert_eq!(Answer::of(ann.request(Method::DELETE, &reopen)).await.status, 404);
    }

    async fn pictures_are_for_whoever_runs_the_site(installation: Installation) {
        let site = prepared(installation).await;
        site.retitle(&site.staging().await, 1, "Pictured").await;
        let plan = site.plan().await;
        let environment = environments::find(site.production.host(), ENVIRONMENT).await.unwrap();
        let gate = GateResult {
            name: "screenshots".into(),
            outcome: GateOutcome::Green,
            milliseconds: 1,
            findings: vec!["/post-0/: 3.0 % of the picture is different".into()],
            artefact: None,
        };
        let manifest = Manifest { gates: vec![gate], ..ClonedSite::manifest(&plan) };
        let file = gates::manifest_file(&environment, &plan.digest);
        gates::write_manifest(&file, &manifest).unwrap();
        let folder = file.with_extension("artefacts");
        std::fs::create_dir_all(&folder).unwrap();
        let post = cms::posts::by_id(&site.production, 1).await.unwrap().unwrap();
        let path = cms::permalinks::of_post(&site.production, &post).await.unwrap();
        let words = path.strip_prefix("http://production.example/").unwrap().trim_end_matches('/').replace(['/', '?', '='], "-");
        let words = words.trim_matches('-');
        for what in ["before", "after"] {
            std::fs::write(folder.join(format!("screenshots-{words}-{what}.png")), what).unwrap();
        }
        let front = site.installation.serve();
        let ann = client(&front, "ann").await;
        let check = ann.get(&format!("{ROOM}/check?plan={}", plan.digest)).await.json();
        assert_eq!((&check["gates"][0]["outcome"], &check["command"]), (&json!("green"), &Value::Null), "{check}");
        let items = ann.get(&format!("{ROOM}/items?plan={}", plan.digest)).await.json();
        let pictures = &items[0]["pictures"];
        assert_eq!(pictures["difference"], Value::Null, "{items}");
        let picture = pictures["after"].as_str().unwrap().strip_prefix("http://production.example").unwrap().to_owned();
        let shown = ann.get(&picture).await;
        assert_eq!((shown.status, shown.text.as_str()), (200, "after"));
        assert_eq!(shown.header("content-type"), "image/png");
        let visitor = front.client().as_host("production.example");
        assert_eq!(visitor.get(&picture).await.status, 401);
        assert_eq!(client(&front, "ed").await.get(&picture).await.status, 403);
        let none = picture.replace("after.png", "nothing.png");
        assert_eq!(ann.get(&none).await.status, 404);
        let outside = picture.rsplit_once('/').unwrap().0.to_owned() + "/..%2F..%2Fplaten.toml";
        let refused = ann.get(&outside).await;
        assert!((400..500).contains(&refused.status) && !refused.text.contains("data_dir"), "{}", refused.text);
    }

    async fn an_environment_that_a_front_does_not_reach_is_said_in_words(installation: Installation) {
        let site = prepared(installation).await;
        site.retitle(&site.staging().await, 1, "Far away").await;
        let plan = site.plan().await.digest;
        let settings = site.installation.environment_dir(ENVIRONMENT).join("platen.toml");
        std::fs::rename(&settings, settings.with_extension("elsewhere")).unwrap();
        let front = site.installation.serve();
        let ann = client(&front, "ann").await;
        let rooms = ann.get("/wp-json/platen/v1/staging").await.json();
        assert!(rooms[0]["out_of_reach"].as_str().unwrap().contains("does not reach the environment staging"), "{rooms}");
        for answer in [ann.get(&format!("{ROOM}/plan")).await, post(&ann, &format!("{ROOM}/promotion"), &json!({"plan": plan})).await] {
            assert_eq!((answer.status, &answer.json()["code"]), (409, &json!("environment_out_of_reach")), "{}", answer.text);
            assert!(answer.json()["message"].as_str().unwrap().contains("platen staging plan --env=staging"), "{}", answer.text);
        }
    }

    async fn where_a_seal_is_asked_for_the_room_says_which_command_seals(installation: Installation) {
        let keys = tempfile::tempdir().unwrap();
        let key = keys.path().join("staging.key").display().to_string();
        let public = installation.platen(&["staging", "key", &key]).lines().last().unwrap().to_owned();
        let site = prepared(installation.with("PLATEN_TRUSTED_KEYS", public)).await;
        site.retitle(&site.staging().await, 1, "Sealed").await;
        let plan = site.plan().await.digest;
        let front = site.installation.serve();
        let ann = client(&front, "ann").await;
        let shown = ann.get(&format!("{ROOM}/check?plan={plan}")).await.json();
        assert!(shown["command"].as_str().unwrap().contains("platen staging check --env=staging"), "{shown}");
        let refused = post(&ann, &format!("{ROOM}/check"), &json!({"plan": plan})).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        let standing = ann.get(&format!("{ROOM}/plan")).await.json()["standing"].clone();
        assert_eq!(standing["needs_seal"], true);
        assert!(standing["hindrances"][0].as_str().unwrap().contains("not sealed"), "{standing}");
        let refused = ended(&ann, &format!("{ROOM}/promotion"), json!({"plan": plan})).await;
        assert!(refused["told"].as_str().unwrap().contains("not sealed"), "{refused}");
        assert_eq!(site.title(1).await.as_deref(), Some("Post 0"));
    }

    async fn whoever_approved_does_not_promote_over_the_api_either(installation: Installation) {
        let site = prepared(installation).await;
        site.person("bob", Role::Administrator).await;
        site.installation.platen(&["option", "update", promote::APPROVAL_OPTION, "1", "--url=http://production.example"]);
        site.retitle(&site.staging().await, 1, "Approved").await;
        let plan = json!({"plan": site.plan().await.digest});
        let front = site.installation.serve();
        let (ann, bob) = (client(&front, "ann").await, client(&front, "bob").await);
        let approved = post(&ann, &format!("{ROOM}/approval"), &plan).await;
        assert_eq!((approved.status, &approved.json()["approved_by"]), (200, &json!("ann")), "{}", approved.text);
        let refused = ended(&ann, &format!("{ROOM}/promotion"), plan.clone()).await;
        assert!(refused["told"].as_str().unwrap().contains("a second person must"), "{refused}");
        done(&bob, &format!("{ROOM}/promotion"), plan).await;
        assert_eq!(site.title(1).await.as_deref(), Some("Approved"));
        let log = bob.get("/wp-json/platen/v1/promotions").await.json();
        assert_eq!((&log[0]["person"], &log[0]["approved_by"]), (&json!("bob"), &json!("ann")), "{log}");
    }

    async fn of_two_tasks_of_a_site_the_second_waits(installation: Installation) {
        let site = prepared(installation).await;
        let actor = cms::Actor::System;
        let new = || NewTask { environment: ENVIRONMENT.into(), work: "plan", plan_digest: String::new() };
        let (end, ending) = tokio::sync::oneshot::channel::<()>();
        let waits = |_| async move {
            drop(ending.await);
            Ok(Done { told: "Ended".into(), ..Done::default() })
        };
        let first = tasks::begin(&site.production, &actor, new(), waits).await.unwrap();
        let second = tasks::begin(&site.production, &actor, new(), |_| async { Ok(Done::default()) }).await;
        assert!(second.unwrap_err().to_string().contains("Wait until that is done"));
        end.send(()).unwrap();
        let task = |id| background::by_id(&site.production, &actor, &tasks::KIND, id);
        let is_done = || async { task(first.id).await.unwrap().state == "done" };
        assert!(until_async(PATIENCE, is_done).await.is_some());
        assert_eq!(background::list(&site.production, &actor, &tasks::KIND).await.unwrap()[0].told, "Ended");
        let elsewhere = background::by_id(&other_site(&site).await, &actor, &tasks::KIND, first.id).await;
        assert_eq!(elsewhere.unwrap_err().code(), "task_not_found");
    }
}

/// A site of three posts with its clone, an administrator `ann` and an editor `ed`.
async fn prepared(installation: Installation) -> ClonedSite {
    let site = ClonedSite::with_posts(installation, 3).await;
    site.person("ann", Role::Administrator).await;
    site.cloned().await
}

async fn other_site(site: &ClonedSite) -> cms::Site {
    let new = cms::sites::NewSite {
        url: "http://other.example".into(),
        title: "Other".into(),
        admin_email: "admin@other.example".into(),
    };
    cms::sites::create(site.production.host(), &cms::Actor::System, new).await.unwrap()
}

async fn client(front: &PlatenProcess, person: &str) -> SiteClient {
    signed_in(front.client().as_host("production.example"), person).await
}

async fn post(client: &SiteClient, path: &str, body: &Value) -> Answer {
    Answer::of(client.request(Method::POST, path).json(body)).await
}

/// Begins a task and waits for its end, whatever it is.
async fn ended(client: &SiteClient, path: &str, body: Value) -> Value {
    let begun = post(client, path, &body).await;
    assert_eq!(begun.status, 201, "{path}: {}", begun.text);
    let address = format!("/wp-json/platen/v1/promotion-tasks/{}", begun.json()["id"]);
    let is_over = || async { client.get(&address).await.json()["state"] != "running" };
    assert!(until_async(PATIENCE, is_over).await.is_some(), "{path} does not end");
    client.get(&address).await.json()
}

/// The same for one that must succeed.
async fn done(client: &SiteClient, path: &str, body: Value) -> Value {
    let task = ended(client, path, body).await;
    assert_eq!(task["state"], "done", "{path}: {task}");
    task
}

fn field<'a>(item: &'a Value, name: &str) -> &'a Value {
    item["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).unwrap()
}
