//! What can be seen to be wrong inside one row: number against birth and sex, and what is missing.

use antou_record::{IdNumber, Item, PartialDate, Problem, ProblemCode, Row, Severity, Value};

use super::fill::date_of;
use super::plan::{Plan, Source};
use super::{Child, Draft, Origin};
use crate::layout::Placed;

/// Adds what is wrong with the row as a whole.
pub(crate) fn check(draft: &mut Draft, plan: &Plan, latest: Option<PartialDate>) {
    if let Some(number) = draft
        .person
        .get("id_number")
        .and_then(Value::as_text)
        .and_then(|text| IdNumber::read(text).number)
    {
        birth(draft, &number);
        sex(draft, &number);
    }
    if let Some(latest) = latest {
        in_the_future(draft, latest);
    }
    missing_keys(draft, plan);
    missing_items(draft, plan);
    contradictions(draft);
    repeated(draft);
}

/// Rows of a set that allows one for a key. What is said twice is taken once; what is said in two ways is not taken at all,
/// because which of them is right is not known.
fn repeated(draft: &mut Draft) {
    let mut children = draft.children.iter().enumerate();
    let is_repeated = |(index, child): (usize, &Child)| {
        let mut before = draft.children.iter().take(index);
        child.row.set().once.is_some() && before.any(|known| is_same(&known.row, &child.row))
    };
    if !children.any(is_repeated) {
        return;
    }
    let mut kept: Vec<(Child, bool)> = Vec::with_capacity(draft.children.len());
    for child in std::mem::take(&mut draft.children) {
        let Some((known, is_doubted)) = kept.iter_mut().find(|(known, _)| is_same(&known.row, &child.row))
        else {
            kept.push((child, false));
            continue;
        };
        let is_otherwise = |(item, value): (&Item, &Value)| {
            let other = known.row.at(item.index);
            other.is_some_and(|other| !other.agrees_with(value))
        };
        if child.row.filled().any(is_otherwise) {
            *is_doubted = true;
            draft.problems.push(said_twice(draft.row, known, &child));
        } else {
            join(known, child);
        }
    }
    let sure = kept.into_iter().filter(|(_, is_doubted)| !is_doubted);
    draft.children = sure.map(|(child, _)| child).collect();
}

/// Whether two rows have the key of which there is one.
fn is_same(one: &Row, other: &Row) -> bool {
    let set = one.set();
    set.once.is_some()
        && std::ptr::eq(set, other.set())
        && set.key.iter().all(|code| {
            let item = set.item(code).map(|item| item.index);
            item.is_some_and(|index| one.at(index).is_some() && one.at(index) == other.at(index))
        })
}

fn join(known: &mut Child, child: Child) {
    for (item, value) in child.row.filled() {
        if known.row.at(item.index).is_none() {
            known.row.put_at(item.index, Some(value.clone()));
        }
    }
    for origin in child.cells {
        if !known.cells.iter().any(|cell| cell.item == origin.item) {
            known.cells.push(origin);
        }
    }
}

fn said_twice(row: u32, known: &Child, child: &Child) -> Placed {
    let set = child.row.set();
    let words = |row: &Row| -> String {
        let required = set
            .items
            .iter()
            .filter(|item| item.required && !item.is_protected());
        let texts: Vec<String> = required.map(|item| row.shown(&item.code)).collect();
        texts.join(" ")
    };
    let origin = child.cells.last();
    let message = format!(
        "{}写了两条说法不一的{}：{}；{}，都没有导入，请核对后改正",
        set.once.as_deref().unwrap_or_default(),
        set.label,
        words(&known.row),
        words(&child.row)
    );
    Placed {
        row: origin.map_or(row, |origin| origin.row),
        column: origin.map(|origin| origin.column),
        problem: Problem::error(ProblemCode::RowSameKey, "", message),
    }
}

/// Dates that lie in the future: of a person a near one is only told of, any other is not taken.
fn in_the_future(draft: &mut Draft, latest: PartialDate) {
    let mut problems = Vec::new();
    let mut judge = |row: &mut Row, cells: &mut Vec<Origin>| {
        let dates = row
            .filled()
            .filter_map(|(item, value)| item.too_late(value, latest).map(|one| (item.index, one)));
        for (index, problem) in dates.collect::<Vec<_>>() {
            let origin = cells.iter().find(|origin| origin.item == index).copied();
            if problem.severity == Severity::Error {
                row.put_at(index, None);
                cells.retain(|origin| origin.item != index);
            }
            problems.push((origin, problem));
        }
    };
    judge(&mut draft.person, &mut draft.cells);
    for child in &mut draft.children {
        judge(&mut child.row, &mut child.cells);
    }
    let row = draft.row;
    draft
        .problems
        .extend(problems.into_iter().map(|(origin, problem)| Placed {
            row: origin.map_or(row, |origin| origin.row),
            column: origin.map(|origin| origin.column),
            problem,
        }));
}

