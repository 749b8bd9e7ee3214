//! What a row of a file must not bring: the rules that stop an entry hold the row, with the same sentences. A row is judged by
//! the dossier as it would stand with this row, with those before it about the same person, and with the political reviews any
//! row brings about that person.

use std::collections::HashSet;
use std::slice;

use antou_exchange::draft::Draft;
use antou_exchange::layout::Placed;
use antou_record::{Dossier, Item, Problem, ProblemCode, Record, Row};

use super::choices::{Choice, Ruling};
use super::compare::{self, Change, ChildChange};
use super::effect::Effect;
use super::matching::Reason;
use super::outcome::Outcome;
use super::session::SheetProblem;
use super::units;
use crate::conflicts;
use crate::veto;

/// A dossier as the rows read so far would leave it, and what these rows said.
pub(crate) struct Opened {
    pub(crate) dossier: Dossier,
    /// What was said of 基本情况.
    said: Row,
    /// Rows of other sets, as they were said.
    told: Vec<Row>,
    /// Political reviews that rows of the files bring, those further down as well.
    reviews: Vec<Row>,
    is_new: bool,
}

impl Opened {
    /// The dossier of somebody in the vault.
    pub(crate) fn known(dossier: Dossier) -> Self {
        Self {
            said: Row::new(dossier.person.set()),
            told: Vec::new(),
            reviews: Vec::new(),
            dossier,
            is_new: false,
        }
    }

    /// A dossier with nothing in it.
    pub(crate) fn new(draft: &Draft) -> Self {
        Self {
            is_new: true,
            ..Self::known(units::nothing_yet(draft))
        }
    }

    /// The same with the reviews that rows of the files bring.
    pub(crate) fn with_reviews(self, reviews: Vec<Row>) -> Self {
        Self { reviews, ..self }
    }

    /// Lets a row change the dossier, and remembers what it said.
    pub(crate) fn take(&mut self, effect: &Effect, draft: &Draft, ruling: Ruling<'_>) {
        for (item, value) in draft.person.filled() {
            let origin = draft.cells.iter().find(|origin| origin.item == item.index);
            if ruling.field(item, origin.copied(), false) == Choice::Take {
                self.said.put_at(item.index, Some(value.clone()));
            }
        }
        self.told
            .extend(draft.children.iter().map(|child| child.row.clone()));
        effect.apply(&mut self.dossier, draft);
    }

    /// Items of 基本情况 that the row says otherwise than a row before it.
    fn contradicted(&self, draft: &Draft, ruling: Ruling<'_>) -> Vec<&'static str> {
        let origin = |item: usize| draft.cells.iter().find(|origin| origin.item == item).copied();
        compare::changes(&self.said, &draft.person)
            .into_iter()
            .filter(|change| change.old.is_some())
            .filter(|change| ruling.field(change.item, origin(change.item.index), false) == Choice::Take)
            .map(|change| change.item.label.as_str())
            .collect()
    }

    /// An item of another set that a row before said otherwise of the same record: the later one must not win unseen.
    fn told_otherwise(&self, effect: &Effect, draft: &Draft) -> Option<&'static Item> {
        let updates = effect.children.iter().zip(&draft.children);
        updates
            .filter_map(|(change, child)| match change {
                ChildChange::Update { changes, .. } => Some((changes, &child.row)),
                _ => None,
            })
            .find_map(|(changes, row)| {
                let before = self.told.iter().filter(|told| told.set().code == row.set().code);
                let mut otherwise = before.flat_map(|told| differing(told, row));
                otherwise.find(|item| taken(changes).any(|change| std::ptr::eq(change.item, *item)))
            })
    }
}

