//! A browser, and windows in it.

use std::path::Path;
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::emulation::{MediaFeature, SetDeviceMetricsOverrideParams};
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, Viewport};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::page::ScreenshotParams;
use chromiumoxide::{Browser, BrowserConfig, Page};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use super::events::{Complaints, listen};
use super::stand_in::StandIn;
use crate::{Fault, Result};

/// How long the browser may take to start, and any one step of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a page is shown on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A desk.
    Wide,
    /// A telephone.
    Narrow,
}

impl Screen {
    pub const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    fn metrics(self) -> SetDeviceMetricsOverrideParams {
        match self {
            Self::Wide => SetDeviceMetricsOverrideParams::new(1_280, 900, 1.0, false),
            Self::Narrow => SetDeviceMetricsOverrideParams::new(360, 740, 1.0, true),
        }
    }
}

/// The browser. Its profile is gone with it.
pub struct Windows {
    browser: Browser,
    handling: JoinHandle<()>,
    _profile: TempDir,
}

impl Windows {
    /// Starts Chromium: the one that is named, or the one that is installed.
    pub async fn open(executable: Option<&Path>) -> Result<Self> {
        let profile = tempfile::tempdir().map_err(Fault::at(Path::new("a temporary folder")))?;
        let mut config = BrowserConfig::builder()
            .new_headless_mode()
            .enable_request_intercept()
            .disable_cache()
            .viewport(None)
            .user_data_dir(profile.path())
            .launch_timeout(PATIENCE)
            .request_timeout(PATIENCE)
            .args([
                "disable-dev-shm-usage",
                "disable-background-networking",
                "disable-component-update",
                "disable-sync",
            ]);
        if let Some(executable) = executable {
            config = config.chrome_executable(executable);
        }
        // Chromium refuses to begin its sandbox as root.
        if nix::unistd::geteuid().is_root() {
            config = config.no_sandbox();
        }
        let config = config.build().map_err(|_| no_browser("it is not installed"))?;
        let (browser, mut handler) = Browser::launch(config).await.map_err(|error| no_browser(&error.to_string()))?;
        let handling = tokio::spawn(async move { while handler.next().await.is_some() {} });
        Ok(Self { browser, handling, _profile: profile })
    }

    /// Opens a page of a site and waits until it has loaded.
    pub async fn show(&self, screen: Screen, stand_in: &StandIn, path: &str) -> Result<Window> {
        let page = self.browser.new_page("about:blank").await.map_err(failed)?;
        let complaints = listen(&page, stand_in.origin()).await?;
        let answering = stand_in.clone().answer_for(page.clone()).await?;
        page.execute(screen.metrics()).await.map_err(failed)?;
        let calm = MediaFeature { name: "prefers-reduced-motion".into(), value: "reduce".into() };
        page.emulate_media_features(vec![calm]).await.map_err(failed)?;
        // What nobody looks at is not painted, and what is not painted never jumps.
        page.bring_to_front().await.map_err(failed)?;
        let window = Window { page, complaints, answering };
        let shown = async {
            window.page.goto(stand_in.address(path)).await.map_err(failed)?;
            window.run::<bool>(LOADED).await
        };
        match tokio::time::timeout(PATIENCE, shown).await {
            Ok(Ok(_)) => Ok(window),
            Ok(Err(fault)) => {
                window.close().await;
                Err(fault)
            }
            Err(_) => {
                window.close().await;
                Err(Fault::refused(format!("{path} has not loaded within {} s", PATIENCE.as_secs())))
            }
        }
    }

    pub async fn close(&mut self) {
        drop(tokio::time::timeout(PATIENCE, self.browser.close()).await);
        if tokio::time::timeout(PATIENCE, self.browser.wait()).await.is_err() {
            drop(self.browser.kill().await);
        }
        self.handling.abort();
    }
}

/// So high is a picture at the most, in pixels: a page that never ends is shown to there.
const MOST_HEIGHT: u32 = 12_000;

const UNROLL: &str = include_str!("unroll.js");

/// Until everything that the page asked for is there.
const LOADED: &str =
    "new Promise(done => document.readyState === 'complete' ? done(true) : addEventListener('load', () => done(true)))";

/// One page in its window.
pub struct Window {
    page: Page,
    complaints: Complaints,
    answering: JoinHandle<()>,
}

impl Window {
    /// What the console said so far.
    pub fn complaints(&self) -> Vec<String> {
        self.complaints.so_far()
    }

    /// Runs a script in the page and gives what it, or the promise it makes, comes to.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        let asked = EvaluateParams::builder().expression(script).await_promise(true).return_by_value(true).build();
        let asked = asked.map_err(Fault::refused)?;
        let evaluated = tokio::time::timeout(PATIENCE, self.page.evaluate(asked)).await;
        let evaluated = evaluated.map_err(|_| Fault::refused("a page does not answer a script"))?.map_err(failed)?;
        evaluated.into_value().map_err(|error| Fault::refused(format!("a page answers a script strangely: {error}")))
    }

    /// The whole page, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        let (width, height) = self.run::<(f64, f64)>(&format!("({UNROLL})({MOST_HEIGHT})")).await?;
        let all_of_it = Viewport { x: 0.0, y: 0.0, width, height, scale: 1.0 };
        let params = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .clip(all_of_it)
            .capture_beyond_viewport(true)
            .build();
        let taken = tokio::time::timeout(PATIENCE, self.page.screenshot(params)).await;
        taken.map_err(|_| Fault::refused("a picture is not taken in time"))?.map_err(failed)
    }

    pub async fn close(self) {
        self.answering.abort();
        drop(tokio::time::timeout(PATIENCE, self.page.close()).await);
    }
}

pub(super) fn failed(error: impl std::fmt::Display) -> Fault {
    Fault::refused(format!("Chromium does not do as it is told: {error}"))
}

fn no_browser(why: &str) -> Fault {
    Fault::refused(format!("Chromium is needed, and {why}: install it, or name these gates in --switch-off"))
}
