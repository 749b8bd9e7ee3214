//! A review is opened for one or many in one operation; 本人 and the relatives on record become its subjects.

use std::collections::BTreeMap;

use antou_record::{Dossier, Reference, Row, Set, Value, dictionary};
use antou_store::{Op, OpKind, StoreError, Tx};

use super::parts::known_subject;
use crate::desk::Desk;
use crate::entry::missing;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// Codes of 审查对象.
mod scope {
    pub(super) const SELF: &str = "1";
    pub(super) const DIRECT: &str = "2";
    pub(super) const OTHERS: &str = "3";
}

impl Desk {
    /// Opens a review for many people at once. Who has such a review begun on that day keeps it as it is.
    pub fn open_reviews(
        &self,
        request: OpenReviews,
        progress: &dyn Progress,
    ) -> Result<OpenedReviews, Failure> {
        let set = set("review")?;
        let values: BTreeMap<String, Option<String>> = request
            .values
            .into_iter()
            .map(|(code, text)| (code, Some(text)))
            .collect();
        let mut typed = self.read_all(set, None, &values)?;
        self.with_vault(|vault| {
            missing(vault, set, None, &mut typed)?;
            // a review is opened before it is concluded; what it is and when it began has to be known
            typed
                .problems
                .retain(|problem| problem.item != "review.conclusion");
            for problem in &mut typed.problems {
                if problem.code == "item.missing" {
                    problem.severity = "error".to_owned();
                }
            }
            let mut opened = OpenedReviews {
                op: None,
                opened: 0,
                already: Vec::new(),
                without_family: Vec::new(),
                problems: typed.problems.clone(),
            };
            if typed.is_refused() || request.people.is_empty() {
                return Ok(opened);
            }
            let mut row = Row::new(set);
            for (index, value) in typed.changes {
                row.put_at(index, value);
            }
            let total = request.people.len() as u64;
            let label = format!("为 {total} 人启动{}政治审查", row.shown("kind"));
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                for (done, person) in (1..).zip(&request.people) {
                    let dossier = tx.dossier_with(*person, &["review", "family"])?;
                    if has_same(&dossier, &row) {
                        opened.already.push(*person);
                    } else {
                        let review = tx.insert(Some(*person), &row)?;
                        let relatives = take_subjects(tx, &dossier, review, &row)?;
                        opened.opened += 1;
                        if asks_relatives(&row) && relatives == 0 {
                            opened.without_family.push(*person);
                        }
                    }
                    progress.at("启动审查", done, total);
                    if progress.is_cancelled() {
                        return Err(Failure::cancelled());
                    }
                }
                Ok(())
            })?;
            opened.op = output.op;
            Ok(opened)
        })
    }

    /// Takes up relatives who are on record and not yet subjects of a review.
    pub fn take_relatives(&self, request: ReviewId, _: &dyn Progress) -> Result<RelativesTaken, Failure> {
        self.with_vault(|vault| {
            let person = super::owner(vault, request.review)?;
            let row = vault.row("review", request.review)?;
            let name = vault.row("person", person)?.shown("name");
            let op = Op::new(OpKind::Edit, format!("从家庭成员更新 {name} 的审查对象"));
            let output = vault.transact(op, |tx| {
                let dossier = tx.dossier_with(person, &["family", "review_subject"])?;
                take_subjects(tx, &dossier, request.review, &row)
            })?;
            Ok(RelativesTaken {
                op: output.op,
                added: output.value,
            })
        })
    }
}

fn set(code: &str) -> Result<&'static Set, Failure> {
    dictionary()
        .set(code)
        .ok_or_else(|| Failure::not_found(format!("没有“{code}”这个信息集")))
}

fn has_same(dossier: &Dossier, row: &Row) -> bool {
    let same = |code: &str, known: &Row| known.get(code) == row.get(code);
    let mut known = dossier.rows("review").iter();
    known.any(|record| same("kind", &record.row) && same("started", &record.row))
}

/// Which subjects a review is about; 本人 alone when nothing is said.
fn scopes(review: &Row) -> Vec<String> {
    match review.get("subjects") {
        Some(Value::Codes(codes)) if !codes.is_empty() => codes.clone(),
        _ => vec![scope::SELF.to_owned()],
    }
}

fn asks_relatives(review: &Row) -> bool {
    scopes(review).iter().any(|code| code != scope::SELF)
}

/// Enters 本人 and the relatives on record as subjects; answers how many relatives were added.
fn take_subjects(tx: &mut Tx<'_>, dossier: &Dossier, review: i64, row: &Row) -> Result<u64, StoreError> {
    let wanted = scopes(row);
    let known = dossier.rows("review_subject");
    let Some(set) = dictionary().set("review_subject") else {
        return Ok(0);
    };
    let mut relatives = 0;
    let mut own = Row::new(set);
    own.put("relation", Some(Value::Code("01".to_owned())));
    own.put("name", dossier.person.get("name").cloned());
    own.put(
        "political_status",
        dossier.person.get("political_status").cloned(),
    );
    let mut found = vec![(scope::SELF, own)];
    for relative in dossier.rows("family") {
        let Some(Value::Code(relation)) = relative.row.get("relation") else {
            continue;
        };
        let mut subject = Row::new(set);
        for item in ["relation", "name", "work", "political_status"] {
            subject.put(item, relative.row.get(item).cloned());
        }
        found.push((scope_of(relation), subject));
    }
    for (scope, mut subject) in found {
        let is_known = known
            .iter()
            .any(|record| known_subject(&record.row, review, &subject));
        if is_known || !wanted.iter().any(|code| code == scope) {
            continue;
        }
        subject.put("review", Some(reference(review)));
        subject.put("scope", Some(Value::Code(scope.to_owned())));
        subject.put("methods", row.get("methods").cloned());
        tx.insert(Some(dossier.id), &subject)?;
        relatives += u64::from(scope != scope::SELF);
    }
    Ok(relatives)
}

/// A reference to a row by its id.
pub(crate) fn reference(id: i64) -> Value {
    Value::Reference(Reference {
        id: Some(id),
        label: String::new(),
    })
}

/// 配偶, children and parents are 直系亲属; everybody else on record is 主要社会关系.
fn scope_of(relation: &str) -> &'static str {
    let in_law = matches!(relation, "28" | "38" | "53" | "54" | "55" | "56");
    let direct = relation
        .get(..1)
        .is_some_and(|family| matches!(family, "1" | "2" | "3" | "5"));
    if direct && !in_law {
        scope::DIRECT
    } else {
        scope::OTHERS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spouse_children_and_parents_are_direct_relatives() {
        for (relation, wanted) in [
            ("11", scope::DIRECT),
            ("20", scope::DIRECT),
            ("27A", scope::DIRECT),
            ("51", scope::DIRECT),
            ("28", scope::OTHERS),
            ("55", scope::OTHERS),
            ("71", scope::OTHERS),
            ("81", scope::OTHERS),
        ] {
            assert_eq!(scope_of(relation), wanted, "{relation}");
        }
    }
}
