//! Three fronts with a disk of their own each, a folder that they share, and two buckets of different makers.
use std::path::{Path, PathBuf};

use platform::buckets::Bucket;
use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tests::installation::ADMIN;
use tests::service::free_port;
use tests::{Answer, BucketServer, Installation, PlatenProcess, Postgres, SiteClient};

/// The three of them. The site has the first one's address.
pub struct ThreeFronts {
    pub installation: Installation,
    pub a: BucketServer,
    pub b: BucketServer,
    pub shared: TempDir,
    pub homes: Vec<TempDir>,
    pub fronts: Vec<PlatenProcess>,
    password: String,
}

impl ThreeFronts {
    /// Starts them with moto as the one bucket and the server on disk as the other.
    pub async fn start() -> Self {
        Self::with(BucketServer::start().await, BucketServer::start_on_disk().await, |installation| installation)
    }

    /// Starts them with these buckets and these further settings.
    pub fn with(a: BucketServer, b: BucketServer, set: impl FnOnce(Installation) -> Installation) -> Self {
        let shared = tempfile::Builder::new().prefix("platen-shared-").tempdir().expect("a temporary folder");
        let installation = Installation::on_postgres(Postgres::shared())
            .with("PLATEN_MEDIA_DIR", shared.path().display().to_string())
            .with("PLATEN_MEDIA_LOCAL_MB", "512")
            .with("PLATEN_MEDIA_SCAN_SECONDS", "5")
            .with("PLATEN_BUCKET_A", a.address())
            .with("PLATEN_BUCKET_B", b.address());
        let installation = set(installation);
        installation.install_site("Three fronts");
        let homes: Vec<TempDir> = (0..3).map(|_| tempfile::tempdir().expect("a temporary folder")).collect();
        let first = installation.url();
        let first = first.rsplit(':').next().and_then(|port| port.parse().ok()).expect("an address with a port");
        let ports = [first, free_port(), free_port()];
        let fronts = homes.iter().zip(ports).map(|(home, port)| installation.serve_from(home.path(), port)).collect();
        let arguments = ["user", "application-password", "create", ADMIN, "uploads", "--porcelain"];
        let password = installation.platen(&arguments);
        Self { installation, a, b, shared, homes, fronts, password }
    }

    /// Kills a front as a crash does, and starts it again.
    pub fn kill_front(&mut self, number: usize) {
        let port = self.fronts[number].port();
        self.fronts[number].kill();
        self.fronts[number] = self.installation.serve_from(self.homes[number].path(), port);
    }

    /// Asks one front for the site.
    pub fn client(&self, front: usize) -> SiteClient {
        client_at(&self.fronts[front].url(), &self.installation.url())
    }

    /// Somebody who uploads, and may do so while fronts die.
    pub fn sender(&self) -> Sender {
        let addresses = self.fronts.iter().map(PlatenProcess::url).collect();
        Sender { addresses, site: self.installation.url(), password: self.password.clone() }
    }

    /// The path of an upload in the shared folder.
    pub fn in_folder(&self, file: &str) -> PathBuf {
        self.shared.path().join("1").join(file)
    }

    /// The path of an upload in a front's own copy.
    pub fn in_copy(&self, front: usize, file: &str) -> PathBuf {
        self.homes[front].path().join("media/1").join(file)
    }

    /// Whether a file with this content stands in both buckets.
    pub async fn in_both_buckets(&self, file: &str, sha256: &str) -> bool {
        self.in_bucket(&self.a.bucket(), file, sha256).await && self.in_bucket(&self.b.bucket(), file, sha256).await
    }

    /// Whether a bucket says that it has the file with this content.
    pub async fn in_bucket(&self, bucket: &Bucket, file: &str, sha256: &str) -> bool {
        let found = bucket.head(&format!("1/{file}")).await;
        found.is_ok_and(|found| found.is_some_and(|object| object.sha256 == sha256))
    }
}