/// Items that two rows about the same record say differently.
fn differing(told: &Row, row: &Row) -> Vec<&'static Item> {
    let told = Record {
        id: 0,
        row: told.clone(),
    };
    let ChildChange::Update { changes, .. } = compare::against(slice::from_ref(&told), row) else {
        return Vec::new();
    };
    let differs = |change: &Change| match (&change.old, &change.new) {
        (Some(old), Some(new)) => !old.agrees_with(new),
        _ => false,
    };
    changes
        .iter()
        .filter(|change| differs(change))
        .map(|change| change.item)
        .collect()
}

fn taken(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(|change| change.is_taken())
}

/// What the rows of the files say that bears on rows about the same person elsewhere in them.
#[derive(Default)]
pub(crate) struct Seen {
    /// Rows with a negative conclusion.
    failed: HashSet<usize>,
    /// Rows that somebody new must not be entered with.
    refused: Vec<(usize, Reason)>,
}

impl Seen {
    /// Looks at the row with this number.
    pub(crate) fn note(&mut self, index: usize, draft: &Draft, ruling: Ruling<'_>) {
        let has = |is: &dyn Fn(&Row) -> bool| draft.children.iter().any(|child| is(&child.row));
        let is_failed = has(&veto::is_failed);
        if is_failed {
            self.failed.insert(index);
        }
        // of somebody new nothing is known but what this row says
        let is_proposed = is_failed && has(&|row| veto::concerns(&row.set().code));
        if !is_proposed && !has(&|row| conflicts::concerns(&row.set().code)) {
            return;
        }
        let opened = Opened::new(draft);
        let effect = Effect::of(&opened.dossier, draft, ruling);
        if let Err(reason) = judge(&opened, &effect, draft) {
            self.refused.push((index, reason));
        }
    }

    /// Whether one of these rows brings a negative conclusion.
    pub(crate) fn has_failed(&self, mut rows: impl Iterator<Item = usize>) -> bool {
        rows.any(|index| self.failed.contains(&index))
    }

    /// Rows that somebody new must not be entered with.
    pub(crate) fn refused(self) -> Vec<(usize, Reason)> {
        self.refused
    }
}

/// Whether there are people for whom a row of the set must not be entered.
fn is_forbidden_to_some(set: &str) -> bool {
    veto::concerns(set) || conflicts::concerns(set)
}

/// What becomes of a row, or why it is held.
pub(crate) fn verdict(
    opened: &Opened,
    effect: &Effect,
    draft: &Draft,
    ruling: Ruling<'_>,
) -> Result<Outcome, Reason> {
    let repeated = |labels: &str| {
        let message = format!("同一人在表中出现几次，{labels}说法不一，请核对后只保留正确的一行");
        Err(Reason::new(ProblemCode::RowRepeated, message, Vec::new()))
    };
    let labels = opened.contradicted(draft, ruling);
    if !labels.is_empty() {
        return repeated(&labels.join("、"));
    }
    if let Some(item) = opened.told_otherwise(effect, draft) {
        let set = antou_record::dictionary().set(&item.set);
        return repeated(&format!("{}的{}", set.map_or("", |set| &set.label), item.label));
    }
    for (change, child) in effect.children.iter().zip(&draft.children) {
        if let ChildChange::Ambiguous(count) = change {
            let message = format!(
                "库中有 {count} 条{}都可能是这一条，请补充时间等再导入",
                child.row.set().label
            );
            return Err(Reason::new(ProblemCode::MatchAmbiguous, message, Vec::new()));
        }
    }
    judge(opened, effect, draft)?;
    Ok(match (opened.is_new, effect.is_nothing()) {
        (true, _) => Outcome::Added,
        (false, true) => Outcome::Unchanged,
        (false, false) => Outcome::Updated,
    })
}

