//! Files are held to what an entry is held to: a veto, the own dossier or a relative's, dates in order, one conclusion a year.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;
use crate::following_up::{bureau, enters};

/// What the rows of a file would do, each with the reason it is held for.
fn outcomes(clerk: &Clerk, name: &str, text: &str) -> Vec<(String, String)> {
    outcomes_of(clerk, &[(name, text)]).1
}

fn outcomes_of(clerk: &Clerk, files: &[(&str, &str)]) -> (u32, Vec<(String, String)>) {
    let paths = files.iter().map(|(name, text)| {
        let path = clerk.path(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    });
    let request = ImportOpen {
        files: paths.collect(),
    };
    let view = clerk.desk.import_open(request, &Unwatched).expect("opened");
    let rows = clerk.rows(view.import, None).into_iter();
    let told = rows
        .filter(|row| row.outcome != "ignored")
        .map(|row| (row.outcome.clone(), row.reasons.join("；")));
    (view.import, told.collect())
}

fn commit(clerk: &Clerk, import: u32) {
    clerk
        .desk
        .import_commit(ImportId { import }, &Unwatched)
        .expect("committed");
}

/// Somebody known by his number, who can stand in several rows.
fn numbered(clerk: &Clerk) -> i64 {
    clerk.adds(&[
        ("name", "孙八"),
        ("id_number", "990101198503120010"),
        ("birth", "1985.03.12"),
    ])
}

fn is_held(found: &(String, String), why: &str) -> bool {
    found.0 == "held" && found.1.contains(why)
}

#[test]
fn one_row_that_fails_somebody_and_proposes_him_is_held() {
    let clerk = bureau();
    for (heads, proposal) in [
        ("拟任职务", "副局长"),
        ("后备层级,入库时间", "正科级,2026.06"),
        ("发展党员步骤,办理时间", "确定发展对象,2026.06"),
    ] {
        for name in ["张三", "郑十一"] {
            let text = format!(
                "姓名,出生年月,审查类别,政审结论,政审时间,{heads}\n{name},1980.01,任前,不合格,2026.03,{proposal}\n"
            );
            let found = outcomes(&clerk, "一行.csv", &text);
            assert_eq!(found.len(), 1);
            assert!(is_held(&found[0], "一票否决"), "{name} {heads}: {found:?}");
        }
    }
}

#[test]
fn two_rows_that_fail_and_propose_the_same_person_hold_the_proposal_in_either_order() {
    let clerk = bureau();
    numbered(&clerk);
    let failed = (
        "政审.csv",
        "姓名,身份证号,审查类别,政审结论,政审时间\n孙八,990101198503120010,任前,不合格,2026.03\n",
    );
    let proposed = (
        "后备.csv",
        "姓名,身份证号,后备层级,入库时间\n孙八,990101198503120010,正科级,2026.06\n",
    );
    for files in [[failed, proposed], [proposed, failed]] {
        let (import, found) = outcomes_of(&clerk, &files);
        let held = found.iter().filter(|row| is_held(row, "一票否决")).count();
        let updated = found.iter().filter(|row| row.0 == "updated").count();
        assert_eq!((held, updated), (1, 1), "{found:?}");
        commit(&clerk, import);
        let person = clerk.person("孙八");
        assert_eq!(clerk.shows(person, "review.conclusion"), "不合格");
        assert_eq!(clerk.shows(person, "reserve.pool"), "");
        clerk.undoes(None);
    }
}

#[test]
fn what_a_file_proposed_before_the_conclusion_stays() {
    let clerk = bureau();
    let text = "姓名,出生年月,审查类别,政审结论,政审时间,后备层级,入库时间\n张三,1980.01,任前,不合格,2026.03,正科级,2024.06\n";
    assert_eq!(outcomes(&clerk, "以前.csv", text)[0].0, "updated");
}

#[test]
fn readers_of_the_own_dossier_or_a_relatives_are_refused_in_files_and_for_many() {
    let clerk = bureau();
    enters(
        &clerk,
        "李四",
        "family",
        &[("relation", "妻子"), ("name", "赵六")],
    );
    let text = "档案查借阅登记\n姓名,出生年月,方式,查（借）阅时间,查（借）阅人\n李四,1980.01,查阅,2026.11.20,赵六、孙八\n王五,1980.01,查阅,2026.11.20,赵六、孙八\n赵六,1980.01,查阅,2026.11.20,赵六、孙八\n";
    let found = outcomes(&clerk, "查借阅.csv", text);
    assert!(is_held(&found[0], "与李四的妻子同名"), "{found:?}");
    assert_eq!(found[1].0, "updated", "{found:?}");
    assert!(is_held(&found[2], "不得查阅本人的档案"), "{found:?}");

    let lends = |people: &[&str]| {
        let values = [
            ("kind", "查阅"),
            ("borrowed", "2026.11.20"),
            ("readers", "赵六、孙八"),
        ];
        let request = AddRows {
            set: "archive_loan".into(),
            values: values.map(|(code, text)| (code.into(), text.into())).into(),
            people: people.iter().map(|name| clerk.person(name)).collect(),
        };
        clerk.desk.add_rows(request, &Unwatched)
    };
    let refused = lends(&["李四", "王五", "赵六"]).expect_err("refused");
    assert_eq!(refused.code, "entry.conflict");
    assert!(refused.message.contains("与李四的妻子同名"), "{refused}");
    assert!(refused.message.contains("不得查阅本人的档案"), "{refused}");
    assert_eq!(
        clerk.shows(clerk.person("王五"), "archive_loan.readers"),
        "",
        "all or nothing"
    );
    assert_eq!(lends(&["王五"]).expect("entered").added, 1);
}

#[test]
fn one_reader_alone_is_told_in_the_review_and_holds_nothing() {
    let clerk = bureau();
    let text = "档案查借阅登记\n姓名,出生年月,方式,查（借）阅时间,查（借）阅人\n王五,1980.01,查阅,2026.11.20,孙八\n李四,1980.01,查阅,2026.11.20,孙八、周九\n";
    let (import, found) = outcomes_of(&clerk, &[("查借阅.csv", text)]);
    assert!(found.iter().all(|row| row.0 == "updated"), "{found:?}");
    let told: Vec<_> = clerk
        .rows(import, None)
        .into_iter()
        .flat_map(|row| row.problems)
        .filter(|problem| problem.message.contains("只写了一名"))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].severity, "warning");
    assert!(told[0].place.ends_with("E3"), "{told:?}");

    let request = AddRows {
        set: "archive_loan".into(),
        values: [("kind", "查阅"), ("borrowed", "2026.11.21"), ("readers", "孙八")]
            .map(|(code, text)| (code.into(), text.into()))
            .into(),
        people: vec![clerk.person("王五"), clerk.person("李四")],
    };
    let added = clerk.desk.add_rows(request, &Unwatched).expect("entered");
    assert_eq!(added.added, 2);
    assert!(
        added.problems[0].message.contains("只写了一名"),
        "{:?}",
        added.problems
    );
}

