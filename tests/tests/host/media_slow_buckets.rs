//! A bucket that is slow, silent, or goes by another clock holds up its own copies and nothing else.
use std::time::{Duration, Instant};

use platform::buckets::Bucket;
use reqwest::Method;
use tests::shifted_clock::ShiftedClock;
use tests::waiting::until_async;
use tests::{Answer, BehindInotify, BucketServer, Installation, Pass, SiteClient, SlowBucket, on_both_databases};

use crate::media_uploads::{Uploader, files_below};
use crate::three_fronts::{hash, noise};

/// How long a file may take to a bucket on a busy machine.
const SOON: Duration = Duration::from_secs(90);
/// What a bucket may take for a small file, twice, and what a busy machine adds.
const GIVEN_UP: Duration = Duration::from_secs(45);

/// Two buckets, the first of them over a line that may stall.
struct TwoLines {
    installation: Installation,
    line: SlowBucket,
    a: BucketServer,
    b: BucketServer,
}

async fn with_a_slow_line(installation: Installation) -> TwoLines {
    let (a, b) = (BucketServer::start_on_disk().await, BucketServer::start_on_disk().await);
    let line = SlowBucket::before(&a);
    let installation = installation.with("PLATEN_BUCKET_A", line.address()).with("PLATEN_BUCKET_B", b.address());
    TwoLines { installation, line, a, b }
}

async fn has(bucket: Bucket, file: &str, sha256: &str) -> bool {
    let found = bucket.head(&format!("1/{file}")).await;
    found.is_ok_and(|found| found.is_some_and(|object| object.sha256 == sha256))
}

/// An upload: its number, its path, and its content's hash.
async fn sent(uploader: &Uploader, name: &str, seed: u32) -> (serde_json::Value, String, String) {
    let content = noise(seed, 320, 200);
    let begun = Instant::now();
    let answer = uploader.send(name, "image/jpeg", &content).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert!(begun.elapsed() < Duration::from_secs(30), "no bucket holds up an upload: {:?}", begun.elapsed());
    let told = answer.json();
    let path = uploader.path(&told["source_url"]);
    (told["id"].clone(), path.trim_start_matches("/wp-content/uploads/").to_owned(), hash(&content))
}

async fn metric(uploader: &Uploader, name: &str) -> f64 {
    let metrics = uploader.front.client().get("/metrics").await.text;
    let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    line.unwrap_or_default()
}

/// What the command says of a bucket.
fn told(installation: &Installation, bucket: &str) -> serde_json::Value {
    let all = installation.platen(&["media", "status", "--format=json"]);
    let all: serde_json::Value = serde_json::from_str(&all).expect("it prints JSON");
    let mut rows = all.as_array().expect("a list").iter();
    rows.find(|row| row["bucket"] == bucket).expect("the bucket is told of").clone()
}

