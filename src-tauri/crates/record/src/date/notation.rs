//! Every notation of a date that clerks write, read by one parser. What cannot be read with certainty is not stored.

use std::borrow::Cow;

use super::spelling::{Numbers, core_of, is_about, is_lunar, note_of, numbers_of, without_time};
use super::{PartialDate, Precision};
use crate::problem::{Problem, ProblemCode};
use crate::reading::Written;
use crate::text::{half_width_text, is_blank_mark, is_ditto_mark, is_unknown_mark, squeezed};

/// Evidence that resolves what a notation leaves open.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateHints {
    /// The day behind which everything lies in the future: a two-digit year never lands there.
    pub latest: Option<PartialDate>,
    /// The date cannot be earlier (the birth, for everything but the birth).
    pub not_before: Option<PartialDate>,
    /// The date as another document has it (the identity number, for the birth).
    pub exact: Option<PartialDate>,
    /// The text comes from a place that drops trailing zeros (a CSV column of numbers), so `1975.1` may be October.
    pub zeros_dropped: bool,
}

/// What a written date turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateReading {
    /// The date, when it is certain.
    pub date: Option<PartialDate>,
    /// What is unusual or wrong; an error means the date is not stored.
    pub problem: Option<Problem>,
}

impl DateReading {
    fn certain(date: PartialDate) -> Self {
        Self {
            date: Some(date),
            problem: None,
        }
    }

    fn refused(code: ProblemCode, read: &str, message: impl Into<String>) -> Self {
        Self {
            date: None,
            problem: Some(Problem::error(code, read, message)),
        }
    }
}

/// The longest life the century of a two-digit year is judged by, in years.
const LONGEST_LIFE: u16 = 110;

/// A number shown as a date before this year is none: 1974 in a cell for dates is shown as a day of 1905, 0 and 1 as the
/// first days of the calendar.
const FIRST_CELL_YEAR: u16 = 1911;

/// What programs write in the place of no date: year, month and day.
const NO_DATES: [(u16, u8, u8); 7] = [
    (1, 1, 1),
    (1753, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1900, 1, 0),
    (1900, 1, 1),
    (9999, 12, 31),
];

/// Reads a date from a cell or a field.
pub fn read(written: Written<'_>, hints: &DateHints) -> DateReading {
    match written {
        Written::Blank => DateReading::default(),
        Written::Text(text) => read_text(text, hints),
        Written::Number { value, decimals } => read_number(value, decimals, hints),
        Written::Day(date) if date.year() < FIRST_CELL_YEAR => DateReading::refused(
            ProblemCode::DateInvalid,
            &date.dotted(),
            format!(
                "单元格的日期是 {}，多半是把年份输进了日期格式的单元格，或者是空值，未保存；请核对后填写",
                date.dotted()
            ),
        ),
        Written::Day(date) => DateReading::certain(date),
        Written::Truth(value) => invalid(if value { "TRUE" } else { "FALSE" }),
        Written::Fault(text) => DateReading::refused(
            ProblemCode::ValueFault,
            text,
            format!("单元格显示为错误值 {text}，未保存，请在原表中改正"),
        ),
    }
}

fn read_text(written: &str, hints: &DateHints) -> DateReading {
    let squeezed = squeezed(without_time(written));
    let plain = half_width_text(&squeezed);
    // the mark by which Excel is told that a text follows
    let plain = Cow::Borrowed(plain.trim_start_matches(['\'', '’', '‘', '`']));
    if plain.is_empty() {
        return DateReading::default();
    }
    if is_blank_mark(&plain) || matches!(plain.as_ref(), "至今" | "今" | "现在" | "目前") {
        let problem = Problem::info(
            ProblemCode::ValueBlankMark,
            written,
            format!("“{}”按未填处理", plain),
        );
        return DateReading {
            date: None,
            problem: Some(problem),
        };
    }
    if is_unknown_mark(&plain) {
        return DateReading::refused(
            ProblemCode::ValueUnknown,
            written,
            format!("写作“{plain}”，未保存日期，请查明后填写"),
        );
    }
    if is_ditto_mark(&plain) {
        return DateReading::refused(
            ProblemCode::ValueDitto,
            written,
            "写作“同上”，无法确定指哪一格，未保存，请填写具体日期",
        );
    }
    if is_lunar(&plain) {
        let message = format!("“{}”是农历，未保存；请换算成公历后填写", squeezed);
        return DateReading::refused(ProblemCode::DateAmbiguous, written, message);
    }
    match numbers_of(&core_of(&plain)) {
        Some(numbers) => remarked(from_numbers(written, numbers, hints), written, &plain, hints),
        None => invalid(written),
    }
}

