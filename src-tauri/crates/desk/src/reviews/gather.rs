//! Reviews with what belongs to them, gathered over many people in one walk through each table.

use std::collections::{BTreeMap, HashMap};

use antou_policy::Rule;
use antou_policy::review::{self, PACK, Review, conclusion};
use antou_record::{Dossier, PartialDate, Row, Value, dictionary};
use antou_store::{LedgerQuery, PeopleQuery, Sort, Vault};

use super::parts::belongs;
use crate::failure::Failure;
use crate::gathering::{code_at, id_at, text_at};
use crate::messages::{ReplyRow, ReviewBatch, ReviewCounts, ReviewRow};
use crate::parameters::overrides;
use crate::veto;

/// A review with what belongs to it.
pub(super) struct Case {
    pub(super) review: Review,
    pub(super) person: i64,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) title: String,
    pub(super) purpose: String,
    /// Subjects, with a result, with something found.
    subjects: (u32, u32, u32),
    pub(super) replies: Vec<Reply>,
    pub(super) in_force: bool,
}

/// What an agency was asked.
pub(super) struct Reply {
    pub(super) row: i64,
    pub(super) agency: String,
    asked: Option<PartialDate>,
    replied: Option<PartialDate>,
    has_issue: Option<bool>,
    content: String,
}

/// How a question to an agency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Waiting,
    Overdue,
    Clean,
    Adverse,
    /// There is a reply that does not say.
    Said,
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Overdue => "overdue",
            Self::Clean => "clean",
            Self::Adverse => "adverse",
            Self::Said => "said",
        }
    }

    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Overdue)
    }
}

/// The day and the days a reply may take.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    pub(super) as_of: PartialDate,
    pub(super) days: u16,
    pub(super) rule: Option<&'static Rule>,
}

impl Terms {
    pub(super) fn of(vault: &Vault, as_of: PartialDate) -> Result<Self, Failure> {
        let found = review::reply_days(&overrides(vault, PACK)?);
        Ok(Self {
            as_of,
            days: found.map_or(0, |(days, _)| days),
            rule: found.map(|(_, rule)| rule),
        })
    }
}

impl Reply {
    fn of(row: i64, kept: &Row) -> Self {
        let date = |item: &str| kept.get(item).and_then(Value::as_date);
        Self {
            row,
            agency: kept.shown("agency"),
            asked: date("asked"),
            replied: date("replied"),
            has_issue: match kept.get("has_issue") {
                Some(Value::Bool(yes)) => Some(*yes),
                _ => None,
            },
            content: kept.shown("content"),
        }
    }

    pub(super) fn due(&self, terms: Terms) -> Option<PartialDate> {
        self.asked?.plus_days(terms.days)
    }

    pub(super) fn state(&self, terms: Terms) -> State {
        match self.has_issue {
            Some(true) => State::Adverse,
            Some(false) => State::Clean,
            None if self.replied.is_some() || !self.content.is_empty() => State::Said,
            None => match self.due(terms) {
                Some(due) if terms.as_of.compare(due).is_gt() => State::Overdue,
                _ => State::Waiting,
            },
        }
    }

    pub(super) fn view(&self, case: &Case, terms: Terms) -> ReplyRow {
        let dotted = |date: Option<PartialDate>| date.map(PartialDate::dotted).unwrap_or_default();
        ReplyRow {
            row: self.row,
            review: case.review.row,
            person: case.person,
            name: case.name.clone(),
            agency: self.agency.clone(),
            asked: dotted(self.asked),
            due: dotted(self.due(terms)),
            replied: dotted(self.replied),
            state: self.state(terms).as_str().to_owned(),
            content: self.content.clone(),
        }
    }
}

impl Case {
    pub(super) fn is_open(&self) -> bool {
        !matches!(
            self.review.conclusion.as_str(),
            conclusion::PASSED | conclusion::FAILED
        )
    }

    /// Key of its batch.
    pub(super) fn batch(&self) -> String {
        let started = self
            .review
            .started
            .map(|date| date.to_string())
            .unwrap_or_default();
        format!("{}|{started}|{}", self.review.kind, self.purpose)
    }

    pub(super) fn states(&self, terms: Terms) -> impl Iterator<Item = State> {
        self.replies.iter().map(move |reply| reply.state(terms))
    }

    fn has(&self, terms: Terms, state: State) -> bool {
        self.states(terms).any(|found| found == state)
    }

    /// What contradicts itself, each in a sentence with the way out.
    pub(super) fn contradictions(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(found) = review::contradiction(&self.review.gates, &self.review.conclusion) {
            said.push(format!(
                "{}。{}（{}）",
                found.why,
                found.way_out,
                found.rule.citation()
            ));
        }
        if let (Some(started), Some(concluded)) = (self.review.started, self.review.concluded)
            && concluded.compare(started).is_lt()
        {
            said.push(format!(
                "结论时间 {} 早于开始时间 {}。请核对两个日期",
                concluded.dotted(),
                started.dotted()
            ));
        }
        for reply in &self.replies {
            if let (Some(asked), Some(replied)) = (reply.asked, reply.replied)
                && replied.compare(asked).is_lt()
            {
                said.push(format!(
                    "{}的回复时间 {} 早于发函时间 {}。请核对两个日期",
                    reply.agency,
                    replied.dotted(),
                    asked.dotted()
                ));
            }
        }
        said
    }

