//! Many forms into one print.
//!
//! Setting 500 people at once would hold gigabytes; setting them one by one pays the start of every setting 500 times.
//! So they are set in chunks, and the finished pages of all chunks are bound into one document.

use std::ops::ControlFlow;

use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst_layout::Page;

use super::{Appointment, AppointmentOptions};
use crate::paper::{Template, photo_path};
use crate::words::take_private;
use crate::{Concern, FormError, Press, Printed, Warning, proof};

/// People set at once: large enough to share the start of a setting, small enough to keep memory flat.
const CHUNK: usize = 25;

impl Press {
    /// Prints the form of every person, in the order given, bound into one.
    ///
    /// # Errors
    /// When there is nobody to print, or nobody's form could be set. One person's failure is a warning, see
    /// [`Printed::failed`].
    pub fn appointment(&self, people: &[Appointment], options: &AppointmentOptions) -> Result<Printed, FormError> {
        self.appointments(people, options, |_| ControlFlow::Continue(()))
    }

    /// The same, telling after each chunk how many people are done; `Break` stops it.
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
        for (chunk, members) in people.chunks(CHUNK).enumerate() {
            batch.set_chunk(chunk * CHUNK, members);
            if progress((chunk * CHUNK + members.len()).min(people.len())).is_break() {
                return Err(FormError::Cancelled);
            }
        }
        batch.bind()
    }
}

struct Batch<'press> {
    press: &'press Press,
    options: Value,
    faces: Value,
    pages: Vec<Page>,
    warnings: Vec<Warning>,
}

impl<'press> Batch<'press> {
    fn new(press: &'press Press, options: &AppointmentOptions) -> Self {
        let faces = json!(press.faces(options.face));
        Self { press, options: json!(options), faces, pages: Vec::new(), warnings: Vec::new() }
    }

    /// Sets the people together; when that fails, each alone, so that only the guilty one is missing.
    fn set_chunk(&mut self, first: usize, people: &[Appointment]) {
        if self.set(first, people, true).is_ok() {
            return;
        }
        for (index, person) in people.iter().enumerate() {
            self.set_alone(first + index, person);
        }
    }

    /// A form that cannot be set is tried once more without its photo, the one part that is not text.
    fn set_alone(&mut self, index: usize, person: &Appointment) {
        let person_list = std::slice::from_ref(person);
        let Err(error) = self.set(index, person_list, true) else { return };
        if person.photo.is_some() && self.set(index, person_list, false).is_ok() {
            self.warn(index, person, Concern::Photo);
        } else {
            self.warn(index, person, Concern::Failed { reason: error.to_string() });
        }
    }

    fn warn(&mut self, index: usize, person: &Appointment, concern: Concern) {
        self.warnings.push(Warning { person: Some(index), name: person.name.clone(), concern });
    }

    fn set(&mut self, first: usize, people: &[Appointment], with_photos: bool) -> Result<(), FormError> {
        let mut photos = Vec::new();
        let mut private = Vec::new();
        let mut values = Vec::with_capacity(people.len());
        for (index, person) in people.iter().enumerate() {
            let mut value = json!(person);
            private.push(take_private(&mut value));
            value["photo"] = match &person.photo {
                Some(bytes) if with_photos => {
                    photos.push((photo_path(index), Bytes::new(bytes.clone())));
                    json!(photo_path(index))
                }
                _ => Value::Null,
            };
            values.push(value);
        }
        let data = json!({ "people": values, "options": self.options, "faces": self.faces });
        let document = self.press.set(Template::Appointment, &data, photos)?;
        for (index, characters) in private.into_iter().enumerate().filter(|(_, characters)| !characters.is_empty()) {
            self.warn(first + index, &people[index], Concern::Private { characters });
        }
        for (index, concern) in proof::read(document.pages()).concerns {
            let index = index.unwrap_or_default();
            if let Some(person) = people.get(index) {
                self.warn(first + index, person, concern);
            }
        }
        self.pages.extend(document.pages().iter().cloned());
        Ok(())
    }

    fn bind(mut self) -> Result<Printed, FormError> {
        if self.pages.is_empty() {
            let failure = self.warnings.into_iter().find_map(|warning| match warning.concern {
                Concern::Failed { reason } => Some(FormError::Typeset(reason)),
                _ => None,
            });
            return Err(failure.unwrap_or(FormError::Nothing));
        }
        self.warnings.sort_by_key(|warning| warning.person);
        Ok(Printed::bind("干部任免审批表", self.pages, self.warnings))
    }
}
