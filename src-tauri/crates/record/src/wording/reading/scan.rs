//! Dates and stretches of time at the beginning of a text, in every notation clerks write them in.

use crate::date::PartialDate;
use crate::declaration::{half_width, is_blank};

/// A stretch of time and the text behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'t> {
    /// When it began.
    pub started: PartialDate,
    /// When it ended; `None` while it lasts.
    pub ended: Option<PartialDate>,
    /// What stands behind it.
    pub rest: &'t str,
}

/// The text without blanks before it.
pub(super) fn skip(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// The digits a text begins with: their number, how many there are, and the rest.
pub(super) fn digits(text: &str) -> (u32, usize, &str) {
    let (mut number, mut count) = (0u32, 0usize);
    for (at, character) in text.char_indices() {
        match half_width(character).to_digit(10) {
            Some(digit) if count < 9 => {
                number = number * 10 + digit;
                count += 1;
            }
            _ => return (number, count, text.get(at..).unwrap_or_default()),
        }
    }
    (number, count, "")
}

/// The date a text begins with, and the rest: 2004, 2004.08, 200408, 2004年8月, 2004-08-01 and the like.
pub(super) fn date(text: &str) -> Option<(PartialDate, &str)> {
    let (number, count, rest) = digits(text);
    let year = |number: u32| {
        u16::try_from(number)
            .ok()
            .filter(|year| (1900..=2100).contains(year))
    };
    let small = |number: u32| u8::try_from(number % 100).unwrap_or(u8::MAX);
    match count {
        4 => after_year(year(number)?, rest),
        6 => {
            let rest = rest.strip_prefix('月').unwrap_or(rest);
            Some((PartialDate::month_of(year(number / 100)?, small(number))?, rest))
        }
        8 => Some((
            PartialDate::day(year(number / 10_000)?, small(number / 100), small(number))?,
            rest,
        )),
        _ => None,
    }
}

fn after_year(year: u16, rest: &str) -> Option<(PartialDate, &str)> {
    if let Some(after) = skip(rest).strip_prefix('年') {
        return after_year_word(year, after);
    }
    let mark = rest.chars().next().filter(|mark| is_date_mark(*mark));
    let Some(mark) = mark else {
        return Some((PartialDate::year_only(year)?, rest));
    };
    let after = rest.get(mark.len_utf8()..)?;
    let (month, count, after) = digits(after);
    if !(1..=2).contains(&count) {
        return Some((PartialDate::year_only(year)?, rest));
    }
    let month = u8::try_from(month).ok()?;
    if after.starts_with(mark) {
        let (day, count, end) = digits(after.get(mark.len_utf8()..)?);
        if (1..=2).contains(&count) {
            return Some((PartialDate::day(year, month, u8::try_from(day).ok()?)?, end));
        }
    }
    let end = after.strip_prefix('月').unwrap_or(after);
    let end = end.strip_prefix(['.', '．']).unwrap_or(end);
    Some((PartialDate::month_of(year, month)?, end))
}

fn after_year_word(year: u16, after: &str) -> Option<(PartialDate, &str)> {
    let (month, count, rest) = digits(skip(after));
    if !(1..=2).contains(&count) {
        return Some((PartialDate::year_only(year)?, after));
    }
    let small = |number: u32| u8::try_from(number).ok();
    let Some(rest) = skip(rest).strip_prefix('月') else {
        // 2004年08—2009年12: the word is missing, the month is not
        let is_month = skip(rest).starts_with(is_dash);
        return match is_month {
            true => Some((PartialDate::month_of(year, small(month)?)?, rest)),
            false => Some((PartialDate::year_only(year)?, after)),
        };
    };
    let (day, count, end) = digits(skip(rest));
    match skip(end).strip_prefix(['日', '号']) {
        Some(end) if (1..=2).contains(&count) => {
            Some((PartialDate::day(year, small(month)?, small(day)?)?, end))
        }
        _ => Some((PartialDate::month_of(year, small(month)?)?, rest)),
    }
}

fn is_date_mark(mark: char) -> bool {
    matches!(half_width(mark), '.' | '。' | '·' | '・' | '/' | '-')
}

/// Dashes of every length and width that stand between two dates.
pub(super) fn is_dash(character: char) -> bool {
    matches!(
        half_width(character),
        '-' | '‐' | '‑' | '–' | '—' | '―' | '─' | '━' | '~' | '〜' | '∼' | '−' | '﹣' | '﹘' | '→'
    )
}

const NOW: [&str; 7] = ["今", "现在", "目前", "迄今", "present", "Present", "PRESENT"];

/// Blanks that stand for the second date in the notation of the form: what follows them is text, even if it begins with a year.
const EMPTY_COLUMN: usize = 7;

/// The stretch of time a text begins with: two dates, or one with a dash behind it while it lasts.
pub fn stretch(text: &str) -> Option<Stretch<'_>> {
    let (started, rest) = date(skip(text))?;
    let rest = skip(rest);
    let rest = rest.strip_prefix('起').map_or(rest, skip);
    let mut after = rest;
    let (mut dashed, mut worded, mut blanks) = (false, false, 0);
    while let Some(next) = after.chars().next() {
        match next {
            _ if is_dash(next) => (dashed, blanks) = (true, 0),
            '至' | '到' if !worded => worded = true,
            _ if is_blank(next) => blanks += 1,
            _ => break,
        }
        after = after.get(next.len_utf8()..)?;
    }
    if !dashed && !worded {
        return one_for_a_dash(started, rest);
    }
    if dashed && blanks >= EMPTY_COLUMN {
        return Some(Stretch {
            started,
            ended: None,
            rest: after,
        });
    }
    if let Some(rest) = NOW.iter().find_map(|now| after.strip_prefix(now))
        && (worded || rest.is_empty() || !rest.starts_with(char::is_alphanumeric))
    {
        return Some(Stretch {
            started,
            ended: None,
            rest,
        });
    }
    let (_, count, _) = digits(after);
    match date(after) {
        Some((ended, rest)) => Some(Stretch {
            started,
            ended: Some(ended),
            rest,
        }),
        // 2004.08--12 and 2004.08到某局 are no stretches; 2009.12--  110指挥中心 is one that lasts
        None if worded || matches!(count, 1 | 2 | 4 | 6 | 8) => None,
        None => Some(Stretch {
            started,
            ended: None,
            rest: after,
        }),
    }
}

