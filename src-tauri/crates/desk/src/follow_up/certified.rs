//! 三龄两历一身份: what is shown, what the earliest material says and what was recognised, compared with each other and with
//! the dossier. Differences are listed; nothing is overwritten by itself.

use antou_policy::archive::{Certified as Asked, certified};
use antou_policy::{Overrides, Rule};
use antou_record::{Dossier, Item, PartialDate, Record, Row, Value, Written, dictionary};

use super::pointing::{plain, written};
use super::registers::{Register, register_of};
use super::reminder::{Nature, Reminder};

/// What the facts are compared with: code of the fact, item of the dossier.
const ITEMS: [(&str, &str); 4] = [
    ("1", "birth"),
    ("2", "work_started"),
    ("3", "party_joined"),
    ("6", "staff_kind"),
];
/// Code of 学历学位 among the facts.
const SCHOOLING: &str = "4";
/// Codes of 政治面貌 of members of the party.
const MEMBERS: [&str; 2] = ["01", "02"];

/// What is asked on a day.
pub(crate) struct Facts {
    asked: Option<(&'static Rule, Asked)>,
}

impl Facts {
    pub(crate) fn new(as_of: PartialDate, overrides: &Overrides) -> Self {
        Self {
            asked: certified(as_of, overrides),
        }
    }

    /// The rule.
    pub(crate) fn rules(&self) -> Vec<&'static Rule> {
        self.asked.iter().map(|(rule, _)| *rule).collect()
    }

    /// What does not agree, and what has not been certified.
    pub(crate) fn of(&self, dossier: &Dossier) -> Vec<Reminder> {
        let (Some((rule, asked)), Some(register)) = (&self.asked, register_of("certified")) else {
            return Vec::new();
        };
        let rows = dossier.rows("certified");
        let reminder = |nature, record: Option<&Record>, what| told(register, rule, nature, record, what);
        if rows.is_empty() {
            return vec![reminder(Nature::Running, None, "还没有认定".to_owned())];
        }
        let mut found: Vec<Reminder> = rows
            .iter()
            .flat_map(|record| {
                let faults = faults(dossier, &record.row).into_iter();
                faults.map(move |what| reminder(Nature::Missing, Some(record), what))
            })
            .collect();
        let left = uncertified(asked, dossier);
        if !left.is_empty() {
            let what = format!("还没有认定：{}", left.join("、"));
            found.push(reminder(Nature::Missing, None, what));
        }
        found
    }
}

fn told(
    register: &'static Register,
    rule: &'static Rule,
    nature: Nature,
    record: Option<&Record>,
    what: String,
) -> Reminder {
    Reminder {
        register,
        rule,
        nature,
        row: record.map(|record| record.id),
        date: None,
        what,
    }
}

fn code<'a>(row: &'a Row, item: &str) -> &'a str {
    match row.get(item) {
        Some(Value::Code(code)) => code,
        _ => "",
    }
}

fn uncertified(asked: &Asked, dossier: &Dossier) -> Vec<String> {
    let is_member = MEMBERS.contains(&code(&dossier.person, "political_status"));
    let of_members = asked.facts_of_members.iter().filter(|_| is_member);
    let table = dictionary().table("fact");
    let mut wanted: Vec<&String> = asked.facts.iter().chain(of_members).collect();
    wanted.sort();
    wanted
        .into_iter()
        .filter(|fact| {
            let mut rows = dossier.rows("certified").iter();
            !rows.any(|record| {
                code(&record.row, "fact") == fact.as_str() && record.row.get("recognised").is_some()
            })
        })
        .filter_map(|fact| Some(table?.by_code(fact)?.label.clone()))
        .collect()
}

/// What the dossier itself says of a fact; nothing of 工作经历, which is no single value.
pub(crate) fn own_value(dossier: &Dossier, fact: &str) -> String {
    if fact == SCHOOLING {
        let schooling = dossier.rows("education").iter().map(|record| {
            let texts = ["level", "degree"].map(|item| record.row.shown(item));
            texts.concat()
        });
        return schooling.collect::<Vec<_>>().join("；");
    }
    let item = ITEMS.iter().find(|(code, _)| *code == fact);
    item.map_or_else(String::new, |(_, item)| dossier.person.shown(item))
}

/// What does not agree in a row.
fn faults(dossier: &Dossier, row: &Row) -> Vec<String> {
    let fact = code(row, "fact");
    let label = row.shown("fact");
    let texts = ["shown", "earliest", "recognised"].map(|item| row.shown(item));
    let [shown, earliest, recognised] = &texts;
    let item = ITEMS.iter().find(|(code, _)| *code == fact);
    let item = item.and_then(|(_, item)| dictionary().person().item(item));
    let mut found = Vec::new();
    let has_number = !row.shown("doc_no").is_empty();
    if differ(item, earliest, recognised) && !has_number {
        found.push(format!(
            "{label}：组织认定 {recognised} 与最早材料 {earliest} 不一致，又没有认定文号"
        ));
    }
    if !earliest.is_empty() && row.shown("material").is_empty() && row.shown("material_no").is_empty() {
        found.push(format!("{label}：没有写明最早材料是哪一份"));
    }
    if let Some(item) = item {
        let own = dossier.person.shown(&item.code);
        if differ(Some(item), recognised, &own) {
            found.push(format!("{label}：档案里的 {own} 与组织认定 {recognised} 不一致"));
        } else if recognised.is_empty() && differ(Some(item), shown, &own) {
            found.push(format!("{label}：档案里的 {own} 与任免表用值 {shown} 不一致"));
        }
    }
    if fact == SCHOOLING && !recognised.is_empty() && !is_among(dossier, recognised) {
        found.push(format!("{label}：登记的学历里没有组织认定的“{recognised}”"));
    }
    let number = row.shown("material_no");
    if !number.is_empty() && !is_listed(dossier, &number) {
        found.push(format!("{label}：档案材料目录里没有 {number}"));
    }
    found
}

/// Whether both say something and not the same; what both can be read as is compared, else the words.
fn differ(item: Option<&Item>, one: &str, two: &str) -> bool {
    if one.is_empty() || two.is_empty() {
        return false;
    }
    let read = |text: &str| item.and_then(|item| item.read(Written::Text(text), &Default::default()).value);
    match (read(one), read(two)) {
        (Some(one), Some(two)) => !one.agrees_with(&two),
        _ => one.trim() != two.trim(),
    }
}

/// Whether some schooling that is entered is named in a text.
fn is_among(dossier: &Dossier, text: &str) -> bool {
    dossier.rows("education").iter().any(|record| {
        let names = ["level", "degree"].map(|item| record.row.shown(item));
        names
            .iter()
            .any(|name| !name.is_empty() && text.contains(name.as_str()))
    })
}

/// Whether a material called `4-1-3` is in the catalogue.
fn is_listed(dossier: &Dossier, number: &str) -> bool {
    let mut materials = dossier.rows("material").iter();
    materials.any(|record| plain(&written(&record.row)) == plain(number))
}
