//! Decoding, turning, cutting and scaling. Worker process only.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};

use super::bmp;
use super::cut::{Cut, HIGH, WIDE, rectangle, share};
use super::error::PictureError;
use super::pages;

/// Points of a two-inch photo at 300 to the inch.
const PHOTO_WIDTH: u32 = 413;
/// What is smaller cannot be recognised on paper.
const LEAST_WIDTH: u32 = 50;
/// Bytes a photo may have and still be kept as it came.
const KEPT_BYTES: usize = 300 << 10;
/// Width a photo may have and still be kept as it came.
const KEPT_WIDTH: u32 = 600;
/// Bytes of one picture.
pub(crate) const MOST_BYTES: u64 = 64 << 20;
/// Points along an edge.
const MOST_POINTS: u32 = 20_000;
/// Bytes a decoded picture may take.
const MOST_DECODED: u64 = 400 << 20;
/// Points along the longer edge of a photo that has to be written anew.
const SHOWN_EDGE: u32 = 1_600;
/// Points of an A4 page at 200 to the inch, along the longer edge.
const SCAN_EDGE: u32 = 2_339;
/// Bytes a scan may have and still be kept as it came.
const SCAN_BYTES: usize = 3 << 20;

/// A picture turned upright, without transparency, and what its file looked like.
struct Decoded {
    picture: DynamicImage,
    format: Option<ImageFormat>,
    /// Whether points stand in the file as they are shown, and nothing else does (place and time of taking).
    is_plain: bool,
}

/// The photo to keep of a foreign picture: upright, five to seven, at most 413 by 578 points, JPEG without anything else in
/// it. A photo that is all this already is kept byte for byte, so that what we wrote is read back the same.
pub fn portrait(bytes: &[u8], cut: Option<Cut>) -> Result<Vec<u8>, PictureError> {
    let decoded = decode(bytes)?;
    let (width, height) = (decoded.picture.width(), decoded.picture.height());
    if width < LEAST_WIDTH || height < LEAST_WIDTH {
        return Err(PictureError::TooSmall(width, height));
    }
    let part = rectangle(cut, width, height);
    let is_whole = width.abs_diff(part.width) <= 1 && height.abs_diff(part.height) <= 1;
    let is_kept = cut.is_none()
        && is_whole
        && decoded.is_plain
        && decoded.format == Some(ImageFormat::Jpeg)
        && width <= KEPT_WIDTH
        && bytes.len() <= KEPT_BYTES;
    if is_kept {
        return Ok(bytes.to_vec());
    }
    if part.width < LEAST_WIDTH {
        return Err(PictureError::TooSmall(part.width, part.height));
    }
    let cropped = decoded
        .picture
        .crop_imm(part.left, part.top, part.width, part.height);
    let width = part.width.min(PHOTO_WIDTH);
    jpeg(&scaled(cropped, width, share(width, HIGH, WIDE)), 88)
}

/// A picture upright and small enough to be shown while its part is chosen.
pub fn upright(bytes: &[u8], edge: u32) -> Result<Vec<u8>, PictureError> {
    let picture = decode(bytes)?.picture;
    jpeg(&within(picture, edge), 80)
}

/// Whether a picture can be shown. The photo of a form is kept as it came, so that the form goes out as it came in.
pub(crate) fn sound(bytes: &[u8]) -> Result<(), PictureError> {
    decode(bytes).map(|_| ())
}

/// The photo of a form that is a BMP, as a JPEG with all of its points; `None` for other files.
pub(crate) fn of_bmp(bytes: &[u8]) -> Option<Result<Vec<u8>, PictureError>> {
    let made = || jpeg(&within(decode(bytes)?.picture, SHOWN_EDGE), 92);
    bmp::is_bmp(bytes).then(made)
}

