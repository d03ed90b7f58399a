//! What lies beside a release's archive: its name, its size and who signed it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Description, Digest};
use crate::seal::{Seal, SigningKey, TrustedKeys};
use crate::{Fault, Result};

/// What the signature of a release is for.
const PURPOSE: &str = "release";

/// The file `DIGEST.json` beside `DIGEST.tar`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// The release.
    pub digest: Digest,
    /// Bytes of its archive.
    pub size: u64,
    /// What it says of itself, as in the archive.
    pub description: Description,
    /// Who signed the digest.
    pub seal: Option<Seal>,
}

impl Ticket {
    /// Signs the release: its digest, and what it says of itself.
    pub fn sign(&mut self, key: &SigningKey) -> Result<()> {
        self.seal = Some(key.sign(PURPOSE, &self.signed_bytes()?));
        Ok(())
    }

    /// Verifies that one of the trusted signed exactly this ticket.
    pub fn verify(&self, trusted: &TrustedKeys) -> Result<()> {
        trusted.verify(PURPOSE, &self.signed_bytes()?, self.seal.as_ref())
    }

    fn signed_bytes(&self) -> Result<Vec<u8>> {
        let without_seal = (&self.digest, self.size, &self.description);
        serde_json::to_vec(&without_seal).map_err(|error| Fault::bundle(error.to_string()))
    }

    /// Keeps it in the folder.
    pub fn keep(&self, folder: &Path) -> Result<()> {
        let file = folder.join(format!("{}.json", self.digest));
        let text = serde_json::to_vec_pretty(self).map_err(|error| Fault::bundle(error.to_string()))?;
        std::fs::write(&file, text).map_err(Fault::at(&file))
    }

    /// The ticket that the folder keeps, if it can be read.
    pub fn kept(folder: &Path, digest: &Digest) -> Option<Self> {
        Self::parse(&std::fs::read(folder.join(format!("{digest}.json"))).ok()?, digest).ok()
    }

    /// Reads a ticket, which must be that of `digest`.
    pub(super) fn parse(bytes: &[u8], digest: &Digest) -> Result<Self> {
        let ticket: Self =
            serde_json::from_slice(bytes).map_err(|error| Fault::bundle(format!("{digest}.json: {error}")))?;
        if ticket.digest != *digest {
            return Err(Fault::bundle(format!("{digest}.json is that of the release {}", ticket.digest)));
        }
        Ok(ticket)
    }
}
