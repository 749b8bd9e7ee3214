//! 发展党员, rules.md §2.9: what of the steps was done when, what comes next and by when, what came too early, too late or in
//! the wrong order. Each step is held against the rules in force on its own date.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Overrides, Rule, Rules, rules};

/// Name of the pack.
pub const PACK: &str = "party_admission";

/// Code of the row that ends a development without admission.
pub const ENDED: &str = "99";
/// Codes of steps that other parts name.
pub mod step {
    /// 递交入党申请书.
    pub const APPLIED: &str = "01";
    /// 培养教育考察, which is done again and again.
    pub const OBSERVED: &str = "06";
    /// 进行政治审查.
    pub const REVIEWED: &str = "10";
    /// 支部大会讨论: the day somebody becomes 预备党员.
    pub const ADMITTED: &str = "15";
    /// 支部大会讨论转正.
    pub const CONFIRMED: &str = "23";
    /// 上级党委审批转正.
    pub const APPROVED: &str = "24";
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 入党申请人.
    Applicant,
    /// 入党积极分子.
    Activist,
    /// 发展对象.
    Candidate,
    /// 预备党员.
    Probationary,
    /// 正式党员.
    Member,
    /// Ended without admission.
    Ended,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 6] = [
        Self::Applicant,
        Self::Activist,
        Self::Candidate,
        Self::Probationary,
        Self::Member,
        Self::Ended,
    ];

    /// In the clerk's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applicant => "入党申请人",
            Self::Activist => "入党积极分子",
            Self::Candidate => "发展对象",
            Self::Probationary => "预备党员",
            Self::Member => "已转正",
            Self::Ended => "已终止",
        }
    }

    /// For programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Activist => "activist",
            Self::Candidate => "candidate",
            Self::Probationary => "probationary",
            Self::Member => "member",
            Self::Ended => "ended",
        }
    }

    /// Whether the development goes on.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Member | Self::Ended)
    }

    fn after(code: &str) -> Self {
        match code {
            ENDED => Self::Ended,
            code if code >= step::APPROVED => Self::Member,
            code if code >= step::ADMITTED => Self::Probationary,
            code if code >= "07" => Self::Candidate,
            code if code >= "03" => Self::Activist,
            _ => Self::Applicant,
        }
    }
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Code of the step.
    pub code: String,
    /// When; `None` when it was entered without a date.
    pub date: Option<PartialDate>,
}

/// What is known of somebody in development.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Birth.
    pub birth: Option<PartialDate>,
    /// The steps, in any order.
    pub steps: Vec<Done>,
    /// When a review of the kind 发展党员 was passed last.
    pub reviewed: Option<PartialDate>,
    /// When such a review was begun; it may be open.
    pub under_review: bool,
    /// When 个人有关事项 were reported as 发展对象.
    pub reported: Option<PartialDate>,
    /// Whether the unit asks for that report.
    pub asks_report: bool,
    /// Hours and days of training of 发展对象 that are registered.
    pub trained: Option<(f64, f64)>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The step it is about.
    pub step: String,
    /// "error", "warning" or "info".
    pub severity: String,
    /// In words.
    pub message: String,
    /// Whether something is due that has not been done.
    pub overdue: bool,
    /// The rule.
    pub rule: &'static Rule,
}

/// A step of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its code.
    pub code: String,
    /// When it was done, each time.
    pub dates: Vec<PartialDate>,
    /// Whether it was done (a step may have been entered without a date).
    pub done: bool,
    /// Whether a later step was done without it.
    pub skipped: bool,
    /// The earliest date the rules leave open, while it is not done.
    pub not_before: Option<PartialDate>,
    /// The date by which it is due, while it is not done.
    pub by: Option<PartialDate>,
}

/// How far somebody has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Where somebody stands; `None` while no step was done.
    pub stage: Option<Stage>,
    /// The steps that apply, in their order.
    pub points: Vec<Point>,
    /// The step that comes next, while the development goes on.
    pub next: Option<String>,
    /// What to look at.
    pub remarks: Vec<Remark>,
}

