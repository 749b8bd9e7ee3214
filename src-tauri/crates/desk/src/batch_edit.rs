//! One item of many rows changed at once: first looked at with before and after, then written in one operation. What cannot be
//! changed so is named and stays as it is.

use std::collections::HashSet;

use antou_record::{Item, Kind, Owner, Set, Value, dictionary};
use antou_store::{LedgerQuery as StoreLedger, Vault};

use crate::desk::Desk;
use crate::entry::{self, Change, RowEdit, Typed};
use crate::failure::Failure;
use crate::messages::*;
use crate::people::Wanted;
use crate::progress::Progress;

/// Rows shown before and after; the others are counted.
const SHOWN: usize = 200;
/// How often progress is told, in rows.
const STEP: usize = 500;

impl Desk {
    /// What a batch edit would do. Nothing is written.
    pub fn batch_preview(&self, request: BatchEdit, progress: &dyn Progress) -> Result<BatchEdited, Failure> {
        Ok(self.worked_out(&request, progress)?.0)
    }

    /// Changes one item of many rows in one operation.
    pub fn batch_edit(&self, request: BatchEdit, progress: &dyn Progress) -> Result<BatchEdited, Failure> {
        let (mut done, edits) = self.worked_out(&request, progress)?;
        if edits.is_empty() {
            return Ok(done);
        }
        let (_, item) = editable(&request.set, &request.item)?;
        let count = edits.len();
        let label = match request.action.kind.as_str() {
            "replace" => format!(
                "{}：“{}”替换为“{}”（{count} 条）",
                item.label,
                brief(&request.action.find),
                brief(&request.action.text)
            ),
            "clear" => format!("批量清空{}（{count} 条）", item.label),
            _ => format!(
                "批量修改{}为“{}”（{count} 条）",
                item.label,
                brief(&request.action.text)
            ),
        };
        done.op = self.with_vault(|vault| entry::write(vault, label, &edits))?.op;
        Ok(done)
    }

    fn worked_out(
        &self,
        request: &BatchEdit,
        progress: &dyn Progress,
    ) -> Result<(BatchEdited, Vec<RowEdit>), Failure> {
        let (set, item) = editable(&request.set, &request.item)?;
        let mut answer = BatchEdited {
            rows: Vec::new(),
            changed: 0,
            unchanged: 0,
            found: 0,
            refused: Vec::new(),
            refused_count: 0,
            problems: Vec::new(),
            op: None,
        };
        let Some(action) = self.action(item, &request.action, &mut answer.problems)? else {
            return Ok((answer, Vec::new()));
        };
        let as_of = self.as_of()?;
        let rows = self.with_vault(|vault| rows(vault, set, request, as_of))?;
        let total = rows.len() as u64;
        let mut edits = Vec::new();
        for (at, row) in rows.into_iter().enumerate() {
            if at % STEP == 0 {
                progress.at("核对", at as u64, total);
                if progress.is_cancelled() {
                    return Err(Failure::cancelled());
                }
            }
            let before = self.with_vault(|vault| Ok(vault.row(&set.code, row)?.at(item.index).cloned()))?;
            let Some(after) = self.after(item, &action, before.as_ref(), &mut answer.found)? else {
                answer.unchanged += 1;
                continue;
            };
            self.with_vault(|vault| {
                one(
                    vault,
                    set,
                    item,
                    row,
                    before.as_ref(),
                    after,
                    &mut answer,
                    &mut edits,
                )
            })?;
        }
        Ok((answer, edits))
    }

    /// The action made ready; `None` when what it says cannot be carried out on any row.
    fn action(
        &self,
        item: &'static Item,
        asked: &BatchAction,
        problems: &mut Vec<ProblemView>,
    ) -> Result<Option<Action>, Failure> {
        match asked.kind.as_str() {
            "clear" if item.set == "person" && item.code == "name" => {
                Err(Failure::new("batch.name", "姓名不能清空", ""))
            }
            "clear" => Ok(Some(Action::Put(None))),
            "put" => {
                let reading = self.read_item(item, &asked.text, None)?;
                problems.extend(
                    reading
                        .problems
                        .iter()
                        .map(|problem| entry::problem_view(item, problem)),
                );
                let value = reading
                    .value
                    .map(|value| self.known_unit(item, value, problems))
                    .transpose()?
                    .flatten();
                let is_refused = problems.iter().any(|problem| problem.severity == "error");
                if value.is_none() && !is_refused {
                    return Err(Failure::new(
                        "batch.blank",
                        "没有写要改成什么",
                        "要清空请选“清空”",
                    ));
                }
                Ok((!is_refused).then_some(Action::Put(value)))
            }
            "replace" if asked.find.is_empty() => {
                Err(Failure::new("batch.find", "没有写要查找什么", "请填写查找的内容"))
            }
            "replace" => Ok(Some(Action::Replace(Replacement {
                find: asked.find.chars().map(|one| plain(one, asked.alike)).collect(),
                with: asked.text.clone(),
                whole: asked.whole,
                alike: asked.alike,
            }))),
            other => Err(Failure::new("batch.kind", format!("没有“{other}”这种改法"), "")),
        }
    }

