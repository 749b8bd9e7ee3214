//! Rows that belong to a review: whom it looks at, what agencies answered.

use antou_record::{Row, Value, dictionary};
use antou_store::{Op, OpKind};

use super::open::reference;
use crate::desk::Desk;
use crate::dossier::row_view;
use crate::entry::missing;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    /// Adds or changes a subject or a reply of a review.
    pub fn save_review_part(&self, request: SaveReviewPart, _: &dyn Progress) -> Result<SavedRow, Failure> {
        let set = dictionary()
            .set(&request.set)
            .filter(|set| matches!(set.code.as_str(), "review_subject" | "agency_reply"))
            .ok_or_else(|| Failure::not_found(format!("“{}”不属于政治审查", request.set)))?;
        let person = self.with_vault(|vault| super::owner(vault, request.review))?;
        let mut typed = self.read_all(set, Some(person), &request.values)?;
        self.with_vault(|vault| {
            missing(vault, set, request.row, &mut typed)?;
            typed
                .problems
                .retain(|problem| problem.item != format!("{}.review", set.code));
            let mut row = match request.row {
                Some(row) => vault.row(&set.code, row)?,
                None => Row::new(set),
            };
            for (index, value) in &typed.changes {
                row.put_at(*index, value.clone());
            }
            row.put("review", Some(reference(request.review)));
            typed.problems.extend(super::contradicted(&row));
            let others = vault.dossier(person)?;
            let mut others = others
                .rows(&set.code)
                .iter()
                .filter(|record| Some(record.id) != request.row);
            if others.any(|record| is_same(&record.row, &row, request.review)) {
                typed.problems.push(ProblemView {
                    code: "row.repeated".to_owned(),
                    severity: "error".to_owned(),
                    item: format!("{}.{}", set.code, set.key.last().map_or("", String::as_str)),
                    message: "这次审查里已经有同样的一行，请改那一行".to_owned(),
                });
            }
            if typed.is_refused() {
                return Ok(SavedRow {
                    row: None,
                    problems: typed.problems,
                    op: None,
                    conflict: None,
                });
            }
            let name = vault.row("person", person)?.shown("name");
            let what = if request.row.is_some() { "修改" } else { "增加" };
            let op = Op::new(OpKind::Edit, format!("{what} {name} 的{}", set.label));
            let output = vault.transact(op, |tx| match request.row {
                Some(own) => tx.update(&set.code, own, &typed.changes).map(|_| own),
                None => tx.insert(Some(person), &row),
            })?;
            Ok(SavedRow {
                row: Some(row_view(
                    output.value,
                    &vault.row(&set.code, output.value)?,
                    &|item| !item.protected,
                )),
                problems: typed.problems,
                op: output.op,
                conflict: None,
            })
        })
    }
}

/// Whether a row belongs to a review.
pub(super) fn belongs(row: &Row, review: i64) -> bool {
    matches!(row.get("review"), Some(Value::Reference(reference)) if reference.id == Some(review))
}

/// Whether a subject is on the list of a review already.
pub(super) fn known_subject(row: &Row, review: i64, subject: &Row) -> bool {
    belongs(row, review)
        && row.get("relation") == subject.get("relation")
        && row.get("name") == subject.get("name")
}

fn is_same(known: &Row, row: &Row, review: i64) -> bool {
    let mut key = row.set().key.iter().filter(|code| *code != "review");
    belongs(known, review) && key.all(|code| known.get(code).is_some() && known.get(code) == row.get(code))
}
