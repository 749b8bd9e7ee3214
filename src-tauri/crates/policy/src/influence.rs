//! Influence periods (影响期) of disciplinary and organisational measures, rules.md §2.8: what is blocked until when. Computed
//! from the measure and the date it was decided, never stored.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Rule, Rules, rules};

/// What a measure blocks while it has influence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// 提拔、重用.
    Appointment,
    /// 任相当职务.
    EqualPost,
    /// 晋升职级.
    Rank,
    /// 安排领导职务.
    LeadingPost,
    /// 推荐担任党外职务.
    PartyPost,
    /// 重新入党.
    RejoinParty,
    /// 晋升工资档次.
    SalaryStep,
    /// 职称评审.
    TitleReview,
    /// 年度考核评优.
    AssessmentExcellent,
    /// 不解除.
    Permanent,
}

impl Block {
    /// In the clerk's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Appointment => "提拔、重用",
            Self::EqualPost => "任相当职务",
            Self::Rank => "晋升职级",
            Self::LeadingPost => "安排领导职务",
            Self::PartyPost => "推荐担任党外职务",
            Self::RejoinParty => "重新入党",
            Self::SalaryStep => "晋升工资档次",
            Self::TitleReview => "职称评审",
            Self::AssessmentExcellent => "年度考核评优",
            Self::Permanent => "不解除",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Numbers {
    measures: Vec<String>,
    #[serde(default)]
    handlings: Vec<String>,
    months: i32,
    blocks: Vec<Block>,
    #[serde(default)]
    permanent: bool,
    higher_months: Option<i32>,
    #[serde(default)]
    higher_blocks: Vec<Block>,
    follow_up_months: Option<i32>,
}

static NUMBERS: Rules<Numbers> = Rules::new(|| rules("influence"));

/// The influence of one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// The last day (or month, or year, as exact as the decision's date) still under influence; `None` when it never ends.
    pub until: Option<PartialDate>,
    /// What is blocked.
    pub blocks: Vec<Block>,
    /// When the person is to be looked at again (诫勉: after six months).
    pub follow_up: Option<PartialDate>,
    /// The rule applied: the one in force when it was decided.
    pub rule: &'static Rule,
}

impl Influence {
    /// Whether something is blocked at a date. A date less exact than the end counts as still blocked.
    pub fn blocks_at(&self, block: Block, date: PartialDate) -> bool {
        let open = self.until.is_none_or(|until| date.compare(until).is_le());
        open && (self.blocks.contains(&block) || self.blocks.contains(&Block::Permanent))
    }
}

/// What a measure of 奖惩 (its name in the code table 奖惩名称) blocks; empty when it is none that does. A measure with two
/// periods (免职: one year for leading posts, two for higher ones) has two.
pub fn of_measure(name: &str, decided: PartialDate) -> Vec<Influence> {
    found(decided, |numbers| {
        numbers.measures.iter().any(|known| known == name)
    })
}

/// The same for the handling of a check of 个人有关事项 (its label in the code table 处理方式).
pub fn of_handling(label: &str, decided: PartialDate) -> Vec<Influence> {
    found(decided, |numbers| {
        numbers.handlings.iter().any(|known| known == label)
    })
}

fn found(decided: PartialDate, fits: impl Fn(&Numbers) -> bool) -> Vec<Influence> {
    NUMBERS
        .iter()
        .filter(|(rule, numbers)| rule.in_force_at(decided) && fits(numbers))
        .flat_map(|(rule, numbers)| periods(rule, numbers, decided))
        .collect()
}

fn periods(rule: &'static Rule, numbers: &Numbers, decided: PartialDate) -> Vec<Influence> {
    let period = |months: i32, blocks: &[Block]| Influence {
        until: (!numbers.permanent).then(|| end(decided, months)).flatten(),
        blocks: blocks.to_vec(),
        follow_up: numbers.follow_up_months.and_then(|months| end(decided, months)),
        rule,
    };
    let mut periods = vec![period(numbers.months, &numbers.blocks)];
    periods.extend(
        numbers
            .higher_months
            .map(|months| period(months, &numbers.higher_blocks)),
    );
    periods
}

/// The anniversary itself is still blocked. Of a year alone the last month counts: nobody is freed too early.
fn end(decided: PartialDate, months: i32) -> Option<PartialDate> {
    match decided.month() {
        Some(_) => decided.plus_months(months),
        None => PartialDate::month_of(decided.year(), 12)?.plus_months(months),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).expect(iso)
    }

    fn until(name: &str, decided: &str) -> Vec<String> {
        let ends = of_measure(name, date(decided)).into_iter();
        ends.map(|found| found.until.map_or("不解除".into(), |until| until.to_string()))
            .collect()
    }

    #[test]
    fn periods_end_on_the_anniversary_of_the_decision() {
        for (name, decided, ends) in [
            ("诫勉", "2025-03-15", vec!["2025-09-15"]),
            ("诫勉", "2025-08-31", vec!["2026-02-28"]),
            ("党内警告", "2024-05-10", vec!["2025-05-10"]),
            ("党内严重警告", "2024-05", vec!["2025-11"]),
            ("政务记大过", "2024", vec!["2026-06"]),
            ("免职", "2024-01-01", vec!["2025-01-01", "2026-01-01"]),
            ("政务开除", "2024-01-01", vec!["不解除"]),
            ("嘉奖", "2024-01-01", vec![]),
        ] {
            assert_eq!(until(name, decided), ends, "{name} {decided}");
        }
    }

    #[test]
    fn the_rule_in_force_when_it_was_decided_applies() {
        let rule = |decided: &str| of_measure("党内警告", date(decided)).remove(0).rule.id.as_str();
        assert_eq!((rule("2023-06-01"), rule("2024-02-01")), ("YX-11-2018", "YX-11"));
    }

    #[test]
    fn what_is_blocked_is_blocked_up_to_the_last_day() {
        let found = of_measure("诫勉", date("2025-03-15")).remove(0);
        assert!(found.blocks_at(Block::Appointment, date("2025-09-15")));
        assert!(!found.blocks_at(Block::Appointment, date("2025-09-16")));
        assert!(!found.blocks_at(Block::SalaryStep, date("2025-04-01")));
        assert!(
            found.blocks_at(Block::Rank, date("2025-09")),
            "a month alone is not yet over"
        );
        assert_eq!(found.follow_up, Some(date("2025-09-15")));
    }

    #[test]
    fn a_handling_of_a_check_has_influence_too() {
        let found = of_handling("诫勉", date("2025-03-01"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule.id, "YX-61");
    }
}