impl Timeline {
    /// The next step with its date.
    pub fn next_point(&self) -> Option<&Point> {
        let next = self.next.as_deref()?;
        self.points.iter().find(|point| point.code == next)
    }

    /// Whether something is overdue.
    pub fn is_overdue(&self) -> bool {
        self.remarks.iter().any(|remark| remark.overdue)
    }
}

#[derive(Debug, Deserialize)]
struct Applies {
    applies: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Within {
    from: String,
    to: String,
    within_months: i32,
    extended_months: Option<i32>,
}

#[derive(Debug, Deserialize)]
struct AtLeast {
    from: String,
    to: String,
    at_least_months: i32,
}

#[derive(Debug, Deserialize)]
struct Notice {
    from: String,
    to: String,
    workdays: u16,
}

#[derive(Debug, Deserialize)]
struct Repeated {
    repeat: String,
    after: String,
    until: String,
    every_months: i32,
}

#[derive(Debug, Deserialize)]
struct OfAge {
    step: String,
    age: i32,
}

#[derive(Debug, Deserialize)]
struct OfTraining {
    step: String,
    hours: f64,
    days: f64,
}

#[derive(Debug, Deserialize)]
struct OfReview {
    before: String,
    #[serde(rename = "review_kind")]
    _kind: String,
}

#[derive(Debug, Deserialize)]
struct OfReport {
    before: String,
    occasions: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct OfYear {
    year_least: u32,
    year_most: u32,
}

static APPLIES: Rules<Applies> = Rules::new(|| rules(PACK));
static WITHIN: Rules<Within> = Rules::new(|| rules(PACK));
static AT_LEAST: Rules<AtLeast> = Rules::new(|| rules(PACK));
static NOTICES: Rules<Notice> = Rules::new(|| rules(PACK));
static REPEATED: Rules<Repeated> = Rules::new(|| rules(PACK));
static AGES: Rules<OfAge> = Rules::new(|| rules(PACK));
static TRAINING: Rules<OfTraining> = Rules::new(|| rules(PACK));
static REVIEWS: Rules<OfReview> = Rules::new(|| rules(PACK));
static REPORTS: Rules<OfReport> = Rules::new(|| rules(PACK));
static YEARS: Rules<OfYear> = Rules::new(|| rules(PACK));

/// The steps that apply to a development going on at a date, in their order.
pub fn steps_at(date: PartialDate) -> &'static [String] {
    let in_force = APPLIES.iter().find(|(rule, _)| rule.in_force_at(date));
    // before the oldest text known the oldest is the best there is
    let known = in_force.or_else(|| APPLIES.last());
    known.map_or(&[], |(_, of)| of.applies.as_slice())
}

/// The rule by which the steps of a date follow each other.
pub fn steps_rule(date: PartialDate) -> Option<&'static Rule> {
    let mut known = APPLIES.iter().map(|(rule, _)| *rule);
    known.find(|rule| rule.in_force_at(date))
}

/// How many may be admitted in a year, least and most, with where the numbers come from.
pub fn per_year(overrides: &Overrides) -> Option<(u32, u32, &'static Rule)> {
    let (rule, _) = YEARS.first()?;
    let of: OfYear = rule.parameters_with(overrides)?;
    Some((of.year_least, of.year_most, rule))
}

/// Occasions (codes) of a report of 个人有关事项 the unit accepts of a candidate; none when it asks for no report.
pub fn report_occasions(overrides: &Overrides) -> Vec<String> {
    let rule = REPORTS.first().map(|(rule, _)| *rule);
    let of: Option<OfReport> = rule.and_then(|rule| rule.parameters_with(overrides));
    of.map(|of| of.occasions).unwrap_or_default()
}

/// How far somebody has come, as of a date.
pub fn timeline(facts: &Facts, as_of: PartialDate) -> Timeline {
    let mut judge = Judge::new(facts, as_of);
    judge.order();
    judge.age();
    judge.intervals();
    judge.notices();
    judge.repetition();
    judge.training();
    judge.prerequisites();
    judge.finish()
}

struct Judge<'a> {
    facts: &'a Facts,
    as_of: PartialDate,
    stage: Option<Stage>,
    points: Vec<Point>,
    remarks: Vec<Remark>,
}

