//! The 任免审批表 as an editor. What is typed is laid over a copy of the dossier and printed from there, so that what is seen
//! while typing is what prints after saving; saving writes the difference as rows, in one operation.

mod apply;
mod cells;
mod posts;
mod resume;
mod sheet;
mod whole;

use std::collections::{BTreeMap, HashMap, HashSet};

use antou_form::{Appointment, Cell};
use antou_record::facts::Relative;
use antou_record::{Dossier, Kind, dictionary, squeezed, wording};

use crate::desk::Desk;
use crate::entry::{self, Change, RowEdit, Typed};
use crate::failure::Failure;
use crate::forms::appointment::appointment_options;
use crate::messages::*;
use crate::progress::Progress;
use apply::Context;
use cells::{Behind, Part};

/// What was typed, laid over the dossier.
struct LaidOver {
    /// The dossier as it would be.
    dossier: Dossier,
    /// What would be written, with the number of the row in `dossier`.
    edits: Vec<(i64, RowEdit)>,
    /// What there is to say, by cell.
    problems: HashMap<String, Vec<FormProblem>>,
    /// Cells of which nothing is taken.
    refused: HashSet<String>,
}

impl Desk {
    /// The form of one person as an editor.
    pub fn form_editor(&self, request: FormEditorQuery, _: &dyn Progress) -> Result<FormEditorView, Failure> {
        let kept = self.whole_dossier(request.person)?;
        let laid = self.lay_over(&kept, &request.typed)?;
        self.drawn_editor(&kept, &laid, &request.options, &request.typed)
    }

    /// Saves what was typed into a form. A cell that is not read whole stays with the clerk; nothing of it is saved.
    pub fn save_form(&self, request: SaveForm, _: &dyn Progress) -> Result<SavedForm, Failure> {
        let kept = self.whole_dossier(request.person)?;
        let laid = self.lay_over(&kept, &request.typed)?;
        let edits: Vec<RowEdit> = laid.edits.iter().map(|(_, edit)| edit.clone()).collect();
        let op = if edits.is_empty() {
            None
        } else {
            let label = format!("在任免审批表上修改 {}", kept.person.shown("name"));
            self.with_vault(|vault| entry::write(vault, label, &edits))?.op
        };
        let mut refused: Vec<String> = laid.refused.iter().cloned().collect();
        refused.sort();
        let mut still = request.typed;
        let before = still.len();
        still.retain(|key, _| laid.refused.contains(key));
        let saved = u32::try_from(before - still.len()).unwrap_or(u32::MAX);
        let now = self.whole_dossier(request.person)?;
        let left = self.lay_over(&now, &still)?;
        let form = self.drawn_editor(&now, &left, &request.options, &still)?;
        Ok(SavedForm {
            op,
            saved,
            refused,
            form,
        })
    }

    /// Lays what was typed over a dossier, cell by cell in the order of the form. A cell that is refused, by its reader or by
    /// what the vault knows of the rows behind it, changes nothing.
    fn lay_over(&self, kept: &Dossier, typed: &BTreeMap<String, String>) -> Result<LaidOver, Failure> {
        let context = Context {
            latest: self.latest()?,
        };
        let mut keys: Vec<&String> = typed.keys().collect();
        keys.sort_by_key(|key| cells::order(key, key.starts_with("family.").then_some(0)));
        let (mut dossier, mut problems, mut refused) = (kept.clone(), HashMap::new(), HashSet::new());
        for key in keys {
            let Some(text) = typed.get(key) else { continue };
            let behind = cells::behind(key)
                .ok_or_else(|| Failure::not_found(format!("任免审批表上没有“{key}”这一格")))?;
            let mut tried = dossier.clone();
            match self.taken(&mut tried, &dossier, &behind, text, &context)? {
                Ok(said) => {
                    dossier = tried;
                    problems.insert(key.clone(), said);
                }
                Err(said) => {
                    problems.insert(key.clone(), said);
                    refused.insert(key.clone());
                }
            }
        }
        let edits = sheet::edits(kept, &dossier);
        Ok(LaidOver {
            dossier,
            edits,
            problems,
            refused,
        })
    }