/// The scan to keep of a foreign picture: as it came when it is a JPEG or PNG of sane size, else a page of 200 points to
/// the inch. A PDF is kept as it came.
pub fn scan(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    if pages::is_pdf(bytes) {
        return pages::sound(bytes).map(|()| bytes.to_vec());
    }
    let decoded = decode(bytes)?;
    let is_kept = decoded.is_plain
        && matches!(decoded.format, Some(ImageFormat::Jpeg | ImageFormat::Png))
        && bytes.len() <= SCAN_BYTES;
    if is_kept {
        return Ok(bytes.to_vec());
    }
    jpeg(&within(decoded.picture, SCAN_EDGE), 80)
}

fn decode(bytes: &[u8]) -> Result<Decoded, PictureError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(PictureError::TooLarge(format!("超过 {} MB", MOST_BYTES >> 20)));
    }
    if bmp::is_bmp(bytes) {
        return Ok(Decoded {
            picture: opaque(bmp::decode(bytes, MOST_POINTS, MOST_DECODED)?),
            format: None,
            is_plain: false,
        });
    }
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| PictureError::Damaged)?;
    let Some(format) = reader.format() else {
        return Err(PictureError::NotPicture(kind_of(bytes).to_owned()));
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_POINTS);
    limits.max_image_height = Some(MOST_POINTS);
    limits.max_alloc = Some(MOST_DECODED);
    reader.limits(limits);
    let said = |error| refusal(error, bytes);
    let mut decoder = reader.into_decoder().map_err(said)?;
    let (width, height) = decoder.dimensions();
    if width > MOST_POINTS || height > MOST_POINTS || decoder.total_bytes() > MOST_DECODED {
        return Err(PictureError::TooLarge(format!("{width}×{height} 点")));
    }
    // what the camera noted is a hint: a picture without a sound one is shown as it is
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let has_notes = decoder.exif_metadata().is_ok_and(|exif| exif.is_some());
    let mut picture = DynamicImage::from_decoder(decoder).map_err(said)?;
    picture.apply_orientation(orientation);
    Ok(Decoded {
        picture: opaque(picture),
        format: Some(format),
        is_plain: !has_notes && orientation == Orientation::NoTransforms,
    })
}

fn refusal(error: ImageError, bytes: &[u8]) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::NotPicture(kind_of(bytes).to_owned()),
        ImageError::Limits(_) => PictureError::TooLarge("点数异常".to_owned()),
        _ => PictureError::Damaged,
    }
}

/// What the clerk may call a file that is none of the pictures we read.
fn kind_of(bytes: &[u8]) -> &'static str {
    const KINDS: [(&[u8], &str); 8] = [
        (b"BM", "BMP 图片"),
        (b"II*\0", "TIFF 图片"),
        (b"MM\0*", "TIFF 图片"),
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "压缩包或文档"),
        (b"Rar!", "压缩包"),
        (b"\xd0\xcf\x11\xe0", "旧版文档"),
        (b"MZ", "程序"),
    ];
    let heic = bytes.get(4..8) == Some(b"ftyp");
    let known = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic));
    match (known, heic, bytes.is_empty()) {
        (Some((_, kind)), _, _) => kind,
        (None, true, _) => "手机 HEIC 图片或视频",
        (None, _, true) => "空文件",
        _ => "未知类型",
    }
}

/// Transparent points become white paper.
fn opaque(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut paper = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([255; 4]));
    imageops::overlay(&mut paper, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(paper)
}

fn within(picture: DynamicImage, edge: u32) -> DynamicImage {
    let longer = picture.width().max(picture.height());
    if longer <= edge {
        return picture;
    }
    let (width, height) = (
        share(picture.width(), edge, longer).max(1),
        share(picture.height(), edge, longer).max(1),
    );
    scaled(picture, width, height)
}

/// Scaled down; a large picture in two steps, the first of which is quick.
fn scaled(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture;
    }
    let rough = if picture.width() > width * 4 {
        picture.thumbnail_exact(width * 2, height * 2)
    } else {
        picture
    };
    rough.resize_exact(width, height, FilterType::CatmullRom)
}

