//! Real WordPress to measure beside: Debian's package behind nginx and php-fpm, with MariaDB as its database.
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tempfile::TempDir;

use crate::Nginx;
use crate::installation::{ADMIN, ADMIN_PASSWORD};
use crate::service::{Service, find_program, free_port};

/// Where Debian puts it.
const PACKAGE: &str = "/usr/share/wordpress";
const FPM: [&str; 5] = ["php-fpm8.4", "php-fpm8.3", "php-fpm8.2", "php-fpm8.1", "php-fpm"];
/// Who runs the servers where the tests run as root.
const USER: &str = "www-data";

/// A running site with [`ADMIN`] and [`ADMIN_PASSWORD`]; gone when dropped.
pub struct WordPress {
    nginx: Nginx,
    folder: PathBuf,
    _php: Service,
    _database: Service,
    _home: TempDir,
}

impl WordPress {
    /// What is not installed of it, as packages of Debian.
    pub fn missing() -> Vec<&'static str> {
        let has = |name: &str| find_program(name).is_some();
        let has_driver = || {
            let asked = Command::new("php").args(["-r", "exit(extension_loaded('mysqli') ? 0 : 1);"]).status();
            asked.is_ok_and(|status| status.success())
        };
        let theme = Path::new(PACKAGE).join("wp-content/themes/twentytwentythree");
        let parts = [
            (Path::new(PACKAGE).join("wp-load.php").is_file(), "wordpress"),
            (theme.is_dir(), "wordpress-theme-twentytwentythree"),
            (FPM.into_iter().any(has), "php-fpm"),
            (has("php"), "php-cli"),
            (has_driver(), "php-mysql"),
            (has("mariadbd"), "mariadb-server"),
            (has("nginx"), "nginx-light"),
        ];
        parts.into_iter().filter_map(|(is_there, package)| (!is_there).then_some(package)).collect()
    }

    /// Starts it and sets it up, as its own form does. The editor's guide for newcomers, which stands before the text, is
    /// put away.
    pub fn start() -> Self {
        let home = tempfile::Builder::new().prefix("platen-wordpress-").tempdir().expect("a temporary folder");
        open_to_all(home.path());
        let folder = home.path().join("site");
        run(Command::new("cp").args(["-rL", PACKAGE]).arg(&folder));
        let (database, database_port) = start_database(home.path());
        let (php, php_port) = start_php(home.path());
        let nginx = Nginx::before_php(&folder, php_port);
        std::fs::write(folder.join("wp-config.php"), configuration(&nginx.url(), database_port))
            .expect("it is written");
        give_away(&folder);
        let wordpress = Self { nginx, folder, _php: php, _database: database, _home: home };
        wordpress.php(&format!(
            "define('WP_INSTALLING', true); require 'wp-load.php'; require 'wp-admin/includes/upgrade.php';
             wp_install('Bench', '{ADMIN}', 'admin@example.org', true, '', '{ADMIN_PASSWORD}');
             update_user_meta(1, 'wp_persisted_preferences',
               ['core/edit-post' => ['welcomeGuide' => false], '_modified' => gmdate('c')]);"
        ));
        wordpress
    }

    /// Publishes a post; its number.
    pub fn post(&self, title: &str, content: &str) -> u64 {
        let file = self.folder.join("content.txt");
        std::fs::write(&file, content).expect("the text is written");
        let number = self.php(&format!(
            "require 'wp-load.php'; wp_set_current_user(1); echo wp_insert_post(['post_status' => 'publish',
             'post_title' => '{title}', 'post_content' => wp_slash(file_get_contents('content.txt'))]);"
        ));
        number.trim().parse().unwrap_or_else(|_| panic!("no number of a post: {number}"))
    }

    /// Its own version.
    pub fn version(&self) -> String {
        self.php("require 'wp-includes/version.php'; echo $wp_version;")
    }

    /// Where it answers, without a slash at the end.
    pub fn url(&self) -> String {
        self.nginx.url()
    }

    /// Runs a script in its folder; what it printed.
    fn php(&self, script: &str) -> String {
        let output = run(Command::new("php").args(["-r", script]).current_dir(&self.folder));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// No other host is asked, and nothing is done behind a request.
fn configuration(url: &str, database_port: u16) -> String {
    format!(
        "<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'wordpress'); define('DB_PASSWORD', 'wordpress');
define('DB_HOST', '127.0.0.1:{database_port}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) {{ define($name, 'of a throwaway site ' . $name); }}
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"
    )
}

fn start_database(home: &Path) -> (Service, u16) {
    let (data, port) = (home.join("database"), free_port());
    std::fs::create_dir(&data).expect("a folder can be made");
    give_away(&data);
    let user = is_root().then(|| format!("--user={USER}"));
    let folder = format!("--datadir={}", data.display());
    let made = ["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", &folder];
    run(Command::new("mariadb-install-db").args(made).args(&user));
    let socket = data.join("socket");
    let mut command = Command::new(find_program("mariadbd").expect("MariaDB was looked for"));
    command.args(["--no-defaults", &folder, &format!("--socket={}", socket.display()), "--bind-address=127.0.0.1"]);
    command.args([format!("--port={port}"), format!("--pid-file={}", data.join("pid").display())]).args(&user);
    let mut service = Service::start("mariadbd", command, &home.join("database.log"), "TERM", Some(home));
    service.wait_until_ready(Duration::from_secs(60), || TcpStream::connect(("127.0.0.1", port)).is_ok());
    let sql = "CREATE DATABASE wordpress; CREATE USER wordpress@'%' IDENTIFIED BY 'wordpress'; \
               CREATE USER wordpress@localhost IDENTIFIED BY 'wordpress'; GRANT ALL ON wordpress.* TO wordpress@'%'; \
               GRANT ALL ON wordpress.* TO wordpress@localhost;";
    run(Command::new("mariadb").args(["--no-defaults", "-uroot", "-e", sql, "-S"]).arg(&socket));
    (service, port)
}

fn start_php(home: &Path) -> (Service, u16) {
    let port = free_port();
    let file = home.join("php-fpm.conf");
    let configuration = format!(
        "[global]\nerror_log = {log}\ndaemonize = no\n[www]\nuser = {USER}\ngroup = {USER}\n\
         listen = 127.0.0.1:{port}\npm = static\npm.max_children = 6\n",
        log = home.join("php.log").display()
    );
    std::fs::write(&file, configuration).expect("the configuration is written");
    let program = FPM.into_iter().find_map(find_program).expect("php-fpm was looked for");
    let mut command = Command::new(program);
    command.args(["--nodaemonize", "--fpm-config"]).arg(&file);
    let mut service = Service::start("php-fpm", command, &home.join("php-fpm.log"), "TERM", None);
    service.wait_until_ready(Duration::from_secs(20), || TcpStream::connect(("127.0.0.1", port)).is_ok());
    (service, port)
}

fn is_root() -> bool {
    let identity = Command::new("id").arg("-u").output().expect("id is part of every system");
    String::from_utf8_lossy(&identity.stdout).trim() == "0"
}

/// The servers run as somebody else where the tests run as root.
fn give_away(folder: &Path) {
    if is_root() {
        run(Command::new("chown").args(["-R", USER]).arg(folder));
    }
}

fn open_to_all(folder: &Path) {
    run(Command::new("chmod").arg("a+rx").arg(folder));
}

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let told = || format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}", told());
    output
}