impl<'a> Judge<'a> {
    fn new(facts: &'a Facts, as_of: PartialDate) -> Self {
        let dates_of = |code: &str| {
            let mut dates: Vec<PartialDate> = facts
                .steps
                .iter()
                .filter(|done| done.code == code)
                .filter_map(|done| done.date)
                .collect();
            dates.sort_by_key(PartialDate::to_string);
            dates
        };
        let farthest = facts.steps.iter().map(|done| done.code.as_str()).max();
        let last_done = facts
            .steps
            .iter()
            .filter(|done| done.code != ENDED)
            .max_by(|one, two| one.code.cmp(&two.code))
            .and_then(|done| done.date);
        // what has come to an end is held against the text of its time
        let is_over = farthest.is_some_and(|code| !Stage::after(code).is_open());
        let applying = steps_at(last_done.filter(|_| is_over).unwrap_or(as_of));
        let mut codes: Vec<&str> = applying.iter().map(String::as_str).collect();
        for done in &facts.steps {
            if done.code != ENDED && !codes.contains(&done.code.as_str()) {
                codes.push(&done.code);
            }
        }
        codes.sort_unstable();
        let points = codes.into_iter().map(|code| Point {
            code: code.to_owned(),
            dates: dates_of(code),
            done: facts.steps.iter().any(|done| done.code == code),
            skipped: false,
            not_before: None,
            by: None,
        });
        Self {
            stage: farthest.map(Stage::after),
            points: points.collect(),
            facts,
            as_of,
            remarks: Vec::new(),
        }
    }

