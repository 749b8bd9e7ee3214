//! From what is written to a value: the same reading for a cell of a spreadsheet and for a field of the entry form.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::date::{self, DateHints, PartialDate};
use crate::declaration::{Kind, is_blank, plain_spelling};
use crate::dictionary::{Item, Meaning, Table};
use crate::id_number::IdNumber;
use crate::name;
use crate::problem::{Problem, ProblemCode};
use crate::text::{
    half_width_text, is_blank_mark, is_ditto_mark, is_private, is_unknown_mark, squeezed, trimmed, unbroken,
};
use crate::value::{Reference, Value};

/// Something written, as the medium tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Written<'a> {
    /// Nothing.
    Blank,
    /// Text.
    Text(&'a str),
    /// A number, with the decimals its cell format shows (`None` for the general format).
    Number {
        /// The number.
        value: f64,
        /// Decimals shown.
        decimals: Option<u8>,
    },
    /// A date cell, known to what its format shows.
    Day(PartialDate),
    /// TRUE or FALSE.
    Truth(bool),
    /// An Excel error such as #REF!.
    Fault(&'a str),
}

/// Evidence and bounds for the reading of one item.
pub type Hints = DateHints;

/// What was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The value; `None` when blank or not certain.
    pub value: Option<Value>,
    /// What is unusual or wrong.
    pub problems: Vec<Problem>,
}

impl Reading {
    fn of(value: Value) -> Self {
        Self {
            value: Some(value),
            problems: Vec::new(),
        }
    }

    fn refused(problem: Problem) -> Self {
        Self {
            value: None,
            problems: vec![problem],
        }
    }

    /// Whether something written could not be stored.
    pub fn is_refused(&self) -> bool {
        self.value.is_none()
            && self
                .problems
                .iter()
                .any(|problem| problem.severity == crate::Severity::Error)
    }
}

/// What stands where something protected is hidden. It is never a value.
pub const MASK: &str = "●●●";

/// The longest text an item takes, in characters: what an Excel cell can hold.
pub const LONGEST_TEXT: usize = 32_767;

impl Item {
    /// Reads what is written as a value of this item. Nothing is guessed: what is not certain is refused with the reason.
    pub fn read(&self, written: Written<'_>, hints: &Hints) -> Reading {
        match (&self.kind, written) {
            (_, Written::Blank) => Reading::default(),
            // copied from where it is hidden: it says nothing, and what is kept stays
            (_, Written::Text(text)) if text.trim() == MASK => Reading::refused(Problem::error(
                ProblemCode::ValueMasked,
                text,
                format!("“{MASK}”是遮盖的内容，没有读入，原有内容不变"),
            )),
            (Kind::Date, _) => {
                let reading = date::read(written, hints);
                Reading {
                    value: reading.date.map(Value::Date),
                    problems: reading.problem.into_iter().collect(),
                }
            }
            (_, Written::Fault(text)) => Reading::refused(Problem::error(
                ProblemCode::ValueFault,
                text,
                format!("单元格显示为错误值 {text}，未保存，请在原表中改正"),
            )),
            (Kind::Id, Written::Number { value, .. }) => id(IdNumber::read_numeric(value)),
            (_, Written::Number { value, decimals }) => self.read_number(value, decimals),
            (_, Written::Truth(yes)) => self.read_text(if yes { "是" } else { "否" }),
            (_, Written::Day(day)) => self.read_text(&day.dotted()),
            (_, Written::Text(text)) => self.read_text(text),
        }
    }

    fn read_number(&self, value: f64, decimals: Option<u8>) -> Reading {
        let shown = match decimals {
            Some(decimals) => format!("{value:.*}", usize::from(decimals.min(10))),
            None => format!("{value}"),
        };
        match self.kind {
            Kind::Int | Kind::Dec | Kind::Year | Kind::Bool => self.read_text(&format!("{value}")),
            Kind::Text | Kind::Long | Kind::Place | Kind::Unit | Kind::Person => {
                let mut reading = self.read_text(&shown);
                let message = format!("单元格是数字，已按文本“{shown}”保存");
                reading
                    .problems
                    .push(Problem::info(ProblemCode::ValueNumberAsText, shown, message));
                reading
            }
            _ => self.read_text(&shown),
        }
    }

