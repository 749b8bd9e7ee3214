//! 个人有关事项 (rules.md §2.6): who reports and by which layer of rules, by when, how many are drawn for checking, and what
//! about a check does not fit together. National numbers may be set otherwise by a unit; a unit's own documents widen the scope.

use antou_record::PartialDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::pack::{Overrides, Rule, pack};

/// Name of the pack.
pub const PACK: &str = "matters";

/// What somebody is, as far as the duty to report goes; codes of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject<'a> {
    /// 职务层次.
    pub level: &'a str,
    /// 职级.
    pub rank: &'a str,
    /// Whether the post is a leading one.
    pub leading: bool,
    /// 人员类别.
    pub staff_kind: &'a str,
    /// Whether somebody is to be admitted to the Party (发展对象) and is not yet.
    pub development: bool,
}

/// By what somebody has to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// 职务层次.
    Level,
    /// 职级.
    Rank,
    /// 人员类别.
    StaffKind,
    /// 发展对象.
    Development,
}

/// A unit's document that widens who reports.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Widening {
    /// Codes of 职务层次.
    pub levels: Vec<String>,
    /// Codes of 职级.
    pub ranks: Vec<String>,
    /// Codes of 人员类别: with levels or ranks they narrow these, alone they take in everybody of the kind.
    pub staff_kinds: Vec<String>,
    /// 发展对象 too.
    pub development: bool,
    /// First day.
    pub started: Option<PartialDate>,
    /// Last day.
    pub ended: Option<PartialDate>,
}

impl Widening {
    /// Whether it is in force at a date. A date it does not name does not limit it.
    pub fn in_force_at(&self, date: PartialDate) -> bool {
        self.started.is_none_or(|started| started.compare(date).is_le())
            && self.ended.is_none_or(|ended| ended.compare(date).is_ge())
    }

    /// Whether it takes somebody in, and by what.
    pub fn takes_in(&self, subject: Subject<'_>) -> Option<Because> {
        let has = |codes: &[String], code: &str| codes.iter().any(|known| known == code);
        let of_kind = self.staff_kinds.is_empty() || has(&self.staff_kinds, subject.staff_kind);
        if self.development && subject.development {
            return Some(Because::Development);
        }
        if of_kind && has(&self.levels, subject.level) {
            return Some(Because::Level);
        }
        if of_kind && has(&self.ranks, subject.rank) {
            return Some(Because::Rank);
        }
        let by_kind_alone = self.levels.is_empty() && self.ranks.is_empty() && !self.staff_kinds.is_empty();
        (by_kind_alone && of_kind).then_some(Because::StaffKind)
    }

    /// Whether it takes in anybody at all.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.ranks.is_empty() && self.staff_kinds.is_empty() && !self.development
    }
}

#[derive(Debug, Clone, Deserialize)]
struct Scope {
    levels: Vec<String>,
    ranks: Vec<String>,
    leading_ranks: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Yearly {
    by: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Within {
    days: u16,
}

#[derive(Debug, Clone, Deserialize)]
struct Share {
    percent: u32,
}

/// A rule with its numbers in force at a date.
fn rule<T: DeserializeOwned>(id: &str, at: PartialDate, own: &Overrides) -> Option<(&'static Rule, T)> {
    let rules = pack(PACK).map(|pack| pack.rules.as_slice()).unwrap_or_default();
    let mut rules = rules
        .iter()
        .filter(|rule| (rule.id == id || rule.id.starts_with(&format!("{id}-"))) && rule.in_force_at(at));
    rules.find_map(|rule| Some((rule, rule.parameters_with(own)?)))
}

/// A rule without numbers, for its citation.
pub fn cited(id: &str, at: PartialDate) -> Option<&'static Rule> {
    let rules = pack(PACK).map(|pack| pack.rules.as_slice()).unwrap_or_default();
    rules.iter().find(|rule| rule.id == id && rule.in_force_at(at))
}

/// The duty to report by the national rules in force at a date.
#[derive(Debug)]
pub struct National {
    rule: &'static Rule,
    scope: Scope,
}

impl National {
    /// The rules of a date, with what the unit has set otherwise.
    pub fn at(date: PartialDate, own: &Overrides) -> Option<Self> {
        let (rule, scope) = rule("SX-00", date, own)?;
        Some(Self { rule, scope })
    }

