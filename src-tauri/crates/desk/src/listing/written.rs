//! A computed list as a workbook and on paper.

use std::path::Path;

use antou_exchange::roster::{self, RosterColumn};
use antou_form::{Printed, Stamp, Table};
use antou_record::{PartialDate, Value};
use antou_store::{Op, OpKind, StoreError};
use serde_json::json;

use super::{Column, ColumnKind, Listing, cells, found, shown_columns};
use crate::desk::Desk;
use crate::export::written;
use crate::failure::Failure;
use crate::forms::{pages_of, write_whole};
use crate::messages::*;
use crate::printed_list::{self, Head};
use crate::progress::Progress;

impl Desk {
    /// Writes a computed list to a workbook, or prints it into a PDF.
    pub fn export_listing(&self, request: ExportListing, _: &dyn Progress) -> Result<Exported, Failure> {
        let as_of = self.as_of()?;
        let listing = self.computed(&request.query)?;
        let sheet = Shown::new(&listing, &request.query)?;
        let to = Path::new(&request.to);
        let extension = to.extension().map(|extension| extension.to_ascii_lowercase());
        match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("xlsx") => {
                self.register("导出", &request, &sheet)?;
                sheet.write(&request.title, as_of, to)?;
            }
            Some("pdf") => {
                let serial = self.register("打印", &request, &sheet)?;
                let stamp = Stamp {
                    serial: format!("{serial:06}"),
                    printed_at: self.environment.moment(),
                };
                let table = sheet.table(&request.title, as_of, Some(stamp), &listing.notes)?;
                let printed = self.press.table(&table)?;
                write_whole(to, &printed.pdf(self.environment.clock.now())?)?;
            }
            _ => return Err(printed_list::unwritable(to)),
        }
        Ok(Exported {
            file: request.to,
            rows: sheet.rows.len() as u64,
        })
    }

    /// Pages of a computed list as they will print.
    pub fn preview_listing(&self, request: PreviewListing, _: &dyn Progress) -> Result<FormPages, Failure> {
        let as_of = self.as_of()?;
        let listing = self.computed(&request.query)?;
        let table =
            Shown::new(&listing, &request.query)?.table(&request.title, as_of, None, &listing.notes)?;
        let printed: Printed = self.press.table(&table)?;
        pages_of(&printed, &[])
    }

    /// Every output is registered: who, what, how many rows; answers its number.
    fn register(&self, what: &str, request: &ExportListing, sheet: &Shown) -> Result<i64, Failure> {
        let rows = sheet.rows.len();
        let op = Op::new(OpKind::Output, format!("{what} {}（{rows} 行）", request.title))
            .with_detail(json!({ "listing": request.query, "rows": rows }));
        let output = self.with_vault(|vault| Ok(vault.transact(op, |_| Ok::<_, StoreError>(()))?))?;
        Ok(output.op.unwrap_or_default())
    }
}

/// What goes out: the columns asked for, and the rows in the order asked for.
struct Shown {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Shown {
    fn new(listing: &Listing, request: &ListingQuery) -> Result<Self, Failure> {
        let places = shown_columns(listing, request)?;
        let rows = found(listing, request)?;
        Ok(Self {
            columns: places
                .iter()
                .filter_map(|place| listing.columns.get(*place))
                .copied()
                .collect(),
            rows: rows.into_iter().map(|(_, line)| cells(line, &places)).collect(),
        })
    }

    fn write(&self, title: &str, as_of: PartialDate, to: &Path) -> Result<(), Failure> {
        let columns: Vec<RosterColumn> = self
            .columns
            .iter()
            .map(|column| RosterColumn::computed(column.label, column.width))
            .collect();
        let sheet = roster::Sheet {
            title,
            as_of,
            columns: &columns,
        };
        let mut writer = roster::Writer::create(to, &sheet).map_err(written)?;
        for row in &self.rows {
            let values: Vec<Option<Value>> = self
                .columns
                .iter()
                .zip(row)
                .map(|(column, text)| value(column, text))
                .collect();
            writer.row(&values).map_err(written)?;
        }
        writer.finish().map_err(written)
    }

    fn table(
        &self,
        title: &str,
        as_of: PartialDate,
        stamp: Option<Stamp>,
        notes: &[String],
    ) -> Result<Table, Failure> {
        let columns = self.columns.iter().map(|column| {
            let align = match column.kind {
                ColumnKind::Number => antou_form::Align::Right,
                ColumnKind::Date => antou_form::Align::Center,
                ColumnKind::Text | ColumnKind::Name => antou_form::Align::Left,
            };
            printed_list::column(column.label, f64::from(column.width), align)
        });
        let head = Head {
            title,
            as_of,
            notes: notes.join("　"),
            stamp,
        };
        printed_list::table(head, columns.collect(), self.rows.clone())
    }
}

/// A number as a number, all else as text.
fn value(column: &Column, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let number = match column.kind {
        ColumnKind::Number => text.parse().ok().map(Value::Dec),
        _ => None,
    };
    Some(number.unwrap_or_else(|| Value::Text(text.to_owned())))
}
