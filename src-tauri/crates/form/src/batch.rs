//! Many forms into one print.
//!
//! Setting 500 people as one document would hold gigabytes. Each form is set by itself, which costs no more and lets
//! one fail without the others; the finished pages are bound into one document.

use serde_json::{Value, json};
use typst::ecow::EcoVec;
use typst::foundations::Bytes;
use typst_layout::Page;

use crate::fonts::Wanted;
use crate::paper::{PHOTO_PATH, Template};
use crate::words::take_private;
use crate::{Concern, FormError, Press, Printed, Warning, proof};

/// One form to be set: whose it is, what stands on it, the picture.
pub(crate) struct Leaf<'a> {
    pub name: &'a str,
    pub content: Value,
    pub photo: Option<&'a [u8]>,
}

/// What has been set so far.
pub(crate) struct Batch<'press> {
    press: &'press Press,
    template: Template,
    options: Value,
    faces: Value,
    pages: EcoVec<Page>,
    owners: Vec<usize>,
    warnings: Vec<Warning>,
}

impl<'press> Batch<'press> {
    pub(crate) fn new(press: &'press Press, template: Template, options: Value, wanted: Wanted) -> Self {
        Self {
            press,
            template,
            options,
            faces: json!(press.wanted(wanted)),
            pages: EcoVec::new(),
            owners: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// A form that cannot be set is tried once more without its photo, the one part that is not text.
    pub(crate) fn set_or_name(&mut self, index: usize, leaf: &Leaf<'_>) {
        let Err(error) = self.set(index, leaf, leaf.photo) else {
            return;
        };
        if leaf.photo.is_some() && self.set(index, leaf, None).is_ok() {
            self.warn(index, leaf, Concern::Photo);
        } else {
            let reason = error.to_string();
            self.warn(index, leaf, Concern::Failed { reason });
        }
    }

    fn warn(&mut self, index: usize, leaf: &Leaf<'_>, concern: Concern) {
        self.warnings.push(Warning {
            person: Some(index),
            name: leaf.name.to_owned(),
            concern,
        });
    }

    fn set(&mut self, index: usize, leaf: &Leaf<'_>, photo: Option<&[u8]>) -> Result<(), FormError> {
        let mut content = leaf.content.clone();
        let private = take_private(&mut content);
        content["photo"] = json!(photo.map(|_| PHOTO_PATH));
        let data = json!({ "content": content, "options": self.options, "faces": self.faces });
        let photo = photo.map(|bytes| Bytes::new(bytes.to_vec()));
        let document = self.press.set(self.template, &data, photo)?;
        if !private.is_empty() {
            self.warn(index, leaf, Concern::Private { characters: private });
        }
        for concern in proof::read(document.pages()) {
            self.warn(index, leaf, concern);
        }
        self.owners.extend(document.pages().iter().map(|_| index));
        self.pages.extend(document.pages().iter().cloned());
        Ok(())
    }

    pub(crate) fn bind(self, title: &str) -> Result<Printed, FormError> {
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
        Ok(Printed::bind(title, self.pages, self.owners, self.warnings))
    }
}
