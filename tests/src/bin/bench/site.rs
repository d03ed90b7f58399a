//! The measured site: on PostgreSQL, with the reference content where it is there, else with made posts.
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use tests::installation::ADMIN;
use tests::wxr::{MadePost, made_export};
use tests::{Installation, PlatenProcess, Postgres, SiteClient, shared};

use crate::load::Case;

/// A post of the reference content with many comments.
const REFERENCE_POST: &str = "/2012/01/03/template-comments/";

/// One site with two fronts: one that caches pages and one that makes each anew.
pub struct BenchSite {
    /// With the page cache.
    pub cached: PlatenProcess,
    /// Without it.
    pub uncached: PlatenProcess,
    /// The path of the measured post.
    pub post: String,
    /// What an application of the administrator sends as its `Authorization`.
    pub authorization: String,
    /// What the content is.
    pub content: &'static str,
    address: String,
    _installation: Installation,
    _uncached_disk: tempfile::TempDir,
}

impl BenchSite {
    /// Sets it up.
    pub fn set_up(postgres: &Postgres) -> Self {
        let installation = Installation::on_postgres(postgres).with("PLATEN_LOG", "warn");
        installation.install_site("Benchmark");
        installation.remove_sample_posts();
        installation.platen(&["rewrite", "structure", "/%year%/%monthnum%/%day%/%postname%/"]);
        let reference = shared::file("wordpress/reference-site.xml");
        let content = if reference.is_some() { "the reference site" } else { "200 made posts" };
        let file = reference.unwrap_or_else(|| made_file(installation.data_dir()));
        installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        let password = installation.platen(&["user", "application-password", "create", ADMIN, "bench", "--porcelain"]);
        let proof = base64::engine::general_purpose::STANDARD.encode(format!("{ADMIN}:{}", password.trim()));
        let cached = installation.serve();
        let disk = tempfile::tempdir().expect("a temporary folder");
        let uncached = installation.serve_uncached(disk.path());
        let made = MadePost { id: 7 }.address();
        let is_there = |path: &str| status(&cached.url(), path) == 200;
        let post = if is_there(REFERENCE_POST) { REFERENCE_POST.to_owned() } else { made };
        assert!(is_there(&post), "{post} is not there");
        let address = installation.url();
        let authorization = format!("Authorization: Basic {proof}");
        Self {
            cached,
            uncached,
            post,
            authorization,
            content,
            address,
            _installation: installation,
            _uncached_disk: disk,
        }
    }

    /// A case on the caching front.
    pub fn on_cached(&self, name: &str, path: &str) -> Case {
        Case { name: name.to_owned(), url: format!("{}{path}", self.cached.url()), headers: Vec::new() }
    }

    /// A case on the front without a cache.
    pub fn on_uncached(&self, name: &str, path: &str) -> Case {
        let host = self.address.trim_start_matches("http://");
        let headers = vec![format!("Host: {host}")];
        Case { name: name.to_owned(), url: format!("{}{path}", self.uncached.url()), headers }
    }

    /// The same, asked by an application of the administrator.
    pub fn signed_in(&self, name: &str, path: &str) -> Case {
        let mut case = self.on_uncached(name, path);
        case.headers.push(self.authorization.clone());
        case
    }

    /// The bytes of a page as they are sent unpacked.
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        ask(&SiteClient::new(&self.cached.url()), path).1
    }

    /// The bytes of a page as they are sent to browsers that take gzip: that is made behind the first who asks for it.
    pub fn packed(&self, path: &str) -> Vec<u8> {
        let address = format!("{}{path}", self.cached.url());
        let answers = (0..50).map(|_| {
            std::thread::sleep(Duration::from_millis(100));
            as_sent_packed(&address)
        });
        answers.into_iter().flatten().next().expect("the page is sent packed within five seconds")
    }
}

fn made_file(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("made.xml");
    std::fs::write(&file, made_export(200)).expect("the export is written");
    file
}

/// The answer's bytes as they came over the line, if they came as gzip.
fn as_sent_packed(address: &str) -> Option<Vec<u8>> {
    let client = reqwest::Client::builder().no_gzip().build().expect("a client can be made");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let asked = client.get(address).header("accept-encoding", "gzip").send();
    let bytes = runtime.block_on(async { asked.await.expect("an answer").bytes().await.expect("its body") });
    bytes.starts_with(&[0x1f, 0x8b]).then(|| bytes.to_vec())
}

fn status(base: &str, path: &str) -> u16 {
    ask(&SiteClient::new(base), path).0
}

fn ask(client: &SiteClient, path: &str) -> (u16, Vec<u8>) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let answer = runtime.block_on(async { client.get(path).await });
    (answer.status, answer.bytes)
}
