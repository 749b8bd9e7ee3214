//! The way in: open files, look at the mapping, look at every row, commit, report.

use super::{EarlierImport, ImportField, ImportProfileView, Who, messages};

messages! {
    /// Reads files and compares them with the vault; nothing is written.
    pub struct ImportOpen {
        /// Workbooks, 任免审批表 files, zips of them, folders.
        pub files: Vec<String>,
    }

    /// Takes a block pasted from WPS or Excel and compares it with the vault; nothing is written.
    pub struct ImportPaste {
        /// The block as text: tabs between cells, quotes around cells with line breaks.
        pub text: String,
        /// The block as a page; read when it tells more of the cells than the text does.
        #[serde(default)]
        pub html: Option<String>,
        /// Columns of the grid from the chosen cell on, for a block without headings.
        pub columns: Vec<String>,
        /// People of the rows of the grid from the chosen cell on, for a block without headings.
        pub people: Vec<i64>,
    }

    /// An import that waits for the clerk.
    pub struct ImportView {
        /// Number of the waiting import.
        pub import: u32,
        /// Sheets of all files.
        pub sheets: Vec<SheetMapping>,
        /// One digest of all that was read: the same content is known again by it.
        pub content: String,
        /// Rows by outcome.
        pub counts: Counts,
        /// Problems by class.
        pub problems: Vec<ProblemCount>,
        /// Earlier imports of files with the same content, the latest first.
        pub earlier: Vec<EarlierImport>,
        /// Files that could not be read; the others were.
        pub unread: Vec<UnreadFile>,
        /// What is remembered of the source unit, and what will be.
        pub profile: ImportProfileView,
        /// What blank cells do.
        pub blank: BlankPolicy,
        /// Decisions taken for all rows alike.
        pub alike: Vec<AlikeChoice>,
        /// How many decisions about single rows, fields and cells have been taken.
        pub decisions: u64,
    }

    /// A file that could not be read.
    pub struct UnreadFile {
        /// Its name without folders; 批.zip/张三.lrmx when it stands in a zip.
        pub file: String,
        /// Stable code.
        pub code: String,
        /// A sentence for the clerk.
        pub message: String,
    }

    /// What a blank cell does to a value in the vault.
    #[derive(Default, Copy, PartialEq, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum BlankPolicy {
        /// Nothing.
        #[default]
        Keep,
        /// It clears the value.
        Clear,
        /// The clerk says for each.
        Ask,
    }

    /// A decision taken for all rows alike.
    pub struct AlikeChoice {
        /// `set.item`, or a set whose new rows are meant.
        pub item: String,
        /// Label.
        pub label: String,
        /// Whether blank cells are meant.
        pub clears: bool,
        /// Whether the file's value is taken.
        pub take: bool,
    }

    /// Every row of the files is in exactly one of these.
    #[derive(Default, Copy, PartialEq, Eq)]
    pub struct Counts {
        /// All rows below the headings.
        pub read: u64,
        /// New people.
        pub added: u64,
        /// People with changes.
        pub updated: u64,
        /// People without changes.
        pub unchanged: u64,
        /// Rows that need the clerk.
        pub held: u64,
        /// Rows that are no people: subtotals, notes, blank rows.
        pub ignored: u64,
    }

    /// How many problems of one class there are.
    pub struct ProblemCount {
        /// Stable code.
        pub code: String,
        /// The class in words.
        pub label: String,
        /// "info", "warning" or "error".
        pub severity: String,
        /// How many.
        pub count: u64,
    }

    /// How a sheet is understood.
    pub struct SheetMapping {
        /// Number of the sheet in this import.
        pub index: u32,
        /// File name.
        pub file: String,
        /// Sheet name.
        pub name: String,
        /// Label of the set the sheet is about; absent when no heading was found.
        pub set: Option<String>,
        /// Numbers of the header rows as the workbook counts them.
        pub header_rows: Vec<u32>,
        /// Rows below the headings.
        pub rows: u64,
        /// Columns.
        pub columns: Vec<ColumnMapping>,
    }

    /// How a column is understood.
    pub struct ColumnMapping {
        /// Index from 0.
        pub index: u32,
        /// Letter in the workbook.
        pub letter: String,
        /// Heading, with the upper heading before it.
        pub header: String,
        /// `set.item`; absent when not mapped.
        pub item: Option<String>,
        /// Label of the item.
        pub label: Option<String>,
        /// What the heading settles besides: a year, 全日制 …
        pub which: Option<String>,
        /// "matched", "ignored", "ambiguous" or "unknown".
        pub status: String,
        /// Items it may mean.
        pub candidates: Vec<Candidate>,
        /// What the clerk is asked about the column.
        pub question: Option<String>,
        /// Whether its values are left out while nobody answers.
        pub left_out: bool,
        /// Whether the profile or the clerk has settled it.
        pub settled: bool,
        /// Whether 单位及职务 can be split.
        pub can_split: bool,
        /// How its texts are cleaned.
        pub steps: Vec<CleaningStep>,
        /// The first filled cells.
        pub samples: Vec<String>,
    }

    /// An item a column may mean.
    pub struct Candidate {
        /// `set.item`, with `[which]` where needed.
        pub item: String,
        /// Label.
        pub label: String,
    }

    /// A step of cleaning a column.
    #[derive(PartialEq, Eq)]
    pub struct CleaningStep {
        /// strip_prefix, strip_suffix, blank_means or split_unit.
        pub step: String,
        /// The text it is about; empty for split_unit.
        #[serde(default)]
        pub text: String,
    }

    /// Settles how the texts of a column are cleaned before they are read.
    pub struct ImportClean {
        /// The waiting import.
        pub import: u32,
        /// The sheet.
        pub sheet: u32,
        /// The column.
        pub column: u32,
        /// All steps, in their order.
        pub steps: Vec<CleaningStep>,
    }

    /// Settles what a column means.
    pub struct ImportMap {
        /// The waiting import.
        pub import: u32,
        /// The sheet.
        pub sheet: u32,
        /// The column.
        pub column: u32,
        /// `set.item`, `set[which].item`, or nothing to leave the column out.
        #[serde(default)]
        pub item: Option<String>,
    }

    /// Which rows of a waiting import to show.
    pub struct ImportRows {
        /// The waiting import.
        pub import: u32,
        /// Only this outcome: added, updated, unchanged, held, ignored.
        #[serde(default)]
        pub outcome: Option<String>,
        /// Only rows with problems of severity warning or error.
        #[serde(default)]
        pub only_problems: bool,
        /// Only rows with a problem of this code.
        #[serde(default)]
        pub code: Option<String>,
        /// First row, from 0.
        pub offset: u32,
        /// Number of rows.
        pub limit: u32,
    }

    /// Rows of a waiting import.
    pub struct ImportPage {
        /// Number of rows that fit.
        pub total: u64,
        /// The rows.
        pub rows: Vec<ImportRow>,
    }

    /// One row of a file and what will become of it.
    pub struct ImportRow {
        /// Number of the row in this import, from 0.
        pub index: u64,
        /// Sheet in this import.
        pub sheet: u32,
        /// Row in its sheet, from 1.
        pub number: u32,
        /// Where it stands: 花名册!5.
        pub place: String,
        /// Name of the person.
        pub name: String,
        /// added, updated, unchanged, held or ignored.
        pub outcome: String,
        /// The person in the vault it is about.
        pub person: Option<i64>,
        /// What the clerk decided about whom it is about.
        pub decided: Option<Who>,
        /// Whether it is about a person, so that the clerk can say about whom.
        pub is_person: bool,
        /// Why it is held or ignored.
        pub reasons: Vec<String>,
        /// What will change, field by field; for a new person every field.
        pub changes: Vec<ImportChange>,
        /// The cells as the file shows them.
        pub cells: Vec<String>,
        /// Problems of its cells.
        pub problems: Vec<CellProblem>,
    }

    /// A field that will change.
    pub struct ImportChange {
        /// `set.item`.
        pub item: String,
        /// Label, with year or kind where the set has several rows.
        pub label: String,
        /// Shown text before; empty when blank.
        pub old: String,
        /// Shown text after; empty when it is cleared.
        pub new: String,
        /// What becomes of it: take, keep or ask.
        pub choice: String,
        /// Whether a blank cell clears it.
        pub clears: bool,
        /// What the clerk decides by; absent where there is nothing to decide.
        pub field: Option<ImportField>,
    }

    /// A problem of a cell.
    pub struct CellProblem {
        /// File name.
        pub file: String,
        /// Address: 花名册!D17.
        pub place: String,
        /// Stable code.
        pub code: String,
        /// "info", "warning" or "error".
        pub severity: String,
        /// What was written.
        pub read: String,
        /// A sentence for the clerk.
        pub message: String,
    }

    /// Names a waiting import.
    pub struct ImportId {
        /// The waiting import.
        pub import: u32,
    }

    /// Writes the held rows to a workbook of the same layout with the reasons.
    pub struct ImportHeld {
        /// The waiting import (also after it was committed).
        pub import: u32,
        /// The .xlsx file.
        pub to: String,
    }

    /// An import was committed.
    pub struct ImportReport {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// Rows by outcome.
        pub counts: Counts,
        /// Units that were new.
        pub units: u64,
    }
}
