//! When a sheet was filled in, as it says itself: the day that 近三年 counts from. Nothing else may stand for it.

use antou_record::date::{self, DateHints, Precision};
use antou_record::{PartialDate, Written, plain_heading};

use crate::cell::Cell;
use crate::chunk::SheetRow;
use crate::layout::Layout;

/// Words before the day.
const WORDS: [&str; 10] = [
    "填表时间",
    "填表日期",
    "填报时间",
    "填报日期",
    "制表时间",
    "制表日期",
    "统计时间",
    "统计日期",
    "报送时间",
    "报送日期",
];
/// How the form calls it where its proposal is kept.
const OF_FORM: &str = "任免审批表填表时间";

/// The column that says it for each row.
pub(super) fn column(layout: &Layout) -> Option<u32> {
    let says = |text: &String| {
        let plain = plain_heading(text);
        plain == OF_FORM || WORDS.contains(&plain.as_str())
    };
    let mut columns = layout.columns.iter();
    let column = columns.find(|column| column.parts.last().is_some_and(says))?;
    Some(column.column)
}

/// The day the titles say; nothing where it was left blank or where they say two.
pub(super) fn of_titles(layout: &Layout) -> Option<PartialDate> {
    let mut days = layout.titles.iter().filter_map(|(_, title)| of_title(title));
    let day = days.next()?;
    days.all(|other| other.agrees_with(day)).then_some(day)
}

fn of_title(title: &str) -> Option<PartialDate> {
    let (_, rest) = WORDS.iter().find_map(|word| title.split_once(word))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '(' | '（'));
    let is_of_day = |c: char| {
        (c.is_ascii_digit() || ('０'..='９').contains(&c))
            || matches!(c, '年' | '月' | '日' | '.' | '-' | '/' | '．')
            || "〇零一二三四五六七八九十".contains(c)
    };
    let end = rest.find(|c| !is_of_day(c)).unwrap_or(rest.len());
    day(Written::Text(rest.get(..end)?))
}

/// The day in a row.
pub(super) fn of_row(column: Option<u32>, row: &SheetRow<'_>) -> Option<PartialDate> {
    row.cell(column?).and_then(|cell: &Cell<'_>| day(cell.written))
}

fn day(written: Written<'_>) -> Option<PartialDate> {
    let read = date::read(written, &DateHints::default());
    let is_sure = read.problem.is_none();
    read.date
        .filter(|day| is_sure && day.precision() >= Precision::Month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_when_it_was_filled_in_or_nothing() {
        for (title, said) in [
            ("填报单位：某某局 填表时间：2024年3月", Some("2024-03")),
            ("填表日期： 2024.03.15 填表人：某某", Some("2024-03-15")),
            ("（统计时间：二〇二四年三月）", Some("2024-03")),
            ("填表时间：    年    月    日", None),
            ("填表时间：2024年", None),
            ("填表时间：2024.13", None),
            ("2024年度考核结果登记表", None),
            ("填表时间", None),
        ] {
            let day = of_title(title).map(|day| day.to_string());
            assert_eq!(day.as_deref(), said, "{title}");
        }
    }
}
