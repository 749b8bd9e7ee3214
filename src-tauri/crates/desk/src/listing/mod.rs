//! Computed lists (名单): what a number of a work screen opens. Whatever is not simply the rows of a set — who still owes hours,
//! who has not handed in, whose period ends — is a [`Listing`], made by a function registered in [`LISTINGS`]; searching,
//! sorting, exporting and printing are then the same for all.

mod order;
mod written;

use std::sync::Arc;

use antou_policy::Rule;
use antou_record::{PartialDate, name};
use antou_store::Vault;

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::paging::page;
use crate::progress::Progress;

/// A list as it was computed.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// What stands above it.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in their own order.
    pub rows: Vec<Line>,
    /// What has to be known to read it, a sentence each.
    pub notes: Vec<String>,
    /// The rules it rests on.
    pub rules: Vec<CitedRule>,
}

/// A column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub code: &'static str,
    pub label: &'static str,
    /// In full-width characters.
    pub width: u8,
    pub kind: ColumnKind,
}

/// What the texts of a column are, for their order and where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    /// A person's name: ordered by pinyin.
    Name,
    Number,
    Date,
}

/// A row of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// Whom it is about, when it is about a person.
    pub person: Option<i64>,
    /// A text for each column.
    pub cells: Vec<String>,
}

impl Listing {
    /// A list about people: who, where and what they are, then what it says of them.
    pub(crate) fn of_people(title: impl Into<String>, own: &[Column]) -> Self {
        Self {
            title: title.into(),
            columns: [&[NAME, UNIT, TITLE], own].concat(),
            ..Self::default()
        }
    }

    /// Adds a row about a person.
    pub(crate) fn add(&mut self, person: i64, cells: Vec<String>) {
        self.rows.push(Line {
            person: Some(person),
            cells,
        });
    }

    /// Names a rule the list rests on, once.
    pub(crate) fn cite(&mut self, rule: &Rule) {
        if self.rules.iter().all(|known| known.id != rule.id) {
            self.rules.push(cited(rule));
        }
    }

    /// Names rules the list rests on, each once.
    pub(crate) fn cite_all<'a>(&mut self, rules: impl IntoIterator<Item = &'a Rule>) {
        rules.into_iter().for_each(|rule| self.cite(rule));
    }
}

