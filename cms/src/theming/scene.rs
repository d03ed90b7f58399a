//! What a template's functions may ask while a page is rendered. Rendering is synchronous and stays on one thread, so
//! the site stands in a thread's own cell instead of being written into every page's context.

use std::cell::RefCell;
use std::sync::Arc;

use super::Theme;
use crate::Site;

thread_local! {
    static SCENE: RefCell<Option<Scene>> = const { RefCell::new(None) };
}

/// The site and theme of the page that this thread renders.
#[derive(Clone)]
pub(super) struct Scene {
    pub site: Site,
    pub theme: Arc<Theme>,
}

impl Scene {
    /// Does `work` with this scene set; afterwards the one before it holds again.
    pub fn play<T>(self, work: impl FnOnce() -> T) -> T {
        let _restore = Restore(SCENE.replace(Some(self)));
        work()
    }

    /// Asks the scene that is set on this thread.
    pub fn ask<T>(question: impl FnOnce(&Scene) -> T) -> tera::TeraResult<T> {
        SCENE
            .with_borrow(|scene| scene.as_ref().map(question))
            .ok_or_else(|| tera::Error::message("no page is being rendered"))
    }
}

struct Restore(Option<Scene>);

impl Drop for Restore {
    fn drop(&mut self) {
        SCENE.set(self.0.take());
    }
}
