//! 教育培训: who has done how much in a year, in five years and in the period of the national plan, and who still owes.

use std::collections::HashMap;

use antou_policy::Rule;
use antou_policy::training::{Done, Requirement, complete_within, planned_period};
use antou_record::{PartialDate, Row, Value, dictionary};
use antou_store::{PeopleQuery, UnitNode, Vault};

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{code_at, each, id_at, is_in_office, ledger, since, text_at, until};
use crate::listing::{Column, Listing};
use crate::messages::*;
use crate::paging::{called, page};
use crate::progress::Progress;
use crate::units::branches;

/// Code of 网络 in the table 培训方式: online hours count by themselves.
const ONLINE: &str = "3";

/// What is read of a class.
const CLASS: [&str; 4] = ["started", "mode", "hours", "days"];

/// Years of the longer window.
const FIVE: i64 = 5;

impl Desk {
    /// A year of training in a unit.
    pub fn training_year(&self, request: YearQuery, _: &dyn Progress) -> Result<TrainingYearView, Failure> {
        let what = format!("training/{}/{:?}", request.year, request.unit);
        let found = self.kept(what, |vault, as_of| {
            Year::gather(vault, request.year, request.unit, as_of)
        })?;
        let is_called = called(&request.text);
        let shown: Vec<&Learner> = found
            .learners
            .iter()
            .filter(|learner| learner.is_wanted(&request.only) && is_called(&learner.name))
            .collect();
        let page = page(&shown, request.offset, request.limit);
        Ok(TrainingYearView {
            total: shown.len() as u64,
            rows: page.map(|learner| learner.row()).collect(),
            period: found.period,
            units: found.units.clone(),
        })
    }
}

/// A year of a unit.
struct Year {
    learners: Vec<Learner>,
    /// First and last year of the national plan it lies in.
    period: (i32, i32),
    units: Vec<TrainingUnit>,
}

impl Year {
    fn gather(vault: &Vault, year: i32, unit: Option<i64>, as_of: PartialDate) -> Result<Self, Failure> {
        let year = i64::from(year);
        let mut learners = learners(vault, unit)?;
        let period = planned_period(u16::try_from(year).unwrap_or_default());
        read_classes(vault, &mut learners, unit, year, i64::from(period.0))?;
        learners.iter_mut().for_each(|learner| learner.judge(year, as_of));
        Ok(Self {
            units: standings(&vault.units()?, unit, &learners),
            learners,
            period: (i32::from(period.0), i32::from(period.1)),
        })
    }
}

/// The hours of everybody in a unit, or of those who still owe, who had no class, who have to make up.
pub(crate) fn hours(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let number = asked.year.unwrap_or_else(|| i32::from(as_of.year()));
    let year = Year::gather(vault, number, asked.unit, as_of)?;
    let what = match asked.only.as_str() {
        "short" => "未达到学时的人员",
        "none" => "没有参训的人员",
        "due" => "提任后须一年内补训的人员",
        _ => "教育培训学时",
    };
    let own = [
        Column::text("level", "职务层次", 6),
        Column::number("classes", "班次", 3),
        Column::number("hours", "年度学时", 4),
        Column::number("days", "年度天数", 4),
        Column::number("online_hours", "网络学时", 4),
        Column::number("five_years", "五年学时", 5),
        Column::number("period", "规划期学时", 5),
        Column::text("owed", "应达到", 8),
        Column::number("missing", "还差", 4),
        Column::date("complete_by", "补训截止"),
    ];
    let mut listing = Listing::of_people(format!("{number}年{what}"), &own);
    listing.notes = vec!["学时、天数按登记的数计算，不互相折算；网络学时单独计算。".to_owned()];
    let learners = year.learners.iter();
    for learner in learners.filter(|learner| learner.is_wanted(&asked.only)) {
        listing.add(learner.person, learner.cells());
        listing.cite_all(learner.requirement.as_ref().map(|requirement| requirement.rule));
        listing.cite_all(learner.complete_by.map(|(_, rule)| rule));
    }
    Ok(listing)
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
    attended: Attended,
    requirement: Option<Requirement>,
    complete_by: Option<(PartialDate, &'static Rule)>,
}

impl Learner {
    /// What was done in the window the requirement counts over.
    fn done(&self, years: u16) -> Done {
        if years > 1 {
            self.attended.of_five
        } else {
            self.attended.of_year
        }
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
            .filter(|(by, _)| by.compare(as_of).is_ge());
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
                .then(|| requirement.missing(self.attended.of_period))
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
            hours: self.attended.of_year.hours,
            days: self.attended.of_year.days,
            online_hours: self.attended.of_year.online_hours,
            five_years: self.attended.of_five.hours,
            period: self.attended.of_period.hours,
            owed,
            complete_by: self.complete_by.map(|(by, rule)| TrainingDeadline {
                by: by.dotted(),
                rule: cited(rule),
            }),
        }
    }
}

