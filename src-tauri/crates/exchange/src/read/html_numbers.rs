//! What spreadsheet programs leave on a page about their cells: Excel and WPS the format of each class and the number behind
//! the text (`mso-number-format`, `x:num`), LibreOffice both on the cell (`sdval`, `sdnum`).

use std::collections::HashMap;

use antou_record::Written;

use super::number_format::{self, Shown};
use super::xml2003::named;

/// Bytes of a style sheet that is looked at, and classes that are remembered.
const LONGEST: usize = 1 << 20;
const MOST_CLASSES: usize = 10_000;
const PROPERTY: &str = "mso-number-format";

/// How a cell shows what is in it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    /// As text, whatever it looks like.
    Text,
    Number(Shown),
}

/// The formats a page declares.
#[derive(Debug, Default)]
pub(super) struct Formats {
    classes: HashMap<String, Format>,
    /// Whether a spreadsheet program has declared any.
    any: bool,
}

/// What a cell says of itself.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) class: Option<String>,
    pub(super) style: Option<String>,
    /// `x:str`: text, whatever it looks like.
    pub(super) is_text: bool,
    /// `x:num`, `sdval`: a number, perhaps one that the text does not tell.
    pub(super) number: Option<String>,
    /// `sdnum`: language and format.
    pub(super) sdnum: Option<String>,
}

impl Formats {
    /// Takes the formats of a style sheet.
    pub(super) fn take(&mut self, sheet: &str) {
        let end = (0..=LONGEST.min(sheet.len()))
            .rev()
            .find(|end| sheet.is_char_boundary(*end));
        let sheet = end.and_then(|end| sheet.get(..end)).unwrap_or_default();
        for rule in sheet.split('}') {
            let Some((selectors, body)) = rule.rsplit_once('{') else {
                continue;
            };
            let Some(format) = format_in(body) else { continue };
            self.any = true;
            for selector in selectors.split(',') {
                let class = selector.trim().rsplit_once('.').map(|(_, class)| class.trim());
                if let Some(class) = class.filter(|_| self.classes.len() < MOST_CLASSES) {
                    self.classes.insert(class.to_lowercase(), format);
                }
            }
        }
    }

    /// What is written in a cell that shows this text.
    pub(super) fn written<'t>(&self, text: &'t str, marks: &Marks) -> Written<'t> {
        let own = marks.style.as_deref().and_then(format_in);
        let of_class = || {
            let classes = marks.class.as_deref()?.split_whitespace();
            classes.rev().find_map(|class| self.classes.get(class).copied())
        };
        let of_number = || {
            let code = marks.sdnum.as_deref()?.splitn(3, ';').nth(2)?;
            (!code.is_empty()).then(|| format_of(code))
        };
        let format = own.or_else(of_class).or_else(of_number);
        if marks.is_text || format == Some(Format::Text) {
            return Written::Text(text);
        }
        let shown = match format {
            Some(Format::Number(shown)) => shown,
            _ => Shown::General,
        };
        let said = marks.number.as_deref().map(str::trim);
        let behind = said.filter(|said| !said.is_empty()).and_then(number);
        match behind {
            Some(value) => number_format::written(value, shown, false),
            // a number that the program has not told, where the text is all of it
            None if said.is_some() || self.any => plain(text, shown).unwrap_or(Written::Text(text)),
            None => Written::Text(text),
        }
    }
}

/// The text as the number it shows; nothing when the number would not show this text.
fn plain(text: &str, shown: Shown) -> Option<Written<'static>> {
    let value = number(text)?;
    let again = match shown {
        Shown::General => value.to_string(),
        Shown::Decimals(decimals) => format!("{value:.*}", usize::from(decimals.min(10))),
        Shown::Date(_) | Shown::Time => return None,
    };
    (again == text).then(|| number_format::written(value, shown, false))
}

fn number(text: &str) -> Option<f64> {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let value: f64 = text.chars().all(is_figure).then(|| text.parse().ok())??;
    value.is_finite().then_some(value)
}

/// The format that a list of properties names.
fn format_in(properties: &str) -> Option<Format> {
    let at = properties.find(PROPERTY)?;
    let rest = properties.get(at + PROPERTY.len()..)?.trim_start();
    let value = rest.strip_prefix(':')?.trim_start();
    Some(format_of(&unescaped(value)))
}

fn format_of(code: &str) -> Format {
    match code.trim() {
        "@" => Format::Text,
        code => {
            let known = [
                "Short Date",
                "Long Date",
                "Medium Date",
                "General Date",
                "Short Time",
                "Long Time",
                "Medium Time",
                "Fixed",
                "Standard",
            ];
            let name = known.iter().find(|name| name.eq_ignore_ascii_case(code));
            Format::Number(named(name.copied().unwrap_or(code)))
        }
    }
}

