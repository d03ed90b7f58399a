//! The login as part of an address: `/author/{nicename}/`.

use super::find;
use crate::{Host, Result};

/// WordPress keeps this many letters.
const LONGEST: usize = 50;

/// Lower case, letters and digits, hyphens between them.
pub fn from_login(login: &str) -> String {
    let plain: String =
        login.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-").chars().take(LONGEST).collect()
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
    }
}
