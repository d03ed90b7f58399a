//! The beginning of a file, and the numbers in it. What a number names that is not there is not believed: all reading ends
//! where the beginning does.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes that are read: headers stand at the beginning, before what is seen and heard.
const LONGEST: u64 = 1 << 20;

/// The beginning of a file.
pub(super) fn of(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(LONGEST).read_to_end(&mut head).ok()?;
    Some(head)
}

/// So many bytes at this place.
pub(super) fn bytes<const LENGTH: usize>(head: &[u8], at: usize) -> Option<[u8; LENGTH]> {
    head.get(at..at.checked_add(LENGTH)?)?.try_into().ok()
}

/// Two bytes as a number, the lower one first.
pub(super) fn two(head: &[u8], at: usize) -> Option<u16> {
    bytes(head, at).map(u16::from_le_bytes)
}

/// Four bytes as a number, the lowest first.
pub(super) fn four(head: &[u8], at: usize) -> Option<u32> {
    bytes(head, at).map(u32::from_le_bytes)
}

/// Eight bytes as a number, the lowest first.
pub(super) fn eight(head: &[u8], at: usize) -> Option<u64> {
    bytes(head, at).map(u64::from_le_bytes)
}

/// A length of so many units at such a rate; none for one that is no length.
pub(super) fn seconds(units: f64, a_second: f64) -> Option<f64> {
    Some(units / a_second).filter(|seconds| seconds.is_finite() && *seconds > 0.0)
}
