//! Printed forms: dossiers become forms, forms become pages; the pages shown are the pages printed.

pub(crate) mod appointment;
mod catalogue;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use antou_form::{Concern, Printed, SheetOptions, Stamp, Warning};
use antou_record::{Record, Value};
use antou_store::{Op, OpKind};
use serde_json::json;

pub use catalogue::printed_forms;
pub(crate) use catalogue::{About, Asked, Form};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::form_files::free_name;
use crate::messages::*;
use crate::progress::Progress;

/// Forms a preview shows at once; the rest print all the same.
const MOST_PREVIEWED: usize = 20;

/// What one form of a print is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    pub person: i64,
    /// The row of the form's set, for a form about one.
    pub row: Option<i64>,
}

/// A print: which form, about whom, how.
pub(crate) struct Job<'a> {
    pub form: &'static Form,
    pub subjects: Vec<Subject>,
    pub options: &'a FormOptions,
}

impl Job<'_> {
    fn people(&self) -> Vec<i64> {
        self.subjects.iter().map(|subject| subject.person).collect()
    }
}

/// Names enough to know them by, and how many there are.
fn some_of(names: &[String]) -> String {
    const ENOUGH: usize = 5;
    match names.get(..ENOUGH) {
        Some(first) if names.len() > ENOUGH => format!("{} 等 {} 人", first.join("、"), names.len()),
        _ => format!("{} ", names.join("、")),
    }
}

impl Desk {
    /// The forms there are.
    pub fn forms(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<FormView>, Failure> {
        Ok(catalogue::FORMS.iter().map(Form::view).collect())
    }

    /// Pages of a form.
    pub fn form_preview(&self, request: FormPreview, progress: &dyn Progress) -> Result<FormPages, Failure> {
        let mut job = self.job(&request.form, &request.people, &request.rows, &request.options)?;
        job.subjects.truncate(MOST_PREVIEWED);
        pages_of(&self.printed(&job, None, progress)?, &job.people())
    }

    /// Writes forms to files.
    pub fn form_export(&self, request: FormExport, progress: &dyn Progress) -> Result<FormsWritten, Failure> {
        let job = self.job(&request.form, &request.people, &request.rows, &request.options)?;
        if job.subjects.is_empty() {
            return Err(Failure::new(
                "form.nobody",
                "没有选中要打印的人员",
                "请先选择人员",
            ));
        }
        let to = PathBuf::from(&request.to);
        let extension = to
            .extension()
            .filter(|_| !to.is_dir())
            .map(|extension| extension.to_ascii_lowercase());
        let is_appointment = job.form.name == catalogue::APPOINTMENT;
        match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("pdf") => self.bound(&job, &to, progress),
            Some("svg") => self.drawn(&job, &to, progress),
            Some("lrmx") if is_appointment => self.lrmx(&request, &to, progress),
            None if extension.is_none() => match request.kind.as_str() {
                "" | "pdf" => self.one_each(&job, &request, &to, progress),
                "lrmx" if is_appointment => self.lrmx_each(&request, &to, progress),
                other => Err(unwritable(other)),
            },
            _ => Err(unwritable(&to.display().to_string())),
        }
    }

