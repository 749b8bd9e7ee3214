//! What the values of a column say: which year a column of grades is about, and whether a text file dropped zeros.

use antou_record::{Kind, Written, dictionary, squeezed};

use super::target::Target;
use super::{Layout, Meaning};
use crate::cell::Cell;
use crate::form_file::PHOTO;
use crate::sheet::{Format, Sheet};

/// Values looked at to decide what a column means.
const SAMPLE: usize = 200;

/// Settles what only values can settle.
pub(crate) fn settle(sheet: &Sheet, layout: &mut Layout) {
    let open = layout
        .columns
        .iter()
        .any(|column| matches!(column.meaning, Meaning::Ambiguous(_)));
    if open {
        by_code_table(sheet, layout);
    }
    others(sheet, layout);
    kept_photos(sheet, layout);
    if sheet.format == Format::Text {
        dropped_zeros(sheet, layout);
    }
}

/// A second column of names that says otherwise than the first: from there on the sheet is about somebody else (配偶, 联系人),
/// whose values must not fill what is blank here. A wide sheet repeats the same names only for the eye.
fn others(sheet: &Sheet, layout: &mut Layout) {
    let below = layout.header_rows.last().copied().unwrap_or_default();
    let is_name = |column: &&super::Column| {
        let target = column.target();
        target.is_some_and(|target| target.is_person() && target.item == "name")
    };
    let mut names = layout.columns.iter().filter(is_name).map(|column| column.column);
    let (Some(first), Some(second)) = (names.next(), names.next()) else {
        return;
    };
    let mut rows = sheet.rows().filter(|row| row.number > below).take(SAMPLE);
    let differs = rows.any(|row| {
        let text = |column: u32| row.cell(column).map(Cell::shown).unwrap_or_default();
        let (own, other) = (text(first), text(second));
        !other.trim().is_empty() && squeezed(&own) != squeezed(&other)
    });
    if !differs {
        return;
    }
    for column in layout.columns.iter_mut().filter(|column| column.column >= second) {
        if let Meaning::Target(target) = &column.meaning {
            column.meaning = Meaning::Unknown(vec![target.clone()]);
            column.repeated = false;
        }
    }
}

/// Held rows of forms that come back have in their column of photos what the photos are kept under.
fn kept_photos(sheet: &Sheet, layout: &mut Layout) {
    let below = layout.header_rows.last().copied().unwrap_or_default();
    let Some(photo) = dictionary().person().item("photo") else {
        return;
    };
    for column in &mut layout.columns {
        let is_headed = column.parts.last().is_some_and(|part| part == PHOTO);
        if !is_headed || !matches!(column.meaning, Meaning::Ignored(_)) {
            continue;
        }
        let rows = sheet.rows().filter(|row| row.number > below);
        let mut texts = rows.filter_map(|row| row.cell(column.column).map(Cell::shown));
        if texts.any(|text| is_digest(&text)) {
            column.meaning = Meaning::Target(Target::of(photo));
        }
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A column headed only by a year, every value of which is a grade of the one code table that yearly items have.
fn by_code_table(sheet: &Sheet, layout: &mut Layout) {
    let below = layout.header_rows.last().copied().unwrap_or_default();
    for column in &mut layout.columns {
        let Meaning::Ambiguous(candidates) = &column.meaning else {
            continue;
        };
        let [candidate] = candidates.as_slice() else {
            continue;
        };
        let Some(table) = candidate.item().and_then(|item| item.table()) else {
            continue;
        };
        if candidate.which.is_none() {
            continue;
        }
        let rows = sheet.rows().filter(|row| row.number > below);
        let mut known = 0usize;
        let mut strange = 0usize;
        for text in rows
            .filter_map(|row| Some(row.cell(column.column)?.shown()))
            .take(SAMPLE)
        {
            match table.meaning(&text) {
                antou_record::Meaning::Unknown => strange += 1,
                _ => known += 1,
            }
        }
        if known > 0 && strange * 20 <= known {
            column.meaning = Meaning::Target(candidate.clone());
        }
    }
}

/// A text file shows no `.10` and no `.01` where a spreadsheet has dropped zeros.
fn dropped_zeros(sheet: &Sheet, layout: &mut Layout) {
    let below = layout.header_rows.last().copied().unwrap_or_default();
    let is_date = |meaning: &Meaning| match meaning {
        Meaning::Target(target) => target.item().is_some_and(|item| item.kind == Kind::Date),
        _ => false,
    };
    let mut open: Vec<usize> = (0..layout.columns.len())
        .filter(|index| {
            layout
                .columns
                .get(*index)
                .is_some_and(|column| is_date(&column.meaning))
        })
        .collect();
    let mut suspected = vec![false; layout.columns.len()];
    for row in sheet.rows().filter(|row| row.number > below) {
        open.retain(|index| {
            let Some(column) = layout.columns.get(*index) else {
                return false;
            };
            let Some(Written::Text(text)) = row.cell(column.column).map(|cell| cell.written) else {
                return true;
            };
            let month = month_of(text);
            if month.as_deref() == Some("1")
                && let Some(suspected) = suspected.get_mut(*index)
            {
                *suspected = true;
            }
            !month.is_some_and(|month| month == "10" || month.starts_with('0'))
        });
        if open.is_empty() {
            break;
        }
    }
    for index in open {
        if let (Some(column), Some(true)) = (layout.columns.get_mut(index), suspected.get(index)) {
            column.zeros_dropped = true;
        }
    }
}

/// The month of `1975.06`, as it is written.
fn month_of(text: &str) -> Option<String> {
    let squeezed = squeezed(text);
    let plain = antou_record::half_width_text(&squeezed);
    let (year, month) = plain.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (year.len() == 4 && digits(year) && matches!(month.len(), 1 | 2) && digits(month))
        .then(|| month.to_owned())
}
