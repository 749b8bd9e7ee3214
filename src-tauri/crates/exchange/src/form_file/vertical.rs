//! 采集表: a sheet of a workbook that is the form of one person, labels left of their values or above them.

use super::card::Card;
use super::grid::{Grid, GridCell};
use crate::cell::address;
use crate::sheet::Sheet;

/// A form is no longer and no wider.
const MOST_ROWS: u64 = 200;
const MOST_COLUMNS: usize = 80;
/// Labels with a value beside them, and the rows they stand in.
const FEWEST_PAIRS: usize = 5;
const FEWEST_ROWS: usize = 3;

/// The person a sheet is the form of; `None` for a list.
pub fn card_of(sheet: &Sheet, file: &str, digest: &str) -> Option<Card> {
    if sheet.row_count > MOST_ROWS || sheet.columns.len() > MOST_COLUMNS {
        return None;
    }
    let grid = Grid::new(cells(sheet)).ok()?;
    let (pairs, rows) = grid.pairs();
    if pairs < FEWEST_PAIRS || rows < FEWEST_ROWS || !grid.names_somebody() {
        return None;
    }
    let mut card = grid.card("").ok()?;
    card.file = file.to_owned();
    card.digest = digest.to_owned();
    card.is_about_somebody().then_some(card)
}

fn cells(sheet: &Sheet) -> Vec<GridCell> {
    let mut cells = Vec::new();
    for row in sheet.rows() {
        for cell in row
            .cells
            .iter()
            .filter(|cell| !cell.continued && !cell.is_blank())
        {
            let region = sheet
                .merged
                .iter()
                .find(|region| region.first_row == row.number && region.first_column == cell.column);
            let (rows, columns) = region.map_or((1, 1), |region| {
                (
                    (region.last_row - region.first_row + 1).min(200),
                    region.width().min(200),
                )
            });
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
