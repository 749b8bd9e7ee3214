//! 发展党员, rules.md §2.9: what of the steps was done when, what comes next and by when, what came too early, too late or in
//! the wrong order. Each step is held against the rules in force on its own date.

mod held;
mod judge;
mod parameters;
#[cfg(test)]
mod tests;

use antou_record::PartialDate;

use crate::pack::Rule;
use crate::workdays::Workdays;
use judge::Judge;
pub use parameters::{per_year, report_occasions, steps_at, steps_rule};

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
    /// The working days of the unit.
    pub workdays: Workdays,
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

/// The step in the clerk's words.
pub fn label(code: &str) -> String {
    let table = antou_record::dictionary().table("party_step");
    let found = table.and_then(|table| table.by_code(code));
    found.map_or_else(|| code.to_owned(), |row| row.label.clone())
}