    fn point(&self, code: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.code == code)
    }

    fn first(&self, code: &str) -> Option<PartialDate> {
        self.point(code)?.dates.first().copied()
    }

    fn last(&self, code: &str) -> Option<PartialDate> {
        self.point(code)?.dates.last().copied()
    }

    fn is_done(&self, code: &str) -> bool {
        self.point(code).is_some_and(|point| point.done)
    }

    fn is_open(&self) -> bool {
        self.stage.is_none_or(Stage::is_open)
    }

    fn remark(&mut self, rule: &'static Rule, step: &str, overdue: bool, message: String) {
        self.remarks.push(Remark {
            step: step.to_owned(),
            severity: if overdue {
                "warning"
            } else {
                rule.severity.as_str()
            }
            .to_owned(),
            message,
            overdue,
            rule,
        });
    }

    /// Steps out of order, and steps that were passed over.
    fn order(&mut self) {
        let Some((rule, _)) = APPLIES
            .iter()
            .find(|(rule, _)| rule.in_force_at(self.as_of))
            .or(APPLIES.last())
        else {
            return;
        };
        let mut wrong = Vec::new();
        let mut before: Option<(&str, PartialDate)> = None;
        for point in &self.points {
            // what is done again and again goes on beside later steps
            if point.code == step::OBSERVED || point.code == "21" {
                continue;
            }
            let Some(date) = point.dates.first().copied() else {
                continue;
            };
            if let Some((earlier, of)) = before.filter(|(_, of)| date.compare(*of).is_lt()) {
                wrong.push((point.code.clone(), earlier.to_owned(), date, of));
            }
            before = Some((&point.code, date));
        }
        for (code, earlier, date, of) in wrong {
            let message = format!(
                "“{}”（{}）早于前面的“{}”（{}），请核对日期",
                label(&code),
                date.dotted(),
                label(&earlier),
                of.dotted()
            );
            self.remark(rule, &code, false, message);
        }
        let last = self.points.iter().rposition(|point| point.done);
        for point in self.points.iter_mut().take(last.unwrap_or_default()) {
            point.skipped = !point.done;
        }
        let skipped: Vec<String> = self
            .points
            .iter()
            .filter(|point| point.skipped)
            .map(|point| point.code.clone())
            .collect();
        // a new step is not asked of what was passed before it existed
        for code in skipped {
            let message = format!("“{}”没有登记，后面的步骤已经办了，请补登或核对", label(&code));
            self.remark(rule, &code, false, message);
        }
    }

    fn age(&mut self) {
        let Some(birth) = self.facts.birth else { return };
        for (rule, of) in AGES.iter() {
            let Some(date) = self.first(&of.step).filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            let reached = birth.plus_months(of.age * 12);
            if reached.is_some_and(|reached| date.compare(reached).is_lt()) {
                let message = format!("{} 申请入党时不满 {} 周岁", date.dotted(), of.age);
                self.remark(rule, &of.step.clone(), false, message);
            }
        }
    }

    fn intervals(&mut self) {
        for (rule, of) in AT_LEAST.iter() {
            let Some(start) = self.first(&of.from) else {
                continue;
            };
            let Some(open) = start.plus_months(of.at_least_months) else {
                continue;
            };
            match self.first(&of.to) {
                Some(date) if rule.in_force_at(date) && date.compare(open).is_lt() => {
                    let message = format!(
                        "“{}”（{}）到“{}”（{}）不满 {} 个月，最早应在 {}",
                        label(&of.from),
                        start.dotted(),
                        label(&of.to),
                        date.dotted(),
                        of.at_least_months,
                        open.dotted()
                    );
                    self.remark(rule, &of.to, false, message);
                }
                None if rule.in_force_at(self.as_of) && !self.is_done(&of.to) => {
                    if let Some(point) = self.points.iter_mut().find(|point| point.code == of.to) {
                        point.not_before = Some(open);
                    }
                }
                _ => {}
            }
        }
        for (rule, of) in WITHIN.iter() {
            let Some(start) = self.first(&of.from) else {
                continue;
            };
            let Some(by) = start.plus_months(of.within_months) else {
                continue;
            };
            let latest = of.extended_months.and_then(|months| start.plus_months(months));
            match self.first(&of.to) {
                Some(date) if rule.in_force_at(date) && date.compare(by).is_gt() => {
                    let excused = latest.is_some_and(|latest| date.compare(latest).is_le());
                    let message = format!(
                        "“{}”（{}）应在 {} 以前，{}",
                        label(&of.to),
                        date.dotted(),
                        by.dotted(),
                        if excused {
                            "在特殊情况可以延长的期限以内，请写明原因"
                        } else {
                            "已超过时限，请写明原因"
                        }
                    );
                    self.remark(rule, &of.to, false, message);
                }
                None if rule.in_force_at(self.as_of) && !self.is_done(&of.to) && self.is_open() => {
                    let as_of = self.as_of;
                    if let Some(point) = self.points.iter_mut().find(|point| point.code == of.to) {
                        point.by = Some(by);
                    }
                    if as_of.compare(by).is_gt() {
                        let message = format!("“{}”应在 {} 以前，已经逾期", label(&of.to), by.dotted());
                        self.remark(rule, &of.to, true, message);
                    }
                }
                _ => {}
            }
        }
    }

    fn notices(&mut self) {
        for (rule, of) in NOTICES.iter() {
            let (Some(start), Some(end)) = (self.first(&of.from), self.first(&of.to)) else {
                continue;
            };
            let over = start.plus_working_days(of.workdays);
            if rule.in_force_at(end) && over.is_some_and(|over| end.compare(over).is_lt()) {
                let message = format!(
                    "{} 起公示，{} 就列为发展对象，不足 {} 个工作日（按周一至周五计，节假日请另行扣除）",
                    start.dotted(),
                    end.dotted(),
                    of.workdays
                );
                self.remark(rule, &of.to, false, message);
            }
        }
    }

    fn repetition(&mut self) {
        for (rule, of) in REPEATED.iter() {
            let goes_on = self.is_open() && self.is_done(&of.after) && !self.is_done(&of.until);
            if !goes_on || !rule.in_force_at(self.as_of) {
                continue;
            }
            let Some(since) = self.last(&of.repeat).or_else(|| self.first(&of.after)) else {
                continue;
            };
            let Some(by) = since.plus_months(of.every_months) else {
                continue;
            };
            if let Some(point) = self.points.iter_mut().find(|point| point.code == of.repeat) {
                point.by = Some(by);
            }
            if self.as_of.compare(by).is_gt() {
                let message = format!(
                    "“{}”每 {} 个月一次，上次是 {}，下一次应在 {} 以前",
                    label(&of.repeat),
                    of.every_months,
                    since.dotted(),
                    by.dotted()
                );
                self.remark(rule, &of.repeat, true, message);
            }
        }
    }

    fn training(&mut self) {
        for (rule, of) in TRAINING.iter() {
            let Some(date) = self.last(&of.step).filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            let Some((hours, days)) = self.facts.trained else {
                continue;
            };
            if hours < of.hours && days < of.days {
                let message = format!(
                    "“{}”（{}）登记的培训只有 {hours} 学时、{days} 天，应不少于 {} 学时或 {} 天",
                    label(&of.step),
                    date.dotted(),
                    of.hours,
                    of.days
                );
                self.remark(rule, &of.step, false, message);
            }
        }
    }

    /// What has to be there before a step: a passed review, a report.
    fn prerequisites(&mut self) {
        let facts = self.facts;
        for (rule, of) in REVIEWS.iter() {
            let reached = self.reached(&of.before);
            let Some(date) = reached.filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            let passed = facts.reviewed.is_some_and(|passed| passed.compare(date).is_le());
            if !passed {
                let message = match facts.under_review {
                    true => "政治审查还没有合格的结论，不能进入后面的步骤",
                    false => "没有“发展党员”类别的政治审查，不能进入后面的步骤",
                };
                self.remark(rule, step::REVIEWED, false, message.to_owned());
            }
        }
        for (rule, of) in REPORTS.iter().filter(|_| facts.asks_report) {
            let reached = self.reached(&of.before);
            let Some(date) = reached.filter(|date| rule.in_force_at(*date)) else {
                continue;
            };
            if !facts
                .reported
                .is_some_and(|reported| reported.compare(date).is_le())
            {
                let message = "还没有登记发展对象的个人有关事项报告".to_owned();
                self.remark(rule, &of.before.clone(), false, message);
            }
        }
    }

    /// When a step was done; 基准日 when it is the next or a candidate is about to come to it.
    fn reached(&self, code: &str) -> Option<PartialDate> {
        let later = self
            .points
            .iter()
            .filter(|point| point.code.as_str() >= code)
            .find_map(|point| point.dates.first().copied());
        later.or_else(|| {
            let coming = self.is_open() && self.stage == Some(Stage::Candidate);
            coming.then_some(self.as_of)
        })
    }

    fn finish(self) -> Timeline {
        let last = self.points.iter().rposition(|point| point.done);
        let next = match last {
            Some(at) if self.is_open() => self.points.get(at + 1),
            None if self.is_open() => self.points.first(),
            _ => None,
        };
        Timeline {
            stage: self.stage,
            next: next.map(|point| point.code.clone()),
            points: self.points,
            remarks: self.remarks,
        }
    }
}

