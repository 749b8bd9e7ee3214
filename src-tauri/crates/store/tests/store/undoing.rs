//! What was done can be taken back; what was changed since is not overwritten; and the history says what happened.

use antou_record::{Value, dictionary};
use antou_store::{HistoryQuery, Op, OpKind, Output, StoreError, Tx, Vault};
use proptest::prelude::*;

use crate::common::{change, desk, edit, row, three_people};

fn done<T>(
    vault: &mut Vault,
    kind: OpKind,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
) -> Output<T> {
    vault.transact(Op::new(kind, "测试"), work).unwrap()
}

/// Everything in the vault as text.
fn content(vault: &Vault) -> String {
    let people = vault.identities().unwrap();
    let dossiers: Vec<String> = people
        .iter()
        .map(|identity| format!("{:?}", vault.dossier(identity.person).unwrap()))
        .collect();
    let shared = dictionary()
        .sets()
        .iter()
        .filter(|set| !set.is_owned_by_person() && set.code != "person");
    let rows: Vec<String> = shared
        .map(|set| format!("{:?}", vault.rows(&set.code).unwrap()))
        .collect();
    dossiers.join("\n") + &rows.join("\n")
}

#[test]
fn a_later_change_of_the_same_row_stands_in_the_way_and_is_named() {
    let mut desk = desk();
    let [zhang, shan, _] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let first = done(vault, OpKind::Edit, |tx| {
        tx.update("person", zhang, &[change("person", "remark", "一")])?;
        tx.update("person", shan, &[change("person", "remark", "一")])
    });
    edit(vault, |tx| {
        tx.update("person", zhang, &[change("person", "remark", "二")])
    });
    match vault.undo(first.op.unwrap()) {
        Err(StoreError::ChangedSince(kept)) => {
            assert_eq!(kept.len(), 1);
            assert_eq!((kept[0].person, kept[0].name.as_str()), (Some(zhang), "张三"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        vault.row("person", shan).unwrap().shown("remark"),
        "一",
        "nothing is taken back by halves"
    );
    let second = vault.history(&HistoryQuery::default()).unwrap()[0].op;
    vault.undo(second).unwrap();
    vault.undo(first.op.unwrap()).unwrap();
    assert_eq!(
        vault.row("person", zhang).unwrap().shown("remark"),
        "",
        "once nothing stands in the way it works"
    );
}

#[test]
fn another_row_of_the_same_person_does_not_stand_in_the_way() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let first = done(vault, OpKind::Edit, |tx| {
        tx.update("person", zhang, &[change("person", "remark", "一")])
    });
    edit(vault, |tx| {
        tx.insert(
            Some(zhang),
            &row("assessment", &[("year", "2023"), ("conclusion", "优秀")]),
        )
    });
    vault.undo(first.op.unwrap()).unwrap();
    assert_eq!(vault.dossier(zhang).unwrap().rows("assessment").len(), 1);
}

#[test]
fn an_import_is_taken_back_except_for_those_changed_since() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let before = content(vault);
    let import = done(vault, OpKind::Import, |tx| {
        let unit = tx.find_or_create_unit("县水利局", None)?;
        let mut people = Vec::new();
        for name in ["甲一", "乙二", "丙三"] {
            let person = tx.insert(None, &row("person", &[("name", name)]))?;
            let post = [
                ("unit", format!("#{unit}")),
                ("title", "科员".into()),
                ("started", "2024-01".into()),
            ];
            let post: Vec<(&str, &str)> = post.iter().map(|(item, text)| (*item, text.as_str())).collect();
            tx.insert(Some(person), &row("post", &post))?;
            people.push(person);
        }
        tx.update("person", zhang, &[change("person", "remark", "导入")])?;
        Ok(people)
    });
    let [jia, yi, bing] = import.value[..] else {
        panic!("three people")
    };
    edit(vault, |tx| {
        tx.insert(
            Some(yi),
            &row("assessment", &[("year", "2024"), ("conclusion", "称职")]),
        )
    });
    match vault.undo(import.op.unwrap()) {
        Err(StoreError::ChangedSince(kept)) => assert_eq!(kept[0].name, "乙二"),
        other => panic!("{other:?}"),
    }
    let in_the_way = vault.changed_since(import.op.unwrap()).unwrap();
    assert_eq!(in_the_way.len(), 1, "looking changes nothing: {in_the_way:?}");
    let undone = vault.undo_rest(import.op.unwrap()).unwrap();
    assert!(
        vault.undo_rest(import.op.unwrap()).is_err(),
        "what was taken back is not taken back again"
    );
    let mut kept: Vec<&str> = undone.value.kept.iter().map(|kept| kept.name.as_str()).collect();
    kept.sort_unstable();
    assert_eq!(
        kept,
        ["乙二", "县水利局"],
        "who was changed since, and the unit where they are"
    );
    assert!(vault.dossier(jia).is_err() && vault.dossier(bing).is_err());
    assert_eq!(
        vault.dossier(yi).unwrap().rows("post").len(),
        1,
        "who is kept is kept whole"
    );
    assert_eq!(vault.row("person", zhang).unwrap().shown("remark"), "");
    assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
    vault.undo(undone.op.unwrap()).unwrap();
    assert_eq!(
        vault.dossier(jia).unwrap().person.shown("name"),
        "甲一",
        "with the same number as before"
    );
    assert_ne!(content(vault), before);
    assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
}

#[test]
fn of_somebody_who_was_there_before_only_the_rows_edited_since_stay() {
    let mut desk = desk();
    let [zhang, shan, _] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let import = done(vault, OpKind::Import, |tx| {
        tx.update("person", zhang, &[change("person", "remark", "导入")])?;
        tx.update("person", shan, &[change("person", "remark", "导入")])?;
        let year = |year| row("assessment", &[("year", year), ("conclusion", "称职")]);
        tx.insert(Some(zhang), &year("2023"))?;
        tx.insert(Some(zhang), &year("2024"))
    });
    let edited = import.value;
    edit(vault, |tx| {
        tx.update(
            "assessment",
            edited,
            &[change("assessment", "conclusion", "优秀")],
        )
    });
    let undone = vault.undo_rest(import.op.unwrap()).unwrap().value;
    assert_eq!(undone.restored, 3);
    assert_eq!(undone.kept.len(), 1);
    assert_eq!(
        (undone.kept[0].person, undone.kept[0].reason.as_str()),
        (Some(zhang), "年度考核之后又改过")
    );
    let dossier = vault.dossier(zhang).unwrap();
    assert_eq!(dossier.person.shown("remark"), "");
    assert_eq!(dossier.rows("assessment").len(), 1);
    assert_eq!(dossier.rows("assessment")[0].row.shown("conclusion"), "优秀");
    assert_eq!(vault.row("person", shan).unwrap().shown("remark"), "");
    assert_eq!(vault.verify(&mut |_| true).unwrap(), []);
}

#[test]
fn somebody_the_import_added_and_others_name_since_stays() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let import = done(vault, OpKind::Import, |tx| {
        tx.insert(None, &row("person", &[("name", "甲一")]))
    });
    let mentor = import.value;
    edit(vault, |tx| {
        tx.insert(
            Some(zhang),
            &row(
                "mentoring",
                &[("mentor", "甲一"), ("mentor_person", &format!("#{mentor}"))],
            ),
        )
    });
    assert!(vault.undo(import.op.unwrap()).is_err());
    let undone = vault.undo_rest(import.op.unwrap()).unwrap().value;
    assert_eq!(undone.kept[0].reason, "还被他人的记录引用");
    assert_eq!(vault.row("person", mentor).unwrap().shown("name"), "甲一");
}

