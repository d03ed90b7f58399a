//! Syncers and fronts die at random moments: nothing that was acknowledged is lost, and nothing half is left.
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;
use tests::Chance;
use tests::waiting::until_async;
use tokio::sync::Mutex;

use crate::media_uploads::files_below;
use crate::three_fronts::{Acknowledged, Sender, ThreeFronts, acknowledged, hash, hash_at, noise};

/// How long all that waits may take at the end.
const AT_THE_END: Duration = Duration::from_secs(600);

#[tokio::test]
async fn killed_at_random_moments_nothing_is_lost_and_nothing_half_is_left() {
    storm(10, 40).await;
}

#[tokio::test]
#[ignore = "soak: a hundred kills under ten thousand files"]
async fn killed_a_hundred_times_nothing_is_lost_and_nothing_half_is_left() {
    storm(100, 10_000).await;
}

/// Uploads at least so many files over all fronts while a syncer of its own and the fronts are killed so many times.
async fn storm(kills: usize, files: usize) {
    let mut host = ThreeFronts::start().await;
    let mut chance = Chance::from_environment();
    let stop = Arc::new(AtomicBool::new(false));
    let kept = Arc::new(Mutex::new(Vec::new()));
    let number = Arc::new(AtomicU32::new(0));
    let senders: Vec<_> = (0..3)
        .map(|front| tokio::spawn(send_on(host.sender(), front, stop.clone(), kept.clone(), number.clone())))
        .collect();
    let mut syncer = host.installation.begin_platen(&["media-sync"]);
    let mut killed = 0;
    while killed < kills || kept.lock().await.len() < files {
        tokio::time::sleep(Duration::from_millis(chance.below(900) as u64)).await;
        if killed >= kills {
            continue;
        }
        killed += 1;
        match chance.below(4) {
            3 => {
                syncer.signal("KILL");
                syncer.wait_until_ended(Duration::from_secs(10));
                syncer = host.installation.begin_platen(&["media-sync"]);
            }
            front => host.kill_front(front),
        }
    }
    stop.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.await.expect("whoever uploads goes on");
    }
    let kept = kept.lock().await.clone();
    println!("{killed} kills, {} acknowledged files", kept.len());
    assert!(kept.len() >= files, "{} files", kept.len());
    drop(syncer);
    is_all_there(&host, &kept).await;
    nothing_else_is(&host).await;
}

async fn send_on(
    sender: Sender,
    front: usize,
    stop: Arc<AtomicBool>,
    kept: Arc<Mutex<Vec<Acknowledged>>>,
    number: Arc<AtomicU32>,
) {
    while !stop.load(Ordering::Relaxed) {
        let number = number.fetch_add(1, Ordering::Relaxed);
        let (name, kind, bytes) = match number % 3 {
            0 => (format!("picture-{number}.jpg"), "image/jpeg", noise(number, 320, 240)),
            _ => (format!("text-{number}.txt"), "text/plain", format!("text {number}\n").repeat(500).into_bytes()),
        };
        match sender.try_send(front, &name, kind, &bytes).await {
            Some(answer) if answer.status == 201 => kept.lock().await.push(acknowledged(&answer, &bytes)),
            // The front is dead, or its answer was cut: nothing was promised.
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn is_all_there(host: &ThreeFronts, kept: &[Acknowledged]) {
    let is_carried = || async { host.installation.try_platen(&["media-sync", "--once"]).status.success() };
    assert!(until_async(AT_THE_END, is_carried).await.is_some(), "everything comes to both buckets");
    for upload in kept {
        assert_eq!(
            hash_at(&host.in_folder(&upload.file)).as_ref(),
            Some(&upload.sha256),
            "{} in the folder",
            upload.file
        );
        for (name, server) in [("a", &host.a), ("b", &host.b)] {
            let content = content_of(server.bucket(), &upload.file).await;
            assert_eq!(content.as_ref(), Some(&upload.sha256), "{} in bucket {name}", upload.file);
        }
        for front in 0..3 {
            let answer = host.client(front).get(&format!("/wp-content/uploads/{}", upload.file)).await;
            assert_eq!(
                (answer.status, hash(&answer.bytes)),
                (200, upload.sha256.clone()),
                "{} on {front}",
                upload.file
            );
        }
    }
}

async fn content_of(bucket: platform::buckets::Bucket, file: &str) -> Option<String> {
    let mut content = bucket.get(&format!("1/{file}")).await.ok()?;
    let mut bytes = Vec::new();
    while let Some(piece) = content.next().await.ok()? {
        bytes.extend_from_slice(&piece);
    }
    Some(hash(&bytes))
}

/// In the folder and in the buckets stands what attachments need, and nothing else: no temporary files, no files that
/// nobody knows of.
async fn nothing_else_is(host: &ThreeFronts) {
    let is_clean = || async {
        host.installation.try_platen(&["media-sync", "--once"]);
        strangers(host).await.is_empty()
    };
    assert!(until_async(Duration::from_secs(60), is_clean).await.is_some(), "left over: {:?}", strangers(host).await);
}

async fn strangers(host: &ThreeFronts) -> Vec<String> {
    let known: HashSet<String> = host.sender().all(0).await.iter().flat_map(files_of).collect();
    let is_strange = |file: &String| !known.contains(file.trim_end_matches(".webp").trim_end_matches(".avif"));
    let mut strange: Vec<String> = below(&host.shared.path().join("1")).into_iter().filter(is_strange).collect();
    for server in [&host.a, &host.b] {
        let keys = server.bucket().keys("1/").await.expect("a bucket lists its keys");
        strange.extend(keys.iter().filter_map(|key| key.strip_prefix("1/")).map(str::to_owned).filter(is_strange));
    }
    for home in &host.homes {
        strange.extend(below(&home.path().join("media/1")).into_iter().filter(is_strange));
    }
    strange
}

fn below(folder: &Path) -> Vec<String> {
    let relative = |path: std::path::PathBuf| path.strip_prefix(folder).map(|path| path.display().to_string()).ok();
    files_below(folder).into_iter().filter_map(relative).collect()
}

/// The files that an attachment names.
fn files_of(attachment: &Value) -> Vec<String> {
    let file = |address: &Value| Some(address.as_str()?.split_once("/wp-content/uploads/")?.1.to_owned());
    let sizes = attachment["media_details"]["sizes"].as_object().into_iter().flat_map(|sizes| sizes.values());
    let mut files: Vec<String> = sizes.filter_map(|size| file(&size["source_url"])).collect();
    files.extend(file(&attachment["source_url"]));
    if let Some(original) = attachment["media_details"]["original_image"].as_str() {
        let folder = files.last().and_then(|file| file.rsplit_once('/')).map(|(folder, _)| folder.to_owned());
        files.extend(folder.map(|folder| format!("{folder}/{original}")));
    }
    files
}
