//! Checks: their results, how they were handled, until when that blocks something, and what does not fit together.

use std::collections::BTreeSet;
use std::sync::Arc;

use antou_policy::Rule;
use antou_policy::influence::{Influence, of_handling};
use antou_policy::matters::{Check, cited as rule_of, doubts};
use antou_record::{PartialDate, Set, Value, dictionary};
use antou_store::{Op, OpKind, PeopleQuery, StoreError, Vault};

use super::{date_at, dotted};
use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{code_at, each, equal, ledger, text_at};
use crate::messages::*;
use crate::paging::{called, page};
use crate::progress::Progress;

/// What may be filled about several checks at once.
const ITEMS: [&str; 5] = ["checked", "result", "handling", "handled", "cause"];

/// Codes of 查核类别.
const KEY: &str = "2";

/// A check with what follows from it.
pub(super) struct Checked {
    pub(super) row: i64,
    pub(super) person: i64,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) title: String,
    kind: String,
    pub(super) kind_label: String,
    pub(super) cause: String,
    pub(super) batch: String,
    pub(super) checked: Option<PartialDate>,
    pub(super) result: String,
    pub(super) result_label: String,
    pub(super) handling: String,
    pub(super) handled: Option<PartialDate>,
    pub(super) influence: Option<Influence>,
    pub(super) open: bool,
    pub(super) doubts: Vec<String>,
}

/// Checks of a year, or of all years.
pub(super) struct Checks {
    pub(super) rows: Vec<Checked>,
    pub(super) rules: Vec<&'static Rule>,
}

impl Checks {
    pub(super) fn gather(
        vault: &Vault,
        year: Option<i32>,
        unit: Option<i64>,
        as_of: PartialDate,
    ) -> Result<Self, Failure> {
        let items = [
            "kind", "cause", "batch", "checked", "result", "handling", "handled",
        ];
        let mut query = ledger("matters_check", unit, &items);
        query.people = PeopleQuery {
            columns: ["name", "post.unit", "post.title"]
                .into_iter()
                .map(str::to_owned)
                .chain(query.people.columns)
                .collect(),
            ..query.people
        };
        if let Some(year) = year {
            query.people.conditions = vec![equal("matters_check.year", i64::from(year))];
        }
        let mut rows = Vec::new();
        each(vault, &query, |row| {
            if let Some(person) = row.owner {
                rows.push(checked(row.id, person, &row.cells, as_of));
            }
        })?;
        let rules = ["SX-05", "SX-06", "SX-07", "SX-08", "SX-09"];
        Ok(Self {
            rows,
            rules: rules.into_iter().filter_map(|id| rule_of(id, as_of)).collect(),
        })
    }
}

fn checked(row: i64, person: i64, cells: &[Option<Value>], as_of: PartialDate) -> Checked {
    let (kind, cause) = (code_at(cells, 3), code_at(cells, 4));
    let (result, handling) = (code_at(cells, 7), code_at(cells, 8));
    let (checked, handled) = (date_at(cells, 6), date_at(cells, 9));
    let label = |table: &str, code: &str| {
        let found = dictionary().table(table).and_then(|table| table.by_code(code));
        found.map(|row| row.label.clone()).unwrap_or_default()
    };
    let handling_label = label("matters_handling", &handling);
    // of several the one that lasts longest
    let influence = handled.and_then(|handled| {
        let found = of_handling(&handling_label, handled);
        found
            .into_iter()
            .max_by_key(|influence| (influence.until.is_none(), influence.until))
    });
    let open = influence
        .as_ref()
        .is_some_and(|influence| influence.until.is_none_or(|until| as_of.compare(until).is_le()));
    let said = doubts(
        Check {
            checked,
            result: &result,
            handling: &handling,
            handled,
            key: kind == KEY,
            caused: !cause.is_empty(),
        },
        as_of,
    );
    Checked {
        row,
        person,
        name: text_at(cells, 0),
        unit: text_at(cells, 1),
        title: text_at(cells, 2),
        kind_label: label("matters_check_kind", &kind),
        kind,
        cause: label("matters_check_cause", &cause),
        batch: text_at(cells, 5),
        checked,
        result_label: label("matters_result", &result),
        result,
        handling: handling_label,
        handled,
        influence,
        open,
        doubts: said.into_iter().map(str::to_owned).collect(),
    }
}

impl Checked {
    pub(super) fn is_wanted(&self, only: &str) -> bool {
        match only {
            "" => true,
            "open" => self.result.is_empty(),
            "random" => self.kind != KEY,
            "key" => self.kind == KEY,
            "doubt" => !self.doubts.is_empty(),
            "influence" => self.open,
            result => self.result == result,
        }
    }

    pub(super) fn until(&self) -> String {
        match &self.influence {
            Some(influence) => influence.until.map_or("没有期限".to_owned(), PartialDate::dotted),
            None => String::new(),
        }
    }

    pub(super) fn blocks(&self) -> String {
        let blocks = self.influence.iter().flat_map(|influence| &influence.blocks);
        let labels: Vec<&str> = blocks.map(|block| block.label()).collect();
        labels.join("、")
    }

