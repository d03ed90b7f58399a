//! Why a letter may not leave at all.

use sea_orm::ConnectionTrait;

use super::suppressions;
use crate::{Result, Site};

/// The option with whom a site's letters may go to: addresses and `@domains`, in lines or separated by commas.
pub const ALLOW_LIST: &str = "platen_mail_allow_list";

/// What stands against a letter of this kind to this address; asked when it is written and again when it is to leave.
pub(super) async fn of(
    connection: &impl ConnectionTrait,
    site: &Site,
    kind: &str,
    recipient: &str,
) -> Result<Option<String>> {
    if let Some(said) = of_staging(site, recipient) {
        return Ok(Some(said));
    }
    let found = suppressions::reason(connection, site.id(), kind, recipient).await?;
    Ok(found.map(|row| match row.reason.as_str() {
        "bounce" => format!("The mailbox does not exist: {}", row.note),
        "complaint" => "Whoever reads it called an earlier letter unwanted.".to_owned(),
        "unsubscribed" => "Whoever reads it does not want letters of this kind.".to_owned(),
        _ => format!("The address is on the list of those that get no letters. {}", row.note),
    }))
}

/// An environment writes to nobody outside its list, and to nobody at all without one; a site with a list of its own keeps
/// to that too, wherever it is.
fn of_staging(site: &Site, recipient: &str) -> Option<String> {
    let config = site.host().config();
    let own = site.settings().text(ALLOW_LIST);
    let is_kept_in = !config.is_production() && !holds(&config.mail_allow, recipient);
    let is_left_out = !own.trim().is_empty() && !holds(&own, recipient);
    (is_kept_in || is_left_out).then(|| "The address is not on the list of those that letters may go to.".to_owned())
}

fn holds(list: &str, recipient: &str) -> bool {
    let recipient = recipient.trim().to_lowercase();
    let entries = list.split([',', ';', '\n', '"', '[', ']', ' ']).map(|entry| entry.trim().to_lowercase());
    entries.filter(|entry| !entry.is_empty()).any(|entry| match entry.strip_prefix('@') {
        Some(domain) => recipient.rsplit_once('@').is_some_and(|(_, of)| of == domain),
        None => recipient == entry,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allow_list_holds_addresses_and_whole_domains() {
        let list = "ann@example.com, @example.org\nBob@Example.net";
        for yes in ["ann@example.com", "Any.One@example.org", "bob@example.net"] {
            assert!(holds(list, yes), "{yes}");
        }
        for no in ["dan@example.com", "a@sub.example.org", "x@badexample.org", "", "@example.org.evil.com"] {
            assert!(!holds(list, no), "{no}");
        }
        assert!(holds(r#"["ann@example.com","@b.org"]"#, "x@b.org"), "a list in JSON is one too");
    }
}
