//! A file that hangs on a post which is not for everybody comes to those alone who may see the post, whichever way it is
//! asked for and wherever it is taken from.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::Method;
use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::waiting::{until, until_async};
use tests::{Answer, BucketServer, Installation, PlatenProcess, SiteClient, on_both_databases};

use crate::closed_posts::become_member;

const SOON: Duration = Duration::from_secs(90);
/// Posts that strangers may not see, or not all of: the name, how it comes to be, and whether a member who pays nothing may.
const CLOSED: [(&str, &[&str], bool); 6] = [
    ("draft", &["--post_status=draft"], false),
    ("pending", &["--post_status=pending"], false),
    ("private", &["--post_status=private"], false),
    ("future", &["--post_status=future", "--post_date=2099-01-01 00:00:00"], false),
    ("members", &["--post_status=publish", "--access=members"], true),
    ("paid", &["--post_status=publish", "--access=paid"], false),
];

/// A picture of a post, with all files that are made of it.
struct Picture {
    post: String,
    id: String,
    name: &'static str,
    for_members: bool,
    files: Vec<String>,
}

/// A post with a picture of its own.
fn made(installation: &Installation, name: &'static str, fields: &[&str], for_members: bool) -> Picture {
    let title = format!("--post_title={name}");
    let post = installation.platen(&[&["post", "create", &title, "--porcelain"], fields].concat());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(format!("{name}.jpg"));
    let shade = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, name.len() as u8 * 9]);
    image::RgbImage::from_fn(900, 600, shade).save(&path).expect("a picture is written");
    let parent = format!("--post_id={post}");
    let id = installation.platen(&["media", "import", &path.display().to_string(), &parent, "--porcelain"]);
    Picture { post, id, name, for_members, files: files_named(installation, name) }
}

/// The paths within the uploads of every file whose name begins so.
fn files_named(installation: &Installation, name: &str) -> Vec<String> {
    let root = installation.data_dir().join("uploads/1");
    let inside = |path: PathBuf| path.strip_prefix(&root).map(|path| path.display().to_string()).ok();
    let is_named = |path: &PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name));
    let mut files: Vec<String> = below(&root).into_iter().filter(is_named).filter_map(inside).collect();
    // The picture itself first: names of sizes are longer.
    files.sort_by_key(String::len);
    files
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// The ways in which a browser, or somebody who is curious, asks for a file.
async fn asked(client: &SiteClient, file: &str) -> Vec<(String, Answer)> {
    let path = format!("/wp-content/uploads/{file}");
    let ways = [
        (Method::GET, path.clone(), vec![]),
        (Method::HEAD, path.clone(), vec![]),
        (Method::GET, format!("{path}?ver=1"), vec![]),
        (Method::GET, path.clone(), vec![("Accept", "image/avif,image/webp,*/*")]),
        (Method::GET, path.clone(), vec![("Range", "bytes=0-99")]),
        (Method::GET, path.clone(), vec![("If-None-Match", "*")]),
        (Method::GET, format!("{path}.webp"), vec![]),
        (Method::GET, format!("{path}.avif"), vec![]),
    ];
    let mut answers = Vec::new();
    for (method, path, headers) in ways {
        let told = format!("{method} {path} {headers:?}");
        let request = client.request(method, &path);
        let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        answers.push((told, Answer::of(request).await));
    }
    answers
}

async fn is_refused(client: &SiteClient, file: &str, place: &str) {
    for (told, answer) in asked(client, file).await {
        assert_eq!(answer.status, 404, "{place}: {told}");
        assert!(!answer.header("content-type").starts_with("image/"), "{place}: {told}: {:?}", answer.headers);
        assert_eq!(answer.header("location"), "", "{place}: {told}");
    }
}

async fn is_given(client: &SiteClient, file: &str, place: &str) {
    let path = format!("/wp-content/uploads/{file}");
    let answer = client.get(&path).await;
    assert_eq!(answer.status, 200, "{place}: {path}: {}", answer.text);
    assert!(answer.header("content-type").starts_with("image/"), "{place}: {path}");
    assert!(answer.header("cache-control").contains("no-store"), "{place}: {path} is kept by nobody");
    let part = Answer::of(client.request(Method::GET, &path).header("Range", "bytes=0-9")).await;
    assert_eq!((part.status, part.bytes.len()), (206, 10), "{place}: {path}");
}

