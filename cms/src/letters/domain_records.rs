//! The records by which a domain says who may write in its name: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489).

use platform::dns::Dns;
use platform::mail::{DomainRules, WantedRecord};
use serde::Serialize;

/// How a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// As it should be.
    Good,
    /// Not there.
    Missing,
    /// There, and something else than it should be.
    Wrong,
    /// The name server did not answer.
    Unknown,
}

/// One record: what should be there, and what is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// `SPF`, `DKIM` or `DMARC`.
    pub what: &'static str,
    /// How it stands.
    pub found: Found,
    /// The record's name.
    pub name: String,
    /// `TXT` or `CNAME`.
    pub kind: &'static str,
    /// The exact value to enter; empty where nothing is to be done or it is not known.
    pub value: String,
    /// What stands there now.
    pub current: String,
    /// One sentence for a person.
    pub note: String,
}

impl Record {
    fn new(what: &'static str, name: String, kind: &'static str) -> Self {
        let empty = String::new;
        Self { what, found: Found::Good, name, kind, value: empty(), current: empty(), note: empty() }
    }

    fn unknown(self, error: String) -> Self {
        Self { found: Found::Unknown, note: error, ..self }
    }
}

/// The SPF record: exactly one, and it includes the way out.
pub(super) async fn spf(dns: &Dns, domain: &str, wanted: &str) -> Record {
    let record = Record::new("SPF", domain.to_owned(), "TXT");
    let texts = match dns.texts(domain).await {
        Ok(texts) => texts,
        Err(error) => return record.unknown(error),
    };
    judged_spf(record, &texts, wanted)
}

fn judged_spf(record: Record, texts: &[String], wanted: &str) -> Record {
    let is_spf = |text: &&String| text.to_lowercase() == "v=spf1" || text.to_lowercase().starts_with("v=spf1 ");
    let found: Vec<&String> = texts.iter().filter(is_spf).collect();
    let Some(current) = found.first().map(|text| (*text).clone()) else {
        let value = format!("v=spf1 {wanted} ~all").replace("  ", " ");
        let note = "Nobody is named who may send letters of this domain.".to_owned();
        return Record { found: Found::Missing, value, note, ..record };
    };
    if found.len() > 1 {
        let note = "There are several SPF records, so that none counts. Keep one.".to_owned();
        return Record { found: Found::Wrong, value: merged(&found, wanted), current, note, ..record };
    }
    let terms: Vec<&str> = current.split_whitespace().collect();
    if terms.iter().any(|term| term.eq_ignore_ascii_case("+all") || term.eq_ignore_ascii_case("all")) {
        let note = "The record lets everybody send letters of this domain.".to_owned();
        let value = merged(&found, wanted).replace("+all", "~all").replace(" all", " ~all");
        return Record { found: Found::Wrong, value, current, note, ..record };
    }
    let names_us =
        wanted.is_empty() || terms.iter().any(|term| term.trim_start_matches('+').eq_ignore_ascii_case(wanted));
    if !names_us {
        let note = format!("The record does not name {wanted}.");
        return Record { found: Found::Wrong, value: merged(&found, wanted), current, note, ..record };
    }
    Record { current, ..record }
}

/// The records in one, with the way out before what is said of all others.
fn merged(found: &[&String], wanted: &str) -> String {
    let mut terms: Vec<&str> = Vec::new();
    let mut last = "~all";
    let all = found.iter().flat_map(|text| text.split_whitespace().skip(1));
    for term in all.chain(Some(wanted).filter(|wanted| !wanted.is_empty())) {
        match term.trim_start_matches(['+', '-', '~', '?']).eq_ignore_ascii_case("all") {
            true => last = term,
            false if !terms.contains(&term) => terms.push(term),
            false => {}
        }
    }
    format!("v=spf1 {} {last}", terms.join(" ")).replace("  ", " ")
}

/// The records with the keys that letters are signed by.
pub(super) async fn dkim(dns: &Dns, domain: &str, rules: &DomainRules, selector: Option<&str>) -> Vec<Record> {
    let aliases = rules.dkim.iter().map(|wanted| dkim_alias(dns, wanted));
    let mut records = futures::future::join_all(aliases).await;
    if let Some(selector) = selector.filter(|_| rules.dkim.is_empty()) {
        records.push(dkim_key(dns, &format!("{selector}._domainkey.{domain}")).await);
    }
    if records.is_empty() {
        let record = Record::new("DKIM", format!("_domainkey.{domain}"), "TXT");
        let untold = "Set mail_dkim_selector to the name under which the mail server publishes its key.";
        let note = if rules.note.is_empty() { untold.to_owned() } else { rules.note.clone() };
        records.push(Record { found: Found::Unknown, note, ..record });
    }
    records
}

async fn dkim_alias(dns: &Dns, wanted: &WantedRecord) -> Record {
    let record = Record { value: wanted.value.clone(), ..Record::new("DKIM", wanted.name.clone(), wanted.kind) };
    match dns.alias(&wanted.name).await {
        Err(error) => record.unknown(error),
        Ok(Some(current)) if current.eq_ignore_ascii_case(&wanted.value) => {
            Record { current, value: String::new(), ..record }
        }
        Ok(Some(current)) => Record { found: Found::Wrong, current, note: "It leads elsewhere.".to_owned(), ..record },
        Ok(None) => Record {
            found: Found::Missing,
            note: "Letters are signed with a key that nobody finds.".to_owned(),
            ..record
        },
    }
}

