//! 发展党员: the steps of everybody in development against the rules of their dates. Steps are rows of 发展党员, entered like any
//! other; where somebody stands, what is next and what is late is worked out here and stored nowhere.

use std::collections::HashMap;

use antou_policy::admission::{self, Done, ENDED, Facts, Stage, Timeline, step, timeline};
use antou_policy::review::conclusion;
use antou_policy::workdays::{self, Workdays};
use antou_record::{Dossier, PartialDate, Row, Value};
use antou_store::{PeopleQuery, Vault};

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{is_in_office, text_at};
use crate::listing::{Column, Listing, NAME, UNIT};
use crate::messages::*;
use crate::paging::{called, page};
use crate::parameters::overrides;
use crate::progress::Progress;
use crate::veto;

/// Code of the review kind 发展党员.
const REVIEW_KIND: &str = "1";

/// Sets a development is judged by.
const SETS: [&str; 4] = ["party_step", "review", "matters", "training"];

/// Somebody in development.
struct Member {
    person: i64,
    name: String,
    unit: String,
    timeline: Timeline,
    last: Option<(String, Option<PartialDate>)>,
    admitted: Option<PartialDate>,
    vetoed: bool,
}

impl Member {
    fn stage(&self) -> Stage {
        self.timeline.stage.unwrap_or(Stage::Applicant)
    }

    fn is_shown(&self, stage: &str, only: &str) -> bool {
        let of_stage = match stage {
            "" => self.stage().is_open(),
            "all" => true,
            code => self.stage().code() == code,
        };
        of_stage
            && match only {
                "overdue" => self.timeline.is_overdue(),
                "remarks" => !self.timeline.remarks.is_empty() || self.vetoed,
                _ => true,
            }
    }

    fn row(&self) -> AdmissionRow {
        let dotted = |date: Option<PartialDate>| date.map(PartialDate::dotted).unwrap_or_default();
        let next = self.timeline.next_point();
        AdmissionRow {
            person: self.person,
            name: self.name.clone(),
            unit: self.unit.clone(),
            stage: self.stage().label().to_owned(),
            last: self
                .last
                .as_ref()
                .map(|(code, _)| admission::label(code))
                .unwrap_or_default(),
            since: dotted(self.last.as_ref().and_then(|(_, date)| *date)),
            next: next
                .map(|point| admission::label(&point.code))
                .unwrap_or_default(),
            by: dotted(next.and_then(|point| point.by)),
            not_before: dotted(next.and_then(|point| point.not_before)),
            overdue: self.timeline.is_overdue(),
            remarks: self
                .timeline
                .remarks
                .iter()
                .map(|remark| remark.message.clone())
                .collect(),
            vetoed: self.vetoed,
        }
    }
}

impl Desk {
    /// Who is in development.
    pub fn admissions(&self, request: AdmissionsQuery, _: &dyn Progress) -> Result<AdmissionsView, Failure> {
        let as_of = self.as_of()?;
        let what = format!("admissions/{:?}", request.unit);
        let members = self.kept(what, |vault, as_of| members(vault, request.unit, as_of))?;
        let year = request.year.unwrap_or_else(|| i32::from(as_of.year()));
        let is_called = called(&request.text);
        let shown: Vec<&Member> = members
            .iter()
            .filter(|member| member.is_shown(&request.stage, &request.only) && is_called(&member.name))
            .collect();
        let page = page(&shown, request.offset, request.limit);
        let per_year = self.with_vault(|vault| {
            let own = overrides(vault, admission::PACK)?;
            Ok(admission::per_year(&own))
        })?;
        Ok(AdmissionsView {
            total: shown.len() as u64,
            rows: page.map(|member| member.row()).collect(),
            stages: Stage::ALL
                .iter()
                .map(|stage| standing(*stage, &members))
                .collect(),
            year,
            admitted: members
                .iter()
                .filter(|member| is_admitted_in(member, year))
                .count() as u64,
            least: per_year.map_or(0, |(least, ..)| least),
            most: per_year.map_or(0, |(_, most, _)| most),
            rule: per_year.map(|(.., rule)| cited(rule)),
        })
    }

    /// How far somebody has come.
    pub fn admission(&self, request: PersonId, _: &dyn Progress) -> Result<AdmissionView, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let own = Own::of(vault)?;
            let dossier = vault.dossier(request.person)?;
            let timeline = timeline(&facts(&dossier, &own), as_of);
            let mut points: Vec<AdmissionPoint> = timeline
                .points
                .iter()
                .map(|point| point_view(point, &dossier, &timeline))
                .collect();
            let ended = done_rows(&dossier, ENDED);
            if !ended.is_empty() {
                points.push(AdmissionPoint {
                    code: ENDED.to_owned(),
                    label: admission::label(ENDED),
                    part: String::new(),
                    rows: ended,
                    skipped: false,
                    is_next: false,
                    not_before: String::new(),
                    by: String::new(),
                    remarks: Vec::new(),
                });
            }
            let name = dossier.person.shown("name");
            Ok(AdmissionView {
                person: dossier.id,
                stage: timeline.stage.map_or("", Stage::code).to_owned(),
                stage_label: timeline.stage.map_or("", Stage::label).to_owned(),
                is_open: timeline.stage.is_none_or(Stage::is_open),
                points,
                veto: veto::of(&dossier).map(|veto| veto.sentence(&name, "办理发展党员的后续步骤")),
                name,
            })
        })
    }
}

