//! Amazon SNS: whether a notification really comes from it. The certificate is fetched from Amazon's own hosts alone, over
//! the guarded client, and kept; both versions of the signature are understood
//! (<https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>).

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use base64::Engine;
use chrono::{DateTime, Utc};
use ring::signature::{RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde::Deserialize;
use url::Url;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::http::HttpClient;

/// Largest certificate and largest answer to a confirmation, in bytes.
const LIMIT: usize = 64 * 1024;
/// Certificates that are kept.
const KEPT: usize = 16;

/// Why a notification is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnsError {
    /// It is no notification.
    #[error("{0}")]
    Malformed(String),
    /// It is not Amazon's, not of a topic that is listened to, or not signed by it.
    #[error("{0}")]
    Refused(String),
    /// Amazon could not be asked; another time it may.
    #[error("{0}")]
    Unreachable(String),
}

/// A notification whose signature is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The service's name for it; the same when it comes again.
    pub id: String,
    /// The ARN of the topic.
    pub topic: String,
    /// What it says.
    pub text: String,
    /// When it was sent.
    pub time: DateTime<Utc>,
    /// What it says about the subscription itself, where it is about that.
    pub subscription: Option<Subscription>,
}

/// A message about the subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// It waits to be confirmed, by asking this address.
    Asked(Url),
    /// It has ended.
    Ended,
}

/// Checks notifications. Cheap to clone; clones share the certificates.
#[derive(Clone, Debug)]
pub struct Sns {
    http: HttpClient,
    stand_in: Option<Url>,
    keys: Arc<Mutex<HashMap<String, Certificate>>>,
}

#[derive(Clone, Debug)]
struct Certificate {
    key: Vec<u8>,
    from: i64,
    until: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Message {
    #[serde(rename = "Type")]
    kind: String,
    message_id: String,
    topic_arn: String,
    message: String,
    timestamp: String,
    signature_version: String,
    signature: String,
    #[serde(rename = "SigningCertURL", alias = "SigningCertUrl")]
    certificate: String,
    subject: Option<String>,
    #[serde(rename = "SubscribeURL", alias = "SubscribeUrl")]
    subscribe: Option<String>,
    token: Option<String>,
}

impl Sns {
    /// With Amazon's own hosts; or with the one at `stand_in`, scheme and host and port, for a stand-in on a private
    /// network.
    pub fn new(http: HttpClient, stand_in: Option<Url>) -> Self {
        Self { http, stand_in, keys: Arc::default() }
    }

