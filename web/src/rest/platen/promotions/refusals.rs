//! What stands against a promotion, as the API says it.

use cms::Error;
use staging::Fault;

use crate::rest::{RestError, RestRequest};

/// What a verb refused, as whoever asks sees it. What stands in the way of a promotion is a conflict.
pub fn refused(request: &RestRequest) -> impl Fn(Error) -> RestError {
    let actor = request.actor.clone();
    move |error| match &error {
        Error::Refused { code, message } => RestError::new(409, code, message),
        _ => RestError::refused(&actor, error),
    }
}

/// The same for what is not the host's own.
pub fn fault(request: &RestRequest) -> impl Fn(Fault) -> RestError {
    let refused = refused(request);
    move |fault| match fault {
        Fault::Host(error) => refused(error),
        other => RestError::new(409, "staging_refused", &other.to_string()),
    }
}
