//! What only the vault can say about a typed row: missing items, numbers and keys already taken, dates that contradict each
//! other once what is typed stands beside what is kept.

use antou_record::{Item, Kind, Owner, Problem, ProblemCode, Row, Set, Value};
use antou_store::Vault;

use super::typed::{Typed, is_error};
use crate::conflicts;
use crate::failure::Failure;
use crate::messages::ProblemView;
use crate::references;

/// Everything that can be wrong with a row as a whole; names become references on the way. Answers the row whose key the
/// typed one repeats, when that is what is wrong; rows that leave with the same operation are out of the way.
pub(crate) fn check(
    vault: &Vault,
    set: &'static Set,
    person: Option<i64>,
    row: Option<i64>,
    typed: &mut Typed,
    leaving: &[i64],
) -> Result<Option<i64>, Failure> {
    missing(vault, set, row, typed)?;
    taken_number(vault, set, row, typed)?;
    let mut whole = whole(vault, set, row, typed)?;
    references::resolve(vault, set, person, &mut whole, typed)?;
    contradictions(&whole, typed);
    conflicts::check(vault, person, &whole, typed)?;
    if let Some(person) = person.filter(|_| set.is_owned_by_person()) {
        let refusal = crate::veto::refusal(vault, set, person, row, &typed.changes)?;
        typed.problems.extend(refusal);
    }
    same_key(vault, person, row, &whole, typed, leaving)
}

/// What is there and hidden is not written over unseen.
pub(crate) fn unseen(
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

/// The row as it will stand.
fn whole(vault: &Vault, set: &'static Set, row: Option<i64>, typed: &Typed) -> Result<Row, Failure> {
    let mut whole = match row {
        Some(row) => vault.row(&set.code, row)?,
        None => Row::new(set),
    };
    for (index, value) in &typed.changes {
        whole.put_at(*index, value.clone());
    }
    Ok(whole)
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
        let filled = match typed.change(item) {
            Some(value) => value.is_some(),
            None => old.as_ref().is_some_and(|old| old.at(item.index).is_some()),
        };
        let is_item = |problem: &&ProblemView| problem.item == item.full_path();
        let said = typed.problems.iter().filter(is_item).any(is_error);
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
    let Some(Some(Value::Text(number))) = typed.change(item) else {
        return Ok(());
    };
    let others = vault.find_by_id_number(number)?;
    if let Some(other) = others.into_iter().find(|person| Some(*person) != row) {
        let name = vault.row("person", other)?.shown("name");
        let message = format!("这个身份证号已经属于“{name}”，请核对");
        typed.say(item, &Problem::error(ProblemCode::IdDuplicate, "", message));
    }
    Ok(())
}

/// Dates in the wrong order, one of them typed now. What has long stood there does not stop the typing of something else.
fn contradictions(whole: &Row, typed: &mut Typed) {
    for found in whole.contradictions() {
        if typed.change(found.then).is_some() {
            typed.say(found.then, &found.problem);
        } else if typed.change(found.first).is_some() {
            typed.say(found.first, &found.problem);
        }
    }
}

/// A row with the same key: an error where there is one at most, else worth a look.
fn same_key(
    vault: &Vault,
    person: Option<i64>,
    row: Option<i64>,
    whole: &Row,
    typed: &mut Typed,
    leaving: &[i64],
) -> Result<Option<i64>, Failure> {
    let set = whole.set();
    let key: Vec<&Item> = set.key.iter().filter_map(|code| set.item(code)).collect();
    let is_touched = row.is_none() || key.iter().any(|item| typed.change(item).is_some());
    let Some(owner) = owner(whole, person).filter(|_| is_touched) else {
        return Ok(None);
    };
    let is_same = |other: &Row| {
        key.iter()
            .all(|item| match (whole.at(item.index), other.at(item.index)) {
                (Some(one), Some(two)) => one == two,
                _ => false,
            })
    };
    let others = vault.own_rows(&set.code, owner)?;
    let is_other = |id: i64| Some(id) != row && !leaving.contains(&id);
    let Some(other) = others
        .iter()
        .find(|other| is_other(other.id) && is_same(&other.row))
    else {
        return Ok(None);
    };
    let Some(item) = key.first() else { return Ok(None) };
    let what: Vec<String> = set
        .items
        .iter()
        .filter(|item| item.required && !item.is_protected())
        .map(|item| other.row.shown(&item.code))
        .filter(|text| !text.is_empty())
        .collect();
    let (label, what) = (&set.label, what.join("，"));
    let problem = match &set.once {
        Some(once) => Problem::error(
            ProblemCode::RowSameKey,
            "",
            format!("{once}已有{label}：{what}，请修改那一条，不要再加一条"),
        ),
        None => Problem::warning(
            ProblemCode::RowSameKey,
            "",
            format!("已有一条同样的{label}：{what}，请核对是否重复"),
        ),
    };
    typed.say(item, &problem);
    Ok(set.once.is_some().then_some(other.id))
}

/// Whose row it is.
fn owner(whole: &Row, person: Option<i64>) -> Option<i64> {
    match whole.set().owner {
        Owner::Person => person,
        Owner::Unit => match whole.get("unit") {
            Some(Value::Reference(unit)) => unit.id,
            _ => None,
        },
        Owner::None => None,
    }
}
