//! What should be looked at in a dossier: required items that are blank and facts that contradict each other
//! (rule book §4, plausibility between facts). Findings are reminders; nothing is corrected by itself.

use antou_policy::training::missed_too_much;
use antou_record::facts::{Education, Person, Post, Training};
use antou_record::{Dossier, IdNumber, PartialDate, dictionary};

use crate::messages::Finding;

/// Everything to look at, in the order of the dossier.
pub(crate) fn of(dossier: &Dossier, as_of: PartialDate) -> Vec<Finding> {
    let mut findings: Vec<Finding> = crate::veto::finding(dossier).into_iter().collect();
    findings.extend(missing(dossier));
    let person: Person = dossier.fact();
    identity(&person, &mut findings);
    early_life(&person, as_of, &mut findings);
    for post in dossier.facts::<Post>() {
        later_than(
            person.work_started,
            post.started,
            "post.started",
            "任职时间早于参加工作时间",
            &mut findings,
        );
    }
    for class in dossier.facts::<Training>() {
        missed(&class, &mut findings);
    }
    contradictions(dossier, &mut findings);
    for education in dossier.facts::<Education>() {
        later_than(
            person.birth,
            education.graduated,
            "education.graduated",
            "毕业时间早于出生",
            &mut findings,
        );
    }
    findings
}

/// More hours missed of a class than may be, or than it had.
fn missed(class: &Training, findings: &mut Vec<Finding>) {
    let (Some(missed), Some(hours), Some(started)) = (class.missed, class.hours, class.started) else {
        return;
    };
    let name = &class.class_name;
    if missed > hours {
        let message = format!("“{name}”请假 {missed} 学时，多于总学时 {hours}，请核对");
        findings.push(finding("training.missed", "warning", message));
    } else if let Some(rule) = missed_too_much(missed, hours, started) {
        let message = format!(
            "“{name}”请假 {missed} 学时，超过总学时 {hours} 的七分之一。{}（{}）",
            rule.effect,
            rule.citation()
        );
        findings.push(finding("training.missed", "warning", message));
    }
}

/// Dates of one row in the wrong order, as the declarations say it; those of the person are told with the early life.
fn contradictions(dossier: &Dossier, findings: &mut Vec<Finding>) {
    for record in dossier.sets.values().flatten() {
        let label = &record.row.set().label;
        for found in record.row.contradictions() {
            let message = format!("{label}的{}", found.problem.message);
            findings.push(finding(&found.then.full_path(), "warning", message));
        }
        for problem in crate::conflicts::of_row(dossier, &record.row) {
            findings.push(finding(&problem.item, &problem.severity, problem.message));
        }
    }
}

fn finding(item: &str, severity: &str, message: String) -> Finding {
    Finding {
        item: item.to_owned(),
        severity: severity.to_owned(),
        message,
    }
}

fn missing(dossier: &Dossier) -> Vec<Finding> {
    let blank = |set: &str, row: &antou_record::Row| {
        let items = row
            .set()
            .items
            .iter()
            .filter(|item| item.required && row.at(item.index).is_none());
        items
            .map(|item| {
                finding(
                    &format!("{set}.{}", item.code),
                    "info",
                    format!("{}的{}没有填写", row.set().label, item.label),
                )
            })
            .collect::<Vec<_>>()
    };
    let mut findings = blank("person", &dossier.person);
    for set in dictionary().sets() {
        for record in dossier.rows(&set.code) {
            findings.extend(blank(&set.code, &record.row));
        }
    }
    findings
}

fn identity(person: &Person, findings: &mut Vec<Finding>) {
    let Some(number) = IdNumber::read(&person.id_number).number else {
        return;
    };
    if !number.check_digit_fits() {
        findings.push(finding(
            "person.id_number",
            "warning",
            "身份证号校验位不符，请与证件核对".to_owned(),
        ));
    }
    if let (Some(birth), Some(written)) = (number.birth(), person.birth)
        && !birth.agrees_with(written)
    {
        let message = format!(
            "身份证号中的出生日期 {} 与出生年月 {} 不一致，以组织认定为准，请核对档案",
            birth.dotted(),
            written.dotted()
        );
        findings.push(finding("person.birth", "warning", message));
    }
    if !person.sex.code.is_empty() && (person.sex.code == "1") != number.is_male() {
        findings.push(finding(
            "person.sex",
            "warning",
            format!("身份证号与性别“{}”不一致，请核对", person.sex.label),
        ));
    }
}

fn early_life(person: &Person, as_of: PartialDate, findings: &mut Vec<Finding>) {
    let age_at = |date: Option<PartialDate>| person.birth?.age_at(date?);
    if let Some(age) = age_at(person.party_joined).filter(|age| *age < 18) {
        findings.push(finding(
            "person.party_joined",
            "error",
            format!("入党时年仅 {age} 岁，不满 18 周岁，请核对《入党志愿书》"),
        ));
    }
    if let Some(age) = age_at(person.work_started).filter(|age| *age < 16) {
        findings.push(finding(
            "person.work_started",
            "warning",
            format!("参加工作时年仅 {age} 岁，请核对"),
        ));
    }
    let dated = [
        ("birth", person.birth, "出生年月"),
        ("party_joined", person.party_joined, "入党时间"),
        ("work_started", person.work_started, "参加工作时间"),
    ];
    for (code, date, label) in dated {
        if date.is_some_and(|date| date.compare(as_of).is_gt()) {
            findings.push(finding(
                &format!("person.{code}"),
                "warning",
                format!("{label}晚于基准日 {}", as_of.dotted()),
            ));
        }
        later_than(
            person.birth.filter(|_| code != "birth"),
            date,
            &format!("person.{code}"),
            &format!("{label}早于出生"),
            findings,
        );
    }
}

fn later_than(
    earlier: Option<PartialDate>,
    later: Option<PartialDate>,
    item: &str,
    message: &str,
    findings: &mut Vec<Finding>,
) {
    if let (Some(earlier), Some(later)) = (earlier, later)
        && later.compare(earlier).is_lt()
    {
        findings.push(finding(
            item,
            "warning",
            format!("{message}（{} 与 {}），请核对", later.dotted(), earlier.dotted()),
        ));
    }
}
