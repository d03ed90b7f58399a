//! Requests that do something on the other side: what is not known of their fate is said.

use std::time::Duration;

use futures::StreamExt;
use url::Url;

use super::{HttpClient, failed};

/// A request with a body.
#[derive(Debug)]
pub struct Ask<'a> {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where to.
    pub url: Url,
    /// Headers by their names.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: &'a str,
    /// How long the whole of it may take.
    pub time_limit: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The request never left: nothing happened there.
    #[error("nothing was sent: {0}")]
    NotSent(String),
    /// It left, and nobody knows what it did.
    #[error("no answer came: {0}")]
    Unknown(String),
}

/// The status and the body of an answer.
#[derive(Debug)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpClient {
    /// Sends the request once, and never again by itself. An answer has at most `limit` bytes.
    pub async fn ask(&self, ask: Ask<'_>, limit: usize) -> Result<Answered, AskError> {
        if !self.may_reach(&ask.url) {
            return Err(AskError::NotSent(format!("{} is not a public http or https address", ask.url)));
        }
        let request = match ask.method {
            "POST" => self.client.post(ask.url).body(ask.body.to_owned()),
            _ => self.client.get(ask.url),
        };
        let request = ask.headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        let sent = request.timeout(ask.time_limit).send().await;
        let response = sent.map_err(|error| match error.is_connect() || error.is_builder() {
            true => AskError::NotSent(failed(error).to_string()),
            false => AskError::Unknown(failed(error).to_string()),
        })?;
        let status = response.status().as_u16();
        let (mut body, mut stream) = (Vec::new(), response.bytes_stream());
        while let Some(chunk) = stream.next().await {
            body.extend_from_slice(&chunk.map_err(|error| AskError::Unknown(failed(error).to_string()))?);
            if body.len() > limit {
                return Err(AskError::Unknown(format!("the answer is larger than {limit} bytes")));
            }
        }
        Ok(Answered { status, body })
    }
}
