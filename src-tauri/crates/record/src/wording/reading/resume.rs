//! 简历 as one text → one row for each stretch of it.

use super::scan::{Stretch, digits, skip, stretch};
use super::{Told, Unread, lines};
use crate::PartialDate;
use crate::declaration::is_blank;
use crate::dictionary::Set;
use crate::facts::Resume;
use crate::problem::{Problem, ProblemCode};
use crate::value::{Row, Value};
use crate::wording::breaks;

/// One stretch of a life as the text has it.
#[derive(Debug)]
struct Entry {
    started: Option<PartialDate>,
    ended: Option<PartialDate>,
    text: String,
    within: bool,
}

pub(super) fn read(set: &'static Set, text: &str) -> Result<Told, Unread> {
    let mut entries = Vec::new();
    for paragraph in paragraphs(text)? {
        for entry in split(&paragraph) {
            take_apart(entry, &mut entries)?;
        }
    }
    if let Some(turned) = entries.iter().find(|entry| is_turned(entry)) {
        return Err(Unread::new(&turned.text, "截止时间早于起始时间"));
    }
    Ok(Told {
        problems: continuity(&entries),
        rows: entries.into_iter().map(|entry| row(set, entry)).collect(),
    })
}

fn is_turned(entry: &Entry) -> bool {
    let both = entry.started.zip(entry.ended);
    both.is_some_and(|(started, ended)| ended.compare(started).is_lt())
}

fn row(set: &'static Set, entry: Entry) -> Row {
    let mut row = Row::new(set);
    row.put("started", entry.started.map(Value::Date));
    row.put("ended", entry.ended.map(Value::Date));
    row.put("text", Value::Text(entry.text));
    row.put("within", entry.within.then_some(Value::Bool(true)));
    row
}

/// Lines that begin with a stretch of time, each with the lines that continue it.
fn paragraphs(text: &str) -> Result<Vec<String>, Unread> {
    let mut found: Vec<String> = Vec::new();
    for line in lines(text) {
        let line = without_number(&line);
        match found.last_mut() {
            // (其间 over several lines stays in its brackets
            Some(last) if is_open(last) => join(last, line),
            _ if stretch(line).is_some() => found.push(line.to_owned()),
            _ if digits(line).1 >= 4 => return Err(Unread::new(line, "起止时间读不懂")),
            Some(last) if is_aside(line) && !line.starts_with(['（', '(']) => {
                last.push_str(&format!("（{line}）"));
            }
            Some(last) => join(last, line),
            None => return Err(Unread::new(line, "前面没有起止时间")),
        }
    }
    Ok(found)
}

/// 1. 1、 (1) ① before an entry.
fn without_number(line: &str) -> &str {
    let (_, count, rest) = digits(line.trim_start_matches(['(', '（']));
    let behind = rest.trim_start_matches(['.', '．', '、', ')', '）']);
    let numbered = (1..=2).contains(&count) && behind.len() < rest.len();
    let behind = if numbered {
        behind
    } else {
        line.trim_start_matches(|c| ('①'..='⑳').contains(&c))
    };
    let behind = skip(behind);
    if stretch(behind).is_some() { behind } else { line }
}

/// Whether a bracket is still open at the end.
fn is_open(text: &str) -> bool {
    let depth = text.chars().fold(0usize, |depth, character| match character {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    });
    depth > 0
}

/// A wrapped line goes on where it broke off; only Latin words and numbers need a blank between them.
fn join(text: &mut String, line: &str) {
    let latin = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(text.chars().last()) && latin(line.chars().next()) {
        text.push(' ');
    }
    text.push_str(line);
}

const ASIDES: [&str; 3] = ["其间", "期间", "其中"];

/// Whether a line tells what happened within the entry above it.
fn is_aside(line: &str) -> bool {
    let inside = line.trim_start_matches(['（', '(']);
    ASIDES.iter().any(|word| inside.starts_with(word))
}

/// Entries that stand in one line: each begins with a stretch of time behind a mark or a blank, outside of brackets.
fn split(paragraph: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut depth) = (0, 0usize);
    let mut current = stretch(paragraph);
    for (at, character) in paragraph.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parting = matches!(character, ';' | '；' | '。' | ',' | '，') || is_blank(character);
        let Some(behind) = paragraph.get(at + character.len_utf8()..) else {
            continue;
        };
        if depth > 0 || !parting || !half_digit(behind) {
            continue;
        }
        let next =
            stretch(behind).filter(|next| begins_new(current.as_ref(), next, character, paragraph, at));
        if let (Some(next), Some(part)) = (next, paragraph.get(begin..at)) {
            parts.push(part);
            begin = at + character.len_utf8();
            current = Some(next);
        }
    }
    parts.extend(paragraph.get(begin..));
    parts
}

/// Whether a digit comes next, blanks aside: only then is it worth looking for a date.
fn half_digit(text: &str) -> bool {
    skip(text)
        .chars()
        .next()
        .is_some_and(|character| crate::declaration::half_width(character).is_ascii_digit())
}

