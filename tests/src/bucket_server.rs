//! Servers that speak S3: moto, from the Python registry, in an environment of its own under `target/`; and one that keeps
//! its objects in a folder and checks signatures (`disk_buckets`).
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use platform::buckets::Bucket;

use crate::service::{Service, free_port};

/// The version that the tests were written with.
const PACKAGE: &str = "moto[server]==5.2.5";

/// A server with one empty bucket. It keeps everything in memory; dropped, it is gone.
pub struct BucketServer {
    service: Service,
    address: String,
    folder: tempfile::TempDir,
}

impl BucketServer {
    /// Starts one, installing it first where it is not there. Its absence fails the test.
    pub async fn start() -> Self {
        let program = installed();
        let folder = tempfile::Builder::new().prefix("platen-buckets-").tempdir().expect("a temporary folder");
        let port = free_port();
        let mut command = Command::new(program);
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        let log = folder.path().join("log");
        let mut service = Service::start("moto_server", command, &log, "TERM", Some(folder.path()));
        service.wait_until_ready(Duration::from_secs(60), || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        let address = format!("s3+http://key-{port}:secret@127.0.0.1:{port}/media/sites");
        Bucket::open(&address).expect("its address is well-formed").create().await.expect("it makes a bucket");
        Self { service, address, folder }
    }

    /// Starts the other kind: its objects are files in a folder.
    pub async fn start_on_disk() -> Self {
        let folder = tempfile::Builder::new().prefix("platen-buckets-").tempdir().expect("a temporary folder");
        Self::on_disk_at(folder, free_port()).await
    }

    async fn on_disk_at(folder: tempfile::TempDir, port: u16) -> Self {
        let mut command = Command::new(beside_this("disk_buckets"));
        let objects = folder.path().join("objects");
        std::fs::create_dir_all(&objects).expect("a folder for objects");
        command.args([&port.to_string(), &format!("key-{port}"), "secret"]).arg(&objects);
        let log = folder.path().join("log");
        let mut service = Service::start("disk_buckets", command, &log, "TERM", Some(folder.path()));
        service.wait_until_ready(Duration::from_secs(60), || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        let address = format!("s3+http://key-{port}:secret@127.0.0.1:{port}/media/sites");
        // One that begins again has its bucket already.
        drop(Bucket::open(&address).expect("its address is well-formed").create().await);
        Self { service, address, folder }
    }

    /// A server on disk that was stopped begins again with what it has, at the same address.
    pub async fn start_again(self) -> Self {
        let Self { mut service, address, folder } = self;
        service.stop();
        let port = url::Url::parse(&address).ok().and_then(|url| url.port()).expect("its address has a port");
        Self::on_disk_at(folder, port).await
    }

    /// Where a server on disk keeps its objects.
    pub fn objects(&self) -> PathBuf {
        self.folder.path().join("objects/media/sites")
    }

    /// The address for `PLATEN_BUCKET_A` or `PLATEN_BUCKET_B`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The bucket, to look into.
    pub fn bucket(&self) -> Bucket {
        Bucket::open(&self.address).expect("its address is well-formed")
    }

    /// Stops answering, with every connection left hanging.
    pub fn freeze(&self) {
        self.service.signal("STOP");
    }

    /// Goes on.
    pub fn thaw(&self) {
        self.service.signal("CONT");
    }

    /// Ends it for good.
    pub fn stop(&mut self) {
        self.service.stop();
    }
}

/// A program of this package: the tests' own stand beside them, whatever host is tested.
fn beside_this(name: &str) -> PathBuf {
    let this = std::env::current_exe().expect("a test knows its own file");
    let found = this.ancestors().map(|folder| folder.join(name)).find(|program| program.is_file());
    found.unwrap_or_else(|| panic!("no {name} beside {}: run `make build` first", this.display()))
}

fn installed() -> PathBuf {
    python_program("moto_server", PACKAGE, "python")
}

/// A program from the Python registry, in an environment of its own under `target/`; installed first where it is not there.
pub fn python_program(name: &str, package: &str, environment: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let home = target.join(environment);
    let program = home.join("bin").join(name);
    if !program.exists() {
        // Several tests begin at once; one installs, the others wait.
        let script = "[ -x \"$1/bin/$3\" ] || { python3 -m venv \"$1\" && \"$1/bin/pip\" install -q \"$2\"; }";
        let made = Command::new("flock")
            .arg(target.join("python.lock"))
            .args(["sh", "-c", script, "sh"])
            .arg(&home)
            .args([package, name])
            .stdin(Stdio::null())
            .output()
            .expect("flock is part of every system");
        let complaint = String::from_utf8_lossy(&made.stderr);
        assert!(program.exists(), "{package} is needed and cannot be installed:\n{complaint}");
    }
    program
}
