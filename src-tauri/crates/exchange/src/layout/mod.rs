//! What the columns of a sheet mean: where its headings are and which item each of them names.
//!
//! A heading is matched with the declarations only. What they leave open stays open, with candidates for the clerk to
//! choose from; a choice can be kept as a [`Profile`] for the next file of the same unit.

mod header;
mod headings;
mod matching;
mod own_words;
mod parted;
mod profile;
mod repeats;
mod target;
mod titles;
mod values;
mod wholes;
mod wording;

use std::borrow::Cow;

use antou_record::{Owner, Problem, ProblemCode, Set, dictionary};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::cell::{address, column_letters};
use crate::draft::Step;
use crate::form_file::PHOTO;
use crate::sheet::{Format, Sheet};

use parted::Parted;
pub use profile::{Profile, ProfileColumn};
pub use target::Target;
pub use wording::wording;

pub(crate) use matching::{REASON, ROW_ID, is_familiar, is_heading, names_somebody};

/// A problem and the cell it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Row, from 1.
    pub row: u32,
    /// Column, from 0; `None` when the row as a whole is meant.
    pub column: Option<u32>,
    /// What is wrong.
    pub problem: Problem,
}

impl Placed {
    /// `D17`, or `17` for a whole row.
    pub fn address(&self) -> String {
        match self.column {
            Some(column) => address(self.row, column),
            None => self.row.to_string(),
        }
    }
}

/// Why a column holds nothing to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// Numbers of rows.
    Counter,
    /// Ages and terms, which are computed at the as-of date and never stored.
    Computed,
    /// Numbers by which rows we sent out find their people again.
    RowId,
    /// A further part of what stands in the column before: month and day of a date, the given name.
    #[serde(alias = "date_part")]
    Part,
    /// The clerk said so.
    Wish,
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// An item.
    Target(Target),
    /// Nothing to keep.
    Ignored(Nothing),
    /// One of several items; the clerk has to say which.
    Ambiguous(Vec<Target>),
    /// Nothing we know, with the most similar items.
    Unknown(Vec<Target>),
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Place, from 0.
    pub column: u32,
    /// Texts above it, from the uppermost to the lowest.
    pub parts: Vec<String>,
    /// What it means.
    pub meaning: Meaning,
    /// Whether another column further left means the same.
    pub repeated: bool,
    /// Whether the sheet hides it.
    pub hidden: bool,
    /// Whether numbers in it have lost trailing zeros, so that 1975.1 may be October.
    pub zeros_dropped: bool,
    /// How its texts are cleaned before they are read.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Columns with the rest of what begins here: the month and the day of a date, the given name.
    #[serde(default)]
    pub joined: Vec<u32>,
    /// Items that the title of the sheet has settled, not the heading.
    #[serde(default)]
    pub by_title: Vec<String>,
}

impl Column {
    /// The heading in one line.
    pub fn heading(&self) -> String {
        let parts = self.parts.iter().map(|part| antou_record::squeezed(part));
        parts.collect::<Vec<Cow<'_, str>>>().join(">")
    }

    /// What it means, when that is settled.
    pub fn target(&self) -> Option<&Target> {
        match &self.meaning {
            Meaning::Target(target) => Some(target),
            _ => None,
        }
    }
}

/// What a sheet looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// Name of the sheet.
    pub sheet: String,
    /// Code of the set the sheet is a register of; `person` for a roster; `None` without headings.
    pub set: Option<String>,
    /// Rows of the headings, from 1; empty when none were found.
    pub header_rows: Vec<u32>,
    /// What stands above the headings: row and text.
    pub titles: Vec<(u32, String)>,
    /// Columns that have a heading, from the left.
    pub columns: Vec<Column>,
    /// What is to be said about the sheet and its columns.
    pub problems: Vec<Placed>,
}

