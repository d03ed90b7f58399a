//! The shared folder: what others write there, what is wrong with it, and what looking at it costs.
use std::time::Duration;

use tests::waiting::until_async;
use tests::{BehindInotify, BucketServer, Installation, SmallDisk, on_both_databases};

use crate::media_uploads::{Uploader, files_below};
use crate::three_fronts::{hash, noise};

/// How long a scan may take to see what nobody told of.
const SOON: Duration = Duration::from_secs(60);
/// Files that are only looked at, and never change.
const UNCHANGED: usize = 100_000;

on_both_databases! {
    async fn what_others_write_behind_inotify_arrives(installation: Installation) {
        let (folder, bucket) = (BehindInotify::mount(), BucketServer::start_on_disk().await);
        let installation = installation
            .with("PLATEN_MEDIA_DIR", folder.mounted().display().to_string())
            .with("PLATEN_MEDIA_SCAN_SECONDS", "1")
            .with("PLATEN_BUCKET_A", bucket.address());
        installation.install_site("Behind inotify");
        let front = installation.serve();
        let by_others = folder.behind().join("1/2026/11");
        std::fs::create_dir_all(&by_others).unwrap();
        let content = noise(1, 320, 200);
        std::fs::write(by_others.join("by-others.jpg"), &content).unwrap();
        let is_carried = || async { bucket_has(&bucket, "2026/11/by-others.jpg", &hash(&content)).await };
        assert!(until_async(SOON, is_carried).await.is_some(), "a scan finds it:\n{}", front.log());
        let changed = noise(2, 320, 200);
        std::fs::write(by_others.join("by-others.jpg"), &changed).unwrap();
        let is_renewed = || async { bucket_has(&bucket, "2026/11/by-others.jpg", &hash(&changed)).await };
        assert!(until_async(SOON, is_renewed).await.is_some(), "and its new content");
        std::fs::rename(by_others.join("by-others.jpg"), by_others.join("renamed.jpg")).unwrap();
        let is_renamed = || async {
            bucket_has(&bucket, "2026/11/renamed.jpg", &hash(&changed)).await
                && !bucket_has(&bucket, "2026/11/by-others.jpg", &hash(&changed)).await
        };
        assert!(until_async(SOON, is_renamed).await.is_some(), "a new name is followed");
    }

    async fn while_the_shared_folder_is_away_uploads_go_into_a_bucket(installation: Installation) {
        let (mut folder, bucket) = (BehindInotify::mount(), BucketServer::start_on_disk().await);
        let installation = installation
            .with("PLATEN_MEDIA_DIR", folder.mounted().display().to_string())
            .with("PLATEN_MEDIA_SCAN_SECONDS", "1")
            .with("PLATEN_BUCKET_A", bucket.address());
        let uploader = Uploader::of(&installation);
        folder.kill();
        let content = noise(1, 320, 200);
        let sent = uploader.send("away.jpg", "image/jpeg", &content).await;
        assert_eq!(sent.status, 201, "{}", sent.text);
        let path = uploader.path(&sent.json()["source_url"]);
        let file = path.trim_start_matches("/wp-content/uploads/").to_owned();
        assert!(bucket_has(&bucket, &file, &hash(&content)).await, "it is in the bucket before it is acknowledged");
        assert_eq!(hash(&uploader.front.client().get(&path).await.bytes), hash(&content), "and served from there");
        folder.mount_again();
        let is_back = || async { crate::three_fronts::hash_at(&folder.behind().join("1").join(&file)) == Some(hash(&content)) };
        assert!(until_async(SOON, is_back).await.is_some(), "the folder gets it when it is back");
    }

    async fn a_folder_that_lost_most_of_its_files_gets_them_back(installation: Installation) {
        let bucket = BucketServer::start_on_disk().await;
        let installation = installation.with("PLATEN_BUCKET_A", bucket.address());
        installation.install_site("Emptied");
        let folder = installation.data_dir().join("uploads/1/2026/11");
        std::fs::create_dir_all(&folder).unwrap();
        for number in 0..30 {
            std::fs::write(folder.join(format!("{number}.txt")), format!("by hand {number}")).unwrap();
        }
        let is_carried = || async {
            installation.try_platen(&["media-sync", "--once"]);
            bucket_has(&bucket, "2026/11/29.txt", &hash(b"by hand 29")).await
        };
        assert!(until_async(SOON, is_carried).await.is_some());
        std::fs::remove_dir_all(&folder).unwrap();
        installation.platen(&["media-sync", "--once"]);
        assert_eq!(std::fs::read(folder.join("7.txt")).unwrap(), b"by hand 7");
        std::fs::remove_file(folder.join("7.txt")).unwrap();
        installation.platen(&["media-sync", "--once"]);
        assert!(!folder.join("7.txt").exists(), "one file was taken out on purpose");
        assert!(!bucket_has(&bucket, "2026/11/7.txt", &hash(b"by hand 7")).await);
    }

    async fn a_full_disk_refuses_uploads_and_nothing_else(installation: Installation) {
        let disk = SmallDisk::mount();
        let installation = installation.with("PLATEN_MEDIA_DIR", disk.folder().display().to_string());
        let uploader = Uploader::of(&installation);
        let kept = uploader.send("kept.txt", "text/plain", b"it fits\n").await;
        assert_eq!(kept.status, 201, "{}", kept.text);
        let refused = uploader.send("large.jpg", "image/jpeg", &noise(1, 3_000, 2_000)).await;
        assert_eq!(refused.status, 507, "{}", refused.text);
        assert_eq!(refused.json()["code"], "rest_upload_storage_full");
        let left: Vec<_> = files_below(&disk.folder().join("1"));
        assert_eq!(left.len(), 1, "nothing half is left: {left:?}");
        let again = uploader.send("again.txt", "text/plain", b"it fits too\n").await;
        assert_eq!(again.status, 201, "{}", again.text);
    }

    async fn wrong_credentials_hold_up_no_upload_and_are_told(installation: Installation) {
        let bucket = BucketServer::start_on_disk().await;
        let wrong = bucket.address().replace(":secret@", ":an-old-secret@");
        let installation = installation.with("PLATEN_BUCKET_A", wrong);
        let uploader = Uploader::of(&installation);
        let picture = uploader.send_picture("harbour.jpg").await;
        assert_eq!(uploader.front.client().get(&uploader.path(&picture["source_url"])).await.status, 200);
        let tells = || async {
            let metrics = uploader.front.client().get("/metrics").await.text;
            let failures = metrics.lines().find(|line| line.starts_with("platen_media_copy_failures_total{place=\"a\"}"));
            failures.is_some_and(|line| !line.ends_with(" 0"))
        };
        assert!(until_async(SOON, tells).await.is_some(), "a metric tells");
        let named = || async {
            let status = installation.platen(&["media", "status", "--format=json"]);
            status.contains("the secret does not fit the key (SignatureDoesNotMatch)")
        };
        assert!(until_async(SOON, named).await.is_some(), "what is wrong is named");
        let once = installation.try_platen(&["media-sync", "--once"]);
        let told = String::from_utf8_lossy(&once.stderr).into_owned();
        assert!(!once.status.success() && told.contains("wait for bucket a"), "{told}");
        assert!(!uploader.front.log().contains("an-old-secret") && !told.contains("an-old-secret"), "no secret is told");
    }
}

