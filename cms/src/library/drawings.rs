//! Drawings (SVG) are programs as much as pictures: what they could run, fetch or link to is taken out before they are kept.

use std::path::Path;

use super::allowed::DRAWING;
use super::make_sizes::working;
use super::receive::Received;
use crate::{Error, Result};

/// A drawing is read as a whole, and parsed.
const MOST_BYTES: u64 = 4 << 20;

/// Whether this type is a drawing's.
pub(super) fn is_drawing(mime_type: &str) -> bool {
    mime_type == DRAWING.1
}

/// Puts the cleaned drawing in the place of the one that came.
pub(super) async fn clean(received: &mut Received) -> Result<()> {
    if received.length() > MOST_BYTES {
        let message = format!("This drawing is too large. At most {} MB are allowed.", MOST_BYTES >> 20);
        return Err(Error::invalid("rest_upload_image_too_large", message));
    }
    let path = received.path().to_owned();
    let cleaned = working(move || cleaned(&path)).await?;
    received.replace(cleaned).await
}

fn cleaned(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path)?;
    let mut cleaned = Vec::with_capacity(bytes.len());
    svg_hush::Filter::new().filter(&mut bytes.as_slice(), &mut cleaned).map_err(unreadable)?;
    match memchr::memmem::find(&cleaned, b"<svg") {
        Some(_) => Ok(cleaned),
        None => Err(unreadable("nothing of it is a drawing")),
    }
}

fn unreadable(why: impl std::fmt::Display) -> Error {
    Error::invalid("rest_upload_invalid_image", format!("The drawing could not be read, it may be damaged: {why}."))
}
