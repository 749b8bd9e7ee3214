//! What is printed of a review: 政治审查结论表, and the 函调信 about one of its subjects.

use antou_form::Sheet;
use antou_record::facts::{Education, Person, Post, Rank, Relative};
use antou_record::{Dossier, PartialDate, Row, Value, wording};
use serde_json::json;

use super::gather::{State, Terms, cases_of, label};
use super::parts::belongs;
use crate::failure::Failure;
use crate::forms::Asked;

/// The gates as they stand on paper.
const GATES: [(&str, &str); 4] = [
    ("政治关", "political"),
    ("能力关", "ability"),
    ("作风关", "conduct"),
    ("廉洁关", "integrity"),
];

/// What stands on 政治审查结论表.
pub(crate) fn conclusion(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let row = asked.row("review")?;
    let id = asked.row.unwrap_or_default();
    let person: Person = asked.dossier.fact();
    let post = wording::posts_now(&asked.dossier.facts::<Post>(), &asked.dossier.facts::<Rank>());
    let terms = Terms::of(asked.vault, asked.as_of)?;
    let subjects = asked
        .dossier
        .rows("review_subject")
        .iter()
        .map(|record| &record.row)
        .filter(|subject| belongs(subject, id))
        .map(|subject| {
            let own = |item: &str, known: &str| match subject.shown(item) {
                blank if blank.is_empty() && is_oneself(subject) => known.to_owned(),
                said => said,
            };
            json!([
                subject.shown("relation"),
                subject.shown("name"),
                birth_of(asked.dossier, subject, &person),
                own("political_status", &person.political_status.label),
                own("work", &post),
                subject.shown("result"),
                subject.shown("material"),
            ])
        });
    let cases = cases_of(asked.dossier);
    let case = cases.iter().find(|case| case.review.row == id);
    let replies = case.into_iter().flat_map(|case| {
        case.replies.iter().map(|reply| {
            let view = reply.view(case, terms);
            let said = match reply.state(terms) {
                State::Clean => "无",
                State::Adverse => "有",
                State::Said => "",
                State::Waiting | State::Overdue => "未回复",
            };
            json!([view.agency, view.asked, view.replied, said, view.content])
        })
    });
    let content = json!({
        "kind": row.shown("kind"),
        "purpose": row.shown("purpose"),
        "started": dotted(row, "started"),
        "organ": row.shown("organ"),
        "reviewers": row.shown("reviewers"),
        "methods": row.shown("methods"),
        "name": person.name,
        "sex": person.sex.label,
        "birth": person.birth.map(wording::month).unwrap_or_default(),
        "ethnicity": person.ethnicity.label,
        "native_place": person.native_place,
        "education": education(asked.dossier),
        "political_status": person.political_status.label,
        "unit": "",
        "post": post,
        "subjects": subjects.collect::<Vec<_>>(),
        "gates": GATES.map(|(name, item)| json!([name, row.shown(item)])),
        "replies": replies.collect::<Vec<_>>(),
        "findings": row.shown("findings"),
        "conclusion": row.shown("conclusion"),
        "concluded": dotted(row, "concluded"),
        "doc_no": row.shown("doc_no"),
    });
    Ok(Sheet::new(person.name, &content)?)
}

/// What stands on 函调信.
pub(crate) fn letter(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let subject = asked.row("review_subject")?;
    let person: Person = asked.dossier.fact();
    let terms = Terms::of(asked.vault, asked.as_of)?;
    let review = match subject.get("review") {
        Some(Value::Reference(reference)) => reference.id,
        _ => None,
    };
    let mut reviews = asked.dossier.rows("review").iter();
    let review = reviews.find(|record| Some(record.id) == review);
    let kind = review.and_then(|record| match record.row.get("kind") {
        Some(Value::Code(code)) => Some(code.as_str()),
        _ => None,
    });
    let born = person.birth.map(|birth| match birth.month() {
        Some(month) => format!("{}年{month}月生", birth.year()),
        None => format!("{}年生", birth.year()),
    });
    let about: Vec<String> = [Some(person.sex.label.clone()), born]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let is_self = matches!(subject.get("scope"), Some(Value::Code(code)) if code == "1");
    let work = match subject.shown("work") {
        work if work.is_empty() && is_self => {
            wording::posts_now(&asked.dossier.facts::<Post>(), &asked.dossier.facts::<Rank>())
        }
        work => work,
    };
    let content = json!({
        "from": asked.vault.unit(),
        "name": person.name,
        "about": if about.is_empty() { String::new() } else { format!("（{}）", about.join("，")) },
        "kind": reason(kind.unwrap_or_default()),
        "subject": subject.shown("name"),
        "relation": subject.shown("relation"),
        "is_self": is_self,
        "work": work,
        "political_status": subject.shown("political_status"),
        "days": terms.days,
    });
    Ok(Sheet::new(person.name, &content)?)
}

/// The kind of a review as the reason of a letter.
fn reason(kind: &str) -> String {
    match kind {
        "1" => "发展党员".to_owned(),
        "2" => "任职考察".to_owned(),
        "3" => "录用考察".to_owned(),
        "" => "工作".to_owned(),
        other => label("review_kind", other),
    }
}

fn dotted(row: &Row, item: &str) -> String {
    let date = row.get(item).and_then(Value::as_date);
    date.map(PartialDate::dotted).unwrap_or_default()
}

fn education(dossier: &Dossier) -> String {
    let all: Vec<Education> = dossier.facts();
    let highest = all.iter().min_by_key(|one| one.level.order.unwrap_or(usize::MAX));
    highest.map(|one| one.level.label.clone()).unwrap_or_default()
}

/// Whether the subject is the person reviewed.
fn is_oneself(subject: &Row) -> bool {
    matches!(subject.get("scope"), Some(Value::Code(code)) if code == "1")
}

/// When a subject was born: as the person's own record or the register of relatives says.
fn birth_of(dossier: &Dossier, subject: &Row, person: &Person) -> String {
    let name = subject.shown("name");
    let birth = if is_oneself(subject) {
        person.birth
    } else {
        let relatives: Vec<Relative> = dossier.facts();
        let known = relatives
            .iter()
            .find(|relative| relative.name == name && relative.relation.label == subject.shown("relation"));
        known.and_then(|relative| relative.birth)
    };
    birth.map(wording::month).unwrap_or_default()
}
