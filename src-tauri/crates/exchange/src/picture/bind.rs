//! Pages scanned one by one, bound into one PDF. The pictures are not decoded: a JPEG is what a PDF holds anyway.

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

use super::error::PictureError;

/// Points of a page's longer edge: A4.
const LONGER: f32 = 842.0;
/// The name pages call their picture by.
const PICTURE: Name<'static> = Name(b"P");

/// What a JPEG says of itself.
struct Jpeg {
    width: u16,
    height: u16,
    /// 1 grey, 3 colour.
    components: u8,
}

/// One PDF of JPEG pages, in the order given.
pub fn bind(pages: &[&[u8]]) -> Result<Vec<u8>, PictureError> {
    let mut next = 1;
    let mut id = || {
        next += 1;
        Ref::new(next - 1)
    };
    let (catalog, tree) = (id(), id());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let mut kids = Vec::with_capacity(pages.len());
    for bytes in pages {
        let jpeg = Jpeg::of(bytes).ok_or_else(|| PictureError::NotPicture("不是 JPG".to_owned()))?;
        let (page, content, picture) = (id(), id(), id());
        let longer = f32::from(jpeg.width.max(jpeg.height).max(1));
        let width = LONGER * f32::from(jpeg.width) / longer;
        let height = LONGER * f32::from(jpeg.height) / longer;
        let mut object = pdf.page(page);
        object.media_box(Rect::new(0.0, 0.0, width, height));
        object.parent(tree);
        object.contents(content);
        object.resources().x_objects().pair(PICTURE, picture);
        object.finish();
        let mut drawn = Content::new();
        drawn.save_state();
        drawn.transform([width, 0.0, 0.0, height, 0.0, 0.0]);
        drawn.x_object(PICTURE);
        drawn.restore_state();
        pdf.stream(content, &drawn.finish());
        let mut image = pdf.image_xobject(picture, bytes);
        image.filter(Filter::DctDecode);
        image.width(jpeg.width.into());
        image.height(jpeg.height.into());
        match jpeg.components {
            1 => image.color_space().device_gray(),
            3 => image.color_space().device_rgb(),
            _ => return Err(PictureError::NotPicture("印刷用四色 JPG".to_owned())),
        }
        image.bits_per_component(8);
        image.finish();
        kids.push(page);
    }
    let count = i32::try_from(kids.len()).map_err(|_| PictureError::TooLarge("页数异常".to_owned()))?;
    pdf.pages(tree).kids(kids).count(count);
    Ok(pdf.finish())
}

impl Jpeg {
    /// Reads the frame header; `None` when this is no JPEG.
    fn of(bytes: &[u8]) -> Option<Self> {
        if !bytes.starts_with(b"\xff\xd8") {
            return None;
        }
        let mut at = 2;
        loop {
            let marker = *bytes.get(at + 1)?;
            if *bytes.get(at)? != 0xff {
                return None;
            }
            let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
            let two = |from: usize| Some(u16::from_be_bytes([*bytes.get(from)?, *bytes.get(from + 1)?]));
            if is_frame {
                return Some(Self {
                    height: two(at + 5)?,
                    width: two(at + 7)?,
                    components: *bytes.get(at + 9)?,
                });
            }
            at += 2 + usize::from(two(at + 2)?);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says where")]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat};

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut out, format)
            .unwrap();
        out.into_inner()
    }

    #[test]
    fn pages_become_one_pdf_that_opens() {
        let pages = [
            picture(200, 283, ImageFormat::Jpeg),
            picture(283, 200, ImageFormat::Jpeg),
        ];
        let bound = bind(&pages.each_ref().map(Vec::as_slice)).unwrap();
        super::super::pages::sound(&bound).unwrap();
        let mut seen = Vec::new();
        super::super::pages::each_page(bound, 0, 300, &mut |name, draw| {
            seen.push((name, draw()?.len() > 100));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, [("1/2".to_owned(), true), ("2/2".to_owned(), true)]);
    }

    #[test]
    fn what_is_no_jpeg_is_refused() {
        for bytes in [
            picture(20, 20, ImageFormat::Png),
            b"\xff\xd8\xff".to_vec(),
            Vec::new(),
        ] {
            assert!(bind(&[&bytes]).is_err());
        }
    }
}
