//! 个人有关事项: the yearly collection, changes and occasions, draws and checks, and who has to report.

use std::collections::BTreeMap;

use super::{CitedRule, ProblemView, messages};

messages! {
    /// A year of reports.
    pub struct MattersYearView {
        /// Number of rows that fit.
        pub total: u64,
        /// Rows of the page.
        pub rows: Vec<MattersRow>,
        /// How the year stands.
        pub summary: MattersSummary,
    }

    /// A person of a year.
    pub struct MattersRow {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// Why the person has to report: 职务层次 县处级副职; empty without a duty.
        pub why: String,
        /// "national" or "unit"; empty without a duty.
        pub layer: String,
        /// The document the duty is from.
        pub document: String,
        /// The row of the report; absent while nothing is handed in.
        pub row: Option<i64>,
        /// When it was handed in, dotted.
        pub submitted: String,
        /// The date on its cover, dotted.
        pub signed: String,
        /// Who took it.
        pub received_by: String,
        /// "handed", "late" (handed in late), "missing" (not yet due) or "overdue"; "outside" without a duty.
        pub state: String,
        /// What does not fit together, with the way out.
        pub doubts: Vec<String>,
    }

    /// How a year of reports stands.
    pub struct MattersSummary {
        /// The last day, dotted.
        pub due: String,
        /// The rule it is from.
        pub rule: Option<CitedRule>,
        /// Days until the last day at 基准日; negative when it is over.
        pub days: Option<i64>,
        /// The work of the year as it is kept for the unit; absent while it has not been opened.
        pub round: Option<MattersRound>,
        /// People who have to report.
        pub people: u64,
        /// Of them by the national rules.
        pub national: u64,
        /// Of them by documents of the unit.
        pub unit: u64,
        /// Have handed in.
        pub handed: u64,
        /// Of them late.
        pub late: u64,
        /// Have not.
        pub missing: u64,
        /// Of them after the last day.
        pub overdue: u64,
        /// Handed in without a duty.
        pub outside: u64,
        /// Rows in which something does not fit together.
        pub doubts: u64,
        /// The rule of who reports.
        pub scope: Option<CitedRule>,
    }

    /// The work of a year in a unit.
    pub struct MattersRound {
        /// Its row.
        pub id: i64,
        /// The unit it was opened for.
        pub unit: i64,
        /// Its name.
        pub unit_name: String,
        /// The unit's own last day, dotted; empty for that of the rule.
        pub due: String,
        /// When it was opened, dotted.
        pub opened: String,
        /// When it was finished, dotted.
        pub closed: String,
    }

    /// Opens the work of a year for a unit, or changes it. Dates as typed.
    pub struct SaveMattersRound {
        /// The year reported.
        pub year: i32,
        /// The unit.
        pub unit: i64,
        /// The unit's own last day; empty for that of the rule.
        #[serde(default)]
        pub due: String,
        /// When it was opened; today when empty.
        #[serde(default)]
        pub opened: String,
        /// When it was finished.
        #[serde(default)]
        pub closed: String,
    }

    /// Takes reports of a year in.
    pub struct FillMatters {
        /// The year reported.
        pub year: i32,
        /// One for each person.
        pub entries: Vec<MattersEntry>,
    }

    /// What is entered about the report of one person: typed texts; left out stays, empty is cleared.
    pub struct MattersEntry {
        /// The person.
        pub person: i64,
        /// When it was handed in.
        #[serde(default)]
        pub submitted: Option<String>,
        /// The date on its cover.
        #[serde(default)]
        pub signed: Option<String>,
        /// Who took it.
        #[serde(default)]
        pub received_by: Option<String>,
    }

    /// What was taken in.
    pub struct FilledMatters {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// Rows that changed.
        pub changed: u64,
        /// What was refused or does not fit together.
        pub problems: Vec<MattersProblem>,
    }

    /// Something wrong with what was entered about a person.
    pub struct MattersProblem {
        /// The person.
        pub person: i64,
        /// What.
        pub problem: ProblemView,
    }

    /// A document of a unit that widens who has to report.
    pub struct MattersScopeView {
        /// Its row.
        pub id: i64,
        /// The unit.
        pub unit: Option<i64>,
        /// Shown texts of the items by code.
        pub cells: BTreeMap<String, String>,
        /// In words: whom it takes in.
        pub text: String,
        /// Whether it is in force at 基准日.
        pub in_force: bool,
        /// People who report because of it alone.
        pub people: u64,
    }

    /// Who has to report.
    pub struct MattersScopes {
        /// The national rule.
        pub national: Option<CitedRule>,
        /// People who report by it.
        pub national_people: u64,
        /// Documents of units.
        pub units: Vec<MattersScopeView>,
    }

    /// Adds or changes a document of a unit that widens who has to report.
    pub struct SaveMattersScope {
        /// The row; a new one when left out.
        #[serde(default)]
        pub id: Option<i64>,
        /// The unit.
        pub unit: i64,
        /// Typed texts by item code.
        pub values: BTreeMap<String, String>,
    }

    /// Something was saved, or not.
    pub struct SavedMatters {
        /// The row; absent when a problem of severity error stopped it.
        pub id: Option<i64>,
        /// The operation, for undo.
        pub op: Option<i64>,
        /// What is unusual or wrong.
        pub problems: Vec<ProblemView>,
    }

    /// Which checks.
    pub struct MattersChecksQuery {
        /// The year of the check; all years when left out.
        #[serde(default)]
        pub year: Option<i32>,
        /// The unit with all below it; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
        /// Only of this batch.
        #[serde(default)]
        pub batch: String,
        /// Only: "open" without a result, "random", "key", "doubt", "influence" (still in force), or the code of a result.
        #[serde(default)]
        pub only: String,
        /// Free text: name, pinyin, initials.
        #[serde(default)]
        pub text: String,
        /// First row, from 0.
        #[serde(default)]
        pub offset: u32,
        /// Number of rows.
        #[serde(default)]
        pub limit: u32,
    }

    /// A page of checks.
    pub struct MattersChecksView {
        /// Number of rows that fit.
        pub total: u64,
        /// Rows of the page.
        pub rows: Vec<MattersCheckRow>,
        /// How many checks there are of each kind that can be asked for, by the word it is asked with.
        pub counts: Vec<MattersCount>,
        /// Batches of the year.
        pub batches: Vec<String>,
        /// Rules of checking and handling.
        pub rules: Vec<CitedRule>,
    }

    /// A number that opens its people.
    pub struct MattersCount {
        /// The word it is asked with.
        pub only: String,
        /// What it counts.
        pub label: String,
        /// How many.
        pub people: u64,
    }

    /// A check of one person.
    pub struct MattersCheckRow {
        /// The row.
        pub row: i64,
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// Label of 随机抽查 or 重点查核.
        pub kind: String,
        /// Label of its 情形.
        pub cause: String,
        /// Batch.
        pub batch: String,
        /// When it was checked, dotted.
        pub checked: String,
        /// Code of the result.
        pub result: String,
        /// Its label.
        pub result_label: String,
        /// Label of the handling.
        pub handling: String,
        /// When it was handled, dotted.
        pub handled: String,
        /// Until when the handling blocks something, dotted; empty when nothing.
        pub until: String,
        /// What it blocks.
        pub blocks: String,
        /// Whether it still does at 基准日.
        pub open: bool,
        /// The rule of the influence period.
        pub rule: Option<CitedRule>,
        /// What does not fit together, with the way out.
        pub doubts: Vec<String>,
    }

    /// Enters the same about several checks.
    pub struct FillMattersChecks {
        /// Their rows.
        pub rows: Vec<i64>,
        /// Typed texts by item code: checked, result, handling, handled, cause; empty is cleared.
        pub values: BTreeMap<String, String>,
    }

    /// Draws people whose reports are checked.
    pub struct DrawMatters {
        /// The year of the check.
        pub year: i32,
        /// The unit with all below it; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
        /// Name of the batch.
        pub batch: String,
        /// Percent drawn; that of the rule when left out.
        #[serde(default)]
        pub percent: Option<u32>,
        /// The seed: numbers of a lottery, of dice; made by the computer when empty.
        #[serde(default)]
        pub seed: String,
        /// Where the seed comes from, in words.
        #[serde(default)]
        pub seed_source: String,
        /// Who does not take part, and why.
        #[serde(default)]
        pub excluded: Vec<MattersExcluded>,
        /// Who watched.
        #[serde(default)]
        pub witnesses: String,
    }

    /// Somebody who does not take part in a draw.
    pub struct MattersExcluded {
        /// The person.
        pub person: i64,
        /// Why.
        pub reason: String,
    }

    /// How many a draw would be of, before it is made; who, is seen only afterwards.
    pub struct MattersPool {
        /// People who have to report.
        pub people: u64,
        /// Percent of the rule.
        pub percent: u32,
        /// The rule.
        pub rule: Option<CitedRule>,
        /// Name a batch would have.
        pub batch: String,
        /// People under a 重点查核 of the year already: they may be left out.
        pub checked: Vec<MattersExcluded>,
    }

    /// Which draw would be made.
    pub struct MattersPoolQuery {
        /// The year of the check.
        pub year: i32,
        /// The unit with all below it; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
    }

    /// A draw as it is kept.
    pub struct MattersDrawView {
        /// Its row.
        pub id: i64,
        /// Shown texts of the items by code, without the lists of numbers.
        pub cells: BTreeMap<String, String>,
        /// The people drawn, in the order drawn.
        pub drawn: Vec<MattersDrawn>,
        /// Who did not take part, and why.
        pub excluded: Vec<MattersDrawn>,
    }

    /// A person of a draw.
    pub struct MattersDrawn {
        /// The person.
        pub person: i64,
        /// Name; empty for somebody taken out since.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// The number that decided, or why somebody did not take part.
        pub note: String,
    }

    /// Names a draw.
    pub struct MattersDrawId {
        /// Its row.
        pub id: i64,
    }

    /// A draw was made.
    pub struct DrawnMatters {
        /// The operation, for undo.
        pub op: Option<i64>,
        /// The draw.
        pub draw: MattersDrawView,
    }

    /// A draw made again from what is kept.
    pub struct VerifiedDraw {
        /// Whether list, digest and result are the same.
        pub same: bool,
        /// What is not, a sentence each.
        pub differences: Vec<String>,
        /// The digest of the list as computed now.
        pub digest: String,
        /// People of the list.
        pub population: u64,
        /// People drawn.
        pub drawn: u64,
    }
}
