//! What the shortcodes of one page have to know about each other.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::image_markup::LoadingState;

/// Counts the galleries, players and ids of one page, or of one answer of the API.
#[derive(Debug, Default)]
pub struct PageState {
    /// Which images the page has shown.
    pub loading: LoadingState,
    galleries: AtomicUsize,
    playlists: AtomicUsize,
    audios: AtomicUsize,
    videos: AtomicUsize,
    ids: Mutex<HashMap<String, usize>>,
}

fn next(counter: &AtomicUsize) -> usize {
    counter.fetch_add(1, Ordering::Relaxed) + 1
}

impl PageState {
    /// The number of the next gallery, from 1.
    pub(super) fn next_gallery(&self) -> usize {
        next(&self.galleries)
    }

    /// The number of the next playlist, from 1.
    pub(super) fn next_playlist(&self) -> usize {
        next(&self.playlists)
    }

    /// The number of the next sound, from 1.
    pub(super) fn next_audio(&self) -> usize {
        next(&self.audios)
    }

    /// The number of the next film, from 1.
    pub(super) fn next_video(&self) -> usize {
        next(&self.videos)
    }

    /// The id itself where it is the first of its name on the page, else with a number.
    pub(super) fn unique_id(&self, id: &str) -> String {
        // A panic elsewhere leaves nothing half done here: a poisoned lock is as good as any.
        let mut ids = self.ids.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let count = ids.entry(id.to_owned()).or_default();
        *count += 1;
        if *count == 1 { id.to_owned() } else { format!("{id}-{count}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stands_once() {
        let page = PageState::default();
        assert_eq!([page.unique_id("a"), page.unique_id("a"), page.unique_id("b")], ["a", "a-2", "b"]);
        assert_eq!([page.next_gallery(), page.next_gallery(), page.next_audio()], [1, 2, 1]);
    }
}
