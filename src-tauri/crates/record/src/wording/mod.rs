//! Facts in the words of the 干部任免审批表. The printed form and the .lrmx file say the same, so both take them from here;
//! and what a roster or a form says in these words is read back into rows here, by [`reading`].

mod assessment;
mod award;
mod breaks;
mod education;
mod kin;
mod made;
mod party;
mod post;
pub mod reading;
mod resume;

use std::cmp::Ordering;

use crate::date::{PartialDate, Precision};

pub use assessment::assessments;
pub use award::awards;
pub use breaks::{Break, breaks};
pub use education::school;
pub use kin::{is_deceased, kin_order, kin_work};
pub use made::made_resume;
pub use party::party_joined;
pub use post::{PostWord, highest_title, posts_now, posts_told, professional_title};
pub use resume::{ResumeEntry, period, resume, resume_text};

/// A month as the form writes it: `2000.09`.
pub fn month(date: PartialDate) -> String {
    date.at(date.precision().min(Precision::Month)).dotted()
}

/// `2004年5月`.
fn long_month(date: PartialDate) -> String {
    match date.month() {
        Some(month) => format!("{}年{month}月", date.year()),
        None => format!("{}年", date.year()),
    }
}

/// Unknown dates first, others in order.
fn by_date(one: Option<PartialDate>, other: Option<PartialDate>) -> Ordering {
    one.cmp(&other)
}

#[cfg(test)]
mod test {
    use crate::date::PartialDate;
    use crate::facts::Coded;

    pub(crate) fn date(text: &str) -> Option<PartialDate> {
        Some(PartialDate::from_iso(text).unwrap_or_else(|| panic!("{text} is a date")))
    }

    pub(crate) fn coded(code: &str, label: &str) -> Coded {
        Coded {
            code: code.into(),
            label: label.into(),
            order: None,
        }
    }
}
