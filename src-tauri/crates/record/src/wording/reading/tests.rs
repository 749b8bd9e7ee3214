//! Each reader against its writer, against what clerks write, and against anything at all.

use proptest::prelude::*;

use super::{Known, Told, Unread};
use crate::facts::Fact;
use crate::wording;
use crate::{PartialDate, Problem, Row, Value, dictionary};

fn read(set: &str, text: &str) -> Result<Told, Unread> {
    dictionary()
        .set(set)
        .expect("declared")
        .read_text(text, &Known::default())
}

/// The rows of a text, each as its filled items in order.
fn told(set: &str, text: &str) -> Vec<String> {
    let told = read(set, text).unwrap_or_else(|unread| panic!("{text:?} was not read: {unread:?}"));
    told.rows.iter().map(shown).collect()
}

fn shown(row: &Row) -> String {
    let items: Vec<String> = row.filled().map(|(item, value)| item.shown(value)).collect();
    items.join("|")
}

fn problems(set: &str, text: &str) -> Vec<&'static str> {
    let told = read(set, text).unwrap_or_else(|unread| panic!("{text:?} was not read: {unread:?}"));
    told.problems
        .iter()
        .map(|problem: &Problem| problem.code.as_str())
        .collect()
}

fn facts<F: Fact>(rows: &[Row]) -> Vec<F> {
    rows.iter().map(F::from_row).collect()
}

fn row(set: &str, values: &[(&str, Value)]) -> Row {
    let mut row = Row::new(dictionary().set(set).expect("declared"));
    for (code, value) in values {
        assert!(row.put(code, value.clone()), "{set}.{code} is declared");
    }
    row
}

/// A month as rows keep it.
fn month(index: i32) -> Value {
    Value::Date(PartialDate::from_month_index(1960 * 12 + index).expect("a month of this century"))
}

/// Characters of the content of a text that are in none of the rows: dates, marks and the words of the grammar aside.
fn lost(text: &str, rows: &[Row], grammar: &str) -> Vec<char> {
    let mut kept: Vec<char> = rows.iter().map(shown).collect::<String>().chars().collect();
    let mut lost = Vec::new();
    for character in text
        .chars()
        .filter(|c| c.is_alphabetic() && !grammar.contains(*c))
    {
        match kept.iter().position(|known| *known == character) {
            Some(place) => drop(kept.swap_remove(place)),
            None => lost.push(character),
        }
    }
    lost
}

mod resume {
    use super::*;

    const USUAL: &str = "1998.09--2002.07  云州大学中文系学习\n\
        2002.07--2009.12  青川区人民政府办公室科员\n\
        \u{20}                 （其间：2005.03--2005.09  挂职任白石镇镇长助理；2006.09--2009.06  云州大学在职研究生学习）\n\
        2009.12--         青川区人民政府办公室信息科副科长（正科级）";

    #[test]
    fn the_notation_of_the_form() {
        assert_eq!(
            told("resume", USUAL),
            [
                "1998.09|2002.07|云州大学中文系学习",
                "2002.07|2009.12|青川区人民政府办公室科员",
                "2005.03|2005.09|挂职任白石镇镇长助理|是",
                "2006.09|2009.06|云州大学在职研究生学习|是",
                "2009.12|青川区人民政府办公室信息科副科长（正科级）",
            ]
        );
        assert_eq!(problems("resume", USUAL), [""; 0], "nothing to look at");
    }

    #[test]
    fn what_clerks_write_instead() {
        for (text, rows) in [
            (
                "2004.08-2009.12 甲局科员\n2009.12至今 甲局副科长",
                vec!["2004.08|2009.12|甲局科员", "2009.12|甲局副科长"],
            ),
            (
                "2004年8月—2009年12月，甲局科员；2009年12月—今，甲局副科长。",
                vec!["2004.08|2009.12|甲局科员", "2009.12|甲局副科长"],
            ),
            (
                "2004.08-2009.12 甲局科员 2009.12-2012.03 甲局副科长",
                vec!["2004.08|2009.12|甲局科员", "2009.12|2012.03|甲局副科长"],
            ),
            (
                "2004.08-2009.12，甲局科员，2009.12-2012.03，甲局副科长",
                vec!["2004.08|2009.12|甲局科员", "2009.12|2012.03|甲局副科长"],
            ),
            (
                "1.2004.08-2009.12 甲局科员\n2.2009.12- 甲局副科长",
                vec!["2004.08|2009.12|甲局科员", "2009.12|甲局副科长"],
            ),
            (
                "（1）2004.08-2009.12 甲局科员\n（2）2009.12- 甲局副科长",
                vec!["2004.08|2009.12|甲局科员", "2009.12|甲局副科长"],
            ),
            (
                "2004.08--2009.12  甲局\n                  办公室科员",
                vec!["2004.08|2009.12|甲局办公室科员"],
            ),
            (
                "2004.08--2009.12  甲局科员\r\n2009.12--  乙局",
                vec!["2004.08|2009.12|甲局科员", "2009.12|乙局"],
            ),
            (
                "2004.08--2009.12  甲局科员<br/>2009.12--  乙局",
                vec!["2004.08|2009.12|甲局科员", "2009.12|乙局"],
            ),
            (
                "2004.08--2009.12  甲局科员\n其间：2005.03--2005.09挂职乙镇",
                vec!["2004.08|2009.12|甲局科员", "2005.03|2005.09|挂职乙镇|是"],
            ),
            (
                "2004.08--2009.12  甲局科员，其间：2005.03--2005.09挂职乙镇",
                vec!["2004.08|2009.12|甲局科员", "2005.03|2005.09|挂职乙镇|是"],
            ),
            (
                "2004.08--2009.12  甲局科员(其间:2005.03-2005.09在乙镇（农业镇）挂职,2006.01-2006.06借调丙局)",
                vec![
                    "2004.08|2009.12|甲局科员",
                    "2005.03|2005.09|在乙镇（农业镇）挂职|是",
                    "2006.01|2006.06|借调丙局|是",
                ],
            ),
            (
                "2004.08--2009.12  甲局科员（其间：2005.03--2005.09  挂职；\n2006.01--2006.06  借调丙局）",
                vec![
                    "2004.08|2009.12|甲局科员",
                    "2005.03|2005.09|挂职|是",
                    "2006.01|2006.06|借调丙局|是",
                ],
            ),
            (
                "2004.08--2009.12  甲局科员（2006.05明确为副科级）",
                vec!["2004.08|2009.12|甲局科员（2006.05明确为副科级）"],
            ),
            (
                "2004.08--2009.12  甲局科员（其间脱产学习半年）",
                vec!["2004.08|2009.12|甲局科员", "脱产学习半年|是"],
            ),
            (
                "2004.08--2009.12  甲局科员，2008.05--2008.09借调乙局",
                vec!["2004.08|2009.12|甲局科员，2008.05--2008.09借调乙局"],
            ),
            ("2004--2009 甲局科员", vec!["2004|2009|甲局科员"]),
            ("", vec![]),
            ("无", vec![]),
        ] {
            assert_eq!(told("resume", text), rows, "{text}");
        }
    }

