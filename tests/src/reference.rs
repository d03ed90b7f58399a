//! The reference site: the one that real WordPress answered for, set up on Platen in the same way.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::shared::workspace;
use crate::{Installation, PlatenProcess};

/// Passwords of the reference users, as the recording used them.
const PASSWORDS: [(&str, &str); 5] = [
    ("admin", "admin-password"),
    ("editor1", "editor-password"),
    ("author1", "author-password"),
    ("contrib1", "contrib-password"),
    ("sub1", "sub-password"),
];

/// Options that are the theme's or the installation's own, not the site's.
const NOT_SET: [&str; 7] =
    ["blogname", "permalink_structure", "stylesheet", "template", "sticky_posts", "nav_menu_locations", "site_logo"];

/// The site, being served.
pub struct ReferenceSite {
    /// The host it lives on.
    pub installation: Installation,
    /// Who serves it.
    pub front: PlatenProcess,
    folder: PathBuf,
}

impl ReferenceSite {
    /// Installs, imports and serves it; `folder` is the reference material's `wordpress` folder.
    pub fn set_up(installation: Installation, folder: &Path) -> Self {
        let described = std::fs::read_to_string(folder.join("reference-site.json")).expect("the site's description");
        let site: Value = serde_json::from_str(&described).expect("JSON");
        let export = exported_from(folder, &installation.url());
        installation.install_site("Reference");
        installation.remove_sample_posts();
        create_users(&installation, &site);
        set_options(&installation, &site);
        // The site was asked under the title that its export bears.
        installation.platen(&["option", "update", "blogname", between(&export, "<title>", "</title>")]);
        import(&installation, folder, &export);
        create_application_passwords(&installation);
        let front = installation.serve();
        Self { installation, front, folder: folder.to_owned() }
    }

    /// Asks the recorded requests of these groups and compares; gives what differs, file to differences.
    pub fn differences(&self, groups: &str, with_values: bool) -> BTreeMap<String, Vec<String>> {
        let place = self.installation.data_dir().join("replayed");
        let (credentials, report) = (credentials_file(&self.installation), place.join("report.json"));
        run(Command::new("python3")
            .arg(self.folder.join("replay.py"))
            .args([&self.front.url(), place.to_str().expect("a path"), "--only", groups, "--creds"])
            .arg(credentials));
        let manifest = place.join(format!("manifest-{}.json", groups.replace(',', "_")));
        std::fs::rename(manifest, place.join("manifest.json")).expect("the replay writes a manifest");
        let mut compare = Command::new("python3");
        compare.arg(self.folder.join("compare.py")).arg(self.folder.join("golden")).arg(&place);
        compare.args(["--group", groups, "--show", "0", "--json"]).arg(&report);
        compare.arg("--unstable").arg(self.folder.join("unstable.json"));
        if with_values {
            compare.arg("--values");
        }
        println!("{}", run(&mut compare));
        let report: Value =
            serde_json::from_str(&std::fs::read_to_string(report).expect("a report")).expect("a report in JSON");
        serde_json::from_value(report["differences"].clone()).expect("differences by file")
    }
}

/// Files that may differ, each with its reason.
pub fn exceptions(file: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(workspace().join("tests/exceptions").join(file)).expect("the exceptions");
    serde_json::from_str(&text).expect("a JSON object, file to reason")
}

/// The differences without those in how things are described, since descriptions are our own words throughout, and without
/// the languages that a person may choose: the recorded site had none but English installed.
pub fn but_for_words_and_languages(differences: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    let kept = differences.into_iter().map(|(file, mut lines)| {
        lines.retain(|line| !is_wording(line) && !is_about_languages(line));
        (file, lines)
    });
    kept.filter(|(_, lines)| !lines.is_empty()).collect()
}

fn is_wording(line: &str) -> bool {
    let path = line.strip_prefix("value ").and_then(|rest| rest.split_once(": "));
    path.is_some_and(|(path, _)| path.ends_with(".description"))
}