    /// A unit put into many rows is one that is known: a slip must not become a new unit.
    fn known_unit(
        &self,
        item: &Item,
        value: Value,
        problems: &mut Vec<ProblemView>,
    ) -> Result<Option<Value>, Failure> {
        let Value::Reference(unit) = &value else {
            return Ok(Some(value));
        };
        if item.kind != Kind::Unit
            || !self
                .with_vault(|vault| Ok(vault.units_named(&unit.label)?))?
                .is_empty()
        {
            return Ok(Some(value));
        }
        problems.push(ProblemView {
            code: "reference.unknown".to_owned(),
            severity: "error".to_owned(),
            item: item.full_path(),
            message: format!("库里没有“{}”这个机构，请先在机构维护里增加或核对名称", unit.label),
        });
        Ok(None)
    }

    /// What the item becomes; `None` when it stays, an error text when the new words are no value of it.
    fn after(
        &self,
        item: &'static Item,
        action: &Action,
        before: Option<&Value>,
        found: &mut u64,
    ) -> Result<Option<After>, Failure> {
        match action {
            Action::Put(value) => Ok((before != value.as_ref()).then(|| Ok(value.clone()))),
            Action::Replace(replacement) => {
                let shown = before.map(|value| item.shown(value)).unwrap_or_default();
                let (text, times) = replacement.on(&shown);
                *found += times;
                if times == 0 || text == shown {
                    return Ok(None);
                }
                let reading = self.read_item(item, &text, None)?;
                let wrong = reading
                    .problems
                    .iter()
                    .find(|problem| problem.severity == antou_record::Severity::Error);
                Ok(Some(match wrong {
                    Some(problem) => Err((text, problem.message.clone())),
                    None => Ok(reading.value),
                }))
            }
        }
    }
}

/// The value an item gets, or the words it would get and why they are no value.
type After = Result<Option<Value>, (String, String)>;

/// What is done to each cell.
enum Action {
    Put(Option<Value>),
    Replace(Replacement),
}

/// Words in the place of others.
struct Replacement {
    find: Vec<char>,
    with: String,
    whole: bool,
    alike: bool,
}

impl Replacement {
    /// The text after, and how many times the words were found in it.
    fn on(&self, text: &str) -> (String, u64) {
        let written: Vec<char> = text.chars().collect();
        let compared: Vec<char> = written.iter().map(|one| plain(*one, self.alike)).collect();
        if self.whole {
            let is_same = compared == self.find;
            return if is_same {
                (self.with.clone(), 1)
            } else {
                (text.to_owned(), 0)
            };
        }
        let (mut out, mut at, mut times) = (String::with_capacity(text.len()), 0, 0);
        while let Some(one) = written.get(at) {
            if compared
                .get(at..)
                .is_some_and(|rest| rest.starts_with(&self.find))
            {
                out.push_str(&self.with);
                at += self.find.len();
                times += 1;
            } else {
                out.push(*one);
                at += 1;
            }
        }
        (out, times)
    }
}

/// A character as it is compared.
fn plain(one: char, alike: bool) -> char {
    if !alike {
        return one;
    }
    let mut half = antou_record::half_width_text(one.encode_utf8(&mut [0; 4]))
        .chars()
        .next()
        .unwrap_or(one);
    half.make_ascii_lowercase();
    half
}

fn brief(text: &str) -> String {
    text.chars().take(20).collect()
}

/// The item, when it may be changed in many rows at once.
fn editable(set: &str, item: &str) -> Result<(&'static Set, &'static Item), Failure> {
    let set = dictionary()
        .set(set)
        .ok_or_else(|| Failure::not_found(format!("没有“{set}”这个信息集")))?;
    let item = set
        .item(item)
        .ok_or_else(|| Failure::not_found(format!("{}没有“{item}”这一项", set.label)))?;
    if item.is_protected() {
        return Err(Failure::new(
            "batch.protected",
            format!("{}受保护，不能批量修改、查找替换", item.label),
            "请到本人档案里逐个修改",
        ));
    }
    if matches!(item.kind, Kind::Blob | Kind::Id | Kind::Row(_)) {
        return Err(Failure::new(
            "batch.item",
            format!("{}不能批量修改", item.label),
            "请到本人档案里逐个修改",
        ));
    }
    Ok((set, item))
}

