//! 发展党员: steps entered one by one, what comes next and by when, what was late, and a year against its plan.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

fn steps(clerk: &Clerk, person: i64, steps: &[(&str, &str)]) {
    for (step, date) in steps {
        let saved = clerk.types(person, "party_step", None, &[("step", step), ("date", date)]);
        assert!(saved.row.is_some(), "{step}: {:?}", saved.problems);
    }
}

fn admission(clerk: &Clerk, person: i64) -> AdmissionView {
    clerk
        .desk
        .admission(PersonId { person }, &Unwatched)
        .expect("a timeline")
}

fn admissions(clerk: &Clerk, query: AdmissionsQuery) -> AdmissionsView {
    clerk.desk.admissions(query, &Unwatched).expect("a page")
}

fn point<'a>(view: &'a AdmissionView, code: &str) -> &'a AdmissionPoint {
    view.points.iter().find(|point| point.code == code).expect(code)
}

#[test]
fn the_next_step_and_its_term_follow_from_the_steps_done() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "周小满"), ("birth", "1998.05.02")]);
    steps(&clerk, person, &[("递交入党申请书", "2026.09.10")]);
    let view = admission(&clerk, person);
    assert_eq!(
        (view.stage.as_str(), view.points.len()),
        ("applicant", 26),
        "with the notice of 2026"
    );
    let talk = point(&view, "02");
    assert_eq!((talk.is_next, talk.by.as_str()), (true, "2026.10.10"));
    assert!(
        talk.remarks[0].overdue && talk.remarks[0].rule.verify.is_some(),
        "late, and to be checked"
    );
    steps(
        &clerk,
        person,
        &[
            ("党组织派人谈话", "2026.09.30"),
            ("推荐和确定入党积极分子", "2026.10.20"),
        ],
    );
    let view = admission(&clerk, person);
    assert_eq!(view.stage_label, "入党积极分子");
    assert_eq!(
        point(&view, "07").not_before,
        "2027.10.20",
        "a year of observation"
    );
    let row = admissions(&clerk, AdmissionsQuery::default()).rows.remove(0);
    assert_eq!(
        (row.next.as_str(), row.overdue),
        ("上级党委备案（积极分子）", false)
    );
}

#[test]
fn a_candidate_needs_a_passed_review_and_a_report() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "周小满"), ("birth", "1998.05.02")]);
    steps(&clerk, person, &[("确定发展对象", "2026.08.10")]);
    let said = |clerk: &Clerk| -> Vec<String> {
        let view = admission(clerk, person);
        let remarks = view.points.into_iter().flat_map(|point| point.remarks);
        remarks.map(|remark| remark.rule.id).collect()
    };
    assert!(said(&clerk).contains(&"FZ-06".to_owned()) && said(&clerk).contains(&"A09".to_owned()));
    let review = [
        ("kind", "发展党员"),
        ("started", "2026.08.20"),
        ("conclusion", "合格"),
        ("concluded", "2026.09.01"),
    ];
    clerk.types(person, "review", None, &review).row.expect("kept");
    assert!(!said(&clerk).contains(&"FZ-06".to_owned()));
    let report = [
        ("occasion", "发展对象报告"),
        ("year", "2026"),
        ("submitted", "2026.09.05"),
    ];
    clerk.types(person, "matters", None, &report).row.expect("kept");
    assert!(!said(&clerk).contains(&"A09".to_owned()), "{:?}", said(&clerk));
}

#[test]
fn a_step_that_is_done_again_and_again_keeps_all_its_dates() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", "周小满"), ("birth", "1998.05.02")]);
    steps(
        &clerk,
        person,
        &[
            ("推荐和确定入党积极分子", "2025.06.01"),
            ("培养教育考察", "2025.12.01"),
            ("培养教育考察", "2026.05.30"),
        ],
    );
    let view = admission(&clerk, person);
    let observed = point(&view, "06");
    assert_eq!(observed.rows.len(), 2);
    assert_eq!(observed.by, "2026.11.30", "half a year after the last");
}

#[test]
fn a_year_is_held_against_its_plan_and_who_ended_is_listed_no_more() {
    let clerk = Clerk::with_new_vault();
    for (name, date) in [
        ("甲一", "2026.03.05"),
        ("乙二", "2026.06.10"),
        ("丙三", "2026.09.20"),
    ] {
        let person = clerk.adds(&[("name", name), ("birth", "1995.01")]);
        steps(&clerk, person, &[("支部大会讨论", date)]);
    }
    let ended = clerk.adds(&[("name", "丁四"), ("birth", "1995.01")]);
    steps(
        &clerk,
        ended,
        &[("确定发展对象", "2026.03.01"), ("终止发展", "2026.05.01")],
    );
    let view = admissions(&clerk, AdmissionsQuery::default());
    assert_eq!((view.admitted, view.least, view.most), (3, 1, 2));
    assert_eq!(view.total, 3, "丁四 is no longer in development");
    let all = AdmissionsQuery {
        stage: "ended".into(),
        ..AdmissionsQuery::default()
    };
    assert_eq!(admissions(&clerk, all).rows[0].name, "丁四");
    let query = ListingQuery {
        name: "admissions".into(),
        only: "admitted".into(),
        year: Some(2026),
        ..serde_json::from_value(serde_json::json!({ "name": "" })).expect("a query")
    };
    assert_eq!(clerk.desk.listing(query, &Unwatched).expect("a list").total, 3);
}
