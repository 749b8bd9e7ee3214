//! The 任免审批表 as an editor, and 简历 as text and rows.

use super::{FormOptions, ProblemView, RowView, messages};
use std::collections::BTreeMap;

messages! {
    /// Asks for the form of one person as an editor, with what has been typed and not saved.
    pub struct FormEditorQuery {
        /// The person.
        pub person: i64,
        /// How the form is made; what it says beside the dossier plays no part.
        #[serde(default)]
        pub options: FormOptions,
        /// Typed texts by cell.
        #[serde(default)]
        pub typed: BTreeMap<String, String>,
    }

    /// The form as it will print once what was typed is saved, and its cells.
    pub struct FormEditorView {
        /// Name of the person.
        pub name: String,
        /// Pages in order.
        pub pages: Vec<EditorPage>,
        /// Cells in the order of the form.
        pub cells: Vec<FormCell>,
    }

    /// A page.
    pub struct EditorPage {
        /// The page as SVG text: the very picture that prints.
        pub svg: String,
        /// Width in points.
        pub width: f64,
        /// Height in points.
        pub height: f64,
    }

    /// A cell of the form.
    pub struct FormCell {
        /// What it is called in requests; the same for as long as the row behind it is there.
        pub key: String,
        /// What the clerk calls it.
        pub label: String,
        /// The page, from 0.
        pub page: u32,
        /// Left edge in points.
        pub x: f64,
        /// Upper edge in points.
        pub y: f64,
        /// Width in points.
        pub width: f64,
        /// Height in points.
        pub height: f64,
        /// The text to type on: as it is kept, or as typed.
        pub text: String,
        /// The text as it is kept.
        pub kept: String,
        /// "line", "lines", "code" or "locked".
        pub kind: String,
        /// `set.item` whose codes may stand here; empty for other cells.
        pub item: String,
        /// The section of the dossier behind it.
        pub set: String,
        /// Why nothing can be typed here; empty when it can.
        pub why: String,
        /// Points its text is set at; 0 when it is empty.
        pub size: f64,
        /// Lines its text takes.
        pub lines: u32,
        /// Lines it holds at this size.
        pub room: u32,
        /// Whether its text does not fit even at the smallest size.
        pub overflow: bool,
        /// What is wrong with what was typed, or unusual.
        pub problems: Vec<FormProblem>,
    }

    /// Something about what was typed into a cell.
    pub struct FormProblem {
        /// "info", "warning" or "error"; with an error nothing of the cell is saved.
        pub severity: String,
        /// A sentence for the clerk.
        pub message: String,
        /// The line it is about, from 0.
        pub line: Option<u32>,
    }

    /// Saves what was typed into a form, in one operation.
    pub struct SaveForm {
        /// The person.
        pub person: i64,
        /// How the form is made.
        #[serde(default)]
        pub options: FormOptions,
        /// Typed texts by cell.
        pub typed: BTreeMap<String, String>,
    }

    /// A form was saved.
    pub struct SavedForm {
        /// The operation; absent when nothing changed.
        pub op: Option<i64>,
        /// How many cells were saved.
        pub saved: u32,
        /// Cells of which nothing was saved.
        pub refused: Vec<String>,
        /// The form as it is now; refused cells keep what was typed.
        pub form: FormEditorView,
    }

    /// 简历 of a person: as text, as rows, or as the posts and schoolings tell it.
    pub struct ResumeQuery {
        /// The person.
        pub person: i64,
        /// The text, when that is what was edited.
        #[serde(default)]
        pub text: Option<String>,
        /// The rows, when those are what was edited; those kept when left out.
        #[serde(default)]
        pub rows: Option<Vec<ResumeRowTyped>>,
        /// Whether it is made anew from 职务, 学历学位 and 实践锻炼.
        #[serde(default)]
        pub generate: bool,
    }

    /// A row of 简历 as typed.
    pub struct ResumeRowTyped {
        /// The row; nothing for a new one.
        #[serde(default)]
        pub row: Option<i64>,
        /// Typed texts by item code.
        pub values: BTreeMap<String, String>,
    }

    /// 简历 as text and rows side by side.
    pub struct ResumeView {
        /// As it prints.
        pub text: String,
        /// The rows, in order; id 0 for one the text brought, −1 − n for the nth of the rows typed and not saved.
        pub rows: Vec<RowView>,
        /// Months that belong to no row or to several.
        pub marks: Vec<ResumeMark>,
        /// Why the text could not be taken: then the rows are those of before. Of a 简历 made anew, what was left out.
        pub unread: Option<FormProblem>,
        /// What is wrong with typed rows; the item names the row's place, `resume[2].started`.
        pub problems: Vec<ProblemView>,
    }

    /// Months of 简历 worth a look.
    pub struct ResumeMark {
        /// "gap" or "overlap".
        pub kind: String,
        /// Place of the row before which it stands, from 0.
        pub before: u32,
        /// First month.
        pub from: String,
        /// Last month.
        pub until: String,
        /// How many months.
        pub months: i32,
        /// A sentence for the clerk.
        pub message: String,
    }
}
