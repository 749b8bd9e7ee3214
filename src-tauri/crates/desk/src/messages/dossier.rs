//! One person: reading, entry, history, undo.

use super::messages;
use std::collections::BTreeMap;

messages! {
    /// Names a person.
    pub struct PersonId {
        /// The person.
        pub person: i64,
    }

    /// A dossier as the window shows it.
    pub struct DossierView {
        /// The person.
        pub id: i64,
        /// Name.
        pub name: String,
        /// Photo as a data URL.
        pub photo: Option<String>,
        /// The line under the name.
        pub headline: Headline,
        /// Sections in the order of the dictionary; the first is 基本情况 with one row.
        pub sections: Vec<Section>,
        /// What should be looked at.
        pub findings: Vec<Finding>,
        /// Sections everybody is expected to have that stand blank and unattested.
        pub sections_missing: u32,
        /// Required items that are blank, in all rows.
        pub items_missing: u32,
    }

    /// The line under the name.
    pub struct Headline {
        /// 性别.
        pub sex: String,
        /// 出生年月, dotted.
        pub birth: String,
        /// Age at 基准日.
        pub age: Option<u32>,
        /// 民族.
        pub ethnicity: String,
        /// 籍贯.
        pub native_place: String,
        /// Unit and title of the current post.
        pub post: String,
        /// Short marks: level, political status, rank.
        pub tags: Vec<String>,
    }

    /// The rows of one set.
    pub struct Section {
        /// The set.
        pub set: String,
        /// Its rows, sorted.
        pub rows: Vec<RowView>,
        /// Number of findings in it.
        pub problems: u32,
        /// Whether 无此类情况 has been confirmed.
        pub attested: bool,
        /// Seconds for which what is protected in it stays open; absent while it is hidden.
        pub revealed: Option<u32>,
        /// Whether everybody is expected to have rows here, or an attestation that there are none.
        pub expected: bool,
        /// Required items that are blank, in all rows.
        pub missing: u32,
    }

    /// A row of a set.
    pub struct RowView {
        /// The row.
        pub id: i64,
        /// Filled items by code.
        pub cells: BTreeMap<String, CellView>,
    }

    /// A value.
    pub struct CellView {
        /// As it is shown.
        pub text: String,
        /// As it is kept: code, ISO date, number.
        pub raw: String,
        /// Whether it is protected and hidden: there is something, and neither text nor raw say what.
        pub hidden: bool,
    }

    /// Something to look at in a dossier.
    pub struct Finding {
        /// `set.item` it concerns.
        pub item: String,
        /// "info", "warning" or "error".
        pub severity: String,
        /// What and why.
        pub message: String,
    }

    /// Reads a text as a value of an item, without storing anything.
    pub struct ReadValue {
        /// `set.item`.
        pub item: String,
        /// What was typed.
        pub text: String,
        /// The person, whose birth and identity number are evidence.
        #[serde(default)]
        pub person: Option<i64>,
    }

    /// What the text means.
    pub struct ReadAnswer {
        /// As it will be shown; empty when nothing can be stored.
        pub text: String,
        /// As it will be kept.
        pub raw: String,
        /// What is unusual or wrong.
        pub problems: Vec<ProblemView>,
    }

    /// Something wrong with what was typed or read.
    pub struct ProblemView {
        /// Stable code.
        pub code: String,
        /// "info", "warning" or "error".
        pub severity: String,
        /// The item it concerns, `set.item`; empty when it concerns a row.
        pub item: String,
        /// A sentence for the clerk.
        pub message: String,
    }

    /// Adds a person.
    pub struct AddPerson {
        /// Typed texts of 基本情况 by item code.
        pub values: BTreeMap<String, String>,
    }

    /// Adds a row to a set or changes one.
    pub struct SaveRow {
        /// The set.
        pub set: String,
        /// The person it belongs to.
        pub person: i64,
        /// The row; a new one when left out. For 基本情况 the row is the person.
        #[serde(default)]
        pub row: Option<i64>,
        /// Typed texts by item code; null or empty clears the item; items left out stay.
        pub values: BTreeMap<String, Option<String>>,
    }

    /// A row was saved, or not.
    pub struct SavedRow {
        /// The row as it is now; absent when a problem of severity error stopped the saving and nothing was stored.
        pub row: Option<RowView>,
        /// What is unusual or wrong.
        pub problems: Vec<ProblemView>,
        /// The operation, for undo.
        pub op: Option<i64>,
        /// The row there already is where there may be one only: the one to change instead.
        #[serde(default)]
        pub conflict: Option<i64>,
    }

    /// Names a row.
    pub struct RowId {
        /// The set.
        pub set: String,
        /// The row.
        pub row: i64,
    }

    /// Removes a person with the whole dossier; history keeps everything and undo brings it back.
    pub struct DeletePerson {
        /// The person.
        pub person: i64,
        /// Why.
        pub reason: String,
    }

    /// Confirms that a person has nothing to enter in a set, or takes that back.
    pub struct Attest {
        /// The person.
        pub person: i64,
        /// The set.
        pub set: String,
        /// Whether it is confirmed.
        pub on: bool,
    }

    /// Which operations to list.
    #[derive(Default)]
    #[serde(default)]
    pub struct HistoryQuery {
        /// Only changes of this person.
        pub person: Option<i64>,
        /// Only changes of this item, `set.item`.
        pub item: Option<String>,
        /// First operation, from 0, the latest first.
        pub offset: u32,
        /// Number of operations.
        pub limit: u32,
    }

    /// Operations, the latest first.
    pub struct HistoryPage {
        /// Number of operations that fit; while there are more pages of a person's history, one more than shown so far.
        pub total: u64,
        /// The operations.
        pub operations: Vec<OperationView>,
    }

    /// Something that was done.
    pub struct OperationView {
        /// Its number.
        pub op: i64,
        /// When, ISO date and time.
        pub at: String,
        /// By whom.
        pub operator: String,
        /// What kind: import, edit, undo …
        pub kind: String,
        /// In words.
        pub label: String,
        /// How many people it touched.
        pub people: u64,
        /// How many fields it changed.
        pub fields: u64,
        /// The first changes, field by field.
        pub changes: Vec<ChangeView>,
        /// Whether there are more changes than shown.
        pub more: bool,
        /// The operation it took back, for an undo.
        pub undoes: Option<i64>,
        /// Whether it changed something that has not been taken back.
        pub undoable: bool,
    }

    /// A change of one field.
    pub struct ChangeView {
        /// The person; absent for units and the like.
        pub person: Option<i64>,
        /// Name of the person or the unit.
        pub name: String,
        /// The set.
        pub set: String,
        /// Label of the set.
        pub set_label: String,
        /// The row.
        pub row: i64,
        /// The item.
        pub item: String,
        /// Label of the item.
        pub item_label: String,
        /// Shown text before; empty when blank.
        pub old: String,
        /// Shown text after; empty when blank.
        pub new: String,
    }

    /// Undoes an operation.
    #[derive(Default)]
    #[serde(default)]
    pub struct UndoRequest {
        /// The operation; the latest one that is not undone when left out.
        pub op: Option<i64>,
        /// Whether what was changed since stays and the rest is taken back; else nothing is, and the refusal names it.
        pub keep_edited: bool,
    }

    /// What was undone.
    pub struct Undone {
        /// The operation that was undone; absent when there was none.
        pub op: Option<i64>,
        /// Its words.
        pub label: String,
        /// Rows put back.
        pub rows: u64,
        /// What was changed since and stays as it is.
        pub refused: Vec<Refused>,
    }

    /// A person an undo did not touch.
    pub struct Refused {
        /// The person; absent for units and the like.
        pub person: Option<i64>,
        /// Name.
        pub name: String,
        /// Why.
        pub reason: String,
    }
}