    pub(super) fn is_wanted(&self, only: &str, terms: Terms) -> bool {
        let (subjects, checked, found) = self.subjects;
        match only {
            "contradiction" => !self.contradictions().is_empty(),
            "waiting" => self.states(terms).any(State::is_open),
            "overdue" => self.has(terms, State::Overdue),
            "adverse" => self.has(terms, State::Adverse),
            "found" => found > 0,
            "unchecked" => checked < subjects,
            "blank" => self.review.gates.iter().all(String::is_empty),
            _ => true,
        }
    }

    pub(super) fn row(&self, terms: Terms) -> ReviewRow {
        let count = |is_it: &dyn Fn(State) -> bool| {
            u32::try_from(self.states(terms).filter(|state| is_it(*state)).count()).unwrap_or(u32::MAX)
        };
        let dotted = |date: Option<PartialDate>| date.map(PartialDate::dotted).unwrap_or_default();
        ReviewRow {
            review: self.review.row,
            person: self.person,
            name: self.name.clone(),
            unit: self.unit.clone(),
            title: self.title.clone(),
            kind: label("review_kind", &self.review.kind),
            started: dotted(self.review.started),
            purpose: self.purpose.clone(),
            gates: self.review.gates.to_vec(),
            conclusion: self.review.conclusion.clone(),
            concluded: dotted(self.review.concluded),
            subjects: self.subjects.0,
            checked: self.subjects.1,
            found: self.subjects.2,
            asked: count(&|_| true),
            replied: count(&|state| !state.is_open()),
            overdue: count(&|state| state == State::Overdue),
            adverse: count(&|state| state == State::Adverse),
            contradictions: self.contradictions(),
            in_force: self.in_force,
        }
    }
}

/// The label of a code.
pub(super) fn label(table: &str, code: &str) -> String {
    let found = dictionary().table(table).and_then(|table| table.by_code(code));
    found.map_or_else(|| code.to_owned(), |row| row.label.clone())
}

const REVIEW: [&str; 12] = [
    "review.kind",
    "review.started",
    "review.political",
    "review.ability",
    "review.conduct",
    "review.integrity",
    "review.conclusion",
    "review.concluded",
    "review.purpose",
    "name",
    "post.unit",
    "post.title",
];

fn query(set: &str, unit: Option<i64>, columns: &[&str]) -> LedgerQuery {
    LedgerQuery {
        set: set.to_owned(),
        people: PeopleQuery {
            unit,
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            sort: vec![Sort {
                column: "level".to_owned(),
                descending: true,
            }],
            ..PeopleQuery::default()
        },
    }
}

/// Every review of everybody in a unit, in the order of 职务层次.
pub(super) fn cases(vault: &Vault, unit: Option<i64>) -> Result<Vec<Case>, Failure> {
    let mut cases: Vec<Case> = Vec::new();
    vault.each_ledger_row(&query("review", unit, &REVIEW), |row| {
        let date = |at: usize| row.cells.get(at)?.as_ref()?.as_date();
        let gate = |at: usize| code_at(&row.cells, at);
        cases.push(Case {
            review: Review {
                row: row.id,
                kind: code_at(&row.cells, 0),
                started: date(1),
                gates: [gate(2), gate(3), gate(4), gate(5)],
                conclusion: code_at(&row.cells, 6),
                concluded: date(7),
            },
            person: row.owner.unwrap_or_default(),
            purpose: text_at(&row.cells, 8),
            name: text_at(&row.cells, 9),
            unit: text_at(&row.cells, 10),
            title: text_at(&row.cells, 11),
            subjects: (0, 0, 0),
            replies: Vec::new(),
            in_force: false,
        });
        Ok::<_, Failure>(())
    })?;
    let places: HashMap<i64, usize> = cases
        .iter()
        .enumerate()
        .map(|(place, case)| (case.review.row, place))
        .collect();
    let subjects = ["review_subject.review", "review_subject.result"];
    vault.each_ledger_row(&query("review_subject", unit, &subjects), |row| {
        let place = id_at(&row.cells, 0).and_then(|review| places.get(&review));
        if let Some(case) = place.and_then(|place| cases.get_mut(*place)) {
            let result = code_at(&row.cells, 1);
            case.subjects.0 += 1;
            case.subjects.1 += u32::from(matches!(result.as_str(), "1" | "2"));
            case.subjects.2 += u32::from(result == "2");
        }
        Ok::<_, Failure>(())
    })?;
    let replies = [
        "agency_reply.review",
        "agency_reply.agency",
        "agency_reply.asked",
        "agency_reply.replied",
        "agency_reply.has_issue",
        "agency_reply.content",
    ];
    vault.each_ledger_row(&query("agency_reply", unit, &replies), |row| {
        let place = id_at(&row.cells, 0).and_then(|review| places.get(&review));
        if let Some(case) = place.and_then(|place| cases.get_mut(*place)) {
            let date = |at: usize| row.cells.get(at)?.as_ref()?.as_date();
            case.replies.push(Reply {
                row: row.id,
                agency: text_at(&row.cells, 1),
                asked: date(2),
                replied: date(3),
                has_issue: match row.cells.get(4) {
                    Some(Some(Value::Bool(yes))) => Some(*yes),
                    _ => None,
                },
                content: text_at(&row.cells, 5),
            });
        }
        Ok::<_, Failure>(())
    })?;
    settle_in_force(&mut cases);
    // the latest first; people of one day keep the order of 职务层次
    let day = |case: &Case| case.review.started.map(|date| date.to_string());
    cases.sort_by_key(|case| std::cmp::Reverse(day(case)));
    Ok(cases)
}

