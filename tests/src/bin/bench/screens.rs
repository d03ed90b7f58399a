//! The posts list of the staff's side on a large site: what its screen asks for while somebody pages, filters, searches.
use serde_json::{Value, json};
use tests::wxr::made_export;
use tests::{Installation, Postgres};

use crate::load::{Case, side_by_side};
use crate::report::{Row, table};

const POSTS: u32 = 100_000;
const FIELDS: &str = "_embed=author,wp:term&context=edit";

/// What the list asks for, by what somebody does.
const REQUESTS: [(&str, &str); 6] = [
    ("first page", "per_page=20&page=1&orderby=date&order=desc&status=publish,future,draft,pending,private"),
    ("page 500", "per_page=20&page=500&orderby=date&order=desc&status=publish,future,draft,pending,private"),
    ("last page", "per_page=20&page=5000&orderby=date&order=desc&status=publish,future,draft,pending,private"),
    ("by title", "per_page=20&page=1&orderby=title&order=asc&status=publish,future,draft,pending,private"),
    ("drafts", "per_page=20&page=1&status=draft"),
    ("a search", "per_page=20&page=1&search=harbour&status=publish,future,draft,pending,private"),
];

/// Measures each request as an administrator with an application password, on PostgreSQL.
pub fn measure() -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("made.xml");
    std::fs::write(&file, made_export(POSTS)).expect("the export is written");
    let postgres = Postgres::start();
    let installation = Installation::on_postgres(&postgres).with("PLATEN_LOG", "warn");
    installation.install_site("Screens");
    installation.remove_sample_posts();
    installation.platen(&["import", &file.display().to_string(), "--authors=create"]);
    let password = installation.platen(&[
        "user",
        "application-password",
        "create",
        tests::installation::ADMIN,
        "bench",
        "--porcelain",
    ]);
    let front = installation.serve();
    let signed_in = format!("Authorization: Basic {}", basic(tests::installation::ADMIN, password.trim()));
    let case = |(name, query): &(&str, &str)| Case {
        name: (*name).to_owned(),
        url: format!("{}/wp-json/wp/v2/posts?{query}&{FIELDS}", front.url()),
        headers: vec![signed_in.clone()],
    };
    let cases: Vec<Case> = REQUESTS.iter().map(case).collect();
    let figures = side_by_side(&cases);
    table(cases.iter().zip(&figures).map(|(case, figures)| Row::of(&case.name, figures, String::new())).collect());
    let named = cases.iter().zip(&figures).map(|(case, figures)| (case.name.clone(), json!(figures)));
    json!({ "posts": POSTS, "cases": named.collect::<serde_json::Map<_, _>>() })
}

fn basic(login: &str, password: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(format!("{login}:{password}"))
}
