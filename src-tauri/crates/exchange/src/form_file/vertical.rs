//! 采集表: a sheet of a workbook that is the form of one person, labels left of their values or above them; or several such
//! forms, one under another or side by side.

use std::collections::HashMap;

use super::card::Card;
use super::grid::{Grid, GridCell};
use super::stack;
use crate::cell::address;
use crate::sheet::Sheet;

/// A form is no longer and no wider.
const MOST_ROWS: u32 = 200;
const MOST_COLUMNS: usize = 80;
/// Rows of a sheet with one form under another.
const MOST_STACKED: u64 = 20_000;
/// Labels with a value beside them, and the rows they stand in.
const FEWEST_PAIRS: usize = 5;
const FEWEST_ROWS: usize = 3;

/// The people a sheet has the forms of; empty for a list.
pub fn cards_of(sheet: &Sheet, file: &str, digest: &str) -> Vec<Card> {
    if sheet.row_count > MOST_STACKED || sheet.columns.len() > MOST_COLUMNS {
        return Vec::new();
    }
    let head = cells(sheet, MOST_ROWS);
    if !Grid::new(head).is_ok_and(|head| is_form(&head)) {
        return Vec::new();
    }
    let forms = stack::forms(cells(sheet, u32::MAX)).unwrap_or_default();
    let cards: Option<Vec<Card>> = forms
        .into_iter()
        .map(|form| card_of(form, file, digest))
        .collect();
    cards.unwrap_or_default()
}

/// The person of a form; `None` when it is none.
fn card_of(form: Vec<GridCell>, file: &str, digest: &str) -> Option<Card> {
    let rows = form.iter().map(|cell| cell.row);
    let tall = rows.clone().max()? - rows.min()?;
    let grid = Grid::new(form)
        .ok()
        .filter(|grid| tall <= MOST_ROWS && is_form(grid))?;
    let mut card = grid.card("").ok()?;
    card.file = file.to_owned();
    card.digest = digest.to_owned();
    card.is_about_somebody().then_some(card)
}

fn is_form(grid: &Grid) -> bool {
    let (pairs, rows) = grid.pairs();
    pairs >= FEWEST_PAIRS && rows >= FEWEST_ROWS && grid.names_somebody()
}

/// The cells of the first rows, from the top and the left.
fn cells(sheet: &Sheet, rows: u32) -> Vec<GridCell> {
    let merged: HashMap<(u32, u32), (u32, u32)> = sheet
        .merged
        .iter()
        .map(|region| {
            let rows = region.last_row - region.first_row + 1;
            let place = (region.first_row, region.first_column);
            (place, (rows.min(MOST_ROWS), region.width().min(MOST_ROWS)))
        })
        .collect();
    let mut cells = Vec::new();
    for row in sheet.rows().take_while(|row| row.number <= rows) {
        let own = row
            .cells
            .iter()
            .filter(|cell| !cell.continued && !cell.is_blank());
        for cell in own {
            let place = (row.number, cell.column);
            let (rows, columns) = merged.get(&place).copied().unwrap_or((1, 1));
            cells.push(GridCell {
                row: row.number,
                column: cell.column,
                rows,
                columns,
                text: cell.shown(),
                place: format!("{}!{}", sheet.name, address(row.number, cell.column)),
            });
        }
    }
    cells
}