#[test]
fn batches_list_their_people_and_find_a_file_by_its_digest() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let op = Op::new(OpKind::Import, "导入 花名册.xlsx")
        .with_detail(serde_json::json!({ "files": [{ "file": "花名册.xlsx", "sm3": "ab12" }] }));
    let import = vault
        .transact::<_, StoreError>(op, |tx| {
            let new = tx.insert(None, &row("person", &[("name", "甲一")]))?;
            tx.insert(Some(new), &row("assessment", &[("year", "2023")]))?;
            tx.update("person", zhang, &[change("person", "remark", "导入")])?;
            Ok(new)
        })
        .unwrap();
    let op = import.op.unwrap();
    let (total, people) = vault.people_of(op, None, 0, 10).unwrap();
    let said: Vec<(i64, bool)> = people
        .iter()
        .map(|person| (person.person, person.is_new))
        .collect();
    assert_eq!((total, said), (2, vec![(import.value, true), (zhang, false)]));
    assert_eq!(vault.people_of(op, Some(false), 0, 10).unwrap().0, 1);
    assert_eq!(vault.imports_of("ab12").unwrap().len(), 1);
    assert_eq!(vault.imports_of("cd34").unwrap().len(), 0);
    vault.undo(op).unwrap();
    let batches = vault.batches(0, 10).unwrap();
    assert!(
        batches
            .batches
            .iter()
            .any(|batch| batch.op == op && batch.undone.is_some())
    );
    let (_, people) = vault.people_of(op, Some(true), 0, 10).unwrap();
    assert_eq!(
        people[0].name, "",
        "who is gone has no name now; the history knows it"
    );
}

