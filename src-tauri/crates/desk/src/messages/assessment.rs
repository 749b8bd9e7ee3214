//! 年度考核: one year over the people of a unit, filled grade by grade.

use super::{CitedRule, ProblemView, messages};

messages! {
    /// A year of a unit.
    pub struct AssessmentYearView {
        /// Number of people the rows shown are taken from.
        pub total: u64,
        /// People of the page, in the order of 职务层次.
        pub rows: Vec<AssessmentRow>,
        /// Years before, the latest first: the columns of `before`.
        pub years: Vec<i32>,
        /// How the year stands.
        pub summary: AssessmentSummary,
    }

    /// A person in a year.
    pub struct AssessmentRow {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// 人员类别.
        pub staff_kind: String,
        /// Code of the grade; absent while there is none.
        pub grade: Option<String>,
        /// Reason given for 不定等次 or 未参加.
        pub reason: String,
        /// Grades this person can get, best first: the digits 1 to 6 enter them.
        pub grades: Vec<GradeChoice>,
        /// Labels of the grades of the years before; empty where there is none.
        pub before: Vec<String>,
        /// Lights of the four quarters: 绿, 黄, 红 or empty.
        pub lights: Vec<String>,
        /// What the grade is limited to, the heaviest first.
        pub limits: Vec<AssessmentLimit>,
        /// Whether the grade is against a limit or in the words of another kind of staff.
        pub conflict: bool,
        /// What follows from the grades in a row.
        pub consequences: Vec<CitedRule>,
    }

    /// A grade somebody can get.
    pub struct GradeChoice {
        /// Code.
        pub code: String,
        /// Label.
        pub label: String,
        /// Whether the limits allow it.
        pub allowed: bool,
    }

    /// A limit on a grade.
    pub struct AssessmentLimit {
        /// not_excellent, undetermined or incompetent.
        pub kind: String,
        /// In words: 不得评为优秀.
        pub label: String,
        /// Why: 2025.03.15 受政务记过.
        pub why: String,
        /// The rule.
        pub rule: CitedRule,
    }

    /// How a year stands.
    pub struct AssessmentSummary {
        /// People who take part or should.
        pub people: u64,
        /// Without a grade.
        pub missing: u64,
        /// With a limit.
        pub limited: u64,
        /// With a grade against a limit, or in the words of another kind of staff.
        pub conflicts: u64,
        /// With something that follows.
        pub consequences: u64,
        /// How many have each grade, in the order of the code table.
        pub grades: Vec<GradeCount>,
        /// 优秀 against what is allowed: the whole first, then each unit directly below.
        pub ratios: Vec<ExcellentRatio>,
        /// 科室 whose results call for something.
        pub departments: Vec<DepartmentConcern>,
    }

    /// How many have a grade.
    pub struct GradeCount {
        /// Code.
        pub code: String,
        /// Label.
        pub label: String,
        /// People.
        pub people: u64,
    }

    /// 优秀 in a group.
    pub struct ExcellentRatio {
        /// The unit; absent for everybody.
        pub unit: Option<i64>,
        /// Its name.
        pub name: String,
        /// Kind of staff: 公务员（参公、工勤）, 事业.
        pub staff: String,
        /// People who take part.
        pub people: u64,
        /// 优秀 among them.
        pub excellent: u64,
        /// Most allowed.
        pub allowed: u64,
        /// Percent that is applied.
        pub percent: u32,
        /// Whether there are more than allowed.
        pub exceeded: bool,
        /// The rule.
        pub rule: CitedRule,
    }

    /// A 科室 whose results call for something.
    pub struct DepartmentConcern {
        /// The unit.
        pub unit: i64,
        /// Why: 综合科2025年度考核排第 9 名（共 10 个）.
        pub why: String,
        /// The rule.
        pub rule: CitedRule,
    }

    /// Enters grades.
    pub struct FillAssessments {
        /// The year.
        pub year: i32,
        /// The grades.
        pub entries: Vec<AssessmentEntry>,
    }

    /// A grade of a person.
    pub struct AssessmentEntry {
        /// The person.
        pub person: i64,
        /// Code or any accepted spelling; empty takes the grade away.
        pub grade: String,
        /// Reason for 不定等次 or 未参加; unchanged when left out.
        #[serde(default)]
        pub reason: Option<String>,
    }

    /// Grades were entered.
    pub struct FilledAssessments {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// People changed.
        pub changed: u64,
        /// What was not entered, or entered against a limit.
        pub problems: Vec<AssessmentProblem>,
    }

    /// A problem with a grade.
    pub struct AssessmentProblem {
        /// The person.
        pub person: i64,
        /// The problem; an error was not entered, a warning was.
        pub problem: ProblemView,
    }

    /// Opens, changes or closes the work of a year.
    pub struct SaveAssessmentRound {
        /// The year.
        pub year: i32,
        /// The unit.
        pub unit: i64,
        /// Percent of 优秀; the rule's when left out.
        #[serde(default)]
        pub excellent_percent: Option<u32>,
        /// The approval of a higher percentage.
        #[serde(default)]
        pub approval: String,
    }
}
