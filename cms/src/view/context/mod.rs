//! What a template sees. These types are the contract with theme makers (docs/THEMES.md): fields are added, never
//! renamed. Whatever ends in `_html` or is named `content`, `excerpt`, `title` or `head` is finished HTML; everything
//! else is plain text that the template engine escapes.

mod archives;
mod comments;
mod menus;
mod page;
mod posts;

pub use archives::{ArchiveView, AuthorView, PageLink, Pagination, TermView};
pub use comments::{CommentField, CommentForm, CommentView, CommentsView};
pub use menus::{MenuItem, MenuView, WidgetView};
pub use page::{LinkView, PageContext, PageView, SiteView, UserView};
pub use posts::{AttachmentView, ImageView, PostLink, PostNavigation, PostPages, PostTeaser, PostView};
