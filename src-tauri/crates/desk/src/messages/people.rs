//! Lists of people and the unit tree.

use super::{Candidacy, Why, messages};

messages! {
    /// Which people, in which order, showing what.
    #[derive(Default)]
    #[serde(default)]
    pub struct PeopleQuery {
        /// Free text: name, pinyin or initials, identity number, unit, post, any text of the dossier. Words are all required.
        pub text: String,
        /// Only people whose current post is in this unit.
        pub unit: Option<i64>,
        /// Whether subunits count.
        pub subunits: bool,
        /// Further conditions, all required.
        pub conditions: Vec<Condition>,
        /// Order; 职务层次 and strokes when empty.
        pub sort: Vec<SortKey>,
        /// Columns: a bare item of the person, `set.item`, `set[which].item`, `age`.
        pub columns: Vec<String>,
        /// Only these people (a marked selection), in this order.
        pub only: Option<Vec<i64>>,
        /// First row, from 0.
        pub offset: u32,
        /// Number of rows.
        pub limit: u32,
    }

    /// A condition on a column.
    pub struct Condition {
        /// The column.
        pub column: String,
        /// One of = != < <= > >= contains blank filled.
        pub op: String,
        /// The value as a clerk writes it.
        #[serde(default)]
        pub value: String,
    }

    /// A key of the order.
    pub struct SortKey {
        /// A column, or `level` (职务层次), `strokes` (姓氏笔画), `pinyin`.
        pub column: String,
        /// Whether the greatest comes first.
        #[serde(default)]
        pub descending: bool,
    }

    /// A page of a list.
    pub struct PeoplePage {
        /// Number of people that fit.
        pub total: u64,
        /// Rows of the page.
        pub rows: Vec<PersonRow>,
        /// 基准日 of computed columns.
        pub as_of: String,
        /// Time the database took, in milliseconds.
        pub elapsed_ms: f64,
    }

    /// A row of a list.
    pub struct PersonRow {
        /// The person.
        pub id: i64,
        /// Shown texts, one for each column asked for.
        pub cells: Vec<String>,
    }

    /// Finds the people of a pasted list of names or identity numbers.
    pub struct SelectPeople {
        /// One person a line.
        pub text: String,
    }

    /// Whom each line of a list means.
    pub struct PeopleSelected {
        /// The lines with content, in their order.
        pub lines: Vec<SelectedLine>,
    }

    /// A line of a list.
    pub struct SelectedLine {
        /// As it was pasted.
        pub text: String,
        /// Whom it means.
        pub person: Option<Candidacy>,
        /// Why it is asked; whom a line above means already, too.
        pub reason: String,
        /// Whom it may mean.
        pub candidates: Vec<Candidacy>,
    }

    /// A column that lists can show.
    pub struct ColumnView {
        /// Name in queries.
        pub code: String,
        /// Heading.
        pub label: String,
        /// Label of the set it comes from.
        pub set: String,
        /// Width in full-width characters.
        pub width: u8,
        /// Whether a list can be ordered by it.
        pub sortable: bool,
    }

    /// A unit of the tree.
    pub struct UnitView {
        /// The unit.
        pub id: i64,
        /// The unit above.
        pub parent: Option<i64>,
        /// Name.
        pub name: String,
        /// First letters of the name in pinyin, for finding it by them.
        pub initials: String,
        /// People whose current post is here.
        pub people: u64,
        /// The same with all subunits.
        pub people_below: u64,
    }

    /// Adds a unit or changes its name and place.
    pub struct SaveUnit {
        /// The unit; a new one when left out.
        #[serde(default)]
        pub id: Option<i64>,
        /// The unit above; a top unit when left out.
        #[serde(default)]
        pub parent: Option<i64>,
        /// Name.
        pub name: String,
    }

    /// Names a unit.
    pub struct UnitId {
        /// The unit.
        pub id: i64,
    }

    /// Writes the listed people to a workbook.
    pub struct ExportPeople {
        /// The list; paging is ignored.
        pub query: PeopleQuery,
        /// Title of the sheet.
        pub title: String,
        /// Whether it goes out to be checked and comes back: protected but for what may be changed, each row with a hidden
        /// number that finds its person again.
        #[serde(default)]
        pub check: bool,
        /// The .xlsx file.
        pub to: String,
        /// Why protected items among the columns go into the file; refused without.
        #[serde(default)]
        pub why: Option<Why>,
    }

    /// A workbook was written.
    pub struct Exported {
        /// The file.
        pub file: String,
        /// Rows of people in it.
        pub rows: u64,
    }
}
