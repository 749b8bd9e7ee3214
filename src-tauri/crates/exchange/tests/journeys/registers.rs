//! Every register a clerk keeps is recognised by its headings.

use antou_exchange::draft::Draft;
use antou_record::Row;

use crate::files::*;

#[path = "../../../../../tests/fixtures/registers.rs"]
#[allow(clippy::expect_used, reason = "a test stops by panicking")]
mod fixture;

use fixture::{Register, Said, registers};

fn fits(row: &Row, said: &Said) -> bool {
    row.set().code == said.set && said.items.iter().all(|(item, text)| row.shown(item) == *text)
}

fn is_there(drafts: &[Draft], said: &Said) -> bool {
    let mut rows = drafts
        .iter()
        .filter(|draft| draft.person.shown("name") == said.whose);
    rows.any(|draft| fits(&draft.person, said) || draft.children.iter().any(|child| fits(&child.row, said)))
}

fn faults(register: &Register) -> Vec<String> {
    let sheet = sheet_of(|sheet| register.write(sheet));
    let layout = layout_of(&sheet);
    let (drafts, others, unread) = people(&sheet);
    let mut faults: Vec<String> = Vec::new();
    for said in register.says.iter().filter(|said| !is_there(&drafts, said)) {
        faults.push(format!("{} {} {:?} is missing", said.whose, said.set, said.items));
    }
    for draft in &drafts {
        let said = draft
            .problems
            .iter()
            .filter(|placed| placed.problem.severity > antou_record::Severity::Info);
        faults.extend(said.map(|placed| format!("{} {}", placed.address(), placed.problem.message)));
    }
    faults.extend(
        layout
            .problems
            .iter()
            .chain(&unread)
            .map(|placed| format!("{} {}", placed.address(), placed.problem.message)),
    );
    faults.extend(
        others
            .iter()
            .filter(|other| other.kind.label() != "空行")
            .map(|other| format!("{} {:?}", other.row, other.kind)),
    );
    if !faults.is_empty() {
        let columns = layout.columns.iter().map(|column| {
            format!(
                "{}→{:?}",
                column.heading(),
                column.target().map(|target| target.path())
            )
        });
        faults.push(format!(
            "set {:?} rows {:?} {}",
            layout.set,
            layout.header_rows,
            columns.collect::<Vec<_>>().join("  ")
        ));
        faults.extend(drafts.iter().flat_map(|draft| {
            draft
                .children
                .iter()
                .map(|child| format!("  {} {:?}", draft.person.shown("name"), child.row))
        }));
    }
    faults
}

#[test]
fn every_register_is_recognised() {
    let mut told = Vec::new();
    for register in registers() {
        let faults = faults(&register);
        if !faults.is_empty() {
            told.push(format!("{}:\n    {}", register.what, faults.join("\n    ")));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
