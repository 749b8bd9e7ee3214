//! The same row for many people at once: a class and those who took part, a pledge everybody signed.

use std::collections::BTreeMap;

use antou_record::{Dossier, ProblemCode, Row, Set, Value, dictionary};
use antou_store::{Op, OpKind, StoreError, Vault};

use crate::conflicts;
use crate::desk::Desk;
use crate::entry::check;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use crate::references;
use crate::veto;

impl Desk {
    /// Adds the same row for many people in one operation. Who has a row with the same key keeps it as it is.
    pub fn add_rows(&self, request: AddRows, progress: &dyn Progress) -> Result<AddedRows, Failure> {
        let set = dictionary()
            .set(&request.set)
            .filter(|set| set.is_owned_by_person())
            .ok_or_else(|| Failure::not_found(format!("没有“{}”这个人员信息集", request.set)))?;
        let values: BTreeMap<String, Option<String>> = request
            .values
            .into_iter()
            .map(|(code, text)| (code, Some(text)))
            .collect();
        let mut typed = self.read_all(set, None, &values)?;
        self.with_vault(|vault| {
            check(vault, set, None, None, &mut typed, &[])?;
            // what is required is required here: nobody looks at each of the rows
            for problem in typed
                .problems
                .iter_mut()
                .filter(|problem| problem.code == "item.missing")
            {
                problem.severity = "error".to_owned();
            }
            if typed.is_refused() || request.people.is_empty() {
                return Ok(AddedRows {
                    op: None,
                    added: 0,
                    already: Vec::new(),
                    problems: typed.problems,
                });
            }
            let mut row = Row::new(set);
            for (index, value) in typed.changes {
                row.put_at(index, value);
            }
            refuse_forbidden(vault, &row, &request.people)?;
            let doubt = conflicts::doubt(&row).map(|doubt| doubt.shown(set));
            typed.problems.extend(doubt);
            let total = request.people.len() as u64;
            let op = Op::new(OpKind::Edit, format!("为 {total} 人登记{}", set.label));
            let mut already = Vec::new();
            let output = vault.transact(op, |tx| {
                let mut added = 0;
                let mut row = row.clone();
                for item in &set.items {
                    let value = references::known(tx, &item.kind, row.at(item.index).cloned())?;
                    row.put_at(item.index, value);
                }
                for (done, person) in (1..).zip(&request.people) {
                    if has_same(&tx.dossier(*person)?, set, &row) {
                        already.push(*person);
                    } else {
                        tx.insert(Some(*person), &row)?;
                        added += 1;
                    }
                    progress.at("登记", done, total);
                }
                Ok::<_, StoreError>(added)
            })?;
            Ok(AddedRows {
                op: output.op,
                added: output.value,
                already,
                problems: typed.problems,
            })
        })
    }
}

/// What a rule forbids about one of them is not entered along with others: nobody who has failed a political review is
/// proposed, nobody is entered in the registers of the own dossier or a relative's.
fn refuse_forbidden(vault: &Vault, row: &Row, people: &[i64]) -> Result<(), Failure> {
    let set = row.set().code.as_str();
    let (code, beside) = match set {
        set if veto::concerns(set) => (veto::CODE, "review"),
        set if conflicts::concerns(set) => (ProblemCode::EntryConflict.as_str(), "family"),
        _ => return Ok(()),
    };
    let mut dossiers = vault.dossiers();
    let mut said = Vec::new();
    for person in people {
        let dossier = dossiers.with_sets(*person, &[beside])?;
        said.extend(veto::forbids(&dossier, row).or_else(|| conflicts::refusal(&dossier, row)));
    }
    match said.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(
            code,
            said.join("；"),
            "请把他们从名单中去掉，其余的人再登记",
        )),
    }
}

/// Whether a dossier has a row with the same key.
fn has_same(dossier: &Dossier, set: &Set, row: &Row) -> bool {
    let same = |one: Option<&Value>, two: Option<&Value>| match (one, two) {
        (Some(one), Some(two)) => one.agrees_with(two),
        (one, two) => one.is_none() && two.is_none(),
    };
    dossier.rows(&set.code).iter().any(|known| {
        set.key
            .iter()
            .all(|code| same(known.row.get(code), row.get(code)))
    })
}