/// A text that is a stretch of time and nothing else; the second date may leave out what it shares with the first
/// (2019.03.01-03.15, 2019年3月1日至15日).
pub fn span(text: &str) -> Option<Stretch<'_>> {
    let text = text.trim_matches(is_blank);
    if let Some(found) = stretch(text).filter(|found| skip(found.rest).is_empty()) {
        return Some(found);
    }
    let (started, rest) = date(text)?;
    let dashed = skip(rest).trim_start_matches(|c| is_dash(c) || matches!(c, '至' | '到') || is_blank(c));
    if dashed.len() == skip(rest).len() {
        return None;
    }
    let ended = shortened(started, dashed)?;
    Some(Stretch {
        started,
        ended: Some(ended),
        rest: "",
    })
}

/// 03.15, 3月15日, 15日 behind a full date; 9月 behind a month.
fn shortened(started: PartialDate, text: &str) -> Option<PartialDate> {
    let (first, count, rest) = digits(text);
    let small = |number: u32| u8::try_from(number).ok();
    if !(1..=2).contains(&count) {
        return None;
    }
    let of_day = started.day_of_month().is_some();
    if matches!(rest, "月" | "月份") {
        return (!of_day).then(|| PartialDate::month_of(started.year(), small(first)?))?;
    }
    if matches!(rest, "" | "日" | "号") {
        return of_day.then(|| PartialDate::day(started.year(), started.month()?, small(first)?))?;
    }
    let rest = rest.strip_prefix(|c| is_date_mark(c) || c == '月')?;
    let (second, count, end) = digits(rest);
    let ends = (1..=2).contains(&count) && matches!(end, "" | "日" | "号");
    (ends && of_day).then(|| PartialDate::day(started.year(), small(first)?, small(second)?))?
}

/// 2004.08一2009.12: the numeral one typed for a dash.
fn one_for_a_dash(started: PartialDate, rest: &str) -> Option<Stretch<'_>> {
    let (ended, rest) = date(skip(rest.strip_prefix('一')?))?;
    Some(Stretch {
        started,
        ended: Some(ended),
        rest,
    })
}

