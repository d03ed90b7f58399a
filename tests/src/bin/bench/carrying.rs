//! Many small files and some large ones to a bucket, beside `aws s3 sync` and `rclone` to the same server.
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Map, Value, json};
use tests::service::program;
use tests::{BucketServer, Installation};

const SMALL: usize = 10_000;
const SMALL_BYTES: usize = 4 << 10;
const LARGE: usize = 10;
const LARGE_BYTES: usize = 32 << 20;

/// Measures both, each program to an empty bucket of its own. Ours also hashes every file and writes the journal.
pub fn measure() -> Value {
    let programs: [(&str, Carry); 3] = [("platen", by_platen), ("aws s3 sync", by_aws), ("rclone", by_rclone)];
    let mut figures = Map::new();
    for (name, files, bytes) in [("small", SMALL, SMALL_BYTES), ("large", LARGE, LARGE_BYTES)] {
        let installation = Installation::on_sqlite().with("PLATEN_LOG", "warn");
        installation.install_site("Carrying");
        let folder = installation.data_dir().join("uploads/1");
        write(&folder, files, bytes);
        // What moves is not carried; a file counts once it stands still.
        std::thread::sleep(std::time::Duration::from_secs(3));
        let mut seconds = Map::new();
        for (program, carry) in programs {
            let taken = carry(&Source { folder: folder.clone(), installation: &installation });
            println!("{files} files of {bytes} bytes by {program}: {taken:.2} s");
            seconds.insert(program.to_owned(), json!(taken));
        }
        figures.insert(name.to_owned(), json!({"files": files, "bytes_each": bytes, "seconds": seconds}));
    }
    Value::Object(figures)
}

struct Source<'a> {
    folder: PathBuf,
    installation: &'a Installation,
}

type Carry = fn(&Source) -> f64;

fn write(folder: &Path, files: usize, bytes: usize) {
    let mut content: Vec<u8> = (0..bytes).map(|at| (at * 31 % 251) as u8).collect();
    for number in 0..files {
        let below = folder.join(format!("2026/{:02}", number / 500));
        std::fs::create_dir_all(&below).expect("a folder");
        content[..8].copy_from_slice(&(number as u64).to_be_bytes());
        std::fs::write(below.join(format!("{number}.bin")), &content).expect("a file");
    }
}

fn server() -> BucketServer {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(BucketServer::start_on_disk())
}

fn by_platen(source: &Source) -> f64 {
    let server = server();
    let begun = Instant::now();
    let output =
        source.installation.try_platen_with(&["media-sync", "--once"], &[("PLATEN_BUCKET_A", server.address())]);
    let taken = begun.elapsed().as_secs_f64();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    taken
}

fn by_aws(source: &Source) -> f64 {
    let (server, aws) = (server(), tests::bucket_server::python_program("aws", "awscli==1.44.1", "awscli"));
    let (endpoint, key) = endpoint_of(&server);
    let mut command = Command::new(aws);
    command.args(["--endpoint-url", &endpoint, "s3", "sync", "--only-show-errors"]).arg(&source.folder);
    command.arg("s3://media/sites").env("AWS_ACCESS_KEY_ID", key).env("AWS_SECRET_ACCESS_KEY", "secret");
    timed(command.env("AWS_DEFAULT_REGION", "us-east-1"))
}

fn by_rclone(source: &Source) -> f64 {
    let server = server();
    let (endpoint, key) = endpoint_of(&server);
    let remote = format!(
        ":s3,provider=Other,access_key_id={key},secret_access_key=secret,region=us-east-1,endpoint=\"{endpoint}\":media/sites"
    );
    let mut command = Command::new(program("rclone", "rclone"));
    // What the machine says to programs of Amazon's is not for this server.
    command.env_remove("AWS_CA_BUNDLE");
    // As many at once as ours.
    command.args(["sync", "--transfers", "16", "--checkers", "16", "--config", "/dev/null", "--quiet"]);
    timed(command.arg(&source.folder).arg(remote))
}

/// `http://host:port` and the key of a server.
fn endpoint_of(server: &BucketServer) -> (String, String) {
    let url = url::Url::parse(server.address()).expect("an address");
    (format!("http://127.0.0.1:{}", url.port().unwrap_or_default()), url.username().to_owned())
}

fn timed(command: &mut Command) -> f64 {
    let begun = Instant::now();
    let output = command.stdin(Stdio::null()).output().expect("the program starts");
    let taken = begun.elapsed().as_secs_f64();
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    taken
}
