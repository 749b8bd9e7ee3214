//! Lists, dossiers, history, exports and forms.

use std::path::Path;

use antou_desk::messages::{
    ExportPeople, FormExport, FormOptions, HistoryQuery, PeopleQuery, PersonId, Reveal, Section, SortKey, Why,
};
use antou_desk::{Desk, Failure, retirement_of};
use serde_json::{Map, Value as Json, json};

use crate::arguments::{Arguments, Form, List};
use crate::outcome::Outcome;
use crate::print::{self, Shown};
use crate::vault::opened;

fn query(list: &List) -> Result<PeopleQuery, Failure> {
    let conditions = list
        .conditions
        .iter()
        .map(|text| antou_desk::condition(text))
        .collect::<Result<_, _>>()?;
    let sort = list.sort.iter().map(|key| SortKey {
        column: key.trim_start_matches('-').to_owned(),
        descending: key.starts_with('-'),
    });
    Ok(PeopleQuery {
        text: list.query.join(" "),
        subunits: true,
        conditions,
        sort: sort.collect(),
        columns: list.columns.clone(),
        limit: u32::MAX,
        ..PeopleQuery::default()
    })
}

pub fn people(arguments: &Arguments, list: &List, limit: Option<u32>) -> Result<Outcome, Failure> {
    let mut query = query(list)?;
    query.limit = limit.unwrap_or(u32::MAX);
    let listing = opened(arguments)?.listed_people(&query)?;
    if arguments.json {
        let rows = listing.rows.iter().map(|row| {
            let mut object = Map::new();
            object.insert("id".into(), json!(row.id));
            object.extend(
                listing
                    .columns
                    .iter()
                    .zip(&row.values)
                    .map(|(column, value)| (column.code.clone(), column.json(value.as_ref()))),
            );
            Json::Object(object)
        });
        print::json(&rows.collect());
    } else {
        let headings: Vec<String> = listing
            .columns
            .iter()
            .map(|column| column.label.clone())
            .collect();
        let rows: Vec<Vec<String>> = listing
            .rows
            .iter()
            .map(|row| {
                listing
                    .columns
                    .iter()
                    .zip(&row.values)
                    .map(|(column, value)| column.shown(value.as_ref()))
                    .collect()
            })
            .collect();
        print::table(&headings, &rows);
        print::line(&format!(
            "共 {} 人，基准日 {}",
            listing.total,
            listing.as_of.dotted()
        ));
    }
    Ok(Outcome::Done)
}

pub fn show(arguments: &Arguments, person: &str, reveal: Option<&str>) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let person = desk.find_person(person)?;
    if let Some(reason) = reveal {
        reveal_all(&desk, person, &crate::vault::why(&desk, reason)?)?;
    }
    let dossier = desk.whole_dossier(person)?;
    if arguments.json {
        print::json(&dossier.to_json());
        return Ok(Outcome::Done);
    }
    for (item, value) in dossier.person.filled() {
        print::line(&format!("{}：{}", item.label, item.shown(value)));
    }
    for (set, records) in dossier
        .sets
        .iter()
        .filter_map(|(code, records)| Some((antou_desk::set_label(code)?, records)))
    {
        print::line(&format!("\n{set}"));
        for record in records {
            let cells: Vec<String> = record
                .row
                .filled()
                .map(|(item, value)| format!("{} {}", item.label, item.shown(value)))
                .collect();
            print::line(&format!("  {}", cells.join("，")));
        }
    }
    Ok(Outcome::Done)
}

/// Reveals every set of a person in which something is hidden.
fn reveal_all(desk: &Desk, person: i64, why: &Why) -> Result<(), Failure> {
    let view = desk.dossier(PersonId { person }, &Shown::new())?;
    let hidden = |section: &&Section| {
        let mut cells = section.rows.iter().flat_map(|row| row.cells.values());
        cells.any(|cell| cell.hidden)
    };
    for section in view.sections.iter().filter(hidden) {
        let request = Reveal {
            person,
            set: section.set.clone(),
            why: why.clone(),
        };
        desk.reveal(request, &Shown::new())?;
    }
    Ok(())
}

pub fn history(arguments: &Arguments, person: Option<&str>, limit: u32) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let person = person.map(|person| desk.find_person(person)).transpose()?;
    let page = desk.history(
        HistoryQuery {
            person,
            limit,
            ..HistoryQuery::default()
        },
        &Shown::new(),
    )?;
    if arguments.json {
        print::json(&json!(page.operations));
        return Ok(Outcome::Done);
    }
    for operation in &page.operations {
        let undone = operation
            .undoes
            .map_or(String::new(), |op| format!("（撤销第 {op} 次）"));
        print::line(&format!(
            "{:>5}  {}  {}  {}，{} 人{undone}",
            operation.op, operation.at, operation.operator, operation.label, operation.people
        ));
        if person.is_some() {
            for change in &operation.changes {
                print::line(&format!(
                    "         {} {}：{} → {}",
                    change.set_label,
                    change.item_label,
                    blank(&change.old),
                    blank(&change.new)
                ));
            }
        }
    }
    Ok(Outcome::Done)
}

