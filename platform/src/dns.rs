//! What the domain name system says about a domain.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::name_server::TokioConnectionProvider;
use hickory_resolver::proto::rr::{RData, RecordType};
use hickory_resolver::proto::xfer::Protocol;
use hickory_resolver::{ResolveError, TokioResolver};

/// How long one question may take, all its tries together.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one try may take.
const ONE_TRY: Duration = Duration::from_secs(2);
/// More records of one name are not looked at.
const MOST: usize = 50;

/// Asks a name server.
#[derive(Clone, Debug)]
pub struct Dns {
    resolver: TokioResolver,
}

impl Dns {
    /// The name server at `address:port`, or those of the system.
    pub fn open(server: Option<&str>) -> Result<Self, String> {
        let builder = match server.map(str::trim).filter(|server| !server.is_empty()) {
            None => TokioResolver::builder_tokio().map_err(|error| error.to_string())?,
            Some(server) => {
                let address: SocketAddr = server.parse().map_err(|error| format!("dns_server: {error}"))?;
                let mut config = ResolverConfig::new();
                config.add_name_server(NameServerConfig::new(address, Protocol::Udp));
                TokioResolver::builder_with_config(config, TokioConnectionProvider::default())
            }
        };
        let options = ResolverOpts::default();
        let mut builder = builder.with_options(options);
        let options = builder.options_mut();
        (options.timeout, options.attempts, options.cache_size) = (ONE_TRY, 2, 0);
        Ok(Self { resolver: builder.build() })
    }

    /// The texts at `name`, each put together from its pieces; none where there are none. Fails with what went wrong.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        self.records(name, RecordType::TXT).await
    }

    /// The name that `name` stands for, without the point at the end.
    pub async fn alias(&self, name: &str) -> Result<Option<String>, String> {
        Ok(self.records(name, RecordType::CNAME).await?.into_iter().next())
    }

    /// The addresses of `name`, those of the older kind first.
    pub async fn addresses(&self, name: &str) -> Result<Vec<String>, String> {
        let (old, new) = tokio::join!(self.records(name, RecordType::A), self.records(name, RecordType::AAAA));
        Ok([old?, new?].concat())
    }

    /// The servers that take mail for `name`.
    pub async fn mail_servers(&self, name: &str) -> Result<Vec<String>, String> {
        self.records(name, RecordType::MX).await
    }

    async fn records(&self, name: &str, kind: RecordType) -> Result<Vec<String>, String> {
        let full = format!("{}.", name.trim_end_matches('.'));
        let asked = tokio::time::timeout(PATIENCE, self.resolver.lookup(full, kind)).await;
        let found = match asked {
            Err(_) => return Err(format!("No answer about {name} came within {} seconds.", PATIENCE.as_secs())),
            Ok(Err(error)) if is_nothing(&error) => return Ok(Vec::new()),
            Ok(Err(error)) => return Err(format!("{name} could not be looked up: {error}")),
            Ok(Ok(found)) => found,
        };
        Ok(found.iter().filter_map(text).take(MOST).collect())
    }
}

fn is_nothing(error: &ResolveError) -> bool {
    error.is_no_records_found() || error.is_nx_domain()
}

fn text(data: &RData) -> Option<String> {
    match data {
        RData::TXT(text) => {
            Some(text.iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect::<String>())
        }
        RData::CNAME(name) => Some(name.0.to_utf8().trim_end_matches('.').to_lowercase()),
        RData::A(address) => Some(address.0.to_string()),
        RData::AAAA(address) => Some(address.0.to_string()),
        RData::MX(server) => Some(server.exchange().to_utf8().trim_end_matches('.').to_lowercase()),
        _ => None,
    }
}
