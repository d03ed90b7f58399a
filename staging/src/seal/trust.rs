//! Whose signatures count. Several keys at once make a rotation possible: trust the new one, sign with it, distrust the old.

use ring::signature::{ED25519, UnparsedPublicKey};

use super::Seal;
use super::key::message;
use crate::{Fault, Result};

/// Bytes of a public key.
const LENGTH: usize = 32;

/// The public keys that are trusted.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys(Vec<String>);

impl TrustedKeys {
    /// Keys in hexadecimal, separated by commas.
    pub fn parse(list: &str) -> Result<Self> {
        let keys = list.split(',').map(|key| key.trim().to_ascii_lowercase()).filter(|key| !key.is_empty());
        let checked = keys.map(|key| match hex::decode(&key) {
            Ok(bytes) if bytes.len() == LENGTH => Ok(key),
            _ => Err(Fault::Signature(format!("{key:?} is no public key: {} hexadecimal digits", LENGTH * 2))),
        });
        Ok(Self(checked.collect::<Result<_>>()?))
    }

    /// Whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Verifies that one of the trusted signed exactly this for this purpose.
    pub fn verify(&self, purpose: &str, what: &[u8], seal: Option<&Seal>) -> Result<()> {
        let Some(seal) = seal else {
            return Err(Fault::Signature("there is none".into()));
        };
        if !self.0.contains(&seal.key.to_ascii_lowercase()) {
            return Err(Fault::Signature(format!("its key {} is not trusted here", seal.key)));
        }
        let wrong = || Fault::Signature(format!("it is not what the key {} signed", seal.key));
        let key = hex::decode(&seal.key).map_err(|_| wrong())?;
        let signature = hex::decode(&seal.signature).map_err(|_| wrong())?;
        UnparsedPublicKey::new(&ED25519, key).verify(&message(purpose, what), &signature).map_err(|_| wrong())
    }
}
