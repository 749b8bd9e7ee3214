//! Lists of people.

use antou_record::{Item, MASK, PartialDate, Value};
use antou_store::{
    Comparison, Condition as StoreCondition, PeopleQuery as StoreQuery, PersonLine, Sort, Vault,
};

use crate::columns::{self, Column, Computed, USUAL};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::paging::rows_wanted;
use crate::progress::Progress;

/// A list with its values, for programs and exports; the window gets shown texts.
#[derive(Debug)]
pub struct ListedPeople {
    /// The columns.
    pub columns: Vec<Column>,
    /// The people, in order.
    pub rows: Vec<ListedPerson>,
    /// Number of people that fit, on all pages.
    pub total: u64,
    /// 基准日 of computed columns.
    pub as_of: PartialDate,
}

/// A person of a list.
#[derive(Debug)]
pub struct ListedPerson {
    /// The person.
    pub id: i64,
    /// One value for each column.
    pub values: Vec<Option<Value>>,
}

impl Desk {
    /// A page of the list of people.
    pub fn people(&self, request: PeopleQuery, _: &dyn Progress) -> Result<PeoplePage, Failure> {
        let began = self.environment.stopwatch();
        let listing = self.listed_people(&request)?;
        let shown = |row: ListedPerson| PersonRow {
            id: row.id,
            cells: listing
                .columns
                .iter()
                .zip(&row.values)
                .map(|(column, value)| column.shown(value.as_ref()))
                .collect(),
        };
        Ok(PeoplePage {
            total: listing.total,
            rows: listing.rows.into_iter().map(shown).collect(),
            as_of: listing.as_of.to_string(),
            elapsed_ms: began.milliseconds(),
        })
    }

    /// Columns that lists can show.
    pub fn list_columns(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<ColumnView>, Failure> {
        Ok(columns::all())
    }

    /// The record dictionary.
    pub fn dictionary(&self, _: Nothing, _: &dyn Progress) -> Result<DictionaryView, Failure> {
        Ok(crate::dictionary::dictionary_view())
    }

    /// A page of the list with its values.
    pub fn listed_people(&self, request: &PeopleQuery) -> Result<ListedPeople, Failure> {
        let as_of = self.as_of()?;
        let wanted = Wanted::new(request, as_of)?;
        self.with_vault(|vault| wanted.listed(vault, request.only.as_deref()))
    }
}

/// A query in the store's words, with the columns computed columns need.
pub(crate) struct Wanted {
    columns: Vec<Column>,
    query: StoreQuery,
    as_of: PartialDate,
    /// Whether protected items go out as they are.
    reveals: bool,
    /// For each column the places, among what the store is asked for, of the values it shows or is computed from.
    places: Vec<Vec<usize>>,
}

impl Wanted {
    pub(crate) fn new(request: &PeopleQuery, as_of: PartialDate) -> Result<Self, Failure> {
        let codes: Vec<&str> = match request.columns.as_slice() {
            [] => USUAL.to_vec(),
            some => some.iter().map(String::as_str).collect(),
        };
        let columns = codes
            .into_iter()
            .map(Column::parse)
            .collect::<Result<Vec<_>, _>>()?;
        asks_openly(request)?;
        let mut conditions = Vec::new();
        for condition in &request.conditions {
            store_conditions(condition, as_of, &mut conditions)?;
        }
        let query = StoreQuery {
            text: request.text.clone(),
            unit: request.unit,
            subunits: request.subunits,
            conditions,
            sort: request.sort.iter().map(sort).collect(),
            columns: asked_for(&columns),
            offset: request.offset as usize,
            limit: rows_wanted(request.limit, 100),
        };
        let place = |code: &str| query.columns.iter().position(|known| known == code);
        let places = columns
            .iter()
            .map(|column| match column.computed() {
                Some(_) => column.needs().iter().filter_map(|code| place(code)).collect(),
                None => place(&column.code).into_iter().collect(),
            })
            .collect();
        Ok(Self {
            columns,
            query,
            as_of,
            reveals: false,
            places,
        })
    }

    /// Protected items among the columns.
    pub(crate) fn protected(&self) -> Vec<&'static Item> {
        self.columns.iter().filter_map(Column::protected).collect()
    }

