//! From a letter to the bytes that go over the wire (RFC 5322, MIME).

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use super::SendFailure;

/// A message that is to leave.
#[derive(Clone, Debug, Default)]
pub struct OutgoingMail {
    /// The outbox's number for it: part of its `Message-ID`, and a tag where the other side takes tags.
    pub id: i64,
    /// `Name <address>`, or an address alone.
    pub from: String,
    /// The same, of the one who gets it.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML, or empty.
    pub html: String,
    /// What kind of letter it is, such as `password-reset`.
    pub kind: String,
    /// Where its reader says that no more of them shall come, or empty: mail programs show a button for it (RFC 8058).
    pub unsubscribe_url: String,
}

impl OutgoingMail {
    /// The whole message. Fails for good where an address is none.
    pub fn mime(&self) -> Result<Vec<u8>, SendFailure> {
        let from = mailbox(&self.from)?;
        let message_id = format!("<platen-{}@{}>", self.id, from.email.domain());
        let builder = lettre::Message::builder()
            .from(from)
            .to(mailbox(&self.to)?)
            .subject(self.subject.replace(['\r', '\n'], " "))
            .message_id(Some(message_id));
        // Nobody's holiday answer comes back (RFC 3834).
        let builder = builder.raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        let builder = match self.unsubscribe_url.is_empty() {
            true => builder,
            false => builder
                .raw_header(header("List-Unsubscribe", format!("<{}>", self.unsubscribe_url)))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())),
        };
        let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(self.text.clone());
        let message = if self.html.is_empty() {
            builder.singlepart(text)
        } else {
            let html = SinglePart::builder().header(ContentType::TEXT_HTML).body(self.html.clone());
            builder.multipart(MultiPart::alternative().singlepart(text).singlepart(html))
        };
        message.map(|message| message.formatted()).map_err(|error| SendFailure::Refused(error.to_string()))
    }
}

impl OutgoingMail {
    /// The bare addresses of who sends it and who gets it.
    pub fn addresses(&self) -> Result<(lettre::Address, lettre::Address), SendFailure> {
        Ok((mailbox(&self.from)?.email, mailbox(&self.to)?.email))
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.replace(['\r', '\n'], ""))
}

/// Whether `text` is exactly one mail address, with or without a name before it, and holds nothing that could become a
/// header.
pub fn is_address(text: &str) -> bool {
    !text.chars().any(char::is_control) && text.len() <= 320 && text.parse::<Mailbox>().is_ok()
}

fn mailbox(text: &str) -> Result<Mailbox, SendFailure> {
    text.parse().map_err(|error| SendFailure::Refused(format!("{text} is no mail address: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> OutgoingMail {
        OutgoingMail {
            id: 7,
            from: "Ünser Haus <post@example.org>".into(),
            to: "ann@example.com".into(),
            subject: "Grüße\r\nBcc: mallory@example.com".into(),
            text: "Hällo".into(),
            ..OutgoingMail::default()
        }
    }

    #[test]
    fn a_line_end_in_a_subject_adds_no_header() {
        let text = String::from_utf8(letter().mime().unwrap()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
        assert!(text.contains("Message-ID: <platen-7@example.org>"), "{text}");
    }

    #[test]
    fn html_comes_beside_the_plain_text() {
        let both = OutgoingMail { html: "<p>Hi</p>".into(), ..letter() };
        let text = String::from_utf8(both.mime().unwrap()).unwrap();
        assert!(text.contains("multipart/alternative") && text.contains("text/html"), "{text}");
    }

    #[test]
    fn one_address_is_one_and_nothing_besides() {
        for good in ["ann@example.com", "Ann Bee <ann@example.com>"] {
            assert!(is_address(good), "{good}");
        }
        let injected = "ann@example.com\r\nBcc: mallory@example.com";
        for bad in ["", "ann", "a@b.org, c@d.org", injected, "ann@example.com\n", "<ann@example.com>, <b@c.org>"] {
            assert!(!is_address(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_way_out_is_a_pair_of_headers() {
        let url = "https://example.org/wp-mail.php?unsubscribe=abc";
        let with = OutgoingMail { unsubscribe_url: url.into(), ..letter() };
        let text = String::from_utf8(with.mime().unwrap()).unwrap().replace("\r\n ", " ");
        assert!(text.contains(&format!("List-Unsubscribe: <{url}>")), "{text}");
        assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
        assert!(!String::from_utf8(letter().mime().unwrap()).unwrap().contains("List-Unsubscribe"));
    }

    #[test]
    fn what_is_no_address_is_refused_for_good() {
        let nobody = OutgoingMail { to: "nobody".into(), ..letter() };
        assert!(matches!(nobody.mime(), Err(SendFailure::Refused(_))));
    }
}
