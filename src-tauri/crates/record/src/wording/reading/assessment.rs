//! 年度考核结果 as one text → one row for each year.

use std::collections::BTreeMap;

use super::scan::{digits, is_dash, skip};
use super::{Known, Told, Unread};
use crate::declaration::{half_width, is_blank};
use crate::dictionary::{Set, Table};
use crate::value::{Row, Value};

/// Words that say nothing more than that this is an assessment.
const FILLERS: [&str; 24] = [
    "年度考核",
    "年终考核",
    "年度",
    "考核",
    "结果",
    "结论",
    "等次",
    "等级",
    "档次",
    "确定为",
    "评定为",
    "被评为",
    "评为",
    "定为",
    "连续",
    "均",
    "都",
    "皆",
    "全部",
    "为",
    "是",
    "年",
    "其中",
    "的",
];

/// Conclusions that may have a reason behind them: 不定等次, 未参加.
const WITH_REASON: [&str; 2] = ["5", "6"];

/// A year and its conclusion.
struct Graded {
    code: String,
    reason: Option<String>,
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    years: Vec<u16>,
    /// Whether conclusions stand before their years; settled by what comes first.
    grade_first: Option<bool>,
    /// The conclusion whose years follow.
    waiting: Option<String>,
    /// 分别: one conclusion for each year, in order.
    each: bool,
    last: Option<u16>,
    graded: BTreeMap<u16, Graded>,
}

pub(super) fn read(set: &'static Set, text: &str, known: &Known<'_>) -> Result<Told, Unread> {
    let Some(table) = set.item("conclusion").and_then(|item| item.table()) else {
        return Ok(Told::default());
    };
    let mut reader = Reader::default();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let before = rest.len();
        rest = reader.step(table, rest, next, known)?;
        debug_assert!(rest.len() < before, "every step takes something");
    }
    reader.close(text)?;
    let rows = reader
        .graded
        .into_iter()
        .map(|(year, graded)| row(set, year, graded));
    Ok(Told {
        rows: rows.collect(),
        problems: Vec::new(),
    })
}

fn row(set: &'static Set, year: u16, graded: Graded) -> Row {
    let mut row = Row::new(set);
    row.put("year", Value::Int(i64::from(year)));
    row.put("conclusion", Value::Code(graded.code));
    row.put("reason", graded.reason.map(Value::Text));
    row
}

