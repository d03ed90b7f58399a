//! Search engines hear of what was published: once a minute, again after a fault, and nothing of sites that ask for none.
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use tests::recorder::{Recorder, Reply};
use tests::sns_signer::make_key;
use tests::waiting::until;
use tests::{Installation, on_both_databases};

/// Google and IndexNow in one; IndexNow refuses the first `refusals` requests for the time being.
fn engines(refusals: usize) -> Recorder {
    let left = std::sync::atomic::AtomicUsize::new(refusals);
    Recorder::start(move |asked| match asked.path.as_str() {
        "/token" => Reply::Say(200, json!({"access_token": "tok", "expires_in": 3600}).to_string()),
        "/indexnow" => {
            use std::sync::atomic::Ordering::Relaxed;
            let refuses = left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok();
            Reply::Say(if refuses { 503 } else { 202 }, String::new())
        }
        path if path.starts_with("/sites/") => Reply::Say(204, String::new()),
        _ => Reply::Say(404, String::new()),
    })
}

fn service_account(folder: &Path) -> String {
    make_key(folder);
    let key = std::fs::read_to_string(folder.join("key.pem")).unwrap();
    let file = folder.join("account.json");
    let account = json!({"type": "service_account", "client_email": "platen@project.iam.gserviceaccount.com",
        "private_key_id": "k1", "private_key": key, "token_uri": "https://oauth2.googleapis.com/token"});
    std::fs::write(&file, account.to_string()).unwrap();
    file.display().to_string()
}

fn prepared(installation: Installation, engines: &Recorder, account: &str) -> Installation {
    let installation = installation
        .with("PLATEN_INDEXNOW_ENDPOINT", format!("{}/indexnow", engines.url()))
        .with("PLATEN_SEARCH_CONSOLE_ENDPOINT", engines.url())
        .with("PLATEN_SEARCH_CONSOLE_KEY", account);
    installation.install_site("Found");
    installation.platen(&["search-engine", "enable", "indexnow"]);
    installation.platen(&["search-engine", "enable", "search-console", "--property=sc-domain:example.com"]);
    installation
}

fn publish(installation: &Installation, title: &str) -> String {
    let title = format!("--post_title={title}");
    installation.platen(&["post", "create", &title, "--post_status=publish", "--porcelain"])
}

fn addresses(body: &Value) -> Vec<String> {
    body["urlList"].as_array().unwrap().iter().map(|url| url.as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn what_is_published_is_told_once_with_its_key_and_its_sitemap(installation: Installation) {
        let (engines, folder) = (engines(1), tempfile::tempdir().unwrap());
        let installation = prepared(installation, &engines, &service_account(folder.path()));
        let id = publish(&installation, "Told");
        publish(&installation, "Told too");
        let failed = installation.try_platen(&["search-engine", "tell"]);
        assert!(!failed.status.success(), "the engine was busy");
        installation.platen(&["search-engine", "tell"]);
        installation.platen(&["search-engine", "tell"]);
        let told = engines.asked("/indexnow");
        assert_eq!(told.len(), 2, "once in vain, once for good, and then there was nothing to tell");
        let said = told[1].json();
        assert_eq!(said["urlList"], told[0].json()["urlList"], "what failed is told again");
        assert!(addresses(&said).iter().any(|url| url.contains("told-too")), "{said}");
        let front = installation.serve();
        let key = said["key"].as_str().unwrap();
        assert_eq!(said["keyLocation"], format!("{}/{key}.txt", installation.url()));
        assert_eq!(front.client().get(&format!("/{key}.txt")).await.text, key);
        let strange = format!("/{}.txt", "0".repeat(32));
        assert_eq!(front.client().get(&strange).await.status, 404);

        let submitted = engines.asked("/sites/");
        assert!(submitted.iter().all(|asked| asked.method == "PUT" && asked.headers.contains("Bearer tok")));
        let sitemap = submitted[0].path.clone();
        assert!(sitemap.starts_with("/sites/sc%2Ddomain%3Aexample%2Ecom/sitemaps/http"), "{sitemap}");
        assert!(sitemap.ends_with("wp%2Dsitemap%2Exml"), "{sitemap}");
        let introduction = engines.asked("/token")[0].text();
        assert!(introduction.contains("jwt-bearer"), "{introduction}");
        let claims = introduction.split("assertion=").nth(1).unwrap().split('.').nth(1).unwrap();
        let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        assert_eq!(claims["iss"], "platen@project.iam.gserviceaccount.com");

        // An address that is gone is told too, so that it is looked at and forgotten.
        installation.platen(&["post", "delete", &id, "--force"]);
        installation.platen(&["search-engine", "tell"]);
        let last = engines.asked("/indexnow").pop().unwrap().json();
        assert_eq!(addresses(&last).len(), 1, "{last}");
        let listed = installation.platen(&["search-engine", "list", "--fields=engine,status,waiting", "--format=csv"]);
        assert_eq!(listed, "engine,status,waiting\nindexnow,enabled,0\nsearch-console,enabled,0");
    }

    async fn a_site_that_asks_not_to_be_indexed_tells_nobody(installation: Installation) {
        let (engines, folder) = (engines(0), tempfile::tempdir().unwrap());
        let installation = prepared(installation, &engines, &service_account(folder.path()));
        publish(&installation, "Before");
        installation.platen(&["option", "update", "blog_public", "0"]);
        publish(&installation, "After");
        installation.platen(&["search-engine", "tell"]);
        assert!(engines.asked("/").is_empty());
        let note = installation.platen(&["search-engine", "list", "--field=note"]);
        assert!(note.contains("not to be indexed"), "{note}");
    }
}

#[tokio::test]
async fn the_runner_tells_within_the_next_minute_and_a_staging_host_tells_nothing() {
    let (engines, folder) = (engines(0), tempfile::tempdir().unwrap());
    let account = service_account(folder.path());
    let installation = prepared(Installation::on_sqlite(), &engines, &account);
    let front = installation.serve();
    publish(&installation, "Soon");
    assert!(until(Duration::from_secs(90), || engines.asked("/indexnow").len() == 1), "{}", front.log());
    let staging = prepared(Installation::on_sqlite(), &engines, &account);
    // An environment has its own data folder, and no flag may give it another.
    let own = staging.data_dir().display().to_string();
    let staging = staging.with("PLATEN_DATA_DIR", &own).with("PLATEN_ENVIRONMENT", "staging");
    publish(&staging, "Never");
    staging.platen(&["search-engine", "tell"]);
    assert_eq!(engines.asked("/indexnow").len(), 1);
}
