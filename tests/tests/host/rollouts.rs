//! Releases and rollouts: hosts with agents of their own behind one nginx, visitors who never stop asking.
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use tests::installation::{binary, texts};
use tests::service::{Service, free_port};
use tests::shared::workspace;
use tests::waiting::until;
use tests::{Installation, Nginx, Postgres};

/// How long a rollout of small releases may take here, where others build beside it.
const PATIENCE: Duration = Duration::from_secs(240);

/// Hosts of one group: a folder, a port and an agent each, on one database, behind one nginx.
struct Group {
    installation: Installation,
    folder: tempfile::TempDir,
    ports: Vec<u16>,
    agents: Vec<Service>,
    nginx: Nginx,
}

impl Group {
    /// `serving` hosts that serve and `idle` ones that do not, on PostgreSQL; nothing is installed yet.
    fn of(serving: usize, idle: usize) -> Self {
        Self::on(Installation::on_postgres(Postgres::shared()), serving, idle)
    }

    fn on(installation: Installation, serving: usize, idle: usize) -> Self {
        let folder = tempfile::Builder::new().prefix("platen-hosts-").tempdir().unwrap();
        let ports: Vec<u16> = (0..serving + idle).map(|_| free_port()).collect();
        let nginx = Nginx::before_some(&ports[..serving]);
        installation.install_site_at(&nginx.url(), "Rollouts");
        let mut group = Self { installation, folder, ports, agents: Vec::new(), nginx };
        group.start_agents(0..serving, false);
        group
    }

    fn start_agents(&mut self, numbers: std::ops::Range<usize>, idle: bool) {
        let all = numbers.end.to_string();
        for number in numbers {
            self.prepare_host(number);
            let agent = self.start_agent(number, idle);
            self.agents.push(agent);
        }
        let seen = || self.platen(&["release", "agents", "--format=count"]) == all;
        assert!(until(PATIENCE, seen), "not every agent was seen");
    }

    fn root(&self, number: usize) -> PathBuf {
        self.folder.path().join(format!("host-{number}"))
    }

    fn store(&self) -> String {
        self.folder.path().join("store").display().to_string()
    }

    /// The settings that belong to the host and not to a release.
    fn prepare_host(&self, number: usize) {
        let (root, port) = (self.root(number), self.ports[number]);
        fs::create_dir_all(root.join("data")).unwrap();
        let database = self.installation.database().map_or_else(
            || format!("sqlite://{}/platen.sqlite?mode=rwc", self.installation.data_dir().display()),
            |database| database.url(),
        );
        let settings = format!(
            "DATABASE_URL='{database}'\nPLATEN_DATA_DIR={}\nPLATEN_LISTEN=127.0.0.1:{port}\n\
             PLATEN_FRONT_URL=http://127.0.0.1:{port}/\nPLATEN_DATABASE_CONNECTIONS=4\n",
            root.join("data").display()
        );
        fs::write(root.join("environment"), settings).unwrap();
    }

    fn start_agent(&self, number: usize, idle: bool) -> Service {
        let (root, port) = (self.root(number).display().to_string(), self.ports[number]);
        let (name, front) = (format!("--name=host-{number}"), format!("--front-url=http://127.0.0.1:{port}/"));
        let (store, root) = (format!("--store={}", self.store()), format!("--root={root}"));
        let destinations = format!("--destination-root={}", self.root(number).join("system").display());
        let block = format!("--block-traffic={}", self.nginx.block_command(port));
        let allow = format!("--allow-traffic={}", self.nginx.allow_command(port));
        let mut arguments = vec!["agent", &name, &front, &store, &root, &destinations, &block, &allow];
        arguments.extend(["--unsigned", "--drain=1", "--poll=100"]);
        if idle {
            arguments.push("--idle");
        }
        self.installation.begin_platen(&arguments)
    }

    fn platen(&self, arguments: &[&str]) -> String {
        self.installation.platen(arguments)
    }

    /// Builds a release from the bundle of `deploy/release/` with a program of a few bytes.
    fn build(&self, change: impl FnOnce(&Path)) -> String {
        let frame = tempfile::tempdir().unwrap();
        copy(&workspace().join("deploy/release"), frame.path());
        let program = frame.path().join("program.sh");
        write_program(&program, &format!("exec {} \"$@\"", binary().display()));
        change(frame.path());
        let program = program.display().to_string();
        let frame = frame.path().display().to_string();
        let arguments =
            ["release", "build", "--porcelain", "--output", &self.store(), "--binary", &program, "--bundle", &frame];
        self.platen(&arguments)
    }

