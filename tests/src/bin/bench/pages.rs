//! A page from the cache and a page made anew, beside nginx serving the same bytes as a file.
use serde_json::{Value, json};
use tests::{Nginx, Postgres};

use crate::load::{Case, side_by_side};
use crate::report::{Row, table};
use crate::site::BenchSite;

/// What WordPress 7.1 (PHP-FPM with opcache) was measured at with the reference content on two cores, pages a second.
/// Quoted, not measured in this run: another machine, so take the ratio for its order of magnitude.
const WORDPRESS_HOME: f64 = 9.5;
const WORDPRESS_POST: f64 = 13.0;

/// Measures home and post, cached, uncached and from nginx.
pub fn measure() -> Value {
    let postgres = Postgres::start();
    let site = BenchSite::set_up(&postgres);
    let files = tempfile::tempdir().expect("a temporary folder");
    let mut bytes = Vec::new();
    for (name, path) in [("home", "/"), ("post", site.post.as_str())] {
        let page = site.bytes(path);
        bytes.push(page.len());
        std::fs::write(files.path().join(format!("{name}.html")), page).expect("the page is written");
        std::fs::write(files.path().join(format!("{name}.html.gz")), site.packed(path)).expect("the page is written");
    }
    let nginx = Nginx::of_files(files.path());
    let of_nginx = |name: &str| Case {
        name: format!("nginx file: {name}"),
        url: format!("{}/{name}.html", nginx.url()),
        headers: Vec::new(),
    };
    let cases = [
        of_nginx("home"),
        site.on_cached("cached: home", "/"),
        site.on_uncached("uncached: home", "/"),
        of_nginx("post"),
        site.on_cached("cached: post", &site.post),
        site.on_uncached("uncached: post", &site.post),
        packed(of_nginx("home")),
        packed(site.on_cached("cached: home", "/")),
        packed(of_nginx("post")),
        packed(site.on_cached("cached: post", &site.post)),
    ];
    let figures = side_by_side(&cases);
    let ratio = |case: usize, to: usize| figures[case].per_second / figures[to].per_second;
    let notes = [
        String::new(),
        format!("{:.2} of nginx", ratio(1, 0)),
        format!("{:.0} x WordPress (quoted)", figures[2].per_second / WORDPRESS_HOME),
        String::new(),
        format!("{:.2} of nginx", ratio(4, 3)),
        format!("{:.0} x WordPress (quoted)", figures[5].per_second / WORDPRESS_POST),
        String::new(),
        format!("{:.2} of nginx", ratio(7, 6)),
        String::new(),
        format!("{:.2} of nginx", ratio(9, 8)),
    ];
    let rows = cases.iter().zip(&figures).zip(notes).map(|((case, figures), note)| Row::of(&case.name, figures, note));
    table(rows.collect());
    let named = cases.iter().zip(&figures).map(|(case, figures)| (case.name.clone(), json!(figures)));
    json!({
        "content": site.content,
        "bytes": { "home": bytes[0], "post": bytes[1] },
        "cases": named.collect::<serde_json::Map<_, _>>(),
        "cached_to_nginx": { "home": ratio(1, 0), "post": ratio(4, 3) },
        "cached_to_nginx_packed": { "home": ratio(7, 6), "post": ratio(9, 8) },
        "uncached_to_wordpress_quoted": {
            "home": figures[2].per_second / WORDPRESS_HOME,
            "post": figures[5].per_second / WORDPRESS_POST,
        },
    })
}

/// The same as browsers ask: they take gzip, and both servers have it ready.
fn packed(mut case: Case) -> Case {
    case.name.push_str(", gzip");
    case.headers.push("Accept-Encoding: gzip".to_owned());
    case
}
