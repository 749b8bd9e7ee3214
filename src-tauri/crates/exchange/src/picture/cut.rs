//! Which part of a picture becomes the photo: five wide to seven high, as the cell of the form.

use serde::{Deserialize, Serialize};

/// Width of a two-inch photo, in parts of which it is [`HIGH`] high: 35 mm by 49 mm.
pub(crate) const WIDE: u32 = 5;
/// Height of a two-inch photo.
pub(crate) const HIGH: u32 = 7;

/// A part of a picture, as shares of its width and height after it was turned upright. Height follows from the ratio.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// Left edge, 0 to 1.
    pub left: f64,
    /// Upper edge, 0 to 1.
    pub top: f64,
    /// Width, 0 to 1.
    pub width: f64,
}

/// A rectangle of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rectangle {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The part of a picture of this size that becomes the photo: as chosen, else the middle, from the upper edge down.
pub(crate) fn rectangle(cut: Option<Cut>, width: u32, height: u32) -> Rectangle {
    let widest = width.min(share(height, WIDE, HIGH)).max(1);
    let Some(cut) = cut else {
        return Rectangle {
            left: (width - widest) / 2,
            top: 0,
            width: widest,
            height: share(widest, HIGH, WIDE).clamp(1, height),
        };
    };
    let points = |part: f64, whole: u32| (part.clamp(0.0, 1.0) * f64::from(whole)).round() as u32;
    let chosen = points(cut.width, width).clamp(1, widest);
    let high = share(chosen, HIGH, WIDE).clamp(1, height);
    Rectangle {
        left: points(cut.left, width).min(width - chosen),
        top: points(cut.top, height).min(height - high),
        width: chosen,
        height: high,
    }
}

/// `number` times `over` divided by `under`, rounded.
pub(crate) fn share(number: u32, over: u32, under: u32) -> u32 {
    let (number, over, under) = (u64::from(number), u64::from(over), u64::from(under));
    u32::try_from((number * over + under / 2) / under).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_from_the_top_down_is_taken() {
        let at = |width, height| {
            let Rectangle {
                left,
                top,
                width,
                height,
            } = rectangle(None, width, height);
            (left, top, width, height)
        };
        assert_eq!(
            at(500, 700),
            (0, 0, 500, 700),
            "all of a photo of the right ratio"
        );
        assert_eq!(at(900, 700), (200, 0, 500, 700), "the middle of a wide one");
        assert_eq!(at(500, 1000), (0, 0, 500, 700), "the upper part of a high one");
        assert_eq!(at(1, 1), (0, 0, 1, 1));
    }

    #[test]
    fn a_chosen_part_stays_within_the_picture() {
        let cut = |left, top, width| Cut { left, top, width };
        let at = |cut| {
            let part = rectangle(Some(cut), 1000, 1000);
            (part.left, part.top, part.width, part.height)
        };
        assert_eq!(at(cut(0.1, 0.2, 0.5)), (100, 200, 500, 700));
        assert_eq!(at(cut(0.9, 0.9, 0.5)), (500, 300, 500, 700));
        assert_eq!(at(cut(-1.0, f64::NAN, 9.0)), (0, 0, 714, 1000));
    }
}