/// A stretch in the middle of a line begins an entry unless it is still part of the last: its own end, or after a comma
/// something that happened within it.
fn begins_new(
    current: Option<&Stretch<'_>>,
    next: &Stretch<'_>,
    mark: char,
    paragraph: &str,
    at: usize,
) -> bool {
    let Some(current) = current else { return true };
    // the blank in “2004.08 -- 2009.12” stands within the stretch itself
    if paragraph.len() - current.rest.len() > at {
        return false;
    }
    let ended = current.ended.unwrap_or(current.started);
    !matches!(mark, ',' | '，') || next.started.compare(ended).is_ge()
}

/// An entry, and what happened within it behind it.
fn take_apart(entry: &str, out: &mut Vec<Entry>) -> Result<(), Unread> {
    let Some(Stretch { started, ended, rest }) = stretch(entry) else {
        return Err(Unread::new(entry, "起止时间读不懂"));
    };
    let (text, asides) = without_asides(rest)?;
    let text = bare(&text);
    if text.is_empty() {
        return Err(Unread::new(entry, "只有时间，没有经历"));
    }
    out.push(Entry {
        started: Some(started),
        ended,
        text: text.to_owned(),
        within: false,
    });
    for aside in asides {
        take_aside(&aside, out)?;
    }
    Ok(())
}

/// Without blanks and marks at its ends.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|c| {
        is_blank(c) || matches!(c, ':' | '：' | ',' | '，' | '、' | ';' | '；' | '。' | '.')
    })
    .trim_end_matches(|c| is_blank(c) || matches!(c, ';' | '；' | '。' | ',' | '，'))
}

/// The text without its 其间, and the content of each of them.
fn without_asides(text: &str) -> Result<(String, Vec<String>), Unread> {
    let (mut plain, mut asides) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((at, begin)) = next_aside(rest) {
        plain.push_str(rest.get(..at).unwrap_or_default());
        let inside = rest.get(begin..).unwrap_or_default();
        if begin == at {
            // not in brackets: it reaches to the end
            asides.push(inside.to_owned());
            return Ok((plain, asides));
        }
        let Some(end) = closing(inside) else {
            return Err(Unread::new(rest.get(at..).unwrap_or_default(), "括号没有写完"));
        };
        asides.push(inside.get(..end).unwrap_or_default().to_owned());
        let closed = inside.get(end..).unwrap_or_default();
        rest = closed.strip_prefix(['）', ')']).unwrap_or(closed);
    }
    plain.push_str(rest);
    Ok((plain, asides))
}

/// Where the next 其间 begins, and where its content does; both are one when it is not in brackets.
fn next_aside(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' => {
                let begin = at + character.len_utf8();
                let inside = text.get(begin..)?;
                if depth == 0 && ASIDES.iter().any(|word| skip(inside).starts_with(word)) {
                    return Some((at, begin));
                }
                depth += 1;
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            '其' if depth == 0 && stretch(unlabelled(text.get(at..)?)).is_some() => return Some((at, at)),
            _ => {}
        }
    }
    None
}

/// Where the bracket that is open at the beginning closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1usize;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Without the word 其间 and the marks behind it.
fn unlabelled(text: &str) -> &str {
    let text = skip(text);
    let text = ASIDES
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    text.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：' | ',' | '，'))
}

/// What happened within an entry; several are told apart by a stretch of time behind a mark.
fn take_aside(aside: &str, out: &mut Vec<Entry>) -> Result<(), Unread> {
    for part in aside_parts(unlabelled(aside)) {
        let part = bare(unlabelled(part));
        if part.is_empty() {
            continue;
        }
        let entry = match stretch(part) {
            Some(Stretch { started, ended, rest }) => Entry {
                started: Some(started),
                ended,
                text: bare(rest).to_owned(),
                within: true,
            },
            // a single month, or none at all: the words stay as they are
            None => Entry {
                started: None,
                ended: None,
                text: part.to_owned(),
                within: true,
            },
        };
        if entry.text.is_empty() {
            return Err(Unread::new(aside, "其间只有时间，没有经历"));
        }
        out.push(entry);
    }
    Ok(())
}

fn aside_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut depth) = (0, 0usize);
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(behind) = text.get(at + character.len_utf8()..) else {
            continue;
        };
        let parting = matches!(character, ';' | '；' | '。' | ',' | '，' | '、' | '\n');
        if depth == 0 && parting && stretch(unlabelled(behind)).is_some() {
            parts.extend(text.get(begin..at));
            begin = at + character.len_utf8();
        }
    }
    parts.extend(text.get(begin..));
    parts
}

/// Months that belong to no entry or to two of them; 其间 aside.
fn continuity(entries: &[Entry]) -> Vec<Problem> {
    let rows: Vec<Resume> = entries
        .iter()
        .map(|entry| Resume {
            started: entry.started,
            ended: entry.ended,
            text: entry.text.clone(),
            within: entry.within,
        })
        .collect();
    let text = |at: usize| rows.get(at).map_or("", |row| row.text.as_str());
    breaks(&rows)
        .into_iter()
        .map(|found| {
            // of an entry without an end that one is to be looked at, else the one that follows
            let (code, at) = match (found.is_overlap, found.until) {
                (false, _) => (ProblemCode::ResumeGap, found.later),
                (true, None) => (ProblemCode::ResumeOverlap, found.earlier),
                (true, Some(_)) => (ProblemCode::ResumeOverlap, found.later),
            };
            Problem::warning(code, text(at), found.message())
        })
        .collect()
}
