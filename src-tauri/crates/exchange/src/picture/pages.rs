//! PDFs: whether one can be kept, and its pages as pictures. Worker process only.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::{DynamicImage, RgbaImage};

use super::error::PictureError;
use super::keep::{MOST_BYTES, jpeg, upright};

/// Draws the page that is asked for.
type Draw<'a> = &'a dyn Fn() -> Result<Vec<u8>, PictureError>;

/// Whether a file says that it is a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Whether a PDF can be opened and has pages.
pub(super) fn sound(bytes: &[u8]) -> Result<(), PictureError> {
    open(bytes.to_vec()).map(|_| ())
}

/// Gives the pages of a PDF from `skip` on, each named `3/12`; a picture is one page.
pub(super) fn each_page(
    bytes: Vec<u8>,
    skip: usize,
    edge: u32,
    work: &mut dyn FnMut(String, Draw<'_>) -> Result<(), PictureError>,
) -> Result<(), PictureError> {
    if !is_pdf(&bytes) {
        return match skip {
            0 => work("1/1".to_owned(), &|| upright(&bytes, edge)),
            _ => Ok(()),
        };
    }
    let pdf = open(bytes)?;
    let total = pdf.pages().len();
    for (at, page) in pdf.pages().iter().enumerate().skip(skip) {
        work(format!("{}/{total}", at + 1), &|| {
            let (width, height) = page.render_dimensions();
            let longer = width.max(height);
            if !(longer.is_finite() && longer >= 1.0) {
                return Err(PictureError::Damaged);
            }
            #[expect(clippy::cast_precision_loss, reason = "an edge has few digits")]
            let scale = edge as f32 / longer;
            let settings = RenderSettings {
                x_scale: scale,
                y_scale: scale,
                bg_color: WHITE,
                ..RenderSettings::default()
            };
            let drawn = render(
                page,
                &RenderCache::new(),
                &InterpreterSettings::default(),
                &settings,
            );
            let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
            // on white paper no point is transparent
            RgbaImage::from_raw(width, height, drawn.data_as_u8_slice().to_vec())
                .ok_or(PictureError::Damaged)
                .and_then(|picture| jpeg(&DynamicImage::ImageRgba8(picture), 80))
        })?;
    }
    Ok(())
}

fn open(bytes: Vec<u8>) -> Result<Pdf, PictureError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(PictureError::TooLarge(format!("超过 {} MB", MOST_BYTES >> 20)));
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PictureError::Locked,
        LoadPdfError::Invalid => PictureError::Damaged,
    })?;
    if pdf.pages().is_empty() {
        return Err(PictureError::Damaged);
    }
    Ok(pdf)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says where")]
mod tests {
    use super::super::keep::scan;
    use super::*;

    /// Two empty pages, the second on its side.
    fn two_pages() -> Vec<u8> {
        let parts = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 210 297]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 297 210]>>",
        ];
        let mut out = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            places.push(out.len());
            out += &format!("{} 0 obj{part}endobj\n", at + 1);
        }
        let start = out.len();
        out += "xref\n0 5\n0000000000 65535 f \n";
        for place in places {
            out += &format!("{place:010} 00000 n \n");
        }
        out += &format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
        out.into_bytes()
    }

    fn pages(bytes: &[u8], skip: usize) -> Vec<(String, Vec<u8>)> {
        let mut seen = Vec::new();
        each_page(bytes.to_vec(), skip, 300, &mut |name, draw| {
            seen.push((name, draw()?));
            Ok(())
        })
        .unwrap();
        seen
    }

    fn size(bytes: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory(bytes).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn a_pdf_is_kept_as_it_came_and_drawn_page_by_page() {
        let pdf = two_pages();
        assert_eq!(scan(&pdf).unwrap(), pdf);
        let all = pages(&pdf, 0);
        let names: Vec<_> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["1/2", "2/2"]);
        assert_eq!(size(&all[0].1), (212, 300));
        assert_eq!(size(&pages(&pdf, 1)[0].1), (300, 212));
        let picture = image::load_from_memory(&all[0].1).unwrap().to_rgb8();
        assert!(picture.pixels().all(|point| point.0 == [255; 3]), "white paper");
    }

    #[test]
    fn what_only_says_that_it_is_a_pdf_is_refused() {
        assert_eq!(scan(b"%PDF-1.7 and nothing else"), Err(PictureError::Damaged));
    }
}
