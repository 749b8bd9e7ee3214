//! 跟踪管理: what is due about whom. Which rows make something due is declared in assets/policy/follow_up.toml; one
//! computation reads it for the screen, the command line and the strip above a dossier. Nothing of it is stored.

mod archive;
mod certified;
pub(crate) mod forms;
mod influence;
mod judge;
mod listings;
mod material;
mod pointing;
mod registers;
mod reminder;
mod reserve;

use std::collections::HashMap;
use std::sync::Arc;

use antou_policy::{archive as archive_rules, follow_up as rules, reserve as reserve_rules, workdays};
use antou_record::{Dossier, PartialDate};
use antou_store::{PeopleQuery, Vault};

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{code_at, text_at};
use crate::messages::*;
use crate::parameters::overrides;
use crate::progress::Progress;
use judge::{Head, Judge, MATERIAL, Own};
use registers::REGISTERS;
use reminder::{Reminder, State};

pub(crate) use listings::{due, mentors};
pub(crate) use pointing::beside;

/// Days within which something is near when nobody says how many.
const NEAR: u32 = 30;

/// Columns of the roster that say whom it is about.
const HEAD: [&str; 5] = ["name", "post.unit", "post.title", "post.level", "status"];

/// What is due of everybody in a unit, in the order of 职务层次.
pub(crate) struct Dues {
    /// The year that yearly rows are asked for.
    year: u16,
    /// 基准日.
    pub as_of: PartialDate,
    /// People with what is due about each.
    pub people: Vec<(Head, Vec<Reminder>)>,
    judge: Judge,
}

impl Dues {
    /// Every reminder with whom it is about.
    fn each(&self) -> impl Iterator<Item = (&Head, &Reminder)> {
        let people = self.people.iter();
        people.flat_map(|(head, reminders)| reminders.iter().map(move |reminder| (head, reminder)))
    }
}

impl Desk {
    /// How much is due in each part of the work.
    pub fn due(&self, request: DueQuery, _: &dyn Progress) -> Result<DueView, Failure> {
        let within = request.within.unwrap_or(NEAR);
        let dues = self.dues(request.unit, request.year)?;
        let mut counts: HashMap<(&str, State), u64> = HashMap::new();
        for (_, reminder) in dues.each() {
            let state = reminder.state(dues.as_of, within);
            *counts.entry((reminder.register.code, state)).or_default() += 1;
        }
        let count = |code, state| counts.get(&(code, state)).copied().unwrap_or_default();
        let registers = REGISTERS.iter().map(|register| DueRegister {
            code: register.code.to_owned(),
            label: register.label.to_owned(),
            set: register.set.to_owned(),
            overdue: count(register.code, State::Overdue),
            soon: count(register.code, State::Soon),
            missing: count(register.code, State::Missing),
            open: count(register.code, State::Open),
            rules: dues.judge.rules_of(register).into_iter().map(cited).collect(),
        });
        Ok(DueView {
            as_of: dues.as_of.to_string(),
            within,
            year: i32::from(dues.year),
            registers: registers.collect(),
        })
    }

    /// Reminders of everybody: what is overdue, missing or due within so many days, by date.
    pub fn reminders(&self, within: u32) -> Result<Vec<ReminderView>, Failure> {
        let dues = self.dues(None, None)?;
        let mut found: Vec<(Option<PartialDate>, ReminderView)> = dues
            .each()
            .filter(|(_, reminder)| reminder.state(dues.as_of, within) != State::Open)
            .map(|(head, reminder)| (reminder.date, view(head, reminder, dues.as_of, within)))
            .collect();
        found.sort_by_key(|(date, _)| (date.is_none(), *date));
        Ok(found.into_iter().map(|(_, view)| view).collect())
    }

