//! Printed forms: dossiers become forms, forms become pages; the pages shown are the pages printed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use antou_form::{
    Appointment, AppointmentOptions, Concern, Face, Layout, Printed, RelativeColumn, Stamp, Warning, Wording,
};
use antou_record::PartialDate;
use antou_store::{Op, OpKind};
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::form_files::free_name;
use crate::messages::*;
use crate::progress::Progress;

/// People whose pages a preview shows at once; the rest print all the same.
const MOST_PREVIEWED: usize = 20;

impl Desk {
    /// Pages of a form.
    pub fn form_preview(&self, request: FormPreview, progress: &dyn Progress) -> Result<FormPages, Failure> {
        known_form(&request.form)?;
        let people: Vec<i64> = request.people.iter().copied().take(MOST_PREVIEWED).collect();
        let printed = self.printed(&people, &request.options, None, progress)?;
        let mut pages = Vec::new();
        for page in 0..printed.pages() {
            let person = printed
                .person_of(page)
                .and_then(|index| people.get(index))
                .copied()
                .unwrap_or_default();
            pages.push(FormPage {
                person,
                svg: printed.svg(page)?,
            });
        }
        Ok(FormPages {
            pages,
            warnings: printed
                .warnings()
                .iter()
                .map(|warning| form_warning(warning, &people))
                .collect(),
        })
    }

    /// Writes forms to files.
    pub fn form_export(&self, request: FormExport, progress: &dyn Progress) -> Result<FormsWritten, Failure> {
        known_form(&request.form)?;
        if request.people.is_empty() {
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
        match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("pdf") => self.bound(&request, &to, progress),
            Some("svg") => self.drawn(&request, &to, progress),
            Some("lrmx") => self.lrmx(&request, &to, progress),
            None if extension.is_none() => match request.kind.as_str() {
                "" | "pdf" => self.one_each(&request, &to, progress),
                "lrmx" => self.lrmx_each(&request, &to, progress),
                other => Err(unwritable(other)),
            },
            _ => Err(unwritable(&to.display().to_string())),
        }
    }

    /// Every page a picture: `表.svg`, `表-2.svg` …
    fn drawn(
        &self,
        request: &FormExport,
        to: &Path,
        progress: &dyn Progress,
    ) -> Result<FormsWritten, Failure> {
        let serial = register_output(self, &request.people, to)?;
        let printed = self.printed(&request.people, &request.options, Some(serial), progress)?;
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
        Ok(written(&printed, request, files))
    }

    /// Everybody in one document.
    fn bound(
        &self,
        request: &FormExport,
        to: &Path,
        progress: &dyn Progress,
    ) -> Result<FormsWritten, Failure> {
        let serial = register_output(self, &request.people, to)?;
        let printed = self.printed(&request.people, &request.options, Some(serial), progress)?;
        let pdf = printed.pdf(self.environment.clock.now())?;
        write_whole(to, &pdf)?;
        Ok(written(&printed, request, vec![to.display().to_string()]))
    }

