//! Grades entered: one operation for all that was filled, pasted or typed at once.

use antou_policy::assessment::grades_for;
use antou_record::facts::Post;
use antou_record::{Dossier, Hints, Item, Row, Set, Value, Written, dictionary};
use antou_store::{Op, OpKind, StoreError, Tx};

use super::label;
use super::year::Year;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// A grade read from what was typed.
struct Entered {
    person: i64,
    /// `None` takes the grade away.
    grade: Option<Value>,
    reason: Option<Option<Value>>,
}

impl Desk {
    /// Enters grades of a year.
    pub fn fill_assessments(
        &self,
        request: FillAssessments,
        _: &dyn Progress,
    ) -> Result<FilledAssessments, Failure> {
        let set = dictionary()
            .set("assessment")
            .ok_or_else(|| Failure::not_found("没有年度考核这个信息集"))?;
        let item = set
            .item("conclusion")
            .ok_or_else(|| Failure::not_found("没有考核结论这一项"))?;
        let mut problems = Vec::new();
        let mut entries = Vec::new();
        for entry in &request.entries {
            match read(set, item, entry) {
                Ok(entered) => entries.push(entered),
                Err(problem) => problems.push(AssessmentProblem {
                    person: entry.person,
                    problem,
                }),
            }
        }
        let year = i64::from(request.year);
        self.with_vault(|vault| {
            let op = Op::new(
                OpKind::Edit,
                format!("填写 {year} 年度考核（{} 人）", entries.len()),
            );
            let output = vault.transact(op, |tx| {
                let mut changed = 0;
                for entered in &entries {
                    changed += u64::from(write(tx, set, year, entered)?);
                }
                Ok::<_, StoreError>(changed)
            })?;
            problems.extend(warnings(vault, year, &entries)?);
            Ok(FilledAssessments {
                op: output.op,
                changed: output.value,
                problems,
            })
        })
    }
}

fn read(set: &'static Set, item: &'static Item, entry: &AssessmentEntry) -> Result<Entered, ProblemView> {
    let typed = entry.grade.trim();
    let by_code = item.table().and_then(|table| table.by_code(typed));
    let grade = match by_code {
        _ if typed.is_empty() => None,
        Some(row) => Some(Value::Code(row.code.clone())),
        None => {
            let reading = item.read(Written::Text(typed), &Hints::default());
            match (reading.value, reading.problems.into_iter().next()) {
                (Some(value), _) => Some(value),
                (None, Some(problem)) => {
                    return Err(ProblemView {
                        code: problem.code.as_str().to_owned(),
                        severity: "error".to_owned(),
                        item: item.full_path(),
                        message: problem.message,
                    });
                }
                (None, None) => None,
            }
        }
    };
    let reason = entry.reason.as_ref().map(|text| {
        let item = set.item("reason")?;
        item.read(Written::Text(text), &Hints::default()).value
    });
    Ok(Entered {
        person: entry.person,
        grade,
        reason,
    })
}

/// Writes one grade; answers whether anything changed.
fn write(tx: &mut Tx<'_>, set: &'static Set, year: i64, entered: &Entered) -> Result<bool, StoreError> {
    let dossier = tx.dossier(entered.person)?;
    let known = dossier
        .rows(&set.code)
        .iter()
        .find(|record| record.row.get("year") == Some(&Value::Int(year)));
    match (known, &entered.grade) {
        (None, None) => Ok(false),
        (Some(record), None) => {
            tx.delete(&set.code, record.id)?;
            Ok(true)
        }
        (None, Some(grade)) => {
            let mut row = Row::new(set);
            row.put("year", Some(Value::Int(year)));
            row.put("conclusion", Some(grade.clone()));
            row.put("reason", entered.reason.clone().flatten());
            let (unit, title) = office(&dossier);
            row.put("unit", unit);
            row.put("post_then", title);
            tx.insert(Some(entered.person), &row)?;
            Ok(true)
        }
        (Some(record), Some(grade)) => {
            let mut changes = Vec::new();
            for (code, value) in [
                ("conclusion", Some(Some(grade.clone()))),
                ("reason", entered.reason.clone()),
            ] {
                if let (Some(item), Some(value)) = (set.item(code), value)
                    && record.row.at(item.index) != value.as_ref()
                {
                    changes.push((item.index, value));
                }
            }
            if changes.is_empty() {
                return Ok(false);
            }
            tx.update(&set.code, record.id, &changes)?;
            Ok(true)
        }
    }
}

/// Unit and post of the time, which the row keeps: later they may be others.
fn office(dossier: &Dossier) -> (Option<Value>, Option<Value>) {
    let posts: Vec<Post> = dossier.facts();
    let open = || posts.iter().filter(|post| post.ended.is_none());
    let Some(post) = open().find(|post| post.main).or_else(|| open().next()) else {
        return (None, None);
    };
    let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
    (text(&post.unit), text(&post.title))
}

/// What was entered against a limit or in other words than the person's kind of staff has.
fn warnings(
    vault: &antou_store::Vault,
    year: i64,
    entries: &[Entered],
) -> Result<Vec<AssessmentProblem>, Failure> {
    let judged = Year::of_people(vault, year, entries.iter().map(|entered| entered.person))?;
    let mut problems = Vec::new();
    for member in judged.members.iter().filter(|member| member.is_conflict()) {
        let grade = member.grade.as_deref().unwrap_or_default();
        let against = member.limits.iter().find(|limited| !limited.limit.allows(grade));
        let message = match against {
            Some(limited) => format!(
                "{}：{}，按规定{}（{}），已按填写的“{}”保存，请核对",
                member.name,
                limited.why,
                limited.limit.label(),
                limited.rule.citation(),
                label(grade)
            ),
            None => format!(
                "{}是{}人员，等次用语应为{}，已按填写的“{}”保存，请核对",
                member.name,
                member.staff_label,
                grades_for(&member.staff_kind).map(label).join("、"),
                label(grade)
            ),
        };
        problems.push(AssessmentProblem {
            person: member.person,
            problem: ProblemView {
                code: "assessment.limit".to_owned(),
                severity: "warning".to_owned(),
                item: "assessment.conclusion".to_owned(),
                message,
            },
        });
    }
    Ok(problems)
}
