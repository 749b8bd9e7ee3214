//! What a year of a unit looks like: its people with grades, limits and what follows, gathered in a few walks through the
//! tables so that a unit of 20,000 opens at once.

use std::collections::HashMap;

use antou_policy::Rule;
use antou_policy::assessment::{
    DepartmentYear, Limited, Measure, Ratio, at_most, consequences, grade, grades_for, limits, of_department,
};
use antou_record::facts::{Assessment, Award, Person};
use antou_record::{Dossier, Record, Value, dictionary};
use antou_store::{PeopleQuery, UnitNode, Vault};

use super::{label, round, table};
use crate::cited::cited;
use crate::failure::Failure;
use crate::gathering::{code_at, each, equal, id_at, is_in_office, ledger, since, text_at, until};
use crate::messages::{AssessmentSummary, DepartmentConcern, ExcellentRatio, GradeCount};
use crate::units::{below, branches};

/// Years shown before the one assessed: three in a row are what rules ask for.
const BEFORE: i64 = 3;

/// A person in a year.
pub(super) struct Member {
    pub(super) person: i64,
    pub(super) name: String,
    unit: Option<i64>,
    pub(super) unit_name: String,
    pub(super) title: String,
    /// Code of 人员类别.
    pub(super) staff_kind: String,
    pub(super) staff_label: String,
    /// Code of 职务层次.
    level: String,
    pub(super) grade: Option<String>,
    pub(super) reason: String,
    /// Grades of the years before, the latest first.
    pub(super) before: Vec<Option<String>>,
    pub(super) lights: [String; 4],
    pub(super) limits: Vec<Limited>,
    pub(super) consequences: Vec<&'static Rule>,
}

impl Member {
    /// Somebody as the dossier has them.
    fn of(dossier: &Dossier, year: i64) -> Self {
        let person: Person = dossier.fact();
        let posts = dossier.rows("post");
        let is_open = |record: &&Record| record.row.get("ended").is_none();
        let current = posts.iter().find(is_open).map(|record| &record.row);
        let text = |code: &str| current.map(|row| row.shown(code)).unwrap_or_default();
        let grades: Vec<Assessment> = dossier.facts();
        let grade_of = |wanted: i64| grades.iter().find(|found| found.year == Some(wanted));
        let code = |found: &Assessment| found.conclusion.code.clone();
        Self {
            person: dossier.id,
            name: person.name,
            unit: current.and_then(|row| match row.get("unit") {
                Some(Value::Reference(reference)) => reference.id,
                _ => None,
            }),
            unit_name: text("unit"),
            title: text("title"),
            staff_kind: person.staff_kind.code,
            staff_label: person.staff_kind.label,
            level: match current.and_then(|row| row.get("level")) {
                Some(Value::Code(code)) => code.clone(),
                _ => String::new(),
            },
            grade: grade_of(year).map(code),
            reason: grade_of(year)
                .map(|found| found.reason.clone())
                .unwrap_or_default(),
            before: (1..=BEFORE).map(|back| grade_of(year - back).map(code)).collect(),
            lights: Default::default(),
            limits: Vec::new(),
            consequences: Vec::new(),
        }
    }

    /// Whether the grade is against a limit, or in words that are not those of the person's kind of staff.
    pub(super) fn is_conflict(&self) -> bool {
        self.grade.as_deref().is_some_and(|grade| {
            let against = self.limits.iter().any(|limited| !limited.limit.allows(grade));
            against || !grades_for(&self.staff_kind).contains(&grade)
        })
    }

    /// Whether the person counts among those 优秀 is a share of.
    fn takes_part(&self) -> bool {
        self.grade.as_deref() != Some(grade::ABSENT)
    }
}

/// How many of a unit got 优秀, by the rule that bounds their share.
struct Shares {
    unit: Option<i64>,
    name: String,
    groups: Vec<Share>,
}

struct Share {
    ratio: Ratio,
    staff: &'static str,
    people: u64,
    excellent: u64,
}

impl Shares {
    fn of(unit: Option<i64>, name: &str) -> Self {
        Self {
            unit,
            name: name.to_owned(),
            groups: Vec::new(),
        }
    }

