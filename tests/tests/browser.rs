//! The staff's side in a real browser: Debian's Chromium, driven by Node.js with the package that `admin/` pins.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use cms::posts::{self, PostFields};
use cms::{Actor, Site};
use tests::cloned_site::ENVIRONMENT;
use tests::installation::{ADMIN, ADMIN_PASSWORD};
use tests::service::free_port;
use tests::shared::workspace;
use tests::{ClonedSite, Installation, PlatenProcess, Postgres, on_both_databases};

const PASSWORD: &str = "a password for browsers";

on_both_databases! {
    async fn an_editor_writes_and_a_visitor_reads(installation: Installation) {
        run("story.test.mjs", &installation);
    }

    async fn notes_patterns_and_previews_work_as_editors_expect(installation: Installation) {
        run("parts.test.mjs", &installation);
    }

    async fn a_picture_is_cut_around_the_point_that_somebody_names_by_keyboard(installation: Installation) {
        run("media.test.mjs", &installation);
    }

    async fn what_goes_wrong_while_somebody_writes_loses_nothing(installation: Installation) {
        run("trouble.test.mjs", &installation);
    }

    async fn blocks_do_on_visitors_pages_what_their_editors_chose(installation: Installation) {
        run("blocks.test.mjs", &installation);
    }

    async fn a_site_of_the_network_is_cloned_deleted_restored_and_removed(installation: Installation) {
        installation.install_site("Browser");
        let front = installation.serve();
        drive("network.test.mjs", &front.url(), ADMIN, ADMIN_PASSWORD, &[]);
    }

    async fn a_plan_goes_from_its_room_to_the_page(installation: Installation) {
        installation.install_site("Rooms");
        for title in ["Opening hours", "The bakery"] {
            let text = "--post_content=<!-- wp:paragraph --><p>From eight to six.</p><!-- /wp:paragraph -->";
            installation.platen(&["post", "create", &format!("--post_title={title}"), text, "--post_status=publish"]);
        }
        let port = free_port();
        let database = installation.database().map(|_| Postgres::shared().fresh_database());
        let url = database.as_ref().map(|database| format!("--database-url={}", database.url()));
        let create: Vec<&str> = ["env", "create", ENVIRONMENT].into_iter().chain(url.as_deref()).collect();
        installation.platen(&create);
        let at = format!("http://127.0.0.1:{port}");
        installation.platen(&["env", "clone", ENVIRONMENT, &format!("--at={at}")]);
        let front = installation.serve();
        let staging = installation.serve_environment(ENVIRONMENT, port);
        drive("promotions.test.mjs", &front.url(), ADMIN, ADMIN_PASSWORD, &[("PLATEN_STAGING", &staging.url())]);
    }

    async fn a_host_without_a_site_becomes_one_with_readers(installation: Installation) {
        let front = installation.serve();
        let code = installation_code(&front);
        drive("whole-story.test.mjs", &front.url(), "ann", PASSWORD, &[("PLATEN_CODE", &code)]);
    }
}

#[test]
fn every_screen_is_whole_in_light() {
    look_at_every_screen("light");
}

#[test]
fn every_screen_is_whole_in_dark() {
    look_at_every_screen("dark");
}

#[test]
fn every_screen_is_whole_on_a_phone() {
    look_at_every_screen("narrow");
}

