//! Export files that are broken: one sentence with line and column, what came before is kept, a second run completes.
use std::process::Output;
use std::time::{Duration, Instant};

use tests::installation::texts;
use tests::wxr::made_export;
use tests::{Installation, on_both_databases};

on_both_databases! {
    async fn an_export_that_ends_in_the_middle_is_completed_by_a_second_run(installation: Installation) {
        let whole = made_export(30);
        let middle = whole.find("made-post-20").expect("the twentieth post");
        let before = posts_of_a_new_site(&installation);
        let complaint = complaint_about(&installation, &whole.as_bytes()[..middle]);
        let last_line = whole[..middle].lines().count();
        assert!(complaint.contains(&format!("line {last_line},")), "{complaint}");
        assert_eq!(posts(&installation), before + 19, "what came before the cut is kept");
        let outcome = import(&installation, whole.as_bytes());
        assert!(outcome.status.success(), "{:?}", texts(&outcome));
        assert_eq!(posts(&installation), before + 30);
    }

    async fn an_item_without_a_date_is_named_and_costs_no_other(installation: Installation) {
        let whole = made_export(10);
        let line = whole.lines().position(|line| line.contains("made-post-5]")).expect("the fifth post") + 1;
        let dated = |line: &str| line.split_once("<wp:post_date>").map(|(head, _)| head.len());
        let faulty: String = whole.lines().enumerate().map(|(number, text)| {
            let start = dated(text).filter(|_| number + 1 == line);
            let end = text.find("</wp:post_date_gmt>").map(|end| end + "</wp:post_date_gmt>".len());
            match start.zip(end) {
                Some((start, end)) => format!("{}{}\n", &text[..start], &text[end..]),
                None => format!("{text}\n"),
            }
        }).collect();
        let before = posts_of_a_new_site(&installation);
        let outcome = import(&installation, faulty.as_bytes());
        let (printed, complaint) = texts(&outcome);
        let said = format!("{printed}{complaint}");
        let before_it = whole.find("<item><title>Made post number 5<").expect("the fifth post");
        let item_begins = whole[..before_it].lines().count() + 1;
        assert!(said.contains(&format!("line {item_begins}, column 1")), "{said}");
        assert!(posts(&installation) >= before + 4, "what came before the fault is kept:\n{said}");
        let outcome = import(&installation, whole.as_bytes());
        assert!(outcome.status.success(), "{:?}", texts(&outcome));
        assert_eq!(posts(&installation), before + 10);
    }

    async fn what_is_no_export_is_refused_in_one_sentence(installation: Installation) {
        let before = posts_of_a_new_site(&installation);
        let picture: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";
        let files: [&[u8]; 6] = [
            b"Dear reader, this is a letter.",
            picture,
            b"",
            b"<html><body><p>A page</p></body></html>",
            b"<?xml version=\"1.0\"?><rss><channel><item><title>open",
            b"<rss version=\"2.0\"><channel></rss></channel>",
        ];
        for file in files {
            complaint_about(&installation, file);
        }
        assert_eq!(posts(&installation), before);
    }

    async fn an_entity_bomb_does_not_go_off(installation: Installation) {
        let mut bomb = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a \"boom boom boom\">\n");
        for (inner, outer) in ["a", "b", "c", "d", "e", "f", "g", "h", "i"].windows(2).map(|pair| (pair[0], pair[1])) {
            bomb.push_str(&format!("<!ENTITY {outer} \"{}\">\n", format!("&{inner};").repeat(10)));
        }
        bomb.push_str("]>\n<rss><channel><item><title>&i;</title></item></channel></rss>");
        let before = posts_of_a_new_site(&installation);
        let start = Instant::now();
        complaint_about(&installation, bomb.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
        assert_eq!(posts(&installation), before);
    }

    async fn a_file_in_another_encoding_than_it_says_is_refused_with_its_place(installation: Installation) {
        let export = made_export(3).replace("Paragraph 1 of post 2", "Caf\u{e9} of post 2");
        let latin: Vec<u8> = export.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
        let before = posts_of_a_new_site(&installation);
        let complaint = complaint_about(&installation, &latin);
        let line = export.lines().position(|line| line.contains("Caf\u{e9}")).unwrap() + 1;
        assert!(complaint.contains(&format!("line {line}")), "{complaint}");
        assert_eq!(posts(&installation), before + 1, "what came before the fault is kept");
        let outcome = import(&installation, export.as_bytes());
        assert!(outcome.status.success(), "{:?}", texts(&outcome));
        assert_eq!(posts(&installation), before + 3);
    }

    async fn a_file_in_the_encoding_it_says_is_read(installation: Installation) {
        let export = made_export(2).replace("UTF-8", "ISO-8859-1").replace("Made post number 2", "Caf\u{e9} cr\u{e8}me");
        let latin: Vec<u8> = export.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
        posts_of_a_new_site(&installation);
        let outcome = import(&installation, &latin);
        assert!(outcome.status.success(), "{:?}", texts(&outcome));
        let titles = installation.platen(&["post", "list", "--post_type=post", "--field=post_title"]);
        assert!(titles.lines().any(|title| title == "Caf\u{e9} cr\u{e8}me"), "{titles}");
    }
}

fn posts_of_a_new_site(installation: &Installation) -> u32 {
    installation.install_site("Faults");
    installation.remove_sample_posts();
    posts(installation)
}

fn posts(installation: &Installation) -> u32 {
    let count = installation.platen(&["post", "list", "--post_type=post", "--format=count"]);
    count.trim().parse().unwrap_or_else(|_| panic!("a number: {count}"))
}

fn import(installation: &Installation, file: &[u8]) -> Output {
    let path = installation.data_dir().join("faulty.xml");
    std::fs::write(&path, file).unwrap();
    installation.try_platen(&["import", &path.display().to_string(), "--authors=create"])
}

/// The one sentence that a refused file gets, with its line and column.
fn complaint_about(installation: &Installation, file: &[u8]) -> String {
    let shown = String::from_utf8_lossy(&file[..file.len().min(40)]).into_owned();
    let outcome = import(installation, file);
    let (printed, complaint) = texts(&outcome);
    assert!(!outcome.status.success(), "{shown:?} was taken for an export: {printed}");
    let sentences: Vec<&str> =
        complaint.lines().filter(|line| line.contains("line ") && line.contains("column ")).collect();
    assert_eq!(sentences.len(), 1, "one sentence about {shown:?}: {complaint}");
    assert!(!complaint.contains("panicked") && !complaint.contains("backtrace"), "{complaint}");
    sentences[0].to_owned()
}
