//! 后备干部库 (E01–E06, E11, E12): the pools by level against what a unit wants of them, and who has passed the age line. Every
//! number carries its people.

use antou_policy::reserve::{Age, PACK, ages, schooling, sizes, women};
use antou_policy::{Overrides, Rule};
use antou_record::{Dossier, PartialDate, Record, Row, Value, dictionary};

use super::registers::register_of;
use super::reminder::{Nature, Reminder};
use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::is_in_office;
use crate::messages::*;
use crate::parameters::overrides;
use crate::progress::Progress;

/// Code of 女 in the table 性别.
const FEMALE: &str = "2";
/// Code of 汉族.
const HAN: &str = "01";
/// Codes of 政治面貌 of members of the party.
const MEMBERS: [&str; 2] = ["01", "02"];
/// Code of 全日制.
const FULL_TIME: &str = "1";

/// The age lines of a day.
pub(crate) struct Lines {
    ages: Vec<(&'static Rule, Age)>,
    as_of: PartialDate,
}

impl Lines {
    pub(crate) fn new(as_of: PartialDate, overrides: &Overrides) -> Self {
        Self {
            ages: ages(as_of, overrides),
            as_of,
        }
    }

    /// The rules.
    pub(crate) fn rules(&self) -> Vec<&'static Rule> {
        self.ages.iter().map(|(rule, _)| *rule).collect()
    }

    /// The rule somebody in a pool has passed, with the age.
    fn passed(&self, dossier: &Dossier, pool: &str) -> Option<(&'static Rule, u16, u16)> {
        let birth = dossier.person.get("birth").and_then(Value::as_date)?;
        let age = birth.age_at(self.as_of)?;
        let (rule, line) = self
            .ages
            .iter()
            .find(|(_, line)| line.pools.iter().any(|own| own == pool))?;
        (age > line.age + line.around).then_some((*rule, age, line.age))
    }

    /// Pools somebody is too old for.
    pub(crate) fn of(&self, dossier: &Dossier) -> Vec<Reminder> {
        let Some(register) = register_of("reserve") else {
            return Vec::new();
        };
        let entries = entries(dossier);
        let found = entries.iter().filter_map(|record| {
            let (rule, age, line) = self.passed(dossier, code(&record.row, "pool"))?;
            Some(Reminder {
                register,
                rule,
                nature: Nature::Missing,
                row: Some(record.id),
                date: None,
                what: format!("{age} 岁，超过{} {line} 岁", record.row.shown("pool")),
            })
        });
        found.collect()
    }
}

fn code<'a>(row: &'a Row, item: &str) -> &'a str {
    match row.get(item) {
        Some(Value::Code(code)) => code,
        _ => "",
    }
}

/// Pools somebody is in.
fn entries(dossier: &Dossier) -> Vec<&Record> {
    let rows = dossier.rows("reserve").iter();
    rows.filter(|record| record.row.get("left").is_none()).collect()
}

impl Desk {
    /// The pools of the reserve, against what is wanted of them.
    pub fn reserve_pools(&self, request: UnitScope, _: &dyn Progress) -> Result<ReservePools, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let own = overrides(vault, PACK)?;
            let lines = Lines::new(as_of, &own);
            let enough = schooling(as_of, &own);
            let pools = dictionary()
                .table("reserve_pool")
                .map(|table| table.rows.as_slice());
            let mut found: Vec<ReservePool> = pools
                .unwrap_or_default()
                .iter()
                .map(|pool| empty(&pool.code, &pool.label))
                .collect();
            let inside = super::people_in(vault, request.unit)?;
            vault.each_dossier(&["reserve", "education"], |dossier| {
                let in_scope = inside
                    .get(&dossier.id)
                    .is_some_and(|head| is_in_office(&head.status));
                for record in entries(&dossier).into_iter().filter(|_| in_scope) {
                    let pool = code(&record.row, "pool");
                    if let Some(own) = found.iter_mut().find(|own| own.code == pool) {
                        let is_old = lines.passed(&dossier, pool).is_some();
                        let lacks = enough
                            .as_ref()
                            .is_some_and(|(_, own)| !has_schooling(&dossier, &own.educations));
                        count(own, &dossier, record, is_old, lacks);
                    }
                }
                Ok::<_, Failure>(())
            })?;
            let targets = sizes(as_of, &own).into_iter().map(|(rule, size)| ReserveTarget {
                pools: size.pools,
                people: size.people,
                rule: cited(rule),
            });
            let mut rules: Vec<CitedRule> = lines.rules().into_iter().map(cited).collect();
            let women = women(as_of, &own);
            rules.extend(women.iter().map(|(rule, _)| cited(rule)));
            rules.extend(enough.iter().map(|(rule, _)| cited(rule)));
            Ok(ReservePools {
                targets: targets.collect(),
                women_percent: women.map(|(_, women)| women.women_percent).unwrap_or_default(),
                pools: found,
                rules,
            })
        })
    }
}

fn empty(code: &str, label: &str) -> ReservePool {
    ReservePool {
        code: code.to_owned(),
        label: label.to_owned(),
        people: Vec::new(),
        women: Vec::new(),
        minorities: Vec::new(),
        outside_party: Vec::new(),
        too_old: Vec::new(),
        unschooled: Vec::new(),
        fields: Vec::new(),
    }
}

fn count(pool: &mut ReservePool, dossier: &Dossier, record: &Record, is_old: bool, lacks: bool) {
    let person = dossier.id;
    if pool.people.contains(&person) {
        return;
    }
    pool.people.push(person);
    let basics = &dossier.person;
    let groups = [
        (code(basics, "sex") == FEMALE, &mut pool.women),
        (
            !["", HAN].contains(&code(basics, "ethnicity")),
            &mut pool.minorities,
        ),
        (
            !MEMBERS.contains(&code(basics, "political_status")),
            &mut pool.outside_party,
        ),
        (is_old, &mut pool.too_old),
        (lacks, &mut pool.unschooled),
    ];
    for (belongs, group) in groups {
        if belongs {
            group.push(person);
        }
    }
    let fields = record.row.shown("field");
    for field in fields.split('、').filter(|field| !field.is_empty()) {
        match pool.fields.iter_mut().find(|own| own.label == field) {
            Some(own) => own.people.push(person),
            None => pool.fields.push(ReserveField {
                label: field.to_owned(),
                people: vec![person],
            }),
        }
    }
}

fn has_schooling(dossier: &Dossier, enough: &[String]) -> bool {
    dossier.rows("education").iter().any(|record| {
        code(&record.row, "mode") == FULL_TIME
            && enough.iter().any(|level| level == code(&record.row, "level"))
    })
}