    fn count(&mut self, ratio: &Ratio, staff_kind: &str, is_excellent: bool) {
        let excellent = u64::from(is_excellent);
        match self
            .groups
            .iter_mut()
            .find(|known| known.ratio.rule == ratio.rule)
        {
            Some(known) => {
                known.people += 1;
                known.excellent += excellent;
            }
            None => self.groups.push(Share {
                ratio: ratio.clone(),
                staff: staff(staff_kind),
                people: 1,
                excellent,
            }),
        }
    }

    /// With the percentage the unit was granted, where it was.
    fn told(self, own_percent: Option<i64>) -> impl Iterator<Item = ExcellentRatio> {
        let Self { unit, name, groups } = self;
        let own_percent = own_percent.and_then(|percent| u32::try_from(percent).ok());
        groups.into_iter().map(move |share| {
            let percent = own_percent.unwrap_or(share.ratio.percent);
            let allowed = at_most(share.people, percent);
            ExcellentRatio {
                unit,
                name: name.clone(),
                staff: share.staff.to_owned(),
                people: share.people,
                excellent: share.excellent,
                allowed,
                percent,
                exceeded: share.excellent > allowed,
                rule: cited(share.ratio.rule),
            }
        })
    }
}

/// A year of a unit.
pub(super) struct Year {
    year: i64,
    unit: Option<i64>,
    units: Vec<UnitNode>,
    pub(super) members: Vec<Member>,
    departments: HashMap<i64, Vec<DepartmentYear>>,
}

impl Year {
    /// Gathers the people in office and all that bears on their grades.
    pub(super) fn gather(vault: &Vault, year: i64, unit: Option<i64>) -> Result<Self, Failure> {
        let mut found = Self {
            year,
            unit,
            units: vault.units()?,
            members: members(vault, unit)?,
            departments: departments(vault, year)?,
        };
        let places: HashMap<i64, usize> = found
            .members
            .iter()
            .enumerate()
            .map(|(place, member)| (member.person, place))
            .collect();
        found.read_grades(vault, &places)?;
        found.read_lights(vault, &places)?;
        let measures = measures(vault, year, unit)?;
        found.judge(&measures);
        Ok(found)
    }

    /// The same of a few people, from their dossiers.
    pub(super) fn of_people(
        vault: &Vault,
        year: i64,
        people: impl Iterator<Item = i64>,
    ) -> Result<Self, Failure> {
        let mut found = Self {
            year,
            unit: None,
            units: Vec::new(),
            members: Vec::new(),
            departments: departments(vault, year)?,
        };
        let mut measures = HashMap::new();
        for person in people {
            let dossier = vault.dossier(person)?;
            measures.insert(person, measures_of(&dossier, year));
            found.members.push(Member::of(&dossier, year));
        }
        found.judge(&measures);
        Ok(found)
    }

    /// Years before, the latest first.
    pub(super) fn years_before(&self) -> impl Iterator<Item = i64> + use<> {
        let year = self.year;
        (1..=BEFORE).map(move |back| year - back)
    }

    fn read_grades(&mut self, vault: &Vault, places: &HashMap<i64, usize>) -> Result<(), Failure> {
        let mut query = ledger("assessment", self.unit, &["year", "conclusion", "reason"]);
        query.people.conditions = vec![
            since("assessment.year", self.year - BEFORE),
            until("assessment.year", self.year),
        ];
        let year = self.year;
        each(vault, &query, |row| {
            let member = row
                .owner
                .and_then(|owner| self.members.get_mut(*places.get(&owner)?));
            let (Some(member), [Some(Value::Int(of)), Some(Value::Code(code)), reason]) =
                (member, row.cells.as_slice())
            else {
                return;
            };
            if *of == year {
                member.grade = Some(code.clone());
                member.reason = reason
                    .as_ref()
                    .and_then(Value::as_text)
                    .unwrap_or_default()
                    .to_owned();
            } else if let Some(place) = usize::try_from(year - of - 1)
                .ok()
                .and_then(|back| member.before.get_mut(back))
            {
                *place = Some(code.clone());
            }
        })
    }

