//! Uploads over the API, and how their files are handed out.
use reqwest::Method;
use serde_json::Value;
use tests::installation::ADMIN;
use tests::waiting::until_async;
use tests::{Answer, Installation, PlatenProcess, on_both_databases};

/// A picture of the sample site.
const PICTURE: &[u8] = include_bytes!("../../../cms/src/sample/pictures/harbour.jpg");

/// Somebody who uploads.
pub struct Uploader {
    pub front: PlatenProcess,
    password: String,
}

impl Uploader {
    /// The administrator of a new site.
    pub fn of(installation: &Installation) -> Self {
        installation.install_site("Uploads");
        Self::at(installation, installation.serve())
    }

    /// The same at a front that runs.
    pub fn at(installation: &Installation, front: PlatenProcess) -> Self {
        let password =
            installation.platen(&["user", "application-password", "create", ADMIN, "uploads", "--porcelain"]);
        Self { front, password }
    }

    /// Sends a file as the body.
    pub async fn send(&self, name: &str, kind: &str, bytes: &[u8]) -> Answer {
        let request = self.front.client().request(Method::POST, "/wp-json/wp/v2/media");
        let request = request
            .basic_auth(ADMIN, Some(&self.password))
            .header("Content-Type", kind)
            .header("Content-Disposition", format!("attachment; filename=\"{name}\""));
        Answer::of(request.body(bytes.to_vec())).await
    }

    /// A picture, and what the API says of it.
    pub async fn send_picture(&self, name: &str) -> Value {
        let sent = self.send(name, "image/jpeg", PICTURE).await;
        assert_eq!(sent.status, 201, "{}", sent.text);
        sent.json()
    }

    /// The same once its sizes are made: on a busy machine an upload's answer does not wait for them.
    pub async fn send_picture_with_sizes(&self, name: &str) -> Value {
        let id = self.send_picture(name).await["id"].clone();
        let path = format!("/wp-json/wp/v2/media/{id}");
        let look = || async { self.front.client().get(&path).await.json() };
        let has_sizes = || async { look().await["media_details"]["sizes"]["thumbnail"].is_object() };
        assert!(until_async(std::time::Duration::from_secs(120), has_sizes).await.is_some(), "its sizes are made");
        look().await
    }

    /// Sends JSON to a path of the API.
    pub async fn post_json(&self, path: &str, body: Value) -> Answer {
        let request = self.front.client().request(Method::POST, path);
        Answer::of(request.basic_auth(ADMIN, Some(&self.password)).json(&body)).await
    }

    /// Deletes an attachment for good.
    pub async fn delete(&self, id: &Value) -> Answer {
        let path = format!("/wp-json/wp/v2/media/{id}?force=true");
        let request = self.front.client().request(Method::DELETE, &path);
        Answer::of(request.basic_auth(ADMIN, Some(&self.password))).await
    }

    /// The path of an address on this front.
    pub fn path(&self, address: &Value) -> String {
        let address = address.as_str().expect("an address");
        address.strip_prefix(&self.front.url()).expect("an address of the site").to_owned()
    }
}

on_both_databases! {
    async fn an_upload_is_handed_out_with_its_sizes(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let picture = uploader.send_picture("harbour.jpg").await;
        let client = uploader.front.client();
        let whole = client.get(&uploader.path(&picture["source_url"])).await;
        assert_eq!((whole.status, whole.bytes.as_slice()), (200, PICTURE));
        assert!(whole.header("cache-control").contains("immutable"), "{:?}", whole.headers);
        assert_eq!(whole.header("x-content-type-options"), "nosniff");
        let sizes = picture["media_details"]["sizes"].as_object().expect("sizes");
        assert!(sizes.contains_key("medium") && sizes.contains_key("thumbnail"), "{sizes:?}");
        for size in sizes.values() {
            let file = client.get(&uploader.path(&size["source_url"])).await;
            assert_eq!(file.status, 200, "{size}");
            assert_eq!(file.header("content-type"), "image/jpeg");
        }
        let request = client.request(Method::GET, &uploader.path(&picture["source_url"])).header("Range", "bytes=0-9");
        let part = Answer::of(request).await;
        assert_eq!((part.status, part.bytes.as_slice()), (206, &PICTURE[..10]));
        assert_eq!(uploader.delete(&picture["id"]).await.status, 200);
        assert_eq!(client.get(&uploader.path(&picture["source_url"])).await.status, 404);
    }

    async fn a_browser_that_takes_webp_gets_it_once_it_is_made(installation: Installation) {
        let uploader = Uploader::of(&installation);
        let picture = uploader.send_picture("harbour.jpg").await;
        let path = uploader.path(&picture["media_details"]["sizes"]["medium"]["source_url"]);
        let client = uploader.front.client();
        let ask = || async {
            let request = client.request(Method::GET, &path).header("Accept", "image/webp,image/*");
            Answer::of(request).await
        };
        let first = ask().await;
        assert_eq!((first.status, first.header("vary")), (200, "Accept"));
        let comes = until_async(std::time::Duration::from_secs(30), || async {
            ask().await.header("content-type") == "image/webp"
        });
        assert!(comes.await.is_some(), "the variant is made");
        assert_eq!(client.get(&path).await.header("content-type"), "image/jpeg");
    }

    async fn what_is_refused_leaves_nothing(installation: Installation) {
        let uploader = Uploader::of(&installation);
        for (name, kind, bytes, status) in [
            ("evil.php", "application/x-php", &b"<?php echo 1;"[..], 500),
            ("evil.png", "image/png", b"<?php echo 1;", 500),
            ("x.svg", "image/svg+xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 500),
            ("cut.jpg", "image/jpeg", &PICTURE[..100], 400),
            ("empty.png", "image/png", b"", 400),
        ] {
            let refused = uploader.send(name, kind, bytes).await;
            assert_eq!(refused.status, status, "{name}: {}", refused.text);
        }
        let listed = uploader.front.client().get("/wp-json/wp/v2/media").await;
        assert_eq!(listed.text, "[]");
        let uploads = installation.data_dir().join("uploads/1");
        let left: Vec<_> = files_below(&uploads);
        assert!(left.is_empty(), "{left:?}");
    }
}

/// Every file below a folder.
pub fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
