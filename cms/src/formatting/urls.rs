//! An address cut into its parts as PHP's `parse_url` does it, which takes much that the URL standard refuses.

/// The parts of an address, borrowed from it; nothing is decoded or checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UrlParts<'a> {
    pub(crate) scheme: Option<&'a str>,
    pub(crate) user: Option<&'a str>,
    pub(crate) password: Option<&'a str>,
    pub(crate) host: Option<&'a str>,
    pub(crate) port: Option<&'a str>,
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
}

impl<'a> UrlParts<'a> {
    /// Cuts `url` into its parts; there are none if its port is no number.
    pub(crate) fn of(url: &'a str) -> Self {
        Self::cut(url).unwrap_or_default()
    }

    fn cut(url: &'a str) -> Option<Self> {
        let mut parts = Self::default();
        let (url, _fragment) = url.split_once('#').unwrap_or((url, ""));
        let (url, query) = match url.split_once('?') {
            Some((url, query)) => (url, Some(query)),
            None => (url, None),
        };
        parts.query = query;
        let rest = parts.take_scheme(url);
        match rest.strip_prefix("//") {
            Some(rest) => parts.take_authority(rest)?,
            None => parts.path = rest,
        }
        Some(parts)
    }

    fn take_scheme(&mut self, url: &'a str) -> &'a str {
        let is_scheme = |scheme: &str| {
            !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        };
        match url.split_once(':') {
            Some((scheme, rest))
                if is_scheme(scheme) && (rest.starts_with("//") || !rest.starts_with(|c: char| c.is_ascii_digit())) =>
            {
                self.scheme = Some(scheme);
                rest
            }
            _ => url,
        }
    }

    fn take_authority(&mut self, rest: &'a str) -> Option<()> {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        self.path = path;
        let host = match authority.rsplit_once('@') {
            Some((user, host)) => {
                let (user, password) =
                    user.split_once(':').map_or((user, None), |(user, password)| (user, Some(password)));
                (self.user, self.password) = (Some(user), password);
                host
            }
            None => authority,
        };
        let is_ipv6 = host.starts_with('[') && host.ends_with(']');
        match host.rsplit_once(':').filter(|_| !is_ipv6) {
            Some((host, port)) => {
                let digits = port.bytes().take_while(u8::is_ascii_digit).count();
                if port.len() > 5 || (digits == 0 && !port.is_empty()) {
                    return None;
                }
                self.host = Some(host);
                self.port = Some(&port[..digits]).filter(|port| !port.is_empty());
            }
            None => self.host = Some(host),
        }
        self.host = self.host.filter(|host| !host.is_empty());
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_parts() {
        let parts = UrlParts::of("https://me:pw@example.com:8080/a/b?c=1#d");
        assert_eq!((parts.scheme, parts.host, parts.port), (Some("https"), Some("example.com"), Some("8080")));
        assert_eq!((parts.user, parts.password), (Some("me"), Some("pw")));
        assert_eq!((parts.path, parts.query), ("/a/b", Some("c=1")));
    }

    #[test]
    fn a_path_alone_has_no_host() {
        assert_eq!(UrlParts::of("/a:80/b").host, None);
        assert_eq!(UrlParts::of("mailto:a@b.c").scheme, Some("mailto"));
    }
}
