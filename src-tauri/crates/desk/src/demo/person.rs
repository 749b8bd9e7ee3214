//! One invented person with a career that holds together: school, first post, promotions, yearly assessments, family.

use antou_record::{PartialDate, Precision, Row, Value};

use super::follow_ups::Standing;
use super::{Chance, Invented, Lists, Office, date, fill, row};

/// What the career of an invented person follows from.
struct Career<'a> {
    chance: Chance,
    office: &'a Office,
    bureau: &'a str,
    male: bool,
    birth: PartialDate,
    /// First month of work.
    work: i32,
    /// The month the vault is about.
    now: i32,
    /// Head, deputy or staff of the office.
    rungs: &'static [(&'static str, &'static str, &'static str)],
}

/// Title, level and rank on the way up.
const LEADERS: &[(&str, &str, &str)] = &[
    ("科员", "", "一级科员"),
    ("副科长", "乡科级副职", "三级主任科员"),
    ("科长", "乡科级正职", "一级主任科员"),
    ("党组成员、副局长", "县处级副职", "四级调研员"),
];
const HEADS: &[(&str, &str, &str)] = &[
    ("科员", "", "一级科员"),
    ("副科长", "乡科级副职", "三级主任科员"),
    ("科长", "乡科级正职", "一级主任科员"),
];
const DEPUTIES: &[(&str, &str, &str)] = &[("科员", "", "一级科员"), ("副科长", "乡科级副职", "三级主任科员")];
const STAFF: &[(&str, &str, &str)] = &[("科员", "", "一级科员")];
const INSTITUTION_STAFF: &[(&str, &str, &str)] = &[("管理员", "", "")];

impl Lists {
    /// Person number `index`, at a seat of an office.
    pub(super) fn invent(&self, index: usize, office: &Office, seat: usize, year: u16) -> Invented {
        let mut chance = Chance::of(index as u64 + 1);
        let rungs = match (office.name.as_str(), office.institution, seat) {
            ("局领导", ..) => LEADERS,
            (_, true, 2..) => INSTITUTION_STAFF,
            (_, _, 0) => HEADS,
            (_, _, 1 | 2) => DEPUTIES,
            _ => STAFF,
        };
        let oldest = if rungs.len() > 2 { 56 } else { 58 };
        let age = chance.between(24 + 5 * i32::try_from(rungs.len()).unwrap_or(1), oldest);
        let now = i32::from(year) * 12 + 10;
        let birth_index = now - age * 12 - chance.between(0, 11);
        let birth = PartialDate::from_month_index(birth_index);
        let day = u8::try_from(chance.between(1, 28)).unwrap_or(1);
        let birth = birth.and_then(|month| PartialDate::day(month.year(), month.month()?, day));
        let Some(birth) = birth else {
            return Invented {
                person: Row::new(antou_record::dictionary().person()),
                rows: Vec::new(),
            };
        };
        let work = birth_index - birth_index % 12 + 22 * 12 + 7;
        let male = chance.percent(58);
        let mut career = Career {
            chance,
            office,
            bureau: &self.bureau,
            male,
            birth,
            work,
            now,
            rungs,
        };
        let person = self.basics(&mut career, index);
        let mut rows = career.posts();
        rows.extend(self.schooling(&mut career));
        rows.extend(career.assessments());
        rows.extend(self.registers(&mut career));
        rows.extend(self.relatives(&mut career, &person.shown("name")));
        let standing = Standing {
            index,
            rungs: rungs.len(),
            work,
            now,
        };
        rows.extend(standing.rows());
        Invented { person, rows }
    }

    fn basics(&self, career: &mut Career<'_>, index: usize) -> Row {
        let mut person = Row::new(antou_record::dictionary().person());
        let name = match self.rare_names.get(index / 60).filter(|_| index % 60 == 30) {
            Some(rare) => rare.clone(),
            None => self.name(&mut career.chance, career.male),
        };
        fill(&mut person, "name", &name);
        fill(&mut person, "sex", if career.male { "男" } else { "女" });
        date(&mut person, "birth", Some(career.birth.at(Precision::Month)));
        fill(
            &mut person,
            "id_number",
            &identity_number(index, career.birth, career.male),
        );
        fill(&mut person, "number", &format!("YL{:04}", index + 1));
        let chance = &mut career.chance;
        fill(
            &mut person,
            "ethnicity",
            if chance.percent(92) {
                "汉族"
            } else {
                chance.one(&self.ethnicities)
            },
        );
        let place = chance.one(&self.places);
        fill(&mut person, "native_place", place);
        fill(&mut person, "birthplace", place);
        let party = chance.percent(if career.rungs.len() > 1 { 95 } else { 70 });
        fill(
            &mut person,
            "political_status",
            if party { "中共党员" } else { "群众" },
        );
        let joined = career.work + chance.between(-12, 60);
        date(
            &mut person,
            "party_joined",
            party
                .then(|| PartialDate::from_month_index(joined.min(career.now - 12)))
                .flatten(),
        );
        date(
            &mut person,
            "work_started",
            PartialDate::from_month_index(career.work),
        );
        fill(&mut person, "health", "健康");
        fill(&mut person, "speciality", chance.one(&self.specialities));
        fill(
            &mut person,
            "staff_kind",
            if career.office.institution {
                "事业"
            } else {
                "公务员"
            },
        );
        fill(&mut person, "status", "在职");
        date(
            &mut person,
            "entered_unit",
            PartialDate::from_month_index(career.work),
        );
        fill(
            &mut person,
            "phone",
            &format!("199{:08}", chance.between(0, 99_999_999)),
        );
        person
    }

