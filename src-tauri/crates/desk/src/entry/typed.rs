//! What was typed, read by the same reader as a cell of a spreadsheet.

use std::collections::BTreeMap;

use antou_record::{
    Hints, IdNumber, Item, Kind, MASK, Problem, ProblemCode, Reading, Reference, Set, Severity, Value,
};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::ProblemView;

/// What was typed, read: changes to store and what is wrong.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) changes: Vec<(usize, Option<Value>)>,
    pub(crate) problems: Vec<ProblemView>,
}

impl Typed {
    pub(crate) fn is_refused(&self) -> bool {
        self.problems.iter().any(is_error)
    }

    /// Says something about an item.
    pub(crate) fn say(&mut self, item: &Item, problem: &Problem) {
        self.problems.push(problem_view(item, problem));
    }

    /// The value typed for an item; `None` when nothing was typed for it.
    pub(crate) fn change(&self, item: &Item) -> Option<Option<&Value>> {
        let change = self.changes.iter().find(|(index, _)| *index == item.index);
        change.map(|(_, value)| value.as_ref())
    }
}

pub(crate) fn is_error(problem: &ProblemView) -> bool {
    problem.severity == "error"
}

impl Desk {
    /// Reads typed texts of a set.
    pub(crate) fn read_all(
        &self,
        set: &'static Set,
        person: Option<i64>,
        values: &BTreeMap<String, Option<String>>,
    ) -> Result<Typed, Failure> {
        let mut typed = Typed::default();
        for (code, text) in values {
            let item = set
                .item(code)
                .ok_or_else(|| Failure::not_found(format!("{}没有“{code}”这一项", set.label)))?;
            let text = text.as_deref().unwrap_or_default();
            // a field that shows the mask has not been touched
            if item.is_protected() && text.trim() == MASK {
                continue;
            }
            let reading = self.read_item(item, text, person)?;
            for problem in &reading.problems {
                typed.say(item, problem);
            }
            typed.changes.push((item.index, reading.value));
        }
        Ok(typed)
    }

    /// Reads one typed text.
    pub(crate) fn read_item(
        &self,
        item: &'static Item,
        text: &str,
        person: Option<i64>,
    ) -> Result<Reading, Failure> {
        // people of one name are told apart by the number: it may be typed where a name is asked for
        if item.kind == Kind::Person && IdNumber::read(text).number.is_some() {
            let label = text.trim().to_ascii_uppercase();
            return Ok(Reading {
                value: Some(Value::Reference(Reference { id: None, label })),
                problems: Vec::new(),
            });
        }
        Ok(read_typed(item, text, &self.hints(item, person)?))
    }

    /// What is known already and helps to read an item: 基准日, the birth, the birth inside the identity number.
    fn hints(&self, item: &Item, person: Option<i64>) -> Result<Hints, Failure> {
        let mut hints = Hints {
            latest: Some(self.latest()?),
            ..Hints::default()
        };
        let Some(person) = person.filter(|_| item.kind == Kind::Date && item.set != "family") else {
            return Ok(hints);
        };
        let row = self.with_vault(|vault| Ok(vault.row("person", person)?))?;
        if item.set == "person" && item.code == "birth" {
            let number = row
                .get("id_number")
                .and_then(Value::as_text)
                .and_then(|text| IdNumber::read(text).number);
            hints.exact = number.and_then(|number| number.birth());
        } else {
            hints.not_before = row.get("birth").and_then(Value::as_date);
        }
        Ok(hints)
    }
}

/// Reads what was typed. At a keyboard a wrong check digit is an error: the certificate lies on the desk.
fn read_typed(item: &Item, text: &str, hints: &Hints) -> Reading {
    let mut reading = item.read_typed(text, hints);
    for problem in &mut reading.problems {
        if problem.code == ProblemCode::IdCheckDigit {
            problem.severity = Severity::Error;
            problem.message = "身份证号校验位不符，请对照证件重新输入".to_owned();
            reading.value = None;
        }
    }
    reading
}

pub(crate) fn problem_view(item: &Item, problem: &Problem) -> ProblemView {
    ProblemView {
        code: problem.code.as_str().to_owned(),
        severity: severity(problem.severity).to_owned(),
        item: item.full_path(),
        message: problem.message.clone(),
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
