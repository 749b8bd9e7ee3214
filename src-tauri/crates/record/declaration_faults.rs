//! What makes a declaration unusable. Part of the build script: a broken declaration does not compile.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::declaration::{Dictionary, Kind, Set, Table, plain_heading, plain_spelling};

/// Everything that makes the declarations unusable, in words a developer can act on; empty when they are sound.
pub fn faults(dictionary: &Dictionary) -> Vec<String> {
    let mut faults = Vec::new();
    let tables: HashMap<&str, &Table> = dictionary
        .tables
        .iter()
        .map(|table| (table.code.as_str(), table))
        .collect();
    let sets: HashMap<&str, &Set> = dictionary
        .sets
        .iter()
        .map(|set| (set.code.as_str(), set))
        .collect();
    for table in &dictionary.tables {
        table_faults(table, &mut faults);
    }
    for set in &dictionary.sets {
        set_faults(set, &tables, &sets, &mut faults);
    }
    heading_faults(dictionary, &mut faults);
    if !sets.contains_key("person") {
        faults.push("sets/person.toml is missing".into());
    }
    faults
}

/// What stands for the whole set where an item is expected: `resume.*`.
const WHOLE: &str = "*";

fn table_faults(table: &Table, faults: &mut Vec<String>) {
    let mut codes = HashSet::new();
    let mut spellings = HashMap::new();
    for row in &table.rows {
        let [code, label, others @ ..] = row.as_slice() else {
            faults.push(format!("codes/{}: a row needs a code and a label", table.code));
            continue;
        };
        if code.is_empty() || code.contains(',') || !codes.insert(code) {
            faults.push(format!(
                "codes/{}: code {code:?} is empty, repeated or holds a comma",
                table.code
            ));
        }
        for spelling in std::iter::once(label).chain(others) {
            let plain = plain_spelling(spelling);
            if let Some(earlier) = spellings.insert(plain, code)
                && earlier != code
            {
                faults.push(format!(
                    "codes/{}: {spelling:?} stands for both {earlier} and {code}",
                    table.code
                ));
            }
        }
    }
}

fn set_faults(
    set: &Set,
    tables: &HashMap<&str, &Table>,
    sets: &HashMap<&str, &Set>,
    faults: &mut Vec<String>,
) {
    let name = &set.code;
    let mut codes = HashSet::new();
    for item in &set.items {
        let place = format!("sets/{name}.{}", item.code);
        let sound = item
            .code
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let taken = ["id", "person", "owner", "rowid"].contains(&item.code.as_str());
        if !sound || taken || !codes.insert(item.code.as_str()) {
            faults.push(format!("{place}: the code is repeated, taken, or not snake_case"));
        }
        match &item.kind {
            Kind::Code(table) | Kind::Codes(table) if !tables.contains_key(table.as_str()) => {
                faults.push(format!("{place}: there is no code table {table}"));
            }
            Kind::Row(other) if !sets.contains_key(other.as_str()) => {
                faults.push(format!("{place}: there is no set {other}"))
            }
            _ => {}
        }
        if let Some(table) = &item.suggest
            && !tables.contains_key(table.as_str())
        {
            faults.push(format!("{place}: there is no code table {table} to suggest from"));
        }
        for other in &item.also {
            let known = other
                .split_once('.')
                .and_then(|(set, item)| sets.get(set)?.items.iter().find(|i| i.code == item));
            if known.is_none() {
                faults.push(format!("{place}: also names {other}, which does not exist"));
            }
        }
    }
    for item in &set.items {
        let until = item.until.as_ref();
        let second = until.map(|code| {
            set.items
                .iter()
                .any(|other| &other.code == code && other.kind == Kind::Date)
        });
        if second == Some(false) || until.is_some() && item.kind != Kind::Date {
            faults.push(format!(
                "sets/{name}.{}: until names no date of the set",
                item.code
            ));
        }
        if item.text.is_some() && name != "person" {
            faults.push(format!(
                "sets/{name}.{}: only items of the person have a text of their own",
                item.code
            ));
        }
    }
    for sequence in &set.sequences {
        for code in [&sequence.first, &sequence.then] {
            let is_date = |item: &crate::declaration::Item| {
                &item.code == code && matches!(item.kind, Kind::Date | Kind::Year)
            };
            if !set.items.iter().any(is_date) {
                faults.push(format!(
                    "sets/{name}: the sequence names {code}, which is no date of the set"
                ));
            }
        }
    }
    if set.once.is_some() && set.key.is_empty() {
        faults.push(format!("sets/{name}: once needs a key"));
    }
    let text_item = set.text.iter().filter_map(|text| text.item.as_ref());
    let named = set
        .key
        .iter()
        .chain(text_item)
        .chain(&set.current)
        .chain(&set.sort)
        .chain(&set.open)
        .chain(set.items.iter().filter_map(|i| i.per.as_ref()));
    for code in named.map(|code| code.trim_start_matches('-')) {
        if !codes.contains(code) {
            faults.push(format!("sets/{name}: there is no item {code}"));
        }
    }
    for heading in &set.headings {
        if !(codes.contains(heading.item.as_str()) || heading.item == WHOLE && set.text.is_some()) {
            faults.push(format!(
                "sets/{name}: heading {:?} names no item {}",
                heading.texts, heading.item
            ));
        }
    }
    let settled = set
        .headings
        .iter()
        .map(|h| &h.with)
        .chain(set.groups.iter().map(|g| &g.with));
    for (code, label) in settled.flatten() {
        let item = set.items.iter().find(|item| &item.code == code);
        let known = match item.map(|item| &item.kind) {
            Some(Kind::Code(table)) => tables
                .get(table.as_str())
                .is_some_and(|t| t.rows.iter().any(|row| row.get(1) == Some(label))),
            Some(Kind::Bool) => label == "是" || label == "否",
            Some(_) => true,
            None => false,
        };
        if !known {
            faults.push(format!(
                "sets/{name}: with {code} = {label:?} is no item or no label of its table"
            ));
        }
    }
}

/// A heading that means an item wherever it stands may not mean another item elsewhere.
fn heading_faults(dictionary: &Dictionary, faults: &mut Vec<String>) {
    let mut meanings: HashMap<String, String> = HashMap::new();
    for set in &dictionary.sets {
        let plain = set.items.iter().flat_map(|item| {
            item.headings
                .iter()
                .map(|text| (text, format!("{}.{}", set.code, item.code)))
        });
        let settling = set.headings.iter().flat_map(|heading| {
            heading
                .texts
                .iter()
                .map(|text| (text, format!("{}.{} {:?}", set.code, heading.item, heading.with)))
        });
        let whole = set.text.iter().flat_map(|text| &text.headings);
        let whole = whole.map(|text| {
            (
                text,
                format!("{}.* {:?}", set.code, BTreeMap::<String, String>::new()),
            )
        });
        for (text, meaning) in plain.chain(settling).chain(whole) {
            if let Some(earlier) = meanings.insert(plain_heading(text), meaning.clone())
                && earlier != meaning
            {
                faults.push(format!("heading {text:?} means both {earlier} and {meaning}"));
            }
        }
    }
}
