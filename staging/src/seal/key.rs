//! An Ed25519 key (RFC 8032) that signs releases and manifests. It stands in a file that only its owner reads.

use std::fmt;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde::{Deserialize, Serialize};

use crate::{Fault, Result};

/// What a signature is for stands in what is signed: one for a release never passes for another thing's.
const CONTEXT: &str = "platen seal 1";

/// A key that signs.
pub struct SigningKey(Ed25519KeyPair);

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({})", self.public())
    }
}

/// A signature and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The public key, in hexadecimal.
    pub key: String,
    /// The signature, in hexadecimal.
    pub signature: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    public: String,
    private: String,
}

impl SigningKey {
    /// Makes a new key and writes it to `file`, readable by its owner alone. A file that is there is never overwritten.
    pub fn create(file: &Path) -> Result<Self> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .map_err(|_| Fault::refused("the system has no random numbers"))?;
        let key = Self::of_pkcs8(document.as_ref(), file)?;
        let content = KeyFile { public: key.public(), private: STANDARD.encode(document.as_ref()) };
        let text = serde_json::to_string_pretty(&content).map_err(|error| Fault::refused(error.to_string()))?;
        let mut made =
            std::fs::File::options().write(true).create_new(true).mode(0o600).open(file).map_err(Fault::at(file))?;
        made.write_all(text.as_bytes()).and_then(|()| made.sync_all()).map_err(Fault::at(file))?;
        Ok(key)
    }

    /// Reads the key of a file. One that others may read is refused: it is nobody's any more.
    pub fn open(file: &Path) -> Result<Self> {
        let mode = std::fs::metadata(file).map_err(Fault::at(file))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Fault::Signature(format!("others may read the key {}: chmod 600", file.display())));
        }
        let text = std::fs::read_to_string(file).map_err(Fault::at(file))?;
        let no_key = || Fault::Signature(format!("{} is no key", file.display()));
        let content: KeyFile = serde_json::from_str(&text).map_err(|_| no_key())?;
        Self::of_pkcs8(&STANDARD.decode(content.private).map_err(|_| no_key())?, file)
    }

    fn of_pkcs8(document: &[u8], file: &Path) -> Result<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(document);
        Ok(Self(pair.map_err(|_| Fault::Signature(format!("{} is no key", file.display())))?))
    }

    /// The public half, in hexadecimal: what others trust.
    pub fn public(&self) -> String {
        hex::encode(self.0.public_key().as_ref())
    }

    /// Signs `what` for a purpose such as `release`.
    pub fn sign(&self, purpose: &str, what: &[u8]) -> Seal {
        let signature = self.0.sign(&message(purpose, what));
        Seal { key: self.public(), signature: hex::encode(signature.as_ref()) }
    }
}

pub(super) fn message(purpose: &str, what: &[u8]) -> Vec<u8> {
    [CONTEXT.as_bytes(), b"\n", purpose.as_bytes(), b"\n", what].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::TrustedKeys;

    #[test]
    fn a_signature_holds_for_its_purpose_and_its_bytes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let key = SigningKey::create(&folder.path().join("key")).unwrap();
        let seal = SigningKey::open(&folder.path().join("key")).unwrap().sign("release", b"abc");
        let trusted = TrustedKeys::parse(&key.public()).unwrap();
        trusted.verify("release", b"abc", Some(&seal)).unwrap();
        trusted.verify("release", b"abd", Some(&seal)).unwrap_err();
        trusted.verify("manifest", b"abc", Some(&seal)).unwrap_err();
        trusted.verify("release", b"abc", None).unwrap_err();
        let other = SigningKey::create(&folder.path().join("other")).unwrap().sign("release", b"abc");
        assert!(trusted.verify("release", b"abc", Some(&other)).unwrap_err().to_string().contains("not trusted"));
    }

    #[test]
    fn a_key_that_others_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        SigningKey::create(&file).unwrap();
        SigningKey::create(&file).expect_err("it is never overwritten");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(SigningKey::open(&file).unwrap_err().to_string().contains("others may read"));
    }
}
