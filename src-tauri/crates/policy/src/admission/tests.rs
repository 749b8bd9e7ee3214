use super::*;

fn date(iso: &str) -> PartialDate {
    PartialDate::from_iso(iso).expect(iso)
}

fn facts(steps: &[(&str, &str)]) -> Facts {
    let steps = steps.iter().map(|(code, iso)| Done {
        code: (*code).to_owned(),
        date: PartialDate::from_iso(iso),
    });
    Facts {
        birth: Some(date("1998-05-02")),
        steps: steps.collect(),
        ..Facts::default()
    }
}

fn said(facts: &Facts, as_of: &str) -> Vec<(String, String)> {
    let timeline = timeline(facts, date(as_of));
    let remarks = timeline.remarks.into_iter();
    remarks
        .map(|remark| (remark.rule.id.clone(), remark.step))
        .collect()
}

fn has(facts: &Facts, as_of: &str, rule: &str, step: &str) -> bool {
    said(facts, as_of)
        .iter()
        .any(|(id, code)| id == rule && code == step)
}

#[test]
fn the_steps_lead_from_applicant_to_member() {
    let at = |steps: &[(&str, &str)]| timeline(&facts(steps), date("2026-11-22"));
    for (steps, stage, next) in [
        (&[][..], None, Some("01")),
        (&[("01", "2026-11-01")], Some(Stage::Applicant), Some("02")),
        (
            &[("01", "2025-01-01"), ("03", "2025-06-01")],
            Some(Stage::Activist),
            Some("04"),
        ),
        (&[("06", "2026-08-01")], Some(Stage::Activist), Some("06A")),
        (&[("07", "2026-08-01")], Some(Stage::Candidate), Some("08")),
        (&[("15", "2026-08-01")], Some(Stage::Probationary), Some("16")),
        (&[("24", "2026-08-01")], Some(Stage::Member), None),
        (
            &[("07", "2026-08-01"), ("99", "2026-09-01")],
            Some(Stage::Ended),
            None,
        ),
    ] {
        let found = at(steps);
        assert_eq!((found.stage, found.next.as_deref()), (stage, next), "{steps:?}");
    }
}

#[test]
fn what_comes_too_early_too_late_or_not_at_all_is_said() {
    let minor = facts(&[("01", "2016-01-01")]);
    assert!(has(&minor, "2016-02-01", "FZ-01-2014", "01"));
    let late = facts(&[("01", "2026-09-01"), ("02", "2026-10-20")]);
    assert!(has(&late, "2026-11-22", "FZ-02", "02"));
    let waiting = facts(&[("01", "2026-09-01")]);
    assert!(has(&waiting, "2026-11-22", "FZ-02", "02"), "overdue");
    assert!(!has(&waiting, "2026-09-20", "FZ-02", "02"), "in time");
    let early = facts(&[("03", "2025-10-01"), ("07", "2026-08-01")]);
    assert!(has(&early, "2026-11-22", "FZ-04", "07"));
    let early = facts(&[("03", "2024-10-01"), ("07", "2025-08-01")]);
    assert!(
        has(&early, "2026-11-22", "FZ-04-2014", "07"),
        "by the text of its time"
    );
    let reversed = facts(&[("03", "2025-10-01"), ("04", "2025-09-01")]);
    assert!(has(&reversed, "2026-11-22", "FZ-00", "04"));
    let gap = facts(&[("01", "2025-01-01"), ("03", "2025-10-01")]);
    assert!(has(&gap, "2026-11-22", "FZ-00", "02"), "passed over");
    let unseen = facts(&[("03", "2026-01-10"), ("06", "2026-02-10")]);
    assert!(has(&unseen, "2026-11-22", "FZ-03", "06"), "twice a year");
    let unproven = facts(&[("07", "2026-08-01")]);
    assert!(has(&unproven, "2026-11-22", "FZ-06", "10"));
    let proven = Facts {
        reviewed: Some(date("2026-09-01")),
        ..facts(&[("07", "2026-08-01")])
    };
    assert!(!has(&proven, "2026-11-22", "FZ-06", "10"));
    let unreported = Facts {
        asks_report: true,
        ..proven.clone()
    };
    assert!(has(&unreported, "2026-11-22", "A09", "15"));
}

#[test]
fn a_notice_lasts_five_workdays_since_the_text_of_2026() {
    let short = |from: &str, to: &str| facts(&[("06A", from), ("07", to)]);
    assert!(has(
        &short("2026-11-02", "2026-11-06"),
        "2026-11-22",
        "FZ-05",
        "07"
    ));
    assert!(!has(
        &short("2026-11-02", "2026-11-09"),
        "2026-11-22",
        "FZ-05",
        "07"
    ));
    assert!(steps_at(date("2025-01-01")).iter().all(|code| code != "06A"));
}

#[test]
fn probation_lasts_a_year_and_its_end_is_told() {
    let open = timeline(&facts(&[("15", "2026-03-05")]), date("2026-11-22"));
    let point = open
        .points
        .iter()
        .find(|point| point.code == "23")
        .expect("the step");
    assert_eq!(point.not_before, Some(date("2027-03-05")));
    let early = facts(&[("15", "2026-06-05"), ("23", "2026-11-05")]);
    assert!(has(&early, "2026-11-22", "FZ-11", "23"));
}
