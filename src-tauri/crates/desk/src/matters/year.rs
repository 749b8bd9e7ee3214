//! The collection of a year: everybody who has to report against what was handed in.

use std::sync::Arc;

use antou_policy::Rule;
use antou_policy::matters::{PACK, due, is_late};
use antou_record::{PartialDate, Record, Reference, Row, Value, dictionary};
use antou_store::{Op, OpKind, Vault};

use super::{Duty, Reporter, date_at, dotted, occasion, places, reporters_of};
use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{code_at, each, equal, ledger, text_at};
use crate::messages::*;
use crate::paging::{called, page};
use crate::parameters::overrides;
use crate::progress::Progress;

/// A report handed in, or expected.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) row: i64,
    pub(super) submitted: Option<PartialDate>,
    pub(super) signed: Option<PartialDate>,
    pub(super) received_by: String,
    /// The last day written with the report itself.
    due: Option<PartialDate>,
}

impl Report {
    /// A report as it is kept.
    pub(super) fn of(record: &Record) -> Self {
        let date = |item: &str| record.row.get(item).and_then(Value::as_date);
        Self {
            row: record.id,
            submitted: date("submitted"),
            signed: date("signed"),
            received_by: record.row.shown("received_by"),
            due: date("due"),
        }
    }

    /// What does not fit together in one of so many reports of a year.
    pub(super) fn doubts(&self, reports: usize, year: i32, as_of: PartialDate) -> Vec<String> {
        let mut found = Vec::new();
        let after = |one: Option<PartialDate>, two: Option<PartialDate>| {
            one.zip(two).is_some_and(|(one, two)| one.compare(two).is_gt())
        };
        if after(self.signed, self.submitted) {
            found.push("封面填表日期晚于交表时间，请核对两个日期".to_owned());
        }
        if after(self.submitted, Some(as_of)) {
            found.push("交表时间在基准日之后，请核对日期".to_owned());
        }
        if self
            .submitted
            .is_some_and(|submitted| i32::from(submitted.year()) <= year)
        {
            found.push(format!("{year}年度还没有结束就交了表，请核对报告年度或交表时间"));
        }
        if reports > 1 {
            found.push(format!(
                "登记了 {reports} 份{year}年度的集中报告，请到档案里留一份"
            ));
        }
        found
    }
}

/// A person of a year.
pub(super) struct Member {
    pub(super) reporter: Reporter,
    pub(super) report: Option<Report>,
    /// How many reports of the year there are.
    reports: usize,
}

/// A year of a unit.
pub(super) struct Year {
    pub(super) number: i32,
    pub(super) due: Option<(PartialDate, &'static Rule)>,
    pub(super) members: Vec<Member>,
    pub(super) round: Option<MattersRound>,
    /// The unit's own last day, when it is earlier.
    earlier: Option<PartialDate>,
    as_of: PartialDate,
    scope: Option<&'static Rule>,
}

impl Year {
    pub(super) fn gather(
        vault: &Vault,
        number: i32,
        unit: Option<i64>,
        as_of: PartialDate,
    ) -> Result<Self, Failure> {
        let own = overrides(vault, PACK)?;
        let due = u16::try_from(number).ok().and_then(|year| due(year, &own));
        let round = round(vault, number, unit)?;
        let earlier = round.as_ref().and_then(|(_, due)| *due);
        let mut members: Vec<Member> = reporters_of(vault, unit, as_of, &own)?
            .into_iter()
            .map(|reporter| Member {
                reporter,
                report: None,
                reports: 0,
            })
            .collect();
        read_reports(vault, &mut members, number, unit)?;
        members.retain(|member| member.reporter.duty.is_some() || member.report.is_some());
        let scope = antou_policy::matters::cited("SX-00", as_of);
        Ok(Self {
            number,
            earlier: earlier.filter(|earlier| due.is_none_or(|(due, _)| earlier.compare(due).is_lt())),
            due,
            members,
            round: round.map(|(round, _)| round),
            as_of,
            scope,
        })
    }

    /// The last day: the stricter of the rule's and the unit's.
    pub(super) fn last_day(&self) -> Option<PartialDate> {
        self.earlier.or(self.due.map(|(due, _)| due))
    }

    pub(super) fn state(&self, member: &Member) -> &'static str {
        let handed = member.report.as_ref().and_then(|report| report.submitted);
        if member.reporter.duty.is_none() {
            return "outside";
        }
        let own = member.report.as_ref().and_then(|report| report.due);
        let last = own.or(self.last_day());
        let late = last.is_some_and(|last| is_late(last, handed, self.as_of));
        match (handed, late) {
            (Some(_), false) => "handed",
            (Some(_), true) => "late",
            (None, false) => "missing",
            (None, true) => "overdue",
        }
    }

