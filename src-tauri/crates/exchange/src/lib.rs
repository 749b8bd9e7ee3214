//! How records come IN and go OUT: foreign workbooks become drafts of records, records become workbooks.
//!
//! The way in has three steps, each usable alone: [`worker::read_workbook`] reads a file in a process of its own;
//! [`layout::inspect`] finds the headings of a sheet and what each column means; [`draft::drafts`] turns its rows into
//! drafts of people and their child rows, every doubtful cell with a problem at its address.
//! The way out: [`roster`] writes lists, [`held`] gives rows back to the clerk.

mod cell;
mod check;
mod chunk;
pub mod draft;
mod error;
pub mod form_file;
pub mod held;
pub mod layout;
mod limits;
mod parts;
pub mod picture;
mod read;
pub mod roster;
mod sheet;
pub mod worker;

pub use cell::{Cell, Region, address, column_letters, shown};
pub use chunk::SheetRow;
pub use error::{ReadError, WriteError};
pub use limits::Limits;
pub use parts::parts;
pub use sheet::{Format, Rows, Sheet, Source, Workbook};
