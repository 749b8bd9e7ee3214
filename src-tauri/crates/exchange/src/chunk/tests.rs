//! Rows come back as they went in, and nothing panics on other bytes.

use super::*;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Own {
    Text(String),
    Number(f64, Option<u8>),
    Day(u16, u8, u8),
    Truth(bool),
    Fault,
}

impl Own {
    fn written(&self) -> Written<'_> {
        match self {
            Self::Text(text) => Written::Text(text),
            Self::Number(value, decimals) => Written::Number {
                value: *value,
                decimals: *decimals,
            },
            Self::Day(year, month, day) => Written::Day(PartialDate::day(*year, *month, *day).unwrap()),
            Self::Truth(yes) => Written::Truth(*yes),
            Self::Fault => Written::Fault("#REF!"),
        }
    }
}

fn own() -> impl Strategy<Value = Own> {
    prop_oneof![
        "[男女干部一二]{0,3}".prop_map(Own::Text),
        "\\PC{0,20}".prop_map(Own::Text),
        (
            any::<f64>().prop_filter("finite", |n| n.is_finite()),
            proptest::option::of(0u8..10)
        )
            .prop_map(|(n, d)| Own::Number(n, d)),
        (-10_000i32..10_000).prop_map(|n| Own::Number(f64::from(n), None)),
        (1900u16..2100, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| Own::Day(y, m, d)),
        any::<bool>().prop_map(Own::Truth),
        Just(Own::Fault),
    ]
}

proptest! {
    #[test]
    fn rows_come_back_as_they_went_in(rows in proptest::collection::vec((1u32..5, any::<bool>(), proptest::collection::btree_map(0u32..600, own(), 1..8)), 1..30)) {
        let mut writer = ChunkWriter::new();
        let mut number = 0;
        let mut expected = Vec::new();
        for (step, hidden, cells) in &rows {
            number += step;
            for (column, own) in cells {
                writer.cell(number, *hidden, *column, own.written(), false);
            }
            writer.end_row();
            expected.push((number, *hidden, cells));
        }
        let chunk = writer.take().unwrap().checked();
        prop_assert!(chunk.is_some());
        let chunk = chunk.unwrap();
        for (row, (number, hidden, cells)) in chunk.rows().zip(expected) {
            prop_assert_eq!((row.number, row.hidden), (number, hidden));
            let wanted: Vec<_> = cells.iter().map(|(column, own)| (*column, own.written())).collect();
            let got: Vec<_> = row.cells.iter().map(|cell| (cell.column, cell.written)).collect();
            prop_assert_eq!(got, wanted);
        }
    }

    #[test]
    fn any_bytes_are_decoded_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), rows in 0u32..50) {
        let chunk = Chunk { first_row: 1, last_row: rows, rows, bytes: bytes.into(), marks: Vec::new() };
        let _ = chunk.checked();
    }

    #[test]
    fn a_chunk_can_be_entered_at_any_row(count in 1u32..300, step in 1u32..4) {
        let mut writer = ChunkWriter::new();
        for row in 1..=count {
            // texts that stand again point to the first of them, far above
            writer.cell(row * step, false, 0, Written::Text(if row % 3 == 0 { "重复" } else { "别的" }), false);
            writer.cell(row * step, false, 2, Written::Number { value: f64::from(row), decimals: None }, false);
            writer.end_row();
        }
        let chunk = writer.take().unwrap().checked().unwrap();
        let whole: Vec<_> = chunk.rows().collect();
        for number in 0..=count * step + 1 {
            let begun = chunk.begun(number);
            let entered: Vec<_> = chunk.rows_from(number).collect();
            let expected: Vec<_> = whole.iter().filter(|row| row.number >= begun).cloned().collect();
            prop_assert_eq!(&entered, &expected, "from {}", number);
            prop_assert!(begun <= number.max(step), "nothing at or below {} is left out: begun at {}", number, begun);
            let above = entered.iter().filter(|row| row.number < number).count();
            prop_assert!(number > count * step || above <= BETWEEN_MARKS as usize, "{} rows decoded for nothing", above);
        }
    }
}