/// A value of a property, in quotes or up to the next semicolon, with its escapes (`\@`, `\0022`) taken back.
fn unescaped(value: &str) -> String {
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let mut characters = value.chars().skip(usize::from(quote.is_some())).peekable();
    let mut out = String::new();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let mut digits = String::new();
                while digits.len() < 4
                    && let Some(digit) = characters.next_if(char::is_ascii_hexdigit)
                {
                    digits.push(digit);
                }
                let escaped = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                match escaped.filter(|_| digits.len() == 4) {
                    Some(escaped) => out.push(escaped),
                    // one character is meant as it stands
                    None if digits.is_empty() => out.extend(characters.next()),
                    None => out.push_str(&digits),
                }
            }
            end if Some(end) == quote || quote.is_none() && end == ';' => break,
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says where")]
mod tests {
    use super::*;
    use antou_record::PartialDate;
    use proptest::prelude::*;

    const SHEET: &str = r#"<!-- td {mso-number-format:General;} .xl65, .xl70 {mso-number-format:"\@";}
        .xl66 {color:black; mso-number-format:"yyyy\0022年\0022m\0022月\0022\;\@";} .xl67 {mso-number-format:"0\.00";}
        .et3{mso-number-format:"Short Date";} -->"#;

    fn marks(class: &str, number: Option<&str>) -> Marks {
        Marks {
            class: (!class.is_empty()).then(|| class.to_owned()),
            number: number.map(str::to_owned),
            ..Marks::default()
        }
    }

    #[test]
    fn a_cell_is_what_its_program_says() {
        let mut formats = Formats::default();
        formats.take(SHEET);
        let june = Written::Day(PartialDate::month_of(1975, 6).unwrap());
        let number = |value, decimals| Written::Number { value, decimals };
        for (text, class, behind, wanted) in [
            ("1975.1", "xl65", None, Written::Text("1975.1")),
            ("1975.1", "xl70", None, Written::Text("1975.1")),
            ("1975.1", "xl99", None, number(1975.1, None)),
            ("1975.10", "xl67", None, number(1975.1, Some(2))),
            ("1975.10", "", None, Written::Text("1975.10")),
            ("1975年6月", "xl66", Some("27546"), june),
            ("Jun-75", "xl66", Some("27546"), june),
            ("1975年6月", "xl66", None, Written::Text("1975年6月")),
            (
                "75-6-1",
                "et3",
                Some("27546"),
                Written::Day(PartialDate::day(1975, 6, 1).unwrap()),
            ),
            (
                "990101198503120010",
                "",
                None,
                Written::Text("990101198503120010"),
            ),
            ("9.90101E+17", "", None, Written::Text("9.90101E+17")),
            ("张三", "", None, Written::Text("张三")),
            ("nan", "", Some("nan"), Written::Text("nan")),
        ] {
            assert_eq!(
                formats.written(text, &marks(class, behind)),
                wanted,
                "{text} {class}"
            );
        }
        let text = Marks {
            is_text: true,
            ..marks("", Some("27546"))
        };
        assert_eq!(formats.written("27546", &text), Written::Text("27546"));
        let calc = Marks {
            number: Some("27546".into()),
            sdnum: Some("2052;0;YYYY\"年\"M\"月\"".into()),
            ..Marks::default()
        };
        assert_eq!(Formats::default().written("75.6", &calc), june);
        let plain = Formats::default().written("1975.1", &Marks::default());
        assert_eq!(
            plain,
            Written::Text("1975.1"),
            "no spreadsheet has written this page"
        );
    }

    proptest! {
        #[test]
        fn no_style_ends_the_reader(sheet in "[.{}\\\\\":;a-f0-9@年 -]{0,60}", text in "[0-9.eE+-]{0,20}") {
            let mut formats = Formats::default();
            formats.take(&format!(".a{{mso-number-format:{sheet}}}"));
            let _ = formats.written(&text, &marks("a", Some(&text)));
        }

        #[test]
        fn no_number_changes_its_text(value in 1900.0f64..2100.0) {
            let mut formats = Formats::default();
            formats.take(SHEET);
            let text = format!("{value:.2}");
            let written = formats.written(&text, &marks("xl67", None));
            prop_assert_eq!(crate::cell::shown(written), text.clone());
            let general = formats.written(&text, &marks("", None));
            prop_assert_eq!(crate::cell::shown(general), text);
        }
    }
}