on_both_databases! {
    async fn a_silent_bucket_holds_up_neither_uploads_nor_the_other_bucket_and_is_told_of(installation: Installation) {
        let TwoLines { installation, line, a, b } = with_a_slow_line(installation).await;
        let mut uploader = Uploader::of(&installation);
        line.lets(Pass::Nothing);
        let mut uploads = Vec::new();
        for number in 0..3 {
            uploads.push(sent(&uploader, &format!("{number}.jpg"), number).await);
        }
        for (_, file, sha256) in &uploads {
            assert!(until_async(SOON, || has(b.bucket(), file, sha256)).await.is_some(), "the other bucket has {file}");
        }
        let lags = || async {
            metric(&uploader, "platen_media_lag_seconds{place=\"a\"}").await >= 2.0
                && metric(&uploader, "platen_media_waiting_files{place=\"a\"}").await >= 3.0
        };
        assert!(until_async(SOON, lags).await.is_some(), "how far it is behind is told while it lets everybody wait");
        assert!(metric(&uploader, "platen_media_lag_seconds{place=\"b\"}").await < 1.0);
        let is_named = || async { told(&installation, "a")["trouble"] == "the bucket did not answer in time" };
        assert!(until_async(GIVEN_UP, is_named).await.is_some(), "what is wrong is named: {}", told(&installation, "a"));
        assert_eq!(told(&installation, "b")["trouble"], "");
        line.lets(Pass::All);
        for (_, file, sha256) in &uploads {
            assert!(until_async(SOON, || has(a.bucket(), file, sha256)).await.is_some(), "{file} is filled up");
        }
        let is_over = || async { told(&installation, "a")["trouble"] == "" && told(&installation, "a")["waiting"] == 0 };
        assert!(until_async(SOON, is_over).await.is_some(), "and that is over: {}", told(&installation, "a"));
        line.lets(Pass::Nothing);
        sent(&uploader, "last.jpg", 9).await;
        uploader.front.terminate();
        assert!(uploader.front.wait_until_ended(Duration::from_secs(20)), "no bucket keeps a front from ending");
    }

    async fn what_is_deleted_while_its_copy_is_on_its_way_is_nowhere_at_the_end(installation: Installation) {
        let TwoLines { installation, line, a, b } = with_a_slow_line(installation).await;
        let uploader = Uploader::of(&installation);
        line.lets(Pass::Requests);
        let (id, file, sha256) = sent(&uploader, "gone.jpg", 1).await;
        assert!(until_async(SOON, || has(a.bucket(), &file, &sha256)).await.is_some(), "it came, and nobody heard of it");
        assert_eq!(uploader.delete(&id).await.status, 200, "a deletion waits for no bucket");
        line.lets(Pass::All);
        let is_gone = || async {
            let left = [files_below(&a.objects()), files_below(&b.objects())].concat();
            !left.iter().any(|path| path.to_string_lossy().contains("gone")) && told(&installation, "a")["waiting"] == 0
        };
        let left = || [files_below(&a.objects()), files_below(&b.objects())].concat();
        assert!(until_async(SOON, is_gone).await.is_some(), "nothing of it is left in a bucket: {:?}", left());
        let folder = files_below(&installation.data_dir().join("uploads/1"));
        assert!(folder.is_empty(), "nor in the folder: {folder:?}");
    }

    async fn the_same_file_sent_twice_at_once_becomes_two_that_are_whole(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let content = noise(4, 640, 400);
        let many = (0..6).map(|_| uploader.send("twice.jpg", "image/jpeg", &content));
        let mut files = std::collections::BTreeSet::new();
        for answer in futures::future::join_all(many).await {
            assert_eq!(answer.status, 201, "{}", answer.text);
            let path = uploader.path(&answer.json()["source_url"]);
            assert_eq!(hash(&uploader.front.client().get(&path).await.bytes), hash(&content), "{path}");
            files.insert(path);
        }
        assert_eq!(files.len(), 6, "each has a name of its own: {files:?}");
    }
}

#[tokio::test]
async fn a_bucket_that_stalls_is_given_up_for_the_other_and_nothing_half_is_served() {
    let TwoLines { installation, line, a, b } = with_a_slow_line(Installation::on_sqlite()).await;
    let uploader = Uploader::of(&installation);
    let (_, file, sha256) = sent(&uploader, "whole.jpg", 1).await;
    let (_, other, other_sha256) = sent(&uploader, "other.jpg", 2).await;
    for bucket in [a.bucket(), b.bucket()] {
        let both =
            || async { has(bucket.clone(), &file, &sha256).await && has(bucket.clone(), &other, &other_sha256).await };
        assert!(until_async(SOON, both).await.is_some());
    }
    let is_even = || async { told(&installation, "a")["waiting"] == 0 && told(&installation, "b")["waiting"] == 0 };
    assert!(until_async(SOON, is_even).await.is_some());
    line.lets(Pass::Nothing);
    let scrubbed = installation.try_platen(&["media-sync", "--scrub"]);
    let said = String::from_utf8_lossy(&scrubbed.stderr).into_owned();
    assert!(!scrubbed.status.success() && said.contains("0 mended, 0 lost. 6 copies could not be read"), "{said}");
    assert_eq!(told(&installation, "a")["waiting"], 0, "a copy that could not be read is not carried again");
    let (folder, copy) = (installation.data_dir().join("uploads"), installation.data_dir().join("media"));
    let client = uploader.front.client();
    for (pass, at_most) in [(Pass::Beginnings(20_000), 30), (Pass::Cut(20_000), 20), (Pass::Nothing, 30)] {
        drop((std::fs::remove_dir_all(&folder), std::fs::remove_dir_all(&copy)));
        line.lets(pass);
        let begun = Instant::now();
        let answer = client.get(&format!("/wp-content/uploads/{file}")).await;
        assert_eq!((answer.status, hash(&answer.bytes)), (200, sha256.clone()), "{pass:?}");
        assert!(begun.elapsed() < Duration::from_secs(at_most), "{pass:?}: {:?}", begun.elapsed());
    }
    b.freeze();
    let refused = client.get(&format!("/wp-content/uploads/{other}")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "30"), "it is not gone, it is away");
    let left = files_below(&copy);
    let half = left.iter().find(|path| !path.ends_with(&file) && !path.ends_with(".journal"));
    assert_eq!(half, None, "nothing half is left: {left:?}");
    b.thaw();
    line.lets(Pass::All);
    let is_back = || async { hash(&client.get(&format!("/wp-content/uploads/{other}")).await.bytes) == other_sha256 };
    assert!(until_async(SOON, is_back).await.is_some());
}

