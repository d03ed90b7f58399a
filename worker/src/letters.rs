//! Sends what waits in the outbox.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cms::letters::{self, ClaimedLetter};
use cms::{Error, Host, Result};
use platform::mail::{self, MailTransport, OutgoingMail, SendFailure};
use prometheus::IntCounterVec;

/// How often the outbox is looked at when nothing waited.
const POLL: Duration = Duration::from_secs(1);
/// Letters that are being sent side by side in one process.
const AT_ONCE: u64 = 8;
/// How often it is asked what dead senders left behind, and what the account may send.
const SETTLING: Duration = Duration::from_secs(5);
/// An attempt that takes longer is given up, and nobody knows what became of it.
const LONGEST: Duration = Duration::from_secs(60);
/// How often a sender says that it still sends; well within [`letters::LEASE`].
const STILL_SENDING: Duration = Duration::from_secs(8);

/// The way out that the configuration names; files in the data folder without any. Fails with the reason where it names
/// none.
pub fn transport(host: &Host) -> Result<Arc<dyn MailTransport>> {
    mail::transport(host.config()).map_err(Error::Internal)
}

/// Sends letters until `stop` completes; those that were claimed by then are finished first.
pub async fn deliver_letters(host: Host, transport: Arc<dyn MailTransport>, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let counted =
        host.metrics().counter("platen_mail_letters_total", "Attempts by how they ended", &["door", "result"]);
    let mut settled: Option<Instant> = None;
    loop {
        if settled.is_none_or(|last| last.elapsed() >= SETTLING) {
            settle(&host, transport.as_ref()).await;
            settled = Some(Instant::now());
        }
        let pause = match deliver_due(&host, transport.as_ref(), &counted).await {
            Ok(0) => POLL,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::warn!(%error, "no letters can be claimed");
                POLL
            }
        };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// What is to be known from time to time. Without it letters wait, and nothing is lost.
async fn settle(host: &Host, transport: &dyn MailTransport) {
    if let Err(error) = letters::settle_lost(host).await {
        tracing::warn!(%error, "what became of lost letters cannot be noted");
    }
    if let Err(error) = letters::ask_for_quota(host, transport).await {
        tracing::warn!(%error, "what the account may send cannot be noted");
    }
}

/// Sends what may leave now; tells how many letters that were.
async fn deliver_due(host: &Host, transport: &dyn MailTransport, counted: &IntCounterVec) -> Result<usize> {
    let claimed = letters::claim(host, transport.name(), AT_ONCE).await?;
    futures::future::join_all(claimed.iter().map(|letter| deliver(host, transport, letter, counted))).await;
    Ok(claimed.len())
}

async fn deliver(host: &Host, transport: &dyn MailTransport, claimed: &ClaimedLetter, counted: &IntCounterVec) {
    let letter = &claimed.letter;
    let mail = OutgoingMail {
        id: letter.id,
        from: letter.sender.clone(),
        to: letter.recipient.clone(),
        subject: letter.subject.clone(),
        text: letter.text_body.clone(),
        html: letter.html_body.clone(),
        kind: letter.kind.clone(),
        unsubscribe_url: letter.unsubscribe_url.clone(),
    };
    let sending = async {
        let sent = tokio::time::timeout(LONGEST, transport.send(&mail)).await;
        sent.unwrap_or_else(|_| Err(SendFailure::Unknown("No answer came within a minute.".into())))
    };
    let outcome = tokio::select! {
        outcome = sending => outcome,
        never = say_so(host, claimed) => never,
    };
    counted.with_label_values(&[transport.name(), result(&outcome)]).inc();
    if let Err(failure) = &outcome {
        tracing::warn!(letter = letter.id, kind = letter.kind, transport = transport.name(), %failure, "not sent");
    }
    if let Err(error) = letters::finish(host, claimed, outcome).await {
        tracing::warn!(letter = letter.id, %error, "what became of a letter could not be noted");
    }
}

/// How an attempt ended, as the counter has it.
fn result(outcome: &Result<String, SendFailure>) -> &'static str {
    match outcome {
        Ok(_) => "sent",
        Err(SendFailure::Refused(_)) => "refused",
        Err(SendFailure::Later(_)) => "later",
        Err(SendFailure::Unknown(_)) => "unknown",
    }
}

/// Says again and again that the letter is being sent; completes never.
async fn say_so(host: &Host, claimed: &ClaimedLetter) -> Result<String, SendFailure> {
    loop {
        tokio::time::sleep(STILL_SENDING).await;
        if let Err(error) = letters::still_sending(host, claimed).await {
            tracing::warn!(letter = claimed.letter.id, %error, "it could not be noted that a letter is being sent");
        }
    }
}
