//! The order of a computed list: numbers by size, names by pinyin, blanks last in either direction.

use std::cmp::Ordering;

use antou_record::name;

use super::{Column, ColumnKind, Line, place_of};
use crate::failure::Failure;
use crate::messages::SortKey;

/// Puts rows into the order of the keys; rows alike in all of them keep the list's own order.
pub(super) fn sort(rows: &mut [(usize, &Line)], columns: &[Column], keys: &[SortKey]) -> Result<(), Failure> {
    let mut places = Vec::with_capacity(keys.len());
    for key in keys {
        let place = place_of(columns, &key.column)?;
        places.push((
            place,
            columns.get(place).map(|column| column.kind),
            key.descending,
        ));
    }
    if places.is_empty() {
        return Ok(());
    }
    let mut keyed: Vec<(Vec<Key>, (usize, &Line))> = rows
        .iter()
        .map(|row| {
            let key = |(place, kind, _): &(usize, Option<ColumnKind>, bool)| {
                let text = row.1.cells.get(*place).map_or("", String::as_str);
                Key::of(text, kind.unwrap_or(ColumnKind::Text))
            };
            (places.iter().map(key).collect(), *row)
        })
        .collect();
    keyed.sort_by(|(one, _), (two, _)| {
        let mut pairs = one.iter().zip(two).zip(&places);
        pairs
            .find_map(|((one, two), (_, _, descending))| {
                Some(one.against(two, *descending)).filter(|order| order.is_ne())
            })
            .unwrap_or(Ordering::Equal)
    });
    for (slot, (_, row)) in rows.iter_mut().zip(keyed) {
        *slot = row;
    }
    Ok(())
}

/// What a cell is ordered by.
enum Key {
    Blank,
    Number(f64),
    Text(String),
}

impl Key {
    fn of(text: &str, kind: ColumnKind) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        match kind {
            ColumnKind::Number => match text.replace(',', "").trim_end_matches('%').parse() {
                Ok(number) => Self::Number(number),
                Err(_) => Self::Text(text.to_owned()),
            },
            ColumnKind::Name => match name::spelled(text).first() {
                Some(spelled) => Self::Text(spelled.pinyin.clone()),
                None => Self::Text(text.to_owned()),
            },
            ColumnKind::Text | ColumnKind::Date => Self::Text(text.to_owned()),
        }
    }

    fn against(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Blank, Self::Blank) => return Ordering::Equal,
            (Self::Blank, _) => return Ordering::Greater,
            (_, Self::Blank) => return Ordering::Less,
            (Self::Number(one), Self::Number(two)) => one.total_cmp(two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { order.reverse() } else { order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_size_names_by_pinyin_blanks_last() {
        let columns = [super::super::NAME, Column::number("hours", "学时", 4)];
        let line = |name: &str, hours: &str| Line {
            person: None,
            cells: vec![name.to_owned(), hours.to_owned()],
        };
        let lines = [
            line("张一", "90"),
            line("李二", ""),
            line("安三", "8"),
            line("王四", "90"),
        ];
        for (column, descending, expected) in [
            ("name", false, "安三李二王四张一"),
            ("name", true, "张一王四李二安三"),
            ("hours", false, "安三张一王四李二"),
            ("hours", true, "张一王四安三李二"),
        ] {
            let mut rows: Vec<(usize, &Line)> = lines.iter().enumerate().collect();
            let key = SortKey {
                column: column.to_owned(),
                descending,
            };
            sort(&mut rows, &columns, &[key]).expect("a column");
            let names: String = rows.iter().map(|(_, line)| line.cells[0].as_str()).collect();
            assert_eq!(names, expected, "{column} {descending}");
        }
        let unknown = SortKey {
            column: "x".into(),
            descending: false,
        };
        assert!(sort(&mut [], &columns, &[unknown]).is_err(), "no such column");
    }
}
