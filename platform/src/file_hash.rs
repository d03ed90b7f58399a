//! What a file holds, told by its hash.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Bytes that are read at once.
const PIECE: usize = 256 << 10;

/// How long a file is, and the hash of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileHash {
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: [u8; 32],
}

impl FileHash {
    /// The hash in hexadecimal.
    pub fn text(&self) -> String {
        hex::encode(self.sha256)
    }
}

/// Reads a file where that holds up nobody.
pub async fn of_file(path: &Path) -> std::io::Result<FileHash> {
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || read(&path)).await;
    read.map_err(std::io::Error::other)?
}

/// Reads a file. Blocks: call it where blocking is allowed.
pub fn read(path: &Path) -> std::io::Result<FileHash> {
    let mut file = File::open(path)?;
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(FileHash { size, sha256: hash.finalize().into() }),
            length => {
                hash.update(&piece[..length]);
                size += length as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, vec![7; PIECE * 2 + 1]).unwrap();
        let told = of_file(&path).await.unwrap();
        assert_eq!(
            (told.size, told.text()),
            (PIECE as u64 * 2 + 1, hex::encode(Sha256::digest(vec![7; PIECE * 2 + 1])))
        );
        assert_eq!(of_file(&folder.path().join("b")).await.unwrap_err().kind(), std::io::ErrorKind::NotFound);
    }
}