/// Three people before one front.
struct People {
    stranger: SiteClient,
    member: SiteClient,
    admin: SiteClient,
}

impl People {
    async fn of(installation: &Installation, front: &PlatenProcess) -> Self {
        let (stranger, member, admin) = (front.client(), front.client(), front.client());
        become_member(installation, &member, "ann@example.org").await;
        admin.sign_in(ADMIN, ADMIN_PASSWORD).await;
        Self { stranger, member, admin }
    }

    async fn get_what_is_theirs(&self, pictures: &[Picture], place: &str) {
        for picture in pictures {
            for file in &picture.files {
                is_refused(&self.stranger, file, place).await;
                match picture.for_members {
                    true => is_given(&self.member, file, place).await,
                    false => is_refused(&self.member, file, place).await,
                }
                is_given(&self.admin, file, place).await;
            }
        }
    }
}

/// Turns a picture; the path of what comes of it.
async fn turned(installation: &Installation, front: &PlatenProcess, path: &str, source: &str) -> String {
    let arguments = ["user", "application-password", "create", ADMIN, "edits", "--porcelain"];
    let password = installation.platen(&arguments);
    let request = front.client().request(Method::POST, path).basic_auth(ADMIN, Some(password));
    let steps = serde_json::json!({"src": source, "modifiers": [{"type": "rotate", "args": {"angle": 90}}]});
    let answer = Answer::of(request.json(&steps)).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let address = answer.json()["source_url"].as_str().expect("an address").to_owned();
    address.split_once("/wp-content/uploads/").expect("an upload's address").1.to_owned()
}

fn everything_is_carried(installation: &Installation) -> bool {
    installation.platen(&["media", "status", "--fields=waiting", "--format=csv"]).ends_with("\n0")
}

