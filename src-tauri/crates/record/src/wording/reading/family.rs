//! 家庭成员 as one text → one row for each relative, where nothing about it can be taken for something else.

use super::scan::{date, skip, without_number};
use super::{Told, Unread, lines};
use crate::declaration::is_blank;
use crate::dictionary::{Meaning, Set, Table};
use crate::value::{Row, Value};

/// Words that stand where a name is expected and are none.
const NO_NAMES: [&str; 14] = [
    "已故",
    "去世",
    "已去世",
    "病故",
    "已病故",
    "已逝",
    "退休",
    "已退休",
    "务农",
    "在家",
    "不详",
    "无业",
    "待业",
    "学生",
];
const DECEASED: [&str; 6] = ["已去世", "已故", "去世", "病故", "已病故", "已逝"];

pub(super) fn read(set: &'static Set, text: &str) -> Result<Told, Unread> {
    let mut told = Told::default();
    for line in lines(text) {
        for member in line.split(['；', ';', '。']) {
            let member = without_number(skip(member));
            if !member.is_empty() {
                told.rows.push(relative(set, member)?);
            }
        }
    }
    Ok(told)
}

fn is_parting(character: char) -> bool {
    is_blank(character) || matches!(character, '，' | ',' | '、' | '：' | ':' | '/' | '|' | '／')
}

/// The next word and the text behind it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(is_parting);
    text.split_once(is_parting).unwrap_or((text, ""))
}

/// 妻子，李四，1980.05，中共党员，云州市第一中学教师.
fn relative(set: &'static Set, member: &str) -> Result<Row, Unread> {
    let table = |item: &str| set.item(item).and_then(|item| item.table());
    let (relation, rest) = word(member);
    let (name, mut rest) = word(rest);
    let Some(relation) = table("relation").and_then(|table| code(table, relation)) else {
        return Err(Unread::new(member, "看不出称谓"));
    };
    if !is_name(name) {
        return Err(Unread::new(member, "看不出姓名"));
    }
    let mut row = Row::new(set);
    row.put("relation", Value::Code(relation));
    row.put("name", Value::Text(name.to_owned()));
    loop {
        let (next, behind) = word(rest);
        if row.get("birth").is_none()
            && let Some(birth) = birth(next)
        {
            row.put("birth", Value::Date(birth));
        } else if row.get("political_status").is_none()
            && let Some(status) = table("political_status").and_then(|table| code(table, next))
        {
            row.put("political_status", Value::Code(status));
        } else {
            break;
        }
        rest = behind;
    }
    let work = rest
        .trim_start_matches(is_parting)
        .trim_end_matches(|c| is_blank(c) || matches!(c, '，' | ','));
    let certain = row.get("birth").is_some() || row.get("political_status").is_some();
    if !certain && !DECEASED.iter().any(|word| work.starts_with(word)) {
        return Err(Unread::new(member, "分不清姓名、出生年月和单位职务"));
    }
    if is_age(word(work).0) {
        return Err(Unread::new(member, "写的是年龄，应为出生年月"));
    }
    if !work.is_empty() {
        row.put("work", Value::Text(work.to_owned()));
    }
    Ok(row)
}

/// Two to four Chinese characters, or a longer name with a dot in it.
fn is_name(word: &str) -> bool {
    let count = word.chars().count();
    let of_characters = word
        .chars()
        .all(|c| c.is_alphabetic() && !c.is_ascii() || c == '·' || c == '•');
    of_characters && !NO_NAMES.contains(&word) && ((2..=4).contains(&count) || word.contains(['·', '•']))
}

/// A word that is a date and nothing else; 生 may stand behind it.
fn birth(word: &str) -> Option<crate::PartialDate> {
    let (date, rest) = date(word)?;
    matches!(rest, "" | "生" | "出生").then_some(date)
}

fn is_age(word: &str) -> bool {
    word.strip_suffix('岁')
        .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

fn code(table: &Table, word: &str) -> Option<String> {
    match table.meaning(word) {
        Meaning::Label(code) | Meaning::Spelling(code) => Some(code.code.clone()),
        _ => None,
    }
}
