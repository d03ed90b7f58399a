//! Files that come in pieces, over a restart, and become uploads like any other.
use base64::Engine;
use reqwest::Method;
use tests::installation::ADMIN;
use tests::{Answer, Installation, PlatenProcess, on_both_databases};

use crate::three_fronts::{hash, noise};

/// Somebody who sends a file in pieces.
struct Pieces<'a> {
    front: &'a PlatenProcess,
    password: &'a str,
}

impl Pieces<'_> {
    async fn begin(&self, name: &str, length: usize) -> Answer {
        let name = base64::engine::general_purpose::STANDARD.encode(name);
        let request = self.front.client().request(Method::POST, "/wp-json/platen/v1/uploads");
        let request = request
            .basic_auth(ADMIN, Some(self.password))
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Length", length.to_string())
            .header("Upload-Metadata", format!("filename {name},filetype aW1hZ2UvanBlZw=="));
        Answer::of(request).await
    }

    async fn piece(&self, path: &str, offset: usize, bytes: &[u8]) -> Answer {
        let request = self.front.client().request(Method::PATCH, path).basic_auth(ADMIN, Some(self.password));
        let request = request
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", offset.to_string());
        Answer::of(request.body(bytes.to_vec())).await
    }

    async fn look(&self, path: &str) -> Answer {
        Answer::of(self.front.client().request(Method::HEAD, path).basic_auth(ADMIN, Some(self.password))).await
    }
}

fn path_of(begun: &Answer) -> String {
    assert_eq!(begun.status, 201, "{}", begun.text);
    let location = begun.header("location");
    location[location.find("/wp-json").expect("an address of the API")..].to_owned()
}

on_both_databases! {
    async fn a_file_in_pieces_goes_on_after_a_crash_and_becomes_an_attachment(installation: Installation) {
        installation.install_site("Pieces");
        let mut front = installation.serve();
        let arguments = ["user", "application-password", "create", ADMIN, "pieces", "--porcelain"];
        let password = installation.platen(&arguments);
        let content = noise(7, 1_600, 1_200);
        let sender = Pieces { front: &front, password: &password };
        let path = path_of(&sender.begin("in pieces.jpg", content.len()).await);
        let first = content.len() / 3;
        assert_eq!(sender.piece(&path, 0, &content[..first]).await.header("upload-offset"), first.to_string());
        let wrong = sender.piece(&path, 0, &content[..first]).await;
        assert_eq!((wrong.status, wrong.header("tus-resumable")), (409, "1.0.0"));
        front.kill();
        let front = installation.serve();
        let sender = Pieces { front: &front, password: &password };
        let found = sender.look(&path).await;
        assert_eq!(found.header("upload-offset"), first.to_string(), "what came is still there");
        assert_eq!(found.header("upload-length"), content.len().to_string());
        assert!(found.header("upload-expires").ends_with(" GMT"));
        let last = sender.piece(&path, first, &content[first..]).await;
        assert_eq!((last.status, last.header("upload-offset")), (204, content.len().to_string().as_str()));
        let id = last.header("x-wp-upload-attachment-id").to_owned();
        let attachment = front.client().get(&format!("/wp-json/wp/v2/media/{id}")).await.json();
        let address = attachment["source_url"].as_str().expect("an address").to_owned();
        let original = format!("{}/in-pieces.jpg", address.rsplit_once('/').expect("a path").0);
        let whole = front.client().get(original.strip_prefix(&front.url()).expect("the site's own")).await;
        assert_eq!(hash(&whole.bytes), hash(&content));
        assert_eq!(sender.look(&path).await.header("x-wp-upload-attachment-id"), id, "who asks again is told");
    }

    async fn pieces_that_may_not_come_are_refused(installation: Installation) {
        installation.install_site("Pieces");
        installation.platen(&["user", "create", "ben", "ben@example.org", "--role=author", "--user_pass=ben-password"]);
        let front = installation.serve();
        let password = |login: &str| {
            installation.platen(&["user", "application-password", "create", login, "pieces", "--porcelain"])
        };
        let (admins, bens) = (password(ADMIN), password("ben"));
        let sender = Pieces { front: &front, password: &admins };
        let path = path_of(&sender.begin("script.php", 20).await);
        let stranger = front.client().request(Method::HEAD, &path);
        assert_eq!(Answer::of(stranger).await.status, 401);
        let ben = front.client().request(Method::HEAD, &path).basic_auth("ben", Some(&bens));
        assert_eq!(Answer::of(ben).await.status, 404, "nobody sees another one's");
        let too_much = sender.piece(&path, 0, &[b'x'; 30]).await;
        assert_eq!(too_much.status, 400, "{}", too_much.text);
        let large = sender.begin("large.jpg", 600 << 20).await;
        assert_eq!(large.status, 400, "{}", large.text);
        let other = path_of(&sender.begin("script.php", 13).await);
        let refused = sender.piece(&other, 0, b"<?php echo 1;").await;
        assert_eq!(refused.json()["code"], "upload_type_not_allowed");
        assert_eq!(sender.look(&other).await.status, 404, "what was refused is gone");
        let gone = front.client().request(Method::DELETE, &path).basic_auth(ADMIN, Some(&admins));
        assert_eq!(Answer::of(gone).await.status, 204);
        assert_eq!(sender.look(&path).await.status, 404);
    }
}