fn is_about_languages(line: &str) -> bool {
    let path = line.strip_prefix("length ").and_then(|rest| rest.split_once(' '));
    path.is_some_and(|(path, _)| path.ends_with(".locale.enum"))
}

/// The differences without those of the day itself: what is written during the run stands at today's address, and what
/// was recorded at that of the recording.
pub fn but_for_the_day(
    differences: BTreeMap<String, Vec<String>>,
    recorded: NaiveDate,
    today: NaiveDate,
) -> BTreeMap<String, Vec<String>> {
    let kept = differences.into_iter().map(|(file, mut lines)| {
        let told = missing(&lines);
        lines.retain(|line| !is_of_the_day(line, recorded, today));
        if told > 0 && missing(&lines) == 0 {
            lines.retain(|line| !line.starts_with("text: "));
        }
        (file, lines)
    });
    kept.filter(|(_, lines)| !lines.is_empty()).collect()
}

const NOT_THERE: &str = "not there: ";
/// Letters of a value that are shown, with its quotes.
const CUT_OFF: usize = 82;

/// How many pieces of text are named as missing.
fn missing(lines: &[String]) -> usize {
    lines.iter().filter(|line| line.trim_start().starts_with(NOT_THERE)).count()
}

fn is_of_the_day(line: &str, recorded: NaiveDate, today: NaiveDate) -> bool {
    if let Some(text) = line.trim_start().strip_prefix(NOT_THERE) {
        return text.trim_matches('\'') == recorded.format("%B %-d, %Y").to_string();
    }
    let in_address = |day: NaiveDate| day.format("/%Y/%m/%d/").to_string();
    // A run may begin before midnight.
    let days = [today, today.pred_opt().unwrap_or(today)];
    line.split_once(": ").and_then(|(_, values)| values.split_once(" != ")).is_some_and(|(there, here)| {
        // Longer values are cut off: what looks equal differs further on.
        let is_whole = there != here && here.chars().count() < CUT_OFF;
        is_whole && days.iter().any(|day| there.replace(&in_address(recorded), &in_address(*day)) == here)
    })
}

/// The day of the recording, UTC.
pub fn recorded_day(folder: &Path) -> NaiveDate {
    let manifest = std::fs::read_to_string(folder.join("golden/manifest.json")).expect("the recording has a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("the manifest is JSON");
    manifest["captured"].as_str().and_then(|time| time.get(..10)?.parse().ok()).expect("the day of the recording")
}

/// What differs without being excepted, and what is excepted without differing, in words.
pub fn unexpected(differences: &BTreeMap<String, Vec<String>>, exceptions: &BTreeMap<String, String>) -> Vec<String> {
    let differing = differences.iter().filter(|(file, _)| !exceptions.contains_key(*file));
    let differing = differing.map(|(file, differences)| format!("{file}\n    {}", differences.join("\n    ")));
    let needless = exceptions.keys().filter(|file| !differences.contains_key(*file));
    let needless = needless.map(|file| format!("{file} agrees: strike it from the exceptions"));
    differing.chain(needless).collect()
}

/// Users get the numbers they have there because they are made in their order.
fn create_users(installation: &Installation, site: &Value) {
    let mut users: Vec<&Value> = site["users"].as_array().expect("users").iter().collect();
    users.sort_by_key(|user| user["id"].as_i64());
    for user in users {
        let word = |field: &str| user[field].as_str().unwrap_or_default();
        if word("login") == "admin" {
            continue;
        }
        let password = PASSWORDS.iter().find(|(login, _)| *login == word("login")).map_or("password", |(_, it)| it);
        installation.platen(&[
            "user",
            "create",
            word("login"),
            word("email"),
            &format!("--role={}", word("role")),
            &format!("--user_pass={password}"),
            &format!("--display_name={}", word("display_name")),
            "--porcelain",
        ]);
    }
}

fn set_options(installation: &Installation, site: &Value) {
    let options = site["options"].as_object().expect("options");
    installation.platen(&["rewrite", "structure", options["permalink_structure"].as_str().expect("a structure")]);
    for (name, value) in options.iter().filter(|(name, _)| !NOT_SET.contains(&name.as_str())) {
        if let Some(value) = value.as_str() {
            installation.platen(&["option", "update", name, value]);
        }
    }
}

/// The export as if the site had stood at `url` when it was asked.
fn exported_from(folder: &Path, url: &str) -> String {
    let export = std::fs::read_to_string(folder.join("reference-site.xml")).expect("the site's export");
    let base = between(&export, "<wp:base_blog_url>", "</wp:base_blog_url>").to_owned();
    export.replace(&base, url)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(inside, _)| inside)
}

