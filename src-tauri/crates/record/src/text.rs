//! Cleaning of written text. Characters themselves are never normalised: a rare or variant character stays as it is.

use std::borrow::Cow;

use crate::declaration::{half_width, is_blank};

/// Without any blank, line break or zero-width mark.
pub fn squeezed(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_blank) {
        Cow::Owned(text.chars().filter(|character| !is_blank(*character)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Without blanks, line breaks and zero-width marks at both ends, and without zero-width marks inside.
pub fn trimmed(text: &str) -> Cow<'_, str> {
    let is_mark = |character: char| is_blank(character) && !character.is_whitespace();
    if text.chars().any(is_mark) {
        let kept: String = text.chars().filter(|character| !is_mark(*character)).collect();
        Cow::Owned(kept.trim_matches(is_blank).to_owned())
    } else {
        Cow::Borrowed(text.trim_matches(is_blank))
    }
}

/// Full-width letters, digits and signs made half-width; Chinese characters and punctuation beyond U+FF01–U+FF5E untouched.
pub fn half_width_text(text: &str) -> Cow<'_, str> {
    if text.chars().any(|character| half_width(character) != character) {
        Cow::Owned(text.chars().map(half_width).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Text without line breaks.
pub(crate) fn unbroken(text: Cow<'_, str>) -> String {
    if text.contains(['\r', '\n']) {
        text.replace(['\r', '\n'], "")
    } else {
        text.into_owned()
    }
}

/// Marks that clerks put where there is nothing to write.
pub(crate) fn is_blank_mark(squeezed: &str) -> bool {
    matches!(
        squeezed,
        "" | "/"
            | "\\"
            | "-"
            | "--"
            | "---"
            | "—"
            | "——"
            | "－"
            | "－－"
            | "无"
            | "(无)"
            | "（无）"
            | "／"
            | "〃无"
            | "·"
            | "."
    )
}

/// Words that say the value is not known.
pub(crate) fn is_unknown_mark(squeezed: &str) -> bool {
    matches!(
        squeezed,
        "不详"
            | "待查"
            | "未知"
            | "不清"
            | "不明"
            | "待核"
            | "待核实"
            | "待定"
            | "待补"
            | "?"
            | "？"
            | "??"
            | "？？"
    )
}

/// Words that point to the cell above.
pub(crate) fn is_ditto_mark(squeezed: &str) -> bool {
    matches!(squeezed, "同上" | "〃" | "″" | "\"" | "”" | "同前" | "〞")
}

/// Whether a character comes from the private use areas, where every font and every old GBK file means something else.
pub fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}
