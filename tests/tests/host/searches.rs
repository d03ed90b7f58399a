//! Search on a site with so many posts that the index answers instead of a scan.
use tests::wxr::made_export;
use tests::{Installation, PlatenProcess, on_both_databases};

/// Beyond this number of ids a site's posts are searched by the index alone.
const MANY: &str = "<wp:post_id>25001</wp:post_id>";

on_both_databases! {
    async fn the_index_of_a_large_site_finds_words_by_their_beginnings(installation: Installation) {
        installation.install_site("Large");
        installation.remove_sample_posts();
        let file = installation.data_dir().join("made.xml");
        std::fs::write(&file, made_export(12).replace("<wp:post_id>12</wp:post_id>", MANY)).unwrap();
        installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        let front = installation.serve();
        for (words, titles) in [
            // One in its title, one has twelve paragraphs.
            ("number+12", 2..=2),
            // Numbers 1, 10, 11 and 12 begin like that, and "number" stands in every title.
            ("numb+1", 4..=12),
            ("fox+number", 12..=12),
            ("umber", 0..=0),
            ("%22quick+brown%22", 12..=12),
            ("%22brown+quick%22", 0..=0),
            ("fox+-number", 0..=0),
            ("lazy%27+OR+1%3D1+--", 0..=0),
            ("zebra", 0..=0),
        ] {
            let found = found(&front, words).await;
            assert!(titles.contains(&found), "{words} finds {found}");
        }
        // What changes is found by its new words at once, and no longer by its old ones.
        installation.platen(&["post", "update", "25001", "--post_title=Über die Zebras"]);
        for (words, titles) in [("zebra", 1), ("%C3%BCber", 1), ("number+12", 1)] {
            assert_eq!(found(&front, words).await, titles, "{words}");
        }
    }
}

async fn found(front: &PlatenProcess, words: &str) -> usize {
    let answer = front.client().get(&format!("/wp-json/wp/v2/posts?search={words}&per_page=100")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.header("x-wp-total").parse().unwrap()
}
