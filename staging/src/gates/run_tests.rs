use std::time::Duration;

use cms::Host;
use platform::{Clock, Config};
use sea_orm::ConnectionTrait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

use super::super::BROWSER_NAMES;
use super::super::bench::{Budget, CustomCommand, Side};
use super::*;
use crate::environments::Silent;

/// A front of a few pages; `/slow/` waits that long.
async fn front(slow: Duration) -> Side {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = vec![0; 4_096];
                let read = stream.read(&mut head).await.unwrap_or_default();
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
                if path == "/slow/" {
                    tokio::time::sleep(slow).await;
                }
                let (status, kind, body) = page(path, head.to_lowercase().contains("host: staging.example"));
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    Side { front: url, site: Url::parse("https://staging.example/").unwrap() }
}

fn page(path: &str, is_known: bool) -> (u16, &'static str, &'static str) {
    let html = "text/html; charset=utf-8";
    match path {
        _ if !is_known => (421, html, ""),
        "/" | "/slow/" => (
            200,
            html,
            "<!DOCTYPE html><a href='https://staging.example/slow/#x'>a</a><a href='https://other.example/'>b</a>",
        ),
        "/broken/" => (500, html, ""),
        "/link/" => (200, html, "<!DOCTYPE html><a href=/gone/>a</a>"),
        "/picture/" => (200, html, "<!DOCTYPE html><img src=/gone.png alt=''><img src=/there.png alt=''>"),
        "/there.png" => (200, "image/png", "x"),
        "/html/" => (200, html, "<!DOCTYPE html><div><b>x</div>"),
        "/heavy/" => (200, html, "<!DOCTYPE html><p>a page that is heavier than this budget allows"),
        _ => (404, html, ""),
    }
}

async fn bench(path: &str) -> (Bench, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
    let host = Host::open(config, Clock::system()).await.unwrap();
    host.migrate().await.unwrap();
    let bench = Bench {
        staging: front(Duration::from_millis(300)).await,
        production: Some(front(Duration::from_millis(30)).await),
        database: Some(host),
        binary: None,
        paths: vec![path.to_owned()],
        kinds: vec![("/".to_owned(), 200), ("/nothing/".to_owned(), 404)],
        budget: Budget { most_bytes: 100_000, ..Budget::default() },
        commands: Vec::new(),
        switched_off: BROWSER_NAMES.map(str::to_owned).to_vec(),
        browser: None,
        most_pages: 40,
        axe: None,
        artefacts: folder.path().join("artefacts"),
    };
    (bench, folder)
}

/// The gates that are not green, with what they found.
async fn closed(bench: &Bench) -> Vec<(String, String)> {
    let results = check(bench, &Silent).await.unwrap();
    let closed = results.into_iter().filter(|gate| matches!(gate.outcome, GateOutcome::Red | GateOutcome::CouldNotRun));
    closed.map(|gate| (gate.name, gate.findings.join("; "))).collect()
}

async fn only_gate(path: &str) -> (String, String) {
    let (bench, _folder) = bench(path).await;
    let mut closed = closed(&bench).await;
    assert_eq!(closed.len(), 1, "{path}: {closed:?}");
    closed.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_page_opens_every_gate() {
    let (bench, _folder) = bench("/").await;
    assert_eq!(closed(&bench).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_gate_finds_its_fault_and_names_it() {
    let (gate, found) = only_gate("/broken/").await;
    assert!(gate == "pages" && found == "/broken/ answers 500 and not 200", "{gate}: {found}");
    let (gate, found) = only_gate("/link/").await;
    assert!(gate == "links" && found == "/link/: the link to /gone/ answers 404", "{gate}: {found}");
    let (gate, found) = only_gate("/picture/").await;
    assert!(gate == "pictures" && found == "/picture/: the picture /gone.png answers 404", "{gate}: {found}");
    let (gate, found) = only_gate("/html/").await;
    assert!(gate == "html" && found.contains("<b> is not ended before </div>"), "{gate}: {found}");
    let (gate, found) = only_gate("/slow/").await;
    assert!(gate == "budget" && found.contains("and production"), "{gate}: {found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_template_and_a_heavy_page_are_found() {
    let (mut bench, _folder) = bench("/heavy/").await;
    bench.kinds.push(("/broken/".to_owned(), 200));
    bench.budget.most_bytes = 40;
    let closed = closed(&bench).await;
    assert!(closed[0].0 == "theme" && closed[0].1.contains("/broken/ answers 500"), "{closed:?}");
    assert!(closed[1].0 == "budget" && closed[1].1.contains("bytes, at most 40"), "{closed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_is_off_by_its_name_alone_and_one_that_cannot_run_is_no_green_one() {
    let (mut bench, _folder) = bench("/link/").await;
    bench.switched_off.push("links".to_owned());
    bench.database = None;
    bench.switched_off.retain(|name| name != "console");
    bench.browser = Some("/nowhere/chromium".into());
    let results = check(&bench, &Silent).await.unwrap();
    let outcome = |name: &str| results.iter().find(|gate| gate.name == name).unwrap().outcome;
    assert_eq!(outcome("links"), GateOutcome::SwitchedOff);
    assert_eq!(outcome("migrations"), GateOutcome::CouldNotRun);
    assert_eq!(outcome("console"), GateOutcome::CouldNotRun, "without Chromium nobody has looked");
    bench.switched_off = vec!["link".to_owned()];
    assert!(check(&bench, &Silent).await.unwrap_err().to_string().contains("there is no gate link"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sites_own_commands_are_gates() {
    let (mut bench, _folder) = bench("/").await;
    let custom = |name: &str, command: &str| CustomCommand { name: name.into(), command: command.into() };
    bench.commands = vec![custom("good", "test -n \"$PLATEN_STAGING_URL\""), custom("bad", "echo too long; exit 3")];
    let closed = closed(&bench).await;
    assert_eq!(closed.len(), 1, "{closed:?}");
    assert!(closed[0].0 == "command:bad" && closed[0].1.contains("too long"), "{closed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_that_drop_what_production_reads_are_found_on_a_copy() {
    let (mut bench, folder) = bench("/").await;
    let program = folder.path().join("program.sh");
    let script = "#!/bin/sh\ndatabase=${DATABASE_URL#sqlite://}\n\
                  python3 -c \"import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('ALTER TABLE posts DROP COLUMN content_filtered')\" \"${database%%\\?*}\"\n";
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    bench.binary = Some(program);
    let closed = closed(&bench).await;
    assert_eq!(
        closed,
        [(
            "migrations".to_owned(),
            "the column posts.content_filtered is dropped, and release on production reads it".to_owned()
        )]
    );
    let database = bench.database.unwrap();
    database
        .database()
        .writer()
        .execute_unprepared("SELECT content_filtered FROM posts")
        .await
        .expect("production is as before");
}
