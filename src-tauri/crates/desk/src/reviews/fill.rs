//! Gates and conclusions entered, one operation for all that was filled at once; and a conclusion corrected with a reason.

use std::collections::BTreeMap;

use antou_policy::review::{self, conclusion};
use antou_record::{Hints, Item, PartialDate, Row, Set, Value, Written, dictionary};
use antou_store::{Op, OpKind, StoreError, Vault};

use super::is_final;
use crate::desk::Desk;
use crate::entry::{missing, problem_view};
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use crate::references;
use crate::veto;

/// Items that are filled in a grid.
const FILLED: &[&str] = &[
    "political",
    "ability",
    "conduct",
    "integrity",
    "conclusion",
    "concluded",
];

/// What was filled into a review.
struct Filled {
    review: i64,
    name: String,
    old: Row,
    changes: Vec<(usize, Option<Value>)>,
}

impl Filled {
    /// The review as it will be.
    fn whole(&self) -> Row {
        let mut row = self.old.clone();
        for (index, value) in &self.changes {
            row.put_at(*index, value.clone());
        }
        row
    }

    fn put(&mut self, item: &Item, value: Option<Value>) {
        self.changes.retain(|(index, _)| *index != item.index);
        if self.old.at(item.index) != value.as_ref() {
            self.changes.push((item.index, value));
        }
    }

    fn problem(&self, severity: &str, item: &str, message: String) -> ReviewProblem {
        ReviewProblem {
            review: self.review,
            name: self.name.clone(),
            problem: ProblemView {
                severity: severity.to_owned(),
                ..veto::problem(item, message)
            },
        }
    }
}

impl Desk {
    /// Enters gates and conclusions of reviews.
    pub fn fill_reviews(&self, request: FillReviews, _: &dyn Progress) -> Result<FilledReviews, Failure> {
        let today = self.environment.today();
        let set = set()?;
        self.with_vault(|vault| {
            let mut problems = Vec::new();
            let filled = read(vault, set, &request.entries, &mut problems)?;
            let mut taken = Vec::new();
            for mut one in filled {
                date_of_conclusion(set, &mut one, today);
                match judge(&one, request.confirmed) {
                    Ok(warning) => {
                        problems.extend(warning);
                        if !one.changes.is_empty() {
                            taken.push(one);
                        }
                    }
                    Err(problem) => problems.push(*problem),
                }
            }
            let failed = taken.iter().filter(|one| {
                matches!(one.whole().get("conclusion"), Some(Value::Code(code)) if code == conclusion::FAILED)
            });
            let label = match failed.count() {
                0 => format!("填写政治审查（{} 人）", taken.len()),
                failed => format!("填写政治审查（{} 人，其中不合格 {failed} 人）", taken.len()),
            };
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                for one in &taken {
                    tx.update(&set.code, one.review, &one.changes)?;
                }
                Ok::<_, StoreError>(())
            })?;
            Ok(FilledReviews {
                op: output.op,
                changed: taken.len() as u64,
                problems,
            })
        })
    }

    /// Corrects a review, or removes it with what belongs to it. The reason stays in the history.
    pub fn correct_review(
        &self,
        request: CorrectReview,
        _: &dyn Progress,
    ) -> Result<CorrectedReview, Failure> {
        let set = set()?;
        let reason = request.reason.trim();
        if reason.is_empty() {
            return Err(Failure::new(
                "reason.missing",
                "更正审查结论要写明理由",
                "请填写理由后再保存",
            ));
        }
        let person = self.with_vault(|vault| super::owner(vault, request.review))?;
        let values = request.values.into_iter().map(|(code, text)| (code, Some(text)));
        let values: BTreeMap<String, Option<String>> = values.collect();
        let mut typed = self.read_all(set, Some(person), &values)?;
        self.with_vault(|vault| {
            let name = vault.row("person", person)?.shown("name");
            let old = vault.row(&set.code, request.review)?;
            if values.is_empty() {
                let label = format!("删除 {name} 的{}政治审查：{reason}", old.shown("kind"));
                let dependents = dependents(vault, person, request.review)?;
                let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                    for (set, row) in dependents {
                        tx.delete(set, row)?;
                    }
                    tx.delete(&set.code, request.review)
                })?;
                return Ok(CorrectedReview {
                    op: output.op,
                    problems: Vec::new(),
                });
            }
            missing(vault, set, Some(request.review), &mut typed)?;
            let mut new = old.clone();
            for (index, value) in &typed.changes {
                new.put_at(*index, value.clone());
            }
            typed.problems.extend(super::contradicted(&new));
            if typed.is_refused() {
                return Ok(CorrectedReview {
                    op: None,
                    problems: typed.problems,
                });
            }
            let label = format!(
                "更正 {name} 的{}政治审查（{}）：{reason}",
                old.shown("kind"),
                change_of_conclusion(&old, &new)
            );
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                let mut changes = Vec::new();
                for (index, value) in typed.changes {
                    let kind = set.items.get(index).map(|item| &item.kind);
                    let value = match kind {
                        Some(kind) => references::known(tx, kind, value)?,
                        None => None,
                    };
                    changes.push((index, value));
                }
                tx.update(&set.code, request.review, &changes)
            })?;
            Ok(CorrectedReview {
                op: output.op,
                problems: typed.problems,
            })
        })
    }
}