    pub(super) fn doubts(&self, member: &Member) -> Vec<String> {
        let report = member.report.as_ref();
        report.map_or_else(Vec::new, |report| {
            report.doubts(member.reports, self.number, self.as_of)
        })
    }

    pub(super) fn is_wanted(&self, member: &Member, only: &str) -> bool {
        let state = self.state(member);
        match only {
            "" => true,
            "missing" => matches!(state, "missing" | "overdue"),
            "handed" => matches!(state, "handed" | "late"),
            "doubt" => !self.doubts(member).is_empty(),
            "national" | "unit" => member.reporter.duty.as_ref().map(Duty::layer) == Some(only),
            other => state == other,
        }
    }

    fn row(&self, member: &Member) -> MattersRow {
        let reporter = &member.reporter;
        let duty = reporter.duty.as_ref();
        let report = member.report.as_ref();
        MattersRow {
            person: reporter.person,
            name: reporter.name.clone(),
            unit: reporter.unit_name.clone(),
            title: reporter.title.clone(),
            why: duty.map(|duty| duty.why.clone()).unwrap_or_default(),
            layer: duty.map(|duty| duty.layer().to_owned()).unwrap_or_default(),
            document: duty.map(|duty| duty.document.clone()).unwrap_or_default(),
            row: report.map(|report| report.row),
            submitted: dotted(report.and_then(|report| report.submitted)),
            signed: dotted(report.and_then(|report| report.signed)),
            received_by: report
                .map(|report| report.received_by.clone())
                .unwrap_or_default(),
            state: self.state(member).to_owned(),
            doubts: self.doubts(member),
        }
    }

    fn summary(&self) -> MattersSummary {
        let count = |only: &str| {
            let found = self.members.iter().filter(|member| self.is_wanted(member, only));
            found.count() as u64
        };
        let of_duty = |only: &str| {
            let found = self
                .members
                .iter()
                .filter(|member| member.reporter.duty.as_ref().map(Duty::layer) == Some(only));
            found.count() as u64
        };
        let (national, unit) = (of_duty("national"), of_duty("unit"));
        MattersSummary {
            due: dotted(self.last_day()),
            rule: self.due.map(|(_, rule)| cited(rule)),
            days: self.last_day().and_then(|last| self.as_of.days_until(last)),
            round: self.round.clone(),
            people: national + unit,
            national,
            unit,
            handed: count("handed"),
            late: count("late"),
            missing: count("missing"),
            overdue: count("overdue"),
            outside: count("outside"),
            doubts: count("doubt"),
            scope: self.scope.map(cited),
        }
    }
}

fn read_reports(vault: &Vault, members: &mut [Member], year: i32, unit: Option<i64>) -> Result<(), Failure> {
    let places = places(members.iter().map(|member| member.reporter.person));
    let items = ["occasion", "submitted", "signed", "received_by", "due"];
    let mut query = ledger("matters", unit, &items);
    query.people.conditions = vec![equal("matters.year", i64::from(year))];
    each(vault, &query, |row| {
        let member = row.owner.and_then(|owner| members.get_mut(*places.get(&owner)?));
        let Some(member) = member.filter(|_| code_at(&row.cells, 0) == occasion::YEARLY) else {
            return;
        };
        let report = Report {
            row: row.id,
            submitted: date_at(&row.cells, 1),
            signed: date_at(&row.cells, 2),
            received_by: text_at(&row.cells, 3),
            due: date_at(&row.cells, 4),
        };
        member.reports += 1;
        // of two the one that was handed in counts
        if member
            .report
            .as_ref()
            .is_none_or(|known| known.submitted.is_none())
        {
            member.report = Some(report);
        }
    })
}

/// The work of a year kept for a unit, or for the nearest unit above it; with the unit's own last day.
fn round(
    vault: &Vault,
    year: i32,
    unit: Option<i64>,
) -> Result<Option<(MattersRound, Option<PartialDate>)>, Failure> {
    let rows = vault.rows("matters_round")?;
    let of_year = |row: &Row| row.get("year") == Some(&Value::Int(i64::from(year)));
    let rows: Vec<_> = rows.into_iter().filter(|record| of_year(&record.row)).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let units = vault.units()?;
    let parent = |id: i64| {
        units
            .iter()
            .find(|node| node.id == id)
            .and_then(|node| node.parent)
    };
    let unit_of = |row: &Row| match row.get("unit") {
        Some(Value::Reference(reference)) => reference.id,
        _ => None,
    };
    let mut at = unit.or_else(|| {
        units
            .iter()
            .find(|node| node.parent.is_none())
            .map(|node| node.id)
    });
    for _ in 0..=units.len() {
        let Some(here) = at else { break };
        if let Some(record) = rows.iter().find(|record| unit_of(&record.row) == Some(here)) {
            let due = record.row.get("due").and_then(Value::as_date);
            let round = MattersRound {
                id: record.id,
                unit: here,
                unit_name: record.row.shown("unit"),
                due: record.row.shown("due"),
                opened: record.row.shown("opened"),
                closed: record.row.shown("closed"),
            };
            return Ok(Some((round, due)));
        }
        at = parent(here);
    }
    Ok(None)
}