    #[test]
    fn a_part_that_cannot_be_read_keeps_the_whole_with_the_clerk() {
        for (text, part) in [
            ("曾任甲局科员", "曾任甲局科员"),
            ("2004.08 参加工作", "2004.08 参加工作"),
            (
                "2004.08--2009.12 甲局\n2009.13--2012.03 乙局",
                "2009.13--2012.03 乙局",
            ),
            ("2004.08--2009.12 甲局\n2009.12--2012.03", "2009.12--2012.03"),
            ("2009.12--2004.08 甲局", "甲局"),
            ("学习经历\n2004.08--2009.12 甲校", "学习经历"),
            ("04.08--09.12 甲局", "04.08--09.12 甲局"),
            (
                "2004.08--2009.12  甲局（其间：2005.03--2005.09 挂职",
                "（其间：2005.03--2005.09 挂职",
            ),
        ] {
            let unread = read("resume", text)
                .err()
                .unwrap_or_else(|| panic!("{text} was read"));
            assert_eq!(unread.part, part, "{text}");
        }
    }

    #[test]
    fn gaps_and_overlaps_are_worth_a_look() {
        for (text, expected) in [
            ("2004.08--2009.12 甲\n2010.01-- 乙", vec![]),
            ("2004.08--2009.12 甲\n2010.03-- 乙", vec!["resume.gap"]),
            ("2004.08--2009.12 甲\n2009.06-- 乙", vec!["resume.overlap"]),
            ("2004.08-- 甲\n2009.06-- 乙", vec!["resume.overlap"]),
            (
                "2004.08--2009.12 甲（其间：2005.01--2006.01 丙）\n2009.12-- 乙",
                vec![],
            ),
        ] {
            assert_eq!(problems("resume", text), expected, "{text}");
        }
    }

    prop_compose! {
        /// A life: stretches that follow each other, some with something within them.
        fn life()(
            stretches in prop::collection::vec((1i32..80, "[甲乙丙丁局科员（副）、A1]{1,12}局", prop::option::of("[挂职学习、]{1,6}镇")), 1..8),
        ) -> Vec<Row> {
            let mut rows = Vec::new();
            let mut at = 0;
            let last = stretches.len() - 1;
            for (index, (length, text, aside)) in stretches.into_iter().enumerate() {
                let text = balanced(&text);
                let mut values = vec![("started", month(at)), ("text", Value::Text(text))];
                if index < last {
                    values.push(("ended", month(at + length)));
                }
                rows.push(super::row("resume", &values));
                if let Some(aside) = aside {
                    rows.push(super::row("resume", &[
                        ("started", month(at)),
                        ("ended", month(at + 1)),
                        ("text", Value::Text(aside.trim_start_matches('、').to_owned())),
                        ("within", Value::Bool(true)),
                    ]));
                }
                at += length;
            }
            rows
        }
    }

    /// Brackets in pairs, none at the beginning, no mark at the ends.
    fn balanced(text: &str) -> String {
        let inner = text.replace(['（', '）'], "");
        format!("{}（正科级）", inner.trim_start_matches('、'))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in life()) {
            let text = wording::resume_text(&wording::resume(&facts(&rows)));
            let read = read("resume", &text);
            prop_assert!(read.is_ok(), "{:?} of {}", read, text);
            prop_assert_eq!(read.expect("read").rows, rows, "{}", text);
        }

        #[test]
        fn nothing_is_lost_of_anything(text in "(2004\\.0[1-9]|--|至今|其间|：|；|（|）|，|。|\n| |1\\.|[甲乙丙局]|2009年|\u{e000}){0,40}") {
            if let Ok(told) = read("resume", &text) {
                prop_assert_eq!(lost(&text, &told.rows, "其间中期至今年起到"), Vec::<char>::new(), "{}", text);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,80}") {
            if let Ok(told) = read("resume", &text) {
                prop_assert_eq!(lost(&text, &told.rows, "其间中期至今年月日号起到"), Vec::<char>::new(), "{}", text);
            }
        }
    }
}