    /// What `body` says, if it is a notification of one of `topics` (ARNs) and rightly signed. The topic is looked at
    /// first: for others nothing is fetched.
    pub async fn verified(&self, body: &[u8], topics: &[&str], now: DateTime<Utc>) -> Result<Notification, SnsError> {
        let malformed = |said: String| SnsError::Malformed(format!("This is no notification of Amazon SNS: {said}"));
        let message: Message = serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))?;
        if !topics.contains(&message.topic_arn.as_str()) {
            return Err(SnsError::Refused("Nothing is taken from this topic.".to_owned()));
        }
        let time = DateTime::parse_from_rfc3339(&message.timestamp).map_err(|error| malformed(error.to_string()))?;
        let text = message.signed_text().ok_or_else(|| malformed("it is of no known type".to_owned()))?;
        let signature = base64::engine::general_purpose::STANDARD.decode(&message.signature);
        let signature = signature.map_err(|error| malformed(error.to_string()))?;
        let key = self.key(&message.certificate, now).await?;
        is_signed(&message.signature_version, &key, &text, &signature)?;
        let subscription = self.subscription(&message)?;
        let (id, topic, text) = (message.message_id, message.topic_arn, message.message);
        Ok(Notification { id, topic, text, time: time.with_timezone(&Utc), subscription })
    }

    /// Confirms a subscription by asking the address that a rightly signed message named.
    pub async fn confirm(&self, url: &Url) -> Result<(), SnsError> {
        let fetched = self.http.get(url, LIMIT).await.map_err(|error| SnsError::Unreachable(error.to_string()))?;
        match fetched.status {
            200..=299 => Ok(()),
            status => Err(SnsError::Unreachable(format!("Amazon SNS did not confirm the subscription: {status}"))),
        }
    }

    fn subscription(&self, message: &Message) -> Result<Option<Subscription>, SnsError> {
        match message.kind.as_str() {
            "SubscriptionConfirmation" => {
                let url = message.subscribe.as_deref().and_then(|url| self.of_amazon(url));
                let refused = || SnsError::Refused("The address of the confirmation is not Amazon's.".to_owned());
                Ok(Some(Subscription::Asked(url.ok_or_else(refused)?)))
            }
            "UnsubscribeConfirmation" => Ok(Some(Subscription::Ended)),
            _ => Ok(None),
        }
    }

    /// The public key of a certificate that is valid now.
    async fn key(&self, address: &str, now: DateTime<Utc>) -> Result<Vec<u8>, SnsError> {
        let url = self.of_amazon(address).filter(|url| url.path().ends_with(".pem"));
        let url = url.ok_or_else(|| SnsError::Refused("The certificate's address is not Amazon's.".to_owned()))?;
        let kept = self.keys.lock().ok().and_then(|keys| keys.get(url.as_str()).cloned());
        let certificate = match kept {
            Some(certificate) => certificate,
            None => self.fetch(&url).await?,
        };
        if !(certificate.from..=certificate.until).contains(&now.timestamp()) {
            return Err(SnsError::Refused("The certificate is not valid at this time.".to_owned()));
        }
        Ok(certificate.key)
    }

    async fn fetch(&self, url: &Url) -> Result<Certificate, SnsError> {
        let fetched = self.http.get(url, LIMIT).await.map_err(|error| SnsError::Unreachable(error.to_string()))?;
        if fetched.status != 200 || self.of_amazon(fetched.url.as_str()).is_none() {
            return Err(SnsError::Unreachable(format!("The certificate could not be fetched: {}", fetched.status)));
        }
        let certificate = certificate(&fetched.body).map_err(SnsError::Refused)?;
        if let Ok(mut keys) = self.keys.lock() {
            if keys.len() >= KEPT {
                keys.clear();
            }
            keys.insert(url.to_string(), certificate.clone());
        }
        Ok(certificate)
    }

    /// The address, if it is one of SNS itself: `https://sns.<region>.amazonaws.com`, no port, no user, no query but on
    /// confirmations.
    fn of_amazon(&self, address: &str) -> Option<Url> {
        let url = Url::parse(address).ok()?;
        if let Some(stand_in) = &self.stand_in {
            return (url.origin() == stand_in.origin()).then_some(url);
        }
        let host = url.host_str()?;
        let inner = host.strip_prefix("sns.")?;
        let region = inner.strip_suffix(".amazonaws.com").or_else(|| inner.strip_suffix(".amazonaws.com.cn"))?;
        let is_region = region.len() >= 3
            && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let is_plain = url.scheme() == "https" && url.port().is_none() && url.username().is_empty();
        (is_region && is_plain && url.password().is_none()).then_some(url)
    }
}

impl Message {
    /// The lines that the signature is over.
    fn signed_text(&self) -> Option<String> {
        let subject = self.subject.as_deref().map(|subject| ("Subject", subject));
        let fields: Vec<(&str, &str)> = match self.kind.as_str() {
            "Notification" => [("Message", self.message.as_str()), ("MessageId", &self.message_id)]
                .into_iter()
                .chain(subject)
                .chain([("Timestamp", self.timestamp.as_str()), ("TopicArn", &self.topic_arn), ("Type", &self.kind)])
                .collect(),
            "SubscriptionConfirmation" | "UnsubscribeConfirmation" => vec![
                ("Message", &self.message),
                ("MessageId", &self.message_id),
                ("SubscribeURL", self.subscribe.as_deref()?),
                ("Timestamp", &self.timestamp),
                ("Token", self.token.as_deref()?),
                ("TopicArn", &self.topic_arn),
                ("Type", &self.kind),
            ],
            _ => return None,
        };
        Some(fields.iter().map(|(name, value)| format!("{name}\n{value}\n")).collect())
    }
}

