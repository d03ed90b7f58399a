//! An environment writes to those it may write to, and to nobody else.

use std::sync::Arc;

use super::{DomainRules, MailTransport, OutgoingMail, Quota, SendFailure};

/// Any way out, open to the addresses of a list.
#[derive(Debug)]
pub(super) struct AllowedOnly {
    way: Arc<dyn MailTransport>,
    allowed: Vec<String>,
}

impl AllowedOnly {
    /// `list` has addresses and domains such as `@example.com`, comma-separated; an empty one lets nothing out.
    pub(super) fn new(way: Arc<dyn MailTransport>, list: &str) -> Self {
        let entries = list.split(',').map(|entry| entry.trim().to_lowercase()).filter(|entry| !entry.is_empty());
        Self { way, allowed: entries.collect() }
    }

    fn allows(&self, recipient: &str) -> bool {
        let address = recipient.rsplit_once('<').map_or(recipient, |(_, address)| address.trim_end_matches('>'));
        let address = address.trim().to_lowercase();
        let domain = address.rsplit_once('@').map(|(_, domain)| format!("@{domain}")).unwrap_or_default();
        self.allowed.iter().any(|entry| *entry == address || *entry == domain)
    }
}

#[async_trait::async_trait]
impl MailTransport for AllowedOnly {
    fn name(&self) -> &'static str {
        self.way.name()
    }

    async fn send(&self, mail: &OutgoingMail) -> Result<String, SendFailure> {
        if !self.allows(&mail.to) {
            return Err(SendFailure::Refused("This environment may not write to that address (mail_allow).".into()));
        }
        self.way.send(mail).await
    }

    async fn quota(&self) -> Result<Option<Quota>, String> {
        self.way.quota().await
    }

    async fn domain_rules(&self, domain: &str) -> DomainRules {
        self.way.domain_rules(domain).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Open;

    #[async_trait::async_trait]
    impl MailTransport for Open {
        fn name(&self) -> &'static str {
            "open"
        }

        async fn send(&self, _: &OutgoingMail) -> Result<String, SendFailure> {
            Ok(String::new())
        }
    }

    async fn leaves(list: &str, to: &str) -> bool {
        let mail = OutgoingMail { to: to.into(), ..OutgoingMail::default() };
        AllowedOnly::new(Arc::new(Open), list).send(&mail).await.is_ok()
    }

    #[tokio::test]
    async fn only_who_is_on_the_list_gets_letters() {
        let list = "ann@example.org, @staff.example";
        assert!(leaves(list, "Ann <ANN@example.org>").await);
        assert!(leaves(list, "bob@staff.example").await);
        assert!(!leaves(list, "bob@example.org").await);
        assert!(!leaves(list, "bob@not-staff.example").await);
        assert!(!leaves("", "ann@example.org").await);
    }
}
