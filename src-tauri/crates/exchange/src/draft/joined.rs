//! What stands in several columns is put together in the first of them: a date whose month and day have columns of their
//! own, a name whose surname and given name do.

use std::collections::BTreeSet;

use antou_record::{Kind, PartialDate, Problem, ProblemCode, Written, half_width_text};

use super::amend::Amendments;
use crate::cell::Cell;
use crate::chunk::SheetRow;
use crate::layout::{Layout, Meaning, Nothing};

/// What stands in several columns, its first one and the others.
#[derive(Debug, Clone)]
pub(crate) struct Joined {
    first: u32,
    others: Vec<u32>,
    is_name: bool,
    /// Rows where the clerk has typed the whole in the place of the first cell.
    typed: BTreeSet<u32>,
}

/// What a sheet has in several columns, as far as nobody has given the further columns another meaning.
pub(crate) fn of(layout: &Layout, amendments: Option<&Amendments>) -> Vec<Joined> {
    let is_part = |column: &u32| {
        let known = layout.column(*column);
        known.is_some_and(|known| known.meaning == Meaning::Ignored(Nothing::Part))
    };
    let joined = layout.columns.iter().filter_map(|column| {
        let others: Vec<u32> = column.joined.iter().copied().take_while(is_part).collect();
        let item = column.target()?.item().filter(|_| !others.is_empty())?;
        let cells = amendments
            .into_iter()
            .flat_map(|amendments| amendments.cells.keys());
        let typed = cells.filter(|(_, typed)| *typed == column.column);
        Some(Joined {
            first: column.column,
            others,
            is_name: item.kind != Kind::Date,
            typed: typed.map(|(row, _)| *row).collect(),
        })
    });
    joined.collect()
}

/// The cell a column is read from: the whole, where it stands in several columns. Its text is kept in `text`. What makes no
/// whole is told at the first cell, in the words of the cells, and nothing is kept of it.
pub(crate) fn cell<'c>(
    joined: &[Joined],
    column: u32,
    row: &'c SheetRow<'_>,
    text: &'c mut String,
) -> Result<Option<Cell<'c>>, (Cell<'c>, Problem)> {
    let first = row.cell(column).copied();
    let own = joined.iter().find(|joined| joined.first == column);
    let Some(joined) = own.filter(|joined| !joined.typed.contains(&row.number)) else {
        return Ok(first);
    };
    let others: Vec<Option<&Cell<'_>>> = joined.others.iter().map(|column| row.cell(*column)).collect();
    if others.iter().flatten().all(|cell| cell.is_blank()) {
        return Ok(first);
    }
    let whole = |written| Cell {
        column,
        written,
        continued: first.is_some_and(|cell| cell.continued),
        uncalculated: false,
    };
    let written = if joined.is_name {
        name(first.as_ref(), &others, text)
    } else {
        date(first.as_ref(), &others)
    };
    match written {
        Some(written) => Ok(Some(whole(written))),
        None => Err((
            whole(Written::Blank),
            problem(joined.is_name, first.as_ref(), &others),
        )),
    }
}

fn problem(is_name: bool, first: Option<&Cell<'_>>, others: &[Option<&Cell<'_>>]) -> Problem {
    let shown = |cell: Option<&Cell<'_>>| cell.map(Cell::shown).unwrap_or_default();
    let cells = std::iter::once(first).chain(others.iter().copied()).map(shown);
    let read: Vec<String> = cells
        .map(|cell| antou_record::trimmed(&cell).into_owned())
        .collect();
    let quoted: String = read.iter().map(|cell| format!("“{cell}”")).collect();
    let (columns, code, what) = match (is_name, others.len()) {
        (true, _) => ("姓、名", ProblemCode::ValueInvalid, "姓名"),
        (false, 1) => ("年、月", ProblemCode::DateInvalid, "日期"),
        (false, _) => ("年、月、日", ProblemCode::DateInvalid, "日期"),
    };
    let message = format!("{columns}各栏的{quoted}合不成{what}，未保存，请核对后填写");
    Problem::error(code, read.join(" "), message)
}

