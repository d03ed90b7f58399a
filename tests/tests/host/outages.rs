//! Engines die in the middle; visitors do not notice.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tests::waiting::until_async;
use tests::wxr::{MadePost, made_export};
use tests::{Installation, PlatenProcess, Postgres, Redis, SiteClient};

use crate::fronts::TwoFronts;

/// Visitors who ask for pages without a pause, and remember what was wrong.
struct Visitors {
    stop: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    tasks: Vec<tokio::task::JoinHandle<Vec<String>>>,
}

impl Visitors {
    fn walk(clients: Vec<SiteClient>, path: &str) -> Self {
        let (stop, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let walk = |client: SiteClient| {
            let (stop, asked, path) = (stop.clone(), asked.clone(), path.to_owned());
            tokio::spawn(async move {
                let mut complaints = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let start = Instant::now();
                    // A query of its own asks for a page that nobody has seen.
                    let number = asked.fetch_add(1, Ordering::Relaxed);
                    let path = if number.is_multiple_of(5) { format!("{path}?visit={number}") } else { path.clone() };
                    let answer = client.get(&path).await;
                    if answer.status != 200 || start.elapsed() > Duration::from_secs(5) {
                        complaints.push(format!("{} after {:?}: {}", answer.status, start.elapsed(), answer.text));
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                complaints
            })
        };
        let tasks = clients.into_iter().map(walk).collect();
        Self { stop, asked, tasks }
    }

    async fn complaints(self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        let mut complaints = Vec::new();
        for task in self.tasks {
            complaints.extend(task.await.expect("a visitor never panics"));
        }
        assert!(self.asked.load(Ordering::Relaxed) > 40, "the visitors asked often enough to notice");
        complaints
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_visitor_sees_an_error_while_redis_dies_hangs_and_returns() {
    let mut redis = Redis::start();
    let host = TwoFronts::start(Some(&redis));
    let (_, path) = host.new_post("Seen through an outage");
    let visitors =
        Visitors::walk(vec![host.client_of(0), host.client_of(1), host.client_of(0), host.client_of(1)], &path);
    let pause = || tokio::time::sleep(Duration::from_millis(1500));
    pause().await;
    redis.kill();
    pause().await;
    redis.start_again();
    pause().await;
    redis.freeze();
    pause().await;
    redis.thaw();
    pause().await;
    assert_eq!(visitors.complaints().await, Vec::<String>::new());
    // And the fronts still hear of each other's changes.
    let (id, path) = host.new_post("After the outage");
    for front in [0, 1] {
        assert!(host.client_of(front).get(&path).await.text.contains("After the outage"));
    }
    host.installation.platen(&["post", "update", &id, "--post_title=Changed after the outage"]);
    for front in [0, 1] {
        let client = host.client_of(front);
        let shown = until_async(Duration::from_secs(2), || async {
            client.get(&path).await.text.contains("Changed after the outage")
        });
        assert!(shown.await.is_some(), "front {front} goes on showing the old title");
    }
}

/// A front on a cluster of its own with a few imported posts, each of its pages seen once.
async fn seen_front(postgres: &Postgres) -> (Installation, PlatenProcess, Vec<(String, String)>) {
    let installation = Installation::on_postgres(postgres);
    installation.install_site("Outage");
    installation.platen(&["rewrite", "structure", "/%year%/%monthnum%/%day%/%postname%/"]);
    let file = installation.data_dir().join("made.xml");
    std::fs::write(&file, made_export(5)).unwrap();
    installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
    let front = installation.serve();
    let mut seen = Vec::new();
    let posts = (1..=5).map(|id| MadePost { id }.address());
    for path in ["/", "/feed/", "/category/made-1/", "/author/maker/"].map(str::to_owned).into_iter().chain(posts) {
        let answer = front.client().get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        seen.push((path, answer.text));
    }
    (installation, front, seen)
}

#[tokio::test]
async fn pages_seen_before_are_served_while_the_database_is_gone() {
    let postgres = Postgres::start();
    let (_installation, front, seen) = seen_front(&postgres).await;
    postgres.stop();
    for (path, text) in &seen {
        let start = Instant::now();
        let answer = front.client().get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        assert_eq!(&answer.text, text, "{path} is the page that was seen");
        assert!(start.elapsed() < Duration::from_secs(6), "{path} took {:?}", start.elapsed());
    }
    let never_seen = front.client().get("/never-seen-before/").await;
    assert_eq!(never_seen.status, 503);
    let request = never_seen.header("x-request-id");
    assert!(!request.is_empty() && front.log().contains(request), "the log knows request {request:?}");
    let ready = front.client().get("/readyz").await;
    assert_eq!(ready.status, 200, "a front without its database stays in the balancer");
    assert!(ready.text.contains("database"), "and says what is wrong: {}", ready.text);
    assert_eq!(front.client().get("/healthz").await.status, 200);
    postgres.start_again();
    let back = until_async(Duration::from_secs(20), || async {
        front.client().get("/never-seen-before/").await.status == 404
    });
    assert!(back.await.is_some(), "the front goes on by itself when the database is back");
}

#[tokio::test]
async fn a_page_that_could_not_be_made_anew_is_marked_stale() {
    let postgres = Postgres::start();
    let (installation, front, _) = seen_front(&postgres).await;
    let path = MadePost { id: 3 }.address();
    assert_eq!(front.client().get(&path).await.header("x-platen-cache"), "hit");
    // The change reaches the front (its page is out of date), and then the database is gone.
    installation.platen(&["post", "update", "3", "--post_title=Changed just before"]);
    let deadline = Instant::now() + Duration::from_secs(3);
    while Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    postgres.stop();
    let answer = front.client().get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("x-platen-cache"), "stale");
    let metrics = front.client().get("/metrics").await.text;
    let counted = metrics.lines().any(|line| !line.starts_with('#') && line.contains("stale") && !line.ends_with(" 0"));
    assert!(counted, "a metric counts stale pages:\n{metrics}");
}

#[tokio::test]
async fn a_front_that_started_without_its_database_makes_the_schema_when_it_is_back() {
    let postgres = Postgres::start();
    let installation = Installation::on_postgres(&postgres);
    postgres.stop();
    let front = installation.serve();
    assert_eq!(front.client().get("/").await.status, 503);
    postgres.start_again();
    // No site is there yet, so a front that can ask leads to the form that makes one.
    let asked = until_async(Duration::from_secs(20), || async { front.client().get("/").await.status == 302 });
    assert!(asked.await.is_some(), "the tables are there: {}", front.log());
}
