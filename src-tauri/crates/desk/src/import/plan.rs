//! From rows to outcomes: who each row is about, and what it would change.

use std::collections::HashMap;

use antou_exchange::draft::{Draft, Entry};
use antou_exchange::layout::{Layout, Meaning, Nothing, Placed};
use antou_record::{Dossier, IdNumber, Kind, Problem, ProblemCode, Row, Value};
use antou_store::{Dossiers, Vault};

use super::ahead;
use super::choices::{Choice, Place, Ruling};
use super::doubts::doubts;
use super::effect::Effect;
use super::judging::{Opened, Seen, asked, verdict};
use super::matching::{Decision, Identities, Identity, Known, Reason, decide};
use super::outcome::Outcome;
use super::session::{PlannedRow, Session, SheetProblem};
use super::units::{self, UnitName};
use crate::failure::Failure;
use crate::messages::Counts;
use crate::progress::Progress;
use crate::references;
use crate::veto;

/// Names of people (of a mentor, of a superior) that lead to nobody, at the cells they stand in.
fn unknown_names(vault: &Vault, draft: &Draft) -> Result<Vec<Placed>, Failure> {
    let rows = std::iter::once((&draft.person, &draft.cells));
    let mut placed = Vec::new();
    for (row, cells) in rows.chain(draft.children.iter().map(|child| (&child.row, &child.cells))) {
        if !row
            .set()
            .items
            .iter()
            .any(|item| matches!(item.kind, Kind::Person | Kind::Row(_)))
        {
            continue;
        }
        for (item, problem) in references::unknown_in_file(vault, row)? {
            let origin = cells.iter().find(|origin| origin.item == item.index);
            placed.push(Placed {
                row: origin.map_or(draft.row, |origin| origin.row),
                column: origin.map(|origin| origin.column),
                problem,
            });
        }
    }
    Ok(placed)
}

/// How often progress is told, in rows.
const STEP: usize = 1000;

impl Session {
    /// Decides every row anew: after opening, and after the clerk has changed what a column means.
    pub(crate) fn plan(&mut self, vault: &Vault, progress: &dyn Progress) -> Result<(), Failure> {
        self.plan_beside(vault, progress, &Before::default())
    }

    /// The same after a decision about single rows: what was compared before and is not touched is not compared again.
    pub(crate) fn plan_touched(
        &mut self,
        vault: &Vault,
        progress: &dyn Progress,
        touched: Place,
    ) -> Result<(), Failure> {
        let asked = |problem: &SheetProblem| problem.placed.problem.code == ProblemCode::BlankAsks;
        let before = Before {
            followers: std::mem::take(&mut self.followers),
            asked: std::mem::take(&mut self.problems)
                .into_iter()
                .filter(asked)
                .collect(),
            rows: std::mem::take(&mut self.rows),
            touched: Some(touched),
        };
        self.plan_beside(vault, progress, &before)
    }

    fn plan_beside(
        &mut self,
        vault: &Vault,
        progress: &dyn Progress,
        before: &Before,
    ) -> Result<(), Failure> {
        self.rows.clear();
        self.problems.clear();
        self.counts = Counts::default();
        self.amend(vault)?;
        let sheet_ids = self.sheet_ids(vault)?;
        let known: Identities = vault.identities()?.into_iter().map(known).collect();
        // what was compared before is not compared again
        let ahead = before.touched.is_none().then_some(&known);
        let Read {
            people,
            identities,
            said,
            seen,
        } = self.read_rows(vault, &sheet_ids, ahead, progress)?;
        self.say_sheets_of_nobody();
        self.hold_nameless();
        self.say_missing_photos(vault)?;
        let mut decisions = decide(&known, &identities);
        self.overrule(&mut decisions, &people, &known, &identities);
        for (index, decision) in people.iter().zip(decisions) {
            self.settle(*index, in_rows(decision, &people));
        }
        let units = std::mem::take(&mut self.units);
        let decisions = units::decide(vault, &units)?;
        for ((index, _), decision) in units.iter().zip(decisions) {
            self.settle(*index, decision);
        }
        self.followers = self.same_people();
        self.compare_matched(vault, progress, before, &said, &seen)?;
        self.hold_refused(seen);
        self.count();
        let layouts = self.sheets.iter().enumerate();
        let said: Vec<SheetProblem> = layouts
            .flat_map(|(sheet, open)| {
                open.layout.problems.iter().map(move |placed| SheetProblem {
                    sheet,
                    placed: placed.clone(),
                })
            })
            .collect();
        self.problems.splice(0..0, said);
        self.problems_settled();
        Ok(())
    }