fn client_at(front: &str, site: &str) -> SiteClient {
    SiteClient::new(front).as_host(site.trim_start_matches("http://"))
}

/// Uploads to fronts by their number.
#[derive(Clone)]
pub struct Sender {
    addresses: Vec<String>,
    site: String,
    password: String,
}

/// An upload that was acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    pub id: i64,
    /// Its path within the site's uploads.
    pub file: String,
    pub sha256: String,
}

impl Sender {
    /// Uploads; what came back if anything did: a front may die in the middle.
    pub async fn try_send(&self, front: usize, name: &str, kind: &str, bytes: &[u8]) -> Option<Answer> {
        self.try_send_to(front, "/wp-json/wp/v2/media", name, kind, bytes).await
    }

    /// The same without waiting for sizes.
    pub async fn try_send_alone(&self, front: usize, name: &str, kind: &str, bytes: &[u8]) -> Option<Answer> {
        self.try_send_to(front, "/wp-json/wp/v2/media?generate_sub_sizes=false", name, kind, bytes).await
    }

    async fn try_send_to(&self, front: usize, path: &str, name: &str, kind: &str, bytes: &[u8]) -> Option<Answer> {
        let client = client_at(&self.addresses[front], &self.site);
        let request = client
            .request(Method::POST, path)
            .basic_auth(ADMIN, Some(&self.password))
            .header("Content-Type", kind)
            .header("Content-Disposition", format!("attachment; filename=\"{name}\""));
        Answer::try_of(request.body(bytes.to_vec())).await.ok()
    }

    /// Uploads, and expects that it is acknowledged.
    pub async fn send(&self, front: usize, name: &str, kind: &str, bytes: &[u8]) -> Acknowledged {
        let answer = self.try_send(front, name, kind, bytes).await.expect("the front answers");
        assert_eq!(answer.status, 201, "{name}: {}", answer.text);
        acknowledged(&answer, bytes)
    }

    /// Deletes an attachment for good.
    pub async fn delete(&self, front: usize, id: i64) -> Answer {
        let client = client_at(&self.addresses[front], &self.site);
        let request = client.request(Method::DELETE, &format!("/wp-json/wp/v2/media/{id}?force=true"));
        Answer::of(request.basic_auth(ADMIN, Some(&self.password))).await
    }

    /// Every attachment of the site, as an editor sees it.
    pub async fn all(&self, front: usize) -> Vec<Value> {
        let client = client_at(&self.addresses[front], &self.site);
        let mut all = Vec::new();
        for page in 1.. {
            let path = format!("/wp-json/wp/v2/media?per_page=100&orderby=id&order=asc&context=edit&page={page}");
            let request = client.request(Method::GET, &path).basic_auth(ADMIN, Some(&self.password));
            let answer = Answer::of(request).await;
            let listed = answer.json();
            let Some(listed) = listed.as_array().filter(|listed| !listed.is_empty()) else { break };
            all.extend(listed.iter().cloned());
        }
        all
    }
}

/// What an answer of 201 promises.
pub fn acknowledged(answer: &Answer, bytes: &[u8]) -> Acknowledged {
    let said = answer.json();
    let address = said["source_url"].as_str().expect("an address");
    let file = address.split_once("/wp-content/uploads/").expect("an upload's address").1.to_owned();
    Acknowledged { id: said["id"].as_i64().expect("a number"), file, sha256: hash(bytes) }
}

/// The hash of a content, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The hash of what a file holds; none where there is no file.
pub fn hash_at(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| hash(&bytes))
}

/// A JPEG of noise that nobody else has, of some 200 kB for 640 × 400 pixels.
pub fn noise(number: u32, width: u32, height: u32) -> Vec<u8> {
    let mut state = number.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8
    };
    let pixels = image::RgbImage::from_fn(width, height, |_, _| image::Rgb([next(), next(), next()]));
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 60);
    pixels.write_with_encoder(encoder).expect("noise can be written");
    bytes
}
