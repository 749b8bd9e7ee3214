//! 政治审查, rules.md §1 seeds A07, A08, A13, A14: which conclusion is in force and blocks every later step, and whether a
//! conclusion contradicts the four gates. Nobody is judged here: what was concluded is taken at its word.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Overrides, Rule, Rules, rules};

/// Name of the pack.
pub const PACK: &str = "political_review";

/// Codes of the table 审查结论.
pub mod conclusion {
    /// 合格.
    pub const PASSED: &str = "1";
    /// 不合格.
    pub const FAILED: &str = "2";
    /// 待补充.
    pub const PENDING: &str = "3";
}

/// Codes of the table 把关结果.
pub mod gate {
    /// 合格.
    pub const PASSED: &str = "1";
    /// 不合格.
    pub const FAILED: &str = "2";
    /// 待核.
    pub const PENDING: &str = "3";
}

/// What a review has come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    /// Its row.
    pub row: i64,
    /// Code of 审查类别.
    pub kind: String,
    /// When it began.
    pub started: Option<PartialDate>,
    /// 政治关, 能力关, 作风关, 廉洁关; empty where nothing is entered.
    pub gates: [String; 4],
    /// Code of 审查结论; empty while there is none.
    pub conclusion: String,
    /// When it was concluded.
    pub concluded: Option<PartialDate>,
}

impl Review {
    /// The date of its conclusion, or else of its beginning.
    pub fn date(&self) -> Option<PartialDate> {
        self.concluded.or(self.started)
    }
}

#[derive(Debug, Deserialize)]
struct OfVeto {
    lifted_by: LiftedBy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LiftedBy {
    SameKind,
    Any,
    Never,
}

#[derive(Debug, Deserialize)]
struct OfGates {
    gates: [String; 4],
}

#[derive(Debug, Deserialize)]
struct OfReplies {
    reply_days: u16,
}

static VETOES: Rules<OfVeto> = Rules::new(|| rules(PACK));
static GATES: Rules<OfGates> = Rules::new(|| rules(PACK));
static REPLIES: Rules<OfReplies> = Rules::new(|| rules(PACK));

/// The negative conclusion that is in force among the reviews of a person, and the rule by which it blocks.
pub fn veto(reviews: &[Review]) -> Option<(&Review, &'static Rule)> {
    let (rule, of) = VETOES.first()?;
    let lifts = |failed: &Review, later: &Review| {
        let fits = match of.lifted_by {
            LiftedBy::SameKind => later.kind == failed.kind,
            LiftedBy::Any => true,
            LiftedBy::Never => false,
        };
        let is_later = match (failed.date(), later.date()) {
            (Some(failed), Some(later)) => later.compare(failed).is_gt(),
            _ => false,
        };
        fits && later.conclusion == conclusion::PASSED && is_later
    };
    let in_force = reviews.iter().filter(|failed| {
        failed.conclusion == conclusion::FAILED && !reviews.iter().any(|later| lifts(failed, later))
    });
    let order = |review: &&Review| review.date().map(|date| date.to_string());
    in_force.max_by_key(order).map(|review| (review, *rule))
}

/// Why a conclusion contradicts the gates.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// In words: 廉洁关不合格，结论却是合格.
    pub why: String,
    /// What to do.
    pub way_out: String,
    /// The rule.
    pub rule: &'static Rule,
}

/// Whether a conclusion contradicts the gates it stands beside.
pub fn contradiction(gates: &[String; 4], given: &str) -> Option<Contradiction> {
    let (rule, of) = GATES.first()?;
    let named = |code: &str| -> Vec<&str> {
        let pairs = gates.iter().zip(&of.gates);
        pairs
            .filter(|(gate, _)| *gate == code)
            .map(|(_, name)| name.as_str())
            .collect()
    };
    let (failed, pending) = (named(gate::FAILED), named(gate::PENDING));
    let (why, way_out) = match given {
        conclusion::PASSED if !failed.is_empty() => (
            format!("{}不合格，结论却是合格", failed.join("、")),
            "结论应为不合格；关口填错了的，先改关口",
        ),
        conclusion::PASSED if !pending.is_empty() => (
            format!("{}还在待核，结论却是合格", pending.join("、")),
            "核实以后再作结论，或先填“待补充”",
        ),
        conclusion::FAILED if failed.is_empty() && gates.iter().all(|gate| gate == self::gate::PASSED) => (
            "四关都合格，结论却是不合格".to_owned(),
            "请写明哪一关不合格，或核对结论",
        ),
        _ => return None,
    };
    Some(Contradiction {
        why,
        way_out: way_out.to_owned(),
        rule,
    })
}

