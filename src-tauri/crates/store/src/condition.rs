//! Conditions as SQL. Positive conditions on one set are about one and the same row: a 处分 decided in 2023 is not a 奖励 of
//! 2023 and a 处分 of another year. “Different” and “blank” say that no row is otherwise.

use antou_record::date::DateHints;
use antou_record::{Item, Kind, Value, Written};
use rusqlite::types::Value as Parameter;

use crate::column::{Column, Which, key_name, parameter};
use crate::error::StoreError;
use crate::people::{Comparison, Condition};
use crate::rows::quoted;
use crate::sql::Sql;

type Asked<'a> = (Column<'a>, &'a Condition);

/// One test for each condition, or for each row several conditions are about.
pub(crate) fn tests(conditions: &[Asked<'_>]) -> Result<Vec<Sql>, StoreError> {
    let mut tests = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    for (index, (column, condition)) in conditions.iter().enumerate() {
        match &column.which {
            Which::Person | Which::Current | Which::SectionsMissing => {
                tests.push(of_value(column.item, &column.value().text, condition)?);
            }
            _ if is_negative(condition.comparison) => tests.push(no_row(column, condition)?),
            _ if done.contains(&index) => {}
            _ => {
                let same: Vec<usize> = (index..conditions.len())
                    .filter(|other| {
                        conditions
                            .get(*other)
                            .is_some_and(|other| is_same_row(column, other))
                    })
                    .collect();
                let of_row: Vec<&Asked<'_>> =
                    same.iter().filter_map(|other| conditions.get(*other)).collect();
                tests.push(some_row(column, &of_row)?);
                done.extend(same);
            }
        }
    }
    Ok(tests)
}

/// A condition on a value that is there at most once: `column` is its expression in SQL.
pub(crate) fn of_value(item: &'static Item, column: &str, condition: &Condition) -> Result<Sql, StoreError> {
    Ok(signed(condition, test(item, column, condition)?))
}

fn is_negative(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Different | Comparison::Blank)
}

fn is_same_row(column: &Column<'_>, (other, condition): &Asked<'_>) -> bool {
    other.plan.index == column.plan.index && other.which == column.which && !is_negative(condition.comparison)
}

/// For a row that is there at most once: the test itself, or its opposite with blanks counted as different.
fn signed(condition: &Condition, test: Sql) -> Sql {
    if !is_negative(condition.comparison) {
        return test;
    }
    Sql::new(format!("NOT coalesce(({}), 0)", test.text), test.values)
}

fn some_row(column: &Column<'_>, conditions: &[&Asked<'_>]) -> Result<Sql, StoreError> {
    let mut sql = rows_of(column);
    for (column, condition) in conditions {
        let tested = test(
            column.item,
            &format!("t.{}", quoted(&column.item.code)),
            condition,
        )?;
        sql.push(" AND ").append(tested);
    }
    sql.push(")");
    Ok(sql)
}

fn no_row(column: &Column<'_>, condition: &Condition) -> Result<Sql, StoreError> {
    let tested = test(
        column.item,
        &format!("t.{}", quoted(&column.item.code)),
        condition,
    )?;
    let mut sql = Sql::new("NOT ", []);
    sql.append(rows_of(column)).push(" AND ").append(tested).push(")");
    Ok(sql)
}

fn rows_of(column: &Column<'_>) -> Sql {
    let table = quoted(&column.plan.set.code);
    let mut sql = Sql::new(
        format!("EXISTS (SELECT 1 FROM {table} AS t WHERE t.person = r.person"),
        [],
    );
    if let Which::Key(key, value) = &column.which {
        sql.append(Sql::new(
            format!(" AND t.{} = ?", key_name(column.plan, *key)),
            [value.clone()],
        ));
    }
    sql
}

/// The positive test of a value: “different” is tested as “equal”, “blank” as “filled”.
fn test(item: &'static Item, column: &str, condition: &Condition) -> Result<Sql, StoreError> {
    let text = condition.value.trim();
    match condition.comparison {
        Comparison::Blank | Comparison::Filled => Ok(Sql::new(format!("{column} IS NOT NULL"), [])),
        Comparison::Contains => contains(item, column, text),
        Comparison::Equal | Comparison::Different => equal(item, column, text),
        other => compared(item, column, sign(other), text),
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
        _ => "=",
    }
}

