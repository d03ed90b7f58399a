//! What a visitor is told when something cannot be answered: the status, one sentence, and the request's name. Never
//! what happened inside; that stands in the log under the same name.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use cms::languages::Words;

use crate::address::BadAddress;
use crate::php_files::redirect;
use crate::plain_page::PlainPage;
use crate::request_id;
use crate::spoken;

/// Why there is no better answer.
#[derive(Debug)]
pub enum Failure {
    /// A verb or a query refused or failed.
    Cms(cms::Error),
    /// Nobody owns this host name.
    UnknownHost(String),
    /// The host has no site at all.
    NotInstalled,
    /// The site is switched off.
    Suspended,
    /// The site is deleted.
    Deleted,
    /// The address cannot be anybody's.
    BadAddress(BadAddress),
    /// Nothing stands at an address that is the host's own.
    NotFound,
    /// The body is larger than allowed.
    TooLarge,
    /// The body cannot be read.
    BadBody(String),
    /// Nobody may do this by this method; the methods that are known.
    Method(&'static str),
    /// Too often; seconds to wait.
    TooMany(u64),
    /// A file that the site has, and that no place gives at the moment.
    FileAway,
    /// Only for whoever signed in; the address of the form.
    NotSignedIn(String),
}

impl From<cms::Error> for Failure {
    fn from(error: cms::Error) -> Self {
        Self::Cms(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cms(error) => error.fmt(formatter),
            Self::UnknownHost(host) => write!(formatter, "no site answers to {host}"),
            other => write!(formatter, "{other:?}"),
        }
    }
}

impl Failure {
    /// Heading and sentence for the visitor.
    fn words(&self, words: &Words) -> (&'static str, String) {
        match self {
            Self::UnknownHost(host) if host.is_empty() => {
                ("Which site?", "The request names no host, so there is no telling which site it is for.".into())
            }
            Self::UnknownHost(host) => (
                "No site here",
                format!("No site on this server answers to {host}. If it is yours, add the domain to the site."),
            ),
            Self::NotInstalled => ("No site yet", "This host has no site yet.".into()),
            Self::Suspended => {
                (words.say("Not available"), words.say("This site is not available at the moment.").into())
            }
            Self::Deleted => (words.say("Gone"), words.say("The site that stood here has been deleted.").into()),
            Self::BadAddress(BadAddress::Malformed) => {
                (words.say("Bad request"), words.say("This address cannot be read.").into())
            }
            Self::BadAddress(BadAddress::TooLong) | Self::NotFound => {
                (words.say("Not found"), words.say("Nothing stands at this address.").into())
            }
            Self::FileAway => {
                let sentence = words.say("This file cannot be fetched at the moment. Please try again shortly.");
                (words.say("Back in a moment"), sentence.into())
            }
            Self::TooLarge => {
                (words.say("Too large"), words.say("What you sent is larger than this site accepts.").into())
            }
            Self::BadBody(reason) => {
                (words.say("Bad request"), words.fill("What you sent cannot be read: %s.", &[reason]))
            }
            Self::Method(_) => {
                (words.say("Not this way"), words.say("This address does not know the request's method.").into())
            }
            Self::NotSignedIn(_) => {
                (words.say("Sign in"), words.say("This page is for people who have signed in.").into())
            }
            Self::TooMany(seconds) => {
                (words.say("Too many attempts"), words.fill("Please wait %s seconds before you try again.", &[seconds]))
            }
            Self::Cms(error) => cms_words(error, words),
        }
    }

    fn is_ours(&self) -> bool {
        self.status_code().is_server_error() && !matches!(self, Self::Suspended)
    }
}

fn cms_words(error: &cms::Error, words: &Words) -> (&'static str, String) {
    use cms::Error;
    let said = |message: &str| words.say(message).to_owned();
    match error {
        Error::NotFound { message, .. } => (words.say("Not found"), said(message)),
        Error::Forbidden { message, .. } => (words.say("Not allowed"), said(message)),
        Error::Invalid { message, .. } => (words.say("Bad request"), said(message)),
        Error::Conflict { message, .. } => (words.say("Already there"), said(message)),
        Error::Refused { message, .. } => (words.say("Too often"), said(message)),
        Error::Database(_) => {
            let sentence = words.say("This page cannot be made at the moment. Please try again shortly.");
            (words.say("Back in a moment"), sentence.into())
        }
        Error::Template(_) | Error::File(_) | Error::Internal(_) => {
            let sentence = words.say("This page could not be made. The error has been noted.");
            (words.say("Something went wrong"), sentence.into())
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        use cms::Error;
        match self {
            Self::UnknownHost(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::Suspended | Self::FileAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::BadAddress(BadAddress::Malformed) | Self::BadBody(_) => StatusCode::BAD_REQUEST,
            Self::BadAddress(BadAddress::TooLong) | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Deleted => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotSignedIn(_) | Self::NotInstalled => StatusCode::FOUND,
            Self::Cms(error) => match error {
                Error::NotFound { .. } => StatusCode::NOT_FOUND,
                Error::Forbidden { .. } => StatusCode::FORBIDDEN,
                Error::Invalid { .. } => StatusCode::BAD_REQUEST,
                Error::Conflict { .. } => StatusCode::CONFLICT,
                Error::Refused { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::Database(_) => StatusCode::SERVICE_UNAVAILABLE,
                Error::Template(_) | Error::File(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::NotSignedIn(form) => return redirect(form),
            Self::NotInstalled => return redirect("/wp-admin/install.php"),
            _ => {}
        }
        let spoken = spoken::current();
        let (heading, mut sentence) = self.words(&spoken.words);
        if self.is_ours() {
            let id = request_id::current();
            tracing::error!(request = %id, error = %self, "a request failed");
            sentence.push_str(&format!(" (Request {id})"));
        }
        let mut response =
            PlainPage::saying(heading, &sentence).in_language(&spoken.language).answer(self.status_code());
        let headers = response.headers_mut();
        match self {
            Self::Method(allowed) => headers.insert(header::ALLOW, HeaderValue::from_static(allowed)),
            Self::TooMany(seconds) => headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds)),
            Self::Suspended => headers.insert(header::RETRY_AFTER, HeaderValue::from(3600)),
            Self::FileAway => headers.insert(header::RETRY_AFTER, HeaderValue::from(30)),
            Self::Cms(cms::Error::Database(_)) => headers.insert(header::RETRY_AFTER, HeaderValue::from(5)),
            _ => return response,
        };
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn an_error_of_ours_bears_the_requests_name_and_not_its_reason() {
        let failure = Failure::Cms(cms::Error::Internal("the table is on fire".into()));
        let answer = request_id::within("name-1".into(), async { failure.error_response() }).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        let html = String::from_utf8_lossy(&body).into_owned();
        assert!(html.contains("name-1") && !html.contains("on fire"), "{html}");
    }
}
