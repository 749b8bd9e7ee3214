//! What a number format shows: decimals, or how much of a date. A day that the format hides was never written by the clerk.

use antou_record::date::Precision;
use antou_record::{PartialDate, Written};

/// What a number format shows of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The number as it is.
    General,
    /// The number with this many decimals.
    Decimals(u8),
    /// A date, known to this precision.
    Date(Precision),
    /// A time of day or a duration.
    Time,
}

/// The formats a program need not write out, by number; 27–36 and 50–58 as Chinese Excel and WPS show them.
pub(crate) fn builtin(id: u32) -> Shown {
    match id {
        1 | 3 | 37 | 38 => Shown::Decimals(0),
        2 | 4 | 39 | 40 => Shown::Decimals(2),
        17 | 27 | 36 | 50 | 52 | 57 => Shown::Date(Precision::Month),
        14 | 15 | 16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Shown::Date(Precision::Day),
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        _ => Shown::General,
    }
}

/// What a format code such as `yyyy"年"m"月"` or `0.00` shows.
pub(crate) fn custom(code: &str) -> Shown {
    let letters = letters_of(code);
    let letter = |wanted: char| letters.contains(&wanted);
    if letters.iter().collect::<String>().contains("general") {
        return Shown::General;
    }
    let month = has_month(&letters);
    if letter('d') || letter('a') && letters.windows(3).any(|three| three == ['a', 'a', 'a']) {
        return Shown::Date(Precision::Day);
    }
    if month {
        return Shown::Date(Precision::Month);
    }
    if letter('y') || letter('e') && !letter('0') && !letter('#') {
        return Shown::Date(Precision::Year);
    }
    if letter('h') || letter('s') || letter('m') {
        return Shown::Time;
    }
    decimals(&letters)
}

/// The characters of the first section that show something of the number, in lower case: without quoted or escaped text,
/// colours, conditions and locales. Durations such as `[h]` count as hours.
fn letters_of(code: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => {
                characters.by_ref().take_while(|c| *c != '"').for_each(drop);
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if !inside.is_empty()
                    && inside
                        .chars()
                        .all(|c| matches!(c, 'h' | 'm' | 's' | 'H' | 'M' | 'S'))
                {
                    letters.push('h');
                }
            }
            _ => letters.push(character.to_ascii_lowercase()),
        }
    }
    letters
}

/// Whether an `m` stands for months: minutes follow hours or come before seconds.
fn has_month(letters: &[char]) -> bool {
    let runs: Vec<char> = letters
        .iter()
        .copied()
        .filter(|letter| matches!(letter, 'y' | 'm' | 'd' | 'h' | 's' | 'e'))
        .fold(Vec::new(), |mut runs, letter| {
            if runs.last() != Some(&letter) {
                runs.push(letter);
            }
            runs
        });
    runs.iter().enumerate().any(|(index, letter)| {
        let before = index.checked_sub(1).and_then(|index| runs.get(index));
        *letter == 'm' && before != Some(&'h') && runs.get(index + 1) != Some(&'s')
    })
}

fn decimals(letters: &[char]) -> Shown {
    let is_digit = |letter: &char| matches!(letter, '0' | '#' | '?');
    if letters.contains(&'%')
        || letters.contains(&'/')
        || letters.contains(&'e')
        || !letters.iter().any(is_digit)
    {
        return Shown::General;
    }
    let behind = letters
        .iter()
        .skip_while(|letter| **letter != '.')
        .skip(1)
        .take_while(|letter| is_digit(letter))
        .count();
    Shown::Decimals(u8::try_from(behind).unwrap_or(u8::MAX))
}

/// A number as its format shows it.
pub(crate) fn written(value: f64, shown: Shown, since_1904: bool) -> Written<'static> {
    match shown {
        Shown::Date(precision) => match day(value, since_1904) {
            Some(day) => Written::Day(day.at(precision)),
            None => Written::Number {
                value,
                decimals: None,
            },
        },
        Shown::Decimals(decimals) => Written::Number {
            value,
            decimals: Some(decimals),
        },
        Shown::General | Shown::Time => Written::Number {
            value,
            decimals: None,
        },
    }
}

/// The day with this serial number.
fn day(value: f64, since_1904: bool) -> Option<PartialDate> {
    if !(1.0..2_958_466.0).contains(&value) {
        return None;
    }
    antou_record::date::from_serial(value as i64 + if since_1904 { 1_462 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_what_it_shows() {
        for (code, shown) in [
            ("General", Shown::General),
            ("@", Shown::General),
            ("0", Shown::Decimals(0)),
            ("0.00_);[Red]\\(0.00\\)", Shown::Decimals(2)),
            ("#,##0.0", Shown::Decimals(1)),
            ("0%", Shown::General),
            ("0.00E+00", Shown::General),
            ("yyyy/m/d", Shown::Date(Precision::Day)),
            ("yyyy\"年\"m\"月\"d\"日\";@", Shown::Date(Precision::Day)),
            ("yyyy\"年\"m\"月\"", Shown::Date(Precision::Month)),
            ("[$-804]yyyy\"年\"m\"月\";@", Shown::Date(Precision::Month)),
            ("yyyy.mm", Shown::Date(Precision::Month)),
            ("yyyy\\.mm;@", Shown::Date(Precision::Month)),
            ("yyyy-mm", Shown::Date(Precision::Month)),
            ("mmm-yy", Shown::Date(Precision::Month)),
            ("yyyy\"年\"", Shown::Date(Precision::Year)),
            ("yyyy", Shown::Date(Precision::Year)),
            ("m\"月\"d\"日\"", Shown::Date(Precision::Day)),
            ("yyyy/m/d h:mm", Shown::Date(Precision::Day)),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"", Shown::Date(Precision::Month)),
            ("h:mm:ss", Shown::Time),
            ("[h]:mm", Shown::Time),
            ("mm:ss", Shown::Time),
            ("\"第\"0\"名\"", Shown::Decimals(0)),
            ("\"m\"0.0", Shown::Decimals(1)),
            ("", Shown::General),
        ] {
            assert_eq!(custom(code), shown, "{code}");
        }
    }

    #[test]
    fn a_day_the_format_hides_is_not_invented() {
        let month = written(27_546.0, Shown::Date(Precision::Month), false);
        assert_eq!(month, Written::Day(PartialDate::month_of(1975, 6).unwrap()));
        let day = written(27_546.5, Shown::Date(Precision::Day), false);
        assert_eq!(day, Written::Day(PartialDate::day(1975, 6, 1).unwrap()));
        let mac = written(26_084.0, Shown::Date(Precision::Day), true);
        assert_eq!(mac, Written::Day(PartialDate::day(1975, 6, 1).unwrap()));
        let negative = written(-3.0, Shown::Date(Precision::Day), false);
        assert_eq!(
            negative,
            Written::Number {
                value: -3.0,
                decimals: None
            }
        );
    }
}
