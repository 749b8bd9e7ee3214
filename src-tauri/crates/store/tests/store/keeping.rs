//! A vault is made, written, closed, opened, and gives back what was put in.

use antou_record::Value;
use antou_store::{Op, OpKind, PeopleQuery, StoreError};

use crate::common::{change, desk, edit, open, row, three_people};

#[test]
fn what_is_written_is_read_again_after_closing() {
    let mut desk = desk();
    let [zhang, shan, _] = three_people(&mut desk.vault);
    drop(desk.vault);
    let vault = open(&desk.folder.0, &desk.clock).unwrap();
    let dossier = vault.dossier(zhang).unwrap();
    assert_eq!(dossier.person.shown("name"), "张三");
    assert_eq!(dossier.person.shown("birth"), "1975.06");
    assert_eq!(dossier.rows("post")[0].row.shown("unit"), "县财政局");
    assert_eq!(vault.find_by_id_number("990101198001020011").unwrap(), [shan]);
    assert_eq!(vault.find_by_name("单雄信").unwrap(), [shan]);
    assert_eq!(vault.summary().unwrap().people, 3);
    assert_eq!(vault.identities().unwrap()[1].name, "单雄信");
    assert_eq!(vault.warnings(), []);
    assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
    let units = vault.units().unwrap();
    let bureau = units.iter().find(|unit| unit.name == "县财政局").unwrap();
    assert_eq!((bureau.people, bureau.people_below), (1, 3));
}

#[test]
fn a_list_finds_people_and_shows_columns() {
    let mut desk = desk();
    let [zhang, shan, ouyang] = three_people(&mut desk.vault);
    let find = |text: &str| {
        let query = PeopleQuery {
            text: text.into(),
            ..PeopleQuery::default()
        };
        desk.vault.people_ids(&query).unwrap()
    };
    assert_eq!(find(""), [zhang, shan, ouyang], "by level");
    assert_eq!(find("zs"), [zhang]);
    assert_eq!(find("财政"), [zhang]);
    let page = desk
        .vault
        .people(&PeopleQuery {
            columns: vec!["name".into(), "post.unit".into(), "post.title".into()],
            ..PeopleQuery::default()
        })
        .unwrap();
    assert_eq!(page.total, 3);
    assert_eq!(page.lines[1].cells[0], Some(Value::Text("单雄信".into())));
    let unit = page.lines[1].cells[1].as_ref().unwrap();
    assert_eq!(page.columns[1].shown(unit), "预算股");
}

#[test]
fn an_operation_that_fails_leaves_nothing() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let before = desk.vault.dossier(zhang).unwrap();
    let failed = desk.vault.transact(Op::new(OpKind::Edit, "修改"), |tx| {
        tx.update("person", zhang, &[change("person", "name", "李四")])?;
        tx.insert(
            Some(zhang),
            &row("assessment", &[("year", "2023"), ("conclusion", "优秀")]),
        )?;
        Err::<(), _>(StoreError::Cancelled)
    });
    assert!(matches!(failed, Err(StoreError::Cancelled)));
    assert_eq!(desk.vault.dossier(zhang).unwrap(), before);
    let unchanged = desk
        .vault
        .transact(Op::new(OpKind::Edit, "修改"), |tx| {
            tx.update("person", zhang, &[change("person", "name", "张三")])
        })
        .unwrap();
    assert_eq!(
        (unchanged.value, unchanged.op),
        (false, None),
        "the same value is no change"
    );
}

#[test]
fn an_edit_can_be_taken_back_and_the_taking_back_too() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let before = desk.vault.dossier(zhang).unwrap();
    let op = desk
        .vault
        .transact(Op::new(OpKind::Edit, "改名"), |tx| {
            tx.update("person", zhang, &[change("person", "name", "张三丰")])?;
            tx.insert(
                Some(zhang),
                &row("assessment", &[("year", "2023"), ("conclusion", "优秀")]),
            )
        })
        .unwrap();
    let after = desk.vault.dossier(zhang).unwrap();
    let undone = desk.vault.undo(op.op.unwrap()).unwrap();
    assert_eq!(undone.value.restored, 2);
    assert_eq!(desk.vault.dossier(zhang).unwrap(), before);
    assert!(desk.vault.undo(op.op.unwrap()).is_err(), "it is undone already");
    desk.vault.undo(undone.op.unwrap()).unwrap();
    assert_eq!(desk.vault.dossier(zhang).unwrap(), after);
    assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), []);
}

#[test]
fn the_owner_of_a_unit_set_is_its_unit_item() {
    let mut desk = desk();
    let vault = &mut desk.vault;
    let unit = edit(vault, |tx| tx.find_or_create_unit("县教育局", None));
    let at = format!("#{unit}");
    edit(vault, |tx| {
        tx.insert(None, &row("slot", &[("unit", &at), ("title", "局长")]))
    });
    assert_eq!(vault.unit_rows("slot", unit).unwrap().len(), 1);
    let refused = vault.transact(Op::new(OpKind::Edit, "删除"), |tx| tx.delete("unit", unit));
    assert!(
        matches!(refused, Err(StoreError::StillUsed { .. })),
        "{refused:?}"
    );
}