    /// Another release that behaves the same.
    fn build_numbered(&self, number: u32) -> String {
        self.build(|frame| fs::write(frame.join("number"), number.to_string()).unwrap())
    }

    fn roll_out(&self, digest: &str, strategy: &str, further: &[&str]) -> Output {
        let (strategy, store) = (format!("--strategy={strategy}"), self.store());
        let url = format!("{}/", self.nginx.url());
        let mut arguments = vec![
            "release",
            "rollout",
            digest,
            &strategy,
            "--store",
            &store,
            "--unsigned",
            "--balancer-url",
            &url,
            "--bake-seconds=1",
            "--probes=200",
            "--silence-seconds=60",
        ];
        arguments.extend(further);
        self.installation.try_platen(&arguments)
    }

    #[track_caller]
    fn roll_out_well(&self, digest: &str, strategy: &str) {
        let output = self.roll_out(digest, strategy, &[]);
        let (printed, complaint) = texts(&output);
        assert!(output.status.success(), "{printed}{complaint}\n{}\n{}", self.told(), self.logs());
    }

    fn told(&self) -> String {
        self.platen(&["release", "status"])
    }

    fn logs(&self) -> String {
        self.agents.iter().map(Service::log).next_back().unwrap_or_default()
    }

    /// The release of each host, by the host's own link.
    fn installed(&self) -> Vec<String> {
        let name =
            |number| fs::read_link(self.root(number).join("current")).ok()?.file_name()?.to_str().map(str::to_owned);
        (0..self.ports.len()).map(|number| name(number).unwrap_or_default()).collect()
    }

    /// Visitors who ask the balancer until they are told to stop.
    fn visitors(&self, many: usize) -> Visitors {
        Visitors::ask(self.nginx.port(), many)
    }
}

impl Drop for Group {
    /// The fronts are no children of the test: the releases' scripts started them.
    fn drop(&mut self) {
        for agent in &mut self.agents {
            agent.stop();
        }
        for number in 0..self.ports.len() {
            let Ok(id) = fs::read_to_string(self.root(number).join("platen-web.pid")) else { continue };
            let _ = std::process::Command::new("kill").args(["-s", "KILL", id.trim()]).status();
        }
    }
}

/// How often visitors asked, and how often they got no page.
struct Visitors {
    stop: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    failed: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<()>>,
}

impl Visitors {
    fn ask(port: u16, many: usize) -> Self {
        let (stop, asked, failed) = (Arc::default(), Arc::default(), Arc::default());
        let mut visitors = Self { stop, asked, failed, threads: Vec::new() };
        for _ in 0..many {
            let (stop, asked, failed) = (visitors.stop.clone(), visitors.asked.clone(), visitors.failed.clone());
            visitors.threads.push(std::thread::spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    asked.fetch_add(1, Ordering::Relaxed);
                    if !gets_a_page(port) {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }));
        }
        visitors
    }

    fn wait_for(&self, requests: usize) {
        let begun = self.asked.load(Ordering::Relaxed);
        assert!(
            until(PATIENCE, || self.asked.load(Ordering::Relaxed) - begun >= requests),
            "the visitors are too slow"
        );
    }

    /// How many asked, and how many of them failed.
    fn end(self) -> (usize, usize) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().unwrap();
        }
        (self.asked.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed))
    }
}

fn gets_a_page(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let asked = stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_end(&mut answer));
    asked.is_ok() && answer.starts_with(b"HTTP/1.1 200") && answer.trim_ascii_end().ends_with(b"</html>")
}

pub(super) fn copy(from: &Path, to: &Path) {
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).unwrap();
        }
    }
}