on_both_databases! {
    async fn files_come_to_those_alone_who_may_see_their_post(installation: Installation) {
        let bucket = BucketServer::start_on_disk().await;
        let installation = installation.with("PLATEN_BUCKET_A", bucket.address()).with("PLATEN_MEDIA_LOCAL_MB", "64");
        installation.install_site("Private files");
        installation.platen(&["option", "update", "platen_avif_variants", "1"]);
        let front = installation.serve();
        let people = People::of(&installation, &front).await;
        let pictures: Vec<Picture> = CLOSED.iter().map(|(name, how, members)| made(&installation, name, how, *members)).collect();
        let open = made(&installation, "open", &["--post_status=publish"], true);
        assert!(pictures.iter().all(|picture| picture.files.len() >= 3), "each has its sizes");
        assert!(until(SOON, || everything_is_carried(&installation)), "{}", front.log());

        let draft = format!("/wp-json/wp/v2/media/{}/edit", pictures[0].id);
        let source = format!("{}/wp-content/uploads/{}", installation.url(), pictures[0].files[0]);
        let cut = turned(&installation, &front, &draft, &source).await;
        is_refused(&people.stranger, &cut, "what was made of it").await;
        people.get_what_is_theirs(&pictures, "folder").await;
        for (folder, left) in [("uploads", "copy"), ("media", "bucket")] {
            drop(std::fs::remove_dir_all(installation.data_dir().join(folder)));
            people.get_what_is_theirs(&pictures, left).await;
        }
        let everybodys = people.stranger.get(&format!("/wp-content/uploads/{}", open.files[0])).await;
        assert_eq!(everybodys.status, 200);
        assert!(everybodys.header("cache-control").contains("immutable"), "what is open is kept for ever");

        let listed = people.stranger.get("/wp-json/wp/v2/media?per_page=100").await.text;
        for picture in pictures.iter().filter(|picture| !["members", "paid"].contains(&picture.name)) {
            let name = picture.name;
            let told = people.stranger.get(&format!("/wp-json/wp/v2/media/{}", picture.id)).await;
            assert!(matches!(told.status, 401 | 403 | 404) && !told.text.contains("source_url"), "{name}: {}", told.text);
            assert!(!listed.contains(&format!("{name}.jpg")), "{name} is listed to strangers");
            let page = people.stranger.get(&format!("/?attachment_id={}", picture.id)).await;
            assert!(!page.text.contains(&format!("{name}.jpg")), "{name}: its page shows it to strangers");
        }
    }

    async fn nobody_is_sent_to_a_bucket_or_a_cdn_for_what_is_not_theirs(installation: Installation) {
        let bucket = BucketServer::start_on_disk().await;
        let installation = installation.with("PLATEN_BUCKET_A", bucket.address()).with("PLATEN_MEDIA_REDIRECT", "presigned");
        installation.install_site("Private files");
        let front = installation.serve();
        let people = People::of(&installation, &front).await;
        let closed = [made(&installation, "draft", &["--post_status=draft"], false), made(&installation, "members", CLOSED[4].1, true)];
        let open = made(&installation, "open", &["--post_status=publish"], true);
        assert!(until(SOON, || everything_is_carried(&installation)), "{}", front.log());
        let sent_to = |answer: &Answer| (answer.status, answer.header("location").to_owned());
        for picture in &closed {
            is_refused(&people.stranger, &picture.files[0], "signed").await;
            let (status, location) = sent_to(&people.admin.get(&format!("/wp-content/uploads/{}", picture.files[0])).await);
            assert!(status == 302 && location.contains("X-Amz-Expires=900"), "{status} {location}");
        }
        let theirs = format!("/wp-content/uploads/{}", closed[1].files[0]);
        assert_eq!(people.member.get(&theirs).await.status, 302, "a member is sent for what is a member's");
        drop(front);

        let installation = installation.with("PLATEN_MEDIA_REDIRECT", "https://cdn.example.org");
        let front = installation.serve();
        let (stranger, admin) = (front.client(), front.client());
        admin.sign_in(ADMIN, ADMIN_PASSWORD).await;
        for picture in &closed {
            is_refused(&stranger, &picture.files[0], "cdn").await;
            is_given(&admin, &picture.files[0], "a CDN would keep it").await;
        }
        let (status, location) = sent_to(&stranger.get(&format!("/wp-content/uploads/{}", open.files[0])).await);
        assert!(status == 302 && location.starts_with("https://cdn.example.org/1/"), "{status} {location}");
    }

    async fn what_everybody_sees_anyway_is_nobodys_secret(installation: Installation) {
        installation.install_site("Private files");
        let front = installation.serve();
        let stranger = front.client();
        let [draft, members, featured] = [("draft", CLOSED[0].1), ("members", CLOSED[4].1), ("featured", CLOSED[5].1)]
            .map(|(name, how)| made(&installation, name, how, false));
        let path = |picture: &Picture| format!("/wp-content/uploads/{}", picture.files[0]);
        let becomes = async |picture: &Picture, status: u16, why: &str| {
            let path = path(picture);
            let is_so = until_async(SOON, || async { stranger.get(&path).await.status == status }).await;
            assert!(is_so.is_some(), "{why}: {path}");
        };
        for picture in [&draft, &members, &featured] {
            becomes(picture, 404, "closed at first").await;
        }
        let shows = format!("--post_content=<img src=\"{}{}\">", installation.url(), path(&draft));
        let shown = installation.platen(&["post", "create", "--post_title=Shows it", &shows, "--post_status=publish", "--porcelain"]);
        becomes(&draft, 200, "a post that everybody may read shows it").await;
        installation.platen(&["post", "update", &shown, "--post_content=No picture any more."]);
        becomes(&draft, 404, "and no post does any more").await;
        let content = format!("--post_content=<img src=\"{}\"><!--members-only--><p>More</p>", path(&members));
        installation.platen(&["post", "update", &members.post, &content]);
        becomes(&members, 200, "it stands in the part that is open").await;
        let content = format!("--post_content=<p>Less</p><!--members-only--><img src=\"{}\">", path(&members));
        installation.platen(&["post", "update", &members.post, &content]);
        becomes(&members, 404, "it stands in the members' part").await;
        installation.platen(&["post", "meta", "set", &featured.post, "_thumbnail_id", &featured.id]);
        becomes(&featured, 200, "lists show it beside the title").await;
        installation.platen(&["option", "update", "platen_private_media", "0"]);
        becomes(&draft, 200, "a site may leave all files open, as WordPress does").await;
    }
}
