//! Sites that are deleted, restored and removed, and sites that are made from others: over the API and the command line, beside
//! a host that is serving.
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tests::installation::ADMIN;
use tests::waiting::until_async;
use tests::{Answer, Installation, PlatenProcess, SiteClient, on_both_databases};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

struct Api {
    client: SiteClient,
    password: String,
}

impl Api {
    fn of(installation: &Installation, front: &PlatenProcess) -> Self {
        let password = installation.platen(&["user", "application-password", "create", ADMIN, "t", "--porcelain"]);
        Self { client: front.client(), password }
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> Answer {
        let request = self.client.request(method, &format!("/wp-json/platen/v1/sites{path}"));
        Answer::of(request.basic_auth(ADMIN, Some(&self.password)).json(&body)).await
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.ask(Method::GET, path, json!({})).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }
}

async fn soon<F: Future<Output = bool>>(what: &str, is_so: impl FnMut() -> F) {
    assert!(until_async(PATIENCE, is_so).await.is_some(), "{what}: not within {PATIENCE:?}");
}

/// The number of a second site.
fn second(installation: &Installation) -> String {
    installation.platen(&["site", "create", "--url=http://second.example", "--title=Second one", "--porcelain"])
}

on_both_databases! {
    async fn a_deleted_site_answers_that_it_is_gone_and_comes_back_whole(installation: Installation) {
        installation.install_site("First");
        let id = second(&installation);
        installation.platen(&["post", "create", "--post_title=Only there", "--post_status=publish", "--url=http://second.example"]);
        let front = installation.serve();
        let api = Api::of(&installation, &front);
        let visitor = front.client().as_host("second.example");
        assert_eq!(visitor.get("/").await.status, 200);
        let deleted = api.ask(Method::DELETE, &format!("/{id}"), json!({})).await;
        assert_eq!(deleted.status, 200, "{}", deleted.text);
        assert_eq!((&deleted.json()["status"], &deleted.json()["restorable"]), (&json!("deleted"), &json!(true)));
        for path in ["/", "/feed/", "/wp-login.php", "/wp-admin/", "/wp-json/wp/v2/posts", "/wp-content/uploads/a.jpg"] {
            assert_eq!(visitor.get(path).await.status, 410, "{path}");
        }
        let listed = api.get("").await;
        let (deleted, gone) = (&listed[1]["deleted"], &listed[1]["gone"]);
        let day = |value: &Value| value.as_str().unwrap()[..10].parse::<chrono::NaiveDate>().unwrap();
        assert_eq!((day(gone) - day(deleted)).num_days(), 30, "{listed}");
        let again = installation.try_platen(&["site", "create", "--url=http://second.example", "--title=Other"]);
        assert_eq!(again.status.code(), Some(1), "the name is kept for it");
        let restored = api.ask(Method::PUT, &format!("/{id}"), json!({"status": "active"})).await;
        assert_eq!((restored.status, &restored.json()["status"], &restored.json()["gone"]), (200, &json!("active"), &Value::Null));
        assert!(visitor.get("/").await.text.contains("Only there"));
    }

    async fn a_site_that_is_removed_at_once_leaves_its_name_and_no_file(installation: Installation) {
        installation.install_site("First");
        let id = second(&installation);
        let folder = installation.data_dir().join("uploads").join(&id);
        std::fs::create_dir_all(folder.join("2026")).unwrap();
        std::fs::write(folder.join("2026/a.txt"), b"by hand").unwrap();
        let front = installation.serve();
        let api = Api::of(&installation, &front);
        let removed = api.ask(Method::DELETE, &format!("/{id}"), json!({"force": true})).await;
        assert_eq!((removed.status, &removed.json()["deleted"]), (200, &json!(true)), "{}", removed.text);
        assert_eq!(front.client().as_host("second.example").get("/").await.status, 421);
        assert!(!folder.exists());
        second(&installation);
    }

    async fn what_is_deleted_goes_when_its_days_are_over(installation: Installation) {
        let installation = installation.with("PLATEN_DELETED_SITE_DAYS", "0");
        installation.install_site("First");
        let id = second(&installation);
        installation.platen(&["site", "delete", &id, "--yes"]);
        let late = installation.try_platen(&["site", "restore", &id]);
        assert_eq!(late.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&late.stderr).contains("too late"), "{late:?}");
        let front = installation.serve();
        let visitor = front.client().as_host("second.example");
        soon("its end", || async { visitor.get("/").await.status == 421 }).await;
        assert_eq!(installation.platen(&["site", "list", "--format=count"]), "1");
    }

    async fn a_clone_shows_the_same_under_its_own_address(installation: Installation) {
        installation.install_site("First");
        let url = installation.url();
        let content = format!("--post_content=<p><a href=\"{url}/there/\">there</a></p>");
        installation.platen(&["post", "create", "--post_title=In both", "--post_status=publish", "--post_name=both", &content]);
        let front = installation.serve();
        let api = Api::of(&installation, &front);
        let refused = api.ask(Method::POST, "/1/clones", json!({"url": url})).await;
        assert_eq!((refused.status, &refused.json()["code"]), (409, &json!("site_taken")), "{}", refused.text);
        let begun = api.ask(Method::POST, "/1/clones", json!({"url": "http://clone.example", "title": "Cloned"})).await;
        assert_eq!((begun.status, &begun.json()["state"]), (201, &json!("running")), "{}", begun.text);
        soon("the clone", || async { api.get("/1/clones").await[0]["state"] != "running" }).await;
        let ended = api.get("/1/clones").await;
        assert_eq!(ended[0]["state"], "done", "{ended}");
        let id = ended[0]["site"].as_i64().unwrap();
        let visitor = front.client().as_host("clone.example");
        let home = visitor.get("/").await;
        assert!(home.text.contains("Cloned") && home.text.contains("In both"), "{}", home.text);
        assert!(!home.text.contains(&url), "no address of the original: {}", home.text);
        let post = visitor.get("/wp-json/wp/v2/posts?slug=both").await;
        assert!(post.json()[0]["content"]["rendered"].as_str().unwrap().contains("http://clone.example/there/"), "{}", post.text);
        let third = installation.platen(&["site", "clone", &id.to_string(), "--url=http://third.example", "--porcelain"]);
        assert_eq!(api.get(&format!("/{third}")).await["status"], "active");
        let found = front.client().as_host("third.example").get("/wp-json/wp/v2/posts?slug=both").await;
        assert!(found.json()[0]["content"]["rendered"].as_str().unwrap().contains("http://third.example/there/"), "{}", found.text);
        installation.platen(&["post", "delete", "--force", "--url=http://clone.example",
            &installation.platen(&["post", "list", "--name=both", "--field=ID"])]);
        assert_eq!(installation.platen(&["post", "list", "--name=both", "--format=count"]), "1", "the original keeps its own");
    }
}
