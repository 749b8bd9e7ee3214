//! 政治审查: opened for one or many, filled gate by gate, agencies asked and their replies followed, concluded. A negative
//! conclusion blocks every later step (`veto`).

mod agencies;
mod fill;
pub(crate) mod forms;
mod gather;
mod lists;
mod open;
mod parts;

use std::sync::Arc;

use antou_policy::review::conclusion;
use antou_record::Row;
use antou_store::Vault;

use crate::cited::cited;
use crate::desk::Desk;
use crate::dossier::row_view;
use crate::entry::problem_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::paging::{called, page};
use crate::progress::Progress;
use crate::veto;
pub(crate) use agencies::questions;
use gather::{Case, Terms, batches, cases, cases_of, counts};
pub(crate) use lists::{list, reply_list};
pub(crate) use open::reference;

impl Desk {
    /// Reviews of a part.
    pub fn reviews(&self, request: ReviewsQuery, _: &dyn Progress) -> Result<ReviewsView, Failure> {
        let terms = self.terms()?;
        let all = self.cases(request.unit)?;
        let of_part = || all.iter().filter(|case| is_of_part(case, &request));
        let shown: Vec<&Case> = of_part().filter(|case| is_shown(case, &request, terms)).collect();
        let page = page(&shown, request.offset, request.limit);
        Ok(ReviewsView {
            total: shown.len() as u64,
            rows: page.map(|case| case.row(terms)).collect(),
            counts: counts(of_part().filter(|case| is_of_batch(case, &request)), terms),
            batches: batches(of_part(), terms),
            reply_days: u32::from(terms.days),
            reply_rule: terms.rule.map(cited),
        })
    }

    /// Reviews of everybody in a unit, gathered once for all pages.
    fn cases(&self, unit: Option<i64>) -> Result<Arc<Vec<Case>>, Failure> {
        self.kept(format!("reviews/{unit:?}"), |vault, _| cases(vault, unit))
    }

    fn terms(&self) -> Result<Terms, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| Terms::of(vault, as_of))
    }

    /// A review with everything that belongs to it.
    pub fn review(&self, request: ReviewId, _: &dyn Progress) -> Result<ReviewView, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let terms = Terms::of(vault, as_of)?;
            let person = owner(vault, request.review)?;
            let dossier = vault.dossier(person)?;
            let gone = || Failure::not_found("这次审查已经删除");
            let all = cases_of(&dossier);
            let case = all.iter().find(|case| case.review.row == request.review);
            let case = case.ok_or_else(gone)?;
            let mut kept = dossier.rows("review").iter();
            let kept = kept.find(|record| record.id == request.review).ok_or_else(gone)?;
            let subjects = dossier.rows("review_subject").iter();
            let veto = veto::of(&dossier);
            let contradiction =
                antou_policy::review::contradiction(&case.review.gates, &case.review.conclusion);
            let rules = terms.rule.into_iter().chain(veto.as_ref().map(|veto| veto.rule));
            Ok(ReviewView {
                row: case.row(terms),
                values: row_view(kept.id, &kept.row, &|item| !item.protected),
                subjects: subjects
                    .filter(|record| parts::belongs(&record.row, request.review))
                    .map(|record| row_view(record.id, &record.row, &|item| !item.protected))
                    .collect(),
                replies: case.replies.iter().map(|reply| reply.view(case, terms)).collect(),
                veto: veto.map(|veto| veto.sentence(&case.name, "进入后续环节")),
                rules: rules
                    .chain(contradiction.map(|found| found.rule))
                    .map(cited)
                    .collect(),
            })
        })
    }

    /// Everybody with a negative conclusion in force.
    pub fn vetoed(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<VetoedPerson>, Failure> {
        let all = self.cases(None)?;
        let failed = all.iter().filter(|case| case.in_force);
        Ok(failed
            .map(|case| VetoedPerson {
                person: case.person,
                what: veto::of_reviews(std::slice::from_ref(&case.review))
                    .map(|veto| veto.what)
                    .unwrap_or_default(),
            })
            .collect())
    }
}

/// Whose review it is.
fn owner(vault: &Vault, review: i64) -> Result<i64, Failure> {
    vault
        .owner("review", review)?
        .ok_or_else(|| Failure::not_found("这次审查已经删除"))
}

fn is_of_part(case: &Case, request: &ReviewsQuery) -> bool {
    let of_kind = request.kind.is_empty() || case.review.kind == request.kind;
    of_kind
        && match request.part.as_str() {
            "open" => case.is_open(),
            "concluded" => !case.is_open(),
            "failed" => case.in_force,
            "asked" => !case.replies.is_empty(),
            _ => true,
        }
}

fn is_of_batch(case: &Case, request: &ReviewsQuery) -> bool {
    request.batch.is_empty() || case.batch() == request.batch
}

fn is_shown(case: &Case, request: &ReviewsQuery, terms: Terms) -> bool {
    is_of_batch(case, request) && case.is_wanted(&request.only, terms) && called(&request.text)(&case.name)
}

/// Dates of a row that contradict each other, as problems of what was typed.
fn contradicted(row: &Row) -> impl Iterator<Item = ProblemView> {
    let found = row.contradictions().into_iter();
    found.map(|found| problem_view(found.then, &found.problem))
}

/// Whether a conclusion ends a review.
fn is_final(code: &str) -> bool {
    matches!(code, conclusion::PASSED | conclusion::FAILED)
}
