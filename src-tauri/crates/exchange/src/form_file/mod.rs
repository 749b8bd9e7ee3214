//! The 任免审批表 as a file: .lrmx, .lrm with its .pic, Word, and 采集表 with one person on a sheet.
//!
//! Whatever the file, it becomes a [`Card`]: texts under the labels of the form. The cards of a batch become one [`Sheet`] with
//! a row per person, so that everything behind it (headings, drafts, matching, preview, undo) is the same as for a roster.
//!

mod card;
pub(crate) mod docx;
pub(crate) mod elements;
mod grid;
pub(crate) mod lrm;
pub(crate) mod lrmx;
mod photo;
mod stack;
mod table;
mod vertical;
mod write;

pub(crate) use card::PHOTO;
pub use card::{Card, Field};
pub use photo::Photo;
pub(crate) use table::HEADER_ROWS;
pub use table::sheet_of;
pub use vertical::cards_of;
pub use write::{Edition, Filled, lrmx_file};
