//! Entries that a rule forbids whoever the dossier is about: told while they are typed, with the way out. What is forbidden is
//! refused; what only looks wrong is written and told.

use antou_record::facts::{Person, Relative};
use antou_record::{Dossier, ProblemCode, Row, Set, Value};
use antou_store::Vault;

use crate::entry::{Typed, is_error};
use crate::failure::Failure;
use crate::messages::ProblemView;

/// What a rule forbids or asks about in a row of somebody, as it would be kept.
pub(crate) fn of_row(dossier: &Dossier, row: &Row) -> Vec<ProblemView> {
    let set = row.set();
    match set.code.as_str() {
        "archive_loan" => [
            reader_is_kin(dossier, set, row),
            doubt(row).map(|doubt| doubt.shown(set)),
        ],
        "archive_transfer" => [carried_by_oneself(dossier, set, row), None],
        _ => [None, None],
    }
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a rule here bears on rows of a set.
pub(crate) fn concerns(set: &str) -> bool {
    set.starts_with("archive_")
}

/// Why a row must not be entered for somebody, or nothing.
pub(crate) fn refusal(dossier: &Dossier, row: &Row) -> Option<String> {
    let mut problems = of_row(dossier, row).into_iter();
    problems.find(is_error).map(|problem| problem.message)
}

/// Checks a row of somebody before it is written.
pub(crate) fn check(
    vault: &Vault,
    person: Option<i64>,
    whole: &Row,
    typed: &mut Typed,
) -> Result<(), Failure> {
    let Some(person) = person.filter(|_| concerns(&whole.set().code)) else {
        return Ok(());
    };
    let dossier = vault.dossiers().with_sets(person, &["family"])?;
    typed.problems.extend(of_row(&dossier, whole));
    Ok(())
}

/// What a rule asks for beyond what a row has, whoever it is about: it is told, and the row is written all the same.
pub(crate) struct Doubt {
    /// The item it is about.
    pub(crate) item: &'static str,
    /// The sentence.
    pub(crate) message: &'static str,
}

impl Doubt {
    /// As it stands beside the field.
    pub(crate) fn shown(&self, set: &Set) -> ProblemView {
        ProblemView {
            severity: "warning".to_owned(),
            code: ProblemCode::EntryDoubt.as_str().to_owned(),
            ..problem(set, self.item, self.message.to_owned())
        }
    }
}

/// What is to be completed in a row.
pub(crate) fn doubt(row: &Row) -> Option<Doubt> {
    let is_lone = row.set().code == "archive_loan" && names(&row.shown("readers")).len() == 1;
    is_lone.then_some(Doubt {
        item: "readers",
        message: "查（借）阅应有两名工作人员，这里只写了一名，请补齐",
    })
}

fn problem(set: &Set, item: &str, message: String) -> ProblemView {
    ProblemView {
        code: ProblemCode::EntryConflict.as_str().to_owned(),
        severity: "error".to_owned(),
        item: format!("{}.{item}", set.code),
        message,
    }
}

/// The names in a text such as “段文、蒋立”.
fn names(text: &str) -> Vec<&str> {
    let between = |character: char| "、，,；;/ 　和".contains(character);
    text.split(between)
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Nobody consults the own dossier or that of a relative (DA-07). A name alone proves nothing: the clerk says so when it is
/// another person of the same name.
fn reader_is_kin(dossier: &Dossier, set: &Set, row: &Row) -> Option<ProblemView> {
    if matches!(row.get("unrelated"), Some(Value::Bool(true))) {
        return None;
    }
    let person: Person = dossier.fact();
    let readers = row.shown("readers");
    let readers = names(&readers);
    let way_out = "。请换人查阅；确属同名的，核实后把“已核实无亲属关系”选“是”再保存";
    if readers.contains(&person.name.as_str()) {
        let message = format!(
            "查（借）阅人“{}”就是档案本人，不得查阅本人的档案{way_out}",
            person.name
        );
        return Some(problem(set, "readers", message));
    }
    let relatives = dossier.facts::<Relative>();
    let kin = relatives
        .iter()
        .find(|relative| readers.contains(&relative.name.as_str()))?;
    let message = format!(
        "查（借）阅人“{}”与{}的{}同名，不得查阅亲属的档案{way_out}",
        kin.name, person.name, kin.relation.label
    );
    Some(problem(set, "readers", message))
}

/// A dossier goes by the confidential post or a messenger, never with the person it is about (DA-06).
fn carried_by_oneself(dossier: &Dossier, set: &Set, row: &Row) -> Option<ProblemView> {
    let person: Person = dossier.fact();
    let carrier = row.shown("carrier");
    names(&carrier).contains(&person.name.as_str()).then(|| {
        let message = format!("档案不得交{}本人自带，请改由专人送取或者机要交通", person.name);
        problem(set, "carrier", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for (text, wanted) in [
            ("段文、蒋立", vec!["段文", "蒋立"]),
            ("段文，蒋立", vec!["段文", "蒋立"]),
            ("段文 蒋立", vec!["段文", "蒋立"]),
            ("段文和蒋立", vec!["段文", "蒋立"]),
            ("段文", vec!["段文"]),
            ("", vec![]),
        ] {
            assert_eq!(names(text), wanted, "{text}");
        }
    }
}
