//! What goes in and comes out of the commands. TypeScript types of the window are generated from these.
//! Dates are partial ISO texts ("1975", "1975-06", "1975-06-01"); ids are row ids; shown texts are what a clerk reads.

mod admissions;
mod assessment;
mod batch_edit;
mod batches;
mod dictionary;
mod dossier;
mod editor;
mod entry;
mod follow_up;
mod form;
mod import;
mod ledger;
mod listing;
mod matters;
mod parameters;
mod people;
mod photos;
mod policy;
mod profile;
mod protection;
mod review;
mod reviews;
mod scans;
mod training;
mod vault;

pub use admissions::*;
pub use assessment::*;
pub use batch_edit::*;
pub use batches::*;
pub use dictionary::*;
pub use dossier::*;
pub use editor::*;
pub use entry::*;
pub use follow_up::*;
pub use form::*;
pub use import::*;
pub use ledger::*;
pub use listing::*;
pub use matters::*;
pub use parameters::*;
pub use people::*;
pub use photos::*;
pub use policy::*;
pub use profile::*;
pub use protection::*;
pub use review::*;
pub use reviews::*;
pub use scans::*;
pub use training::*;
pub use vault::*;

/// A message: plain data that crosses to the window and back.
macro_rules! messages {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt)+) => {
        $(
            #[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ts_rs::TS)]
            $(#[$meta])*
            pub $kind $name $body
        )+
    };
}
pub(crate) use messages;

messages! {
    /// A request without content.
    #[derive(Default)]
    pub struct Nothing {}

    /// It is done, and can be undone.
    pub struct Recorded {
        /// The operation; absent when nothing had to be changed.
        pub op: Option<i64>,
    }

    /// Which rows of a year over the people of a unit.
    #[derive(Default)]
    pub struct YearQuery {
        /// The year.
        pub year: i32,
        /// The unit with all below it; everybody when left out.
        #[serde(default)]
        pub unit: Option<i64>,
        /// Only rows of a kind; all when empty.
        /// 年度考核: "missing" without a grade, "limited" with a limit, "conflict" with a grade against a limit or in the words of
        /// another kind of staff, "consequence" with something that follows; a grade's code.
        /// 教育培训: "short" who still owe, "none" without any class in the year, "due" who have to make up within a year of
        /// being promoted.
        /// 个人有关事项: "missing", "handed", "late", "overdue", "national" or "unit" (the layer of the duty), "outside" (handed
        /// in without a duty), "doubt".
        #[serde(default)]
        pub only: String,
        /// Free text: name, pinyin, initials.
        #[serde(default)]
        pub text: String,
        /// First row, from 0.
        #[serde(default)]
        pub offset: u32,
        /// Number of rows.
        #[serde(default)]
        pub limit: u32,
    }

    /// An answer without content: it is done.
    #[derive(Default)]
    pub struct Done {}
}