    fn name(&self, chance: &mut Chance, male: bool) -> String {
        let mut name = String::new();
        if chance.percent(2) {
            name.push_str(chance.one(&self.double_surnames));
        } else {
            name.extend(chance.character(&self.surnames));
        }
        let given = if male { &self.male } else { &self.female };
        name.extend(chance.character(given));
        if chance.percent(80) {
            name.extend(chance.character(given));
        }
        name
    }

    fn schooling(&self, career: &mut Career<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        let graduate = career.chance.percent(25);
        let (school, major) = (career.chance.one(&self.schools), career.chance.one(&self.majors));
        if let Some(mut first) = row("education") {
            fill(&mut first, "mode", "全日制");
            fill(&mut first, "level", if graduate { "研究生" } else { "大学" });
            fill(
                &mut first,
                "degree",
                if graduate {
                    "管理学硕士"
                } else {
                    "管理学学士"
                },
            );
            fill(&mut first, "school", school);
            fill(&mut first, "major", &format!("{major}专业"));
            date(
                &mut first,
                "started",
                PartialDate::from_month_index(career.work - 47),
            );
            date(
                &mut first,
                "graduated",
                PartialDate::from_month_index(career.work - 1),
            );
            rows.push(first);
        }
        if !graduate
            && career.chance.percent(35)
            && let Some(mut second) = row("education")
        {
            fill(&mut second, "mode", "在职");
            fill(&mut second, "level", "研究生");
            fill(&mut second, "degree", "公共管理硕士");
            fill(&mut second, "school", career.chance.one(&self.in_service_schools));
            fill(&mut second, "major", "公共管理专业");
            date(
                &mut second,
                "started",
                PartialDate::from_month_index(career.work + 36),
            );
            date(
                &mut second,
                "graduated",
                PartialDate::from_month_index(career.work + 70),
            );
            rows.push(second);
        }
        rows
    }

    fn registers(&self, career: &mut Career<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        for back in 0..career.chance.between(1, 4) {
            let Some(mut training) = row("training") else {
                break;
            };
            let start = career.now - 3 - back * 9;
            fill(&mut training, "class_name", career.chance.one(&self.classes));
            date(&mut training, "started", PartialDate::from_month_index(start));
            date(&mut training, "ended", PartialDate::from_month_index(start));
            fill(&mut training, "mode", "脱产");
            fill(
                &mut training,
                "hours",
                career.chance.one(&["24", "40", "56", "80"]),
            );
            rows.push(training);
        }
        if career.chance.percent(30)
            && let Some(mut qualification) = row("qualification")
        {
            fill(&mut qualification, "kind", "职称");
            fill(&mut qualification, "name", career.chance.one(&self.titles));
            date(
                &mut qualification,
                "obtained",
                PartialDate::from_month_index(career.work + 72),
            );
            rows.push(qualification);
        }
        if career.chance.percent(20)
            && let Some(mut award) = row("award")
        {
            fill(&mut award, "kind", "奖励");
            fill(&mut award, "name", career.chance.one(&self.awards));
            date(
                &mut award,
                "decided",
                PartialDate::from_month_index(career.now - 20),
            );
            fill(&mut award, "authority", "云岭区委、区政府");
            rows.push(award);
        }
        if let Some(mut review) = row("review") {
            fill(&mut review, "kind", "年度政治体检");
            date(
                &mut review,
                "started",
                PartialDate::from_month_index(career.now - 8),
            );
            fill(&mut review, "conclusion", "合格");
            date(
                &mut review,
                "concluded",
                PartialDate::from_month_index(career.now - 7),
            );
            rows.push(review);
        }
        rows
    }