    /// People by the hidden numbers of sheets we sent out, when one of the sheets has such a column.
    fn sheet_ids(&mut self, vault: &Vault) -> Result<HashMap<String, i64>, Failure> {
        let is_back = self.sheets.iter().any(|open| sent_column(&open.layout).is_some());
        let Some(ids) = is_back.then(|| vault.sheet_ids()).transpose()?.flatten() else {
            return Ok(HashMap::new());
        };
        self.questions = crate::reviews::questions(vault, &ids)?;
        let asked = self
            .questions
            .iter()
            .map(|(id, (person, _))| (id.clone(), *person));
        let people = vault.identities()?.into_iter();
        let people = people.map(|known| (ids.of(known.person), known.person));
        Ok(people.chain(asked).collect())
    }

    /// Reads all rows once: whom they name, what is wrong with their cells, and which of them say nothing new about whom
    /// the vault has under their number.
    fn read_rows(
        &mut self,
        vault: &Vault,
        sheet_ids: &HashMap<String, i64>,
        known: Option<&Identities>,
        progress: &dyn Progress,
    ) -> Result<Read, Failure> {
        let total: u64 = self.sheets.iter().map(|sheet| sheet.sheet.row_count).sum();
        let mut dossiers = vault.dossiers();
        let (mut read, mut rows, mut problems) = (Read::default(), Vec::new(), Vec::new());
        let mut units = Vec::new();
        for (sheet, open) in self.sheets.iter().enumerate() {
            let sent = sent_column(&open.layout);
            let place = |placed| SheetProblem { sheet, placed };
            let beside = known.is_some_and(|known| !known.is_empty());
            let unread = self.each_entry(open, beside, |entry| {
                let index = rows.len();
                if index % STEP == 0 {
                    watch(progress, "核对", index, total)?;
                }
                let draft = match entry {
                    Entry::Person(draft) => draft,
                    Entry::Other(other) => {
                        rows.push(PlannedRow::of_nobody(sheet, &other));
                        return Ok(());
                    }
                };
                rows.push(PlannedRow::new(sheet, &draft));
                read.seen.note(index, &draft, self.choices.ruling(sheet));
                if units::is_unit(&draft) {
                    units.push((index, UnitName::of(&draft)));
                } else {
                    let mut identity = identity(&draft.person);
                    let number = identity.id_number.as_deref();
                    if let Some(person) = known
                        .zip(number)
                        .and_then(|(known, number)| known.numbered(number))
                        && self.questions.is_empty()
                        && ahead::is_said(&mut dossiers, person.person, &draft)?
                    {
                        read.said.insert(index, person.person);
                    }
                    let sent = sent.and_then(|column| {
                        let row = open.sheet.row(draft.row)?;
                        let id = row.cell(column)?.shown();
                        sheet_ids.get(id.trim()).copied()
                    });
                    let placed = || self.placed.get(draft.row as usize).copied().flatten();
                    identity.sent_as = sent.or_else(placed);
                    read.people.push(index);
                    read.identities.push(identity);
                }
                let unknown = unknown_names(vault, &draft)?;
                let doubts: Vec<_> = doubts(&draft).chain(unknown).collect();
                problems.extend(draft.problems.into_iter().chain(doubts).map(place));
                Ok(())
            })?;
            problems.extend(unread.into_iter().map(place));
        }
        (self.rows, self.problems, self.units) = (rows, problems, units);
        Ok(read)
    }

