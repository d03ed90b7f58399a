//! The first page of a PDF is its picture, as WordPress has it; one that cannot be drawn has none, and is kept all the same.
use std::io::Cursor;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use image::{ImageReader, RgbImage};
use serde_json::{Value, json};
use tests::documents::{self, DRAWING};
use tests::installation::{ADMIN, ADMIN_PASSWORD, binary};
use tests::waiting::until_async;
use tests::{BucketServer, Installation, on_both_databases};

use crate::media_uploads::{Uploader, files_below};

/// How long drawing, or a file's way to a bucket, may take on a busy machine.
const SOON: Duration = Duration::from_secs(60);

async fn send(uploader: &Uploader, name: &str, bytes: &[u8]) -> Value {
    let sent = uploader.send(name, "application/pdf", bytes).await;
    assert_eq!(sent.status, 201, "{name}: {}", sent.text);
    sent.json()
}

/// The same once its sizes are made: on a busy machine an upload's answer does not wait for them.
async fn send_with_sizes(uploader: &Uploader, name: &str, bytes: &[u8]) -> Value {
    let path = format!("/wp-json/wp/v2/media/{}", send(uploader, name, bytes).await["id"]);
    let look = || async { uploader.front.client().get(&path).await.json() };
    let has_sizes = || async { look().await["media_details"]["sizes"]["thumbnail"].is_object() };
    assert!(until_async(SOON, has_sizes).await.is_some(), "{name}: {}\n{}", look().await, uploader.front.log());
    look().await
}

fn pixels(bytes: &[u8]) -> RgbImage {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().expect("memory is read");
    reader.decode().expect("a picture").into_rgb8()
}