#[test]
fn every_screen_speaks_german_and_arabic() {
    look_at_every_screen("languages");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_eyes_find_stands_in_the_way_of_a_promotion_and_its_picture_is_kept() {
    let site = ClonedSite::with_posts(Installation::on_sqlite(), 1).await.cloned().await;
    let staging = site.staging().await;
    let uploads = site.uploads(true).await;
    std::fs::create_dir_all(&uploads).unwrap();
    image::RgbImage::new(600, 500).save(uploads.join("tall.png")).unwrap();
    let text = "<p>Words that are pushed away.</p>".repeat(10);
    let picture = |more: &str| format!("<img src=\"/wp-content/uploads/tall.png\" {more}>");
    let faulty = picture("") + "<script>console.error('Oh no')</script>";
    let (gates, folder) = gates_of(&site, &staging, &format!("{faulty}{text}"), "").await;
    assert!(gates["layout"].1.contains("jumps by"), "{gates:?}");
    assert!(gates["accessibility"].1.contains("image-alt"), "{gates:?}");
    assert!(gates["console"].1.contains("Oh no"), "{gates:?}");
    assert_eq!(gates["screenshots"].0, "green", "{gates:?}");
    assert!(gates["screenshots"].1.contains("of the picture is different"), "{gates:?}");
    let width = |gate: &str, what: &str| {
        let files = std::fs::read_dir(&folder).unwrap().flatten().map(|file| file.path());
        let is_it = |name: String| name.starts_with(gate) && name.ends_with(what);
        let mut found = files.filter(|file| is_it(file.file_name().unwrap().to_string_lossy().into_owned()));
        found.next().map(|file| image::image_dimensions(file).unwrap().0)
    };
    assert_eq!(width("layout", "narrow.png"), Some(360));
    for what in ["before.png", "after.png", "difference.png"] {
        assert_eq!(width("screenshots-", what), Some(1_280), "{what}");
    }
    let good = picture("width=\"600\" height=\"500\" alt=\"A black square\"");
    // Pictures that wait for a reader wait at the foot of a page that is higher than any window.
    image::RgbImage::from_pixel(600, 500, image::Rgb([250, 10, 20])).save(uploads.join("red.png")).unwrap();
    let foot = good.replace("tall.png", "red.png").replace("<img", "<img loading=\"lazy\"");
    let (gates, folder) = gates_of(&site, &staging, &format!("{good}{}{foot}", text.repeat(8)), "").await;
    assert!(gates.values().all(|(outcome, _)| outcome == "green"), "{gates:?}");
    let files = std::fs::read_dir(&folder).unwrap().flatten().map(|file| file.path());
    let mut after = files.filter(|file| file.to_string_lossy().contains("post-0-after"));
    let whole = image::open(after.next().expect("the page has its picture")).unwrap().into_rgb8();
    assert!(whole.height() > 3_000, "{} pixels are not the whole page", whole.height());
    let red = whole.pixels().filter(|pixel| pixel.0 == [250, 10, 20]).count();
    assert!(red > 100_000, "{red} pixels of the picture at the foot");
    let (gates, folder) = gates_of(&site, &staging, &format!("{good}<p>More.</p>{text}"), "screenshots,layout").await;
    assert_eq!((gates["screenshots"].0.as_str(), gates["console"].0.as_str()), ("switched off", "green"), "{gates:?}");
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().map(|file| file.file_name()).collect();
    assert!(left.is_empty(), "a gate that is switched off takes no pictures: {left:?}");
}

/// Writes this into a post of the environment and runs the gates: each one's outcome and findings, and where pictures are.
async fn gates_of(
    site: &ClonedSite,
    staging: &Site,
    html: &str,
    off: &str,
) -> (BTreeMap<String, (String, String)>, PathBuf) {
    let content = format!("<!-- wp:html -->{html}<!-- /wp:html -->");
    let fields = PostFields { content: Some(content), ..PostFields::default() };
    posts::update(staging, &Actor::System, 1, fields).await.unwrap();
    let plan = site.plan().await.digest;
    let mut options = vec!["staging", "check", "--most-times-slower=1000", "--format=json"];
    let (plan_option, off_option) = (format!("--plan={plan}"), format!("--switch-off={off}"));
    options.push(&plan_option);
    if !off.is_empty() {
        options.push(&off_option);
    }
    let checked = site.installation.try_platen(&options);
    let told: Vec<serde_json::Value> =
        serde_json::from_slice(&checked.stdout).unwrap_or_else(|error| panic!("{error}: {checked:?}"));
    let word = |gate: &serde_json::Value, name: &str| gate[name].as_str().unwrap_or_default().to_owned();
    let gates = told.iter().map(|gate| (word(gate, "gate"), (word(gate, "outcome"), word(gate, "findings"))));
    (gates.collect(), site.installation.environment_dir(ENVIRONMENT).join(format!("manifests/{plan}.artefacts")))
}

#[test]
fn every_string_of_the_screens_is_there_in_every_language() {
    drive("languages.test.mjs", "", "", "", &[]);
}

/// The sample site's screens, in one of the ways that `screens.test.mjs` knows.
fn look_at_every_screen(way: &str) {
    let installation = Installation::on_sqlite();
    let front = installation.serve_sample();
    let first = std::fs::read_to_string(installation.data_dir().join("first-sign-in.txt")).expect("the first sign-in");
    let password = first.lines().find_map(|line| line.strip_prefix("password: ")).expect("a password");
    // The sample site answers to the name that a newcomer's browser uses.
    let address = front.url().replace("127.0.0.1", "localhost");
    something_to_promote(&installation);
    drive("screens.test.mjs", &address, "admin", password, &[("PLATEN_WAY", way)]);
}

/// A clone in which a post is not what production has made of it, a new one, and what the gates with eyes say of the plan.
fn something_to_promote(installation: &Installation) {
    clone_to(installation, "http://staging.example");
    let posts = installation.platen(&["post", "list", "--post_type=post", "--format=ids"]);
    let posts: Vec<&str> = posts.split_whitespace().collect();
    let edit = |arguments: &[&str]| drop(installation.platen_in(ENVIRONMENT, &[&["post"], arguments].concat()));
    edit(&["update", posts[0], "--post_title=Open all day", "--post_excerpt=Come in at any hour."]);
    installation.platen(&["post", "update", posts[0], "--post_title=Open at night"]);
    edit(&[
        "update",
        posts[1],
        "--post_content=<!-- wp:paragraph --><p>Written anew in staging.</p><!-- /wp:paragraph -->",
    ]);
    edit(&["create", "--post_title=An announcement", "--post_content=It opens on Monday.", "--post_status=publish"]);
    let plan = installation.platen(&["staging", "plan", "--format=digest"]);
    let others = "--switch-off=migrations,theme,budget,pictures,links,html,layout,accessibility";
    installation.platen(&["staging", "check", &format!("--plan={plan}"), others]);
}

/// Clones the site into an environment of its own, at this address.
fn clone_to(installation: &Installation, address: &str) {
    installation.platen(&["env", "create", ENVIRONMENT]);
    installation.platen(&["env", "clone", ENVIRONMENT, &format!("--at={address}")]);
}

/// Runs one file of `admin/tests/` against a host with a site and two administrators.
fn run(file: &str, installation: &Installation) {
    installation.install_site("Browser");
    for login in ["first", "second"] {
        let (email, password) = (format!("{login}@example.org"), format!("--user_pass={PASSWORD}"));
        installation.platen(&["user", "create", login, &email, "--role=administrator", &password]);
    }
    let front = installation.serve();
    drive(file, &front.url(), "first", PASSWORD, &[]);
}

/// The one-time code, as whoever started the host reads it.
fn installation_code(front: &PlatenProcess) -> String {
    let log = front.log();
    let code = log.split("install.php?code=").nth(1).and_then(|rest| rest.split_whitespace().next());
    code.unwrap_or_else(|| panic!("no code in the log:\n{log}")).to_owned()
}

fn drive(file: &str, address: &str, login: &str, password: &str, more: &[(&str, &str)]) {
    let folder = workspace().join("admin");
    let is_ready = folder.join("node_modules/playwright-core").is_dir() && folder.join("dist/manifest.json").is_file();
    assert!(is_ready, "the browser tests need Node.js 20 with npm, and the bundle: run `make admin`, then build again");
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec", &format!("tests/{file}")])
        .current_dir(&folder)
        .env("PLATEN_URL", address)
        .env("PLATEN_LOGIN", login)
        .env("PLATEN_PASSWORD", password)
        .envs(more.iter().copied())
        .output()
        .expect("Node.js starts: `apt-get install nodejs npm`, or `make setup-tests` as root");
    let (told, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}\n{complained}");
}
