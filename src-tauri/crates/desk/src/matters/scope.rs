//! Who has to report: documents of units that widen the national scope.

use std::collections::{BTreeMap, HashSet};

use antou_policy::matters::{National, PACK, Widening};
use antou_record::{PartialDate, Reference, Row, Set, Value, dictionary};
use antou_store::{Op, OpKind, Vault};

use super::reporters_of;
use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::parameters::overrides;
use crate::progress::Progress;
use crate::units::below;

/// A unit's document, with the units it holds for.
pub(super) struct Document {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) units: HashSet<i64>,
    pub(super) widening: Widening,
}

fn widening(row: &Row) -> Widening {
    let codes = |code: &str| match row.get(code) {
        Some(Value::Codes(codes)) => codes.clone(),
        Some(Value::Code(code)) => vec![code.clone()],
        _ => Vec::new(),
    };
    let date = |code: &str| row.get(code).and_then(Value::as_date);
    Widening {
        levels: codes("levels"),
        ranks: codes("ranks"),
        staff_kinds: codes("staff_kinds"),
        development: row.get("development") == Some(&Value::Bool(true)),
        started: date("started"),
        ended: date("ended"),
    }
}

fn unit_of(row: &Row) -> Option<i64> {
    match row.get("unit") {
        Some(Value::Reference(reference)) => reference.id,
        _ => None,
    }
}

/// Documents in force at a date.
pub(super) fn in_force(vault: &Vault, as_of: PartialDate) -> Result<Vec<Document>, Failure> {
    let rows = vault.rows("matters_scope")?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let units = vault.units()?;
    let documents = rows.into_iter().filter_map(|record| {
        let widening = widening(&record.row);
        let unit = unit_of(&record.row)?;
        widening.in_force_at(as_of).then(|| Document {
            id: record.id,
            name: record.row.shown("document"),
            units: below(&units, unit),
            widening,
        })
    });
    Ok(documents.collect())
}

/// Whom a document takes in, in words.
fn in_words(row: &Row) -> String {
    let staff = row.shown("staff_kinds");
    let mut parts: Vec<String> = ["levels", "ranks"]
        .iter()
        .map(|code| row.shown(code))
        .filter(|text| !text.is_empty())
        .collect();
    if !parts.is_empty() && !staff.is_empty() {
        parts = vec![format!("{staff}中的{}", parts.join("、"))];
    } else if !staff.is_empty() {
        parts.push(format!("{staff}全部人员"));
    }
    if row.get("development") == Some(&Value::Bool(true)) {
        parts.push("发展对象".to_owned());
    }
    parts.join("；")
}

fn set() -> Result<&'static Set, Failure> {
    dictionary()
        .set("matters_scope")
        .ok_or_else(|| Failure::not_found("没有报告范围这个信息集"))
}

impl Desk {
    /// Who has to report, by which layer.
    pub fn matters_scopes(&self, _: Nothing, _: &dyn Progress) -> Result<MattersScopes, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let own = overrides(vault, PACK)?;
            let people = reporters_of(vault, None, as_of, &own)?;
            let duties = || people.iter().filter_map(|reporter| reporter.duty.as_ref());
            let of_scope = |id: i64| duties().filter(|duty| duty.scope == Some(id)).count() as u64;
            let rows = vault.rows("matters_scope")?;
            Ok(MattersScopes {
                national: National::at(as_of, &own).map(|national| cited(national.rule())),
                national_people: duties().filter(|duty| duty.rule.is_some()).count() as u64,
                units: rows
                    .iter()
                    .map(|record| MattersScopeView {
                        id: record.id,
                        unit: unit_of(&record.row),
                        cells: record
                            .row
                            .filled()
                            .map(|(item, value)| (item.code.clone(), item.shown(value)))
                            .collect(),
                        text: in_words(&record.row),
                        in_force: widening(&record.row).in_force_at(as_of),
                        people: of_scope(record.id),
                    })
                    .collect(),
            })
        })
    }

    /// Adds or changes a document that widens who has to report.
    pub fn save_matters_scope(
        &self,
        request: SaveMattersScope,
        _: &dyn Progress,
    ) -> Result<SavedMatters, Failure> {
        let set = set()?;
        let values: BTreeMap<String, Option<String>> = request
            .values
            .into_iter()
            .filter(|(code, _)| code != "unit")
            .map(|(code, text)| (code, Some(text)))
            .collect();
        let mut typed = self.read_all(set, None, &values)?;
        self.with_vault(|vault| {
            let mut row = match request.id {
                Some(id) => vault.row(&set.code, id)?,
                None => Row::new(set),
            };
            for (index, value) in typed.changes {
                row.put_at(index, value);
            }
            let unit = Value::Reference(Reference {
                id: Some(request.unit),
                label: String::new(),
            });
            row.put("unit", Some(unit));
            typed.problems.extend(faults(&row));
            if typed.problems.iter().any(|problem| problem.severity == "error") {
                return Ok(SavedMatters {
                    id: None,
                    op: None,
                    problems: typed.problems,
                });
            }
            let op = Op::new(
                OpKind::Edit,
                format!("个人有关事项报告范围：{}", row.shown("document")),
            );
            let output = vault.transact(op, |tx| match request.id {
                None => tx.insert(None, &row),
                Some(id) => {
                    let changes: Vec<_> = set
                        .items
                        .iter()
                        .map(|item| (item.index, row.at(item.index).cloned()))
                        .collect();
                    tx.update(&set.code, id, &changes).map(|_| id)
                }
            })?;
            Ok(SavedMatters {
                id: Some(output.value),
                op: output.op,
                problems: typed.problems,
            })
        })
    }
}

/// What keeps a document from being saved, with the way out.
fn faults(row: &Row) -> Vec<ProblemView> {
    let mut found = Vec::new();
    let mut say = |item: &str, message: &str| {
        found.push(ProblemView {
            code: "matters.scope".to_owned(),
            severity: "error".to_owned(),
            item: format!("matters_scope.{item}"),
            message: message.to_owned(),
        });
    };
    let widening = widening(row);
    if widening.is_empty() {
        say(
            "levels",
            "没有写明扩大到哪些人，请填写职务层次、职级、人员类别或发展对象",
        );
    }
    if row.shown("document").is_empty() {
        say("document", "没有写明依据哪个文件，请填写文件名称和文号");
    }
    if widening
        .started
        .zip(widening.ended)
        .is_some_and(|(started, ended)| started.compare(ended).is_gt())
    {
        say("ended", "终止日期早于起始日期，请核对两个日期");
    }
    found
}
