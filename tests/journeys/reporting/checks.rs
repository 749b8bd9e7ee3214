//! The draw and the checks.

use std::collections::BTreeMap;

use antou_desk::Unwatched;
use antou_desk::messages::*;

use super::{office, texts};

#[test]
fn a_draw_is_kept_with_all_that_decided_it_and_comes_out_the_same_again() {
    let office = office();
    office.widens(
        "云岭区档案局",
        &[("levels", "乡科级正职、科员级"), ("document", "科级规定")],
    );
    let pool = office
        .clerk
        .desk
        .matters_pool(
            MattersPoolQuery {
                year: 2026,
                unit: None,
            },
            &Unwatched,
        )
        .expect("the pool");
    assert_eq!(
        (pool.people, pool.percent, pool.batch.as_str()),
        (4, 10, "2026年随机抽查")
    );
    assert_eq!(pool.rule.expect("cited").id, "SX-05");

    let silent = office
        .draws("03 17 22", &[(office.member, "  ")])
        .expect_err("refused");
    assert!(silent.message.contains("没有写明原因"));
    let drawn = office
        .draws("03 17 22 28 31 06", &[(office.member, "长期病假")])
        .expect("drawn");
    let people: Vec<i64> = drawn.draw.drawn.iter().map(|drawn| drawn.person).collect();
    assert_eq!(people.len(), 2, "half of three, a fraction being one more");
    assert!(!people.contains(&office.member));
    assert_eq!(drawn.draw.cells["seed"], "03 17 22 28 31 06");
    assert_eq!(drawn.draw.excluded[0].note, "长期病假");
    assert_eq!(
        office.checks("random").rows.len(),
        2,
        "a check is due of everybody drawn"
    );

    let verify = || {
        office
            .clerk
            .desk
            .verify_matters_draw(MattersDrawId { id: drawn.draw.id }, &Unwatched)
            .expect("verified")
    };
    let again = verify();
    assert!(
        again.same && again.differences.is_empty(),
        "{:?}",
        again.differences
    );
    assert_eq!((again.population, again.drawn), (3, 2));
    assert_eq!(again.digest, drawn.draw.cells["digest"]);

    let twice = office.draws("1", &[]).expect_err("the same name twice");
    assert_eq!(twice.code, "matters.batch");

    let record = office.lists("matters_draw", None, Some(drawn.draw.id), "");
    assert_eq!(
        record
            .rows
            .iter()
            .filter_map(|row| row.person)
            .collect::<Vec<_>>(),
        people,
        "in the order drawn"
    );
    assert!(
        record
            .notes
            .iter()
            .any(|note| note.contains("03 17 22 28 31 06") && note.contains(&again.digest))
    );
    assert_eq!(
        office
            .lists("matters_draw", None, Some(drawn.draw.id), "population")
            .rows
            .len(),
        3
    );
    assert_eq!(
        office
            .lists("matters_draw", None, Some(drawn.draw.id), "excluded")
            .rows[0]
            .cells[4],
        "长期病假"
    );

    let check = office.checks("random").rows[0].row;
    office
        .clerk
        .desk
        .delete_row(
            RowId {
                set: "matters_check".into(),
                row: check,
            },
            &Unwatched,
        )
        .expect("deleted");
    assert!(
        verify()
            .differences
            .iter()
            .any(|told| told.contains("已经没有这一批次的查核登记"))
    );
    office.clerk.undoes(None);
    office.clerk.undoes(drawn.op);
    assert!(
        office.checks("").rows.is_empty(),
        "the draw and its checks are taken back together"
    );
    let same = office
        .draws("03 17 22 28 31 06", &[(office.member, "长期病假")])
        .expect("drawn again");
    assert_eq!(
        same.draw
            .drawn
            .iter()
            .map(|drawn| drawn.person)
            .collect::<Vec<_>>(),
        people,
        "the same people again"
    );

    let made = office.clerk.desk.draw_matters(
        DrawMatters {
            year: 2026,
            unit: None,
            batch: "补抽".into(),
            percent: None,
            seed: String::new(),
            seed_source: String::new(),
            excluded: Vec::new(),
            witnesses: String::new(),
        },
        &Unwatched,
    );
    let made = made.expect("drawn");
    assert_eq!(made.draw.cells["seed_source"], "计算机随机数");
    assert_eq!(made.draw.cells["seed"].len(), 32, "the seed is shown");
    assert_eq!(
        (made.draw.cells["percent"].as_str(), made.draw.drawn.len()),
        ("10", 1)
    );
}

