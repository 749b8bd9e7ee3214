//! 跟踪管理: what is due about whom, by part of the work and date.

use super::{CitedRule, messages};

messages! {
    /// What to count.
    pub struct DueQuery {
        /// The unit with all below it; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
        /// What is due within so many days is near; thirty when nothing is said.
        #[serde(default)]
        pub within: Option<u32>,
        /// The year that yearly rows (廉洁承诺, 述职述廉) are asked for; the year of 基准日 when left out.
        #[serde(default)]
        pub year: Option<i32>,
    }

    /// What is due.
    pub struct DueView {
        /// 基准日.
        pub as_of: String,
        /// What is due within so many days is near.
        pub within: u32,
        /// The year that yearly rows were asked for.
        pub year: i32,
        /// The parts of the work.
        pub registers: Vec<DueRegister>,
    }

    /// A part of the work.
    pub struct DueRegister {
        /// Its name.
        pub code: String,
        /// What the clerk reads.
        pub label: String,
        /// The set its rows stand in.
        pub set: String,
        /// How many reminders there are in each state.
        pub overdue: u64,
        /// Due soon.
        pub soon: u64,
        /// Not there.
        pub missing: u64,
        /// Under way, or due later.
        pub open: u64,
        /// The rules they come from.
        pub rules: Vec<CitedRule>,
    }

    /// A reminder.
    pub struct ReminderView {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// Unit of the current post.
        pub unit: String,
        /// Current post.
        pub title: String,
        /// The part of the work.
        pub register: String,
        /// Its label.
        pub label: String,
        /// "overdue", "soon", "missing" or "open".
        pub state: String,
        /// Until when, as it is shown; empty without a date.
        pub date: String,
        /// Days left; negative when they are over.
        pub days: Option<i64>,
        /// What is to be done.
        pub task: String,
        /// What it is about.
        pub what: String,
        /// The set to open.
        pub set: String,
        /// The row it is about; absent when there is none yet.
        pub row: Option<i64>,
        /// The rule.
        pub rule: CitedRule,
    }

    /// A unit with all below it.
    pub struct UnitScope {
        /// The unit; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
    }

    /// The pools of the reserve.
    pub struct ReservePools {
        /// The pools in the order of their level.
        pub pools: Vec<ReservePool>,
        /// How many there should be.
        pub targets: Vec<ReserveTarget>,
        /// The least share of women, in a hundred.
        pub women_percent: u64,
        /// The other rules that were applied.
        pub rules: Vec<CitedRule>,
    }

    /// A pool; every number is given as its people.
    pub struct ReservePool {
        /// Its code.
        pub code: String,
        /// Its name.
        pub label: String,
        /// Who is in it.
        pub people: Vec<i64>,
        /// Women.
        pub women: Vec<i64>,
        /// People of ethnic minorities.
        pub minorities: Vec<i64>,
        /// People outside the party.
        pub outside_party: Vec<i64>,
        /// Who has passed the age line.
        pub too_old: Vec<i64>,
        /// Who has not the schooling asked for.
        pub unschooled: Vec<i64>,
        /// By field.
        pub fields: Vec<ReserveField>,
    }

    /// People of a pool for a field.
    pub struct ReserveField {
        /// The field.
        pub label: String,
        /// The people.
        pub people: Vec<i64>,
    }

    /// How many there should be in some pools together.
    pub struct ReserveTarget {
        /// Codes of the pools.
        pub pools: Vec<String>,
        /// How many.
        pub people: u64,
        /// The rule.
        pub rule: CitedRule,
    }

    /// What was numbered anew.
    pub struct Renumbered {
        /// The operation; absent when nothing had to change.
        pub op: Option<i64>,
        /// How many materials have another number now.
        pub changed: u64,
    }
}
