//! 干部任免审批表: the words and options of a print.

use std::ops::ControlFlow;

use antou_form::{Appointment, AppointmentOptions, Face, Layout, Printed, RelativeColumn, Stamp, Wording};
use antou_record::PartialDate;

use super::Job;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    pub(super) fn printed_appointments(
        &self,
        job: &Job<'_>,
        stamp: Option<Stamp>,
        progress: &dyn Progress,
    ) -> Result<Printed, Failure> {
        let wording = self.wording(job.options)?;
        let mut forms = Vec::with_capacity(job.subjects.len());
        for subject in &job.subjects {
            let dossier = self.whole_dossier(subject.person)?;
            crate::veto::refuse_proposal(&dossier, &wording.proposed)?;
            forms.push(Appointment::assemble(&dossier, &wording));
        }
        let options = appointment_options(job.options, stamp)?;
        let total = forms.len() as u64;
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

pub(crate) fn appointment_options(
    options: &FormOptions,
    stamp: Option<Stamp>,
) -> Result<AppointmentOptions, Failure> {
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
