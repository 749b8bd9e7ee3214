//! Text as full-text search keeps it: one token per character, words of Latin letters and digits whole.

use antou_record::half_width_text;

/// Before a letter: the first letter of a surname, as a token of its own that no text can contain.
pub(crate) const SURNAME_MARK: char = '\u{fdd0}';

/// Stands between two fields, so that no phrase runs across them.
pub(crate) const FIELD_END: char = '\u{1f}';

/// Text split into tokens, with what can be checked of it later.
pub(crate) struct Tokens {
    /// The tokens separated by blanks.
    pub(crate) text: String,
    /// Sum over the tokens, whatever their order: the index can be summed up in the same way.
    pub(crate) sum: i64,
}

impl Tokens {
    /// A number that differs when the text does.
    pub(crate) fn hash(&self) -> i64 {
        fnv(self.text.as_bytes())
    }
}

/// Splits text into tokens.
pub(crate) fn split(text: &str) -> Tokens {
    let mut out = String::with_capacity(text.len() * 4 / 3 + 8);
    for character in half_width_text(text).chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if character == SURNAME_MARK {
            out.push(' ');
            out.push(character);
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
    let sum = out
        .split_ascii_whitespace()
        .fold(0i64, |sum, token| sum.wrapping_add(token_hash(token.as_bytes())));
    Tokens { text: out, sum }
}

/// What one token adds to the sum.
pub(crate) fn token_hash(token: &[u8]) -> i64 {
    fnv(token)
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> i64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
        .cast_signed()
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
    let tokens: Vec<&str> = tokens.text.split_ascii_whitespace().collect();
    let last = tokens.last()?;
    let star = if last.is_ascii() { " *" } else { "" };
    Some(format!("\"{}\"{star}", tokens.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_tokens() {
        assert_eq!(
            split("张三").text.split_whitespace().collect::<Vec<_>>(),
            ["张", "三"]
        );
        assert_eq!(
            split("2023年ＡＢ级").text.split_whitespace().collect::<Vec<_>>(),
            ["2023", "年", "ab", "级"]
        );
        assert_eq!(
            split("𬸣（𠅤）").text.split_whitespace().collect::<Vec<_>>(),
            ["𬸣", "𠅤"]
        );
        assert_eq!(phrase("“财政”局").as_deref(), Some("\"财 政 局\""));
        assert_eq!(phrase("2023").as_deref(), Some("\"2023\" *"));
        assert_eq!(phrase("（）"), None);
    }
}
