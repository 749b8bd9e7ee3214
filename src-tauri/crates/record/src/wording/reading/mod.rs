//! From texts to rows: what a roster or a 任免审批表 says of a whole set in one cell. Each reader is the inverse of the
//! writer beside it, and takes all of a text or nothing: where a part cannot be read with certainty the text stays whole
//! with the clerk, so that nothing of it is lost and nothing half taken over.

mod assessment;
mod award;
mod education;
mod family;
mod party;
mod resume;
mod scan;
#[cfg(test)]
mod tests;

use crate::date::DateHints;
use crate::declaration::SetReader;
use crate::dictionary::{Item, Set};
use crate::problem::Problem;
use crate::value::{Row, Value};

pub(super) use award::kind_of;
pub use party::{Party, party};
pub use scan::{Stretch, span, stretch};

/// What a text said.
#[derive(Debug, Default)]
pub struct Told {
    /// The rows, in the order of the text.
    pub rows: Vec<Row>,
    /// What is worth a look: gaps, overlaps.
    pub problems: Vec<Problem>,
}

/// Why a text could not be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The part that could not be read.
    pub part: String,
    /// What is wrong with it, in the clerk's words.
    pub why: &'static str,
}

impl Unread {
    fn new(part: &str, why: &'static str) -> Self {
        Self {
            part: part.trim().chars().take(LONGEST_QUOTE).collect(),
            why,
        }
    }
}

/// Characters of a text that a message quotes.
const LONGEST_QUOTE: usize = 40;

/// What is known when a text is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Evidence and bounds for its dates.
    pub hints: DateHints,
    /// When the sheet was filled in: the day that 近三年 counts from. Never guessed from the clock.
    pub filled: Option<crate::PartialDate>,
    /// What the heading settles: 全日制, 奖励.
    pub settled: &'a [(&'static Item, Value)],
}

impl Known<'_> {
    /// The code a heading has settled for an item.
    fn code(&self, item: &str) -> Option<&str> {
        self.settled.iter().find_map(|(known, value)| match value {
            Value::Code(code) if known.code == item => Some(code.as_str()),
            _ => None,
        })
    }
}

impl Set {
    /// Reads a text that tells all rows of this set. Blank, 无 and a set that is never told in a text give no rows.
    pub fn read_text(&'static self, text: &str, known: &Known<'_>) -> Result<Told, Unread> {
        let Some(whole) = &self.text else {
            return Ok(Told::default());
        };
        if says_nothing(text) {
            return Ok(Told::default());
        }
        match whole.reader {
            SetReader::Resume => resume::read(self, text),
            SetReader::Award => award::read(self, text, known),
            SetReader::Assessment => assessment::read(self, text, known),
            SetReader::Education => education::read(self, text, known),
            SetReader::Family => family::read(self, text),
        }
    }
}

/// Blank, or a word for "nothing": whether that is attested is not for a cell to say.
pub fn says_nothing(text: &str) -> bool {
    // a text worth reading is longer than any such word: most are settled without copying them
    if text.len() > 60 {
        return false;
    }
    let squeezed = crate::squeezed(text);
    let plain = crate::half_width_text(&squeezed);
    let plain = plain.trim_end_matches(['。', '.', ';', '；']);
    crate::text::is_blank_mark(plain) || matches!(plain, "暂无" | "没有" | "无奖惩" | "无奖惩情况" | "无记录")
}

/// A text in lines, with the line breaks of Word, of XML and of HTML made one.
fn lines(text: &str) -> Vec<String> {
    let mut plain = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{2028}'], "\n");
    if plain.contains('<') {
        for tag in ["<br>", "<br/>", "<br />", "<BR>", "<br >"] {
            plain = plain.replace(tag, "\n");
        }
    }
    plain
        .split('\n')
        .map(|line| line.trim_matches(crate::declaration::is_blank).to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}
