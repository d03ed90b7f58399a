//! Reads files for their hashes.

use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The hash of a file's content, in hexadecimal.
pub async fn hash_of(path: &Path) -> std::io::Result<String> {
    let path: PathBuf = path.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let mut file = std::fs::File::open(path)?;
        let (mut hash, mut piece) = (Sha256::new(), vec![0; 256 << 10]);
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(hex::encode(hash.finalize())),
                length => hash.update(&piece[..length]),
            }
        }
    });
    read.await.map_err(std::io::Error::other)?
}
