//! Where the headings of a sheet are: one to three rows, somewhere below titles and lines about the unit and the date.

use std::collections::BTreeMap;

use antou_record::{Set, plain_heading};

use super::headings::headings;
use super::matching::{Surroundings, Understood, understood};
use super::own_words;
use super::parted;
use super::target::Target;
use crate::cell::Region;
use crate::form_file::HEADER_ROWS;
use crate::sheet::{Format, Sheet};

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
    if sheet.format == Format::Form {
        // the second row is blank where no heading has another above it
        let end = rows.partition_point(|row| row.number <= HEADER_ROWS[1]);
        let block = rows.get(..end)?;
        let header = Header {
            rows: HEADER_ROWS.to_vec(),
            titles: Vec::new(),
            columns: columns_of(block, &regions),
        };
        return Some((header, Vec::new()));
    }
    let mut best: Option<(i32, usize, usize)> = None;
    for first in 0..rows.len() {
        let sets = announced(sheet, rows.get(..first)?, wanted);
        for height in 1..=TALLEST.min(rows.len() - first) {
            let block = rows.get(first..first + height)?;
            let cut = cut(&regions, block.first()?.number, block.last()?.number);
            let score = score(&columns_of(block, &regions), &sets, cut);
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
                .map(|cell| {
                    (
                        cell.column,
                        own_words::of(cell.shown().chars().take(200).collect()),
                    )
                })
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

/// Four points for each item that is named, two for each familiar word; one off for each merged cell cut in two.
fn score(columns: &[(u32, Vec<String>)], sets: &[&'static Set], cut: usize) -> i32 {
    let around = Surroundings { sets, begun: false };
    let mut named: Vec<Target> = Vec::new();
    let mut points = 0;
    let mut columns = columns.to_vec();
    let dates = parted::settle(&mut columns);
    for (column, parts) in &columns {
        if dates.iter().any(|date| date.others.contains(column)) {
            points += 2;
            continue;
        }
        match understood(parts, &around) {
            Understood::Known(target) if named.contains(&target) => {}
            Understood::Known(target) => {
                named.push(target);
                points += 4;
            }
            Understood::Familiar => points += 2,
            Understood::Strange => {}
        }
    }
    points - i32::try_from(cut).unwrap_or(i32::MAX)
}

/// Merged cells of a heading's height that reach out of the rows from `first` to `last` at the bottom.
fn cut(regions: &[Region], first: u32, last: u32) -> usize {
    let reaches_out = |region: &&Region| {
        (first..=last).contains(&region.first_row)
            && region.last_row > last
            && region.last_row - region.first_row < TALLEST as u32
    };
    regions.iter().filter(reaches_out).count()
}
