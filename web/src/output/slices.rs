//! A body that is given to its connection piece by piece.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use bytes::Bytes;

/// The most of a body that the server copies at once, in bytes. It copies each piece into the connection's buffer, from
/// where the kernel copies it again: a buffer of a few pieces stays in the processor's cache, one of a whole page does
/// not, and each connection would keep one.
pub const SLICE: usize = 32 << 10;

/// The body as the server takes it: whole where it is one piece.
pub fn in_slices(body: Bytes) -> BoxBody {
    match body.len() {
        ..=SLICE => BoxBody::new(body),
        _ => BoxBody::new(Slices(body)),
    }
}

/// A whole body in pieces of at most [`SLICE`] bytes, with its length said beforehand.
#[derive(Debug)]
struct Slices(Bytes);

impl MessageBody for Slices {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.0.len().min(SLICE);
        Poll::Ready(Some(Ok(self.0.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;

    use super::*;

    async fn pieces(body: Bytes) -> Vec<Bytes> {
        let mut slices = pin!(in_slices(body));
        let mut pieces = Vec::new();
        while let Some(Ok(piece)) = poll_fn(|context| slices.as_mut().poll_next(context)).await {
            pieces.push(piece);
        }
        pieces
    }

    #[tokio::test]
    async fn the_pieces_are_the_body_in_its_order() {
        for length in [0, 1, SLICE, SLICE + 1, 3 * SLICE - 1] {
            let body: Bytes = (0..length).map(|at| (at % 251) as u8).collect();
            assert_eq!(in_slices(body.clone()).size(), BodySize::Sized(length as u64));
            let pieces = pieces(body.clone()).await;
            assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= SLICE));
            assert_eq!(pieces.concat(), body);
        }
    }
}
