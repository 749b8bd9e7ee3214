//! From a written date to its numbers: 1975年6月, (1975.06), 一九七五年六月 and 1975.06（49岁） are 1975 and 6.

use std::borrow::Cow;

/// The numbers of a notation, outermost first, as digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers<'a> {
    /// One run of digits without any sign: 197506.
    Run(&'a str),
    /// 1975年.
    One(&'a str),
    /// 1975.06.
    Two(&'a str, &'a str),
    /// 1975-06-01.
    Three(&'a str, &'a str, &'a str),
}

/// The longest core of a notation, in bytes.
const LONGEST: usize = 24;

/// What is left of a notation without brackets and notes, with Arabic numerals.
pub(super) fn core_of(plain: &str) -> Cow<'_, str> {
    arabic(without_notes(plain))
}

/// The numbers of a core: nothing but digits and signs between them may stand there.
pub(super) fn numbers_of(core: &str) -> Option<Numbers<'_>> {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if core.is_empty() || core.len() > LONGEST {
        return None;
    }
    if is_digits(core) {
        return Some(Numbers::Run(core));
    }
    let mut parts = core.split(is_separator).filter(|part| !part.is_empty());
    let numbers = (parts.next(), parts.next(), parts.next(), parts.next());
    let (first, second, third) = match numbers {
        (Some(first), second, third, None) => (first, second, third),
        _ => return None,
    };
    let sound = [Some(first), second, third].into_iter().flatten().all(is_digits) && !is_span(core);
    sound.then_some(match (second, third) {
        (Some(second), Some(third)) => Numbers::Three(first, second, third),
        (Some(second), None) => Numbers::Two(first, second),
        (None, _) => Numbers::One(first),
    })
}

/// 2019.03-05 may be March to May: a dash behind the month only, and the third number is no day for certain.
fn is_span(core: &str) -> bool {
    let mut between = core
        .split(|character: char| character.is_ascii_digit())
        .filter(|signs| !signs.is_empty());
    let dashed = |signs: Option<&str>| signs.is_some_and(|signs| signs.contains(['-', '－', '—', '–']));
    let (first, second) = (between.next(), between.next());
    dashed(second) && !dashed(first) && core.starts_with(|character: char| character.is_ascii_digit())
}

fn is_separator(character: char) -> bool {
    matches!(
        character,
        '.' | '-'
            | '/'
            | '\\'
            | '、'
            | '年'
            | '月'
            | '日'
            | '号'
            | '·'
            | '。'
            | ','
            | '，'
            | '－'
            | '—'
            | '–'
            | '_'
            | '．'
            | '・'
    )
}

/// Cuts a time of day off: `1975/6/1 0:00:00`. Only a blank or a T before the hour tells the day from the hour.
pub(super) fn without_time(written: &str) -> &str {
    let colon = written.find([':', '：']).unwrap_or(written.len());
    let before = written.get(..colon).unwrap_or(written);
    match before.trim_end_matches(|c: char| c.is_ascii_digit()) {
        date if colon < written.len() && date.ends_with([' ', '\u{3000}', 'T']) => date.trim_end_matches('T'),
        _ => written,
    }
}

/// Takes away brackets around the date or a bracketed note behind it, and words like 出生.
fn without_notes(plain: &str) -> &str {
    let opened = plain.trim_start_matches(['(', '（', '[', '【', '约']);
    let cut = opened
        .find(['(', '（', '[', '【', ')', '）', ']', '】', ';', '；'])
        .unwrap_or(opened.len());
    let mut core = opened.get(..cut).unwrap_or(opened);
    if core.is_ascii() {
        // the usual notations hold no word
        return core;
    }
    for word in [
        "出生",
        "生于",
        "入党",
        "参加工作",
        "毕业",
        "任职",
        "起",
        "生",
        "左右",
    ] {
        core = core.trim_start_matches(word).trim_end_matches(word);
    }
    core
}

/// Whether a notation says that the date is one of the old calendar.
pub(super) fn is_lunar(plain: &str) -> bool {
    let words = ["农历", "阴历", "旧历", "夏历"];
    !plain.is_ascii() && words.iter().any(|word| plain.contains(word))
}

/// Whether a notation says that the date is not exact.
pub(super) fn is_about(plain: &str) -> bool {
    !plain.is_ascii()
        && ["约", "左右", "前后", "上下"]
            .iter()
            .any(|word| plain.contains(word))
}

/// A note in brackets behind the date, or what follows a semicolon. An age says nothing that is not computed.
pub(super) fn note_of(plain: &str) -> Option<String> {
    let opened = plain.trim_start_matches(['(', '（', '[', '【']);
    let cut = opened.find(['(', '（', '[', '【', ';', '；'])?;
    let is_sign = |c: char| matches!(c, '(' | '（' | '[' | '【' | ')' | '）' | ']' | '】' | ';' | '；');
    let note: String = opened.get(cut..)?.replace(is_sign, " ");
    let note = note.trim();
    let rest = note
        .trim_start_matches("现年")
        .trim_end_matches("周岁")
        .trim_end_matches('岁');
    let is_age = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let says_nothing = ["出生", "生", "入党", "公历", "阳历", "参加工作"].contains(&rest);
    (!is_age && !says_nothing).then(|| note.to_owned())
}

/// The digit a character stands for.
fn digit(character: char) -> Option<usize> {
    "〇一二三四五六七八九"
        .chars()
        .position(|known| known == character)
        .or(match character {
            '零' | '○' | 'Ｏ' | 'O' => Some(0),
            '元' => Some(1),
            _ => None,
        })
}

/// Chinese numerals as Arabic ones: 一九七五年十二月 → 1975年12月. Text without them is returned unchanged.
fn arabic(text: &str) -> Cow<'_, str> {
    let is_numeral = |c: char| (!c.is_ascii() && digit(c).is_some()) || c == '十' || c == '廿';
    if !text.chars().any(is_numeral) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        let before = index
            .checked_sub(1)
            .and_then(|i| characters.get(i))
            .and_then(|c| digit(*c));
        let after = characters.get(index + 1).and_then(|c| digit(*c));
        match character {
            '十' => out.push_str(match (before, after) {
                (Some(_), Some(_)) => "",
                (Some(_), None) => "0",
                (None, Some(_)) => "1",
                (None, None) => "10",
            }),
            '廿' => out.push_str(if after.is_some() { "2" } else { "20" }),
            _ => match digit(character) {
                Some(value) => out.push_str(&value.to_string()),
                None => out.push(character),
            },
        }
    }
    Cow::Owned(out)
}
