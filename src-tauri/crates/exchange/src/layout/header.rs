//! Where the headings of a sheet are: one to three rows, somewhere below titles and lines about the unit and the date.

use std::collections::BTreeMap;

use antou_record::{Set, plain_heading};

use super::headings::headings;
use super::matching::{Surroundings, weight};
use crate::cell::Region;
use crate::sheet::Sheet;

/// Rows with content among which the headings are looked for.
const SEARCHED: usize = 40;

/// Rows that headings may take.
const TALLEST: usize = 3;

/// A row near the top of a sheet.
pub(crate) struct TopRow {
    pub(crate) number: u32,
    /// Texts by column; those that merged cells continue from above are left out.
    texts: BTreeMap<u32, String>,
    /// Columns where a merged cell from above reaches into this row.
    covered: Vec<u32>,
}

/// The headings of a sheet.
pub(crate) struct Header {
    pub(crate) rows: Vec<u32>,
    /// What stands above them, row by row.
    pub(crate) titles: Vec<(u32, String)>,
    /// For each column the texts above it, from the uppermost to the lowest.
    pub(crate) columns: Vec<(u32, Vec<String>)>,
}

/// Finds the headings; `None` when no row has any. `wanted` is the set the clerk said the sheet belongs to.
pub(crate) fn find(sheet: &Sheet, wanted: Option<&'static Set>) -> Option<(Header, Vec<&'static Set>)> {
    let rows = top_rows(sheet);
    let regions: Vec<Region> = near_top(sheet, rows.last()?.number);
    let mut best: Option<(i32, usize, usize)> = None;
    for first in 0..rows.len() {
        let sets = announced(sheet, rows.get(..first)?, wanted);
        for height in 1..=TALLEST.min(rows.len() - first) {
            let block = rows.get(first..first + height)?;
            let score = score(&columns_of(block, &regions), &sets);
            let is_better =
                |(known, _, taller): (i32, usize, usize)| score > known || score == known && height < taller;
            if score >= 6 && best.is_none_or(is_better) {
                best = Some((score, first, height));
            }
        }
    }
    let (_, first, height) = best?;
    let block = rows.get(first..first + height)?;
    let above = rows.get(..first)?;
    let header = Header {
        rows: (block.first()?.number..=block.last()?.number).collect(),
        titles: above.iter().map(|row| (row.number, row.text())).collect(),
        columns: columns_of(block, &regions),
    };
    Some((header, announced(sheet, above, wanted)))
}

impl TopRow {
    fn text(&self) -> String {
        self.texts.values().cloned().collect::<Vec<_>>().join(" ")
    }
}

fn top_rows(sheet: &Sheet) -> Vec<TopRow> {
    sheet
        .rows()
        .take(SEARCHED)
        .map(|row| TopRow {
            number: row.number,
            covered: row
                .cells
                .iter()
                .filter(|cell| cell.continued)
                .map(|cell| cell.column)
                .collect(),
            texts: row
                .cells
                .iter()
                .filter(|cell| !cell.continued && !cell.is_blank())
                // a heading is short; a long text is a note
                .map(|cell| (cell.column, cell.shown().chars().take(200).collect()))
                .collect(),
        })
        .collect()
}

fn near_top(sheet: &Sheet, last: u32) -> Vec<Region> {
    let mut regions: Vec<Region> = sheet
        .merged
        .iter()
        .copied()
        .filter(|region| region.first_row <= last)
        .collect();
    regions.truncate(4_096);
    regions
}

/// Sets that the clerk, the titles above or the name of the sheet announce.
fn announced(sheet: &Sheet, above: &[TopRow], wanted: Option<&'static Set>) -> Vec<&'static Set> {
    if let Some(set) = wanted {
        return vec![set];
    }
    let titles = above
        .iter()
        .flat_map(|row| row.texts.values())
        .map(String::as_str);
    titles
        .chain([sheet.name.as_str()])
        .map(|text| headings().announced(text))
        .find(|sets| !sets.is_empty())
        .unwrap_or_default()
}

/// The texts above each column. A text merged over several columns stands over each of them; without merged cells, a group
/// heading reaches over the blanks to its right as long as something stands below them.
fn columns_of(block: &[TopRow], regions: &[Region]) -> Vec<(u32, Vec<String>)> {
    let mut columns: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (depth, row) in block.iter().enumerate() {
        let below = block.get(depth + 1..).unwrap_or_default();
        for (column, text) in spread(row, regions, below) {
            let parts = columns.entry(column).or_default();
            if parts
                .last()
                .is_none_or(|above| plain_heading(above) != plain_heading(&text))
            {
                parts.push(text);
            }
        }
    }
    columns.into_iter().collect()
}

fn spread(row: &TopRow, regions: &[Region], below: &[TopRow]) -> Vec<(u32, String)> {
    let mut found: Vec<(u32, String)> = Vec::new();
    for (column, text) in &row.texts {
        let region = regions
            .iter()
            .find(|region| region.first_row == row.number && region.first_column == *column);
        let last = match region {
            Some(region) => region.last_column.min(column + 511),
            None => reach(row, *column, text, below),
        };
        found.extend((*column..=last).map(|column| (column, text.clone())));
    }
    found
}

/// How far right an unmerged group heading reaches.
fn reach(row: &TopRow, column: u32, text: &str, below: &[TopRow]) -> u32 {
    if !headings().groups.contains_key(&plain_heading(text)) {
        return column;
    }
    let stands_below = |column: u32| below.iter().any(|row| row.texts.contains_key(&column));
    if !stands_below(column) {
        return column;
    }
    (column + 1..column + 64)
        .take_while(|next| {
            !row.texts.contains_key(next) && !row.covered.contains(next) && stands_below(*next)
        })
        .last()
        .unwrap_or(column)
}

fn score(columns: &[(u32, Vec<String>)], sets: &[&'static Set]) -> i32 {
    let around = Surroundings { sets, begun: false };
    columns.iter().map(|(_, parts)| weight(parts, &around)).sum()
}