    /// Applies one cell, and asks the vault what it says to the rows that change by it.
    fn taken(
        &self,
        tried: &mut Dossier,
        before: &Dossier,
        behind: &Behind,
        text: &str,
        context: &Context,
    ) -> Result<apply::Taken, Failure> {
        let said = match apply::apply(tried, behind, text, context) {
            Ok(said) => said,
            Err(said) => return Ok(Err(said)),
        };
        let edits = sheet::edits(before, tried);
        let leaving = |set: &str| -> Vec<i64> {
            let gone = edits
                .iter()
                .filter(|(_, edit)| edit.set.code == set && matches!(edit.change, Change::Delete));
            gone.map(|(id, _)| *id).collect()
        };
        let mut said = said;
        let mut wrong = Vec::new();
        self.with_vault(|vault| {
            for (id, edit) in &edits {
                let Change::Put(changes) = &edit.change else {
                    continue;
                };
                // a row not yet written is looked at as a whole
                let row = (*id > 0).then_some(*id);
                let new = tried
                    .rows(&edit.set.code)
                    .iter()
                    .find(|record| *id < 0 && record.id == *id);
                let changes = new.map_or_else(|| changes.clone(), |record| sheet::filled(&record.row));
                let mut typed = Typed {
                    changes,
                    problems: Vec::new(),
                };
                entry::check(
                    vault,
                    edit.set,
                    edit.person,
                    row,
                    &mut typed,
                    &leaving(&edit.set.code),
                )?;
                for problem in typed.problems {
                    // what else the person still lacks is said in the dossier, not at every cell
                    if edit.set.code == "person"
                        && problem.code == "item.missing"
                        && problem.severity != "error"
                    {
                        continue;
                    }
                    let list = if problem.severity == "error" {
                        &mut wrong
                    } else {
                        &mut said
                    };
                    list.push(FormProblem {
                        severity: problem.severity,
                        message: problem.message,
                        line: None,
                    });
                }
            }
            Ok(())
        })?;
        said.dedup_by(|one, other| one.message == other.message);
        Ok(if wrong.is_empty() { Ok(said) } else { Err(wrong) })
    }

    fn drawn_editor(
        &self,
        kept: &Dossier,
        laid: &LaidOver,
        options: &FormOptions,
        typed: &BTreeMap<String, String>,
    ) -> Result<FormEditorView, Failure> {
        let wording = self.wording(&FormOptions::default())?;
        let form = Appointment::assemble(&laid.dossier, &wording);
        let printed = self
            .press
            .appointment(std::slice::from_ref(&form), &appointment_options(options, None)?)?;
        let mut pages = Vec::new();
        for page in 0..printed.pages() {
            let (width, height) = printed.page_size(page);
            pages.push(EditorPage {
                svg: printed.svg(page)?,
                width,
                height,
            });
        }
        let texts = Texts::of(kept, &Appointment::assemble(kept, &wording));
        let now = Texts::of(&laid.dossier, &form);
        let relatives = relatives(&laid.dossier);
        let mut new = (0..)
            .map(|number| -1 - number)
            .filter(|id| !relatives.contains(id));
        let mut rows: HashMap<usize, i64> = relatives.iter().copied().enumerate().collect();
        let mut cells: Vec<((usize, usize, usize), FormCell)> = Vec::new();
        for cell in printed.cells() {
            let Some((key, place)) = key_of(&cell, &mut rows, &mut new) else {
                continue;
            };
            let view = view(cell, &key, place, laid, &texts, &now, typed);
            cells.push((cells::order(&key, place), view));
        }
        cells.sort_by_key(|(order, _)| *order);
        Ok(FormEditorView {
            name: laid.dossier.person.shown("name"),
            pages,
            cells: cells.into_iter().map(|(_, cell)| cell).collect(),
        })
    }
}

/// Relatives in the order of the form.
fn relatives(dossier: &Dossier) -> Vec<i64> {
    use antou_record::facts::Fact;
    let mut rows: Vec<(i64, Relative)> = dossier
        .rows("family")
        .iter()
        .map(|record| (record.id, Relative::from_row(&record.row)))
        .collect();
    rows.sort_by_key(|(_, row)| wording::kin_order(row));
    rows.into_iter().map(|(id, _)| id).collect()
}

/// What a cell of the page is called in requests: relatives by their row, blank ones as new ones.
fn key_of(
    cell: &Cell,
    rows: &mut HashMap<usize, i64>,
    new: &mut impl Iterator<Item = i64>,
) -> Option<(String, Option<usize>)> {
    let Some(rest) = cell.key.strip_prefix("relatives.") else {
        return Some((cell.key.clone(), None));
    };
    let (place, item) = rest.split_once('.')?;
    let place: usize = place.parse().ok()?;
    let row = match rows.get(&place) {
        Some(row) => *row,
        None => {
            let row = new.next()?;
            rows.insert(place, row);
            row
        }
    };
    Some((format!("family.{}.{item}", cells::row_name(row)), Some(place)))
}

/// The texts to type on, of one state of the dossier.
struct Texts<'d> {
    dossier: &'d Dossier,
    form: Appointment,
}

impl<'d> Texts<'d> {
    fn of(dossier: &'d Dossier, form: &Appointment) -> Self {
        Self {
            dossier,
            form: form.clone(),
        }
    }

