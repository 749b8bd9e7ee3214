//! 年度考核, rules.md §2.2, §2.3 and seed B: who may not be 优秀 or gets no grade, how many 优秀 there may be, and what follows
//! from grades in a row. Reminders with the clause cited; nobody is graded here.

use antou_record::PartialDate;
use serde::Deserialize;

use crate::pack::{Rule, Rules, rules};

const PACK: &str = "assessment";

/// Grades by their codes in the code table 考核结论.
pub mod grade {
    /// 优秀.
    pub const EXCELLENT: &str = "1";
    /// 不定等次.
    pub const UNDETERMINED: &str = "5";
    /// 未参加.
    pub const ABSENT: &str = "6";
    /// 称职, 基本称职, 不称职: words for civil servants.
    pub const OF_CIVIL_SERVANTS: [&str; 3] = ["2", "3", "4"];
    /// 合格, 基本合格, 不合格: words for everybody else.
    pub const OF_OTHERS: [&str; 3] = ["2B", "3B", "4B"];
}

/// Whether somebody of a 人员类别 (its code) is assessed as 公务员: 公务员, 参公 and 机关工勤.
pub fn is_of_civil_servants(staff_kind: &str) -> bool {
    matches!(staff_kind, "1" | "2" | "7")
}

/// The grades somebody of a 人员类别 (its code) can get, best first: 称职 for those assessed as 公务员, 合格 for all others.
pub fn grades_for(staff_kind: &str) -> [&'static str; 6] {
    let [good, fair, bad] = if is_of_civil_servants(staff_kind) {
        grade::OF_CIVIL_SERVANTS
    } else {
        grade::OF_OTHERS
    };
    [
        grade::EXCELLENT,
        good,
        fair,
        bad,
        grade::UNDETERMINED,
        grade::ABSENT,
    ]
}

/// What a circumstance leaves open, from light to heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// 不得评为优秀.
    NotExcellent,
    /// 不确定等次.
    Undetermined,
    /// 确定为不称职（不合格）.
    Incompetent,
}

impl Limit {
    /// In the clerk's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotExcellent => "不得评为优秀",
            Self::Undetermined => "不确定等次",
            Self::Incompetent => "确定为不称职（不合格）",
        }
    }

    /// Whether a grade keeps to it. 未参加 is never against a limit.
    pub fn allows(self, code: &str) -> bool {
        match self {
            _ if code == grade::ABSENT => true,
            Self::NotExcellent => code != grade::EXCELLENT,
            Self::Undetermined => code == grade::UNDETERMINED,
            Self::Incompetent => matches!(code, "4" | "4B"),
        }
    }
}

/// A limit on somebody's grade in a year, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Limited {
    /// What is left open.
    pub limit: Limit,
    /// Why, in words: 2025.03.15 受政务记过.
    pub why: String,
    /// The rule.
    pub rule: &'static Rule,
}

/// A disciplinary or organisational measure of 奖惩.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its name in the code table 奖惩名称.
    pub name: String,
    /// When it was decided.
    pub decided: PartialDate,
}

/// How a 科室 (or unit) was assessed in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentYear {
    /// Its name.
    pub name: String,
    /// The year.
    pub year: i64,
    /// Code in the table 科室考核等次.
    pub grade: String,
    /// Place, best is 1.
    pub rank: Option<i64>,
    /// Number of units ranked.
    pub of: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct OfMeasures {
    measures: Vec<String>,
    /// From the year of the decision on.
    limits: Vec<Limit>,
}

#[derive(Debug, Deserialize)]
struct OfProbation {
    levels: Vec<String>,
    limit: Limit,
}

#[derive(Debug, Deserialize)]
struct OfDepartments {
    failing: Vec<String>,
    last: i64,
    members: Option<Limit>,
    years: usize,
}

#[derive(Debug, Deserialize)]
struct OfGrades {
    grades: Vec<String>,
    years: i64,
}

#[derive(Debug, Deserialize)]
struct OfRatio {
    kinds: Vec<String>,
    percent: u32,
    approved_percent: u32,
}

