//! Programs of others that speak WordPress's API: packages of npm and PyPI, in the versions that `tests/clients` pins, put
//! into `target/clients` once.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Where the scripts and the pinned versions stand.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients")
}

fn installed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/clients")
}

/// Runs `tests/clients/SCRIPT` with Node and the packages of npm. Panics where there is no npm: a client that was not
/// tried is not known to work.
pub fn node(script: &str, arguments: &[&str]) -> Output {
    static READY: OnceLock<bool> = OnceLock::new();
    let folder = installed().join("node");
    let is_ready = READY.get_or_init(|| once("package-lock.json", &folder, install_node));
    assert!(is_ready, "{script} cannot run: npm is missing or cannot install; the npm clients are NOT tested");
    let mut command = Command::new("node");
    command.arg(sources().join(script)).args(arguments).env("NODE_PATH", folder.join("node_modules"));
    command.output().expect("node runs")
}

/// Installs what a file of ours pins, unless that is what was installed last. Tests are processes that run beside each
/// other: one installs, and the others wait.
fn once(pinned: &str, folder: &Path, install: fn(&Path) -> bool) -> bool {
    fs::create_dir_all(folder).expect("target can be written");
    let lock = fs::File::create(folder.with_extension("lock")).expect("target can be written");
    lock.lock().expect("target knows locks");
    let (wanted, stamp) =
        (fs::read(sources().join(pinned)).expect("the pinned versions are there"), folder.with_extension("installed"));
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return true;
    }
    let is_ready = install(folder);
    if is_ready {
        fs::write(stamp, wanted).expect("target can be written");
    }
    is_ready
}

fn install_node(folder: &Path) -> bool {
    for file in ["package.json", "package-lock.json"] {
        fs::copy(sources().join(file), folder.join(file)).expect("the pinned versions are there");
    }
    succeeds(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
}

/// Runs `tests/clients/SCRIPT` with Python and the packages of PyPI. Panics where there is no pip.
pub fn python(script: &str, arguments: &[&str]) -> Output {
    static READY: OnceLock<bool> = OnceLock::new();
    let folder = installed().join("python");
    let is_ready = READY.get_or_init(|| once("requirements.txt", &folder, install_python));
    assert!(is_ready, "{script} cannot run: Python's venv or pip is missing; the PyPI clients are NOT tested");
    let mut command = Command::new(folder.join("bin/python"));
    command.arg(sources().join(script)).args(arguments).output().expect("python runs")
}

fn install_python(folder: &Path) -> bool {
    let pinned = sources().join("requirements.txt");
    let python = folder.join("bin/python");
    (python.exists() || succeeds(Command::new("python3").args(["-m", "venv"]).arg(folder)))
        && succeeds(
            Command::new(python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
                .arg(pinned),
        )
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