/// The reviews of one person.
pub(super) fn cases_of(dossier: &Dossier) -> Vec<Case> {
    let post = dossier
        .rows("post")
        .iter()
        .find(|record| record.row.get("ended").is_none());
    let shown = |item: &str| post.map(|record| record.row.shown(item)).unwrap_or_default();
    let mut cases: Vec<Case> = dossier
        .rows("review")
        .iter()
        .map(|record| Case {
            review: veto::review_of(record.id, &record.row),
            person: dossier.id,
            name: dossier.person.shown("name"),
            unit: shown("unit"),
            title: shown("title"),
            purpose: record.row.shown("purpose"),
            subjects: (0, 0, 0),
            replies: Vec::new(),
            in_force: false,
        })
        .collect();
    for case in &mut cases {
        let own = |row: &Row| belongs(row, case.review.row);
        for record in dossier
            .rows("review_subject")
            .iter()
            .filter(|record| own(&record.row))
        {
            let result = match record.row.get("result") {
                Some(Value::Code(code)) => code.as_str(),
                _ => "",
            };
            case.subjects.0 += 1;
            case.subjects.1 += u32::from(matches!(result, "1" | "2"));
            case.subjects.2 += u32::from(result == "2");
        }
        let replies = dossier
            .rows("agency_reply")
            .iter()
            .filter(|record| own(&record.row));
        case.replies = replies.map(|record| Reply::of(record.id, &record.row)).collect();
    }
    settle_in_force(&mut cases);
    cases
}

/// Which negative conclusions are in force, person by person.
fn settle_in_force(cases: &mut [Case]) {
    let mut of_person: HashMap<i64, Vec<Review>> = HashMap::new();
    for case in cases.iter() {
        of_person
            .entry(case.person)
            .or_default()
            .push(case.review.clone());
    }
    let in_force: HashMap<i64, i64> = of_person
        .iter()
        .filter_map(|(person, reviews)| Some((*person, veto::of_reviews(reviews)?.row)))
        .collect();
    for case in cases {
        case.in_force = in_force.get(&case.person) == Some(&case.review.row);
    }
}

/// How reviews stand.
pub(super) fn counts<'a>(cases: impl Iterator<Item = &'a Case>, terms: Terms) -> ReviewCounts {
    let mut counts = ReviewCounts {
        reviews: 0,
        open: 0,
        failed: 0,
        contradictions: 0,
        waiting: 0,
        overdue: 0,
        adverse: 0,
        found: 0,
        unchecked: 0,
    };
    for case in cases {
        let add = |only: &str| u64::from(case.is_wanted(only, terms));
        counts.reviews += 1;
        counts.open += u64::from(case.is_open());
        counts.failed += u64::from(case.in_force);
        counts.contradictions += add("contradiction");
        counts.waiting += add("waiting");
        counts.overdue += add("overdue");
        counts.adverse += add("adverse");
        counts.found += add("found");
        counts.unchecked += add("unchecked");
    }
    counts
}

/// The batches reviews belong to, the latest first.
pub(super) fn batches<'a>(cases: impl Iterator<Item = &'a Case>, terms: Terms) -> Vec<ReviewBatch> {
    let mut order: Vec<String> = Vec::new();
    let mut found: BTreeMap<String, ReviewBatch> = BTreeMap::new();
    for case in cases {
        let key = case.batch();
        let batch = found.entry(key.clone()).or_insert_with(|| {
            order.push(key.clone());
            let started = case.review.started.map(PartialDate::dotted);
            ReviewBatch {
                key,
                kind: label("review_kind", &case.review.kind),
                started: started.unwrap_or_default(),
                purpose: case.purpose.clone(),
                reviews: 0,
                open: 0,
                failed: 0,
                asked: 0,
                replied: 0,
                overdue: 0,
            }
        });
        batch.reviews += 1;
        batch.open += u64::from(case.is_open());
        batch.failed += u64::from(case.review.conclusion == conclusion::FAILED);
        for state in case.states(terms) {
            batch.asked += 1;
            batch.replied += u64::from(!state.is_open());
            batch.overdue += u64::from(state == State::Overdue);
        }
    }
    order.into_iter().filter_map(|key| found.remove(&key)).collect()
}