/// Dates in the wrong order. Of the person the later one is not taken; a row of a register is not taken at all, because
/// which of its dates is wrong is not known.
fn contradictions(draft: &mut Draft) {
    let mut whole = draft.person.clone();
    if whole.get("birth").is_none() && whole.set().code == "person" {
        whole.put("birth", birth_by_number(&draft.person).map(Value::Date));
    }
    for found in whole.contradictions() {
        say(draft, &found.then.code, found.problem);
        draft.person.put_at(found.then.index, None);
        draft.cells.retain(|origin| origin.item != found.then.index);
    }
    let (row, problems) = (draft.row, &mut draft.problems);
    draft.children.retain(|child| {
        let found = child.row.contradictions();
        for one in &found {
            let origin = child.cells.iter().find(|origin| origin.item == one.then.index);
            let mut problem = one.problem.clone();
            problem.message = format!("{}，这一条{}未导入", problem.message, child.row.set().label);
            problems.push(Placed {
                row: origin.map_or(row, |origin| origin.row),
                column: origin.map(|origin| origin.column),
                problem,
            });
        }
        found.is_empty()
    });
}

/// The birth inside the identity number, which other dates are held against where no birth is written.
fn birth_by_number(person: &Row) -> Option<PartialDate> {
    let text = person.get("id_number")?.as_text()?;
    IdNumber::read(text).number?.birth()
}

fn birth(draft: &mut Draft, number: &IdNumber) {
    let (Some(written), Some(by_number)) = (date_of(&draft.person, "birth"), number.birth()) else {
        return;
    };
    if written.agrees_with(by_number) {
        return;
    }
    let message = format!(
        "出生年月 {} 与身份证号中的 {} 不一致，已按表中填写保存，请查档案核实",
        written.dotted(),
        by_number.dotted()
    );
    let problem = Problem::warning(ProblemCode::IdBirthConflict, written.dotted(), message);
    say(draft, "birth", problem);
}

fn sex(draft: &mut Draft, number: &IdNumber) {
    let shown = draft.person.shown("sex");
    let by_number = if number.is_male() { "男" } else { "女" };
    if shown.is_empty() || shown == by_number {
        return;
    }
    let message = format!("性别填“{shown}”，身份证号表明是“{by_number}”，已按表中填写保存，请核实");
    say(
        draft,
        "sex",
        Problem::warning(ProblemCode::IdSexConflict, shown, message),
    );
}

/// Says something at the cell an item of the person was read from.
fn say(draft: &mut Draft, code: &str, problem: Problem) {
    let index = draft.person.set().item(code).map(|item| item.index);
    let origin = draft
        .cells
        .iter()
        .find(|origin| Some(origin.item) == index)
        .copied();
    let Origin { row, column, .. } = origin.unwrap_or(Origin {
        item: 0,
        row: draft.row,
        column: 0,
    });
    draft.problems.push(Placed {
        row,
        column: Some(column),
        problem,
    });
}

/// Without a name and a number nobody can be found.
fn missing_keys(draft: &mut Draft, plan: &Plan) {
    if !plan.has_keys() {
        return;
    }
    let named = draft.person.get("name").is_some();
    let numbered = draft.person.get("id_number").is_some();
    if !named && let Some(column) = plan.name {
        let problem = if numbered {
            Problem::warning(ProblemCode::NameMissing, "", "姓名为空，将按身份证号查找")
        } else {
            Problem::error(
                ProblemCode::NameMissing,
                "",
                "姓名和身份证号都没有，无法确定是谁，未导入",
            )
        };
        say_missing(draft, column, problem);
    }
    if !numbered && let Some(column) = plan.id_number {
        let problem = Problem::info(ProblemCode::IdMissing, "", "身份证号为空，将按姓名和出生年月查找");
        say_missing(draft, column, problem);
    }
}

/// Items that must be filled and whose column is there but blank in this row.
fn missing_items(draft: &mut Draft, plan: &Plan) {
    let mut missing: Vec<(u32, &Item)> = Vec::new();
    for source in wanted(&plan.person) {
        if draft.person.at(source.item.index).is_none() && source.item.code != "name" {
            missing.push((source.column, source.item));
        }
    }
    for group in &plan.groups {
        let child = draft.children.iter().find(|child| {
            let fixed = group
                .fixed
                .iter()
                .all(|(item, value)| child.row.at(item.index) == Some(value));
            child.row.set().code == group.set.code && fixed
        });
        let Some(child) = child else { continue };
        for source in wanted(&group.sources) {
            if child.row.at(source.item.index).is_none() {
                missing.push((source.column, source.item));
            }
        }
    }
    for (column, item) in missing {
        let message = format!("{}为空", item.label);
        say_missing(
            draft,
            column,
            Problem::info(ProblemCode::ItemMissing, "", message),
        );
    }
}

fn wanted(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources
        .iter()
        .filter(|source| source.item.required && !source.repeated)
}

/// Says that a cell is blank, unless it is not: then what is wrong with it has been said.
fn say_missing(draft: &mut Draft, column: u32, problem: Problem) {
    let row = draft.row;
    let said = draft.problems.iter().any(|placed| {
        placed.row == row && placed.column == Some(column) && placed.problem.severity >= Severity::Error
    });
    if !said {
        draft.problems.push(Placed {
            row,
            column: Some(column),
            problem,
        });
    }
}