/// What the clerk says beforehand.
#[derive(Debug, Clone, Default)]
pub struct Wishes<'a> {
    /// Code of the set the sheet belongs to (`--into`).
    pub set: Option<&'a str>,
    /// What was decided for an earlier file.
    pub profile: Option<&'a Profile>,
}

/// Finds out what the columns of a sheet mean.
pub fn inspect(sheet: &Sheet, wishes: &Wishes<'_>) -> Layout {
    let wanted = wishes.set.and_then(|code| dictionary().set(code));
    let Some((mut header, sets)) = header::find(sheet, wanted) else {
        return nothing_found(sheet);
    };
    let parted = parted::settle(&mut header.columns);
    let columns = understood(&header.columns, &sets);
    let sets = with_columns(sets, &columns);
    let mut columns = understood(&header.columns, &sets);
    join(&mut columns, parted);
    if sheet.format == Format::Form {
        photos(&mut columns);
    }
    for column in &mut columns {
        column.hidden = sheet.hidden_columns.contains(&column.column);
    }
    let mut layout = Layout {
        sheet: sheet.name.clone(),
        set: None,
        header_rows: header.rows,
        titles: header.titles,
        columns,
        problems: Vec::new(),
    };
    wholes::settle(&mut layout.columns);
    repeats::settle(&mut layout.columns);
    if let Some(profile) = wishes.profile {
        profile.apply(&mut layout);
    }
    titles::settle(&mut layout);
    values::settle(sheet, &mut layout);
    layout.set = set_of(&layout, wanted, &sets);
    layout.refresh();
    layout
}

/// Months and days belong to the date whose year stands before them, a given name to the surname.
fn join(columns: &mut [Column], parted: Vec<Parted>) {
    for whole in parted {
        let parts = columns
            .iter_mut()
            .filter(|column| whole.others.contains(&column.column));
        parts.for_each(|part| part.meaning = Meaning::Ignored(Nothing::Part));
        let first = columns.iter_mut().find(|column| column.column == whole.first);
        if let Some(first) = first {
            first.joined = whole.others;
        }
    }
}

/// A sheet of forms has the digests of the photos that came with them.
fn photos(columns: &mut [Column]) {
    let photo = dictionary().person().item("photo");
    for column in columns.iter_mut().filter(|column| column.parts == [PHOTO]) {
        if let Some(photo) = photo {
            column.meaning = Meaning::Target(Target::of(photo));
        }
    }
}

/// Whether a set tells of units: the unit tree itself, or rows that belong to a unit.
pub(crate) fn is_of_units(set: &Set) -> bool {
    set.owner == Owner::Unit || set.code == "unit"
}

/// Whether a column names people, so that the sheet cannot be one of units.
fn names_people(columns: &[Column]) -> bool {
    let mut targets = columns.iter().filter_map(Column::target);
    targets.any(|target| target.is_person() && matches!(target.item.as_str(), "name" | "id_number"))
}

