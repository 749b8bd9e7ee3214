//! What each row of a sheet is. Only rows of people become drafts; every other row is named, none is dropped in silence.

use std::borrow::Cow;

use antou_record::{Written, half_width_text, plain_heading, squeezed};
use serde::{Deserialize, Serialize};

use super::plan::Plan;
use crate::cell::Cell;
use crate::chunk::SheetRow;

/// What a row is, if not a row of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The name of a unit over the rows of its people.
    Section,
    /// 小计, 合计.
    Subtotal,
    /// The headings or the title once more, as on every printed page.
    RepeatedHeader,
    /// Numbers of columns below the headings.
    Numbering,
    /// 注, 填表人, 审核人 and the like.
    Footnote,
    /// An example for those who fill the sheet in.
    Example,
    /// Nothing.
    Blank,
    /// Something without a name and an identity number.
    Nameless,
}

impl RowKind {
    /// The kind in the clerk's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Section => "分组标题",
            Self::Subtotal => "小计、合计",
            Self::RepeatedHeader => "重复的表头",
            Self::Numbering => "栏次",
            Self::Footnote => "表注、落款",
            Self::Example => "填写示例",
            Self::Blank => "空行",
            Self::Nameless => "没有姓名和身份证号",
        }
    }
}

const TOTALS: [&str; 7] = ["合计", "小计", "总计", "共计", "累计", "总人数", "平均"];
const NOTES: [&str; 27] = [
    "注:",
    "注1",
    "注2",
    "备注:",
    "附注",
    "说明:",
    "填表说明",
    "填写说明",
    "填表人",
    "填报人",
    "制表",
    "审核人",
    "审核:",
    "审批",
    "复核",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "填报单位",
    "联系人",
    "联系电话:",
    "单位负责人",
    "主要负责人",
    "负责人:",
    "经办人",
    "单位(盖章)",
];
const EXAMPLES: [&str; 5] = ["示例", "样例", "例:", "(例)", "填写示例"];

/// What a row is; `None` for a row of a person. `noted` says whether a footnote has come already.
pub(crate) fn kind(row: &SheetRow<'_>, plan: &Plan, noted: bool) -> Option<RowKind> {
    let own: Vec<&Cell<'_>> = row
        .cells
        .iter()
        .filter(|cell| !cell.continued && !cell.is_blank())
        .collect();
    let Some(first) = own.first() else {
        // all of it continues from above: one more line of a merged person, or nothing new
        return Some(RowKind::Blank);
    };
    let text = half_plain(first);
    if is_repeated_header(&own, plan) || is_in_latin(row, &own, plan) || plan.is_title(&first.text()) {
        return Some(RowKind::RepeatedHeader);
    }
    if is_numbering(&own) {
        return Some(RowKind::Numbering);
    }
    if own.iter().take(3).any(|cell| is_total(&half_plain(cell))) && id_text(row, plan).is_none() {
        return Some(RowKind::Subtotal);
    }
    if is_example(row, &text, plan) {
        return Some(RowKind::Example);
    }
    if is_note(&text, &own, noted) && id_text(row, plan).is_none() {
        return Some(RowKind::Footnote);
    }
    by_keys(row, &own, plan)
}

/// A person has a name or an identity number, or so much beside that it must be one.
fn by_keys(row: &SheetRow<'_>, own: &[&Cell<'_>], plan: &Plan) -> Option<RowKind> {
    let read = own.iter().filter(|cell| plan.reads(cell.column)).count();
    if !plan.has_keys() {
        let is_somebody = read > 0 && !plan.is_about_nobody;
        return if is_somebody {
            None
        } else {
            Some(RowKind::Nameless)
        };
    }
    let filled = |column: Option<u32>| {
        column
            .and_then(|column| row.cell(column))
            .filter(|cell| !cell.is_blank())
    };
    let name = filled(plan.name);
    let id = filled(plan.id_number);
    let single = own.first().filter(|_| own.len() == 1);
    if plan.is_of_units() && name.is_some() && single.is_none_or(|only| !is_wide(row, only, plan)) {
        return None;
    }
    match (name, id, single) {
        (_, _, Some(only)) if is_wide(row, only, plan) => Some(section_or_note(only)),
        (Some(name), None, Some(_)) if !is_name(&name.text()) => Some(section_or_note(name)),
        (Some(_), _, _) | (_, Some(_), _) => None,
        (None, None, Some(only)) => Some(section_or_note(only)),
        (None, None, None) if read >= 3 => None,
        // a unit's name with a count beside it; two values in columns that are read are somebody's
        (None, None, None) if read == 0 || (own.len() <= 2 && read < own.len()) => Some(RowKind::Section),
        (None, None, None) => Some(RowKind::Nameless),
    }
}

fn section_or_note(cell: &Cell<'_>) -> RowKind {
    if cell.shown().chars().count() > 24 {
        RowKind::Footnote
    } else {
        RowKind::Section
    }
}

