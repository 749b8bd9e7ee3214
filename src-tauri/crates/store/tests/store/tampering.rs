//! Whoever changes the files behind the program's back is noticed.

use std::path::Path;

use antou_store::{Finding, HistoryQuery, PeopleQuery, StoreError, Vault};

use crate::common::{Desk, HandClock, change, desk, edit, open, row, three_people};

const PAGE: usize = 4096;

fn noticed(folder: &Path, clock: &HandClock) -> Vec<String> {
    match open(folder, clock) {
        Err(error @ (StoreError::Damaged { .. } | StoreError::Database(_))) => vec![error.to_string()],
        Err(other) => panic!("{other}"),
        Ok(vault) => findings(&vault).iter().map(Finding::to_string).collect(),
    }
}

/// Everything a clerk can see.
fn visible(vault: &Vault) -> String {
    let find = |text: &str| {
        let query = PeopleQuery {
            text: text.into(),
            ..PeopleQuery::default()
        };
        vault.people_ids(&query).unwrap()
    };
    let found: Vec<_> = ["", "张", "李四", "ls", "单", "财政", "股长", "99"]
        .into_iter()
        .map(find)
        .collect();
    let dossiers: Vec<_> = find("")
        .into_iter()
        .map(|person| vault.dossier(person).unwrap())
        .collect();
    let history = vault.history(&HistoryQuery::default()).unwrap();
    format!("{found:?} {dossiers:?} {history:?} {:?}", vault.units().unwrap())
}

fn findings(vault: &Vault) -> Vec<Finding> {
    vault.verify(&mut |_| true).unwrap()
}

fn closed(mut desk: Desk, work: impl FnOnce(&mut Vault)) -> (crate::common::Folder, HandClock) {
    work(&mut desk.vault);
    drop(desk.vault);
    (desk.folder, desk.clock)
}

#[test]
fn one_flipped_bit_is_noticed_wherever_it_is() {
    let (folder, clock) = closed(desk(), |vault| {
        three_people(vault);
    });
    let path = folder.0.join("vault.db");
    let whole = std::fs::read(&path).unwrap();
    let step = whole.len() / 60;
    for turn in 0..60 {
        let place = turn * step + turn * 7 % step;
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (turn % 8);
        std::fs::write(&path, &flipped).unwrap();
        assert!(!noticed(&folder.0, &clock).is_empty(), "bit at byte {place}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(
        noticed(&folder.0, &clock),
        Vec::<String>::new(),
        "the untouched file passes"
    );
}

#[test]
fn an_older_page_put_back_is_noticed() {
    let mut person = 0;
    let (folder, clock) = closed(desk(), |vault| {
        [person, ..] = three_people(vault);
        edit(vault, |tx| {
            tx.insert(
                Some(person),
                &row("assessment", &[("year", "2023"), ("conclusion", "不称职")]),
            )
        });
    });
    let path = folder.0.join("vault.db");
    let older = std::fs::read(&path).unwrap();
    let mut vault = open(&folder.0, &clock).unwrap();
    edit(&mut vault, |tx| {
        tx.update("assessment", 1, &[change("assessment", "conclusion", "优秀")])?;
        tx.update("person", person, &[change("person", "name", "李四")])
    });
    let right = visible(&vault);
    drop(vault);
    let newer = std::fs::read(&path).unwrap();
    let (mut changed, mut missed) = (0, Vec::new());
    for page in 1..older.len().min(newer.len()) / PAGE {
        let range = page * PAGE..(page + 1) * PAGE;
        if older[range.clone()] != newer[range.clone()] {
            let mut mixed = newer.clone();
            mixed[range.clone()].copy_from_slice(&older[range]);
            std::fs::write(&path, &mixed).unwrap();
            changed += 1;
            let found = noticed(&folder.0, &clock);
            // a page may hold the same as before (an index whose entry did not change): then nothing must be different
            if found.is_empty() && visible(&open(&folder.0, &clock).unwrap()) != right {
                missed.push(page);
            }
        }
    }
    assert!(changed >= 3, "the row, the journal, the digests: {changed}");
    assert_eq!(missed, Vec::<usize>::new(), "of {changed} pages");
}

#[test]
fn an_older_file_put_back_is_noticed() {
    let (folder, clock) = closed(desk(), |vault| {
        three_people(vault);
    });
    let path = folder.0.join("vault.db");
    let older = std::fs::read(&path).unwrap();
    let mut vault = open(&folder.0, &clock).unwrap();
    edit(&mut vault, |tx| {
        tx.update("person", 1, &[change("person", "name", "张三丰")])
    });
    drop(vault);
    std::fs::write(&path, &older).unwrap();
    let vault = open(&folder.0, &clock).unwrap();
    assert!(
        matches!(vault.warnings(), [Finding::OlderState { op: 2, anchored: 3 }]),
        "{:?}",
        vault.warnings()
    );
    assert!(matches!(
        findings(&vault).as_slice(),
        [Finding::OlderState { .. }]
    ));
}

#[test]
fn a_missing_anchor_is_said() {
    let (folder, clock) = closed(desk(), |vault| {
        three_people(vault);
    });
    std::fs::remove_file(folder.0.join("anchor.json")).unwrap();
    assert_eq!(
        open(&folder.0, &clock).unwrap().warnings(),
        [Finding::AnchorMissing]
    );
}
