//! 教育培训: who has done how much in a year, in five years and in the period of the national plan, and who still owes.

use std::collections::{HashMap, HashSet};

use antou_policy::training::{Done, Requirement, complete_within, planned_period};
use antou_record::{PartialDate, Value, dictionary};
use antou_store::{PeopleQuery, UnitNode, Vault};

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{code_at, each, id_at, is_in_office, ledger, since, text_at, until};
use crate::messages::*;
use crate::progress::Progress;
use crate::units::below;

/// Rows answered when nobody says how many.
const USUAL: usize = 200;

/// Code of 网络 in the table 培训方式: online hours count by themselves.
const ONLINE: &str = "3";

/// Years of the longer window.
const FIVE: i64 = 5;

impl Desk {
    /// A year of training in a unit.
    pub fn training_year(
        &self,
        request: TrainingYearQuery,
        _: &dyn Progress,
    ) -> Result<TrainingYearView, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let year = i64::from(request.year);
            let mut learners = learners(vault, request.unit)?;
            let period = planned_period(u16::try_from(year).unwrap_or_default());
            read_classes(vault, &mut learners, request.unit, year, i64::from(period.0))?;
            learners.iter_mut().for_each(|learner| learner.judge(year, as_of));
            let shown: Vec<&Learner> = learners
                .iter()
                .filter(|learner| learner.is_wanted(&request.only))
                .collect();
            let limit = if request.limit == 0 {
                USUAL
            } else {
                request.limit as usize
            };
            let page = shown.iter().skip(request.offset as usize).take(limit);
            Ok(TrainingYearView {
                total: shown.len() as u64,
                rows: page.map(|learner| learner.row()).collect(),
                period: (i32::from(period.0), i32::from(period.1)),
                units: standings(&vault.units()?, request.unit, &learners),
            })
        })
    }
}

/// A person in office with what has been learnt.
struct Learner {
    person: i64,
    name: String,
    unit: Option<i64>,
    unit_name: String,
    title: String,
    level: String,
    level_label: String,
    rank: String,
    level_since: Option<PartialDate>,
    classes: u64,
    of_year: Done,
    of_five: Done,
    of_period: Done,
    requirement: Option<Requirement>,
    complete_by: Option<PartialDate>,
}

impl Learner {
    /// What was done in the window the requirement counts over.
    fn done(&self, years: u16) -> Done {
        if years > 1 { self.of_five } else { self.of_year }
    }

    fn missing(&self) -> Option<f64> {
        let requirement = self.requirement.as_ref()?;
        requirement.missing(self.done(requirement.years))
    }

    fn judge(&mut self, year: i64, as_of: PartialDate) {
        let Some(last) = u16::try_from(year)
            .ok()
            .and_then(|year| PartialDate::day(year, 12, 31))
        else {
            return;
        };
        self.requirement = Requirement::of(&self.level, &self.rank, last);
        if self.missing().is_none() {
            return;
        }
        // promoted short of what is owed: a year is given, and after it nothing more is asked for here
        self.complete_by = self
            .level_since
            .and_then(complete_within)
            .filter(|by| by.compare(as_of).is_ge());
    }

    fn is_wanted(&self, only: &str) -> bool {
        match only {
            "short" => self.missing().is_some(),
            "none" => self.classes == 0,
            "due" => self.complete_by.is_some(),
            _ => true,
        }
    }

    fn row(&self) -> TrainingRow {
        let owed = self.requirement.as_ref().map(|requirement| TrainingOwed {
            hours: requirement.hours,
            days: requirement.days,
            years: requirement.years,
            missing: self.missing(),
            missing_in_period: (requirement.years > 1)
                .then(|| requirement.missing(self.of_period))
                .flatten(),
            rule: cited(requirement.rule),
        });
        TrainingRow {
            person: self.person,
            name: self.name.clone(),
            unit: self.unit_name.clone(),
            title: self.title.clone(),
            level: self.level_label.clone(),
            classes: self.classes,
            hours: self.of_year.hours,
            days: self.of_year.days,
            online_hours: self.of_year.online_hours,
            five_years: self.of_five.hours,
            period: self.of_period.hours,
            owed,
            complete_by: self.complete_by.map(|by| by.dotted()),
        }
    }
}

