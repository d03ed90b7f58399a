//! Mail by Amazon SES (API v2). The service has no token that makes a second request harmless, so the library's own
//! retries are off: one call is one request. The outbox's number goes along as a tag, so that the service's events tell
//! what became of a letter whose answer was cut off.

use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::config::timeout::TimeoutConfig;
use aws_sdk_sesv2::config::{Region, http::HttpResponse};
use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{Destination, EmailContent, MessageTag, RawMessage};
use aws_sdk_sesv2::{Client, Config};
use aws_smithy_http_client::{Builder, tls};
use tokio::sync::OnceCell;
use url::Url;

use super::{DomainRules, MailTransport, OutgoingMail, Quota, SendFailure, WantedRecord};

/// The tag with the outbox's number.
pub const TAG: &str = "platen-letter";
/// The tag with the kind of letter.
const KIND_TAG: &str = "platen-kind";
/// How long one request may take; the connection less.
const PATIENCE: Duration = Duration::from_secs(30);
const CONNECTING: Duration = Duration::from_secs(5);

/// SES in one region.
#[derive(Debug)]
pub struct AmazonSes {
    region: String,
    configuration_set: Option<String>,
    endpoint: Option<String>,
    client: OnceCell<Client>,
}

impl AmazonSes {
    /// The service that `ses://REGION?configuration_set=NAME&endpoint=URL` names; set and endpoint may be left out.
    /// Credentials come from where every AWS program looks for them, with the first message.
    pub fn at(url: &Url) -> Result<Self, String> {
        let region = url.host_str().filter(|host| !host.is_empty());
        let region = region.ok_or("mail_url names no region: ses://eu-central-1")?.to_owned();
        let parameter = |name: &str| {
            let mut pairs = url.query_pairs();
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let (configuration_set, endpoint) = (parameter("configuration_set"), parameter("endpoint"));
        Ok(Self { region, configuration_set, endpoint, client: OnceCell::new() })
    }

    async fn client(&self) -> &Client {
        self.client.get_or_init(|| self.connect()).await
    }

    async fn connect(&self) -> Client {
        let http =
            Builder::new().tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring)).build_https();
        let shared = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(self.region.clone()))
            .http_client(http)
            .load()
            .await;
        let timeouts = TimeoutConfig::builder().connect_timeout(CONNECTING).operation_timeout(PATIENCE).build();
        let mut config = Config::from(&shared).to_builder();
        config = config.retry_config(RetryConfig::disabled()).timeout_config(timeouts);
        if let Some(endpoint) = &self.endpoint {
            config = config.endpoint_url(endpoint);
        }
        Client::from_conf(config.build())
    }
}

