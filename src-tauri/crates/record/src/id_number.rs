//! Citizen identity numbers (公民身份号码, GB 11643-1999).

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::declaration::{half_width, is_blank};
use crate::problem::{Problem, ProblemCode};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS: &[u8; 11] = b"10X98765432";

/// Eighteen characters of the right shape with a birth date that exists. The check digit may be wrong: old archives hold such numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdNumber(String);

/// What a written identity number turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdReading {
    /// The number, when one can be read.
    pub number: Option<IdNumber>,
    /// What is unusual or wrong about it.
    pub problems: Vec<Problem>,
}

impl IdNumber {
    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The birth date inside the number.
    pub fn birth(&self) -> Option<PartialDate> {
        birth_in(&self.0[6..14])
    }

    /// Whether the sequence number is odd, which means 男.
    pub fn is_male(&self) -> bool {
        self.0.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1)
    }

    /// Whether the last character fits the other seventeen.
    pub fn check_digit_fits(&self) -> bool {
        check_digit(&self.0[..17]) == self.0[17..].chars().next()
    }

    /// Reads a number as clerks write it: full-width digits, blanks, an apostrophe, a lower-case x, or fifteen digits.
    /// A wrong check digit is a warning; a number Excel has eaten digits of is an error and yields nothing.
    pub fn read(written: &str) -> IdReading {
        let plain: String = written
            .chars()
            .filter(|c| !is_blank(*c) && !matches!(c, '\'' | '’' | '‘' | '`'))
            .map(half_width)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let mut problems = Vec::new();
        if plain != written {
            problems.push(Problem::info(
                ProblemCode::IdCleaned,
                written,
                format!("已去掉空格、全角等，按 {} 读取", masked(&plain)),
            ));
        }
        let number = match plain.len() {
            _ if !plain.is_ascii() => Err(invalid(written)),
            _ if plain.contains("E+") || plain.contains('.') => Err(ruined(written)),
            15 => fifteen(&plain, written, &mut problems),
            18 => eighteen(plain, written, &mut problems),
            _ => Err(invalid(written)),
        };
        match number {
            Ok(number) => IdReading {
                number: Some(number),
                problems,
            },
            Err(problem) => IdReading {
                number: None,
                problems: vec![problem],
            },
        }
    }

    /// Reads a number from a numeric cell: Excel keeps fifteen digits only, so eighteen are lost; fifteen may be whole.
    pub fn read_numeric(value: f64) -> IdReading {
        let text = format!("{value:.0}");
        if text.len() == 15 {
            return Self::read(&text);
        }
        IdReading {
            number: None,
            problems: vec![ruined(&text)],
        }
    }
}

fn eighteen(plain: String, written: &str, problems: &mut Vec<Problem>) -> Result<IdNumber, Problem> {
    let (head, tail) = plain.split_at(17);
    let shaped =
        head.bytes().all(|b| b.is_ascii_digit()) && tail.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    if !shaped || birth_in(&plain[6..14]).is_none() {
        return Err(invalid(written));
    }
    let number = IdNumber(plain);
    if !number.check_digit_fits() {
        if number.0.ends_with("000") {
            return Err(ruined(written));
        }
        problems.push(Problem::warning(
            ProblemCode::IdCheckDigit,
            written,
            "身份证号校验位不符，已按原样保存，请与证件核对",
        ));
    }
    Ok(number)
}

fn fifteen(plain: &str, written: &str, problems: &mut Vec<Problem>) -> Result<IdNumber, Problem> {
    if !plain.bytes().all(|b| b.is_ascii_digit()) {
        return Err(invalid(written));
    }
    let head = format!("{}19{}", &plain[..6], &plain[6..]);
    let digit = check_digit(&head).ok_or_else(|| invalid(written))?;
    birth_in(&head[6..14]).ok_or_else(|| invalid(written))?;
    let number = IdNumber(format!("{head}{digit}"));
    problems.push(Problem::warning(
        ProblemCode::IdFifteen,
        written,
        format!(
            "15 位身份证号已按国家标准升为 18 位 {}，请与证件核对",
            masked(number.as_str())
        ),
    ));
    Ok(number)
}