pub(super) fn write_program(file: &Path, text: &str) {
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Makes a hook of the bundle do something else.
fn hook(frame: &Path, script: &str, text: &str) {
    write_program(&frame.join("scripts").join(script), text);
}

#[test]
fn no_visitor_notices_that_four_fronts_change_their_release() {
    let group = Group::of(4, 0);
    group.roll_out_well(&group.build_numbered(0), "AllAtOnce");
    let visitors = group.visitors(4);
    visitors.wait_for(200);
    for (number, strategy) in [(1, "OneAtATime"), (2, "HalfAtATime")] {
        let release = group.build_numbered(number);
        group.roll_out_well(&release, strategy);
        assert_eq!(group.installed(), vec![release; 4], "{strategy}");
    }
    visitors.wait_for(200);
    let (asked, failed) = visitors.end();
    println!("{failed} of {asked} requests failed while four fronts changed their release twice");
    assert_eq!(failed, 0, "of {asked}\n{}", group.told());
}

/// The full figure, for `make soak`.
#[test]
#[ignore = "takes long: 100,000 requests"]
fn none_of_a_hundred_thousand_visitors_notices_that_four_fronts_change_their_release() {
    let group = Group::of(4, 0);
    group.roll_out_well(&group.build_numbered(0), "AllAtOnce");
    let visitors = group.visitors(8);
    let mut rollouts = 0;
    while visitors.asked.load(Ordering::Relaxed) < 100_000 || rollouts < 2 {
        rollouts += 1;
        let strategy = if rollouts % 2 == 1 { "OneAtATime" } else { "HalfAtATime" };
        group.roll_out_well(&group.build_numbered(rollouts), strategy);
    }
    let (asked, failed) = visitors.end();
    println!("{failed} of {asked} requests failed while four fronts changed their release {rollouts} times");
    assert_eq!(failed, 0, "of {asked}\n{}", group.told());
}

#[test]
fn no_visitor_notices_that_blue_becomes_green() {
    let mut group = Group::of(2, 2);
    let first = group.build_numbered(0);
    group.roll_out_well(&first, "AllAtOnce");
    group.start_agents(2..4, true);
    let visitors = group.visitors(4);
    let second = group.build_numbered(1);
    group.roll_out_well(&second, "BlueGreen");
    let (asked, failed) = visitors.end();
    println!("{failed} of {asked} requests failed while blue became green");
    assert_eq!(failed, 0, "of {asked}\n{}", group.told());
    assert_eq!(group.installed()[2..], [second.clone(), second], "green has the new release");
    assert_eq!(group.installed()[..2], [first.clone(), first], "blue keeps the old one");
    let serving = group.platen(&["release", "agents", "--fields=name,serving", "--format=csv"]);
    assert_eq!(
        serving.lines().skip(1).collect::<Vec<_>>(),
        ["host-0,false", "host-1,false", "host-2,true", "host-3,true"]
    );
    group.platen(&["release", "rollback"]);
    let serving = group.platen(&["release", "agents", "--fields=name,serving", "--format=csv"]);
    assert!(serving.contains("host-0,true") && serving.contains("host-2,false"), "{serving}");
}

#[test]
fn a_release_that_fails_its_validation_is_rolled_back_by_itself() {
    let group = Group::of(4, 0);
    let good = group.build_numbered(0);
    group.roll_out_well(&good, "AllAtOnce");
    let visitors = group.visitors(2);
    let bad = group.build(|frame| hook(frame, "validate_service.sh", "echo this release is broken; exit 3"));
    let output = group.roll_out(&bad, "OneAtATime", &[]);
    let (_, complaint) = texts(&output);
    assert!(!output.status.success());
    assert!(complaint.contains("ValidateService") && complaint.contains("ended with code 3"), "{complaint}");
    assert!(complaint.contains("The group is as before"), "{complaint}");
    assert_eq!(group.installed(), vec![good; 4]);
    let (asked, failed) = visitors.end();
    assert_eq!(failed, 0, "of {asked}\n{}", group.told());
    let log = fs::read_to_string(group.root(0).join("deployments/d-000000002-in_place/logs/scripts.log")).unwrap();
    assert!(log.contains("[stdout]this release is broken"), "{log}");
}

#[test]
fn a_release_that_answers_one_request_of_a_hundred_with_an_error_is_rolled_back_by_itself() {
    let group = Group::of(4, 0);
    let good = group.build_numbered(0);
    group.roll_out_well(&good, "AllAtOnce");
    let visitors = group.visitors(2);
    visitors.wait_for(500);
    let bad = group.build(|frame| hook(frame, "application_start.sh", FAULTY_FRONT));
    let output = group.roll_out(&bad, "OneAtATime", &[]);
    let (_, complaint) = texts(&output);
    assert!(
        !output.status.success() && complaint.contains("requests were answered with errors"),
        "{complaint}\n{}",
        group.told()
    );
    assert_eq!(group.installed(), vec![good; 4], "{complaint}");
    visitors.wait_for(500);
    let (asked, failed) = visitors.end();
    println!("{failed} of {asked} requests failed: one host of four had a release that fails one of a hundred");
    assert!(failed * 200 < asked, "{failed} of {asked}");
}

/// A front that does well but for one answer in a hundred.
const FAULTY_FRONT: &str = r#"
. "$(dirname "$0")/host.sh"
cat > "$root/faulty.py" <<'PYTHON'
import itertools, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
count = itertools.count(1)
class Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        wrong = not self.path.startswith("/readyz") and next(count) % 100 == 0
        body = b"<html></html>"
        self.send_response(500 if wrong else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *arguments):
        pass
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Front).serve_forever()
PYTHON
setsid python3 "$root/faulty.py" "${PLATEN_LISTEN##*:}" >/dev/null 2>&1 </dev/null &
echo $! >"$pid_file"
"#;

