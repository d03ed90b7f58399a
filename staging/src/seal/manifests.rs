//! The seal of a manifest: made by the key that only the staging runner holds, and verified by production.

use super::{Seal, SigningKey, TrustedKeys};
use crate::manifest::{Manifest, SealVerifier};

/// What the signature of a manifest is for.
const PURPOSE: &str = "manifest";

impl SigningKey {
    /// Seals the manifest as it is.
    pub fn seal(&self, manifest: &mut Manifest) {
        manifest.key = self.public();
        manifest.signature = self.sign(PURPOSE, manifest.signed_text().as_bytes()).signature;
    }
}

impl SealVerifier for TrustedKeys {
    fn verify(&self, manifest: &Manifest) -> cms::Result<()> {
        if manifest.signature.is_empty() {
            return Err(refused("not_sealed", "The manifest is not sealed: `platen staging check` seals it.".into()));
        }
        let seal = Seal { key: manifest.key.clone(), signature: manifest.signature.clone() };
        TrustedKeys::verify(self, PURPOSE, manifest.signed_text().as_bytes(), Some(&seal))
            .map_err(|fault| refused("seal_broken", format!("The manifest is refused: {fault}.")))?;
        match manifest.closed_gates().next() {
            Some(gate) => Err(refused("gate_closed", format!("The gate {} is not green.", gate.name))),
            None => Ok(()),
        }
    }
}

fn refused(code: &'static str, message: String) -> cms::Error {
    cms::Error::refused(code, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{GateOutcome, GateResult};

    fn manifest(outcome: GateOutcome) -> Manifest {
        let findings = Vec::new();
        let gate = GateResult { name: "links".into(), outcome, milliseconds: 1, findings, artefact: None };
        Manifest { plan_digest: "a".into(), gates: vec![gate], ..Manifest::default() }
    }

    #[test]
    fn production_takes_only_what_a_trusted_key_sealed_with_green_gates() {
        let folder = tempfile::tempdir().unwrap();
        let key = SigningKey::create(&folder.path().join("key")).unwrap();
        let trusted = TrustedKeys::parse(&key.public()).unwrap();
        let verify = |manifest: &Manifest| SealVerifier::verify(&trusted, manifest).map_err(|error| error.code());
        let mut sealed = manifest(GateOutcome::Green);
        assert_eq!(verify(&sealed), Err("not_sealed"));
        key.seal(&mut sealed);
        assert_eq!(verify(&sealed), Ok(()));
        assert_eq!(verify(&Manifest { approved_by: Some("ann".into()), ..sealed.clone() }), Ok(()), "later approval");
        assert_eq!(verify(&Manifest { plan_digest: "b".into(), ..sealed.clone() }), Err("seal_broken"));
        for closed in [GateOutcome::Red, GateOutcome::CouldNotRun] {
            let mut red = manifest(closed);
            key.seal(&mut red);
            assert_eq!(verify(&red), Err("gate_closed"));
            red.gates[0].outcome = GateOutcome::Green;
            assert_eq!(verify(&red), Err("seal_broken"), "a gate that was painted green");
        }
        let nobody = TrustedKeys::default();
        assert_eq!(SealVerifier::verify(&nobody, &sealed).map_err(|error| error.code()), Err("seal_broken"));
    }
}
