//! What the numbers of 跟踪管理 open.

use std::collections::HashMap;

use antou_record::{PartialDate, Value};
use antou_store::Vault;

use super::reminder::State;
use super::{NEAR, compute};
use crate::failure::Failure;
use crate::gathering::{each, id_at, ledger, text_at};
use crate::listing::{Column, Line, Listing, NAME, words};
use crate::messages::ListingQuery;

/// Reminders of a part of the work in a state: `only` is `talk/overdue`, or `talk` for all of them; empty for everything that
/// is not merely open. Days that count as near may follow: `talk/soon/60`.
pub(crate) fn due(vault: &Vault, query: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let [register, asked, within] = words(&query.only);
    let within = within.parse().unwrap_or(NEAR);
    let wanted = State::called(asked);
    let dues = compute(vault, query.unit, query.year, as_of)?;
    let part = super::registers::register_of(register).map_or("应办事项", |register| register.label);
    let title = match wanted {
        Some(State::Soon) => format!("{part}（{within} 日内到期）"),
        Some(state) => format!("{part}（{}）", state.label()),
        None => part.to_owned(),
    };
    let own = [
        Column::text("register", "类别", 5),
        Column::text("task", "事项", 9),
        Column::text("what", "说明", 16),
        Column::date("date", "期限"),
        Column::number("days", "剩余天数", 4),
        Column::text("state", "情形", 5),
    ];
    let mut listing = Listing::of_people(title, &own);
    listing.notes =
        vec!["剩余天数按基准日计算，负数为已逾期的天数；只写到年月的期限按当月最后一天算。".to_owned()];
    for (head, reminder) in dues.each() {
        let state = reminder.state(as_of, within);
        let is_of_register = register.is_empty() || reminder.register.code == register;
        let is_in_state = match wanted {
            Some(wanted) => state == wanted,
            None => !register.is_empty() || state != State::Open,
        };
        if !is_of_register || !is_in_state {
            continue;
        }
        listing.cite(reminder.rule);
        let days = reminder.days(as_of).map(|days| days.to_string());
        let cells = vec![
            head.name.clone(),
            head.unit.clone(),
            head.title.clone(),
            reminder.register.label.to_owned(),
            reminder.rule.title.clone(),
            reminder.what.clone(),
            reminder.date.map(PartialDate::dotted).unwrap_or_default(),
            days.unwrap_or_default(),
            state.label().to_owned(),
        ];
        listing.add(head.person, cells);
    }
    Ok(listing)
}

/// A mentor and those looked after.
#[derive(Default)]
struct Mentor {
    person: Option<i64>,
    name: String,
    place: String,
    open: Vec<String>,
    ended: u64,
}

/// Mentors with those they look after now, the busiest first.
pub(crate) fn mentors(vault: &Vault, query: &ListingQuery, _: PartialDate) -> Result<Listing, Failure> {
    let items = ["mentor", "mentor_person", "mentor_unit", "ended"];
    let mut asked = ledger("mentoring", query.unit, &items);
    asked.people.columns.push("name".to_owned());
    let mut mentors: HashMap<(Option<i64>, String), Mentor> = HashMap::new();
    each(vault, &asked, |row| {
        let cells = &row.cells;
        let person = id_at(cells, 1);
        let written = text_at(cells, 0);
        let name = match person {
            Some(_) => text_at(cells, 1),
            None => written,
        };
        // a mentor of the house is known by the person, one from outside by name and place
        let key = (
            person,
            if person.is_some() {
                String::new()
            } else {
                format!("{name} {}", text_at(cells, 2))
            },
        );
        let own = mentors.entry(key).or_default();
        own.person = person;
        own.name = name;
        own.place = text_at(cells, 2);
        match cells.get(3).and_then(Option::as_ref).and_then(Value::as_date) {
            Some(_) => own.ended += 1,
            None => own.open.push(text_at(cells, 4)),
        }
    })?;
    let mut mentors: Vec<Mentor> = mentors.into_values().collect();
    mentors.sort_by(|one, two| {
        (two.open.len(), &one.name, &one.place).cmp(&(one.open.len(), &two.name, &two.place))
    });
    Ok(Listing {
        title: "导师带教情况".to_owned(),
        columns: vec![
            NAME,
            Column::text("place", "单位及职务", 12),
            Column::number("open", "在带人数", 4),
            Column::text("pupils", "在带人员", 16),
            Column::number("ended", "已结束", 4),
        ],
        rows: mentors
            .into_iter()
            .map(|mentor| Line {
                person: mentor.person,
                cells: vec![
                    mentor.name,
                    mentor.place,
                    mentor.open.len().to_string(),
                    mentor.open.join("、"),
                    mentor.ended.to_string(),
                ],
            })
            .collect(),
        notes: vec!["没有填“库内导师”的按姓名和单位职务归并。".to_owned()],
        rules: Vec::new(),
    })
}