    /// The rule.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Whether somebody reports, and by what.
    pub fn takes_in(&self, subject: Subject<'_>) -> Option<Because> {
        let has = |codes: &[String], code: &str| codes.iter().any(|known| known == code);
        if has(&self.scope.levels, subject.level) {
            return Some(Because::Level);
        }
        let by_rank = has(&self.scope.ranks, subject.rank)
            || subject.leading && has(&self.scope.leading_ranks, subject.rank);
        by_rank.then_some(Because::Rank)
    }
}

/// By when a year is reported: in January after it.
pub fn due(year: u16, own: &Overrides) -> Option<(PartialDate, &'static Rule)> {
    let next = year.checked_add(1)?;
    let (rule, yearly) = rule::<Yearly>("SX-01", PartialDate::year_only(next)?, own)?;
    Some((PartialDate::from_iso(&format!("{next:04}-{}", yearly.by))?, rule))
}

/// By when a change is reported. Of a month alone its last day counts: nobody is called late too early.
pub fn change_due(happened: PartialDate, own: &Overrides) -> Option<(PartialDate, &'static Rule)> {
    let (rule, within) = rule::<Within>("SX-03", happened, own)?;
    Some((happened.plus_days(within.days)?, rule))
}

/// Whether something handed in (or not yet, at a date) is late for sure.
pub fn is_late(due: PartialDate, handed: Option<PartialDate>, as_of: PartialDate) -> bool {
    handed.unwrap_or(as_of).compare(due).is_gt()
}

/// The share drawn for checking each year, in percent.
pub fn share(at: PartialDate, own: &Overrides) -> Option<(u32, &'static Rule)> {
    let (rule, share) = rule::<Share>("SX-05", at, own)?;
    Some((share.percent, rule))
}

/// How many are drawn of so many: a fraction counts as one more.
pub fn drawn_of(people: usize, percent: u32) -> usize {
    let percent = usize::try_from(percent.min(100)).unwrap_or(100);
    (people * percent).div_ceil(100)
}

/// Results of a check; codes of the table 查核结论.
pub mod result {
    /// 一致.
    pub const SAME: &str = "1";
    /// 基本一致.
    pub const NEARLY: &str = "2";
    /// 漏报.
    pub const OMITTED: &str = "3";
    /// 隐瞒不报.
    pub const CONCEALED: &str = "4";
    /// 待认定.
    pub const OPEN: &str = "5";
}

/// Code of 不予处理.
const NO_HANDLING: &str = "01";

/// A check as it is entered; codes are empty where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Check<'a> {
    /// When it was checked.
    pub checked: Option<PartialDate>,
    /// 查核结论.
    pub result: &'a str,
    /// 处理方式.
    pub handling: &'a str,
    /// When it was handled.
    pub handled: Option<PartialDate>,
    /// Whether it is a 重点查核.
    pub key: bool,
    /// Whether its 情形 is said.
    pub caused: bool,
}