    fn relatives(&self, career: &mut Career<'_>, name: &str) -> Vec<Row> {
        let surname: String = name.chars().take(1).collect();
        let spouse = if career.male { "妻子" } else { "丈夫" };
        let child = if career.chance.percent(50) {
            "儿子"
        } else {
            "女儿"
        };
        let born = career.birth.month_index().unwrap_or(career.now);
        [
            (spouse, born + 10, ""),
            (child, born + 28 * 12, surname.as_str()),
            ("父亲", born - 27 * 12, surname.as_str()),
            ("母亲", born - 25 * 12, ""),
        ]
        .into_iter()
        .filter_map(|(relation, birth, surname)| {
            let mut relative = row("family")?;
            let male = matches!(relation, "丈夫" | "儿子" | "父亲");
            let whole = self.name(&mut career.chance, male);
            let given: String = whole.chars().skip(1).collect();
            fill(&mut relative, "relation", relation);
            fill(
                &mut relative,
                "name",
                &if surname.is_empty() {
                    whole
                } else {
                    format!("{surname}{given}")
                },
            );
            date(&mut relative, "birth", PartialDate::from_month_index(birth));
            fill(
                &mut relative,
                "political_status",
                if career.chance.percent(40) {
                    "中共党员"
                } else {
                    "群众"
                },
            );
            fill(&mut relative, "work", career.chance.one(&self.occupations));
            Some(relative)
        })
        .collect()
    }
}

impl Career<'_> {
    /// Posts, ranks and résumé: every rung lasted some years, the last one is held now.
    fn posts(&mut self) -> Vec<Row> {
        let mut rows = Vec::new();
        let rungs = i32::try_from(self.rungs.len()).unwrap_or(1);
        let each = ((self.now - self.work - 6) / rungs).max(12);
        for (step, (title, level, rank)) in (0..).zip(self.rungs) {
            let start = PartialDate::from_month_index(self.work + step * each);
            let end = (step + 1 < rungs)
                .then(|| PartialDate::from_month_index(self.work + (step + 1) * each))
                .flatten();
            let whole = if *title == "党组成员、副局长" {
                format!("{}{title}", self.bureau)
            } else {
                format!("{}{}{title}", self.bureau, self.office.name)
            };
            rows.extend(self.post(title, level, start, end));
            rows.extend(resume(start, end, &whole));
            if !self.office.institution && !rank.is_empty() {
                rows.extend(row("rank").map(|mut row| {
                    fill(&mut row, "rank", rank);
                    date(&mut row, "started", start);
                    date(&mut row, "ended", end);
                    row
                }));
            }
        }
        let school = (
            PartialDate::from_month_index(self.work - 47),
            PartialDate::from_month_index(self.work),
        );
        rows.extend(resume(school.0, school.1, "大学学习"));
        rows
    }

    fn post(
        &self,
        title: &str,
        level: &str,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
    ) -> Option<Row> {
        let mut post = row("post")?;
        fill(&mut post, "unit", &self.office.name);
        fill(&mut post, "title", title);
        fill(&mut post, "level", level);
        post.put("leading", Value::Bool(!level.is_empty()));
        post.put("main", Value::Bool(true));
        date(&mut post, "started", start);
        date(&mut post, "ended", end);
        Some(post)
    }

    fn assessments(&mut self) -> Vec<Row> {
        let year = self.now / 12;
        let first = (year - 5).max(self.work / 12 + 1);
        (first..year)
            .filter_map(|year| {
                let mut assessment = row("assessment")?;
                assessment.put("year", Value::Int(i64::from(year)));
                let good = if self.office.institution {
                    "合格"
                } else {
                    "称职"
                };
                fill(
                    &mut assessment,
                    "conclusion",
                    if self.chance.percent(18) { "优秀" } else { good },
                );
                Some(assessment)
            })
            .collect()
    }
}

fn resume(start: Option<PartialDate>, end: Option<PartialDate>, text: &str) -> Option<Row> {
    let mut row = row("resume")?;
    date(&mut row, "started", start);
    date(&mut row, "ended", end);
    fill(&mut row, "text", text);
    Some(row)
}

/// A number with area code 99 and a check digit that fits.
fn identity_number(index: usize, birth: PartialDate, male: bool) -> String {
    let sequence = index % 499 * 2 + usize::from(male);
    let head = format!(
        "99{:04}{}{sequence:03}",
        index % 10_000,
        birth.to_string().replace('-', "")
    );
    let fitting = "0123456789X".chars().map(|digit| format!("{head}{digit}"));
    fitting
        .into_iter()
        .find(|number| {
            antou_record::IdNumber::read(number)
                .number
                .is_some_and(|number| number.check_digit_fits())
        })
        .unwrap_or(head)
}
