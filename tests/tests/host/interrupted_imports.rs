//! An import may die at any moment; the next run completes it, and nothing is there twice.
use std::time::Duration;

use tests::wxr::{made_export, read};
use tests::{Chance, Engine, Installation, OnDatabase, on_both_databases};

/// Posts of the export: enough that an import takes a while on any machine.
const POSTS: u32 = 400;

on_both_databases! {
    async fn an_import_killed_at_random_moments_is_completed_without_doubles(installation: Installation) {
        import_through_kills(&installation, &mut Chance::from_environment(), 4);
    }
}

#[test]
#[ignore = "minutes long: make soak"]
fn an_import_survives_hundreds_of_kills() {
    let mut chance = Chance::from_environment();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for _ in 0..20 {
            import_through_kills(&Installation::on(engine), &mut chance, 10);
        }
    }
}

fn import_through_kills(installation: &Installation, chance: &mut Chance, kills: usize) {
    let xml = made_export(POSTS);
    let file = installation.data_dir().join("made.xml");
    std::fs::write(&file, &xml).unwrap();
    let file = file.display().to_string();
    let import = ["import", file.as_str(), "--authors=create"];
    installation.install_site("Interrupted");
    installation.remove_sample_posts();
    let comments_before = count(installation, &["comment", "list", "--format=count"]);
    for _ in 0..kills {
        let mut running = installation.begin_platen(&import);
        std::thread::sleep(Duration::from_millis(20 + chance.below(400) as u64));
        running.signal("KILL");
        running.wait_until_ended(Duration::from_secs(10));
    }
    installation.platen(&import);
    let expected = read(&xml);
    assert_eq!(count(installation, &["post", "list", "--post_type=post", "--format=count"]), expected.items.len());
    let comments: usize = expected.items.iter().map(|item| item.comments).sum();
    assert_eq!(count(installation, &["comment", "list", "--format=count"]) - comments_before, comments);
    assert_eq!(terms(installation), expected_terms());
}

fn count(installation: &Installation, question: &[&str]) -> usize {
    let answer = installation.platen(question);
    answer.trim().parse().unwrap_or_else(|_| panic!("a number: {answer}"))
}

/// The made categories with the numbers of their posts.
fn terms(installation: &Installation) -> Vec<String> {
    let list = installation.platen(&["term", "list", "category", "--fields=slug,count", "--format=csv"]);
    let mut made: Vec<String> = list.lines().filter(|line| line.starts_with("made-")).map(str::to_owned).collect();
    made.sort();
    made
}

fn expected_terms() -> Vec<String> {
    (0..8).map(|category| format!("made-{category},{}", (1..=POSTS).filter(|id| id % 8 == category).count())).collect()
}
