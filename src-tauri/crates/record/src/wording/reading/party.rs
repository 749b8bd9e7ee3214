//! 入党时间 in the grammar of the form: a month, a party, or both.

use super::scan::date;
use crate::PartialDate;
use crate::declaration::is_blank;
use crate::dictionary::{Meaning, dictionary};

/// What 入党时间 says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// When the Party, or the other party named with it, was joined.
    pub joined: Option<PartialDate>,
    /// Code of 政治面貌, where a word tells it. A month alone does not tell 党员 from 预备党员.
    pub status: Option<String>,
    /// Codes of further parties.
    pub others: Vec<String>,
}

impl Party {
    /// Whether what is known so far is a party other than the Party.
    fn is_of_another(&self) -> bool {
        self.status
            .as_deref()
            .is_some_and(|status| !matches!(status, "01" | "02"))
    }
}

/// A word of the text: a date, a party, or a party with its date.
struct Word {
    date: Option<PartialDate>,
    status: Option<String>,
    bracketed: bool,
}

/// Reads `2001.08`, `民建`, `民建；民盟`, `2001.08；民建`, `民建2001.08`, `（民建、民盟）`, `2001.08（预备党员）` and the like; `None`
/// when anything in it could mean something else.
pub fn party(text: &str) -> Option<Party> {
    let mut words: Vec<Word> = Vec::new();
    let mut depth = 0usize;
    let is_bracket = |c: char| matches!(c, '（' | '(' | '）' | ')');
    let mut rest = text.trim_matches(is_blank);
    let whole = rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']);
    while !rest.is_empty() {
        let at = rest.find(|c| is_bracket(c) || matches!(c, '；' | ';' | '、' | '，' | ',' | '/' | '\n'));
        let end = at.unwrap_or(rest.len());
        let part = rest.get(..end)?.trim_matches(is_blank);
        if !part.is_empty() {
            words.push(word(part, depth > 0 && !whole)?);
        }
        let mark = rest.get(end..)?.chars().next();
        match mark {
            Some('（' | '(') => depth += 1,
            Some('）' | ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        rest = rest.get(end + mark.map_or(0, char::len_utf8)..)?;
    }
    together(words)
}

/// One part: a date, a party, or both without anything between them.
fn word(part: &str, bracketed: bool) -> Option<Word> {
    let plain = crate::squeezed(part);
    let plain = ["加入", "参加", "于"]
        .iter()
        .fold(plain.into_owned(), |text, word| text.replace(word, ""));
    if let Some(status) = status(&plain) {
        return Some(Word {
            date: None,
            status: Some(status),
            bracketed,
        });
    }
    if let Some((date, rest)) = date(&plain) {
        let rest = rest.trim_start_matches("入党");
        let status = if rest.is_empty() {
            None
        } else {
            Some(status(rest)?)
        };
        return Some(Word {
            date: Some(date),
            status,
            bracketed,
        });
    }
    let at = plain.find(|c: char| crate::declaration::half_width(c).is_ascii_digit())?;
    let (name, dated) = plain.split_at_checked(at)?;
    let (date, rest) = date(dated)?;
    let status = status(name.trim_end_matches([':', '：']))?;
    rest.is_empty().then_some(Word {
        date: Some(date),
        status: Some(status),
        bracketed,
    })
}

/// The code of 政治面貌 for a party or a word like 群众.
fn status(word: &str) -> Option<String> {
    let find = |table: &str| match dictionary().table(table)?.meaning(word) {
        Meaning::Label(code) | Meaning::Spelling(code) => Some(code.code.clone()),
        _ => None,
    };
    if matches!(word, "中国共产党" | "中共") {
        return Some("01".to_owned());
    }
    // the codes of the parties are those of their members
    find("political_status").or_else(|| find("party"))
}

fn together(words: Vec<Word>) -> Option<Party> {
    let mut found = Party::default();
    for (index, word) in words.into_iter().enumerate() {
        if let Some(date) = word.date {
            // a second date belongs to another party, and nobody keeps that one
            if found.joined.is_some() || index > 0 && word.status.is_none() && found.is_of_another() {
                return None;
            }
            found.joined = Some(date);
        }
        let Some(status) = word.status else { continue };
        let of_the_party = matches!(status.as_str(), "01" | "02");
        let beside_date = found.joined.is_some() && found.status.is_none() && word.date.is_none();
        match (&found.status, of_the_party) {
            // 2001.08（民建）: joined whom?
            (None, false) if beside_date && word.bracketed => return None,
            // 2001.08；民建: the month is that of the Party
            (None, false) if beside_date => found.others.push(status),
            (None, _) => found.status = Some(status),
            (Some(_), true) => return None,
            (Some(_), false) => found.others.push(status),
        }
    }
    let known = |code: &String| {
        dictionary()
            .table("party")
            .is_some_and(|table| table.by_code(code).is_some())
    };
    let sound = found.others.iter().all(known) && (found.joined.is_some() || found.status.is_some());
    sound.then_some(found)
}
