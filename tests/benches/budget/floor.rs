//! What the libraries alone need: reading the workbook, inserting the rows, writing the workbook.

use std::path::Path;
use std::time::Instant;

use antou_exchange::draft::{Draft, Entry, Evidence};
use antou_exchange::layout::{Wishes, inspect};
use antou_exchange::worker::read_workbook;
use antou_record::{Kind, Owner, Row, Value, dictionary};
use calamine::{Reader, Xlsx, open_workbook};

use crate::gauge::Report;

/// Bare streaming of every cell.
pub fn read(folder: &Path) -> Report {
    let mut book: Xlsx<_> = open_workbook(folder.join("roster.xlsx")).unwrap();
    let name = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&name).unwrap();
    let mut count = 0u64;
    while let Ok(Some(cell)) = cells.next_cell() {
        std::hint::black_box(&cell);
        count += 1;
    }
    assert!(count > 0);
    Vec::new()
}

/// Every row of the file as a draft: what `insert` spends on having something to insert.
pub fn drafts(folder: &Path) -> Report {
    let began = Instant::now();
    each_draft(folder, |draft| {
        std::hint::black_box(&draft);
    });
    vec![("waited".to_owned(), began.elapsed().as_secs_f64() * 1000.0)]
}

fn each_draft(folder: &Path, mut work: impl FnMut(Draft)) {
    let worker = std::env::current_exe().unwrap();
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    let book = read_workbook(
        &worker,
        &folder.join("roster.xlsx"),
        &Default::default(),
        &mut go_on,
    )
    .unwrap();
    for sheet in &book.sheets {
        let layout = inspect(sheet, &Wishes::default());
        let evidence = Evidence {
            latest: antou_record::PartialDate::from_iso("2026-11-21"),
        };
        for entry in antou_exchange::draft::drafts(sheet, &layout, evidence) {
            if let Entry::Person(draft) = entry {
                work(*draft);
            }
        }
    }
}

/// Bare prepared inserts of the same rows into tables of the same columns and indexes in the same encrypted engine.
pub fn insert(folder: &Path) -> Report {
    let connection = rusqlite::Connection::open(folder.join("bare.db")).unwrap();
    connection
        .pragma_update(
            None,
            "key",
            "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'",
        )
        .unwrap();
    connection
        .execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY")
        .unwrap();
    for statement in dictionary().sets().iter().flat_map(tables) {
        connection.execute_batch(&statement).unwrap();
    }
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch("BEGIN").unwrap();
    each_draft(folder, |draft| {
        let person = insert_row(&connection, &draft.person, None);
        for child in &draft.children {
            insert_row(&connection, &child.row, Some(person));
        }
    });
    connection.execute_batch("COMMIT; PRAGMA wal_checkpoint").unwrap();
    Vec::new()
}

fn tables(set: &antou_record::Set) -> Vec<String> {
    let owner = if set.owner == Owner::Person {
        ", owner INTEGER"
    } else {
        ""
    };
    let columns: Vec<String> = set
        .items
        .iter()
        .map(|item| format!("\"{}\"", item.code))
        .collect();
    let table = format!(
        "CREATE TABLE \"{}\"(id INTEGER PRIMARY KEY AUTOINCREMENT{owner}, {})",
        set.code,
        columns.join(", ")
    );
    let looked_up = set
        .items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_) | Kind::Id));
    let indexed = looked_up
        .map(|item| item.code.as_str())
        .chain((!owner.is_empty()).then_some("owner"));
    let indexes = indexed.map(|column| {
        format!(
            "CREATE INDEX \"{}_{column}\" ON \"{}\"(\"{column}\")",
            set.code, set.code
        )
    });
    std::iter::once(table).chain(indexes).collect()
}

fn insert_row(connection: &rusqlite::Connection, row: &Row, owner: Option<i64>) -> i64 {
    let set = row.set();
    let owned = set.owner == Owner::Person;
    let marks = vec!["?"; set.items.len() + 1 + usize::from(owned)].join(",");
    let mut insert = connection
        .prepare_cached(&format!("INSERT INTO \"{}\" VALUES({marks})", set.code))
        .unwrap();
    let first = if owned { 3 } else { 2 };
    if owned {
        insert.raw_bind_parameter(2, owner).unwrap();
    }
    for item in &set.items {
        let place = first + item.index;
        match row.at(item.index) {
            None => insert.raw_bind_parameter(place, rusqlite::types::Null),
            Some(Value::Text(text) | Value::Code(text)) => insert.raw_bind_parameter(place, text.as_str()),
            Some(Value::Int(number)) => insert.raw_bind_parameter(place, number),
            Some(Value::Dec(number)) => insert.raw_bind_parameter(place, number),
            Some(Value::Bool(yes)) => insert.raw_bind_parameter(place, yes),
            Some(Value::Date(date)) => insert.raw_bind_parameter(place, date.to_string()),
            Some(Value::Codes(codes)) => insert.raw_bind_parameter(place, codes.join(",")),
            Some(Value::Reference(reference)) => insert.raw_bind_parameter(place, reference.label.as_str()),
        }
        .unwrap();
    }
    insert.raw_execute().unwrap();
    connection.last_insert_rowid()
}

/// Bare writing of the same list, including the reading that `list` measures alone.
pub fn export(folder: &Path) -> Report {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    let mut number = 0;
    crate::work::each_listed(folder, |cells| {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(number, column, cell).unwrap();
        }
        number += 1;
    });
    book.save(folder.join("bare.xlsx")).unwrap();
    Vec::new()
}
