//! From a dossier to what stands on the form.

use antou_record::facts::{
    Assessment, Award, Education, Fact, Person, Post, Proposal, Qualification, Rank, Relative as Kin, Resume,
};
use antou_record::{Dossier, PartialDate, Value, wording};

use super::{Appointment, Relative, ResumeLine, Schooling};

/// Years of 年度考核结果 that stand on the form.
pub const ASSESSED_YEARS: usize = 3;

/// Tells 到龄时间: of a 退休类别 (may be empty), whether the person is a man (if known), whether a worker, and the birth
/// month, the month it falls on and the age then (`60岁6个月`).
pub type DueAge = fn(
    category: &str,
    is_male: Option<bool>,
    is_worker: bool,
    birth: PartialDate,
) -> Option<(PartialDate, String)>;

/// When the form is filled in, and what it shall say instead of the latest 任免拟办 of the dossier.
#[derive(Debug, Clone)]
pub struct Wording {
    /// 计算年龄时间.
    pub as_of: PartialDate,
    /// 拟任职务.
    pub proposed: String,
    /// 拟免职务.
    pub removed: String,
    /// 任免理由.
    pub reason: String,
    /// 呈报单位.
    pub reporting_unit: String,
    /// 填表人.
    pub filled_by: String,
    /// 填表人 when nobody else is named.
    pub operator: String,
    /// The rule of 到龄时间, which this crate does not know.
    pub due: DueAge,
}

impl Appointment {
    /// The form of one person at the time the wording gives.
    #[must_use]
    pub fn assemble(dossier: &Dossier, words: &Wording) -> Self {
        let person: Person = dossier.fact();
        let proposal = proposal(dossier).unwrap_or_default();
        let education = dossier.facts::<Education>();
        Self {
            name: person.name.clone(),
            sex: person.sex.label.clone(),
            birth: person.birth.map(wording::month).unwrap_or_default(),
            age: age(person.birth, words.as_of)
                .map(|age| format!("{age}岁"))
                .unwrap_or_default(),
            photo: dossier.photo.clone(),
            ethnicity: person.ethnicity.label.clone(),
            native_place: person.native_place.clone(),
            birthplace: person.birthplace.clone(),
            party_joined: wording::party_joined(&person),
            work_started: person.work_started.map(wording::month).unwrap_or_default(),
            health: person.health.label.clone(),
            due_age: due_age(&person, words.due),
            title_professional: wording::professional_title(&dossier.facts::<Qualification>()),
            speciality: person.speciality.clone(),
            full_time: schooling(&education, FULL_TIME),
            in_service: schooling(&education, IN_SERVICE),
            post_now: wording::posts_now(&dossier.facts::<Post>(), &dossier.facts::<Rank>()),
            post_proposed: told(&words.proposed, proposal.proposed),
            post_removed: told(&words.removed, proposal.removed),
            resume: wording::resume(&dossier.facts::<Resume>())
                .into_iter()
                .map(resume_line)
                .collect(),
            awards: awards(dossier),
            assessments: wording::assessments(&dossier.facts::<Assessment>(), ASSESSED_YEARS),
            reason: told(&words.reason, proposal.reason),
            relatives: relatives(dossier.facts::<Kin>(), words.as_of),
            reporting_unit: told(&words.reporting_unit, proposal.reporting_unit),
            filled_by: told(
                &words.filled_by,
                told(&proposal.filled_by, words.operator.clone()),
            ),
            filled_on: String::new(),
        }
    }
}

/// The latest 任免拟办 of a dossier.
#[must_use]
pub fn proposal(dossier: &Dossier) -> Option<Proposal> {
    dossier.facts::<Proposal>().into_iter().nth(proposal_at(dossier)?)
}

/// Its place among the rows.
#[must_use]
pub fn proposal_at(dossier: &Dossier) -> Option<usize> {
    let rows = dossier.facts::<Proposal>();
    let latest = rows.iter().enumerate().max_by_key(|(_, row)| row.filled_on);
    latest.map(|(at, _)| at)
}

/// What is said for this once, else what the dossier says.
fn told(once: &str, kept: String) -> String {
    if once.is_empty() { kept } else { once.to_owned() }
}

const MALE: &str = "1";
const FULL_TIME: &str = "1";
const IN_SERVICE: &str = "2";

