//! Amounts: whole numbers of a currency's smallest unit.

use crate::{Error, Result};

/// Currencies whose smallest unit is the unit itself (ISO 4217 with no decimals).
const WHOLE: [&str; 15] =
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"];
/// Currencies in thousandths.
const THOUSANDTHS: [&str; 5] = ["bhd", "jod", "kwd", "omr", "tnd"];
/// Stripe's largest amount has eight digits.
const LARGEST: i64 = 99_999_999;

fn decimals(currency: &str) -> u32 {
    match currency {
        whole if WHOLE.contains(&whole) => 0,
        thousandths if THOUSANDTHS.contains(&thousandths) => 3,
        _ => 2,
    }
}

/// `12.50 EUR` for 1250 and `eur`.
pub fn shown(amount: i64, currency: &str) -> String {
    let decimals = decimals(currency);
    let (unit, name) = (10_u64.pow(decimals), currency.to_uppercase());
    let (sign, amount) = (if amount < 0 { "-" } else { "" }, amount.unsigned_abs());
    match decimals {
        0 => format!("{sign}{amount} {name}"),
        places => format!("{sign}{}.{:0width$} {name}", amount / unit, amount % unit, width = places as usize),
    }
}

/// A currency as rows have it: three letters, lower case.
pub(super) fn currency(given: &str) -> Result<String> {
    let given = given.trim().to_ascii_lowercase();
    match given.len() == 3 && given.bytes().all(|letter| letter.is_ascii_lowercase()) {
        true => Ok(given),
        false => Err(Error::invalid("invalid_currency", "A currency is three letters, such as EUR.")),
    }
}

/// An amount that can be asked for.
pub(super) fn price(amount: i64) -> Result<i64> {
    match (0..=LARGEST).contains(&amount) {
        true => Ok(amount),
        false => Err(Error::invalid("invalid_amount", format!("An amount is a whole number from 0 to {LARGEST}."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_in_the_units_of_their_currency() {
        assert_eq!(shown(1250, "eur"), "12.50 EUR");
        assert_eq!(shown(5, "usd"), "0.05 USD");
        assert_eq!(shown(-1205, "usd"), "-12.05 USD");
        assert_eq!(shown(1250, "jpy"), "1250 JPY");
        assert_eq!(shown(1250, "kwd"), "1.250 KWD");
    }

    #[test]
    fn what_is_no_price_is_refused() {
        assert!(price(-1).is_err() && price(100_000_000).is_err() && price(0).is_ok());
        assert!(currency("EURO").is_err() && currency("e1r").is_err());
        assert_eq!(currency(" EUR ").unwrap(), "eur");
    }
}
