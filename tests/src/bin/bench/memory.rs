//! Resident memory of `platen serve` with 1, 100 and 1,000 sites.
use serde_json::{Value, json};
use tests::{Installation, PlatenProcess, SiteClient};

const SITES: [u32; 3] = [1, 100, 1_000];

/// Measures after the start and after the home page of every site has been asked for once.
pub fn measure() -> Value {
    let installation = Installation::on_sqlite().with("PLATEN_LOG", "warn");
    installation.install_site("Memory");
    let (mut made, mut figures) = (1, Vec::new());
    for sites in SITES {
        while made < sites {
            made += 1;
            installation.platen(&["site", "create", &format!("--url=http://{}", host(made)), "--title=One of many"]);
        }
        let front = installation.serve();
        let at_start = front.resident_memory();
        visit_all(&front, sites);
        let after_visits = front.resident_memory();
        println!(
            "{sites:>5} sites: {} MiB at the start, {} MiB after a visit to each",
            at_start / 1024,
            after_visits / 1024
        );
        figures.push(json!({ "sites": sites, "start_kib": at_start, "after_visits_kib": after_visits }));
    }
    json!(figures)
}

fn host(number: u32) -> String {
    format!("site-{number}.example")
}

fn visit_all(front: &PlatenProcess, sites: u32) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        assert_eq!(front.client().get("/").await.status, 200);
        for number in 2..=sites {
            let answer = SiteClient::new(&front.url()).as_host(&host(number)).get("/").await;
            assert_eq!(answer.status, 200, "{}", host(number));
        }
    });
}