/// Whole years by month, never by day, as the form counts; unknown when only the year of birth is.
fn age(birth: Option<PartialDate>, as_of: PartialDate) -> Option<u16> {
    birth?.age_at(as_of)
}

/// `2044.03` and the age in brackets under it.
fn due_age(person: &Person, due: DueAge) -> String {
    let is_male = (!person.sex.code.is_empty()).then(|| person.sex.code == MALE);
    let is_worker = person.staff_kind.label.contains("工勤") || person.staff_kind.label.contains("工人");
    let found = person
        .birth
        .and_then(|birth| due(&person.retire_category.code, is_male, is_worker, birth));
    found
        .map(|(month, age)| format!("{}\n（{age}）", wording::month(month)))
        .unwrap_or_default()
}

/// The highest 学历 and the highest 学位 of one kind of study; they need not come from one school.
fn schooling(rows: &[Education], mode: &str) -> Schooling {
    let (level, degree) = highest_schooling(rows, mode);
    let (level, degree) = (
        level.and_then(|at| rows.get(at)),
        degree.and_then(|at| rows.get(at)),
    );
    Schooling {
        level: level.map(|row| row.level.label.clone()).unwrap_or_default(),
        degree: degree.map(|row| row.degree.label.clone()).unwrap_or_default(),
        school_level: level.map(wording::school).unwrap_or_default(),
        school_degree: degree.map(wording::school).unwrap_or_default(),
    }
}

/// Places of the rows with the highest 学历 and the highest 学位 of one kind of study.
#[must_use]
pub fn highest_schooling(rows: &[Education], mode: &str) -> (Option<usize>, Option<usize>) {
    let of_mode = || rows.iter().enumerate().filter(|(_, row)| row.mode.code == mode);
    let highest = |row: &Education, order: Option<usize>| {
        (order.unwrap_or(usize::MAX), std::cmp::Reverse(row.graduated))
    };
    let level = of_mode()
        .filter(|(_, row)| !row.level.code.is_empty())
        .min_by_key(|(_, row)| highest(row, row.level.order));
    let degree = of_mode()
        .filter(|(_, row)| !row.degree.code.is_empty())
        .min_by_key(|(_, row)| highest(row, row.degree.order));
    (level.map(|(at, _)| at), degree.map(|(at, _)| at))
}

fn resume_line(entry: wording::ResumeEntry) -> ResumeLine {
    ResumeLine {
        period: entry.period,
        text: entry.text,
        within: entry.within,
    }
}

/// 无 stands on the form only when somebody has confirmed it: an empty list is not knowledge.
fn awards(dossier: &Dossier) -> String {
    let words = wording::awards(&dossier.facts::<Award>());
    let award = Value::Code(Award::SET.to_owned());
    let confirmed = dossier
        .rows("attested")
        .iter()
        .any(|record| record.row.get("set") == Some(&award));
    if words.is_empty() && confirmed {
        "无".to_owned()
    } else {
        words
    }
}

fn relatives(mut kin: Vec<Kin>, as_of: PartialDate) -> Vec<Relative> {
    kin.sort_by_key(wording::kin_order);
    kin.into_iter().map(|row| relative(row, as_of)).collect()
}