/// The check character of seventeen digits.
fn check_digit(head: &str) -> Option<char> {
    let mut sum = 0;
    for (byte, weight) in head.bytes().zip(WEIGHTS) {
        sum += u32::from(byte.is_ascii_digit().then(|| byte - b'0')?) * weight;
    }
    CHECK_DIGITS
        .get((sum % 11) as usize)
        .map(|digit| char::from(*digit))
}

fn birth_in(eight: &str) -> Option<PartialDate> {
    let number = |range: std::ops::Range<usize>| eight.get(range)?.parse::<u16>().ok();
    PartialDate::day(
        number(0..4)?,
        u8::try_from(number(4..6)?).ok()?,
        u8::try_from(number(6..8)?).ok()?,
    )
}

fn invalid(written: &str) -> Problem {
    Problem::error(
        ProblemCode::IdInvalid,
        written,
        "不是 18 位（或 15 位）身份证号，未保存，请核对后填写",
    )
}

fn ruined(written: &str) -> Problem {
    Problem::error(
        ProblemCode::IdRuined,
        written,
        "身份证号曾按数字存储，末尾几位已被 Excel 改成 0，无法还原，未保存；请对照证件重新填写",
    )
}

/// The number with its middle hidden, for sentences that may be printed.
pub fn masked(number: &str) -> String {
    let length = number.chars().count();
    number
        .chars()
        .enumerate()
        .map(|(index, c)| if index >= 6 && index + 4 < length { '*' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textbook_numbers_read_as_the_rule_book_says() {
        for (written, birth, male) in [
            ("11010519491231002X", "1949-12-31", false),
            ("440524188001010014", "1880-01-01", true),
            ("370101190102039973", "1901-02-03", true),
            ("110101199003070011", "1990-03-07", true),
            ("11010119900307002x", "1990-03-07", false),
        ] {
            let number = IdNumber::read(written)
                .number
                .unwrap_or_else(|| panic!("{written} reads"));
            assert_eq!(number.birth().unwrap().to_string(), birth, "{written}");
            assert_eq!(number.is_male(), male, "{written}");
            assert!(number.check_digit_fits(), "{written}");
        }
    }

    #[test]
    fn fifteen_digits_become_eighteen() {
        for (fifteen, eighteen) in [
            ("110105491231002", "11010519491231002X"),
            ("310117700101123", "310117197001011236"),
        ] {
            let reading = IdNumber::read(fifteen);
            assert_eq!(reading.number.unwrap().as_str(), eighteen);
            assert_eq!(reading.problems[0].code, ProblemCode::IdFifteen);
        }
    }

    #[test]
    fn wrong_numbers_are_named() {
        for (written, code) in [
            ("310117198502290012", ProblemCode::IdInvalid),
            ("1.10105E+17", ProblemCode::IdRuined),
            ("12345", ProblemCode::IdInvalid),
            ("身份证", ProblemCode::IdInvalid),
        ] {
            let reading = IdNumber::read(written);
            assert_eq!(
                (reading.number, reading.problems[0].code),
                (None, code),
                "{written}"
            );
        }
        let wrong = IdNumber::read("110105194912310021");
        assert!(wrong.number.is_some() && wrong.problems[0].code == ProblemCode::IdCheckDigit);
        assert_eq!(
            IdNumber::read_numeric(990_101_198_503_120_000.0).problems[0].code,
            ProblemCode::IdRuined
        );
    }

    #[test]
    fn careless_writing_is_read() {
        let reading = IdNumber::read("'１１０１０５ 19491231\u{3000}002ｘ");
        assert_eq!(reading.number.unwrap().as_str(), "11010519491231002X");
        assert_eq!(reading.problems[0].code, ProblemCode::IdCleaned);
    }
}
