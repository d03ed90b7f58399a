//! Sending mail: one builder of messages for all, and the ways that they leave the house.

mod allowed;
mod eml;
mod message;
mod ses;
mod smtp;

use std::fmt;
use std::sync::Arc;

pub use eml::EmlFiles;
pub use message::{OutgoingMail, is_address};
pub use ses::AmazonSes;
pub use smtp::Smtp;
use url::Url;

use crate::Config;

/// Why a message did not leave, or may not have. What is to be done next depends on nothing else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendFailure {
    /// It did not leave, and will not: a mailbox that does not exist, a sender that is not allowed.
    #[error("{0}")]
    Refused(String),
    /// It did not leave, and may another time: too many at once, a connection that was refused.
    #[error("{0}")]
    Later(String),
    /// Nobody knows whether it left: the answer was cut off. Sending it again may show it twice.
    #[error("{0}")]
    Unknown(String),
}

/// What an account may send.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quota {
    /// Letters a second; 0 for as many as there are.
    pub per_second: f64,
    /// Letters in 24 hours; 0 for as many as there are.
    pub per_day: i64,
    /// Of them, those that left.
    pub sent_last_day: i64,
    /// Whether it may send at all.
    pub may_send: bool,
}

impl Default for Quota {
    fn default() -> Self {
        Self { per_second: 0.0, per_day: 0, sent_last_day: 0, may_send: true }
    }
}

/// A record that a domain's owner has to add for a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedRecord {
    /// Its name.
    pub name: String,
    /// `CNAME`, `TXT` or `MX`.
    pub kind: &'static str,
    /// Its value.
    pub value: String,
}

/// What a way out asks of the domain that letters come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DomainRules {
    /// What the domain's SPF record must include, such as `include:amazonses.com`; empty where it is not known.
    pub spf: String,
    /// The records with the keys that letters are signed by; empty where they are not known.
    pub dkim: Vec<WantedRecord>,
    /// The domain that bounces go to, where it is another; its SPF record counts then.
    pub bounces_to: String,
    /// Why less is known than could be.
    pub note: String,
}

/// A way out for mail. One call is one attempt: whoever calls decides whether there is another, so that an
/// implementation never tries again by itself.
#[async_trait::async_trait]
pub trait MailTransport: fmt::Debug + Send + Sync {
    /// What it is called in logs.
    fn name(&self) -> &'static str;

    /// Hands the message over; gives the other side's name for it, or an empty text.
    async fn send(&self, mail: &OutgoingMail) -> Result<String, SendFailure>;

    /// What the account may send; none where nobody counts.
    async fn quota(&self) -> Result<Option<Quota>, String> {
        Ok(None)
    }

    /// What is asked of `domain` so that its letters are believed.
    async fn domain_rules(&self, _domain: &str) -> DomainRules {
        DomainRules::default()
    }
}

/// The way out that the configuration names; files in the data folder without any. Fails, with the reason, on an address
/// that means none. Nothing is connected yet.
pub fn transport(config: &Config) -> Result<Arc<dyn MailTransport>, String> {
    let way = way_out(config)?;
    if config.environment.is_empty() {
        return Ok(way);
    }
    Ok(Arc::new(allowed::AllowedOnly::new(way, &config.mail_allow)))
}

fn way_out(config: &Config) -> Result<Arc<dyn MailTransport>, String> {
    let Some(text) = config.mail_url.as_deref().filter(|text| !text.is_empty()) else {
        return Ok(Arc::new(EmlFiles::new(config.data_dir.join("mail"))));
    };
    let url = Url::parse(text).map_err(|error| format!("mail_url is no address: {error}"))?;
    match url.scheme() {
        "smtp" | "smtps" => Ok(Arc::new(Smtp::at(&url)?)),
        "ses" => Ok(Arc::new(AmazonSes::at(&url)?)),
        other => Err(format!("mail_url begins with smtp://, smtps:// or ses://, not with {other}://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(url: &str) -> Result<&'static str, String> {
        transport(&Config { mail_url: Some(url.into()), ..Config::default() }).map(|transport| transport.name())
    }

    #[test]
    fn the_address_says_which_way_mail_leaves() {
        assert_eq!(name("").as_deref(), Ok("eml"));
        assert_eq!(name("smtp://ann:secret@mail.example.org:587?tls=required").as_deref(), Ok("smtp"));
        assert_eq!(name("ses://eu-central-1?configuration_set=platen").as_deref(), Ok("ses"));
        for wrong in ["pigeon://x", "nothing", "ses://", "smtp://mail.example.org?tls=perhaps"] {
            let complaint = name(wrong).unwrap_err();
            assert!(complaint.contains("mail_url"), "{wrong}: {complaint}");
        }
    }
}