#[tokio::test]
async fn while_the_folder_is_away_a_silent_bucket_is_passed_over_for_the_other() {
    let mut folder = BehindInotify::mount();
    let installation = Installation::on_sqlite().with("PLATEN_MEDIA_DIR", folder.mounted().display().to_string());
    let TwoLines { installation, line, a: _a, b } = with_a_slow_line(installation).await;
    let uploader = Uploader::of(&installation);
    folder.kill();
    line.lets(Pass::Nothing);
    let content = noise(1, 320, 200);
    let begun = Instant::now();
    let answer = uploader.send("away.jpg", "image/jpeg", &content).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert!(begun.elapsed() < GIVEN_UP, "{:?}", begun.elapsed());
    let path = uploader.path(&answer.json()["source_url"]);
    assert!(has(b.bucket(), path.trim_start_matches("/wp-content/uploads/"), &hash(&content)).await);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_named_and_holds_up_no_copy() {
    let (clock, bucket) = (ShiftedClock::new(), BucketServer::start_on_disk().await);
    let with_clock = |installation: Installation, (name, value)| installation.with(name, value);
    let installation = clock.environment().into_iter().fold(Installation::on_sqlite(), with_clock);
    let installation =
        installation.with("PLATEN_BUCKET_A", bucket.address()).with("PLATEN_MEDIA_REDIRECT", "presigned");
    clock.set(3_600);
    let uploader = Uploader::of(&installation);
    let (_, file, sha256) = sent(&uploader, "late.jpg", 1).await;
    let carried = until_async(SOON, || has(bucket.bucket(), &file, &sha256)).await;
    assert!(carried.is_some(), "requests are signed by the bucket's clock:\n{}", uploader.front.log());
    let words = "the clock of this machine is 60 minutes ahead of the bucket's: set it";
    let is_named = || async { told(&installation, "a")["trouble"] == words };
    assert!(until_async(SOON, is_named).await.is_some(), "{}", told(&installation, "a"));
    assert!(uploader.front.log().contains(words), "the log names it too");
    let client = uploader.front.client();
    let is_sent = || async { client.get(&format!("/wp-content/uploads/{file}")).await.status == 302 };
    assert!(until_async(SOON, is_sent).await.is_some());
    let location = client.get(&format!("/wp-content/uploads/{file}")).await.header("location").to_owned();
    let from_bucket = Answer::of(SiteClient::new("").request(Method::GET, &location)).await;
    assert_eq!((from_bucket.status, hash(&from_bucket.bytes)), (200, sha256), "signed addresses hold: {location}");
    clock.set(0);
    let is_over = || async { told(&installation, "a")["trouble"] == "" };
    sent(&uploader, "right.jpg", 2).await;
    assert!(until_async(SOON, is_over).await.is_some(), "a clock that is set is told of no more");
}
