//! What whoever starts a host without a site must know: where to go, and the code that nobody else has.

use cms::{Host, installation};

use crate::voice::Voice;

/// Tells it, where there is no site yet.
pub async fn tell(host: &Host, voice: Voice, listen: &str) -> anyhow::Result<()> {
    match installation::is_needed(host).await? {
        true => voice.tell(&how(host, listen).await?),
        false => Ok(()),
    }
}

/// In a sentence, with the address.
pub async fn how(host: &Host, listen: &str) -> anyhow::Result<String> {
    let Some(code) = installation::code(host).await? else { return Ok(String::new()) };
    let port = listen.rsplit(':').next().unwrap_or("80");
    let name = if port == "80" { "localhost".to_owned() } else { format!("localhost:{port}") };
    Ok(format!(
        "There is no site yet. Make it in the browser, by this host's own name and with this one-time code:\n  \
         http://{name}/wp-admin/install.php?code={code}\nor here: platen core install --url=… --title=… --admin_user=… \
         --admin_email=…"
    ))
}
