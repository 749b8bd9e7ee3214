//! The record dictionary as the window needs it: entry forms, pickers, help pages are made from it.

use antou_record::{Item, Kind, Owner, Set, Table, dictionary, name};

use crate::messages::{CodeView, DictionaryView, ItemView, SetView, TableView};

/// All sets and code tables.
pub fn dictionary_view() -> DictionaryView {
    DictionaryView {
        sets: dictionary().sets().iter().map(set_view).collect(),
        tables: dictionary()
            .tables()
            .map(|table| (table.code.clone(), table_view(table)))
            .collect(),
    }
}

fn set_view(set: &Set) -> SetView {
    let owner = match set.owner {
        Owner::Person => "person",
        Owner::Unit => "unit",
        Owner::None => "none",
    };
    SetView {
        code: set.code.clone(),
        label: set.label.clone(),
        gb: set.gb.clone(),
        owner: owner.to_owned(),
        protected: set.protected,
        key: set.key.clone(),
        items: set.items.iter().map(item_view).collect(),
    }
}

fn item_view(item: &Item) -> ItemView {
    let declared = String::from(item.kind.clone());
    let (kind, table) = declared
        .split_once(':')
        .map_or((declared.as_str(), None), |(kind, table)| (kind, Some(table)));
    ItemView {
        code: item.code.clone(),
        label: item.label.clone(),
        kind: kind.to_owned(),
        table: table.map(str::to_owned),
        suggest: item.suggest.clone(),
        required: item.required,
        protected: item.is_protected(),
        private: item.private,
        wide: item.wide,
        unit: item.unit.clone(),
        help: item.help.clone(),
        group: item.group.clone(),
        width: column_width(item),
    }
}

/// Width of a list column in full-width characters, where the declaration gives none: by kind, at least the heading.
pub(crate) fn column_width(item: &Item) -> u8 {
    let by_kind = match item.kind {
        Kind::Long => 14,
        Kind::Id => 10,
        Kind::Text | Kind::Unit | Kind::Place => 8,
        Kind::Date | Kind::Code(_) | Kind::Codes(_) | Kind::Person => 6,
        _ => 4,
    };
    let heading = u8::try_from(item.label.chars().count()).unwrap_or(u8::MAX);
    item.width.unwrap_or(by_kind).max(heading.min(8))
}

fn table_view(table: &Table) -> TableView {
    TableView {
        code: table.code.clone(),
        label: table.label.clone(),
        standard: table.standard.clone(),
        rows: table
            .rows
            .iter()
            .map(|row| CodeView {
                code: row.code.clone(),
                label: row.label.clone(),
                initials: name::initials(&row.label),
            })
            .collect(),
    }
}