    /// A sheet of which no column tells whom its rows are about is said once, not row by row.
    fn say_sheets_of_nobody(&mut self) {
        let mut said = Vec::new();
        for (sheet, open) in self.sheets.iter().enumerate() {
            if !open.layout.has_header() || !open.layout.is_about_nobody() {
                continue;
            }
            let nameless = |row: &&mut PlannedRow| row.sheet == sheet && row.outcome == Outcome::Held;
            let rows = self.rows.iter_mut().filter(nameless);
            let count = rows.map(|row| row.outcome = Outcome::Ignored).count();
            if count == 0 {
                continue;
            }
            let name = &open.sheet.name;
            let message = format!(
                "工作表“{name}”没有姓名、身份证号一栏，{count} 行都不知道是谁的，没有导入；如果有一栏是姓名，请在栏目里指定"
            );
            let placed = Placed {
                row: open.layout.header_rows.last().copied().unwrap_or(1),
                column: None,
                problem: Problem::warning(ProblemCode::NameMissing, name, message),
            };
            said.push(SheetProblem { sheet, placed });
        }
        self.problems.extend(said);
    }

    /// Rows with content that name nobody are the clerk's to look at, and are said like every other held row.
    fn hold_nameless(&mut self) {
        let rows = self.rows.iter().enumerate();
        let nameless: Vec<usize> = rows
            .filter(|(_, row)| row.outcome == Outcome::Held)
            .map(|(index, _)| index)
            .collect();
        for index in nameless {
            let message = "没有姓名和身份证号，不知道是谁，请补上后再导入".to_owned();
            self.hold(
                index,
                &Reason {
                    code: ProblemCode::NameMissing,
                    message,
                    candidates: Vec::new(),
                },
            );
        }
    }

    /// Holds rows about somebody new that must not be entered so; whoever stands in the files several times was compared.
    fn hold_refused(&mut self, seen: Seen) {
        for (index, reason) in seen.refused() {
            let is_new = self.rows.get(index).map(|row| &row.decision) == Some(&Some(Decision::New));
            if is_new && !self.followers.contains_key(&index) {
                self.hold(index, &reason);
            }
        }
    }

    fn settle(&mut self, index: usize, decision: Decision) {
        if let Decision::Held(reason) = &decision {
            self.hold(index, reason);
        }
        if let Some(row) = self.rows.get_mut(index) {
            row.decision = Some(decision);
        }
    }

    /// Compares rows about people who are in the vault, or who stand in the files several times.
    fn compare_matched(
        &mut self,
        vault: &Vault,
        progress: &dyn Progress,
        before: &Before,
        said: &HashMap<usize, i64>,
        seen: &Seen,
    ) -> Result<(), Failure> {
        self.compared_before(before);
        self.said_already(said);
        let is_left = |(index, row): (usize, &PlannedRow)| {
            matches!(row.decision, Some(Decision::Person(_) | Decision::SameAs(_)))
                && row.outcome != Outcome::Unchanged
                && !before.is_same(index, row, &self.followers)
        };
        if !self.rows.iter().enumerate().any(is_left) {
            return Ok(());
        }
        let mut comparing = Comparing {
            session: self,
            vault,
            dossiers: vault.dossiers(),
            seen,
            opened: HashMap::new(),
            verdicts: Vec::new(),
            asked: Vec::new(),
        };
        let mut rows = self.rows.iter().enumerate();
        for (sheet, open) in self.sheets.iter().enumerate() {
            let ruling = self.choices.ruling(sheet);
            self.each_entry(open, true, |entry| {
                let Some((index, row)) = rows.next() else {
                    return Ok(());
                };
                if index % STEP == 0 {
                    watch(progress, "比对", index, self.rows.len() as u64)?;
                }
                if row.outcome == Outcome::Unchanged || before.is_same(index, row, &self.followers) {
                    return Ok(());
                }
                match (self.with_reply(open, entry), &row.decision) {
                    (Entry::Person(draft), Some(decision)) => comparing.row(index, decision, &draft, ruling),
                    _ => Ok(()),
                }
            })?;
        }
        let (verdicts, asked) = comparing.found();
        self.problems.extend(asked);
        for (index, verdict) in verdicts {
            match verdict {
                Ok(outcome) => {
                    if let Some(row) = self.rows.get_mut(index) {
                        row.outcome = outcome;
                    }
                }
                Err(reason) => self.hold(index, &reason),
            }
        }
        Ok(())
    }

    /// Rows alone about somebody who was found to say the same already bring nothing.
    fn said_already(&mut self, said: &HashMap<usize, i64>) {
        for (index, person) in said {
            if !self.followers.contains_key(index)
                && let Some(row) = self.rows.get_mut(*index)
                && row.decision == Some(Decision::Person(*person))
            {
                row.outcome = Outcome::Unchanged;
            }
        }
    }