static MEASURES: Rules<OfMeasures> = Rules::new(|| rules(PACK));
static PROBATION: Rules<OfProbation> = Rules::new(|| rules(PACK));
static DEPARTMENTS: Rules<OfDepartments> = Rules::new(|| rules(PACK));
static GRADES: Rules<OfGrades> = Rules::new(|| rules(PACK));
static RATIOS: Rules<OfRatio> = Rules::new(|| rules(PACK));

fn last_day(year: i64) -> Option<PartialDate> {
    PartialDate::day(u16::try_from(year).ok()?, 12, 31)
}

/// Limits on the grade of `year`, the heaviest first. `level` is the code of 职务层次 at the end of the year.
pub fn limits(year: i64, level: &str, measures: &[Measure], departments: &[DepartmentYear]) -> Vec<Limited> {
    let Some(judged) = last_day(year) else {
        return Vec::new();
    };
    let mut found = of_measures(year, measures);
    found.extend(
        PROBATION
            .iter()
            .filter(|(rule, numbers)| {
                rule.in_force_at(judged) && numbers.levels.iter().any(|known| known == level)
            })
            .map(|(rule, numbers)| Limited {
                limit: numbers.limit,
                why: "年末仍在试用期".to_owned(),
                rule,
            }),
    );
    for (rule, numbers) in DEPARTMENTS.iter().filter(|(rule, _)| rule.in_force_at(judged)) {
        let Some(limit) = numbers.members else { continue };
        found.extend(failed(numbers, year, departments).map(|why| Limited { limit, why, rule }));
    }
    found.sort_by_key(|limited| std::cmp::Reverse(limited.limit));
    found
}

fn of_measures(year: i64, measures: &[Measure]) -> Vec<Limited> {
    let mut found = Vec::new();
    for (rule, numbers) in MEASURES.iter() {
        for measure in measures
            .iter()
            .filter(|measure| rule.in_force_at(measure.decided) && numbers.measures.contains(&measure.name))
        {
            let later = year - i64::from(measure.decided.year());
            let limit = usize::try_from(later)
                .ok()
                .and_then(|later| numbers.limits.get(later));
            found.extend(limit.map(|limit| Limited {
                limit: *limit,
                why: format!("{} 受{}", measure.decided.dotted(), measure.name),
                rule,
            }));
        }
    }
    found
}

/// Why a 科室 fails in the years up to `year`, when it does in each of as many as the rule asks for.
fn failed(numbers: &OfDepartments, year: i64, departments: &[DepartmentYear]) -> Option<String> {
    let years: Vec<String> = (0..numbers.years)
        .map(|back| {
            let wanted = year - i64::try_from(back).ok()?;
            let results = departments.iter().filter(|result| result.year == wanted);
            results.filter_map(|result| fault(numbers, result)).next()
        })
        .collect::<Option<_>>()?;
    Some(years.join("；"))
}

fn fault(numbers: &OfDepartments, result: &DepartmentYear) -> Option<String> {
    let DepartmentYear { name, year, .. } = result;
    if numbers.failing.contains(&result.grade) {
        return Some(format!("{name}{year}年度考核不合格"));
    }
    let (rank, of) = (result.rank?, result.of?);
    // where all are among the last, nobody is
    (of > numbers.last && rank > of - numbers.last)
        .then(|| format!("{name}{year}年度考核排第 {rank} 名（共 {of} 个）"))
}

/// What follows for a 科室 that failed several years running, with the rule.
pub fn of_department(year: i64, departments: &[DepartmentYear]) -> Vec<(&'static Rule, String)> {
    let Some(judged) = last_day(year) else {
        return Vec::new();
    };
    DEPARTMENTS
        .iter()
        .filter(|(rule, numbers)| rule.in_force_at(judged) && numbers.members.is_none())
        .filter_map(|(rule, numbers)| Some((*rule, failed(numbers, year, departments)?)))
        .collect()
}