/// The step in the clerk's words.
pub fn label(code: &str) -> String {
    let table = antou_record::dictionary().table("party_step");
    let found = table.and_then(|table| table.by_code(code));
    found.map_or_else(|| code.to_owned(), |row| row.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).expect(iso)
    }

    fn facts(steps: &[(&str, &str)]) -> Facts {
        let steps = steps.iter().map(|(code, iso)| Done {
            code: (*code).to_owned(),
            date: PartialDate::from_iso(iso),
        });
        Facts {
            birth: Some(date("1998-05-02")),
            steps: steps.collect(),
            ..Facts::default()
        }
    }

    fn said(facts: &Facts, as_of: &str) -> Vec<(String, String)> {
        let timeline = timeline(facts, date(as_of));
        let remarks = timeline.remarks.into_iter();
        remarks
            .map(|remark| (remark.rule.id.clone(), remark.step))
            .collect()
    }

    fn has(facts: &Facts, as_of: &str, rule: &str, step: &str) -> bool {
        said(facts, as_of)
            .iter()
            .any(|(id, code)| id == rule && code == step)
    }

    #[test]
    fn the_steps_lead_from_applicant_to_member() {
        let at = |steps: &[(&str, &str)]| timeline(&facts(steps), date("2026-11-22"));
        for (steps, stage, next) in [
            (&[][..], None, Some("01")),
            (&[("01", "2026-11-01")], Some(Stage::Applicant), Some("02")),
            (
                &[("01", "2025-01-01"), ("03", "2025-06-01")],
                Some(Stage::Activist),
                Some("04"),
            ),
            (&[("06", "2026-08-01")], Some(Stage::Activist), Some("06A")),
            (&[("07", "2026-08-01")], Some(Stage::Candidate), Some("08")),
            (&[("15", "2026-08-01")], Some(Stage::Probationary), Some("16")),
            (&[("24", "2026-08-01")], Some(Stage::Member), None),
            (
                &[("07", "2026-08-01"), ("99", "2026-09-01")],
                Some(Stage::Ended),
                None,
            ),
        ] {
            let found = at(steps);
            assert_eq!((found.stage, found.next.as_deref()), (stage, next), "{steps:?}");
        }
    }

    #[test]
    fn what_comes_too_early_too_late_or_not_at_all_is_said() {
        let minor = facts(&[("01", "2016-01-01")]);
        assert!(has(&minor, "2016-02-01", "FZ-01-2014", "01"));
        let late = facts(&[("01", "2026-09-01"), ("02", "2026-10-20")]);
        assert!(has(&late, "2026-11-22", "FZ-02", "02"));
        let waiting = facts(&[("01", "2026-09-01")]);
        assert!(has(&waiting, "2026-11-22", "FZ-02", "02"), "overdue");
        assert!(!has(&waiting, "2026-09-20", "FZ-02", "02"), "in time");
        let early = facts(&[("03", "2025-10-01"), ("07", "2026-08-01")]);
        assert!(has(&early, "2026-11-22", "FZ-04", "07"));
        let early = facts(&[("03", "2024-10-01"), ("07", "2025-08-01")]);
        assert!(
            has(&early, "2026-11-22", "FZ-04-2014", "07"),
            "by the text of its time"
        );
        let reversed = facts(&[("03", "2025-10-01"), ("04", "2025-09-01")]);
        assert!(has(&reversed, "2026-11-22", "FZ-00", "04"));
        let gap = facts(&[("01", "2025-01-01"), ("03", "2025-10-01")]);
        assert!(has(&gap, "2026-11-22", "FZ-00", "02"), "passed over");
        let unseen = facts(&[("03", "2026-01-10"), ("06", "2026-02-10")]);
        assert!(has(&unseen, "2026-11-22", "FZ-03", "06"), "twice a year");
        let unproven = facts(&[("07", "2026-08-01")]);
        assert!(has(&unproven, "2026-11-22", "FZ-06", "10"));
        let proven = Facts {
            reviewed: Some(date("2026-09-01")),
            ..facts(&[("07", "2026-08-01")])
        };
        assert!(!has(&proven, "2026-11-22", "FZ-06", "10"));
        let unreported = Facts {
            asks_report: true,
            ..proven.clone()
        };
        assert!(has(&unreported, "2026-11-22", "A09", "15"));
    }

    #[test]
    fn a_notice_lasts_five_workdays_since_the_text_of_2026() {
        let short = |from: &str, to: &str| facts(&[("06A", from), ("07", to)]);
        assert!(has(
            &short("2026-11-02", "2026-11-06"),
            "2026-11-22",
            "FZ-05",
            "07"
        ));
        assert!(!has(
            &short("2026-11-02", "2026-11-09"),
            "2026-11-22",
            "FZ-05",
            "07"
        ));
        assert!(steps_at(date("2025-01-01")).iter().all(|code| code != "06A"));
    }

    #[test]
    fn probation_lasts_a_year_and_its_end_is_told() {
        let open = timeline(&facts(&[("15", "2026-03-05")]), date("2026-11-22"));
        let point = open
            .points
            .iter()
            .find(|point| point.code == "23")
            .expect("the step");
        assert_eq!(point.not_before, Some(date("2027-03-05")));
        let early = facts(&[("15", "2026-06-05"), ("23", "2026-11-05")]);
        assert!(has(&early, "2026-11-22", "FZ-11", "23"));
    }
}
