//! Outgoing HTTP: one client, with limits of time and size, that cannot reach private addresses.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Why an address could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is not one that a server may ask on a stranger's behalf.
    #[error("{0} is not a public http or https address")]
    Refused(String),
    /// The other side did not answer as it should.
    #[error("{0}")]
    Failed(String),
    /// More bytes came than were allowed.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}

/// What came back.
#[derive(Debug)]
pub struct Fetched {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`, as sent.
    pub content_type: String,
    /// The whole body.
    pub body: Vec<u8>,
}

/// Fetches public addresses for the importer, oEmbed and the like.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    allow_private: bool,
}

impl HttpClient {
    /// A client that reaches public addresses only, follows three redirects and waits 20 s at the most.
    pub fn new() -> Result<Self, FetchError> {
        Self::build(false)
    }

    /// The same without the guard, for tests whose other side stands on this machine.
    pub fn reaching_private_addresses() -> Result<Self, FetchError> {
        Self::build(true)
    }

    #[allow(clippy::disallowed_methods, reason = "this is the one client that the others are sent to")]
    fn build(allow_private: bool) -> Result<Self, FetchError> {
        let mut builder = reqwest::Client::builder()
            .timeout(Duration::from_secs(20))
            .connect_timeout(Duration::from_secs(5))
            .user_agent(concat!("Platen/", env!("CARGO_PKG_VERSION")))
            .redirect(guarded_redirects(allow_private));
        if !allow_private {
            builder = builder.dns_resolver(Arc::new(PublicResolver));
        }
        let client = builder.build().map_err(|error| FetchError::Failed(error.to_string()))?;
        Ok(Self { client, allow_private })
    }

    /// Gets `url`, at most `limit` bytes of it.
    pub async fn get(&self, url: &Url, limit: usize) -> Result<Fetched, FetchError> {
        if !self.allow_private && !may_be_public(url) {
            return Err(FetchError::Refused(url.to_string()));
        }
        let response = self.client.get(url.clone()).send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let content_type = header(&response, "content-type");
        let mut body = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(failed)?;
            if body.len() + chunk.len() > limit {
                return Err(FetchError::TooLarge(limit));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Fetched { status, content_type, body })
    }
}

fn failed(error: reqwest::Error) -> FetchError {
    FetchError::Failed(error.without_url().to_string())
}

fn header(response: &reqwest::Response, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn guarded_redirects(allow_private: bool) -> reqwest::redirect::Policy {
    reqwest::redirect::Policy::custom(move |attempt| {
        if attempt.previous().len() > 3 {
            attempt.error("more than three redirects")
        } else if !allow_private && !may_be_public(attempt.url()) {
            attempt.error("a redirect to a private address")
        } else {
            attempt.follow()
        }
    })
}

/// Whether `url` is http(s), has no credentials and does not name a private address outright. Names are checked
/// again when they are resolved, so that a name cannot point inside.
pub fn may_be_public(url: &Url) -> bool {
    let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    plain
        && match url.host() {
            Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
            Some(Host::Domain(name)) => !name.eq_ignore_ascii_case("localhost") && !name.ends_with(".localhost"),
            None => false,
        }
}

/// Whether `address` belongs to the public internet (RFC 6890's special ranges do not).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && v4.octets()[2] == 0)
                || (a == 198 && (18..20).contains(&b)))
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => {
                let first = v6.segments()[0];
                // 2000::/3 is what is assigned; 2001:db8 documents, 2002 and 64:ff9b wrap IPv4.
                (first & 0xe000) == 0x2000 && first != 0x2002 && !(first == 0x2001 && v6.segments()[1] == 0xdb8)
            }
        },
    }
}

struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(format!("{} has no public address", name.as_str()).into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        for bad in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://localhost:6379/",
            "http://user:secret@example.com/",
            "file:///etc/passwd",
            "http://100.64.0.1/",
            "http://[fd00::1]/",
        ] {
            assert!(!may_be_public(&Url::parse(bad).unwrap()), "{bad}");
        }
        assert!(may_be_public(&Url::parse("https://example.com/feed").unwrap()));
        assert!(may_be_public(&Url::parse("http://93.184.215.14/").unwrap()));
    }
}
