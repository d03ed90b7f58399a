//! Pictures of what a newcomer sees first; `make screens` puts them into the documentation.
use tests::shared::workspace;
use tests::{Chromium, Installation};

#[test]
fn the_sample_site_has_its_picture_in_light_in_dark_and_on_a_phone() {
    let installation = Installation::on_sqlite();
    let front = installation.serve_sample();
    // The sample site answers to the name that a newcomer's browser uses.
    let home = front.url().replace("127.0.0.1", "localhost");
    let folder = workspace().join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let windows = [
        ("home.png", Chromium::of_size(1280, 900)),
        ("home-dark.png", Chromium::of_size(1280, 900).in_the_dark()),
        ("home-phone.png", Chromium::of_size(500, 900)),
    ];
    for (name, window) in windows {
        let picture = folder.join(name);
        let _ = std::fs::remove_file(&picture);
        assert!(window.document(&home).contains("<main"), "the sample site is not there");
        window.screenshot(&home, &picture);
        let bytes = std::fs::read(&picture).unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 10_000, "{name} shows nothing: {} bytes", bytes.len());
    }
    let light = std::fs::read(folder.join("home.png")).unwrap();
    assert!(light != std::fs::read(folder.join("home-dark.png")).unwrap(), "dark looks like light");
}