    /// Lets protected items go out as they are: only after the operator has said why.
    pub(crate) fn reveal(&mut self) {
        self.reveals = true;
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn listed(self, vault: &Vault, only: Option<&[i64]>) -> Result<ListedPeople, Failure> {
        let page = match only {
            Some(people) => vault.people_lines(&self.query.columns, people)?,
            None => vault.people(&self.query)?,
        };
        let rows = self.rows(page.lines);
        Ok(ListedPeople {
            rows,
            columns: self.columns,
            total: page.total.unsigned_abs(),
            as_of: self.as_of,
        })
    }

    /// How many people the query finds.
    pub(crate) fn count(&self, vault: &Vault, only: Option<&[i64]>) -> Result<u64, Failure> {
        match only {
            Some(people) => Ok(people.len() as u64),
            None => Ok(vault.people_count(&self.query)?.unsigned_abs()),
        }
    }

    /// Everybody the query finds, in order.
    pub(crate) fn people(&self, vault: &Vault, only: Option<&[i64]>) -> Result<Vec<i64>, Failure> {
        Ok(match only {
            Some(people) => people.to_vec(),
            None => vault.people_ids(&StoreQuery {
                offset: 0,
                limit: usize::MAX,
                ..self.query.clone()
            })?,
        })
    }

    /// Everybody the query finds, in order, some at a time, so that a list of any length is written in flat memory.
    pub(crate) fn each_page(
        &self,
        vault: &Vault,
        only: Option<&[i64]>,
        size: usize,
        work: &mut dyn FnMut(Vec<ListedPerson>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for people in self.people(vault, only)?.chunks(size) {
            work(self.rows(vault.people_lines(&self.query.columns, people)?.lines))?;
        }
        Ok(())
    }

    fn rows(&self, lines: Vec<PersonLine>) -> Vec<ListedPerson> {
        let listed = |line: PersonLine| ListedPerson {
            id: line.person,
            values: self.values(&line.cells),
        };
        lines.into_iter().map(listed).collect()
    }

    /// Values of the columns, computed ones included, from what the store has answered.
    pub(crate) fn values(&self, cells: &[Option<Value>]) -> Vec<Option<Value>> {
        let columns = self.columns.iter().zip(&self.places);
        let values = columns.map(|(column, places)| {
            let mut found = places
                .iter()
                .map(|place| cells.get(*place).and_then(Option::as_ref));
            match column.computed() {
                Some(computed) => computed.value(&found.collect::<Vec<_>>(), self.as_of),
                None if column.protected().is_some() && !self.reveals => {
                    found.next().flatten().map(|_| Value::Text(MASK.to_owned()))
                }
                None => found.next().flatten().cloned(),
            }
        });
        values.collect()
    }

    /// The texts of a row as lists show them.
    pub(crate) fn shown(&self, values: &[Option<Value>]) -> Vec<String> {
        let columns = self.columns.iter().zip(values);
        columns
            .map(|(column, value)| column.shown(value.as_ref()))
            .collect()
    }

    /// The query in the store's words.
    pub(crate) fn query(&self) -> &StoreQuery {
        &self.query
    }
}

/// Conditions and orders would tell what is protected, a question at a time.
fn asks_openly(request: &PeopleQuery) -> Result<(), Failure> {
    let conditions = request.conditions.iter().map(|condition| &condition.column);
    let keys = request.sort.iter().map(|key| &key.column);
    let mut asked = conditions
        .chain(keys)
        .filter_map(|code| Column::parse(code).ok()?.protected());
    match asked.next() {
        None => Ok(()),
        Some(item) => Err(Failure::new(
            "column.protected",
            format!("“{}”受保护，不能按它筛选和排序", item.label),
            "请换一个条件",
        )),
    }
}

/// What the store is asked for: the items shown, and those computed columns are computed from; each once.
fn asked_for(columns: &[Column]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let plain = columns
        .iter()
        .filter(|column| column.computed().is_none())
        .map(|column| column.code.as_str());
    for code in plain.chain(columns.iter().flat_map(|column| column.needs().iter().copied())) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// The older somebody is, the earlier the birth.
fn sort(key: &SortKey) -> Sort {
    match Column::parse(&key.column)
        .ok()
        .and_then(|column| column.computed())
    {
        Some(Computed::Age) => Sort {
            column: "birth".to_owned(),
            descending: !key.descending,
        },
        Some(Computed::Retirement) => Sort {
            column: "birth".to_owned(),
            descending: key.descending,
        },
        Some(Computed::SectionsMissing) | None => Sort {
            column: key.column.clone(),
            descending: key.descending,
        },
    }
}

const OPERATORS: &[(&str, Comparison)] = &[
    ("!=", Comparison::Different),
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("~", Comparison::Contains),
    ("=", Comparison::Equal),
    (">", Comparison::Greater),
    ("<", Comparison::Less),
];

/// A condition as it is typed on the command line: `sex=女`, `birth>=1980-01`, `award.kind blank`, `post.title~科长`.
pub fn condition(text: &str) -> Result<Condition, Failure> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [column, op @ ("blank" | "filled")] = words.as_slice() {
        return Ok(Condition {
            column: (*column).to_owned(),
            op: (*op).to_owned(),
            value: String::new(),
        });
    }
    let found = OPERATORS
        .iter()
        .filter_map(|(sign, _)| Some((text.find(sign)?, *sign)))
        .min_by_key(|(at, sign)| (*at, std::cmp::Reverse(sign.len())));
    match found {
        Some((at, sign)) if at > 0 => {
            let op = if sign == "~" { "contains" } else { sign };
            Ok(Condition {
                column: text[..at].trim().to_owned(),
                op: op.to_owned(),
                value: text[at + sign.len()..].trim().to_owned(),
            })
        }
        _ => Err(Failure::new(
            "condition.invalid",
            format!("条件“{text}”没有看懂"),
            "条件写作 sex=女、birth>=1980-01、post.title~科长",
        )),
    }
}

fn comparison(op: &str) -> Result<Comparison, Failure> {
    match op {
        "contains" => Ok(Comparison::Contains),
        "blank" => Ok(Comparison::Blank),
        "filled" => Ok(Comparison::Filled),
        _ => OPERATORS
            .iter()
            .find(|(sign, _)| *sign == op)
            .map(|(_, comparison)| *comparison)
            .ok_or_else(|| {
                Failure::new(
                    "condition.invalid",
                    format!("没有“{op}”这种比较"),
                    "比较有 = != < <= > >= contains blank filled",
                )
            }),
    }
}

fn store_conditions(
    condition: &Condition,
    as_of: PartialDate,
    out: &mut Vec<StoreCondition>,
) -> Result<(), Failure> {
    let comparison = comparison(&condition.op)?;
    let column = Column::parse(&condition.column)?;
    match column.computed() {
        Some(Computed::SectionsMissing) | None => out.push(StoreCondition {
            column: column.code,
            comparison,
            value: condition.value.clone(),
        }),
        Some(Computed::Age) => age_conditions(comparison, &condition.value, as_of, out)?,
        Some(Computed::Retirement) => {
            return Err(Failure::new(
                "condition.computed",
                "不能按到龄时间筛选",
                "请按出生年月或年龄筛选",
            ));
        }
    }
    Ok(())
}

/// An age at 基准日 is a range of months of birth (JS-01: the month of birth counts as reached).
fn age_conditions(
    comparison: Comparison,
    value: &str,
    as_of: PartialDate,
    out: &mut Vec<StoreCondition>,
) -> Result<(), Failure> {
    let invalid = || {
        Failure::new(
            "condition.invalid",
            format!("年龄“{value}”不是整数"),
            "例如 age<=35",
        )
    };
    let years: i32 = value
        .trim()
        .trim_end_matches('岁')
        .parse()
        .map_err(|_| invalid())?;
    let now = as_of.month_index().ok_or_else(invalid)?;
    let mut born = |comparison: Comparison, index: i32| -> Result<(), Failure> {
        let month = PartialDate::from_month_index(index).ok_or_else(invalid)?;
        out.push(StoreCondition {
            column: "birth".to_owned(),
            comparison,
            value: month.dotted(),
        });
        Ok(())
    };
    let (at_most, at_least) = match comparison {
        Comparison::AtMost => (Some(years), None),
        Comparison::Less => (Some(years - 1), None),
        Comparison::AtLeast => (None, Some(years)),
        Comparison::Greater => (None, Some(years + 1)),
        Comparison::Equal => (Some(years), Some(years)),
        _ => {
            return Err(Failure::new(
                "condition.invalid",
                "年龄只能比较大小",
                "例如 age<=35、age=40",
            ));
        }
    };
    if let Some(years) = at_most {
        born(Comparison::AtLeast, now - (years + 1) * 12 + 1)?;
    }
    if let Some(years) = at_least {
        born(Comparison::AtMost, now - years * 12)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_as_typed() {
        for (text, column, op, value) in [
            ("sex=女", "sex", "=", "女"),
            ("birth>=1980-01", "birth", ">=", "1980-01"),
            (
                "assessment[2023].conclusion = 优秀",
                "assessment[2023].conclusion",
                "=",
                "优秀",
            ),
            ("post.title~科长", "post.title", "contains", "科长"),
            ("award.kind blank", "award.kind", "blank", ""),
            ("age<=35", "age", "<=", "35"),
            ("sex!=男", "sex", "!=", "男"),
        ] {
            let read = condition(text).expect(text);
            assert_eq!(
                (read.column.as_str(), read.op.as_str(), read.value.as_str()),
                (column, op, value),
                "{text}"
            );
        }
    }

    #[test]
    fn an_age_is_a_range_of_births() {
        let as_of = PartialDate::from_iso("2026-11-21").expect("date");
        let born = |text: &str| {
            let mut out = Vec::new();
            store_conditions(&condition(text).expect(text), as_of, &mut out).expect(text);
            out.into_iter()
                .map(|condition| (condition.comparison, condition.value))
                .collect::<Vec<_>>()
        };
        assert_eq!(born("age<=35"), [(Comparison::AtLeast, "1990.12".to_owned())]);
        assert_eq!(born("age<35"), [(Comparison::AtLeast, "1991.12".to_owned())]);
        assert_eq!(born("age>=60"), [(Comparison::AtMost, "1966.11".to_owned())]);
        assert_eq!(
            born("age=40"),
            [
                (Comparison::AtLeast, "1985.12".to_owned()),
                (Comparison::AtMost, "1986.11".to_owned())
            ]
        );
    }
}
