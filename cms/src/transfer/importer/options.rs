//! What whoever imports may choose.

use platform::http::HttpClient;
use std::collections::HashMap;
use std::path::PathBuf;

/// How an import goes about what the file does not settle.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Who becomes the author of what.
    pub authors: Authors,
    /// Where the attachments' files come from.
    pub files: AttachmentFiles,
}

/// How the file's authors become accounts here, as `wp import --authors` has it. A login that exists is always used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Authors {
    /// Make an account, which cannot sign in until it gets a password, for every login that does not exist.
    #[default]
    Create,
    /// Give what unknown people wrote to the site's first administrator.
    Skip,
    /// The login here for each login of the file; who is not listed is treated as with [`Authors::Skip`].
    Map(HashMap<String, String>),
}

/// Where attachments' files come from. Without them the attachments stand with their metadata all the same.
#[derive(Debug, Clone, Default)]
pub enum AttachmentFiles {
    /// Nowhere.
    #[default]
    None,
    /// A folder laid out like `wp-content/uploads`, or one that contains it.
    Folder(PathBuf),
    /// The old site, through a client that reaches public addresses only.
    Fetch(HttpClient),
}