    fn read_text(&self, written: &str) -> Reading {
        if self.set == "person" && self.code == "name" || self.kind == Kind::Person {
            return self.read_name(written);
        }
        let plain = squeezed(written);
        if plain.is_empty() {
            return Reading::default();
        }
        if let Some(refused) = self.mark(written, &plain) {
            return refused;
        }
        match &self.kind {
            Kind::Blob => picture(written, &plain, &self.label),
            Kind::Text if is_rounded(&plain) => Reading::refused(Problem::error(
                ProblemCode::ValueInvalid,
                written,
                format!("“{plain}”是表格软件把长数字改写后的样子，未保存；请把这一栏设成文本后重新填写"),
            )),
            Kind::Text if is_title(self) => self.read_title(written, &plain),
            Kind::Text | Kind::Place => kept(unbroken(trimmed(written)), written, Value::Text),
            Kind::Long => kept(with_line_feeds(trimmed(written)), written, Value::Text),
            Kind::Unit | Kind::Row(_) => kept(unbroken(trimmed(written)), written, |label| {
                Value::Reference(Reference { id: None, label })
            }),
            Kind::Person => self.read_name(written),
            Kind::Id => id(IdNumber::read(written)),
            Kind::Int | Kind::Year | Kind::Dec => self.read_figure(written, &plain),
            Kind::Bool => truth(written, &plain),
            Kind::Date => Reading::default(),
            Kind::Code(_) => self
                .table()
                .map_or_else(Reading::default, |table| code(table, written, &self.label)),
            Kind::Codes(_) => self
                .table()
                .map_or_else(Reading::default, |table| codes(table, written, &self.label)),
        }
    }

    /// A title. Several posts with their times in one cell are no title; one time beside it is told.
    fn read_title(&self, written: &str, plain: &str) -> Reading {
        let plain = half_width_text(plain);
        let months = months_in(&plain);
        if months.len() > 1 || months.first() == Some(&0) {
            let message = format!(
                "{}“{}”里写了时间，像是几段任职，未保存；请把职务和任职时间分栏填写，一段一行",
                self.label,
                trimmed(written)
            );
            return Reading::refused(Problem::error(ProblemCode::ValueInvalid, written, message));
        }
        let mut reading = kept(unbroken(trimmed(written)), written, Value::Text);
        if !months.is_empty() {
            let message = format!("{}里写有时间，已原样保存，请核对", self.label);
            reading
                .problems
                .push(Problem::warning(ProblemCode::ValueNote, written, message));
        }
        reading
    }

    /// Marks for "nothing", "not known" and "as above", which are no values of any item.
    fn mark(&self, written: &str, plain: &str) -> Option<Reading> {
        let plain = half_width_text(plain);
        if self
            .table()
            .is_some_and(|table| table.meaning(written) != Meaning::Unknown)
        {
            return None;
        }
        // in answer to 有无… this is an answer
        let is_answer = self.kind == Kind::Bool && plain == "无";
        if is_blank_mark(&plain) && !is_answer {
            let problem = Problem::info(
                ProblemCode::ValueBlankMark,
                written,
                format!("“{plain}”按未填处理"),
            );
            return Some(Reading {
                value: None,
                problems: vec![problem],
            });
        }
        if is_unknown_mark(&plain) {
            let message = format!("写作“{plain}”，{}未保存，请查明后填写", self.label);
            return Some(Reading::refused(Problem::error(
                ProblemCode::ValueUnknown,
                written,
                message,
            )));
        }
        if is_ditto_mark(&plain) {
            let message = format!("写作“同上”，{}未保存，请填写具体内容", self.label);
            return Some(Reading::refused(Problem::error(
                ProblemCode::ValueDitto,
                written,
                message,
            )));
        }
        None
    }

    fn read_name(&self, written: &str) -> Reading {
        let (name, problems) = name::read(written);
        let value = name.map(|name| {
            if self.kind == Kind::Person {
                Value::Reference(Reference {
                    id: None,
                    label: name,
                })
            } else {
                Value::Text(name)
            }
        });
        Reading { value, problems }
    }

    fn read_figure(&self, written: &str, plain: &str) -> Reading {
        let mut figure = half_width_text(plain).replace(',', "");
        if let Some(unit) = &self.unit {
            figure = figure.trim_end_matches(unit.as_str()).to_owned();
        }
        if self.kind == Kind::Year {
            figure = figure.trim_end_matches(['年', '度']).to_owned();
        }
        let number: Option<f64> = figure.parse().ok().filter(|number: &f64| number.is_finite());
        let value = match (&self.kind, number) {
            (Kind::Dec | Kind::Int, Some(number)) if number < 0.0 => None,
            (Kind::Dec, Some(number)) => Some(Value::Dec(number)),
            (Kind::Year, Some(year)) if (1900.0..=2200.0).contains(&year) && year.fract() == 0.0 => {
                Some(Value::Int(year as i64))
            }
            (Kind::Int, Some(number)) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Some(Value::Int(number as i64))
            }
            _ => None,
        };
        let wanted = match self.kind {
            Kind::Year => "四位年份",
            Kind::Int => "整数",
            _ => "数字",
        };
        value.map_or_else(
            || {
                Reading::refused(Problem::error(
                    ProblemCode::ValueInvalid,
                    written,
                    format!("{}“{}”不是{wanted}，未保存", self.label, trimmed(written)),
                ))
            },
            Reading::of,
        )
    }
}

fn is_title(item: &Item) -> bool {
    item.code == "title" && item.set == "post"
}

