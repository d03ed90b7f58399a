//! Outgoing HTTP: one client, with limits of time and size, that cannot reach private addresses.

mod ask;
mod certificate;
mod submission;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

pub use ask::{Answered, Ask, AskError};
pub use certificate::Certificate;
pub use submission::Submission;

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
    /// The body, or the beginning of it that was asked for.
    pub body: Vec<u8>,
    /// Where it came from in the end, after redirects.
    pub url: Url,
    /// All headers that are text, as sent.
    pub headers: Vec<(String, String)>,
}

/// Fetches public addresses for the importer, oEmbed and the like.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    /// Follows no redirect and tells of certificates: what is asked about a name is told by that name itself.
    first_hop: reqwest::Client,
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

    /// A client for fronts of this host, which stand on private addresses: it follows no redirect, since a front redirects
    /// to names that only visitors reach.
    pub fn of_own_fronts() -> Result<Self, FetchError> {
        Self::built(true, reqwest::redirect::Policy::none())
    }

    fn build(allow_private: bool) -> Result<Self, FetchError> {
        Self::built(allow_private, guarded_redirects(allow_private))
    }

    #[allow(clippy::disallowed_methods, reason = "this is the one client that the others are sent to")]
    fn built(allow_private: bool, redirects: reqwest::redirect::Policy) -> Result<Self, FetchError> {
        let builder = || {
            let builder = reqwest::Client::builder()
                .timeout(Duration::from_secs(20))
                .connect_timeout(Duration::from_secs(5))
                .user_agent(concat!("Platen/", env!("CARGO_PKG_VERSION")));
            if allow_private { builder } else { builder.dns_resolver(Arc::new(PublicResolver)) }
        };
        let failed = |error: reqwest::Error| FetchError::Failed(error.to_string());
        let client = builder().redirect(redirects).build().map_err(failed)?;
        let first_hop = builder().redirect(reqwest::redirect::Policy::none()).tls_info(true).build().map_err(failed)?;
        Ok(Self { client, first_hop, allow_private })
    }

    /// Gets `url`, at most `limit` bytes of it.
    pub async fn get(&self, url: &Url, limit: usize) -> Result<Fetched, FetchError> {
        let fetched = self.get_beginning(url, limit + 1).await?;
        if fetched.body.len() > limit { Err(FetchError::TooLarge(limit)) } else { Ok(fetched) }
    }

    /// Gets the first `length` bytes of `url`, and no more.
    pub async fn get_beginning(&self, url: &Url, length: usize) -> Result<Fetched, FetchError> {
        self.get_beginning_as(url, None, length).await
    }

    /// The same under another site's name.
    pub async fn get_beginning_as(&self, url: &Url, host: Option<&str>, length: usize) -> Result<Fetched, FetchError> {
        if !self.may_reach(url) {
            return Err(FetchError::Refused(url.to_string()));
        }
        let mut request = self.client.get(url.clone());
        if let Some(host) = host {
            request = request.header(reqwest::header::HOST, host);
        }
        fetched(request.send().await.map_err(failed)?, length).await
    }

    /// Asks for `url` as a balancer would, under another site's name if one is given, within `limit`; gives the status
    /// alone. Redirects count as answers only when the client follows them.
    pub async fn probe(&self, url: &Url, host: Option<&str>, limit: Duration) -> Result<u16, FetchError> {
        if !self.may_reach(url) {
            return Err(FetchError::Refused(url.to_string()));
        }
        let mut request = self.client.get(url.clone()).timeout(limit);
        if let Some(host) = host {
            request = request.header(reqwest::header::HOST, host);
        }
        let response = request.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        // An answer that breaks off is none.
        response.bytes().await.map_err(failed)?;
        Ok(status)
    }

    /// Whether it would ask `url` at all. Names are looked up only when it does.
    pub fn may_reach(&self, url: &Url) -> bool {
        self.allow_private && matches!(url.scheme(), "http" | "https") || may_be_public(url)
    }
}

/// The answer with the first `length` bytes of its body.
async fn fetched(response: reqwest::Response, length: usize) -> Result<Fetched, FetchError> {
    let (status, url) = (response.status().as_u16(), response.url().clone());
    let content_type = header(&response, "content-type");
    let headers = headers(&response);
    let mut body = Vec::new();
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await.filter(|_| body.len() < length) {
        body.extend_from_slice(&chunk.map_err(failed)?);
    }
    body.truncate(length);
    Ok(Fetched { status, content_type, body, url, headers })
}

fn failed(error: reqwest::Error) -> FetchError {
    FetchError::Failed(error.without_url().to_string())
}

fn header(response: &reqwest::Response, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn headers(response: &reqwest::Response) -> Vec<(String, String)> {
    let texts = response.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    texts.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
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
