//! The budgets of a clerk's hand in a unit of 20,000: a ledger is opened, one cell of a grid is filled.

use std::collections::BTreeMap;
use std::path::Path;

use antou_desk::messages::*;
use antou_desk::{Desk, Unwatched};

use crate::gauge::{Report, p95};
use crate::work::{cpu, opened};

/// People whose cells are filled.
const PEOPLE: i64 = 200;

/// The first page of each ledger as the screen asks for it, the slowest first; then one cell of each grid.
pub fn cells(folder: &Path) -> Report {
    let desk = opened(folder);
    let mut ledgers: Vec<(String, f64)> = sets()
        .map(|(set, label)| {
            (
                format!("ledger “{label}”, opened, cpu"),
                cpu(&|| ledger(&desk, set)),
            )
        })
        .collect();
    ledgers.sort_by(|(_, one), (_, two)| two.total_cmp(one));
    ledgers.truncate(3);
    let person = |turn: usize| 1 + turn as i64 % PEOPLE;
    ledgers.push((
        "a grade filled, p95".to_owned(),
        p95(60, |turn| grade(&desk, person(turn), turn)),
    ));
    let reviews = reviews(&desk);
    ledgers.push((
        "a gate of a review filled, p95".to_owned(),
        p95(60, |turn| gate(&desk, reviews[turn % reviews.len()], turn)),
    ));
    ledgers.push((
        "a report of 个人有关事项 taken in, p95".to_owned(),
        p95(60, |turn| report(&desk, person(turn), turn)),
    ));
    ledgers
}

fn sets() -> impl Iterator<Item = (&'static str, &'static str)> {
    let sets = antou_record::dictionary().sets().iter();
    sets.filter(|set| set.is_owned_by_person() && set.code != "person")
        .map(|set| (set.code.as_str(), set.label.as_str()))
}

fn ledger(desk: &Desk, set: &str) {
    let items = &antou_record::dictionary().set(set).unwrap().items;
    let own = items.iter().filter(|item| !item.is_protected()).take(8);
    let columns = ["name".to_owned(), "post.unit".to_owned()].into_iter();
    let query = LedgerQuery {
        set: set.to_owned(),
        query: PeopleQuery {
            columns: columns
                .chain(own.map(|item| format!("{set}.{}", item.code)))
                .collect(),
            subunits: true,
            limit: 100,
            ..PeopleQuery::default()
        },
    };
    drop(desk.ledger(query, &Unwatched).unwrap());
}

fn grade(desk: &Desk, person: i64, turn: usize) {
    let grade = if turn.is_multiple_of(2) {
        "称职"
    } else {
        "优秀"
    };
    let entries = vec![AssessmentEntry {
        person,
        grade: grade.to_owned(),
        reason: None,
    }];
    let request = FillAssessments { year: 2025, entries };
    assert!(desk.fill_assessments(request, &Unwatched).unwrap().changed > 0);
}

/// Reviews opened for everybody whose cells are filled.
fn reviews(desk: &Desk) -> Vec<i64> {
    let values = [("kind", "任前"), ("started", "2026.03.01"), ("purpose", "测量")];
    let request = OpenReviews {
        values: BTreeMap::from(values.map(|(code, text)| (code.to_owned(), text.to_owned()))),
        people: (1..=PEOPLE).collect(),
    };
    desk.open_reviews(request, &Unwatched).unwrap();
    let query = ReviewsQuery {
        part: "open".to_owned(),
        limit: u32::MAX,
        ..ReviewsQuery::default()
    };
    let rows = desk.reviews(query, &Unwatched).unwrap().rows;
    let own: Vec<i64> = rows
        .iter()
        .filter(|row| row.purpose == "测量")
        .map(|row| row.review)
        .collect();
    assert!(!own.is_empty());
    own
}

fn gate(desk: &Desk, review: i64, turn: usize) {
    let entries = vec![ReviewEntry {
        review,
        item: "political".to_owned(),
        value: if turn.is_multiple_of(2) { "1" } else { "" }.to_owned(),
    }];
    let request = FillReviews {
        entries,
        confirmed: true,
    };
    drop(desk.fill_reviews(request, &Unwatched).unwrap());
}

fn report(desk: &Desk, person: i64, turn: usize) {
    let entries = vec![MattersEntry {
        person,
        submitted: Some(format!("2026.01.{:02}", 1 + turn % 28)),
        signed: None,
        received_by: None,
    }];
    let request = FillMatters { year: 2025, entries };
    assert!(desk.fill_matters(request, &Unwatched).unwrap().changed > 0);
}
