//! Copies that rot are found and mended; a front's copy is bounded and knows where it was.
use std::time::Duration;

use tests::waiting::until_async;
use tests::{BucketServer, Installation, on_both_databases};

use crate::three_fronts::{ThreeFronts, hash, hash_at, noise};

const SOON: Duration = Duration::from_secs(60);

on_both_databases! {
    async fn a_copy_that_has_rotted_is_mended_from_a_good_one(installation: Installation) {
        let (a, b) = (BucketServer::start_on_disk().await, BucketServer::start_on_disk().await);
        let installation = installation.with("PLATEN_BUCKET_A", a.address()).with("PLATEN_BUCKET_B", b.address());
        installation.install_site("Repairs");
        let folder = tempfile::tempdir().unwrap();
        let contents: Vec<Vec<u8>> = (0..3).map(|number| noise(number, 200, 100)).collect();
        for (number, content) in contents.iter().enumerate() {
            let path = folder.path().join(format!("{number}.jpg"));
            std::fs::write(&path, content).unwrap();
            installation.platen(&["media", "import", &path.display().to_string()]);
        }
        installation.platen(&["media-sync", "--once"]);
        let month = std::fs::read_dir(installation.data_dir().join("uploads/1")).unwrap();
        let year = month.flatten().map(|entry| entry.path()).find(|path| !path.ends_with(".incoming")).unwrap();
        let month = std::fs::read_dir(&year).unwrap().flatten().next().unwrap().path();
        let below = month.strip_prefix(installation.data_dir().join("uploads")).unwrap().to_owned();
        // One rots in the folder, without a new time; one in bucket A; one is gone from bucket B.
        let rotten = month.join("0.jpg");
        let times = std::fs::metadata(&rotten).unwrap().modified().unwrap();
        let mut content = contents[0].clone();
        let middle = content.len() / 2;
        content[middle] ^= 0xff;
        std::fs::write(&rotten, content).unwrap();
        std::fs::File::options().write(true).open(&rotten).unwrap().set_modified(times).unwrap();
        std::fs::write(a.objects().join(&below).join("1.jpg"), b"rot").unwrap();
        std::fs::remove_file(b.objects().join(&below).join("2.jpg")).unwrap();
        let told = installation.platen(&["media-sync", "--scrub"]);
        assert!(told.contains("3 mended") && told.contains("0 lost"), "{told}");
        for (number, content) in contents.iter().enumerate() {
            let name = format!("{number}.jpg");
            for place in [month.join(&name), a.objects().join(&below).join(&name), b.objects().join(&below).join(&name)] {
                assert_eq!(hash_at(&place), Some(hash(content)), "{}", place.display());
            }
        }
    }

    async fn a_bandwidth_limit_holds(installation: Installation) {
        let bucket = BucketServer::start_on_disk().await;
        let installation = installation.with("PLATEN_BUCKET_A", bucket.address()).with("PLATEN_MEDIA_BANDWIDTH_MB", "1");
        installation.install_site("Slowly");
        let folder = tempfile::tempdir().unwrap();
        for number in 0..3 {
            let path = folder.path().join(format!("{number}.txt"));
            std::fs::write(&path, format!("{number:07}\n").repeat(1 << 17)).unwrap();
            installation.platen(&["media", "import", &path.display().to_string()]);
        }
        let begun = std::time::Instant::now();
        installation.platen(&["media-sync", "--once"]);
        assert!(begun.elapsed() >= Duration::from_secs(2), "three megabytes came in {:?}", begun.elapsed());
    }

    async fn hand_copied_files_are_adopted_together(installation: Installation) {
        installation.install_site("Adopted");
        let folder = installation.data_dir().join("uploads/1/2019/03");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("old.jpg"), noise(1, 400, 300)).unwrap();
        std::fs::write(folder.join("old.txt"), b"old\n").unwrap();
        std::fs::write(folder.join("script.php"), b"<?php echo 1;").unwrap();
        std::fs::write(folder.join("old-150x150.jpg"), noise(2, 150, 150)).unwrap();
        let told = installation.try_platen(&["media", "adopt", "2019"]);
        let said = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
        assert!(said.contains("script.php"), "what is refused is named: {said}");
        let count = installation.platen(&["post", "list", "--post_type=attachment", "--format=count"]);
        assert_eq!(count.trim(), "2", "a size is no image of its own: {said}");
        let again = installation.try_platen(&["media", "adopt", "2019"]);
        let again = String::from_utf8_lossy(&again.stdout).into_owned() + &String::from_utf8_lossy(&again.stderr);
        assert!(again.contains("Adopted 0"), "{again}");
    }
}

#[tokio::test]
async fn a_front_that_was_away_reads_on_where_it_was_and_keeps_within_its_bound() {
    let (a, b) = (BucketServer::start_on_disk().await, BucketServer::start_on_disk().await);
    let mut host = ThreeFronts::with(a, b, |installation| installation.with("PLATEN_MEDIA_LOCAL_MB", "1"));
    let sender = host.sender();
    let before = sender.send(0, "before.jpg", "image/jpeg", &noise(1, 320, 200)).await;
    let there =
        |front: usize, host: &ThreeFronts| hash_at(&host.in_copy(front, &before.file)) == Some(before.sha256.clone());
    assert!(until_async(SOON, || async { there(2, &host) }).await.is_some());
    let port = host.fronts[2].port();
    host.fronts[2].kill();
    let while_away = sender.send(0, "away.jpg", "image/jpeg", &noise(2, 320, 200)).await;
    assert_eq!(sender.delete(0, before.id).await.status, 200);
    host.fronts[2] = host.installation.serve_from(host.homes[2].path(), port);
    let caught_up = || async {
        hash_at(&host.in_copy(2, &while_away.file)).as_ref() == Some(&while_away.sha256)
            && !host.in_copy(2, &before.file).exists()
    };
    assert!(until_async(SOON, caught_up).await.is_some(), "new files came, and deletions");
    let mut last = while_away;
    for number in 10..30 {
        last = sender.send(0, &format!("{number}.jpg"), "image/jpeg", &noise(number, 640, 400)).await;
    }
    let bounded = || async {
        let copy = crate::media_uploads::files_below(&host.homes[2].path().join("media"));
        let bytes: u64 = copy.iter().filter_map(|path| Some(std::fs::metadata(path).ok()?.len())).sum();
        bytes <= 1 << 20 && bytes > 0
    };
    assert!(until_async(SOON, bounded).await.is_some(), "the copy is at most as large as it may be");
    let evicted = host.client(2).get(&format!("/wp-content/uploads/{}", last.file)).await;
    assert_eq!(hash(&evicted.bytes), last.sha256, "what made room is read through");
    let metrics = host.client(2).get("/metrics").await.text;
    assert!(metrics.contains("platen_media_local_copy{of=\"bytes\"}"), "{metrics}");
}
