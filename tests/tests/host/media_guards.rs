//! Who may have which file, and as what it is handed out.
use std::time::Duration;

use reqwest::Method;
use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::waiting::until_async;
use tests::{Answer, BucketServer, Installation, SiteClient, on_both_databases};

use crate::media_uploads::Uploader;
use crate::three_fronts::{hash, noise};

const SOON: Duration = Duration::from_secs(60);

async fn ask(client: &SiteClient, path: &str, accept: &str) -> Answer {
    Answer::of(client.request(Method::GET, path).header("Accept", accept)).await
}

on_both_databases! {
    async fn a_drafts_files_are_for_those_who_may_read_the_draft(installation: Installation) {
        let uploader = Uploader::of(&installation);
        installation.platen(&["option", "update", "platen_private_media", "1"]);
        let draft = ["post", "create", "--post_title=Draft", "--post_status=draft", "--porcelain"];
        let post = installation.platen(&draft);
        let picture = uploader.send_picture_with_sizes("draft.jpg").await;
        let id = picture["id"].to_string();
        installation.platen(&["post", "update", &id, &format!("--post_parent={post}")]);
        let whole = uploader.path(&picture["source_url"]);
        let size = uploader.path(&picture["media_details"]["sizes"]["medium"]["source_url"]);
        let visitor = uploader.front.client();
        let author = uploader.front.client();
        author.sign_in(ADMIN, ADMIN_PASSWORD).await;
        let variant = || async { ask(&author, &size, "image/webp").await.header("content-type") == "image/webp" };
        assert!(until_async(SOON, variant).await.is_some(), "its author gets it, and its variant");
        for path in [whole.clone(), size.clone(), format!("{size}.webp")] {
            for accept in ["*/*", "image/avif,image/webp"] {
                let refused = ask(&visitor, &path, accept).await;
                assert_eq!(refused.status, 404, "{path} is nobody else's");
                assert!(!refused.header("content-type").starts_with("image/"));
            }
            let own = author.get(&path).await;
            assert_eq!(own.status, 200, "{path}");
            assert!(own.header("cache-control").contains("no-store"), "{path} is kept by nobody");
        }
        installation.platen(&["post", "update", &post, "--post_status=publish"]);
        let is_open = || async { visitor.get(&size).await.status == 200 };
        assert!(until_async(SOON, is_open).await.is_some(), "published, it is everybody's");
        assert!(visitor.get(&whole).await.header("cache-control").contains("immutable"));
    }

    async fn a_drawing_is_kept_only_when_switched_on_and_cleaned(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" onload="alert(1)">
            <script>alert(2)</script><a href="https://elsewhere.example/"><rect width="5" height="5" onclick="alert(3)"/></a>
            <image href="https://elsewhere.example/track.png"/><foreignObject><body onload="alert(4)"/></foreignObject></svg>"#;
        assert_eq!(uploader.send("a.svg", "image/svg+xml", drawing).await.status, 500);
        installation.platen(&["option", "update", "platen_allow_svg", "1"]);
        let sends = || async { uploader.send("a.svg", "image/svg+xml", drawing).await.status == 201 };
        assert!(until_async(SOON, sends).await.is_some());
        let sent = uploader.send("b.svg", "image/svg+xml", drawing).await.json();
        let shown = uploader.front.client().get(&uploader.path(&sent["source_url"])).await;
        assert_eq!((shown.status, shown.header("content-type")), (200, "image/svg+xml"));
        for harm in ["script", "alert", "elsewhere.example", "onload", "onclick", "foreignObject"] {
            assert!(!shown.text.contains(harm), "{harm} is left: {}", shown.text);
        }
        assert!(shown.text.contains("<rect") || shown.text.contains(":rect"), "{}", shown.text);
        assert!(shown.header("content-security-policy").contains("sandbox"));
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
        for broken in [&b"<svg"[..], b"<svg xmlns='http://www.w3.org/2000/svg'><g>", b"no <svg at all"] {
            assert!(uploader.send("c.svg", "image/svg+xml", broken).await.status >= 400);
        }
        let bomb = [
            "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">".to_owned(),
            (0..20).map(|at| format!("<!ENTITY a{} \"&a{};&a{};\">", at + 1, at, at)).collect(),
            "]><svg xmlns='http://www.w3.org/2000/svg'><text>&a20;</text></svg>".to_owned(),
        ];
        drop(uploader.send("bomb.svg", "image/svg+xml", bomb.concat().as_bytes()).await);
        assert_eq!(uploader.front.client().get("/healthz").await.status, 200);
    }

    async fn a_browser_that_takes_avif_gets_it_where_it_is_switched_on(installation: Installation) {
        installation.install_site("AVIF");
        installation.platen(&["option", "update", "platen_avif_variants", "1"]);
        let uploader = Uploader::at(&installation, installation.serve());
        let picture = uploader.send_picture_with_sizes("harbour.jpg").await;
        let path = uploader.path(&picture["media_details"]["sizes"]["medium"]["source_url"]);
        let client = uploader.front.client();
        let comes = || async { ask(&client, &path, "image/avif,image/webp").await.header("content-type") == "image/avif" };
        assert!(until_async(SOON, comes).await.is_some(), "the variant is made");
        let comes = || async { ask(&client, &path, "image/webp").await.header("content-type") == "image/webp" };
        assert!(until_async(SOON, comes).await.is_some());
        assert_eq!(client.get(&path).await.header("content-type"), "image/jpeg");
        assert_eq!(uploader.delete(&picture["id"]).await.status, 200);
        let left = crate::media_uploads::files_below(&installation.data_dir().join("uploads/1"));
        assert!(left.is_empty(), "its variants go with it: {left:?}");
    }

    async fn visitors_are_sent_to_the_bucket_where_the_settings_say_so(installation: Installation) {
        let bucket = BucketServer::start_on_disk().await;
        let installation = installation.with("PLATEN_BUCKET_A", bucket.address()).with("PLATEN_MEDIA_REDIRECT", "presigned");
        let uploader = Uploader::of(&installation);
        let content = noise(3, 320, 200);
        let sent = uploader.send("a.jpg", "image/jpeg", &content).await.json();
        let path = uploader.path(&sent["source_url"]);
        let client = uploader.front.client();
        assert!(matches!(client.get(&path).await.status, 200 | 302), "it answers at once");
        let is_sent = || async { client.get(&path).await.status == 302 };
        assert!(until_async(SOON, is_sent).await.is_some(), "once the bucket has it");
        let location = client.get(&path).await.header("location").to_owned();
        let from_bucket = Answer::of(SiteClient::new("").request(Method::GET, &location)).await;
        assert_eq!((from_bucket.status, hash(&from_bucket.bytes)), (200, hash(&content)));
        let tampered = Answer::of(SiteClient::new("").request(Method::GET, &location.replace("Expires=900", "Expires=90000"))).await;
        assert_eq!(tampered.status, 403, "the address holds for this file and this time alone");
    }

    async fn a_picture_is_cut_around_the_point_that_must_be_seen(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let picture = uploader.send_picture_with_sizes("harbour.jpg").await;
        let path = format!("/wp-json/platen/v1/media/{}/focal-point", picture["id"]);
        let set = uploader.post_json(&path, serde_json::json!({"x": 0.1, "y": 0.5})).await;
        assert_eq!(set.status, 200, "{}", set.text);
        let about = format!("/wp-json/wp/v2/media/{}", picture["id"]);
        let client = uploader.front.client();
        let thumbnail = || async {
            let told = client.get(&about).await.json();
            told["media_details"]["sizes"]["thumbnail"]["file"].as_str().unwrap_or_default().to_owned()
        };
        let is_cut = || async { thumbnail().await.ends_with("-150x150-10x50.jpg") };
        assert!(until_async(SOON, is_cut).await.is_some(), "{}", thumbnail().await);
        let name = thumbnail().await;
        let old = uploader.path(&picture["media_details"]["sizes"]["thumbnail"]["source_url"]);
        let new = format!("{}/{name}", old.rsplit_once('/').expect("a path").0);
        let (old, new) = (uploader.front.client().get(&old).await, uploader.front.client().get(&new).await);
        assert_eq!((old.status, new.status), (200, 200), "old posts show the old one");
        assert_ne!(hash(&old.bytes), hash(&new.bytes));
        let wrong = uploader.post_json(&path, serde_json::json!({"x": 1.5, "y": 0.5})).await;
        assert_eq!(wrong.status, 400);
        assert_eq!(uploader.delete(&picture["id"]).await.status, 200);
        let left = crate::media_uploads::files_below(&installation.data_dir().join("uploads/1"));
        assert!(left.is_empty(), "all go with it: {left:?}");
    }
}
