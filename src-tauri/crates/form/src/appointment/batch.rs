//! Many forms into one print.
//!
//! Setting 500 people as one document would hold gigabytes. Each form is set by itself, which costs no more and lets
//! one fail without the others; the finished pages are bound into one document.

use std::ops::ControlFlow;

use serde_json::{Value, json};
use typst::ecow::EcoVec;
use typst::foundations::Bytes;
use typst_layout::Page;

use super::{Appointment, AppointmentOptions};
use crate::paper::{PHOTO_PATH, Template};
use crate::words::take_private;
use crate::{Concern, FormError, Press, Printed, Warning, proof};

impl Press {
    /// Prints the form of every person, in the order given, bound into one.
    ///
    /// # Errors
    /// When there is nobody to print, or nobody's form could be set. One person's failure is a warning, see
    /// [`Printed::failed`].
    pub fn appointment(
        &self,
        people: &[Appointment],
        options: &AppointmentOptions,
    ) -> Result<Printed, FormError> {
        self.appointments(people, options, |_| ControlFlow::Continue(()))
    }

    /// The same, telling after each form how many people are done; `Break` stops it.
    ///
    /// # Errors
    /// As [`Press::appointment`], and [`FormError::Cancelled`] when told to stop.
    pub fn appointments(
        &self,
        people: &[Appointment],
        options: &AppointmentOptions,
        mut progress: impl FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Printed, FormError> {
        let mut batch = Batch::new(self, options);
        for (index, person) in people.iter().enumerate() {
            batch.set_or_name(index, person);
            if progress(index + 1).is_break() {
                return Err(FormError::Cancelled);
            }
        }
        batch.bind()
    }
}

/// What has been set so far.
struct Batch<'press> {
    press: &'press Press,
    options: Value,
    faces: Value,
    pages: EcoVec<Page>,
    owners: Vec<usize>,
    warnings: Vec<Warning>,
}

impl<'press> Batch<'press> {
    fn new(press: &'press Press, options: &AppointmentOptions) -> Self {
        let faces = json!(press.faces(options.face));
        Self {
            press,
            options: json!(options),
            faces,
            pages: EcoVec::new(),
            owners: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// A form that cannot be set is tried once more without its photo, the one part that is not text.
    fn set_or_name(&mut self, index: usize, person: &Appointment) {
        let Err(error) = self.set(index, person, person.photo.as_deref()) else {
            return;
        };
        if person.photo.is_some() && self.set(index, person, None).is_ok() {
            self.warn(index, person, Concern::Photo);
        } else {
            self.warn(
                index,
                person,
                Concern::Failed {
                    reason: error.to_string(),
                },
            );
        }
    }

    fn warn(&mut self, index: usize, person: &Appointment, concern: Concern) {
        self.warnings.push(Warning {
            person: Some(index),
            name: person.name.clone(),
            concern,
        });
    }

    fn set(&mut self, index: usize, person: &Appointment, photo: Option<&[u8]>) -> Result<(), FormError> {
        let mut value = json!(person);
        let private = take_private(&mut value);
        value["photo"] = json!(photo.map(|_| PHOTO_PATH));
        let data = json!({ "person": value, "options": self.options, "faces": self.faces });
        let photo = photo.map(|bytes| Bytes::new(bytes.to_vec()));
        let document = self.press.set(Template::Appointment, &data, photo)?;
        if !private.is_empty() {
            self.warn(index, person, Concern::Private { characters: private });
        }
        for concern in proof::read(document.pages()) {
            self.warn(index, person, concern);
        }
        self.owners.extend(document.pages().iter().map(|_| index));
        self.pages.extend(document.pages().iter().cloned());
        Ok(())
    }

    fn bind(self) -> Result<Printed, FormError> {
        if self.pages.is_empty() {
            let failure = self
                .warnings
                .into_iter()
                .find_map(|warning| match warning.concern {
                    Concern::Failed { reason } => Some(FormError::Typeset(reason)),
                    _ => None,
                });
            return Err(failure.unwrap_or(FormError::Nothing));
        }
        Ok(Printed::bind(
            "干部任免审批表",
            self.pages,
            self.owners,
            self.warnings,
        ))
    }
}
