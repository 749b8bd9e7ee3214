//! A date whose month and day stand in columns of their own is put together in the column of its year.

use antou_record::{Kind, PartialDate, Written, half_width_text};

use crate::cell::Cell;
use crate::chunk::SheetRow;
use crate::layout::{Column, Layout, Meaning, Nothing};

/// The columns of one date: year, month and perhaps day.
#[derive(Debug, Clone)]
pub(crate) struct Joined(Vec<u32>);

/// Read in the place of what makes no date, so that the cell is told and nothing is kept of it.
const NO_DATE: &str = "年、月、日合不成日期";

/// The dates of a sheet that stand in several columns.
pub(crate) fn of(layout: &Layout) -> Vec<Joined> {
    let is_date = |column: &&Column| {
        let item = column.target().and_then(|target| target.item());
        item.is_some_and(|item| item.kind == Kind::Date)
    };
    let is_part = |column: &u32| {
        let known = layout.column(*column);
        known.is_some_and(|known| known.meaning == Meaning::Ignored(Nothing::DatePart))
    };
    let dates = layout.columns.iter().filter(|column| !column.joined.is_empty());
    dates
        .filter(is_date)
        .map(|date| {
            let others = date.joined.iter().copied().take_while(is_part);
            Joined(std::iter::once(date.column).chain(others).collect())
        })
        .collect()
}

/// Puts the dates of a row together. A year that is no number of four digits stays as it is written.
pub(crate) fn put_together(row: &mut SheetRow<'_>, joined: &[Joined]) {
    for Joined(columns) in joined {
        let Some((year, others)) = columns.split_first() else {
            continue;
        };
        let others: Vec<Part> = others.iter().map(|column| part(row.cell(*column))).collect();
        if others.iter().all(|other| *other == Part::Blank) {
            continue;
        }
        let written = match part(row.cell(*year)) {
            Part::Number(year) if year >= 1000 => {
                date(year, &others).map_or(Written::Text(NO_DATE), Written::Day)
            }
            Part::Blank => Written::Text(NO_DATE),
            _ => continue,
        };
        let continued = row.cell(*year).is_some_and(|cell| cell.continued);
        row.put(Cell {
            column: *year,
            written,
            continued,
            uncalculated: false,
        });
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Blank,
    Number(u16),
    Other,
}

/// 6, 06, ６ or 6月.
fn part(cell: Option<&Cell<'_>>) -> Part {
    let Some(cell) = cell.filter(|cell| !cell.is_blank()) else {
        return Part::Blank;
    };
    let text = cell.text();
    let plain = half_width_text(text.trim());
    let number = plain.trim_end_matches(['年', '月', '日']).trim();
    match number.parse() {
        Ok(number) if !cell.uncalculated => Part::Number(number),
        _ => Part::Other,
    }
}

fn date(year: u16, others: &[Part]) -> Option<PartialDate> {
    let small = |part: &Part| match part {
        Part::Number(number) => u8::try_from(*number).ok(),
        _ => None,
    };
    match others {
        [month] | [month, Part::Blank] => PartialDate::month_of(year, small(month)?),
        [month, day] => PartialDate::day(year, small(month)?, small(day)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_date_is_told_and_nothing_is_invented() {
        let number = |value: f64| Written::Number {
            value,
            decimals: None,
        };
        let cases: [([Written<'static>; 3], Written<'static>); 9] = [
            ([number(1975.0), number(6.0), number(12.0)], day("1975-06-12")),
            (
                [number(1975.0), Written::Text("06"), Written::Blank],
                day("1975-06"),
            ),
            (
                [
                    Written::Text("１９７５年"),
                    Written::Text("６月"),
                    Written::Text("12日"),
                ],
                day("1975-06-12"),
            ),
            ([number(1975.0), Written::Blank, Written::Blank], number(1975.0)),
            (
                [number(1975.0), number(13.0), Written::Blank],
                Written::Text(NO_DATE),
            ),
            (
                [number(1969.0), number(2.0), number(30.0)],
                Written::Text(NO_DATE),
            ),
            (
                [number(1969.0), Written::Blank, number(30.0)],
                Written::Text(NO_DATE),
            ),
            (
                [Written::Blank, number(6.0), Written::Blank],
                Written::Text(NO_DATE),
            ),
            ([number(75.0), number(6.0), Written::Blank], number(75.0)),
        ];
        for (written, expected) in cases {
            let cells = (2..).zip(written).map(|(column, written)| Cell {
                column,
                written,
                continued: false,
                uncalculated: false,
            });
            let mut row = SheetRow {
                number: 4,
                hidden: false,
                cells: cells.collect(),
            };
            put_together(&mut row, &[Joined(vec![2, 3, 4])]);
            assert_eq!(
                row.cell(2).map(|cell| cell.written),
                Some(expected),
                "{written:?}"
            );
        }
    }

    fn day(iso: &str) -> Written<'static> {
        PartialDate::from_iso(iso).map_or(Written::Blank, Written::Day)
    }
}
