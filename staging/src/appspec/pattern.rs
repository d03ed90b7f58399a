//! CodeDeploy's simple patterns of `permissions`.

/// Whether `name` fits: `*` stands for any characters, `**` for everything. A name with a slash never fits a pattern.
pub fn matches_pattern(pattern: &str, name: &str) -> bool {
    if pattern == "**" {
        return true;
    }
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first).filter(|_| !name.contains('/')) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(place) = rest.find(part) else { return false };
        rest = &rest[place + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters_but_a_slash() {
        for (pattern, name, fits) in [
            ("**", "deep/below", true),
            ("*.sh", "start.sh", true),
            ("*.sh", "a/start.sh", false),
            ("s*t.sh", "start.sh", true),
            ("s*t.sh", "stop.sh", false),
            ("start.sh", "start.sh", true),
            ("start.sh", "start.sh2", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches_pattern(pattern, name), fits, "{pattern} {name}");
        }
    }
}
