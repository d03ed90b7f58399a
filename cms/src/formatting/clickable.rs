//! Addresses in a text as links: WordPress's `make_clickable`.

use std::sync::LazyLock;

use regex::bytes::{Captures, Regex};

use super::links::is_internal_link;
use super::urls::UrlParts;
use super::{esc_attr, esc_url};

/// Elements whose text is left alone.
const UNTOUCHED_ELEMENTS: [&str; 4] = ["code", "pre", "script", "style"];

/// A piece longer than this is cut at blanks; what has no blank for as long is not looked at.
const LONGEST_PIECE: usize = 10_000;
const CHUNK: usize = 2_100;

/// WordPress's `make_clickable`: addresses that stand in the text become links; those that leave `home_url` get
/// `rel="nofollow"`, and in a comment `ugc` besides.
pub fn make_clickable(text: &str, home_url: &str, in_comment: bool) -> String {
    static TAG: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new("<[^<>]+>").expect("a constant pattern"));
    let linker = Linker { home_url, in_comment };
    let mut linked = String::with_capacity(text.len() + text.len() / 8);
    let mut nested = 0_usize;
    let mut copied = 0;
    for tag in TAG.find_iter(text) {
        linker.push_piece(&text[copied..tag.start()], nested, &mut linked);
        nested = nesting_after(tag.as_str(), nested);
        linker.push_piece(tag.as_str(), nested, &mut linked);
        copied = tag.end();
    }
    linker.push_piece(&text[copied..], nested, &mut linked);
    without_links_in_links(&linked)
}

/// How many untouched elements are open after this tag.
fn nesting_after(tag: &str, nested: usize) -> usize {
    let lower = tag.to_ascii_lowercase();
    let opens = |element: &&str| {
        lower[1..]
            .strip_prefix(*element)
            .is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))
    };
    let closes = |element: &&str| lower.strip_prefix("</").and_then(|rest| rest.strip_suffix('>')) == Some(*element);
    if UNTOUCHED_ELEMENTS.iter().any(opens) {
        nested + 1
    } else if nested > 0 && UNTOUCHED_ELEMENTS.iter().any(closes) {
        nested - 1
    } else {
        nested
    }
}

struct Linker<'a> {
    home_url: &'a str,
    in_comment: bool,
}

impl Linker<'_> {
    fn push_piece(&self, piece: &str, nested: usize, linked: &mut String) {
        static ADDRESS_IN_BRACKETS: LazyLock<regex::Regex> = LazyLock::new(|| {
            regex::Regex::new(r"^<[\t\n\x0B\x0C\r ]*[A-Za-z0-9_]{1,20}://").expect("a constant pattern")
        });
        let is_tag = piece.starts_with('<') && !ADDRESS_IN_BRACKETS.is_match(piece);
        if nested > 0 || piece.is_empty() || piece == "0" || is_tag || !has_address(piece) {
            linked.push_str(piece);
        } else if piece.len() <= LONGEST_PIECE {
            linked.push_str(&self.link(piece));
        } else {
            for chunk in split_at_blanks(piece) {
                if chunk.len() > CHUNK + 1 {
                    linked.push_str(chunk);
                } else {
                    linked.push_str(&make_clickable(chunk, self.home_url, self.in_comment));
                }
            }
        }
    }

    fn link(&self, piece: &str) -> String {
        // A blank on either side makes the patterns simple, and is taken off again.
        let padded = format!(" {piece} ").into_bytes();
        let with_urls = self.link_urls(&padded);
        let with_hosts = WEB_HOST.replace_all(&with_urls, |found: &Captures<'_>| self.host_link(found));
        let with_emails = EMAIL.replace_all(&with_hosts, |found: &Captures<'_>| email_link(found));
        String::from_utf8_lossy(&with_emails[1..with_emails.len() - 1]).into_owned()
    }

    /// Links addresses with a scheme.
    ///
    /// WordPress's pattern looks ahead for a blank within 2,000 bytes; that is asked here of each candidate.
    fn link_urls(&self, text: &[u8]) -> Vec<u8> {
        let mut linked = Vec::with_capacity(text.len() * 2);
        let mut copied = 0;
        while let Some(found) = URL.captures_at(text, copied) {
            let (Some(whole), Some(scheme)) = (found.get(0), found.get(2)) else { break };
            let word = text[scheme.end()..].iter().take(2_002).take_while(|byte| !is_blank(**byte)).count();
            if (1..=2_000).contains(&word) && scheme.end() + word < text.len() {
                linked.extend_from_slice(&text[copied..whole.start()]);
                linked.extend_from_slice(&self.url_link(&found));
                copied = whole.end();
            } else {
                linked.extend_from_slice(&text[copied..scheme.end()]);
                copied = scheme.end();
            }
        }
        linked.extend_from_slice(&text[copied..]);
        linked
    }

    fn url_link(&self, found: &Captures<'_>) -> Vec<u8> {
        let group = |number| found.get(number).map_or("".into(), |group| String::from_utf8_lossy(group.as_bytes()));
        let mut url = format!("{}{}", group(2), group(3));
        let mut suffix = group(4).into_owned();
        if suffix == ")" && url.find('(').is_some_and(|at| at > 0) {
            url.push_str(&std::mem::take(&mut suffix));
        }
        url.push_str(&group(5));
        while url.matches('(').count() < url.matches(')').count() {
            let Some(at) = url.rfind(')') else { break };
            suffix.insert_str(0, &url[at..]);
            url.truncate(at);
        }
        let url = esc_url(&url);
        if url.is_empty() {
            return found[0].to_vec();
        }
        format!("{}{}{suffix}", group(1), self.anchor(&url)).into_bytes()
    }

    fn host_link(&self, found: &Captures<'_>) -> Vec<u8> {
        let host = String::from_utf8_lossy(&found[2]);
        let (host, after) = match host.char_indices().last() {
            Some((at, '.' | ',' | ';' | ':' | ')')) => host.split_at(at),
            _ => (host.as_ref(), ""),
        };
        let url = esc_url(&format!("http://{host}"));
        if url.is_empty() {
            return found[0].to_vec();
        }
        let mut link = found[1].to_vec();
        link.extend_from_slice(self.anchor(&url).as_bytes());
        link.extend_from_slice(after.as_bytes());
        link
    }

    fn anchor(&self, url: &str) -> String {
        let scheme = UrlParts::of(url).scheme.unwrap_or_default();
        let leaves = !is_internal_link(url, self.home_url)
            && ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme));
        let rel = [leaves.then_some("nofollow"), self.in_comment.then_some("ugc")];
        let rel = rel.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let rel = if rel.is_empty() { rel } else { format!(" rel=\"{}\"", esc_attr(&rel)) };
        format!("<a href=\"{url}\"{rel}>{url}</a>")
    }
}