on_both_databases! {
    async fn a_document_shows_its_first_page_in_wordpress_sizes(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let document = send_with_sizes(&uploader, "report.pdf", &documents::letter(DRAWING)).await;
        let details = &document["media_details"];
        assert_eq!((&document["mime_type"], &document["media_type"]), (&json!("application/pdf"), &json!("file")));
        let sizes = details["sizes"].as_object().expect("sizes");
        let names: Vec<&str> = sizes.keys().map(String::as_str).collect();
        assert_eq!(names, ["full", "medium", "large", "thumbnail"]);
        let client = uploader.front.client();
        for (name, file, width, height) in [
            ("full", "report-pdf.jpg", 1_088, 1_408),
            ("large", "report-pdf-791x1024.jpg", 791, 1_024),
            ("medium", "report-pdf-232x300.jpg", 232, 300),
            ("thumbnail", "report-pdf-116x150.jpg", 116, 150),
        ] {
            let size = &sizes[name];
            assert_eq!((&size["file"], &size["width"], &size["height"]), (&json!(file), &json!(width), &json!(height)));
            let shown = client.get(&uploader.path(&size["source_url"])).await;
            assert_eq!((shown.status, shown.header("content-type")), (200, "image/jpeg"), "{name}");
            let pixels = pixels(&shown.bytes);
            assert_eq!(pixels.dimensions(), (width, height), "{name}");
            let (up, down) = (pixels.get_pixel(width / 2, height / 4).0, pixels.get_pixel(width / 2, height * 3 / 4).0);
            assert!(up[0] > 230 && up[2] < 30, "{name} is red above: {up:?}");
            assert!(down[2] > 230 && down[0] < 30, "{name} is blue below: {down:?}");
        }
        assert_eq!((&sizes["full"]["mime_type"], &sizes["medium"]["mime_type"]), (&json!("application/pdf"), &json!("image/jpeg")));
        assert_eq!(details["pages"], 1);
        let letters = pixels(&client.get(&uploader.path(&sizes["full"]["source_url"])).await.bytes);
        let dark = letters.pixels().filter(|pixel| pixel.0.iter().all(|channel| *channel < 60)).count();
        assert!(dark > 500, "its text is written: {dark}");
        installation.platen(&["media", "regenerate", "--yes"]);
        let again = client.get(&format!("/wp-json/wp/v2/media/{}", document["id"])).await.json();
        assert_eq!(again["media_details"]["sizes"], details["sizes"], "made again, all has its name");
        assert_eq!(uploader.delete(&document["id"]).await.status, 200);
        for size in sizes.values() {
            assert_eq!(client.get(&uploader.path(&size["source_url"])).await.status, 404, "{size}");
        }
        assert_eq!(files_below(&installation.data_dir().join("uploads/1")), Vec::<std::path::PathBuf>::new());
    }

    async fn a_page_follows_its_document_to_the_buckets_and_away(installation: Installation) {
        let (a, b) = (BucketServer::start_on_disk().await, BucketServer::start_on_disk().await);
        let installation = installation.with("PLATEN_BUCKET_A", a.address()).with("PLATEN_BUCKET_B", b.address());
        let uploader = Uploader::of(&installation);
        let document = send_with_sizes(&uploader, "report.PDF", &documents::letter(DRAWING)).await;
        let stands = |buckets: &BucketServer| {
            let files = files_below(&buckets.objects());
            files.iter().filter(|file| file.to_string_lossy().contains("report-pdf")).count()
        };
        let all = || async { stands(&a) >= 4 && stands(&b) >= 4 };
        assert!(until_async(SOON, all).await.is_some(), "{:?}", files_below(&a.objects()));
        assert_eq!(uploader.delete(&document["id"]).await.status, 200);
        assert!(until_async(SOON, || async { stands(&a) + stands(&b) == 0 }).await.is_some());
    }

    async fn the_page_of_a_drafts_document_is_nobody_elses(installation: Installation) {
        let uploader = Uploader::of(&installation);
        installation.platen(&["option", "update", "platen_private_media", "1"]);
        let draft = ["post", "create", "--post_title=Draft", "--post_status=draft", "--porcelain"];
        let post = installation.platen(&draft);
        let document = send_with_sizes(&uploader, "secret.PDF", &documents::letter(DRAWING)).await;
        installation.platen(&["post", "update", &document["id"].to_string(), &format!("--post_parent={post}")]);
        let (visitor, author) = (uploader.front.client(), uploader.front.client());
        author.sign_in(ADMIN, ADMIN_PASSWORD).await;
        for size in document["media_details"]["sizes"].as_object().expect("sizes").values() {
            let path = uploader.path(&size["source_url"]);
            assert!(until_async(SOON, || async { visitor.get(&path).await.status == 404 }).await.is_some(), "{path}");
            assert_eq!(author.get(&path).await.status, 200, "{path}");
        }
    }

    async fn documents_that_cannot_be_drawn_are_kept_without_a_picture(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let whole = documents::letter(DRAWING);
        let no_page = documents::document(&[
            b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
            b"<</Type /Pages /Kids [] /Count 0>>".to_vec(),
        ]);
        let loop_of_pages = documents::document(&[
            b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
            b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>".to_vec(),
        ]);
        let broken = [
            ("head.pdf", b"%PDF-1.7\n".to_vec()),
            ("noise.pdf", [b"%PDF-1.7\n".to_vec(), vec![0xa5; 20_000]].concat()),
            ("cut.pdf", whole[..60].to_vec()),
            ("locked.pdf", documents::locked()),
            ("no-page.pdf", no_page),
            ("loop.pdf", loop_of_pages),
        ];
        for (name, bytes) in &broken {
            let document = send(&uploader, name, bytes).await;
            let is_told = || async { uploader.front.log().matches("a document has no preview").count() > 0 };
            assert!(until_async(SOON, is_told).await.is_some(), "{name}: {}", uploader.front.log());
            let sizes = &document["media_details"]["sizes"];
            assert!(sizes.as_object().is_none_or(serde_json::Map::is_empty), "{name}: {sizes}");
            let kept = uploader.front.client().get(&uploader.path(&document["source_url"])).await;
            assert_eq!((kept.status, &kept.bytes), (200, bytes), "{name} itself is kept");
        }
        let told = || async { uploader.front.log().matches("a document has no preview").count() >= broken.len() };
        assert!(until_async(SOON, told).await.is_some(), "each is told: {}", uploader.front.log());
        assert!(uploader.front.log().contains("locked with a password"), "{}", uploader.front.log());
        assert_eq!(uploader.front.client().get("/healthz").await.status, 200);
    }

    async fn strange_documents_show_what_can_be_shown(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let script = "/OpenAction <</S /JavaScript /JS (app.alert\\('x'\\); this.submitForm\\('http://127.0.0.1:1/'\\);)>>";
        let strange = [
            ("script.pdf", documents::one_page("0 0 612 792", DRAWING, script), (1_088, 1_408)),
            ("poster.pdf", documents::one_page("0 0 14400 7200", DRAWING, ""), (2_560, 1_280)),
            ("huge.pdf", documents::one_page("0 0 2000000000 2000000000", DRAWING, ""), (2_560, 2_560)),
            ("moved.pdf", documents::one_page("-100 -200 512 592", DRAWING, ""), (1_088, 1_408)),
            ("wrong-words.pdf", documents::letter("1 0 0 rg )) 7 q q q Tj /No Do ET 0 0 612 792 re f"), (1_088, 1_408)),
        ];
        for (name, bytes, (width, height)) in strange {
            let document = send_with_sizes(&uploader, name, &bytes).await;
            let full = &document["media_details"]["sizes"]["full"];
            assert_eq!((&full["width"], &full["height"]), (&json!(width), &json!(height)), "{name}");
        }
    }
}

/// What the process that draws does with a document: whether it answered, what it complained about, and how long it took.
fn drawn(document: &[u8]) -> (bool, String, Duration) {
    let mut file = tempfile::tempfile().expect("a temporary file");
    std::io::Write::write_all(&mut file, document).expect("it is written");
    std::io::Seek::rewind(&mut file).expect("it is read from its beginning");
    let begun = Instant::now();
    let mut command = Command::new(binary());
    let output = command.args(["media", "render-first-page"]).stdin(file).stderr(Stdio::piped()).output();
    let output = output.expect("the process starts");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned(), begun.elapsed())
}

#[test]
fn bombs_end_within_the_bounds_of_the_process_that_draws() {
    assert!(drawn(&documents::letter(DRAWING)).0, "what means no harm is drawn");
    for (name, bomb) in [("memory", documents::memory_bomb()), ("time", documents::time_bomb())] {
        let (answered, complaint, took) = drawn(&bomb);
        assert!(!answered, "{name} is not drawn: {complaint}");
        assert!(took < Duration::from_secs(120), "{name} took {took:?}");
    }
    let (_, complaint, took) = drawn(&documents::endless());
    assert!(took < Duration::from_secs(120), "what draws itself ends after {took:?}: {complaint}");
}
