//! Text as full-text search keeps it: one token per character, words of Latin letters and digits whole.

use antou_record::half_width_text;

/// Stands between two fields, so that no phrase runs across them.
pub(crate) const FIELD_END: char = '\u{1f}';

/// Splits text into tokens separated by blanks.
pub(crate) fn split(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 4 / 3 + 8);
    for character in half_width_text(text).chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if character == FIELD_END {
            // any token no one searches for
            out.push_str(" ¦ ");
        } else if is_searched(character) {
            out.push(' ');
            out.push(character);
            out.push(' ');
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Letters of every script, and characters a font or a table does not know yet: all that is not a sign or a blank.
fn is_searched(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{20000}'..='\u{3ffff}' | '\u{f0000}'..='\u{10ffff}')
}

/// The phrase that finds `text`, or nothing when it holds no searchable character. A Latin word or number at the end may
/// go on: “2023” finds “20231”.
pub(crate) fn phrase(text: &str) -> Option<String> {
    let tokens = split(text);
    let tokens: Vec<&str> = tokens.split_ascii_whitespace().collect();
    let last = tokens.last()?;
    let star = if last.is_ascii() { " *" } else { "" };
    Some(format!("\"{}\"{star}", tokens.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_tokens() {
        assert_eq!(split("张三").split_whitespace().collect::<Vec<_>>(), ["张", "三"]);
        assert_eq!(
            split("2023年ＡＢ级").split_whitespace().collect::<Vec<_>>(),
            ["2023", "年", "ab", "级"]
        );
        assert_eq!(
            split("𬸣（𠅤）").split_whitespace().collect::<Vec<_>>(),
            ["𬸣", "𠅤"]
        );
        assert_eq!(phrase("“财政”局").as_deref(), Some("\"财 政 局\""));
        assert_eq!(phrase("2023").as_deref(), Some("\"2023\" *"));
        assert_eq!(phrase("（）"), None);
    }
}