fn is_admitted_in(member: &Member, year: i32) -> bool {
    member.admitted.is_some_and(|date| i32::from(date.year()) == year)
}

fn standing(stage: Stage, members: &[Member]) -> AdmissionStage {
    let of_stage = || members.iter().filter(|member| member.stage() == stage);
    AdmissionStage {
        code: stage.code().to_owned(),
        label: stage.label().to_owned(),
        people: of_stage().count() as u64,
        overdue: of_stage().filter(|member| member.timeline.is_overdue()).count() as u64,
        remarks: of_stage()
            .filter(|member| member.is_shown("all", "remarks"))
            .count() as u64,
    }
}

/// What the unit has set for itself.
struct Own {
    /// Occasions of a report of 个人有关事项 that it asks of a candidate.
    occasions: Vec<String>,
    workdays: Workdays,
}

impl Own {
    fn of(vault: &Vault) -> Result<Self, Failure> {
        Ok(Self {
            occasions: admission::report_occasions(&overrides(vault, admission::PACK)?),
            workdays: Workdays::of(&overrides(vault, workdays::PACK)?),
        })
    }
}

/// Everybody in a unit with a step, in the order of 职务层次.
fn members(vault: &Vault, unit: Option<i64>, as_of: PartialDate) -> Result<Vec<Member>, Failure> {
    let own = Own::of(vault)?;
    let query = PeopleQuery {
        unit,
        columns: ["name", "post.unit", "status"].map(str::to_owned).to_vec(),
        ..PeopleQuery::default()
    };
    let mut people: Vec<(i64, String, String)> = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    vault.each_person(&query, |line| {
        if is_in_office(&crate::gathering::code_at(&line.cells, 2)) {
            places.insert(line.person, people.len());
            people.push((line.person, text_at(&line.cells, 0), text_at(&line.cells, 1)));
        }
        Ok::<_, Failure>(())
    })?;
    let mut found: Vec<(usize, Member)> = Vec::new();
    vault.each_dossier(&SETS, |dossier| {
        let (false, Some(place)) = (
            dossier.rows("party_step").is_empty(),
            places.get(&dossier.id).copied(),
        ) else {
            return Ok::<_, Failure>(());
        };
        let Some((person, name, unit)) = people.get(place).cloned() else {
            return Ok(());
        };
        let facts = facts(&dossier, &own);
        let farthest = facts.steps.iter().max_by(|one, two| one.code.cmp(&two.code));
        found.push((
            place,
            Member {
                person,
                name,
                unit,
                timeline: timeline(&facts, as_of),
                last: farthest.map(|done| (done.code.clone(), done.date)),
                admitted: facts
                    .steps
                    .iter()
                    .find(|done| done.code == step::ADMITTED)
                    .and_then(|done| done.date),
                vetoed: veto::of(&dossier).is_some(),
            },
        ));
        Ok(())
    })?;
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().map(|(_, member)| member).collect())
}

fn code_of<'a>(row: &'a Row, item: &str) -> &'a str {
    match row.get(item) {
        Some(Value::Code(code)) => code,
        _ => "",
    }
}

fn date_of(row: &Row, item: &str) -> Option<PartialDate> {
    row.get(item).and_then(Value::as_date)
}

/// What the rules look at.
fn facts(dossier: &Dossier, set: &Own) -> Facts {
    let steps = dossier.rows("party_step").iter().map(|record| Done {
        code: code_of(&record.row, "step").to_owned(),
        date: date_of(&record.row, "date"),
    });
    let reviews = veto::reviews(dossier);
    let own = || reviews.iter().filter(|review| review.kind == REVIEW_KIND);
    let reviewed = own()
        .filter(|review| review.conclusion == conclusion::PASSED)
        .filter_map(|review| review.date());
    let reports = dossier
        .rows("matters")
        .iter()
        .filter(|record| {
            set.occasions
                .iter()
                .any(|code| code == code_of(&record.row, "occasion"))
        })
        .filter_map(|record| date_of(&record.row, "submitted"));
    let earliest = |dates: &mut dyn Iterator<Item = PartialDate>| dates.min_by_key(PartialDate::to_string);
    Facts {
        birth: dossier.person.get("birth").and_then(Value::as_date),
        steps: steps.filter(|done| !done.code.is_empty()).collect(),
        reviewed: earliest(&mut reviewed.into_iter()),
        under_review: own().next().is_some(),
        reported: earliest(&mut reports.into_iter()),
        asks_report: !set.occasions.is_empty(),
        trained: trained(dossier),
        workdays: set.workdays.clone(),
    }
}