/// Surname and given name side by side. Foreign ones keep a blank between them.
fn name<'t>(
    first: Option<&Cell<'_>>,
    others: &[Option<&Cell<'_>>],
    text: &'t mut String,
) -> Option<Written<'t>> {
    let is_sound = |cell: &&Cell<'_>| !cell.uncalculated && matches!(cell.written, Written::Text(_));
    let first = first.filter(|cell| !cell.is_blank())?;
    let parts: Option<Vec<&Cell<'_>>> = std::iter::once(Some(first))
        .chain(
            others
                .iter()
                .copied()
                .filter(|other| other.is_some_and(|cell| !cell.is_blank())),
        )
        .map(|cell| cell.filter(is_sound))
        .collect();
    for part in parts? {
        let part = part.text();
        let part = antou_record::trimmed(&part);
        if text.ends_with(|c: char| c.is_ascii_alphabetic())
            && part.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            text.push(' ');
        }
        text.push_str(&part);
    }
    Some(Written::Text(text))
}

/// A date of numbers. A year that is no number of four digits stays as it is written.
fn date<'c>(first: Option<&Cell<'c>>, others: &[Option<&Cell<'_>>]) -> Option<Written<'c>> {
    let others: Vec<Part> = others.iter().map(|cell| part(*cell)).collect();
    match (part(first), first) {
        (Part::Number(year), _) if year >= 1000 => day(year, &others).map(Written::Day),
        (Part::Blank, _) | (_, None) => None,
        (_, Some(first)) => Some(first.written),
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

fn day(year: u16, others: &[Part]) -> Option<PartialDate> {
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

    /// What is read of cells side by side: `!` and what is quoted, where it makes no whole.
    fn told(is_name: bool, written: &[Written<'static>]) -> String {
        let cells = (2..).zip(written).map(|(column, written)| Cell {
            column,
            written: *written,
            continued: false,
            uncalculated: false,
        });
        let row = SheetRow {
            number: 4,
            hidden: false,
            cells: cells.collect(),
        };
        let joined = Joined {
            first: 2,
            others: (3..).take(written.len() - 1).collect(),
            is_name,
            typed: BTreeSet::new(),
        };
        match cell(&[joined], 2, &row, &mut String::new()) {
            Ok(cell) => cell.map(|cell| cell.shown()).unwrap_or_default(),
            Err((_, problem)) => format!("!{}", problem.read),
        }
    }

    fn number(value: f64) -> Written<'static> {
        Written::Number {
            value,
            decimals: None,
        }
    }

    #[test]
    fn what_makes_no_date_is_told_in_the_words_of_its_cells() {
        use Written::{Blank, Text};
        for (written, expected) in [
            ([number(1975.0), number(6.0), number(12.0)], "1975-06-12"),
            ([number(1975.0), Text("06"), Blank], "1975.06"),
            ([Text("１９７５年"), Text("６月"), Text("12日")], "1975-06-12"),
            ([number(1975.0), Blank, Blank], "1975"),
            ([number(1975.0), number(13.0), Blank], "!1975 13 "),
            ([number(1969.0), number(2.0), number(30.0)], "!1969 2 30"),
            ([number(1969.0), Blank, number(30.0)], "!1969  30"),
            ([Blank, number(6.0), Blank], "! 6 "),
            ([number(75.0), number(6.0), Blank], "75"),
        ] {
            assert_eq!(told(false, &written), expected, "{written:?}");
        }
    }

    #[test]
    fn surname_and_given_name_make_one_name() {
        use Written::{Blank, Text};
        for (written, expected) in [
            ([Text("张"), Text("三")], "张三"),
            ([Text("欧阳 "), Text("\u{3000}修")], "欧阳修"),
            ([Text("张三"), Blank], "张三"),
            ([Text("Maria"), Text("Kowalska")], "Maria Kowalska"),
            ([Blank, Text("三")], "! 三"),
            ([Text("张"), number(3.0)], "!张 3"),
        ] {
            assert_eq!(told(true, &written), expected, "{written:?}");
        }
    }
}