/// Of several sets that a title announces (个人有关事项报告: 报送 and 查核) those that have a column for a required item; all of
/// them when none has.
fn with_columns(mut sets: Vec<&'static Set>, columns: &[Column]) -> Vec<&'static Set> {
    if names_people(columns) {
        sets.retain(|set| !is_of_units(set));
    }
    let has_required = |set: &&Set| {
        let mut targets = columns
            .iter()
            .filter_map(Column::target)
            .filter(|target| target.set == set.code);
        targets.any(|target| target.is_whole() || target.item().is_some_and(|item| item.required))
    };
    if sets.iter().any(has_required) {
        sets.into_iter().filter(|set| has_required(set)).collect()
    } else {
        sets
    }
}

/// Meaning of each column from the left: a register knows its own columns once the first of them has come.
fn understood(columns: &[(u32, Vec<String>)], sets: &[&'static Set]) -> Vec<Column> {
    let mut begun = false;
    columns
        .iter()
        .map(|(column, parts)| {
            let around = matching::Surroundings { sets, begun };
            let meaning = match matching::is_counter(parts) && !begun {
                // what stands before the first column of the register counts the rows of the sheet
                true => Meaning::Ignored(Nothing::Counter),
                false => matching::meaning(parts, &around),
            };
            if let Meaning::Target(target) = &meaning {
                begun |= !target.is_person() && sets.iter().any(|set| set.code == target.set);
            }
            Column {
                column: *column,
                parts: parts.clone(),
                meaning,
                repeated: false,
                hidden: false,
                zeros_dropped: false,
                steps: Vec::new(),
                joined: Vec::new(),
                by_title: Vec::new(),
            }
        })
        .collect()
}

/// The set a sheet is a register of: what the clerk said; else an announced set that has columns; else the person.
fn set_of(layout: &Layout, wanted: Option<&'static Set>, sets: &[&'static Set]) -> Option<String> {
    if let Some(set) = wanted {
        return Some(set.code.clone());
    }
    let count = |set: &Set| {
        let targets = layout.columns.iter().filter_map(Column::target);
        targets.filter(|target| target.set == set.code).count()
    };
    let announced = sets
        .iter()
        .filter(|set| count(set) > 0)
        .max_by_key(|set| count(set));
    let of_units = |columns: &[Column]| {
        let mut targets = columns.iter().filter_map(Column::target);
        !names_people(columns) && targets.any(|target| target.set == "unit" && target.item == "name")
    };
    let usual = if of_units(&layout.columns) {
        "unit"
    } else {
        "person"
    };
    Some(announced.map_or_else(|| usual.to_owned(), |set| set.code.clone()))
}

fn nothing_found(sheet: &Sheet) -> Layout {
    let problem = if sheet.is_empty() {
        Problem::info(
            ProblemCode::SheetIgnored,
            &sheet.name,
            format!("工作表“{}”是空的，已略过", sheet.name),
        )
    } else {
        let message = format!("工作表“{}”没有找到表头，未读取", sheet.name);
        Problem::warning(ProblemCode::SheetNoHeader, &sheet.name, message)
    };
    Layout {
        sheet: sheet.name.clone(),
        set: None,
        header_rows: Vec::new(),
        titles: Vec::new(),
        columns: Vec::new(),
        problems: vec![Placed {
            row: 1,
            column: None,
            problem,
        }],
    }
}

impl Layout {
    /// Whether the sheet is a register of units (机构, 岗位, 科室考核), so that its rows are not about people.
    pub fn is_of_units(&self) -> bool {
        let set = self.set.as_deref().and_then(|code| dictionary().set(code));
        set.is_some_and(is_of_units)
    }

    /// Whether no column tells whom the rows are about: neither a name, nor an identity number, nor the number of a sheet we
    /// sent out.
    pub fn is_about_nobody(&self) -> bool {
        let is_sent = |column: &Column| column.meaning == Meaning::Ignored(Nothing::RowId);
        !self.is_of_units() && !names_people(&self.columns) && !self.columns.iter().any(is_sent)
    }

    /// Whether headings were found.
    pub fn has_header(&self) -> bool {
        !self.header_rows.is_empty()
    }

    /// The column at a place.
    pub fn column(&self, column: u32) -> Option<&Column> {
        self.columns.iter().find(|known| known.column == column)
    }

    /// Lets a column mean what the clerk chose; answers whether there is such a column.
    pub fn assign(&mut self, column: u32, meaning: Meaning) -> bool {
        let Some(known) = self.columns.iter_mut().find(|known| known.column == column) else {
            return false;
        };
        known.meaning = meaning;
        known.by_title.clear();
        titles::settle(self);
        repeats::mark(&mut self.columns);
        self.refresh();
        true
    }

    /// Lets the texts of a column be cleaned as the clerk chose; answers whether there is such a column.
    pub fn clean(&mut self, column: u32, steps: Vec<Step>) -> bool {
        let known = self.columns.iter_mut().find(|known| known.column == column);
        known.map(|known| known.steps = steps).is_some()
    }

    /// Plain headings of all columns from the left, upper headings first: what one layout is known by.
    pub fn headings(&self) -> Vec<String> {
        profile::headings(&self.columns)
    }

    /// Says again what is to be said about the columns.
    fn refresh(&mut self) {
        let row = self.header_rows.last().copied().unwrap_or(1);
        let said: Vec<Placed> = self
            .columns
            .iter()
            .flat_map(|column| {
                column_problems(column).map(move |problem| Placed {
                    row,
                    column: Some(column.column),
                    problem,
                })
            })
            .collect();
        self.problems = said;
        if let Some(column) = self.columns.iter().find(|column| column.zeros_dropped) {
            let message = "文本表格会丢掉小数末尾的 0，“1975.1”可能是 1 月也可能是 10 月，将按身份证号核对，核对不了的不保存";
            self.problems.push(Placed {
                row,
                column: Some(column.column),
                problem: Problem::info(ProblemCode::DateAmbiguous, column.heading(), message),
            });
        }
    }

    /// The sheet in the answer of `antou import --json`.
    pub fn to_json(&self) -> Json {
        let columns: Vec<Json> = self.columns.iter().map(column_json).collect();
        json!({ "name": self.sheet, "set": self.set, "header_rows": self.header_rows, "columns": columns })
    }
}

fn column_json(column: &Column) -> Json {
    let mut answer =
        json!({ "column": column_letters(column.column), "header": column.heading(), "item": null });
    let Some(fields) = answer.as_object_mut() else {
        return answer;
    };
    let paths = |targets: &[Target]| targets.iter().map(Target::path).collect::<Vec<_>>();
    match &column.meaning {
        Meaning::Target(target) => {
            fields.insert("item".into(), format!("{}.{}", target.set, target.item).into());
            if let Some(which) = &target.which {
                fields.insert("which".into(), which.as_str().into());
            }
            if column.repeated {
                fields.insert("repeated".into(), true.into());
            }
        }
        Meaning::Ignored(_) => {
            fields.insert("ignored".into(), true.into());
        }
        Meaning::Ambiguous(targets) | Meaning::Unknown(targets) => {
            fields.insert("candidates".into(), paths(targets).into());
        }
    }
    if column.hidden {
        fields.insert("hidden".into(), true.into());
    }
    answer
}

/// What is to be said about a column whatever its values are. An unknown one is said when its values have been counted.
fn column_problems(column: &Column) -> impl Iterator<Item = Problem> + use<> {
    let heading = column.heading();
    let ambiguous = match &column.meaning {
        Meaning::Ambiguous(candidates) => {
            let names: Vec<String> = candidates.iter().take(4).map(label_of).collect();
            let message = format!("栏目“{heading}”可能是{}，未读取，请指定", names.join("、"));
            Some(Problem::warning(ProblemCode::ColumnAmbiguous, &heading, message))
        }
        _ => None,
    };
    let repeated = column.repeated.then(|| {
        let message = format!("栏目“{heading}”与前面一栏含义相同，只在前面一栏为空时采用");
        Problem::warning(ProblemCode::ColumnRepeated, &heading, message)
    });
    let is_ours = column.meaning == Meaning::Ignored(Nothing::RowId);
    let hidden = (column.hidden && !is_ours).then(|| {
        let message = format!("栏目“{heading}”在原表中是隐藏的，已照常读取，请核对");
        Problem::info(ProblemCode::ColumnHidden, &heading, message)
    });
    [ambiguous, repeated, hidden].into_iter().flatten()
}

/// A target in the clerk's words: 年度考核（2021）·考核结论.
fn label_of(target: &Target) -> String {
    let set = target.set().map_or(target.set.as_str(), |set| set.label.as_str());
    let item = target.label();
    match &target.which {
        Some(which) => format!("{set}（{which}）·{item}"),
        None => format!("{set}·{item}"),
    }
}