/// The letters and signs of an address that are no punctuation, for a pattern's class.
const ADDRESS: &str = r"A-Za-z0-9_\x80-\xff#%~/@\[\]*(+=&$-";

static URL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?-u)([\t\n\x0B\x0C\r (<.,;:!?])([A-Za-z0-9_]{{1,20}}://)([{ADDRESS}]*(?:['.,;:!?)][{ADDRESS}]+)*)(\)?)(\.[A-Za-z0-9_]{{2,6}})?"
    );
    Regex::new(&pattern).expect("a constant pattern")
});

static WEB_HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)([\t\n\x0B\x0C\r >])((?:www|ftp)\.[A-Za-z0-9_\x80-\xff#$%&~/.\-;:=,?@\[\]+]+)")
        .expect("a constant pattern")
});

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)([\t\n\x0B\x0C\r >])([.0-9a-z_+-]+)@((?:[0-9a-z-]+\.)+[0-9a-z]{2,})")
        .expect("a constant pattern")
});

fn email_link(found: &Captures<'_>) -> Vec<u8> {
    let text = |number: usize| String::from_utf8_lossy(&found[number]);
    let email = format!("{}@{}", text(2), text(3));
    format!("{}<a href=\"mailto:{email}\">{email}</a>", text(1)).into_bytes()
}

/// Nothing is a link without one of these.
fn has_address(piece: &str) -> bool {
    piece.contains("://") || piece.contains('@') || {
        let lower = piece.to_ascii_lowercase();
        lower.contains("www.") || lower.contains("ftp.")
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | b' ')
}

/// WordPress's `_split_str_by_whitespace`: pieces of at most a chunk's length that end at a blank, where there is one.
fn split_at_blanks(text: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let mut rest = text;
    while rest.len() > CHUNK {
        let bytes = rest.as_bytes();
        let blank = bytes[..=CHUNK]
            .iter()
            .rposition(|byte| is_blank(*byte))
            .or_else(|| bytes[CHUNK + 1..].iter().position(|byte| is_blank(*byte)).map(|at| CHUNK + 1 + at));
        let Some(blank) = blank else { break };
        let (chunk, after) = rest.split_at(blank + 1);
        chunks.push(chunk);
        rest = after;
    }
    if !rest.is_empty() {
        chunks.push(rest);
    }
    chunks
}

/// Takes out links that came to stand within links.
fn without_links_in_links(html: &str) -> String {
    static NESTED: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r"(?i)(<a(?:[ \r\n\t]+[^>]+?>|>))<a [^>]+?>([^>]+?)</a></a>").expect("a constant pattern")
    });
    NESTED.replace_all(html, "$1$2</a>").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str) -> String {
        make_clickable(text, "http://home.org", false)
    }

    #[test]
    fn addresses_hosts_and_emails_become_links() {
        assert_eq!(
            linked("See http://a.b/c, www.d.e. and x@y.zz"),
            "See <a href=\"http://a.b/c\" rel=\"nofollow\">http://a.b/c</a>, \
             <a href=\"http://www.d.e\" rel=\"nofollow\">http://www.d.e</a>. and <a href=\"mailto:x@y.zz\">x@y.zz</a>"
        );
    }

    #[test]
    fn the_sites_own_links_are_followed() {
        assert_eq!(linked("http://home.org/a"), "<a href=\"http://home.org/a\">http://home.org/a</a>");
        assert!(make_clickable("http://home.org/a", "http://home.org", true).contains("rel=\"ugc\""));
    }

    #[test]
    fn parentheses_belong_to_an_address_in_pairs() {
        assert!(linked("(http://a.b/c_(d))").contains(">http://a.b/c_(d)</a>)"));
    }

    #[test]
    fn links_code_and_attributes_stay() {
        for html in ["<a href=\"http://a.b\">http://a.b</a>", "<code>http://a.b</code>", "<img src=\"http://a.b\">"] {
            assert!(linked(html).matches("<a ").count() <= 1, "{}", linked(html));
        }
        assert_eq!(linked("<a href=\"http://a.b\">http://a.b</a>"), "<a href=\"http://a.b\">http://a.b</a>");
    }

    #[test]
    fn a_bad_protocol_is_no_link() {
        assert_eq!(linked("javascript://x"), "javascript://x");
    }
}
