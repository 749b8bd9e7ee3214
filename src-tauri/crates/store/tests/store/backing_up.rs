//! Backups are complete, verified, and come back.

use antou_store::{HistoryQuery, OpKind, StoreError, Vault};

use crate::common::{Folder, PASSWORD, change, desk, edit, open, three_people};

#[test]
fn a_backup_is_restored_and_the_restore_is_recorded() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let backup = vault.backup("每日").unwrap();
    assert_eq!((backup.reason.as_str(), backup.at), ("每日", crate::common::NOW));
    edit(vault, |tx| {
        tx.update("person", zhang, &[change("person", "name", "李四")])
    });
    vault.restore(&backup.name).unwrap();
    assert_eq!(vault.row("person", zhang).unwrap().shown("name"), "张三");
    let last = &vault.history(&HistoryQuery::default()).unwrap()[0];
    assert_eq!(
        (last.kind, last.detail.as_ref().unwrap()["replaced_op"].as_i64()),
        (OpKind::Restore, Some(3))
    );
    assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
    let reasons: Vec<String> = vault
        .backups()
        .unwrap()
        .into_iter()
        .map(|backup| backup.reason)
        .collect();
    assert!(
        reasons.iter().any(|reason| reason.starts_with("恢复前")),
        "{reasons:?}"
    );
    edit(vault, |tx| {
        tx.update("person", zhang, &[change("person", "name", "王五")])
    });
    drop(desk.vault);
    let vault = open(&desk.folder.0, &desk.clock).unwrap();
    assert_eq!(vault.row("person", zhang).unwrap().shown("name"), "王五");
    assert_eq!(vault.warnings(), []);
}

#[test]
fn the_files_of_a_backup_are_a_vault_elsewhere() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    edit(&mut desk.vault, |tx| {
        let digest = tx.put_blob(b"\x89PNG invented")?;
        let photo = antou_record::dictionary().person().item("photo").unwrap().index;
        tx.update(
            "person",
            zhang,
            &[(photo, Some(antou_record::Value::Text(digest)))],
        )
    });
    let backup = desk.vault.backup("移交").unwrap();
    let elsewhere = Folder::new();
    let from = desk.folder.0.join("backups");
    for (name, to) in [
        (backup.name.as_str(), "vault.db"),
        ("blobs.db", "blobs.db"),
        ("keys.json", "keys.json"),
    ] {
        std::fs::copy(from.join(name), elsewhere.0.join(to)).unwrap();
    }
    let copy = Vault::open(&elsewhere.0, None, PASSWORD, desk.clock.environment()).unwrap();
    assert_eq!(copy.dossier(zhang).unwrap(), desk.vault.dossier(zhang).unwrap());
    assert_eq!(
        copy.dossier(zhang).unwrap().photo.as_deref(),
        Some(&b"\x89PNG invented"[..])
    );
}

#[test]
fn a_damaged_backup_is_not_adopted() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let backup = desk.vault.backup("每日").unwrap();
    let path = desk.folder.0.join("backups").join(&backup.name);
    let whole = std::fs::read(&path).unwrap();
    for turn in 0..12 {
        let mut broken = whole.clone();
        if turn % 2 == 0 {
            broken.truncate(whole.len() * (turn + 1) / 14);
        } else {
            let place = whole.len() * turn / 13;
            broken[place] ^= 4;
        }
        std::fs::write(&path, &broken).unwrap();
        let refused = desk.vault.restore(&backup.name);
        assert!(
            matches!(refused, Err(StoreError::BadBackup(_))),
            "{turn}: {refused:?}"
        );
        assert_eq!(desk.vault.row("person", zhang).unwrap().shown("name"), "张三");
    }
    assert!(matches!(
        desk.vault.restore("没有.db"),
        Err(StoreError::UnknownBackup(_))
    ));
}

#[test]
fn a_restore_cut_short_between_the_two_renames_is_finished_on_opening() {
    let mut desk = desk();
    three_people(&mut desk.vault);
    drop(desk.vault);
    let folder = &desk.folder.0;
    std::fs::rename(folder.join("vault.db"), folder.join("vault.db.restoring")).unwrap();
    assert_eq!(open(folder, &desk.clock).unwrap().summary().unwrap().people, 3);
}

#[test]
fn backups_of_many_days_are_thinned() {
    let mut desk = desk();
    for _ in 0..40 {
        desk.vault.backup("每日").unwrap();
        desk.clock.forward(86_400);
    }
    let count = desk.vault.backups().unwrap().len();
    assert!((14..=24).contains(&count), "{count}");
}
