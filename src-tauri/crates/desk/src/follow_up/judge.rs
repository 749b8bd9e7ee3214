//! What is due about one person: the declared rules over the rows of the dossier, and what has to be worked out apart.

use antou_policy::Overrides;
use antou_policy::Rule;
use antou_policy::follow_up::{Asks, Due, dues};
use antou_policy::workdays::Workdays;
use antou_record::{Dossier, PartialDate, Record, Row, Value};

use super::certified::Facts;
use super::influence;
use super::material::Catalogue;
use super::registers::{Register, register_of};
use super::reminder::{Nature, Reminder};
use super::reserve::Lines;
use crate::gathering::is_in_office;

/// Sets that are read besides those the rules name.
const ALSO: [&str; 4] = ["award", "certified", "education", "reserve"];

/// The catalogue.
pub(crate) const MATERIAL: &str = "material";

/// What a unit has set otherwise in the packs that are read.
#[derive(Debug, Default)]
pub(crate) struct Own {
    pub follow_up: Overrides,
    pub archive: Overrides,
    pub reserve: Overrides,
    pub workdays: Overrides,
}

/// Whom it is about: what the roster shows of the current post.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub person: i64,
    pub name: String,
    pub unit: String,
    pub title: String,
    /// Code of 职务层次.
    pub level: String,
    /// Code of 人员状态.
    pub status: String,
}

/// The rules of a day.
pub(crate) struct Judge {
    pub(super) as_of: PartialDate,
    /// The year that yearly rows are asked for.
    year: u16,
    dues: Vec<(&'static Rule, Due, &'static Register)>,
    catalogue: Catalogue,
    facts: Facts,
    lines: Lines,
    workdays: Workdays,
}

impl Judge {
    pub(crate) fn new(as_of: PartialDate, year: u16, own: &Own) -> Self {
        let dues = dues(as_of, &own.follow_up).into_iter();
        Self {
            as_of,
            year,
            dues: dues
                .filter_map(|(rule, due)| {
                    let register = register_of(&due.register)?;
                    Some((rule, due, register))
                })
                .collect(),
            catalogue: Catalogue::new(as_of, &own.archive),
            facts: Facts::new(as_of, &own.archive),
            lines: Lines::new(as_of, &own.reserve),
            workdays: Workdays::of(&own.workdays),
        }
    }

    /// The sets that have to be read, the catalogue before what it is held against.
    pub(crate) fn sets(&self) -> Vec<&str> {
        let mut sets: Vec<&str> = self.dues.iter().map(|(_, due, _)| due.set.as_str()).collect();
        sets.extend(ALSO);
        sets.sort_unstable();
        sets.dedup();
        let more = self.catalogue.sets().filter(|set| !sets.contains(set));
        let mut more: Vec<&str> = more.collect();
        more.sort_unstable_by_key(|set| (*set != MATERIAL, *set));
        more.dedup();
        sets.extend(more);
        sets
    }

    /// Whether a set has to be read, as far as a dossier is known: without a catalogue nothing is held against it.
    pub(crate) fn is_needed(&self, dossier: &Dossier, set: &str) -> bool {
        let is_catalogued = || !dossier.rows(MATERIAL).is_empty();
        set == MATERIAL
            || ALSO.contains(&set)
            || self.dues.iter().any(|(_, due, _)| due.set == set)
            || is_catalogued()
    }

    /// The rules of a part of the work.
    pub(crate) fn rules_of(&self, register: &Register) -> Vec<&'static Rule> {
        let mut rules: Vec<&'static Rule> = self
            .dues
            .iter()
            .filter(|(_, _, of)| *of == register)
            .map(|(rule, ..)| *rule)
            .collect();
        match register.code {
            "material" => rules.extend(self.catalogue.rules()),
            "certified" => rules.extend(self.facts.rules()),
            "reserve" => rules.extend(self.lines.rules()),
            _ => {}
        }
        rules
    }

    /// Everything that is due about a person.
    pub(crate) fn of(&self, head: &Head, dossier: &Dossier) -> Vec<Reminder> {
        let mut found = Vec::new();
        let in_office = is_in_office(&head.status);
        for (rule, due, register) in &self.dues {
            if in_office || due.of_everybody {
                self.declared(rule, due, register, head, dossier, &mut found);
            }
        }
        if in_office {
            found.extend(influence::of(dossier, self.as_of));
            found.extend(self.catalogue.of(dossier));
            found.extend(self.facts.of(dossier));
            found.extend(self.lines.of(dossier));
        }
        found
    }

    fn declared(
        &self,
        rule: &'static Rule,
        due: &Due,
        register: &'static Register,
        head: &Head,
        dossier: &Dossier,
        found: &mut Vec<Reminder>,
    ) {
        let rows = || {
            dossier
                .rows(&due.set)
                .iter()
                .filter(|record| is_meant(due, &record.row))
        };
        let reminder = |nature, record: Option<&Record>, date, what| Reminder {
            register,
            rule,
            nature,
            row: record.map(|record| record.id),
            date,
            what,
        };
        match &due.asks {
            Asks::Term {
                from,
                due: until,
                term,
                settled,
            } => found.extend(rows().filter_map(|record| {
                let row = &record.row;
                if is_filled(row, settled) {
                    return None;
                }
                let own = until.as_ref().and_then(|item| date(row, item));
                let end = own.or_else(|| {
                    let from = from.iter().find_map(|item| date(row, item))?;
                    term.after(from, &self.workdays)
                })?;
                Some(reminder(Nature::Term, Some(record), Some(end), told(due, row)))
            })),
            Asks::Open { settled, .. } => found.extend(
                rows()
                    .filter(|record| !is_filled(&record.row, settled))
                    .map(|record| reminder(Nature::Running, Some(record), None, told(due, &record.row))),
            ),
            Asks::Blank { after, blank } => found.extend(
                rows()
                    .filter(|record| record.row.get(after).is_some() && record.row.get(blank).is_none())
                    .map(|record| reminder(Nature::Missing, Some(record), None, told(due, &record.row))),
            ),
            Asks::Yearly {
                year,
                by,
                levels,
                done,
            } => {
                let of_year: Vec<&Record> = rows()
                    .filter(|record| is_of_year(&record.row, year, self.year))
                    .collect();
                let is_done =
                    |record: &&&Record| done.as_ref().is_none_or(|item| record.row.get(item).is_some());
                if levels.contains(&head.level) && of_year.iter().find(is_done).is_none() {
                    let end = PartialDate::from_iso(&format!("{:04}-{by}", self.year));
                    let what = format!("{}年", self.year);
                    found.push(reminder(Nature::Missing, of_year.first().copied(), end, what));
                }
            }
        }
    }
}

/// Whether a row has the codes the rule is about.
fn is_meant(due: &Due, row: &Row) -> bool {
    due.whose.iter().all(|(item, codes)| match row.get(item) {
        Some(Value::Code(code)) => codes.contains(code),
        _ => false,
    })
}

fn is_filled(row: &Row, items: &[String]) -> bool {
    items.iter().any(|item| row.get(item).is_some())
}

fn date(row: &Row, item: &str) -> Option<PartialDate> {
    row.get(item).and_then(Value::as_date)
}

fn is_of_year(row: &Row, item: &str, year: u16) -> bool {
    matches!(row.get(item), Some(Value::Int(of)) if *of == i64::from(year))
}

/// The items a rule shows of a row, in one line.
fn told(due: &Due, row: &Row) -> String {
    let texts = due.tells.iter().map(|item| row.shown(item));
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