/// The rows asked for, each once.
fn rows(
    vault: &Vault,
    set: &Set,
    request: &BatchEdit,
    as_of: antou_record::PartialDate,
) -> Result<Vec<i64>, Failure> {
    let mut seen = HashSet::new();
    let mut found: Vec<i64> = Vec::new();
    if let Some(rows) = &request.rows {
        found.extend(rows);
    } else {
        let wanted = Wanted::new(&request.query, as_of)?;
        if set.code == "person" {
            found = wanted.people(vault, request.query.only.as_deref())?;
        } else {
            let mut people = wanted.query().clone();
            people.columns.clear();
            (people.offset, people.limit) = (0, usize::MAX);
            let query = StoreLedger {
                set: set.code.clone(),
                people,
            };
            vault.each_ledger_row(&query, |row| {
                found.push(row.id);
                Ok::<_, Failure>(())
            })?;
        }
    }
    found.retain(|row| seen.insert(*row));
    Ok(found)
}

/// Puts one row among those that change or those that cannot.
#[expect(
    clippy::too_many_arguments,
    reason = "one row, what becomes of it, and the two places it may go to"
)]
fn one(
    vault: &Vault,
    set: &'static Set,
    item: &'static Item,
    row: i64,
    before: Option<&Value>,
    after: After,
    answer: &mut BatchEdited,
    edits: &mut Vec<RowEdit>,
) -> Result<(), Failure> {
    let owner = if set.owner == Owner::None {
        None
    } else {
        vault.owner(&set.code, row)?
    };
    let person = owner.filter(|_| set.is_owned_by_person());
    let mut view = BatchEditRow {
        row,
        owner: if set.code == "person" { Some(row) } else { owner },
        name: String::new(),
        before: before.map(|value| item.shown(value)).unwrap_or_default(),
        after: String::new(),
        problem: String::new(),
    };
    match after {
        Err((text, problem)) => (view.after, view.problem) = (text, problem),
        Ok(value) => {
            view.after = value.as_ref().map(|value| item.shown(value)).unwrap_or_default();
            let mut typed = Typed {
                changes: vec![(item.index, value)],
                problems: Vec::new(),
            };
            entry::check(vault, set, person, Some(row), &mut typed, &[])?;
            let wrong = typed
                .problems
                .into_iter()
                .find(|problem| problem.severity == "error");
            view.problem = wrong.map(|problem| problem.message).unwrap_or_default();
            if view.problem.is_empty() {
                edits.push(RowEdit {
                    set,
                    person,
                    row: Some(row),
                    change: Change::Put(typed.changes),
                });
            }
        }
    }
    let (list, count) = if view.problem.is_empty() {
        (&mut answer.rows, &mut answer.changed)
    } else {
        (&mut answer.refused, &mut answer.refused_count)
    };
    *count += 1;
    if list.len() < SHOWN {
        let of = if set.owner == Owner::Unit {
            "unit"
        } else {
            "person"
        };
        let named = view.owner.map(|owner| vault.row(of, owner)).transpose()?;
        view.name = named.map(|row| row.shown("name")).unwrap_or_default();
        list.push(view);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_as_asked() {
        for (find, with, whole, alike, text, expected, times) in [
            (
                "民政局",
                "民政和退役军人局",
                false,
                false,
                "云岭区民政局民政局",
                "云岭区民政和退役军人局民政和退役军人局",
                2,
            ),
            ("ABC", "x", false, true, "ａｂＣ，abc，ABD", "x，x，ABD", 2),
            ("ABC", "x", false, false, "abc", "abc", 0),
            ("（", "(", false, true, "（甲）(乙)", "(甲）(乙)", 2),
            ("科员", "一级科员", true, false, "科员", "一级科员", 1),
            ("科员", "一级科员", true, false, "副科员", "副科员", 0),
            ("甲", "", false, false, "甲乙甲", "乙", 2),
        ] {
            let replacement = Replacement {
                find: find.chars().map(|one| plain(one, alike)).collect(),
                with: with.to_owned(),
                whole,
                alike,
            };
            assert_eq!(
                replacement.on(text),
                (expected.to_owned(), times),
                "{find} in {text}"
            );
        }
    }
}
