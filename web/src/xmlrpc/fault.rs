//! What a call answers when it does not do what was asked.

use cms::Error;

pub use dxr::Fault;

/// A fault with WordPress's number and words.
pub fn fault(code: i32, message: impl Into<String>) -> Fault {
    Fault::new(code, message.into())
}

/// What a verb refused: its words, under the number that WordPress gives such a refusal.
pub fn refused(error: Error) -> Fault {
    let code = match &error {
        Error::NotFound { .. } => 404,
        Error::Forbidden { .. } => 401,
        Error::Invalid { .. } => 400,
        Error::Conflict { .. } => 500,
        Error::Refused { .. } => 403,
        _ => {
            tracing::error!(%error, "XML-RPC could not answer");
            return fault(500, "Something went wrong.");
        }
    };
    fault(code, error.to_string())
}