fn equal(item: &'static Item, column: &str, text: &str) -> Result<Sql, StoreError> {
    match &item.kind {
        Kind::Unit | Kind::Person | Kind::Row(_) => Ok(named(item, column, "= ?", text)),
        Kind::Codes(_) => member(column, &[code_of(item, text)?]),
        Kind::Text | Kind::Long | Kind::Place | Kind::Blob => Ok(Sql::new(
            format!("{column} = ?"),
            [Parameter::Text(text.to_owned())],
        )),
        _ => compared(item, column, "=", text),
    }
}

fn compared(item: &'static Item, column: &str, sign: &str, text: &str) -> Result<Sql, StoreError> {
    let value = read(item, text)?;
    let parameter = parameter(item, &value).ok_or_else(|| wrong(item, text))?;
    Ok(match &item.kind {
        // at the coarser precision of the two: 1975 is neither before nor after 1975-06
        Kind::Date => Sql::new(
            format!("substr({column}, 1, length(?)) {sign} substr(?, 1, length({column}))"),
            [parameter.clone(), parameter],
        ),
        Kind::Code(_) if sign == "=" => Sql::new(format!("{column} = ?"), [parameter]),
        // tables begin with the highest: greater is nearer to the beginning
        Kind::Code(table) => Sql::new(
            format!("code_order('{table}', ?) {sign} code_order('{table}', {column})"),
            [parameter],
        ),
        _ => Sql::new(format!("{column} {sign} ?"), [parameter]),
    })
}

pub(crate) fn contains(item: &'static Item, column: &str, text: &str) -> Result<Sql, StoreError> {
    let part = Parameter::Text(text.to_owned());
    Ok(match &item.kind {
        Kind::Code(_) => {
            let codes = codes_containing(item, text);
            Sql::new(
                format!("{column} IN ({})", vec!["?"; codes.len()].join(",")),
                codes.into_iter().map(Parameter::Text),
            )
        }
        Kind::Codes(_) => member(column, &codes_containing(item, text))?,
        Kind::Unit | Kind::Person | Kind::Row(_) => named(item, column, "LIKE '%' || ? || '%'", text),
        Kind::Date => Sql::new(
            format!("instr(replace({column}, '-', '.'), replace(?, '-', '.')) > 0"),
            [part],
        ),
        _ => Sql::new(format!("instr({column}, ?) > 0"), [part]),
    })
}

fn codes_containing(item: &Item, text: &str) -> Vec<String> {
    let rows = item.table().map_or(&[][..], |table| table.rows.as_slice());
    rows.iter()
        .filter(|row| row.label.contains(text))
        .map(|row| row.code.clone())
        .collect()
}

/// Whether a list of codes has one of these.
fn member(column: &str, codes: &[String]) -> Result<Sql, StoreError> {
    if codes.is_empty() {
        return Ok(Sql::new("0", []));
    }
    let one = format!("instr(',' || {column} || ',', ',' || ? || ',') > 0");
    Ok(Sql::new(
        format!("({})", vec![one.as_str(); codes.len()].join(" OR ")),
        codes.iter().cloned().map(Parameter::Text),
    ))
}

/// A reference by the name of what it refers to: name and short name, or the texts of its key.
fn named(item: &'static Item, column: &str, test: &str, text: &str) -> Sql {
    let Some(set) = crate::schema::referred(item).and_then(|code| antou_record::dictionary().set(code))
    else {
        return Sql::new("0", []);
    };
    let is_name = |item: &&Item| {
        item.kind == Kind::Text
            && (set.key.contains(&item.code) || matches!(item.code.as_str(), "name" | "short"))
    };
    let tests: Vec<String> = set
        .items
        .iter()
        .filter(is_name)
        .map(|item| format!("{} {test}", quoted(&item.code)))
        .collect();
    if tests.is_empty() {
        return Sql::new("0", []);
    }
    let values = vec![Parameter::Text(text.to_owned()); tests.len()];
    let inner = format!(
        "SELECT id FROM {} WHERE {}",
        quoted(&set.code),
        tests.join(" OR ")
    );
    Sql::new(format!("{column} IN ({inner})"), values)
}

fn read(item: &'static Item, text: &str) -> Result<Value, StoreError> {
    item.read(Written::Text(text), &DateHints::default())
        .value
        .ok_or_else(|| wrong(item, text))
}

fn code_of(item: &'static Item, text: &str) -> Result<String, StoreError> {
    match read(item, text)? {
        Value::Codes(codes) => codes.into_iter().next().ok_or_else(|| wrong(item, text)),
        Value::Code(code) => Ok(code),
        _ => Err(wrong(item, text)),
    }
}

fn wrong(item: &Item, text: &str) -> StoreError {
    StoreError::WrongValue {
        item: item.label.clone(),
        value: text.to_owned(),
    }
}
