//! The bundle of `platen release build` under AWS's own agent: its developer utility runs the life cycle that CodeDeploy
//! runs on a host, with the same code.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::Installation;
use tests::installation::{binary, texts};
use tests::service::{find_program, free_port};
use tests::shared::workspace;

use super::rollouts::{copy, write_program};

/// A host with AWS's agent on it, and nothing of ours but its folder.
struct CodeDeployHost {
    agent: PathBuf,
    installation: Installation,
    folder: tempfile::TempDir,
    port: u16,
}

impl CodeDeployHost {
    fn with(agent: PathBuf) -> Self {
        let folder = tempfile::Builder::new().prefix("platen-codedeploy-").tempdir().unwrap();
        let host = Self { agent, installation: Installation::on_sqlite(), folder, port: free_port() };
        let (root, place) = (host.root(), host.folder.path().display().to_string());
        fs::create_dir_all(&root).unwrap();
        let data = root.join("data").display().to_string();
        let settings = format!("PLATEN_LISTEN=127.0.0.1:{}\nPLATEN_DATA_DIR={data}\n", host.port);
        fs::write(root.join("environment"), settings).unwrap();
        let own = [
            ("log_dir", "logs"),
            ("pid_dir", "pids"),
            ("root_dir", "deployments"),
            ("on_premises_config_file", "none.yml"),
        ];
        let own: String = own.iter().map(|(name, path)| format!(":{name}: '{place}/{path}'\n")).collect();
        fs::write(
            host.folder.path().join("agent.yml"),
            format!("---\n:program_name: codedeploy-agent\n:max_revisions: 5\n{own}"),
        )
        .unwrap();
        host
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("platen")
    }

    /// A release with a program of a few bytes; gives its archive.
    fn build(&self, change: impl FnOnce(&Path)) -> PathBuf {
        let frame = tempfile::tempdir().unwrap();
        copy(&workspace().join("deploy/release"), frame.path());
        write_program(&frame.path().join("program.sh"), &format!("exec {} \"$@\"", binary().display()));
        change(frame.path());
        let (store, frame) = (self.folder.path().join("store"), frame.path().display().to_string());
        let (place, program) = (store.display().to_string(), format!("{frame}/program.sh"));
        let arguments =
            ["release", "build", "--porcelain", "--output", &place, "--binary", &program, "--bundle", &frame];
        store.join(format!("{}.tar", self.installation.platen(&arguments)))
    }

    /// Has the agent install it. What the release puts into `/etc` stands in memory that only the agent sees.
    fn deploy(&self, archive: &Path) -> Output {
        let apart =
            "mkdir -p /etc/systemd/system && mount -t tmpfs platen-test /etc/systemd/system && exec \"$0\" \"$@\"";
        let mut command = Command::new("unshare");
        command
            .args(["--mount", "sh", "-c", apart])
            .arg(&self.agent)
            .arg("-c")
            .arg(self.folder.path().join("agent.yml"));
        command.args(["--type", "tar", "--deployment-group", "platen", "--bundle-location"]).arg(archive);
        command.env("PLATEN_ROOT", self.root()).env("PLATEN_FRONT_URL", format!("http://127.0.0.1:{}/", self.port));
        command.current_dir(self.folder.path()).output().expect("unshare is part of every system")
    }

    fn deploy_well(&self, archive: &Path) {
        let output = self.deploy(archive);
        let (printed, complaint) = texts(&output);
        assert!(output.status.success(), "{printed}{complaint}");
    }

    fn current(&self) -> PathBuf {
        fs::read_link(self.root().join("current")).expect("a release is installed")
    }

    fn front(&self) -> String {
        fs::read_to_string(self.root().join("platen-web.pid")).expect("a front was started")
    }

    fn is_ready(&self) -> bool {
        let url = format!("http://127.0.0.1:{}/", self.port);
        self.installation.try_platen(&["release", "ready", "--within", "5", &url]).status.success()
    }
}

impl Drop for CodeDeployHost {
    /// The front is no child of the test: a script of the release started it.
    fn drop(&mut self) {
        if let Ok(id) = fs::read_to_string(self.root().join("platen-web.pid")) {
            let _ = Command::new("kill").args(["-s", "KILL", id.trim()]).status();
        }
    }
}

#[test]
fn awss_own_agent_installs_a_release_and_the_next_and_says_which_one_failed() {
    let Some(agent) = find_program("codedeploy-local") else {
        println!("!!! NOT TESTED: AWS's own agent; its codedeploy-local is not on the path !!!");
        return;
    };
    let host = CodeDeployHost::with(agent);
    let first = host.build(|_| {});
    host.deploy_well(&first);
    assert!(host.is_ready());
    let (release, front) = (host.current(), host.front());
    assert!(release.join("release.json").is_file(), "the whole bundle is kept");

    let second = host.build(|frame| fs::write(frame.join("number"), "2").unwrap());
    host.deploy_well(&second);
    assert!(host.is_ready() && host.current() != release && host.front() != front);
    assert!(
        !Path::new("/proc").join(front.trim()).exists(),
        "the front of the release before was stopped by its own script"
    );

    let broken = host.build(|frame| write_program(&frame.join("scripts/validate_service.sh"), "exit 3"));
    let output = host.deploy(&broken);
    let (printed, _) = texts(&output);
    assert!(!output.status.success() && printed.contains("scripts/validate_service.sh"), "{printed}");

    host.deploy_well(&second);
    assert!(host.is_ready());
}