/// Where months stand in a text: 2018.05, 2018年5月.
fn months_in(plain: &str) -> Vec<usize> {
    let bytes = plain.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let begins = |at: usize| {
        let year = plain
            .get(at..at + 4)
            .filter(|year| year.starts_with("19") || year.starts_with("20"));
        let is_year = year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let rest = plain.get(at + 4..).unwrap_or_default();
        let sign = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '.' | '年' | '/' | '-'));
        let before = at.checked_sub(1).is_some_and(is_digit);
        is_year && !before && sign.is_some_and(|sign| is_digit(at + 4 + sign.len_utf8()))
    };
    (0..bytes.len()).filter(|at| begins(*at)).collect()
}

/// 1.38E+10: what a spreadsheet program shows of a long number; its last digits are gone.
fn is_rounded(plain: &str) -> bool {
    let plain = half_width_text(plain);
    let Some((digits, power)) = plain.split_once(['E', 'e']) else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let power = power.strip_prefix('+').unwrap_or(power);
    whole.len() == 1 && is_number(whole) && is_number(fraction) && power.len() <= 2 && is_number(power)
}

fn id(reading: crate::id_number::IdReading) -> Reading {
    Reading {
        value: reading
            .number
            .map(|number| Value::Text(number.as_str().to_owned())),
        problems: reading.problems,
    }
}

/// Line breaks of every kind as line feeds.
fn with_line_feeds(text: Cow<'_, str>) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    }
}

fn kept(text: String, written: &str, make: impl Fn(String) -> Value) -> Reading {
    let mut problems = Vec::new();
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Reading::refused(Problem::error(
            ProblemCode::ValueTooLong,
            written.chars().take(40).collect::<String>(),
            "内容超过 32767 字，未保存",
        ));
    }
    character_problems(&text, &mut problems);
    Reading {
        value: Some(make(text)),
        problems,
    }
}

/// A picture stands in a cell by its digest, when a file brought one; what somebody wrote there is none.
fn picture(written: &str, plain: &str, label: &str) -> Reading {
    let is_digest = plain.len() == 64
        && plain
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_digest {
        return Reading::of(Value::Text(plain.to_owned()));
    }
    let message = format!("{label}“{}”不是图片，未保存", trimmed(written));
    Reading::refused(Problem::error(ProblemCode::ValueInvalid, written, message))
}

/// Flags characters that will not look the same elsewhere; the text itself is kept as it is.
pub(crate) fn character_problems(text: &str, problems: &mut Vec<Problem>) {
    if text.chars().any(is_private) {
        problems.push(Problem::warning(
            ProblemCode::CharacterPrivate,
            text,
            "含有造字（私用区字符），换一台电脑可能显示成别的字，已原样保存，请改用规范汉字",
        ));
    }
    if text.contains('\u{fffd}') {
        problems.push(Problem::warning(
            ProblemCode::CharacterLost,
            text,
            "含有无法识别的字符，原文件可能已丢字，请核对",
        ));
    }
}

fn truth(written: &str, plain: &str) -> Reading {
    match plain_spelling(plain).as_str() {
        "是" | "有" | "√" | "Y" | "YES" | "TRUE" | "1" | "对" => Reading::of(Value::Bool(true)),
        "否" | "无" | "没有" | "×" | "X" | "N" | "NO" | "FALSE" | "0" | "不是" => {
            Reading::of(Value::Bool(false))
        }
        _ => Reading::refused(Problem::error(
            ProblemCode::ValueInvalid,
            written,
            format!("“{plain}”不是“是”或“否”，未保存"),
        )),
    }
}

fn code(table: &Table, written: &str, label: &str) -> Reading {
    match table.meaning(written) {
        Meaning::Nothing => Reading::default(),
        Meaning::Label(code) => Reading::of(Value::Code(code.code.clone())),
        Meaning::Spelling(code) => {
            let mut reading = Reading::of(Value::Code(code.code.clone()));
            if squeezed(written) != code.label || written.chars().any(is_blank) {
                let message = format!("{label}“{}”按“{}”保存", trimmed(written), code.label);
                reading
                    .problems
                    .push(Problem::info(ProblemCode::CodeSpelling, written, message));
            }
            reading
        }
        Meaning::Unknown => Reading::refused(Problem::error(
            ProblemCode::CodeUnknown,
            written,
            format!(
                "{label}“{}”不在代码表“{}”中，未保存，请选择规范的写法",
                trimmed(written),
                table.label
            ),
        )),
    }
}

fn codes(table: &Table, written: &str, label: &str) -> Reading {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut problems = Vec::new();
    for part in written
        .split(['、', '，', ',', ';', '；', '/', '\n', ' ', '\u{3000}'])
        .filter(|part| !squeezed(part).is_empty())
    {
        let reading = code(table, part, label);
        problems.extend(reading.problems);
        if let Some(Value::Code(code)) = reading.value {
            let order = table.by_code(&code).map_or(usize::MAX, |row| row.order);
            if !found.iter().any(|(_, known)| *known == code) {
                found.push((order, code));
            }
        }
    }
    found.sort();
    let value = (!found.is_empty()).then(|| Value::Codes(found.into_iter().map(|(_, code)| code).collect()));
    Reading { value, problems }
}