/// Hours and days of the classes for 发展对象 that are registered; nothing when there is none.
fn trained(dossier: &Dossier) -> Option<(f64, f64)> {
    let classes: Vec<&Row> = dossier
        .rows("training")
        .iter()
        .map(|record| &record.row)
        .filter(|row| row.shown("class_name").contains("发展对象"))
        .collect();
    let sum = |item: &str| -> f64 {
        let amounts = classes.iter().filter_map(|row| match row.get(item) {
            Some(Value::Dec(number)) => Some(*number),
            #[expect(clippy::cast_precision_loss, reason = "days have few digits")]
            Some(Value::Int(number)) => Some(*number as f64),
            _ => None,
        });
        amounts.sum()
    };
    (!classes.is_empty()).then(|| (sum("hours"), sum("days")))
}

/// The part of the development a step belongs to.
fn part(code: &str) -> &'static str {
    match code {
        code if code <= "02" => "申请入党",
        code if code < "07" => "入党积极分子的确定和培养教育",
        code if code < "12" => "发展对象的确定和考察",
        code if code < "19" => "预备党员的接收",
        _ => "预备党员的教育、考察和转正",
    }
}

fn done_rows(dossier: &Dossier, code: &str) -> Vec<AdmissionDone> {
    let rows = dossier.rows("party_step").iter();
    rows.filter(|record| code_of(&record.row, "step") == code)
        .map(|record| AdmissionDone {
            row: record.id,
            date: date_of(&record.row, "date")
                .map(PartialDate::dotted)
                .unwrap_or_default(),
            organ: record.row.shown("organ"),
            result: record.row.shown("result"),
            note: record.row.shown("note"),
        })
        .collect()
}

fn point_view(point: &admission::Point, dossier: &Dossier, timeline: &Timeline) -> AdmissionPoint {
    let dotted = |date: Option<PartialDate>| date.map(PartialDate::dotted).unwrap_or_default();
    AdmissionPoint {
        label: admission::label(&point.code),
        part: part(&point.code).to_owned(),
        rows: done_rows(dossier, &point.code),
        skipped: point.skipped,
        is_next: timeline.next.as_deref() == Some(&point.code),
        not_before: dotted(point.not_before),
        by: dotted(point.by),
        remarks: timeline
            .remarks
            .iter()
            .filter(|remark| remark.step == point.code)
            .map(|remark| AdmissionRemark {
                severity: remark.severity.clone(),
                message: remark.message.clone(),
                overdue: remark.overdue,
                rule: cited(remark.rule),
            })
            .collect(),
        code: point.code.clone(),
    }
}

/// The list of those in development; `only` is a stage, "overdue", "remarks", or "admitted" in the year.
pub(crate) fn list(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let year = asked.year.unwrap_or_else(|| i32::from(as_of.year()));
    let members = members(vault, asked.unit, as_of)?;
    let is_stage = Stage::ALL.iter().any(|stage| stage.code() == asked.only);
    let title = match asked.only.as_str() {
        "overdue" => "发展党员逾期事项".to_owned(),
        "remarks" => "发展党员需要核对的人员".to_owned(),
        "admitted" => format!("{year}年发展的党员"),
        code => {
            let stage = Stage::ALL.iter().find(|stage| stage.code() == code);
            stage.map_or_else(|| "发展中的人员".to_owned(), |stage| stage.label().to_owned())
        }
    };
    let shown = members.iter().filter(|member| match asked.only.as_str() {
        "admitted" => is_admitted_in(member, year),
        only if is_stage => member.is_shown(only, ""),
        only => member.is_shown("", only),
    });
    let mut listing = Listing {
        title,
        columns: vec![
            NAME,
            UNIT,
            Column::text("stage", "阶段", 6),
            Column::text("last", "最近一步", 10),
            Column::date("since", "办理时间"),
            Column::text("next", "下一步", 10),
            Column::date("not_before", "最早可办"),
            Column::date("by", "应在以前"),
            Column::text("remarks", "需要核对", 20),
        ],
        notes: vec!["时限按公开文本整理，标“需核实”的以正式文件为准。".to_owned()],
        ..Listing::default()
    };
    for member in shown {
        let row = member.row();
        let cells = vec![
            row.name,
            row.unit,
            row.stage,
            row.last,
            row.since,
            row.next,
            row.not_before,
            row.by,
            row.remarks.join("；"),
        ];
        listing.add(member.person, cells);
    }
    listing.cite_all(admission::steps_rule(as_of));
    Ok(listing)
}