    /// What a print is about. A form about rows takes the rows named, else the current row of each person.
    fn job<'a>(
        &self,
        name: &str,
        people: &[i64],
        rows: &[i64],
        options: &'a FormOptions,
    ) -> Result<Job<'a>, Failure> {
        let form = Form::find(name)?;
        let subjects = match form.about {
            About::Person => people
                .iter()
                .map(|person| Subject {
                    person: *person,
                    row: None,
                })
                .collect(),
            About::Row(set) if rows.is_empty() => self.rows_of_people(form, set, people, options.year)?,
            About::Row(set) => self.with_vault(|vault| {
                let owned = rows.iter().map(|row| {
                    let owner = vault.owner(set, *row)?;
                    let person = owner.ok_or_else(|| Failure::not_found("要打印的记录已经不在了"))?;
                    Ok::<_, Failure>(Subject {
                        person,
                        row: Some(*row),
                    })
                });
                owned.collect()
            })?,
        };
        Ok(Job {
            form,
            subjects,
            options,
        })
    }

    /// The row of the year asked for, else the first in the order of the set.
    fn rows_of_people(
        &self,
        form: &Form,
        set: &str,
        people: &[i64],
        year: Option<i32>,
    ) -> Result<Vec<Subject>, Failure> {
        let year = year.map(|year| Value::Int(i64::from(year)));
        let is_wanted = |record: &&Record| year.is_none() || record.row.get("year") == year.as_ref();
        let mut subjects = Vec::with_capacity(people.len());
        let mut without = Vec::new();
        for person in people {
            let dossier = self.whole_dossier(*person)?;
            match dossier.rows(set).iter().find(is_wanted) {
                Some(record) => subjects.push(Subject {
                    person: *person,
                    row: Some(record.id),
                }),
                None => without.push(dossier.person.shown("name")),
            }
        }
        if without.is_empty() {
            return Ok(subjects);
        }
        Err(Failure::new(
            "form.no_row",
            format!("{}还没有可以打印{}的记录", some_of(&without), form.label),
            "请先登记，或者去掉这些人再打印",
        ))
    }

    /// Every page a picture: `表.svg`, `表-2.svg` …
    fn drawn(&self, job: &Job<'_>, to: &Path, progress: &dyn Progress) -> Result<FormsWritten, Failure> {
        let serial = register_output(self, job.form, &job.people(), to)?;
        let printed = self.printed(job, Some(serial), progress)?;
        let stem = to.file_stem().unwrap_or_default().to_string_lossy();
        let mut files = Vec::new();
        for page in 0..printed.pages() {
            let file = match page {
                0 => to.to_owned(),
                _ => to.with_file_name(format!("{stem}-{}.svg", page + 1)),
            };
            write_whole(&file, printed.svg(page)?.as_bytes())?;
            files.push(file.display().to_string());
        }
        Ok(written(&printed, job, files))
    }

    /// Everybody in one document.
    fn bound(&self, job: &Job<'_>, to: &Path, progress: &dyn Progress) -> Result<FormsWritten, Failure> {
        let serial = register_output(self, job.form, &job.people(), to)?;
        let printed = self.printed(job, Some(serial), progress)?;
        let pdf = printed.pdf(self.environment.clock.now())?;
        write_whole(to, &pdf)?;
        Ok(written(&printed, job, vec![to.display().to_string()]))
    }

    /// One document per person, named after the person; people of one name do not overwrite each other.
    fn one_each(
        &self,
        job: &Job<'_>,
        request: &FormExport,
        folder: &Path,
        progress: &dyn Progress,
    ) -> Result<FormsWritten, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        let serial = register_output(self, job.form, &job.people(), folder)?;
        let mut written = FormsWritten {
            files: Vec::new(),
            people: 0,
            pages: 0,
            warnings: Vec::new(),
        };
        for (number, subject) in (1..).zip(&job.subjects) {
            let one = Job {
                form: job.form,
                subjects: vec![*subject],
                options: job.options,
            };
            let printed = self.printed(&one, Some(serial), progress)?;
            written.warnings.extend(
                printed
                    .warnings()
                    .iter()
                    .map(|warning| form_warning(warning, &[subject.person])),
            );
            if printed.failed().next().is_none() {
                let file = free_name(folder, &self.file_name(request, subject.person, number)?, "pdf");
                write_whole(&file, &printed.pdf(self.environment.clock.now())?)?;
                written.files.push(file.display().to_string());
                written.people += 1;
                written.pages += printed.pages() as u64;
            }
            progress.at("生成", number as u64, job.subjects.len() as u64);
            if progress.is_cancelled() {
                return Err(Failure::cancelled());
            }
        }
        Ok(written)
    }

    fn printed(
        &self,
        job: &Job<'_>,
        serial: Option<i64>,
        progress: &dyn Progress,
    ) -> Result<Printed, Failure> {
        let stamp = serial.map(|serial| Stamp {
            serial: format!("{serial:06}"),
            printed_at: self.environment.moment(),
        });
        let Some(make) = job.form.make else {
            return self.printed_appointments(job, stamp, progress);
        };
        let as_of = self.as_of()?;
        let total = job.subjects.len() as u64;
        let mut sheets = Vec::with_capacity(job.subjects.len());
        self.with_vault(|vault| {
            for subject in &job.subjects {
                let dossier = vault.dossier(subject.person)?;
                sheets.push(make(&Asked {
                    vault,
                    dossier: &dossier,
                    row: subject.row,
                    as_of,
                })?);
            }
            Ok(())
        })?;
        let options = SheetOptions { stamp };
        let what = format!("排版{}", job.form.label);
        let printed = self
            .press
            .sheets(job.form.name, job.form.label, &sheets, &options, |done| {
                progress.at(&what, done as u64, total);
                if progress.is_cancelled() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?;
        Ok(printed)
    }
}

/// The pages of a print as the window shows them.
pub(crate) fn pages_of(printed: &Printed, people: &[i64]) -> Result<FormPages, Failure> {
    let page = |page: usize| {
        let person = printed.person_of(page).and_then(|index| people.get(index));
        Ok::<_, Failure>(FormPage {
            person: person.copied().unwrap_or_default(),
            svg: printed.svg(page)?,
        })
    };
    Ok(FormPages {
        pages: (0..printed.pages()).map(page).collect::<Result<_, _>>()?,
        warnings: printed
            .warnings()
            .iter()
            .map(|warning| form_warning(warning, people))
            .collect(),
    })
}

fn unwritable(to: &str) -> Failure {
    Failure::new(
        "form.kind",
        format!("不能写成 {to}"),
        "请写到 .pdf、.svg、.lrmx 文件或一个文件夹",
    )
}

/// Every output is registered: who, whom, what, how many; its number stands on the page.
pub(crate) fn register_output(desk: &Desk, form: &Form, people: &[i64], to: &Path) -> Result<i64, Failure> {
    let label = format!("生成{} {} 人", form.label, people.len());
    let detail = json!({ "form": form.name, "people": people, "to": to.file_name().map(|name| name.to_string_lossy()) });
    desk.with_vault(|vault| {
        let output = vault.transact(Op::new(OpKind::Output, label).with_detail(detail), |_| {
            Ok::<_, antou_store::StoreError>(())
        })?;
        Ok(output.op.unwrap_or_default())
    })
}

fn written(printed: &Printed, job: &Job<'_>, files: Vec<String>) -> FormsWritten {
    FormsWritten {
        files,
        people: (job.subjects.len() - printed.failed().count()) as u64,
        pages: printed.pages() as u64,
        warnings: printed
            .warnings()
            .iter()
            .map(|warning| form_warning(warning, &job.people()))
            .collect(),
    }
}

pub(crate) fn form_warning(warning: &Warning, people: &[i64]) -> FormWarning {
    let (cell, kind) = match &warning.concern {
        Concern::Small { cell, .. } => (cell.clone(), "small"),
        Concern::Overflow { cell } => (cell.clone(), "overflow"),
        Concern::Missing { .. } => (String::new(), "glyph"),
        Concern::Private { .. } => (String::new(), "private"),
        Concern::Photo => ("照片".to_owned(), "photo"),
        Concern::Failed { .. } => (String::new(), "failed"),
    };
    FormWarning {
        person: warning
            .person
            .and_then(|index| people.get(index))
            .copied()
            .unwrap_or_default(),
        name: warning.name.clone(),
        cell,
        kind: kind.to_owned(),
        message: warning.concern.to_string(),
    }
}

/// Writes a file whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}
