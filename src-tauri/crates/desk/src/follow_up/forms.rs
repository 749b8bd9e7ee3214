//! What stands on the printed forms of following up: the catalogue of a dossier, what was certified, the plan of cultivation,
//! the permission to consult a dossier, the note that goes with one.

use antou_form::Sheet;
use antou_policy::Overrides;
use antou_record::facts::{Education, Fact, Person, Post, Rank};
use antou_record::{PartialDate, Row, Value, dictionary, wording};
use serde_json::{Map, Value as Json, json};

use super::certified::{Facts, own_value};
use super::material::by_class;
use crate::failure::Failure;
use crate::forms::Asked;

/// What every form says of the person.
fn basics(asked: &Asked<'_>) -> Map<String, Json> {
    let person: Person = asked.dossier.fact();
    let posts: Vec<Post> = asked.dossier.facts();
    let ranks: Vec<Rank> = asked.dossier.facts();
    let current = posts.iter().find(|post| post.ended.is_none());
    let rank = asked
        .dossier
        .rows(Rank::SET)
        .first()
        .map(|record| record.row.shown("rank"));
    let mut basics = Map::new();
    let mut put = |code: &str, text: String| {
        basics.insert(code.to_owned(), Json::String(text));
    };
    put("birth", person.birth.map(wording::month).unwrap_or_default());
    put("unit", current.map(|post| post.unit.clone()).unwrap_or_default());
    put("post", current.map(|post| post.title.clone()).unwrap_or_default());
    put("posts", wording::posts_now(&posts, &ranks));
    put("rank", rank.unwrap_or_default());
    put("as_of", asked.as_of.dotted());
    put("sex", person.sex.label);
    put("name", person.name);
    basics
}

fn sheet(basics: Map<String, Json>) -> Result<Sheet, Failure> {
    let name = basics
        .get("name")
        .and_then(Json::as_str)
        .unwrap_or_default()
        .to_owned();
    Ok(Sheet::new(name, &basics)?)
}

/// The shown texts of a row, beside what is said of the person.
fn with_row(mut basics: Map<String, Json>, row: &Row) -> Map<String, Json> {
    for item in &row.set().items {
        basics.insert(item.code.clone(), Json::String(row.shown(&item.code)));
    }
    basics
}

/// 干部人事档案目录.
pub(crate) fn catalogue(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let table = dictionary().table("archive_class");
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    for materials in by_class(asked.dossier).into_values() {
        let class = materials
            .first()
            .map(|material| material.class.as_str())
            .unwrap_or_default();
        let label = table
            .and_then(|table| table.by_code(class))
            .map(|code| code.label.clone());
        rows.push(("class", vec![label.unwrap_or_default()]));
        for material in &materials {
            let row = &material.record.row;
            let [year, month, day] = parts(material.formed);
            rows.push((
                "row",
                vec![
                    material.class.clone(),
                    row.shown("seq"),
                    row.shown("title"),
                    year,
                    month,
                    day,
                    row.shown("pages"),
                    row.shown("remark"),
                ],
            ));
        }
    }
    let mut content = basics(asked);
    content.insert("rows".to_owned(), json!(rows));
    sheet(content)
}

fn parts(date: Option<PartialDate>) -> [String; 3] {
    let Some(date) = date else {
        return Default::default();
    };
    let small = |number: Option<u8>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        date.year().to_string(),
        small(date.month()),
        small(date.day_of_month()),
    ]
}

/// 三龄两历一身份审核认定表: every fact stands on it, certified or not, with what the 任免审批表 would say of it today where
/// nothing else is entered.
pub(crate) fn certified(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let table = dictionary().table("fact");
    let facts = Facts::new(asked.as_of, &Overrides::new());
    let faults: Vec<String> = facts
        .of(asked.dossier)
        .into_iter()
        .map(|reminder| reminder.what)
        .collect();
    let records = asked.dossier.rows("certified");
    let rows = table
        .map(|table| table.rows.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|fact| {
            let of = |row: &Row| matches!(row.get("fact"), Some(Value::Code(code)) if *code == fact.code);
            let row = records.iter().map(|record| &record.row).find(|row| of(row));
            let text = |code: &str| row.map(|row| row.shown(code)).unwrap_or_default();
            let material = [text("material_no"), text("material")].join(" ");
            let agrees = match row {
                None => "",
                Some(_)
                    if faults
                        .iter()
                        .any(|fault| fault.starts_with(&format!("{}：", fact.label))) =>
                {
                    "否"
                }
                Some(_) if text("recognised").is_empty() => "",
                Some(_) => "是",
            };
            let shown = match text("shown") {
                shown if shown.is_empty() => own_value(asked.dossier, &fact.code),
                shown => shown,
            };
            [
                fact.label.clone(),
                shown,
                text("earliest"),
                material.trim().to_owned(),
                text("recognised"),
                text("doc_no"),
                agrees.to_owned(),
                text("note"),
            ]
        });
    let mut content = basics(asked);
    content.insert("rows".to_owned(), json!(rows.collect::<Vec<_>>()));
    content.insert(
        "faults".to_owned(),
        json!(if records.is_empty() { Vec::new() } else { faults }),
    );
    sheet(content)
}

/// 年轻干部培养计划表: the milestones of the period last begun.
pub(crate) fn cultivation(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let records = asked.dossier.rows("cultivation");
    let period = records
        .first()
        .map(|record| record.row.shown("period"))
        .unwrap_or_default();
    let rows: Vec<[String; 7]> = records
        .iter()
        .filter(|record| record.row.shown("period") == period)
        .map(|record| {
            ["field", "method", "posting", "milestone", "due", "done", "note"]
                .map(|item| record.row.shown(item))
        })
        .collect();
    let pools: Vec<String> = asked
        .dossier
        .rows("reserve")
        .iter()
        .filter(|record| record.row.get("left").is_none())
        .map(|record| record.row.shown("pool"))
        .collect();
    let education: Vec<Education> = asked.dossier.facts();
    let highest = education
        .iter()
        .min_by_key(|own| own.level.order.unwrap_or(usize::MAX));
    let mut content = basics(asked);
    content.insert("period".to_owned(), json!(period));
    content.insert("rows".to_owned(), json!(rows));
    content.insert("pools".to_owned(), json!(pools.join("、")));
    let schooling = highest.map(|own| format!("{}{}", own.level.label, own.degree.label));
    content.insert("education".to_owned(), json!(schooling.unwrap_or_default()));
    sheet(content)
}

/// 查（借）阅审批表.
pub(crate) fn loan(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    sheet(with_row(basics(asked), asked.row("archive_loan")?))
}

/// 转递通知单 with its 回执.
pub(crate) fn transfer(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let mut content = with_row(basics(asked), asked.row("archive_transfer")?);
    content.insert("own_unit".to_owned(), json!(asked.vault.unit()));
    sheet(content)
}