/// Rules that grades up to `year` bring into play: 优秀 three years running, 基本称职, two years of 不称职 … Of rules on the
/// same grades only the one that asks for most years is told. `grade_of` answers the code of a year.
pub fn consequences<'a>(year: i64, grade_of: impl Fn(i64) -> Option<&'a str>) -> Vec<&'static Rule> {
    let Some(judged) = last_day(year) else {
        return Vec::new();
    };
    let mut found: Vec<&(&'static Rule, OfGrades)> = GRADES
        .iter()
        .filter(|(rule, numbers)| {
            let all = (0..numbers.years).all(|back| {
                grade_of(year - back).is_some_and(|code| numbers.grades.iter().any(|known| known == code))
            });
            rule.in_force_at(judged) && all
        })
        .collect();
    found.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.years));
    let mut told: Vec<&[String]> = Vec::new();
    found.retain(|(_, numbers)| {
        let is_new = !told.contains(&numbers.grades.as_slice());
        told.push(&numbers.grades);
        is_new
    });
    found.into_iter().map(|(rule, _)| *rule).collect()
}

/// How many 优秀 a group may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// Percent of those who take part, as a rule.
    pub percent: u32,
    /// Percent with the approval of the authority.
    pub approved_percent: u32,
    /// The rule.
    pub rule: &'static Rule,
}

impl Ratio {
    /// The ratio for a 人员类别 (its code) in a year; `None` where no rule says one.
    pub fn of(staff_kind: &str, year: i64) -> Option<Self> {
        let judged = last_day(year)?;
        RATIOS
            .iter()
            .find(|(rule, numbers)| {
                rule.in_force_at(judged) && numbers.kinds.iter().any(|known| known == staff_kind)
            })
            .map(|(rule, numbers)| Self {
                percent: numbers.percent,
                approved_percent: numbers.approved_percent,
                rule,
            })
    }
}