/// Holds what an entry would be refused for.
fn judge(opened: &Opened, effect: &Effect, draft: &Draft) -> Result<(), Reason> {
    in_order(&opened.dossier.person, &effect.person)?;
    let mut sets = draft.children.iter().map(|child| &child.row.set().code);
    let after = sets.any(|set| is_forbidden_to_some(set)).then(|| {
        let mut after = opened.dossier.clone();
        effect.apply(&mut after, draft);
        let reviews = after.sets.entry("review".to_owned()).or_default();
        let brought = opened.reviews.iter().cloned();
        reviews.extend(brought.map(|row| Record { id: 0, row }));
        after
    });
    for (change, child) in effect.children.iter().zip(&draft.children) {
        let new = match change {
            ChildChange::Add {
                choice: Choice::Take, ..
            } => child.row.clone(),
            ChildChange::Update { row, changes } => {
                let mut records = opened.dossier.rows(&child.row.set().code).iter();
                let Some(known) = records.find(|record| record.id == *row) else {
                    continue;
                };
                in_order(&known.row, changes)?;
                unlocked(&known.row, changes)?;
                changed(&known.row, changes)
            }
            _ => continue,
        };
        if let Some(after) = after.as_ref().filter(|_| is_forbidden_to_some(&new.set().code)) {
            allowed(after, &new)?;
        }
    }
    Ok(())
}

fn changed(old: &Row, changes: &[Change]) -> Row {
    let mut new = old.clone();
    for change in taken(changes) {
        new.put_at(change.item.index, change.new.clone());
    }
    new
}

/// Dates of the row that follow one another, one of them from the file and the other as it is kept.
fn in_order(old: &Row, changes: &[Change]) -> Result<(), Reason> {
    let set = old.set();
    let is_changed = |item: &Item| taken(changes).any(|change| change.item.index == item.index);
    let mut dated = set.sequences.iter().flat_map(|one| [&one.first, &one.then]);
    if !dated.any(|code| set.item(code).is_some_and(is_changed)) {
        return Ok(());
    }
    let contradictions = changed(old, changes).contradictions();
    match contradictions
        .into_iter()
        .find(|found| is_changed(found.first) || is_changed(found.then))
    {
        Some(found) => {
            let message = format!("与库里的{}合起来看，{}", set.label, found.problem.message);
            Err(Reason::new(ProblemCode::DateOrder, message, Vec::new()))
        }
        None => Ok(()),
    }
}

/// No file changes a negative conclusion.
fn unlocked(old: &Row, changes: &[Change]) -> Result<(), Reason> {
    let changes: Vec<_> = taken(changes)
        .map(|change| (change.item.index, change.new.clone()))
        .collect();
    match veto::is_locked(old, &changes) {
        true => {
            let message = format!("表里要改的政治审查：{}", veto::LOCKED_SENTENCE);
            Err(Reason::new(ProblemCode::ReviewLocked, message, Vec::new()))
        }
        false => Ok(()),
    }
}

/// Nobody who has failed a political review is proposed, nobody enters the registers about himself or a relative.
fn allowed(after: &Dossier, new: &Row) -> Result<(), Reason> {
    if let Some(message) = veto::forbids(after, new) {
        return Err(Reason::new(ProblemCode::PoliticalVeto, message, Vec::new()));
    }
    match conflicts::refusal(after, new) {
        Some(message) => Err(Reason::new(ProblemCode::EntryConflict, message, Vec::new())),
        None => Ok(()),
    }
}

/// Fields of a row that a blank cell may clear, and nobody has said whether it does.
pub(crate) fn asked(effect: &Effect) -> impl Iterator<Item = SheetProblem> {
    effect.asked().filter_map(|change| {
        let field = change.field.as_ref()?;
        let label = &change.item.label;
        let old = change
            .old
            .as_ref()
            .map(|old| change.item.shown(old))
            .unwrap_or_default();
        let message = format!("表中{label}为空，库中是“{old}”，请选保留还是清空；不选就保留");
        Some(SheetProblem {
            sheet: field.sheet as usize,
            placed: Placed {
                row: field.row,
                column: Some(field.column),
                problem: Problem::warning(ProblemCode::BlankAsks, "", message),
            },
        })
    })
}
