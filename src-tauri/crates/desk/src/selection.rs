//! A pasted list of names or identity numbers becomes a selection. Nobody is picked by a name two people share.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use crate::whom::{Everybody, Meant};

/// Lines of a list.
const MOST_LINES: usize = 100_000;

impl Desk {
    /// Finds the people of a pasted list of names or identity numbers, in its order.
    pub fn select_people(&self, request: SelectPeople, _: &dyn Progress) -> Result<PeopleSelected, Failure> {
        let rows = crate::import::table(&request.text);
        if rows.len() > MOST_LINES {
            return Err(Failure::new("selection.too_long", "名单太长", "请分几次粘贴"));
        }
        let everybody = self.with_vault(|vault| Everybody::of(vault))?;
        let mut seen = std::collections::HashSet::new();
        let mut lines = Vec::new();
        let written = rows
            .iter()
            .map(|row| row.join(" ").trim().to_owned())
            .filter(|text| !text.is_empty());
        for (index, text) in written.enumerate() {
            let is_heading = index == 0 && everybody.is_heading(&text);
            if !is_heading {
                lines.push(line(&everybody, text, &mut seen));
            }
        }
        Ok(PeopleSelected { lines })
    }
}

fn line(everybody: &Everybody, text: String, seen: &mut std::collections::HashSet<i64>) -> SelectedLine {
    let (person, reason, candidates) = match everybody.meant(&text) {
        Meant::One(person) if seen.insert(person) => (Some(person), String::new(), Vec::new()),
        Meant::One(person) => (Some(person), "上面已经有了".to_owned(), Vec::new()),
        Meant::Ask { people, why } => (None, why, people),
    };
    SelectedLine {
        text,
        person: person.map(|person| everybody.candidacy(person)),
        reason,
        candidates: candidates
            .into_iter()
            .map(|person| everybody.candidacy(person))
            .collect(),
    }
}
