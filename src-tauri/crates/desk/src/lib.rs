//! What a clerk DOES: the use cases, and THE command list. The window and the command line are two ways to the same desk.

/// Every program that has a desk allocates through this: reading and writing 100,000 rows is millions of small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod admissions;
mod assessment;
mod batch_edit;
mod batches;
mod cited;
mod columns;
mod commands;
mod competence;
mod conflicts;
mod demo;
mod desk;
mod dictionary;
mod dossier;
mod drafts;
mod entry;
mod environment;
mod export;
mod failure;
mod findings;
mod follow_up;
mod form_editor;
mod form_files;
mod forms;
mod gathering;
mod history;
mod import;
mod kept;
mod ledger;
mod listing;
mod material_scans;
mod matters;
pub mod messages;
mod opening_demo;
mod paging;
mod parameters;
mod people;
mod photos;
mod printed_list;
mod progress;
mod protection;
mod recent;
mod references;
mod retire;
mod reviews;
mod rows_for_many;
mod scans;
mod selection;
mod training;
mod typescript;
mod units;
mod vault;
mod veto;
mod whom;

pub use columns::Column;
pub use commands::{Answer, COMMANDS, Command};
pub use desk::Desk;
pub use environment::Environment;
pub use failure::Failure;
pub use forms::printed_forms;
pub use opening_demo::DEMO_PASSWORD;
pub use people::{ListedPeople, ListedPerson, condition};
pub use progress::{Progress, Unwatched};
pub use retire::{RetirementAnswer, retirement_of};

pub use antou_form::FontSources;
pub use antou_store::{Clock, KeyCost};

/// When the program was started to read a foreign file (see `antou_exchange::worker`), does that and answers `true`:
/// the caller then ends. Everything that links the desk calls this before anything else.
pub fn run_worker_if_asked() -> bool {
    antou_exchange::worker::run_if_asked(std::env::args_os())
}

/// Label of the set called `code`.
pub fn set_label(code: &str) -> Option<&'static str> {
    antou_record::dictionary().set(code).map(|set| set.label.as_str())
}

/// The files the window takes from Rust, as (name, text).
pub fn generated() -> Vec<(String, String)> {
    let mut files = commands::typescript();
    let dictionary = serde_json::to_string_pretty(&dictionary::dictionary_view()).unwrap_or_default();
    files.push(("dictionary.json".to_owned(), dictionary + "\n"));
    files
}
