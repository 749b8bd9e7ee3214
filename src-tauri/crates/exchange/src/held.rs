//! Rows that could not be taken over go back to the clerk: the same sheet with those rows only, and the reason behind each.
//!
//! What is written is what was read, cell for cell, so that the corrected file can be imported again.

use std::path::Path;

use antou_record::date::Precision;
use antou_record::{PartialDate, Written};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet};

use crate::cell::Cell;
use crate::error::WriteError;
use crate::layout::{Layout, REASON};
use crate::sheet::Sheet;

/// A row that is held, with the reason.
#[derive(Debug, Clone, Copy)]
pub struct HeldRow<'a> {
    /// First row in the sheet, from 1.
    pub first_row: u32,
    /// Last row, when merged cells spread it over several.
    pub last_row: u32,
    /// Why it is held.
    pub reason: &'a str,
}

/// A sheet with rows that are held.
#[derive(Debug, Clone)]
pub struct HeldSheet<'a> {
    /// The sheet as it was read.
    pub sheet: &'a Sheet,
    /// Where its headings are.
    pub layout: &'a Layout,
    /// Its held rows, from the top.
    pub rows: Vec<HeldRow<'a>>,
}

/// Writes a workbook of these sheets: titles and headings, the held rows, and the reasons in a column behind the last.
pub fn write(path: &Path, sheets: &[HeldSheet<'_>]) -> Result<(), WriteError> {
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for held in sheets {
        let name = free_name(&held.sheet.name, &names);
        let out = book.add_worksheet();
        out.set_name(&name)?;
        write_sheet(out, held)?;
        names.push(name);
    }
    book.save(path)?;
    Ok(())
}

/// A name Excel accepts and no other sheet of the workbook has: 花名册, 花名册(2) …
fn free_name(wanted: &str, taken: &[String]) -> String {
    let plain: String = wanted
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control())
        .collect();
    let plain = if plain.trim().is_empty() {
        "待处理"
    } else {
        plain.trim()
    };
    let numbered = |number: usize| {
        let end = if number == 1 {
            String::new()
        } else {
            format!("({number})")
        };
        // Excel counts the 31 characters of a name as UTF-16 does
        let mut room = 31 - end.len();
        let fits = |c: &char| {
            room = room.saturating_sub(c.len_utf16());
            room > 0
        };
        plain.chars().take_while(fits).collect::<String>() + &end
    };
    (1..)
        .map(numbered)
        .find(|name| {
            !taken
                .iter()
                .any(|other| other.to_lowercase() == name.to_lowercase())
        })
        .unwrap_or_default()
}

fn write_sheet(out: &mut Worksheet, held: &HeldSheet<'_>) -> Result<(), WriteError> {
    let HeldSheet { sheet, layout, rows } = held;
    let last_header = layout.header_rows.last().copied().unwrap_or_default();
    // rows that are held once more get their new reason in the place of the old one
    let known = reason_column(sheet, last_header);
    let behind = sheet.columns.last().map_or(0, |last| last + 1);
    let reason_column = u16::try_from(known.unwrap_or(behind)).unwrap_or(u16::MAX);
    write_top(out, sheet, last_header)?;
    let flag = Format::new()
        .set_background_color(Color::RGB(0xff_f2_cc))
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    out.write_string_with_format(
        last_header.saturating_sub(1),
        reason_column,
        REASON,
        &flag.clone().set_bold(),
    )?;
    out.set_column_width(reason_column, 50)?;
    let mut next = last_header;
    for held in rows {
        let first = next;
        for number in held.first_row..=held.last_row {
            let mut cells = filled(sheet, number);
            cells.retain(|cell| Some(cell.column) != known);
            write_cells(out, next, &cells)?;
            next += 1;
        }
        out.write_string_with_format(first, reason_column, held.reason, &flag)?;
    }
    if last_header > 0 {
        out.set_freeze_panes(last_header, 0)?;
    }
    Ok(())
}

