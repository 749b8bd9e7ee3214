//! 个人有关事项: who reports, the collection of a year, changes and occasions, draws and checks. What the reports say is
//! protected and not looked at here: that, when, of what kind, and the conclusion are all that lists and prints know.

mod checks;
mod drawing;
mod draws;
mod fill;
mod listings;
mod receipt;
mod scope;
mod year;

use std::collections::{HashMap, HashSet};

use antou_policy::matters::{Because, National, Subject};
use antou_policy::{Overrides, Rule};
use antou_record::{PartialDate, Value, dictionary};
use antou_store::{PeopleQuery, Vault};

use crate::failure::Failure;
use crate::gathering::{code_at, each, id_at, is_in_office, ledger, text_at};
pub(crate) use listings::{checks as checks_list, collection, draw as draw_list, reporters, special};
pub(crate) use receipt::receipt;
use scope::Document;

/// Codes of 报告类型.
mod occasion {
    /// 年度集中报告.
    pub(super) const YEARLY: &str = "1";
    /// 变动事项报告.
    pub(super) const CHANGE: &str = "3";
}

/// From this step of 发展党员 on (确定发展对象) somebody is a candidate.
const CANDIDATE: u32 = 7;

/// Why somebody has to report.
#[derive(Debug, Clone)]
struct Duty {
    /// The rule of the national layer; `None` when a document of the unit asks it.
    rule: Option<&'static Rule>,
    /// 职务层次：县处级副职.
    why: String,
    /// The document.
    document: String,
    /// Row of the unit's document.
    scope: Option<i64>,
}

impl Duty {
    fn layer(&self) -> &'static str {
        if self.rule.is_some() { "national" } else { "unit" }
    }

    fn layer_label(&self) -> &'static str {
        if self.rule.is_some() {
            "国家规定"
        } else {
            "单位规定"
        }
    }
}

/// A person with the duty to report, if there is one.
#[derive(Debug, Clone)]
struct Reporter {
    person: i64,
    name: String,
    unit_name: String,
    title: String,
    duty: Option<Duty>,
}

impl Reporter {}

/// Columns of the roster that decide who reports.
const HEAD: [&str; 9] = [
    "name",
    "post.unit",
    "post.title",
    "post.level",
    "post.leading",
    "rank.rank",
    "staff_kind",
    "status",
    "political_status",
];

/// Everybody in a unit in the order of 职务层次, each with the duty at 基准日.
fn reporters_of(
    vault: &Vault,
    unit: Option<i64>,
    as_of: PartialDate,
    own: &Overrides,
) -> Result<Vec<Reporter>, Failure> {
    let national = National::at(as_of, own);
    let documents = scope::in_force(vault, as_of)?;
    let candidates = if documents.iter().any(|document| document.widening.development) {
        candidates(vault, unit)?
    } else {
        HashSet::new()
    };
    let query = PeopleQuery {
        unit,
        columns: HEAD.map(str::to_owned).to_vec(),
        ..PeopleQuery::default()
    };
    let mut found = Vec::new();
    vault.each_person(&query, |line| {
        let cells = &line.cells;
        let (level, rank, staff_kind) = (code_at(cells, 3), code_at(cells, 5), code_at(cells, 6));
        let in_party = matches!(code_at(cells, 8).as_str(), "01" | "02");
        let subject = Subject {
            level: &level,
            rank: &rank,
            leading: matches!(cells.get(4), Some(Some(Value::Bool(true)))),
            staff_kind: &staff_kind,
            development: !in_party && candidates.contains(&line.person),
        };
        let unit = id_at(cells, 1);
        let duty = is_in_office(&code_at(cells, 7))
            .then(|| duty(subject, unit, national.as_ref(), &documents))
            .flatten();
        found.push(Reporter {
            person: line.person,
            name: text_at(cells, 0),
            unit_name: text_at(cells, 1),
            title: text_at(cells, 2),
            duty,
        });
        Ok::<_, Failure>(())
    })?;
    Ok(found)
}

/// The national layer first; a document of the unit takes in those it leaves out.
fn duty(
    subject: Subject<'_>,
    unit: Option<i64>,
    national: Option<&National>,
    documents: &[Document],
) -> Option<Duty> {
    if let Some((national, because)) =
        national.and_then(|national| Some((national, national.takes_in(subject)?)))
    {
        return Some(Duty {
            rule: Some(national.rule()),
            why: why(because, subject),
            document: national.rule().citation(),
            scope: None,
        });
    }
    documents.iter().find_map(|document| {
        let inside = unit.is_some_and(|unit| document.units.contains(&unit));
        let because = inside.then(|| document.widening.takes_in(subject)).flatten()?;
        Some(Duty {
            rule: None,
            why: why(because, subject),
            document: document.name.clone(),
            scope: Some(document.id),
        })
    })
}

fn why(because: Because, subject: Subject<'_>) -> String {
    let label = |table: &str, code: &str| {
        let found = dictionary().table(table).and_then(|table| table.by_code(code));
        found.map(|row| row.label.clone()).unwrap_or_default()
    };
    match because {
        Because::Level => format!("职务层次：{}", label("post_level", subject.level)),
        Because::Rank => format!("职级：{}", label("rank", subject.rank)),
        Because::StaffKind => format!("人员类别：{}", label("staff_kind", subject.staff_kind)),
        Because::Development => "发展对象".to_owned(),
    }
}

/// People who have been named 发展对象.
fn candidates(vault: &Vault, unit: Option<i64>) -> Result<HashSet<i64>, Failure> {
    let mut found = HashSet::new();
    each(vault, &ledger("party_step", unit, &["step"]), |row| {
        let step: u32 = code_at(&row.cells, 0).parse().unwrap_or_default();
        if step >= CANDIDATE {
            found.extend(row.owner);
        }
    })?;
    Ok(found)
}

/// Where each person stands in a list.
fn places(people: impl Iterator<Item = i64>) -> HashMap<i64, usize> {
    people
        .enumerate()
        .map(|(place, person)| (person, place))
        .collect()
}

fn date_at(cells: &[Option<Value>], place: usize) -> Option<PartialDate> {
    cells.get(place)?.as_ref()?.as_date()
}

fn dotted(date: Option<PartialDate>) -> String {
    date.map(PartialDate::dotted).unwrap_or_default()
}