    fn read_lights(&mut self, vault: &Vault, places: &HashMap<i64, usize>) -> Result<(), Failure> {
        let mut query = ledger("quarterly", self.unit, &["quarter", "light"]);
        query.people.conditions = vec![equal("quarterly.year", self.year)];
        let lights = dictionary().table("light");
        each(vault, &query, |row| {
            let member = row
                .owner
                .and_then(|owner| self.members.get_mut(*places.get(&owner)?));
            let (Some(member), [Some(quarter), Some(Value::Code(light))]) = (member, row.cells.as_slice())
            else {
                return;
            };
            let quarter = match quarter {
                Value::Int(quarter) => *quarter,
                Value::Code(code) => code.parse().unwrap_or_default(),
                _ => 0,
            };
            let shown = lights.and_then(|table| table.by_code(light));
            if let Some(place) = usize::try_from(quarter - 1)
                .ok()
                .and_then(|quarter| member.lights.get_mut(quarter))
            {
                *place = shown.map(|row| row.label.clone()).unwrap_or_default();
            }
        })
    }

    /// Limits and consequences of everybody.
    fn judge(&mut self, measures: &HashMap<i64, Vec<Measure>>) {
        let year = self.year;
        for member in &mut self.members {
            let of_unit = member.unit.and_then(|unit| self.departments.get(&unit));
            let of_unit = of_unit.map(Vec::as_slice).unwrap_or_default();
            let of_person = measures
                .get(&member.person)
                .map(Vec::as_slice)
                .unwrap_or_default();
            member.limits = limits(year, &member.level, of_person, of_unit);
            member.consequences = consequences(year, |of| {
                let back = usize::try_from(year - of).ok()?;
                match back {
                    0 => member.grade.as_deref(),
                    back => member.before.get(back - 1)?.as_deref(),
                }
            });
        }
    }

    /// How the year stands.
    pub(super) fn summary(&self, vault: &Vault) -> Result<AssessmentSummary, Failure> {
        let count =
            |fits: &dyn Fn(&Member) -> bool| self.members.iter().filter(|member| fits(member)).count() as u64;
        let rows = table().map(|table| table.rows.as_slice()).unwrap_or_default();
        let grades = rows.iter().map(|row| GradeCount {
            code: row.code.clone(),
            label: label(&row.code),
            people: count(&|member| member.grade.as_ref() == Some(&row.code)),
        });
        Ok(AssessmentSummary {
            people: self.members.len() as u64,
            missing: count(&|member| member.grade.is_none()),
            limited: count(&|member| !member.limits.is_empty()),
            conflicts: count(&Member::is_conflict),
            consequences: count(&|member| !member.consequences.is_empty()),
            grades: grades.collect(),
            ratios: self.ratios(vault)?,
            departments: self.concerns(),
        })
    }

    /// 优秀 of the whole and of each unit directly below it, by kind of staff; counted in one walk.
    fn ratios(&self, vault: &Vault) -> Result<Vec<ExcellentRatio>, Failure> {
        let own = self.units.iter().find(|node| Some(node.id) == self.unit);
        let directly = self.units.iter().filter(|node| node.parent == self.unit);
        let mut shares = vec![Shares::of(self.unit, own.map_or("全部", |node| &node.name))];
        shares.extend(directly.map(|node| Shares::of(Some(node.id), &node.name)));
        let places: HashMap<i64, usize> = shares
            .iter()
            .enumerate()
            .skip(1)
            .filter_map(|(place, shares)| Some((shares.unit?, place)))
            .collect();
        let branches = branches(&self.units, self.unit);
        // which rule and words apply depends on the kind of staff alone
        let mut rules: HashMap<&str, Option<Ratio>> = HashMap::new();
        for member in self.members.iter().filter(|member| member.takes_part()) {
            let rule = rules
                .entry(&member.staff_kind)
                .or_insert_with(|| Ratio::of(&member.staff_kind, self.year));
            let Some(ratio) = rule else { continue };
            let is_excellent = member.grade.as_deref() == Some(grade::EXCELLENT);
            let branch = member.unit.and_then(|unit| branches.get(&unit));
            let below = branch.and_then(|branch| places.get(branch)).copied();
            for place in std::iter::once(0).chain(below) {
                if let Some(shares) = shares.get_mut(place) {
                    shares.count(ratio, &member.staff_kind, is_excellent);
                }
            }
        }
        let mut ratios = Vec::new();
        for shares in shares {
            let own_percent = match shares.unit {
                Some(unit) => round(vault, self.year, unit)?.and_then(|(_, percent)| percent),
                None => None,
            };
            ratios.extend(shares.told(own_percent));
        }
        Ok(ratios)
    }