#[test]
fn an_untouched_import_leaves_nothing_behind() {
    let mut desk = desk();
    three_people(&mut desk.vault);
    let before = content(&desk.vault);
    let import = done(&mut desk.vault, OpKind::Import, |tx| {
        let unit = tx.find_or_create_unit("县水利局", None)?;
        for number in 0..50 {
            let person = tx.insert(
                None,
                &row("person", &[("name", "赵六"), ("number", &number.to_string())]),
            )?;
            let unit = format!("#{unit}");
            tx.insert(
                Some(person),
                &row("post", &[("unit", unit.as_str()), ("title", "科员")]),
            )?;
        }
        Ok(())
    });
    assert_eq!((import.counts.inserted, import.counts.people), (101, 50));
    let undone = desk.vault.undo(import.op.unwrap()).unwrap();
    assert_eq!((undone.value.restored, undone.value.kept.len()), (101, 0));
    assert_eq!(content(&desk.vault), before);
    assert!(matches!(
        desk.vault.undo(999),
        Err(StoreError::UnknownOperation(999))
    ));
    assert!(matches!(desk.vault.undo(1), Err(StoreError::NothingToUndo(1))));
}

#[test]
fn the_history_says_what_stood_there_and_what_stands_there_now() {
    let mut desk = desk();
    let [zhang, shan, _] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    edit(vault, |tx| {
        tx.update(
            "person",
            zhang,
            &[
                change("person", "birth", "1975.07"),
                change("person", "sex", "女"),
            ],
        )?;
        tx.update("post", 1, &[change("post", "title", "党组书记、局长")])
    });
    edit(vault, |tx| {
        tx.update("person", zhang, &[change("person", "birth", "")])
    });
    edit(vault, |tx| tx.delete("person", shan));
    let of = |query: HistoryQuery| -> Vec<String> {
        let operations = vault.history(&query).unwrap();
        let shown = |operation: &antou_store::Operation| {
            let changes = operation.changes.iter();
            changes
                .map(|change| {
                    format!(
                        "{}·{}：{}→{}",
                        change.name, change.item.label, change.old, change.new
                    )
                })
                .collect::<Vec<_>>()
                .join("；")
        };
        operations.iter().map(shown).collect()
    };
    let person = of(HistoryQuery {
        person: Some(zhang),
        ..HistoryQuery::default()
    });
    assert_eq!(person.len(), 3);
    assert_eq!(person[0], "张三·出生年月：1975.07→");
    assert_eq!(
        person[1],
        "张三·性别：男→女；张三·出生年月：1975.06→1975.07；张三·职务名称：局长→党组书记、局长"
    );
    assert!(person[2].contains("张三·姓名：→张三") && person[2].contains("张三·任职单位：→县财政局"));
    let item = of(HistoryQuery {
        person: Some(zhang),
        set: Some("person".into()),
        item: Some("birth".into()),
        ..HistoryQuery::default()
    });
    assert_eq!(
        item,
        [
            "张三·出生年月：1975.07→",
            "张三·出生年月：1975.06→1975.07",
            "张三·出生年月：→1975.06"
        ]
    );
    let all = vault.history(&HistoryQuery::default()).unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!(
        (all[0].operator.as_str(), all[0].at),
        ("王干事", crate::common::NOW)
    );
    assert!(all[0].undoable && !all[4].undoable);
    assert!(
        all[0]
            .changes
            .iter()
            .any(|change| change.old == "单雄信" && change.new.is_empty())
    );
    let page = vault.history(&HistoryQuery {
        before: Some(all[1].op),
        limit: 2,
        ..HistoryQuery::default()
    });
    let numbers: Vec<i64> = page.unwrap().iter().map(|operation| operation.op).collect();
    assert_eq!(numbers, [all[2].op, all[3].op]);
    let few = vault.history(&HistoryQuery {
        op: Some(2),
        rows: 3,
        ..HistoryQuery::default()
    });
    assert_eq!(few.unwrap()[0].more, 5);
}

/// One random step: which kind, which person or row, which value.
type Step = (u8, usize, u16);

