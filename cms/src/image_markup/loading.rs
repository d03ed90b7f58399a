//! When a browser loads an image: at once and first of all, or only when it comes into view.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// An image with at least so many pixels may be the most important one of its page.
const LEAST_PIXELS: i64 = 50_000;

/// So many images of the content are taken to be in view from the start.
const IN_VIEW: usize = 3;

/// What a page has shown so far; one for each page, or each answer of the API.
#[derive(Debug)]
pub struct LoadingState {
    shown: AtomicUsize,
    has_important: AtomicBool,
}

impl Default for LoadingState {
    fn default() -> Self {
        Self { shown: AtomicUsize::new(0), has_important: AtomicBool::new(false) }
    }
}

/// Where on a page an image stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// In a post that the page is about, or lists.
    MainLoop,
    /// In the header of the page, or before the list.
    Header,
    /// Within a text that is looked through as a whole later, such as a shortcode in a post's content.
    WithinContent,
    /// Anywhere else: in an answer of the API, a widget, a feed.
    #[default]
    Elsewhere,
}

/// The elements that are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// `<img>`
    Image,
    /// `<iframe>`
    Frame,
}

/// A page's state, and a place on it.
#[derive(Debug, Clone, Copy)]
pub struct Loading<'a> {
    /// What the page has shown so far.
    pub state: &'a LoadingState,
    /// Where the image stands.
    pub place: Place,
}

/// What an element says by itself.
#[derive(Debug, Clone, Default)]
pub struct WantedAttributes<'a> {
    /// Its width, if it has one.
    pub width: Option<i64>,
    /// Its height, if it has one.
    pub height: Option<i64>,
    /// Its `loading`.
    pub loading: Option<&'a str>,
    /// Its `fetchpriority`.
    pub priority: Option<&'a str>,
    /// Its `decoding`.
    pub decoding: Option<&'a str>,
}

/// What an element should say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadingAttributes {
    /// `decoding`
    pub decoding: Option<String>,
    /// `fetchpriority`
    pub priority: Option<&'static str>,
    /// `loading`
    pub loading: Option<&'static str>,
}

impl Loading<'_> {
    /// WordPress's `wp_get_loading_optimization_attributes`; counts the element among those shown.
    pub fn attributes(&self, tag: Tag, wanted: &WantedAttributes<'_>) -> LoadingAttributes {
        let mut attributes = LoadingAttributes::default();
        if self.place == Place::WithinContent {
            return attributes;
        }
        if tag == Tag::Image {
            attributes.decoding = Some(wanted.decoding.unwrap_or("async").to_owned());
        }
        let (Some(width), Some(height)) = (wanted.width, wanted.height) else { return attributes };
        attributes.priority = kept_priority(wanted);
        let in_view = said_in_view(wanted).or_else(|| self.is_in_view());
        if in_view == Some(true) {
            self.mark_important(tag, wanted, width * height, &mut attributes);
        } else if wanted.priority != Some("low") {
            attributes.loading = Some("lazy");
        }
        if wanted.priority != Some("auto") && said_in_view(wanted).is_none() {
            self.count(width * height);
        }
        attributes
    }

    fn is_in_view(&self) -> Option<bool> {
        match self.place {
            Place::MainLoop => Some(self.state.shown.load(Ordering::Relaxed) < IN_VIEW),
            Place::Header => Some(true),
            Place::WithinContent | Place::Elsewhere => None,
        }
    }

    fn count(&self, pixels: i64) {
        let counts = match self.place {
            Place::MainLoop => true,
            Place::Header => pixels >= LEAST_PIXELS,
            Place::WithinContent | Place::Elsewhere => false,
        };
        if counts {
            self.state.shown.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The first large image in view is loaded before all else.
    fn mark_important(&self, tag: Tag, wanted: &WantedAttributes<'_>, pixels: i64, attributes: &mut LoadingAttributes) {
        let important = match wanted.priority {
            _ if tag != Tag::Image => false,
            Some("high") => {
                self.state.has_important.store(true, Ordering::Relaxed);
                attributes.priority = Some("high");
                return;
            }
            None | Some("auto") => pixels >= LEAST_PIXELS,
            Some(_) => false,
        };
        if important && !self.state.has_important.swap(true, Ordering::Relaxed) && wanted.priority.is_none() {
            attributes.priority = Some("high");
        }
    }
}

/// What the element's own attributes say about being in view.
fn said_in_view(wanted: &WantedAttributes<'_>) -> Option<bool> {
    match (wanted.loading, wanted.priority) {
        (Some("lazy"), _) | (_, Some("low")) => Some(false),
        (Some(_), _) | (_, Some("high")) => Some(true),
        _ => None,
    }
}

fn kept_priority(wanted: &WantedAttributes<'_>) -> Option<&'static str> {
    match wanted.priority {
        Some("high") if wanted.loading == Some("lazy") => Some("high"),
        Some("low") => Some("low"),
        Some("auto") => Some("auto"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large() -> WantedAttributes<'static> {
        WantedAttributes { width: Some(1024), height: Some(768), ..WantedAttributes::default() }
    }

    #[test]
    fn the_first_large_image_of_a_page_comes_first_and_the_fourth_waits() {
        let state = LoadingState::default();
        let loading = Loading { state: &state, place: Place::MainLoop };
        let shown: Vec<_> = (0..4).map(|_| loading.attributes(Tag::Image, &large())).collect();
        assert_eq!(shown.iter().map(|image| image.priority).collect::<Vec<_>>(), [Some("high"), None, None, None]);
        assert_eq!(shown.iter().map(|image| image.loading).collect::<Vec<_>>(), [None, None, None, Some("lazy")]);
    }

    #[test]
    fn outside_of_the_main_list_all_images_wait() {
        let state = LoadingState::default();
        let loading = Loading { state: &state, place: Place::Elsewhere };
        assert_eq!(loading.attributes(Tag::Image, &large()).loading, Some("lazy"));
        assert_eq!(loading.attributes(Tag::Image, &WantedAttributes::default()).loading, None);
    }

    #[test]
    fn what_an_image_says_itself_counts() {
        let state = LoadingState::default();
        let loading = Loading { state: &state, place: Place::Elsewhere };
        let eager = WantedAttributes { loading: Some("eager"), ..large() };
        assert_eq!(loading.attributes(Tag::Image, &eager).loading, None);
        let low = WantedAttributes { priority: Some("low"), ..large() };
        assert_eq!(loading.attributes(Tag::Image, &low).loading, None);
    }
}