#[test]
fn dates_of_a_file_that_contradict_those_in_the_dossier_are_held() {
    let clerk = bureau();
    numbered(&clerk);
    let practice = [("kind", "挂职"), ("unit", "云江镇"), ("started", "2026.05.01")];
    enters(&clerk, "李四", "practice", &practice);
    enters(
        &clerk,
        "王五",
        "reserve",
        &[("pool", "正科级"), ("entered", "2024.03")],
    );
    enters(
        &clerk,
        "张三",
        "post",
        &[("unit", "人事局"), ("title", "科员"), ("ended", "2010.01")],
    );
    for (what, heads, row, wanted) in [
        (
            "end before the kept start",
            "锻炼类别,锻炼单位,锻炼结束时间",
            "李四,1980.01,挂职,云江镇,2026.04",
            "早于",
        ),
        (
            "end after the kept start",
            "锻炼类别,锻炼单位,锻炼结束时间",
            "李四,1980.01,挂职,云江镇,2026.09",
            "",
        ),
        (
            "left before entered",
            "后备层级,出库时间",
            "王五,1980.01,正科级,2023.03",
            "早于",
        ),
        (
            "start after the kept end",
            "任职单位,职务,任职时间",
            "张三,1980.01,人事局,科员,2012.01",
            "早于",
        ),
    ] {
        let text = format!("姓名,出生年月,{heads}\n{row}\n");
        let found = outcomes(&clerk, "补登.csv", &text);
        match wanted {
            "" => assert_eq!(found[0].0, "updated", "{what}: {found:?}"),
            wanted => assert!(is_held(&found[0], wanted), "{what}: {found:?}"),
        }
    }
    // the number in the row itself tells the birth: the cell is refused, whatever else the row brings is not
    let text = "姓名,身份证号,参加工作时间,健康状况\n孙八,990101198503120010,1980.01,良好\n";
    let (import, found) = outcomes_of(&clerk, &[("参加工作.csv", text)]);
    assert_eq!(found[0].0, "updated", "基本情况: {found:?}");
    let row = clerk
        .rows(import, None)
        .into_iter()
        .find(|row| row.outcome == "updated");
    let problems = row.expect("the row").problems;
    let refused: Vec<_> = problems
        .iter()
        .filter(|problem| problem.place.ends_with("C2") && problem.message.contains("早于"))
        .collect();
    assert_eq!(refused.len(), 1, "{problems:?}");
    assert_eq!(refused[0].severity, "error");
    commit(&clerk, import);
    assert_eq!(clerk.shows(clerk.person("孙八"), "work_started"), "");
}