/// 1. 1、 （1） before a sentence.
pub(super) fn without_number(sentence: &str) -> &str {
    let (_, count, rest) = digits(sentence.trim_start_matches(['(', '（']));
    let behind = rest.trim_start_matches(['.', '．', '、', ')', '）']);
    if (1..=2).contains(&count) && behind.len() < rest.len() {
        skip(behind)
    } else {
        sentence.trim_start_matches(|c| ('①'..='⑳').contains(&c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_of_a_stretch() {
        for (text, started, ended, rest) in [
            ("2004.08--2009.12  某局", "2004-08", "2009-12", "某局"),
            ("2004.08-2009.12某局", "2004-08", "2009-12", "某局"),
            ("2004.8—2009.12 某局", "2004-08", "2009-12", "某局"),
            ("2004.08——2009.12 某局", "2004-08", "2009-12", "某局"),
            ("2004．08－2009．12　某局", "2004-08", "2009-12", "某局"),
            ("２００４.０８～２００９.１２某局", "2004-08", "2009-12", "某局"),
            ("2004.08~2009.12 某局", "2004-08", "2009-12", "某局"),
            ("2004.08至2009.12 某局", "2004-08", "2009-12", "某局"),
            ("2004.08–2009.12 某局", "2004-08", "2009-12", "某局"),
            ("2004.08一2009.12 某局", "2004-08", "2009-12", "某局"),
            ("200408--200912 某局", "2004-08", "2009-12", "某局"),
            ("20040801-20091231 某局", "2004-08-01", "2009-12-31", "某局"),
            ("2004-08-2009-12 某局", "2004-08", "2009-12", "某局"),
            ("2004-08-01-2009-12-31 某局", "2004-08-01", "2009-12-31", "某局"),
            ("2004/8-2009/12 某局", "2004-08", "2009-12", "某局"),
            ("2004年8月—2009年12月 某局", "2004-08", "2009-12", "某局"),
            (
                "2004年8月1日至2009年12月31日 某局",
                "2004-08-01",
                "2009-12-31",
                "某局",
            ),
            ("2004 年 8 月 至 2009 年 12 月 某局", "2004-08", "2009-12", "某局"),
            ("2004年--2009年 某局", "2004", "2009", "某局"),
            ("2004--2009 某局", "2004", "2009", "某局"),
            ("2009.12--         某局", "2009-12", "", "某局"),
            ("2009.12-- 110指挥中心", "2009-12", "", "110指挥中心"),
            ("2009.12至今 某局", "2009-12", "", "某局"),
            ("2009.12至今某局", "2009-12", "", "某局"),
            ("2009.12起至今 某局", "2009-12", "", "某局"),
            ("2009.12--至今 某局", "2009-12", "", "某局"),
            ("2009.12-现在 某局", "2009-12", "", "某局"),
            ("2009年12月—今　某局", "2009-12", "", "某局"),
        ] {
            let found = stretch(text).unwrap_or_else(|| panic!("{text} begins with a stretch of time"));
            assert_eq!(found.started.to_string(), started, "{text}");
            assert_eq!(
                found.ended.map(|date| date.to_string()).unwrap_or_default(),
                ended,
                "{text}"
            );
            assert_eq!(skip(found.rest), rest, "{text}");
        }
        for text in [
            "2004.08 某局",
            "2004.08--12 某局",
            "2004.13--2005.01",
            "2004.08到某局工作",
            "",
            "某局",
            "04.08--09.12 某局",
            "2004.08--2009.13 某局",
            "3000米",
            "2004年度考核",
        ] {
            assert_eq!(stretch(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_with_two_dates() {
        for (text, started, ended) in [
            ("2019.03—2019.05", "2019-03", "2019-05"),
            ("2019.03.01-2019.03.15", "2019-03-01", "2019-03-15"),
            ("2019.03.01-03.15", "2019-03-01", "2019-03-15"),
            ("2019年3月1日至15日", "2019-03-01", "2019-03-15"),
            ("2019年3月1日-4月2日", "2019-03-01", "2019-04-02"),
            ("2019年3月至5月", "2019-03", "2019-05"),
            ("2019.03至今", "2019-03", ""),
        ] {
            let found = span(text).unwrap_or_else(|| panic!("{text} is a stretch of time"));
            let ended_at = found.ended.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!(
                (found.started.to_string().as_str(), ended_at.as_str()),
                (started, ended),
                "{text}"
            );
        }
        for text in [
            "2019.03",
            "2019.03-05-",
            "2019.03.01-03.32",
            "2019.03--2019.05 某班",
            "某班",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
