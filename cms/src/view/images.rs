//! Images, attachments and the pages of a post as templates see them.

use super::context::{AttachmentView, ImageView, PageLink, PostPages};
use crate::content_filters::pages_of;
use crate::formatting::wptexturize;
use crate::image_markup::{
    Attachment, ImageAttributes, ImageSettings, ImageSize, Loading, LoadingState, Place, attachment_image, image_sizes,
    image_source, image_srcset,
};
use crate::permalinks::{Permalinks, post_page_url};
use crate::posts::Post;

/// An image of the named size; none where the attachment is no image.
pub(super) fn view(attachment: &Attachment, settings: &ImageSettings, size: &str) -> Option<ImageView> {
    let size: ImageSize = size.into();
    let source = image_source(attachment, &size, settings).filter(|_| attachment.is_image())?;
    let shown = (source.width, source.height);
    let state = LoadingState::default();
    let loading = Loading { state: &state, place: Place::Elsewhere };
    Some(ImageView {
        id: attachment.id,
        srcset: image_srcset(attachment, &source.url, shown, &settings.upload_url).unwrap_or_default(),
        sizes: image_sizes(source.width).unwrap_or_default(),
        alt: attachment.alt.trim().to_owned(),
        width: source.width,
        height: source.height,
        full: attachment.url.clone(),
        caption: wptexturize(&attachment.caption, &[]),
        html: attachment_image(attachment, &size, &ImageAttributes::default(), settings, &loading),
        src: source.url,
    })
}

/// The file of an attachment.
pub(super) fn attachment_view(attachment: &Attachment, settings: &ImageSettings) -> AttachmentView {
    AttachmentView {
        url: attachment.url.clone(),
        mime_type: attachment.mime_type.clone(),
        filename: attachment.url.rsplit('/').next().unwrap_or_default().to_owned(),
        filesize: 0,
        image: view(attachment, settings, "large"),
        caption: wptexturize(&attachment.caption, &[]),
    }
}

/// The pages of a post; none where it has one.
pub(super) fn post_pages(links: &Permalinks, post: &Post, url: &str, page: u64, is_front: bool) -> Option<PostPages> {
    let total = pages_of(&post.content).len() as u64;
    if total < 2 {
        return None;
    }
    let link = |number: u64| PageLink {
        label: number.to_string(),
        url: (number != page).then(|| post_page_url(links, url, number, is_front)),
        current: number == page,
        gap: false,
    };
    Some(PostPages { current: page, total, links: (1..=total).map(link).collect() })
}