fn is_signed(version: &str, key: &[u8], text: &str, signature: &[u8]) -> Result<(), SnsError> {
    let algorithm = match version {
        "1" => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        "2" => &RSA_PKCS1_2048_8192_SHA256,
        other => return Err(SnsError::Refused(format!("Signatures of version {other} are not known."))),
    };
    let verified = UnparsedPublicKey::new(algorithm, key).verify(text.as_bytes(), signature);
    verified.map_err(|_| SnsError::Refused("The signature is wrong.".to_owned()))
}

/// Reads a certificate in PEM.
fn certificate(pem: &[u8]) -> Result<Certificate, String> {
    let unreadable = |what: &str| format!("The certificate cannot be read: {what}");
    let (_, pem) = x509_parser::pem::parse_x509_pem(pem).map_err(|_| unreadable("it is no PEM"))?;
    let (_, parsed) = X509Certificate::from_der(&pem.contents).map_err(|_| unreadable("it is no X.509"))?;
    let validity = parsed.validity();
    Ok(Certificate {
        key: parsed.public_key().subject_public_key.data.to_vec(),
        from: validity.not_before.timestamp(),
        until: validity.not_after.timestamp(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sns() -> Sns {
        Sns::new(HttpClient::new().unwrap(), None)
    }

    #[test]
    fn only_amazons_own_hosts_are_believed() {
        for good in [
            "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem",
            "https://sns.us-east-1.amazonaws.com/x.pem",
            "https://sns.cn-north-1.amazonaws.com.cn/x.pem",
        ] {
            assert!(sns().of_amazon(good).is_some(), "{good}");
        }
        for bad in [
            "http://sns.us-east-1.amazonaws.com/x.pem",
            "https://sns.us-east-1.amazonaws.com.evil.com/x.pem",
            "https://evil.com/sns.us-east-1.amazonaws.com/x.pem",
            "https://sns.evil.com.amazonaws.com/x.pem",
            "https://s3.us-east-1.amazonaws.com/x.pem",
            "https://sns.us-east-1.amazonaws.com:8443/x.pem",
            "https://sns.us-east-1.amazonaws.com@evil.com/x.pem",
            "https://a@sns.us-east-1.amazonaws.com/x.pem",
            "https://sns..amazonaws.com/x.pem",
        ] {
            assert!(sns().of_amazon(bad).is_none(), "{bad}");
        }
    }

    #[tokio::test]
    async fn another_topic_is_refused_before_anything_is_fetched() {
        let body = serde_json::json!({"Type": "Notification", "MessageId": "1", "TopicArn": "arn:evil", "Message": "",
            "Timestamp": "2026-01-01T00:00:00Z", "SignatureVersion": "2", "Signature": "", "SigningCertURL": "x"});
        let refused = sns().verified(body.to_string().as_bytes(), &["arn:mine"], moment()).await;
        assert!(matches!(refused, Err(SnsError::Refused(said)) if said.contains("topic")));
        let nonsense = sns().verified(b"{}", &["arn:mine"], moment()).await;
        assert!(matches!(nonsense, Err(SnsError::Malformed(_))));
    }

    fn moment() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn a_subject_is_signed_where_there_is_one() {
        let with = |subject: Option<&str>| {
            let message = Message {
                kind: "Notification".into(),
                message_id: "1".into(),
                topic_arn: "arn".into(),
                message: "hello".into(),
                timestamp: "now".into(),
                signature_version: "1".into(),
                signature: String::new(),
                certificate: String::new(),
                subject: subject.map(str::to_owned),
                subscribe: None,
                token: None,
            };
            message.signed_text().unwrap()
        };
        assert_eq!(with(None), "Message\nhello\nMessageId\n1\nTimestamp\nnow\nTopicArn\narn\nType\nNotification\n");
        assert!(with(Some("s")).contains("MessageId\n1\nSubject\ns\nTimestamp"));
    }
}
