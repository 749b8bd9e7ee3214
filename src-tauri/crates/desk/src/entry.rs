//! Entry: what a clerk types into a field is read by the same reader as a cell of a spreadsheet.

use std::collections::BTreeMap;

use antou_record::{
    Hints, Item, Kind, MASK, Problem, ProblemCode, Reading, Row, Set, Severity, Value, Written, dictionary,
};
use antou_store::{Op, OpKind, StoreError, Vault};

use crate::desk::Desk;
use crate::dossier::row_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use crate::references;

/// What was typed, read: changes to store and what is wrong.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) changes: Vec<(usize, Option<Value>)>,
    pub(crate) problems: Vec<ProblemView>,
}

impl Typed {
    pub(crate) fn is_refused(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == "error")
    }
}

impl Desk {
    /// Reads a typed text as a value, without storing anything.
    pub fn read_value(&self, request: ReadValue, _: &dyn Progress) -> Result<ReadAnswer, Failure> {
        let item = item(&request.item)?;
        let hints = self.hints(item, request.person)?;
        let reading = read_typed(item, &request.text, &hints);
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
        let mut typed = self.read_all(set, person, values)?;
        let revealed = self.revealed();
        self.with_vault(|vault| {
            unseen(vault, set, row, &mut typed, &|item| revealed.shows(person, item))?;
            missing(vault, set, row, &mut typed)?;
            taken_number(vault, set, row, &mut typed)?;
            if typed.is_refused() {
                return Ok(SavedRow {
                    row: None,
                    problems: typed.problems,
                    op: None,
                });
            }
            write(vault, set, person, row, typed, &|item| {
                revealed.shows(person, item)
            })
        })
    }

