//! Nothing is written except through the door, and what is written past it is noticed.

use antou_record::dictionary;

use super::common::{desk, edit, row, three_people};
use crate::{Finding, Op, OpKind, StoreError};

#[test]
fn every_table_refuses_writes_when_no_operation_is_open() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    edit(&mut desk.vault, |tx| {
        tx.insert(
            Some(zhang),
            &row("assessment", &[("year", "2023"), ("conclusion", "优秀")]),
        )
    });
    let connection = &desk.vault.connection;
    for sql in [
        "INSERT INTO person(name) VALUES('外人')",
        "UPDATE person SET name = '外人'",
        "DELETE FROM assessment",
        "UPDATE assessment SET conclusion = '1'",
        "UPDATE unit SET name = '别的'",
        "INSERT INTO plan(kind) VALUES('1')",
    ] {
        assert!(connection.execute(sql, []).is_err(), "{sql}");
    }
    for set in dictionary().sets() {
        let refused = connection.execute(&format!("INSERT INTO \"{}\" DEFAULT VALUES", set.code), []);
        assert!(refused.is_err(), "{}", set.code);
    }
    for sql in [
        "UPDATE op SET label = '别的'",
        "DELETE FROM op",
        "UPDATE change SET kind = 'I'",
        "DELETE FROM change",
    ] {
        let error = connection.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("操作记录"), "{error}");
    }
    assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), []);
}

#[test]
fn rows_and_records_changed_past_the_door_are_named() {
    let clean = |sql: &str| {
        let mut desk = desk();
        three_people(&mut desk.vault);
        desk.vault.connection.execute_batch(sql).unwrap();
        desk.vault.verify(&mut |_| true).unwrap()
    };
    let name = "张三".to_owned();
    assert_eq!(
        clean("DROP TRIGGER post_update; UPDATE post SET title = '主席' WHERE id = 1"),
        [Finding::Person { person: 1, name }, Finding::Index]
    );
    assert_eq!(
        clean("DROP TRIGGER unit_update; UPDATE unit SET level = NULL, note = '改' WHERE id = 1"),
        [Finding::Shared]
    );
    assert_eq!(
        clean("DROP TRIGGER op_stays_1; UPDATE op SET operator = '别人' WHERE id = 2"),
        [Finding::Operation { op: 2 }]
    );
    assert_eq!(
        clean("DROP TRIGGER change_stays_2; DELETE FROM change WHERE id = 3"),
        [Finding::Operation { op: 2 }]
    );
    assert_eq!(
        clean("UPDATE roster SET name = '张四' WHERE person = 1"),
        [Finding::Index]
    );
    assert_eq!(clean("DELETE FROM fulltext WHERE rowid = 1"), [Finding::Index]);
    assert!(
        clean("DROP TRIGGER op_stays_2; DELETE FROM op WHERE id = 2").contains(&Finding::Operation { op: 2 })
    );
}

#[test]
fn the_index_is_made_again_from_the_dossiers() {
    let mut desk = desk();
    three_people(&mut desk.vault);
    desk.vault
        .connection
        .execute_batch("UPDATE roster SET name = '张四'; DELETE FROM fulltext WHERE rowid = 2")
        .unwrap();
    assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), [Finding::Index]);
    desk.vault.rebuild_index().unwrap();
    assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), []);
    let query = crate::PeopleQuery {
        text: "单雄信".into(),
        ..crate::PeopleQuery::default()
    };
    assert_eq!(desk.vault.people_ids(&query).unwrap(), [2]);
}

#[test]
fn an_operation_that_goes_on_after_a_failed_statement_is_not_kept() {
    let mut desk = desk();
    three_people(&mut desk.vault);
    desk.vault
        .connection
        .execute_batch("CREATE TRIGGER no_five BEFORE INSERT ON person WHEN NEW.name = '五' BEGIN SELECT RAISE(FAIL, 'no'); END")
        .unwrap();
    let result = desk.vault.transact(Op::new(OpKind::Import, "大批"), |tx| {
        for name in ["四", "五", "六"] {
            let _ = tx.insert(None, &row("person", &[("name", name)]));
        }
        Ok::<_, StoreError>(())
    });
    assert!(matches!(result, Err(StoreError::BrokenOperation)), "{result:?}");
    assert_eq!(desk.vault.summary().unwrap().people, 3);
}

#[test]
fn many_people_are_indexed_in_one_walk_as_they_are_one_by_one() {
    let mut desk = desk();
    let people = edit(&mut desk.vault, |tx| {
        let mut people = Vec::new();
        for number in 0..2_100 {
            people.push(tx.insert(None, &row("person", &[("name", &format!("赵{number}"))]))?);
        }
        Ok(people)
    });
    edit(&mut desk.vault, |tx| {
        for person in &people {
            tx.insert(
                Some(*person),
                &row("resume", &[("started", "2001"), ("text", "北方农业大学学习")]),
            )?;
        }
        tx.delete("person", people[7])?;
        tx.insert(None, &row("person", &[("name", "新人")]))
    });
    assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), []);
    let query = crate::PeopleQuery {
        text: "农业".into(),
        ..crate::PeopleQuery::default()
    };
    assert_eq!(desk.vault.people_count(&query).unwrap(), 2_099);
}

#[test]
fn every_decimal_comes_back_from_the_journal_exactly() {
    let desk = desk();
    let mut state = 88_172_645_463_325_252u64;
    for _ in 0..20_000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let number = (state >> 12) as f64 / f64::from(1u32 << (state % 31));
        let text: String = desk
            .vault
            .connection
            .prepare_cached("SELECT format('%!.17g', ?1)")
            .unwrap()
            .query_row([number], |row| row.get(0))
            .unwrap();
        assert_eq!(text.parse::<f64>().unwrap().to_bits(), number.to_bits(), "{text}");
    }
}