/// What does not fit together in a check, each with the way out.
pub fn doubts(check: Check<'_>, as_of: PartialDate) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut say = |fits: bool, what: &'static str| {
        if fits {
            found.push(what);
        }
    };
    let later = |one: Option<PartialDate>, two: Option<PartialDate>| {
        one.zip(two).is_some_and(|(one, two)| one.compare(two).is_gt())
    };
    let faulty = matches!(check.result, result::OMITTED | result::CONCEALED);
    let handled = !check.handling.is_empty() && check.handling != NO_HANDLING;
    say(
        later(check.checked, check.handled),
        "处理时间早于查核时间，请核对两个日期",
    );
    say(
        later(check.checked, Some(as_of)),
        "查核时间在基准日之后，请核对日期",
    );
    say(
        check.result == result::SAME && handled,
        "查核结论是“一致”，却填了处理方式；结论有变的请改结论，填错的请清除处理方式",
    );
    say(
        check.handled.is_some() && check.handling.is_empty(),
        "有处理时间，没有处理方式，请补填或清除处理时间",
    );
    say(
        handled && check.handled.is_none(),
        "有处理方式，没有处理时间，影响期无法计算，请补填处理时间",
    );
    say(
        faulty && check.handling.is_empty(),
        "认定为漏报、隐瞒不报的还没有处理，处理后请填写处理方式和时间",
    );
    say(
        check.result == result::CONCEALED && check.handling == NO_HANDLING,
        "认定为隐瞒不报的不予处理，请核对结论或处理方式",
    );
    say(
        !check.result.is_empty() && check.result != result::OPEN && check.checked.is_none(),
        "已有查核结论，没有查核时间，请补填",
    );
    say(check.key && !check.caused, "重点查核没有写明是哪一种情形，请补填");
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use antou_record::dictionary;

    fn date(iso: &str) -> PartialDate {
        PartialDate::from_iso(iso).expect(iso)
    }

    #[test]
    fn every_code_of_the_scope_is_in_its_table() {
        let national = National::at(date("2026-01-01"), &Overrides::new()).expect("the rule");
        for (table, codes) in [
            ("post_level", &national.scope.levels),
            ("rank", &national.scope.ranks),
            ("rank", &national.scope.leading_ranks),
        ] {
            let table = dictionary().table(table).expect("a table");
            for code in codes {
                assert!(table.by_code(code).is_some(), "{code}");
            }
        }
        for code in [
            result::SAME,
            result::NEARLY,
            result::OMITTED,
            result::CONCEALED,
            result::OPEN,
        ] {
            let table = dictionary().table("matters_result").expect("a table");
            assert!(table.by_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn the_national_duty_begins_at_the_deputy_head_of_a_county_or_division() {
        let national = National::at(date("2026-01-01"), &Overrides::new()).expect("the rule");
        let because = |level, rank, leading| {
            national.takes_in(Subject {
                level,
                rank,
                leading,
                ..Subject::default()
            })
        };
        assert_eq!(because("1A32", "", true), Some(Because::Level), "县处级副职");
        assert_eq!(because("1A41", "A07", true), None, "正科、一级主任科员");
        assert_eq!(
            because("1A41", "A06", true),
            Some(Because::Rank),
            "正科任四级调研员"
        );
        assert_eq!(
            because("", "M06", true),
            Some(Because::Rank),
            "六级职员任领导职务"
        );
        assert_eq!(because("", "M06", false), None, "六级职员不任领导职务");
        assert!(
            National::at(date("2016-12-31"), &Overrides::new()).is_none(),
            "before the rule"
        );
    }

    #[test]
    fn a_unit_widens_by_level_by_kind_of_staff_or_to_candidates() {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let section_heads = Widening {
            levels: codes(&["1A41", "1A42"]),
            staff_kinds: codes(&["1", "2"]),
            ..Widening::default()
        };
        let of = |level, staff_kind| Subject {
            level,
            staff_kind,
            ..Subject::default()
        };
        assert_eq!(section_heads.takes_in(of("1A41", "1")), Some(Because::Level));
        assert_eq!(
            section_heads.takes_in(of("1A41", "3")),
            None,
            "another kind of staff"
        );
        assert_eq!(section_heads.takes_in(of("1A50", "1")), None);
        let kind = Widening {
            staff_kinds: codes(&["6"]),
            ..Widening::default()
        };
        assert_eq!(kind.takes_in(of("", "6")), Some(Because::StaffKind));
        let candidates = Widening {
            development: true,
            ..Widening::default()
        };
        let candidate = Subject {
            development: true,
            ..Subject::default()
        };
        assert_eq!(candidates.takes_in(candidate), Some(Because::Development));
        assert_eq!(candidates.takes_in(of("1A41", "1")), None);
        assert!(Widening::default().is_empty() && Widening::default().takes_in(candidate).is_none());
    }

    #[test]
    fn a_document_counts_from_its_first_to_its_last_day() {
        let document = Widening {
            started: Some(date("2024-01-01")),
            ended: Some(date("2026-12")),
            ..Widening::default()
        };
        for (at, wanted) in [
            ("2023-12-31", false),
            ("2024-01-01", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            assert_eq!(document.in_force_at(date(at)), wanted, "{at}");
        }
    }

    #[test]
    fn a_year_is_reported_by_the_end_of_january_a_change_within_thirty_days() {
        let own = Overrides::new();
        assert_eq!(due(2025, &own).map(|(due, _)| due), Some(date("2026-01-31")));
        let earlier = toml::Table::from_iter([("by".to_owned(), toml::Value::String("01-20".into()))]);
        let earlier = Overrides::from([("SX-01".to_owned(), earlier)]);
        assert_eq!(due(2025, &earlier).map(|(due, _)| due), Some(date("2026-01-20")));
        for (happened, wanted) in [
            ("2026-01-01", "2026-01-31"),
            ("2024-01-31", "2024-03-01"),
            ("2026-02", "2026-03-30"),
        ] {
            let (by, rule) = change_due(date(happened), &own).expect("a date");
            assert_eq!((by, rule.id.as_str()), (date(wanted), "SX-03"), "{happened}");
        }
    }

    #[test]
    fn nobody_is_late_on_the_last_day_or_by_a_month_alone() {
        let by = date("2026-01-31");
        for (handed, as_of, wanted) in [
            (Some("2026-01-31"), "2026-03-01", false),
            (Some("2026-02-01"), "2026-03-01", true),
            (Some("2026-01"), "2026-03-01", false),
            (None, "2026-01-31", false),
            (None, "2026-02-01", true),
        ] {
            assert_eq!(
                is_late(by, handed.map(date), date(as_of)),
                wanted,
                "{handed:?} at {as_of}"
            );
        }
    }

    #[test]
    fn a_tenth_of_the_people_is_drawn_and_a_fraction_is_one_more() {
        for (people, percent, wanted) in [
            (100, 10, 10),
            (101, 10, 11),
            (9, 10, 1),
            (0, 10, 0),
            (7, 100, 7),
            (7, 250, 7),
            (5, 0, 0),
        ] {
            assert_eq!(drawn_of(people, percent), wanted, "{people} × {percent}%");
        }
        let (percent, rule) = share(date("2026-03-01"), &Overrides::new()).expect("the rule");
        assert_eq!((percent, rule.id.as_str()), (10, "SX-05"));
    }

    #[test]
    fn what_does_not_fit_together_is_said_with_the_way_out() {
        let as_of = date("2026-11-21");
        let of = |result, handling, checked: Option<&str>, handled: Option<&str>| {
            let check = Check {
                checked: checked.map(date),
                result,
                handling,
                handled: handled.map(date),
                ..Check::default()
            };
            doubts(check, as_of).join("|")
        };
        assert_eq!(of(result::SAME, "", Some("2026-05-01"), None), "");
        assert_eq!(
            of(result::OMITTED, "02", Some("2026-05-01"), Some("2026-06-01")),
            ""
        );
        assert_eq!(of("", "", None, None), "", "not checked yet");
        for (result, handling, checked, handled, word) in [
            (
                result::OMITTED,
                "02",
                Some("2026-05-01"),
                Some("2026-04-30"),
                "处理时间早于查核时间",
            ),
            (
                result::SAME,
                "02",
                Some("2026-05-01"),
                Some("2026-06-01"),
                "查核结论是“一致”",
            ),
            (result::CONCEALED, "", Some("2026-05-01"), None, "还没有处理"),
            (result::CONCEALED, "01", Some("2026-05-01"), None, "不予处理"),
            (result::OMITTED, "05", Some("2026-05-01"), None, "没有处理时间"),
            (
                result::OMITTED,
                "",
                Some("2026-05-01"),
                Some("2026-06-01"),
                "没有处理方式",
            ),
            (result::SAME, "", None, None, "没有查核时间"),
            (result::SAME, "", Some("2027-01-01"), None, "基准日之后"),
        ] {
            let told = of(result, handling, checked, handled);
            assert!(told.contains(word), "{result} {handling}: {told}");
        }
    }
}
