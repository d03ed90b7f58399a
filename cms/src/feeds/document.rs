//! A finished feed.

use chrono::NaiveDateTime;
use md5::{Digest, Md5};

use crate::CacheTag;

/// A feed with what HTTP needs to know of it.
#[derive(Clone, Debug)]
pub struct Document {
    /// `Content-Type`, with the character set.
    pub content_type: String,
    /// The XML.
    pub body: String,
    /// The site's last change, UTC: what `Last-Modified` says.
    pub last_modified: NaiveDateTime,
    /// What it was made from.
    pub tags: Vec<CacheTag>,
}

impl Document {
    /// `Last-Modified`.
    pub fn last_modified_header(&self) -> String {
        self.last_modified.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    /// `ETag`, with its quotes: WordPress's `send_headers` makes it of the last change alone, so that all feeds of a
    /// site share it.
    pub fn etag(&self) -> String {
        format!("\"{}\"", hex::encode(Md5::digest(self.last_modified_header())))
    }
}