    /// What is due about one person.
    pub fn person_due(&self, request: PersonId, _: &dyn Progress) -> Result<Vec<ReminderView>, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let judge = judge(vault, as_of, None)?;
            let columns = HEAD.map(str::to_owned);
            let page = vault.people_lines(&columns, &[request.person])?;
            let head = page
                .lines
                .into_iter()
                .next()
                .map(|line| head(line.person, &line.cells));
            let head = head.unwrap_or_default();
            let dossier = vault.dossiers().with_sets(request.person, &judge.sets())?;
            let mut found = judge.of(&head, &dossier);
            found.sort_by_key(|reminder| (reminder.state(as_of, NEAR), reminder.date));
            Ok(found
                .iter()
                .map(|reminder| view(&head, reminder, as_of, NEAR))
                .collect())
        })
    }

    /// What is due, computed anew only when something changed.
    fn dues(&self, unit: Option<i64>, year: Option<i32>) -> Result<Arc<Dues>, Failure> {
        self.kept(format!("due/{unit:?}/{year:?}"), |vault, as_of| {
            compute(vault, unit, year, as_of)
        })
    }
}

fn judge(vault: &Vault, as_of: PartialDate, year: Option<u16>) -> Result<Judge, Failure> {
    let own = Own {
        follow_up: overrides(vault, rules::PACK)?,
        archive: overrides(vault, archive_rules::PACK)?,
        reserve: overrides(vault, reserve_rules::PACK)?,
        workdays: overrides(vault, workdays::PACK)?,
    };
    Ok(Judge::new(as_of, year.unwrap_or(as_of.year()), &own))
}

fn head(person: i64, cells: &[Option<antou_record::Value>]) -> Head {
    Head {
        person,
        name: text_at(cells, 0),
        unit: text_at(cells, 1),
        title: text_at(cells, 2),
        level: code_at(cells, 3),
        status: code_at(cells, 4),
    }
}

/// Everybody whose current post is in a unit, in the order of 职务层次.
fn each_head(vault: &Vault, unit: Option<i64>, mut work: impl FnMut(Head)) -> Result<(), Failure> {
    let query = PeopleQuery {
        unit,
        columns: HEAD.map(str::to_owned).to_vec(),
        ..PeopleQuery::default()
    };
    vault.each_person(&query, |line| {
        work(head(line.person, &line.cells));
        Ok::<_, Failure>(())
    })
}

/// The same by their ids.
pub(crate) fn people_in(vault: &Vault, unit: Option<i64>) -> Result<HashMap<i64, Head>, Failure> {
    let mut people = HashMap::new();
    each_head(vault, unit, |head| {
        people.insert(head.person, head);
    })?;
    Ok(people)
}

fn compute(vault: &Vault, unit: Option<i64>, year: Option<i32>, as_of: PartialDate) -> Result<Dues, Failure> {
    let year = year
        .and_then(|year| u16::try_from(year).ok())
        .unwrap_or(as_of.year());
    let judge = judge(vault, as_of, Some(year))?;
    let mut people: Vec<(Head, Vec<Reminder>)> = Vec::new();
    each_head(vault, unit, |head| people.push((head, Vec::new())))?;
    let places: HashMap<i64, usize> = people
        .iter()
        .enumerate()
        .map(|(place, (head, _))| (head.person, place))
        .collect();
    let mut sets = judge.sets();
    if !vault.has_rows(MATERIAL)? {
        sets.retain(|set| judge.is_needed(&Dossier::new(0), set));
    }
    let is_needed = |dossier: &Dossier, set: &str| judge.is_needed(dossier, set);
    vault.each_dossier_as_needed(&sets, is_needed, |dossier| {
        let place = places.get(&dossier.id).and_then(|place| people.get_mut(*place));
        if let Some((head, reminders)) = place {
            *reminders = judge.of(head, &dossier);
        }
        Ok::<_, Failure>(())
    })?;
    Ok(Dues {
        year,
        as_of,
        people,
        judge,
    })
}

fn view(head: &Head, reminder: &Reminder, as_of: PartialDate, within: u32) -> ReminderView {
    ReminderView {
        person: head.person,
        name: head.name.clone(),
        unit: head.unit.clone(),
        title: head.title.clone(),
        register: reminder.register.code.to_owned(),
        label: reminder.register.label.to_owned(),
        state: reminder.state(as_of, within).as_str().to_owned(),
        date: reminder.date.map(PartialDate::dotted).unwrap_or_default(),
        days: reminder.days(as_of),
        task: reminder.rule.title.clone(),
        what: reminder.what.clone(),
        set: reminder.register.set.to_owned(),
        row: reminder.row,
        rule: cited(reminder.rule),
    }
}
