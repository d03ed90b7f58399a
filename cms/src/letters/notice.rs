//! What Amazon SES tells about a letter: its events, in the two forms that it has for them (feedback notifications and
//! published events).

use serde::Deserialize;

use super::suppressions::normal;

/// The tag that carries the outbox's number.
const TAG: &str = "platen-letter";

/// One event of one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub event: Event,
    /// The service's name for the message.
    pub message_id: String,
    /// The outbox's number, where the event carries the tag.
    pub letter: Option<i64>,
    /// Whom it concerns, bare and in lower case.
    pub recipients: Vec<String>,
    /// What the other side said.
    pub note: String,
}

/// What happened to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The service took it.
    Sent,
    /// The reader's server took it.
    Delivered,
    /// It waits at the service.
    Delayed,
    /// The mailbox does not exist.
    HardBounce,
    /// It came back, and another may arrive.
    SoftBounce,
    /// The reader called it unwanted.
    Complaint,
    /// The service will not send it.
    Rejected,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(alias = "notificationType")]
    event_type: String,
    mail: Mail,
    #[serde(default)]
    bounce: Details,
    #[serde(default)]
    complaint: Details,
    #[serde(default)]
    delivery: Details,
    #[serde(default)]
    delivery_delay: Details,
    #[serde(default)]
    reject: Details,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mail {
    message_id: String,
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: std::collections::HashMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Details {
    bounce_type: String,
    bounce_sub_type: String,
    bounced_recipients: Vec<Recipient>,
    complained_recipients: Vec<Recipient>,
    delayed_recipients: Vec<Recipient>,
    recipients: Vec<String>,
    complaint_feedback_type: Option<String>,
    delay_type: String,
    smtp_response: String,
    reason: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Recipient {
    email_address: String,
    diagnostic_code: String,
}

impl Notice {
    /// What `text` tells; none for events that say nothing of a letter's way (opens, clicks, the greeting of a new
    /// subscription). Fails with what is wrong.
    pub fn read(text: &str) -> Result<Option<Self>, String> {
        let told: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if told.get("mail").is_none() {
            return Ok(None);
        }
        let told: Told = serde_json::from_value(told).map_err(|error| error.to_string())?;
        let Some((event, recipients, note)) = told.what() else { return Ok(None) };
        let recipients = if recipients.is_empty() { told.mail.destination.clone() } else { recipients };
        let recipients = recipients.iter().filter_map(|one| bare(one)).collect();
        let tag = told.mail.tags.get(TAG).and_then(|values| values.first());
        let letter = tag.and_then(|number| number.parse().ok());
        Ok(Some(Self { event, message_id: told.mail.message_id, letter, recipients, note }))
    }
}

impl Told {
    /// The event, whom it concerns, and what was said.
    fn what(&self) -> Option<(Event, Vec<String>, String)> {
        let named = |list: &[Recipient]| list.iter().map(|one| one.email_address.clone()).collect();
        Some(match self.event_type.as_str() {
            "Send" => (Event::Sent, Vec::new(), String::new()),
            "Delivery" => (Event::Delivered, self.delivery.recipients.clone(), self.delivery.smtp_response.clone()),
            "DeliveryDelay" => {
                (Event::Delayed, named(&self.delivery_delay.delayed_recipients), self.delivery_delay.delay_type.clone())
            }
            "Bounce" => {
                let is_hard = self.bounce.bounce_type == "Permanent";
                let event = if is_hard { Event::HardBounce } else { Event::SoftBounce };
                (event, named(&self.bounce.bounced_recipients), self.bounce.why())
            }
            "Complaint" => {
                let why = self.complaint.complaint_feedback_type.clone().unwrap_or_default();
                (Event::Complaint, named(&self.complaint.complained_recipients), why)
            }
            "Reject" => (Event::Rejected, Vec::new(), self.reject.reason.clone()),
            "Rendering Failure" => (Event::Rejected, Vec::new(), "The template could not be rendered.".into()),
            _ => return None,
        })
    }
}

impl Details {
    fn why(&self) -> String {
        let code = self.bounced_recipients.iter().map(|one| one.diagnostic_code.as_str()).find(|code| !code.is_empty());
        match code {
            Some(code) => code.to_owned(),
            None => format!("{} {}", self.bounce_type, self.bounce_sub_type).trim().to_owned(),
        }
    }
}

/// `Name <a@b>` or `a@b`, as the list of suppressions has it.
fn bare(address: &str) -> Option<String> {
    let inside = address.rsplit_once('<').map_or(address, |(_, rest)| rest.trim_end_matches('>'));
    normal(inside).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_of_events_are_understood() {
        let published = json!({"eventType": "Bounce", "mail": {"messageId": "m1", "destination": ["a@b.org"],
            "tags": {"platen-letter": ["7"], "ses:from-domain": ["x"]}}, "bounce": {"bounceType": "Permanent",
            "bounceSubType": "General", "bouncedRecipients": [{"emailAddress": "Ann <A@B.org>",
            "diagnosticCode": "550 no such user"}]}});
        let notice = Notice::read(&published.to_string()).unwrap().unwrap();
        assert_eq!((notice.event, notice.letter), (Event::HardBounce, Some(7)));
        assert_eq!((notice.recipients, notice.note.as_str()), (vec!["a@b.org".to_owned()], "550 no such user"));
        let feedback = json!({"notificationType": "Complaint", "mail": {"messageId": "m2", "destination": ["a@b.org"]},
            "complaint": {"complainedRecipients": [{"emailAddress": "a@b.org"}], "complaintFeedbackType": "abuse"}});
        let notice = Notice::read(&feedback.to_string()).unwrap().unwrap();
        assert_eq!((notice.event, notice.letter, notice.note.as_str()), (Event::Complaint, None, "abuse"));
    }

    #[test]
    fn what_says_nothing_of_a_letter_is_no_notice_and_what_is_broken_is_an_error() {
        assert_eq!(Notice::read(r#"{"eventType":"Open","mail":{"messageId":"m"}}"#).unwrap(), None);
        assert_eq!(Notice::read(r#"{"hello":"world"}"#).unwrap(), None);
        assert!(Notice::read("Successfully validated SNS topic").is_err());
        assert!(Notice::read(r#"{"eventType":"Send","mail":{}}"#).is_err());
    }

    #[test]
    fn a_full_mailbox_is_no_reason_to_write_never_again() {
        let soft = json!({"eventType": "Bounce", "mail": {"messageId": "m"}, "bounce": {"bounceType": "Transient",
            "bounceSubType": "MailboxFull", "bouncedRecipients": [{"emailAddress": "a@b.org"}]}});
        let notice = Notice::read(&soft.to_string()).unwrap().unwrap();
        assert_eq!((notice.event, notice.note.as_str()), (Event::SoftBounce, "Transient MailboxFull"));
    }
}