/// The words of what a list is asked for, parted by slashes: `open/overdue`. The last takes what is left.
pub(crate) fn words<const COUNT: usize>(only: &str) -> [&str; COUNT] {
    let mut parts = only.splitn(COUNT, '/');
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

impl Column {
    pub(crate) const fn text(code: &'static str, label: &'static str, width: u8) -> Self {
        Self::of(code, label, width, ColumnKind::Text)
    }

    pub(crate) const fn number(code: &'static str, label: &'static str, width: u8) -> Self {
        Self::of(code, label, width, ColumnKind::Number)
    }

    pub(crate) const fn date(code: &'static str, label: &'static str) -> Self {
        Self::of(code, label, 6, ColumnKind::Date)
    }

    const fn of(code: &'static str, label: &'static str, width: u8, kind: ColumnKind) -> Self {
        Self {
            code,
            label,
            width,
            kind,
        }
    }
}

/// 姓名.
pub(crate) const NAME: Column = Column::of("name", "姓名", 5, ColumnKind::Name);
/// The unit of the current post.
pub(crate) const UNIT: Column = Column::text("unit", "单位", 10);
/// The current post.
pub(crate) const TITLE: Column = Column::text("title", "职务", 8);

/// Makes a list for what was asked at 基准日.
type Make = fn(&Vault, &ListingQuery, PartialDate) -> Result<Listing, Failure>;

/// Every computed list by name.
const LISTINGS: &[(&str, Make)] = &[
    ("assessment_grades", crate::assessment::grades),
    ("matters_collection", crate::matters::collection),
    ("matters_reporters", crate::matters::reporters),
    ("matters_special", crate::matters::special),
    ("matters_checks", crate::matters::checks_list),
    ("matters_draw", crate::matters::draw_list),
    ("training_hours", crate::training::hours),
    ("due", crate::follow_up::due),
    ("mentors", crate::follow_up::mentors),
    ("reviews", crate::reviews::list),
    ("review_replies", crate::reviews::reply_list),
    ("admissions", crate::admissions::list),
];

impl Desk {
    /// A page of a computed list.
    pub fn listing(&self, request: ListingQuery, _: &dyn Progress) -> Result<ListingPage, Failure> {
        let began = self.environment.stopwatch();
        let as_of = self.as_of()?;
        let listing = self.computed(&request)?;
        let rows = found(&listing, &request)?;
        let columns = shown_columns(&listing, &request)?;
        let page = page(&rows, request.offset, request.limit);
        Ok(ListingPage {
            title: listing.title.clone(),
            columns: listing.columns.iter().map(column_view).collect(),
            total: rows.len() as u64,
            rows: page
                .map(|(place, line)| ListingRow {
                    id: i64::try_from(*place).unwrap_or_default(),
                    person: line.person,
                    cells: cells(line, &columns),
                })
                .collect(),
            notes: listing.notes.clone(),
            rules: listing.rules.clone(),
            as_of: as_of.to_string(),
            elapsed_ms: began.milliseconds(),
        })
    }

    /// The whole list, computed once for all its pages.
    fn computed(&self, request: &ListingQuery) -> Result<Arc<Listing>, Failure> {
        let Some((name, make)) = LISTINGS.iter().find(|(name, _)| *name == request.name) else {
            let known: Vec<&str> = LISTINGS.iter().map(|(name, _)| *name).collect();
            return Err(Failure::new(
                "listing.unknown",
                format!("没有“{}”这份名单", request.name),
                format!("可以用的名单：{}", known.join("、")),
            ));
        };
        let what = format!(
            "listing/{name}/{:?}/{:?}/{:?}/{}",
            request.unit, request.year, request.row, request.only
        );
        self.kept(what, |vault, as_of| make(vault, request, as_of))
    }
}

/// The rows a question finds with their places in the whole, in the order asked for.
fn found<'a>(listing: &'a Listing, request: &ListingQuery) -> Result<Vec<(usize, &'a Line)>, Failure> {
    let wanted = request.text.trim().to_lowercase();
    let names: Vec<usize> = listing
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.kind == ColumnKind::Name)
        .map(|(place, _)| place)
        .collect();
    let mut rows: Vec<(usize, &Line)> = listing
        .rows
        .iter()
        .enumerate()
        .filter(|(_, line)| is_wanted(line, &wanted, &names))
        .collect();
    order::sort(&mut rows, &listing.columns, &request.sort)?;
    Ok(rows)
}

/// Every word of the text stands in a cell, or spells the name.
fn is_wanted(line: &Line, wanted: &str, names: &[usize]) -> bool {
    wanted.split_whitespace().all(|word| {
        let spells = |place: &usize| {
            line.cells
                .get(*place)
                .is_some_and(|text| name::is_spelled(text, word))
        };
        line.cells.iter().any(|cell| cell.to_lowercase().contains(word)) || names.iter().any(spells)
    })
}

/// Places of the columns asked for.
fn shown_columns(listing: &Listing, request: &ListingQuery) -> Result<Vec<usize>, Failure> {
    if request.columns.is_empty() {
        return Ok((0..listing.columns.len()).collect());
    }
    let places = request
        .columns
        .iter()
        .map(|code| place_of(&listing.columns, code));
    places.collect()
}

fn place_of(columns: &[Column], code: &str) -> Result<usize, Failure> {
    let found = columns.iter().position(|column| column.code == code);
    found.ok_or_else(|| Failure::not_found(format!("这份名单没有“{code}”这一列")))
}

fn cells(line: &Line, columns: &[usize]) -> Vec<String> {
    let cell = |place: &usize| line.cells.get(*place).cloned().unwrap_or_default();
    columns.iter().map(cell).collect()
}

fn column_view(column: &Column) -> ListingColumn {
    let kind = match column.kind {
        ColumnKind::Text | ColumnKind::Name => "text",
        ColumnKind::Number => "number",
        ColumnKind::Date => "date",
    };
    ListingColumn {
        code: column.code.to_owned(),
        label: column.label.to_owned(),
        width: column.width,
        kind: kind.to_owned(),
    }
}
