//! 年度考核登记表 of one person and year.

use antou_form::Sheet;
use antou_policy::assessment::is_of_civil_servants;
use antou_record::facts::{Person, Post, Rank};
use antou_record::{Record, Value, wording};
use serde_json::json;

use crate::failure::Failure;
use crate::forms::Asked;

/// The scores of 德能勤绩廉学, in the order they are read.
const SCORES: [&str; 6] = [
    "virtue",
    "ability",
    "diligence",
    "performance",
    "integrity",
    "learning",
];

/// What stands on 年度考核登记表.
pub(crate) fn record(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let row = asked.row("assessment")?;
    let person: Person = asked.dossier.fact();
    let posts: Vec<Post> = asked.dossier.facts();
    let ranks: Vec<Rank> = asked.dossier.facts();
    let year = row.shown("year");
    let post = match row.shown("post_then") {
        then if then.is_empty() => wording::posts_now(&posts, &ranks),
        then => then,
    };
    let unit = match row.shown("unit") {
        unit if unit.is_empty() => asked.vault.unit().to_owned(),
        unit => unit,
    };
    let title = if is_of_civil_servants(&person.staff_kind.code) {
        "公务员年度考核登记表"
    } else {
        "事业单位工作人员年度考核登记表"
    };
    let scores: Vec<String> = SCORES
        .iter()
        .filter_map(|code| {
            let item = row.set().item(code)?;
            Some(format!("{}{}", item.label, item.shown(row.get(code)?)))
        })
        .collect();
    let content = json!({
        "title": title,
        "year": year,
        "name": person.name,
        "sex": person.sex.label,
        "birth": person.birth.map(wording::month).unwrap_or_default(),
        "political_status": person.political_status.label,
        "post": post,
        "unit": unit,
        "work_duty": "",
        "summary": "",
        "grade": row.shown("conclusion"),
        "reason": row.shown("reason"),
        "quarters": quarters(asked.dossier.rows("quarterly"), row.get("year")),
        "scores": scores.join("　"),
    });
    Ok(Sheet::new(person.name, &content)?)
}

/// 平时考核 of the four quarters of a year: the grade, else the light.
fn quarters(rows: &[Record], year: Option<&Value>) -> [String; 4] {
    let mut quarters = [const { String::new() }; 4];
    for record in rows.iter().filter(|record| record.row.get("year") == year) {
        let place = match record.row.get("quarter") {
            Some(Value::Code(code)) => code
                .parse::<usize>()
                .ok()
                .and_then(|quarter| quarter.checked_sub(1)),
            _ => None,
        };
        if let Some(slot) = place.and_then(|place| quarters.get_mut(place)) {
            *slot = match record.row.shown("grade") {
                grade if grade.is_empty() => record.row.shown("light"),
                grade => grade,
            };
        }
    }
    quarters
}
