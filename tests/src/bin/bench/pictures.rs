//! Pictures to measure with: large, with shades and a grain, as cameras make them.
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

/// The kinds that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Twelve million pixels.
    Jpeg,
    /// Three million pixels.
    Png,
}

impl Kind {
    /// Its extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    fn dimensions(self) -> (u32, u32) {
        match self {
            Self::Jpeg => (4_000, 3_000),
            Self::Png => (2_000, 1_500),
        }
    }
}

/// Writes so many, all different.
pub fn write(folder: &Path, kind: Kind, how_many: u32) -> Vec<PathBuf> {
    let (width, height) = kind.dimensions();
    let one = |number: u32| {
        let path = folder.join(format!("picture-{number}.{}", kind.extension()));
        let picture = picture(width, height, number);
        match kind {
            Kind::Jpeg => {
                let file = std::fs::File::create(&path).expect("the picture is written");
                let encoder = JpegEncoder::new_with_quality(std::io::BufWriter::new(file), 88);
                picture.write_with_encoder(encoder).expect("the picture is written");
            }
            Kind::Png => picture.save_with_format(&path, ImageFormat::Png).expect("the picture is written"),
        }
        path
    };
    (0..how_many).map(one).collect()
}

fn picture(width: u32, height: u32, number: u32) -> RgbImage {
    let mut state = number.wrapping_mul(2_654_435_761) | 1;
    let mut bytes = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let grain = (state >> 28) as u8;
            let shade = (((x / 9) ^ (y / 13)) % 64 + x * 128 / width) as u8;
            bytes.extend([shade.wrapping_add(grain), (y * 200 / height) as u8 + grain, shade / 2 + grain]);
        }
    }
    RgbImage::from_raw(width, height, bytes).unwrap_or_else(|| RgbImage::from_pixel(width, height, Rgb([0; 3])))
}
