//! The shape of a declaration in assets/sets and assets/codes.
//! Formats are explained in assets/sets/README.md and assets/codes/README.md. The build script shares this file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// All information sets and code tables.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Dictionary {
    /// Information sets in the order of a dossier.
    pub sets: Vec<Set>,
    /// Code tables by name of file.
    pub tables: Vec<Table>,
}

/// Who a row of a set belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// One person; the table has a `person` column.
    Person,
    /// One unit; the table has a `unit_id` column.
    Unit,
    /// Nobody: persons themselves, the unit tree, plans.
    None,
}

/// An information set (信息集).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Table name.
    pub code: String,
    /// Chinese name.
    pub label: String,
    /// Code of the set in GB/T 14946, where it has one.
    pub gb: Option<String>,
    /// Who a row belongs to.
    pub owner: Owner,
    /// Place among the sections of a dossier.
    pub order: u32,
    /// Whether everybody has rows of it or an attestation that there are none: a dossier without either is incomplete.
    #[serde(default)]
    pub expected: bool,
    /// Items that make two rows the same on import and merge.
    #[serde(default)]
    pub key: Vec<String>,
    /// Order (with `-` for descending) whose first row a list shows.
    #[serde(default)]
    pub current: Vec<String>,
    /// Rows where this item is blank come before all others in a list (a post not yet ended).
    pub open: Option<String>,
    /// Order of the rows in a dossier, `-` for descending.
    #[serde(default)]
    pub sort: Vec<String>,
    /// What there is at most one row of, where the key allows one row only: 这一年. The key of a set without it may come twice.
    pub once: Option<String>,
    /// Dates that follow one another.
    #[serde(default, rename = "sequence")]
    pub sequences: Vec<Sequence>,
    /// Whether all of its items are protected.
    #[serde(default)]
    pub protected: bool,
    /// Sheet titles and upper headings that announce the set, beside its label.
    #[serde(default)]
    pub titles: Vec<String>,
    /// How a roster writes all rows of the set in one cell, where it does.
    pub text: Option<WholeText>,
    /// Items in the order of the entry form.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
    /// Headings that also settle other items of the row.
    #[serde(default, rename = "heading")]
    pub headings: Vec<Heading>,
    /// Upper headings that settle items for the columns below them.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
}

/// Two dates of a row that follow one another; a date known less exactly contradicts nothing it may agree with.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// The item that comes first.
    pub first: String,
    /// The item that is not before it.
    pub then: String,
}

/// How all rows of a set are written as one text: 简历, 奖惩情况.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeText {
    /// What reads it.
    pub reader: SetReader,
    /// Column headings that mean it; the titles of the set mean it too where they stand over a column of their own.
    #[serde(default)]
    pub headings: Vec<String>,
    /// The item these headings mean where another key item of the set has a column beside them: then a row is one row.
    pub item: Option<String>,
}

/// What reads the text of a whole set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetReader {
    /// `2000.09--2004.08  …`, with 其间.
    Resume,
    /// `2004年5月，经……批准，授予……称号；……`.
    Award,
    /// `2021年、2022年年度考核均为称职，2023年年度考核优秀`.
    Assessment,
    /// `大学`, `农学学士`; `大学#农学学士@研究生#管理学硕士`.
    Education,
    /// `妻子，李四，1980.05，中共党员，……；……`.
    Family,
}

/// What reads a text that is no value of its item but tells several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemReader {
    /// 入党时间: `2001.08；民建`, `民建`.
    Party,
}

/// An item (信息项) of a set.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Column name.
    pub code: String,
    /// Chinese name: field label, list heading, export heading.
    pub label: String,
    /// What kind of value it takes.
    pub kind: Kind,
    /// Whether a row without it is incomplete.
    #[serde(default)]
    pub required: bool,
    /// Whether it is shown nowhere until the operator says why and confirms it.
    #[serde(default)]
    pub protected: bool,
    /// Whether a dossier masks it until it is pressed: numbers and addresses.
    #[serde(default)]
    pub private: bool,
    /// Column headings that mean this item wherever they stand.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Column headings that mean it only below a title of its set.
    #[serde(default)]
    pub short: Vec<String>,
    /// The item that a year found in the heading fills.
    pub per: Option<String>,
    /// The item that takes the second of two dates written in one cell of this item (2019.03—2019.05).
    pub until: Option<String>,
    /// What reads a text of this item that is no value of it but tells several items.
    pub text: Option<ItemReader>,
    /// Where a value belongs that is unknown here but known there (`set.item`).
    #[serde(default)]
    pub also: Vec<String>,
    /// Code table whose labels are offered while typing free text.
    pub suggest: Option<String>,
    /// Unit shown after a number.
    pub unit: Option<String>,
    /// Heading of the part of the entry form the item stands in.
    pub group: Option<String>,
    /// Whether the field takes the whole width of the form.
    #[serde(default)]
    pub wide: bool,
    /// Width of the list column in full-width characters.
    pub width: Option<u8>,
    /// One sentence below the field.
    pub help: Option<String>,
    /// Whether full-text search covers it.
    #[serde(default = "yes")]
    pub search: bool,
}