    /// One document per person, named after the person; people of one name do not overwrite each other.
    fn one_each(
        &self,
        request: &FormExport,
        folder: &Path,
        progress: &dyn Progress,
    ) -> Result<FormsWritten, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        let serial = register_output(self, &request.people, folder)?;
        let mut written = FormsWritten {
            files: Vec::new(),
            people: 0,
            pages: 0,
            warnings: Vec::new(),
        };
        for (number, person) in (1..).zip(&request.people) {
            let printed = self.printed(&[*person], &request.options, Some(serial), progress)?;
            written.warnings.extend(
                printed
                    .warnings()
                    .iter()
                    .map(|warning| form_warning(warning, &[*person])),
            );
            if printed.failed().next().is_none() {
                let file = free_name(folder, &self.file_name(request, *person, number)?, "pdf");
                write_whole(&file, &printed.pdf(self.environment.clock.now())?)?;
                written.files.push(file.display().to_string());
                written.people += 1;
                written.pages += printed.pages() as u64;
            }
            progress.at("生成任免审批表", number as u64, request.people.len() as u64);
            if progress.is_cancelled() {
                return Err(Failure::cancelled());
            }
        }
        Ok(written)
    }

    fn printed(
        &self,
        people: &[i64],
        options: &FormOptions,
        serial: Option<i64>,
        progress: &dyn Progress,
    ) -> Result<Printed, Failure> {
        let wording = self.wording(options)?;
        let mut forms = Vec::with_capacity(people.len());
        for person in people {
            forms.push(Appointment::assemble(&self.whole_dossier(*person)?, &wording));
        }
        let stamp = serial.map(|serial| Stamp {
            serial: format!("{serial:06}"),
            printed_at: self.environment.moment(),
        });
        let options = appointment_options(options, stamp)?;
        let total = people.len() as u64;
        Ok(self.press.appointments(&forms, &options, |done| {
            progress.at("排版任免审批表", done as u64, total);
            if progress.is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?)
    }

    pub(crate) fn wording(&self, options: &FormOptions) -> Result<Wording, Failure> {
        Ok(Wording {
            as_of: self.as_of()?,
            proposed: options.proposed.clone(),
            removed: options.removed.clone(),
            reason: options.reason.clone(),
            reporting_unit: options.reporting_unit.clone(),
            filled_by: options.filled_by.clone(),
            operator: self.with_vault(|vault| Ok(vault.operator().to_owned()))?,
            due: due_age,
        })
    }
}

fn unwritable(to: &str) -> Failure {
    Failure::new(
        "form.kind",
        format!("不能写成 {to}"),
        "请写到 .pdf、.svg、.lrmx 文件或一个文件夹",
    )
}

/// Every output is registered: who, whom, what, how many; its number stands on the page.
pub(crate) fn register_output(desk: &Desk, people: &[i64], to: &Path) -> Result<i64, Failure> {
    let label = format!("生成干部任免审批表 {} 人", people.len());
    let detail = json!({ "form": "appointment", "people": people, "to": to.file_name().map(|name| name.to_string_lossy()) });
    desk.with_vault(|vault| {
        let output = vault.transact(Op::new(OpKind::Output, label).with_detail(detail), |_| {
            Ok::<_, antou_store::StoreError>(())
        })?;
        Ok(output.op.unwrap_or_default())
    })
}

fn written(printed: &Printed, request: &FormExport, files: Vec<String>) -> FormsWritten {
    FormsWritten {
        files,
        people: (request.people.len() - printed.failed().count()) as u64,
        pages: printed.pages() as u64,
        warnings: printed
            .warnings()
            .iter()
            .map(|warning| form_warning(warning, &request.people))
            .collect(),
    }
}

/// 到龄时间 as v4 of the form prints it: the month, and the age below it.
fn due_age(
    category: &str,
    is_male: Option<bool>,
    is_worker: bool,
    birth: PartialDate,
) -> Option<(PartialDate, String)> {
    let category = if category.is_empty() {
        antou_policy::retirement::usual_category(is_male?, is_worker)
    } else {
        category
    };
    let found = antou_policy::retirement::retirement(category, birth, false)?;
    Some((found.statutory, found.age()))
}

fn known_form(name: &str) -> Result<(), Failure> {
    match name {
        "appointment" => Ok(()),
        _ => Err(Failure::new(
            "form.unknown",
            format!("没有“{name}”这种表"),
            "可以打印的表：appointment（干部任免审批表）",
        )),
    }
}

fn appointment_options(options: &FormOptions, stamp: Option<Stamp>) -> Result<AppointmentOptions, Failure> {
    let unknown =
        |what: &str, value: &str| Failure::new("form.option", format!("没有“{value}”这种{what}"), "");
    let layout = match options.layout.as_str() {
        "" | "v4" => Layout::V4,
        "v3" => Layout::V3,
        other => return Err(unknown("版式", other)),
    };
    let face = match options.face.as_str() {
        "" | "song" => Face::Song,
        "fang" => Face::Fang,
        other => return Err(unknown("字体", other)),
    };
    let relatives = match options.relatives.as_str() {
        "" | "age" => RelativeColumn::Age,
        "birth" => RelativeColumn::Birth,
        other => return Err(unknown("家庭成员显示方式", other)),
    };
    Ok(AppointmentOptions {
        layout,
        face,
        relatives,
        stamp,
    })
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
        message: warning.to_string(),
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
