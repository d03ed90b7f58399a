//! Mail by SMTP (RFC 5321), with TLS as the address asks for it.

use std::error::Error as _;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use url::Url;

use super::{MailTransport, OutgoingMail, SendFailure};

/// How long the server may take over each command.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server.
#[derive(Debug)]
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// The server at `smtp://user:password@host:port?tls=required` (or `opportunistic`), or `smtps://…`.
    pub fn at(url: &Url) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str());
        let builder = builder.map_err(|error| format!("mail_url names no mail server: {error}"))?;
        Ok(Self { server: builder.timeout(Some(PATIENCE)).build() })
    }
}

#[async_trait::async_trait]
impl MailTransport for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    /// Gives what the server said when it took the message.
    async fn send(&self, mail: &OutgoingMail) -> Result<String, SendFailure> {
        let (from, to) = mail.addresses()?;
        let bytes = mail.mime()?;
        let envelope = Envelope::new(Some(from), vec![to]).map_err(|error| SendFailure::Refused(error.to_string()))?;
        match self.server.send_raw(&envelope, &bytes).await {
            Ok(response) => Ok(response.message().collect::<Vec<_>>().join(" ")),
            Err(error) => Err(failure(&error)),
        }
    }
}

/// A server that said no has not taken it; one that was never reached neither. Of everything else nobody knows.
fn failure(error: &Error) -> SendFailure {
    let said = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    if error.is_permanent() {
        SendFailure::Refused(said)
    } else if error.is_transient() || error.is_tls() || was_never_reached(error) {
        SendFailure::Later(said)
    } else if error.is_client() {
        SendFailure::Refused(said)
    } else {
        SendFailure::Unknown(said)
    }
}

fn was_never_reached(error: &Error) -> bool {
    use std::io::ErrorKind::{AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable, NotFound};
    let source = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    // A name that cannot be looked up has no kind of its own.
    source.is_some_and(|io| {
        [AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable, NotFound].contains(&io.kind())
            || io.to_string().contains("lookup")
    })
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpListener;

    use super::*;

    fn letter() -> OutgoingMail {
        OutgoingMail {
            id: 9,
            from: "\"The House\" <post@example.org>".into(),
            to: "ann@example.com".into(),
            subject: "Hello".into(),
            text: "One\n.\nTwo".into(),
            ..OutgoingMail::default()
        }
    }

    /// A server that answers each command with the next of these lines, and hangs up when there are none left.
    async fn server(answers: &'static [&'static str]) -> (Smtp, tokio::task::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.split();
            let mut lines = BufReader::new(read).lines();
            let (mut heard, mut is_data) = (Vec::new(), false);
            for answer in answers {
                write.write_all(answer.as_bytes()).await.unwrap();
                is_data |= answer.starts_with("354");
                while let Ok(Some(line)) = lines.next_line().await {
                    let is_end = !is_data || line == ".";
                    heard.push(line);
                    if is_end {
                        is_data = false;
                        break;
                    }
                }
            }
            heard
        });
        (Smtp::at(&Url::parse(&format!("smtp://127.0.0.1:{port}")).unwrap()).unwrap(), heard)
    }

    #[tokio::test]
    async fn a_message_is_handed_over_whole() {
        let (smtp, heard) = server(&[
            "220 here\r\n",
            "250 hello\r\n",
            "250 ok\r\n",
            "250 ok\r\n",
            "354 go on\r\n",
            "250 taken as 42\r\n",
        ])
        .await;
        assert_eq!(smtp.send(&letter()).await.unwrap(), "taken as 42");
        let heard = heard.await.unwrap().join("\n");
        assert!(
            heard.contains("MAIL FROM:<post@example.org>") && heard.contains("RCPT TO:<ann@example.com>"),
            "{heard}"
        );
        assert!(heard.contains("\n..\n"), "a line of one point is doubled: {heard}");
    }

    #[tokio::test]
    async fn a_refusal_is_told_from_a_busy_server_and_from_silence() {
        let (no, _) = server(&["220 here\r\n", "250 hello\r\n", "250 ok\r\n", "550 no such mailbox\r\n"]).await;
        assert!(
            matches!(no.send(&letter()).await, Err(SendFailure::Refused(said)) if said.contains("no such mailbox"))
        );
        let (busy, _) = server(&["220 here\r\n", "250 hello\r\n", "451 try later\r\n"]).await;
        assert!(matches!(busy.send(&letter()).await, Err(SendFailure::Later(_))));
        let (cut, _) = server(&["220 here\r\n", "250 hello\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"]).await;
        let unknown = cut.send(&letter()).await;
        assert!(matches!(unknown, Err(SendFailure::Unknown(_))), "{unknown:?}");
        let nobody = Smtp::at(&Url::parse("smtp://127.0.0.1:9").unwrap()).unwrap().send(&letter()).await;
        assert!(matches!(nobody, Err(SendFailure::Later(_))), "{nobody:?}");
    }
}
