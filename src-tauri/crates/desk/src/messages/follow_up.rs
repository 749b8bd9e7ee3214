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
}
