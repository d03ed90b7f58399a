//! Random values that nobody can guess.

use rand::Rng;

/// `bytes` random bytes from the system's generator, as lower-case hexadecimal.
pub fn random_hex(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    rand::rng().fill_bytes(&mut buffer);
    hex::encode(buffer)
}

/// A password of `length` letters and digits, without those that look alike.
pub fn random_password(length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    let mut generator = rand::rng();
    (0..length).map(|_| LETTERS[(generator.next_u32() as usize) % LETTERS.len()] as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_the_asked_length_and_differ() {
        assert_eq!(random_hex(16).len(), 32);
        assert_ne!(random_hex(16), random_hex(16));
        assert_eq!(random_password(24).len(), 24);
    }
}
