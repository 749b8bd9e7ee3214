//! What is printed: an [`Appointment`], a [`Table`] or a [`Sheet`] is set by Typst, and the same pages are the preview (SVG), the PDF
//! and the paper. The only crate that names typst.
//!
//! A [`Press`] holds the fonts. Every print answers with [`Printed`] pages and with what the clerk must hear before using
//! them: text that had to shrink or was cut, characters no font can print, people whose form failed.

mod appointment;
mod batch;
mod cells;
mod error;
mod fonts;
mod paper;
mod press;
mod printed;
mod proof;
mod sheet;
mod table;
mod words;

pub use appointment::{
    ASSESSED_YEARS, Appointment, AppointmentOptions, DueAge, Face, Layout, Relative, RelativeColumn,
    ResumeLine, Schooling, Wording, highest_schooling, proposal, proposal_at,
};
pub use cells::{Cell, Fill};
pub use error::FormError;
pub use fonts::{Faces, FontSources};
pub use press::Press;
pub use printed::{Printed, Stamp};
pub use proof::{Concern, Warning};
pub use sheet::{Sheet, SheetOptions};
pub use table::{Align, Column, Table};
