//! Uploads are everywhere at once: what three fronts, a shared folder and two buckets promise.
use std::time::{Duration, Instant};

use tests::BucketServer;
use tests::waiting::until_async;

use crate::three_fronts::{Acknowledged, ThreeFronts, acknowledged, hash_at, noise};

/// How long a file may take to all places on a busy machine.
const SOON: Duration = Duration::from_secs(90);

/// Whether a file stands in the copies of the other fronts and in both buckets.
async fn is_everywhere(host: &ThreeFronts, upload: &Acknowledged) -> bool {
    let copied = |front| hash_at(&host.in_copy(front, &upload.file)).as_ref() == Some(&upload.sha256);
    copied(1) && copied(2) && host.in_both_buckets(&upload.file, &upload.sha256).await
}

async fn serves(host: &ThreeFronts, front: usize, upload: &Acknowledged) -> bool {
    let answer = host.client(front).get(&format!("/wp-content/uploads/{}", upload.file)).await;
    answer.status == 200 && crate::three_fronts::hash(&answer.bytes) == upload.sha256
}

#[tokio::test]
async fn an_upload_answers_on_all_fronts_at_once_and_stands_everywhere_soon() {
    let host = ThreeFronts::start().await;
    let sender = host.sender();
    for number in 0..5 {
        let upload = sender.send(0, &format!("noise-{number}.jpg"), "image/jpeg", &noise(number, 640, 400)).await;
        for front in 0..3 {
            assert!(serves(&host, front, &upload).await, "front {front} serves it at once");
        }
        assert!(until_async(SOON, || is_everywhere(&host, &upload)).await.is_some(), "{} is everywhere", upload.file);
    }
}

#[tokio::test]
async fn a_deletion_is_followed_everywhere() {
    let host = ThreeFronts::start().await;
    let sender = host.sender();
    let upload = sender.send(0, "gone.jpg", "image/jpeg", &noise(1, 640, 400)).await;
    assert!(until_async(SOON, || is_everywhere(&host, &upload)).await.is_some());
    assert_eq!(sender.delete(1, upload.id).await.status, 200);
    let is_gone = || async {
        let on_disk = (0..3).any(|front| host.in_copy(front, &upload.file).exists());
        let in_bucket = host.in_bucket(&host.a.bucket(), &upload.file, &upload.sha256).await
            || host.in_bucket(&host.b.bucket(), &upload.file, &upload.sha256).await;
        !on_disk && !in_bucket && !host.in_folder(&upload.file).exists()
    };
    assert!(until_async(SOON, is_gone).await.is_some(), "nothing of it is left anywhere");
    for front in 0..3 {
        assert!(!serves(&host, front, &upload).await);
    }
}

#[tokio::test]
async fn a_bucket_that_was_down_is_filled_up_and_everything_outlives_the_folder() {
    let mut host = ThreeFronts::start().await;
    host.a.freeze();
    let sender = host.sender();
    let mut uploads = Vec::new();
    for number in 0..4 {
        uploads.push(
            sender.send(number % 3, &format!("{number}.jpg"), "image/jpeg", &noise(number as u32, 320, 200)).await,
        );
    }
    let in_b = || async {
        let mut all = true;
        for upload in &uploads {
            all &= host.in_bucket(&host.b.bucket(), &upload.file, &upload.sha256).await;
        }
        all
    };
    assert!(until_async(SOON, in_b).await.is_some(), "the other bucket has them");
    host.a.thaw();
    let in_a = || async {
        let mut all = true;
        for upload in &uploads {
            all &= host.in_bucket(&host.a.bucket(), &upload.file, &upload.sha256).await;
        }
        all
    };
    assert!(until_async(Duration::from_secs(180), in_a).await.is_some(), "the one that was down is filled up");
    host.b.stop();
    std::fs::remove_dir_all(host.shared.path()).expect("the folder goes");
    for front in 0..3 {
        std::fs::remove_dir_all(host.homes[front].path().join("media")).expect("its copy goes");
        for upload in &uploads {
            assert!(
                serves(&host, front, upload).await,
                "front {front}: {} comes from the bucket that is left",
                upload.file
            );
        }
    }
}

#[tokio::test]
#[ignore = "soak: a thousand pictures of 200 kB at 20 a second"]
async fn a_thousand_pictures_stand_everywhere_within_a_second() {
    let (a, b) = (BucketServer::start_on_disk().await, BucketServer::start_on_disk().await);
    let host = ThreeFronts::with(a, b, |installation| installation.with("PLATEN_LOG", "warn"));
    let sender = host.sender();
    let pictures: Vec<Vec<u8>> = (0..20).map(|number| noise(number, 640, 400)).collect();
    println!("pictures of {} bytes", pictures[0].len());
    let begun = Instant::now();
    let mut waiting = Vec::new();
    let host = std::sync::Arc::new(host);
    for number in 0..1000_u32 {
        tokio::time::sleep_until((begun + Duration::from_millis(50) * number).into()).await;
        let (sender, host) = (sender.clone(), host.clone());
        let mut bytes = pictures[number as usize % pictures.len()].clone();
        // After the end of a JPEG's data anything may stand: each content is another one.
        bytes.extend(number.to_be_bytes());
        waiting.push(tokio::spawn(async move {
            let answer = sender.try_send_alone(0, &format!("many-{number}.jpg"), "image/jpeg", &bytes).await;
            let answer = answer.expect("the front answers");
            assert_eq!(answer.status, 201, "{}", answer.text);
            let (upload, since) = (acknowledged(&answer, &bytes), Instant::now());
            assert!(serves(&host, 1 + number as usize % 2, &upload).await, "read through at once");
            until_async(Duration::from_secs(60), || is_everywhere(&host, &upload)).await.expect("everywhere");
            since.elapsed()
        }));
    }
    let mut times = Vec::new();
    for one in waiting {
        times.push(one.await.expect("every upload is followed"));
    }
    times.sort_unstable();
    let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("1,000 pictures at 20 a second stand in two copies and two buckets: p50 {p50:?}, p99 {p99:?}");
    assert!(p99 < Duration::from_secs(1), "p99 {p99:?}");
}
