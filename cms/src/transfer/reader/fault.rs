//! What can be wrong with an export, said in one sentence with its place.

use super::position::{AllowanceSpent, Position};
use super::source::EncodingFault;
use quick_xml::errors::{IllFormedError, SyntaxError};

/// Why a file cannot be read any further.
#[derive(Debug, thiserror::Error)]
pub enum FaultKind {
    /// The file stops before its elements are closed.
    #[error("the file ends inside <{0}>; it seems to have been cut off")]
    EndsInside(String),
    /// There is no markup, or none of an export.
    #[error("this is not a WordPress export: {0}")]
    NotAnExport(&'static str),
    /// The root element is another one.
    #[error("this is not a WordPress export: its outermost element is <{0}>, not <rss>")]
    OtherDocument(String),
    /// A version of the format that is not 1.x.
    #[error("the export format's version \"{0}\" is not one of 1.0, 1.1 and 1.2")]
    Version(String),
    /// A document type, which could define entities that expand without end.
    #[error("the file has a document type declaration, which an export never has; it is refused")]
    DocumentType,
    /// `&name;` for a name that is not defined.
    #[error("the entity \"&{0};\" is not defined")]
    Entity(String),
    /// Tags that do not match, broken attributes and the like.
    #[error("the markup is broken: {0}")]
    Markup(String),
    /// Bytes that do not fit the encoding.
    #[error("{0}")]
    Encoding(String),
    /// One value is larger than anything WordPress can store.
    #[error("{0}")]
    TooLarge(String),
    /// The disk or the pipe failed.
    #[error("reading failed: {0}")]
    Reading(String),
}

/// A fault and its place; `Display` is the sentence to show.
#[derive(Debug, thiserror::Error)]
#[error("{position}: {kind}")]
pub struct ReadFault {
    /// Where it stands.
    pub position: Position,
    /// What it is.
    pub kind: FaultKind,
}

impl FaultKind {
    /// At a place.
    pub fn at(self, position: Position) -> ReadFault {
        ReadFault { position, kind: self }
    }

    /// Names the parser's error in our words; `inside` is the innermost open element.
    pub(super) fn from_xml(error: quick_xml::Error, inside: Option<&str>) -> FaultKind {
        match error {
            quick_xml::Error::Io(error) => Self::from_source(&error),
            quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(name)) => Self::EndsInside(name),
            quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                Self::Markup("\"<!\" begins neither a comment nor a CDATA section".to_owned())
            }
            // All other syntax errors are markup that the end of the file cut off.
            quick_xml::Error::Syntax(_) => Self::EndsInside(inside.unwrap_or("?xml").to_owned()),
            other => Self::Markup(other.to_string()),
        }
    }

    fn from_source(error: &std::io::Error) -> FaultKind {
        let cause = error.get_ref();
        if let Some(encoding) = cause.and_then(|cause| cause.downcast_ref::<EncodingFault>()) {
            return Self::Encoding(encoding.to_string());
        }
        match cause.and_then(|cause| cause.downcast_ref::<AllowanceSpent>()) {
            Some(spent) => Self::TooLarge(spent.to_string()),
            None => Self::Reading(error.to_string()),
        }
    }
}