fn yes() -> bool {
    true
}

/// Headings that settle other items of the row besides naming their own.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The headings.
    pub texts: Vec<String>,
    /// The item they mean.
    pub item: String,
    /// Items settled by them, as labels.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
}

/// Upper headings that settle items for the columns below them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The upper headings.
    pub texts: Vec<String>,
    /// Items settled by them, as labels.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
}

/// A code table.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Name used in kinds.
    pub code: String,
    /// Chinese name.
    pub label: String,
    /// Standard the codes and labels come from.
    pub standard: String,
    /// Spellings that mean "no value".
    #[serde(default)]
    pub blank: Vec<String>,
    /// Code, label, accepted spellings; in order of seniority or of the standard.
    pub rows: Vec<Vec<String>>,
}

/// The kind of value an item takes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of several lines.
    Long,
    /// Whole number.
    Int,
    /// Decimal number.
    Dec,
    /// 是 or 否.
    Bool,
    /// Calendar year.
    Year,
    /// Partial date.
    Date,
    /// One value of a code table.
    Code(String),
    /// Several values of a code table.
    Codes(String),
    /// Reference to a unit.
    Unit,
    /// Reference to a person.
    Person,
    /// Reference to a row of a set of the same owner.
    Row(String),
    /// Citizen identity number (GB 11643).
    Id,
    /// Administrative place in its short form.
    Place,
    /// Photo or scan, kept by its SM3 digest.
    Blob,
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Ok(match text.split_once(':') {
            Some(("code", table)) => Self::Code(table.to_owned()),
            Some(("codes", table)) => Self::Codes(table.to_owned()),
            Some(("row", set)) => Self::Row(set.to_owned()),
            Some(_) => return Err(format!("unknown kind {text}")),
            None => match text.as_str() {
                "text" => Self::Text,
                "long" => Self::Long,
                "int" => Self::Int,
                "dec" => Self::Dec,
                "bool" => Self::Bool,
                "year" => Self::Year,
                "date" => Self::Date,
                "unit" => Self::Unit,
                "person" => Self::Person,
                "id" => Self::Id,
                "place" => Self::Place,
                "blob" => Self::Blob,
                _ => return Err(format!("unknown kind {text}")),
            },
        })
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => "text".into(),
            Kind::Long => "long".into(),
            Kind::Int => "int".into(),
            Kind::Dec => "dec".into(),
            Kind::Bool => "bool".into(),
            Kind::Year => "year".into(),
            Kind::Date => "date".into(),
            Kind::Code(table) => format!("code:{table}"),
            Kind::Codes(table) => format!("codes:{table}"),
            Kind::Unit => "unit".into(),
            Kind::Person => "person".into(),
            Kind::Row(set) => format!("row:{set}"),
            Kind::Id => "id".into(),
            Kind::Place => "place".into(),
            Kind::Blob => "blob".into(),
        }
    }
}

/// A heading as it is compared: blanks, line breaks, and brackets with their content removed, full-width made half-width.
pub fn plain_heading(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 || is_blank(character) => {}
            '*' | '＊' | ':' | '：' | '★' => {}
            _ => out.push(half_width(character)),
        }
    }
    out
}

/// Blanks of every width, line breaks, zero-width marks and the byte-order mark.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{3000}' | '\u{a0}' | '\u{ad}'
        )
}

/// Full-width letters, digits and signs (U+FF01–U+FF5E) as their half-width form; anything else unchanged.
pub fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        _ => character,
    }
}

/// A spelling as it is compared with a code table: blanks removed, full-width made half-width, Latin letters upper case.
pub fn plain_spelling(text: &str) -> String {
    text.chars()
        .filter(|character| !is_blank(*character))
        .map(half_width)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}