fn import(installation: &Installation, folder: &Path, export: &str) {
    let uploads = installation.data_dir().join("reference-uploads");
    std::fs::create_dir_all(&uploads).expect("a folder for the uploads");
    run(Command::new("tar").arg("-xzf").arg(folder.join("reference-uploads.tgz")).arg("-C").arg(&uploads));
    let file = installation.data_dir().join("reference-site.xml");
    std::fs::write(&file, export).expect("the export is written");
    let file = file.display().to_string();
    let attachments = format!("--attachments-from={}", uploads.join("uploads").display());
    println!("{}", installation.platen(&["import", &file, "--authors=create", &attachments]));
}

fn create_application_passwords(installation: &Installation) {
    let mut passwords = serde_json::Map::new();
    for (login, _) in PASSWORDS {
        let password =
            installation.platen(&["user", "application-password", "create", login, "capture", "--porcelain"]);
        passwords.insert(login.to_owned(), json!(password.trim()));
    }
    std::fs::write(credentials_file(installation), Value::Object(passwords).to_string()).expect("credentials");
}

fn credentials_file(installation: &Installation) -> PathBuf {
    installation.data_dir().join("credentials.json")
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (printed, complaint) = crate::installation::texts(&output);
    assert!(output.status.success(), "{command:?}: {complaint}");
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn neither_how_a_thing_is_described_nor_which_languages_there_are_is_a_difference() {
        let wording = "value $.routes./wp/v2/posts.description: 'A' != 'B: description'";
        let differences = BTreeMap::from([
            ("a".to_owned(), lines(&[wording])),
            ("b".to_owned(), lines(&[wording, "value $.id: '1' != '2'"])),
            ("c".to_owned(), lines(&["length $.args.locale.enum 2 != 4"])),
        ]);
        let left = but_for_words_and_languages(differences);
        assert_eq!(left, BTreeMap::from([("b".to_owned(), lines(&["value $.id: '1' != '2'"]))]));
    }

    #[test]
    fn what_is_written_today_differs_by_the_day_alone() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let differing = BTreeMap::from([
            ("a".to_owned(), lines(&["value $.link: 'BASE/2026/11/21/x/' != 'BASE/2026/12/03/x/'"])),
            ("b".to_owned(), lines(&["value $.link: 'BASE/2026/11/21/x/' != 'BASE/2026/12/03/y/'"])),
            ("c".to_owned(), lines(&["text: 1 of 16 pieces are not on the page", "  not there: 'November 21, 2026'"])),
            ("d".to_owned(), lines(&["text: 1 of 16 pieces are not on the page", "  not there: 'Hello'"])),
            (
                "e".to_owned(),
                lines(&["value $.content: '<p>The same as far as is shown' != '<p>The same as far as is shown'"]),
            ),
        ]);
        let left = but_for_the_day(differing, day("2026-11-21"), day("2026-12-03"));
        assert_eq!(left.keys().collect::<Vec<_>>(), ["b", "d", "e"]);
        assert_eq!(left["d"].len(), 2);
    }

    #[test]
    fn an_exception_excuses_its_file_alone_and_only_while_it_differs() {
        let differences = BTreeMap::from([("a".into(), vec!["status".into()]), ("b".into(), vec!["text".into()])]);
        let exceptions = BTreeMap::from([("b".into(), "furniture".into()), ("c".into(), "gone".into())]);
        let unexpected = unexpected(&differences, &exceptions);
        assert_eq!(unexpected, ["a\n    status", "c agrees: strike it from the exceptions"]);
    }
}
