//! WordPress's own theme test data: everything published in it is there, at the address it has in WordPress.
use tests::wxr::{self, Export, Item};
use tests::{Installation, SiteClient, on_both_databases, shared};

const STRUCTURE: &str = "/%year%/%monthnum%/%day%/%postname%/";

on_both_databases! {
    async fn everything_published_in_the_theme_test_data_is_at_its_address(installation: Installation) {
        let Some(file) = shared::file("wordpress/theme-unit-test.xml") else { return };
        let export = wxr::read(&std::fs::read_to_string(&file).unwrap());
        installation.install_site("Theme test data");
        installation.platen(&["rewrite", "structure", STRUCTURE]);
        let report = installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
        println!("{report}");
        let front = installation.serve();
        let client = front.client();
        let addresses = wxr::published_addresses(&export);
        assert!(addresses.len() > 200, "the theme test data has more than {} addresses", addresses.len());
        let mut complaints = Vec::new();
        for address in &addresses {
            let answer = client.get(address).await;
            if answer.status != 200 {
                complaints.push(format!("{} {address} {}", answer.status, answer.header("location")));
            }
        }
        complaints.extend(missing_texts(&client, &export).await);
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }
}

/// Titles and plain paragraphs of published posts that do not stand on their page.
async fn missing_texts(client: &SiteClient, export: &Export) -> Vec<String> {
    let mut missing = Vec::new();
    let shown = |item: &&Item| item.post_type == "post" && item.status == "publish" && item.post_password.is_empty();
    for post in export.items.iter().filter(shown) {
        let address = format!("/{}/{}/", post.post_date[..10].replace('-', "/"), post.post_name);
        let page = letters(&client.get(&address).await.text);
        let first_page = post.content.split("<!--nextpage-->").next().unwrap_or_default();
        let wanted = plain_paragraphs(first_page).into_iter().chain([post.title.as_str()]);
        let gone = wanted.filter(|text| !page.contains(&letters(text)));
        missing.extend(gone.map(|text| format!("{address} does not show: {text}")));
    }
    missing
}

/// The block editor's paragraphs that hold text alone.
fn plain_paragraphs(content: &str) -> Vec<&str> {
    let blocks = content.split("<!-- wp:paragraph").skip(1);
    let texts = blocks.filter_map(|block| block.split_once("<p>")?.1.split_once("</p>").map(|(text, _)| text));
    texts.filter(|text| !text.contains(['<', '[', '&']) && text.len() > 3).collect()
}

/// Letters and digits alone: typography may change quotes and dashes, and markup may stand between words.
fn letters(text: &str) -> String {
    let mut inside_tag = false;
    let mut letters = String::new();
    for character in html_decoded(text).chars() {
        match character {
            '<' => inside_tag = true,
            '>' => inside_tag = false,
            _ if !inside_tag && character.is_alphanumeric() => letters.push(character),
            _ => {}
        }
    }
    letters
}

fn html_decoded(text: &str) -> String {
    let entity = regex::Regex::new(r"&(#\d+|#x[0-9a-fA-F]+|[a-z]+);").unwrap();
    entity.replace_all(text, "").into_owned()
}
