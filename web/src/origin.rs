//! Where a request comes from and which site it means, through balancers that are trusted and past those that are not.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

use actix_web::dev::RequestHead;
use actix_web::http::header::{self, HeaderMap};
use ipnet::IpNet;

/// Balancers whose forwarded headers are believed, parsed once.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
}

impl TrustedProxies {
    /// From a comma-separated list of addresses and networks. An entry that is neither is logged and trusts nobody.
    pub fn parse(list: &str) -> Self {
        let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let network = |entry: &str| {
            let parsed = entry.parse::<IpNet>().ok().or_else(|| entry.parse::<IpAddr>().ok().map(IpNet::from));
            if parsed.is_none() {
                tracing::warn!(entry, "trusted_proxies: neither an address nor a network");
            }
            parsed
        };
        Self { networks: entries.filter_map(network).collect() }
    }

    fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// Whether the other end of the connection is one of them.
    pub fn sent(&self, head: &RequestHead) -> bool {
        head.peer_addr.is_some_and(|peer| self.contains(peer.ip()))
    }
}

/// What the visitor's own browser would say of its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The host name that was asked for, with its port where one was given; empty where none was.
    pub host: String,
    /// Whether the visitor came over https.
    pub is_https: bool,
    /// The visitor's address.
    pub client: IpAddr,
}

impl Origin {
    /// Of the request with this head.
    pub fn of(head: &RequestHead, trusted: &TrustedProxies) -> Self {
        let peer = head.peer_addr.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
        let forwarded = if trusted.sent(head) { Forwarded::by(&head.headers) } else { Forwarded::default() };
        Self {
            host: requested_host(head, trusted).into_owned(),
            is_https: forwarded.proto.is_some_and(|proto| proto.eq_ignore_ascii_case("https")),
            client: client(peer, &forwarded.hops, trusted),
        }
    }
}

/// The host name that was asked for; without an allocation on the usual way.
pub fn requested_host<'a>(head: &'a RequestHead, trusted: &TrustedProxies) -> Cow<'a, str> {
    let is_forwarded =
        head.headers.contains_key(header::X_FORWARDED_HOST) || head.headers.contains_key(header::FORWARDED);
    if is_forwarded
        && trusted.sent(head)
        && let Some(host) = Forwarded::by(&head.headers).host
    {
        return Cow::Owned(host);
    }
    if let Some(authority) = head.uri.authority() {
        return Cow::Borrowed(authority.as_str());
    }
    Cow::Borrowed(text(&head.headers, &header::HOST).unwrap_or_default())
}

/// What proxies have written about the request. Of several values the last is the nearest proxy's.
#[derive(Debug, Default)]
struct Forwarded {
    host: Option<String>,
    proto: Option<String>,
    /// The addresses that the request has passed, the visitor's first.
    hops: Vec<IpAddr>,
}

impl Forwarded {
    fn by(headers: &HeaderMap) -> Self {
        if let Some(value) = text(headers, &header::FORWARDED) {
            return Self::standard(value);
        }
        let last =
            |name| text(headers, name).and_then(|value| value.rsplit(',').next()).map(|value| value.trim().to_owned());
        let hops = text(headers, &header::X_FORWARDED_FOR).unwrap_or_default();
        Self {
            host: last(&header::X_FORWARDED_HOST).filter(|host| !host.is_empty()),
            proto: last(&header::X_FORWARDED_PROTO),
            hops: hops.split(',').filter_map(address).collect(),
        }
    }

    /// RFC 7239: `for=192.0.2.60;proto=http;host=example.com, for="[2001:db8::1]:4711"`.
    fn standard(value: &str) -> Self {
        let mut forwarded = Self::default();
        for pair in value.split([',', ';']) {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "for" => forwarded.hops.extend(address(value)),
                "proto" => forwarded.proto = Some(value.to_owned()),
                "host" => forwarded.host = Some(value.to_owned()),
                _ => {}
            }
        }
        forwarded
    }
}

/// The last address that is no trusted proxy: what stands before it, the visitor may have written.
fn client(peer: IpAddr, hops: &[IpAddr], trusted: &TrustedProxies) -> IpAddr {
    if hops.is_empty() {
        return peer;
    }
    hops.iter().rev().copied().find(|hop| !trusted.contains(*hop)).unwrap_or(hops[0])
}

/// An address with or without port and brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()));
    address
        .or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
        .map(|address: IpAddr| address.to_canonical())
}

fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn origin(peer: &str, headers: &[(&'static str, &'static str)]) -> Origin {
        let request = TestRequest::get().peer_addr(format!("{peer}:4000").parse().unwrap());
        let request = headers.iter().fold(request, |request, header| request.insert_header(*header));
        Origin::of(request.to_srv_request().head(), &TrustedProxies::parse("10.0.0.0/8, 192.168.1.5, nonsense"))
    }

    #[test]
    fn a_stranger_cannot_say_who_it_is() {
        let headers = [
            ("host", "a.example"),
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-host", "b.example"),
            ("x-forwarded-proto", "https"),
        ];
        let stranger = origin("203.0.113.9", &headers);
        assert_eq!(
            stranger,
            Origin { host: "a.example".into(), is_https: false, client: "203.0.113.9".parse().unwrap() }
        );
        let balancer = origin("10.1.1.1", &headers);
        assert_eq!(balancer, Origin { host: "b.example".into(), is_https: true, client: "1.2.3.4".parse().unwrap() });
    }

    #[test]
    fn what_a_visitor_wrote_before_the_proxies_is_not_believed() {
        let headers = [("host", "a.example"), ("x-forwarded-for", "6.6.6.6, 1.2.3.4, 192.168.1.5")];
        assert_eq!(origin("10.1.1.1", &headers).client, "1.2.3.4".parse::<IpAddr>().unwrap());
    }

    #[test]
    fn the_standard_header_is_understood() {
        let headers = [("host", "a.example"), ("forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=b.example")];
        let origin = origin("10.1.1.1", &headers);
        assert_eq!(origin.client, "2001:db8::1".parse::<IpAddr>().unwrap());
        assert_eq!((origin.host.as_str(), origin.is_https), ("b.example", true));
    }
}