fn learners(vault: &Vault, unit: Option<i64>) -> Result<Vec<Learner>, Failure> {
    let columns = [
        "name",
        "post.unit",
        "post.title",
        "post.level",
        "rank.rank",
        "post.level_since",
        "status",
    ];
    let query = PeopleQuery {
        unit,
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        ..PeopleQuery::default()
    };
    let levels = dictionary().table("post_level");
    let mut learners = Vec::new();
    vault.each_person(&query, |line| {
        let cells = &line.cells;
        if !is_in_office(&code_at(cells, 6)) {
            return Ok::<_, Failure>(());
        }
        let level = code_at(cells, 3);
        let shown = levels.and_then(|table| table.by_code(&level));
        learners.push(Learner {
            person: line.person,
            name: text_at(cells, 0),
            unit: id_at(cells, 1),
            unit_name: text_at(cells, 1),
            title: text_at(cells, 2),
            level_label: shown.map(|row| row.label.clone()).unwrap_or_default(),
            level,
            rank: code_at(cells, 4),
            level_since: cells.get(5).and_then(Option::as_ref).and_then(Value::as_date),
            classes: 0,
            of_year: Done::default(),
            of_five: Done::default(),
            of_period: Done::default(),
            requirement: None,
            complete_by: None,
        });
        Ok(())
    })?;
    Ok(learners)
}

/// Adds up the classes that began in the windows.
fn read_classes(
    vault: &Vault,
    learners: &mut [Learner],
    unit: Option<i64>,
    year: i64,
    period: i64,
) -> Result<(), Failure> {
    let places: HashMap<i64, usize> = learners
        .iter()
        .enumerate()
        .map(|(place, learner)| (learner.person, place))
        .collect();
    let mut query = ledger("training", unit, &["started", "mode", "hours", "days"]);
    let first = period.min(year - FIVE + 1);
    query.people.conditions = vec![since("training.started", first), until("training.started", year)];
    each(vault, &query, |row| {
        let learner = row.owner.and_then(|owner| learners.get_mut(*places.get(&owner)?));
        let started = row
            .cells
            .first()
            .and_then(Option::as_ref)
            .and_then(Value::as_date);
        let (Some(learner), Some(started)) = (learner, started) else {
            return;
        };
        let number = |place: usize| match row.cells.get(place) {
            Some(Some(Value::Dec(number))) => *number,
            _ => 0.0,
        };
        let of = i64::from(started.year());
        let is_online = code_at(&row.cells, 1) == ONLINE;
        let add = |done: &mut Done| {
            if is_online {
                done.online_hours += number(2);
            } else {
                done.hours += number(2);
                done.days += number(3);
            }
        };
        if of == year {
            add(&mut learner.of_year);
            learner.classes += 1;
        }
        if of > year - FIVE {
            add(&mut learner.of_five);
        }
        if of >= period {
            add(&mut learner.of_period);
        }
    })
}

/// The whole, then each unit directly below.
fn standings(units: &[UnitNode], unit: Option<i64>, learners: &[Learner]) -> Vec<TrainingUnit> {
    let name = units
        .iter()
        .find(|node| Some(node.id) == unit)
        .map(|node| node.name.clone());
    let mut found = vec![standing(
        unit,
        name.unwrap_or_else(|| "全部".to_owned()),
        learners,
        None,
    )];
    for node in units.iter().filter(|node| node.parent == unit) {
        let inside = below(units, node.id);
        found.push(standing(
            Some(node.id),
            node.name.clone(),
            learners,
            Some(&inside),
        ));
    }
    found.retain(|standing| standing.people > 0);
    found
}

fn standing(
    unit: Option<i64>,
    name: String,
    learners: &[Learner],
    within: Option<&HashSet<i64>>,
) -> TrainingUnit {
    let inside: Vec<&Learner> = learners
        .iter()
        .filter(|learner| within.is_none_or(|units| learner.unit.is_some_and(|unit| units.contains(&unit))))
        .collect();
    let hours: f64 = inside.iter().map(|learner| learner.of_year.hours).sum();
    let people = inside.len();
    TrainingUnit {
        unit,
        name,
        people: people as u64,
        trained: inside.iter().filter(|learner| learner.classes > 0).count() as u64,
        hours_per_head: if people == 0 { 0.0 } else { hours / people as f64 },
        short: inside
            .iter()
            .filter(|learner| learner.missing().is_some())
            .count() as u64,
    }
}
