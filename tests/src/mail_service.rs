//! The part of Amazon SES that moto lacks: the account's quota, and a service that does not answer.
use serde_json::{Value, json};

use crate::recorder::{Asked, Recorder, Reply};

/// The path that takes letters.
const SENDING: &str = "/v2/email/outbound-emails";

/// A running service.
pub struct MailService {
    server: Recorder,
}

impl MailService {
    /// One whose account may send so many letters a second, and a day.
    pub fn with_quota(per_second: f64, per_day: i64, sent: i64) -> Self {
        Self { server: Recorder::start(move |asked| answer(asked, per_second, per_day, sent, false)) }
    }

    /// One that takes letters and never says so.
    pub fn that_stalls() -> Self {
        Self { server: Recorder::start(|asked| answer(asked, 100.0, 50_000, 0, true)) }
    }

    /// Answers from now on.
    pub fn recovers(&self) {
        self.server.answer_with(|asked| answer(asked, 100.0, 50_000, 0, false));
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The letters that it was given, as their requests.
    pub fn letters(&self) -> Vec<Value> {
        self.server.asked(SENDING).iter().map(Asked::json).collect()
    }

    /// How often it was asked for its quota.
    pub fn quotas_asked(&self) -> usize {
        self.server.asked("/v2/email/account").len()
    }
}

fn answer(asked: &Asked, per_second: f64, per_day: i64, sent: i64, stalls: bool) -> Reply {
    if asked.path.starts_with("/v2/email/account") {
        let quota = json!({"Max24HourSend": per_day as f64, "MaxSendRate": per_second, "SentLast24Hours": sent as f64});
        let account = json!({"SendQuota": quota, "SendingEnabled": true, "EnforcementStatus": "HEALTHY",
            "ProductionAccessEnabled": true});
        return Reply::Say(200, account.to_string());
    }
    if asked.path.starts_with("/v2/email/identities/") {
        let identity = json!({"IdentityType": "DOMAIN", "VerifiedForSendingStatus": true,
            "DkimAttributes": {"SigningEnabled": true, "Status": "SUCCESS", "Tokens": ["tok1", "tok2"]}});
        return Reply::Say(200, identity.to_string());
    }
    if asked.path.starts_with(SENDING) && stalls {
        return Reply::Stall;
    }
    let name = format!("m-{}", asked.json()["EmailTags"][0]["Value"].as_str().unwrap_or_default());
    Reply::Say(200, json!({"MessageId": name}).to_string())
}
