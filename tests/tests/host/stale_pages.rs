//! No page stays out of date: what cannot be shown without PostgreSQL or a whole host.
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use tests::waiting::until_async;
use tests::{Installation, PlatenProcess, Postgres};

const SOON: Duration = Duration::from_secs(2);

/// A published post's number and path.
fn new_post(installation: &Installation, title: &str) -> (String, String) {
    let id = installation.platen(&[
        "post",
        "create",
        &format!("--post_title={title}"),
        "--post_content=Text",
        "--post_status=publish",
        "--porcelain",
    ]);
    let link = installation.platen(&["post", "list", &format!("--post__in={id}"), "--field=url"]);
    let path = link.trim().strip_prefix(&installation.url()).expect("an address of the site").to_owned();
    (id, path)
}

async fn is_kept(front: &PlatenProcess, path: &str) -> bool {
    front.client().get(path).await.header("x-platen-cache") == "hit"
}

/// Transactions end in another order than they begin. Whoever reads the outbox by "greater than the last number"
/// misses the one that took its number early and committed late.
#[tokio::test]
async fn a_change_that_commits_late_is_on_the_page_all_the_same() {
    let installation = Installation::on_postgres(Postgres::shared());
    installation.install_site("Late commits");
    let (id, path) = new_post(&installation, "Before the change");
    let front = installation.serve();
    let database = Database::connect(installation.database().expect("PostgreSQL").url()).await.unwrap();
    let late = database.begin().await.unwrap();
    let title = format!("UPDATE posts SET title = 'After the change' WHERE id = {id}");
    late.execute_unprepared(&title).await.unwrap();
    let purge = format!("INSERT INTO purge_outbox (site_id, tags, created) VALUES (1, 'post:{id} posts:post', now())");
    late.execute_unprepared(&purge).await.unwrap();
    // Others come and go meanwhile; the front reads their purges, and keeps the page as it still is.
    for number in 0..5 {
        installation.platen(&["option", "update", "blogdescription", &format!("Tagline {number}")]);
        assert!(front.client().get(&path).await.text.contains("Before the change"));
    }
    assert!(until_async(SOON, || is_kept(&front, &path)).await.is_some(), "the page is kept");
    late.commit().await.unwrap();
    let shown = until_async(SOON, || async { front.client().get(&path).await.text.contains("After the change") });
    assert!(shown.await.is_some(), "the front never hears of the late change");
}

#[tokio::test]
async fn a_front_that_was_away_believes_no_page_that_is_out_of_date() {
    let redis = tests::Redis::start();
    let installation = Installation::on_postgres(Postgres::shared()).with("REDIS_URL", redis.url());
    installation.install_site("Away");
    let (id, path) = new_post(&installation, "While it was there");
    let mut front = installation.serve();
    assert!(until_async(SOON, || is_kept(&front, &path)).await.is_some());
    front.kill();
    installation.platen(&["post", "update", &id, "--post_title=While it was away"]);
    // The old page is still in Redis and on this front's disk.
    let front = installation.serve();
    assert!(front.client().get(&path).await.text.contains("While it was away"));
}

#[tokio::test]
async fn another_fronts_page_is_taken_over_from_redis() {
    let redis = tests::Redis::start();
    let installation = Installation::on_postgres(Postgres::shared()).with("REDIS_URL", redis.url());
    installation.install_site("Taken over");
    let (_, path) = new_post(&installation, "Made once");
    let front = installation.serve();
    let made = front.client().get(&path).await;
    assert_eq!(made.header("x-platen-cache"), "miss");
    let disk = tempfile::tempdir().unwrap();
    let other = installation.serve_from(disk.path(), tests::service::free_port());
    let client = tests::SiteClient::new(&other.url()).as_host(&format!("127.0.0.1:{}", front.port()));
    let taken = client.get(&path).await;
    assert_eq!(taken.header("x-platen-cache"), "hit", "the other front made it already");
    assert_eq!(taken.text, made.text);
}