#[test]
fn results_are_entered_for_many_influence_is_computed_and_contradictions_are_said() {
    let office = office();
    let key = AddRows {
        set: "matters_check".into(),
        values: texts(&[
            ("kind", "重点查核"),
            ("cause", "拟提拔"),
            ("batch", "2026年6月考察"),
            ("year", "2026"),
            ("checked", "2026.06.10"),
            ("result", "一致"),
        ]),
        people: vec![office.head, office.adviser, office.section],
    };
    assert_eq!(
        office.clerk.desk.add_rows(key, &Unwatched).expect("added").added,
        3
    );
    let row_of = |person: i64| {
        let rows = office.checks("").rows;
        rows.iter()
            .find(|row| row.person == person)
            .map(|row| row.row)
            .expect("a check")
    };
    let fills = |rows: Vec<i64>, values: &[(&str, &str)]| {
        let request = FillMattersChecks {
            rows,
            values: texts(values),
        };
        office.clerk.desk.fill_matters_checks(request, &Unwatched)
    };
    let filled = fills(
        vec![row_of(office.adviser), row_of(office.section)],
        &[("result", "隐瞒不报")],
    )
    .expect("filled");
    assert_eq!(filled.changed, 2);
    assert!(
        office
            .checks("doubt")
            .rows
            .iter()
            .all(|row| row.doubts[0].contains("还没有处理"))
    );
    fills(
        vec![row_of(office.adviser)],
        &[("handling", "诫勉"), ("handled", "2026.07.01")],
    )
    .expect("filled");
    let handled = office.checks("influence").rows.remove(0);
    assert_eq!(
        (handled.person, handled.until.as_str()),
        (office.adviser, "2027.01.01")
    );
    assert!(handled.blocks.contains("提拔"));
    assert!(handled.rule.expect("cited").verify.is_some(), "需核实 is shown");
    fills(
        vec![row_of(office.section)],
        &[("handling", "批评教育"), ("handled", "2026.06.01")],
    )
    .expect("filled");
    let told = office.checks("doubt").rows.remove(0).doubts.join("；");
    assert!(told.contains("处理时间早于查核时间"), "{told}");
    let counts: BTreeMap<String, u64> = office
        .checks("")
        .counts
        .into_iter()
        .map(|count| (count.only, count.people))
        .collect();
    assert_eq!(
        (
            counts[""],
            counts["key"],
            counts["1"],
            counts["4"],
            counts["influence"]
        ),
        (3, 3, 1, 2, 1)
    );

    let listed = office.lists("matters_checks", Some(2026), None, "4/2026年6月考察");
    assert_eq!(listed.rows.len(), 2);
    assert_eq!(listed.title, "2026年个人有关事项查核结果（2026年6月考察）");
    let refused = fills(vec![row_of(office.head)], &[("note", "说明")]).expect_err("refused");
    assert!(refused.message.contains("说明"));
    let undo = UndoRequest {
        op: filled.op,
        ..UndoRequest::default()
    };
    let refused = office.clerk.desk.undo(undo, &Unwatched).expect_err("refused");
    assert_eq!(
        refused.code, "undo.changed_since",
        "what was changed since is named"
    );
    assert_eq!(office.checks("4").rows.len(), 2);
}
