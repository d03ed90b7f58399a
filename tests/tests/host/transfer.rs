//! What goes out comes in again.
use std::path::Path;

use regex::Regex;
use tests::wxr::{MadePost, made_export};
use tests::{Engine, Installation, OnDatabase, on_both_databases, shared};

on_both_databases! {
    async fn an_export_of_an_import_equals_the_export_before(installation: Installation) {
        let theme_test_data = shared::file("wordpress/theme-unit-test.xml").map(|file| std::fs::read_to_string(file).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let original = folder.path().join("original.xml");
        std::fs::write(&original, theme_test_data.unwrap_or_else(|| made_export(60))).unwrap();
        let engine = if installation.database().is_some() { Engine::Postgres } else { Engine::Sqlite };
        let first = export_after_import(&installation, &original, &folder.path().join("first.xml"));
        let other = Installation::on(engine);
        let second = export_after_import(&other, &folder.path().join("first.xml"), &folder.path().join("second.xml"));
        let (first, second) = (without_times_and_addresses(&first), without_times_and_addresses(&second));
        let difference = first.lines().zip(second.lines()).find(|(first, second)| first != second);
        assert_eq!(difference, None, "the first line that differs");
        assert_eq!(first.lines().count(), second.lines().count());
        assert!(first.lines().count() > 500, "an export of everything is long");
    }

    async fn a_second_run_of_an_import_makes_no_doubles(installation: Installation) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("made.xml");
        std::fs::write(&file, made_export(12)).unwrap();
        installation.install_site("Twice");
        let count = || installation.platen(&["post", "list", "--post_type=post", "--format=count"]);
        let comments = || installation.platen(&["comment", "list", "--format=count"]);
        let before = count();
        for _ in 0..2 {
            installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        }
        let expected = before.parse::<u32>().unwrap() + 12;
        assert_eq!(count(), expected.to_string());
        let after_two = comments();
        installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        assert_eq!(comments(), after_two);
    }

    async fn an_import_shows_on_a_host_that_is_serving(installation: Installation) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("made.xml");
        std::fs::write(&file, made_export(3)).unwrap();
        installation.install_site("Serving");
        installation.platen(&["rewrite", "structure", "/%year%/%monthnum%/%day%/%postname%/"]);
        let front = installation.serve();
        assert_eq!(front.client().get(&MadePost { id: 2 }.address()).await.status, 404);
        assert!(!front.client().get("/").await.text.contains("Made post number 2"));
        installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        let shown = tests::waiting::until_async(std::time::Duration::from_secs(5), || async {
            front.client().get(&MadePost { id: 2 }.address()).await.status == 200
        });
        assert!(shown.await.is_some(), "the post is not there five seconds after its import");
    }
}

fn export_after_import(installation: &Installation, original: &Path, target: &Path) -> String {
    installation.install_site("Transfer");
    installation.remove_sample_posts();
    installation.platen(&["import", &original.display().to_string(), "--authors=create"]);
    installation.platen(&["export", &format!("--filename={}", target.display())]);
    std::fs::read_to_string(target).unwrap()
}

/// The addresses of the two sites and the moment of each export may differ, nothing else.
fn without_times_and_addresses(export: &str) -> String {
    let address = Regex::new(r"http://127\.0\.0\.1:\d+").unwrap();
    let moment = Regex::new(
        r#"<pubDate>[^<]*</pubDate>|created="[^"]*"|<wp:post_modified(_gmt)?>.*?</wp:post_modified(_gmt)?>"#,
    )
    .unwrap();
    moment.replace_all(&address.replace_all(export, "ADDRESS"), "MOMENT").into_owned()
}
