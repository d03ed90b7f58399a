//! An import or export of any size takes the same memory.
use std::path::Path;
use std::time::Duration;

use tests::service::Service;
use tests::wxr::made_export;
use tests::{Installation, on_both_databases};

/// What a longer run may fill of the database's own caches, 16 MiB for each connection. The posts themselves, which
/// are more than 45 MiB in the file alone, would not fit.
const MORE_KIB: u64 = 40 * 1024;
const FEW: u32 = 2_000;
const MANY: u32 = 20_000;

on_both_databases! {
    async fn ten_times_the_posts_take_hardly_more_memory(installation: Installation) {
        installation.install_site("Large");
        let few = peak_of_import(&installation, "http://few.example", FEW);
        let many = peak_of_import(&installation, "http://many.example", MANY);
        assert!(many < few + MORE_KIB, "the import of {FEW} posts took {few} KiB, of {MANY} posts {many} KiB");
        let few = peak_of_export(&installation, "http://few.example", FEW);
        let many = peak_of_export(&installation, "http://many.example", MANY);
        assert!(many < few + MORE_KIB, "the export of {FEW} posts took {few} KiB, of {MANY} posts {many} KiB");
    }
}

fn peak_of_import(installation: &Installation, url: &str, posts: u32) -> u64 {
    installation.platen(&["site", "create", &format!("--url={url}"), "--title=Large"]);
    let file = installation.data_dir().join("large.xml");
    std::fs::write(&file, made_export(posts)).unwrap();
    let file = file.display().to_string();
    peak(installation.begin_platen(&["import", &file, &format!("--url={url}"), "--quiet"]))
}

fn peak_of_export(installation: &Installation, url: &str, posts: u32) -> u64 {
    let file = installation.data_dir().join("exported.xml");
    let command = ["export", &format!("--filename={}", file.display()), &format!("--url={url}"), "--quiet"];
    let peak = peak(installation.begin_platen(&command));
    assert_eq!(items(&file), posts as usize);
    peak
}

fn items(file: &Path) -> usize {
    std::fs::read_to_string(file).unwrap().matches("<item>").count()
}

/// The most memory that the command held before it ended, in KiB.
fn peak(mut command: Service) -> u64 {
    let status = format!("/proc/{}/status", command.id());
    let mut peak = 0;
    while !command.has_ended() {
        peak = std::fs::read_to_string(&status).ok().and_then(|status| high_water_mark(&status)).unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(peak > 0, "the command ended before anybody could look: {}", command.log());
    peak
}

fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
