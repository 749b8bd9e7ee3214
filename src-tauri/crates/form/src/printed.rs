//! Finished pages, and how they leave: PDF or SVG.

use std::fmt;

use antou_record::moment;
use chrono::{Datelike, Timelike};
use serde::{Deserialize, Serialize};
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, Timestamp};
use typst_svg::SvgOptions;

use crate::{Cell, Concern, FormError, Warning, cells, press};

/// The small grey line at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Serial number of the print in the register.
    pub serial: String,
    /// When it was printed, worded.
    pub printed_at: String,
}

/// Pages, and what there is to say about them.
#[derive(Clone)]
pub struct Printed {
    document: PagedDocument,
    /// For each page, whose it is; empty where the print has no people.
    owners: Vec<usize>,
    warnings: Vec<Warning>,
}

impl fmt::Debug for Printed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pages = self.document.pages().len();
        formatter
            .debug_struct("Printed")
            .field("pages", &pages)
            .field("warnings", &self.warnings)
            .finish()
    }
}

impl Printed {
    /// Binds pages of one or several settings into one print.
    pub(crate) fn bind(title: &str, pages: EcoVec<Page>, owners: Vec<usize>, warnings: Vec<Warning>) -> Self {
        let information = DocumentInfo {
            title: Some(title.into()),
            ..DocumentInfo::default()
        };
        Self {
            document: PagedDocument::new(pages, information),
            owners,
            warnings,
        }
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// Whose form a page (counted from 0) belongs to: the place in the list that was printed.
    #[must_use]
    pub fn person_of(&self, page: usize) -> Option<usize> {
        self.owners.get(page).copied()
    }

    /// What the clerk must hear before using the pages.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The people whose form is not among the pages, with the reason.
    pub fn failed(&self) -> impl Iterator<Item = &Warning> {
        self.warnings
            .iter()
            .filter(|warning| matches!(warning.concern, Concern::Failed { .. }))
    }

    /// All pages as one PDF. The same pages and the same moment give the same bytes.
    ///
    /// # Errors
    /// When the pages cannot be written as PDF.
    pub fn pdf(&self, unix: i64) -> Result<Vec<u8>, FormError> {
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("案头".to_owned())),
            timestamp: timestamp(unix),
            tagged: false, // a bound batch is a third smaller and quicker without the structure tree
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&self.document, &options);
        comemo::evict(press::MEMORY + 1); // the templates, one eviction older by now, stay for the next print
        pdf.map_err(|errors| {
            let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
            FormError::Pdf(messages.join("；"))
        })
    }

    /// Where on the pages something can be typed, and how full it is.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        cells::read(self.document.pages())
    }

    /// Width and height of a page (counted from 0) in points.
    #[must_use]
    pub fn page_size(&self, page: usize) -> (f64, f64) {
        let size = self.document.pages().get(page).map(|page| page.frame.size());
        size.map_or((0.0, 0.0), |size| (size.x.to_pt(), size.y.to_pt()))
    }

    /// One page (counted from 0) as SVG for the preview. Glyphs are outlines: the window needs no fonts.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn svg(&self, page: usize) -> Result<String, FormError> {
        let found = self
            .document
            .pages()
            .get(page)
            .ok_or(FormError::NoPage(page + 1))?;
        Ok(typst_svg::svg(found, &SvgOptions::default()))
    }
}

/// A moment beyond the calendar is left out of the file.
fn timestamp(unix: i64) -> Option<Timestamp> {
    let local = moment::local(unix)?;
    let small = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        local.year(),
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
    )?;
    Timestamp::new_local(datetime, moment::AHEAD_MINUTES)
}
