//! Older files are brought up to date after a backup; newer ones are refused and left alone.

use super::common::{desk, edit, open, row, three_people};
use crate::StoreError;

/// What a file of a program would look like that knew neither talks nor one item of the assessment.
const OLDER: &str = "
    DROP TRIGGER talk_insert; DROP TRIGGER talk_update; DROP TRIGGER talk_delete; DROP TABLE talk;
    DELETE FROM set_number WHERE code = 'talk';
    ALTER TABLE roster DROP COLUMN current_talk;
    DROP TRIGGER assessment_insert; DROP TRIGGER assessment_update; DROP TRIGGER assessment_delete;
    ALTER TABLE assessment DROP COLUMN learning;
";

#[test]
fn an_older_file_gets_what_it_lacks_after_a_backup() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    edit(&mut desk.vault, |tx| {
        tx.insert(
            Some(zhang),
            &row("assessment", &[("year", "2023"), ("conclusion", "优秀")]),
        )
    });
    desk.vault.connection.execute_batch(OLDER).unwrap();
    drop(desk.vault);
    let mut vault = open(&desk.folder.0, &desk.clock).unwrap();
    assert_eq!(vault.backups().unwrap()[0].reason, "升级前");
    assert_eq!(
        vault.verify(&mut |_| true).unwrap(),
        [],
        "the digests of older rows are the same"
    );
    edit(&mut vault, |tx| {
        tx.insert(
            Some(zhang),
            &row("talk", &[("kind", "谈心谈话"), ("date", "2024-05-06")]),
        )?;
        tx.update(
            "assessment",
            1,
            &[super::common::change("assessment", "learning", "95.5")],
        )
    });
    let dossier = vault.dossier(zhang).unwrap();
    assert_eq!(dossier.rows("talk").len(), 1);
    assert_eq!(dossier.rows("assessment")[0].row.shown("learning"), "95.5");
    drop(vault);
    let vault = open(&desk.folder.0, &desk.clock).unwrap();
    assert_eq!(
        vault.backups().unwrap().len(),
        1,
        "a file that lacks nothing is opened without a backup"
    );
    assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    for newer in [
        "PRAGMA user_version = 99",
        "INSERT INTO set_number(number, code) VALUES(900, 'hologram')",
        "ALTER TABLE person ADD COLUMN hologram TEXT",
    ] {
        let mut desk = desk();
        three_people(&mut desk.vault);
        desk.vault.connection.execute_batch(newer).unwrap();
        drop(desk.vault);
        let before = std::fs::read(desk.folder.0.join("vault.db")).unwrap();
        let refused = open(&desk.folder.0, &desk.clock);
        match refused {
            Err(error @ StoreError::Newer { .. }) => {
                assert!(error.to_string().contains("升级软件"), "{error}")
            }
            other => panic!("{newer}: {other:?}"),
        }
        assert_eq!(std::fs::read(desk.folder.0.join("vault.db")).unwrap(), before);
    }
    let desk = desk();
    drop(desk.vault);
    let keys = desk.folder.0.join("keys.json");
    let text = std::fs::read_to_string(&keys).unwrap();
    std::fs::write(&keys, text.replace("\"format\": 1", "\"format\": 2")).unwrap();
    assert!(matches!(
        open(&desk.folder.0, &desk.clock),
        Err(StoreError::Newer { .. })
    ));
}

#[test]
fn every_item_of_every_set_has_its_column() {
    let desk = desk();
    for set in antou_record::dictionary().sets() {
        let plan = desk.vault.plan(&set.code).unwrap();
        desk.vault.connection.prepare(&plan.select_by_owner).unwrap();
        desk.vault.connection.prepare(&plan.insert).unwrap();
        let order = format!("{} AS t ORDER BY {}", plan.select, plan.current.sql("t"));
        desk.vault.connection.prepare(&order).unwrap();
    }
}
