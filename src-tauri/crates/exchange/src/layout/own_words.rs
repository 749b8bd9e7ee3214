//! A heading in the words the declarations know: without its translation (姓名 Name), without the code of the item (A0101 姓名),
//! its year written out (21年度, 二〇二一年度).

use antou_record::plain_heading;

use super::matching::is_familiar;

/// The heading as it can be matched; as it stands where nothing of this concerns it.
pub(super) fn of(text: String) -> String {
    if is_familiar(&plain_heading(&text)) {
        return text;
    }
    let plain = without_latin(&text).filter(|plain| is_familiar(&plain_heading(plain)));
    plain.or_else(|| with_year(&text)).unwrap_or(text)
}

/// The words that are not Latin ones: between blanks, line breaks and strokes, or the code of an item on either side.
fn without_latin(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_between = |c: char| c.is_whitespace() || matches!(c, '/' | '|' | '\\' | '(' | ')' | '（' | '）');
    let words = text.split(is_between).filter(|word| !word.is_ascii());
    let plain = words.collect::<Vec<_>>().join(" ");
    Some(without_code(&plain).to_owned())
}

/// A0101姓名 and 姓名A0101.
fn without_code(text: &str) -> &str {
    let is_code = |code: &str| {
        let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let digits = digits.trim_end_matches(|c: char| c.is_ascii_uppercase());
        code.starts_with(|c: char| c.is_ascii_uppercase())
            && digits.len() >= 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let head = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    if is_code(text.strip_suffix(head).unwrap_or_default()) {
        return head;
    }
    let body = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    if is_code(text.strip_prefix(body).unwrap_or_default()) {
        body
    } else {
        text
    }
}

/// 二〇二一年度 and 21年度 as 2021年度.
fn with_year(text: &str) -> Option<String> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| match c {
        '零' | '○' | 'Ｏ' => Some(0),
        _ => DIGITS.iter().position(|known| *known == c),
    };
    let plain = plain_heading(text);
    let (year, rest) = plain.split_once('年')?;
    let is_end = rest.is_empty() || ["度", "考核", "年度"].iter().any(|word| rest.starts_with(word));
    let number: Option<String> = match year.chars().count() {
        4 => year
            .chars()
            .map(|c| digit(c).map(|digit| digit.to_string()))
            .collect(),
        2 if year.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("20{year}")),
        _ => None,
    };
    let number = number.filter(|number| is_end && ("2000".."2036").contains(&number.as_str()))?;
    Some(format!("{number}年{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_by_its_own_words() {
        for (text, wanted) in [
            ("姓名 Name", "姓名"),
            ("Name\n姓名", "姓名"),
            ("职务/Position", "职务"),
            ("身份证号码 ID No.", "身份证号码"),
            ("A0101姓名", "姓名"),
            ("姓名A0101", "姓名"),
            ("出生年月 Date of Birth", "出生年月"),
            ("二〇二一年度", "2021年度"),
            ("21年度", "2021年度"),
            ("22年考核结果", "2022年考核结果"),
            // other things that Latin letters, digits and years make of a heading
            ("MPA学历", "MPA学历"),
            ("QQ号", "QQ号"),
            ("10年以上工龄", "10年以上工龄"),
            ("80年出生", "80年出生"),
            ("2021年度", "2021年度"),
            ("姓名", "姓名"),
        ] {
            assert_eq!(of(text.to_owned()), wanted, "{text}");
        }
    }
}
