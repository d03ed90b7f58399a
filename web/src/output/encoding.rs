//! gzip and brotli: which one a browser takes, and how they are made.

use std::io::Write;

use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap};
use bytes::Bytes;

/// Shorter bodies are not worth compressing.
pub const SHORTEST: usize = 512;
/// nginx's and most hosts' default lies at 1 to 6; the page is compressed once and sent often.
const GZIP_LEVEL: u32 = 6;
const BROTLI_QUALITY: u32 = 9;
const BROTLI_WINDOW: u32 = 20;

/// Which encodings the other side takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// `br`.
    pub brotli: bool,
    /// `gzip`.
    pub gzip: bool,
}

impl Accepted {
    /// As the request says.
    pub fn by(headers: &HeaderMap) -> Self {
        let value = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut accepted = Self::default();
        for entry in value.split(',') {
            let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
            let wanted = !is_zero(parameters);
            match name.trim() {
                "br" => accepted.brotli = wanted,
                "gzip" | "x-gzip" => accepted.gzip = wanted,
                _ => {}
            }
        }
        accepted
    }
}

/// Whether the parameters say `q=0`.
fn is_zero(parameters: &str) -> bool {
    let quality = parameters.trim().strip_prefix("q=").and_then(|quality| quality.trim().parse::<f32>().ok());
    quality.is_some_and(|quality| quality <= 0.0)
}

/// The body as gzip; `None` where that failed or gained nothing.
pub fn gzip(body: &[u8]) -> Option<Bytes> {
    let mut encoder =
        flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 4), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(body).ok()?;
    smaller(encoder.finish().ok()?, body)
}

/// The body as brotli; `None` where that failed or gained nothing.
pub fn brotli(body: &[u8]) -> Option<Bytes> {
    let mut compressed = Vec::with_capacity(body.len() / 4);
    {
        let mut encoder = brotli::CompressorWriter::new(&mut compressed, 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
        encoder.write_all(body).ok()?;
        encoder.flush().ok()?;
    }
    smaller(compressed, body)
}

fn smaller(compressed: Vec<u8>, body: &[u8]) -> Option<Bytes> {
    (compressed.len() < body.len()).then(|| compressed.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::http::header::HeaderValue;

    use super::*;

    fn by(value: &'static str) -> Accepted {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
        Accepted::by(&headers)
    }

    #[test]
    fn an_encoding_is_used_only_where_it_is_accepted() {
        assert_eq!(by("gzip, deflate, br, zstd"), Accepted { brotli: true, gzip: true });
        assert_eq!(by("br;q=0, gzip;q=0.5"), Accepted { brotli: false, gzip: true });
        assert_eq!(by("identity"), Accepted::default());
        assert_eq!(Accepted::by(&HeaderMap::new()), Accepted::default());
    }

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let body = b"the same words again and again ".repeat(100);
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(gzip(&body).unwrap().as_ref()).read_to_end(&mut text).unwrap();
        assert_eq!(text, body);
        text.clear();
        brotli::Decompressor::new(brotli(&body).unwrap().as_ref(), 4096).read_to_end(&mut text).unwrap();
        assert_eq!(text, body);
    }
}