fn blank(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}

pub fn export(
    arguments: &Arguments,
    to: &Path,
    title: &str,
    check: bool,
    reveal: Option<&str>,
    list: &List,
) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let request = ExportPeople {
        query: query(list)?,
        title: title.to_owned(),
        check,
        to: to.display().to_string(),
        why: reveal
            .map(|reason| crate::vault::why(&desk, reason))
            .transpose()?,
    };
    let exported = desk.export_people(request, &Shown::new())?;
    if arguments.json {
        print::json(&json!(exported));
    } else {
        print::line(&format!("已导出 {} 人：{}", exported.rows, exported.file));
    }
    Ok(Outcome::Done)
}

pub fn form(arguments: &Arguments, form: &Form) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let people = people_of(&desk, &form.list)?;
    let options = FormOptions {
        layout: form.layout.clone(),
        face: form.face.clone(),
        relatives: form.relatives.clone(),
        proposed: form.proposed.clone(),
        removed: form.removed.clone(),
        reason: form.reason.clone(),
        ..FormOptions::default()
    };
    let request = FormExport {
        form: form.name.clone(),
        people,
        rows: Vec::new(),
        options,
        to: form.to.display().to_string(),
        kind: form.kind.clone(),
        names: form.names.clone(),
    };
    let written = desk.form_export(request, &Shown::new())?;
    let held = written
        .warnings
        .iter()
        .any(|warning| warning.kind == "failed" || warning.kind == "overflow");
    if arguments.json {
        print::json(&json!(written));
    } else {
        let pages = match written.pages {
            0 => String::new(),
            pages => format!("、{pages} 页"),
        };
        let files = match written.files.len() {
            0..=3 => written.files.join("、"),
            files => format!("{}，{files} 个文件", form.to.display()),
        };
        print::line(&format!("已生成 {} 人{pages}：{files}", written.people));
        for warning in &written.warnings {
            print::line(&format!("  {}：{}", warning.name, warning.message));
        }
    }
    Ok(if held { Outcome::WithHeld } else { Outcome::Done })
}

/// The people a query lists. One word that is an identity number or a name means that person.
fn people_of(desk: &Desk, list: &List) -> Result<Vec<i64>, Failure> {
    let mut query = query(list)?;
    query.columns = vec!["name".to_owned()];
    let people: Vec<i64> = desk
        .listed_people(&query)?
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    if people.is_empty() {
        return Err(Failure::not_found("没有找到符合条件的人员"));
    }
    Ok(people)
}

pub fn retire(
    arguments: &Arguments,
    sex: Option<&str>,
    category: Option<&str>,
    birth: &str,
) -> Result<Outcome, Failure> {
    let found = retirement_of(sex, category, birth)?;
    if arguments.json {
        print::json(&found.json);
    } else {
        print::line(&found.sentence);
    }
    Ok(Outcome::Done)
}

pub fn due(arguments: &Arguments, within: u32) -> Result<Outcome, Failure> {
    let desk = opened(arguments)?;
    let reminders = desk.reminders(within)?;
    if arguments.json {
        print::json(&json!({
            "as_of": desk.as_of()?.to_string(),
            "within": within,
            "reminders": reminders,
        }));
        return Ok(Outcome::Done);
    }
    let headings = ["类别", "情形", "期限", "姓名", "单位", "事项", "说明"].map(str::to_owned);
    let rows: Vec<Vec<String>> = reminders
        .iter()
        .map(|reminder| {
            let state = match reminder.days {
                Some(days) if reminder.state == "overdue" => format!("已逾期 {} 天", -days),
                Some(days) if reminder.state == "soon" => format!("还有 {days} 天"),
                _ if reminder.state == "missing" => "缺".to_owned(),
                _ => String::new(),
            };
            [
                &reminder.label,
                &state,
                &reminder.date,
                &reminder.name,
                &reminder.unit,
                &reminder.task,
                &reminder.what,
            ]
            .map(Clone::clone)
            .to_vec()
        })
        .collect();
    print::table(&headings, &rows);
    print::line(&format!(
        "共 {} 项，基准日 {}，{within} 日内到期的已列入",
        rows.len(),
        desk.as_of()?.dotted()
    ));
    Ok(Outcome::Done)
}
