//! Seals what must not be read in a copy of the database: AES-256-GCM under a key that stands outside of it. What was
//! sealed names its key, so that a new one can be used first while the old ones still open.

use std::path::Path;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::{Config, secrets};

/// What everything sealed begins with.
pub const MARK: &str = "sealed:v1:";
/// The file of the key where none is configured.
const FILE: &str = "secrets.key";
/// The length of a key, in bytes.
const KEY_LENGTH: usize = 32;

/// Why something cannot be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The keys cannot be read.
    #[error("secrets_keys: {0}")]
    Keys(String),
    /// It was sealed under a key that is not there, for somebody else, or was changed since.
    #[error("what was sealed cannot be opened: its key is missing, or it is not as it was")]
    Unopened,
}

/// The keys, the first of them for sealing.
pub struct Sealing {
    keys: Vec<(String, LessSafeKey)>,
}

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|(name, _)| name)).finish()
    }
}

impl Sealing {
    /// With the configured keys; without any, with one that is made once and kept in the data folder.
    pub fn of(config: &Config) -> Result<Self, SealError> {
        let text = match config.secrets_keys.as_deref().filter(|text| !text.trim().is_empty()) {
            Some(text) => text.to_owned(),
            None => kept(&config.data_dir).map_err(|error| SealError::Keys(error.to_string()))?,
        };
        let keys = text.split(',').map(|key| read(key.trim())).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { keys })
    }

    /// Seals `text` for `whom`: only who names the same opens it.
    pub fn seal(&self, whom: &str, text: &str) -> Result<String, SealError> {
        let Some((name, key)) = self.keys.first() else { return Err(SealError::Keys("there is none".into())) };
        let nonce = hex::decode(secrets::random_hex(NONCE_LEN)).map_err(|_| SealError::Unopened)?;
        let mut bytes = text.as_bytes().to_vec();
        let of_nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|_| SealError::Unopened)?;
        key.seal_in_place_append_tag(of_nonce, Aad::from(whom), &mut bytes).map_err(|_| SealError::Unopened)?;
        Ok(format!("{MARK}{name}:{}{}", hex::encode(nonce), hex::encode(bytes)))
    }

    /// What was sealed for `whom`.
    pub fn open(&self, whom: &str, sealed: &str) -> Result<String, SealError> {
        let (name, text) =
            sealed.strip_prefix(MARK).and_then(|rest| rest.split_once(':')).ok_or(SealError::Unopened)?;
        let (_, key) = self.keys.iter().find(|(known, _)| known == name).ok_or(SealError::Unopened)?;
        let mut bytes = hex::decode(text).map_err(|_| SealError::Unopened)?;
        let mut rest = bytes.split_off(NONCE_LEN.min(bytes.len()));
        let nonce = Nonce::try_assume_unique_for_key(&bytes).map_err(|_| SealError::Unopened)?;
        let opened = key.open_in_place(nonce, Aad::from(whom), &mut rest).map_err(|_| SealError::Unopened)?;
        String::from_utf8(opened.to_vec()).map_err(|_| SealError::Unopened)
    }
}

/// `name:` and 64 hexadecimal digits.
fn read(text: &str) -> Result<(String, LessSafeKey), SealError> {
    let wrong = || SealError::Keys("each key is a name, a colon and 64 hexadecimal digits".into());
    let (name, digits) = text.split_once(':').ok_or_else(wrong)?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let bytes = hex::decode(digits).ok().filter(|bytes| bytes.len() == KEY_LENGTH && is_name).ok_or_else(wrong)?;
    let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| wrong())?;
    Ok((name.to_owned(), LessSafeKey::new(key)))
}

/// The key of the data folder, made when it is first asked for. Of two processes that make it at once, one does.
fn kept(folder: &Path) -> std::io::Result<String> {
    let file = folder.join(FILE);
    if let Ok(text) = std::fs::read_to_string(&file) {
        return Ok(text.trim().to_owned());
    }
    std::fs::create_dir_all(folder)?;
    let (name, digits) = (secrets::random_hex(4), secrets::random_hex(KEY_LENGTH));
    let unfinished = folder.join(format!(".{FILE}.{}", std::process::id()));
    write_for_the_owner_alone(&unfinished, &format!("{name}:{digits}\n"))?;
    // A link fails where the other process was first.
    drop(std::fs::hard_link(&unfinished, &file));
    std::fs::remove_file(&unfinished)?;
    Ok(std::fs::read_to_string(&file)?.trim().to_owned())
}

fn write_for_the_owner_alone(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file)?;
    opened.write_all(text.as_bytes())?;
    opened.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(keys: &[&str]) -> Sealing {
        let text: Vec<String> = keys.iter().map(|name| format!("{name}:{}", name.repeat(64))).collect();
        Sealing::of(&Config { secrets_keys: Some(text.join(",")), ..Config::default() }).unwrap()
    }

    #[test]
    fn only_the_same_key_opens_for_the_same_one_what_was_not_changed() {
        let sealing = with(&["a"]);
        let sealed = sealing.seal("site 1", "a secret").unwrap();
        assert!(sealed.starts_with("sealed:v1:a:") && !sealed.contains("secret"), "{sealed}");
        assert_ne!(sealed, sealing.seal("site 1", "a secret").unwrap(), "never the same twice");
        assert_eq!(sealing.open("site 1", &sealed).unwrap(), "a secret");
        assert_eq!(sealing.open("site 2", &sealed), Err(SealError::Unopened));
        assert_eq!(with(&["b"]).open("site 1", &sealed), Err(SealError::Unopened));
        let changed = sealed.replace(&sealed[sealed.len() - 2..], if sealed.ends_with("00") { "01" } else { "00" });
        assert_eq!(sealing.open("site 1", &changed), Err(SealError::Unopened));
        for broken in ["", "sealed:v1:", "sealed:v1:a:", "sealed:v1:a:00", "sealed:v1:a:zz"] {
            assert_eq!(sealing.open("site 1", broken), Err(SealError::Unopened), "{broken}");
        }
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let sealed = with(&["a"]).seal("x", "text").unwrap();
        let both = with(&["b", "a"]);
        assert_eq!(both.open("x", &sealed).unwrap(), "text");
        assert!(both.seal("x", "text").unwrap().starts_with("sealed:v1:b:"));
    }

    #[test]
    fn without_a_setting_the_key_is_kept_in_the_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().into(), ..Config::default() };
        let sealed = Sealing::of(&config).unwrap().seal("x", "text").unwrap();
        assert_eq!(Sealing::of(&config).unwrap().open("x", &sealed).unwrap(), "text");
        assert!(Sealing::of(&Config { secrets_keys: Some("short:00".into()), ..Config::default() }).is_err());
    }
}
