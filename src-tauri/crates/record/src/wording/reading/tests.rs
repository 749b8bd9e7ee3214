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

mod assessment {
    use super::*;
    use crate::facts::Assessment;

    #[test]
    fn what_forms_and_rosters_say() {
        for (text, rows) in [
            (
                "2021年、2022年年度考核均为称职，2023年年度考核优秀",
                vec!["2021|称职", "2022|称职", "2023|优秀"],
            ),
            (
                "2016年、2017年年度考核均为称职，2018年年度考核优秀。",
                vec!["2016|称职", "2017|称职", "2018|优秀"],
            ),
            ("2018、2019年年度考核均为合格。", vec!["2018|合格", "2019|合格"]),
            ("2018年：合格；2019年：优秀", vec!["2018|合格", "2019|优秀"]),
            (
                "2020年年度考核合格;2021年年度考核优秀;",
                vec!["2020|合格", "2021|优秀"],
            ),
            (
                "2018—2020年年度考核均为称职",
                vec!["2018|称职", "2019|称职", "2020|称职"],
            ),
            (
                "2018年至2020年连续三年优秀".trim_end_matches("连续三年优秀"),
                vec![],
            ),
            (
                "2018-2020年称职、2021年基本称职",
                vec!["2018|称职", "2019|称职", "2020|称职", "2021|基本称职"],
            ),
            ("2018、19、20年称职", vec!["2018|称职", "2019|称职", "2020|称职"]),
            ("2018年度考核结果为不称职", vec!["2018|不称职"]),
            ("2018年、2019年分别为优秀、称职", vec!["2018|优秀", "2019|称职"]),
            (
                "优秀：2018年、2019年；称职：2020年",
                vec!["2018|优秀", "2019|优秀", "2020|称职"],
            ),
            (
                "2020年未参加年度考核，2021年不定等次（试用期）",
                vec!["2020|未参加", "2021|不定等次|试用期"],
            ),
            ("2018年（优秀）、2019年（合格）", vec!["2018|优秀", "2019|合格"]),
            ("２０１８年优秀\n２０１９年称职", vec!["2018|优秀", "2019|称职"]),
            ("2018 优秀 2019 称职", vec!["2018|优秀", "2019|称职"]),
            ("无", vec![]),
        ] {
            if rows.is_empty() && text != "无" {
                assert!(
                    read("assessment", text).is_err(),
                    "{text} leaves years without a conclusion"
                );
            } else {
                assert_eq!(told("assessment", text), rows, "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_certain_is_not_taken() {
        for text in [
            "近三年均为称职",
            "优秀",
            "2018年优秀、称职",
            "2018年优秀，2018年称职",
            "2018年优秀，记三等功",
            "18年优秀",
            "2018年优良",
            "2019—2017年称职",
            "2018年、2019年分别为优秀",
            "2018年",
            "历年优秀",
            "2018年优秀、合格，2019年称职",
        ] {
            assert!(read("assessment", text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_latest_three_years_count_from_the_day_it_was_filled_in() {
        let known = Known {
            filled: PartialDate::from_iso("2024-03"),
            ..Known::default()
        };
        let set = dictionary().set("assessment").expect("declared");
        let told = set.read_text("近三年年度考核均为称职", &known).expect("read");
        let rows: Vec<String> = told.rows.iter().map(shown).collect();
        assert_eq!(rows, ["2021|称职", "2022|称职", "2023|称职"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            graded in prop::collection::btree_map(1990i64..2030, 0usize..9, 1..12)
        ) {
            let table = dictionary().table("assessment").expect("declared");
            let rows: Vec<Row> = graded
                .iter()
                .map(|(year, grade)| {
                    let code = Value::Code(table.rows[*grade].code.clone());
                    row("assessment", &[("year", Value::Int(*year)), ("conclusion", code)])
                })
                .collect();
            let text = wording::assessments(&facts::<Assessment>(&rows), usize::MAX);
            let read = read("assessment", &text);
            prop_assert!(read.is_ok(), "{:?} of {}", read, text);
            prop_assert_eq!(read.expect("read").rows, rows, "{}", text);
        }

        #[test]
        fn nothing_is_lost_of_anything(text in "(20[12][0-9]|年|年度考核|均|为|优秀|称职|基本|不|、|，|；|—|（|）|近三年|记|甲| ){0,20}") {
            if let Ok(told) = read("assessment", &text) {
                prop_assert_eq!(lost(&text, &told.rows, "年度考核均为优秀称职基本不"), Vec::<char>::new(), "{}", text);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,60}") {
            let _ = read("assessment", &text);
        }
    }
}

mod award {
    use super::*;
    use crate::facts::Award;

    #[test]
    fn what_forms_and_rosters_say() {
        for (text, rows) in [
            (
                "2004年5月，经云州市委批准，授予“优秀公务员”称号；2008年9月，记三等功。",
                vec![
                    "奖励|授予“优秀公务员”称号|2004.05|云州市委",
                    "奖励|记三等功|2008.09",
                ],
            ),
            ("2004.05 嘉奖", vec!["奖励|嘉奖|2004.05"]),
            (
                "2004年5月嘉奖，2006年3月记三等功",
                vec!["奖励|嘉奖|2004.05", "奖励|记三等功|2006.03"],
            ),
            (
                "2019年3月，因公务接待超标准，受党内警告处分",
                vec!["惩戒|党内警告|2019.03|公务接待超标准"],
            ),
            (
                "2019年3月因公务接待超标准受到党内严重警告处分，2020年9月解除",
                vec!["惩戒|党内严重警告|2019.03|公务接待超标准|2020.09"],
            ),
            ("2021年6月诫勉", vec!["组织处理|诫勉|2021.06"]),
            (
                "1.2004年5月嘉奖\n2.2006年3月记三等功",
                vec!["奖励|嘉奖|2004.05", "奖励|记三等功|2006.03"],
            ),
            (
                "（1）2004年5月嘉奖；（2）2006年3月记三等功",
                vec!["奖励|嘉奖|2004.05", "奖励|记三等功|2006.03"],
            ),
            ("2015年度优秀公务员", vec!["奖励|2015年度优秀公务员"]),
            (
                "2004年5月，在防汛工作中表现突出，记三等功",
                vec!["奖励|在防汛工作中表现突出，记三等功|2004.05"],
            ),
            (
                "2004年5月被评为“先进工作者；劳动模范”",
                vec!["奖励|被评为“先进工作者；劳动模范”|2004.05"],
            ),
            ("无", vec![]),
            ("（无）", vec![]),
            ("无。", vec![]),
        ] {
            assert_eq!(told("award", text), rows, "{text}");
        }
        assert_eq!(
            problems("award", "优秀共产党员"),
            ["item.missing"],
            "without a date it is worth a look"
        );
    }

    #[test]
    fn what_is_not_certain_is_not_taken() {
        for text in [
            "2004年5月",
            "2004年5月，经云州市委批准",
            "2012、2013年连续嘉奖",
            "2004年5月，撤销“先进工作者”称号处分",
            "2020年9月解除",
            "2004年5月参加培训",
            "详见档案",
            "2004年5月2006年7月嘉奖",
        ] {
            let read = read("award", text);
            assert!(read.is_err(), "{text}: {read:?}");
        }
    }

    #[test]
    fn a_heading_settles_the_kind() {
        let set = dictionary().set("award").expect("declared");
        let settled = [(set.item("kind").expect("declared"), Value::Code("1".into()))];
        let known = Known {
            settled: &settled,
            ..Known::default()
        };
        let told = set
            .read_text("2004年5月，市级突出贡献专家", &known)
            .expect("read");
        assert_eq!(shown(&told.rows[0]), "奖励|市级突出贡献专家|2004.05");
        assert!(
            set.read_text("2004年5月，受党内警告处分", &known).is_err(),
            "the words contradict the heading"
        );
    }

    prop_compose! {
        fn given()(
            kind in 1u8..=3,
            name in 0usize..60,
            own in "[甲乙丙丁]{2,6}",
            by_table in any::<bool>(),
            decided in prop::option::of(1i32..700),
            authority in prop::option::of("[甲乙丙丁]{2,5}委"),
            reason in prop::option::of("[甲乙丙丁]{2,5}"),
            lifted in any::<bool>(),
        ) -> Row {
            let table = dictionary().table("award_name").expect("declared");
            let leading: &[u8] = match kind { 1 => b"1", 2 => b"23", _ => b"4" };
            let named: Vec<&str> = table.rows.iter()
                .filter(|code| leading.contains(&code.code.as_bytes()[0]))
                .map(|code| code.label.as_str())
                .collect();
            let name = if by_table { named[name % named.len()].to_owned() } else { own };
            let mut values = vec![("kind", Value::Code(kind.to_string())), ("name", Value::Text(name))];
            values.extend(decided.map(|index| ("decided", month(index))));
            values.extend(authority.map(|text| ("authority", Value::Text(text))));
            if kind != 1 {
                values.extend(reason.map(|text| ("reason", Value::Text(text))));
            }
            if kind == 2 && lifted && let Some(index) = decided {
                values.push(("lifted", month(index + 12)));
            }
            super::row("award", &values)
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(given(), 1..6)) {
            let mut rows = rows;
            rows.sort_by_key(|row| row.get("decided").and_then(Value::as_date));
            let text = wording::awards(&facts::<Award>(&rows));
            let read = read("award", &text);
            prop_assert!(read.is_ok(), "{:?} of {}", read, text);
            prop_assert_eq!(read.expect("read").rows, rows, "{}", text);
        }

        #[test]
        fn nothing_is_lost_of_anything(text in "(20[01][0-9]年|[1-9]月|经|批准|因|受|到|处分|警告|嘉奖|记功|获得|解除|；|，|。|\n|“|”|[甲乙丙丁]| ){0,24}") {
            if let Ok(told) = read("award", &text) {
                prop_assert_eq!(lost(&text, &told.rows, "年月经批准因受到处分警告解除获得嘉奖记功"), Vec::<char>::new(), "{}", text);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,60}") {
            let _ = read("award", &text);
        }
    }
}

mod education {
    use super::*;

    #[test]
    fn combined_cells() {
        for (text, rows) in [
            (
                "大学#农学学士@研究生#管理学硕士",
                vec!["全日制|大学|农学学士", "在职|研究生|管理学硕士"],
            ),
            ("大学#@#", vec!["全日制|大学"]),
            ("#@#", vec![]),
            ("大学\n农学学士", vec!["大学|农学学士"]),
            ("大学农学学士", vec!["大学|农学学士"]),
            ("大学、农学学士", vec!["大学|农学学士"]),
            (
                "全日制：大学 农学学士；在职：研究生 管理学硕士",
                vec!["全日制|大学|农学学士", "在职|研究生|管理学硕士"],
            ),
            ("全日制大学\n在职研究生", vec!["全日制|大学", "在职|研究生"]),
            (
                "研究生\n管理学硕士\n大学\n农学学士",
                vec!["研究生|管理学硕士", "大学|农学学士"],
            ),
            ("无", vec![]),
        ] {
            assert_eq!(told("education", text), rows, "{text}");
        }
        for text in [
            "大学（函授）",
            "云州大学",
            "大学#农学学士@研究生#管理学硕士@",
            "大学汉语学士",
        ] {
            assert!(read("education", text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "(\\PC|大学|农学学士|@|#|\n|全日制|、|；){0,20}") {
            if let Ok(told) = read("education", &text) {
                prop_assert_eq!(lost(&text, &told.rows, "全日制在职教育第一最高学历无"), Vec::<char>::new(), "{}", text);
            }
        }
    }
}

mod family {
    use super::*;

    #[test]
    fn members_that_cannot_be_mistaken() {
        for (text, rows) in [
            (
                "妻子，李四，1980.05，中共党员，云州市第一中学教师",
                vec!["妻子|李四|1980.05|中共党员|云州市第一中学教师"],
            ),
            (
                "妻子 李四 1980年5月 群众 云州市第一中学 教师\n儿子 张小三 2008.03 学生",
                vec![
                    "妻子|李四|1980.05|群众|云州市第一中学 教师",
                    "儿子|张小三|2008.03|学生",
                ],
            ),
            (
                "父亲：张大山，中共党员，云州市水泥厂退休工人（已去世）；母亲：王五妹，1950.02，群众，务农",
                vec![
                    "父亲|张大山|中共党员|云州市水泥厂退休工人（已去世）",
                    "母亲|王五妹|1950.02|群众|务农",
                ],
            ),
            ("父亲 张大山 已去世", vec!["父亲|张大山|已去世"]),
            (
                "1.父亲：张大山，1950年生，群众，退休；2、母亲：王五妹，群众，务农",
                vec!["父亲|张大山|1950|群众|退休", "母亲|王五妹|群众|务农"],
            ),
            ("妻子 买买提·古丽 1980.05", vec!["妻子|买买提·古丽|1980.05"]),
            ("无", vec![]),
        ] {
            assert_eq!(told("family", text), rows, "{text}");
        }
        for text in [
            "妻子李四1980年5月生",
            "父亲 已故",
            "父亲 退休 水泥厂",
            "妻子 李四 43岁 教师",
            "李四 妻子 1980.05",
            "妻子 李四 教师",
            "爱人 李四 1980.05",
            "妻子，李四，1980.05，中共党员，43岁",
        ] {
            assert!(read("family", text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "(\\PC|妻子|父亲|李四|1980.05|中共党员|，|；|\n| ){0,16}") {
            if let Ok(told) = read("family", &text) {
                prop_assert_eq!(lost(&text, &told.rows, "年月日号生出"), Vec::<char>::new(), "{}", text);
            }
        }
    }
}

mod party {
    use super::*;
    use crate::facts::{Coded, Person};
    use crate::wording::reading::party;

    fn said(text: &str) -> Option<String> {
        let party = party(text)?;
        let label = |table: &str, code: &String| {
            let table = dictionary().table(table).expect("declared");
            table
                .by_code(code)
                .map_or_else(|| code.clone(), |row| row.label.clone())
        };
        let mut parts = vec![party.joined.map(|date| date.to_string()).unwrap_or_default()];
        parts.extend(party.status.as_ref().map(|code| label("political_status", code)));
        parts.extend(
            party
                .others
                .iter()
                .map(|code| format!("+{}", label("party", code))),
        );
        Some(parts.join(" "))
    }

    #[test]
    fn the_twelve_patterns() {
        for (text, expected) in [
            ("200108", "2001-08"),
            ("2001.08", "2001-08"),
            ("民建", " 民建会员"),
            ("无党派", " 无党派人士"),
            ("群众", " 群众"),
            ("民建；民盟", " 民建会员 +民盟"),
            ("民建、民盟、九三", " 民建会员 +民盟 +九三学社"),
            ("200108；民建", "2001-08 +民建"),
            ("2001.08；民建；民盟", "2001-08 +民建 +民盟"),
            ("民建200108", "2001-08 民建会员"),
            ("民建2001.08", "2001-08 民建会员"),
            ("2001.08民建", "2001-08 民建会员"),
            ("（民建）", " 民建会员"),
            ("(民建、民盟)", " 民建会员 +民盟"),
            ("2023.05（预备党员）", "2023-05 中共预备党员"),
            ("中共预备党员2023.05", "2023-05 中共预备党员"),
            ("2001年8月加入民建", "2001-08 民建会员"),
            ("1998.07加入中国共产党", "1998-07 中共党员"),
        ] {
            assert_eq!(said(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2001.08（民建）",
            "2001.08；民建2010.05",
            "某党",
            "是",
            "2001.13",
            "民建；2001.08",
            "",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            status in prop::sample::select(vec!["04", "05", "06", "07", "08", "09", "10", "11", "12", "13", ""]),
            joined in prop::option::of(1i32..700),
            others in prop::sample::subsequence(vec!["04", "05", "06", "07", "08", "09", "10", "11"], 0..3),
        ) {
            let mut person = crate::Dossier::new(1).fact::<Person>();
            let political = dictionary().table("political_status").expect("declared");
            let parties = dictionary().table("party").expect("declared");
            let coded = |table: &crate::Table, code: &str| Coded {
                code: code.to_owned(),
                label: table.by_code(code).map(|row| row.label.clone()).unwrap_or_default(),
                order: None,
            };
            let is_member = ("04"..="11").contains(&status) || status.is_empty();
            let others: Vec<&str> = others.into_iter().filter(|code| *code != status).collect();
            // a member of two parties has a first one; nobody without a party has a second
            prop_assume!(others.is_empty() || is_member && (!status.is_empty() || joined.is_some()));
            person.political_status = coded(political, status);
            person.party_joined = joined.filter(|_| is_member).and_then(|index| PartialDate::from_month_index(1960 * 12 + index));
            person.other_parties = others.iter().map(|code| coded(parties, code)).collect();
            let text = wording::party_joined(&person);
            prop_assume!(!text.is_empty());
            let read = party(&text);
            prop_assert!(read.is_some(), "{}", text);
            let read = read.expect("read");
            prop_assert_eq!(read.joined, person.party_joined, "{}", text);
            prop_assert_eq!(read.status.unwrap_or_default(), status, "{}", text);
            prop_assert_eq!(read.others, others, "{}", text);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "(\\PC|民建|2001.08|；|（|）){0,12}") {
            let _ = party(&text);
        }
    }
}