    fn view(&self) -> MattersCheckRow {
        MattersCheckRow {
            row: self.row,
            person: self.person,
            name: self.name.clone(),
            unit: self.unit.clone(),
            title: self.title.clone(),
            kind: self.kind_label.clone(),
            cause: self.cause.clone(),
            batch: self.batch.clone(),
            checked: dotted(self.checked),
            result: self.result.clone(),
            result_label: self.result_label.clone(),
            handling: self.handling.clone(),
            handled: dotted(self.handled),
            until: self.until(),
            blocks: self.blocks(),
            open: self.open,
            rule: self.influence.as_ref().map(|influence| cited(influence.rule)),
            doubts: self.doubts.clone(),
        }
    }
}

/// What can be asked for by a number.
fn counts(rows: &[Checked]) -> Vec<MattersCount> {
    let results = dictionary().table("matters_result");
    let words = [
        ("", "全部"),
        ("open", "未出结论"),
        ("random", "随机抽查"),
        ("key", "重点查核"),
    ]
    .map(|(only, label)| (only.to_owned(), label.to_owned()));
    let of_results = results.into_iter().flat_map(|table| &table.rows);
    let more = [("influence", "影响期内"), ("doubt", "需核对")];
    words
        .into_iter()
        .chain(of_results.map(|row| (row.code.clone(), row.label.clone())))
        .chain(more.map(|(only, label)| (only.to_owned(), label.to_owned())))
        .map(|(only, label)| MattersCount {
            people: rows.iter().filter(|row| row.is_wanted(&only)).count() as u64,
            only,
            label,
        })
        .collect()
}

impl Desk {
    fn checks_of(&self, year: Option<i32>, unit: Option<i64>) -> Result<Arc<Checks>, Failure> {
        self.kept(format!("matters_checks/{year:?}/{unit:?}"), |vault, as_of| {
            Checks::gather(vault, year, unit, as_of)
        })
    }

    /// Checks of a unit.
    pub fn matters_checks(
        &self,
        request: MattersChecksQuery,
        _: &dyn Progress,
    ) -> Result<MattersChecksView, Failure> {
        let checks = self.checks_of(request.year, request.unit)?;
        let is_called = called(&request.text);
        let shown: Vec<&Checked> = checks
            .rows
            .iter()
            .filter(|row| request.batch.is_empty() || row.batch == request.batch)
            .filter(|row| row.is_wanted(&request.only) && is_called(&row.name))
            .collect();
        let page = page(&shown, request.offset, request.limit);
        let batches: BTreeSet<&String> = checks
            .rows
            .iter()
            .map(|row| &row.batch)
            .filter(|batch| !batch.is_empty())
            .collect();
        Ok(MattersChecksView {
            total: shown.len() as u64,
            rows: page.map(|row| row.view()).collect(),
            counts: counts(&checks.rows),
            batches: batches.into_iter().cloned().collect(),
            rules: checks.rules.iter().map(|rule| cited(rule)).collect(),
        })
    }

    /// Enters the same about several checks.
    pub fn fill_matters_checks(
        &self,
        request: FillMattersChecks,
        _: &dyn Progress,
    ) -> Result<FilledMatters, Failure> {
        let set = dictionary()
            .set("matters_check")
            .ok_or_else(|| Failure::not_found("没有个人事项查核这个信息集"))?;
        refuse(set, &request)?;
        let values = request
            .values
            .iter()
            .map(|(code, text)| (code.clone(), Some(text.clone())))
            .collect();
        let typed = self.read_all(set, None, &values)?;
        if let Some(problem) = typed.problems.iter().find(|problem| problem.severity == "error") {
            return Err(Failure::new(
                &problem.code,
                problem.message.clone(),
                "请改正后再填",
            ));
        }
        let labels: Vec<&str> = typed
            .changes
            .iter()
            .filter_map(|(index, _)| set.items.get(*index))
            .map(|item| item.label.as_str())
            .collect();
        let op = Op::new(
            OpKind::Edit,
            format!(
                "个人事项查核填写{}（{} 人）",
                labels.join("、"),
                request.rows.len()
            ),
        );
        self.with_vault(|vault| {
            let output = vault.transact(op, |tx| {
                let mut changed = 0;
                for row in &request.rows {
                    changed += u64::from(tx.update(&set.code, *row, &typed.changes)?);
                }
                Ok::<_, StoreError>(changed)
            })?;
            Ok(FilledMatters {
                op: output.op,
                changed: output.value,
                problems: Vec::new(),
            })
        })
    }
}

/// Only what many checks can have in common is filled this way.
fn refuse(set: &'static Set, request: &FillMattersChecks) -> Result<(), Failure> {
    let other = request.values.keys().find(|code| !ITEMS.contains(&code.as_str()));
    match other {
        Some(code) => {
            let label = set.item(code).map_or(code.as_str(), |item| item.label.as_str());
            Err(Failure::new(
                "matters.item",
                format!("“{label}”不能几个人一起填"),
                "请打开本人档案填写",
            ))
        }
        None => Ok(()),
    }
}
