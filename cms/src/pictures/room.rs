//! How many pixels may be in memory at once, over all that this process does.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Error, Result};

/// Millions of pixels at once: with eight bytes for each (the picture and a copy that is turned), a bit over a gigabyte.
const ROOM: u32 = 150;
/// Bytes for a pixel while it is decoded: four channels of two bytes, and the decoder's own rows.
const BYTES_A_PIXEL: u64 = 12;
/// How long a picture waits for room.
const PATIENCE: Duration = Duration::from_secs(120);

static PIXELS: Semaphore = Semaphore::const_new(ROOM as usize);

/// Room for one picture; given back when dropped.
#[derive(Debug)]
pub struct Permit {
    megapixels: u64,
    _held: SemaphorePermit<'static>,
}

impl Permit {
    /// Bytes that the picture's decoder may take.
    pub(super) fn bytes(&self) -> u64 {
        (self.megapixels * 1_000_000 * BYTES_A_PIXEL).max(64 << 20)
    }
}

/// Waits for room for a picture of so many million pixels. A picture larger than all the room there is takes it all.
pub async fn enter(megapixels: u64) -> Result<Permit> {
    let wanted = u32::try_from(megapixels).unwrap_or(ROOM).clamp(1, ROOM);
    let waited = tokio::time::timeout(PATIENCE, PIXELS.acquire_many(wanted)).await;
    match waited {
        Ok(Ok(held)) => Ok(Permit { megapixels, _held: held }),
        _ => Err(Error::refused("rest_upload_busy", "Too many images are being worked on. Try again in a moment.")),
    }
}