/// Where the reasons stand in a sheet we wrote before.
fn reason_column(sheet: &Sheet, last_header: u32) -> Option<u32> {
    let mut heads = sheet.rows().take_while(|row| row.number <= last_header);
    heads.find_map(|row| {
        let found = row.cells.iter().find(|cell| cell.shown() == REASON);
        found.map(|cell| cell.column)
    })
}

/// Titles and headings with their merged cells.
fn write_top(out: &mut Worksheet, sheet: &Sheet, last_header: u32) -> Result<(), WriteError> {
    let bold = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_text_wrap();
    for row in sheet.rows().take_while(|row| row.number <= last_header) {
        for cell in row.cells.iter().filter(|cell| !cell.continued) {
            let place = u16::try_from(cell.column).unwrap_or(u16::MAX);
            out.write_string_with_format(row.number - 1, place, cell.shown(), &bold)?;
        }
    }
    for region in sheet
        .merged
        .iter()
        .filter(|region| region.last_row <= last_header)
    {
        let text = sheet
            .row(region.first_row)
            .and_then(|row| row.cell(region.first_column).map(Cell::shown));
        let (left, right) = (
            u16::try_from(region.first_column),
            u16::try_from(region.last_column),
        );
        if let (Ok(left), Ok(right)) = (left, right) {
            // regions that overlap come from a damaged file: the texts are there all the same
            let _ = out.merge_range(
                region.first_row - 1,
                left,
                region.last_row - 1,
                right,
                &text.unwrap_or_default(),
                &bold,
            );
        }
    }
    Ok(())
}

/// The cells of a row, with the texts of merged cells that reach into it.
fn filled(sheet: &Sheet, number: u32) -> Vec<Cell<'_>> {
    let mut rows = sheet.rows_from(number);
    let row = rows
        .find(|row| row.number >= number)
        .filter(|row| row.number == number);
    row.map(|row| row.cells).unwrap_or_default()
}

fn write_cells(out: &mut Worksheet, row: u32, cells: &[Cell<'_>]) -> Result<(), WriteError> {
    for cell in cells {
        let Ok(column) = u16::try_from(cell.column) else {
            continue;
        };
        match cell.written {
            Written::Blank => {}
            Written::Text(text) | Written::Fault(text) => {
                let text: String = text.chars().take(32_767).collect();
                out.write_string_with_format(row, column, text, &Format::new().set_num_format("@"))?;
            }
            Written::Number {
                value,
                decimals: None,
            } => {
                out.write_number(row, column, value)?;
            }
            Written::Number {
                value,
                decimals: Some(decimals),
            } => {
                let zeros = "0".repeat(usize::from(decimals.min(10)));
                let code = if zeros.is_empty() {
                    "0".to_owned()
                } else {
                    format!("0.{zeros}")
                };
                out.write_number_with_format(row, column, value, &Format::new().set_num_format(code))?;
            }
            Written::Day(day) => write_day(out, row, column, day)?,
            Written::Truth(yes) => {
                out.write_boolean(row, column, yes)?;
            }
        }
    }
    Ok(())
}

/// A date cell that shows as much as the original showed.
fn write_day(out: &mut Worksheet, row: u32, column: u16, day: PartialDate) -> Result<(), WriteError> {
    let code = match day.precision() {
        Precision::Day => "yyyy\\-mm\\-dd",
        Precision::Month => "yyyy\\.mm",
        Precision::Year => "yyyy",
    };
    let (month, of_month) = (day.month().unwrap_or(1), day.day_of_month().unwrap_or(1));
    match ExcelDateTime::from_ymd(day.year(), month, of_month) {
        Ok(moment) => {
            out.write_datetime_with_format(row, column, &moment, &Format::new().set_num_format(code))?
        }
        // before 1900 Excel has no dates
        Err(_) => out.write_string(row, column, day.dotted())?,
    };
    Ok(())
}
