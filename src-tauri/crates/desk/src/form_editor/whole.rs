//! 简历, 奖惩情况 and 年度考核结果 as typed: the text is read into rows by the readers of `record`; rows that say the same keep
//! everything else that is known of them, rows whose words are gone are deleted, and a text that is not read whole is not
//! taken at all.

use antou_form::ASSESSED_YEARS;
use antou_record::date::DateHints;
use antou_record::facts::{Assessment, Award, Fact, Resume};
use antou_record::wording::{self, reading};
use antou_record::{Dossier, Record, Row, Set, Severity, Value, dictionary, squeezed};

use super::apply::{Context, Taken, cell_problem, hints, said};
use super::sheet::{add_row, put, row_mut, rows_mut};
use crate::messages::FormProblem;

pub(super) fn apply(dossier: &mut Dossier, set: &str, text: &str, context: &Context) -> Taken {
    let Some(set) = dictionary().set(set) else {
        return Ok(Vec::new());
    };
    let told = read(set, text, hints(dossier, context))?;
    let mut said: Vec<FormProblem> = told.problems.iter().map(cell_problem).collect();
    let lost = merge(dossier, set, told.rows);
    said.extend(lost);
    Ok(said)
}

/// Reads the text of a whole set, or says which line cannot be read.
pub(super) fn read(
    set: &'static Set,
    text: &str,
    hints: DateHints,
) -> Result<reading::Told, Vec<FormProblem>> {
    let known = reading::Known {
        hints,
        ..reading::Known::default()
    };
    set.read_text(text, &known).map_err(|unread| {
        let mut problem = self::said(
            Severity::Error,
            format!("“{}”读不懂：{}。这一格先不保存", unread.part, unread.why),
        );
        problem.line = line_of(text, &unread.part);
        vec![problem]
    })
}

/// The line of a text that a part of it stands in; blanks do not matter.
fn line_of(text: &str, part: &str) -> Option<u32> {
    let wanted = squeezed(part);
    let wanted: String = wanted.chars().take(12).collect();
    let at = text.lines().position(|line| squeezed(line).contains(&wanted))?;
    u32::try_from(at).ok()
}

/// How the rows of a set are told in words, and which of their items the words say.
struct Told {
    words: fn(&Row) -> String,
    says: &'static [&'static str],
    meets: fn(&Row, &Row) -> bool,
}

fn told(set: &Set) -> Told {
    match set.code.as_str() {
        "resume" => Told {
            words: |row| {
                let row = Resume::from_row(row);
                format!(
                    "{} {} {}",
                    wording::period(row.started, row.ended),
                    squeezed(&row.text),
                    row.within
                )
            },
            says: &["started", "ended", "text", "within"],
            meets: |one, two| {
                let (one, two) = (Resume::from_row(one), Resume::from_row(two));
                one.within == two.within
                    && (one.started.is_some()
                        && one
                            .started
                            .zip(two.started)
                            .is_some_and(|(one, two)| one.agrees_with(two))
                        || squeezed(&one.text) == squeezed(&two.text))
            },
        },
        "award" => Told {
            words: |row| wording::awards(&[Award::from_row(row)]),
            says: &["kind", "name", "decided", "authority", "reason", "lifted"],
            meets: |one, two| {
                let (one, two) = (Award::from_row(one), Award::from_row(two));
                one.name == two.name
                    || one
                        .decided
                        .zip(two.decided)
                        .is_some_and(|(one, two)| one.agrees_with(two))
            },
        },
        _ => Told {
            words: |row| wording::assessments(&[Assessment::from_row(row)], 1),
            says: &["year", "conclusion"],
            meets: |one, two| one.get("year") == two.get("year"),
        },
    }
}

/// Puts rows told in a text in the place of those the text was printed from.
pub(super) fn merge(dossier: &mut Dossier, set: &'static Set, rows: Vec<Row>) -> Vec<FormProblem> {
    let told = told(set);
    let mut left = shown(dossier, set);
    let mut new: Vec<Row> = Vec::new();
    for row in rows {
        let words = (told.words)(&row);
        match left.iter().position(|record| (told.words)(&record.row) == words) {
            Some(at) => drop(left.remove(at)),
            None => new.push(row),
        }
    }
    // the year of an older assessment may be told too: its row is there, only not among those shown
    let hidden: Vec<Record> = dossier
        .rows(&set.code)
        .iter()
        .filter(|record| !left.iter().any(|other| other.id == record.id))
        .cloned()
        .collect();
    let mut added: Vec<Row> = Vec::new();
    for row in new {
        if let Some(at) = left.iter().position(|record| (told.meets)(&record.row, &row)) {
            change(dossier, set, left.remove(at).id, &row, told.says);
        } else if let Some(record) = hidden
            .iter()
            .find(|record| set.once.is_some() && (told.meets)(&record.row, &row))
        {
            change(dossier, set, record.id, &row, told.says);
        } else {
            added.push(row);
        }
    }
    let said = lost(&left, told.says);
    rows_mut(dossier, &set.code).retain(|record| !left.iter().any(|gone| gone.id == record.id));
    for row in added {
        let id = add_row(dossier, set);
        if let Some(new) = row_mut(dossier, &set.code, id) {
            *new = row;
        }
    }
    said
}

/// The rows whose words stand in the cell.
fn shown(dossier: &Dossier, set: &Set) -> Vec<Record> {
    let mut records: Vec<Record> = dossier.rows(&set.code).to_vec();
    if set.code == "assessment" {
        records.retain(|record| {
            let row = Assessment::from_row(&record.row);
            row.year.is_some() && !row.conclusion.label.is_empty()
        });
        records.sort_by_key(|record| Assessment::from_row(&record.row).year);
        let first = records.len().saturating_sub(ASSESSED_YEARS);
        records.drain(..first);
    }
    records
}

fn change(dossier: &mut Dossier, set: &Set, id: i64, told: &Row, says: &[&str]) {
    const REWARD: &str = "1";
    let Some(row) = row_mut(dossier, &set.code, id) else {
        return;
    };
    for code in says {
        let value = told.get(code).cloned();
        // not every word of an award is printed: what is not printed is not taken back
        let is_untold = *code == "kind"
            || *code == "reason" && matches!(row.get("kind"), Some(Value::Code(kind)) if kind == REWARD);
        if value.is_none() && is_untold {
            continue;
        }
        put(row, code, value);
    }
}

/// What else is known of rows that go: said before it is saved, because it is not on the form.
fn lost(gone: &[Record], says: &[&str]) -> Vec<FormProblem> {
    let more: Vec<String> = gone
        .iter()
        .filter(|record| {
            record
                .row
                .filled()
                .any(|(item, _)| !says.contains(&item.code.as_str()))
        })
        .map(|record| {
            says.iter()
                .map(|code| record.row.shown(code))
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    if more.is_empty() {
        return Vec::new();
    }
    vec![said(
        Severity::Warning,
        format!("保存后将删除：{}；其中还有表上不显示的内容", more.join("；")),
    )]
}
