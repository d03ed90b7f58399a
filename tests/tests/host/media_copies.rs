//! Uploads stand in two buckets, come back from them, and follow their attachments.
use std::path::Path;
use std::time::Duration;

use platform::buckets::Bucket;
use tests::waiting::until_async;
use tests::{BucketServer, Chance, Installation, on_both_databases};

use crate::media_uploads::{Uploader, files_below};

/// How long a file may take to both buckets on a busy machine.
const SOON: Duration = Duration::from_secs(30);

struct TwoBuckets {
    installation: Installation,
    a: BucketServer,
    b: BucketServer,
}

async fn with_buckets(installation: Installation) -> TwoBuckets {
    let (a, b) = (BucketServer::start().await, BucketServer::start().await);
    let installation = installation.with("PLATEN_BUCKET_A", a.address()).with("PLATEN_BUCKET_B", b.address());
    TwoBuckets { installation, a, b }
}

/// The path of an upload within its site's folder, as its address tells it.
fn file_of(address: &str) -> String {
    address.split_once("/wp-content/uploads/").expect("an upload's address").1.to_owned()
}

async fn has(bucket: &Bucket, file: &str) -> bool {
    bucket.head(&format!("1/{file}")).await.is_ok_and(|found| found.is_some_and(|object| !object.sha256.is_empty()))
}

on_both_databases! {
    async fn an_upload_outlives_the_folder_and_one_bucket(installation: Installation) {
        let TwoBuckets { installation, mut a, b } = with_buckets(installation).await;
        let uploader = Uploader::of(&installation);
        let picture = uploader.send_picture("harbour.jpg").await;
        let file = file_of(picture["source_url"].as_str().unwrap());
        let (bucket_a, bucket_b) = (a.bucket(), b.bucket());
        let both = || async { has(&bucket_a, &file).await && has(&bucket_b, &file).await };
        assert!(until_async(SOON, both).await.is_some(), "it comes to both buckets");
        std::fs::remove_dir_all(installation.data_dir().join("uploads")).unwrap();
        a.stop();
        let client = uploader.front.client();
        let whole = client.get(&uploader.path(&picture["source_url"])).await;
        assert_eq!((whole.status, whole.header("content-type")), (200, "image/jpeg"));
        assert_eq!(whole.bytes.len() as u64, picture["filesize"].as_u64().unwrap());
        assert_eq!(uploader.delete(&picture["id"]).await.status, 200);
        assert!(until_async(SOON, || async { !has(&bucket_b, &file).await }).await.is_some(), "its copies go with it");
    }

    async fn uploads_go_on_while_a_bucket_is_away(installation: Installation) {
        let TwoBuckets { installation, a, b } = with_buckets(installation).await;
        a.freeze();
        let uploader = Uploader::of(&installation);
        let picture = uploader.send_picture("harbour.jpg").await;
        let file = file_of(picture["source_url"].as_str().unwrap());
        let (bucket_a, bucket_b) = (a.bucket(), b.bucket());
        assert!(until_async(SOON, || async { has(&bucket_b, &file).await }).await.is_some(), "the other one has it");
        a.thaw();
        let filled_up = until_async(Duration::from_secs(180), || async { has(&bucket_a, &file).await });
        assert!(filled_up.await.is_some(), "the bucket that was away is filled up");
    }

    async fn killed_again_and_again_the_syncer_loses_nothing(installation: Installation) {
        let TwoBuckets { installation, a, b } = with_buckets(installation).await;
        installation.install_site("Killed");
        let pictures = tempfile::tempdir().unwrap();
        let mut chance = Chance::from_environment();
        for round in 0..5 {
            let files: Vec<String> = (0..6).map(|number| made(pictures.path(), round, number)).collect();
            let mut arguments = vec!["media", "import"];
            arguments.extend(files.iter().map(String::as_str));
            let mut syncer = installation.begin_platen(&["media-sync"]);
            installation.platen(&arguments);
            tokio::time::sleep(Duration::from_millis(chance.below(600) as u64)).await;
            syncer.signal("KILL");
            syncer.wait_until_ended(Duration::from_secs(10));
        }
        installation.platen(&["media-sync", "--once"]);
        let folder = installation.data_dir().join("uploads/1");
        let files = files_below(&folder);
        assert!(files.len() >= 30, "{} files", files.len());
        for path in files {
            let file = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            assert!(!file.contains("/."), "{file}: nothing half stands anywhere");
            assert!(has(&a.bucket(), &file).await && has(&b.bucket(), &file).await, "{file} stands in both buckets");
        }
    }

    async fn a_file_that_was_copied_in_by_hand_is_carried_and_may_be_adopted(installation: Installation) {
        let TwoBuckets { installation, a, b } = with_buckets(installation).await;
        installation.install_site("By hand");
        let folder = installation.data_dir().join("uploads/1/2026/11");
        std::fs::create_dir_all(&folder).unwrap();
        let path = made(&folder, 0, 0);
        let is_carried = until_async(SOON, || async {
            installation.try_platen(&["media-sync", "--once"]);
            has(&a.bucket(), "2026/11/picture-0-0.txt").await && has(&b.bucket(), "2026/11/picture-0-0.txt").await
        });
        assert!(is_carried.await.is_some(), "a scan finds what no event told of");
        let id = installation.platen(&["media", "import", &path, "--skip-copy", "--porcelain"]);
        assert!(id.parse::<i64>().is_ok_and(|id| id > 0), "{id}");
        std::fs::remove_file(&path).unwrap();
        installation.platen(&["media-sync", "--once"]);
        assert!(Path::new(&path).exists(), "an attachment's file comes back from a bucket");
    }
}

/// A small file that differs from all others.
fn made(folder: &Path, round: u32, number: u32) -> String {
    let path = folder.join(format!("picture-{round}-{number}.txt"));
    std::fs::write(&path, format!("file {number} of round {round}\n").repeat(50)).unwrap();
    path.to_string_lossy().into_owned()
}
