//! What filters and shortcodes borrow while a text is rendered: read before, since they do not wait.

use std::collections::HashMap;
use std::sync::Arc;

use super::attachments;
use crate::image_markup::{Attachment, ImageSettings, Place};
use crate::shortcodes::{NeededAttachments, PageState, ShortcodeContext, ThemeSupport};
use crate::{Result, Site};

/// Attachments and settings, lent for one text.
pub(super) struct Lent<'a> {
    post_id: i64,
    page: &'a PageState,
    theme: ThemeSupport,
    images: &'a ImageSettings,
    attachments: HashMap<i64, Arc<Attachment>>,
    place: Place,
    includes_url: String,
    is_feed: bool,
}

impl<'a> Lent<'a> {
    /// Reads what `needed` names.
    pub async fn load(
        site: &Site,
        post_id: i64,
        needed: &NeededAttachments,
        page: &'a PageState,
        images: &'a ImageSettings,
    ) -> Result<Self> {
        let ids: Vec<i64> = needed.ids.iter().copied().collect();
        let mut attachments = attachments::by_ids(site, &ids).await?;
        attachments.extend(attachments::attached_to(site, &needed.attached_to).await?);
        let theme = ThemeSupport::default();
        let includes_url = format!("{}/wp-includes/", site.url());
        Ok(Self { post_id, page, theme, images, attachments, includes_url, place: Place::MainLoop, is_feed: false })
    }

    /// The same for a text in a feed or an answer of the API.
    pub fn elsewhere(mut self, is_feed: bool) -> Self {
        self.place = Place::Elsewhere;
        self.is_feed = is_feed;
        self
    }

    /// The attachment with this number.
    pub fn own(&self, id: i64) -> Option<&Attachment> {
        self.attachments.get(&id).map(Arc::as_ref)
    }
}

impl ShortcodeContext for Lent<'_> {
    fn post_id(&self) -> i64 {
        self.post_id
    }

    fn page(&self) -> &PageState {
        self.page
    }

    fn theme(&self) -> &ThemeSupport {
        &self.theme
    }

    fn images(&self) -> &ImageSettings {
        self.images
    }

    fn attachment(&self, id: i64) -> Option<Arc<Attachment>> {
        self.attachments.get(&id).cloned()
    }

    fn attached_to(&self, post_id: i64) -> Vec<Arc<Attachment>> {
        self.attachments.values().filter(|attachment| attachment.parent == post_id).cloned().collect()
    }

    fn place(&self) -> Place {
        self.place
    }

    fn is_feed(&self) -> bool {
        self.is_feed
    }

    fn includes_url(&self) -> Option<&str> {
        Some(&self.includes_url)
    }
}