    /// The entry, a reply with the review it belongs to.
    pub(super) fn with_reply(&self, open: &super::session::OpenSheet, entry: Entry) -> Entry {
        match entry {
            Entry::Person(mut draft) => {
                self.place_reply(open, &mut draft);
                Entry::Person(draft)
            }
            other => other,
        }
    }

    /// Takes over what became of rows that nothing has changed for.
    fn compared_before(&mut self, before: &Before) {
        let same: Vec<(usize, Outcome)> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(index, row)| before.is_same(*index, row, &self.followers))
            .filter_map(|(index, row)| Some((index, before.find(row)?.1.outcome)))
            .collect();
        for (index, outcome) in same {
            if let Some(row) = self.rows.get_mut(index) {
                row.outcome = outcome;
            }
        }
        for problem in &before.asked {
            let index = self.row_holding(problem.sheet, problem.placed.row);
            let row = index.and_then(|index| Some((index, self.rows.get(index)?)));
            if row.is_some_and(|(index, row)| before.is_same(index, row, &self.followers)) {
                self.problems.push(problem.clone());
            }
        }
    }

    /// Later rows by the first row about the same person.
    fn same_people(&self) -> HashMap<usize, Vec<usize>> {
        let mut followers: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(Decision::SameAs(first)) = row.decision {
                followers.entry(first).or_default().push(index);
            }
        }
        followers
    }
}

/// What one reading of all rows has found.
#[derive(Default)]
struct Read {
    /// The rows about people.
    people: Vec<usize>,
    /// Whom each of these names.
    identities: Vec<Identity>,
    /// Rows that say what the vault says of the person under their number, with that person.
    said: HashMap<usize, i64>,
    /// What bears on rows about the same person elsewhere in the files.
    seen: Seen,
}

/// What was compared before a decision about single rows.
#[derive(Default)]
struct Before {
    rows: Vec<PlannedRow>,
    followers: HashMap<usize, Vec<usize>>,
    /// Questions about blank cells.
    asked: Vec<SheetProblem>,
    /// The row decided about.
    touched: Option<Place>,
}

impl Before {
    fn find(&self, row: &PlannedRow) -> Option<(usize, &PlannedRow)> {
        let place = (row.sheet, row.row);
        let index = self
            .rows
            .binary_search_by_key(&place, |row| (row.sheet, row.row))
            .ok()?;
        Some((index, self.rows.get(index)?))
    }

    /// Whether a row is about the same person of the vault as before, alone, and was compared then.
    fn is_same(&self, index: usize, row: &PlannedRow, followers: &HashMap<usize, Vec<usize>>) -> bool {
        if self.touched.is_none() || self.touched == Some((row.sheet, row.row)) {
            return false;
        }
        let Some((old_index, old)) = self.find(row) else {
            return false;
        };
        matches!(old.outcome, Outcome::Updated | Outcome::Unchanged)
            && matches!(row.decision, Some(Decision::Person(_)))
            && old.decision == row.decision
            && old.last_row == row.last_row
            && !followers.contains_key(&index)
            && !self.followers.contains_key(&old_index)
    }
}

/// The comparison of one batch.
struct Comparing<'a> {
    session: &'a Session,
    vault: &'a Vault,
    dossiers: Dossiers<'a>,
    /// What the rows say that bears on others.
    seen: &'a Seen,
    opened: HashMap<usize, Opened>,
    verdicts: Vec<Verdict>,
    /// Fields the clerk is asked about.
    asked: Vec<SheetProblem>,
}

/// What becomes of the row of this index, or why it is held.
type Verdict = (usize, Result<Outcome, Reason>);

