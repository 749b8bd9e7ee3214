//! What a dossier IS: information sets, items, values, partial dates, code tables, identity numbers, names, problems.
//! Nothing here knows of a clock, a file or SQL.

pub mod date;
mod declaration;
mod dictionary;
mod dossier;
pub mod facts;
pub mod id_number;
mod lookup;
pub mod moment;
pub mod name;
pub mod problem;
mod reading;
mod refusal;
mod sound;
mod text;
mod value;
pub mod wording;

pub use date::{PartialDate, Precision};
pub use declaration::{ItemReader, Kind, Owner, SetReader, plain_heading, plain_spelling};
pub use dictionary::{Code, Dictionary, Item, Meaning, Set, Table, dictionary};
pub use dossier::{Dossier, Record};
pub use id_number::IdNumber;
pub use lookup::HashMap;
pub use problem::{Problem, ProblemCode, Severity};
pub use reading::{Hints, MASK, Reading, Written};
pub use refusal::refusal;
pub use sound::Contradiction;
pub use text::{half_width_text, is_private, squeezed, trimmed};
pub use value::{Reference, Row, Value};