impl Reader {
    /// Takes the next word of the text.
    fn step<'t>(
        &mut self,
        table: &Table,
        rest: &'t str,
        next: char,
        known: &Known<'_>,
    ) -> Result<&'t str, Unread> {
        let after = rest.get(next.len_utf8()..).unwrap_or_default();
        if half_width(next).is_ascii_digit() {
            return self.years(rest);
        }
        if let Some((spelling, code)) = grade(table, rest) {
            self.grade(code, rest)?;
            return Ok(rest.get(spelling..).unwrap_or_default());
        }
        if let Some((count, after)) = recent(rest) {
            self.recent(count, rest, known)?;
            return Ok(after);
        }
        if let Some(after) = rest.strip_prefix("分别") {
            self.each = true;
            return Ok(after);
        }
        if matches!(next, '（' | '(') {
            return Ok(self.reason(after).unwrap_or(after));
        }
        if let Some(after) = FILLERS.iter().find_map(|word| rest.strip_prefix(word)) {
            return Ok(after);
        }
        let is_mark = matches!(
            next,
            '，' | ','
                | '；'
                | ';'
                | '。'
                | '、'
                | '：'
                | ':'
                | '.'
                | '．'
                | '）'
                | ')'
                | '/'
                | '和'
                | '及'
                | '与'
                | '“'
                | '”'
        );
        if is_mark || is_blank(next) {
            return Ok(after);
        }
        Err(Unread::new(rest, "读不懂"))
    }

    /// A year, or a span of years.
    fn years<'t>(&mut self, text: &'t str) -> Result<&'t str, Unread> {
        let (first, rest) = self.year(text)?;
        let behind = skip(rest);
        let dashed = behind.trim_start_matches(|c| is_dash(c) || matches!(c, '至' | '到'));
        let is_span =
            dashed.len() < behind.len() && skip(dashed).starts_with(|c| half_width(c).is_ascii_digit());
        self.grade_first.get_or_insert(false);
        self.years.push(first);
        if !is_span {
            return Ok(rest);
        }
        let (last, end) = self.year(skip(dashed))?;
        if last <= first || last - first > 40 {
            return Err(Unread::new(text, "年度的起止不对"));
        }
        self.years.extend(first + 1..=last);
        Ok(end)
    }

    /// 2018年, or 19年 behind a year of the same century; the words 年 and 年度 go with it.
    fn year<'t>(&self, text: &'t str) -> Result<(u16, &'t str), Unread> {
        let (number, count, rest) = digits(text);
        let number = u16::try_from(number).unwrap_or_default();
        let year = match (count, self.years.last()) {
            (4, _) => Some(number),
            (2, Some(last)) => Some(last / 100 * 100 + number).filter(|year| year > last),
            _ => None,
        };
        let year = year.filter(|year| (1950..=2100).contains(year));
        let year = year.ok_or_else(|| Unread::new(text, "看不出是哪一年度"))?;
        let rest = skip(rest);
        let rest = rest
            .strip_prefix("年度")
            .or_else(|| rest.strip_prefix('年'))
            .unwrap_or(rest);
        Ok((year, rest))
    }

    /// A conclusion: of the years before it, or of those that follow.
    fn grade(&mut self, code: String, at: &str) -> Result<(), Unread> {
        if *self.grade_first.get_or_insert(true) {
            self.settle_waiting(at)?;
            self.waiting = Some(code);
            return Ok(());
        }
        if self.years.is_empty() {
            return Err(Unread::new(at, "没有写明年度"));
        }
        let count = if self.each { 1 } else { self.years.len() };
        let years: Vec<u16> = self.years.drain(..count).collect();
        self.each &= !self.years.is_empty();
        self.put(&years, &code, at)
    }

    fn settle_waiting(&mut self, at: &str) -> Result<(), Unread> {
        let Some(code) = self.waiting.take() else {
            return Ok(());
        };
        if self.years.is_empty() {
            return Err(Unread::new(at, "没有写明年度"));
        }
        let years = std::mem::take(&mut self.years);
        self.put(&years, &code, at)
    }

    fn put(&mut self, years: &[u16], code: &str, at: &str) -> Result<(), Unread> {
        for year in years {
            let graded = Graded {
                code: code.to_owned(),
                reason: None,
            };
            let before = self.graded.insert(*year, graded);
            if before.is_some_and(|before| before.code != code) {
                return Err(Unread::new(at, "同一年度有两个结论"));
            }
            self.last = Some(*year);
        }
        Ok(())
    }

    /// 不定等次（试用期）: the words in brackets are the reason.
    fn reason<'t>(&mut self, inside: &'t str) -> Option<&'t str> {
        let (reason, after) = inside.split_once(['）', ')'])?;
        let plain = reason.trim_matches(is_blank);
        let graded = self.last.and_then(|year| self.graded.get_mut(&year))?;
        let takes =
            WITH_REASON.contains(&graded.code.as_str()) && self.years.is_empty() && graded.reason.is_none();
        if !takes || plain.is_empty() || plain.contains(|c| half_width(c).is_ascii_digit()) {
            return None;
        }
        graded.reason = Some(plain.to_owned());
        Some(after)
    }

    /// 近三年: counted from the day the sheet was filled in, if that is known.
    fn recent(&mut self, count: u16, at: &str, known: &Known<'_>) -> Result<(), Unread> {
        let Some(filled) = known.filled else {
            return Err(Unread::new(at, "没有写明是哪几年"));
        };
        self.grade_first.get_or_insert(false);
        self.years.extend(filled.year() - count..filled.year());
        Ok(())
    }

    fn close(&mut self, text: &str) -> Result<(), Unread> {
        self.settle_waiting(text)?;
        if self.years.is_empty() {
            Ok(())
        } else {
            Err(Unread::new(text, "有的年度没有结论"))
        }
    }
}

/// The conclusion a text begins with: 不称职 before 称职, 未参加考核 before 未参加.
fn grade(table: &Table, text: &str) -> Option<(usize, String)> {
    let ends = text
        .char_indices()
        .map(|(at, character)| at + character.len_utf8())
        .take(8);
    let mut longest = None;
    for end in ends {
        let spelling = text.get(..end)?;
        if let crate::Meaning::Label(code) | crate::Meaning::Spelling(code) = table.meaning(spelling)
            && !spelling.starts_with(is_blank)
        {
            longest = Some((end, code.code.clone()));
        }
    }
    longest
}

/// 近三年, 近3年.
fn recent(text: &str) -> Option<(u16, &str)> {
    let rest = text.strip_prefix('近')?;
    let count = rest.chars().next()?;
    let number = match half_width(count) {
        '一' | '1' => 1,
        '二' | '两' | '2' => 2,
        '三' | '3' => 3,
        '四' | '4' => 4,
        '五' | '5' => 5,
        _ => return None,
    };
    let rest = rest.get(count.len_utf8()..)?.strip_prefix('年')?;
    Some((number, rest.strip_prefix('来').unwrap_or(rest)))
}