async fn dkim_key(dns: &Dns, name: &str) -> Record {
    let record = Record::new("DKIM", name.to_owned(), "TXT");
    let texts = match dns.texts(name).await {
        Ok(texts) => texts,
        Err(error) => return record.unknown(error),
    };
    let key = |text: &String| text.split(';').find_map(|part| part.trim().strip_prefix("p=").map(str::to_owned));
    let Some(current) = texts.iter().find(|text| key(text).is_some()).cloned() else {
        let note = "There is no key. Enter the one that the mail server shows for this selector.".to_owned();
        return Record { found: Found::Missing, note, ..record };
    };
    if key(&current).is_some_and(|key| key.trim().is_empty()) {
        return Record { found: Found::Wrong, current, note: "The key was withdrawn.".to_owned(), ..record };
    }
    Record { current, ..record }
}

/// The DMARC record of the domain, or of the one that it belongs to.
pub(super) async fn dmarc(dns: &Dns, domain: &str, reports_to: &str) -> Record {
    let name = format!("_dmarc.{domain}");
    let record = Record::new("DMARC", name.clone(), "TXT");
    let mut asked = domain;
    loop {
        let texts = match dns.texts(&format!("_dmarc.{asked}")).await {
            Ok(texts) => texts,
            Err(error) => return record.unknown(error),
        };
        let is_dmarc = |text: &&String| text.to_lowercase().replace(' ', "").starts_with("v=dmarc1");
        let found: Vec<&String> = texts.iter().filter(is_dmarc).collect();
        if !found.is_empty() {
            return judged_dmarc(record, &found);
        }
        match asked.split_once('.').filter(|(_, parent)| parent.contains('.')) {
            Some((_, parent)) => asked = parent,
            None => break,
        }
    }
    let value = format!("v=DMARC1; p=none; rua=mailto:{reports_to}");
    let note = "Nothing is said about letters that are forged. Begin with p=none, read the reports, then go on to \
                quarantine."
        .to_owned();
    Record { found: Found::Missing, value, note, ..record }
}

fn judged_dmarc(record: Record, found: &[&String]) -> Record {
    let current = found[0].clone();
    if found.len() > 1 {
        let note = "There are several DMARC records, so that none counts. Keep one.".to_owned();
        return Record { found: Found::Wrong, value: current.clone(), current, note, ..record };
    }
    let policy = current.split(';').find_map(|part| part.trim().to_lowercase().strip_prefix("p=").map(str::to_owned));
    match policy.as_deref().map(str::trim) {
        Some("none") => Record { current, note: "Forged letters are reported and delivered.".to_owned(), ..record },
        Some("quarantine" | "reject") => Record { current, ..record },
        _ => {
            let note = "The record names no policy.".to_owned();
            Record {
                found: Found::Wrong,
                value: format!("{}; p=none", current.trim_end_matches([';', ' '])),
                current,
                note,
                ..record
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spf_of(texts: &[&str], wanted: &str) -> Record {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        judged_spf(Record::new("SPF", "example.org".into(), "TXT"), &texts, wanted)
    }

    #[test]
    fn a_domain_without_spf_gets_the_record_to_enter() {
        let record = spf_of(&["google-site-verification=x"], "include:amazonses.com");
        assert_eq!((record.found, record.value.as_str()), (Found::Missing, "v=spf1 include:amazonses.com ~all"));
    }

    #[test]
    fn an_spf_record_that_names_others_is_kept_and_added_to() {
        let record = spf_of(&["v=spf1 ip4:192.0.2.1 include:_spf.example.net -all"], "include:amazonses.com");
        let value = "v=spf1 ip4:192.0.2.1 include:_spf.example.net include:amazonses.com -all";
        assert_eq!((record.found, record.value.as_str()), (Found::Wrong, value));
        assert_eq!(spf_of(&[value], "include:amazonses.com").found, Found::Good);
    }

    #[test]
    fn two_spf_records_become_one_and_one_for_everybody_is_wrong() {
        let record = spf_of(&["v=spf1 a -all", "v=spf1 mx ~all"], "include:amazonses.com");
        assert_eq!((record.found, record.value.as_str()), (Found::Wrong, "v=spf1 a mx include:amazonses.com ~all"));
        assert_eq!(spf_of(&["v=spf1 +all"], "").found, Found::Wrong);
        assert_eq!(spf_of(&["v=spf10 a"], "").found, Found::Missing);
    }

    #[test]
    fn a_dmarc_record_needs_a_policy_and_must_be_the_only_one() {
        let judged = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            judged_dmarc(Record::new("DMARC", "_dmarc.example.org".into(), "TXT"), &texts.iter().collect::<Vec<_>>())
        };
        assert_eq!(judged(&["v=DMARC1; p=reject"]).found, Found::Good);
        assert_eq!(judged(&["v=DMARC1; rua=mailto:a@b.org"]).found, Found::Wrong);
        assert_eq!(judged(&["v=DMARC1; p=none", "v=DMARC1; p=reject"]).found, Found::Wrong);
    }
}