/// Says what stood beside a date and is not kept with it: 约, 左右, a note in brackets.
fn remarked(reading: DateReading, written: &str, plain: &str, hints: &DateHints) -> DateReading {
    let (Some(date), None) = (reading.date, &reading.problem) else {
        return reading;
    };
    let other = note_of(plain).and_then(|note| {
        let core = core_of(&note).into_owned();
        from_numbers(&note, numbers_of(&core)?, hints).date
    });
    if other.is_some_and(|other| !other.agrees_with(date)) {
        let message = format!("“{}”里有两个时间，不知道以哪个为准，未保存", squeezed(written));
        return DateReading::refused(ProblemCode::DateAmbiguous, written, message);
    }
    let problem = if is_about(plain) {
        let message = format!(
            "“{}”不是确切的时间，按 {} 保存，请核对",
            squeezed(written),
            date.dotted()
        );
        Problem::warning(ProblemCode::DateAmbiguous, written, message)
    } else if let Some(note) = note_of(plain) {
        let message = format!("时间旁边的“{note}”没有保存，需要的请另外填写");
        // figures may be another date
        match note.chars().filter(char::is_ascii_digit).count() {
            0..4 => Problem::info(ProblemCode::ValueNote, written, message),
            _ => Problem::warning(ProblemCode::ValueNote, written, message),
        }
    } else {
        return reading;
    };
    DateReading {
        date: Some(date),
        problem: Some(problem),
    }
}

fn from_numbers(written: &str, numbers: Numbers<'_>, hints: &DateHints) -> DateReading {
    match numbers {
        Numbers::Run(run) => from_run(written, run, hints),
        Numbers::One(year) => dated(written, year, None, None, hints),
        Numbers::Two(year, rest) if year.len() == 4 && rest.len() == 4 => {
            dated(written, year, Some(&rest[..2]), Some(&rest[2..]), hints)
        }
        Numbers::Two(year, "1") if year.len() == 4 && hints.zeros_dropped => one_or_ten(written, year, hints),
        Numbers::Two(year, month) => dated(written, year, Some(month), None, hints),
        Numbers::Three(year, month, day) => dated(written, year, Some(month), Some(day), hints),
    }
}

/// 1975, 197506, 19750601, 7506, 750601 without separators.
fn from_run(written: &str, run: &str, hints: &DateHints) -> DateReading {
    match run.len() {
        4 if century_digits(run) => dated(written, run, None, None, hints),
        4 => dated(written, &run[..2], Some(&run[2..]), None, hints),
        6 if century_digits(run) => dated(written, &run[..4], Some(&run[4..]), None, hints),
        6 => dated(written, &run[..2], Some(&run[2..4]), Some(&run[4..]), hints),
        8 => dated(written, &run[..4], Some(&run[4..6]), Some(&run[6..]), hints),
        5 => match hints.exact {
            Some(exact)
                if run
                    .parse()
                    .ok()
                    .and_then(from_serial)
                    .is_some_and(|day| day.agrees_with(exact)) =>
            {
                serial(run)
            }
            _ => DateReading::refused(
                ProblemCode::DateAmbiguous,
                written,
                format!(
                    "“{written}”可能是日期的内部序号，无法确定，未保存；请在原表中设成日期格式或填写年月"
                ),
            ),
        },
        _ => invalid(written),
    }
}

fn serial(run: &str) -> DateReading {
    run.parse()
        .ok()
        .and_then(from_serial)
        .map_or_else(|| invalid(run), DateReading::certain)
}

/// The day with this Excel serial number (1900 system).
pub fn from_serial(serial: i64) -> Option<PartialDate> {
    let base = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = base.checked_add_signed(chrono::Duration::days(serial))?;
    use chrono::Datelike;
    PartialDate::day(
        u16::try_from(day.year()).ok()?,
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    )
}

fn century_digits(run: &str) -> bool {
    run.starts_with("18") || run.starts_with("19") || run.starts_with("20")
}

