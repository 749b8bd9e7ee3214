//! A reminder: what is to be done about whom, until when, by which rule.

use antou_policy::Rule;
use antou_record::PartialDate;

use super::registers::Register;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Something to be done by a date.
    Term,
    /// Something under way, or a period that runs until a date; nothing has to be done.
    Running,
    /// Something that should be there and is not.
    Missing,
}

/// How it stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum State {
    /// The date is past.
    Overdue,
    /// The date is near.
    Soon,
    /// Not there.
    Missing,
    /// Under way, or the date is far.
    Open,
}

impl State {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Missing => "missing",
            Self::Open => "open",
        }
    }

    /// In the clerk's words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Overdue => "已逾期",
            Self::Soon => "将到期",
            Self::Missing => "缺项或不符",
            Self::Open => "在办",
        }
    }

    /// The state called so.
    pub(crate) fn called(code: &str) -> Option<Self> {
        let states = [Self::Overdue, Self::Soon, Self::Missing, Self::Open];
        states.into_iter().find(|state| state.as_str() == code)
    }
}

/// A reminder.
#[derive(Debug, Clone)]
pub(crate) struct Reminder {
    /// The part of the work.
    pub register: &'static Register,
    /// The rule.
    pub rule: &'static Rule,
    /// What kind of thing it is.
    pub nature: Nature,
    /// The row it is about; `None` when there is none yet.
    pub row: Option<i64>,
    /// Until when.
    pub date: Option<PartialDate>,
    /// What it is about, in the clerk's words.
    pub what: String,
}

impl Reminder {
    /// Days left; negative when they are over.
    pub(crate) fn days(&self, as_of: PartialDate) -> Option<i64> {
        as_of.days_until(self.date?)
    }

    /// How it stands when what is due within so many days is near.
    pub(crate) fn state(&self, as_of: PartialDate, within: u32) -> State {
        match (self.nature, self.days(as_of)) {
            (Nature::Missing, _) => State::Missing,
            (Nature::Term, Some(..=-1)) => State::Overdue,
            (_, Some(days)) if days <= i64::from(within) => State::Soon,
            _ => State::Open,
        }
    }
}
