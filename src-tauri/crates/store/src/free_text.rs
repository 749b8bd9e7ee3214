//! What is typed in the search box. Words separated by blanks must all be found: digits as the beginning of the identity
//! number, Latin letters as initials or pinyin of the name, Chinese in the name or anywhere in the dossier.

use antou_record::{Item, Kind, Set};
use rusqlite::types::Value as Parameter;

use crate::condition::contains;
use crate::fulltext::{SURNAME_MARK, phrase};
use crate::rows::quoted;
use crate::sql::Sql;

/// A typed word by what it can be.
enum Word {
    /// Digits, perhaps with the X of an identity number.
    Number(String),
    /// Latin letters.
    Latin(String),
    /// Anything with a Chinese character.
    Text(String),
}

fn words(typed: &str) -> Vec<Word> {
    antou_record::half_width_text(typed)
        .split_whitespace()
        .filter_map(|word| {
            let digits = word.trim_end_matches(['x', 'X']);
            if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(Word::Number(word.to_ascii_uppercase()));
            }
            if word
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'\'')
            {
                return Some(Word::Latin(word.replace('\'', "").to_ascii_lowercase()));
            }
            phrase(word).is_some().then(|| Word::Text(word.to_owned()))
        })
        .collect()
}

const NUMBER: &str = "SELECT id FROM person WHERE id_number >= ? AND id_number < ? || '~'
    UNION SELECT rowid FROM fulltext WHERE fulltext MATCH ?";

/// People in whose dossier a phrase stands.
pub(crate) const TEXT: &str = "SELECT rowid FROM fulltext WHERE fulltext MATCH ?";

/// The people found by each word, as a `SELECT` of their ids.
pub(crate) fn found(typed: &str) -> Vec<Sql> {
    let text = |text: &str| Parameter::Text(text.to_owned());
    let phrase = |word: &str| Parameter::Text(phrase(word).unwrap_or_default());
    words(typed)
        .iter()
        .map(|word| match word {
            Word::Number(word) => Sql::new(NUMBER, [text(word), text(word), phrase(word)]),
            // one letter can only mean the beginning of the surname
            Word::Latin(letter) if letter.len() == 1 => {
                Sql::new(TEXT, [Parameter::Text(format!("\"{SURNAME_MARK}{letter}\""))])
            }
            Word::Latin(word) | Word::Text(word) => Sql::new(TEXT, [phrase(word)]),
        })
        .collect()
}

const LATIN_SCORE: &str = "CASE WHEN r.initials = ? OR r.pinyin = ? THEN 0 WHEN instr(r.initials, ?) = 1 THEN 1 \
                           WHEN instr(r.pinyin, ?) = 1 THEN 2 ELSE 3 END";

const TEXT_SCORE: &str = "CASE WHEN r.name = ? THEN 0 WHEN instr(r.name, ?) = 1 THEN 1 \
                          WHEN instr(r.name, ?) THEN 2 ELSE 3 END";

/// How well each word is found, best first: the name before its beginning, its beginning before its middle, the name before
/// the rest of the dossier.
pub(crate) fn scores(typed: &str) -> Vec<Sql> {
    let times = |text: &str, count: usize| vec![Parameter::Text(text.to_owned()); count];
    words(typed)
        .iter()
        .filter_map(|word| match word {
            Word::Number(_) => None,
            Word::Latin(letter) if letter.len() == 1 => None,
            Word::Latin(word) => Some(Sql::new(LATIN_SCORE, times(word, 4))),
            Word::Text(word) => Some(Sql::new(TEXT_SCORE, times(word, 3))),
        })
        .collect()
}

/// One test for each typed word: the person of the row is called so or works there, or something in the row says so. What is protected is
/// not searched.
pub(crate) fn in_rows(typed: &str, set: &'static Set, of_person: bool) -> Vec<Sql> {
    antou_record::half_width_text(typed)
        .split_whitespace()
        .map(|word| in_row(word, set, of_person))
        .collect()
}

fn in_row(word: &str, set: &'static Set, of_person: bool) -> Sql {
    let mut sql = Sql::new("0", []);
    if of_person {
        let times = |text: &str, count: usize| vec![Parameter::Text(text.to_owned()); count];
        let latin = word.to_ascii_lowercase();
        sql.append(Sql::new(" OR instr(r.name, ?) > 0", times(word, 1)));
        sql.append(Sql::new(
            " OR instr(r.initials, ?) = 1 OR instr(r.pinyin, ?) = 1",
            times(&latin, 2),
        ));
        sql.append(Sql::new(
            " OR r.unit IN (SELECT id FROM unit WHERE instr(name, ?) > 0)",
            times(word, 1),
        ));
    }
    let open = |item: &&Item| !item.private && !item.is_protected() && item.kind != Kind::Blob;
    for item in set.items.iter().filter(open) {
        // a word that cannot be a value of the item does not find it
        if let Ok(test) = contains(item, &format!("t.{}", quoted(&item.code)), word) {
            sql.push(" OR ").append(test);
        }
    }
    sql
}
