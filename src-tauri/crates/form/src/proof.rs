//! Reading the set pages before anyone else does: what shrank, what was cut, which characters came out as a box.

use std::fmt;

use typst::foundations::{Content, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::Page;

/// Below this size in points text is hard to read.
const READABLE: f64 = 9.0;

/// Something the clerk must hear before using the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// Whose form: the place in the list that was printed. None where the print has no people.
    pub person: Option<usize>,
    /// The person's name, empty where the print has no people.
    pub name: String,
    /// What about it.
    pub concern: Concern,
}

/// What a warning is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Concern {
    /// The text of this cell had to shrink below a readable size (points).
    Small {
        /// Name of the cell on the form.
        cell: String,
        /// The size it was set at.
        size: f64,
    },
    /// The text of this cell does not fit even at the smallest size and is cut.
    Overflow {
        /// Name of the cell on the form.
        cell: String,
    },
    /// No font holds these characters: they stand as boxes on the page.
    Missing {
        /// Each character once.
        characters: Vec<char>,
    },
    /// Private-use characters (造字): printed as 〓, because no font can be trusted with them.
    Private {
        /// Each character once.
        characters: Vec<char>,
    },
    /// The photo is no picture this program can read; the form was printed without it.
    Photo,
    /// The form of this person could not be set and is not among the pages.
    Failed {
        /// In the typesetter's words.
        reason: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.name.is_empty() {
            write!(formatter, "{}：", self.name)?;
        }
        self.concern.fmt(formatter)
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Small { cell, size } => write!(formatter, "“{cell}”字数较多，字号缩小到{size}磅"),
            Self::Overflow { cell } => write!(formatter, "“{cell}”内容过长，未能全部打印"),
            Self::Missing { characters } => write!(formatter, "含有无法打印的字：{}", listed(characters)),
            Self::Private { characters } => {
                write!(formatter, "含有自造字，已打印为〓：{}", listed(characters))
            }
            Self::Photo => write!(formatter, "照片无法识别，未打印照片"),
            Self::Failed { reason } => write!(formatter, "未能打印：{reason}"),
        }
    }
}

fn listed(characters: &[char]) -> String {
    let names: Vec<_> = characters
        .iter()
        .map(|character| format!("{character}（U+{:04X}）", *character as u32))
        .collect();
    names.join("、")
}

/// Reads the pages in order and answers what they tell.
pub(crate) fn read(pages: &[Page]) -> Vec<Concern> {
    let mut proof = Proof::default();
    for page in pages {
        proof.frame(&page.frame);
    }
    proof.concerns
}

#[derive(Default)]
struct Proof {
    concerns: Vec<Concern>,
}

impl Proof {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Text(text) => self.text(text),
                FrameItem::Tag(Tag::Start(content, _)) => self.note(content),
                _ => {}
            }
        }
    }

    /// Glyph 0 of a font is its box for characters it does not hold. Typst itself says nothing about them.
    fn text(&mut self, text: &TextItem) {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let characters = text.text.get(glyph.range()).unwrap_or_default();
            for character in characters.chars().filter(|character| !character.is_control()) {
                self.missing(character);
            }
        }
    }

    fn missing(&mut self, character: char) {
        let known = self.concerns.iter_mut().find_map(|concern| match concern {
            Concern::Missing { characters } => Some(characters),
            _ => None,
        });
        match known {
            Some(characters) if characters.contains(&character) => {}
            Some(characters) => characters.push(character),
            None => self.concerns.push(Concern::Missing {
                characters: vec![character],
            }),
        }
    }

    /// A note left by the template on the text of a cell (see assets/forms/fit.typ).
    fn note(&mut self, content: &Content) {
        let Some(Value::Dict(note)) = content.to_packed::<MetadataElem>().map(|element| &element.value)
        else {
            return;
        };
        if let (Ok(Value::Str(cell)), Ok(Value::Bool(overflow)), Ok(size)) =
            (note.get("cell"), note.get("overflow"), note.get("size"))
        {
            self.cell(cell.as_str(), *overflow, size);
        }
    }

    /// Many relatives share a cell name: it is told once, at its smallest.
    fn cell(&mut self, name: &str, overflow: bool, size: &Value) {
        let size = size.clone().cast::<f64>().unwrap_or_default();
        if !overflow && size >= READABLE {
            return;
        }
        let cell = name.to_owned();
        let concern = if overflow {
            Concern::Overflow { cell }
        } else {
            Concern::Small { cell, size }
        };
        match self.concerns.iter_mut().find(|other| same_cell(other, &concern)) {
            Some(Concern::Small { size: least, .. }) => *least = least.min(size),
            Some(_) => {}
            None => self.concerns.push(concern),
        }
    }
}

fn same_cell(one: &Concern, other: &Concern) -> bool {
    match (one, other) {
        (Concern::Small { cell: one, .. }, Concern::Small { cell: other, .. })
        | (Concern::Overflow { cell: one }, Concern::Overflow { cell: other }) => one == other,
        _ => false,
    }
}
