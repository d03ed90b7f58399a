//! The certificate of a name, as a visitor's browser meets it.

use chrono::{DateTime, Utc};
use url::Url;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::HttpClient;

/// What answers at a name over https, as to its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// It proves that it is that name, until then.
    Valid(Option<DateTime<Utc>>),
    /// It does not, and why.
    Invalid(String),
    /// Nothing answers there, and why.
    Unreachable(String),
}

impl HttpClient {
    /// Whether what answers at `name`, over https, proves that it is that name.
    pub async fn certificate(&self, name: &str) -> Certificate {
        let Some(url) = Url::parse(&format!("https://{name}/")).ok().filter(|url| self.may_reach(url)) else {
            return Certificate::Unreachable(format!("{name} is no public name."));
        };
        match self.first_hop.get(url).send().await {
            Ok(answer) => Certificate::Valid(shown(&answer).and_then(valid_until)),
            Err(error) => not_proven(&error),
        }
    }
}

/// The certificate that the other side showed.
fn shown(answer: &reqwest::Response) -> Option<&[u8]> {
    answer.extensions().get::<reqwest::tls::TlsInfo>()?.peer_certificate()
}

fn valid_until(certificate: &[u8]) -> Option<DateTime<Utc>> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    DateTime::from_timestamp(parsed.validity().not_after.timestamp(), 0)
}

/// The innermost reason tells which of both it is.
fn not_proven(error: &reqwest::Error) -> Certificate {
    let mut reason: &dyn std::error::Error = error;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    let reason = reason.to_string();
    if reason.contains("certificate") { Certificate::Invalid(reason) } else { Certificate::Unreachable(reason) }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