    fn concerns(&self) -> Vec<DepartmentConcern> {
        let inside = self.unit.map(|unit| below(&self.units, unit));
        let mut units: Vec<_> = self
            .departments
            .iter()
            .filter(|(unit, _)| inside.as_ref().is_none_or(|units| units.contains(unit)))
            .collect();
        units.sort_by_key(|(unit, _)| **unit);
        let concerns = units.into_iter().flat_map(|(unit, results)| {
            let found = of_department(self.year, results).into_iter();
            found.map(|(rule, why)| DepartmentConcern {
                unit: *unit,
                why,
                rule: cited(rule),
            })
        });
        concerns.collect()
    }
}

/// The group whose 优秀 are counted together, in words.
fn staff(kind: &str) -> &'static str {
    match kind {
        "3" => "事业",
        _ => "公务员、参公、工勤",
    }
}

/// People in office: those without a status count as in office.
fn members(vault: &Vault, unit: Option<i64>) -> Result<Vec<Member>, Failure> {
    let columns = [
        "name",
        "post.unit",
        "post.title",
        "staff_kind",
        "post.level",
        "status",
    ];
    let query = PeopleQuery {
        unit,
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        ..PeopleQuery::default()
    };
    let staff_kinds = dictionary().table("staff_kind");
    let mut members = Vec::new();
    vault.each_person(&query, |line| {
        let cells = &line.cells;
        if !is_in_office(&code_at(cells, 5)) {
            return Ok::<_, Failure>(());
        }
        let staff_kind = code_at(cells, 3);
        let shown = staff_kinds.and_then(|table| table.by_code(&staff_kind));
        members.push(Member {
            person: line.person,
            name: text_at(cells, 0),
            unit: id_at(cells, 1),
            unit_name: text_at(cells, 1),
            title: text_at(cells, 2),
            staff_label: shown.map(|row| row.label.clone()).unwrap_or_default(),
            staff_kind,
            level: code_at(cells, 4),
            grade: None,
            reason: String::new(),
            before: vec![None; usize::try_from(BEFORE).unwrap_or_default()],
            lights: Default::default(),
            limits: Vec::new(),
            consequences: Vec::new(),
        });
        Ok(())
    })?;
    Ok(members)
}

/// Measures of 惩戒 and 组织处理 that can still bear on the year.
fn measures(vault: &Vault, year: i64, unit: Option<i64>) -> Result<HashMap<i64, Vec<Measure>>, Failure> {
    let mut query = ledger("award", unit, &["name", "decided"]);
    query.people.conditions = vec![
        since("award.decided", year - BEFORE),
        until("award.decided", year),
    ];
    let mut measures: HashMap<i64, Vec<Measure>> = HashMap::new();
    each(vault, &query, |row| {
        if let (Some(person), [Some(Value::Text(name)), Some(Value::Date(decided))]) =
            (row.owner, row.cells.as_slice())
        {
            measures.entry(person).or_default().push(Measure {
                name: name.clone(),
                decided: *decided,
            });
        }
    })?;
    Ok(measures)
}

fn measures_of(dossier: &Dossier, year: i64) -> Vec<Measure> {
    let awards: Vec<Award> = dossier.facts();
    let measures = awards.into_iter().filter_map(|award| {
        let decided = award.decided?;
        (i64::from(decided.year()) <= year).then_some(Measure {
            name: award.name,
            decided,
        })
    });
    measures.collect()
}

/// How the units were assessed in this year and the one before.
fn departments(vault: &Vault, year: i64) -> Result<HashMap<i64, Vec<DepartmentYear>>, Failure> {
    let mut query = ledger("unit_assessment", None, &["unit", "year", "grade", "rank", "of"]);
    query.people.conditions = vec![
        since("unit_assessment.year", year - 1),
        until("unit_assessment.year", year),
    ];
    let mut found: HashMap<i64, Vec<DepartmentYear>> = HashMap::new();
    each(vault, &query, |row| {
        let number = |place: usize| match row.cells.get(place) {
            Some(Some(Value::Int(number))) => Some(*number),
            _ => None,
        };
        if let (Some(unit), Some(of), [Some(Value::Reference(named)), _, Some(Value::Code(grade)), ..]) =
            (row.owner, number(1), row.cells.as_slice())
        {
            found.entry(unit).or_default().push(DepartmentYear {
                name: named.label.clone(),
                year: of,
                grade: grade.clone(),
                rank: number(3),
                of: number(4),
            });
        }
    })?;
    Ok(found)
}