#[tokio::test]
#[ignore = "soak: a hundred thousand files are made and read first"]
async fn looking_at_a_hundred_thousand_unchanged_files_costs_little() {
    let installation = Installation::on_sqlite();
    installation.install_site("Many files");
    let folder = installation.data_dir().join("uploads/1");
    for number in 0..UNCHANGED {
        let folder = folder.join(format!("2026/{:03}", number / 1_000));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{number}.txt")), format!("file {number}\n")).unwrap();
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    installation.platen(&["media-sync", "--once"]);
    let before = processor_seconds_of_children();
    let told = installation.platen(&["media-sync", "--once"]);
    let one_scan = processor_seconds_of_children() - before;
    assert!(told.contains("0 new or changed"), "{told}");
    let share = one_scan / 300.0;
    println!(
        "a scan of {UNCHANGED} unchanged files: {one_scan:.2} s of a core; every 300 s that is {:.2} %",
        share * 100.0
    );
    assert!(share < 0.02, "{share}");
}

/// User and system time of the children that have ended, in seconds (proc(5): fields 16 and 17 of `stat`).
fn processor_seconds_of_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("a process knows itself");
    let after_name = stat.rsplit_once(") ").expect("its name is in brackets").1;
    let fields: Vec<f64> = after_name.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    (fields[12] + fields[13]) / 100.0
}

async fn bucket_has(server: &BucketServer, file: &str, sha256: &str) -> bool {
    let found = server.bucket().head(&format!("1/{file}")).await;
    found.is_ok_and(|found| found.is_some_and(|object| object.sha256 == sha256))
}