    fn text(&self, behind: &Behind) -> String {
        let form = &self.form;
        match behind {
            Behind::Item("birth") => form.birth.clone(),
            Behind::Item("work_started") => form.work_started.clone(),
            Behind::Item(code) => self.dossier.person.shown(code),
            Behind::Party => form.party_joined.clone(),
            Behind::Title => form.title_professional.clone(),
            Behind::Schooling(mode, part) => {
                let schooling = if *mode == "1" {
                    &form.full_time
                } else {
                    &form.in_service
                };
                match part {
                    Part::Level => schooling.level.clone(),
                    Part::Degree => schooling.degree.clone(),
                    Part::SchoolOfLevel => schooling.school_level.clone(),
                    Part::SchoolOfDegree => schooling.school_degree.clone(),
                }
            }
            Behind::Posts => form.post_now.clone(),
            Behind::Proposal(code) => {
                let rows = self.dossier.rows("proposal");
                let latest = antou_form::proposal_at(self.dossier).and_then(|at| rows.get(at));
                latest.map(|record| record.row.shown(code)).unwrap_or_default()
            }
            Behind::Whole("resume") => resume_text(self.dossier),
            Behind::Whole("award") => form.awards.clone(),
            Behind::Whole(_) => form.assessments.clone(),
            Behind::Relative(id, code) => self.relative(*id, code),
            Behind::Locked(_) => String::new(),
        }
    }

    fn relative(&self, id: i64, code: &str) -> String {
        use antou_record::facts::Fact;
        let Some(record) = self.dossier.rows("family").iter().find(|record| record.id == id) else {
            return String::new();
        };
        let row = Relative::from_row(&record.row);
        match code {
            "birth" => row.birth.map(wording::month).unwrap_or_default(),
            "work" => wording::kin_work(&row),
            _ => record.row.shown(code),
        }
    }
}

/// 简历 as it is typed: periods in a column of their own.
fn resume_text(dossier: &Dossier) -> String {
    wording::resume_text(&wording::resume(&dossier.facts()))
}

fn view(
    cell: Cell,
    key: &str,
    place: Option<usize>,
    laid: &LaidOver,
    kept: &Texts<'_>,
    now: &Texts<'_>,
    typed: &BTreeMap<String, String>,
) -> FormCell {
    let behind = cells::behind(key).unwrap_or(Behind::Locked(""));
    let was = kept.text(&behind);
    let will = now.text(&behind);
    let text = typed.get(key).cloned().unwrap_or_else(|| will.clone());
    let mut problems = laid.problems.get(key).cloned().unwrap_or_default();
    let is_taken = typed.contains_key(key) && !laid.refused.contains(key);
    if is_taken
        && squeezed(&text) != squeezed(&will)
        && !matches!(behind, Behind::Item(_) | Behind::Relative(..))
    {
        problems.push(apply::said(
            antou_record::Severity::Info,
            format!("将打印为：{will}"),
        ));
    }
    let (kind, why) = kind(&behind, laid);
    let fill = cell.fill;
    FormCell {
        label: cells::label(key, place),
        key: key.to_owned(),
        page: u32::try_from(cell.page).unwrap_or_default(),
        x: cell.x,
        y: cell.y,
        width: cell.width,
        height: cell.height,
        text,
        kept: was,
        kind: kind.to_owned(),
        item: coded_item(&behind),
        set: section(&behind),
        why,
        size: fill.map(|fill| fill.size).unwrap_or_default(),
        lines: fill.map(|fill| fill.lines).unwrap_or_default(),
        room: fill.map(|fill| fill.room).unwrap_or_default(),
        overflow: fill.is_some_and(|fill| fill.overflow),
        problems,
    }
}

fn kind(behind: &Behind, laid: &LaidOver) -> (&'static str, String) {
    match behind {
        Behind::Locked(why) => ("locked", (*why).to_owned()),
        Behind::Schooling(mode, Part::SchoolOfDegree) => {
            let (level, degree) = apply::schooling_rows(&laid.dossier, mode);
            if degree.is_some() && level == degree {
                ("locked", "学位与学历是同一所学校，改上面一格".to_owned())
            } else {
                ("line", String::new())
            }
        }
        Behind::Whole(_) | Behind::Posts => ("lines", String::new()),
        Behind::Proposal("proposed" | "removed" | "reason") => ("lines", String::new()),
        _ if !coded_item(behind).is_empty() => ("code", String::new()),
        _ => ("line", String::new()),
    }
}

/// The item whose codes may stand in a cell.
fn coded_item(behind: &Behind) -> String {
    let path = match behind {
        Behind::Item(code) => format!("person.{code}"),
        Behind::Schooling(_, Part::Level) => "education.level".to_owned(),
        Behind::Schooling(_, Part::Degree) => "education.degree".to_owned(),
        Behind::Relative(_, code) => format!("family.{code}"),
        _ => return String::new(),
    };
    let is_coded = dictionary()
        .item(&path)
        .is_some_and(|item| matches!(item.kind, Kind::Code(_)));
    if is_coded { path } else { String::new() }
}

/// The section of the dossier behind a cell.
fn section(behind: &Behind) -> String {
    let set = match behind {
        Behind::Item(_) | Behind::Party | Behind::Locked(_) => "person",
        Behind::Title => "qualification",
        Behind::Schooling(..) => "education",
        Behind::Posts => "post",
        Behind::Proposal(_) => "proposal",
        Behind::Whole(set) => set,
        Behind::Relative(..) => "family",
    };
    set.to_owned()
}