fn is_wide(row: &SheetRow<'_>, cell: &Cell<'_>, plan: &Plan) -> bool {
    let regions = plan.wide.get(&row.number);
    regions.is_some_and(|regions| regions.iter().any(|region| region.first_column == cell.column))
}

/// Two to four Chinese characters, or a longer name with a dot in it; neither the name of a unit nor 中层干部.
fn is_name(text: &str) -> bool {
    let plain = squeezed(text);
    let length = plain.chars().count();
    let is_unit = plain.ends_with([
        '局', '部', '委', '办', '院', '校', '处', '科', '乡', '镇', '室', '会', '所', '站',
    ]) && length > 2;
    let is_group = ["人员", "干部", "成员", "班子"]
        .iter()
        .any(|word| plain.ends_with(word));
    let latin = plain.chars().all(|c| c.is_ascii_alphabetic());
    (2..=4).contains(&length) && !is_unit && !is_group || plain.contains('·') || latin && length > 1
}

/// The text of a cell without blanks, in half width.
fn half_plain<'a>(cell: &Cell<'a>) -> Cow<'a, str> {
    match cell.text() {
        Cow::Borrowed(text) => match squeezed(text) {
            Cow::Borrowed(text) => half_width_text(text),
            Cow::Owned(text) => half_width_text(&text).into_owned().into(),
        },
        Cow::Owned(text) => half_width_text(&squeezed(&text)).into_owned().into(),
    }
}

fn is_total(text: &str) -> bool {
    if !text.starts_with(['合', '小', '总', '共', '累', '平']) {
        return false;
    }
    TOTALS
        .iter()
        .any(|total| text == *total || text.starts_with(total) && text.chars().count() <= 8)
}

fn is_note(text: &str, own: &[&Cell<'_>], noted: bool) -> bool {
    if own.len() <= 6 && NOTES.iter().any(|note| text.starts_with(note)) {
        return true;
    }
    let numbered = text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['.', '、', ')']);
    own.len() == 1 && (noted || numbered && text.chars().count() > 8)
}

fn is_example(row: &SheetRow<'_>, first: &str, plan: &Plan) -> bool {
    let name = plan.name.and_then(|column| row.cell(column)).map(half_plain);
    let says = |text: &str| {
        EXAMPLES
            .iter()
            .any(|example| text.starts_with(example) || text.ends_with("(示例)") || text.ends_with("(例)"))
    };
    first == "例" || says(first) || name.is_some_and(|name| says(&name))
}

/// The text in the column of identity numbers, if it looks like one.
fn id_text<'a>(row: &SheetRow<'a>, plan: &Plan) -> Option<Cow<'a, str>> {
    let text = half_plain(row.cell(plan.id_number?)?);
    (text.len() >= 15 && text.bytes().take(10).all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn is_repeated_header(own: &[&Cell<'_>], plan: &Plan) -> bool {
    let is_heading = |cell: &&Cell<'_>| match cell.written {
        Written::Text(text) => plan
            .headings
            .get(&cell.column)
            .is_some_and(|parts| parts.contains(&plain_heading(text))),
        _ => false,
    };
    // three fifths of the row are headings, so one of the first three is: most rows are settled by that
    if !own.iter().take(3).any(is_heading) {
        return false;
    }
    let same = own.iter().filter(|cell| is_heading(cell)).count();
    same >= 2 && same * 5 >= own.len() * 3
}

/// The headings once more below themselves, in English or as codes of items (A0101).
fn is_in_latin(row: &SheetRow<'_>, own: &[&Cell<'_>], plan: &Plan) -> bool {
    let is_latin = |cell: &&Cell<'_>| match cell.written {
        Written::Text(text) => text.is_ascii() && text.trim().starts_with(|c: char| c.is_ascii_alphabetic()),
        _ => false,
    };
    row.number == plan.last_header + 1 && own.len() >= 3 && own.iter().all(is_latin)
}

/// 1 2 3 4 … from column to column, perhaps with 甲 乙 before.
fn is_numbering(own: &[&Cell<'_>]) -> bool {
    let number = |cell: &&Cell<'_>| half_plain(cell).parse::<i64>().ok();
    // 甲 乙 1 2 3
    let letters = own
        .iter()
        .take_while(|cell| {
            matches!(
                half_plain(cell).as_ref(),
                "甲" | "乙" | "丙" | "丁" | "戊" | "A" | "B" | "C"
            )
        })
        .count();
    // the last column has a number, and one not far from how many columns there are
    if own
        .last()
        .and_then(number)
        .is_none_or(|last| last > own.len() as i64 + 3)
    {
        return false;
    }
    let numbers: Vec<i64> = own.iter().filter_map(number).collect();
    let rising = numbers
        .windows(2)
        .all(|pair| matches!(pair, [one, two] if *two == one + 1));
    (numbers.len() >= 4 || letters > 0 && numbers.len() >= 2 && letters + numbers.len() == own.len())
        && numbers.len() + 3 >= own.len()
        && rising
        && numbers.first().is_some_and(|first| *first <= 3)
}
