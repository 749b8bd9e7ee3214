//! A year of 年度考核: who may not be 优秀 is seen before grades are entered, shares are counted while they are.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

/// Ten civil servants and two of a 事业单位 in two 科室 of a bureau; answers the bureau.
fn bureau() -> (Clerk, i64) {
    let clerk = Clerk::with_new_vault();
    let unit = |name: &str, parent| {
        let request = SaveUnit {
            id: None,
            parent,
            name: name.into(),
        };
        clerk.desk.save_unit(request, &Unwatched).expect("a unit").id
    };
    let bureau = unit("区机管局", None);
    unit("综合科", Some(bureau));
    unit("保障科", Some(bureau));
    for number in 1..=12 {
        let (kind, office) = match number {
            1..=6 => ("公务员", "综合科"),
            7..=10 => ("公务员", "保障科"),
            _ => ("事业", "保障科"),
        };
        let name = format!(
            "甲{}",
            [
                "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "甲", "乙"
            ][number - 1]
        );
        let birth = format!("19{}.01", 70 + number);
        let person = clerk.adds(&[
            ("name", &name),
            ("sex", "女"),
            ("birth", &birth),
            ("staff_kind", kind),
        ]);
        let post = [
            ("unit", office),
            ("title", "科员"),
            ("started", "2020.01"),
            ("main", "是"),
        ];
        assert!(clerk.types(person, "post", None, &post).row.is_some());
    }
    (clerk, bureau)
}

fn query(unit: Option<i64>) -> YearQuery {
    YearQuery {
        year: 2025,
        unit,
        only: String::new(),
        text: String::new(),
        offset: 0,
        limit: 0,
    }
}

fn year(clerk: &Clerk, unit: Option<i64>) -> AssessmentYearView {
    clerk
        .desk
        .assessment_year(query(unit), &Unwatched)
        .expect("a year")
}

fn fills(clerk: &Clerk, of: i32, entries: &[(&str, &str)]) -> FilledAssessments {
    let entries = entries.iter().map(|(name, grade)| AssessmentEntry {
        person: clerk.person(name),
        grade: (*grade).into(),
        reason: None,
    });
    let request = FillAssessments {
        year: of,
        entries: entries.collect(),
    };
    clerk
        .desk
        .fill_assessments(request, &Unwatched)
        .expect("answered")
}

fn of<'a>(view: &'a AssessmentYearView, name: &str) -> &'a AssessmentRow {
    view.rows.iter().find(|row| row.name == name).expect(name)
}

#[test]
fn the_share_of_the_excellent_is_counted_while_grades_are_entered() {
    let (clerk, bureau) = bureau();
    let empty = year(&clerk, Some(bureau));
    assert_eq!((empty.total, empty.summary.missing), (12, 12));
    assert_eq!(empty.years, [2024, 2023, 2022]);

    // digits of the grid are codes, a pasted column has words
    let filled = fills(
        &clerk,
        2025,
        &[
            ("甲一", "1"),
            ("甲二", "优秀"),
            ("甲三", "称职"),
            ("甲甲", "合格"),
        ],
    );
    assert_eq!((filled.changed, filled.problems.len()), (4, 0));
    let view = year(&clerk, Some(bureau));
    let whole = &view.summary.ratios[0];
    assert_eq!(
        (
            whole.name.as_str(),
            whole.people,
            whole.excellent,
            whole.allowed,
            whole.exceeded
        ),
        ("区机管局", 10, 2, 2, false)
    );
    let office = view
        .summary
        .ratios
        .iter()
        .find(|ratio| ratio.name == "综合科")
        .expect("综合科");
    assert_eq!(
        (office.people, office.allowed, office.exceeded),
        (6, 1, true),
        "two of six"
    );
    assert_eq!(view.summary.missing, 8);

    // somebody who does not take part counts no more
    fills(&clerk, 2025, &[("甲十", "未参加"), ("甲三", "1")]);
    let whole = year(&clerk, Some(bureau)).summary.ratios.remove(0);
    assert_eq!(
        (whole.people, whole.excellent, whole.allowed, whole.exceeded),
        (9, 3, 1, true)
    );

    // the authority allows more
    let request = SaveAssessmentRound {
        year: 2025,
        unit: bureau,
        excellent_percent: Some(34),
        approval: "区公务员局〔2025〕1号".into(),
    };
    clerk
        .desk
        .save_assessment_round(request, &Unwatched)
        .expect("saved");
    let whole = year(&clerk, Some(bureau)).summary.ratios.remove(0);
    assert_eq!((whole.percent, whole.allowed, whole.exceeded), (34, 3, false));
}

