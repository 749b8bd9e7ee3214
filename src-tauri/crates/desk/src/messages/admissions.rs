//! 发展党员: who stands where, what comes next and by when.

use super::{CitedRule, messages};

messages! {
    /// Who is in development.
    #[derive(Default)]
    #[serde(default)]
    pub struct AdmissionsQuery {
        /// applicant, activist, candidate, probationary, member or ended; those whose development goes on when empty.
        pub stage: String,
        /// "overdue", "remarks"; all when empty.
        pub only: String,
        /// The unit with all below it; everybody when left out.
        pub unit: Option<i64>,
        /// The year whose admissions are counted; that of 基准日 when left out.
        pub year: Option<i32>,
        /// Free text: name, pinyin, initials.
        pub text: String,
        /// First row, from 0.
        pub offset: u32,
        /// Number of rows.
        pub limit: u32,
    }

    /// Who is in development.
    pub struct AdmissionsView {
        /// Number of people that fit.
        pub total: u64,
        /// People of the page.
        pub rows: Vec<AdmissionRow>,
        /// How many stand where.
        pub stages: Vec<AdmissionStage>,
        /// The year.
        pub year: i32,
        /// Admitted as 预备党员 in the year.
        pub admitted: u64,
        /// Least a year should have.
        pub least: u32,
        /// Most a year should have.
        pub most: u32,
        /// Where the numbers come from.
        pub rule: Option<CitedRule>,
    }

    /// How many stand somewhere.
    pub struct AdmissionStage {
        /// Code.
        pub code: String,
        /// In words.
        pub label: String,
        /// People.
        pub people: u64,
        /// Of these with something overdue.
        pub overdue: u64,
        /// Of these with something to look at.
        pub remarks: u64,
    }

    /// Somebody in development.
    pub struct AdmissionRow {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Where somebody stands, in words.
        pub stage: String,
        /// The last step done.
        pub last: String,
        /// When, dotted.
        pub since: String,
        /// The next step; empty when there is none.
        pub next: String,
        /// By when, dotted; empty without a term.
        pub by: String,
        /// The earliest date of the next step, dotted; empty when it is open.
        pub not_before: String,
        /// Whether something is overdue.
        pub overdue: bool,
        /// What to look at.
        pub remarks: Vec<String>,
        /// Whether a negative political review is in force.
        pub vetoed: bool,
    }

    /// How far somebody has come.
    pub struct AdmissionView {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Code of the stage; empty while no step was done.
        pub stage: String,
        /// In words.
        pub stage_label: String,
        /// Whether it goes on.
        pub is_open: bool,
        /// The steps.
        pub points: Vec<AdmissionPoint>,
        /// A negative political review in force, in a sentence; absent when there is none.
        pub veto: Option<String>,
    }

    /// A step.
    pub struct AdmissionPoint {
        /// Code of the step.
        pub code: String,
        /// In words.
        pub label: String,
        /// The part of the development it belongs to.
        pub part: String,
        /// Each time it was done.
        pub rows: Vec<AdmissionDone>,
        /// Whether it was passed over.
        pub skipped: bool,
        /// Whether it comes next.
        pub is_next: bool,
        /// The earliest date, dotted; empty when it is open.
        pub not_before: String,
        /// By when, dotted; empty without a term.
        pub by: String,
        /// What to look at.
        pub remarks: Vec<AdmissionRemark>,
    }

    /// A step as it was done.
    pub struct AdmissionDone {
        /// The row.
        pub row: i64,
        /// When, dotted.
        pub date: String,
        /// The party organisation.
        pub organ: String,
        /// What came of it.
        pub result: String,
        /// Remark.
        pub note: String,
    }

    /// Something to look at.
    pub struct AdmissionRemark {
        /// error, warning or info.
        pub severity: String,
        /// In words.
        pub message: String,
        /// Whether something is due that has not been done.
        pub overdue: bool,
        /// The rule.
        pub rule: CitedRule,
    }
}
