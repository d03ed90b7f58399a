//! The login as part of an address: `/author/{nicename}/`.

use super::find;
use crate::formatting::sanitize_title;
use crate::{Host, Result};

/// WordPress keeps this many letters.
const LONGEST: usize = 50;

/// As slugs are made: lower case, letters, digits and underscores, hyphens for the rest.
pub fn from_login(login: &str) -> String {
    sanitize_title(login).chars().take(LONGEST).collect()
}

/// `wanted`, with a number behind it where somebody other than `own_id` has it.
pub async fn unique(host: &Host, wanted: &str, own_id: i64) -> Result<String> {
    let wanted = from_login(wanted);
    let mut candidate = wanted.clone();
    let mut number = 2;
    while find::by_nicename(host, &candidate).await?.is_some_and(|other| other.id != own_id) {
        candidate = format!("{wanted}-{number}");
        number += 1;
    }
    Ok(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_becomes_part_of_an_address() {
        assert_eq!(from_login("Ann.Example @home"), "ann-example-home");
        assert_eq!(from_login("--x--"), "x");
        assert_eq!(from_login("new_slug"), "new_slug");
        assert_eq!(from_login("test@example.com"), "testexample-com");
    }
}
