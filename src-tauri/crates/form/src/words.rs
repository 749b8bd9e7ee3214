//! Characters that cannot be trusted to print.

use antou_record::is_private;
use serde_json::Value;

/// Private-use characters (造字) look different in every font, so whatever a font shows for them is a guess. In their place
/// stands the printer's 〓, the sign that a piece of type is missing.
const GETA: char = '〓';

/// Replaces private-use characters in every text of the value, and answers which there were.
pub(crate) fn take_private(value: &mut Value) -> Vec<char> {
    let mut found = Vec::new();
    walk(value, &mut found);
    found
}

fn walk(value: &mut Value, found: &mut Vec<char>) {
    match value {
        Value::String(text) => replace(text, found),
        Value::Array(values) => values.iter_mut().for_each(|value| walk(value, found)),
        Value::Object(values) => values.values_mut().for_each(|value| walk(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn replace(text: &mut String, found: &mut Vec<char>) {
    if !text.chars().any(is_private) {
        return;
    }
    for character in text.chars().filter(|character| is_private(*character)) {
        if !found.contains(&character) {
            found.push(character);
        }
    }
    *text = text
        .chars()
        .map(|character| if is_private(character) { GETA } else { character })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn private_characters_become_a_gap_that_is_seen() {
        let mut value = json!({"name": "张\u{E123}三", "relatives": [{"name": "李\u{E123}\u{F0001}"}]});
        assert_eq!(
            take_private(&mut value),
            ['\u{E123}', '\u{F0001}'],
            "each is named once"
        );
        assert_eq!(
            value,
            json!({"name": "张〓三", "relatives": [{"name": "李〓〓"}]})
        );
    }
}