fn dated(
    written: &str,
    year: &str,
    month: Option<&str>,
    day: Option<&str>,
    hints: &DateHints,
) -> DateReading {
    let small = |text: Option<&str>| text.map(|text| text.parse::<u8>().unwrap_or(u8::MAX));
    let (month, day) = (small(month), small(day));
    if let (Ok(year), Some(month), Some(day)) = (year.parse(), month, day)
        && NO_DATES.contains(&(year, month, day))
    {
        let message = format!("“{written}”是软件表示“没有日期”的写法，未保存；请核对后填写");
        return DateReading::refused(ProblemCode::DateInvalid, written, message);
    }
    let day = day.filter(|day| *day != 0);
    let make = |year: u16| match (month, day) {
        (None | Some(0), _) => PartialDate::year_only(year),
        (Some(month), None) => PartialDate::month_of(year, month),
        (Some(month), Some(day)) => PartialDate::day(year, month, day),
    };
    if month.is_some_and(|month| month > 12) {
        return DateReading::refused(
            ProblemCode::DateInvalid,
            written,
            format!(
                "“{written}”的月份 {} 不存在，应为 01—12，未保存",
                month.unwrap_or_default()
            ),
        );
    }
    match (year.len(), year.parse::<u16>()) {
        (4, Ok(year)) => make(year).map_or_else(|| nonexistent(written), DateReading::certain),
        (2, Ok(short)) => two_digit(written, short, make, hints),
        _ => invalid(written),
    }
}

/// A two-digit year is stored only when one century alone is possible.
fn two_digit(
    written: &str,
    short: u16,
    make: impl Fn(u16) -> Option<PartialDate>,
    hints: &DateHints,
) -> DateReading {
    let possible: Vec<PartialDate> = [1900 + short, 2000 + short]
        .into_iter()
        .filter_map(make)
        .filter(|date| fits(*date, hints))
        .collect();
    if let Some(exact) = hints.exact
        && let Some(date) = possible.iter().find(|date| date.agrees_with(exact))
    {
        let message = format!("年份只写了两位，已按身份证号定为 {}", date.dotted());
        return DateReading {
            date: Some(*date),
            problem: Some(Problem::info(ProblemCode::DateTwoDigitYear, written, message)),
        };
    }
    match possible.as_slice() {
        [] => nonexistent(written),
        [date] if hints.latest.is_some() => {
            let message = format!("年份只写了两位，只可能是 {}，请核对", date.dotted());
            DateReading {
                date: Some(*date),
                problem: Some(Problem::warning(ProblemCode::DateTwoDigitYear, written, message)),
            }
        }
        _ => DateReading::refused(
            ProblemCode::DateTwoDigitYear,
            written,
            format!("“{written}”年份只写了两位，无法确定是哪个世纪，未保存；请写成四位年份"),
        ),
    }
}

fn fits(date: PartialDate, hints: &DateHints) -> bool {
    let not_future = hints
        .latest
        .is_none_or(|latest| date.compare(latest).is_le() && latest.year() - date.year() < LONGEST_LIFE);
    not_future
        && hints
            .not_before
            .is_none_or(|earliest| date.compare(earliest).is_ge())
}

/// Numbers: 1975, 197506, 19750601, 1975.06 and, with Excel having dropped the zero of 1975.10, the ambiguous 1975.1.
fn read_number(value: f64, decimals: Option<u8>, hints: &DateHints) -> DateReading {
    if value.fract() == 0.0 && (0.0..1e9).contains(&value) && !(decimals == Some(2) && value < 3000.0) {
        return from_run(&format!("{value:.0}"), &format!("{value:.0}"), hints);
    }
    let shown = match decimals {
        Some(2) => format!("{value:.2}"),
        _ => format!("{value}"),
    };
    match shown.split_once('.') {
        Some((year, "1")) if year.len() == 4 => one_or_ten(&shown, year, hints),
        Some((year, month)) if (year.len() == 4 || year.len() == 2) && month.len() <= 2 => {
            // 1975.2 can only be February: there is no month 20
            let month = month.trim_start_matches('0');
            if year.len() == 2 && month == "1" && !shown.ends_with("01") {
                return DateReading::refused(
                    ProblemCode::DateAmbiguous,
                    &shown,
                    format!("“{shown}”可能是 1 月也可能是 10 月，未保存，请核对"),
                );
            }
            dated(&shown, year, Some(month), None, hints)
        }
        Some((year, rest)) if year.len() == 4 && rest.len() == 4 => {
            dated(&shown, year, Some(&rest[..2]), Some(&rest[2..]), hints)
        }
        _ => invalid(&shown),
    }
}