/// Days an agency has for its reply, with where they come from.
pub fn reply_days(overrides: &Overrides) -> Option<(u16, &'static Rule)> {
    let (rule, _) = REPLIES.first()?;
    let of: OfReplies = rule.parameters_with(overrides)?;
    Some((of.reply_days, rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(kind: &str, date: &str, conclusion: &str) -> Review {
        Review {
            row: 1,
            kind: kind.to_owned(),
            concluded: PartialDate::from_iso(date),
            conclusion: conclusion.to_owned(),
            ..Review::default()
        }
    }

    #[test]
    fn a_negative_conclusion_blocks_until_a_later_one_of_its_kind_passes() {
        use conclusion::{FAILED, PASSED, PENDING};
        for (reviews, blocked) in [
            (vec![], false),
            (vec![review("2", "2026-03-01", PASSED)], false),
            (vec![review("2", "2026-03-01", FAILED)], true),
            (
                vec![
                    review("2", "2026-03-01", FAILED),
                    review("2", "2026-05-01", PENDING),
                ],
                true,
            ),
            (
                vec![
                    review("2", "2026-03-01", FAILED),
                    review("2", "2026-05-01", PASSED),
                ],
                false,
            ),
            (
                vec![
                    review("2", "2026-03-01", FAILED),
                    review("4", "2026-05-01", PASSED),
                ],
                true,
            ),
            (
                vec![
                    review("2", "2026-03-01", FAILED),
                    review("2", "2026-02-01", PASSED),
                ],
                true,
            ),
            (
                vec![
                    review("2", "2026-03-01", FAILED),
                    review("2", "2026-03-01", PASSED),
                ],
                true,
            ),
        ] {
            assert_eq!(veto(&reviews).is_some(), blocked, "{reviews:?}");
        }
        let two = [review("5", "2025-01", FAILED), review("2", "2026-03-01", FAILED)];
        let (latest, rule) = veto(&two).expect("blocked");
        assert_eq!((latest.kind.as_str(), rule.id.as_str()), ("2", "A14"));
    }

    #[test]
    fn a_conclusion_is_held_against_the_gates() {
        let gates = |codes: [&str; 4]| codes.map(str::to_owned);
        for (codes, conclusion, said) in [
            (["1", "1", "1", "1"], conclusion::PASSED, None),
            (["", "", "", ""], conclusion::PASSED, None),
            (["", "", "", ""], conclusion::FAILED, None),
            (["1", "1", "1", "2"], conclusion::PASSED, Some("廉洁关不合格")),
            (["1", "3", "1", "1"], conclusion::PASSED, Some("能力关还在待核")),
            (["1", "3", "1", "1"], conclusion::PENDING, None),
            (["2", "1", "1", "1"], conclusion::FAILED, None),
            (["1", "1", "1", "1"], conclusion::FAILED, Some("四关都合格")),
        ] {
            let found = contradiction(&gates(codes), conclusion);
            let why = found.as_ref().map(|found| found.why.as_str());
            assert_eq!(why.is_some(), said.is_some(), "{codes:?} {conclusion}: {why:?}");
            assert!(
                said.is_none_or(|said| why.is_some_and(|why| why.contains(said))),
                "{why:?}"
            );
        }
    }

    #[test]
    fn agencies_have_days_to_reply() {
        assert_eq!(reply_days(&Overrides::new()).map(|(days, _)| days), Some(15));
    }
}