fn set() -> Result<&'static Set, Failure> {
    dictionary()
        .set("review")
        .ok_or_else(|| Failure::not_found("没有政治审查这个信息集"))
}

fn change_of_conclusion(old: &Row, new: &Row) -> String {
    let said = |row: &Row| match row.shown("conclusion") {
        text if text.is_empty() => "未作结论".to_owned(),
        text => text,
    };
    match (said(old), said(new)) {
        (one, two) if one == two => format!("结论仍为{one}"),
        (one, two) => format!("{one}改为{two}"),
    }
}

/// Rows that belong to a review, as (set, row).
fn dependents(vault: &Vault, person: i64, review: i64) -> Result<Vec<(&'static str, i64)>, Failure> {
    let dossier = vault.dossier(person)?;
    let sets = ["review_subject", "agency_reply"].into_iter();
    Ok(sets
        .flat_map(|set| {
            let rows = dossier.rows(set).iter();
            rows.filter(|record| super::parts::belongs(&record.row, review))
                .map(move |record| (set, record.id))
                .collect::<Vec<_>>()
        })
        .collect())
}

/// Reads what was typed, review by review.
fn read(
    vault: &Vault,
    set: &'static Set,
    entries: &[ReviewEntry],
    problems: &mut Vec<ReviewProblem>,
) -> Result<Vec<Filled>, Failure> {
    let mut filled: Vec<Filled> = Vec::new();
    for entry in entries {
        let item = set
            .item(&entry.item)
            .filter(|_| FILLED.contains(&entry.item.as_str()));
        let item = item.ok_or_else(|| Failure::not_found(format!("“{}”不能这样填写", entry.item)))?;
        let place = match filled.iter().position(|one| one.review == entry.review) {
            Some(place) => place,
            None => {
                let person = super::owner(vault, entry.review)?;
                filled.push(Filled {
                    review: entry.review,
                    name: vault.row("person", person)?.shown("name"),
                    old: vault.row(&set.code, entry.review)?,
                    changes: Vec::new(),
                });
                filled.len() - 1
            }
        };
        let Some(one) = filled.get_mut(place) else {
            continue;
        };
        match value(item, entry.value.trim()) {
            Ok(value) => one.put(item, value),
            Err(problem) => problems.push(ReviewProblem {
                review: one.review,
                name: one.name.clone(),
                problem,
            }),
        }
    }
    Ok(filled)
}

fn value(item: &Item, typed: &str) -> Result<Option<Value>, ProblemView> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(row) = item.table().and_then(|table| table.by_code(typed)) {
        return Ok(Some(Value::Code(row.code.clone())));
    }
    let reading = item.read(Written::Text(typed), &Hints::default());
    match (reading.value, reading.problems.first()) {
        (Some(value), _) => Ok(Some(value)),
        (None, Some(problem)) => Err(ProblemView {
            severity: "error".to_owned(),
            ..problem_view(item, problem)
        }),
        (None, None) => Ok(None),
    }
}

/// A conclusion entered today is of today unless a date is given; a conclusion taken away takes its date along.
fn date_of_conclusion(set: &'static Set, one: &mut Filled, today: Option<PartialDate>) {
    let (Some(given), Some(concluded)) = (set.item("conclusion"), set.item("concluded")) else {
        return;
    };
    let touches = |item: &Item| one.changes.iter().any(|(index, _)| *index == item.index);
    if !touches(given) || touches(concluded) {
        return;
    }
    let new = one.whole();
    let ends = matches!(new.get("conclusion"), Some(Value::Code(code)) if is_final(code));
    match (ends, new.get("concluded").is_some()) {
        (true, false) => one.put(concluded, today.map(Value::Date)),
        (false, true) => one.put(concluded, None),
        _ => {}
    }
}

/// Whether it is entered, with a warning perhaps, or why not.
fn judge(one: &Filled, confirmed: bool) -> Result<Option<ReviewProblem>, Box<ReviewProblem>> {
    if veto::is_locked(&one.old, &one.changes) {
        let message = format!("{}：{}", one.name, veto::LOCKED_SENTENCE);
        return Err(Box::new(one.problem("error", "review.conclusion", message)));
    }
    let new = one.whole();
    if let Some(found) = new.contradictions().into_iter().next() {
        let message = format!("{}：{}，没有保存", one.name, found.problem.message);
        return Err(Box::new(one.problem("error", "review.concluded", message)));
    }
    let kept = veto::review_of(one.review, &new);
    let Some(found) = review::contradiction(&kept.gates, &kept.conclusion) else {
        return Ok(None);
    };
    if one.changes.is_empty() {
        return Ok(None);
    }
    let said = format!(
        "{}：{}。{}（{}）",
        one.name,
        found.why,
        found.way_out,
        found.rule.citation()
    );
    if confirmed {
        let message = format!("{said}；已按填写的保存");
        return Ok(Some(one.problem("warning", "review.conclusion", message)));
    }
    Err(Box::new(one.problem("ask", "review.conclusion", said)))
}