#[test]
fn limits_are_seen_before_a_grade_is_entered_and_said_when_it_is() {
    let (clerk, bureau) = bureau();
    let punished = clerk.person("甲二");
    let award = [("kind", "惩戒"), ("name", "政务记过"), ("decided", "2025.05.06")];
    assert!(clerk.types(punished, "award", None, &award).row.is_some());
    let row = of(&year(&clerk, Some(bureau)), "甲二")
        .limits
        .first()
        .cloned()
        .expect("a limit");
    assert_eq!(
        (row.label.as_str(), row.why.as_str()),
        ("不确定等次", "2025.05.06 受政务记过")
    );
    assert!(row.rule.citation.contains("公务员考核规定"));

    let filled = fills(
        &clerk,
        2025,
        &[("甲二", "优秀"), ("甲甲", "称职"), ("甲三", "优良")],
    );
    assert_eq!(filled.changed, 2, "优良 is no grade");
    let mut problems: Vec<(i64, &str)> = filled
        .problems
        .iter()
        .map(|found| (found.person, found.problem.severity.as_str()))
        .collect();
    problems.sort_unstable();
    let mut wanted = vec![
        (clerk.person("甲三"), "error"),
        (punished, "warning"),
        (clerk.person("甲甲"), "warning"),
    ];
    wanted.sort_unstable();
    assert_eq!(problems, wanted);
    let view = year(&clerk, Some(bureau));
    assert_eq!((view.summary.conflicts, view.summary.limited), (2, 1));
    let conflicts = YearQuery {
        only: "conflict".into(),
        ..query(Some(bureau))
    };
    assert_eq!(
        clerk
            .desk
            .assessment_year(conflicts, &Unwatched)
            .expect("rows")
            .total,
        2
    );
}

#[test]
fn an_office_among_the_last_two_keeps_its_people_from_the_first_grade() {
    let (clerk, bureau) = bureau();
    for (of_year, grade, rank) in [("2025", "合格", "9"), ("2024", "不合格", "10")] {
        let result = [
            ("unit", "综合科"),
            ("year", of_year),
            ("grade", grade),
            ("rank", rank),
            ("of", "10"),
        ];
        assert!(clerk.types(0, "unit_assessment", None, &result).row.is_some());
    }
    let view = year(&clerk, Some(bureau));
    assert_eq!(of(&view, "甲一").limits[0].label, "不得评为优秀");
    assert!(
        of(&view, "甲九").limits.is_empty(),
        "保障科 is not among the last"
    );
    assert_eq!(view.summary.departments.len(), 1, "two years running");
}

#[test]
fn three_years_of_excellence_and_two_of_failing_are_listed_with_what_follows() {
    let (clerk, bureau) = bureau();
    for of_year in [2023, 2024, 2025] {
        fills(&clerk, of_year, &[("甲一", "优秀")]);
    }
    fills(&clerk, 2024, &[("甲二", "不称职")]);
    fills(&clerk, 2025, &[("甲二", "不称职")]);
    let view = year(&clerk, Some(bureau));
    assert!(of(&view, "甲一").consequences[0].effect.contains("记三等功"));
    assert!(of(&view, "甲二").consequences[0].effect.contains("辞退"));
    assert_eq!(of(&view, "甲一").before, ["优秀", "优秀", ""]);
    assert_eq!(view.summary.consequences, 2);
}

