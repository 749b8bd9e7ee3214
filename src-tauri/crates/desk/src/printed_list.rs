//! Lists on paper: ledgers and computed lists are laid out alike.

use std::path::Path;

use antou_form::{Align, Column, Stamp, Table};
use antou_record::PartialDate;

use crate::failure::Failure;

/// Rows a printed list takes; beyond that nobody reads paper.
pub(crate) const MOST_ROWS: u64 = 5_000;

/// Full-width characters of the usual size that stand side by side on an upright sheet, and on one lying on its side.
const PORTRAIT: f64 = 44.0;
const LANDSCAPE: f64 = 66.0;
/// Points.
const USUAL_SIZE: f64 = 10.5;
const SMALLEST_SIZE: f64 = 7.5;

/// What stands around a list.
pub(crate) struct Head<'a> {
    pub title: &'a str,
    pub as_of: PartialDate,
    /// Below the list.
    pub notes: String,
    pub stamp: Option<Stamp>,
}

/// A column as wide as what stands in it, in full-width characters; a heading may take two lines.
pub(crate) fn column(label: &str, width: f64, align: Align) -> Column {
    let heading = label.chars().count().div_ceil(2) + 1;
    Column {
        heading: label.to_owned(),
        weight: width.max(heading as f64),
        align,
    }
}

/// The list with a column of numbers before it, upright or on its side as it needs.
pub(crate) fn table(head: Head<'_>, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Result<Table, Failure> {
    let count = rows.len() as u64;
    if count > MOST_ROWS {
        return Err(too_long(count));
    }
    let counter = Column {
        heading: "序号".to_owned(),
        weight: 2.0,
        align: Align::Center,
    };
    let columns: Vec<Column> = std::iter::once(counter).chain(columns).collect();
    let width: f64 = columns.iter().map(|column| column.weight).sum();
    let numbered = (1..).zip(rows).map(|(number, mut row): (usize, _)| {
        row.insert(0, number.to_string());
        row
    });
    Ok(Table {
        title: head.title.to_owned(),
        as_of: format!("基准日：{}　共 {count} 行", head.as_of.dotted()),
        notes: head.notes,
        landscape: width > PORTRAIT,
        size: (USUAL_SIZE * LANDSCAPE / width).clamp(SMALLEST_SIZE, USUAL_SIZE),
        rows: numbered.collect(),
        columns,
        stamp: head.stamp,
    })
}

pub(crate) fn too_long(rows: u64) -> Failure {
    Failure::new(
        "print.too_long",
        format!("这份名单有 {rows} 行，超过一次打印的 {MOST_ROWS} 行"),
        "请先按单位、年度或条件缩小范围，或者导出 Excel",
    )
}

pub(crate) fn unwritable(to: &Path) -> Failure {
    Failure::new(
        "export.kind",
        format!("不能写成 {}", to.display()),
        "请写到 .xlsx 或 .pdf 文件",
    )
}
