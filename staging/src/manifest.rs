//! What was tested, by its digests, and how it came out: the only thing that a promotion takes.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The paper that goes from the checks to the promotion. Whoever runs the gates fills and signs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest {
    /// The environment's name.
    pub environment: String,
    /// The site's number, the same in the environment and on production.
    pub site_id: i64,
    /// The clone that the plan rests on: a random word, new with every clone.
    pub lineage: String,
    /// Digest of the plan of the content, its media among it: SHA-256 in hexadecimal, as `platen staging plan` prints it.
    pub plan_digest: String,
    /// The theme that was tested, by its folder's name; empty where nobody asked the gates.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// Digest of its files and of its parents'.
    pub theme_digest: String,
    /// Digest of the release that was tested, or of the program where it is none of a release.
    pub release_digest: String,
    /// How each gate came out.
    pub gates: Vec<GateResult>,
    /// When it was sealed, in UTC.
    pub sealed: Option<NaiveDateTime>,
    /// The name of the key that signed it; empty before it is sealed.
    pub key: String,
    /// The signature of [`Manifest::signed_text`] in hexadecimal; empty before it is sealed.
    pub signature: String,
    /// A second person who approved it, where the site asks for one.
    pub approved_by: Option<String>,
}

/// One gate's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateResult {
    /// The gate's name.
    pub name: String,
    /// How it came out.
    pub outcome: GateOutcome,
    /// How long it took.
    pub milliseconds: u64,
    /// What it found, in sentences for a person.
    pub findings: Vec<String>,
    /// Where what it made can be looked at; a path below the environment's folder.
    pub artefact: Option<String>,
}

/// How a gate came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateOutcome {
    /// Passed.
    Green,
    /// Found something.
    Red,
    /// Could not run, which is as good as red.
    CouldNotRun,
    /// Switched off by name.
    SwitchedOff,
}

impl Manifest {
    /// What the signature is made over: everything but the signature itself and the later approval.
    pub fn signed_text(&self) -> String {
        let unsigned = Self { signature: String::new(), approved_by: None, ..self.clone() };
        serde_json::to_string(&unsigned).unwrap_or_default()
    }

    /// Digest of [`Manifest::signed_text`], in hexadecimal.
    pub fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.signed_text().as_bytes()))
    }

    /// The gates that stand in the way, red ones and such that could not run.
    pub fn closed_gates(&self) -> impl Iterator<Item = &GateResult> {
        self.gates.iter().filter(|gate| matches!(gate.outcome, GateOutcome::Red | GateOutcome::CouldNotRun))
    }
}

/// How production knows that a manifest comes from the checks and nobody touched it since.
pub trait SealVerifier: Send + Sync {
    /// Fails, with the reason, on a manifest that may not be promoted.
    fn verify(&self, manifest: &Manifest) -> cms::Result<()>;
}

/// Takes manifests without a signature: for a host whose gates are switched off, and for tests of what comes after.
#[derive(Clone, Copy, Debug)]
pub struct WithoutSeal;

impl SealVerifier for WithoutSeal {
    fn verify(&self, manifest: &Manifest) -> cms::Result<()> {
        match manifest.closed_gates().next() {
            Some(gate) => Err(cms::Error::refused("gate_closed", format!("The gate {} is not green.", gate.name))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_covers_the_gates_and_not_itself() {
        let bare = Manifest { plan_digest: "a".into(), ..Manifest::default() };
        let signed = Manifest { signature: "ff".into(), ..bare.clone() };
        assert_eq!(bare.digest(), signed.digest());
        let gate = GateResult {
            name: "links".into(),
            outcome: GateOutcome::Red,
            milliseconds: 1,
            findings: Vec::new(),
            artefact: None,
        };
        let other = Manifest { gates: vec![gate], ..bare.clone() };
        assert_ne!(bare.digest(), other.digest());
        assert_eq!(WithoutSeal.verify(&other).unwrap_err().code(), "gate_closed");
    }
}
