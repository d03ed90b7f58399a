//! A file of one megabyte, beside nginx.
use serde_json::{Value, json};
use tests::{Installation, Nginx};

use crate::load::{Case, side_by_side};
use crate::report::{Row, table};

/// Measures both with the same bytes.
pub fn measure() -> Value {
    let installation = Installation::on_sqlite().with("PLATEN_LOG", "warn");
    installation.install_site("Files");
    let folder = installation.data_dir().join("uploads/1/2026/11");
    std::fs::create_dir_all(&folder).expect("a folder");
    let content: Vec<u8> = (0..1 << 20).map(|at: u32| (at * 31 % 251) as u8).collect();
    std::fs::write(folder.join("megabyte.bin"), content).expect("a file");
    let front = installation.serve();
    let nginx = Nginx::of_files(&folder);
    let case = |name: &str, url: String| Case { name: name.to_owned(), url, headers: Vec::new() };
    let cases = [
        case("nginx: 1 MB", format!("{}/megabyte.bin", nginx.url())),
        case("platen: 1 MB", format!("{}/wp-content/uploads/2026/11/megabyte.bin", front.url())),
    ];
    let figures = side_by_side(&cases);
    let ratio = figures[1].per_second / figures[0].per_second;
    let notes = [String::new(), format!("{ratio:.2} of nginx")];
    table(
        cases
            .iter()
            .zip(&figures)
            .zip(notes)
            .map(|((case, figures), note)| Row::of(&case.name, figures, note))
            .collect(),
    );
    json!({"nginx": figures[0], "platen": figures[1], "platen_to_nginx": ratio})
}
