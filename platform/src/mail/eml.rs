//! Mail as files: what a host without a mail service does. Every mail program opens them.

use std::path::PathBuf;

use super::{MailTransport, OutgoingMail, SendFailure};

/// Writes each message to a folder as `<number>.eml`.
#[derive(Clone, Debug)]
pub struct EmlFiles {
    folder: PathBuf,
}

impl EmlFiles {
    /// Into this folder, which is made with the first message.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

#[async_trait::async_trait]
impl MailTransport for EmlFiles {
    fn name(&self) -> &'static str {
        "eml"
    }

    /// The file appears whole or not at all.
    async fn send(&self, mail: &OutgoingMail) -> Result<String, SendFailure> {
        let bytes = mail.mime()?;
        let later = |error: std::io::Error| SendFailure::Later(format!("{}: {error}", self.folder.display()));
        tokio::fs::create_dir_all(&self.folder).await.map_err(later)?;
        let name = format!("{:08}.eml", mail.id);
        let unfinished = self.folder.join(format!(".{name}"));
        tokio::fs::write(&unfinished, bytes).await.map_err(later)?;
        tokio::fs::rename(&unfinished, self.folder.join(&name)).await.map_err(later)?;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_message_becomes_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let mail = OutgoingMail {
            id: 3,
            from: "a@example.org".into(),
            to: "b@example.org".into(),
            subject: "Hello".into(),
            ..OutgoingMail::default()
        };
        let name = EmlFiles::new(folder.path().join("mail")).send(&mail).await.unwrap();
        let text = std::fs::read_to_string(folder.path().join("mail").join(name)).unwrap();
        assert!(text.contains("Subject: Hello") && text.contains("To: b@example.org"), "{text}");
    }
}
