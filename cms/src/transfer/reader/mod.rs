//! Reads WordPress's export format (WXR 1.0 to 1.2) as a stream: one author, term or post at a time, each with its
//! place in the file. Knows nothing of a site.

mod events;
mod fault;
mod parse;
mod position;
mod record;
mod source;

pub use fault::{FaultKind, ReadFault};
pub use parse::WxrReader;
pub use position::Position;
pub use record::{
    AuthorRecord, CommentRecord, DateField, Located, MetaRecord, PostRecord, Record, SiteRecord, TermMention,
    TermRecord,
};