#[test]
fn grades_entered_at_once_are_undone_at_once() {
    let (clerk, bureau) = bureau();
    fills(&clerk, 2025, &[("甲一", "称职")]);
    let filled = fills(&clerk, 2025, &[("甲一", "优秀"), ("甲二", "称职"), ("甲三", "")]);
    assert_eq!(filled.changed, 2);
    assert_eq!(clerk.shows(clerk.person("甲二"), "assessment.post_then"), "科员");
    clerk.undoes(filled.op);
    let view = year(&clerk, Some(bureau));
    assert_eq!(of(&view, "甲一").grade.as_deref(), Some("2"));
    assert_eq!(of(&view, "甲二").grade, None);
    let taken = fills(&clerk, 2025, &[("甲一", "")]);
    assert_eq!(
        (taken.changed, year(&clerk, Some(bureau)).summary.missing),
        (1, 12)
    );
}

#[test]
fn the_year_is_listed_and_its_record_printed() {
    let clerk = Clerk::with_new_vault();
    let civil = clerk.adds(&[
        ("name", "张三"),
        ("birth", "1980.01"),
        ("sex", "男"),
        ("staff_kind", "公务员"),
    ]);
    let other = clerk.adds(&[
        ("name", "李四"),
        ("birth", "1985.01"),
        ("sex", "女"),
        ("staff_kind", "事业"),
    ]);
    for person in [civil, other] {
        let post = [
            ("unit", "财政局"),
            ("title", "科员"),
            ("started", "2020.01"),
            ("main", "是"),
        ];
        assert!(clerk.types(person, "post", None, &post).row.is_some());
    }
    for year in ["2024", "2025"] {
        let row = [
            ("year", year),
            ("conclusion", if year == "2025" { "优秀" } else { "称职" }),
            ("virtue", "95.5"),
        ];
        assert!(clerk.types(civil, "assessment", None, &row).row.is_some());
    }
    clerk.types(
        civil,
        "quarterly",
        None,
        &[
            ("year", "2025"),
            ("quarter", "第二季度"),
            ("light", "绿"),
            ("grade", "好"),
        ],
    );
    let list = |only: &str| {
        let query = ListingQuery {
            name: "assessment_grades".into(),
            unit: None,
            year: Some(2025),
            row: None,
            only: only.into(),
            text: String::new(),
            sort: Vec::new(),
            columns: vec!["name".into(), "grade".into(), "before".into()],
            offset: 0,
            limit: 0,
        };
        clerk.desk.listing(query, &Unwatched).expect("a list")
    };
    let cells =
        |page: &ListingPage| -> Vec<String> { page.rows.iter().map(|row| row.cells.join(" ")).collect() };
    let whole = list("");
    assert_eq!(whole.total, 2);
    assert!(
        cells(&whole).contains(&"张三 优秀 称职、—、—".to_owned()),
        "{:?}",
        cells(&whole)
    );
    assert!(
        whole.notes[0].starts_with("应参加考核 2 人，优秀 1 人，未填 1 人"),
        "{:?}",
        whole.notes
    );
    assert_eq!(cells(&list("missing")), ["李四  —、—、—"]);

    let file = clerk.path("登记表.pdf");
    let export = |people: Vec<i64>| FormExport {
        form: "assessment_record".into(),
        people,
        rows: Vec::new(),
        options: FormOptions {
            year: Some(2025),
            ..FormOptions::default()
        },
        to: file.display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    let written = clerk
        .desk
        .form_export(export(vec![civil]), &Unwatched)
        .expect("written");
    assert_eq!((written.people, written.pages), (1, 2));
    let text = crate::printing::text_of(&file);
    for words in [
        "公务员年度考核登记表",
        "（2025年度）",
        "张三",
        "建议等次：优秀",
        "德95.5",
        "好",
    ] {
        assert!(text.contains(words), "{words} stands on the form:\n{text}");
    }
    let refused = clerk
        .desk
        .form_export(export(vec![civil, other]), &Unwatched)
        .expect_err("nothing to print");
    assert_eq!(refused.code, "form.no_row");
    assert!(refused.message.contains("李四"), "{}", refused.message);
}
