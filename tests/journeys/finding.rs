//! Finding: the search box, the unit tree, lists, export.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

fn office() -> Clerk {
    let clerk = Clerk::with_new_vault();
    let people = [
        ("张三", "男", "1985.03", "财政局", "科长", "乡科级正职"),
        ("张珊", "女", "1990.11", "财政局", "科员", "科员级"),
        ("曾小贤", "男", "1979.01", "教育局", "副局长", "县处级副职"),
        ("欧阳修远", "男", "1968.07", "教育局", "局长", "县处级正职"),
        ("丁一", "女", "1988.08", "审计局", "副科长", "乡科级副职"),
    ];
    for (name, sex, birth, unit, title, level) in people {
        let person = clerk.adds(&[("name", name), ("sex", sex), ("birth", birth)]);
        let post = [
            ("unit", unit),
            ("title", title),
            ("level", level),
            ("started", "2020.01"),
            ("main", "是"),
        ];
        assert!(clerk.types(person, "post", None, &post).row.is_some());
    }
    clerk
}

#[test]
fn whatever_is_typed_into_the_search_box_finds() {
    let clerk = office();
    for (typed, found) in [
        ("zs", vec!["张三", "张珊"]),
        ("zhangsan", vec!["张三"]),
        ("张", vec!["张三", "张珊"]),
        ("珊", vec!["张珊"]),
        ("zxx", vec!["曾小贤"]),
        ("oyxy", vec!["欧阳修远"]),
        ("修远", vec!["欧阳修远"]),
        ("教育局", vec!["欧阳修远", "曾小贤"]),
        ("财政 科员", vec!["张珊"]),
        ("副局长", vec!["曾小贤"]),
        ("没有这个人", vec![]),
    ] {
        let mut names = clerk.finds(typed);
        let mut wanted = found;
        names.sort();
        wanted.sort();
        assert_eq!(names, wanted, "{typed}");
    }
}

#[test]
fn lists_stand_in_the_order_asked_for() {
    let clerk = office();
    let by = |column: &str, descending| {
        let sort = vec![SortKey {
            column: column.into(),
            descending,
        }];
        clerk.lists(PeopleQuery {
            sort,
            columns: vec!["name".into()],
            limit: 10,
            ..PeopleQuery::default()
        })
    };
    assert_eq!(
        by("strokes", false),
        ["丁一", "张三", "张珊", "欧阳修远", "曾小贤"]
    );
    assert_eq!(by("level", false), ["欧阳修远", "曾小贤", "张三", "丁一", "张珊"]);
    assert_eq!(
        by("pinyin", false),
        ["丁一", "欧阳修远", "曾小贤", "张三", "张珊"]
    );
    assert_eq!(by("birth", true)[0], "张珊");
    assert_eq!(by("age", true)[0], "欧阳修远");
}

#[test]
fn conditions_narrow_the_list() {
    let clerk = office();
    let with = |texts: &[&str]| {
        let conditions = texts
            .iter()
            .map(|text| antou_desk::condition(text).expect(text))
            .collect();
        clerk.lists(PeopleQuery {
            conditions,
            columns: vec!["name".into()],
            sort: vec![SortKey {
                column: "birth".into(),
                descending: false,
            }],
            limit: 10,
            ..PeopleQuery::default()
        })
    };
    assert_eq!(with(&["sex=女"]), ["丁一", "张珊"]);
    assert_eq!(with(&["sex=男", "birth>=1980-01"]), ["张三"]);
    assert_eq!(with(&["post.level=县处级正职"]), ["欧阳修远"]);
    assert_eq!(with(&["age<=38"]), ["丁一", "张珊"]);
    assert_eq!(
        antou_desk::condition("没有运算符").expect_err("no operator").code,
        "condition.invalid"
    );
}

#[test]
fn the_unit_tree_counts_its_people_with_those_below() {
    let clerk = office();
    let units = clerk.desk.units(Nothing {}, &Unwatched).expect("units");
    let id = |name: &str| units.iter().find(|unit| unit.name == name).expect(name).id;
    let county = clerk
        .desk
        .save_unit(
            SaveUnit {
                id: None,
                parent: None,
                name: "云岭区".into(),
            },
            &Unwatched,
        )
        .expect("a unit");
    for name in ["财政局", "教育局"] {
        clerk
            .desk
            .save_unit(
                SaveUnit {
                    id: Some(id(name)),
                    parent: Some(county.id),
                    name: name.into(),
                },
                &Unwatched,
            )
            .expect("moved");
    }
    let units = clerk.desk.units(Nothing {}, &Unwatched).expect("units");
    let county = units.iter().find(|unit| unit.name == "云岭区").expect("county");
    assert_eq!((county.people, county.people_below), (0, 4));
    let below = PeopleQuery {
        unit: Some(county.id),
        subunits: true,
        columns: vec!["name".into()],
        limit: 10,
        ..PeopleQuery::default()
    };
    assert_eq!(clerk.lists(below).len(), 4);
    let circle = clerk.desk.save_unit(
        SaveUnit {
            id: Some(county.id),
            parent: Some(id("财政局")),
            name: "云岭区".into(),
        },
        &Unwatched,
    );
    assert_eq!(circle.expect_err("a circle").code, "unit.circle");
    assert_eq!(
        clerk
            .desk
            .delete_unit(UnitId { id: id("财政局") }, &Unwatched)
            .expect_err("people there")
            .code,
        "still_used"
    );
}

#[test]
fn what_is_exported_comes_back_unchanged() {
    let clerk = office();
    let person = clerk.person("张三");
    clerk.types(
        person,
        "person",
        None,
        &[
            ("remark", "=HYPERLINK(\"x\")"),
            ("number", "+8613"),
            ("work_started", "2008.07.01"),
        ],
    );
    clerk.types(
        person,
        "assessment",
        None,
        &[("year", "2023"), ("conclusion", "优秀")],
    );
    clerk.types(
        person,
        "education",
        None,
        &[("mode", "全日制"), ("level", "大学"), ("school", "江东大学")],
    );
    let columns = [
        "name",
        "sex",
        "birth",
        "number",
        "work_started",
        "remark",
        "post.unit",
        "post.title",
        "post.level",
        "post.started",
        "assessment[2023].conclusion",
        "education[全日制].level",
        "education[全日制].school",
    ];
    let file = clerk.path("导出.xlsx");
    let query = PeopleQuery {
        columns: columns.map(String::from).to_vec(),
        ..PeopleQuery::default()
    };
    let exported = clerk
        .desk
        .export_people(
            ExportPeople {
                query,
                check: false,
                title: "花名册".into(),
                to: file.display().to_string(),
                why: None,
            },
            &Unwatched,
        )
        .expect("exported");
    assert_eq!(exported.rows, 5);
    let view = clerk.opens(&file);
    let unmapped: Vec<_> = view.sheets[0]
        .columns
        .iter()
        .filter(|column| column.item.is_none() && column.status != "ignored")
        .map(|c| &c.header)
        .collect();
    assert!(unmapped.is_empty(), "{unmapped:?}");
    assert_eq!(
        (view.counts.read, view.counts.unchanged),
        (5, 5),
        "{:?} {:?}",
        view.counts,
        clerk.rows(view.import, Some("updated"))
    );
}
