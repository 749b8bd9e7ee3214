//! 年度考核: a year over the people of a unit. What limits a grade is shown before it is entered; a grade against a limit is
//! entered all the same and said, for the clerk answers for it, not the program.

mod fill;
mod list;
mod record;
mod year;

use antou_policy::assessment::{Limited, grades_for};
use antou_record::{Reference, Row, Table, Value, dictionary};
use antou_store::{Op, OpKind, Vault};

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::paging::{called, page};
use crate::progress::Progress;
pub(crate) use list::grades;
pub(crate) use record::record;
use year::{Member, Year};

impl Desk {
    /// A year of a unit.
    pub fn assessment_year(
        &self,
        request: YearQuery,
        _: &dyn Progress,
    ) -> Result<AssessmentYearView, Failure> {
        let what = format!("assessment/{}/{:?}", request.year, request.unit);
        let found = self.kept(what, |vault, _| {
            let year = Year::gather(vault, i64::from(request.year), request.unit)?;
            let summary = year.summary(vault)?;
            Ok((year, summary))
        })?;
        let (year, summary) = (&found.0, &found.1);
        let is_called = called(&request.text);
        let shown: Vec<&Member> = year
            .members
            .iter()
            .filter(|member| is_wanted(member, &request.only) && is_called(&member.name))
            .collect();
        let page = page(&shown, request.offset, request.limit);
        Ok(AssessmentYearView {
            total: shown.len() as u64,
            rows: page.map(|member| row(member)).collect(),
            years: year
                .years_before()
                .map(|year| i32::try_from(year).unwrap_or_default())
                .collect(),
            summary: summary.clone(),
        })
    }

    /// Opens the work of a year for a unit, or changes its percentage.
    pub fn save_assessment_round(
        &self,
        request: SaveAssessmentRound,
        _: &dyn Progress,
    ) -> Result<Done, Failure> {
        let percent = request.excellent_percent;
        if percent.is_some_and(|percent| percent > 100) {
            return Err(Failure::new(
                "assessment.percent",
                "优秀比例不能超过 100%",
                "请填写 1—100 的整数",
            ));
        }
        let set = dictionary()
            .set("assessment_round")
            .ok_or_else(|| Failure::not_found("没有年度考核工作这个信息集"))?;
        let unit = Value::Reference(Reference {
            id: Some(request.unit),
            label: String::new(),
        });
        let mut new = Row::new(set);
        new.put("year", Some(Value::Int(i64::from(request.year))));
        new.put("unit", Some(unit));
        new.put(
            "excellent_percent",
            percent.map(|percent| Value::Int(i64::from(percent))),
        );
        let approval = request.approval.trim();
        new.put(
            "approval",
            (!approval.is_empty()).then(|| Value::Text(approval.to_owned())),
        );
        self.with_vault(|vault| {
            let known = round(vault, i64::from(request.year), request.unit)?;
            let op = Op::new(OpKind::Edit, format!("{}年度考核的优秀比例", request.year));
            vault.transact(op, |tx| match known {
                None => tx.insert(None, &new).map(|_| ()),
                Some((id, _)) => {
                    let changes: Vec<_> = ["excellent_percent", "approval"]
                        .iter()
                        .filter_map(|code| set.item(code))
                        .map(|item| (item.index, new.at(item.index).cloned()))
                        .collect();
                    tx.update(&set.code, id, &changes).map(|_| ())
                }
            })?;
            Ok(Done {})
        })
    }
}

/// The work of a year in a unit: the row, and the percentage it allows.
fn round(vault: &Vault, year: i64, unit: i64) -> Result<Option<(i64, Option<i64>)>, Failure> {
    let rows = vault.rows("assessment_round")?;
    let is_it = |row: &Row| {
        let of_unit =
            matches!(row.get("unit"), Some(Value::Reference(reference)) if reference.id == Some(unit));
        of_unit && row.get("year") == Some(&Value::Int(year))
    };
    let found = rows.into_iter().find(|record| is_it(&record.row));
    Ok(found.map(|record| {
        let percent = match record.row.get("excellent_percent") {
            Some(Value::Int(percent)) => Some(*percent),
            _ => None,
        };
        (record.id, percent)
    }))
}

fn table() -> Option<&'static Table> {
    dictionary().table("assessment")
}

fn label(code: &str) -> String {
    let found = table().and_then(|table| table.by_code(code));
    found.map_or_else(|| code.to_owned(), |row| row.label.clone())
}

fn is_wanted(member: &Member, only: &str) -> bool {
    match only {
        "" => true,
        "missing" => member.grade.is_none(),
        "limited" => !member.limits.is_empty(),
        "conflict" => member.is_conflict(),
        "consequence" => !member.consequences.is_empty(),
        grade => member.grade.as_deref() == Some(grade),
    }
}

fn row(member: &Member) -> AssessmentRow {
    let choices = grades_for(&member.staff_kind)
        .into_iter()
        .map(|code| GradeChoice {
            code: code.to_owned(),
            label: label(code),
            allowed: member.limits.iter().all(|limited| limited.limit.allows(code)),
        });
    AssessmentRow {
        person: member.person,
        name: member.name.clone(),
        unit: member.unit_name.clone(),
        title: member.title.clone(),
        staff_kind: member.staff_label.clone(),
        grade: member.grade.clone(),
        reason: member.reason.clone(),
        grades: choices.collect(),
        before: member
            .before
            .iter()
            .map(|code| code.as_deref().map(label).unwrap_or_default())
            .collect(),
        lights: member.lights.to_vec(),
        limits: member.limits.iter().map(limit).collect(),
        conflict: member.is_conflict(),
        consequences: member.consequences.iter().map(|found| cited(found)).collect(),
    }
}

fn limit(limited: &Limited) -> AssessmentLimit {
    let kind = match limited.limit {
        antou_policy::assessment::Limit::NotExcellent => "not_excellent",
        antou_policy::assessment::Limit::Undetermined => "undetermined",
        antou_policy::assessment::Limit::Incompetent => "incompetent",
    };
    AssessmentLimit {
        kind: kind.to_owned(),
        label: limited.limit.label().to_owned(),
        why: limited.why.clone(),
        rule: cited(limited.rule),
    }
}
