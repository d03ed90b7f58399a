//! Addresses that no page can have, refused before anything looks at them.

use percent_encoding::percent_decode_str;

/// Longer addresses (path and query) are nobody's.
const LONGEST: usize = 16_384;
const LONGEST_PATH: usize = 4_096;
const MOST_SEGMENTS: usize = 128;

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAddress {
    /// Nothing can stand there: 404.
    TooLong,
    /// It was made to deceive, or by mistake: 400.
    Malformed,
}

/// Refuses nulls, which no text in a database may have, and paths with control characters, `..`, backslashes, broken
/// UTF-8 or absurd lengths.
pub fn check(path: &str, query: &str) -> Result<(), BadAddress> {
    let segments = path.bytes().filter(|&byte| byte == b'/').count();
    if path.len() > LONGEST_PATH || path.len() + query.len() > LONGEST || segments > MOST_SEGMENTS {
        return Err(BadAddress::TooLong);
    }
    if query.contains("%00") {
        return Err(BadAddress::Malformed);
    }
    // Nearly every path: letters, digits, hyphens and slashes.
    if path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_')) {
        return Ok(());
    }
    let decoded = percent_decode_str(path).decode_utf8().map_err(|_| BadAddress::Malformed)?;
    let is_strange = decoded.chars().any(|letter| letter.is_control() || letter == '\\');
    if is_strange || decoded.split('/').any(|segment| segment == ".." || segment == ".") {
        return Err(BadAddress::Malformed);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass() {
        for path in ["/", "/2012/01/03/hello-world/", "/caf%C3%A9/", "/a.b/", "/wp-content/uploads/a(1).jpg", "/100%/"]
        {
            assert_eq!(check(path, "s=%ff&p[]=1"), Ok(()), "{path}");
        }
    }

    #[test]
    fn tricks_are_refused() {
        for path in ["/%00", "/a/../b", "/%2e%2e/b", "/..%2fb", "/%ff", "/a%0d%0ab", "/a%5cb", "/./b"] {
            assert_eq!(check(path, ""), Err(BadAddress::Malformed), "{path}");
        }
        assert_eq!(check("/", "s=a%00b"), Err(BadAddress::Malformed));
        assert_eq!(check(&"/a".repeat(10_000), ""), Err(BadAddress::TooLong));
        assert_eq!(check(&format!("/{}", "a".repeat(60_000)), ""), Err(BadAddress::TooLong));
    }
}
