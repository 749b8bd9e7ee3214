//! Entry: what a clerk types into a field is read by the same reader as a cell of a spreadsheet.

mod check;
mod many;
mod typed;
mod write;

use std::collections::BTreeMap;

use antou_record::{Item, Row, Set, Value, dictionary};
use antou_store::{Op, OpKind, StoreError};

use crate::desk::Desk;
use crate::dossier::row_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

pub(crate) use check::{check, missing};
pub(crate) use typed::{Typed, is_error, problem_view, severity};
pub(crate) use write::{Change, RowEdit, label, write};

impl Desk {
    /// Reads a typed text as a value, without storing anything.
    pub fn read_value(&self, request: ReadValue, _: &dyn Progress) -> Result<ReadAnswer, Failure> {
        let item = item(&request.item)?;
        let reading = self.read_item(item, &request.text, request.person)?;
        let raw = reading
            .value
            .as_ref()
            .map(|value| crate::dossier::raw(item, value))
            .unwrap_or_default();
        Ok(ReadAnswer {
            text: reading
                .value
                .as_ref()
                .map(|value| item.shown(value))
                .unwrap_or_default(),
            raw,
            problems: reading
                .problems
                .iter()
                .map(|problem| problem_view(item, problem))
                .collect(),
        })
    }

    /// Adds a person.
    pub fn add_person(&self, request: AddPerson, _: &dyn Progress) -> Result<SavedRow, Failure> {
        let values = request
            .values
            .into_iter()
            .map(|(code, text)| (code, Some(text)))
            .collect();
        self.save(dictionary().person(), None, None, &values)
    }

    /// Adds a row to a set or changes one.
    pub fn save_row(&self, request: SaveRow, _: &dyn Progress) -> Result<SavedRow, Failure> {
        let set = dictionary()
            .set(&request.set)
            .ok_or_else(|| Failure::not_found(format!("没有“{}”这个信息集", request.set)))?;
        let row = if set.code == "person" {
            Some(request.person)
        } else {
            request.row
        };
        self.save(set, Some(request.person), row, &request.values)
    }

    fn save(
        &self,
        set: &'static Set,
        person: Option<i64>,
        row: Option<i64>,
        values: &BTreeMap<String, Option<String>>,
    ) -> Result<SavedRow, Failure> {
        let typed = self.read_all(set, person.filter(|person| *person > 0), values)?;
        let owner = person.filter(|_| set.is_owned_by_person());
        let revealed = self.revealed();
        let shows = |item: &Item| revealed.shows(person, item);
        self.with_vault(|vault| {
            let ready = many::Ready::of(vault, set, owner, row, typed, &[], &shows)?;
            let Some(edit) = ready.edit else {
                return Ok(SavedRow {
                    row: None,
                    problems: ready.problems,
                    op: None,
                    conflict: ready.conflict,
                });
            };
            let edits = [edit];
            let output = write(vault, label(vault, &edits), &edits)?;
            let row = output.value.first().copied().unwrap_or_default();
            let row = row_view(row, &vault.row(&set.code, row)?, &shows);
            Ok(SavedRow {
                row: Some(row),
                problems: ready.problems,
                op: output.op,
                conflict: None,
            })
        })
    }

    /// Removes a row.
    pub fn delete_row(&self, request: RowId, _: &dyn Progress) -> Result<Done, Failure> {
        let set = dictionary()
            .set(&request.set)
            .ok_or_else(|| Failure::not_found(format!("没有“{}”这个信息集", request.set)))?;
        if set.code == "person" {
            return Err(Failure::new("row.person", "删除人员请用“删除人员”并写明原因", ""));
        }
        self.with_vault(|vault| {
            let edits = [RowEdit {
                set,
                person: None,
                row: Some(request.row),
                change: Change::Delete,
            }];
            write(vault, label(vault, &edits), &edits)?;
            Ok(Done {})
        })
    }

    /// Removes a person with the whole dossier. History keeps everything and undo brings it back.
    pub fn delete_person(&self, request: DeletePerson, _: &dyn Progress) -> Result<Done, Failure> {
        let reason = request.reason.trim();
        if reason.is_empty() {
            return Err(Failure::new(
                "reason.missing",
                "删除人员要写明原因",
                "请填写原因后再删除",
            ));
        }
        self.with_vault(|vault| {
            let name = vault.row("person", request.person)?.shown("name");
            let op = Op::new(OpKind::Edit, format!("删除人员 {name}：{reason}"));
            vault.transact(op, |tx| tx.delete("person", request.person))?;
            Ok(Done {})
        })
    }

    /// Confirms that a person has nothing to enter in a set, or takes that back.
    pub fn attest(&self, request: Attest, _: &dyn Progress) -> Result<Done, Failure> {
        let attested = dictionary()
            .set("attested")
            .ok_or_else(|| Failure::not_found("没有“无此类情况确认”这个信息集"))?;
        let set = dictionary()
            .set(&request.set)
            .ok_or_else(|| Failure::not_found(format!("没有“{}”这个信息集", request.set)))?;
        let today = self.environment.today();
        self.with_vault(|vault| {
            let confirmed = vault
                .dossier(request.person)?
                .rows("attested")
                .iter()
                .find(|record| is_about(&record.row, set))
                .map(|record| record.id);
            let operator = vault.operator().to_owned();
            let label = if request.on {
                format!("确认{}无此类情况", set.label)
            } else {
                format!("取消{}无此类情况确认", set.label)
            };
            vault.transact(Op::new(OpKind::Edit, label), |tx| match (request.on, confirmed) {
                (true, None) => {
                    let mut row = Row::new(attested);
                    row.put("set", Value::Code(set.code.clone()));
                    row.put("by", Value::Text(operator));
                    row.put("date", today.map(Value::Date));
                    tx.insert(Some(request.person), &row).map(|_| ())
                }
                (false, Some(row)) => tx.delete("attested", row),
                _ => Ok::<_, StoreError>(()),
            })?;
            Ok(Done {})
        })
    }
}

fn is_about(row: &Row, set: &Set) -> bool {
    matches!(row.get("set"), Some(Value::Code(code)) if *code == set.code)
}

fn item(path: &str) -> Result<&'static Item, Failure> {
    dictionary()
        .item(path)
        .ok_or_else(|| Failure::not_found(format!("没有“{path}”这一项")))
}
