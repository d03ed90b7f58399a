//! Tera has no limit of time or memory, so every rendering is watched: one that takes long is named in the log while
//! it still runs, and one whose output never ends is stopped.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak, mpsc};
use std::time::{Duration, Instant};

/// A rendering that takes longer is named in the log.
pub(super) const SLOW: Duration = Duration::from_secs(2);
/// A rendering that still writes after this long is stopped.
const LONGEST: Duration = Duration::from_secs(20);
/// No page is larger.
const LARGEST: usize = 64 << 20;
/// How often the watchdog looks.
const LOOK: Duration = Duration::from_secs(1);

/// Knows every rendering that is under way.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    running: Arc<Running>,
    thread: OnceLock<Option<mpsc::Sender<()>>>,
}

#[derive(Debug, Default)]
struct Running {
    last: AtomicU64,
    renderings: Mutex<HashMap<u64, Rendering>>,
}

#[derive(Clone, Debug)]
struct Rendering {
    theme: String,
    template: String,
    since: Instant,
    is_reported: bool,
}

/// A rendering under way; it ends when this is dropped.
pub(super) struct Guard<'a> {
    running: &'a Running,
    number: u64,
    since: Instant,
}

impl Watchdog {
    /// Notes that `template` of `theme` begins.
    pub fn enter(&self, theme: &str, template: &str) -> Guard<'_> {
        self.thread.get_or_init(|| watch(Arc::downgrade(&self.running)));
        let number = self.running.last.fetch_add(1, Ordering::Relaxed);
        let since = Instant::now();
        let rendering = Rendering { theme: theme.into(), template: template.into(), since, is_reported: false };
        self.running.lock().insert(number, rendering);
        Guard { running: &self.running, number, since }
    }
}

impl Running {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Rendering>> {
        self.renderings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that have taken longer than `limit` and were not named before.
    fn slow(&self, limit: Duration) -> Vec<Rendering> {
        let mut renderings = self.lock();
        let slow = renderings.values_mut().filter(|one| !one.is_reported && one.since.elapsed() >= limit);
        let named = slow.map(|one| {
            one.is_reported = true;
            one.clone()
        });
        named.collect()
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let ended = self.running.lock().remove(&self.number);
        let took = self.since.elapsed();
        if let Some(rendering) = ended.filter(|_| took >= SLOW) {
            tracing::warn!(
                theme = rendering.theme,
                template = rendering.template,
                seconds = took.as_secs_f64(),
                "a page took long to render"
            );
        }
    }
}

/// A thread of its own: when templates hang, every thread of the runtime may hang in them. It ends with the watchdog,
/// whose sender it waits on.
fn watch(running: Weak<Running>) -> Option<mpsc::Sender<()>> {
    let (sender, end) = mpsc::channel::<()>();
    let look = move || {
        while end.recv_timeout(LOOK) == Err(mpsc::RecvTimeoutError::Timeout) {
            let Some(running) = running.upgrade() else { return };
            for rendering in running.slow(SLOW) {
                tracing::error!(
                    theme = rendering.theme,
                    template = rendering.template,
                    seconds = rendering.since.elapsed().as_secs_f64(),
                    "a page is still being rendered: the template hangs"
                );
            }
        }
    };
    let thread = std::thread::Builder::new().name("theme-watchdog".into()).spawn(look);
    thread.map_err(|error| tracing::warn!(%error, "no watchdog over templates")).ok().map(|_| sender)
}

/// Where a page is written to: refuses to grow without end, and to be written to for ever.
pub(super) struct Paper {
    pub text: Vec<u8>,
    since: Instant,
    next_look: usize,
}

impl Paper {
    pub fn new() -> Self {
        Self { text: Vec::with_capacity(64 << 10), since: Instant::now(), next_look: 256 << 10 }
    }

    fn look(&mut self) -> io::Result<()> {
        self.next_look = self.text.len() + (256 << 10);
        if self.text.len() > LARGEST {
            return Err(io::Error::other("the page is larger than 64 MiB"));
        }
        if self.since.elapsed() > LONGEST {
            return Err(io::Error::other("the page took longer than 20 seconds"));
        }
        Ok(())
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        if self.text.len() >= self.next_look {
            self.look()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendering_under_way_is_named_once_with_its_theme_and_template() {
        let watchdog = Watchdog::default();
        let rendering = watchdog.enter("mine", "single.html");
        let named = watchdog.running.slow(Duration::ZERO);
        assert_eq!((named[0].theme.as_str(), named[0].template.as_str()), ("mine", "single.html"));
        assert!(watchdog.running.slow(Duration::ZERO).is_empty(), "said once");
        drop(rendering);
        assert!(watchdog.running.lock().is_empty());
    }

    #[test]
    fn output_without_end_is_stopped() {
        let mut paper = Paper::new();
        let megabyte = vec![b'a'; 1 << 20];
        let written = (0..1000).take_while(|_| paper.write_all(&megabyte).is_ok()).count();
        assert_eq!(written, 64);
    }
}