#[async_trait::async_trait]
impl MailTransport for AmazonSes {
    fn name(&self) -> &'static str {
        "ses"
    }

    /// Gives the service's message id.
    async fn send(&self, mail: &OutgoingMail) -> Result<String, SendFailure> {
        let (from, to) = mail.addresses()?;
        let broken = |error: aws_sdk_sesv2::error::BuildError| SendFailure::Refused(error.to_string());
        let raw = RawMessage::builder().data(Blob::new(mail.mime()?)).build().map_err(broken)?;
        let mut request = self
            .client()
            .await
            .send_email()
            .from_email_address(from.to_string())
            .destination(Destination::builder().to_addresses(to.to_string()).build())
            .content(EmailContent::builder().raw(raw).build())
            .set_configuration_set_name(self.configuration_set.clone());
        for (name, value) in [(TAG, mail.id.to_string()), (KIND_TAG, mail.kind.clone())] {
            if !value.is_empty() {
                request = request.email_tags(MessageTag::builder().name(name).value(value).build().map_err(broken)?);
            }
        }
        match request.send().await {
            Ok(sent) => Ok(sent.message_id.unwrap_or_default()),
            Err(error) => Err(failure(&error)),
        }
    }

    async fn quota(&self) -> Result<Option<Quota>, String> {
        let asked = self.client().await.get_account().send().await;
        let account = asked.map_err(|error| format!("GetAccount: {}", said(&error)))?;
        let quota = account.send_quota().ok_or("GetAccount: the answer names no quota")?;
        Ok(Some(Quota {
            per_second: quota.max_send_rate(),
            // An account without a bound says -1.
            per_day: (quota.max24_hour_send() as i64).max(0),
            sent_last_day: quota.sent_last24_hours() as i64,
            may_send: account.sending_enabled() && account.enforcement_status() != Some("SHUTDOWN"),
        }))
    }

    /// The keys of Easy DKIM as the account has them for the domain, and the domain of its MAIL FROM.
    async fn domain_rules(&self, domain: &str) -> DomainRules {
        let mut rules = DomainRules { spf: "include:amazonses.com".to_owned(), ..DomainRules::default() };
        let identity = match self.client().await.get_email_identity().email_identity(domain).send().await {
            Ok(identity) => identity,
            Err(error) => {
                rules.note = format!("Amazon SES does not know {domain} as a verified identity: {}", said(&error));
                return rules;
            }
        };
        let tokens = identity.dkim_attributes().map(|dkim| dkim.tokens()).unwrap_or_default();
        rules.dkim = tokens.iter().map(|token| easy_dkim(token, domain)).collect();
        let bounces_to = identity.mail_from_attributes().map(|from| from.mail_from_domain().to_owned());
        rules.bounces_to = bounces_to.unwrap_or_default();
        rules
    }
}

fn easy_dkim(token: &str, domain: &str) -> WantedRecord {
    let (name, value) = (format!("{token}._domainkey.{domain}"), format!("{token}.dkim.amazonses.com"));
    WantedRecord { name, kind: "CNAME", value }
}

/// What the service, or the way there, said; nothing of the request.
fn said<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> String {
    match error {
        SdkError::ServiceError(answer) => {
            let (code, message) = (answer.err().code(), answer.err().message());
            format!("{} {}", code.unwrap_or("an error"), message.unwrap_or_default()).trim().to_owned()
        }
        SdkError::TimeoutError(_) => "no answer in time".to_owned(),
        SdkError::DispatchFailure(_) => "it was not reached".to_owned(),
        _ => "the answer cannot be read".to_owned(),
    }
}

fn failure(error: &SdkError<SendEmailError, HttpResponse>) -> SendFailure {
    match error {
        SdkError::ConstructionFailure(_) => SendFailure::Refused("The request could not be made.".to_owned()),
        SdkError::DispatchFailure(cut) => match cut.as_connector_error() {
            Some(connector) if connector.is_user() || was_never_reached(connector) => {
                SendFailure::Later(format!("Amazon SES was not reached: {connector}"))
            }
            // Where no credentials are found, nothing was sent either.
            None => SendFailure::Later("Amazon SES was not asked: are there credentials?".to_owned()),
            Some(connector) => SendFailure::Unknown(format!("The connection to Amazon SES broke: {connector}")),
        },
        SdkError::ServiceError(answer) => {
            let (code, status) = (answer.err().code().unwrap_or_default(), answer.raw().status().as_u16());
            let said = format!("Amazon SES: {code} {}", answer.err().message().unwrap_or_default()).trim().to_owned();
            match code {
                "TooManyRequestsException"
                | "LimitExceededException"
                | "SendingPausedException"
                | "AccountSuspendedException" => SendFailure::Later(said),
                _ if status == 429 => SendFailure::Later(said),
                _ if status >= 500 => SendFailure::Unknown(said),
                _ => SendFailure::Refused(said),
            }
        }
        _ => SendFailure::Unknown("No answer of Amazon SES could be read in time.".to_owned()),
    }
}

fn was_never_reached(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<std::io::Error>()
            && io.kind() == std::io::ErrorKind::ConnectionRefused
        {
            return true;
        }
        let said = inner.to_string();
        if said.contains("dns error") || said.contains("tcp connect error") {
            return true;
        }
        source = inner.source();
    }
    false
}