impl Learner {
    /// As the list of hours shows it.
    fn cells(&self) -> Vec<String> {
        let owed = self.requirement.as_ref().map(|requirement| {
            let span = if requirement.years > 1 {
                format!("{}年", requirement.years)
            } else {
                "每年".to_owned()
            };
            let days = requirement
                .days
                .map(|days| format!("或{}天", shown(days)))
                .unwrap_or_default();
            format!("{span}{}学时{days}", shown(requirement.hours))
        });
        let (year, online) = (&self.attended.of_year, self.attended.of_year.online_hours);
        vec![
            self.name.clone(),
            self.unit_name.clone(),
            self.title.clone(),
            self.level_label.clone(),
            self.classes.to_string(),
            shown(year.hours),
            shown(year.days),
            shown(online),
            shown(self.attended.of_five.hours),
            shown(self.attended.of_period.hours),
            owed.unwrap_or_default(),
            self.missing().map(shown).unwrap_or_default(),
            self.complete_by.map(|(by, _)| by.dotted()).unwrap_or_default(),
        ]
    }
}

/// Hours and days as they are read: `90`, `7.5`.
pub(crate) fn shown(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    rounded.to_string()
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
            attended: Attended::default(),
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
    let mut query = ledger("training", unit, &CLASS);
    let first = period.min(year - FIVE + 1);
    query.people.conditions = vec![since("training.started", first), until("training.started", year)];
    each(vault, &query, |row| {
        let learner = row.owner.and_then(|owner| learners.get_mut(*places.get(&owner)?));
        if let Some(learner) = learner {
            let class = Class::of_cells(&row.cells);
            learner.classes += u64::from(class.started.is_some_and(|at| i64::from(at.year()) == year));
            learner.attended.count(&class, year, period);
        }
    })
}

/// What counts of a class.
struct Class {
    started: Option<PartialDate>,
    is_online: bool,
    hours: f64,
    days: f64,
}

impl Class {
    /// From the cells started, mode, hours, days.
    fn of_cells(cells: &[Option<Value>]) -> Self {
        let number = |place: usize| match cells.get(place) {
            Some(Some(Value::Dec(number))) => *number,
            _ => 0.0,
        };
        Self {
            started: cells.first().and_then(Option::as_ref).and_then(Value::as_date),
            is_online: code_at(cells, 1) == ONLINE,
            hours: number(2),
            days: number(3),
        }
    }
}

/// What somebody has done in the windows hours are counted over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Attended {
    pub of_year: Done,
    pub of_five: Done,
    /// In the period of the national plan.
    pub of_period: Done,
}

impl Attended {
    /// Counts a row of training for a year and a plan that began in the year `period`.
    pub(crate) fn add(&mut self, row: &Row, year: i64, period: i64) {
        let cells: Vec<Option<Value>> = CLASS.iter().map(|code| row.get(code).cloned()).collect();
        self.count(&Class::of_cells(&cells), year, period);
    }

    /// A class counts in the year it began.
    fn count(&mut self, class: &Class, year: i64, period: i64) {
        let Some(of) = class
            .started
            .map(|at| i64::from(at.year()))
            .filter(|of| *of <= year)
        else {
            return;
        };
        let add = |done: &mut Done| {
            if class.is_online {
                done.online_hours += class.hours;
            } else {
                done.hours += class.hours;
                done.days += class.days;
            }
        };
        if of == year {
            add(&mut self.of_year);
        }
        if of > year - FIVE {
            add(&mut self.of_five);
        }
        if of >= period {
            add(&mut self.of_period);
        }
    }
}

/// The whole, then each unit directly below, each counted in one walk.
fn standings(units: &[UnitNode], unit: Option<i64>, learners: &[Learner]) -> Vec<TrainingUnit> {
    let of = |id: Option<i64>, name: &str| TrainingUnit {
        unit: id,
        name: name.to_owned(),
        people: 0,
        trained: 0,
        hours_per_head: 0.0,
        short: 0,
    };
    let own = units.iter().find(|node| Some(node.id) == unit);
    let mut found = vec![of(unit, own.map_or("全部", |node| &node.name))];
    let directly = units.iter().filter(|node| node.parent == unit);
    found.extend(directly.map(|node| of(Some(node.id), &node.name)));
    let places: HashMap<i64, usize> = found
        .iter()
        .enumerate()
        .skip(1)
        .filter_map(|(place, standing)| Some((standing.unit?, place)))
        .collect();
    let branches = branches(units, unit);
    for learner in learners {
        let branch = learner.unit.and_then(|unit| branches.get(&unit));
        let below = branch.and_then(|branch| places.get(branch)).copied();
        for place in std::iter::once(0).chain(below) {
            if let Some(standing) = found.get_mut(place) {
                standing.people += 1;
                standing.trained += u64::from(learner.classes > 0);
                // the sum, until all are counted
                standing.hours_per_head += learner.attended.of_year.hours;
                standing.short += u64::from(learner.missing().is_some());
            }
        }
    }
    found.retain(|standing| standing.people > 0);
    for standing in &mut found {
        standing.hours_per_head /= standing.people as f64;
    }
    found
}
