//! Addresses that people typed, made fit for an attribute (WordPress's `esc_url`).

/// Schemes that a link on a page may have (`wp_allowed_protocols`).
const SCHEMES: [&str; 20] = [
    "http", "https", "ftp", "ftps", "mailto", "news", "irc", "irc6", "ircs", "gopher", "nntp", "feed", "telnet", "mms",
    "rtsp", "sms", "svn", "tel", "fax", "xmpp",
];

/// The address without what no address has, or the empty string where following it could run something.
pub(super) fn safe(address: &str) -> String {
    let clean: String = address.trim().replace(' ', "%20").chars().filter(|c| is_part_of_an_address(*c)).collect();
    if is_followable(&clean) { clean } else { String::new() }
}

fn is_part_of_an_address(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-~+_.?#=!&;,/:%@$|*'()[]".contains(character) || !character.is_ascii()
}

fn is_followable(address: &str) -> bool {
    let head = address.split(['/', '?']).next().unwrap_or_default().to_ascii_lowercase();
    if head.contains("&#") || head.contains("&colon") {
        return false;
    }
    let head = head.split('#').next().unwrap_or_default();
    head.split_once(':').is_none_or(|(scheme, _)| SCHEMES.contains(&scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_stay() {
        for address in ["https://a.example/b?c=d&e=f#g", "/x/y", "#top", "mailto:a@b.example", "//cdn.example/a.js"] {
            assert_eq!(safe(address), address);
        }
    }

    #[test]
    fn nothing_that_runs_stays() {
        for address in ["javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x"] {
            assert_eq!(safe(address), "", "{address}");
        }
        assert_eq!(safe("javascript&#58;alert(1)"), "");
        assert_eq!(safe("https://a.example/\"><script>"), "https://a.example/script");
    }
}
