//! A clerk at a desk: the words the journeys are told in.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use antou_desk::messages::*;
use antou_desk::{Desk, Environment, Failure, FontSources, KeyCost, Unwatched};
use serde_json::Value as Json;
use tempfile::TempDir;

/// 2026-11-21 12:00 in Beijing.
const NOON: i64 = 1_795_233_600;
/// Guessing costs nothing here, so that opening takes milliseconds.
const CHEAP: KeyCost = KeyCost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};
pub const PASSWORD: &str = "mima-1234-abc";

/// A clock that only moves when it is told to.
#[derive(Clone)]
pub struct FixedClock(Arc<AtomicI64>);

impl antou_desk::Clock for FixedClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

pub struct Clerk {
    pub desk: Desk,
    pub home: TempDir,
    pub clock: FixedClock,
    pub recovery_code: String,
}

/// The command line program, which also is the import worker.
pub fn program() -> PathBuf {
    let here = std::env::current_exe().expect("a test runs from a file");
    let folder = here.ancestors().nth(2).expect("target folder");
    let program = folder.join(format!("antou{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is missing: run the tests through `make test`",
        program.display()
    );
    program
}

pub fn desk_at(home: &Path, clock: &FixedClock) -> Desk {
    let environment = Environment {
        clock: Arc::new(clock.clone()),
        worker: program(),
        home: home.join("home"),
        key_cost: CHEAP,
    };
    Desk::with_fonts(
        environment,
        FontSources {
            bundled: true,
            system: false,
        },
    )
}

impl Clerk {
    /// A clerk with a new, empty vault.
    pub fn with_new_vault() -> Self {
        let home = TempDir::new().expect("a folder");
        let clock = FixedClock(Arc::new(AtomicI64::new(NOON)));
        let desk = desk_at(home.path(), &clock);
        let request = CreateVault {
            dir: home.path().join("vault").display().to_string(),
            unit: "云岭区机关事务管理局".into(),
            operator: "经办人".into(),
            password: PASSWORD.into(),
        };
        let made = desk.create_vault(request, &Unwatched).expect("a vault");
        Self {
            desk,
            home,
            clock,
            recovery_code: made.recovery_code,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn vault_dir(&self) -> String {
        self.path("vault").display().to_string()
    }

    pub fn passes(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Looks at what an import would do.
    pub fn opens(&self, file: &Path) -> ImportView {
        self.tries_to_open(file)
            .unwrap_or_else(|failure| panic!("{}: {failure}", file.display()))
    }

    pub fn tries_to_open(&self, file: &Path) -> Result<ImportView, Failure> {
        self.desk.import_open(
            ImportOpen {
                files: vec![file.display().to_string()],
            },
            &Unwatched,
        )
    }

    /// Imports a file, and answers what `antou import --json` prints.
    pub fn imports(&self, file: &Path) -> Json {
        let view = self.opens(file);
        let report = self
            .desk
            .import_commit(ImportId { import: view.import }, &Unwatched)
            .expect("committed");
        self.desk.import_json(view.import, report.op).expect("the report")
    }

    pub fn rows(&self, import: u32, outcome: Option<&str>) -> Vec<ImportRow> {
        let request = ImportRows {
            import,
            outcome: outcome.map(str::to_owned),
            only_problems: false,
            code: None,
            offset: 0,
            limit: 100_000,
        };
        self.desk.import_rows(request, &Unwatched).expect("rows").rows
    }

    /// Names found by what is typed into the search box.
    pub fn finds(&self, text: &str) -> Vec<String> {
        self.lists(PeopleQuery {
            text: text.into(),
            columns: vec!["name".into()],
            limit: 1000,
            ..PeopleQuery::default()
        })
    }

    pub fn lists(&self, query: PeopleQuery) -> Vec<String> {
        let page = self.desk.people(query, &Unwatched).expect("a list");
        page.rows.into_iter().map(|row| row.cells.join("|")).collect()
    }

    pub fn person(&self, name: &str) -> i64 {
        self.desk
            .find_person(name)
            .unwrap_or_else(|failure| panic!("{failure}"))
    }

    pub fn adds(&self, values: &[(&str, &str)]) -> i64 {
        let values = values
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
            .collect();
        let saved = self
            .desk
            .add_person(AddPerson { values }, &Unwatched)
            .expect("answered");
        saved
            .row
            .unwrap_or_else(|| panic!("not saved: {:?}", saved.problems))
            .id
    }

    /// Types texts into the fields of a set of a person.
    pub fn types(&self, person: i64, set: &str, row: Option<i64>, values: &[(&str, &str)]) -> SavedRow {
        let values = values
            .iter()
            .map(|(code, text)| ((*code).to_owned(), Some((*text).to_owned())))
            .collect();
        self.desk
            .save_row(
                SaveRow {
                    set: set.into(),
                    person,
                    row,
                    values,
                },
                &Unwatched,
            )
            .expect("answered")
    }

    pub fn shows(&self, person: i64, path: &str) -> String {
        let (set, item) = path.split_once('.').unwrap_or(("person", path));
        let view = self
            .desk
            .dossier(PersonId { person }, &Unwatched)
            .expect("a dossier");
        let section = view
            .sections
            .into_iter()
            .find(|section| section.set == set)
            .expect("the section");
        section
            .rows
            .first()
            .and_then(|row| row.cells.get(item))
            .map(|cell| cell.text.clone())
            .unwrap_or_default()
    }

    pub fn undoes(&self, op: Option<i64>) -> Undone {
        let request = UndoRequest {
            op,
            ..UndoRequest::default()
        };
        self.desk.undo(request, &Unwatched).expect("undone")
    }

    pub fn total(&self) -> u64 {
        self.desk
            .people(
                PeopleQuery {
                    limit: 1,
                    columns: vec!["name".into()],
                    ..PeopleQuery::default()
                },
                &Unwatched,
            )
            .expect("a list")
            .total
    }
}