/// 1975.1 as a number: October when typed as 1975.10, January otherwise. Only the identity number can tell.
fn one_or_ten(written: &str, year: &str, hints: &DateHints) -> DateReading {
    let candidates: Vec<PartialDate> = year
        .parse()
        .into_iter()
        .flat_map(|year| [PartialDate::month_of(year, 1), PartialDate::month_of(year, 10)])
        .flatten()
        .collect();
    let proved = hints.exact.filter(|exact| exact.precision() >= Precision::Month);
    if let Some(date) = proved.and_then(|exact| candidates.iter().find(|date| date.agrees_with(exact))) {
        let message = format!("“{written}”已按身份证号定为 {}", date.dotted());
        return DateReading {
            date: Some(*date),
            problem: Some(Problem::info(ProblemCode::DateAmbiguous, written, message)),
        };
    }
    let possible: Vec<PartialDate> = candidates
        .iter()
        .copied()
        .filter(|date| hints.latest.is_none() || fits(*date, hints))
        .collect();
    match possible.as_slice() {
        [] => nonexistent(written),
        _ => DateReading::refused(
            ProblemCode::DateAmbiguous,
            written,
            format!(
                "“{written}”按数字存储，可能是 {year}.01 也可能是 {year}.10（Excel 会去掉末尾的 0），未保存，请核对后填写"
            ),
        ),
    }
}

fn invalid(written: &str) -> DateReading {
    DateReading::refused(
        ProblemCode::DateInvalid,
        written,
        format!("“{written}”不是日期，未保存；请写成 1975.06 这样的形式"),
    )
}

