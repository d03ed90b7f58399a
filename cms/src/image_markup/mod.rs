//! Images as HTML: the right file of an attachment, its `srcset`, and when a browser should load it.

mod attachment;
mod attachment_image;
mod content_tags;
mod dimensions;
mod loading;
mod source;
mod srcset;
mod tag;

pub use attachment::{Attachment, ImageFile};
pub use attachment_image::{ImageAttributes, attachment_image, attachment_link};
pub use content_tags::filter_content_tags;
pub use dimensions::{constrain_dimensions, matches_ratio};
pub use loading::{Loading, LoadingAttributes, LoadingState, Place, Tag, WantedAttributes};
pub use source::{ImageSettings, ImageSize, ImageSource, image_source};
pub use srcset::{image_sizes, image_srcset};
