//! Rows of one set over everybody, as a clerk leafs through a register.

use antou_store::{Comparison, Condition, LedgerQuery, PeopleQuery, Sort, StoreError};

use crate::common::{Desk, edit, row};
use crate::finding::office;

fn query(set: &str, columns: &[&str]) -> LedgerQuery {
    LedgerQuery {
        set: set.into(),
        people: PeopleQuery {
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            ..PeopleQuery::default()
        },
    }
}

fn condition(column: &str, comparison: Comparison, value: &str) -> Condition {
    Condition {
        column: column.into(),
        comparison,
        value: value.into(),
    }
}

/// The cells of every row, and how many rows there are in all.
fn listed(desk: &Desk, query: &LedgerQuery) -> (Vec<String>, i64) {
    let page = desk.vault.ledger(query).unwrap();
    assert_eq!(desk.vault.ledger_count(query).unwrap(), page.total);
    let shown = |cells: &[Option<antou_record::Value>]| {
        let pairs = page.columns.iter().zip(cells);
        let texts =
            pairs.map(|(item, value)| value.as_ref().map(|value| item.shown(value)).unwrap_or_default());
        texts.collect::<Vec<_>>().join(" ")
    };
    (
        page.rows.iter().map(|row| shown(&row.cells)).collect(),
        page.total,
    )
}

#[test]
fn a_ledger_holds_every_row_of_its_set_newest_first() {
    let desk = office();
    let (rows, total) = listed(
        &desk,
        &query(
            "assessment",
            &["assessment.year", "name", "assessment.conclusion", "post.unit"],
        ),
    );
    assert_eq!(total, 8);
    assert_eq!(
        rows,
        [
            "2023 张三 称职 县财政局",
            "2023 张三丰 优秀 县财政局",
            "2023 李张三 优秀 预算股",
            "2023 欧阳𬸣 基本称职 县第一中学",
            "2022 张三 优秀 县财政局",
            "2022 张三丰 称职 县财政局",
            "2022 李张三 优秀 预算股",
            "2022 欧阳𬸣 称职 县第一中学",
        ]
    );
}

#[test]
fn a_ledger_is_narrowed_by_its_rows_by_its_people_and_by_words() {
    let desk = office();
    let bureau = desk
        .vault
        .units()
        .unwrap()
        .iter()
        .find(|unit| unit.name == "县财政局")
        .unwrap()
        .id;
    let mut asked = query("assessment", &["name", "assessment.year"]);
    asked.people.conditions = vec![
        condition("assessment.conclusion", Comparison::Equal, "优秀"),
        condition("sex", Comparison::Equal, "女"),
    ];
    assert_eq!(listed(&desk, &asked).0, ["李张三 2023", "李张三 2022"]);

    asked.people.conditions = vec![condition("assessment.year", Comparison::Equal, "2022")];
    asked.people.unit = Some(bureau);
    assert_eq!(
        listed(&desk, &asked).0,
        ["张三 2022", "张三丰 2022", "李张三 2022"]
    );
    asked.people.subunits = false;
    assert_eq!(listed(&desk, &asked).0, ["张三 2022", "张三丰 2022"]);

    let mut typed = query("assessment", &["name", "assessment.conclusion"]);
    for (text, found) in [
        ("oy", "欧阳𬸣 基本称职|欧阳𬸣 称职"),
        ("优秀", "张三丰 优秀|李张三 优秀|张三 优秀|李张三 优秀"),
        ("三丰 2022", "张三丰 称职"),
        ("没有", ""),
    ] {
        typed.people.text = text.into();
        assert_eq!(listed(&desk, &typed).0.join("|"), found, "{text}");
    }
}

#[test]
fn a_ledger_is_sorted_and_paged_by_the_database() {
    let desk = office();
    let mut asked = query(
        "assessment",
        &["name", "assessment.conclusion", "assessment.year"],
    );
    let key = |column: &str, descending| Sort {
        column: column.into(),
        descending,
    };
    asked.people.sort = vec![key("assessment.conclusion", false), key("pinyin", true)];
    asked.people.limit = 3;
    let (rows, total) = listed(&desk, &asked);
    assert_eq!(
        (rows.join("|").as_str(), total),
        ("张三丰 优秀 2023|张三 优秀 2022|李张三 优秀 2023", 8)
    );
    asked.people.offset = 6;
    assert_eq!(
        listed(&desk, &asked).0,
        ["欧阳𬸣 称职 2022", "欧阳𬸣 基本称职 2023"]
    );
    asked.people.sort = vec![key("training.hours", false)];
    assert!(
        desk.vault.ledger(&asked).is_ok(),
        "a column of the person's shown row of another set"
    );
    asked.people.sort = vec![key("assessment.nothing", false)];
    assert!(matches!(
        desk.vault.ledger(&asked),
        Err(StoreError::UnknownColumn(_))
    ));
}

#[test]
fn a_ledger_of_units_holds_the_rows_of_units() {
    let mut desk = office();
    let units = desk.vault.units().unwrap();
    let id = |name: &str| units.iter().find(|unit| unit.name == name).unwrap().id;
    let (bureau, office, school) = (id("县财政局"), id("预算股"), id("县第一中学"));
    edit(&mut desk.vault, |tx| {
        for (unit, grade, rank) in [(office, "不合格", "3"), (school, "合格", "1")] {
            let unit = format!("#{unit}");
            let items = [
                ("unit", unit.as_str()),
                ("year", "2024"),
                ("grade", grade),
                ("rank", rank),
            ];
            tx.insert(None, &row("unit_assessment", &items))?;
        }
        Ok(())
    });
    let mut asked = query(
        "unit_assessment",
        &["unit_assessment.unit", "unit_assessment.grade"],
    );
    asked.people.sort = vec![Sort {
        column: "unit_assessment.rank".into(),
        descending: false,
    }];
    assert_eq!(listed(&desk, &asked).0, ["县第一中学 合格", "预算股 不合格"]);
    asked.people.unit = Some(bureau);
    assert_eq!(
        listed(&desk, &asked).0,
        ["预算股 不合格"],
        "a unit with those below it"
    );
    asked.people.columns = vec!["name".into()];
    assert!(matches!(
        desk.vault.ledger(&asked),
        Err(StoreError::UnknownColumn(_))
    ));
}
