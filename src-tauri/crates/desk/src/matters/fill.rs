//! Reports taken in: one operation for all that was filled, pasted or typed at once.

use antou_record::{Dossier, Hints, Item, Record, Row, Set, Value, Written, dictionary};
use antou_store::{Op, OpKind, StoreError, Tx};

use super::occasion;
use super::year::Report;
use crate::desk::Desk;
use crate::entry::problem_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// What may be filled.
const ITEMS: [&str; 3] = ["submitted", "signed", "received_by"];

/// An entry read from what was typed: for each item a new value, or nothing where it stays.
struct Entered {
    person: i64,
    changes: Vec<(usize, Option<Value>)>,
}

impl Desk {
    /// Takes reports of a year in.
    pub fn fill_matters(&self, request: FillMatters, _: &dyn Progress) -> Result<FilledMatters, Failure> {
        let set = dictionary()
            .set("matters")
            .ok_or_else(|| Failure::not_found("没有个人有关事项报告这个信息集"))?;
        let hints = Hints {
            latest: Some(self.latest()?),
            ..Hints::default()
        };
        let mut problems = Vec::new();
        let mut entries = Vec::new();
        for entry in &request.entries {
            match read(set, entry, &hints) {
                Ok(entered) => entries.push(entered),
                Err(problem) => problems.push(MattersProblem {
                    person: entry.person,
                    problem,
                }),
            }
        }
        let (year, as_of) = (request.year, self.as_of()?);
        self.with_vault(|vault| {
            let op = Op::new(
                OpKind::Edit,
                format!("登记 {year} 年度个人有关事项报告（{} 人）", entries.len()),
            );
            let output = vault.transact(op, |tx| {
                let mut changed = 0;
                for entered in &entries {
                    changed += u64::from(write(tx, set, year, entered)?);
                }
                Ok::<_, StoreError>(changed)
            })?;
            // what does not fit together is said at once of a few; of many the screen counts it
            if entries.len() <= 20 {
                let mut dossiers = vault.dossiers();
                for Entered { person, .. } in &entries {
                    let dossier = dossiers.with_sets(*person, &[&set.code])?;
                    let own = report(&dossier, year).map(Report::of);
                    let reports = reports(&dossier, year).count();
                    let doubts = own
                        .map(|own| own.doubts(reports, year, as_of))
                        .unwrap_or_default();
                    problems.extend(doubts.into_iter().map(|message| doubt(*person, message)));
                }
            }
            Ok(FilledMatters {
                op: output.op,
                changed: output.value,
                problems,
            })
        })
    }
}

fn doubt(person: i64, message: String) -> MattersProblem {
    MattersProblem {
        person,
        problem: ProblemView {
            code: "matters.doubt".to_owned(),
            severity: "warning".to_owned(),
            item: "matters.submitted".to_owned(),
            message,
        },
    }
}

fn read(set: &'static Set, entry: &MattersEntry, hints: &Hints) -> Result<Entered, ProblemView> {
    let texts = [&entry.submitted, &entry.signed, &entry.received_by];
    let mut changes = Vec::new();
    for (code, text) in ITEMS.iter().zip(texts) {
        let (Some(item), Some(text)) = (set.item(code), text) else {
            continue;
        };
        changes.push((item.index, value(item, text, hints)?));
    }
    Ok(Entered {
        person: entry.person,
        changes,
    })
}

fn value(item: &'static Item, text: &str, hints: &Hints) -> Result<Option<Value>, ProblemView> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let reading = item.read(Written::Text(text), hints);
    match (reading.value, reading.problems.first()) {
        (Some(value), _) => Ok(Some(value)),
        (None, Some(problem)) => Err(ProblemView {
            severity: "error".to_owned(),
            ..problem_view(item, problem)
        }),
        (None, None) => Ok(None),
    }
}

/// Writes one entry; answers whether anything changed.
fn write(tx: &mut Tx<'_>, set: &'static Set, year: i32, entered: &Entered) -> Result<bool, StoreError> {
    let dossier = tx.dossier_with(entered.person, &[&set.code])?;
    let Some(known) = report(&dossier, year) else {
        if entered.changes.iter().all(|(_, value)| value.is_none()) {
            return Ok(false);
        }
        let mut row = Row::new(set);
        row.put("occasion", Some(Value::Code(occasion::YEARLY.to_owned())));
        row.put("year", Some(Value::Int(i64::from(year))));
        for (index, value) in &entered.changes {
            row.put_at(*index, value.clone());
        }
        tx.insert(Some(entered.person), &row)?;
        return Ok(true);
    };
    let changes: Vec<_> = entered
        .changes
        .iter()
        .filter(|(index, value)| known.row.at(*index) != value.as_ref())
        .cloned()
        .collect();
    if changes.is_empty() {
        return Ok(false);
    }
    let mut left = known.row.clone();
    for (index, value) in &changes {
        left.put_at(*index, value.clone());
    }
    // a row that says nothing but its year was made by taking the report in, and goes with it
    let says_more = left
        .filled()
        .any(|(item, _)| !matches!(item.code.as_str(), "occasion" | "year"));
    if says_more {
        tx.update(&set.code, known.id, &changes)?;
    } else {
        tx.delete(&set.code, known.id)?;
    }
    Ok(true)
}

/// The yearly reports of a person.
fn reports(dossier: &Dossier, year: i32) -> impl Iterator<Item = &Record> {
    dossier.rows("matters").iter().filter(move |record| {
        record.row.get("year") == Some(&Value::Int(i64::from(year)))
            && record.row.get("occasion") == Some(&Value::Code(occasion::YEARLY.to_owned()))
    })
}

/// The one that counts: of two the one handed in.
fn report(dossier: &Dossier, year: i32) -> Option<&Record> {
    reports(dossier, year)
        .find(|record| record.row.get("submitted").is_some())
        .or_else(|| reports(dossier, year).next())
}