/// How many of `people` a percentage is: never rounded up.
pub fn at_most(people: u64, percent: u32) -> u64 {
    people * u64::from(percent) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(name: &str, decided: &str) -> Measure {
        Measure {
            name: name.into(),
            decided: PartialDate::from_iso(decided).expect(decided),
        }
    }

    fn heaviest(year: i64, measures: &[Measure]) -> Option<(Limit, &'static str)> {
        let found = limits(year, "", measures, &[]);
        found
            .first()
            .map(|limited| (limited.limit, limited.rule.id.as_str()))
    }

    #[test]
    fn measures_limit_the_grade_of_their_year_and_of_those_that_follow() {
        for (name, decided, year, wanted) in [
            (
                "政务警告",
                "2025-06-01",
                2025,
                Some((Limit::NotExcellent, "KH-15")),
            ),
            ("政务警告", "2025-06-01", 2026, None),
            (
                "政务记过",
                "2025-06-01",
                2025,
                Some((Limit::Undetermined, "KH-16-1")),
            ),
            (
                "政务记大过",
                "2025-06-01",
                2026,
                Some((Limit::Undetermined, "KH-16-2")),
            ),
            ("政务记大过", "2025-06-01", 2027, None),
            (
                "留党察看一年",
                "2025",
                2025,
                Some((Limit::Incompetent, "KH-17-4")),
            ),
            (
                "留党察看二年",
                "2023-02",
                2025,
                Some((Limit::Undetermined, "KH-17-5")),
            ),
            ("诫勉", "2025-12-31", 2025, Some((Limit::NotExcellent, "KH-19"))),
            ("嘉奖", "2025-06-01", 2025, None),
            ("政务警告", "2026-01-02", 2025, None),
        ] {
            assert_eq!(
                heaviest(year, &[measure(name, decided)]),
                wanted,
                "{name} {decided} {year}"
            );
        }
        let both = [
            measure("政务警告", "2025-03-01"),
            measure("党内严重警告", "2025-03-01"),
        ];
        assert_eq!(
            heaviest(2025, &both),
            Some((Limit::Undetermined, "KH-17-2")),
            "the heavier counts"
        );
    }

    #[test]
    fn people_on_probation_get_no_grade() {
        assert_eq!(limits(2025, "1A98", &[], &[])[0].limit, Limit::Undetermined);
        assert_eq!(limits(2025, "1A50", &[], &[]), []);
    }

    #[test]
    fn a_department_among_the_last_two_draws_its_people_in() {
        let department = |year, grade: &str, rank, of| DepartmentYear {
            name: "综合科".into(),
            year,
            grade: grade.into(),
            rank: Some(rank),
            of: Some(of),
        };
        let limited = |results: &[DepartmentYear]| limits(2025, "", &[], results).len();
        assert_eq!(limited(&[department(2025, "3", 9, 10)]), 1);
        assert_eq!(limited(&[department(2025, "3", 8, 10)]), 0);
        assert_eq!(limited(&[department(2025, "5", 1, 10)]), 1, "不合格");
        assert_eq!(limited(&[department(2024, "5", 1, 10)]), 0, "another year");
        assert_eq!(
            limited(&[department(2025, "3", 2, 2)]),
            0,
            "of two, both would be the last two"
        );
        let two = [department(2025, "3", 10, 10), department(2024, "3", 9, 10)];
        assert_eq!(of_department(2025, &two).len(), 1);
        assert_eq!(of_department(2025, &two[..1]).len(), 0);
    }

    #[test]
    fn grades_in_a_row_have_consequences() {
        let told = |grades: &[&str]| {
            // the last grade is that of 2025
            let grade_of = |year: i64| {
                let back = usize::try_from(2025 - year).ok()?;
                grades
                    .iter()
                    .rev()
                    .nth(back)
                    .copied()
                    .filter(|code| !code.is_empty())
            };
            let rules = consequences(2025, grade_of);
            rules
                .iter()
                .map(|rule| rule.id.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (grades, wanted) in [
            (&["1", "1", "1"][..], "KH-05"),
            (&["1", "2", "1"], ""),
            (&["1", "", "1", "1"], ""),
            (&["3"], "KH-07"),
            (&["3", "3"], "KH-07-2"),
            (&["2", "4"], "KH-08"),
            (&["4", "4"], "KH-08-2"),
            (&["4B", "4B"], "SY-02-2"),
            (&["5"], "KH-21"),
            (&["2"], ""),
        ] {
            assert_eq!(told(grades), wanted, "{grades:?}");
        }
    }

    #[test]
    fn the_ratio_is_never_rounded_up() {
        let ratio = Ratio::of("1", 2025).expect("for civil servants");
        assert_eq!((ratio.percent, ratio.approved_percent), (20, 25));
        assert_eq!(
            (at_most(9, 20), at_most(10, 20), at_most(14, 20), at_most(12, 25)),
            (1, 2, 2, 3)
        );
        assert_eq!(Ratio::of("5", 2025), None);
        assert_eq!(Ratio::of("3", 2020), None, "not yet in force");
    }

    #[test]
    fn words_follow_the_kind_of_staff() {
        assert_eq!(grades_for("1")[1], "2");
        assert_eq!(grades_for("3")[1], "2B");
        assert!(Limit::NotExcellent.allows("2") && !Limit::NotExcellent.allows("1"));
        assert!(
            Limit::Undetermined.allows("5")
                && Limit::Undetermined.allows("6")
                && !Limit::Undetermined.allows("2")
        );
        assert!(Limit::Incompetent.allows("4B"));
    }

    #[test]
    fn every_code_the_rules_name_exists() {
        let dictionary = antou_record::dictionary();
        let exists = |table: &str, code: &str| {
            let table = dictionary.table(table).expect(table);
            assert!(table.by_code(code).is_some(), "{code} is not in {}", table.code);
        };
        for (_, numbers) in GRADES.iter() {
            numbers.grades.iter().for_each(|code| exists("assessment", code));
        }
        for (_, numbers) in DEPARTMENTS.iter() {
            numbers.failing.iter().for_each(|code| exists("unit_grade", code));
        }
        for (_, numbers) in PROBATION.iter() {
            numbers.levels.iter().for_each(|code| exists("post_level", code));
        }
        for (_, numbers) in RATIOS.iter() {
            numbers.kinds.iter().for_each(|code| exists("staff_kind", code));
        }
        let names = dictionary.table("award_name").expect("award_name");
        for (rule, numbers) in MEASURES.iter() {
            for name in &numbers.measures {
                assert!(
                    names.rows.iter().any(|row| row.label == *name),
                    "{}: {name}",
                    rule.id
                );
            }
        }
    }
}
