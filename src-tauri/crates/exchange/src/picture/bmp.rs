//! Pictures of old scanners and photo booths: BMP. Worker process only.

use image::{DynamicImage, RgbImage, RgbaImage};
use zune_bmp::BmpDecoder;
use zune_bmp::zune_core::bytestream::ZCursor;
use zune_bmp::zune_core::colorspace::ColorSpace;
use zune_bmp::zune_core::options::DecoderOptions;

use super::error::PictureError;

/// Bytes before the size of the header that follows.
const FILE_HEADER: usize = 14;

/// Whether a file says that it is a BMP: the magic, and a header of a size there is.
pub(super) fn is_bmp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && matches!(four(bytes, FILE_HEADER), Some(12 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// The picture of a BMP of at most so many points along an edge, and so many bytes when laid out.
pub(super) fn decode(bytes: &[u8], points: u32, most: u64) -> Result<DynamicImage, PictureError> {
    let edge = points as usize;
    let options = DecoderOptions::default().set_max_width(edge).set_max_height(edge);
    let mut decoder = BmpDecoder::new_with_options(ZCursor::new(bytes), options);
    let damaged = |_| PictureError::Damaged;
    let size = size(bytes).ok_or(PictureError::Damaged)?;
    let laid_out = (u64::from(size.width) * u64::from(size.height)).saturating_mul(4);
    if size.width > points || size.height > points || laid_out > most {
        return Err(PictureError::TooLarge(format!(
            "{}×{} 点",
            size.width, size.height
        )));
    }
    // the end of a copy that broke off would come out black
    if size.bytes.is_some_and(|needed| needed > bytes.len() as u64) {
        return Err(PictureError::Damaged);
    }
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder.dimensions().ok_or(PictureError::Damaged)?;
    if (width, height) != (size.width as usize, size.height as usize) {
        return Err(PictureError::Damaged);
    }
    let colours = decoder.colorspace().ok_or(PictureError::Damaged)?;
    let points = decoder.decode().map_err(damaged)?;
    let (width, height) = (size.width, size.height);
    let picture = match colours {
        ColorSpace::RGB => RgbImage::from_raw(width, height, points).map(DynamicImage::ImageRgb8),
        ColorSpace::RGBA => RgbaImage::from_raw(width, height, points).map(solid),
        _ => None,
    };
    picture.ok_or(PictureError::Damaged)
}

/// Most programs leave the fourth byte of a point zero, which does not mean that nothing is to be seen.
fn solid(picture: RgbaImage) -> DynamicImage {
    let is_unused = picture.pixels().all(|point| point.0.last() == Some(&0));
    let picture = DynamicImage::ImageRgba8(picture);
    if is_unused {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    } else {
        picture
    }
}

struct Size {
    width: u32,
    height: u32,
    /// Bytes the file must have at least, where its points are not packed.
    bytes: Option<u64>,
}

/// What the header says.
fn size(bytes: &[u8]) -> Option<Size> {
    let header = four(bytes, FILE_HEADER)?;
    let begin = u64::from(four(bytes, 10)?);
    let (width, height, depth, packing) = if header == 12 {
        (
            u32::from(two(bytes, 18)?),
            u32::from(two(bytes, 20)?),
            two(bytes, 24)?,
            0,
        )
    } else {
        let (width, height) = (four(bytes, 18)?, four(bytes, 22)?);
        // a negative height means that the rows stand from the top down
        let height = height.cast_signed().unsigned_abs();
        (width, height, two(bytes, 28)?, four(bytes, 30)?)
    };
    if width == 0 || height == 0 {
        return None;
    }
    let row = (u64::from(width) * u64::from(depth)).div_ceil(32) * 4;
    let is_plain = matches!(packing, 0 | 3 | 6);
    let bytes = is_plain.then(|| begin.saturating_add(row.saturating_mul(u64::from(height))));
    Some(Size { width, height, bytes })
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says where")]
mod tests {
    use super::super::keep::{portrait, scan, upright};
    use super::*;
    use proptest::prelude::*;

    /// A BMP with a red upper half and a blue lower one, of 24 or 32 bits, rows from the bottom up or the top down.
    pub(crate) fn halves(width: u32, height: u32, depth: u16, from_top: bool) -> Vec<u8> {
        let mut out = b"BM".to_vec();
        out.extend([0; 8]);
        out.extend(54u32.to_le_bytes());
        out.extend(40u32.to_le_bytes());
        out.extend(width.to_le_bytes());
        let signed = i32::try_from(height).unwrap() * if from_top { -1 } else { 1 };
        out.extend(signed.to_le_bytes());
        out.extend(1u16.to_le_bytes());
        out.extend(depth.to_le_bytes());
        out.extend([0; 24]);
        for row in 0..height {
            let y = if from_top { row } else { height - 1 - row };
            let colour = if y < height / 2 {
                [0, 0, 200, 0]
            } else {
                [200, 0, 0, 0]
            };
            for _ in 0..width {
                out.extend(&colour[..usize::from(depth / 8)]);
            }
            while !(out.len() - 54).is_multiple_of(4) {
                out.push(0);
            }
        }
        out
    }

    /// The same with a table of two colours, a byte or a bit for each point.
    fn of_two_colours(width: u32, height: u32, depth: u16) -> Vec<u8> {
        let mut out = halves(0, 0, 24, false);
        out[10..14].copy_from_slice(&62u32.to_le_bytes());
        out[18..22].copy_from_slice(&width.to_le_bytes());
        out[22..26].copy_from_slice(&height.to_le_bytes());
        out[28..30].copy_from_slice(&depth.to_le_bytes());
        out[46..50].copy_from_slice(&2u32.to_le_bytes());
        out.extend([200, 0, 0, 0, 0, 0, 200, 0]);
        let row = (width * u32::from(depth)).div_ceil(32) * 4;
        for y in 0..height {
            let upper = height - 1 - y < height / 2;
            let byte = match (upper, depth) {
                (true, 1) => 0xff,
                (true, _) => 1,
                _ => 0,
            };
            out.extend(std::iter::repeat_n(byte, row as usize));
        }
        out
    }

    fn colours(jpeg: &[u8]) -> (u32, u32, [u8; 3], [u8; 3]) {
        let picture = image::load_from_memory(jpeg).unwrap().to_rgb8();
        let (width, height) = picture.dimensions();
        let upper = picture.get_pixel(width / 2, 5).0;
        let lower = picture.get_pixel(width / 2, height - 5).0;
        (width, height, upper, lower)
    }

    #[test]
    fn a_bmp_is_taken_like_any_other_picture() {
        for bytes in [
            halves(500, 700, 24, false),
            halves(501, 700, 24, true),
            halves(500, 700, 32, false),
            of_two_colours(500, 700, 8),
            of_two_colours(500, 700, 1),
        ] {
            for (made, size) in [
                (portrait(&bytes, None).unwrap(), (413, 578)),
                (upright(&bytes, 350).unwrap(), (250, 350)),
                (scan(&bytes).unwrap(), (500, 700)),
            ] {
                let (width, height, upper, lower) = colours(&made);
                assert!(
                    width.abs_diff(size.0) <= 1 && height == size.1,
                    "{width}×{height}"
                );
                assert!(upper[0] > 150 && upper[2] < 50, "red above: {upper:?}");
                assert!(lower[2] > 150 && lower[0] < 50, "blue below: {lower:?}");
            }
        }
    }

    #[test]
    fn absurd_and_broken_ones_are_refused() {
        let whole = halves(100, 140, 24, false);
        let with = |at: usize, value: u32| {
            let mut bytes = whole.clone();
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            bytes
        };
        for (bytes, said) in [
            (with(18, 0x7fff_ffff), "过大"),
            (with(22, 0x7fff_ffff), "过大"),
            (with(18, 19_999), "损坏"),
            (with(22, 0), "损坏"),
            (whole[..whole.len() / 2].to_vec(), "损坏"),
            (whole[..20].to_vec(), "损坏"),
            (b"BM is how this letter begins".to_vec(), "BMP"),
        ] {
            let refused = portrait(&bytes, None).unwrap_err().to_string();
            assert!(refused.contains(said), "{refused}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn no_bytes_end_the_reader(at in 0usize..200, value: u8, also in 14usize..54, second: u8, cut in 0usize..400) {
            let mut bytes = of_two_colours(12, 9, 8);
            let (at, also) = (at % bytes.len(), also % bytes.len());
            bytes[at] = value;
            bytes[also] = second;
            bytes.truncate(bytes.len().saturating_sub(cut % 40));
            if let Ok(picture) = decode(&bytes, 2_000, 16 << 20) {
                prop_assert!(picture.width() <= 2_000 && picture.height() <= 2_000);
            }
        }
    }
}