impl Desk {
    /// A year computed once for all its pages.
    pub(super) fn matters_of(&self, year: i32, unit: Option<i64>) -> Result<Arc<Year>, Failure> {
        self.kept(format!("matters/{year}/{unit:?}"), |vault, as_of| {
            Year::gather(vault, year, unit, as_of)
        })
    }

    /// A year of reports over the people of a unit.
    pub fn matters_year(&self, request: YearQuery, _: &dyn Progress) -> Result<MattersYearView, Failure> {
        let year = self.matters_of(request.year, request.unit)?;
        let is_called = called(&request.text);
        let shown: Vec<&Member> = year
            .members
            .iter()
            .filter(|member| year.is_wanted(member, &request.only) && is_called(&member.reporter.name))
            .collect();
        let page = page(&shown, request.offset, request.limit);
        Ok(MattersYearView {
            total: shown.len() as u64,
            rows: page.map(|member| year.row(member)).collect(),
            summary: year.summary(),
        })
    }

    /// Opens the work of a year for a unit, or changes it.
    pub fn save_matters_round(
        &self,
        request: SaveMattersRound,
        _: &dyn Progress,
    ) -> Result<SavedMatters, Failure> {
        let set = dictionary()
            .set("matters_round")
            .ok_or_else(|| Failure::not_found("没有集中报告工作这个信息集"))?;
        let today = dotted(self.environment.today());
        let texts = [
            ("due", request.due),
            (
                "opened",
                if request.opened.trim().is_empty() {
                    today
                } else {
                    request.opened
                },
            ),
            ("closed", request.closed),
        ];
        let values = texts
            .into_iter()
            .map(|(code, text)| (code.to_owned(), Some(text)))
            .collect();
        let typed = self.read_all(set, None, &values)?;
        self.with_vault(|vault| {
            let mut problems = typed.problems;
            let mut row = Row::new(set);
            for (index, value) in typed.changes {
                row.put_at(index, value);
            }
            problems.extend(self.late_for_the_rule(vault, request.year, &row)?);
            if problems.iter().any(|problem| problem.severity == "error") {
                return Ok(SavedMatters {
                    id: None,
                    op: None,
                    problems,
                });
            }
            let unit = Value::Reference(Reference {
                id: Some(request.unit),
                label: String::new(),
            });
            row.put("year", Some(Value::Int(i64::from(request.year))));
            row.put("unit", Some(unit));
            let known = round(vault, request.year, Some(request.unit))?;
            let known = known
                .map(|(round, _)| round)
                .filter(|round| round.unit == request.unit);
            let what = if known.is_some() { "修改" } else { "开展" };
            let op = Op::new(
                OpKind::Edit,
                format!("{what}{}年度个人有关事项集中报告", request.year),
            );
            let output = vault.transact(op, |tx| match &known {
                None => tx.insert(None, &row),
                Some(round) => {
                    let changes: Vec<_> = ["due", "opened", "closed"]
                        .iter()
                        .filter_map(|code| set.item(code))
                        .map(|item| (item.index, row.at(item.index).cloned()))
                        .collect();
                    tx.update(&set.code, round.id, &changes).map(|_| round.id)
                }
            })?;
            Ok(SavedMatters {
                id: Some(output.value),
                op: output.op,
                problems,
            })
        })
    }

    /// A unit may ask for reports earlier, not later.
    fn late_for_the_rule(&self, vault: &Vault, year: i32, row: &Row) -> Result<Vec<ProblemView>, Failure> {
        let own = overrides(vault, PACK)?;
        let rule = u16::try_from(year).ok().and_then(|year| due(year, &own));
        let asked = row.get("due").and_then(Value::as_date);
        let late = asked
            .zip(rule)
            .filter(|(asked, (due, _))| asked.compare(*due).is_gt());
        Ok(late
            .map(|(asked, (due, rule))| ProblemView {
                code: "matters.due".to_owned(),
                severity: "error".to_owned(),
                item: "matters_round.due".to_owned(),
                message: format!(
                    "截止日期 {} 晚于规定的 {}（{}），单位可以提前、不能推后，请改为 {} 或更早",
                    asked.dotted(),
                    due.dotted(),
                    rule.citation(),
                    due.dotted()
                ),
            })
            .into_iter()
            .collect())
    }
}
