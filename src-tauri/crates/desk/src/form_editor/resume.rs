//! 简历 as text and rows side by side: whichever is edited, the other follows; and 简历 made anew from posts and schooling.

use antou_record::facts::{Education, Fact, Post, Practice, Resume};
use antou_record::{Dossier, PartialDate, Record, Row, Set, Value, dictionary, wording};

use super::apply::{Context, hints, said};
use super::{sheet, whole};
use crate::desk::Desk;
use crate::dossier::row_view;
use crate::entry::problem_view;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    /// 简历 of a person as text and rows. Nothing is stored: the rows are saved like any others.
    pub fn resume(&self, request: ResumeQuery, _: &dyn Progress) -> Result<ResumeView, Failure> {
        let set = dictionary()
            .set(Resume::SET)
            .ok_or_else(|| Failure::not_found("没有“简历”这个信息集"))?;
        let context = Context {
            latest: self.latest()?,
        };
        let mut dossier = self.whole_dossier(request.person)?;
        let mut problems = Vec::new();
        if let Some(rows) = &request.rows {
            let read = rows.iter().enumerate().map(|(at, typed)| {
                let row = self.typed_row(set, &dossier, request.person, at, typed, &mut problems)?;
                Ok(Record {
                    id: typed.row.unwrap_or_else(|| unsaved(at)),
                    row,
                })
            });
            let read = read.collect::<Result<Vec<Record>, Failure>>()?;
            dossier.sets.insert(set.code.clone(), read);
        }
        let mut unread = None;
        let mut left = Vec::new();
        if request.generate {
            let (rows, without_time) = wording::made_resume(
                &dossier.facts::<Post>(),
                &dossier.facts::<Education>(),
                &dossier.facts::<Practice>(),
            );
            left = without_time;
            whole::merge(&mut dossier, set, rows.iter().map(|row| made(set, row)).collect());
        } else if let Some(text) = &request.text {
            match whole::read(set, text, hints(&dossier, &context)) {
                Ok(told) => drop(whole::merge(&mut dossier, set, told.rows)),
                Err(said) => unread = said.into_iter().next(),
            }
        }
        if !left.is_empty() {
            unread = Some(said(
                antou_record::Severity::Info,
                format!("没有起始时间，没有列入：{}", left.join("；")),
            ));
        }
        Ok(view(&mut dossier, set, unread, problems))
    }

    /// A row as typed; what cannot be read stays blank and is said.
    fn typed_row(
        &self,
        set: &'static Set,
        dossier: &Dossier,
        person: i64,
        at: usize,
        typed: &ResumeRowTyped,
        problems: &mut Vec<ProblemView>,
    ) -> Result<Row, Failure> {
        let kept = typed
            .row
            .and_then(|id| dossier.rows(&set.code).iter().find(|record| record.id == id));
        let mut row = kept.map_or_else(|| Row::new(set), |record| record.row.clone());
        for (code, text) in &typed.values {
            let Some(item) = set.item(code) else { continue };
            let reading = self.read_item(item, text, Some(person))?;
            for problem in &reading.problems {
                let mut view = problem_view(item, problem);
                view.item = format!("{}[{at}].{code}", set.code);
                problems.push(view);
            }
            row.put_at(item.index, reading.value);
        }
        Ok(row)
    }
}

/// The number of a row that is typed and not saved, by its place.
fn unsaved(at: usize) -> i64 {
    -1 - i64::try_from(at).unwrap_or_default()
}

fn made(set: &'static Set, told: &Resume) -> Row {
    let mut row = Row::new(set);
    row.put("started", told.started.map(Value::Date));
    row.put("ended", told.ended.map(Value::Date));
    row.put("text", Value::Text(told.text.clone()));
    row.put("within", told.within.then_some(Value::Bool(true)));
    row
}

fn view(
    dossier: &mut Dossier,
    set: &Set,
    unread: Option<FormProblem>,
    problems: Vec<ProblemView>,
) -> ResumeView {
    let rows = sheet::rows_mut(dossier, &set.code);
    rows.sort_by_key(|record| {
        let row = Resume::from_row(&record.row);
        (row.started, row.within, row.ended)
    });
    let facts: Vec<Resume> = rows.iter().map(|record| Resume::from_row(&record.row)).collect();
    ResumeView {
        text: wording::resume_text(&wording::resume(&facts)),
        rows: rows
            .iter()
            .map(|record| {
                row_view(
                    if record.id <= -1000 { 0 } else { record.id },
                    &record.row,
                    &|item| !item.is_protected(),
                )
            })
            .collect(),
        marks: wording::breaks(&facts).iter().map(mark).collect(),
        unread,
        problems,
    }
}

fn mark(found: &wording::Break) -> ResumeMark {
    let dotted = |date: Option<PartialDate>| date.map(PartialDate::dotted).unwrap_or_default();
    ResumeMark {
        kind: if found.is_overlap { "overlap" } else { "gap" }.to_owned(),
        before: u32::try_from(found.later).unwrap_or_default(),
        from: found.from.dotted(),
        until: dotted(found.until),
        months: found.months.unwrap_or_default(),
        message: found.message(),
    }
}