fn nonexistent(written: &str) -> DateReading {
    DateReading::refused(
        ProblemCode::DateInvalid,
        written,
        format!("“{written}”不是存在的日期，未保存，请核对"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints() -> DateHints {
        DateHints {
            latest: PartialDate::from_iso("2026-11-21"),
            ..DateHints::default()
        }
    }

    fn text(written: &str) -> DateReading {
        read(Written::Text(written), &hints())
    }

    #[test]
    fn notations_of_clerks() {
        for (written, iso) in [
            ("1975.6", "1975-06"),
            ("1975.06", "1975-06"),
            ("197506", "1975-06"),
            ("19750601", "1975-06-01"),
            ("1975-06-01", "1975-06-01"),
            ("1975/6", "1975-06"),
            ("1975年6月", "1975-06"),
            ("一九七五年六月", "1975-06"),
            ("1975.06.", "1975-06"),
            ("1975．06", "1975-06"),
            ("１９７５．０６", "1975-06"),
            ("1975、06", "1975-06"),
            ("1975.06出生", "1975-06"),
            ("（1975.06）", "1975-06"),
            ("1975.06（49岁）", "1975-06"),
            ("1975.06\n（49岁）", "1975-06"),
            ("1975年", "1975"),
            ("1975", "1975"),
            ("1975/6/1 0:00:00", "1975-06-01"),
            ("1975-06-01T00:00:00", "1975-06-01"),
            ("二〇〇三年十二月三十一日", "2003-12-31"),
            ("一九八五年十月", "1985-10"),
            ("1975.10", "1975-10"),
            ("1975.1", "1975-01"),
            (" 1975 . 6 ", "1975-06"),
            ("1975年06月01日", "1975-06-01"),
            ("1975.0601", "1975-06-01"),
            ("1975—06", "1975-06"),
        ] {
            let reading = text(written);
            assert_eq!(
                reading.date.map(|d| d.to_string()).as_deref(),
                Some(iso),
                "{written}: {:?}",
                reading.problem
            );
            assert_eq!(reading.problem, None, "{written}");
        }
    }

    #[test]
    fn a_year_typed_into_a_cell_for_dates_is_no_day_of_1905() {
        for (serial, wanted) in [
            (0, None),
            (1, None),
            (60, None),
            (1974, None),
            (27_256, Some("1974-08-15")),
        ] {
            let day = from_serial(serial).map_or(Written::Blank, Written::Day);
            let read = read(day, &hints()).date.map(|date| date.to_string());
            assert_eq!(read.as_deref(), wanted, "{serial}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        for (written, code) in [
            ("1900-01-00", ProblemCode::DateInvalid),
            ("1900/1/1", ProblemCode::DateInvalid),
            ("9999-12-31", ProblemCode::DateInvalid),
            ("1974年8月15日（农历）", ProblemCode::DateAmbiguous),
            ("农历1974年8月", ProblemCode::DateAmbiguous),
            ("1974.08（1975.01）", ProblemCode::DateAmbiguous),
            ("1975.13", ProblemCode::DateInvalid),
            ("不详", ProblemCode::ValueUnknown),
            ("待查", ProblemCode::ValueUnknown),
            ("同上", ProblemCode::ValueDitto),
            ("1975.02.30", ProblemCode::DateInvalid),
            ("张三", ProblemCode::DateInvalid),
            ("31118", ProblemCode::DateAmbiguous),
            ("12/03/1975", ProblemCode::DateInvalid),
            ("20.5", ProblemCode::DateTwoDigitYear),
        ] {
            let reading = text(written);
            assert_eq!(
                (reading.date, reading.problem.map(|p| p.code)),
                (None, Some(code)),
                "{written}"
            );
        }
        for mark in ["/", "—", "-", "无", "至今"] {
            assert_eq!(
                text(mark).problem.map(|p| p.code),
                Some(ProblemCode::ValueBlankMark),
                "{mark}"
            );
        }
        assert_eq!(text(""), DateReading::default());
    }

    #[test]
    fn two_digit_years_never_land_in_the_future_or_before_birth() {
        assert_eq!(text("75.6").date, PartialDate::from_iso("1975-06"));
        assert_eq!(text("75年6月").date, PartialDate::from_iso("1975-06"));
        let joined = DateHints {
            not_before: PartialDate::from_iso("1970-01"),
            ..hints()
        };
        assert_eq!(
            read(Written::Text("03.5"), &joined).date,
            PartialDate::from_iso("2003-05")
        );
        assert_eq!(text("750601").date, PartialDate::from_iso("1975-06-01"));
        assert_eq!(
            read(Written::Text("75.6"), &DateHints::default()).date,
            None,
            "without an as-of date nothing is known"
        );
    }

    #[test]
    fn numbers_that_lost_a_zero_are_resolved_by_evidence_only() {
        let number = |value, decimals, hints: &DateHints| read(Written::Number { value, decimals }, hints);
        let plain = hints();
        assert_eq!(
            number(1975.1, None, &plain).problem.map(|p| p.code),
            Some(ProblemCode::DateAmbiguous)
        );
        assert_eq!(
            number(1975.1, Some(2), &plain).date,
            PartialDate::from_iso("1975-10"),
            "the format 0.00 shows 1975.10"
        );
        let october = DateHints {
            exact: PartialDate::from_iso("1975-10-03"),
            ..plain
        };
        assert_eq!(
            number(1975.1, None, &october).date,
            PartialDate::from_iso("1975-10")
        );
        let january = DateHints {
            exact: PartialDate::from_iso("1975-01-03"),
            ..plain
        };
        assert_eq!(
            number(1975.1, None, &january).date,
            PartialDate::from_iso("1975-01")
        );
        assert_eq!(
            number(1975.2, None, &plain).date,
            PartialDate::from_iso("1975-02")
        );
        assert_eq!(
            number(1975.06, None, &plain).date,
            PartialDate::from_iso("1975-06")
        );
        assert_eq!(
            number(1975.12, None, &plain).date,
            PartialDate::from_iso("1975-12")
        );
        assert_eq!(
            number(197506.0, None, &plain).date,
            PartialDate::from_iso("1975-06")
        );
        assert_eq!(
            number(19750601.0, None, &plain).date,
            PartialDate::from_iso("1975-06-01")
        );
        assert_eq!(
            number(31118.0, None, &plain).problem.map(|p| p.code),
            Some(ProblemCode::DateAmbiguous)
        );
        let csv = DateHints {
            zeros_dropped: true,
            ..plain
        };
        assert_eq!(
            read(Written::Text("1975.1"), &csv).problem.map(|p| p.code),
            Some(ProblemCode::DateAmbiguous)
        );
        assert_eq!(
            read(Written::Text("1975.3"), &csv).date,
            PartialDate::from_iso("1975-03")
        );
    }
}
