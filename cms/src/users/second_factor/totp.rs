//! RFC 6238 with what every app understands: SHA-1, six digits, half minutes, one step of tolerance.

use totp_rs::{Builder, Secret, Totp};

use crate::{Error, Result};

/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// A new secret, in base32.
pub fn new_secret() -> Result<String> {
    let bytes = hex::decode(platform::secrets::random_hex(SECRET_BYTES)).unwrap_or_default();
    Ok(Secret::from(bytes).to_base32())
}

/// The address that an app reads from a picture.
pub fn address(secret: &str, account: &str, issuer: &str) -> Result<String> {
    // A colon would end the issuer's name in the address.
    let plain = |text: &str| text.replace(':', " ");
    built(secret, &plain(account), &plain(issuer))?.to_url().map_err(|error| Error::Internal(error.to_string()))
}

/// The step that this code belongs to, if it is one of about now.
pub fn step_of(secret: &str, code: &str, now: chrono::NaiveDateTime) -> Result<Option<i64>> {
    let now = now.and_utc().timestamp().max(0).unsigned_abs();
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(None);
    }
    let step = built(secret, "account", "")?.check(&digits, now);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The code of this moment.
#[cfg(test)]
pub fn code_at(secret: &str, now: chrono::NaiveDateTime) -> String {
    built(secret, "account", "").unwrap().generate(now.and_utc().timestamp().unsigned_abs()).to_string()
}

fn built(secret: &str, account: &str, issuer: &str) -> Result<Totp> {
    let broken = |error: String| Error::Internal(format!("a second factor's secret cannot be used: {error}"));
    let secret = Secret::try_from_base32(secret).map_err(|error| broken(format!("{error:?}")))?;
    let builder = Builder::new().with_secret(secret).with_skew(1).with_account_name(account);
    let builder = builder.with_issuer((!issuer.is_empty()).then(|| issuer.to_owned()));
    builder.build().map_err(|error| broken(error.to_string()))
}