#[test]
fn an_agent_that_is_killed_says_what_it_resumed_and_what_it_undid() {
    let mut group = Group::of(1, 0);
    let good = group.build_numbered(0);
    group.roll_out_well(&good, "AllAtOnce");
    let bad = group.build(|frame| hook(frame, "after_install.sh", "kill -9 $PPID; sleep 600"));
    let store = group.store();
    group.platen(&["release", "rollout", &bad, "--store", &store, "--unsigned", "--no-wait", "--bake-seconds=1"]);
    assert!(until(PATIENCE, || group.agents[0].has_ended()), "the hook kills its parent");
    assert_eq!(group.installed(), [bad], "it died after the switch");
    group.agents[0] = group.start_agent(0, false);
    let is_back = || group.told().contains("succeeded") && group.installed() == [good.clone()];
    assert!(until(PATIENCE, || is_back() && !group.told().contains("running")), "{}\n{}", group.told(), group.logs());
    let told = group.platen(&["release", "status", "2"]);
    assert!(told.contains("the agent died while scripts/after_install.sh ran"), "{told}");
    assert!(told.contains("Undone") && told.contains("what was left of it was killed"), "{told}");
    // Killed where no script runs, it goes on.
    let slow =
        group.build(|frame| hook(frame, "before_install.sh", "sleep 0.1; touch \"$PLATEN_ROOT/reached\"; sleep 1"));
    group.platen(&["release", "rollout", &slow, "--store", &store, "--unsigned", "--no-wait", "--bake-seconds=1"]);
    let journal = group.root(0).join("deployments/d-000000004-in_place/journal.json");
    let in_drain = || fs::read_to_string(&journal).is_ok_and(|text| text.contains("\"BlockTraffic\""));
    assert!(until(PATIENCE, in_drain), "{}", group.told());
    group.agents[0].signal("KILL");
    assert!(until(PATIENCE, || group.agents[0].has_ended()));
    group.agents[0] = group.start_agent(0, false);
    assert!(
        until(PATIENCE, || group.installed() == [slow.clone()] && !group.told().contains("running")),
        "{}",
        group.told()
    );
    let told = group.platen(&["release", "status", "4"]);
    assert!(told.contains("the agent died"), "{told}");
}

#[test]
fn a_release_with_a_changed_byte_or_nobodys_signature_is_refused() {
    let installation = Installation::on_sqlite();
    let mut group = Group::on(installation, 1, 0);
    let release = group.build_numbered(0);
    let archive = Path::new(&group.store()).join(format!("{release}.tar"));
    let mut bytes = fs::read(&archive).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&archive, bytes).unwrap();
    let output = group.roll_out(&release, "AllAtOnce", &[]);
    let (_, complaint) = texts(&output);
    assert!(!output.status.success() && complaint.contains("a byte was changed"), "{complaint}");
    assert_eq!(group.installed(), [""]);
    let (store, digest) = (group.store(), release.as_str());
    let output = group.installation.try_platen(&["release", "rollout", digest, "--store", &store]);
    assert!(texts(&output).1.contains("the signature is refused: there is none"), "{}", texts(&output).1);
    group.agents[0].stop();
}

#[test]
fn a_release_whose_migrations_drop_what_the_one_before_reads_is_refused() {
    let group = Group::on(Installation::on_sqlite(), 1, 0);
    group.roll_out_well(&group.build_numbered(0), "AllAtOnce");
    let program = format!(
        "[ \"$2\" != contents ] || {{ {0} \"$@\" && sed -i 's/\"content_filtered\"/\"summary\"/' \"$4/description.json\"; exit; }}\nexec {0} \"$@\"",
        binary().display()
    );
    let dropping = group.build(|frame| write_program(&frame.join("program.sh"), &program));
    let output = group.roll_out(&dropping, "AllAtOnce", &[]);
    let (_, complaint) = texts(&output);
    assert!(!output.status.success() && complaint.contains("is dropped, and release"), "{complaint}");
}
