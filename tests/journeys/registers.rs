//! Every register a unit keeps comes in by its headings alone, lands in its information set, and changes nothing when it
//! comes again.

use antou_desk::Unwatched;
use antou_desk::messages::*;
use rust_xlsxwriter::Workbook;

use crate::clerk::{Clerk, PASSWORD};

#[path = "../fixtures/registers.rs"]
mod kept;

use kept::{PEOPLE, Register, Said, registers};

/// A clerk whose vault has the two people of the registers.
fn clerk_with_people() -> Clerk {
    let clerk = Clerk::with_new_vault();
    for (name, number, birth) in PEOPLE {
        clerk.adds(&[("name", name), ("id_number", number), ("birth", birth)]);
    }
    clerk
}

fn owner(clerk: &Clerk, said: &Said) -> Option<i64> {
    if PEOPLE.iter().any(|(name, ..)| *name == said.whose) {
        return Some(clerk.person(&said.whose));
    }
    let units = clerk.desk.units(Nothing {}, &Unwatched).expect("units");
    units
        .iter()
        .find(|unit| unit.name == said.whose)
        .map(|unit| unit.id)
}

/// Rows of the ledger of a set: whose each is, and its items.
fn ledger(clerk: &Clerk, set: &str, items: &[String]) -> Vec<(Option<i64>, Vec<String>)> {
    let query = LedgerQuery {
        set: set.to_owned(),
        query: PeopleQuery {
            columns: items.iter().map(|item| format!("{set}.{item}")).collect(),
            limit: 1000,
            ..PeopleQuery::default()
        },
    };
    let page = clerk
        .desk
        .ledger(query, &Unwatched)
        .unwrap_or_else(|failure| panic!("{set}: {failure}"));
    page.rows.into_iter().map(|row| (row.owner, row.cells)).collect()
}

/// Sets whose ledgers are listed. What belongs to units has no list of its own yet: that it is kept shows when the same
/// file, opened again, changes nothing.
fn is_listed(set: &str) -> bool {
    let set = antou_record::dictionary().set(set).expect("declared");
    set.is_owned_by_person() || set.code == "unit"
}

/// Whether the vault says what the register says.
fn is_kept(clerk: &Clerk, said: &Said) -> bool {
    let (items, texts): (Vec<String>, Vec<String>) = said.items.iter().cloned().unzip();
    let whose = owner(clerk, said);
    if !is_listed(&said.set) {
        return whose.is_some();
    }
    if let Some(person) = whose.filter(|_| has_protected(said)) {
        return is_kept_unseen(clerk, person, said);
    }
    let rows = ledger(clerk, &said.set, &items);
    // a unit is its own row; what belongs to a unit or a person says whose it is
    let of_them = |(owner, _): &&(Option<i64>, Vec<String>)| said.set == "unit" || *owner == whose;
    whose.is_some() && rows.iter().filter(of_them).any(|(_, cells)| *cells == texts)
}

fn has_protected(said: &Said) -> bool {
    let set = antou_record::dictionary().set(&said.set).expect("a set");
    let mut items = said.items.iter().filter_map(|(code, _)| set.item(code));
    items.any(|item| item.is_protected())
}

/// What no ledger shows is looked at in the dossier, for a reason.
fn is_kept_unseen(clerk: &Clerk, person: i64, said: &Said) -> bool {
    let why = Why {
        reason: "核对台账".into(),
        password: PASSWORD.into(),
    };
    let request = Reveal {
        person,
        set: said.set.clone(),
        why,
    };
    let shown = clerk.desk.reveal(request, &Unwatched).expect("revealed");
    shown.rows.iter().any(|row| {
        let says = |(code, text): &(String, String)| {
            row.cells.get(code).map_or("", |cell| cell.text.as_str()) == text.as_str()
        };
        said.items.iter().all(says)
    })
}

fn counts(clerk: &Clerk) -> Vec<(String, usize)> {
    let sets = antou_record::dictionary().sets().iter();
    let owned = sets.filter(|set| is_listed(&set.code));
    owned
        .map(|set| {
            (
                set.code.clone(),
                ledger(clerk, &set.code, std::slice::from_ref(&set.key[0])).len(),
            )
        })
        .collect()
}

fn faults(register: &Register) -> Vec<String> {
    let clerk = clerk_with_people();
    let path = clerk.path("台账.xlsx");
    let mut book = Workbook::new();
    register.write(book.add_worksheet());
    book.save(&path).expect("a workbook");

    let report = clerk.imports(&path);
    let mut faults: Vec<String> = Vec::new();
    let rows = &report["rows"];
    if rows["held"] != 0 {
        faults.push(format!("{rows} {}", report["problems"]));
    }
    let missing = register.says.iter().filter(|said| !is_kept(&clerk, said));
    faults.extend(missing.map(|said| format!("{} {} {:?} is not kept", said.whose, said.set, said.items)));

    let kept = counts(&clerk);
    let again = clerk.opens(&path);
    if (again.counts.added, again.counts.updated, again.counts.held) != (0, 0, 0) {
        let rows = clerk.rows(again.import, None);
        let changes: Vec<String> = rows
            .iter()
            .flat_map(|row| {
                row.changes
                    .iter()
                    .map(|change| format!("{}: {}→{}", change.item, change.old, change.new))
            })
            .collect();
        faults.push(format!("the second time: {:?} {changes:?}", again.counts));
    }
    clerk
        .desk
        .import_commit(ImportId { import: again.import }, &Unwatched)
        .expect("nothing to write");
    if counts(&clerk) != kept {
        faults.push("the second time made rows".to_owned());
    }
    clerk.undoes(report["op"].as_i64());
    let left: Vec<(String, usize)> = counts(&clerk)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    if !left.is_empty() {
        faults.push(format!("undone, but {left:?} are left"));
    }
    faults
}

#[test]
fn every_register_lands_in_its_set_and_changes_nothing_the_second_time() {
    let mut told = Vec::new();
    for register in registers() {
        let faults = faults(&register);
        if !faults.is_empty() {
            told.push(format!("{}:\n    {}", register.what, faults.join("\n    ")));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn one_workbook_with_a_register_on_each_sheet() {
    let clerk = clerk_with_people();
    let path = clerk.path("全部台账.xlsx");
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    let all: Vec<Register> = registers()
        .into_iter()
        .filter(|register| {
            let is_first = !register.sheet.is_empty() && !names.contains(&register.sheet);
            names.push(register.sheet.clone());
            is_first
        })
        .collect();
    for register in &all {
        register.write(book.add_worksheet());
    }
    book.save(&path).expect("a workbook");
    let report = clerk.imports(&path);
    assert_eq!(
        report["rows"]["held"], 0,
        "{} {}",
        report["rows"], report["problems"]
    );
    let missing: Vec<String> = all
        .iter()
        .flat_map(|register| &register.says)
        .filter(|said| !is_kept(&clerk, said))
        .map(|said| format!("{} {} {:?}", said.whose, said.set, said.items))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert_eq!(clerk.total(), 2, "nobody is made twice");
}
