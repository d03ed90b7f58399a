//! An address of the site in two parts, as redirects change it.

/// Path and query string, both as they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The path, percent-encoded.
    pub path: String,
    /// The query string without its question mark.
    pub query: String,
}

impl Address {
    /// The path and query string of a whole address.
    pub fn of(address: &str) -> Self {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let rest = rest.split('#').next().unwrap_or(rest);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Self { path: path.to_owned(), query: query.to_owned() }
    }

    /// Takes variables out of the query string.
    pub fn remove(&mut self, names: &[&str]) {
        let is_kept = |pair: &&str| !names.contains(&name_of(pair));
        self.query =
            self.query.split('&').filter(|pair| !pair.is_empty()).filter(is_kept).collect::<Vec<_>>().join("&");
    }

    /// Adds the variables of another query string, in place of those of the same names.
    pub fn add(&mut self, query: &str) {
        let names: Vec<&str> = query.split('&').map(name_of).collect();
        self.remove(&names);
        let pairs = [self.query.as_str(), query];
        self.query = pairs.into_iter().filter(|pairs| !pairs.is_empty()).collect::<Vec<_>>().join("&");
    }

    /// The whole, without the host.
    pub fn text(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }
}

fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_come_and_go_and_the_others_stay() {
        let mut address = Address::of("http://example.com:8800/a/?p=1&utm=%20x#b");
        assert_eq!(address.path, "/a/");
        address.remove(&["p"]);
        assert_eq!(address.text(), "/a/?utm=%20x");
        address.add("utm=2&q=1");
        assert_eq!(address.text(), "/a/?utm=2&q=1");
        assert_eq!(Address::of("http://example.com").text(), "/");
    }
}