fn apply(vault: &mut Vault, (kind, which, value): Step) -> Option<i64> {
    let people: Vec<i64> = vault
        .identities()
        .unwrap()
        .iter()
        .map(|identity| identity.person)
        .collect();
    let person = people.get(which % people.len().max(1)).copied();
    let text = format!("值{value}");
    let output = vault.transact(Op::new(OpKind::Edit, "一步"), |tx| {
        match (kind % 7, person) {
            (0, _) | (_, None) => {
                tx.insert(None, &row("person", &[("name", &text), ("birth", "1980-02")]))?;
            }
            (1, Some(person)) => {
                let score = f64::from(value) / 7.0 + 0.1;
                let mut assessment = row("assessment", &[("year", "2023"), ("conclusion", "称职")]);
                assessment.put("virtue", Value::Dec(score));
                tx.insert(Some(person), &assessment)?;
            }
            (2, Some(person)) => {
                tx.update(
                    "person",
                    person,
                    &[change("person", "name", &text), change("person", "birth", "")],
                )?;
            }
            (3, Some(person)) => tx.delete("person", person)?,
            (4, Some(person)) => {
                let unit = tx.find_or_create_unit(&format!("单位{}", value % 3), None)?;
                tx.insert(
                    Some(person),
                    &row("post", &[("unit", &format!("#{unit}")), ("title", &text)]),
                )?;
            }
            (5, Some(person)) => {
                tx.insert(
                    Some(person),
                    &row("resume", &[("started", "2001"), ("text", "\"引号\"与\n换行\\")]),
                )?;
            }
            (_, Some(person)) => {
                let remark = ["", "备注", "a'b\"c"][usize::from(value % 3)];
                tx.update("person", person, &[change("person", "remark", remark)])?;
            }
        }
        Ok::<_, StoreError>(())
    });
    output.unwrap().op
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_everything_back_in_reverse_leaves_what_was_there(steps in prop::collection::vec(any::<Step>(), 1..25)) {
        let mut desk = desk();
        three_people(&mut desk.vault);
        let mut states = vec![content(&desk.vault)];
        let mut ops = Vec::new();
        for step in steps {
            if let Some(op) = apply(&mut desk.vault, step) {
                ops.push(op);
                states.push(content(&desk.vault));
            }
        }
        prop_assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), vec![]);
        while let Some(op) = ops.pop() {
            states.pop();
            desk.vault.undo(op).unwrap();
            prop_assert_eq!(&content(&desk.vault), states.last().unwrap());
        }
        prop_assert_eq!(desk.vault.verify(&mut |_| true).unwrap(), vec![]);
    }
}

#[test]
fn settings_come_back_and_one_changed_since_is_not_overwritten() {
    let mut desk = desk();
    let [zhang, ..] = three_people(&mut desk.vault);
    let vault = &mut desk.vault;
    let set = |vault: &mut Vault, value: Option<i64>| {
        let value = value.map(serde_json::Value::from);
        let done = done(vault, OpKind::Settings, |tx| {
            tx.set_setting("limit", value.as_ref())
        });
        done.op.unwrap()
    };
    let first = set(vault, Some(20));
    let second = set(vault, Some(25));
    let removed = set(vault, None);
    assert!(
        matches!(vault.undo(first), Err(StoreError::ChangedSince(_))),
        "what was set later stays"
    );
    let undone = vault.undo(removed).unwrap();
    assert_eq!(undone.value.restored, 1);
    assert_eq!(vault.setting("limit").unwrap(), Some(25.into()));
    vault.undo(undone.op.unwrap()).unwrap();
    assert_eq!(vault.setting("limit").unwrap(), None, "an undo can be undone");
    assert!(matches!(vault.undo(second), Err(StoreError::ChangedSince(_))));

    // what rows and settings were changed together is taken back together, but for a setting changed since
    let both = done(vault, OpKind::Import, |tx| {
        tx.update("person", zhang, &[change("person", "remark", "导入")])?;
        tx.set_setting("profile", Some(&1.into()))
    });
    set(vault, Some(30));
    done(vault, OpKind::Settings, |tx| {
        tx.set_setting("profile", Some(&2.into()))
    });
    vault.undo(both.op.unwrap()).unwrap();
    assert_eq!(vault.row("person", zhang).unwrap().shown("remark"), "");
    assert_eq!(vault.setting("profile").unwrap(), Some(2.into()));
    assert!(vault.verify(&mut |_| true).unwrap().is_empty(), "the chain holds");
}
