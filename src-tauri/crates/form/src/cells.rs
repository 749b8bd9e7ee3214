//! Where on the pages something can be typed, and how full it is: the template leaves both beside the text
//! (see assets/forms/fit.typ and the cells of each form).

use std::collections::HashMap;

use typst::foundations::{Content, Dict, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::Page;

/// A cell of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its name in the template: `birth`, `relatives.0.name`.
    pub key: String,
    /// The page, from 0.
    pub page: usize,
    /// Left edge in points.
    pub x: f64,
    /// Upper edge in points.
    pub y: f64,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// What its text takes; `None` when it is empty.
    pub fill: Option<Fill>,
}

/// What the text of a cell takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// The size it is set at, in points; 14 unless it had to shrink.
    pub size: f64,
    /// Lines it takes.
    pub lines: u32,
    /// Lines the cell holds at this size.
    pub room: u32,
    /// Whether it does not fit even at the smallest size and is cut.
    pub overflow: bool,
}

/// The cells of the pages, in the order of the pages.
pub(crate) fn read(pages: &[Page]) -> Vec<Cell> {
    let mut reader = Reader::default();
    for (page, set) in pages.iter().enumerate() {
        reader.frame(&set.frame, page, Point::zero());
    }
    let Reader { mut cells, fills } = reader;
    for cell in &mut cells {
        cell.fill = fills.get(&cell.key).copied();
    }
    cells
}

#[derive(Default)]
struct Reader {
    cells: Vec<Cell>,
    fills: HashMap<String, Fill>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, page: usize, at: Point) {
        for (point, item) in frame.items() {
            let place = at + *point;
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, page, place),
                FrameItem::Tag(Tag::Start(content, _)) => self.note(content, page, place),
                _ => {}
            }
        }
    }

    fn note(&mut self, content: &Content, page: usize, place: Point) {
        let Some(Value::Dict(note)) = content.to_packed::<MetadataElem>().map(|element| &element.value)
        else {
            return;
        };
        if let Some(key) = text(note, "area") {
            self.cells.push(Cell {
                key,
                page,
                x: place.x.to_pt(),
                y: place.y.to_pt(),
                width: number(note, "width"),
                height: number(note, "height"),
                fill: None,
            });
        } else if let (Some(key), Ok(Value::Bool(overflow))) = (text(note, "key"), note.get("overflow")) {
            let fill = Fill {
                size: number(note, "size"),
                lines: number(note, "lines") as u32,
                room: number(note, "room") as u32,
                overflow: *overflow,
            };
            self.fills.insert(key, fill);
        }
    }
}

fn text(note: &Dict, key: &str) -> Option<String> {
    match note.get(key) {
        Ok(Value::Str(text)) => Some(text.as_str().to_owned()),
        _ => None,
    }
}

fn number(note: &Dict, key: &str) -> f64 {
    note.get(key)
        .ok()
        .and_then(|value| value.clone().cast::<f64>().ok())
        .unwrap_or_default()
}