#[test]
fn a_year_has_one_conclusion_whatever_a_file_says() {
    let clerk = bureau();
    let person = numbered(&clerk);
    enters(
        &clerk,
        "孙八",
        "assessment",
        &[("year", "2025"), ("conclusion", "称职")],
    );
    let heads = "年度考核\n姓名,身份证号,年度,考核结论\n";
    let found = outcomes(
        &clerk,
        "考核.csv",
        &format!(
            "{heads}孙八,990101198503120010,2024,称职\n孙八,990101198503120010,2024,优秀\n孙八,990101198503120010,2023,优秀\n孙八,990101198503120010,2025,优秀\n"
        ),
    );
    assert_eq!(found[0].0, "updated", "{found:?}");
    assert!(is_held(&found[1], "年度考核的考核结论说法不一"), "{found:?}");
    assert_eq!((found[2].0.as_str(), found[3].0.as_str()), ("updated", "updated"));

    let said_again = format!("{heads}孙八,990101198503120010,2025,称职\n孙八,990101198503120010,2025,优秀\n");
    let found = outcomes(&clerk, "两次.csv", &said_again);
    assert_eq!(found[0].0, "unchanged", "{found:?}");
    assert!(
        is_held(&found[1], "说法不一"),
        "what the first row confirmed: {found:?}"
    );

    let twice = "姓名,出生年月,2024年度考核等次,近三年年度考核结果\n孙八,1985.03,优秀,2024年称职\n";
    let file = clerk.path("一格一列.csv");
    std::fs::write(&file, twice).expect("a file");
    let view = clerk.opens(&file);
    let rows = clerk.rows(view.import, None);
    let told: Vec<&str> = rows[0]
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert!(
        told.iter().any(|told| told.contains("两条说法不一的年度考核")),
        "{rows:?}"
    );
    commit(&clerk, view.import);
    assert_eq!(
        clerk.shows(person, "assessment.conclusion"),
        "称职",
        "neither was taken"
    );

    let agreed = "姓名,出生年月,2024年度考核等次,近三年年度考核结果\n郑十一,1980.01,优秀,2024年优秀\n";
    let (import, _) = outcomes_of(&clerk, &[("一致.csv", agreed)]);
    commit(&clerk, import);
    let request = PersonId {
        person: clerk.person("郑十一"),
    };
    let dossier = clerk.desk.dossier(request, &Unwatched).expect("a dossier");
    let own = dossier
        .sections
        .iter()
        .find(|section| section.set == "assessment")
        .expect("the set");
    assert_eq!(own.rows.len(), 1, "what is said twice is taken once");
}