fn relative(row: Kin, as_of: PartialDate) -> Relative {
    let (deceased, work) = (wording::is_deceased(&row), wording::kin_work(&row));
    Relative {
        relation: row.relation.label,
        name: row.name,
        age: if deceased {
            String::new()
        } else {
            age(row.birth, as_of)
                .map(|age| age.to_string())
                .unwrap_or_default()
        },
        birth: row.birth.map(wording::month).unwrap_or_default(),
        political_status: row.political_status.label,
        work,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use antou_record::{Record, Row, dictionary};

    fn date(text: &str) -> PartialDate {
        PartialDate::from_iso(text).expect("a date")
    }

    fn record(set: &str, values: &[(&str, Value)]) -> Record {
        let mut row = Row::new(dictionary().set(set).expect("a set"));
        for (code, value) in values {
            assert!(row.put(code, Some(value.clone())), "{set}.{code} is declared");
        }
        Record { id: 1, row }
    }

    fn code(code: &str) -> Value {
        Value::Code(code.into())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    fn due(_: &str, is_male: Option<bool>, _: bool, _: PartialDate) -> Option<(PartialDate, String)> {
        (is_male == Some(true)).then(|| (date("2044-03"), "63岁".to_owned()))
    }

    fn words() -> Wording {
        Wording {
            as_of: date("2024-02-29"),
            proposed: "云州市青川区财政局副局长".into(),
            removed: String::new(),
            reason: "工作需要。".into(),
            reporting_unit: String::new(),
            filled_by: "柳知远".into(),
            operator: String::new(),
            due,
        }
    }

    fn dossier(sets: &[(&str, Vec<Record>)]) -> Dossier {
        let mut dossier = Dossier::new(1);
        dossier.person = record(
            "person",
            &[
                ("name", text("甘为霖")),
                ("sex", code("1")),
                ("birth", Value::Date(date("1981-03-15"))),
                ("political_status", code("01")),
            ],
        )
        .row;
        dossier.sets = sets
            .iter()
            .map(|(set, rows)| ((*set).to_owned(), rows.clone()))
            .collect();
        dossier
    }

    #[test]
    fn age_and_due_age_count_by_month() {
        let form = Appointment::assemble(&dossier(&[]), &words());
        assert_eq!(
            (form.birth.as_str(), form.age.as_str()),
            ("1981.03", "42岁"),
            "February is before March"
        );
        assert_eq!(form.due_age, "2044.03\n（63岁）", "two lines");
        assert_eq!(
            (form.post_proposed.as_str(), form.filled_by.as_str()),
            ("云州市青川区财政局副局长", "柳知远"),
            "as told"
        );
    }

    #[test]
    fn relatives_stand_in_the_order_of_the_form() {
        let kin = |relation: &str, name: &str, birth: &str, work: &str| {
            record(
                "family",
                &[
                    ("relation", code(relation)),
                    ("name", text(name)),
                    ("birth", Value::Date(date(birth))),
                    ("work", text(work)),
                ],
            )
        };
        let rows = vec![
            kin("52", "母", "1955-01", "农民"),
            kin("51", "父", "1953-01", "农民（已去世）"),
            kin("30", "小", "2012-01", "学生"),
            kin("20", "大", "2008-01", "学生"),
            kin("12", "妻", "1982-04", "教师"),
        ];
        let form = Appointment::assemble(&dossier(&[("family", rows)]), &words());
        let names: Vec<_> = form
            .relatives
            .iter()
            .map(|relative| relative.name.as_str())
            .collect();
        assert_eq!(
            names,
            ["妻", "大", "小", "父", "母"],
            "spouse, children by age, father, mother"
        );
        let ages: Vec<_> = form
            .relatives
            .iter()
            .map(|relative| relative.age.as_str())
            .collect();
        assert_eq!(ages, ["41", "16", "12", "", "69"], "no age for the dead");
    }

    #[test]
    fn no_award_is_said_only_when_confirmed() {
        assert_eq!(
            Appointment::assemble(&dossier(&[]), &words()).awards,
            "",
            "unknown"
        );
        let confirmed = vec![record("attested", &[("set", code("award"))])];
        assert_eq!(
            Appointment::assemble(&dossier(&[("attested", confirmed)]), &words()).awards,
            "无",
            "confirmed"
        );
    }

    #[test]
    fn the_highest_of_each_kind_of_study_stands_on_the_form() {
        let study = |mode: &str, level: &str, degree: &str, school: &str| {
            record(
                "education",
                &[
                    ("mode", code(mode)),
                    ("level", code(level)),
                    ("degree", code(degree)),
                    ("school", text(school)),
                    ("major", text("经济学")),
                ],
            )
        };
        let rows = vec![
            study("1", "21", "402", "云州大学"),
            study("2", "10", "301", "江南大学"),
            study("2", "21", "402", "云州电大"),
        ];
        let form = Appointment::assemble(&dossier(&[("education", rows)]), &words());
        assert_eq!(
            form.full_time.school_level, "云州大学经济学专业",
            "school and 专业"
        );
        assert_eq!(
            (
                form.in_service.level.as_str(),
                form.in_service.school_level.as_str()
            ),
            ("研究生", "江南大学经济学专业"),
            "the highest"
        );
    }
}
