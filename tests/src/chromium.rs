//! A real browser without a screen.
use std::path::Path;
use std::process::{Command, Output};

use crate::service::find_program;

/// Asks a browser through its command line, each time with a fresh profile.
pub struct Chromium {
    width: u32,
    height: u32,
    dark: bool,
}

impl Chromium {
    /// A window of this size, in light colours.
    pub fn of_size(width: u32, height: u32) -> Self {
        Self { width, height, dark: false }
    }

    /// Prefers dark colours.
    pub fn in_the_dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// Writes what the window shows of this address to a PNG file.
    pub fn screenshot(&self, url: &str, file: &Path) {
        let output = self.run(url, &[&format!("--screenshot={}", file.display()), "--hide-scrollbars"]);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(file.is_file(), "no picture of {url}:\n{complaint}");
    }

    /// The document after its scripts have run.
    pub fn document(&self, url: &str) -> String {
        String::from_utf8_lossy(&self.run(url, &["--dump-dom"]).stdout).into_owned()
    }

    fn run(&self, url: &str, arguments: &[&str]) -> Output {
        let profile = tempfile::Builder::new().prefix("platen-chromium-").tempdir().expect("a temporary folder");
        let mut command = Command::new(browser());
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]);
        command.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
        command.args(["--disable-dev-shm-usage", "--virtual-time-budget=10000", "--force-device-scale-factor=1"]);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.arg(format!("--window-size={},{}", self.width, self.height));
        if self.dark {
            command.arg("--blink-settings=preferredColorScheme=0");
        }
        command.args(arguments).arg(url).output().expect("the browser starts")
    }
}

fn browser() -> std::path::PathBuf {
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .find_map(|name| find_program(name))
        .expect("chromium is not installed: `apt-get install chromium`, or `make setup-tests` as root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_window_tells_the_page_so() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.html");
        let script = "document.title = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'";
        std::fs::write(&page, format!("<!doctype html><title>-</title><script>{script}</script>")).unwrap();
        let address = format!("file://{}", page.display());
        assert!(Chromium::of_size(400, 300).document(&address).contains("<title>light</title>"));
        assert!(Chromium::of_size(400, 300).in_the_dark().document(&address).contains("<title>dark</title>"));
        let picture = folder.path().join("page.png");
        Chromium::of_size(400, 300).screenshot(&address, &picture);
        assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
    }
}