impl Comparing<'_> {
    fn found(self) -> (Vec<Verdict>, Vec<SheetProblem>) {
        (self.verdicts, self.asked)
    }

    fn row(
        &mut self,
        index: usize,
        decision: &Decision,
        draft: &Draft,
        ruling: Ruling<'_>,
    ) -> Result<(), Failure> {
        let followers = &self.session.followers;
        let (first, opened) = match decision {
            // later rows about the same person may be of other sets
            Decision::Person(person) if followers.contains_key(&index) && !units::is_unit(draft) => {
                (index, Some(Opened::known(self.vault.dossier(*person)?)))
            }
            Decision::Person(person) => {
                let dossier = units::dossier(&mut self.dossiers, draft, *person)?;
                (index, Some(Opened::known(dossier)))
            }
            Decision::New if followers.contains_key(&index) => (index, Some(Opened::new(draft))),
            Decision::SameAs(first) => (*first, self.opened.remove(first)),
            _ => (index, None),
        };
        let Some(mut opened) = opened else { return Ok(()) };
        if first == index {
            let reviews = self.reviews(index, &opened.dossier);
            opened = opened.with_reviews(reviews);
        }
        let effect = Effect::of(&opened.dossier, draft, ruling);
        let verdict = verdict(&opened, &effect, draft, ruling);
        let is_held = verdict.is_err();
        self.verdicts.push((index, verdict));
        self.asked.extend(asked(&effect));
        if followers.contains_key(&first) {
            if !is_held {
                opened.take(&effect, draft, ruling);
            }
            self.opened.insert(first, opened);
        }
        Ok(())
    }

    /// The political reviews that this row and those that follow it bring, where one that was failed is among all there are.
    fn reviews(&self, first: usize, dossier: &Dossier) -> Vec<Row> {
        let session = self.session;
        let Some(followers) = session.followers.get(&first) else {
            return Vec::new();
        };
        let all = std::iter::once(first).chain(followers.iter().copied());
        if !self.seen.has_failed(all.clone()) && veto::of(dossier).is_none() {
            return Vec::new();
        }
        let takes = |sheet| session.choices.ruling(sheet).new_row("review", None) == Choice::Take;
        let rows = all.filter_map(|index| session.rows.get(index));
        let drafts = rows
            .filter(|row| takes(row.sheet))
            .filter_map(|row| session.draft(row));
        let children = drafts.flat_map(|draft| draft.children);
        children
            .map(|child| child.row)
            .filter(|row| row.set().code == "review")
            .collect()
    }
}

/// Decisions number the rows about people; a session numbers all rows.
fn in_rows(decision: Decision, people: &[usize]) -> Decision {
    match decision {
        Decision::SameAs(first) => Decision::SameAs(people.get(first).copied().unwrap_or(first)),
        other => other,
    }
}

pub(crate) fn watch(progress: &dyn Progress, what: &str, done: usize, total: u64) -> Result<(), Failure> {
    progress.at(what, done as u64, total);
    if progress.is_cancelled() {
        Err(Failure::cancelled())
    } else {
        Ok(())
    }
}

/// The column with the hidden numbers of a sheet we sent out.
pub(super) fn sent_column(layout: &Layout) -> Option<u32> {
    let ours = Meaning::Ignored(Nothing::RowId);
    let mut columns = layout.columns.iter();
    columns
        .find(|column| column.meaning == ours)
        .map(|column| column.column)
}

fn known(known: antou_store::Identity) -> Known {
    let name = Some(known.name).filter(|name| !name.is_empty());
    Known {
        person: known.person,
        identity: Identity {
            name,
            birth: known.birth,
            id_number: known.id_number,
            number_fits: None,
            sent_as: None,
        },
    }
}

/// What tells the person of a row apart, and whether birth and sex written beside the number fit it.
fn identity(person: &Row) -> Identity {
    let text = |code: &str| person.get(code).and_then(Value::as_text).map(str::to_owned);
    let birth = person.get("birth").and_then(Value::as_date);
    let id_number = text("id_number");
    let number = id_number
        .as_deref()
        .and_then(|number| IdNumber::read(number).number);
    let birth_fits = number
        .as_ref()
        .and_then(IdNumber::birth)
        .zip(birth)
        .map(|(one, two)| one.agrees_with(two));
    let sex_fits = match (&number, person.get("sex")) {
        (Some(number), Some(Value::Code(sex))) => Some(number.is_male() == (sex == "1")),
        _ => None,
    };
    let number_fits = match (birth_fits, sex_fits) {
        (Some(false), _) => Some(false),
        (Some(true), _) => Some(true),
        // the sex fits the number of every second person: that proves nothing
        (None, sex) => sex.filter(|fits| !fits),
    };
    Identity {
        name: text("name"),
        birth,
        id_number,
        number_fits,
        sent_as: None,
    }
}