pub(super) fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .encode_image(&picture.to_rgb8())
        .map_err(|_| PictureError::Damaged)?;
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says where")]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture)
            .write_to(&mut out, format)
            .unwrap();
        out.into_inner()
    }

    fn size(bytes: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
        (picture.width(), picture.height())
    }

    /// A JPEG whose camera noted that it was held on its side.
    fn on_its_side(width: u32, height: u32) -> Vec<u8> {
        let plain = picture(width, height, ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        let mut out = plain[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(((exif.len() + 2) as u16).to_be_bytes());
        out.append(&mut exif);
        out.extend(&plain[2..]);
        out
    }

    #[test]
    fn photos_become_five_to_seven_and_stay_so() {
        for (format, width, height, wanted) in [
            (ImageFormat::Jpeg, 3000, 4000, (413, 578)),
            (ImageFormat::Png, 600, 800, (413, 578)),
            (ImageFormat::WebP, 200, 400, (200, 280)),
            (ImageFormat::Gif, 300, 100, (71, 100)),
        ] {
            let kept = portrait(&picture(width, height, format), None).unwrap();
            let (width, height) = size(&kept);
            assert!(
                width.abs_diff(wanted.0) <= 1 && height.abs_diff(wanted.1) <= 1,
                "{format:?} {width}×{height}"
            );
            assert!(kept.len() < 200_000);
            assert_eq!(portrait(&kept, None).unwrap(), kept, "read back the same");
        }
    }

    #[test]
    fn a_photo_held_on_its_side_is_turned_and_its_notes_are_dropped() {
        let bytes = on_its_side(700, 500);
        let kept = portrait(&bytes, None).unwrap();
        assert_eq!(size(&kept), (413, 578), "all of it, upright");
        assert!(!kept.windows(4).any(|window| window == b"Exif"));
        assert_eq!(size(&upright(&bytes, 350).unwrap()), (250, 350));
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        let whole = picture(500, 700, ImageFormat::Jpeg);
        for (bytes, said) in [
            (b"".to_vec(), "空文件"),
            (b"%PDF-1.7".to_vec(), "PDF"),
            (b"BM\x36\0".to_vec(), "BMP"),
            (b"II*\0".to_vec(), "TIFF"),
            (b"\0\0\0\x18ftypheic".to_vec(), "HEIC"),
            (b"hello".to_vec(), "未知类型"),
            (b"\x89PNG\r\n\x1a\n".to_vec(), "损坏"),
            (picture(20, 20, ImageFormat::Png), "太小"),
            (whole[..200].to_vec(), "损坏"),
        ] {
            let refused = portrait(&bytes, None).unwrap_err().to_string();
            assert!(refused.contains(said), "{refused}");
        }
    }

    #[test]
    fn absurd_dimensions_are_refused_before_anything_is_laid_out() {
        let mut huge = picture(60, 60, ImageFormat::Png);
        huge[16..20].copy_from_slice(&0x7fff_ffffu32.to_be_bytes());
        huge[20..24].copy_from_slice(&0x7fff_ffffu32.to_be_bytes());
        // the check sum of the header must fit, or it is damage that is told of
        assert!(portrait(&huge, None).is_err());
        let wide = picture(60, 60, ImageFormat::Gif);
        let mut wide = wide;
        wide[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        assert!(matches!(
            portrait(&wide, None),
            Err(PictureError::TooLarge(_) | PictureError::Damaged)
        ));
    }

    #[test]
    fn scans_are_kept_as_they_came_unless_they_are_huge() {
        let page = picture(800, 1100, ImageFormat::Png);
        assert_eq!(scan(&page).unwrap(), page);
        let huge = scan(&on_its_side(4000, 3000)).unwrap();
        let (width, height) = size(&huge);
        assert_eq!((width.max(height), width < height), (2339, true));
    }
}