    /// Reads typed texts of a set.
    pub(crate) fn read_all(
        &self,
        set: &'static Set,
        person: Option<i64>,
        values: &BTreeMap<String, Option<String>>,
    ) -> Result<Typed, Failure> {
        let mut typed = Typed::default();
        for (code, text) in values {
            let item = set
                .item(code)
                .ok_or_else(|| Failure::not_found(format!("{}没有“{code}”这一项", set.label)))?;
            // a field that shows the mask has not been touched
            if item.is_protected() && text.as_deref().is_some_and(|text| text.trim() == MASK) {
                continue;
            }
            let reading = read_typed(
                item,
                text.as_deref().unwrap_or_default(),
                &self.hints(item, person)?,
            );
            typed
                .problems
                .extend(reading.problems.iter().map(|problem| problem_view(item, problem)));
            typed.changes.push((item.index, reading.value));
        }
        Ok(typed)
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
            vault.transact(Op::new(OpKind::Edit, format!("删除{}", set.label)), |tx| {
                tx.delete(&set.code, request.row)
            })?;
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

    /// What is known already and helps to read an item: 基准日, the birth, the birth inside the identity number.
    fn hints(&self, item: &Item, person: Option<i64>) -> Result<Hints, Failure> {
        let mut hints = Hints {
            as_of: Some(self.as_of()?),
            ..Hints::default()
        };
        let Some(person) = person.filter(|_| item.kind == Kind::Date && item.set != "family") else {
            return Ok(hints);
        };
        let row = self.with_vault(|vault| Ok(vault.row("person", person)?))?;
        if item.set == "person" && item.code == "birth" {
            let number = row
                .get("id_number")
                .and_then(Value::as_text)
                .and_then(|text| antou_record::IdNumber::read(text).number);
            hints.exact = number.and_then(|number| number.birth());
        } else {
            hints.not_before = row.get("birth").and_then(Value::as_date);
        }
        Ok(hints)
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

/// Reads what was typed. At a keyboard a wrong check digit is an error: the certificate lies on the desk.
fn read_typed(item: &Item, text: &str, hints: &Hints) -> Reading {
    let mut reading = item.read(Written::Text(text), hints);
    for problem in &mut reading.problems {
        if problem.code == ProblemCode::IdCheckDigit {
            problem.severity = Severity::Error;
            problem.message = "身份证号校验位不符，请对照证件重新输入".to_owned();
            reading.value = None;
        }
    }
    reading
}

pub(crate) fn problem_view(item: &Item, problem: &Problem) -> ProblemView {
    ProblemView {
        code: problem.code.as_str().to_owned(),
        severity: severity(problem.severity).to_owned(),
        item: item.full_path(),
        message: problem.message.clone(),
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// What is there and hidden is not written over unseen.
fn unseen(
    vault: &Vault,
    set: &'static Set,
    row: Option<i64>,
    typed: &mut Typed,
    shows: &dyn Fn(&Item) -> bool,
) -> Result<(), Failure> {
    let Some(row) = row else { return Ok(()) };
    let old = vault.row(&set.code, row)?;
    let changed = typed
        .changes
        .iter()
        .filter_map(|(index, _)| set.items.get(*index));
    let hidden = changed.filter(|item| old.at(item.index).is_some() && !shows(item));
    typed.problems.extend(hidden.map(|item| ProblemView {
        code: "item.hidden".to_owned(),
        severity: "error".to_owned(),
        item: item.full_path(),
        message: format!("{}已有内容，受保护没有显示，请先点“查看”写明原因再改", item.label),
    }));
    Ok(())
}

/// A person needs a name; anything else that is required may follow later and is said.
pub(crate) fn missing(
    vault: &Vault,
    set: &'static Set,
    row: Option<i64>,
    typed: &mut Typed,
) -> Result<(), Failure> {
    let old = row.map(|row| vault.row(&set.code, row)).transpose()?;
    for item in set.items.iter().filter(|item| item.required) {
        let changed = typed
            .changes
            .iter()
            .find(|(index, _)| *index == item.index)
            .map(|(_, value)| value.is_some());
        let filled = changed.unwrap_or_else(|| old.as_ref().is_some_and(|old| old.at(item.index).is_some()));
        let said = typed
            .problems
            .iter()
            .any(|problem| problem.item == item.full_path() && problem.severity == "error");
        if !filled && !said {
            let is_name = item.set == "person" && item.code == "name";
            typed.problems.push(ProblemView {
                code: ProblemCode::ItemMissing.as_str().to_owned(),
                severity: if is_name { "error" } else { "warning" }.to_owned(),
                item: item.full_path(),
                message: format!("{}还没有填写", item.label),
            });
        }
    }
    Ok(())
}

/// An identity number belongs to one person.
fn taken_number(vault: &Vault, set: &Set, row: Option<i64>, typed: &mut Typed) -> Result<(), Failure> {
    let Some(item) = set
        .items
        .iter()
        .find(|item| item.kind == Kind::Id && set.code == "person")
    else {
        return Ok(());
    };
    let Some((_, Some(Value::Text(number)))) = typed.changes.iter().find(|(index, _)| *index == item.index)
    else {
        return Ok(());
    };
    let others: Vec<i64> = vault
        .find_by_id_number(number)?
        .into_iter()
        .filter(|person| Some(*person) != row)
        .collect();
    if let Some(other) = others.first() {
        let name = vault.row("person", *other)?.shown("name");
        typed.problems.push(ProblemView {
            code: ProblemCode::IdDuplicate.as_str().to_owned(),
            severity: "error".to_owned(),
            item: item.full_path(),
            message: format!("这个身份证号已经属于“{name}”，请核对"),
        });
    }
    Ok(())
}

fn write(
    vault: &mut Vault,
    set: &'static Set,
    person: Option<i64>,
    row: Option<i64>,
    typed: Typed,
    shows: &dyn Fn(&Item) -> bool,
) -> Result<SavedRow, Failure> {
    let Typed { changes, problems } = typed;
    let label = label(vault, set, person, row, &changes);
    let kind = |index: usize| set.items.get(index).map_or(&Kind::Text, |item| &item.kind);
    let known = changes
        .into_iter()
        .map(|(index, value)| Ok((index, references::person(vault, kind(index), value)?)));
    let known = known.collect::<Result<Vec<_>, StoreError>>()?;
    let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
        let changes = known
            .into_iter()
            .map(|(index, value)| Ok((index, references::unit(tx, kind(index), value)?)));
        let changes = changes.collect::<Result<Vec<_>, StoreError>>()?;
        match row {
            Some(row) => tx.update(&set.code, row, &changes).map(|_| row),
            None => {
                let mut new = Row::new(set);
                changes
                    .into_iter()
                    .for_each(|(index, value)| new.put_at(index, value));
                let owner = if set.code == "person" { None } else { person };
                tx.insert(owner, &new)
            }
        }
    })?;
    let row = row_view(output.value, &vault.row(&set.code, output.value)?, shows);
    Ok(SavedRow {
        row: Some(row),
        problems,
        op: output.op,
    })
}

fn label(
    vault: &Vault,
    set: &Set,
    person: Option<i64>,
    row: Option<i64>,
    changes: &[(usize, Option<Value>)],
) -> String {
    let of_row = |id: i64| {
        vault
            .row("person", id)
            .map(|row| row.shown("name"))
            .unwrap_or_default()
    };
    let typed_name = || {
        let index = set.item("name").map(|item| item.index);
        let value = changes
            .iter()
            .find(|(at, _)| Some(*at) == index)
            .and_then(|(_, value)| value.as_ref());
        value.and_then(Value::as_text).unwrap_or_default().to_owned()
    };
    match (set.code.as_str(), row, person) {
        ("person", None, _) => format!("新增人员 {}", typed_name()),
        ("person", Some(row), _) => format!("修改 {} 的{}", of_row(row), set.label),
        (_, Some(_), Some(person)) => format!("修改 {} 的{}", of_row(person), set.label),
        (_, None, Some(person)) => format!("为 {} 增加{}", of_row(person), set.label),
        _ => format!("修改{}", set.label),
    }
}
