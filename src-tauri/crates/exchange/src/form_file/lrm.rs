//! .lrm, the older file: one record of 33 or 34 quoted fields in GB18030, with the photo beside it in a .pic.
//! Nothing in a field is escaped, so only `","` parts two fields; line breaks and commas inside a field stay.

use super::card::{Card, FAMILY, FULL_TIME, IN_SERVICE, KIN, MOST_LINES, Schooling};
use crate::error::ReadError;

/// Fields with a text of their own: place in the record and label.
const PLAIN: [(usize, &str); 22] = [
    (0, "姓名"),
    (1, "性别"),
    (2, "出生年月"),
    (3, "民族"),
    (4, "籍贯"),
    (7, "出生地"),
    (5, "入党时间"),
    (8, "参加工作时间"),
    (6, "健康状况"),
    (11, "专业技术职务"),
    (16, "熟悉专业有何专长"),
    (25, "现任职务"),
    (26, "拟任职务"),
    (27, "拟免职务"),
    (17, "简历"),
    (18, "奖惩情况"),
    (19, "年度考核结果"),
    (28, "任免理由"),
    (29, "呈报单位"),
    (30, "计算年龄时间"),
    (32, "任免审批表填表时间"),
    (31, "任免审批表填表人"),
];
/// Fields whose meaning nobody has written down; what stands there is told to the clerk.
const UNNAMED: [usize; 4] = [12, 13, 14, 15];
const LEVELS: usize = 9;
const SCHOOLS: usize = 10;
const RELATIVES: std::ops::Range<usize> = 20..25;
const ID_NUMBER: usize = 33;
const FEWEST: usize = 33;

/// Whether the beginning of a file is that of an .lrm: a quoted name, sex and month of birth.
pub(crate) fn is_meant(beginning: &str) -> bool {
    let Some(rest) = beginning.trim_start().strip_prefix('"') else {
        return false;
    };
    let mut fields = rest.split("\",\"").skip(1);
    let sex = fields
        .next()
        .is_some_and(|sex| matches!(sex.trim(), "男" | "女" | ""));
    sex && fields.count() >= 8
}

/// Reads the text of a file.
pub(crate) fn read(text: &str) -> Result<Card, ReadError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0' | '\u{1a}'));
    let record = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .ok_or_else(|| ReadError::Damaged("lrm 文件的首尾不完整".into()))?;
    let fields: Vec<&str> = record.split("\",\"").collect();
    if fields.len() < FEWEST {
        return Err(ReadError::Damaged(format!(
            "lrm 文件应有 {FEWEST} 个字段，只有 {} 个",
            fields.len()
        )));
    }
    if fields.len() > ID_NUMBER + 8 {
        return Err(ReadError::NotForm("字段过多，不是一个人的任免审批表".into()));
    }
    let field = |at: usize| fields.get(at).copied().unwrap_or_default();
    let mut card = Card::default();
    for (at, label) in PLAIN {
        card.put(&[label], field(at));
    }
    let [levels, schools] = [LEVELS, SCHOOLS].map(|at| halves(field(at)));
    for (mode, [level, degree], [school, degree_school]) in [
        (FULL_TIME, levels[0], schools[0]),
        (IN_SERVICE, levels[1], schools[1]),
    ] {
        card.put_schooling(
            mode,
            &Schooling {
                level,
                degree,
                school,
                degree_school,
            },
        );
    }
    put_relatives(&mut card, &RELATIVES.map(field).collect::<Vec<_>>())?;
    card.put(&["公民身份号码"], field(ID_NUMBER));
    for at in UNNAMED.into_iter().chain(ID_NUMBER + 1..fields.len()) {
        card.put(&[&format!("lrm 第 {} 项", at + 1)], field(at));
    }
    if card.is_about_somebody() {
        Ok(card)
    } else {
        Err(ReadError::NotForm("没有姓名".into()))
    }
}

/// `全日制学历#全日制学位@在职学历#在职学位`: `@` is the next cell, `#` the next line in it.
fn halves(text: &str) -> [[&str; 2]; 2] {
    let (full_time, in_service) = text.split_once('@').unwrap_or((text, ""));
    [full_time, in_service].map(|cell| {
        let (above, below) = cell.split_once('#').unwrap_or((cell, ""));
        [above, below.trim_end_matches(['@', '#'])]
    })
}

/// Five fields side by side; the place between two `@` says whose each is.
fn put_relatives(card: &mut Card, columns: &[&str]) -> Result<(), ReadError> {
    let columns: Vec<Vec<&str>> = columns.iter().map(|column| column.split('@').collect()).collect();
    let most = columns.iter().map(Vec::len).max().unwrap_or_default();
    let mut line = 0;
    for at in 0..most {
        let texts: Vec<String> = columns
            .iter()
            .map(|column| column.get(at).copied().unwrap_or_default().replace('#', "\n"))
            .collect();
        if texts.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        if line >= MOST_LINES {
            return Err(ReadError::TooLarge(format!("家庭成员超过 {MOST_LINES} 人")));
        }
        for (label, text) in KIN.iter().zip(&texts) {
            card.put_on(line, &[FAMILY, label], text);
        }
        line += 1;
    }
    Ok(())
}
